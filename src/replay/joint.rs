//! The properties of a system, looked at whenever something happens to a machine of it.
//!
//! Machines are followed one after the other; what happens to one is set against every case in which the others may be
//! just then. A property is told to be broken in every possible world only if it is so whatever the others are; and in
//! none where that cannot be told. What ends by itself at the same instant does so in the order of the machines.

use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::follow::Layers;
use super::incident::{Incident, Key, Told};
use super::model::{Happening, Judged, Passed, Status};
use super::tags::Tags;
use super::wait::{Met, Waits};
use super::watch::{MAX_COMBINATIONS, worlds_at};
use super::world::{Happenings, Worlds};
use crate::calendar::{Day, End, Minute, Stamp};
use crate::engine::{Case, Clock, Owed, View};
use crate::ids::{PropertyId, StateId};
use crate::monitor::earliest_minute;
use crate::monitor::{Moment, Monitor};
use crate::procedure::{Form, Incident as Sign, Property, Whose};
use crate::scenario::{EventIx, Joint, MachineIx, Scenario, What};
use crate::value::Value;

/// What a replay has found of the machines.
#[derive(Clone, Copy)]
pub(super) struct Found<'a, 's> {
    pub facts: &'a Scenario<'s>,
    /// For each machine, its worlds under each assignment of the shared unknowns that concern it.
    pub layers: &'a [Vec<&'a Layers>],
    pub happenings: &'a [Happenings],
    pub finals: &'a [Worlds],
    pub events: &'a [Judged],
    pub as_of: Day,
    /// The day after which events are left out.
    pub until: Option<Day>,
}

/// Something to look at.
#[derive(Clone, Copy)]
struct Look<'a> {
    key: Key,
    on: Stamp,
    incident: Option<&'a Incident>,
    tags: &'a Tags,
}

impl Look<'_> {
    /// Where it stands in time: what happens by itself comes before the events of its instant.
    fn at(&self) -> (Stamp, EventIx) {
        let event = match self.key {
            Key::Of(_, Told::Event(event)) => event,
            Key::Start | Key::Of(_, Told::Happening(_)) => 0,
            Key::Now => usize::MAX,
        };
        (self.on, event)
    }

    fn machine(&self) -> Option<MachineIx> {
        match self.key {
            Key::Of(machine, _) => Some(machine),
            Key::Start | Key::Now => None,
        }
    }
}

/// A case in which a machine may be seen, under some values of the unknowns.
struct Seen {
    edition: usize,
    case: Case,
    tags: Tags,
    standing: Option<EventIx>,
}

/// What is seen of a machine at an instant.
type Near = (MachineIx, (Stamp, EventIx), Rc<Vec<Seen>>);

/// What makes two cases the same for those who look on.
type Visible = (usize, StateId, Vec<Value>, Vec<Clock>, Vec<Owed>, Option<EventIx>);

/// What was found of a property at one key.
#[derive(Default)]
struct Tally {
    /// The days on which it broke there, in some world.
    broken: Vec<End>,
    following: Option<EventIx>,
    /// Whether it did not break there in some world.
    spared: bool,
}

/// One property, and the machines that decide it.
struct Watched<'a> {
    id: PropertyId,
    rule: &'a Property,
    machines: Vec<MachineIx>,
    /// Whether each of these has one world only.
    definite: bool,
    tallies: IndexMap<Key, Tally>,
    waits: Waits,
}

