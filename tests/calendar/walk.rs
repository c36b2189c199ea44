//! Another definition of everything that the calendar counts: slow, and sharing nothing with the library but
//! its types.

use chrono::{Datelike, NaiveDate, Weekday};
use greffe::calendar::*;

/// Gauss's Easter with its two exceptions.
pub fn easter(year: i32) -> NaiveDate {
    let (a, b, c, k) = (year % 19, year % 4, year % 7, year / 100);
    let (p, q) = ((13 + 8 * k) / 25, k / 4);
    let (m, n) = ((15 - p + k - q) % 30, (4 + k - q) % 7);
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let after_22_march = match (d, e) {
        (29, 6) => 28,
        (28, 6) if (11 * m + 11) % 30 < 19 => 27,
        _ => d + e,
    };
    let start = NaiveDate::from_ymd_opt(year, 3, 22).unwrap();
    start.iter_days().nth(usize::try_from(after_22_march).unwrap()).unwrap()
}

pub fn is_holiday(holidays: &Holidays, day: NaiveDate) -> bool {
    if let Holidays::Listed(days) = holidays {
        return days.iter().any(|listed| NaiveDate::from(*listed) == day);
    }
    let fixed = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
    let written = day.format("%m-%d").to_string();
    let from_easter = day.signed_duration_since(easter(day.year())).num_days();
    let french = fixed.contains(&written.as_str()) || [1, 39, 50].contains(&from_easter);
    match holidays {
        Holidays::France => french,
        Holidays::FranceAlsaceMoselle => french || written == "12-26" || from_easter == -2,
        _ => false,
    }
}

pub fn is_working(holidays: &Holidays, day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(holidays, day)
}

fn tomorrow(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap()
}

/// Walks into the n-th month from here, then to the same number or the month's last day.
fn months(start: NaiveDate, n: u32) -> NaiveDate {
    let (mut day, mut entered) = (start, 0);
    while entered < n {
        day = tomorrow(day);
        entered += u32::from(day.day() == 1);
    }
    while day.day() < start.day() && tomorrow(day).day() != 1 {
        day = tomorrow(day);
    }
    day
}

pub fn nominal(counting: &Counting, start: NaiveDate, period: Period) -> NaiveDate {
    let mut day = months(start, u32::from(period.years) * 12 + u32::from(period.months));
    for _ in 0..u32::from(period.weeks) * 7 + u32::from(period.days) {
        day = tomorrow(day);
    }
    let mut left = period.working_days;
    while left > 0 {
        day = tomorrow(day);
        left -= u16::from(is_working(&counting.holidays, day));
    }
    if counting.rule == Rule::Franc { tomorrow(day) } else { day }
}

pub fn last(counting: &Counting, mut day: NaiveDate) -> NaiveDate {
    while counting.roll == Roll::NextWorkingDay && !is_working(&counting.holidays, day) {
        day = tomorrow(day);
    }
    day
}

/// Minutes since 1970 of 01:00 UTC on the last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u32) -> i64 {
    let mut day = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
    while day.weekday() != Weekday::Sun {
        day = day.pred_opt().unwrap();
    }
    i64::from(day.to_epoch_days()) * 1440 + 60
}

/// Minutes that Paris is ahead of UTC at a minute of UTC, from 1996 to the horizon of the tables.
fn ahead(utc: i64) -> i64 {
    let days = i32::try_from(utc.div_euclid(1440)).unwrap();
    let year = NaiveDate::from_epoch_days(days).unwrap().year();
    if (last_sunday(year, 3)..last_sunday(year, 10)).contains(&utc) { 120 } else { 60 }
}

/// Whether some minute of UTC shows that time in Paris.
pub fn is_shown(civil: i64) -> bool {
    [120, 60].iter().any(|offset| ahead(civil - offset) == *offset)
}

/// The first minute of UTC that shows this time in Paris; if none does, that of a clock left unchanged.
fn utc(civil: i64) -> i64 {
    let shown = [120, 60].into_iter().find(|offset| ahead(civil - offset) == *offset);
    civil - shown.unwrap_or(60)
}

/// The end of one exact start: the last time on the clock whose instant is no later than the end's.
pub fn elapsed(rule: Rule, civil: i64, minutes: u32) -> i64 {
    let mut from = utc(civil);
    if rule == Rule::Eu118271 {
        from += 1;
        while (from + ahead(from)) % 60 != 0 {
            from += 1;
        }
    }
    let end = from + i64::from(minutes);
    (end..end + 200).rev().find(|shown| is_shown(*shown) && utc(*shown) <= end).unwrap()
}
