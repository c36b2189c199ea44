//! Minutes of civil time, exact or known within a range.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::day::{Day, DayError};

/// Minutes in a civil day of 24 hours.
const PER_DAY: i64 = 1440;

/// A minute of the day, 0..=1439.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Minute(u16);

impl Minute {
    /// 00:00.
    pub const FIRST: Minute = Minute(0);
    /// 23:59.
    pub const LAST: Minute = Minute(1439);

    /// The minute of that number, if it is one of 0..=1439.
    pub fn new(number: u16) -> Option<Minute> {
        (number <= Minute::LAST.0).then_some(Minute(number))
    }

    /// Minutes since 00:00, 0..=1439.
    pub fn number(self) -> u16 {
        self.0
    }
}

/// Why a text is not a time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum MinuteError {
    /// It is not written `HH:MM`.
    #[error("a time of day is written HH:MM, such as 06:00")]
    Shape,
    /// It is written like a time, but a day has none such. `24:00` is 00:00 of the next day.
    #[error("a time of day lies between 00:00 and 23:59")]
    OutOfDay,
}

impl FromStr for Minute {
    type Err = MinuteError;

    fn from_str(text: &str) -> Result<Minute, MinuteError> {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0')).ok_or(MinuteError::Shape);
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else {
            return Err(MinuteError::Shape);
        };
        let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
        if hour > 23 || minute > 59 {
            return Err(MinuteError::OutOfDay);
        }
        Ok(Minute(hour * 60 + minute))
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// An instant in civil time with a resolution of one minute, whose minute may be known only within a range of
/// one day: a date without a time is the range 00:00 to 23:59.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stamp {
    /// The civil day.
    pub day: Day,
    earliest: u16,
    latest: u16,
}

impl Stamp {
    /// Some minute of that day.
    pub const fn of_day(day: Day) -> Stamp {
        Stamp { day, earliest: Minute::FIRST.0, latest: Minute::LAST.0 }
    }

    /// Exactly that minute.
    pub fn at(day: Day, minute: Minute) -> Stamp {
        Stamp { day, earliest: minute.0, latest: minute.0 }
    }

    /// Some minute of that day between these two, both included; none if they are in the wrong order.
    pub fn between(day: Day, earliest: Minute, latest: Minute) -> Option<Stamp> {
        (earliest <= latest).then_some(Stamp { day, earliest: earliest.0, latest: latest.0 })
    }

    /// The earliest minute that it can be.
    pub fn earliest(self) -> Minute {
        Minute(self.earliest)
    }

    /// The latest minute that it can be.
    pub fn latest(self) -> Minute {
        Minute(self.latest)
    }

    /// The minute, when it is known exactly.
    pub fn minute(self) -> Option<Minute> {
        (self.earliest == self.latest).then_some(Minute(self.earliest))
    }