/// The properties of the system that break, if the scenario names one.
pub(super) fn broken(found: &Found) -> Vec<Passed> {
    let Some(joint) = &found.facts.joint else { return Vec::new() };
    let mut watching =
        Watching { found: *found, joint, observed: Case::new(joint.observer.procedure), near: Vec::new() };
    let mut properties = watching.properties();
    let everywhere = Tags::default();
    let mut looks: Vec<Look> = Vec::new();
    for (machine, happenings) in found.happenings.iter().enumerate() {
        for (incident, tags) in happenings.incidents.iter().flatten() {
            let key = Key::Of(machine, incident.what);
            looks.push(Look { key, on: incident.on, incident: Some(incident), tags });
        }
    }
    let first = looks.iter().map(|look| look.on.day).min().unwrap_or(found.as_of);
    let bare = |key, day| Look { key, on: Stamp::of_day(day), incident: None, tags: &everywhere };
    looks.extend([bare(Key::Start, first.min(found.as_of)), bare(Key::Now, found.as_of)]);
    looks.sort_by_key(|look| (look.on.day, look.on.earliest(), look.on.latest(), look.at().1, look.key));
    for look in &looks {
        for property in &mut properties {
            watching.look(property, look);
        }
    }
    properties.into_iter().filter_map(|property| watching.verdict(property)).collect()
}

struct Watching<'a, 's> {
    found: Found<'a, 's>,
    joint: &'a Joint<'s>,
    /// The observer's own case, in which nothing happens.
    observed: Case,
    /// What is seen of machines at the instant that was last asked for.
    near: Vec<Near>,
}

/// A way in which machines may stand together.
struct Together<'v> {
    before: Vec<Vec<View<'v>>>,
    after: Vec<Vec<View<'v>>>,
    tags: Tags,
    standing: Option<EventIx>,
}

