//! What a run of scenarios as tests says: results, differences, coverage.

use super::length::plural;
use super::{list, number, quoted, say};
use crate::replay::coverage::{Share, Why};
use crate::text::Lang;

/// A fixed word or phrase of a run of scenarios.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suite {
    /// A scenario passed.
    Passed,
    /// A scenario failed.
    Failed,
    /// A scenario has errors.
    Unusable,
    /// The heading above what differed.
    Differences,
    /// An illegal act that was not expected.
    Unexpected,
    /// A property that broke.
    Broken,
    /// No act falls under an edition.
    Unused,
    /// Kind of rule: transitions.
    Transitions,
    /// Kind of rule: conditions.
    Conditions,
    /// Kind of rule: deadlines.
    Deadlines,
    /// Kind of rule: duties.
    Duties,
    /// A transition was not taken.
    NeverTaken,
    /// A condition did not hold.
    NeverHeld,
    /// A condition did not fail.
    NeverFailed,
    /// A condition was not judged.
    NeverJudged,
    /// A deadline did not end in time.
    NeverKept,
    /// A deadline did not run out.
    NeverMissed,
    /// A deadline was not started.
    NeverStarted,
    /// A duty was not fulfilled in time.
    NeverDischarged,
    /// A duty was not breached.
    NeverBreached,
    /// A duty did not arise.
    NeverArose,
    /// The transition keeps the state.
    Unchanged,
}

/// The text of a word.
#[must_use]
pub const fn suite(word: Suite, lang: Lang) -> &'static str {
    match word {
        Suite::Passed => say(lang, "passed", "réussi"),
        Suite::Failed => say(lang, "failed", "échoué"),
        Suite::Unusable => say(lang, "has errors", "en erreur"),
        Suite::Differences => say(lang, "What differed", "Ce qui diffère"),
        Suite::Unexpected => say(lang, "illegal, and not expected to be", "illégal sans être attendu comme tel"),
        Suite::Broken => say(lang, "a required property is broken", "une propriété requise est enfreinte"),
        Suite::Unused => say(
            lang,
            "no act of any scenario falls under this edition",
            "aucun acte d'aucun scénario ne relève de cette édition",
        ),
        Suite::Transitions => say(lang, "transitions", "transitions"),
        Suite::Conditions => say(lang, "conditions", "conditions"),
        Suite::Deadlines => say(lang, "deadlines", "délais"),
        Suite::Duties => say(lang, "duties", "obligations"),
        Suite::NeverTaken => say(lang, "never taken", "jamais prise"),
        Suite::NeverHeld => say(lang, "never held", "jamais remplie"),
        Suite::NeverFailed => say(lang, "never failed", "jamais en défaut"),
        Suite::NeverJudged => say(lang, "never judged", "jamais jugée"),
        Suite::NeverKept => say(lang, "never kept or stopped", "jamais tenu ni arrêté"),
        Suite::NeverMissed => say(lang, "never missed or over", "jamais dépassé ni échu"),
        Suite::NeverStarted => say(lang, "never started", "jamais ouvert"),
        Suite::NeverDischarged => say(lang, "never discharged", "jamais remplie"),
        Suite::NeverBreached => say(lang, "never breached", "jamais méconnue"),
        Suite::NeverArose => say(lang, "never arose", "jamais née"),
        Suite::Unchanged => say(lang, "same state", "même état"),
    }
}

/// The closing line: "63 passed, 1 failed".
#[must_use]
pub fn counts(passed: usize, failed: usize, unusable: usize, lang: Lang) -> String {
    let some = |n: usize, one: &str, many: &str| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        format!("{} {}", number(n, lang), if plural(n, lang) { many } else { one })
    };
    let mut text = match lang {
        Lang::En => format!("{}, {}", some(passed, "passed", "passed"), some(failed, "failed", "failed")),
        Lang::Fr => format!("{}, {}", some(passed, "réussi", "réussis"), some(failed, "échoué", "échoués")),
    };
    if unusable > 0 {
        text.push_str(", ");
        text.push_str(&match lang {
            Lang::En => some(unusable, "has errors", "have errors"),
            Lang::Fr => format!("{} en erreur", some(unusable, "", "").trim()),
        });
    }
    text
}

/// "38 of 40 (95 %)".
#[must_use]
pub fn exercised(share: Share, lang: Lang) -> String {
    let n = |n: usize| number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let (seen, all, percent) = (n(share.seen), n(share.all), share.percent());
    match lang {
        _ if share.all == 0 => say(lang, "none", "sans objet").to_owned(),
        Lang::En => format!("{seen} of {all} ({percent} %)"),
        Lang::Fr => format!("{seen} sur {all} ({percent} %)"),
    }
}

/// Why a transition was never taken. `trigger` is its act or deadline for people, `from` are its states.
#[must_use]
pub fn why(why: Why, trigger: &str, from: &[&str], lang: Lang) -> String {
    let trigger = quoted(trigger, lang);
    let from: Vec<String> = from.iter().map(|state| quoted(state, lang)).collect();
    let from = list(&from, say(lang, "or", "ou"));
    match (lang, why) {
        (Lang::En, Why::NotReached) => format!("no scenario reaches {from}"),
        (Lang::Fr, Why::NotReached) => format!("aucun scénario n'atteint {from}"),
        (Lang::En, Why::NotTried) => format!("reached, but {trigger} is never tried there"),
        (Lang::Fr, Why::NotTried) => format!("état atteint, mais {trigger} n'y est jamais tenté"),
        (Lang::En, Why::NotSelected) => "tried, but its `if` never selects it".into(),
        (Lang::Fr, Why::NotSelected) => "tentée, mais son `if` ne la choisit jamais".into(),
        (Lang::En, Why::AlwaysVoid) => "tried, and void each time".into(),
        (Lang::Fr, Why::AlwaysVoid) => "tentée, et chaque fois sans effet".into(),
        (Lang::En, Why::NotStarted) => format!("reached, but {trigger} is never started"),
        (Lang::Fr, Why::NotStarted) => format!("état atteint, mais {trigger} n'est jamais ouvert"),
        (Lang::En, Why::NeverOver) => format!("reached, but {trigger} never runs out there"),
        (Lang::Fr, Why::NeverOver) => format!("état atteint, mais {trigger} n'y expire jamais"),
    }
}
