//! How deadlines, duties, claims and permissions stand.

use super::{Unit, count, day, say};
use crate::calendar::Stamp;
use crate::replay::{Allowed, ClaimStatus, DutyStatus, Kept};
use crate::text::Lang;

/// How a deadline ended.
#[must_use]
pub fn kept(kept: Kept, lang: Lang) -> &'static str {
    match kept {
        Kept::Kept => say(lang, "kept", "respecté"),
        Kept::Missed => say(lang, "missed", "dépassé"),
        Kept::Over => say(lang, "over", "échu"),
        Kept::Stopped => say(lang, "stopped before its end", "interrompu avant son terme"),
        Kept::Running => say(lang, "running", "en cours"),
        Kept::Suspended => say(lang, "suspended", "suspendu"),
        Kept::Unknown => say(lang, "unknown", "inconnu"),
    }
}

/// How a duty stands.
#[must_use]
pub fn duty(status: DutyStatus, lang: Lang) -> &'static str {
    match status {
        DutyStatus::Owed => say(lang, "owed", "due"),
        DutyStatus::Discharged => say(lang, "discharged", "remplie"),
        DutyStatus::Breached => say(lang, "breached", "méconnue"),
        DutyStatus::Ended => say(lang, "ended", "éteinte"),
        DutyStatus::Unknown => say(lang, "unknown", "inconnue"),
    }
}

/// How a claim stands; `disputed` where others contradict it and nothing can be compared.
#[must_use]
pub fn claim(status: ClaimStatus, disputed: bool, lang: Lang) -> &'static str {
    match status {
        ClaimStatus::Words if disputed => say(lang, "disputed", "contesté"),
        ClaimStatus::Words => say(lang, "said", "dit"),
        ClaimStatus::Holds => say(lang, "holds", "exact"),
        ClaimStatus::Possible => say(lang, "possible", "possible"),
        ClaimStatus::Contradicted => say(lang, "contradicted", "contredit"),
    }
}

/// Whether an act is possible, in one word.
#[must_use]
pub fn allowed(allowed: Allowed, lang: Lang) -> &'static str {
    match allowed {
        Allowed::Yes => say(lang, "may", "peut"),
        Allowed::If => say(lang, "may if", "peut si"),
        Allowed::From(_) => say(lang, "may later", "pourra"),
    }
}

/// How many days are left: "ends today", "3 days left", "ended 3 days before".
#[must_use]
pub fn left(days: i32, lang: Lang) -> String {
    let n = count(i64::from(days.unsigned_abs()), Unit::Day, lang);
    match (lang, days) {
        (Lang::En, 0) => "ends on this day".into(),
        (Lang::Fr, 0) => "expire ce jour".into(),
        (Lang::En, 1..) => format!("{n} left"),
        (Lang::Fr, 1) => format!("reste {n}"),
        (Lang::Fr, 1..) => format!("restent {n}"),
        (Lang::En, _) => format!("ended {n} before"),
        (Lang::Fr, _) => format!("échu depuis {n}"),
    }
}

/// "from 16 June 2011", for an act that is possible later.
pub(crate) fn from_day(at: crate::calendar::Day, lang: Lang) -> String {
    match lang {
        Lang::En => format!("lawful from {} on, if nothing else happens", day(at, lang)),
        Lang::Fr => format!("licite {}, si rien d'autre ne survient", super::since(Stamp::of_day(at), lang)),
    }
}
