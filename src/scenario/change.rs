//! Hypotheses: a scenario that starts from another and changes it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::syntax::scenario::{ChangeSyntax, EventSyntax, ReplaceSyntax, ScenarioFile};
use crate::syntax::{Located, OneOrMany, UncertainSyntax};

/// Gives every event one machine and an id: an event for several machines becomes one for each, `ID.MACHINE`; one
/// without an id is called `MACHINE.ACT`, then `MACHINE.ACT#2`.
#[must_use]
pub fn expand(events: Vec<EventSyntax>) -> Vec<EventSyntax> {
    let mut all: Vec<EventSyntax> = Vec::new();
    for event in events {
        let many = event.machine.len() > 1;
        for machine in &event.machine.items {
            let what = event.act.as_ref().or(event.is.as_ref()).map_or("", |w| w.value.as_str());
            let id = match &event.id {
                Some(id) if many => Located::new(format!("{}.{}", id.value, machine.value), id.span),
                Some(id) => id.clone(),
                None => {
                    let base = format!("{}.{what}", machine.value);
                    Located::new(numbered(&base, &all), event.span)
                }
            };
            all.push(EventSyntax {
                id: Some(id),
                machine: OneOrMany { span: machine.span, items: vec![machine.clone()] },
                ..event.clone()
            });
        }
    }
    all
}

fn numbered(base: &str, taken: &[EventSyntax]) -> String {
    let mut name = base.to_owned();
    let mut n = 1;
    while taken.iter().any(|e| e.id.as_ref().is_some_and(|id| id.value == name)) {
        n += 1;
        name = format!("{base}#{n}");
    }
    name
}

/// A scenario with its changes made to the scenario that it extends, which must have been merged and expanded itself.
/// The title, the expectations and the as-of date are the changing scenario's own.
#[must_use]
pub fn merge(base: ScenarioFile, child: ScenarioFile, diagnostics: &mut Diagnostics) -> ScenarioFile {
    let mut merged = ScenarioFile {
        span: child.span,
        scenario: child.scenario,
        title: child.title,
        extends: child.extends,
        system: child.system.or(base.system),
        as_of: child.as_of,
        expect: child.expect,
        change: Vec::new(),
        ..base
    };
    override_with(&mut merged.sources.items, child.sources.items);
    override_with(&mut merged.unknowns.items, child.unknowns.items);
    override_with(&mut merged.machines.items, child.machines.items);
    for change in child.change {
        apply(&mut merged, change, diagnostics);
    }
    let events: Vec<EventSyntax> = merged.events.into_iter().chain(child.events).collect();
    merged.events = expand(events);
    merged.claims.extend(child.claims);
    merged.notes.extend(child.notes);
    merged
}

fn override_with<T>(base: &mut Vec<(Located<String>, T)>, child: Vec<(Located<String>, T)>) {
    for (name, value) in child {
        match base.iter_mut().find(|(n, _)| n.value == name.value) {
            Some(place) => *place = (name, value),
            None => base.push((name, value)),
        }
    }
}

fn apply(scenario: &mut ScenarioFile, change: ChangeSyntax, diagnostics: &mut Diagnostics) {
    match change {
        ChangeSyntax::Replace(replace) => {
            if let Some(index) = find(scenario, &replace.replace, diagnostics) {
                replace_in(&mut scenario.events[index], replace);
            }
        }
        ChangeSyntax::Remove(remove) => {
            if let Some(index) = find(scenario, &remove.remove, diagnostics) {
                scenario.events.remove(index);
            }
        }
        ChangeSyntax::InsertAfter(insert) => {
            if let Some(index) = find(scenario, &insert.insert_after, diagnostics) {
                insert_at(scenario, index + 1, insert.event);
            }
        }
        ChangeSyntax::InsertBefore(insert) => {
            if let Some(index) = find(scenario, &insert.insert_before, diagnostics) {
                insert_at(scenario, index, insert.event);
            }
        }
        ChangeSyntax::Append(append) => insert_at(scenario, scenario.events.len(), append.append),
        ChangeSyntax::Suppose(suppose) => {
            let known = scenario.unknowns.items.iter_mut().find(|(name, _)| name.value == suppose.suppose.value);
            match known {
                Some((_, value)) => *value = UncertainSyntax::Plain(suppose.is),
                None => diagnostics.push(
                    Diagnostic::new(Code::E402, format!("nothing unknown is called `{}`", suppose.suppose.value))
                        .at(suppose.suppose.span, "")
                        .did_you_mean(&suppose.suppose, scenario.unknowns.names()),
                ),
            }
        }
        ChangeSyntax::AsOf(as_of) => scenario.as_of = Some(as_of.as_of),
    }
}

/// Inserts an event, made one for each machine.
fn insert_at(scenario: &mut ScenarioFile, index: usize, event: EventSyntax) {
    let tail = scenario.events.split_off(index.min(scenario.events.len()));
    for (offset, event) in expand_among(event, &scenario.events, &tail).into_iter().enumerate() {
        scenario.events.insert(index + offset, event);
    }
    scenario.events.extend(tail);
}

fn expand_among(event: EventSyntax, before: &[EventSyntax], after: &[EventSyntax]) -> Vec<EventSyntax> {
    let taken: Vec<EventSyntax> = before.iter().chain(after).cloned().collect();
    let count = taken.len();
    let mut all = taken;
    all.push(event);
    expand(all).split_off(count)
}

fn find(scenario: &ScenarioFile, id: &Located<String>, diagnostics: &mut Diagnostics) -> Option<usize> {
    let ids = || scenario.events.iter().filter_map(|e| e.id.as_ref()).map(|id| id.value.as_str());
    let found = ids().position(|known| known == id.value);
    if found.is_none() {
        let mut diagnostic = Diagnostic::new(Code::E402, format!("no event is called `{}`", id.value))
            .at(id.span, "")
            .did_you_mean(id, ids());
        let prefix = format!("{}.", id.value);
        let parts: Vec<&str> = ids().filter(|known| known.starts_with(&prefix)).collect();
        if !parts.is_empty() {
            diagnostic = diagnostic.note(format!("it was made one event for each machine: {}", parts.join(", ")));
        }
        diagnostics.push(diagnostic);
    }
    found
}

/// Only the keys given change; details are merged.
fn replace_in(event: &mut EventSyntax, with: ReplaceSyntax) {
    event.span = with.span;
    if let Some(on) = with.on {
        event.on = on;
    }
    if let Some(machine) = with.machine {
        event.machine = machine;
    }
    if with.act.is_some() || with.is.is_some() {
        event.act = with.act;
        event.is = with.is;
    }
    event.by = with.by.or(event.by.take());
    override_with(&mut event.details.items, with.details.items);
    event.sources = with.sources.or(event.sources.take());
    event.certainty = with.certainty.or(event.certainty.take());
    event.note = with.note.or(event.note.take());
}
