//! Unknowns that several facts share: every assignment of them is followed, and a machine once under what concerns it.

use super::choices::candidates;
use crate::scenario::{Given, MachineIx, Scenario, UnknownIx, What, When};

/// How many assignments of the shared unknowns are followed.
const MAX_ASSIGNMENTS: usize = 2_048;

/// Shared unknowns with one of their candidates each.
pub(super) type Assigned = Vec<(UnknownIx, usize)>;

/// For each machine, the shared unknowns on which its course depends: its own, and those of the machines it watches.
pub(super) fn concerned(scenario: &Scenario, order: &[MachineIx]) -> Vec<Vec<UnknownIx>> {
    let mut all: Vec<Vec<UnknownIx>> = vec![Vec::new(); scenario.machines.len()];
    for machine in order {
        let mut own: Vec<UnknownIx> = Vec::new();
        for (_, event) in scenario.events_of(*machine) {
            if let When::OneOf(unknown) = event.on {
                own.push(unknown);
            }
            let What::Act { resolved, .. } = &event.what else { continue };
            for given in resolved.iter().flatten().flat_map(|act| std::iter::once(&act.by).chain(&act.details)) {
                if let Given::OneOf(unknown) = given {
                    own.push(*unknown);
                }
            }
        }
        let own_text = &scenario.machines[*machine];
        own.extend(scenario.unknowns.iter().enumerate().filter_map(|(unknown, facts)| {
            (facts.applies_by == Some(own_text.procedure) && own_text.applies_by.is_none()).then_some(unknown)
        }));
        for watched in own_text.watches.iter().flat_map(|(_, list)| list) {
            own.extend_from_slice(&all[*watched]);
        }
        all[*machine] = own;
    }
    all
}

/// Machines in an order in which each comes after those that it watches.
pub(super) fn watched_first(scenario: &Scenario) -> Vec<MachineIx> {
    let mut order = Vec::new();
    while order.len() < scenario.machines.len() {
        let ready = scenario.machines.iter().enumerate().filter(|(index, machine)| {
            let mut watched = machine.watches.iter().flat_map(|(_, list)| list);
            !order.contains(index) && watched.all(|w| order.contains(w))
        });
        let ready: Vec<MachineIx> = ready.map(|(index, _)| index).collect();
        if ready.is_empty() {
            break;
        }
        order.extend(ready);
    }
    order
}

/// Every assignment of the unknowns that several facts share; nothing if there are too many.
pub(super) fn assignments(scenario: &Scenario) -> Option<Vec<Vec<(UnknownIx, usize)>>> {
    let mut all = vec![Vec::new()];
    for (unknown, _) in scenario.unknowns.iter().enumerate().filter(|(_, u)| u.uses > 1) {
        let choices: Vec<usize> = candidates(scenario, unknown, &[]).into_iter().map(|(index, _)| index).collect();
        if all.len().saturating_mul(choices.len()) > MAX_ASSIGNMENTS {
            return None;
        }
        all = all
            .iter()
            .flat_map(|known: &Vec<(UnknownIx, usize)>| {
                choices.iter().map(move |c| known.iter().copied().chain([(unknown, *c)]).collect())
            })
            .collect();
    }
    Some(all)
}
