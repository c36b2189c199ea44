//! What differs between two replays: facts by the names in their files, then what follows from them.

use super::model::{Judged, Possible, Replay, Status};
use crate::calendar::{Day, Stamp};
use crate::engine::Verdict;
use crate::scenario::{Event, EventIx, Given, MachineIx, Scenario, UnknownIx, What};
use crate::value::Value;

/// Something that one or both of two replays have, by its place in each.
pub type Both<T> = (Option<T>, Option<T>);

/// What of an event is not the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventAspect {
    /// The machine.
    Machine,
    /// The act, or the state observed.
    What,
    /// When it took effect.
    On,
    /// When it ended.
    LastedUntil,
    /// Who acted.
    By,
    /// A detail, by its name.
    Detail(String),
    /// Who says so.
    Sources,
    /// How well it is attested.
    Certainty,
}

/// What differs between two replays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// The as-of dates, if they are not the same.
    pub as_of: Option<(Day, Day)>,
    /// Machines that only one has, or that run another procedure or are played by others.
    pub machines: Vec<Both<MachineIx>>,
    /// Declared unknowns that only one has, or that may have other values.
    pub unknowns: Vec<Both<UnknownIx>>,
    /// Events that only one has, or that are not the same.
    pub events: Vec<(Both<EventIx>, Vec<EventAspect>)>,
    /// Claims and notes that only one has, or that say something else, by id.
    pub sayings: Vec<String>,
    /// For each machine of both, the first event whose outcome is not the same.
    pub partings: Vec<(MachineIx, Both<EventIx>)>,
    /// Events of both whose verdict is not the same.
    pub verdicts: Vec<(EventIx, EventIx)>,
    /// Events of both that have margins with other ends.
    pub margins: Vec<(EventIx, EventIx)>,
    /// Machines whose deadlines are not the same: for each, the places in both reports.
    pub deadlines: Vec<((MachineIx, MachineIx), Both<usize>)>,
    /// The same for duties.
    pub duties: Vec<((MachineIx, MachineIx), Both<usize>)>,
    /// Machines whose states on the as-of date are not the same.
    pub states: Vec<(MachineIx, MachineIx)>,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two replays.
#[must_use]
pub fn compare(a: &Replay, b: &Replay) -> Comparison {
    let pair = Pair { a, b };
    let machines = by_name(&a.scenario.machines, &b.scenario.machines, |m| &m.name);
    let events = by_name(&a.scenario.events, &b.scenario.events, |e| &e.id);
    let unknowns = by_name(&a.scenario.unknowns, &b.scenario.unknowns, |u| &u.name);
    let mut found = Comparison { as_of: (a.as_of != b.as_of).then_some((a.as_of, b.as_of)), ..Comparison::default() };
    found.machines = machines.iter().copied().filter(|both| !pair.same_machine(*both)).collect();
    found.unknowns = unknowns.into_iter().filter(|both| pair.is_declared(*both) && !pair.same_unknown(*both)).collect();
    let supposed = pair.supposed(&found.unknowns, &events);
    found.events = (events.iter())
        .map(|both| (*both, pair.event_aspects(*both, &supposed)))
        .filter(|(both, aspects)| !matches!(both, (Some(_), Some(_))) || !aspects.is_empty())
        .collect();
    found.sayings = pair.sayings();
    for (i, j) in machines.iter().filter_map(|(i, j)| Some(((*i)?, (*j)?))) {
        found.partings.extend(pair.parting((i, j), &events).map(|event| (i, event)));
        found.deadlines.extend(pair.deadlines(i, j).into_iter().map(|both| ((i, j), both)));
        found.duties.extend(pair.duties(i, j).into_iter().map(|both| ((i, j), both)));
        if pair.states(a, i) != pair.states(b, j) {
            found.states.push((i, j));
        }
    }
    for (i, j) in events.iter().filter_map(|(i, j)| Some(((*i)?, (*j)?))) {
        let (Some(x), Some(y)) = (a.events.get(i), b.events.get(j)) else { continue };
        if (x.verdict, x.status) != (y.verdict, y.status) {
            found.verdicts.push((i, j));
        }
        let ends = |judged: &Judged| judged.margin.as_ref().map(|margin| (margin.earliest, margin.latest));
        if ends(x) != ends(y) {
            found.margins.push((i, j));
        }
    }
    found
}

/// Pairs by name: what the second has in its order, then what only the first has.
fn by_name<T>(a: &[T], b: &[T], name: impl Fn(&T) -> &String) -> Vec<Both<usize>> {
    let mut all: Vec<Both<usize>> =
        b.iter().enumerate().map(|(j, new)| (a.iter().position(|old| name(old) == name(new)), Some(j))).collect();
    let gone = a.iter().enumerate().filter(|(_, old)| !b.iter().any(|new| name(new) == name(old)));
    all.extend(gone.map(|(i, _)| (Some(i), None)));
    all
}

