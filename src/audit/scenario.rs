//! One case of a register as a scenario: the same facts, for a replay.

use super::case::CaseEvents;
use super::map::{DetailFrom, Map, Resolved as OfMap};
use super::reading::Reading;
use crate::calendar::Day;
use crate::scenario::{
    Certainty, Event, Given, Machine, Published, Resolved, Scenario, Source, What, When, which_governs,
};
use crate::text::Text;
use crate::value::Value;

/// The name of the only machine.
const MACHINE: &str = "case";

/// A case as a scenario under one reading; it reports as of a day, or of the last event.
#[must_use]
pub fn scenario<'a>(map: &Map, reading: &'a Reading, case: &CaseEvents, as_of: Option<Day>) -> Scenario<'a> {
    let title = Text::plain(case.name());
    let source = Source {
        name: "register".to_owned(),
        publisher: map.title.clone(),
        title: None,
        // Whoever wrote it down knew of it.
        published: Published { not_before: case.events.iter().map(|event| event.on.day).max(), ..Published::default() },
        file: None,
        url: None,
        note: None,
    };
    let machine = Machine {
        name: MACHINE.to_owned(),
        label: title.clone(),
        procedure: 0,
        applies_by: None,
        roles: Vec::new(),
        watches: Vec::new(),
    };
    let mut ids: Vec<(&str, u32)> = Vec::new();
    let editions = reading.editions.all();
    let events = case.events.iter().filter_map(|event| {
        let activity = map.activities.get(usize::from(event.activity))?;
        let number = match ids.iter_mut().find(|(act, _)| *act == activity.act) {
            Some((_, number)) => {
                *number += 1;
                *number
            }
            None => {
                ids.push((&activity.act, 1));
                1
            }
        };
        let base = activity.act.replace('_', "-");
        let resolved = reading.of.iter().map(|of| {
            let act = activity.resolved.get(*of)?.as_ref()?;
            Some(resolve(map, *of, case, event, act))
        });
        let span = editions.iter().find_map(|p| Some(p.act(p.act_named(&activity.act)?).span));
        Some(Event {
            id: if number == 1 { base } else { format!("{base}-{number}") },
            machine: 0,
            on: When::At(event.on),
            lasted_until: None,
            what: What::Act { name: activity.act.clone(), resolved: resolved.collect() },
            sources: vec![0],
            certainty: Certainty::Attested,
            note: None,
            span: span?,
        })
    });
    let events: Vec<Event> = events.collect();
    let contested = events.first().filter(|_| !reading.editions.contested().is_empty());
    let unknowns = contested.map(|event| which_governs(&reading.editions, 0, event.span)).into_iter().collect();
    Scenario {
        joint: None,
        events,
        name: scenario_name(case),
        title,
        extends: None,
        as_of,
        procedures: vec![&reading.editions],
        sources: vec![source],
        unknowns,
        machines: vec![machine],
        claims: Vec::new(),
        notes: Vec::new(),
        expectations: Vec::new(),
        texts: map.texts.iter().chain(&case.texts).cloned().collect(),
    }
}

fn resolve(map: &Map, of: usize, case: &CaseEvents, event: &super::case::Event, act: &OfMap) -> Resolved {
    let values = case.values_of(event);
    let by = event.by.and_then(|by| map.role_ids.get(of)?.get(usize::from(by)).copied().flatten()).or(act.by);
    let details = act.details.iter().map(|from| {
        Given::Known(match from {
            DetailFrom::Fixed(value) => *value,
            DetailFrom::Read(index) => values.get(*index).copied().unwrap_or(Value::Unknown),
        })
    });
    let by = Given::Known(by.map_or(Value::Unknown, Value::Role));
    Resolved { act: act.act, by, details: details.collect() }
}

/// A name that a file may have: what no name may hold becomes a hyphen.
fn scenario_name(case: &CaseEvents) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' };
    let name: String = case.name().chars().map(allowed).collect();
    if name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') { name } else { format!("case{name}") }
}
