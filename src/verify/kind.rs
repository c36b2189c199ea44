//! Machines that behave alike, and the table of all that one of them may do: every case that it can be in, without its
//! dates, with every lawful move from there. The engine made each entry once; exploring reads the table.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::engine::{Case, View};
use crate::ids::{ActId, DeadlineId, PropertyId};
use crate::procedure::{AppliesBy, Editions};
use crate::system::MachineIx;
use crate::value::Value;

use super::details::{Foreign, Way, Written, ways};
use super::environment::Environment;
use super::limits::{Budget, Stopped};
use super::skeleton::{Skeleton, placeholder};
use super::suppose::{After, Supposed, acts, ends, has_come, may_be_lawful, running};

/// A case of a kind, by its place in the table.
pub(super) type LocalIx = u32;

/// What happens to one machine.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Label {
    /// An act, in one of the ways of its edition.
    Act(u32),
    /// A deadline runs out.
    Over(DeadlineId),
}

impl Label {
    /// Whether somebody acts.
    pub fn is_act(self) -> bool {
        matches!(self, Self::Act(_))
    }
}

/// Among which environments something holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum When {
    /// Whatever is seen.
    Always,
    /// When one of these is seen.
    Seen(Vec<u64>),
}

/// A lawful move of one machine.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub label: Label,
    pub to: LocalIx,
    pub when: When,
    /// What is supposed of dates, in each way that leads there.
    pub supposed: Vec<Supposed>,
    pub transition: Option<crate::ids::TransitionId>,
}

/// A case of one machine, under an edition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Local {
    pub edition: usize,
    pub case: Case,
}

/// Machines that run one procedure and see the same machines.
pub(super) struct Kind<'a> {
    pub editions: &'a Editions,
    pub machines: Vec<MachineIx>,
    /// Whether nothing tells its machines apart.
    pub alike: bool,
    /// Whether its machines move; else they stay as they began.
    moving: bool,
    pub skeletons: Vec<Skeleton<'a>>,
    pub environments: Vec<Environment>,
    /// For each edition, every way of acting.
    pub ways: Vec<Vec<Way>>,
    /// For each edition, which details more than judge an act.
    written: Vec<Written>,
    pub locals: IndexSet<Local, FxBuildHasher>,
    pub moves: Vec<Vec<Move>>,
    /// For each local, with how many environments its moves were made.
    done: Vec<Option<usize>>,
    /// For each edition, the case to which nothing has happened.
    fresh: Vec<Local>,
    /// For each epoch after the first, what becomes of a local when it begins.
    pub carried: Vec<Vec<LocalIx>>,
    /// The properties of its procedure, by name.
    pub properties: Vec<String>,
}

/// More cases of one machine than a table holds.
const MAX_LOCALS: usize = 1 << 22;

/// Why a table cannot be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TooLarge {
    Ways,
    Environments,
    Locals,
    /// A limit of the run was reached, with so many cases made and so many of them not filled in.
    Stopped(Stopped, u64, u64),
}

impl When {
    fn add(&mut self, environment: usize) {
        if let Self::Seen(words) = self {
            let (word, bit) = (environment / 64, environment % 64);
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            if let Some(place) = words.get_mut(word) {
                *place |= 1 << bit;
            }
        }
    }

    /// To sort by.
    pub fn bits(&self) -> &[u64] {
        match self {
            Self::Always => &[],
            Self::Seen(words) => words,
        }
    }

    /// Whether it holds in an environment.
    #[inline]
    pub fn holds(&self, environment: u32) -> bool {
        match self {
            Self::Always => true,
            Self::Seen(words) => {
                words.get(environment as usize / 64).is_some_and(|word| word >> (environment % 64) & 1 == 1)
            }
        }
    }
}

impl<'a> Kind<'a> {
    /// A kind whose table is empty.
    pub fn new(
        editions: &'a Editions,
        machines: Vec<MachineIx>,
        (alike, moving): (bool, bool),
        seen: impl Fn(&crate::procedure::Procedure) -> Vec<Vec<MachineIx>>,
        duties: bool,
        foreign: &Foreign,
    ) -> Result<Self, TooLarge> {
        let mut skeletons: Vec<Skeleton> =
            editions.all().iter().map(|edition| Skeleton::new(edition, duties)).collect();
        skeletons.iter_mut().for_each(|skeleton| skeleton.compare_rolls(editions.all()));
        let environments = skeletons.iter().map(|s| Environment::new(&s.procedure, seen(s.original))).collect();
        let mut all_ways = Vec::new();
        for skeleton in &skeletons {
            let mut of_edition = Vec::new();
            for (act, _) in skeleton.procedure.acts() {
                of_edition.extend(ways(&skeleton.procedure, skeleton.original, foreign, act).ok_or(TooLarge::Ways)?);
            }
            all_ways.push(of_edition);
        }
        let mut properties: Vec<String> = Vec::new();
        for (_, property) in editions.all().iter().filter(|_| moving).flat_map(|edition| edition.properties()) {
            if !properties.contains(&property.name) {
                properties.push(property.name.clone());
            }
        }
        Ok(Self {
            editions,
            machines,
            alike,
            moving,
            environments,
            written: skeletons.iter().map(|skeleton| Written::of(&skeleton.procedure)).collect(),
            ways: all_ways,
            skeletons,
            locals: IndexSet::default(),
            moves: Vec::new(),
            done: Vec::new(),
            fresh: Vec::new(),
            carried: Vec::new(),
            properties,
        })
    }

