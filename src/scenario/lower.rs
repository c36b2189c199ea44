//! From a scenario as written, its changes made, to a checked one.

use super::facts::{DateFact, DetailFact, Unknowns, around, date_fact, days_between, detail_fact, published};
use super::model::{
    Candidate, Certainty, Claim, Claimed, Event, Expectation, Given, Machine, MachineIx, Note, Resolved, Scenario,
    Source, SourceIx, UnknownIx, What, When,
};
use crate::calendar::{Day, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};
use crate::procedure::{Editions, Procedure, TextIds};
use crate::syntax::scenario::{EventSyntax, ScenarioFile};
use crate::syntax::{Located, OneOrMany, ReadingsSyntax, UncertainSyntax};
use crate::text::Text;
use crate::value::{TextId, Type, Value};

/// How many events a scenario may have.
const MAX_EVENTS: usize = 10_000;
/// The source that stands for the author's own assumption.
const HYPOTHESIS: &str = "hypothesis";

/// Finds a procedure by the name that a scenario gives.
pub type ProcedureSource<'f, 'a> = &'f dyn Fn(&str) -> Option<&'a Editions>;

/// Checks a scenario and builds it. `file` has been expanded, and merged with what it extends.
///
/// Everything found wrong goes to `diagnostics`; the scenario is returned if there was no error.
pub fn lower<'a>(
    file: &ScenarioFile,
    procedures: ProcedureSource<'_, 'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Scenario<'a>> {
    let before = diagnostics.errors();
    let lowering = Lowering {
        file,
        own: file.scenario.span.file,
        diagnostics,
        sources: Vec::new(),
        cited: Vec::new(),
        shared: Vec::new(),
        unknowns: Unknowns::default(),
        texts: Vec::new(),
    };
    let (scenario, errors) = lowering.run(procedures)?;
    (errors == before).then_some(scenario)
}

struct Lowering<'f, 'd> {
    file: &'f ScenarioFile,
    /// The file whose own faults are reported; what it inherits was checked where it stands.
    own: FileId,
    diagnostics: &'d mut Diagnostics,
    sources: Vec<Source>,
    cited: Vec<bool>,
    /// The scenario's declared unknowns, once a fact has given them a type.
    shared: Vec<(String, Type, Shared)>,
    unknowns: Unknowns,
    texts: Vec<String>,
}

