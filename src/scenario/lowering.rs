//! The work in progress of checking a scenario: what is known so far, and names looked up in it.

use super::facts::Unknowns;
use super::model::{Certainty, Event, Source, SourceIx, UnknownIx, What, When};
use crate::calendar::{Day, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};
use crate::procedure::{Editions, TextIds};
use crate::syntax::scenario::ScenarioFile;
use crate::syntax::{Located, OneOrMany};
use crate::system::{Machine, MachineIx};
use crate::value::{TextId, Type, Value};

pub(super) struct Lowering<'f, 'd> {
    pub file: &'f ScenarioFile,
    /// The file whose own faults are reported; what it inherits was checked where it stands.
    pub own: FileId,
    pub diagnostics: &'d mut Diagnostics,
    pub sources: Vec<Source>,
    pub cited: Vec<bool>,
    /// The scenario's declared unknowns, once a fact has given them a type.
    pub shared: Vec<(String, Type, Shared)>,
    pub unknowns: Unknowns,
    pub texts: Vec<String>,
}

#[derive(Clone, Copy)]
pub(super) enum Shared {
    Value(Value),
    Unknown(UnknownIx),
}

impl TextIds for Vec<String> {
    fn text_id(&mut self, text: &str) -> TextId {
        let at = self.iter().position(|t| t == text).unwrap_or_else(|| {
            self.push(text.to_owned());
            self.len() - 1
        });
        TextId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

impl Lowering<'_, '_> {
    pub(super) fn is_own(&self, span: Span) -> bool {
        span.file == self.own
    }

    pub(super) fn day(&mut self, text: &Located<String>) -> Option<Day> {
        super::facts::stamp(text, self.diagnostics).map(|s| s.day)
    }

    pub(super) fn unknown<'n>(&mut self, what: &str, name: &Located<String>, known: impl Iterator<Item = &'n str>) {
        self.diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known),
        );
    }

    pub(super) fn cite(&mut self, names: Option<&OneOrMany<Located<String>>>) -> Vec<SourceIx> {
        names
            .into_iter()
            .flatten()
            .filter_map(|name| cite(&self.sources, &mut self.cited, name, self.diagnostics))
            .collect()
    }

    pub(super) fn machine(&mut self, name: &Located<String>, machines: &[Machine]) -> Option<MachineIx> {
        let found = machines.iter().position(|m| m.name == name.value);
        if found.is_none() {
            self.unknown("machine", name, machines.iter().map(|m| m.name.as_str()));
        }
        found
    }

    pub(super) fn state(&mut self, name: &Located<String>, editions: &Editions) -> Option<What> {
        let resolved: Vec<_> = editions.all().iter().map(|p| p.state_named(name)).collect();
        if resolved.iter().all(Option::is_none) {
            self.unknown("state", name, editions.all().iter().flat_map(|p| p.states().map(|(_, s)| s.name.as_str())));
            return None;
        }
        Some(What::Is { name: name.value.clone(), resolved })
    }

    pub(super) fn stamps(&self, event: &Event) -> Vec<Stamp> {
        match event.on {
            When::At(stamp) => vec![stamp],
            When::OneOf(unknown) => self.unknowns.all[unknown]
                .candidates
                .iter()
                .filter_map(|c| match c.value {
                    Value::Date(stamp) => Some(stamp),
                    _ => None,
                })
                .collect(),
        }
    }

    pub(super) fn deadline_name(&mut self, name: &Located<String>, editions: &Editions) -> Option<()> {
        if editions.all().iter().any(|p| p.deadline_named(name).is_some()) {
            return Some(());
        }
        self.unknown("deadline", name, editions.all().iter().flat_map(|p| p.deadlines().map(|(_, d)| d.name.as_str())));
        None
    }
}

pub(super) fn cite(
    sources: &[Source],
    cited: &mut [bool],
    name: &Located<String>,
    diagnostics: &mut Diagnostics,
) -> Option<SourceIx> {
    let found = sources.iter().position(|s| s.name == name.value);
    match found {
        Some(index) => cited[index] = true,
        None => diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown source `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, sources.iter().map(|s| s.name.as_str())),
        ),
    }
    found
}

pub(super) fn certainty(word: Option<&Located<String>>) -> Certainty {
    match word.map(|w| w.value.as_str()) {
        Some("inferred") => Certainty::Inferred,
        Some("assumed") => Certainty::Assumed,
        _ => Certainty::Attested,
    }
}

pub(super) fn key(stamp: &Stamp) -> (Day, crate::calendar::Minute) {
    (stamp.day, stamp.earliest())
}

pub(super) fn plain(value: Value) -> String {
    match value {
        Value::Integer(n) => n.to_string(),
        Value::Period(p) => p.to_string(),
        Value::Duration(d) => d.to_string(),
        Value::Date(s) => s.to_string(),
        _ => String::new(),
    }
}