    /// Begins the table with a new case under an edition, once it is known what others read of its memory.
    pub fn begin(&mut self, first: usize) {
        self.fresh = (0..self.editions.all().len()).map(|edition| self.new_case(edition)).collect();
        self.add(self.new_case(first));
    }

    /// The new case of an edition.
    fn new_case(&self, edition: usize) -> Local {
        let mut case = self
            .skeletons
            .get(edition)
            .map_or_else(|| Case::new(self.editions.get(edition)), |skeleton| Case::new(&skeleton.procedure));
        if let Some(skeleton) = self.skeletons.get(edition) {
            skeleton.normal(&mut case);
        }
        Local { edition, case }
    }

    fn add(&mut self, local: Local) -> LocalIx {
        let (at, _) = self.locals.insert_full(local);
        if self.moves.len() < self.locals.len() {
            self.moves.push(Vec::new());
            self.done.push(None);
        }
        LocalIx::try_from(at).unwrap_or(LocalIx::MAX)
    }

    /// The memory that its cases take, in bytes, as far as it can be told.
    fn bytes(&self) -> usize {
        let slots = self.skeletons.first().map_or(0, |s| s.procedure.slots().count() + s.original.deadlines().count());
        self.locals.len() * (size_of::<Local>() + slots * size_of::<Value>())
    }

    /// The case at a place.
    pub fn local(&self, at: LocalIx) -> Option<&Local> {
        self.locals.get_index(at as usize)
    }

    /// Makes every entry that is missing for the environments known so far. True if something was added.
    pub fn extend(&mut self, budget: &Budget) -> Result<bool, TooLarge> {
        if !self.moving {
            return Ok(false);
        }
        let mut changed = false;
        let mut at = 0;
        while let Some(local) = self.locals.get_index(at).cloned() {
            if self.locals.len() > MAX_LOCALS {
                return Err(TooLarge::Locals);
            }
            if let Some(stopped) = budget.stop(self.locals.len() as u64, self.bytes()) {
                return Err(TooLarge::Stopped(stopped, self.locals.len() as u64, (self.locals.len() - at) as u64));
            }
            let known = self.environments.get(local.edition).map_or(0, |e| e.all.len());
            let done = self.done.get(at).copied().flatten();
            if done != Some(known) {
                changed = true;
                self.fill(at, &local, done, known);
                if let Some(place) = self.done.get_mut(at) {
                    *place = Some(known);
                }
            }
            at += 1;
        }
        Ok(changed)
    }

    fn fill(&mut self, at: usize, local: &Local, done: Option<usize>, known: usize) {
        let Some(skeleton) = self.skeletons.get(local.edition) else { return };
        let mut found: Vec<(Label, Option<usize>, After)> = Vec::new();
        if done.is_none() {
            for deadline in running(skeleton, &local.case) {
                let after = ends(skeleton, &local.case, deadline);
                found.extend(after.into_iter().map(|after| (Label::Over(deadline), None, after)));
            }
        }
        let fresh = done.unwrap_or(0)..known;
        for environment in fresh.map(Some).chain(done.is_none().then_some(None)) {
            let samples = environment.map(|e| self.samples(local.edition, e)).unwrap_or_default();
            let views = self.views(&samples);
            let mut settled: FxHashSet<(ActId, Vec<Value>)> = FxHashSet::default();
            let mut hopeless: FxHashMap<ActId, bool> = FxHashMap::default();
            for (number, way) in self.ways.get(local.edition).into_iter().flatten().enumerate() {
                let serving = skeleton.procedure.serving(local.case.state(), way.act);
                let sees = serving.iter().any(|t| skeleton.procedure.transition(*t).reads.watched);
                if sees != environment.is_some() || serving.is_empty() {
                    continue;
                }
                let never = || !may_be_lawful(skeleton, &local.case, way, &views);
                if *hopeless.entry(way.act).or_insert_with(never) {
                    continue;
                }
                // Ways that write the same come to the same: one that is lawful on any calendar stands for all of them.
                let written = self.written.get(local.edition).map_or_else(Vec::new, |of| of.values(way));
                if settled.contains(&(way.act, written.clone())) {
                    continue;
                }
                let label = Label::Act(u32::try_from(number).unwrap_or(u32::MAX));
                let after = acts(skeleton, &local.case, way, &views);
                if after.iter().any(|after| after.supposed.is_empty()) {
                    settled.insert((way.act, written));
                }
                found.extend(after.into_iter().map(|after| (label, environment, after)));
            }
        }
        let mut begun: Vec<(Label, Option<usize>, After)> = Vec::new();
        for (label, environment, after) in &found {
            let act = match label {
                Label::Act(number) => self.way(local.edition, *number).map(|way| way.act),
                Label::Over(_) => None,
            };
            if let Some(known) = skeleton.waiting
                && skeleton.may_begin(&local.case, act, after.transition)
            {
                let mut case = after.case.clone();
                case.suppose_slot(known.waiting, Value::Boolean(true));
                case.suppose_slot(known.since, Value::Date(placeholder()));
                begun.push((*label, *environment, After { case, supposed: after.supposed.clone(), ..*after }));
            }
        }
        found.extend(begun);
        // Where what is waited for has come, the guess that it would not was wrong.
        found.retain(|(.., after)| !has_come(skeleton, &after.case));
        for (label, environment, after) in found {
            self.put(at, local.edition, label, environment, after);
        }
    }

