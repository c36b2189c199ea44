//! What may not be done any more: acts that a state allowed which the case has left.

use super::model::{Happening, Judged, Lost, MachineReport, Passed, Taken};
use crate::calendar::End;
use crate::ids::StateId;
use crate::procedure::{Editions, Procedure};
use crate::scenario::{MachineIx, Scenario};

/// The acts that were possible once and are possible in no present state, each with what took it away last.
pub(super) fn lost(
    scenario: &Scenario,
    machine: MachineIx,
    report: &MachineReport,
    events: &[Judged],
    passed: &[Passed],
) -> Vec<Lost> {
    let editions = scenario.editions(machine);
    let procedure = editions.get(report.edition);
    let left = leavings(scenario, machine, procedure, events, passed);
    let mut all = Vec::new();
    for (act, _) in procedure.acts() {
        if report.states.iter().any(|state| !procedure.serving(*state, act).is_empty()) {
            continue;
        }
        let last = left.iter().rev().find_map(|(_, state, taken)| {
            let transition = *procedure.serving(*state, act).first()?;
            Some(Lost { act, transition, left: *state, taken: *taken })
        });
        all.extend(last);
    }
    all
}

/// Every state that the case left, in some possible world, with what led out of it; by date.
fn leavings(
    scenario: &Scenario,
    machine: MachineIx,
    procedure: &Procedure,
    events: &[Judged],
    passed: &[Passed],
) -> Vec<(i64, StateId, Taken)> {
    let editions = scenario.editions(machine);
    let mut all = Vec::new();
    for (event, _) in scenario.events_of(machine) {
        let Some(judged) = events.get(event) else { continue };
        for possible in judged.possible.iter().filter(|p| p.outcome.took_effect && p.outcome.from != p.outcome.to) {
            if let Some(state) = carried(editions, possible.ids, procedure, possible.outcome.from) {
                let minute = End::Day(possible.on.day).last_minute().latest;
                all.push((minute, state, Taken::Event(event)));
            }
        }
    }
    for passed in passed.iter().filter(|p| p.machine == machine) {
        let Happening::Expired { deadline, from, to, .. } = passed.what else { continue };
        let state = carried(editions, passed.edition, procedure, from).filter(|_| from != to);
        let deadline = procedure.deadline_named(&editions.get(passed.edition).deadline(deadline).name);
        if let (Some(state), Some(deadline), Some(end)) = (state, deadline, passed.lasts.first()) {
            all.push((end.last_minute().latest, state, Taken::Deadline(deadline, *end)));
        }
    }
    all.sort_by_key(|(minute, ..)| *minute);
    all
}

/// A state of one edition in the ids of another.
fn carried(editions: &Editions, edition: usize, procedure: &Procedure, state: StateId) -> Option<StateId> {
    let own = editions.get(edition);
    if std::ptr::eq(own, procedure) { Some(state) } else { procedure.carried_state(&own.state(state).name) }
}