impl<'a> Watching<'a, '_> {
    /// The properties of which something can be told: all machines that decide them could be followed.
    fn properties(&self) -> Vec<Watched<'a>> {
        let stopped = |machine: &MachineIx| {
            let mut events = self.found.facts.events_of(*machine);
            events.any(|(ix, _)| {
                let status = self.found.events.get(ix).map(|judged| judged.status);
                matches!(status, Some(Status::Stopped | Status::LimitReached) | None)
            })
        };
        let definite = |machine: &MachineIx| {
            let layers = self.found.layers.get(*machine).map_or(&[][..], Vec::as_slice);
            let one = |layers: &&Layers| layers.worlds.iter().all(|worlds| worlds.len() == 1);
            layers.len() == 1 && layers.iter().all(one) && self.found.finals.get(*machine).is_some_and(|f| f.len() == 1)
        };
        let observer = &self.joint.observer;
        let all = observer.procedure.properties().map(|(id, rule)| {
            let machines = observer.decided_by(rule);
            let definite = machines.iter().all(definite);
            Watched { id, rule, machines, definite, tallies: IndexMap::new(), waits: Waits::default() }
        });
        all.filter(|property| !property.machines.iter().any(stopped)).collect()
    }

    /// Looks at a property where something happens, or at the beginning or the end.
    fn look(&mut self, property: &mut Watched, look: &Look) {
        let rule = property.rule;
        if look.machine().is_some_and(|machine| !property.machines.contains(&machine)) {
            return;
        }
        let bare_matters = rule.form.broken_by().is_some() || matches!(rule.form, Form::AtEnd(_));
        if matches!(rule.form, Form::Reachable(_)) || (look.incident.is_none() && !bare_matters) {
            return;
        }
        if let (Some(incident), Key::Of(_, Told::Event(event))) = (look.incident, look.key) {
            let is_act = self.found.facts.events.get(event).is_some_and(|e| matches!(e.what, What::Act { .. }));
            if is_act && !incident.sure {
                // It took no effect there: nothing happened.
                property.tallies.entry(look.key).or_default().spared = true;
                property.waits.spared(look.key);
                return;
            }
        }
        let watches = look.machine().map_or_else(Vec::new, |machine| self.joint.observer.watches_of(machine));
        let sign = look.incident.map(|incident| Sign {
            of: Whose::Watched { watches: &watches, edition: incident.edition },
            act: incident.act,
            entered: incident.entered,
        });
        let cued = rule.form.cue().is_none_or(|cue| sign.as_ref().is_some_and(|sign| cue.includes(sign)));
        if matches!(rule.form, Form::Before { .. }) && !cued {
            return;
        }
        let others: Vec<(MachineIx, Rc<Vec<Seen>>)> = (property.machines.iter().copied())
            .filter(|machine| Some(*machine) != look.machine())
            .map(|machine| (machine, self.seen(machine, look)))
            .collect();
        let Some(together) = self.together(&property.machines, look, &others) else {
            property.tallies.entry(look.key).or_default().spared = true;
            property.waits.unknown(look.key, look.at(), look.tags);
            return;
        };
        let procedure = self.joint.observer.procedure;
        for way in &together {
            let moment = |views| Moment { case: &self.observed, views };
            let (before, after) = (moment(&way.before), moment(&way.after));
            let mut monitor = Monitor::default();
            let mut broke = None;
            match &sign {
                Some(sign) => {
                    monitor
                        .step_for(procedure, &[property.id], sign, before, after, look.on, &mut |b| broke = Some(b.on));
                }
                None => monitor.look(procedure, after, look.on.day, &mut |b| {
                    broke = broke.or(Some(b.on).filter(|_| b.property == property.id));
                }),
            }
            if let Form::Following { expect, .. } = rule.form {
                let doubted = look.incident.is_some_and(|incident| !incident.sure);
                let holds = after.holds(procedure, expect).filter(|_| !doubted);
                property.waits.met(Met { key: look.key, at: look.at(), tags: way.tags.clone(), holds });
                let kept = !rule.duties_kept || after.keeps_duties(procedure, earliest_minute(look.on));
                if cued && kept {
                    let open = monitor.open().first().filter(|open| !open.doubtful);
                    property.waits.cue(look.key, look.at(), &way.tags, open.and_then(|open| open.due), way.standing);
                }
                continue;
            }
            let tally = property.tallies.entry(look.key).or_default();
            match broke {
                Some(on) => {
                    tally.broken.extend(Some(on).filter(|on| !tally.broken.contains(on)));
                    tally.following = tally.following.or(way.standing);
                }
                None => tally.spared = true,
            }
        }
    }

    /// What may be seen of a machine at an instant.
    fn seen(&mut self, machine: MachineIx, look: &Look) -> Rc<Vec<Seen>> {
        let mut at = look.at();
        if let Key::Of(first, Told::Happening(_)) = look.key
            && machine > first
        {
            at.0 = just_before(at.0);
        }
        if let Some((_, _, known)) = self.near.iter().find(|(of, when, _)| *of == machine && *when == at) {
            return known.clone();
        }
        self.near.retain(|(_, when, _)| when.0.day >= at.0.day.previous());
        let seen = Rc::new(self.look_at(machine, at));
        self.near.push((machine, at, seen.clone()));
        seen
    }

    fn look_at(&self, machine: MachineIx, at: (Stamp, EventIx)) -> Vec<Seen> {
        let facts = self.found.facts;
        let mut distinct: FxHashMap<Visible, usize> = FxHashMap::default();
        let mut all: Vec<Seen> = Vec::new();
        for layers in self.found.layers.get(machine).into_iter().flatten() {
            for (world, tags) in worlds_at(facts, layers, machine, at, &mut Happenings::default()) {
                let procedure = facts.editions(machine).get(world.edition);
                let case = &world.case;
                let visible: Visible = (
                    world.edition,
                    case.state(),
                    procedure.slots().map(|(id, _)| case.slot(id)).collect(),
                    procedure.deadlines().map(|(id, _)| case.clock(id)).collect(),
                    procedure.duties().map(|(id, _)| case.duty(id)).collect(),
                    world.standing,
                );
                match distinct.get(&visible).and_then(|place| all.get_mut(*place)) {
                    Some(known) => known.tags.merge(&tags),
                    None => {
                        distinct.insert(visible, all.len());
                        all.push(Seen { edition: world.edition, case: world.case, tags, standing: world.standing });
                    }
                }
            }
        }
        all
    }

    /// Every way in which the machines may stand together there; nothing if there are too many.
    fn together<'v>(
        &'v self,
        machines: &[MachineIx],
        look: &Look<'v>,
        others: &'v [(MachineIx, Rc<Vec<Seen>>)],
    ) -> Option<Vec<Together<'v>>> {
        let mut ways: Vec<(Vec<(MachineIx, &Seen)>, Tags)> = vec![(Vec::new(), look.tags.clone())];
        for (machine, possible) in others {
            let mut next = Vec::new();
            for (way, tags) in &ways {
                for seen in possible.iter() {
                    if let Some(tags) = tags.meet(&seen.tags) {
                        next.push((way.iter().copied().chain([(*machine, seen)]).collect(), tags));
                    }
                }
            }
            if next.len() > MAX_COMBINATIONS {
                return None;
            }
            ways = next;
        }
        let facts = self.found.facts;
        let lists = &self.joint.observer.seen;
        let together = ways.into_iter().map(|(way, tags)| {
            let views = |own: Option<&'v Case>| -> Vec<Vec<View<'v>>> {
                let view = |machine: &MachineIx| {
                    let seen = way.iter().find(|(of, _)| of == machine).map(|(_, seen)| (seen.edition, &seen.case));
                    let own = || Some((look.incident?.edition, own?));
                    let (edition, case) = seen.or_else(own)?;
                    Some(View { edition, procedure: facts.editions(*machine).get(edition), case })
                };
                let whole = |list: &&Vec<MachineIx>| list.iter().all(|machine| machines.contains(machine));
                let lists = lists.iter().map(|list| Some(list).filter(whole).into_iter().flatten());
                lists.map(|list| list.filter_map(view).collect()).collect()
            };
            let own = look.incident.and_then(|incident| incident.standing);
            let standing = own.into_iter().chain(way.iter().filter_map(|(_, seen)| seen.standing)).min();
            let (before, after) = (look.incident.map(|i| &i.before), look.incident.map(|i| &i.after));
            Together { before: views(before), after: views(after), tags, standing }
        });
        Some(together.collect())
    }

    /// Whether what a key stands for happens in every possible world.
    fn happens(&self, key: Key) -> bool {
        match key {
            Key::Start | Key::Now => true,
            Key::Of(_, Told::Event(event)) => {
                let facts = self.found.facts;
                let later = |stamp: &Stamp| self.found.until.is_some_and(|until| stamp.day > until);
                facts.events.get(event).is_some_and(|event| !facts.dates(event).iter().any(later))
            }
            Key::Of(machine, Told::Happening(number)) => {
                let worlds = self.found.finals.get(machine);
                worlds.is_some_and(|worlds| worlds.keys().all(|world| world.passed.contains(&number)))
            }
        }
    }

    /// What becomes of a property: nothing if it is not broken.
    fn verdict(&self, property: Watched) -> Option<Passed> {
        let Watched { id, definite, mut tallies, waits, .. } = property;
        for (key, broken) in waits.broken(self.found.as_of, definite, &|key| self.happens(key)) {
            let tally = tallies.entry(key).or_default();
            match broken {
                Some((due, following, surely)) => {
                    tally.broken.push(due);
                    tally.following = tally.following.or(following);
                    tally.spared |= !surely;
                }
                None => tally.spared = true,
            }
        }
        let minute = |end: &End| end.last_minute().latest;
        let broken = tallies.into_iter().filter(|(_, tally)| !tally.broken.is_empty());
        let sure = |key: Key, tally: &Tally| definite || (!tally.spared && self.happens(key));
        let told = broken.map(|(key, tally)| (sure(key, &tally), tally));
        let (certain, tally) = told.min_by_key(|(certain, t)| (!certain, t.broken.iter().map(minute).min()))?;
        let mut lasts = tally.broken;
        lasts.sort_by_key(minute);
        if definite {
            // It breaks once, however often its condition fails again.
            lasts.truncate(1);
        }
        lasts.dedup();
        let what = Happening::Broken { property: id, following: tally.following };
        Some(Passed { machine: self.found.facts.joint_ix(), edition: 0, what, lasts, certain })
    }
}

/// The minute before an instant.
fn just_before(stamp: Stamp) -> Stamp {
    let minute = stamp.earliest().number();
    match minute.checked_sub(1).and_then(Minute::new) {
        Some(minute) => Stamp::at(stamp.day, minute),
        None => Stamp::at(stamp.day.previous(), Minute::LAST),
    }
}
