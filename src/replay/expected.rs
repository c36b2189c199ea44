//! What a scenario says beside its facts, claims and expectations, set against what was found.

use super::model::{ClaimStatus, DeadlineReport, Happening, Judged, MachineReport, Passed, Unmet};
use crate::calendar::End;
use crate::engine::{Outcome, Verdict};
use crate::scenario::{Claimed, Expectation, MachineIx, Scenario};

/// Events that the scenario expects to be illegal.
pub(super) fn expected_illegal(scenario: &Scenario) -> Vec<usize> {
    let illegal = scenario.expectations.iter().filter_map(|(expectation, _)| match expectation {
        Expectation::Verdict(event, word) if word == Verdict::Illegal.word() => Some(*event),
        Expectation::Refusal(event, _) => Some(*event),
        _ => None,
    });
    illegal.collect()
}

/// How a claim stands against the machines as they are reported.
pub(super) fn claim_status(scenario: &Scenario, claimed: Option<&Claimed>, machines: &[MachineReport]) -> ClaimStatus {
    let among = |holds: usize, all: usize| match (holds, all) {
        (_, 0) => ClaimStatus::Contradicted,
        (holds, all) if holds == all => ClaimStatus::Holds,
        (0, _) => ClaimStatus::Contradicted,
        _ => ClaimStatus::Possible,
    };
    match claimed {
        None => ClaimStatus::Words,
        Some(Claimed::State { machine, state }) => {
            let report = &machines[*machine];
            let procedure = scenario.editions(*machine).get(report.edition);
            let holds = report.states.iter().filter(|s| procedure.state(**s).name == *state).count();
            among(holds, report.states.len())
        }
        Some(Claimed::Deadline { machine, deadline, day }) => {
            let report = &machines[*machine];
            let ends = deadline_ends(scenario, *machine, report, deadline);
            among(ends.iter().filter(|end| **end == End::Day(*day)).count(), ends.len())
        }
    }
}

fn deadline_ends(scenario: &Scenario, machine: MachineIx, report: &MachineReport, name: &str) -> Vec<End> {
    let editions = scenario.editions(machine);
    let named = |d: &&DeadlineReport| editions.get(d.edition).deadline(d.deadline).name == name;
    let mut ends: Vec<End> = Vec::new();
    for found in report.deadlines.iter().filter(named) {
        for (_, _, last) in &found.counts {
            if !ends.contains(last) {
                ends.push(*last);
            }
        }
    }
    ends
}

/// Expectations that were not met.
pub(super) fn unmet(
    scenario: &Scenario,
    events: &[Judged],
    machines: &[MachineReport],
    passed: &[Passed],
) -> Vec<Unmet> {
    let mut all = Vec::new();
    for (index, (expectation, _)) in scenario.expectations.iter().enumerate() {
        let (wanted, found) = match expectation {
            Expectation::State(machine, state) => {
                let report = &machines[*machine];
                let procedure = scenario.editions(*machine).get(report.edition);
                (state.clone(), report.states.iter().map(|s| procedure.state(*s).name.clone()).collect())
            }
            Expectation::Verdict(event, verdict) => {
                let found = events[*event].verdict.map(|v| v.word().to_owned());
                (verdict.clone(), found.into_iter().collect())
            }
            Expectation::Refusal(event, refusal) => (refusal.clone(), refusals(&events[*event])),
            Expectation::Deadline(machine, deadline, day) => {
                let ends = deadline_ends(scenario, *machine, &machines[*machine], deadline);
                (day.to_string(), ends.iter().map(ToString::to_string).collect())
            }
            Expectation::Duty(machine, name, word) => {
                let report = &machines[*machine];
                let procedure = scenario.editions(*machine).get(report.edition);
                let duty = report.duties.iter().find(|d| procedure.duty(d.duty).name == *name);
                (word.clone(), duty.map_or_else(Vec::new, |d| d.status.iter().map(|s| s.word().to_owned()).collect()))
            }
            Expectation::Property(machine, name, word) => {
                (word.clone(), vec![becomes(scenario, passed, *machine, name).to_owned()])
            }
        };
        let found: Vec<String> = found;
        if found != [wanted] {
            all.push(Unmet { expectation: index, found });
        }
    }
    all
}

/// What becomes of a property, by the word used in files.
fn becomes(scenario: &Scenario, passed: &[Passed], machine: MachineIx, name: &str) -> &'static str {
    let breaks = |passed: &&Passed| match passed.what {
        Happening::Broken { property, .. } => {
            passed.machine == machine && scenario.editions(machine).get(passed.edition).property(property).name == name
        }
        Happening::Expired { .. } | Happening::Breached { .. } => false,
    };
    match (passed.iter().filter(breaks).any(|p| p.certain), passed.iter().any(|p| breaks(&p))) {
        (true, _) => "broken",
        (false, true) => "undetermined",
        (false, false) => "kept",
    }
}

fn refusals(judged: &Judged) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for outcome in judged.possible.iter().map(|p: &super::Possible| -> &Outcome { &p.outcome }) {
        let word = outcome.refusal.map_or("none", super::super::engine::Refusal::word).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}