/// A shared unknown of the first, and what the second has in its place.
type Supposed = (UnknownIx, Vec<String>);

/// Whether a detail of an event is this unknown.
fn shares(scenario: &Scenario, event: &Event, detail: &str, unknown: UnknownIx) -> bool {
    let What::Act { resolved, .. } = &event.what else { return false };
    let edition = edition_of(event);
    let Some(act) = resolved.get(edition).and_then(Option::as_ref) else { return false };
    let fields = &scenario.editions(event.machine).get(edition).act(act.act).details;
    fields.iter().zip(&act.details).any(|(field, given)| field.name == detail && *given == Given::OneOf(unknown))
}

struct Pair<'r, 's, 't> {
    a: &'r Replay<'s>,
    b: &'r Replay<'t>,
}

/// A value by the names in files, so that those of two scenarios can be compared.
fn named(scenario: &Scenario, event: &Event, edition: usize, detail: Option<usize>, value: Value) -> String {
    let procedure = scenario.editions(event.machine).get(edition);
    let word = |index: u16| {
        let What::Act { resolved, .. } = &event.what else { return None };
        let field = procedure.act(resolved.get(edition)?.as_ref()?.act).details.get(detail?)?;
        match &field.ty {
            crate::value::Type::Word(words) => words.names().get(usize::from(index)).cloned(),
            _ => None,
        }
    };
    match value {
        Value::Role(role) => procedure.role(role).name.clone(),
        Value::State(state) => procedure.state(state).name.clone(),
        Value::Word(index) => word(index).unwrap_or_default(),
        value => plain(scenario, value),
    }
}

/// A value of which no procedure is known.
fn plain(scenario: &Scenario, value: Value) -> String {
    match value {
        Value::Text(id) => scenario.texts.get(id.0 as usize).cloned().unwrap_or_default(),
        value => format!("{value:?}"),
    }
}

/// The last edition that knows an event.
fn edition_of(event: &Event) -> usize {
    let known = match &event.what {
        What::Act { resolved, .. } => resolved.iter().rposition(Option::is_some),
        What::Is { resolved, .. } => resolved.iter().rposition(Option::is_some),
    };
    known.unwrap_or(0)
}

fn given(scenario: &Scenario, event: &Event, detail: Option<usize>, given: Given) -> Vec<String> {
    let edition = edition_of(event);
    let values: Vec<Value> = match given {
        Given::Known(value) => vec![value],
        Given::OneOf(unknown) => {
            let candidates = scenario.unknowns.get(unknown).into_iter().flat_map(|u| &u.candidates);
            candidates.map(|candidate| candidate.value).collect()
        }
    };
    values.into_iter().map(|value| named(scenario, event, edition, detail, value)).collect()
}

/// Who acted, and the details by name.
fn resolved(scenario: &Scenario, event: &Event) -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let What::Act { resolved, .. } = &event.what else { return Default::default() };
    let edition = edition_of(event);
    let Some(act) = resolved.get(edition).and_then(Option::as_ref) else { return Default::default() };
    let fields = &scenario.editions(event.machine).get(edition).act(act.act).details;
    let details = fields.iter().zip(&act.details).enumerate();
    let details = details.map(|(at, (field, value))| (field.name.clone(), given(scenario, event, Some(at), *value)));
    (given(scenario, event, None, act.by), details.collect())
}

fn what(event: &Event) -> (bool, &str) {
    match &event.what {
        What::Act { name, .. } => (true, name),
        What::Is { name, .. } => (false, name),
    }
}

fn machine_name<'s>(scenario: &'s Scenario, machine: MachineIx) -> &'s str {
    scenario.machines.get(machine).map_or("", |m| m.name.as_str())
}

/// One thing that may have become of an event: from where to where, whether it took effect, why not, what was not met.
type Way = (String, String, bool, String, Vec<String>);
/// What became of an event, by names.
type Outcome = (Option<Verdict>, Status, Vec<Way>);

fn outcome(replay: &Replay, ix: EventIx) -> Option<Outcome> {
    let (judged, event) = (replay.events.get(ix)?, replay.scenario.events.get(ix)?);
    let one = |possible: &Possible| {
        let procedure = replay.scenario.editions(event.machine).get(possible.ids);
        let outcome = &possible.outcome;
        let name = |state| procedure.state(state).name.clone();
        let checks = outcome.transition.map(|id| procedure.transition(id).checks.as_slice()).unwrap_or_default();
        let failed = outcome.failed.iter().filter_map(|index| checks.get(index));
        let failed = failed.map(|check| procedure.exprs().text(check.condition).to_owned()).collect();
        (name(outcome.from), name(outcome.to), outcome.took_effect, format!("{:?}", outcome.refusal), failed)
    };
    let mut all: Vec<_> = judged.possible.iter().map(one).collect();
    all.sort();
    all.dedup();
    Some((judged.verdict, judged.status, all))
}

