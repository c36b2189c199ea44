//! Claims, notes and expectations.

use super::facts::around;
use super::lowering::{Lowering, certainty};
use super::model::{Claim, Claimed, Event, Expectation, Machine, MachineIx, Note};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::procedure::Editions;
use crate::syntax::Located;
use crate::system::Observer;
use crate::text::Text;

/// What expectations may be about.
#[derive(Clone, Copy)]
pub(super) struct Known<'k, 'a> {
    pub machines: &'k [Machine],
    pub procedures: &'k [&'a Editions],
    pub observer: Option<&'k Observer<'a>>,
}

impl<'a> Known<'_, 'a> {
    fn editions(&self, machine: MachineIx) -> Option<&'a Editions> {
        match self.machines.get(machine) {
            Some(machine) => self.procedures.get(machine.procedure).copied(),
            None => self.observer.map(|observer| observer.law),
        }
    }
}

impl Lowering<'_, '_> {
    pub(super) fn claims(&mut self, machines: &[Machine], procedures: &[&Editions]) -> Vec<Claim> {
        let file = self.file;
        let mut all = Vec::new();
        for (index, syntax) in file.claims.iter().enumerate() {
            let sources = self.cite(syntax.sources.as_ref());
            all.push(Claim {
                id: syntax.id.as_ref().map_or_else(|| format!("claim-{}", index + 1), |id| id.value.clone()),
                by: (&syntax.by).into(),
                on: syntax.on.as_ref().and_then(|on| around(on, self.diagnostics)),
                says: syntax.says.as_ref().map(Text::from),
                that: syntax
                    .that
                    .as_ref()
                    .and_then(|that| Some((that.value.clone(), self.claimed(that, machines, procedures)?))),
                sources,
                contradicted_by: syntax.contradicted_by.iter().flatten().map(|id| id.value.clone()).collect(),
                note: syntax.note.as_ref().map(Text::from),
            });
        }
        all
    }

    /// `MACHINE.DEADLINE == DATE` or `MACHINE.state == STATE`.
    pub(super) fn claimed(
        &mut self,
        that: &Located<String>,
        machines: &[Machine],
        procedures: &[&Editions],
    ) -> Option<Claimed> {
        let Some(((machine, field), value)) =
            that.split_once("==").and_then(|(left, right)| Some((left.trim().rsplit_once('.')?, right.trim())))
        else {
            self.diagnostics.push(
                Diagnostic::new(Code::E110, "this claim cannot be read")
                    .at(that.span, "")
                    .help("write `MACHINE.DEADLINE == DATE` or `MACHINE.state == STATE`"),
            );
            return None;
        };
        let machine = self.machine(&Located::new(machine.to_owned(), that.span), machines)?;
        let editions = procedures[machines[machine].procedure];
        let value = Located::new(value.to_owned(), that.span);
        if field == "state" {
            self.state(&value, editions)?;
            return Some(Claimed::State { machine, state: value.value });
        }
        self.deadline_name(&Located::new(field.to_owned(), that.span), editions)?;
        Some(Claimed::Deadline { machine, deadline: field.to_owned(), day: self.day(&value)? })
    }

    pub(super) fn notes(&mut self, machines: &[Machine]) -> Vec<Note> {
        let file = self.file;
        let mut all = Vec::new();
        for (index, syntax) in file.notes.iter().enumerate() {
            let sources = self.cite(syntax.sources.as_ref());
            let about = syntax.about.iter().flatten().filter_map(|m| self.machine(m, machines)).collect();
            let Some(on) = around(&syntax.on, self.diagnostics) else { continue };
            all.push(Note {
                id: syntax.id.as_ref().map_or_else(|| format!("note-{}", index + 1), |id| id.value.clone()),
                on,
                about,
                text: (&syntax.text).into(),
                sources,
                certainty: certainty(syntax.certainty.as_ref()),
            });
        }
        all
    }

