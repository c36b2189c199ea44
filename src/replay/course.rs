//! In which states a machine may have been, from instant to instant.

use super::follow::Layers;
use super::tags::Tags;
use super::world::{Happenings, World};
use crate::calendar::{Day, End, Minute, Stamp};
use crate::engine::ClockState;
use crate::ids::StateId;
use crate::procedure::Editions;
use crate::scenario::{MachineIx, Scenario};

/// Minutes in a day.
const DAY: i64 = 1440;

/// A stretch of time with the same possible states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Its first minute, of civil time since 1970. An act without an hour changes its machine at noon, the end of a
    /// day's deadline at the midnight after it.
    pub from: i64,
    /// The minute after its last one.
    pub to: i64,
    /// The possible states, each with the edition whose ids are used.
    pub states: Vec<(usize, StateId)>,
}

/// A state for as long as one possible world is in it.
type Piece = (i64, i64, (usize, StateId));

/// When something on a date is taken to happen.
pub(super) fn instant(on: Stamp) -> i64 {
    let minute = if on.is_whole_day() { DAY / 2 } else { i64::from(on.earliest().number()) };
    i64::from(on.day.number()) * DAY + minute
}

fn stamp(minutes: i64) -> Option<Stamp> {
    let day = Day::from_number(i32::try_from(minutes.div_euclid(DAY)).ok()?)?;
    Some(Stamp::at(day, Minute::new(u16::try_from(minutes.rem_euclid(DAY)).ok()?)?))
}

/// The stretches of a machine from its first possible event to the end of the as-of date, in every possible world of
/// every assignment of the shared unknowns; `since` is the first instant of the whole case.
pub(super) fn course<'a>(
    scenario: &Scenario,
    machine: MachineIx,
    (since, as_of): (i64, Day),
    followed: impl Iterator<Item = &'a Layers>,
) -> Vec<Stretch> {
    let editions = scenario.editions(machine);
    let horizon = (i64::from(as_of.number()) + 1) * DAY;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begin: Option<i64> = None;
    for layers in followed {
        let first = layers.sequence.steps.first().into_iter().flat_map(|step| step.after(Stamp::of_day(Day::MIN)));
        begin = first.map(|(on, _)| instant(on)).chain(begin).min();
        for (index, worlds) in layers.worlds.iter().enumerate() {
            for (world, tags) in worlds {
                let Some(end) = end(layers, index, world, tags, horizon) else { continue };
                live(editions, world.clone(), end, &mut pieces);
            }
        }
    }
    // Of a machine without an event nothing tells when it began.
    let begin = begin.unwrap_or(since).min(horizon);
    let clipped = pieces.into_iter().map(|(from, to, state)| (from.max(begin), to.min(horizon), state));
    sweep(clipped.filter(|(from, to, _)| from < to).collect())
}

/// Until when a world may last: the latest date that is left for the next event. Nothing if there is none.
fn end(layers: &Layers, index: usize, world: &World, tags: &Tags, horizon: i64) -> Option<i64> {
    let Some(next) = layers.events.get(index) else { return Some(horizon) };
    let Some(step) = layers.sequence.steps.iter().find(|step| step.event == *next) else { return Some(horizon) };
    let allowed = step.after(world.now).filter(|(_, settled)| settled.is_none_or(|(u, c)| tags.allows(u, c)));
    allowed.map(|(on, _)| instant(on)).max()
}

/// Follows a world from its last event until an instant: what the passing of time makes of it.
fn live(editions: &Editions, world: World, end: i64, pieces: &mut Vec<Piece>) {
    let start = if world.now.day == Day::MIN { i64::MIN } else { instant(world.now) };
    let mut open = vec![(world, start)];
    while let Some((world, from)) = open.pop() {
        let next = breaks(editions, &world).filter(|at| from < *at && *at < end).min();
        pieces.push((from, next.unwrap_or(end), (world.edition, world.case.state())));
        if let Some((at, on)) = next.and_then(|at| Some((at, stamp(at)?))) {
            open.extend(world.pass(editions, on, &mut Happenings::default()).into_iter().map(|world| (world, at)));
        }
    }
}

/// The instants at which the mere passing of time may change a case.
fn breaks<'a>(editions: &'a Editions, world: &'a World) -> impl Iterator<Item = i64> + 'a {
    let procedure = editions.get(world.edition);
    let clocks = procedure.deadlines().map(|(id, _)| world.case.clock(id));
    let ends = clocks.filter(|clock| clock.state == ClockState::Running).flat_map(|clock| match clock.last {
        End::Day(day) => [(i64::from(day.number()) + 1) * DAY; 2],
        End::Moment(moment) => [moment.earliest.saturating_add(1), moment.latest.saturating_add(1)],
    });
    // A new text may know the state by another name.
    let begun = world.now.day != Day::MIN;
    let editions = editions.all().iter().filter(move |_| begun).map(|p| i64::from(p.edition().number()) * DAY);
    ends.chain(editions)
}

/// Runs of instants with the same states among the pieces.
fn sweep(pieces: Vec<Piece>) -> Vec<Stretch> {
    let mut changes: Vec<(i64, i32, (usize, StateId))> = Vec::with_capacity(pieces.len() * 2);
    for (from, to, state) in pieces {
        changes.push((from, 1, state));
        changes.push((to, -1, state));
    }
    changes.sort_unstable();
    let mut alive: Vec<((usize, StateId), i32)> = Vec::new();
    let mut all: Vec<Stretch> = Vec::new();
    for (index, (at, by, state)) in changes.iter().enumerate() {
        match alive.iter_mut().find(|(known, _)| known == state) {
            Some((_, count)) => *count += by,
            None => alive.push((*state, *by)),
        }
        if changes.get(index + 1).is_some_and(|(next, ..)| next == at) {
            continue;
        }
        let mut states: Vec<(usize, StateId)> =
            alive.iter().filter(|(_, count)| *count > 0).map(|(state, _)| *state).collect();
        states.sort_unstable();
        let same = all.last().is_some_and(|last| last.states == states);
        if same {
            continue;
        }
        if let Some(last) = all.last_mut() {
            last.to = *at;
        }
        all.push(Stretch { from: *at, to: *at, states });
    }
    all.retain(|stretch| stretch.from < stretch.to && !stretch.states.is_empty());
    all
}
