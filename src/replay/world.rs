//! One possible world of one machine: its case, and all that its future depends on.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use smallvec::{SmallVec, smallvec};

use super::ended::Ended;
use super::incident::{Incident, Incidents, Told};
use super::model::{Happening, Passed};
use super::tags::Tags;
use crate::calendar::{Day, Stamp};
use crate::engine::{Case, Doubt, Occurrence, Passage, Views, advance_showing, force, spare};
use crate::ids::DeadlineId;
use crate::monitor::{Break, Moment, Monitor};
use crate::procedure::{AppliesBy, Editions, Incident as Sign, Procedure, Whose};
use crate::scenario::{EventIx, MachineIx};

/// How many worlds of one machine are followed. Past that, what comes after is undetermined.
pub(super) const MAX_WORLDS: usize = 50_000;

/// What makes two worlds the same from here on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct World {
    /// The case, in the ids of its edition.
    pub case: Case,
    /// The edition that governs it.
    pub edition: usize,
    /// When its last event took effect.
    pub now: Stamp,
    /// When its first act took effect.
    pub first: Option<Day>,
    /// The reading of which date decides the edition, where that is contested.
    pub reading: Option<AppliesBy>,
    /// The event that started each deadline, and the edition under which it did.
    pub origins: Vec<(DeadlineId, EventIx, usize)>,
    /// An earlier void act, and the case as it would be had that act been valid.
    pub shadow: Option<Box<(EventIx, Case)>>,
    /// The first unlawful act that stands.
    pub standing: Option<EventIx>,
    /// What happened by itself, by its number among the machine's happenings.
    pub passed: Vec<usize>,
    /// What its properties wait for.
    pub monitor: Monitor,
}

/// The worlds that the passing of time may lead one to: nearly always one.
pub(super) type OneOrMore = SmallVec<[World; 1]>;

/// Worlds, each once, with the values of the unknowns under which they stand.
pub(super) type Worlds = IndexMap<World, Tags, FxBuildHasher>;

/// Adds a world, or what it allows to the same world.
pub(super) fn add(worlds: &mut Worlds, world: World, tags: Tags) {
    match worlds.get_mut(&world) {
        Some(known) => known.merge(&tags),
        None => {
            worlds.insert(world, tags);
        }
    }
}

/// What happened to a machine by itself, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Happenings {
    /// The edition whose ids are used, what happened, and its possible ends.
    pub all: Vec<(usize, Happening, Vec<crate::calendar::End>)>,
    /// Ends of deadlines and duties by acts, with the edition whose ids are used.
    pub ended: Vec<(usize, Ended)>,
    /// What a system that watches the machine is told; nothing where none does.
    pub incidents: Option<Incidents>,
    /// What happened by itself, until it is known under which values.
    heard: Vec<Incident>,
}

impl Happenings {
    /// Those of a machine that a system watches.
    pub fn watched() -> Self {
        Self { incidents: Some(Incidents::default()), ..Self::default() }
    }

    /// Tells of an incident under some values of the unknowns.
    pub fn tell(&mut self, incident: Incident, tags: &Tags) {
        let Some(incidents) = &mut self.incidents else { return };
        match incidents.get_mut(&incident) {
            Some(known) => known.merge(tags),
            None => {
                incidents.insert(incident, tags.clone());
            }
        }
    }

    /// What was heard since the last time happened under these values of the unknowns.
    pub fn under(&mut self, tags: &Tags) {
        for incident in std::mem::take(&mut self.heard) {
            self.tell(incident, tags);
        }
    }

    /// The number of a happening; its end is added to those known.
    pub fn number(&mut self, edition: usize, what: Happening, last: crate::calendar::End) -> usize {
        let at = self.find(edition, &what).unwrap_or_else(|| {
            self.all.push((edition, what, Vec::new()));
            self.all.len() - 1
        });
        if let Some((_, _, lasts)) = self.all.get_mut(at)
            && !lasts.contains(&last)
        {
            lasts.push(last);
        }
        at
    }

    /// A property broke in a world in which all that is in `passed` has happened: it breaks once.
    pub fn broke(&mut self, edition: usize, broken: Break, following: Option<EventIx>, passed: &mut Vec<usize>) {
        let what = Happening::Broken { property: broken.property, following };
        let same =
            |what: &Happening| matches!(what, Happening::Broken { property, .. } if *property == broken.property);
        let known = |number: &usize| self.all.get(*number).is_some_and(|(of, what, _)| *of == edition && same(what));
        if !passed.iter().any(known) {
            passed.push(self.number(edition, what, broken.on));
        }
    }

    /// The number of a happening that is known already.
    fn find(&self, edition: usize, what: &Happening) -> Option<usize> {
        self.all.iter().position(|(e, known, _)| *e == edition && known == what)
    }

    /// Remembers the end of a deadline or duty by an act.
    pub fn note(&mut self, edition: usize, ended: Ended) {
        if !self.ended.contains(&(edition, ended)) {
            self.ended.push((edition, ended));
        }
    }

