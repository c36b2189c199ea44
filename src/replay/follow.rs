//! Following one machine through its events, in every world that the unknowns allow.

use std::rc::Rc;

use super::Options;
use super::choices::equal_candidates;
use super::model::{Fit, Possible, Status};
use super::sequence::{Sequence, Step, no_earlier};
use super::tags::Tags;
use super::world::{Happenings, MAX_WORLDS, World, Worlds, add};
use crate::calendar::Stamp;
use crate::engine::Verdict;
use crate::procedure::AppliesBy;
use crate::scenario::{EventIx, MachineIx, Scenario, UnknownIx, What};

/// What was recorded of one event, under all assignments of the shared unknowns so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub status: Option<Status>,
    pub dates: Vec<Stamp>,
    pub possible: Vec<Possible>,
    pub fits: Vec<(usize, Fit)>,
    /// Candidates of each unknown that led somewhere.
    pub used: Vec<(UnknownIx, usize)>,
}

/// The worlds of one machine after each of its events, the first being those before any.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    pub worlds: Vec<Worlds>,
    /// The events that were followed, in file order.
    pub events: Vec<EventIx>,
    /// Their possible dates.
    pub sequence: Sequence,
}

/// The work of following: what is shared by all machines.
pub(super) struct Follower<'a, 's> {
    pub scenario: &'a Scenario<'s>,
    pub options: Options,
    pub records: &'a mut [Record],
    pub happenings: &'a mut [Happenings],
    /// Machines already followed under the present assignment.
    pub layers: Vec<Rc<Layers>>,
    /// The present assignment of the unknowns that several facts share.
    pub assigned: Vec<(UnknownIx, usize)>,
}

/// One event in one possible world.
#[derive(Clone, Copy)]
pub(super) struct Instant<'w> {
    pub machine: MachineIx,
    pub event: EventIx,
    pub on: Stamp,
    /// When the event before it took effect.
    pub since: Stamp,
    /// The world just before, advanced to the event.
    pub world: &'w World,
    /// The edition in force; nothing if none is shipped for the date.
    pub governing: Option<usize>,
}

impl Follower<'_, '_> {
    /// Follows one machine. Machines that it watches must have been followed before.
    pub fn machine(&mut self, machine: MachineIx) {
        let editions = self.scenario.editions(machine);
        let sequence = Sequence::new(self.scenario, machine, &self.assigned);
        let first = sequence.first_day().map_or(0, |day| editions.known_on(day));
        let mut tags = Tags::default();
        for (unknown, candidate) in &self.assigned {
            tags.restrict(*unknown, &equal_candidates(self.scenario, *unknown, *candidate));
        }
        let mut worlds = Worlds::default();
        let mut begun = World::new(editions, first);
        begun.reading = self.reading(machine);
        add(&mut worlds, begun, tags);
        let mut layers = Layers { worlds: vec![worlds], events: Vec::new(), sequence };
        let mut stopped = None;
        for step in &layers.sequence.steps {
            if let Some(status) = stopped {
                self.records[step.event].status.get_or_insert(status);
                continue;
            }
            let mut after = Worlds::default();
            let limit = layers.worlds.last().is_some_and(|before| self.event(machine, step, before, &mut after));
            stopped = match (after.is_empty(), limit) {
                (true, _) => Some(Status::Later),
                (_, true) => Some(Status::LimitReached),
                _ => None,
            };
            if let Some(status) = stopped {
                self.records[step.event].status = Some(status);
                continue;
            }
            let record = &mut self.records[step.event];
            record.status = Some(Status::Judged);
            let unlawful = record.possible.iter().any(|p| p.outcome.verdict == Verdict::Illegal);
            if self.options.strict && unlawful {
                stopped = Some(Status::Stopped);
            }
            layers.worlds.push(after);
            layers.events.push(step.event);
        }
        self.layers[machine] = Rc::new(layers);
    }

    /// The reading of which date decides the edition: the machine's own, or the one assigned for its procedure.
    fn reading(&self, machine: MachineIx) -> Option<AppliesBy> {
        let bound = &self.scenario.machines[machine];
        bound.applies_by.or_else(|| {
            let (unknown, candidate) = self.assigned.iter().find(|(unknown, _)| {
                self.scenario.unknowns.get(*unknown).is_some_and(|u| u.applies_by == Some(bound.procedure))
            })?;
            let readings = &self.scenario.unknowns.get(*unknown)?.readings;
            readings.get(*candidate).map(|reading| AppliesBy::of(&reading.written))
        })
    }

    /// Lets one event happen in every world. True if there are more worlds than are followed.
    fn event(&mut self, machine: MachineIx, step: &Step, before: &Worlds, after: &mut Worlds) -> bool {
        let scenario = self.scenario;
        let editions = scenario.editions(machine);
        let event = step.event;
        for (world, tags) in before {
            for (on, settled) in step.after(world.now) {
                if self.options.until.is_some_and(|until| on.day > until) {
                    continue;
                }
                let mut tags = tags.clone();
                if let Some((unknown, candidate)) = settled {
                    tags.restrict(unknown, &equal_candidates(scenario, unknown, candidate));
                    self.use_candidate(event, unknown, candidate);
                }
                if !self.records[event].dates.contains(&on) {
                    self.records[event].dates.push(on);
                }
                for mut world in world.clone().pass(editions, on, &mut self.happenings[machine]) {
                    let since = world.now;
                    world.now = no_earlier(on, since);
                    let governing = world.governing(editions, on.day);
                    let here = Instant { machine, event, on, since, world: &world, governing };
                    match &scenario.events[event].what {
                        What::Is { resolved, .. } => self.observe(here, &tags, resolved, after),
                        What::Act { resolved, .. } => self.act(here, &tags, resolved, after),
                    }
                }
                if after.len() > MAX_WORLDS {
                    return true;
                }
            }
        }
        false
    }

    /// Remembers that a candidate of an unknown was possible for an event.
    pub fn use_candidate(&mut self, event: EventIx, unknown: UnknownIx, candidate: usize) {
        let used = &mut self.records[event].used;
        if !used.contains(&(unknown, candidate)) {
            used.push((unknown, candidate));
        }
    }
}
