//! A course as a scenario: as a file to keep and replay, or as a line of JSON.

use indexmap::IndexMap;
use serde::Serialize;
use serde_yaml::{FlowMap, FlowSeq, SerializerOptions};

use crate::engine::{Outcome, Verdict};
use crate::generate::{Course, Drive, Move};
use crate::procedure::Procedure;
use crate::system::System;
use crate::text::Text;
use crate::value::{Type, Value};

/// What a text stands for that no rule mentions.
const SOME_TEXT: &str = "some text";

/// What is said of a course besides its acts.
#[derive(Clone, Debug)]
pub struct About {
    /// The scenario's name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// Remarks above it, a line each.
    pub remarks: Vec<String>,
}

/// A scenario, in the order in which people write it.
#[derive(Clone, Serialize, Debug)]
pub struct ScenarioFile {
    scenario: String,
    title: IndexMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    machines: IndexMap<String, MachineFile>,
    events: Vec<EventFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expect: Option<Expected>,
}

#[derive(Clone, Serialize, Debug)]
struct MachineFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    procedure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applies_by: Option<&'static str>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    watches: IndexMap<String, FlowSeq<Vec<String>>>,
}

#[derive(Clone, Serialize, Debug)]
struct EventFile {
    id: String,
    on: String,
    machine: String,
    act: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<FlowMap<IndexMap<String, DetailFile>>>,
    sources: FlowSeq<[&'static str; 1]>,
    certainty: &'static str,
}

#[derive(Clone, Serialize, Debug)]
#[serde(untagged)]
enum DetailFile {
    Boolean(bool),
    Integer(i64),
    Text(String),
}

#[derive(Clone, Serialize, Debug)]
struct Expected {
    states: FlowMap<IndexMap<String, String>>,
    verdicts: IndexMap<String, String>,
}

/// A course as a scenario that expects of every act what became of it. It replays: the same verdicts, the same states.
#[must_use]
pub fn scenario(system: &System, course: &Course, about: &About) -> ScenarioFile {
    // A system that watches its machines has a file, which says what they are.
    let named = system.observer.is_some();
    let machines = system.machines.iter().filter_map(|machine| {
        let names = |list: &[usize]| {
            list.iter().filter_map(|ix| system.machines.get(*ix)).map(|machine| machine.name.clone()).collect()
        };
        let watches = machine.watches.iter().map(|(name, list)| (name.clone(), FlowSeq(names(list)))).collect();
        let editions = system.procedures.get(machine.procedure);
        let procedure = editions.map_or("", |editions| editions.name()).to_owned();
        // Where the law is contested a course was made under one reading of it.
        let contested = editions.and_then(|editions| editions.contested().first());
        let applies_by = contested.map(|first| machine.applies_by.unwrap_or(first.by).word());
        let file = match (named, applies_by) {
            (true, None) => return None,
            (true, _) => MachineFile { procedure: None, applies_by, watches: IndexMap::new() },
            (false, _) => MachineFile { procedure: Some(procedure), applies_by, watches },
        };
        Some((machine.name.clone(), file))
    });
    let ids = event_ids(system, course);
    let events = course.moves().iter().zip(&ids).map(|(one, id)| event(system, course, one, id));
    let mut drive = Drive::new(system);
    let outcomes = drive.run(course, &mut ()).ok();
    let expect = outcomes.map(|outcomes| {
        let word = |outcome: &Outcome| outcome.verdict.word().to_owned();
        let told = |outcome: &&Outcome| outcome.verdict != Verdict::Undetermined;
        let verdicts = ids.iter().zip(&outcomes).filter(|(_, outcome)| told(outcome));
        let touched = |ix: &usize| course.moves().iter().any(|one| one.machine == *ix);
        let states = (0..system.machines.len()).filter(touched).map(|ix| {
            let state = drive.procedure(ix).state(drive.case(ix).state()).name.clone();
            (system.machines.get(ix).map(|machine| machine.name.clone()).unwrap_or_default(), state)
        });
        Expected {
            states: FlowMap(states.collect()),
            verdicts: verdicts.map(|(id, outcome)| (id.clone(), word(outcome))).collect(),
        }
    });
    let last = course.moves().last().map(|last| last.on.day);
    let until = course.until().map(|until| until.day).filter(|until| Some(*until) != last);
    let title = [("en", Some(about.title.en.clone())), ("fr", about.title.fr.clone())];
    ScenarioFile {
        scenario: about.name.clone(),
        title: title.into_iter().filter_map(|(lang, text)| Some((lang, text?))).collect(),
        as_of: until.map(|day| day.to_string()),
        system: named.then(|| system.name.clone()),
        machines: machines.collect(),
        events: events.collect(),
        expect,
    }
}

/// The scenario as a file.
///
/// # Errors
/// It cannot be written as YAML; none of its values is known to be of that kind.
pub fn yaml(scenario: &ScenarioFile, about: &About) -> Result<String, String> {
    let mut options = SerializerOptions::default();
    (options.yaml_12, options.no_lang_directive) = (true, true);
    options.compact_list_indent = false;
    let text = serde_yaml::to_string_with_options(scenario, options).map_err(|error| error.to_string())?;
    let remarks: String = about.remarks.iter().map(|line| format!("# {line}\n")).collect();
    Ok(format!("{remarks}{text}"))
}

/// The scenario as one line of JSON, which is YAML too.
#[must_use]
pub fn json(scenario: &ScenarioFile) -> serde_json::Value {
    serde_json::to_value(scenario).unwrap_or_default()
}

/// A name for each act: its own, with a number where it is done again.
fn event_ids(system: &System, course: &Course) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(course.len());
    let several = system.machines.len() > 1;
    for one in course.moves() {
        let act = procedure_of(system, one).act(one.act).name.replace('_', "-");
        let machine = system.machines.get(one.machine).filter(|_| several);
        let base = machine.map_or(act.clone(), |machine| format!("{}-{act}", machine.name.replace('_', "-")));
        let numbered = (2..).map(|n: usize| format!("{base}-{n}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|id| !ids.contains(id));
        ids.push(free.unwrap_or(base));
    }
    ids
}

fn procedure_of<'s>(system: &'s System, one: &Move) -> &'s Procedure {
    system.editions(one.machine).get(one.edition)
}

