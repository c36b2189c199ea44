//! The values that unknowns may have: candidates, and the combinations of them that one act may bear.

use super::tags::{Candidates, Tags};
use crate::calendar::Stamp;
use crate::procedure::{Field, Procedure};
use crate::scenario::{Given, Resolved, Scenario, UnknownIx};
use crate::value::Value;

/// The values of an act's details in one world, and the unknowns that they settle.
pub(super) struct Details {
    pub by: Value,
    pub values: Vec<Value>,
    pub settled: Vec<(UnknownIx, usize)>,
}

/// Every combination of values that an act's unknowns may have in a world. A date among the details is not later than
/// the act, unless the act plans it; the same unknown never has two values.
pub(super) fn details_of(
    scenario: &Scenario,
    procedure: &Procedure,
    act: &Resolved,
    on: Stamp,
    assigned: &[(UnknownIx, usize)],
    tags: &Tags,
) -> Vec<Details> {
    let in_time = |field: Option<&Field>, value: &Value| !field.is_some_and(|field| field.is_too_late(*value, on.day));
    let fields = &procedure.act(act.act).details;
    let mut all = vec![Details { by: Value::Unknown, values: Vec::new(), settled: Vec::new() }];
    for (field, given) in std::iter::once((None, &act.by)).chain(fields.iter().map(Some).zip(&act.details)) {
        let choices: Vec<(Value, Option<(UnknownIx, usize)>)> = match given {
            Given::Known(value) if !in_time(field, value) => Vec::new(),
            Given::Known(value) => vec![(*value, None)],
            Given::OneOf(unknown) => candidates(scenario, *unknown, assigned)
                .into_iter()
                .filter(|(index, value)| tags.allows(*unknown, *index) && in_time(field, value))
                .map(|(index, value)| (value, Some((*unknown, index))))
                .collect(),
        };
        let mut next = Vec::with_capacity(all.len() * choices.len());
        for details in &all {
            for (value, choice) in &choices {
                let conflict = choice.is_some_and(|(u, i)| details.settled.iter().any(|(v, j)| u == *v && i != *j));
                if conflict {
                    continue;
                }
                let settled = details.settled.iter().copied().chain(*choice).collect();
                let (mut by, mut values) = (details.by, details.values.clone());
                match field {
                    Some(_) => values.push(*value),
                    None => by = *value,
                }
                next.push(Details { by, values, settled });
            }
        }
        all = next;
    }
    all
}

/// The candidates of an unknown, the first of those that have the same value; or the one that it has been assigned.
pub(super) fn candidates(
    scenario: &Scenario,
    unknown: UnknownIx,
    assigned: &[(UnknownIx, usize)],
) -> Vec<(usize, Value)> {
    let known = &scenario.unknowns[unknown].candidates;
    let is_first = |index: usize, value: Value| {
        scenario.unknowns[unknown].readings.is_empty() || !known.iter().take(index).any(|c| c.value == value)
    };
    let all = known.iter().map(|c| c.value).enumerate().filter(|(index, value)| is_first(*index, *value));
    match assigned.iter().find(|(u, _)| *u == unknown) {
        Some((_, candidate)) => all.filter(|(index, _)| index == candidate).collect(),
        None => all.collect(),
    }
}

/// A candidate of an unknown with all that have the same value: sources that agree are one possible world.
pub(super) fn equal_candidates(scenario: &Scenario, unknown: UnknownIx, candidate: usize) -> Candidates {
    let all = scenario.unknowns.get(unknown).map_or(&[][..], |u| &u.candidates);
    let mut set = Candidates::one(candidate);
    if let Some(value) = all.get(candidate).map(|c| c.value) {
        for (index, _) in all.iter().enumerate().filter(|(_, c)| c.reading.is_some() && c.value == value) {
            set.insert(index);
        }
    }
    set
}
