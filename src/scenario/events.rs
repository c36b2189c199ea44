//! Events: what happened, resolved against every edition of the procedure.

use super::facts::{DateFact, DetailFact, date_fact, detail_fact};
use super::lowering::{Lowering, Shared, certainty, cite, plain};
use super::model::{Event, Given, MachineIx, Resolved, What, When};
use crate::calendar::{Day, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::procedure::{AppliesBy, Editions, Procedure, TextIds};
use crate::syntax::scenario::EventSyntax;
use crate::syntax::{Located, ReadingsSyntax, UncertainSyntax};
use crate::text::Text;
use crate::value::{Type, Value};

impl Lowering<'_, '_> {
    #[expect(
        clippy::type_complexity,
        reason = "an event, and the bounds of its date that the order of events must complete"
    )]
    pub(super) fn event(
        &mut self,
        syntax: &EventSyntax,
        machine: MachineIx,
        editions: &Editions,
        first: Option<When>,
    ) -> Option<(Event, Option<(Option<Stamp>, Option<Stamp>)>)> {
        let id = syntax.id.as_ref()?;
        let sources = self.cite(syntax.sources.as_ref());
        let fact = date_fact(
            &syntax.on,
            &mut |name, diagnostics| cite(&self.sources, &mut self.cited, name, diagnostics),
            self.diagnostics,
        )?;
        let (fact, lasted_until) = fact;
        let mut bounds = None;
        let on = match fact {
            DateFact::At(stamp) => When::At(stamp),
            DateFact::Between(low, high) => {
                bounds = Some((low, high));
                When::OneOf(self.unknowns.add(format!("{}.on", id.value), Vec::new(), Vec::new(), syntax.on.span()))
            }
            DateFact::Candidates(candidates, readings) => {
                self.unknowns.when(format!("{}.on", id.value), candidates, readings, syntax.on.span())
            }
            DateFact::Shared(name) => match self.shared(&name, &Type::Date)? {
                Shared::Value(Value::Date(stamp)) => When::At(stamp),
                Shared::Value(_) => return None,
                Shared::Unknown(unknown) => When::OneOf(unknown),
            },
        };
        let unsourced = syntax.sources.as_ref().is_none_or(|sources| sources.is_empty());
        if unsourced
            && !matches!(syntax.on, UncertainSyntax::Readings(_))
            && syntax.certainty.as_ref().is_none_or(|c| c.value == "attested")
        {
            self.diagnostics.push(
                Diagnostic::new(Code::E004, format!("the event `{}` names no source", id.value))
                    .at(id.span, "who says so?")
                    .help("add `sources: […]`, or `certainty: assumed`, or `sources: [hypothesis]`"),
            );
        }
        let what = match (&syntax.act, &syntax.is) {
            (Some(act), _) => {
                // Under the text of the first act all that follow are judged, whatever is in force later.
                let stays = editions.get(0).applies_by() == AppliesBy::FirstAct && editions.contested().is_empty();
                self.act(syntax, id, act, editions, first.filter(|_| stays).unwrap_or(on))?
            }
            (None, Some(state)) => self.state(state, editions)?,
            (None, None) => return None,
        };
        let event = Event {
            id: id.value.clone(),
            machine,
            on,
            lasted_until,
            what,
            sources,
            certainty: certainty(syntax.certainty.as_ref()),
            note: syntax.note.as_ref().map(Text::from),
            span: syntax.act.as_ref().or(syntax.is.as_ref()).map_or(syntax.span, |w| w.span),
        };
        Some((event, bounds))
    }

    pub(super) fn act(
        &mut self,
        syntax: &EventSyntax,
        id: &Located<String>,
        name: &Located<String>,
        editions: &Editions,
        on: When,
    ) -> Option<What> {
        if editions.all().iter().all(|p| p.act_named(name).is_none()) {
            self.unknown("act", name, editions.all().iter().flat_map(|p| p.acts().map(|(_, a)| a.name.as_str())));
            return None;
        }
        // Of bounds that the order of events must complete first, no days are known yet.
        let days: Vec<Day> = match on {
            When::At(stamp) => vec![stamp.day],
            When::OneOf(unknown) => {
                self.unknowns.all[unknown].candidates.iter().filter_map(|c| day_of(c.value)).collect()
            }
        };
        let mut resolved = Vec::new();
        let mut given: Vec<(String, Type, Given)> = Vec::new();
        for procedure in editions.all() {
            // An edition that does not govern the act is only resolved where that is possible without a fault.
            let governs = days.is_empty() || days.iter().any(|d| procedure.in_force(*d)) || editions.all().len() == 1;
            let Some(act) = procedure.act_named(name) else {
                resolved.push(None);
                continue;
            };
            let mut ignored = Diagnostics::new();
            let mut silent = std::mem::take(self.diagnostics);
            let result = self.resolve(syntax, id, procedure, act, &mut given);
            std::mem::swap(self.diagnostics, &mut silent);
            std::mem::swap(&mut ignored, &mut silent);
            if governs {
                for diagnostic in ignored.iter() {
                    self.diagnostics.push(diagnostic.clone());
                }
            }
            resolved.push(result);
        }
        Some(What::Act { name: name.value.clone(), resolved })
    }

    pub(super) fn resolve(
        &mut self,
        syntax: &EventSyntax,
        id: &Located<String>,
        procedure: &Procedure,
        act: crate::ids::ActId,
        given: &mut Vec<(String, Type, Given)>,
    ) -> Option<Resolved> {
        let rule = procedure.act(act);
        let by = match (&syntax.by, &rule.by[..]) {
            (Some(name), _) => match procedure.role_named(name) {
                Some(role) => Given::Known(Value::Role(role)),
                None => {
                    self.unknown("role", name, procedure.roles().map(|(_, r)| r.name.as_str()));
                    return None;
                }
            },
            (None, [only]) => Given::Known(Value::Role(*only)),
            (None, several) => {
                let names: Vec<String> = several.iter().map(|r| format!("`{}`", procedure.role(*r).name)).collect();
                self.diagnostics.push(
                    Diagnostic::new(Code::E403, format!("who did `{}`?", rule.name))
                        .at(syntax.act.as_ref().map_or(syntax.span, |a| a.span), "no `by`")
                        .help(format!("add `by:` with {}", names.join(" or "))),
                );
                return None;
            }
        };
        for (name, _) in &syntax.details {
            if !rule.details.iter().any(|d| d.name == name.value) {
                self.diagnostics.push(
                    Diagnostic::new(Code::E403, format!("the act `{}` has no detail `{}`", rule.name, name.value))
                        .at(name.span, "")
                        .did_you_mean(name, rule.details.iter().map(|d| d.name.as_str())),
                );
            }
        }
        let mut details = Vec::new();
        for field in &rule.details {
            let Some(written) = syntax.details.lookup(&field.name) else {
                if let Some(default) = field.default {
                    details.push(Given::Known(self.own_text(default, procedure)));
                } else {
                    if !field.optional {
                        self.diagnostics.push(
                            Diagnostic::new(Code::E403, format!("`{}` needs the detail `{}`", rule.name, field.name))
                                .at(
                                    syntax.act.as_ref().map_or(syntax.span, |a| a.span),
                                    format!("of type {}", field.ty.name()),
                                )
                                .help(format!(
                                    "add `{}:`, or `{}: unknown` if no source tells",
                                    field.name, field.name
                                )),
                        );
                    }
                    details.push(Given::Known(Value::Unknown));
                }
                continue;
            };
            if let Some((_, _, known)) = given.iter().find(|(n, ty, _)| *n == field.name && *ty == field.ty) {
                details.push(*known);
                continue;
            }
            let value = self.detail(id, field, written)?;
            given.push((field.name.clone(), field.ty.clone(), value));
            details.push(value);
        }
        Some(Resolved { act, by, details })
    }

    /// A default of type text, by the scenario's number for it.
    pub(super) fn own_text(&mut self, value: Value, procedure: &Procedure) -> Value {
        match value {
            Value::Text(id) => {
                let text = procedure.vocabulary.texts.get(id.0 as usize).cloned().unwrap_or_default();
                Value::Text(self.texts.text_id(&text))
            }
            other => other,
        }
    }

    pub(super) fn detail(
        &mut self,
        id: &Located<String>,
        field: &crate::procedure::Field,
        written: &UncertainSyntax,
    ) -> Option<Given> {
        let fact = detail_fact(
            &field.name,
            written,
            &field.ty,
            &mut self.texts,
            &mut |name, diagnostics| cite(&self.sources, &mut self.cited, name, diagnostics),
            self.diagnostics,
        )?;
        let given = match fact {
            DetailFact::Known(value) => Given::Known(value),
            DetailFact::Candidates(candidates, readings) => {
                self.unknowns.given(format!("{}.{}", id.value, field.name), candidates, readings, written.span())
            }
            DetailFact::Shared(name) => match self.shared(&name, &field.ty)? {
                Shared::Value(value) => Given::Known(value),
                Shared::Unknown(unknown) => Given::OneOf(unknown),
            },
        };
        let values: Vec<Value> = match given {
            Given::Known(value) => vec![value],
            Given::OneOf(unknown) => self.unknowns.all[unknown].candidates.iter().map(|c| c.value).collect(),
        };
        if let Some((low, high)) = field.between
            && !values.iter().any(|v| field.allows(*v))
        {
            self.diagnostics.push(
                Diagnostic::new(Code::E403, format!("`{}` is outside what the procedure can express", field.name))
                    .at(written.span(), format!("from {} to {}", plain(low), plain(high))),
            );
        }
        Some(given)
    }

    /// One of the scenario's own unknowns, of the type that its first use gives it.
    pub(super) fn shared(&mut self, name: &Located<String>, ty: &Type) -> Option<Shared> {
        let file = self.file;
        if let Some((_, first, shared)) = self.shared.iter().find(|(n, ..)| *n == name.value) {
            let shared = *shared;
            if first != ty {
                let message = format!("`{}` is of type {} elsewhere", name.value, first.name());
                self.diagnostics
                    .push(Diagnostic::new(Code::E403, message).at(name.span, format!("used here as {}", ty.name())));
                return None;
            }
            if let Shared::Unknown(unknown) = shared {
                self.unknowns.all[unknown].uses += 1;
            }
            return Some(shared);
        }
        let Some(syntax) = file.unknowns.lookup(name) else {
            self.unknown("unknown", name, file.unknowns.names());
            return None;
        };
        let fact = detail_fact(
            name,
            syntax,
            ty,
            &mut self.texts,
            &mut |name, diagnostics| cite(&self.sources, &mut self.cited, name, diagnostics),
            self.diagnostics,
        )?;
        let shared = match fact {
            DetailFact::Known(value) if *ty == Type::Date && value.is_unknown() => {
                self.diagnostics.push(
                    Diagnostic::new(Code::E004, format!("the unknown `{}` needs bounds or readings", name.value))
                        .at(syntax.span(), "a date that several facts share")
                        .help("write `{ not_before: …, not_after: … }`"),
                );
                return None;
            }
            DetailFact::Known(value) => Shared::Value(value),
            DetailFact::Candidates(candidates, readings) => {
                let unknown = self.unknowns.add(name.value.clone(), candidates, readings, syntax.span());
                if let UncertainSyntax::Readings(ReadingsSyntax { en: Some(en), fr, .. }) = syntax {
                    self.unknowns.all[unknown].label = Some(Text::label(name, Some(en), fr.as_ref()));
                }
                Shared::Unknown(unknown)
            }
            DetailFact::Shared(other) => {
                self.diagnostics.push(
                    Diagnostic::new(Code::E009, "an unknown cannot be the same as another")
                        .at(other.span, "say what is known of it"),
                );
                return None;
            }
        };
        self.shared.push((name.value.clone(), ty.clone(), shared));
        Some(shared)
    }
}

fn day_of(value: Value) -> Option<Day> {
    match value {
        Value::Date(stamp) => Some(stamp.day),
        _ => None,
    }
}