fn event(system: &System, course: &Course, one: &Move, id: &str) -> EventFile {
    let procedure = procedure_of(system, one);
    let act = procedure.act(one.act);
    // What the procedure takes for granted need not be said.
    let said = act.details.iter().zip(course.details(one)).filter(|(field, value)| field.default != Some(**value));
    let written = said.filter_map(|(field, value)| {
        // Left out, it would be taken for its default.
        let left_out = || field.default.map(|_| DetailFile::Text("unknown".to_owned()));
        let value = detail(procedure, &field.ty, *value).or_else(left_out)?;
        Some((field.name.clone(), value))
    });
    let details: IndexMap<String, DetailFile> = written.collect();
    let obvious = act.by.as_slice() == [one.by];
    EventFile {
        id: id.to_owned(),
        on: one.on.to_string(),
        machine: system.machines.get(one.machine).map(|machine| machine.name.clone()).unwrap_or_default(),
        act: act.name.clone(),
        by: (!obvious).then(|| procedure.role(one.by).name.clone()),
        details: (!details.is_empty()).then_some(FlowMap(details)),
        sources: FlowSeq(["hypothesis"]),
        certainty: "assumed",
    }
}

/// A detail as it is written in YAML; nothing where it is left out.
#[must_use]
pub fn detail_text(procedure: &Procedure, ty: &Type, value: Value) -> Option<String> {
    Some(match detail(procedure, ty, value)? {
        DetailFile::Boolean(truth) => truth.to_string(),
        DetailFile::Integer(number) => number.to_string(),
        DetailFile::Text(text) => serde_json::Value::String(text).to_string(),
    })
}

/// A detail as it is written; nothing where it is left out.
fn detail(procedure: &Procedure, ty: &Type, value: Value) -> Option<DetailFile> {
    Some(match value {
        Value::Boolean(truth) => DetailFile::Boolean(truth),
        Value::Integer(number) => DetailFile::Integer(number),
        Value::Text(id) => {
            let known = usize::try_from(id.0).ok().and_then(|id| procedure.texts().get(id));
            DetailFile::Text(known.cloned().unwrap_or_else(|| SOME_TEXT.to_owned()))
        }
        Value::Word(index) => match ty {
            Type::Word(words) => DetailFile::Text(words.names().get(usize::from(index))?.clone()),
            _ => return None,
        },
        Value::Date(stamp) => DetailFile::Text(stamp.to_string()),
        Value::Time(minute, _) => DetailFile::Text(format!("{:02}:{:02}", minute / 60, minute % 60)),
        Value::Period(period) => DetailFile::Text(period.to_string()),
        Value::Duration(duration) => DetailFile::Text(duration.to_string()),
        Value::Unknown | Value::Moment(_) | Value::State(_) | Value::Role(_) => return None,
    })
}
