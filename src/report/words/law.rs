//! What rules are made of: types, effects, clocks, sets of holidays.

use super::say;
use crate::calendar::Holidays;
use crate::procedure::{AppliesBy, ClockChange, Effect, Level};
use crate::text::Lang;
use crate::value::Type;

/// A type, but for the words of an enumerated one.
#[must_use]
pub fn type_name(ty: &Type, lang: Lang) -> &'static str {
    match ty {
        Type::Boolean => say(lang, "yes or no", "oui ou non"),
        Type::Integer => say(lang, "number", "nombre"),
        Type::Text => say(lang, "text", "texte"),
        Type::Date => say(lang, "date", "date"),
        Type::Time => say(lang, "time of day", "heure"),
        Type::Period => say(lang, "period", "durée"),
        Type::Duration => say(lang, "length in hours", "durée en heures"),
        Type::Word(_) => say(lang, "one of some words", "un mot parmi d'autres"),
        Type::State => say(lang, "state", "état"),
        Type::Role => say(lang, "role", "rôle"),
    }
}

/// What an unlawful act does.
#[must_use]
pub fn unlawful(effect: Effect, lang: Lang) -> &'static str {
    match effect {
        Effect::Void => say(lang, "has no effect", "est sans effet"),
        Effect::Stands => say(lang, "stands until annulled", "vaut jusqu'à son annulation"),
    }
}

/// How strong a rule is.
#[must_use]
pub fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Required => say(lang, "required", "exigé"),
        Level::Recommended => say(lang, "recommended", "recommandé"),
    }
}

/// What a transition does to a deadline: "starts".
#[must_use]
pub fn clock(change: ClockChange, lang: Lang) -> &'static str {
    match change {
        ClockChange::Start => say(lang, "starts", "ouvre"),
        ClockChange::Restart => say(lang, "starts anew", "rouvre"),
        ClockChange::Extend => say(lang, "extends", "prolonge"),
        ClockChange::Suspend => say(lang, "suspends", "suspend"),
        ClockChange::Resume => say(lang, "resumes", "reprend"),
        ClockChange::Stop => say(lang, "stops", "interrompt"),
    }
}

/// A set of holidays.
#[must_use]
pub fn holidays(holidays: &Holidays, lang: Lang) -> &'static str {
    match holidays {
        Holidays::None => say(lang, "no holidays", "aucun jour férié"),
        Holidays::France => say(lang, "French holidays", "jours fériés français"),
        Holidays::FranceAlsaceMoselle => {
            say(lang, "French holidays with those of Alsace-Moselle", "jours fériés d'Alsace-Moselle")
        }
        Holidays::Listed(_) => {
            say(lang, "the holidays that the procedure lists", "jours fériés que la procédure énumère")
        }
    }
}

/// That it is contested which edition governs an act; the readings follow.
#[must_use]
pub fn contested(lang: Lang) -> &'static str {
    say(
        lang,
        "Which edition governs an act is contested; acts are judged under each reading:",
        "L'édition qui régit un acte est discutée ; les actes sont jugés selon chaque lecture :",
    )
}

/// Which edition governs an act.
#[must_use]
pub fn applies_by(applies: AppliesBy, lang: Lang) -> &'static str {
    match applies {
        AppliesBy::Act => say(
            lang,
            "An act is governed by the edition in force on its own day.",
            "Un acte est régi par l'édition en vigueur à sa date.",
        ),
        AppliesBy::FirstAct => say(
            lang,
            "An act is governed by the edition in force on the day of the case's first act: open cases keep it.",
            "Un acte est régi par l'édition en vigueur au premier acte de l'affaire : les affaires en cours la gardent.",
        ),
    }
}
