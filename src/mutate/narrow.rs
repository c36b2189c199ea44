//! A scenario without the machines that a procedure has nothing to do with: a case of six machines need not be replayed
//! whole to test the law of one.

use crate::procedure::Editions;
use crate::scenario::{EventIx, Expectation, MachineIx, Scenario};

/// The same scenario in which only those machines have events that run the procedure, watch one that does, or are
/// watched by one of these; nothing if those are all. Machines keep their places.
pub(super) fn narrow<'s>(scenario: &Scenario<'s>, editions: &Editions) -> Option<Scenario<'s>> {
    let kept = concerned(scenario, editions);
    if kept.iter().all(|kept| *kept) {
        return None;
    }
    let keeps = |machine: MachineIx| kept.get(machine).copied().unwrap_or(false);
    let mut places: Vec<Option<EventIx>> = Vec::with_capacity(scenario.events.len());
    let mut next = 0;
    for event in &scenario.events {
        let kept = keeps(event.machine);
        places.push(kept.then_some(next));
        next += usize::from(kept);
    }
    let place = |event: EventIx| places.get(event).copied().flatten();
    let mut narrowed = scenario.clone();
    narrowed.events.retain(|event| keeps(event.machine));
    narrowed.claims.clear();
    narrowed.notes.clear();
    narrowed.expectations = scenario
        .expectations
        .iter()
        .filter_map(|(expectation, span)| {
            let moved = match expectation.clone() {
                Expectation::Verdict(event, word) => Expectation::Verdict(place(event)?, word),
                Expectation::Refusal(event, word) => Expectation::Refusal(place(event)?, word),
                Expectation::State(machine, _)
                | Expectation::Deadline(machine, ..)
                | Expectation::Duty(machine, ..)
                | Expectation::Property(machine, ..)
                    if !keeps(machine) =>
                {
                    return None;
                }
                other => other,
            };
            Some((moved, *span))
        })
        .collect();
    Some(narrowed)
}

/// For each machine, whether a change of the procedure can be felt there, or bears on where it is felt.
fn concerned(scenario: &Scenario, editions: &Editions) -> Vec<bool> {
    let machines = &scenario.machines;
    let mut kept: Vec<bool> =
        (0..machines.len()).map(|machine| std::ptr::eq(scenario.editions(machine), editions)).collect();
    let watched = |machine: MachineIx| -> Vec<MachineIx> {
        let watches = machines.get(machine).map_or(&[][..], |machine| &machine.watches);
        watches.iter().flat_map(|(_, list)| list.iter().copied()).collect()
    };
    // As many rounds as there are machines reach the end of any row of machines that watch one another.
    for _ in machines {
        for machine in 0..machines.len() {
            if watched(machine).iter().any(|seen| kept.get(*seen) == Some(&true)) {
                kept.iter_mut().skip(machine).take(1).for_each(|kept| *kept = true);
            }
        }
    }
    for _ in machines {
        for machine in (0..machines.len()).filter(|machine| kept.get(*machine) == Some(&true)).collect::<Vec<_>>() {
            for seen in watched(machine) {
                kept.iter_mut().skip(seen).take(1).for_each(|kept| *kept = true);
            }
        }
    }
    kept
}