    /// The property of a name, in an edition that has it.
    pub fn property(&self, edition: usize, name: &str) -> Option<PropertyId> {
        self.editions.get(edition).properties().find(|(_, property)| property.name == name).map(|(id, _)| id)
    }

    fn put(&mut self, at: usize, edition: usize, label: Label, environment: Option<usize>, after: After) {
        let to = self.add(Local { edition, case: after.case });
        let Some(moves) = self.moves.get_mut(at) else { return };
        let known = moves.iter_mut().find(|m| m.label == label && m.to == to && m.transition == after.transition);
        let entry = match known {
            Some(entry) => entry,
            None => {
                let when = if environment.is_some() { When::Seen(Vec::new()) } else { When::Always };
                moves.push(Move { label, to, when, supposed: Vec::new(), transition: after.transition });
                let last = moves.len() - 1;
                &mut moves[last]
            }
        };
        if let Some(environment) = environment {
            entry.when.add(environment);
        }
        if !entry.supposed.contains(&after.supposed) {
            entry.supposed.push(after.supposed);
        }
    }

    /// An example of every class of machines that an environment shows.
    fn samples(&self, edition: usize, environment: usize) -> Vec<Vec<(usize, Case)>> {
        let Some(all) = self.environments.get(edition) else { return Vec::new() };
        let Some(classes) = all.all.get(environment) else { return Vec::new() };
        let of = |(watch, classes): (&super::environment::Seen, &Vec<u32>)| {
            classes.iter().filter_map(|class| watch.sample(*class).cloned()).collect()
        };
        all.watches.iter().zip(classes).map(of).collect()
    }

    fn views<'v>(&'v self, samples: &'v [Vec<(usize, Case)>]) -> Vec<Vec<View<'v>>> {
        // A view's procedure is for explanations only: conditions stand in the watching procedure.
        let own = self.editions.get(0);
        let view = |(edition, case): &'v (usize, Case)| View { edition: *edition, procedure: own, case };
        samples.iter().map(|seen| seen.iter().map(view).collect()).collect()
    }

    /// What becomes of every local when the edition `target` begins; true if that adds any.
    pub fn carry(&mut self, epoch: usize, target: usize) -> bool {
        let before = self.locals.len();
        let mut at = self.carried.get(epoch).map_or(0, Vec::len);
        while let Some(local) = self.locals.get_index(at).cloned() {
            let next = self.carried_to(local, target);
            let next = self.add(next);
            if let Some(table) = self.carried.get_mut(epoch) {
                table.push(next);
            }
            at += 1;
        }
        self.locals.len() > before
    }

    fn carried_to(&self, mut local: Local, target: usize) -> Local {
        if target > local.edition && self.fresh.get(local.edition) == Some(&local) {
            return self.fresh.get(target).cloned().unwrap_or(local);
        }
        if self.editions.get(local.edition).applies_by() == AppliesBy::FirstAct {
            return local;
        }
        while local.edition < target {
            let (Some(old), Some(new)) = (self.skeletons.get(local.edition), self.skeletons.get(local.edition + 1))
            else {
                break;
            };
            // A case in a state that the new text does not have stays under the old one.
            let Some(mut case) = local.case.carried(&old.procedure, &new.procedure) else { break };
            new.normal(&mut case);
            local = Local { edition: local.edition + 1, case };
        }
        local
    }

    /// A move's transition, by the label of its machine.
    pub fn way(&self, edition: usize, number: u32) -> Option<&Way> {
        self.ways.get(edition)?.get(number as usize)
    }
}
