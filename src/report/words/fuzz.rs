//! What a hunt for flaws says.

use super::{number, say};
use crate::generate::Invariant;
use crate::text::Lang;

/// A fixed word or phrase of a hunt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fuzz {
    /// The heading above the properties.
    Properties,
    /// A property that no course broke.
    NotBroken,
    /// A property that a course broke.
    Broken,
    /// A property that no course was asked about.
    NotLooked,
    /// The heading above promises of the engine that it did not keep.
    Engine,
    /// The heading above what was reached.
    Reached,
    /// No property is declared.
    NoProperty,
}

/// The text of a word.
#[must_use]
pub const fn fuzz(word: Fuzz, lang: Lang) -> &'static str {
    match word {
        Fuzz::Properties => say(lang, "Properties", "Propriétés"),
        Fuzz::NotBroken => say(lang, "not broken", "non enfreinte"),
        Fuzz::Broken => say(lang, "broken", "enfreinte"),
        Fuzz::NotLooked => say(lang, "not looked at", "non examinée"),
        Fuzz::Engine => say(lang, "Promises of the engine that it did not keep", "Promesses du moteur non tenues"),
        Fuzz::Reached => say(lang, "Reached", "Atteint"),
        Fuzz::NoProperty => say(lang, "no property is declared", "aucune propriété n'est déclarée"),
    }
}

fn n(count: u64, lang: Lang) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX), lang)
}

/// "2,000 courses, seed 1".
#[must_use]
pub fn drawn(courses: u64, seed: u64, lang: Lang) -> String {
    let courses = n(courses, lang);
    match lang {
        Lang::En => format!("{courses} courses, seed {seed}"),
        Lang::Fr => format!("{courses} parcours, graine {seed}"),
    }
}

/// "18,966 acts judged, of which 11,720 unlawful".
#[must_use]
pub fn judged(acts: u64, refused: u64, lang: Lang) -> String {
    let (acts, refused) = (n(acts, lang), n(refused, lang));
    match lang {
        Lang::En => format!("{acts} acts judged, {refused} of them not lawful"),
        Lang::Fr => format!("{acts} actes jugés, dont {refused} non réguliers"),
    }
}

/// "by course 812, in 3 acts".
#[must_use]
pub fn by_course(course: u64, acts: usize, lang: Lang) -> String {
    let (course, count) = (n(course, lang), n(u64::try_from(acts).unwrap_or(u64::MAX), lang));
    match (lang, acts) {
        (Lang::En, 1) => format!("by course {course}, made small: 1 act"),
        (Lang::En, _) => format!("by course {course}, made small: {count} acts"),
        (Lang::Fr, 0 | 1) => format!("par le parcours {course}, réduit : {count} acte"),
        (Lang::Fr, _) => format!("par le parcours {course}, réduit : {count} actes"),
    }
}

/// What the engine promises.
#[must_use]
pub const fn invariant(invariant: Invariant, lang: Lang) -> &'static str {
    match invariant {
        Invariant::FromHere => {
            say(lang, "an act starts from the state of the case", "un acte part de l'état de l'affaire")
        }
        Invariant::ToTarget => say(
            lang,
            "an act that takes effect leads to the target of its transition, any other leaves the state",
            "un acte qui prend effet mène à la cible de sa transition, tout autre laisse l'état",
        ),
        Invariant::VerdictAgrees => say(
            lang,
            "a verdict agrees with its refusal, its failed conditions and its effect",
            "un verdict s'accorde avec son refus, ses conditions en défaut et son effet",
        ),
        Invariant::NothingOverdue => {
            say(lang, "no deadline runs after its end", "aucun délai ne court après son terme")
        }
        Invariant::NoStrayDeadline => say(
            lang,
            "no deadline runs in a state in which it does not live",
            "aucun délai ne court dans un état où il ne vit pas",
        ),
        Invariant::VoidIsVoid => {
            say(lang, "an act without effect changes nothing", "un acte sans effet ne change rien")
        }
        Invariant::OneCourse => {
            say(lang, "where everything is known there is one course", "là où tout est connu il n'y a qu'un parcours")
        }
        Invariant::JudgedAsDone => say(
            lang,
            "to judge an act and to do it give the same verdict",
            "juger un acte et l'accomplir donnent le même verdict",
        ),
    }
}
