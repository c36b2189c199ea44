//! Numbers and lengths with their units.

use super::{list, say};
use crate::calendar::{Duration, Length, Period};
use crate::text::Lang;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Years.
    Year,
    /// Months.
    Month,
    /// Weeks.
    Week,
    /// Days.
    Day,
    /// Days that are neither Saturday, Sunday nor holiday.
    WorkingDay,
    /// Hours.
    Hour,
    /// Minutes.
    Minute,
}

impl Unit {
    fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::En => match self {
                Self::Year => ("year", "years"),
                Self::Month => ("month", "months"),
                Self::Week => ("week", "weeks"),
                Self::Day => ("day", "days"),
                Self::WorkingDay => ("working day", "working days"),
                Self::Hour => ("hour", "hours"),
                Self::Minute => ("minute", "minutes"),
            },
            Lang::Fr => match self {
                Self::Year => ("an", "ans"),
                Self::Month => ("mois", "mois"),
                Self::Week => ("semaine", "semaines"),
                Self::Day => ("jour", "jours"),
                Self::WorkingDay => ("jour ouvré", "jours ouvrés"),
                Self::Hour => ("heure", "heures"),
                Self::Minute => ("minute", "minutes"),
            },
        }
    }
}

/// Whether a number takes the plural: zero does in English, not in French.
pub(crate) fn plural(n: i64, lang: Lang) -> bool {
    match lang {
        Lang::En => n.unsigned_abs() != 1,
        Lang::Fr => n.unsigned_abs() > 1,
    }
}

/// "3 days", "1 day"; "3 jours", "0 jour".
#[must_use]
pub fn count(n: i64, unit: Unit, lang: Lang) -> String {
    let (one, many) = unit.words(lang);
    format!("{} {}", number(n, lang), if plural(n, lang) { many } else { one })
}

/// A number of days.
#[must_use]
pub fn days(n: i32, lang: Lang) -> String {
    count(i64::from(n), Unit::Day, lang)
}

/// A whole number with its thousands apart: "150,000", "150 000".
#[must_use]
pub fn number(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(say(lang, ",", "\u{a0}"));
        }
        text.push(digit);
    }
    text
}

fn units(values: &[(u32, Unit)], lang: Lang, none: Unit) -> String {
    let parts: Vec<String> =
        values.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| count(i64::from(*n), *unit, lang)).collect();
    if parts.is_empty() { count(0, none, lang) } else { list(&parts, say(lang, "and", "et")) }
}

/// "3 months", "1 year and 2 months"; "3 mois", "1 an et 2 mois".
#[must_use]
pub fn period(period: Period, lang: Lang) -> String {
    let values = [
        (u32::from(period.years), Unit::Year),
        (u32::from(period.months), Unit::Month),
        (u32::from(period.weeks), Unit::Week),
        (u32::from(period.days), Unit::Day),
        (u32::from(period.working_days), Unit::WorkingDay),
    ];
    let text = units(&values, lang, Unit::Day);
    match period.days_off {
        0 => text,
        off => format!("{text} {} {}", say(lang, "less", "moins"), count(i64::from(off), Unit::Day, lang)),
    }
}

/// "24 hours", "1 hour and 30 minutes".
#[must_use]
pub fn duration(duration: Duration, lang: Lang) -> String {
    units(&[(duration.minutes / 60, Unit::Hour), (duration.minutes % 60, Unit::Minute)], lang, Unit::Minute)
}

/// A length of either kind.
#[must_use]
pub fn length(length: Length, lang: Lang) -> String {
    match length {
        Length::Civil(p) => period(p, lang),
        Length::Elapsed(d) => duration(d, lang),
    }
}
