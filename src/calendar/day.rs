//! Civil days of the Gregorian calendar.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use thiserror::Error;

/// A civil day, as days since 1970-01-01. Years 1583..=9999: the whole years of the Gregorian calendar that
/// are written with four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(i32);

/// Days from 0000-03-01, where the algorithm's years start, to 1970-01-01.
const EPOCH: u32 = 719_468;
/// chrono's number of 1970-01-01, counted from 0001-01-01 as 1.
const CHRONO_EPOCH: i32 = 719_163;

impl Day {
    /// 1 January 1583, the first day of the first whole Gregorian year.
    pub const MIN: Day = Day(number_of(1583, 1, 1));
    /// 31 December 9999.
    pub const MAX: Day = Day(number_of(9999, 12, 31));

    /// The day of that year, month (1..=12) and day of the month (from 1), if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        let valid = (1583..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        valid.then(|| Day(number_of(year, month, day)))
    }

    /// Year, month (1..=12) and day of the month (from 1).
    #[inline]
    pub fn ymd(self) -> (i32, u32, u32) {
        // C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
        // algorithms" (2022): divisions by constants that multiply and shift. Years start on 1 March, so that
        // the leap day comes last; every `Day` lies after 0000-03-01.
        let quarters = 4 * EPOCH.wrapping_add_signed(self.0) + 3;
        let (century, of_century) = (quarters / 146_097, quarters % 146_097 / 4);
        let scaled = 2_939_745 * u64::from(4 * of_century + 3);
        let year_of_century = (scaled >> 32) as u32;
        let of_year = (scaled as u32) / 2_939_745 / 4;
        let month_and_day = 2141 * of_year + 197_913;
        let (month, day) = (month_and_day >> 16, (month_and_day & 0xffff) / 2141 + 1);
        let next_year = of_year >= 306;
        let year = 100 * century + year_of_century + u32::from(next_year);
        (year.cast_signed(), if next_year { month - 12 } else { month }, day)
    }

    /// Days since 1970-01-01; negative before.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day that is `number` days after 1970-01-01, if it lies in 1583..=9999.
    #[inline]
    pub fn from_number(number: i32) -> Option<Day> {
        (Day::MIN.0..=Day::MAX.0).contains(&number).then_some(Day(number))
    }

    /// The day `days` later (earlier if negative), if it lies in 1583..=9999.
    #[inline]
    pub fn plus(self, days: i32) -> Option<Day> {
        self.0.checked_add(days).and_then(Day::from_number)
    }

    /// The day after; [`Day::MAX`] stays where it is.
    pub fn next(self) -> Day {
        self.plus(1).unwrap_or(Day::MAX)
    }

    /// The day before; [`Day::MIN`] stays where it is.
    pub fn previous(self) -> Day {
        self.plus(-1).unwrap_or(Day::MIN)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.weekday_from_monday() {
            0 => Weekday::Mon,
            1 => Weekday::Tue,
            2 => Weekday::Wed,
            3 => Weekday::Thu,
            4 => Weekday::Fri,
            5 => Weekday::Sat,
            _ => Weekday::Sun,
        }
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        self.weekday_from_monday() >= 5
    }

    /// 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
    fn weekday_from_monday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    /// The day of the same number `months` later, or the last day of that month if it has no such number.
    #[inline]
    pub(super) fn plus_months(self, months: u32) -> Option<Day> {
        let (year, month, day) = self.ymd();
        let from_year_zero = (year.cast_unsigned() * 12 + month - 1).checked_add(months)?;
        let (year, month) = ((from_year_zero / 12).cast_signed(), from_year_zero % 12 + 1);
        // Only a later year can leave the range.
        (year <= 9999).then(|| Day(number_of(year, month, day.min(days_in_month(year, month)))))
    }
}

