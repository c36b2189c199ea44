//! How things stood at the instants at which something happened.

use std::rc::Rc;

use super::Options;
use super::conclude::replay_asking;
use super::course::Stretch;
use super::model::{MachineReport, Replay};
use crate::calendar::{Day, End, Minute, Stamp};
use crate::scenario::Scenario;

/// Every machine at an instant, with all that was done on or before it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The instant: a minute, or the end of a day.
    pub on: Stamp,
    /// Each machine.
    pub machines: Vec<MachineReport>,
}

/// What a case went through.
#[derive(Clone, Debug)]
pub struct History {
    /// For each machine, its possible states from instant to instant.
    pub courses: Vec<Vec<Stretch>>,
    /// How things stood on the first and last possible day of every event, after the end of every deadline, and on the
    /// as-of date; by time.
    pub standings: Vec<Standing>,
}

/// Replays a scenario, and tells what it went through; `outlook`: each time also what might be done next, and what not
/// any more.
#[must_use]
pub fn replay_history<'s>(scenario: Rc<Scenario<'s>>, options: &Options, outlook: bool) -> (Replay<'s>, History) {
    replay_asking(scenario, options, |replay, asked| {
        let standing = |on| Standing { on, machines: asked.standing(replay, on, outlook) };
        History { courses: asked.courses(replay), standings: instants(replay).into_iter().map(standing).collect() }
    })
}

/// The order of instants: those of one day by their minute, the whole day last.
fn key(on: Stamp) -> (Day, u16) {
    (on.day, if on.is_whole_day() { u16::MAX } else { on.latest().number() })
}

/// When something may have changed, up to the as-of date.
fn instants(replay: &Replay) -> Vec<Stamp> {
    let mut all: Vec<Stamp> = vec![Stamp::of_day(replay.as_of)];
    let mut add = |on: Stamp| {
        // What is known of an act within hours holds at their end.
        let on = if on.is_whole_day() { on } else { Stamp::at(on.day, on.latest()) };
        if on.day <= replay.as_of && !all.contains(&on) {
            all.push(on);
        }
    };
    for judged in &replay.events {
        judged.dates.first().into_iter().chain(judged.dates.last()).for_each(|on| add(*on));
    }
    let ends = replay.passed.iter().map(|passed| &passed.lasts);
    for lasts in ends.chain(replay.machines.iter().flat_map(|m| &m.duties).map(|duty| &duty.due)) {
        lasts.first().into_iter().chain(lasts.last()).filter_map(|end| after(*end)).for_each(&mut add);
    }
    all.sort_by_key(|on| key(*on));
    all
}

/// The first instant after an end.
fn after(end: End) -> Option<Stamp> {
    match end {
        End::Day(day) => Some(Stamp::of_day(day.next())),
        End::Moment(moment) => {
            let next = moment.latest.checked_add(1)?;
            let day = Day::from_number(i32::try_from(next.div_euclid(1440)).ok()?)?;
            Some(Stamp::at(day, Minute::new(u16::try_from(next.rem_euclid(1440)).ok()?)?))
        }
    }
}
