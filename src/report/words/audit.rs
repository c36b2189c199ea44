//! What is said of a register.

use super::{number, say};
use crate::text::Lang;

/// Headings and words of a register's summary.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audit {
    /// How many cases and acts have each verdict.
    Verdicts,
    /// Each act.
    Acts,
    /// Rules that were not kept.
    Rules,
    /// Their articles.
    Articles,
    /// Duties that were not fulfilled in time.
    Duties,
    /// Properties that broke.
    Properties,
    /// How close to the dates of the law acts fall.
    Margins,
    /// What another reading of the law changes.
    Changes,
    /// How the register was read.
    Register,
    /// Nothing was found.
    Nothing,
    /// A column: cases.
    Cases,
    /// A column: acts.
    ActsColumn,
    /// "such as", before a case.
    SuchAs,
    /// "edition of", before a date.
    EditionOf,
    /// No article carries the rule.
    Policy,
    /// After an unlawful act that stands.
    Following,
    /// "owed by", before a role.
    OwedBy,
    /// Cases as a reading had them.
    Under,
    /// The law as it was in force.
    InForce,
}

/// A heading or word.
#[must_use]
pub fn audit(word: Audit, lang: Lang) -> &'static str {
    match word {
        Audit::Verdicts => say(lang, "Verdicts", "Verdicts"),
        Audit::Acts => say(lang, "Acts", "Actes"),
        Audit::Rules => say(lang, "Rules not kept", "Règles non respectées"),
        Audit::Articles => say(lang, "Articles not kept", "Articles non respectés"),
        Audit::Duties => say(lang, "Duties not fulfilled in time", "Obligations non remplies à temps"),
        Audit::Properties => say(lang, "Properties that broke", "Propriétés enfreintes"),
        Audit::Margins => say(lang, "Days to spare", "Jours de marge"),
        Audit::Changes => say(lang, "What the other text changes", "Ce que l'autre texte change"),
        Audit::Register => say(lang, "The register", "Le registre"),
        Audit::Nothing => say(lang, "none", "aucune"),
        Audit::Cases => say(lang, "cases", "affaires"),
        Audit::ActsColumn => say(lang, "acts", "actes"),
        Audit::SuchAs => say(lang, "first", "d'abord"),
        Audit::EditionOf => say(lang, "edition of", "édition du"),
        Audit::Policy => say(lang, "no article carries it", "aucun article ne le porte"),
        Audit::Following => say(lang, "after an unlawful act that stands", "après un acte illégal qui subsiste"),
        Audit::OwedBy => say(lang, "owed by", "due par"),
        Audit::Under => say(lang, "every case under the edition of", "toutes les affaires sous l'édition du"),
        Audit::InForce => say(lang, "the law as it was in force", "le droit tel qu'il était en vigueur"),
    }
}

/// What is said where no edition is in force.
#[must_use]
pub fn no_edition(lang: Lang) -> &'static str {
    say(lang, "no edition of the law is shipped for the date", "aucune édition du droit n'est fournie pour cette date")
}

/// A number of things.
#[must_use]
pub fn how_many(n: u64, lang: Lang) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX), lang)
}

fn counted(n: u64, one: &str, many: &str, lang: Lang) -> String {
    // In French nothing is singular.
    let singular = n == 1 || n == 0 && lang == Lang::Fr;
    format!("{} {}", how_many(n, lang), if singular { one } else { many })
}

/// A number of cases.
#[must_use]
pub fn say_cases(n: u64, lang: Lang) -> String {
    counted(n, say(lang, "case", "affaire"), say(lang, "cases", "affaires"), lang)
}

/// A number of acts.
#[must_use]
pub fn say_acts(n: u64, lang: Lang) -> String {
    counted(n, say(lang, "act", "acte"), say(lang, "acts", "actes"), lang)
}

