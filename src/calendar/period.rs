//! Lengths: civil periods, elapsed durations, and how they are written.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A civil length, counted on the calendar. It has no length in days of its own: `1 month` is 28 to 31 days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Period {
    /// Years, added together with the months.
    pub years: u16,
    /// Months, added before anything shorter.
    pub months: u16,
    /// Weeks of seven days.
    pub weeks: u16,
    /// Days, whatever they are.
    pub days: u16,
    /// Days that are neither Saturday, Sunday nor holiday, counted last.
    pub working_days: u16,
    /// Days taken off before the working days are counted: three months less a day. No text can write it; whoever asks
    /// what one day less would change needs it, since months have no length in days.
    pub days_off: u16,
}

/// An elapsed length, counted as time passes and not as clocks show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Duration {
    /// Its length in minutes.
    pub minutes: u32,
}

/// A length of either kind. The two don't compare or mix: a day may have 23, 24 or 25 hours.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Length {
    /// Counted on the calendar.
    Civil(Period),
    /// Counted in elapsed time.
    Elapsed(Duration),
}

/// Why a text is not a length.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum LengthError {
    /// There is nothing in it.
    #[error("a length is a number and a unit, such as `3 months` or `24 hours`")]
    Empty,
    /// Where a number was expected stands something else.
    #[error("`{0}` is not a whole number; a length is a number and a unit, such as `3 months`")]
    NotANumber(String),
    /// The number is larger than a length can be.
    #[error("`{0}` is too large for a length")]
    TooLarge(String),
    /// The text ends after a number.
    #[error("`{0}` has no unit; write years, months, weeks, days, working days, hours or minutes")]
    NoUnit(String),
    /// The unit is not one of those known.
    #[error("`{0}` is not a unit; write years, months, weeks, days, working days, hours or minutes")]
    UnknownUnit(String),
    /// A unit is given twice.
    #[error("{0} are given twice")]
    Repeated(&'static str),
    /// It adds up to nothing.
    #[error("a length must not be zero")]
    Zero,
    /// Hours or minutes stand beside civil units.
    #[error(
        "hours and minutes don't mix with days and longer: a day is counted on the calendar and has 23 or 25 hours \
         when clocks change, an hour is elapsed time"
    )]
    Mixed,
    /// Hours or minutes stand where only a civil period may.
    #[error("a period is counted in days and longer; hours and minutes make a duration")]
    NotCivil,
    /// Civil units stand where only a duration may.
    #[error("a duration is counted in hours and minutes; days and longer make a period")]
    NotElapsed,
}

/// The units, as (singular, plural), in the order in which they are written.
const UNITS: [(&str, &str); 7] = [
    ("year", "years"),
    ("month", "months"),
    ("week", "weeks"),
    ("day", "days"),
    ("working day", "working days"),
    ("hour", "hours"),
    ("minute", "minutes"),
];
/// Where hours stand in `UNITS`; what comes before is civil.
const HOURS: usize = 5;

/// Reads number and unit pairs into one slot a unit.
fn read(text: &str) -> Result<[Option<u32>; 7], LengthError> {
    let mut slots = [None; 7];
    let mut words = text.split_whitespace();
    while let Some(number) = words.next() {
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LengthError::NotANumber(number.to_owned()));
        }
        let value: u32 = number.parse().map_err(|_| LengthError::TooLarge(number.to_owned()))?;
        let unit = match words.next() {
            None => return Err(LengthError::NoUnit(number.to_owned())),
            Some("working") => match words.next() {
                Some(day @ ("day" | "days")) => format!("working {day}"),
                _ => return Err(LengthError::UnknownUnit("working".to_owned())),
            },
            Some(word) => word.to_owned(),
        };
        let found = UNITS.iter().zip(&mut slots).find(|((one, many), _)| unit == *one || unit == *many);
        match found {
            None => return Err(LengthError::UnknownUnit(unit)),
            Some(((_, many), Some(_))) => return Err(LengthError::Repeated(many)),
            Some((_, slot)) => *slot = Some(value),
        }
    }
    if slots.iter().all(Option::is_none) {
        return Err(LengthError::Empty);
    }
    if slots.iter().flatten().all(|value| *value == 0) {
        return Err(LengthError::Zero);
    }
    Ok(slots)
}

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Length, LengthError> {
        let slots = read(text)?;
        let (civil, elapsed) = slots.split_at(HOURS);
        match (civil.iter().any(Option::is_some), elapsed.iter().any(Option::is_some)) {
            (true, true) => Err(LengthError::Mixed),
            (true, false) => period(slots).map(Length::Civil),
            _ => duration(slots).map(Length::Elapsed),
        }
    }
}

fn period([years, months, weeks, days, working_days, ..]: [Option<u32>; 7]) -> Result<Period, LengthError> {
    let small = |value: Option<u32>| {
        let value = value.unwrap_or(0);
        u16::try_from(value).map_err(|_| LengthError::TooLarge(value.to_string()))
    };
    Ok(Period {
        years: small(years)?,
        months: small(months)?,
        weeks: small(weeks)?,
        days: small(days)?,
        working_days: small(working_days)?,
        days_off: 0,
    })
}

fn duration([.., hours, minutes]: [Option<u32>; 7]) -> Result<Duration, LengthError> {
    let hours = hours.unwrap_or(0);
    hours
        .checked_mul(60)
        .and_then(|of_hours| of_hours.checked_add(minutes.unwrap_or(0)))
        .map(|minutes| Duration { minutes })
        .ok_or_else(|| LengthError::TooLarge(hours.to_string()))
}

