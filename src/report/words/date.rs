//! Days, times and ranges of them.

use super::{list, say};
use crate::calendar::{Day, End, Minute, Moment, Stamp};
use crate::scenario::Around;
use crate::text::Lang;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The parts of a day that are written.
#[derive(Clone, Copy)]
enum Parts {
    Full,
    WithMonth,
    Number,
}

fn written(day: Day, parts: Parts, lang: Lang) -> String {
    let (year, month, of_month) = day.ymd();
    let names = match lang {
        Lang::En => &MONTHS_EN,
        Lang::Fr => &MONTHS_FR,
    };
    let name = names.get(month as usize - 1).copied().unwrap_or_default();
    let number = match (lang, of_month) {
        (Lang::Fr, 1) => "1er".to_owned(),
        _ => of_month.to_string(),
    };
    match parts {
        Parts::Full => format!("{number} {name} {year}"),
        Parts::WithMonth => format!("{number} {name}"),
        Parts::Number => number,
    }
}

/// What has to be written of a day that stands before another.
fn before(day: Day, next: Day) -> Parts {
    let ((year, month, _), (next_year, next_month, _)) = (day.ymd(), next.ymd());
    match (year == next_year, month == next_month) {
        (true, true) => Parts::Number,
        (true, false) => Parts::WithMonth,
        _ => Parts::Full,
    }
}

/// "16 June 2011", "16 juin 2011", "1er juin 2011".
#[must_use]
pub fn day(day: Day, lang: Lang) -> String {
    written(day, Parts::Full, lang)
}

/// "June 2011", "juin 2011".
#[must_use]
pub fn month(day: Day, lang: Lang) -> String {
    let (year, month, _) = day.ymd();
    let names = match lang {
        Lang::En => &MONTHS_EN,
        Lang::Fr => &MONTHS_FR,
    };
    format!("{} {year}", names.get(month as usize - 1).copied().unwrap_or_default())
}

/// "16 June", "16 juin".
#[must_use]
pub fn day_and_month(day: Day, lang: Lang) -> String {
    written(day, Parts::WithMonth, lang)
}

/// "18:00", "18 h 00".
#[must_use]
pub fn minute(minute: Minute, lang: Lang) -> String {
    let (hours, minutes) = (minute.number() / 60, minute.number() % 60);
    match lang {
        Lang::En => format!("{hours:02}:{minutes:02}"),
        Lang::Fr => format!("{hours} h {minutes:02}"),
    }
}

/// What is known of the minute, as a text to stand after the day.
fn hours(stamp: Stamp, lang: Lang) -> String {
    let (first, last) = (minute(stamp.earliest(), lang), minute(stamp.latest(), lang));
    match (lang, stamp.minute()) {
        _ if stamp.is_whole_day() => String::new(),
        (Lang::En, Some(_)) => format!(", {first}"),
        (Lang::Fr, Some(_)) => format!(" à {first}"),
        (Lang::En, None) if stamp.latest() == Minute::LAST => format!(", {first} or later"),
        (Lang::Fr, None) if stamp.latest() == Minute::LAST => format!(" à partir de {first}"),
        (Lang::En, None) if stamp.earliest() == Minute::FIRST => format!(", {last} or earlier"),
        (Lang::Fr, None) if stamp.earliest() == Minute::FIRST => format!(" jusqu'à {last}"),
        (Lang::En, None) => format!(", between {first} and {last}"),
        (Lang::Fr, None) => format!(" entre {first} et {last}"),
    }
}

/// A day with what is known of the minute: "24 October 2011, 10:11", "24 octobre 2011 à 10 h 11".
#[must_use]
pub fn stamp(stamp: Stamp, lang: Lang) -> String {
    format!("{}{}", day(stamp.day, lang), hours(stamp, lang))
}

/// "on 16 June 2011", "le 16 juin 2011".
#[must_use]
pub fn on(at: Stamp, lang: Lang) -> String {
    format!("{} {}", say(lang, "on", "le"), stamp(at, lang))
}

/// "from 16 June 2011 on", "à partir du 16 juin 2011".
#[must_use]
pub fn since(at: Stamp, lang: Lang) -> String {
    match lang {
        Lang::En => format!("from {} on", stamp(at, lang)),
        Lang::Fr => format!("à partir du {}", stamp(at, lang)),
    }
}

/// "up to 16 June 2011", "jusqu'au 16 juin 2011".
#[must_use]
pub fn until(at: Stamp, lang: Lang) -> String {
    format!("{} {}", say(lang, "up to", "jusqu'au"), stamp(at, lang))
}

/// A day and minute to stand before another in a range.
fn first_of(first: Stamp, last: Stamp, lang: Lang) -> String {
    let timed = !first.is_whole_day() && first.earliest() != Minute::FIRST;
    let text = written(first.day, if timed { Parts::Full } else { before(first.day, last.day) }, lang);
    match (timed, lang) {
        (false, _) => text,
        (true, Lang::En) => format!("{text}, {}", minute(first.earliest(), lang)),
        (true, Lang::Fr) => format!("{text} à {}", minute(first.earliest(), lang)),
    }
}

fn last_of(last: Stamp, lang: Lang) -> String {
    let text = day(last.day, lang);
    match lang {
        _ if last.latest() == Minute::LAST => text,
        Lang::En => format!("{text}, {}", minute(last.latest(), lang)),
        Lang::Fr => format!("{text} à {}", minute(last.latest(), lang)),
    }
}