/// "100 cases, 390 acts, 24 March 2000 to 30 April 2013".
#[must_use]
pub fn cases_judged(cases: u64, acts: u64, span: Option<(&str, &str)>, lang: Lang) -> String {
    let count = format!("{}, {}", say_cases(cases, lang), say_acts(acts, lang));
    match (span, lang) {
        (None, _) => count,
        (Some((first, last)), Lang::En) => format!("{count}, {first} to {last}"),
        (Some((first, last)), Lang::Fr) => format!("{count}, du {first} au {last}"),
    }
}

/// A day that was written, in words; as it is where it is none.
#[must_use]
pub fn day_or(text: &str, lang: Lang) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day| super::day(day, lang))
}

/// A share to one place after the point: "7.0 %", "7,0 %". Rounded to the nearest, but never up to all nor down to none.
#[must_use]
pub fn per_mille(some: u64, all: u64, lang: Lang) -> String {
    let share = (u128::from(some) * 1000 + u128::from(all) / 2).checked_div(u128::from(all)).unwrap_or(0);
    let share = match (some, all) {
        (0, _) => 0,
        _ if some == all => 1000,
        _ => share.clamp(1, 999),
    };
    format!("{}{}{} %", share / 10, say(lang, ".", ","), share % 10)
}

/// The days from one to another on the lawful side of a date, both included; open where nothing is given.
#[must_use]
pub fn margin_bin(from: Option<i32>, to: Option<i32>, lang: Lang) -> String {
    match (from, to, lang) {
        (Some(0), Some(0), _) => say(lang, "on the day itself", "le jour même").to_owned(),
        (Some(1), Some(1), _) => say(lang, "1 day to spare", "1 jour de marge").to_owned(),
        (Some(-1), Some(-1), _) => say(lang, "missed by 1 day", "manqué de 1 jour").to_owned(),
        (None, Some(-1), _) => say(lang, "missed by 1 day or more", "manqué de 1 jour ou plus").to_owned(),
        (Some(1), None, _) => say(lang, "1 day to spare or more", "1 jour de marge ou plus").to_owned(),
        (Some(from), Some(to), Lang::En) if from == to && to < 0 => format!("missed by {} days", to.unsigned_abs()),
        (Some(from), Some(to), Lang::Fr) if from == to && to < 0 => format!("manqué de {} jours", to.unsigned_abs()),
        (Some(from), Some(to), Lang::En) if from == to => format!("{from} days to spare"),
        (Some(from), Some(to), Lang::Fr) if from == to => format!("{from} jours de marge"),
        (None, Some(to), Lang::En) => format!("missed by {} days or more", to.unsigned_abs()),
        (None, Some(to), Lang::Fr) => format!("manqué de {} jours ou plus", to.unsigned_abs()),
        (Some(from), Some(-1), Lang::En) => format!("missed by 1 to {} days", from.unsigned_abs()),
        (Some(from), Some(-1), Lang::Fr) => format!("manqué de 1 à {} jours", from.unsigned_abs()),
        (Some(from), Some(to), Lang::En) if to < 0 => {
            format!("missed by {} to {} days", to.unsigned_abs(), from.unsigned_abs())
        }
        (Some(from), Some(to), Lang::Fr) if to < 0 => {
            format!("manqué de {} à {} jours", to.unsigned_abs(), from.unsigned_abs())
        }
        (Some(from), Some(to), Lang::En) => format!("{from} to {to} days to spare"),
        (Some(from), Some(to), Lang::Fr) => format!("{from} à {to} jours de marge"),
        (Some(from), None, Lang::En) => format!("{from} days to spare or more"),
        (Some(from), None, Lang::Fr) => format!("{from} jours de marge ou plus"),
        (None, None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_is_never_told_as_none_or_all() {
        assert_eq!(per_mille(0, 100_000, Lang::En), "0.0 %");
        assert_eq!(per_mille(1, 100_000, Lang::En), "0.1 %");
        assert_eq!(per_mille(99_999, 100_000, Lang::En), "99.9 %");
        assert_eq!(per_mille(100_000, 100_000, Lang::En), "100.0 %");
        assert_eq!(per_mille(1, 3, Lang::Fr), "33,3 %");
        assert_eq!(per_mille(0, 0, Lang::En), "0.0 %");
    }
}
