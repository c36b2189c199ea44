//! Counting a length from the act that starts it.

use chrono_tz::Tz;

use super::day::Day;
use super::elapsed;
use super::explain::{Silent, Step, Trace};
use super::holidays::{Holidays, NonWorking};
use super::moment::{End, Moment, Stamp};
use super::period::{Length, Period};
use super::rule::{CountError, Roll, Rule};

/// How a file, or one of its deadlines, counts.
///
/// Lengths in hours and minutes are elapsed time under every rule, and never roll.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Counting {
    /// How the term is found.
    pub rule: Rule,
    /// What becomes of a last day that is not a working day.
    pub roll: Roll,
    /// Which days, besides Saturdays and Sundays, are not working days.
    pub holidays: Holidays,
    /// Where the clocks are that show civil time.
    pub zone: Tz,
}

/// When a deadline ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Due {
    /// The end before rolling, by which lengths are compared and from which an extension counts.
    pub nominal: End,
    /// The end after rolling, when the deadline expires.
    pub last: End,
}

impl Due {
    /// Whether the last day was moved to a working day.
    pub fn rolled(self) -> bool {
        self.nominal != self.last
    }
}

impl Counting {
    /// The end of a length that starts with an act at `start`.
    ///
    /// A civil length looks at the day of `start` only. An elapsed length counts from its minute; where only a
    /// range is known, both of its ends are counted.
    ///
    /// # Errors
    ///
    /// [`CountError::OutOfRange`] if any day on the way lies outside 1583..=9999;
    /// [`CountError::RuleNeedsHours`] for a civil length under the rule `hours`.
    #[inline]
    pub fn count(&self, start: Stamp, length: Length) -> Result<Due, CountError> {
        self.run(start, length, &mut Silent)
    }

    /// The same as [`Counting::count`], with each step on the way. The last step is [`Step::Ends`].
    ///
    /// # Errors
    ///
    /// Those of [`Counting::count`].
    pub fn steps(&self, start: Stamp, length: Length) -> Result<(Due, Vec<Step>), CountError> {
        let mut steps = Vec::new();
        let due = self.run(start, length, &mut steps)?;
        Ok((due, steps))
    }

    /// The end of a deadline that is extended by a length: counted from its nominal end, and rolled once.
    ///
    /// Under the rule `franc` the nominal last day holds the extra day already, so that none is added; under
    /// `eu-1182-71` no further hour is left uncounted. A deadline of days that is extended by hours counts them
    /// from 23:59 of its nominal last day, the last minute that is in time; one of hours that is extended by
    /// days counts them from the day of its end.
    ///
    /// # Errors
    ///
    /// Those of [`Counting::count`]; [`CountError::UncertainDay`] if days are counted from an end whose day is
    /// not known.
    pub fn extend(&self, nominal: End, length: Length) -> Result<Due, CountError> {
        match length {
            Length::Elapsed(duration) => {
                let from = nominal.last_minute();
                let end = elapsed::add(self.zone, from, duration.minutes, false, &mut Silent)?;
                Ok(unrolled(end))
            }
            Length::Civil(_) if self.rule == Rule::Hours => Err(CountError::RuleNeedsHours),
            Length::Civil(period) => {
                let from = match nominal {
                    End::Day(day) => day,
                    End::Moment(moment) => moment.day().ok_or(CountError::UncertainDay)?,
                };
                let nominal = self.term(from, period, &mut Silent)?;
                Ok(of_days(nominal, self.rolled(nominal, &mut Silent)?))
            }
        }
    }

    /// The end of a deadline whose nominal end is known, as after a suspension has shifted it.
    ///
    /// # Errors
    ///
    /// [`CountError::OutOfRange`] if no working day follows by the end of 9999.
    pub fn roll(&self, nominal: End) -> Result<Due, CountError> {
        match nominal {
            End::Day(day) => Ok(of_days(day, self.rolled(day, &mut Silent)?)),
            End::Moment(moment) => Ok(unrolled(moment)),
        }
    }

    /// Whether that day is neither a Saturday, a Sunday nor a holiday.
    pub fn is_working(&self, day: Day) -> bool {
        !day.is_weekend() && !self.holidays.contains(day)
    }