    /// What happened in some of these worlds, with whether it did in all. What happens under one edition in a world and
    /// under another in the next is one happening, by its name: the ids are those of the first.
    pub fn told(&self, machine: MachineIx, editions: &Editions, worlds: &[&World]) -> Vec<Passed> {
        let among =
            |numbers: &[usize]| worlds.iter().filter(|world| numbers.iter().any(|n| world.passed.contains(n))).count();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for number in (0..self.all.len()).filter(|number| among(&[*number]) > 0) {
            let alike = |group: &&mut Vec<usize>| {
                // In one world it has happened once under each.
                let once = || among(group) + among(&[number]) == among(&[&group[..], &[number]].concat());
                group.first().is_some_and(|first| self.is_alike(editions, *first, number)) && once()
            };
            match groups.iter_mut().find(alike) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        let told = |group: Vec<usize>| {
            let known = |number: &usize| self.all.get(*number);
            let (edition, what, _) = group.first().and_then(known)?;
            let mut lasts: Vec<_> = group.iter().filter_map(known).flat_map(|(.., lasts)| lasts.clone()).collect();
            lasts.sort_by_key(|last| last.last_minute().latest);
            lasts.dedup();
            let certain = among(&group) == worlds.len();
            Some(Passed { machine, edition: *edition, what: what.clone(), lasts, certain })
        };
        groups.into_iter().filter_map(told).collect()
    }

    /// Whether two happenings under different editions are called the same.
    fn is_alike(&self, editions: &Editions, one: usize, other: usize) -> bool {
        let (Some((a, one, _)), Some((b, other, _))) = (self.all.get(one), self.all.get(other)) else { return false };
        let (old, new) = (editions.get(*a), editions.get(*b));
        a != b
            && match (one, other) {
                (
                    Happening::Expired { deadline: one, from, to, .. },
                    Happening::Expired { deadline: other, from: its_from, to: its_to, .. },
                ) => {
                    old.deadline(*one).name == new.deadline(*other).name
                        && old.state(*from).name == new.state(*its_from).name
                        && old.state(*to).name == new.state(*its_to).name
                }
                (
                    Happening::Breached { duty: one, occurrence },
                    Happening::Breached { duty: other, occurrence: its },
                ) => old.duty(*one).name == new.duty(*other).name && occurrence == its,
                (
                    Happening::Broken { property: one, following },
                    Happening::Broken { property: other, following: its },
                ) => old.property(*one).name == new.property(*other).name && following == its,
                _ => false,
            }
    }

    fn pass(&mut self, edition: usize, passage: Passage) -> usize {
        match passage {
            Passage::Expired { deadline, last, from, to, transition, .. } => {
                self.number(edition, Happening::Expired { deadline, from, to, transition }, last)
            }
            Passage::Breached { duty, last, occurrence } => {
                self.number(edition, Happening::Breached { duty, occurrence }, last)
            }
        }
    }
}

impl Passed {
    /// The first minute at which it may have been too late, to sort by.
    pub(super) fn first_end(&self) -> i64 {
        self.lasts.first().map_or(i64::MIN, |last| last.last_minute().latest)
    }
}

impl World {
    /// A world in which nothing has happened.
    pub fn new(editions: &Editions, edition: usize) -> Self {
        Self {
            case: Case::new(editions.get(edition)),
            edition,
            now: Stamp::of_day(Day::MIN),
            first: None,
            reading: None,
            origins: Vec::new(),
            shadow: None,
            standing: None,
            passed: Vec::new(),
            monitor: Monitor::default(),
        }
    }

    /// The edition that governs an act on a day; nothing if none is shipped for it.
    pub fn governing(&self, editions: &Editions, day: Day) -> Option<usize> {
        let decided_by = match editions.applies_by(self.edition, self.reading) {
            AppliesBy::Act => day,
            AppliesBy::FirstAct => self.first.unwrap_or(day),
        };
        editions.in_force(decided_by)
    }

    /// Lets time pass up to an instant, from edition to edition: every world that this may lead to.
    pub fn pass(mut self, editions: &Editions, to: Stamp, happenings: &mut Happenings) -> OneOrMore {
        let decided_by = match editions.applies_by(self.edition, self.reading) {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => self.first.unwrap_or(to.day),
        };
        let target = editions.known_on(decided_by);
        if self.now.day == Day::MIN && target != self.edition {
            // A case that has not begun begins under the edition of its first act.
            self.case = Case::new(editions.get(target));
            self.monitor = Monitor::default();
            self.edition = target;
        }
        if self.now.day == Day::MIN {
            // Before its first event a case is in its initial state, since when nobody knows.
            self.look(editions.get(self.edition), to.day, happenings);
        }
        if self.edition >= target {
            let edition = self.edition;
            return self.advance(editions.get(edition), to, happenings);
        }
        let next = self.edition + 1;
        let switch = Stamp::of_day(editions.get(next).edition());
        let old = editions.get(self.edition);
        let mut all = OneOrMore::new();
        for world in self.advance(old, switch, happenings) {
            let carried = world.carry(editions, next);
            if carried.edition == next {
                all.extend(carried.pass(editions, to, happenings));
            } else {
                // The new text has no such state: the case stays under the old one.
                all.extend(carried.advance(old, to, happenings));
            }
        }
        all
    }

