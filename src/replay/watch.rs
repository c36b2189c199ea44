//! What a machine sees of those that it watches, at one instant.

use std::rc::Rc;

use indexmap::IndexMap;

use super::follow::Layers;
use super::sequence::{no_earlier, not_after};
use super::tags::{Candidates, Tags};
use super::world::{Happenings, World};
use crate::calendar::Stamp;
use crate::engine::{Case, Clock, View};
use crate::ids::StateId;
use crate::procedure::Procedure;
use crate::scenario::{EventIx, MachineIx, Scenario};
use crate::value::Value;

/// How many combinations of what is seen of several machines are told apart.
pub(super) const MAX_COMBINATIONS: usize = 4_096;

/// What conditions read of a watched machine: edition, memory, state, deadlines.
type Visible = (usize, Vec<Value>, StateId, Vec<Clock>);

/// For each watch of a procedure, for each machine: what may be seen of it.
pub(super) type Seen = Vec<Vec<(MachineIx, Vec<(usize, Case, Tags)>)>>;

/// Whether something on `a` comes before something on `b`: by instant, and where the times do not tell, by file order.
pub(super) fn comes_before(a: (Stamp, EventIx), b: (Stamp, EventIx)) -> bool {
    if a.0.day != b.0.day {
        a.0.day < b.0.day
    } else if a.0.latest() < b.0.earliest() {
        true
    } else if b.0.latest() < a.0.earliest() {
        false
    } else {
        a.1 < b.1
    }
}

/// Whether something comes after something else, or is it.
pub(super) fn not_before(a: (Stamp, EventIx), b: (Stamp, EventIx)) -> bool {
    a == b || comes_before(b, a)
}

/// The worlds in which a machine may be at an instant, after the acts that come before it and the expiries that are
/// due.
pub(super) fn worlds_at(
    scenario: &Scenario,
    layers: &Layers,
    machine: MachineIx,
    at: (Stamp, EventIx),
    happenings: &mut Happenings,
) -> Vec<(World, Tags)> {
    let editions = scenario.editions(machine);
    let mut all = Vec::new();
    for (index, worlds) in layers.worlds.iter().enumerate() {
        for (world, tags) in worlds {
            if index > 0 && !layers.events.get(index - 1).is_some_and(|event| comes_before((world.now, *event), at)) {
                continue;
            }
            let mut tags = tags.clone();
            if let Some(next) = layers.events.get(index)
                && let Some(step) = layers.sequence.steps.iter().find(|s| s.event == *next)
            {
                let mut later: Option<(usize, Candidates)> = None;
                let mut fixed_later = false;
                for (on, settled) in step.after(world.now) {
                    if comes_before((no_earlier(on, world.now), *next), at) {
                        continue;
                    }
                    match settled {
                        Some((unknown, candidate)) if tags.allows(unknown, candidate) => {
                            later.get_or_insert((unknown, Candidates::default())).1.insert(candidate);
                        }
                        Some(_) => {}
                        None => fixed_later = true,
                    }
                }
                match later {
                    Some((unknown, candidates)) => {
                        if !tags.restrict(unknown, &candidates) {
                            continue;
                        }
                    }
                    None if fixed_later => {}
                    None => continue,
                }
            }
            let to = if not_after(world.now, at.0) { at.0 } else { world.now };
            let passed = world.clone().pass(editions, to, happenings);
            happenings.under(&tags);
            all.extend(passed.into_iter().map(|world| (world, tags.clone())));
        }
    }
    all
}

/// What a machine sees of those that it watches, just before one of its events.
pub(super) fn read(
    scenario: &Scenario,
    layers: &[Rc<Layers>],
    machine: MachineIx,
    procedure: &Procedure,
    on: Stamp,
    event: EventIx,
) -> Seen {
    let bound = &scenario.machines[machine].watches;
    let mut seen = Vec::new();
    for (_, watch) in procedure.watches() {
        let machines = bound.iter().find(|(name, _)| *name == watch.name).map_or(&[][..], |(_, list)| list);
        let mut of_watch = Vec::new();
        for watched in machines {
            let worlds = worlds_at(scenario, &layers[*watched], *watched, (on, event), &mut Happenings::default());
            // Conditions read the state, the declared memory and, some of them, the deadlines of a watched machine.
            let mut distinct: IndexMap<Visible, (Case, Tags)> = IndexMap::new();
            for (world, tags) in worlds {
                let slots = scenario.editions(*watched).get(world.edition).slots();
                let memory = slots.filter(|(_, s)| s.history.is_none()).map(|(id, _)| world.case.slot(id)).collect();
                let procedure = scenario.editions(*watched).get(world.edition);
                let deadlines = procedure.deadlines().filter(|_| watch.deadlines_read);
                let clocks = deadlines.map(|(id, _)| world.case.clock(id)).collect();
                let key = (world.edition, memory, world.case.state(), clocks);
                match distinct.get_mut(&key) {
                    Some((_, known)) => known.merge(&tags),
                    None => {
                        distinct.insert(key, (world.case, tags));
                    }
                }
            }
            let all = distinct.into_iter().map(|((edition, ..), (case, tags))| (edition, case, tags)).collect();
            of_watch.push((*watched, all));
        }
        seen.push(of_watch);
    }
    seen
}

/// Every combination of what may be seen of the watched machines, with the values of unknowns under which it may be
/// seen. Past a bound the rest is left out and nothing is returned: the act cannot be judged.
pub(super) fn views_of<'a>(seen: &'a Seen, scenario: &'a Scenario) -> Option<Vec<(Vec<Vec<View<'a>>>, Tags)>> {
    let mut all: Vec<(Vec<Vec<View>>, Tags)> = vec![(vec![Vec::new(); seen.len()], Tags::default())];
    for (index, watch) in seen.iter().enumerate() {
        for (machine, possible) in watch {
            let mut next = Vec::new();
            for (views, tags) in &all {
                for (edition, case, theirs) in possible {
                    let Some(tags) = tags.meet(theirs) else { continue };
                    let mut views = views.clone();
                    let procedure = scenario.editions(*machine).get(*edition);
                    views[index].push(View { edition: *edition, procedure, case });
                    next.push((views, tags));
                }
            }
            if next.len() > MAX_COMBINATIONS {
                return None;
            }
            all = next;
        }
    }
    Some(all)
}
