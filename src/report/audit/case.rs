//! One case of a register as a scenario's file.

use std::fmt::Write;

use crate::procedure::{Field, Procedure};
use crate::report::course::detail_text;
use crate::scenario::{Event, Given, Resolved, Scenario, What, When};
use crate::text::Text;
use crate::value::{Type, Value};

/// A case as a file that replays to the same verdicts. Texts are written in JSON's quotes, which YAML reads.
#[must_use]
pub fn yaml(scenario: &Scenario, remarks: &[String]) -> String {
    let mut text: String = remarks.iter().map(|line| format!("# {line}\n")).collect();
    // Memory takes every line.
    let _ = writeln!(text, "scenario: {}\ntitle: {}", quoted(&scenario.name), said(&scenario.title));
    if let Some(as_of) = scenario.as_of {
        let _ = writeln!(text, "as_of: {as_of}");
    }
    text.push_str("sources:\n");
    for source in &scenario.sources {
        let date =
            source.published.not_before.map_or_else(String::new, |day| format!(", date: {{ not_before: {day} }}"));
        let _ = writeln!(text, "  {}: {{ publisher: {}{date} }}", source.name, said(&source.publisher));
    }
    text.push_str("machines:\n");
    for machine in &scenario.machines {
        let procedure = scenario.procedures.get(machine.procedure).map_or("", |editions| editions.name());
        let label = quoted(&machine.label.en);
        let _ = writeln!(text, "  {}: {{ en: {label}, fr: {label}, procedure: {procedure} }}", machine.name);
    }
    text.push_str("events:\n");
    for event in &scenario.events {
        if let Some(line) = line(scenario, event) {
            let _ = writeln!(text, "  - {{ {line} }}");
        }
    }
    text
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn said(text: &Text) -> String {
    match &text.fr {
        Some(fr) => format!("{{ en: {}, fr: {} }}", quoted(&text.en), quoted(fr)),
        None => quoted(&text.en),
    }
}

fn line(scenario: &Scenario, event: &Event) -> Option<String> {
    let (When::At(on), What::Act { name, resolved }) = (event.on, &event.what) else { return None };
    let machine = scenario.machines.get(event.machine)?;
    let mut text = format!("id: {}, on: {on}, machine: {}, act: {name}", event.id, machine.name);
    let editions = scenario.editions(event.machine);
    let governing = editions.in_force(on.day);
    let of = |index: usize| Some((editions.get(index), resolved.get(index)?.as_ref()?));
    let known = governing.and_then(of).or_else(|| (0..editions.all().len()).find_map(of));
    if let Some((procedure, act)) = known {
        if let (Given::Known(Value::Role(by)), [_, _, ..]) = (act.by, &procedure.act(act.act).by[..]) {
            let _ = write!(text, ", by: {}", procedure.role(by).name);
        } else if let Given::Known(Value::Role(by)) = act.by
            && !procedure.act(act.act).by.contains(&by)
        {
            let _ = write!(text, ", by: {}", procedure.role(by).name);
        }
        let details = details(scenario, procedure, act);
        if !details.is_empty() {
            let _ = write!(text, ", details: {{ {} }}", details.join(", "));
        }
    }
    let sources = event.sources.iter().filter_map(|source| scenario.sources.get(*source));
    let sources: Vec<&str> = sources.map(|source| source.name.as_str()).collect();
    let _ = write!(text, ", sources: [{}]", sources.join(", "));
    Some(text)
}

/// What is said of an act but for what the procedure takes for granted.
fn details(scenario: &Scenario, procedure: &Procedure, act: &Resolved) -> Vec<String> {
    let fields = procedure.act(act.act).details.iter().zip(&act.details);
    fields
        .filter_map(|(field, given)| {
            let Given::Known(value) = given else { return None };
            written(scenario, procedure, field, *value).map(|value| format!("{}: {value}", field.name))
        })
        .collect()
}

fn written(scenario: &Scenario, procedure: &Procedure, field: &Field, value: Value) -> Option<String> {
    if field.default == Some(value) && field.ty != Type::Text {
        return None;
    }
    match value {
        Value::Unknown => (!field.optional || field.default.is_some()).then(|| "unknown".to_owned()),
        Value::Text(id) => scenario.texts.get(usize::try_from(id.0).ok()?).map(|text| quoted(text)),
        _ => detail_text(procedure, &field.ty, value),
    }
}