impl FromStr for Period {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Period, LengthError> {
        match text.parse()? {
            Length::Civil(period) => Ok(period),
            Length::Elapsed(_) => Err(LengthError::NotCivil),
        }
    }
}

impl Period {
    /// The period that ends one day later, whatever it is counted from; one of working days alone, one working day.
    #[must_use]
    pub fn one_day_more(self) -> Self {
        match self {
            Self { days_off: 1.., .. } => Self { days_off: self.days_off - 1, ..self },
            _ if self.counts_working_days_alone() => Self { working_days: self.working_days.saturating_add(1), ..self },
            _ => Self { days: self.days.saturating_add(1), ..self },
        }
    }

    /// The period that ends one day earlier, whatever it is counted from; one of working days alone, one working day.
    #[must_use]
    pub fn one_day_less(self) -> Self {
        match self {
            _ if self.counts_working_days_alone() => Self { working_days: self.working_days - 1, ..self },
            Self { days: 1.., .. } => Self { days: self.days - 1, ..self },
            _ => Self { days_off: self.days_off.saturating_add(1), ..self },
        }
    }

    fn counts_working_days_alone(self) -> bool {
        self.working_days > 0 && Self { working_days: 0, ..self } == Self::default()
    }
}

impl FromStr for Duration {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Duration, LengthError> {
        match text.parse()? {
            Length::Elapsed(duration) => Ok(duration),
            Length::Civil(_) => Err(LengthError::NotElapsed),
        }
    }
}

/// Writes the values that are not zero, each with its unit; `none` if all are.
fn write_units(f: &mut fmt::Formatter<'_>, values: &[u32], units: &[(&str, &str)], none: &str) -> fmt::Result {
    let mut separator = "";
    for (&value, (one, many)) in values.iter().zip(units) {
        if value > 0 {
            write!(f, "{separator}{value} {}", if value == 1 { one } else { many })?;
            separator = " ";
        }
    }
    if separator.is_empty() { f.write_str(none) } else { Ok(()) }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = [self.years, self.months, self.weeks, self.days, self.working_days].map(u32::from);
        write_units(f, &values, &UNITS, "0 days")?;
        match self.days_off {
            0 => Ok(()),
            1 => f.write_str(" less 1 day"),
            days => write!(f, " less {days} days"),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [.., hours, minutes] = UNITS;
        write_units(f, &[self.minutes / 60, self.minutes % 60], &[hours, minutes], "0 minutes")
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Length::Civil(period) => period.fmt(f),
            Length::Elapsed(duration) => duration.fmt(f),
        }
    }
}

impl From<Period> for Length {
    fn from(period: Period) -> Length {
        Length::Civil(period)
    }
}

impl From<Duration> for Length {
    fn from(duration: Duration) -> Length {
        Length::Elapsed(duration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_any_order_and_written_in_one() {
        for (text, written) in [
            ("3 months", "3 months"),
            ("1 day", "1 day"),
            ("1 days", "1 day"),
            ("2 months 1 year", "1 year 2 months"),
            ("  10   working days ", "10 working days"),
            ("3 days 2 working days 1 week", "1 week 3 days 2 working days"),
            ("24 hours", "24 hours"),
            ("90 minutes", "1 hour 30 minutes"),
            ("0 days 1 month", "1 month"),
        ] {
            assert_eq!(text.parse::<Length>().unwrap().to_string(), written);
        }
    }

    #[test]
    fn what_is_no_length_says_why() {
        use LengthError::*;
        for (text, error) in [
            ("", Empty),
            ("three months", NotANumber("three".into())),
            ("-3 months", NotANumber("-3".into())),
            ("+3 months", NotANumber("+3".into())),
            ("3", NoUnit("3".into())),
            ("3months", NotANumber("3months".into())),
            ("3 Months", UnknownUnit("Months".into())),
            ("3 fortnights", UnknownUnit("fortnights".into())),
            ("3 working", UnknownUnit("working".into())),
            ("3 working months", UnknownUnit("working".into())),
            ("1 month 2 months", Repeated("months")),
            ("0 days", Zero),
            ("0 hours", Zero),
            ("1 day 12 hours", Mixed),
            ("65536 days", TooLarge("65536".into())),
            ("99999999999 days", TooLarge("99999999999".into())),
            ("99999999 hours", TooLarge("99999999".into())),
        ] {
            assert_eq!(text.parse::<Length>(), Err(error), "{text:?}");
        }
        assert!(Mixed.to_string().contains("23 or 25 hours"));
        assert_eq!("3 hours".parse::<Period>(), Err(NotCivil));
        assert_eq!("3 days".parse::<Duration>(), Err(NotElapsed));
        assert_eq!(Period::default().to_string(), "0 days");
    }

    #[test]
    fn one_day_more_or_less_is_undone_by_the_other() {
        for (text, more, less) in [
            ("10 days", "11 days", "9 days"),
            ("3 months", "3 months 1 day", "3 months less 1 day"),
            ("2 weeks 1 day", "2 weeks 2 days", "2 weeks"),
            ("15 working days", "16 working days", "14 working days"),
            ("1 day", "2 days", "0 days"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.one_day_more().to_string(), more);
            assert_eq!(period.one_day_less().to_string(), less);
            assert_eq!(period.one_day_more().one_day_less(), period);
            assert_eq!(period.one_day_less().one_day_more(), period);
        }
    }
}