    /// Whether nothing is known of the minute.
    pub fn is_whole_day(self) -> bool {
        self.earliest() == Minute::FIRST && self.latest() == Minute::LAST
    }
}

/// Why a text is not a date with or without a time.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StampError {
    /// The part before `T`.
    #[error(transparent)]
    Day(#[from] DayError),
    /// The part after `T`.
    #[error(transparent)]
    Minute(#[from] MinuteError),
}

impl FromStr for Stamp {
    type Err = StampError;

    /// Reads `2011-06-16` and `2011-06-16T16:23`.
    fn from_str(text: &str) -> Result<Stamp, StampError> {
        match text.split_once('T') {
            None => Ok(Stamp::of_day(text.parse()?)),
            Some((day, minute)) => Ok(Stamp::at(day.parse()?, minute.parse()?)),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minute() {
            _ if self.is_whole_day() => write!(f, "{}", self.day),
            Some(minute) => write!(f, "{}T{minute}", self.day),
            None => write!(f, "{}T{}..{}", self.day, self.earliest(), self.latest()),
        }
    }
}

/// A minute of civil local time, in minutes since 1970-01-01T00:00 on the clocks of the place, known within a
/// range whose ends are both included.
///
/// These are minutes on the clock: two that are an hour apart there need not be an hour apart in time, where
/// clocks change between them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Moment {
    /// The earliest minute that it can be.
    pub earliest: i64,
    /// The latest minute that it can be.
    pub latest: i64,
}

impl Moment {
    /// The moment known to be exactly that many civil minutes after 1970-01-01T00:00.
    pub fn at(minutes: i64) -> Moment {
        Moment { earliest: minutes, latest: minutes }
    }

    /// Whether its minute is known.
    pub fn is_exact(self) -> bool {
        self.earliest == self.latest
    }

    /// The day in which it lies, when every minute that it can be lies in one day of 1583..=9999.
    pub fn day(self) -> Option<Day> {
        let (earliest, latest) = (split(self.earliest)?, split(self.latest)?);
        (earliest.0 == latest.0).then_some(earliest.0)
    }
}

/// Civil minutes since 1970-01-01T00:00 of a minute of a day.
pub(super) fn minutes_of(day: Day, minute: Minute) -> i64 {
    i64::from(day.number()) * PER_DAY + i64::from(minute.0)
}

/// The day and the minute of the day, if the day lies in 1583..=9999.
pub(super) fn split(minutes: i64) -> Option<(Day, Minute)> {
    let day = i32::try_from(minutes.div_euclid(PER_DAY)).ok().and_then(Day::from_number)?;
    let minute = u16::try_from(minutes.rem_euclid(PER_DAY)).ok().and_then(Minute::new)?;
    Some((day, minute))
}

impl From<Stamp> for Moment {
    fn from(stamp: Stamp) -> Moment {
        Moment { earliest: minutes_of(stamp.day, stamp.earliest()), latest: minutes_of(stamp.day, stamp.latest()) }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (split(self.earliest), split(self.latest)) {
            (Some((from, earliest)), Some((to, latest))) if from != to => {
                write!(f, "{from}T{earliest}..{to}T{latest}")
            }
            (Some((day, earliest)), Some((_, latest))) => Stamp { day, earliest: earliest.0, latest: latest.0 }.fmt(f),
            // Only a value written by hand gets here.
            _ => write!(f, "civil minutes {}..{}", self.earliest, self.latest),
        }
    }
}

/// Where a deadline ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum End {
    /// At 24:00 of this day: an act at any minute of it is in time.
    Day(Day),
    /// With this minute: an act in it is in time.
    Moment(Moment),
}

impl End {
    /// The last minute that is in time: 23:59 of a last day, or the minute itself.
    pub fn last_minute(self) -> Moment {
        match self {
            End::Day(day) => Moment::at(minutes_of(day, Minute::LAST)),
            End::Moment(moment) => moment,
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Day(day) => day.fmt(f),
            End::Moment(moment) => moment.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_written_in_three_ways() {
        let day = Day::from_ymd(2011, 5, 16).unwrap();
        let six_pm = "18:00".parse().unwrap();
        assert_eq!(Stamp::of_day(day).to_string(), "2011-05-16");
        assert_eq!(Stamp::at(day, six_pm).to_string(), "2011-05-16T18:00");
        let evening = Stamp::between(day, six_pm, Minute::LAST).unwrap();
        assert_eq!(evening.to_string(), "2011-05-16T18:00..23:59");
        assert_eq!(Moment::from(evening).to_string(), "2011-05-16T18:00..23:59");
        assert_eq!(Stamp::between(day, Minute::LAST, six_pm), None);
        assert_eq!(evening.minute(), None);
        assert_eq!("2011-05-16T18:00".parse(), Ok(Stamp::at(day, six_pm)));
        assert_eq!("2011-05-16".parse(), Ok(Stamp::of_day(day)));
        assert_eq!(size_of::<Stamp>(), 8);
    }

    #[test]
    fn times_are_strict() {
        assert_eq!("06:00".parse::<Minute>().map(Minute::number), Ok(360));
        for text in ["6:00", "06:00:00", "06h00", "", "0600", "+6:00", "06:0é"] {
            assert_eq!(text.parse::<Minute>(), Err(MinuteError::Shape), "{text:?}");
        }
        for text in ["24:00", "12:60", "99:99"] {
            assert_eq!(text.parse::<Minute>(), Err(MinuteError::OutOfDay), "{text:?}");
        }
        assert!("2011-05-16T".parse::<Stamp>().is_err());
        assert!("2011-05-16 18:00".parse::<Stamp>().is_err());
    }

    #[test]
    fn a_moment_written_by_hand_never_panics() {
        let wild = Moment { earliest: i64::MIN, latest: i64::MAX };
        assert_eq!(wild.day(), None);
        assert!(wild.to_string().starts_with("civil minutes"));
    }
}