    /// What contradicts a claim must exist; an inherited claim may have lost it to a change.
    pub(super) fn references(&mut self, claims: &[Claim]) {
        let file = self.file;
        let ids: Vec<&str> = (file.events.iter().filter_map(|e| e.id.as_ref()))
            .chain(file.notes.iter().filter_map(|n| n.id.as_ref()))
            .chain(file.claims.iter().filter_map(|c| c.id.as_ref()))
            .map(|id| id.value.as_str())
            .chain(claims.iter().map(|c| c.id.as_str()))
            .collect();
        for claim in &file.claims {
            for id in claim.contradicted_by.iter().flatten() {
                // An event for several machines is meant as a whole by its own id.
                let parts = format!("{}.", id.value);
                let known = ids.iter().any(|i| *i == id.value || i.starts_with(&parts));
                if !known && self.is_own(id.span) {
                    self.unknown("event, note or claim", id, ids.iter().copied());
                }
            }
        }
    }

    pub(super) fn expectations(&mut self, known: &Known, events: &[Event]) -> Vec<(Expectation, Span)> {
        let (file, machines, procedures) = (self.file, known.machines, known.procedures);
        let Some(expect) = &file.expect else { return Vec::new() };
        let mut all = Vec::new();
        for (name, state) in &expect.states {
            let Some(machine) = self.machine(name, machines) else { continue };
            if self.state(state, procedures[machines[machine].procedure]).is_some() {
                all.push((Expectation::State(machine, state.value.clone()), state.span));
            }
        }
        for (id, verdict) in &expect.verdicts {
            if let Some(event) = self.event_named(id, events) {
                all.push((Expectation::Verdict(event, verdict.value.clone()), verdict.span));
            }
        }
        for (id, refusal) in &expect.refusals {
            if let Some(event) = self.event_named(id, events) {
                all.push((Expectation::Refusal(event, refusal.value.clone()), refusal.span));
            }
        }
        for (name, day) in &expect.deadlines {
            let Some((machine, deadline)) = self.part(name, machines) else { continue };
            let editions = procedures[machines[machine].procedure];
            if self.deadline_name(&Located::new(deadline.clone(), name.span), editions).is_none() {
                continue;
            }
            if let Some(expected) = self.day(day) {
                all.push((Expectation::Deadline(machine, deadline, expected), day.span));
            }
        }
        for (name, word) in &expect.duties {
            let Some((machine, duty)) = self.part(name, machines) else { continue };
            let editions = procedures[machines[machine].procedure];
            let names: Vec<&str> =
                editions.all().iter().flat_map(|p| p.duties().map(|(_, d)| d.name.as_str())).collect();
            if names.contains(&duty.as_str()) {
                all.push((Expectation::Duty(machine, duty, word.value.clone()), word.span));
            } else {
                self.unknown("duty", &Located::new(duty, name.span), names.into_iter());
            }
        }
        for (name, word) in &expect.properties {
            if let Some((machine, property)) = self.property(name, known) {
                all.push((Expectation::Property(machine, property, word.value.clone()), word.span));
            }
        }
        all
    }

    /// `MACHINE.PROPERTY`, or a property of the system by its name alone.
    fn property(&mut self, name: &Located<String>, known: &Known) -> Option<(MachineIx, String)> {
        let alone = known.observer.is_some() && !name.contains('.');
        let (machine, property) =
            if alone { (known.machines.len(), name.value.clone()) } else { self.part(name, known.machines)? };
        let editions = known.editions(machine)?;
        let names: Vec<&str> =
            editions.all().iter().flat_map(|p| p.properties().map(|(_, rule)| rule.name.as_str())).collect();
        if names.contains(&property.as_str()) {
            return Some((machine, property));
        }
        self.unknown("property", &Located::new(property, name.span), names.into_iter());
        None
    }

    pub(super) fn event_named(&mut self, id: &Located<String>, events: &[Event]) -> Option<usize> {
        let found = events.iter().position(|e| e.id == id.value);
        if found.is_none() {
            self.unknown("event", id, events.iter().map(|e| e.id.as_str()));
        }
        found
    }

    /// `MACHINE.PART`
    pub(super) fn part(&mut self, name: &Located<String>, machines: &[Machine]) -> Option<(MachineIx, String)> {
        let Some((machine, part)) = name.rsplit_once('.') else {
            self.diagnostics.push(
                Diagnostic::new(Code::E006, format!("`{}` does not say of which machine", name.value))
                    .at(name.span, "")
                    .help("write `MACHINE.NAME`"),
            );
            return None;
        };
        let machine = self.machine(&Located::new(machine.to_owned(), name.span), machines)?;
        Some((machine, part.to_owned()))
    }
}
