//! Every word of the output, in English and French.
//!
//! A text is chosen by [`say`] or by `match lang`: where one is missing, the program does not compile.

mod audit;
mod audit_page;
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
mod page;
mod proof;
mod simulate;
mod standing;
mod suite;
mod timeline;
mod verdict;

pub use audit::{Audit, audit, cases_judged, day_or, how_many, margin_bin, no_edition, per_mille, say_acts, say_cases};
pub use audit_page::{AuditPage, audit_page, first_of};
pub use change::{aspect, aspect_word, changed, more_and_less};
pub use counting::{counting, holiday, non_working, roll, rule, step, weekday};
pub use date::{
    any_of, around, day, day_and_month, either, end, ends, minute, moment, month, on, on_one_of, since, stamp, until,
    window,
};
pub use finding::{Fit, bounds, effect, fit, margin, spare};
pub use fuzz::{Fuzz, by_course, drawn, fuzz, invariant, judged};
pub use heading::{Heading, heading, summary};
pub(crate) use heading::{observation_counts, remarks, total, verdict_counts};
pub use law::{applies_by, clock, contested, holidays, level, type_name, unlawful};
pub use length::{Unit, count, days, duration, length, number, period};
pub use mutant::{Mutation, killed, mutants, mutation, mutation_kind, mutation_summary, percent, stale, tested_by};
pub use next::{Next, next, taken_by_act, taken_by_deadline};
pub use page::{PageWord, page};
pub use proof::{
    ProofWord, Tally, acts, explored, finding, mistaken, proof, proved, reason, shortest, unasked, undecided, under,
    worded,
};
pub use simulate::{Simulated, amount, apart, order, simulated, simulated_days, simulated_runs, spread};
pub(crate) use standing::from_day;
pub use standing::{allowed, claim, duty, kept, left};
pub use suite::{Suite, counts, exercised, suite, why};
pub use timeline::{Pictured, about_days, deadline_line, pictured, repeated, same_course, timeline_described};
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