    #[inline]
    fn run(&self, start: Stamp, length: Length, trace: &mut impl Trace) -> Result<Due, CountError> {
        let due = match length {
            Length::Elapsed(duration) => {
                let after_hour = self.rule == Rule::Eu118271;
                let from = Moment::from(start);
                let end = elapsed::add(self.zone, from, duration.minutes, after_hour, trace)?;
                unrolled(end)
            }
            Length::Civil(_) if self.rule == Rule::Hours => return Err(CountError::RuleNeedsHours),
            Length::Civil(period) => {
                trace.note(|| Step::StartNotCounted { day: start.day });
                let mut nominal = self.term(start.day, period, trace)?;
                if self.rule == Rule::Franc {
                    nominal = in_range(nominal.plus(1))?;
                    trace.note(|| Step::FrancDay { to: nominal });
                }
                of_days(nominal, self.rolled(nominal, trace)?)
            }
        };
        trace.note(|| Step::Ends { last: due.last });
        Ok(due)
    }

    /// The day on which a civil period ends: months first, then weeks, days, and working days.
    #[inline]
    fn term(&self, start: Day, period: Period, trace: &mut impl Trace) -> Result<Day, CountError> {
        let mut day = start;
        let months = 12 * u32::from(period.years) + u32::from(period.months);
        if months > 0 {
            let to = in_range(day.plus_months(months))?;
            trace.note(|| Step::MonthsAdded { months, to });
            let ((_, _, wanted_day), (_, _, found)) = (day.ymd(), to.ymd());
            if wanted_day != found {
                trace.note(|| Step::ClampedToMonthEnd { wanted_day, to });
            }
            day = to;
        }
        let weeks = u32::from(period.weeks);
        if weeks > 0 {
            let to = in_range(day.plus(7 * weeks.cast_signed()))?;
            trace.note(|| Step::WeeksAdded { weeks, to });
            day = to;
        }
        let days = u32::from(period.days);
        if days > 0 {
            let to = in_range(day.plus(days.cast_signed()))?;
            trace.note(|| Step::DaysAdded { days, to });
            day = to;
        }
        if period.days_off > 0 {
            day = in_range(day.plus(-i32::from(period.days_off)))?;
        }
        let days = u32::from(period.working_days);
        if days > 0 {
            let from = day;
            for _ in 0..days {
                day = in_range(day.plus(1))?;
                while !self.is_working(day) {
                    day = in_range(day.plus(1))?;
                }
            }
            trace.note(|| Step::WorkingDaysAdded { days, to: day, skipped: self.skipped(from, day) });
        }
        Ok(day)
    }

    /// The days between two that are not working days, and why.
    fn skipped(&self, from: Day, to: Day) -> Vec<(Day, NonWorking)> {
        (from.number()..to.number())
            .skip(1)
            .filter_map(Day::from_number)
            .filter_map(|day| Some((day, self.holidays.non_working(day)?)))
            .collect()
    }

    /// The last day that a nominal one becomes.
    #[inline]
    fn rolled(&self, nominal: Day, trace: &mut impl Trace) -> Result<Day, CountError> {
        match self.roll {
            Roll::None => Ok(nominal),
            Roll::NextWorkingDay => self.next_working(nominal, trace),
        }
    }

    /// The day itself, or the first working day after it.
    fn next_working(&self, mut day: Day, trace: &mut impl Trace) -> Result<Day, CountError> {
        while !self.is_working(day) {
            let (from, weekend) = (day, day.is_weekend());
            day = in_range(day.plus(1))?;
            while weekend && day.is_weekend() {
                day = in_range(day.plus(1))?;
            }
            if let Some(reason) = self.holidays.non_working(from) {
                trace.note(|| Step::RolledOver { from, reason, to: day });
            }
        }
        Ok(day)
    }
}

fn in_range(day: Option<Day>) -> Result<Day, CountError> {
    day.ok_or(CountError::OutOfRange)
}

#[inline]
fn of_days(nominal: Day, last: Day) -> Due {
    Due { nominal: End::Day(nominal), last: End::Day(last) }
}

fn unrolled(end: Moment) -> Due {
    let end = End::Moment(end);
    Due { nominal: end, last: end }
}