    fn carry(mut self, editions: &Editions, target: usize) -> Self {
        let (old, new) = (editions.get(self.edition), editions.get(target));
        if let Some(case) = self.case.carried(old, new) {
            self.case = case;
            self.monitor = self.monitor.carried(old, new);
            self.shadow = self.shadow.and_then(|s| Some(Box::new((s.0, s.1.carried(old, new)?))));
            let named = |id: DeadlineId| new.deadline_named(&old.deadline(id).name);
            self.origins = self
                .origins
                .into_iter()
                .filter_map(|(id, event, edition)| Some((named(id)?, event, edition)))
                .collect();
            self.edition = target;
        }
        self
    }

    fn advance(mut self, procedure: &Procedure, to: Stamp, happenings: &mut Happenings) -> OneOrMore {
        let doubt = self.hear(procedure, happenings, |case, tell| advance_showing(procedure, case, to, tell));
        match doubt {
            None => {
                self.break_by(procedure, to, happenings);
                smallvec![self]
            }
            Some(doubt) => self.settle(procedure, doubt, to, happenings),
        }
    }

    fn settle(self, procedure: &Procedure, doubt: Doubt, to: Stamp, happenings: &mut Happenings) -> OneOrMore {
        let (mut fired, mut spared) = (self.clone(), self);
        fired.hear(procedure, happenings, |case, tell| force(procedure, case, doubt, tell));
        spared.hear(procedure, happenings, |case, tell| spare(procedure, case, doubt, to, tell));
        let mut all = fired.advance(procedure, to, happenings);
        all.extend(spared.advance(procedure, to, happenings));
        all
    }

    /// Lets time do something to the case, and hears of all that happens: what passed, and which properties it broke.
    fn hear<T>(
        &mut self,
        procedure: &Procedure,
        happenings: &mut Happenings,
        happen: impl FnOnce(&mut Case, &mut dyn FnMut(&Case, Passage)) -> T,
    ) -> T {
        let Self { case, monitor, passed, standing, edition, .. } = self;
        // Without properties nobody asks how the case was before.
        let asked = procedure.properties().next().is_some() || happenings.incidents.is_some();
        let mut before = asked.then(|| case.clone());
        happen(case, &mut |after, passage| {
            let number = happenings.pass(*edition, passage);
            passed.push(number);
            if let (Passage::Expired { on, from, to, .. }, true, Some(before)) =
                (passage, happenings.incidents.is_some(), &before)
            {
                happenings.heard.push(Incident {
                    what: Told::Happening(number),
                    edition: *edition,
                    act: None,
                    entered: (from != to).then_some(to),
                    on,
                    before: before.clone(),
                    after: after.clone(),
                    standing: *standing,
                    sure: true,
                });
            }
            let mut broken = |b: Break| happenings.broke(*edition, b, *standing, passed);
            let moment = |case| Moment { case, views: &[] };
            if let Some(before) = &mut before {
                monitor.passage(procedure, &passage, moment(before), moment(after), &mut broken);
                before.clone_from(after);
            }
        })
    }

    /// Time has passed up to an instant: what was waited for until then has not come.
    fn break_by(&mut self, procedure: &Procedure, to: Stamp, happenings: &mut Happenings) {
        let Self { case, monitor, passed, standing, edition, .. } = self;
        let now = Moment { case, views: &[] };
        monitor.pass(procedure, now, to, &mut |b| happenings.broke(*edition, b, *standing, passed));
    }

    /// Looks at the properties of the case as it is on a day.
    pub fn look(&mut self, procedure: &Procedure, on: Day, happenings: &mut Happenings) {
        let Self { case, monitor, passed, standing, edition, .. } = self;
        let now = Moment { case, views: &[] };
        monitor.look(procedure, now, on, &mut |b| happenings.broke(*edition, b, *standing, passed));
    }

    /// An act has taken effect that found the case as it was `before`, and saw these views.
    pub fn acted(
        &mut self,
        procedure: &Procedure,
        (before, act): (&Case, &Occurrence),
        views: Views,
        happenings: &mut Happenings,
    ) {
        let Self { case, monitor, passed, standing, edition, .. } = self;
        let entered = (before.state() != case.state()).then_some(case.state());
        let incident = Sign { of: Whose::Own, act: Some(act.act), entered };
        let moment = |case| Moment { case, views };
        let mut broken = |b: Break| happenings.broke(*edition, b, *standing, passed);
        monitor.step(procedure, &incident, moment(before), moment(case), act.on, &mut broken);
    }
}
