//! Sentences about what was found of an event: its effect, its margin, how an observation fits.

use super::{day, days, quoted, say, verdict};
use crate::calendar::{Day, Stamp};
use crate::engine::Verdict;
use crate::replay::{Bound, Margin};
use crate::text::Lang;

/// What an unlawful act does.
#[must_use]
pub fn effect(stands: bool, state: &str, lang: Lang) -> String {
    let state = quoted(state, lang);
    match (lang, stands) {
        (Lang::En, true) => format!("it stands until annulled or withdrawn: the case goes on as {state}"),
        (Lang::Fr, true) => format!("il vaut jusqu'à annulation ou retrait : l'affaire continue dans l'état {state}"),
        (Lang::En, false) => format!("void: the case stays {state}"),
        (Lang::Fr, false) => format!("sans effet : l'affaire reste dans l'état {state}"),
    }
}

fn distance(from: Day, to: Day) -> i32 {
    to.number().saturating_sub(from.number())
}

fn is_good(found: Verdict) -> bool {
    matches!(found, Verdict::Legal)
}

/// "3 days to spare", "no day to spare".
#[must_use]
pub fn spare(n: i32, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 0) => "no day to spare".into(),
        (Lang::Fr, 0) => "aucun jour de marge".into(),
        (Lang::En, _) => format!("{} to spare", days(n, lang)),
        (Lang::Fr, _) => format!("{} de marge", days(n, lang)),
    }
}

/// What ends a margin on one side.
#[must_use]
pub fn bounds(bound: Bound, lang: Lang) -> &'static str {
    match bound {
        Bound::Verdict => say(lang, "bounded by the verdict", "borné par le verdict"),
        Bound::Order => say(lang, "bounded by the order of events", "borné par l'ordre des faits"),
        Bound::Open => say(lang, "open", "non borné"),
    }
}

/// A margin as a sentence; nothing where no side is bounded.
#[must_use]
pub fn margin(margin: &Margin, found: Verdict, lang: Lang) -> Option<String> {
    let ((first, low), (last, high)) = (margin.earliest, margin.latest);
    let word = verdict(found, lang);
    let (earlier, later) = (distance(first, margin.on), distance(margin.on, last));
    let order = bounds(Bound::Order, lang);
    let until = |d| super::until(Stamp::of_day(d), lang);
    let since = |d| super::since(Stamp::of_day(d), lang);
    let after = match (high, is_good(found)) {
        (Bound::Verdict, true) => Some(format!("{}: {word} {}", spare(later, lang), until(last))),
        (Bound::Verdict, false) => Some(format!("{word} {} ({})", until(last), further(later, true, lang))),
        (Bound::Order, _) if low == Bound::Order => None,
        (Bound::Order, _) => Some(format!("{word} {} ({order})", until(last))),
        (Bound::Open, _) => None,
    };
    let before = match (low, is_good(found)) {
        (Bound::Verdict, true) => Some(format!("{word} {} ({})", since(first), further(earlier, false, lang))),
        (Bound::Verdict, false) => Some(better_before(first, earlier, lang)),
        (Bound::Order, _) if high == Bound::Order => Some(format!("{word} {} ({order})", whole(first, last, lang))),
        (Bound::Order, _) if high == Bound::Verdict => Some(format!("{} ({order})", since(first))),
        (Bound::Order, _) => Some(format!("{word} {} ({order})", since(first))),
        (Bound::Open, _) => None,
    };
    let colon = |text: String| match lang {
        Lang::En => text,
        Lang::Fr => text.replace("marge:", "marge :"),
    };
    let clauses: Vec<String> = after.into_iter().chain(before).map(colon).collect();
    (!clauses.is_empty()).then(|| clauses.join(say(lang, "; ", " ; ")))
}

fn whole(first: Day, last: Day, lang: Lang) -> String {
    match lang {
        _ if first == last => super::on(Stamp::of_day(first), lang),
        Lang::En => format!("on every day from {} to {}", day(first, lang), day(last, lang)),
        Lang::Fr => format!("chaque jour du {} au {}", day(first, lang), day(last, lang)),
    }
}

fn further(n: i32, later: bool, lang: Lang) -> String {
    let n = days(n, lang);
    match (lang, later) {
        (Lang::En, true) => format!("{n} later"),
        (Lang::En, false) => format!("{n} earlier"),
        (Lang::Fr, true) => format!("{n} plus tard"),
        (Lang::Fr, false) => format!("{n} plus tôt"),
    }
}

/// The day before the earliest one has another verdict: by so many days the act missed it.
fn better_before(first: Day, earlier: i32, lang: Lang) -> String {
    let n = further(earlier.saturating_add(1), false, lang);
    let d = day(first.previous(), lang);
    match lang {
        Lang::En => format!("the verdict would be another {n}, on {d}"),
        Lang::Fr => format!("le verdict serait autre {n}, le {d}"),
    }
}

/// How an observation fits the documented acts. `from` is the state to which they lead, `by` the course of the law
/// that would bridge the gap.
#[must_use]
pub fn fit(fit: Fit<'_>, lang: Lang) -> String {
    match (lang, fit) {
        (Lang::En, Fit::Confirmed) => "confirmed: the documented acts lead here".into(),
        (Lang::Fr, Fit::Confirmed) => "confirmé : les actes documentés mènent ici".into(),
        (Lang::En, Fit::Undocumented { from, by, since }) => {
            let since = since.map(|s| format!(" since {}", super::stamp(s, lang))).unwrap_or_default();
            let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
            format!("undocumented{since}: from {} the law leads here{by}", quoted(from, lang))
        }
        (Lang::Fr, Fit::Undocumented { from, by, since }) => {
            let since = since.map(|s| format!(" depuis le {}", super::stamp(s, lang))).unwrap_or_default();
            let by = if by.is_empty() { String::new() } else { format!(" par {by}") };
            format!("non documenté{since} : depuis {} la loi mène ici{by}", quoted(from, lang))
        }
        (Lang::En, Fit::Contradiction { from }) => format!(
            "contradiction: the documented acts lead to {}, and no course of the law leads from there to here",
            quoted(from, lang)
        ),
        (Lang::Fr, Fit::Contradiction { from }) => format!(
            "contradiction : les actes documentés mènent à {}, d'où aucune voie de droit ne mène ici",
            quoted(from, lang)
        ),
    }
}

/// How an observation fits, with the names for people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit<'a> {
    /// The documented acts lead to it.
    Confirmed,
    /// An undocumented stretch.
    Undocumented {
        /// The state to which they lead.
        from: &'a str,
        /// The acts that the law would have asked for, in words.
        by: &'a str,
        /// Since when nothing is documented.
        since: Option<Stamp>,
    },
    /// Nothing leads to it.
    Contradiction {
        /// The state to which they lead.
        from: &'a str,
    },
}