#[derive(Clone, Copy)]
enum Shared {
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

impl<'f> Lowering<'f, '_> {
    fn run<'a>(mut self, find: ProcedureSource<'_, 'a>) -> Option<(Scenario<'a>, usize)> {
        let (file, before) = (self.file, self.diagnostics.errors());
        if file.events.len() > MAX_EVENTS {
            self.diagnostics.push(
                Diagnostic::new(Code::E007, format!("a scenario has at most {MAX_EVENTS} events"))
                    .at(file.scenario.span, format!("this one has {}", file.events.len())),
            );
            return None;
        }
        self.sources();
        let (procedures, machines) = self.machines(find)?;
        // Texts that procedures mention come first, so that equal texts have equal numbers everywhere.
        for editions in &procedures {
            for procedure in editions.all() {
                for text in &procedure.vocabulary.texts {
                    self.texts.text_id(text);
                }
            }
        }
        let as_of = file.as_of.as_ref().and_then(|d| self.day(d));
        let mut events = Vec::new();
        let mut open: Vec<(usize, Option<Stamp>, Option<Stamp>)> = Vec::new();
        self.distinct_ids();
        for syntax in &file.events {
            let machine = syntax.machine.first().and_then(|name| self.machine(name, &machines));
            let Some(machine) = machine else { continue };
            let editions = procedures[machines[machine].procedure];
            if let Some((event, bounds)) = self.event(syntax, machine, editions) {
                if let Some((low, high)) = bounds {
                    open.push((events.len(), low, high));
                }
                events.push(event);
            }
        }
        self.bound(&mut events, &open, &procedures, &machines, as_of);
        self.order(&events);
        self.detail_dates(&events, &procedures, &machines);
        self.source_dates(&events);
        let claims = self.claims(&machines, &procedures);
        let notes = self.notes(&machines);
        self.references(&claims);
        let expectations = self.expectations(&machines, &procedures, &events);
        let errors = self.diagnostics.errors();
        if errors == before {
            self.uncited();
        }
        let scenario = Scenario {
            name: file.scenario.value.clone(),
            title: (&file.title).into(),
            extends: file.extends.as_ref().map(|e| e.value.clone()),
            as_of,
            procedures,
            sources: self.sources,
            unknowns: self.unknowns.all,
            machines,
            events,
            claims,
            notes,
            expectations,
            texts: self.texts,
        };
        Some((scenario, errors))
    }

    fn is_own(&self, span: Span) -> bool {
        span.file == self.own
    }

    fn day(&mut self, text: &Located<String>) -> Option<Day> {
        super::facts::stamp(text, self.diagnostics).map(|s| s.day)
    }

    fn unknown<'n>(&mut self, what: &str, name: &Located<String>, known: impl Iterator<Item = &'n str>) {
        self.diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known),
        );
    }

    fn sources(&mut self) {
        for (name, syntax) in &self.file.sources {
            if name.value == HYPOTHESIS {
                self.diagnostics.push(
                    Diagnostic::new(Code::E102, "`hypothesis` is the author's own assumption")
                        .at(name.span, "choose another name"),
                );
            }
            self.sources.push(Source {
                name: name.value.clone(),
                publisher: (&syntax.publisher).into(),
                title: syntax.title.as_ref().map(Text::from),
                published: published(&syntax.date, self.diagnostics).unwrap_or_default(),
                file: syntax.file.as_ref().map(|f| f.value.clone()),
                url: syntax.url.as_ref().map(|u| u.value.clone()),
                note: syntax.note.as_ref().map(Text::from),
            });
        }
        self.sources.push(Source {
            name: HYPOTHESIS.into(),
            publisher: Text::default(),
            title: Some(Text { en: "hypothesis".into(), fr: Some("hypothèse".into()) }),
            published: super::model::Published::default(),
            file: None,
            url: None,
            note: None,
        });
        self.cited = vec![false; self.sources.len()];
    }

    fn cite(&mut self, names: Option<&OneOrMany<Located<String>>>) -> Vec<SourceIx> {
        names
            .into_iter()
            .flatten()
            .filter_map(|name| cite(&self.sources, &mut self.cited, name, self.diagnostics))
            .collect()
    }

    fn machines<'a>(&mut self, find: ProcedureSource<'_, 'a>) -> Option<(Vec<&'a Editions>, Vec<Machine>)> {
        let file = self.file;
        let mut procedures: Vec<&Editions> = Vec::new();
        let mut machines = Vec::new();
        let mut complete = true;
        for (name, syntax) in &file.machines {
            let Some(editions) = find(&syntax.procedure) else {
                complete = false;
                continue;
            };
            let known = procedures.iter().position(|p| std::ptr::eq(*p, editions));
            let procedure = known.unwrap_or_else(|| {
                procedures.push(editions);
                procedures.len() - 1
            });
            let role_names: Vec<&str> =
                editions.all().iter().flat_map(|p| p.roles().map(|(_, r)| r.name.as_str())).collect();
            let mut roles = Vec::new();
            for (role, who) in &syntax.roles {
                if !role_names.contains(&role.value.as_str()) {
                    self.unknown("role", role, role_names.iter().copied());
                }
                roles.push((role.value.clone(), who.value.clone()));
            }
            machines.push(Machine {
                name: name.value.clone(),
                label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
                procedure,
                roles,
                watches: Vec::new(),
            });
        }
        if !complete {
            return None;
        }
        for (index, (name, syntax)) in file.machines.iter().enumerate() {
            let watches = self.watches(name, syntax, procedures[machines[index].procedure], &procedures, &machines);
            machines[index].watches = watches;
        }
        self.watch_circles(&machines);
        Some((procedures, machines))
    }

    fn watches(
        &mut self,
        name: &Located<String>,
        syntax: &crate::syntax::scenario::MachineSyntax,
        editions: &Editions,
        procedures: &[&Editions],
        machines: &[Machine],
    ) -> Vec<(String, Vec<MachineIx>)> {
        let declared: Vec<(&str, bool, &str)> = editions
            .all()
            .iter()
            .flat_map(|p| p.watches().map(|(_, w)| (w.name.as_str(), w.each, w.procedure.as_str())))
            .collect();
        let mut all = Vec::new();
        for (watch, bound) in &syntax.watches {
            let Some((_, each, wanted)) = declared.iter().find(|(n, ..)| *n == watch.value) else {
                self.unknown("watch", watch, declared.iter().map(|(n, ..)| *n));
                continue;
            };
            if !each && bound.len() != 1 {
                self.diagnostics.push(
                    Diagnostic::new(Code::E005, format!("`{}` watches exactly one machine", watch.value))
                        .at(bound.span, ""),
                );
            }
            let mut found = Vec::new();
            for machine in bound {
                let Some(index) = self.machine(machine, machines) else { continue };
                let runs = procedures[machines[index].procedure].name();
                if runs != *wanted {
                    self.diagnostics.push(
                        Diagnostic::new(Code::E111, format!("`{}` watches machines of `{wanted}`", watch.value))
                            .at(machine.span, format!("this one runs `{runs}`")),
                    );
                }
                found.push(index);
            }
            all.push((watch.value.clone(), found));
        }
        for (watch, _, procedure) in declared {
            if !all.iter().any(|(n, _)| n == watch) && !syntax.watches.iter().any(|(n, _)| n.value == watch) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E004,
                        format!("the machine `{}` does not say what it watches as `{watch}`", name.value),
                    )
                    .at(name.span, "")
                    .help(format!("add `watches: {{ {watch}: … }}` with machines of `{procedure}`")),
                );
                all.push((watch.to_owned(), Vec::new()));
            }
        }
        all
    }

    /// A machine that watched itself, even through others, could not be judged before it was judged.
    fn watch_circles(&mut self, machines: &[Machine]) {
        let watched = |m: MachineIx| machines[m].watches.iter().flat_map(|(_, list)| list.iter().copied());
        for (index, (name, _)) in self.file.machines.iter().enumerate() {
            let mut seen = vec![false; machines.len()];
            let mut todo: Vec<MachineIx> = watched(index).collect();
            while let Some(next) = todo.pop() {
                if !std::mem::replace(&mut seen[next], true) {
                    todo.extend(watched(next));
                }
            }
            if seen[index] {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E009,
                        format!("the machine `{}` watches itself, if through others", name.value),
                    )
                    .at(name.span, ""),
                );
            }
        }
    }

    fn machine(&mut self, name: &Located<String>, machines: &[Machine]) -> Option<MachineIx> {
        let found = machines.iter().position(|m| m.name == name.value);
        if found.is_none() {
            self.unknown("machine", name, machines.iter().map(|m| m.name.as_str()));
        }
        found
    }

    fn distinct_ids(&mut self) {
        let file = self.file;
        let ids = (file.events.iter().filter_map(|e| e.id.as_ref()))
            .chain(file.claims.iter().filter_map(|c| c.id.as_ref()))
            .chain(file.notes.iter().filter_map(|n| n.id.as_ref()));
        let mut seen: Vec<&Located<String>> = Vec::new();
        for id in ids {
            match seen.iter().find(|s| s.value == id.value) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("the id `{}` is given twice", id.value))
                        .at(id.span, "")
                        .also(first.span, "first given here"),
                ),
                None => seen.push(id),
            }
        }
    }

    #[expect(
        clippy::type_complexity,
        reason = "an event, and the bounds of its date that the order of events must complete"
    )]
    fn event(
        &mut self,
        syntax: &EventSyntax,
        machine: MachineIx,
        editions: &Editions,
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
            (Some(act), _) => self.act(syntax, id, act, editions, on)?,
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

    fn state(&mut self, name: &Located<String>, editions: &Editions) -> Option<What> {
        let resolved: Vec<_> = editions.all().iter().map(|p| p.state_named(name)).collect();
        if resolved.iter().all(Option::is_none) {
            self.unknown("state", name, editions.all().iter().flat_map(|p| p.states().map(|(_, s)| s.name.as_str())));
            return None;
        }
        Some(What::Is { name: name.value.clone(), resolved })
    }

    fn act(
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
        let days: Vec<Day> = match on {
            When::At(stamp) => vec![stamp.day],
            When::OneOf(_) => Vec::new(),
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

    fn resolve(
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
    fn own_text(&mut self, value: Value, procedure: &Procedure) -> Value {
        match value {
            Value::Text(id) => {
                let text = procedure.vocabulary.texts.get(id.0 as usize).cloned().unwrap_or_default();
                Value::Text(self.texts.text_id(&text))
            }
            other => other,
        }
    }

    fn detail(
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
    fn shared(&mut self, name: &Located<String>, ty: &Type) -> Option<Shared> {
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

    /// Completes open dates by the order of one machine's events.
    fn bound(
        &mut self,
        events: &mut [Event],
        open: &[(usize, Option<Stamp>, Option<Stamp>)],
        procedures: &[&Editions],
        machines: &[Machine],
        as_of: Option<Day>,
    ) {
        let horizon = (events.iter())
            .flat_map(|e| self.stamps(e))
            .chain(open.iter().flat_map(|(_, low, high)| low.iter().chain(high).copied()))
            .map(|s| s.day)
            .chain(as_of)
            .max();
        // Known bounds of every event, so that a run of open dates is bounded by what stands around it.
        let mut known: Vec<(Option<Stamp>, Option<Stamp>)> = events
            .iter()
            .map(|e| {
                let stamps = self.stamps(e);
                (stamps.iter().min_by_key(|s| key(s)).copied(), stamps.iter().max_by_key(|s| key(s)).copied())
            })
            .collect();
        for (index, low, high) in open {
            known[*index] = (*low, *high);
        }
        for (index, low, high) in open {
            let machine = events[*index].machine;
            let before =
                (0..*index).filter(|i| events[*i].machine == machine).filter_map(|i| known[i].0.or(known[i].1));
            let after = (*index + 1..events.len())
                .filter(|i| events[*i].machine == machine)
                .filter_map(|i| known[i].1.or(known[i].0));
            let first_day = procedures[machines[machine].procedure].get(0).edition();
            let lowest = before.max_by_key(key).map(|s| Stamp::of_day(s.day));
            let highest = after.min_by_key(key).map(|s| Stamp::of_day(s.day));
            let low = low.or(lowest).unwrap_or(Stamp::of_day(first_day));
            let high = high.or(highest).or(horizon.map(Stamp::of_day)).unwrap_or(low);
            let high = if high.day < low.day { low } else { high };
            let When::OneOf(unknown) = events[*index].on else { continue };
            let span = self.unknowns.all[unknown].span;
            let stamps = days_between(low, high, span, self.diagnostics).unwrap_or_else(|| vec![low]);
            self.unknowns.all[unknown].candidates =
                stamps.iter().map(|s| Candidate { value: Value::Date(*s), reading: None }).collect();
            known[*index] = (Some(low), Some(high));
            if let [only] = stamps[..] {
                events[*index].on = When::At(only);
            }
        }
    }

    fn stamps(&self, event: &Event) -> Vec<Stamp> {
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

    /// The file order of one machine's events is asserted fact.
    fn order(&mut self, events: &[Event]) {
        for (index, event) in events.iter().enumerate() {
            let earliest = |e: &Event| self.stamps(e).into_iter().min_by_key(key);
            let latest = |e: &Event| self.stamps(e).into_iter().max_by_key(|s| (s.day, s.latest()));
            let before = events[..index].iter().filter(|e| e.machine == event.machine);
            let conflict = before
                .filter_map(|b| Some((b, earliest(b)?, latest(event)?)))
                .find(|(_, earlier, own)| key(earlier) > (own.day, own.latest()));
            if let Some((before, earlier, own)) = conflict {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E401,
                        format!("`{}` stands after `{}` and happened before it", event.id, before.id),
                    )
                    .at(event.span, format!("{own}"))
                    .also(before.span, format!("{earlier}"))
                    .help("one machine's events stand in the order in which they happened"),
                );
            }
        }
    }

    /// A date among the details is not later than the act, unless the act plans it.
    fn detail_dates(&mut self, events: &[Event], procedures: &[&Editions], machines: &[Machine]) {
        for event in events {
            let What::Act { resolved, .. } = &event.what else { continue };
            let Some(latest) = self.stamps(event).into_iter().map(|s| s.day).max() else { continue };
            let editions = procedures[machines[event.machine].procedure];
            for (procedure, resolved) in editions.all().iter().zip(resolved) {
                let Some(resolved) = resolved else { continue };
                for (field, given) in procedure.act(resolved.act).details.iter().zip(&resolved.details) {
                    if let Given::Known(Value::Date(stamp)) = given
                        && !field.planned
                        && stamp.day > latest
                    {
                        self.diagnostics.push(
                            Diagnostic::new(
                                Code::E404,
                                format!("`{}` is later than the act `{}`", field.name, event.id),
                            )
                            .at(event.span, format!("{} is {}, the act {latest}", field.name, stamp.day))
                            .help(
                                "a later receipt is an act of its own; a date that the act plans is declared `planned`",
                            ),
                        );
                    }
                }
            }
        }
    }

    /// A source cannot attest what came after it.
    fn source_dates(&mut self, events: &[Event]) {
        for event in events {
            let Some(earliest) = self.stamps(event).into_iter().map(|s| s.day).min() else { continue };
            for source in &event.sources {
                let Some(source) = self.sources.get(*source) else { continue };
                let Some(published) = source.published.not_after else { continue };
                if published < earliest && event.certainty == Certainty::Attested && self.is_own(event.span) {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::E405,
                            format!("`{}` was published before the event that it is cited for", source.name),
                        )
                        .at(event.span, format!("{} on {earliest} at the earliest", event.id))
                        .note(format!("`{}` was published on {published} at the latest", source.name)),
                    );
                }
            }
        }
    }

    fn claims(&mut self, machines: &[Machine], procedures: &[&Editions]) -> Vec<Claim> {
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
    fn claimed(&mut self, that: &Located<String>, machines: &[Machine], procedures: &[&Editions]) -> Option<Claimed> {
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

    fn deadline_name(&mut self, name: &Located<String>, editions: &Editions) -> Option<()> {
        if editions.all().iter().any(|p| p.deadline_named(name).is_some()) {
            return Some(());
        }
        self.unknown("deadline", name, editions.all().iter().flat_map(|p| p.deadlines().map(|(_, d)| d.name.as_str())));
        None
    }

    fn notes(&mut self, machines: &[Machine]) -> Vec<Note> {
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
    fn references(&mut self, claims: &[Claim]) {
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

    fn expectations(
        &mut self,
        machines: &[Machine],
        procedures: &[&Editions],
        events: &[Event],
    ) -> Vec<(Expectation, Span)> {
        let file = self.file;
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
        all
    }

    fn event_named(&mut self, id: &Located<String>, events: &[Event]) -> Option<usize> {
        let found = events.iter().position(|e| e.id == id.value);
        if found.is_none() {
            self.unknown("event", id, events.iter().map(|e| e.id.as_str()));
        }
        found
    }

    /// `MACHINE.PART`
    fn part(&mut self, name: &Located<String>, machines: &[Machine]) -> Option<(MachineIx, String)> {
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

    fn uncited(&mut self) {
        let file = self.file;
        for ((name, _), cited) in file.sources.iter().zip(&self.cited) {
            if !cited && name.span.file == self.own {
                self.diagnostics.push(
                    Diagnostic::new(Code::E406, format!("the source `{}` is never cited", name.value))
                        .at(name.span, ""),
                );
            }
        }
    }
}

fn cite(
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

fn certainty(word: Option<&Located<String>>) -> Certainty {
    match word.map(|w| w.value.as_str()) {
        Some("inferred") => Certainty::Inferred,
        Some("assumed") => Certainty::Assumed,
        _ => Certainty::Attested,
    }
}

fn key(stamp: &Stamp) -> (Day, crate::calendar::Minute) {
    (stamp.day, stamp.earliest())
}

fn plain(value: Value) -> String {
    match value {
        Value::Integer(n) => n.to_string(),
        Value::Period(p) => p.to_string(),
        Value::Duration(d) => d.to_string(),
        Value::Date(s) => s.to_string(),
        _ => String::new(),
    }
}
