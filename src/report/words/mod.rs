//! Every word of the output, in English and French.
//!
//! A text is chosen by [`say`] or by `match lang`: where one is missing, the program does not compile.

mod change;
mod counting;
mod date;
mod finding;
mod fuzz;
mod heading;
mod law;
mod length;
mod mutant;
mod next;
mod proof;
mod standing;
mod suite;
mod verdict;

pub use change::{aspect, aspect_word, changed, more_and_less};
pub use counting::{counting, holiday, non_working, roll, rule, step, weekday};
pub use date::{any_of, around, day, either, end, ends, minute, moment, on, on_one_of, since, stamp, until, window};
pub use finding::{Fit, bounds, effect, fit, margin, spare};
pub use fuzz::{Fuzz, by_course, drawn, fuzz, invariant, judged};
pub use heading::{Heading, heading, summary};
pub(crate) use heading::{observation_counts, remarks, total, verdict_counts};
pub use law::{applies_by, clock, contested, holidays, level, type_name, unlawful};
pub use length::{Unit, count, days, duration, length, number, period};
pub use mutant::{Mutation, killed, mutants, mutation, mutation_kind, mutation_summary, percent, stale, tested_by};
pub use next::{Next, next, taken_by_act, taken_by_deadline};
pub use proof::{ProofWord, acts, explored, finding, proof, proved, reason, unasked};
pub(crate) use standing::from_day;
pub use standing::{allowed, claim, duty, kept, left};
pub use suite::{Suite, counts, exercised, suite, why};
pub use verdict::{certainty, list, quoted, refusal, status, verdict, verdicts};

use crate::text::Lang;

/// One of two texts.
#[must_use]
pub const fn say(lang: Lang, en: &'static str, fr: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Fr => fr,
    }
}