impl Pair<'_, '_, '_> {
    fn same_machine(&self, both: Both<MachineIx>) -> bool {
        let (a, b) = (&self.a.scenario, &self.b.scenario);
        let (Some(i), Some(j)) = both else { return false };
        let (Some(x), Some(y)) = (a.machines.get(i), b.machines.get(j)) else { return false };
        let watched = |scenario: &Scenario, machine: &crate::scenario::Machine| -> Vec<(String, Vec<String>)> {
            let names = |all: &[MachineIx]| all.iter().map(|m| machine_name(scenario, *m).to_owned()).collect();
            machine.watches.iter().map(|(name, all)| (name.clone(), names(all))).collect()
        };
        a.editions(i).name() == b.editions(j).name() && x.roles == y.roles && watched(a, x) == watched(b, y)
    }

    /// Whether an unknown was declared, rather than belonging to one event, which tells of it.
    fn is_declared(&self, both: Both<UnknownIx>) -> bool {
        let of = |scenario: &Scenario, ix: UnknownIx| {
            let name = scenario.unknowns.get(ix).map_or("", |u| u.name.as_str());
            !scenario.events.iter().any(|e| name.strip_prefix(&e.id).is_some_and(|rest| rest.starts_with('.')))
        };
        both.0.map_or_else(|| both.1.is_some_and(|j| of(&self.b.scenario, j)), |i| of(&self.a.scenario, i))
    }

    fn same_unknown(&self, both: Both<UnknownIx>) -> bool {
        let (Some(i), Some(j)) = both else { return false };
        let (x, y) = (self.a.scenario.unknowns.get(i), self.b.scenario.unknowns.get(j));
        let written = |scenario: &Scenario, u: Option<&crate::scenario::Unknown>| {
            u.map(|u| {
                let values: Vec<String> = u.candidates.iter().map(|c| plain(scenario, c.value)).collect();
                (values, u.readings.iter().map(|r| r.written.clone()).collect::<Vec<_>>())
            })
        };
        written(&self.a.scenario, x) == written(&self.b.scenario, y)
    }

    fn event_aspects(&self, both: Both<EventIx>, supposed: &[Supposed]) -> Vec<EventAspect> {
        let (a, b) = (&self.a.scenario, &self.b.scenario);
        let (Some(x), Some(y)) = (both.0.and_then(|i| a.events.get(i)), both.1.and_then(|j| b.events.get(j))) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut note = |differs: bool, aspect: EventAspect| {
            if differs {
                found.push(aspect);
            }
        };
        note(machine_name(a, x.machine) != machine_name(b, y.machine), EventAspect::Machine);
        note(what(x) != what(y), EventAspect::What);
        note(a.dates(x) != b.dates(y), EventAspect::On);
        note(x.lasted_until != y.lasted_until, EventAspect::LastedUntil);
        let ((by_a, details_a), (by_b, details_b)) = (resolved(a, x), resolved(b, y));
        note(by_a != by_b, EventAspect::By);
        for (name, value) in &details_b {
            let same = details_a.iter().find(|(n, _)| n == name).map(|(_, v)| v) == Some(value);
            let known = supposed.iter().any(|(unknown, v)| v == value && shares(a, x, name, *unknown));
            note(!same && !known, EventAspect::Detail(name.clone()));
        }
        for (name, _) in details_a.iter().filter(|(name, _)| !details_b.iter().any(|(n, _)| n == name)) {
            note(true, EventAspect::Detail(name.clone()));
        }
        let sources = |scenario: &Scenario, event: &Event| -> Vec<String> {
            event.sources.iter().filter_map(|ix| Some(scenario.sources.get(*ix)?.name.clone())).collect()
        };
        note(sources(a, x) != sources(b, y), EventAspect::Sources);
        note(x.certainty != y.certainty, EventAspect::Certainty);
        found
    }

    /// What is told once, of the unknown, and need not be told again of every detail that shares it.
    fn supposed(&self, unknowns: &[Both<UnknownIx>], events: &[Both<EventIx>]) -> Vec<Supposed> {
        let (a, b) = (&self.a.scenario, &self.b.scenario);
        let value = |unknown: UnknownIx| {
            events.iter().find_map(|(i, j)| {
                let (x, y) = (a.events.get((*i)?)?, b.events.get((*j)?)?);
                let mut details = resolved(b, y).1.into_iter();
                details.find(|(name, _)| shares(a, x, name, unknown)).map(|(_, value)| value)
            })
        };
        unknowns.iter().filter_map(|(i, _)| Some(((*i)?, value((*i)?)?))).collect()
    }

    fn sayings(&self) -> Vec<String> {
        let listed = |scenario: &Scenario| -> Vec<(String, String)> {
            let claims = scenario.claims.iter().map(|c| (c.id.clone(), format!("{:?}{:?}{:?}", c.by, c.on, c.says)));
            let notes = scenario.notes.iter().map(|n| (n.id.clone(), format!("{:?}{:?}", n.on, n.text)));
            claims.chain(notes).collect()
        };
        let (a, b) = (listed(&self.a.scenario), listed(&self.b.scenario));
        let changed = b.iter().filter(|one| !a.contains(one)).map(|(id, _)| id.clone());
        let gone = a.iter().filter(|(id, _)| !b.iter().any(|(other, _)| other == id)).map(|(id, _)| id.clone());
        changed.chain(gone).collect()
    }

    /// The first event of a machine, by date, whose outcome is not the same.
    fn parting(&self, (i, j): (MachineIx, MachineIx), events: &[Both<EventIx>]) -> Option<Both<EventIx>> {
        let (a, b) = (&self.a.scenario, &self.b.scenario);
        let of = |scenario: &Scenario, ix: Option<EventIx>, machine: MachineIx| {
            ix.filter(|ix| scenario.events.get(*ix).is_some_and(|e| e.machine == machine))
        };
        let first = |replay: &Replay, ix: Option<EventIx>| -> Option<Stamp> {
            let ix = ix?;
            let judged = replay.events.get(ix)?.dates.first().copied();
            judged.or_else(|| replay.scenario.dates(replay.scenario.events.get(ix)?).first().copied())
        };
        let mut own: Vec<(Option<Day>, usize, Both<EventIx>)> = Vec::new();
        for both in events {
            let both = (of(a, both.0, i), of(b, both.1, j));
            let day = [first(self.a, both.0), first(self.b, both.1)].into_iter().flatten().map(|s| s.day).min();
            if both != (None, None) {
                own.push((day, both.1.or(both.0).unwrap_or_default(), both));
            }
        }
        own.sort();
        own.into_iter().map(|(_, _, both)| both).find(|both| {
            let found = (both.0.and_then(|i| outcome(self.a, i)), both.1.and_then(|j| outcome(self.b, j)));
            found.0 != found.1
        })
    }

    fn states(&self, replay: &Replay, machine: MachineIx) -> Vec<String> {
        let Some(report) = replay.machines.get(machine) else { return Vec::new() };
        let procedure = replay.scenario.editions(machine).get(report.edition);
        report.states.iter().map(|state| procedure.state(*state).name.clone()).collect()
    }

    fn deadlines(&self, i: MachineIx, j: MachineIx) -> Vec<Both<usize>> {
        let listed = |replay: &Replay, machine: MachineIx| -> Vec<(String, String)> {
            let Some(report) = replay.machines.get(machine) else { return Vec::new() };
            let procedure = replay.scenario.editions(machine).get(report.edition);
            let all = report.deadlines.iter();
            all.map(|d| {
                let lasts: Vec<_> = d.counts.iter().map(|(_, _, last)| *last).collect();
                (procedure.deadline(d.deadline).name.clone(), format!("{lasts:?}{:?}", d.kept))
            })
            .collect()
        };
        differing(&listed(self.a, i), &listed(self.b, j))
    }

    fn duties(&self, i: MachineIx, j: MachineIx) -> Vec<Both<usize>> {
        let listed = |replay: &Replay, machine: MachineIx| -> Vec<(String, String)> {
            let Some(report) = replay.machines.get(machine) else { return Vec::new() };
            let procedure = replay.scenario.editions(machine).get(report.edition);
            let all = report.duties.iter();
            all.map(|d| {
                (procedure.duty(d.duty).name.clone(), format!("{:?}{:?}{:?}{}", d.status, d.arose, d.due, d.breaches))
            })
            .collect()
        };
        differing(&listed(self.a, i), &listed(self.b, j))
    }
}

/// The places of what is not the same in two lists of names with contents; the nth of a name answers to the nth.
fn differing(a: &[(String, String)], b: &[(String, String)]) -> Vec<Both<usize>> {
    let numbered = |all: &[(String, String)]| -> Vec<String> {
        let nth = |at: usize, name: &str| all.iter().take(at).filter(|(other, _)| other == name).count();
        all.iter().enumerate().map(|(at, (name, _))| format!("{name}#{}", nth(at, name))).collect()
    };
    let both = by_name(&numbered(a), &numbered(b), |name| name);
    let content = |all: &[(String, String)], at: Option<usize>| at.and_then(|at| all.get(at)).map(|(_, c)| c.clone());
    both.into_iter().filter(|(i, j)| content(a, *i) != content(b, *j)).collect()
}
