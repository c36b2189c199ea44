//! Opening hours: from the clock to the time that was worked, and back.

use super::model::Opening;
use crate::calendar::Day;

/// Seconds in a day of the clock.
pub(super) const DAY: u32 = 86_400;
/// An instant that never comes.
pub(super) const NEVER: u32 = u32::MAX;
/// How many days after the last one are looked at for the end of what was begun.
const BEYOND: i32 = 30;

/// The hours in which somebody works, from the first day of a simulation to some time after its last.
#[derive(Clone, Debug)]
pub struct Hours(Option<Worked>);

#[derive(Clone, Debug)]
struct Worked {
    /// For each day: from and to, in seconds of the day, and how much was worked before it.
    days: Vec<(u32, u32, u64)>,
}

impl Hours {
    /// Always open.
    pub const ALWAYS: Self = Self(None);

    /// The hours of some days.
    #[must_use]
    pub fn of(opening: &Opening, first: Day, last: Day) -> Self {
        let mut days = Vec::new();
        let mut before = 0_u64;
        let mut day = first;
        while day.number() <= last.number() + BEYOND && day < Day::MAX {
            let weekday = day.weekday().num_days_from_monday() as usize;
            let is_open = opening.days.get(weekday).copied().unwrap_or(false) && !opening.holidays.contains(day);
            let (from, to) = if is_open { opening.hours } else { (0, 0) };
            days.push((from, to, before));
            before += u64::from(to - from);
            day = day.next();
        }
        Self(Some(Worked { days }))
    }

    /// How many seconds were worked before an instant, in seconds from the first day on.
    #[must_use]
    pub fn worked(&self, at: f64) -> f64 {
        let Some(Worked { days }) = &self.0 else { return at };
        let (day, of_day) = split(at);
        match days.get(day) {
            Some((from, to, before)) => *before as f64 + (of_day.min(f64::from(*to)) - f64::from(*from)).max(0.0),
            None => days.last().map_or(0.0, |(from, to, before)| (*before + u64::from(to - from)) as f64),
        }
    }

    /// The first instant at which so many seconds are worked; infinite if they never are.
    #[must_use]
    pub fn clock(&self, worked: f64) -> f64 {
        let Some(Worked { days }) = &self.0 else { return worked };
        let at = days.partition_point(|(from, to, before)| ((before + u64::from(to - from)) as f64) < worked);
        let open = days.iter().enumerate().skip(at).find(|(_, (from, to, _))| to > from);
        match open {
            Some((day, (from, _, before))) => {
                day as f64 * f64::from(DAY) + f64::from(*from) + (worked - *before as f64).max(0.0)
            }
            None => f64::INFINITY,
        }
    }

    /// The first instant from this one on at which it is open; infinite if there is none.
    #[must_use]
    pub fn next_open(&self, at: f64) -> f64 {
        let Some(Worked { days }) = &self.0 else { return at };
        let (day, of_day) = split(at);
        match days.get(day) {
            Some((from, to, _)) if of_day < f64::from(*to) => at.max(day as f64 * f64::from(DAY) + f64::from(*from)),
            _ => {
                let next = days.iter().enumerate().skip(day + 1).find(|(_, (from, to, _))| to > from);
                next.map_or(f64::INFINITY, |(day, (from, _, _))| day as f64 * f64::from(DAY) + f64::from(*from))
            }
        }
    }

    /// How many seconds an open day has; the longest, if they differ.
    #[must_use]
    pub fn a_day(&self) -> f64 {
        let Some(Worked { days }) = &self.0 else { return f64::from(DAY) };
        days.iter().map(|(from, to, _)| to - from).max().map_or(0.0, f64::from)
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "instants are neither negative nor large")]
fn split(at: f64) -> (usize, f64) {
    let day = (at / f64::from(DAY)).floor().max(0.0);
    (day as usize, at - day * f64::from(DAY))
}

/// An instant in whole seconds; never, if it is too late to matter.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
pub(super) fn seconds(at: f64) -> u32 {
    if (0.0..f64::from(NEVER)).contains(&at) { at as u32 } else { NEVER }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Holidays;

    fn office() -> Hours {
        let first: Day = "2011-05-13".parse().unwrap(); // a Friday
        let opening = Opening {
            name: "office".into(),
            days: [true, true, true, true, true, false, false],
            hours: (9 * 3600, 17 * 3600),
            holidays: Holidays::France,
        };
        Hours::of(&opening, first, first.plus(60).unwrap())
    }

    #[test]
    fn a_weekend_is_not_worked() {
        let hours = office();
        let friday_evening = 18.0 * 3600.0;
        let monday_nine = f64::from(3 * DAY) + 9.0 * 3600.0;
        assert_eq!(hours.worked(friday_evening), 8.0 * 3600.0);
        assert_eq!(hours.worked(monday_nine), 8.0 * 3600.0);
        assert_eq!(hours.next_open(friday_evening), monday_nine);
        assert_eq!(hours.next_open(10.0 * 3600.0), 10.0 * 3600.0);
        assert_eq!(hours.clock(8.0 * 3600.0 + 60.0), monday_nine + 60.0);
        assert_eq!(hours.a_day(), 8.0 * 3600.0);
    }

    #[test]
    fn a_holiday_is_not_worked() {
        // Ascension of 2011 fell on 2 June, the twentieth day after.
        let hours = office();
        let ascension = f64::from(20 * DAY);
        assert_eq!(hours.next_open(ascension), ascension + f64::from(DAY) + 9.0 * 3600.0);
    }

    #[test]
    fn what_is_worked_is_found_again() {
        let hours = office();
        for seconds in [1.0, 100.0, 28_800.0, 28_801.0, 100_000.0, 288_000.0] {
            assert_eq!(hours.worked(hours.clock(seconds)), seconds);
        }
        assert!(hours.clock(1e12).is_infinite());
    }
}
