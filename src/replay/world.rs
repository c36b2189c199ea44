//! One possible world of one machine: its case, and all that its future depends on.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use smallvec::{SmallVec, smallvec};

use super::ended::Ended;
use super::model::{Happening, Passed};
use super::tags::Tags;
use crate::calendar::{Day, Stamp};
use crate::engine::{Case, Doubt, Passage, advance, force, spare};
use crate::ids::DeadlineId;
use crate::procedure::{AppliesBy, Editions, Procedure};
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
    /// The event that started each deadline, and the edition under which it did.
    pub origins: Vec<(DeadlineId, EventIx, usize)>,
    /// An earlier void act, and the case as it would be had that act been valid.
    pub shadow: Option<Box<(EventIx, Case)>>,
    /// The first unlawful act that stands.
    pub standing: Option<EventIx>,
    /// What happened by itself, by its number among the machine's happenings.
    pub passed: Vec<usize>,
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
}

impl Happenings {
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

    /// The number of a happening that is known already.
    pub fn find(&self, edition: usize, what: &Happening) -> Option<usize> {
        self.all.iter().position(|(e, known, _)| *e == edition && known == what)
    }

    /// Remembers the end of a deadline or duty by an act.
    pub fn note(&mut self, edition: usize, ended: Ended) {
        if !self.ended.contains(&(edition, ended)) {
            self.ended.push((edition, ended));
        }
    }

    /// What happened in some of these worlds, with whether it did in all.
    pub fn told(&self, machine: MachineIx, worlds: &[&World]) -> Vec<Passed> {
        let mut all = Vec::new();
        for (number, (edition, what, lasts)) in self.all.iter().enumerate() {
            let met = worlds.iter().filter(|world| world.passed.contains(&number)).count();
            if met == 0 {
                continue;
            }
            let mut lasts = lasts.clone();
            lasts.sort_by_key(|last| last.last_minute().latest);
            let certain = met == worlds.len();
            all.push(Passed { machine, edition: *edition, what: what.clone(), lasts, certain });
        }
        all
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
            origins: Vec::new(),
            shadow: None,
            standing: None,
            passed: Vec::new(),
        }
    }

    /// The edition that governs an act on a day; nothing if none is shipped for it.
    pub fn governing(&self, editions: &Editions, day: Day) -> Option<usize> {
        let decided_by = match editions.get(self.edition).applies_by() {
            AppliesBy::Act => day,
            AppliesBy::FirstAct => self.first.unwrap_or(day),
        };
        editions.in_force(decided_by)
    }

    /// Lets time pass up to an instant, from edition to edition: every world that this may lead to.
    pub fn pass(mut self, editions: &Editions, to: Stamp, happenings: &mut Happenings) -> OneOrMore {
        let decided_by = match editions.get(self.edition).applies_by() {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => self.first.unwrap_or(to.day),
        };
        let target = editions.known_on(decided_by);
        if self.now.day == Day::MIN && target != self.edition {
            // A case that has not begun begins under the edition of its first act.
            self.case = Case::new(editions.get(target));
            self.edition = target;
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
        let mut passages = Vec::new();
        let doubt = advance(procedure, &mut self.case, to, &mut |p| passages.push(p));
        let edition = self.edition;
        self.passed.extend(passages.into_iter().map(|p| happenings.pass(edition, p)));
        match doubt {
            None => smallvec![self],
            Some(doubt) => self.settle(procedure, doubt, to, happenings),
        }
    }

    fn settle(self, procedure: &Procedure, doubt: Doubt, to: Stamp, happenings: &mut Happenings) -> OneOrMore {
        let (mut fired, mut spared) = (self.clone(), self);
        let mut passages = Vec::new();
        force(procedure, &mut fired.case, doubt, &mut |p| passages.push(p));
        let edition = fired.edition;
        fired.passed.extend(passages.into_iter().map(|p| happenings.pass(edition, p)));
        let mut passages = Vec::new();
        spare(procedure, &mut spared.case, doubt, to, &mut |p| passages.push(p));
        spared.passed.extend(passages.into_iter().map(|p| happenings.pass(edition, p)));
        let mut all = fired.advance(procedure, to, happenings);
        all.extend(spared.advance(procedure, to, happenings));
        all
    }
}
