//! The rules of counting, and the steps of a count as sentences.

use chrono::Weekday;

use super::{Unit, count, day, end, list, moment, say};
use crate::calendar::{Counting, HolidayName, NonWorking, Roll, Rule, Step};
use crate::text::Lang;

/// A rule's name for people.
#[must_use]
pub fn rule(rule: Rule, lang: Lang) -> &'static str {
    match rule {
        Rule::Civil => say(lang, "civil count", "délai civil"),
        Rule::Franc => say(lang, "free period (délai franc)", "délai franc"),
        Rule::Hours => say(lang, "elapsed hours", "d'heure à heure"),
        Rule::Eu118271 => say(lang, "Regulation No 1182/71", "règlement n° 1182/71"),
    }
}

/// What becomes of a last day that is not a working day.
#[must_use]
pub fn roll(roll: Roll, lang: Lang) -> &'static str {
    match roll {
        Roll::None => say(lang, "not moved to a working day", "sans report"),
        Roll::NextWorkingDay => say(lang, "moved to the next working day", "reporté au premier jour ouvré"),
    }
}

/// How a deadline is counted: the rule, and the roll if there is one.
#[must_use]
pub fn counting(counting: &Counting, lang: Lang) -> String {
    match counting.roll {
        Roll::None => rule(counting.rule, lang).to_owned(),
        Roll::NextWorkingDay => format!("{}, {}", rule(counting.rule, lang), roll(counting.roll, lang)),
    }
}

/// A day of the week.
#[must_use]
pub fn weekday(day: Weekday, lang: Lang) -> &'static str {
    match day {
        Weekday::Mon => say(lang, "Monday", "lundi"),
        Weekday::Tue => say(lang, "Tuesday", "mardi"),
        Weekday::Wed => say(lang, "Wednesday", "mercredi"),
        Weekday::Thu => say(lang, "Thursday", "jeudi"),
        Weekday::Fri => say(lang, "Friday", "vendredi"),
        Weekday::Sat => say(lang, "Saturday", "samedi"),
        Weekday::Sun => say(lang, "Sunday", "dimanche"),
    }
}

/// A holiday.
#[must_use]
pub fn holiday(name: HolidayName, lang: Lang) -> &'static str {
    match lang {
        Lang::En => name.en(),
        Lang::Fr => name.fr(),
    }
}

/// Why a day is not a working day.
#[must_use]
pub fn non_working(reason: NonWorking, lang: Lang) -> &'static str {
    match reason {
        NonWorking::Weekend(day) => weekday(day, lang),
        NonWorking::Holiday(name) => holiday(name, lang),
    }
}