/// Days since 1970-01-01 of a date whose parts are known to be valid; the inverse of [`Day::ymd`].
const fn number_of(year: i32, month: u32, day: u32) -> i32 {
    let january_or_february = month <= 2;
    let year = year.cast_unsigned() - january_or_february as u32;
    let month = if january_or_february { month + 12 } else { month };
    let century = year / 100;
    let to_year = 1461 * year / 4 - century + century / 4;
    let to_month = (979 * month - 2919) / 32;
    (to_year + to_month + day - 1).cast_signed() - EPOCH.cast_signed()
}

/// How many days a month (1..=12) has.
fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Why a text is not a day.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum DayError {
    /// It is not written `YYYY-MM-DD`, with all its digits.
    #[error("a date is written YYYY-MM-DD, such as 2011-06-16")]
    Shape,
    /// It is written like a date, but no calendar has that day.
    #[error("there is no such day as {0}")]
    NoSuchDay(String),
    /// It lies outside the years that are counted.
    #[error("the year of {0} is not one of 1583 to 9999")]
    Year(String),
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(DayError::Shape);
        }
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| DayError::NoSuchDay(text.to_owned()))?;
        Day::from_ymd(date.year(), date.month(), date.day()).ok_or_else(|| DayError::Year(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> NaiveDate {
        // Every year of a `Day` is one of chrono's; the default is never taken.
        NaiveDate::from_num_days_from_ce_opt(day.0 + CHRONO_EPOCH).unwrap_or_default()
    }
}

impl TryFrom<NaiveDate> for Day {
    type Error = DayError;

    /// Fails for a year outside 1583..=9999.
    fn try_from(date: NaiveDate) -> Result<Day, DayError> {
        Day::from_ymd(date.year(), date.month(), date.day()).ok_or_else(|| DayError::Year(date.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_chrono_on_every_day() {
        let mut date = NaiveDate::from_ymd_opt(1583, 1, 1).unwrap();
        let mut count = 0;
        for number in Day::MIN.number()..=Day::MAX.number() {
            let day = Day::from_number(number).unwrap();
            assert_eq!(day.ymd(), (date.year(), date.month(), date.day()));
            assert_eq!(Day::from_ymd(date.year(), date.month(), date.day()), Some(day));
            assert_eq!(day.weekday(), date.weekday());
            count += 1;
            date = date.succ_opt().unwrap();
        }
        assert_eq!(count, 3_074_246);
        assert_eq!(date, NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap());
    }

    #[test]
    fn parsing_is_strict() {
        assert_eq!("2011-06-16".parse(), Ok(Day::from_ymd(2011, 6, 16).unwrap()));
        for text in ["2024-6-9", "", "2011-06-16 ", " 2011-06-16", "+011-06-16", "2011/06/16", "20110616", "2011-06-1é"]
        {
            assert_eq!(text.parse::<Day>(), Err(DayError::Shape), "{text:?}");
        }
        for text in ["2011-02-29", "2011-00-10", "2011-13-01", "2011-04-31", "2011-04-00"] {
            assert_eq!(text.parse::<Day>(), Err(DayError::NoSuchDay(text.into())));
        }
        assert_eq!("1582-12-31".parse::<Day>(), Err(DayError::Year("1582-12-31".into())));
        assert_eq!("1583-01-01".parse(), Ok(Day::MIN));
        assert_eq!("9999-12-31".parse(), Ok(Day::MAX));
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(Day::MAX.next(), Day::MAX);
        assert_eq!(Day::MIN.previous(), Day::MIN);
        assert_eq!(Day::MAX.plus(i32::MAX), None);
        assert_eq!(Day::MIN.plus(i32::MIN), None);
        assert_eq!(Day::MAX.plus_months(u32::MAX), None);
        assert_eq!(Day::from_ymd(i32::MIN, 1, 1), None);
        assert_eq!(Day::from_ymd(2011, u32::MAX, u32::MAX), None);
        assert_eq!(Day::from_number(0).unwrap().to_string(), "1970-01-01");
    }
}
