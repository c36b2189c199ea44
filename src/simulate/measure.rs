//! The value of a measure in one replication.

use super::model::{Measure, MeasureKind, Setting, Study, When};
use super::opening::DAY;
use super::statistics::{BATCHES, Interval, batch_half};
use super::tally::{Sums, Tally};

/// The value: a number of cases (not of simulated ones), a share, days, or a day since 1970-01-01. Nothing where there
/// is none, as the mean of no waits.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts")]
pub fn value(measure: &Measure, study: &Study, setting: &Setting, tally: &Tally) -> Option<f64> {
    let days = study.days() as usize;
    let day = |when: Option<When>, otherwise: i32| when.map_or(otherwise, |when| setting.day(study, when));
    let last = i32::try_from(days).unwrap_or(i32::MAX) - 1;
    let (first, until) = (day(measure.since, 0).max(0), day(measure.until, last).min(last));
    let range = usize::try_from(first).unwrap_or(0)..usize::try_from(until + 1).unwrap_or(0);
    let sum = |counts: &[u32]| -> f64 {
        counts.get(range.clone()).unwrap_or(&[]).iter().map(|count| f64::from(*count)).fold(0.0, |all, one| all + one)
    };
    let weight = f64::from(study.weight);
    let at = |all: &[Vec<u32>], ix: usize| all.get(ix).map_or(0.0, |counts| sum(counts));
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    match &measure.kind {
        MeasureKind::Arrivals => Some(weight * sum(&tally.arrivals)),
        MeasureKind::Acts(acts, states) => {
            let counted = tally.acts.iter().filter(|((act, state), _)| {
                acts.contains(act) && states.as_ref().is_none_or(|states| states.contains(state))
            });
            Some(weight * counted.map(|(_, counts)| sum(counts)).fold(0.0, |all, one| all + one))
        }
        MeasureKind::Refused(acts) => {
            let counted = tally.refused.iter().filter(|(refused, _)| acts.contains(&refused.act));
            Some(weight * counted.map(|(_, counts)| sum(counts)).fold(0.0, |all, one| all + one))
        }
        MeasureKind::Entered(state) => Some(weight * at(&tally.entered, *state)),
        MeasureKind::ShareEntering(state) => {
            share(tally.reached.get(*state).copied().unwrap_or(0) as f64, tally.followed as f64)
        }
        MeasureKind::Expired(deadline) => Some(weight * at(&tally.expired, *deadline)),
        MeasureKind::Breached(duty) => Some(weight * at(&tally.breached, *duty)),
        MeasureKind::Stock(states) => {
            let day = usize::try_from(first).ok()?;
            Some(
                weight
                    * states.iter().map(|state| f64::from(stock(tally, *state, day))).fold(0.0, |all, one| all + one),
            )
        }
        MeasureKind::Empty(states) => {
            let first = usize::try_from(first).ok()?;
            let is_empty = |day: &usize| states.iter().all(|state| stock(tally, *state, *day) == 0);
            let full = (first..days).rev().find(|day| !is_empty(day)).map_or(first, |day| day + 1);
            (full < days).then(|| f64::from(study.starts.number()) + full as f64)
        }
        MeasureKind::Wait(capacity) => {
            let waits = &tally.capacities.get(*capacity)?.waits;
            (waits.count > 0).then(|| waits.mean / f64::from(DAY))
        }
        MeasureKind::WaitedLonger(capacity, than) => {
            let longer = tally.capacities.get(*capacity)?.longer.iter().find(|(figure, _)| figure == than);
            longer.and_then(|(_, share)| *share)
        }
        MeasureKind::Queue(capacity) => {
            let observed = f64::from(study.ends.number() - study.observed_from.number() + 1) * f64::from(DAY);
            share(weight * tally.capacities.get(*capacity)?.area, observed)
        }
        MeasureKind::Utilisation(capacity) => {
            let tally = tally.capacities.get(*capacity)?;
            share(tally.busy, tally.open)
        }
    }
}

/// The value in a single replication, with the interval that its own course gives where it has one: see
/// [`batch_half`]. Only means over time have, and only if the batches are of many days.
pub(super) fn single(measure: &Measure, study: &Study, setting: &Setting, tally: &Tally) -> Option<Interval> {
    let mean = value(measure, study, setting, tally)?;
    let batches = match measure.kind {
        MeasureKind::Wait(ix) => batches(study, tally, ix, |day| (day.waited, day.waits * f64::from(DAY))),
        MeasureKind::Queue(ix) => {
            let weight = f64::from(study.weight);
            batches(study, tally, ix, |day| (weight * day.area, day.seconds))
        }
        MeasureKind::Utilisation(ix) => batches(study, tally, ix, |day| (day.busy, day.open)),
        _ => None,
    };
    Some(Interval { mean, half: batches.and_then(|batches| batch_half(&batches)) })
}

/// The ratios of two sums in batches of equally many of the days that are observed. Nothing if some has none.
fn batches(study: &Study, tally: &Tally, capacity: usize, of: impl Fn(&Sums) -> (f64, f64)) -> Option<Vec<f64>> {
    let days = &tally.capacities.get(capacity)?.days;
    let first = usize::try_from(study.observed_from.number() - study.starts.number()).ok()?;
    let count = days.len().checked_sub(first)?;
    let before = |day: usize| day.checked_sub(1).and_then(|day| days.get(day)).copied().unwrap_or_default();
    let batch = |ix: usize| {
        let (from, to) = (before(first + ix * count / BATCHES), before(first + (ix + 1) * count / BATCHES));
        let ((upper, lower), (upper_before, lower_before)) = (of(&to), of(&from));
        (lower > lower_before).then(|| (upper - upper_before) / (lower - lower_before))
    };
    if count < BATCHES { None } else { (0..BATCHES).map(batch).collect() }
}

fn stock(tally: &Tally, state: usize, day: usize) -> u32 {
    tally.stock.get(state).and_then(|days| days.get(day)).copied().unwrap_or(0)
}