/// A step of a count.
#[must_use]
pub fn step(step: &Step, lang: Lang) -> String {
    let plus = |n: u32, unit: Unit| count(i64::from(n), unit, lang);
    match (lang, step) {
        (Lang::En, Step::StartNotCounted { day: d }) => format!("{}: the day of the act is not counted", day(*d, lang)),
        (Lang::Fr, Step::StartNotCounted { day: d }) => format!("{} : le jour de l'acte ne compte pas", day(*d, lang)),
        (_, Step::MonthsAdded { months, to }) => added(&plus(*months, Unit::Month), &day(*to, lang)),
        (Lang::En, Step::ClampedToMonthEnd { wanted_day, to }) => {
            format!("that month has no day {wanted_day}: its last day, {}", day(*to, lang))
        }
        (Lang::Fr, Step::ClampedToMonthEnd { wanted_day, to }) => {
            format!("ce mois n'a pas de {wanted_day} : son dernier jour, le {}", day(*to, lang))
        }
        (_, Step::WeeksAdded { weeks, to }) => added(&plus(*weeks, Unit::Week), &day(*to, lang)),
        (_, Step::DaysAdded { days, to }) => added(&plus(*days, Unit::Day), &day(*to, lang)),
        (_, Step::WorkingDaysAdded { days, to, skipped }) => {
            let text = added(&plus(*days, Unit::WorkingDay), &day(*to, lang));
            let skipped: Vec<String> =
                skipped.iter().map(|(d, why)| format!("{} ({})", day(*d, lang), non_working(*why, lang))).collect();
            match (skipped.is_empty(), lang) {
                (true, _) => text,
                (false, Lang::En) => format!("{text}, passing over {}", list(&skipped, "and")),
                (false, Lang::Fr) => format!("{text}, en sautant {}", list(&skipped, "et")),
            }
        }
        (Lang::En, Step::FrancDay { to }) => format!("the day of the term is not counted either: {}", day(*to, lang)),
        (Lang::Fr, Step::FrancDay { to }) => {
            format!("le jour de l'échéance ne compte pas non plus : {}", day(*to, lang))
        }
        (Lang::En, Step::SkippedByClocks { from, to }) => {
            format!("{} does not exist, clocks were moved forward over it: {}", moment(*from, lang), moment(*to, lang))
        }
        (Lang::Fr, Step::SkippedByClocks { from, to }) => {
            format!("{} n'existe pas, les horloges l'ont sauté : {}", moment(*from, lang), moment(*to, lang))
        }
        (Lang::En, Step::HourNotCounted { from, to }) => {
            format!("the hour of {} is not counted: from {}", moment(*from, lang), moment(*to, lang))
        }
        (Lang::Fr, Step::HourNotCounted { from, to }) => {
            format!("l'heure du {} ne compte pas : à partir du {}", moment(*from, lang), moment(*to, lang))
        }
        (_, Step::ElapsedAdded { minutes, to }) => {
            added(&super::duration(crate::calendar::Duration { minutes: *minutes }, lang), &moment(*to, lang))
        }
        (_, Step::ClockChange { minutes }) => clock_change(*minutes, lang),
        (Lang::En, Step::SecondPass { shown, to }) => {
            format!("clocks showed {} for the second time: in time until {}", moment(*shown, lang), moment(*to, lang))
        }
        (Lang::Fr, Step::SecondPass { shown, to }) => format!(
            "les horloges montraient {} pour la seconde fois : en temps utile jusqu'au {}",
            moment(*shown, lang),
            moment(*to, lang)
        ),
        (Lang::En, Step::RolledOver { from, reason, to }) => format!(
            "{} is not a working day ({}): moved to {}",
            day(*from, lang),
            non_working(*reason, lang),
            day(*to, lang)
        ),
        (Lang::Fr, Step::RolledOver { from, reason, to }) => format!(
            "le {} n'est pas un jour ouvré ({}) : report au {}",
            day(*from, lang),
            non_working(*reason, lang),
            day(*to, lang)
        ),
        (Lang::En, Step::Ends { last: crate::calendar::End::Day(d) }) => {
            format!("last day: {}, {}, until 24:00", weekday(d.weekday(), lang), day(*d, lang))
        }
        (Lang::Fr, Step::Ends { last: crate::calendar::End::Day(d) }) => {
            format!("dernier jour : {} {}, jusqu'à 24 h 00", weekday(d.weekday(), lang), day(*d, lang))
        }
        (Lang::En, Step::Ends { last }) => format!("last minute: {}", end(*last, lang)),
        (Lang::Fr, Step::Ends { last }) => format!("dernière minute : {}", end(*last, lang)),
    }
}

fn added(length: &str, to: &str) -> String {
    format!("+ {length} → {to}")
}

fn clock_change(minutes: i32, lang: Lang) -> String {
    let by = count(i64::from(minutes.unsigned_abs()), Unit::Minute, lang);
    match (lang, minutes < 0) {
        (Lang::En, false) => format!("clocks were moved forward by {by} in between"),
        (Lang::En, true) => format!("clocks were moved back by {by} in between"),
        (Lang::Fr, false) => format!("les horloges ont été avancées de {by} dans l'intervalle"),
        (Lang::Fr, true) => format!("les horloges ont été retardées de {by} dans l'intervalle"),
    }
}
