//! The steps of a count, as values for a report to put into words.

use super::day::Day;
use super::holidays::NonWorking;
use super::moment::{End, Moment};

/// One step of a count. Steps of zero are left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// The day of the act is not counted.
    StartNotCounted {
        /// The day of the act.
        day: Day,
    },
    /// Years and months were added at once.
    MonthsAdded {
        /// How many months, 12 for a year.
        months: u32,
        /// The day reached.
        to: Day,
    },
    /// The last month has no day of that number; it follows the step that added the months.
    ClampedToMonthEnd {
        /// The number that the day should have had, 29..=31.
        wanted_day: u32,
        /// The last day of the month, taken instead.
        to: Day,
    },
    /// Weeks were added.
    WeeksAdded {
        /// How many weeks.
        weeks: u32,
        /// The day reached.
        to: Day,
    },
    /// Days were added.
    DaysAdded {
        /// How many days.
        days: u32,
        /// The day reached.
        to: Day,
    },
    /// Working days were counted, from the day after.
    WorkingDaysAdded {
        /// How many working days.
        days: u32,
        /// The last of them.
        to: Day,
        /// The days passed over, and why.
        skipped: Vec<(Day, NonWorking)>,
    },
    /// The day after the term is the last day.
    FrancDay {
        /// That day.
        to: Day,
    },
    /// The clock time given doesn't exist: clocks were moved forward over it.
    SkippedByClocks {
        /// The time given.
        from: Moment,
        /// The time taken instead.
        to: Moment,
    },
    /// The hour in which the event falls is not counted.
    HourNotCounted {
        /// When the event happened.
        from: Moment,
        /// The full hour with which the period starts.
        to: Moment,
    },
    /// Elapsed time was added.
    ElapsedAdded {
        /// How many minutes.
        minutes: u32,
        /// What clocks show then.
        to: Moment,
    },
    /// Clocks changed in between, so that they show a time that many minutes later (earlier if negative) than
    /// without the change. Given once for each change that applies to either end of a range.
    ClockChange {
        /// By how much clocks were moved.
        minutes: i32,
    },
    /// The end fell in an hour that clocks showed twice, the second time: every clock time of that hour is read
    /// as the first and so is in time, and the end is the last of them. Follows `ElapsedAdded`, whose `to` it
    /// explains.
    SecondPass {
        /// What the clock showed.
        shown: Moment,
        /// The last clock time of the hour shown twice.
        to: Moment,
    },
    /// The last day is not a working day. A weekend is one step; a holiday that follows it is another.
    RolledOver {
        /// The last day so far.
        from: Day,
        /// Why it is not a working day.
        reason: NonWorking,
        /// The day that follows.
        to: Day,
    },
    /// The count is done.
    Ends {
        /// The end, rolled if it rolls.
        last: End,
    },
}

/// What listens to a count. The count without listener is the same code.
pub(super) trait Trace {
    /// Takes note of a step.
    fn note(&mut self, step: impl FnOnce() -> Step);
}

/// Listens to nothing.
pub(super) struct Silent;

impl Trace for Silent {
    fn note(&mut self, _: impl FnOnce() -> Step) {}
}

impl Trace for Vec<Step> {
    fn note(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}
