//! Words of the picture of a course over time.

use super::{count, ends, length::Unit, say};
use crate::calendar::End;
use crate::text::Lang;

/// A fixed word or phrase of the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pictured {
    /// What the signs mean.
    Legend,
    /// A stretch of a lane in which more than one state is possible.
    UncertainState,
    /// A date that is not known.
    UncertainDate,
    /// What sources give differently.
    Disagreement,
    /// A deadline.
    Deadline,
    /// A stretch of time that is left out.
    Folded,
    /// What an act lasted.
    Lasted,
    /// The legend's word for a bar.
    State,
    /// How a deadline stands that was started anew.
    Anew,
    /// The legend's word for a bar after the end of the case.
    Ended,
}

/// The text of a word.
#[must_use]
pub const fn pictured(word: Pictured, lang: Lang) -> &'static str {
    match word {
        Pictured::Legend => say(lang, "Legend", "Légende"),
        Pictured::UncertainState => say(lang, "state not known for certain", "état incertain"),
        Pictured::UncertainDate => say(lang, "date not known, within a range", "date inconnue, dans un intervalle"),
        Pictured::Disagreement => say(lang, "sources disagree", "désaccord des sources"),
        Pictured::Deadline => say(lang, "deadline, with its last day", "délai, avec son dernier jour"),
        Pictured::Folded => say(lang, "time left out", "temps omis"),
        Pictured::Lasted => say(lang, "it lasted", "durée de l'acte"),
        Pictured::State => say(lang, "state", "état"),
        Pictured::Anew => say(lang, "started anew", "rouvert"),
        Pictured::Ended => say(lang, "the case has ended", "affaire terminée"),
    }
}

/// A deadline with its last day: "Time to comply: last day 16 September 2011, kept".
#[must_use]
pub fn deadline_line(name: &str, last: &[End], kept: &str, lang: Lang) -> String {
    let last = ends(last, lang);
    match lang {
        Lang::En => format!("{name}: last day {last}, {kept}"),
        Lang::Fr => format!("{name} : dernier jour {last}, {kept}"),
    }
}

/// What happened several times: "9 times: 10 September 2010 … 10 September 2012".
#[must_use]
pub fn repeated(first: &str, last: &str, times: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{times} times: {first} … {last}"),
        Lang::Fr => format!("{times} fois : {first} … {last}"),
    }
}

/// The same course as another machine's: "as SCPP".
#[must_use]
pub fn same_course(as_other: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("same course as {as_other}"),
        Lang::Fr => format!("même cours que {as_other}"),
    }
}

/// About how long a stretch is that is left out, in days: "13 months", "40 days".
#[must_use]
pub fn about_days(days: i64, lang: Lang) -> String {
    let (n, unit) = match days {
        0..=89 => (days, Unit::Day),
        90..=1094 => ((days * 12 + 182) / 365, Unit::Month),
        _ => ((days + 182) / 365, Unit::Year),
    };
    count(n, unit, lang)
}

/// What one would see in the picture, for those who cannot.
#[must_use]
pub fn timeline_described(machines: usize, first: &str, last: &str, verdicts: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{machines} lanes over time, from {first} to {last}. {verdicts}"),
        Lang::Fr => format!("{machines} couloirs au fil du temps, du {first} au {last}. {verdicts}"),
    }
}