/// "between 13 and 17 May 2011", "entre le 13 et le 17 mai 2011"; one day, if both are the same.
#[must_use]
pub fn window(first: Stamp, last: Stamp, lang: Lang) -> String {
    if first.day == last.day {
        let between = Stamp::between(first.day, first.earliest(), last.latest().max(first.earliest()));
        return stamp(between.unwrap_or(first), lang);
    }
    let (from, to) = (first_of(first, last, lang), last_of(last, lang));
    match lang {
        Lang::En => format!("between {from} and {to}"),
        Lang::Fr => format!("entre le {from} et le {to}"),
    }
}

/// "from 16 May to 24 October 2011", "du 16 mai au 24 octobre 2011": it filled the whole span.
#[must_use]
fn lasting(first: Stamp, last: Stamp, lang: Lang) -> String {
    if first.day == last.day {
        return window(first, last, lang);
    }
    let (from, to) = (first_of(first, last, lang), last_of(last, lang));
    match lang {
        Lang::En => format!("from {from} to {to}"),
        Lang::Fr => format!("du {from} au {to}"),
    }
}

/// A span as notes and claims have it.
#[must_use]
pub fn around(around: Around, lang: Lang) -> String {
    match (around.not_before, around.not_after) {
        (Some(first), Some(last)) if around.lasted => lasting(first, last, lang),
        (Some(first), Some(last)) => window(first, last, lang),
        (Some(first), None) => since(first, lang),
        (None, Some(last)) => until(last, lang),
        (None, None) => say(lang, "undated", "sans date").to_owned(),
    }
}

/// "16 or 27 June 2011", "16 ou 27 juin 2011".
#[must_use]
pub fn either(days: &[Day], lang: Lang) -> String {
    let texts: Vec<String> = days
        .iter()
        .enumerate()
        .map(|(i, d)| match days.get(i + 1) {
            Some(_) => written(*d, days.last().map_or(Parts::Full, |last| before(*d, *last)), lang),
            None => day(*d, lang),
        })
        .collect();
    list(&texts, say(lang, "or", "ou"))
}

fn adjacent(stamps: &[Stamp]) -> bool {
    stamps.windows(2).all(|pair| match pair {
        [a, b] => b.day.number() - a.day.number() <= 1,
        _ => true,
    })
}

/// Possible dates: one, a few, or a range.
#[must_use]
pub fn any_of(stamps: &[Stamp], lang: Lang) -> String {
    match stamps {
        [] => say(lang, "on no possible date", "à aucune date possible").to_owned(),
        [only] => stamp(*only, lang),
        [first, .., last] if adjacent(stamps) => window(*first, *last, lang),
        few if few.len() <= 3 => either(&few.iter().map(|s| s.day).collect::<Vec<_>>(), lang),
        [first, .., last] => window(*first, *last, lang),
    }
}

/// Possible dates after a verb: "on 16 June 2011", "between 16 and 27 June 2011".
#[must_use]
pub fn on_one_of(stamps: &[Stamp], lang: Lang) -> String {
    match stamps {
        [] => any_of(stamps, lang),
        [first, .., last] if stamps.len() > 3 || adjacent(stamps) && first.day != last.day => {
            window(*first, *last, lang)
        }
        _ => format!("{} {}", say(lang, "on", "le"), any_of(stamps, lang)),
    }
}

/// The end of a deadline.
#[must_use]
pub fn end(end: End, lang: Lang) -> String {
    match end {
        End::Day(d) => day(d, lang),
        End::Moment(m) => moment(m, lang),
    }
}

/// Possible ends of a deadline.
#[must_use]
pub fn ends(ends: &[End], lang: Lang) -> String {
    let days: Option<Vec<Stamp>> = ends
        .iter()
        .map(|e| match e {
            End::Day(d) => Some(Stamp::of_day(*d)),
            End::Moment(_) => None,
        })
        .collect();
    match (days, ends) {
        (Some(days), _) => any_of(&days, lang),
        (None, [only]) => end(*only, lang),
        (None, _) => {
            let first = ends.iter().map(|e| e.last_minute().earliest).min();
            let last = ends.iter().map(|e| e.last_minute().latest).max();
            first.zip(last).map_or_else(String::new, |(earliest, latest)| moment(Moment { earliest, latest }, lang))
        }
    }
}

fn split(minutes: i64) -> Option<Stamp> {
    let day = i32::try_from(minutes.div_euclid(1440)).ok().and_then(Day::from_number)?;
    let minute = u16::try_from(minutes.rem_euclid(1440)).ok().and_then(Minute::new)?;
    Some(Stamp::at(day, minute))
}

/// An instant, exact or within a range.
#[must_use]
pub fn moment(moment: Moment, lang: Lang) -> String {
    match (split(moment.earliest), split(moment.latest)) {
        (Some(first), Some(last)) if moment.is_exact() || first.day == last.day => window(first, last, lang),
        (Some(first), Some(last)) => match lang {
            Lang::En => format!("between {} and {}", stamp(first, lang), stamp(last, lang)),
            Lang::Fr => format!("entre le {} et le {}", stamp(first, lang), stamp(last, lang)),
        },
        _ => moment.to_string(),
    }
}
