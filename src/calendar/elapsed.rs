//! Elapsed time on the clocks of a place.
//!
//! Civil local times become instants, the time passes, and the instant becomes a civil local time again. Three
//! rules settle what clocks leave open:
//!
//! - a clock time that comes twice (autumn) is read as the first;
//! - a clock time that never comes (spring) is moved forward by the gap, as a clock that wasn't changed in time
//!   would have shown; where only a range is known, the times in it that never came are left out;
//! - an end in the second pass of an hour is written as the last clock time of that hour. Since every clock time
//!   of the hour is read as its first pass, all of them come before that end, and none may be found late.
//!
//! The last rule also keeps counting monotone on the clock.
//!
//! chrono-tz knows the changes of clocks up to a horizon about the year 2100; after it the zone keeps the last
//! offset.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::explain::{Step, Trace};
use super::moment::{Moment, split};
use super::rule::CountError;

/// Adds elapsed minutes to a civil moment. With `after_hour` the period starts at the next full hour on the
/// clock, since the hour in which the moment falls isn't counted.
pub(super) fn add(
    zone: Tz,
    from: Moment,
    minutes: u32,
    after_hour: bool,
    trace: &mut impl Trace,
) -> Result<Moment, CountError> {
    let range = existing(zone, ordered(from.earliest, from.latest)?);
    let earliest = Run::of(zone, range.earliest, minutes, after_hour).ok_or(CountError::OutOfRange)?;
    let latest = if range.is_exact() {
        earliest
    } else {
        Run::of(zone, range.latest, minutes, after_hour).ok_or(CountError::OutOfRange)?
    };
    let both = |part: fn(&Run) -> i64| ordered(part(&earliest), part(&latest));

    let (began, counted_from, shown, end) =
        (both(|run| run.began)?, both(|run| run.counted_from)?, both(|run| run.shown)?, both(|run| run.end)?);
    if began != from {
        trace.note(|| Step::SkippedByClocks { from, to: began });
    }
    if after_hour {
        trace.note(|| Step::HourNotCounted { from: began, to: counted_from });
    }
    trace.note(|| Step::ElapsedAdded { minutes, to: end });
    if earliest.change != 0 {
        trace.note(|| Step::ClockChange { minutes: earliest.change });
    }
    if latest.change != 0 && latest.change != earliest.change {
        trace.note(|| Step::ClockChange { minutes: latest.change });
    }
    if shown != end {
        trace.note(|| Step::SecondPass { shown, to: end });
    }
    Ok(end)
}

/// How one exact start ends; all times in civil minutes since 1970-01-01T00:00.
#[derive(Clone, Copy)]
struct Run {
    /// The start, moved if it didn't exist.
    began: i64,
    /// From when the time is counted.
    counted_from: i64,
    /// What the clock shows at the end.
    shown: i64,
    /// The end.
    end: i64,
    /// By how many minutes clocks were moved in between.
    change: i32,
}

impl Run {
    fn of(zone: Tz, start: i64, minutes: u32, after_hour: bool) -> Option<Run> {
        let started = Shown::at(zone, start)?;
        let began = started.minutes;
        let counted =
            if after_hour { Shown::by(zone, started.instant + (60 - began.rem_euclid(60)) * 60)? } else { started };
        let unchanged = counted.minutes + i64::from(minutes);
        if local(zone, unchanged)? == MappedLocalTime::Single(counted.offset) {
            // The usual case: the clocks show that minute once, and by the same offset.
            split(unchanged)?;
            return Some(Run { began, counted_from: counted.minutes, shown: unchanged, end: unchanged, change: 0 });
        }
        let over = Shown::by(zone, counted.instant + i64::from(minutes) * 60)?;
        let end = after_second_pass(zone, over.minutes, over.offset)?;
        Some(Run {
            began,
            counted_from: counted.minutes,
            shown: over.minutes,
            end,
            change: (over.offset - counted.offset) / 60,
        })
    }
}

/// The moment between two civil minutes given in any order, if both lie in 1583..=9999.
fn ordered(one: i64, other: i64) -> Result<Moment, CountError> {
    if split(one).is_none() || split(other).is_none() {
        return Err(CountError::OutOfRange);
    }
    Ok(Moment { earliest: one.min(other), latest: one.max(other) })
}

/// The range without the minutes at its ends that clocks skipped, or as it is if they skipped all of it.
fn existing(zone: Tz, range: Moment) -> Moment {
    if range.is_exact() {
        return range;
    }
    let exists = |minutes: &i64| local(zone, *minutes) != Some(MappedLocalTime::None);
    // A gap is a day at most, so both searches are short.
    let earliest = (range.earliest..=range.latest).find(exists);
    let latest = (range.earliest..=range.latest).rev().find(exists);
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => Moment { earliest, latest },
        _ => range,
    }
}

fn naive(seconds: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(seconds, 0).map(|instant| instant.naive_utc())
}

/// The offsets, in seconds east of UTC, at which clocks show that civil minute.
fn local(zone: Tz, minutes: i64) -> Option<MappedLocalTime<i32>> {
    let shown = naive(minutes.checked_mul(60)?)?;
    Some(zone.offset_from_local_datetime(&shown).map(|offset| offset.fix().local_minus_utc()))
}

/// The offset at an instant, in seconds east of UTC.
fn offset_at(zone: Tz, instant: i64) -> Option<i32> {
    Some(zone.offset_from_utc_datetime(&naive(instant)?).fix().local_minus_utc())
}

/// An instant, in seconds since 1970-01-01T00:00 UTC, and what clocks show at it.
#[derive(Clone, Copy)]
struct Shown {
    instant: i64,
    /// The civil minute; its day lies in 1583..=9999.
    minutes: i64,
    /// Seconds east of UTC.
    offset: i32,
}

impl Shown {
    /// The instant at which clocks show that civil minute, or would have shown it if they had not skipped it.
    fn at(zone: Tz, minutes: i64) -> Option<Shown> {
        let shown = minutes.checked_mul(60)?;
        let offset = match local(zone, minutes)? {
            MappedLocalTime::Single(offset) => offset,
            // Clocks go back: the larger offset is that of the first pass.
            MappedLocalTime::Ambiguous(one, other) => one.max(other),
            // Clocks go forward: the offset before the gap. No offset reaches a day, so a day before is before it.
            MappedLocalTime::None => {
                let before = offset_at(zone, shown - 86_400)?;
                return Shown::by(zone, shown - i64::from(before));
            }
        };
        split(minutes)?;
        Some(Shown { instant: shown - i64::from(offset), minutes, offset })
    }

    /// What clocks show at an instant.
    fn by(zone: Tz, instant: i64) -> Option<Shown> {
        let offset = offset_at(zone, instant)?;
        let minutes = (instant + i64::from(offset)).div_euclid(60);
        split(minutes)?;
        Some(Shown { instant, minutes, offset })
    }
}

/// The last minute of the hour that clocks show twice, if this is its second pass; else the minute itself.
fn after_second_pass(zone: Tz, minutes: i64, offset: i32) -> Option<i64> {
    let shown_twice = |at: i64| match local(zone, at) {
        Some(MappedLocalTime::Ambiguous(one, other)) => Some(one.max(other)),
        _ => None,
    };
    match shown_twice(minutes) {
        Some(first_pass) if offset < first_pass => {
            // A day at most is shown twice.
            let last = (minutes..minutes + 1440).take_while(|at| shown_twice(*at).is_some()).last()?;
            split(last).map(|_| last)
        }
        _ => Some(minutes),
    }
}
