//! The tables of all kinds of machines of a system, closed under all that their machines may see of one another.

use std::sync::RwLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::calendar::Day;
use crate::engine::View;
use crate::procedure::{AppliesBy, Editions};
use crate::system::{MachineIx, System};

use super::asked::Asked;
use super::details::Foreign;
use super::kind::{Kind, Local, LocalIx, Move, TooLarge, When};
use super::limits::Budget;
use super::lonely::Lonely;
use super::skeleton::Skeleton;
use super::suppose::{outcomes, running};

/// A stretch of time in which no machine's edition changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Epoch {
    /// Its first day.
    pub from: Day,
    /// For each kind, the edition that is in force; nothing where none is shipped.
    pub governing: Vec<Option<usize>>,
}

/// What is seen of other machines: the class of each, watch after watch.
pub(super) type Seen = SmallVec<[u32; 16]>;

/// All that the machines of a system may do.
pub(super) struct Tables<'a> {
    pub system: &'a System<'a>,
    pub kinds: Vec<Kind<'a>>,
    /// For each machine, its kind.
    pub kind_of: Vec<usize>,
    pub epochs: Vec<Epoch>,
    /// For each kind, edition and watch: the class of every local of every kind that is watched.
    classes: Vec<Vec<Vec<Vec<Vec<u32>>>>>,
    /// The first and the last day of what is asked.
    pub range: (Day, Day),
    /// No course is looked for that is over later.
    pub horizon: Day,
    /// The property that is looked at by itself, if one is.
    pub asked: Option<Asked<'a>>,
    /// Whether what the system waits for has come, by what is seen.
    come: RwLock<FxHashMap<Vec<Vec<u32>>, bool>>,
    /// What is known of dates that follow from one event.
    pub lonely: Lonely,
}

impl<'a> Tables<'a> {
    /// The tables of a system, for acts within a range of days; of one changed for a property, if that is asked.
    /// `moving` says of each machine whether it moves.
    pub fn new(
        system: &'a System<'a>,
        observer: Option<&'a Editions>,
        moving: &[bool],
        range: (Day, Day),
        asked: Option<Asked<'a>>,
        budget: &Budget,
    ) -> Result<Self, TooLarge> {
        let groups = kinds(system, moving);
        let duties = asked.as_ref().is_some_and(|asked| asked.keeping.is_some());
        let mut kind_of = vec![0; system.machines.len()];
        let foreign = Foreign::of(system.procedures.iter().copied().chain(observer).flat_map(Editions::all));
        let mut kinds = Vec::new();
        for (index, group) in groups.into_iter().enumerate() {
            for machine in &group {
                if let Some(place) = kind_of.get_mut(*machine) {
                    *place = index;
                }
            }
            let Some(first) = group.first().copied() else { continue };
            let editions = system.editions(first);
            let alike = group.len() > 1 && alike(system, &group);
            let seen = |procedure: &_| system.seen_by(first, procedure);
            let moving = moving.get(first) == Some(&true);
            kinds.push(Kind::new(editions, group.clone(), (alike, moving), seen, duties, &foreign)?);
        }
        let machines = kinds.len();
        if let (Some(editions), Some(seen)) = (observer, system.observer.as_ref()) {
            kinds.push(Kind::new(editions, Vec::new(), (false, true), |_| seen.seen.clone(), false, &foreign)?);
        }
        let epochs = epochs(kinds.get(..machines).unwrap_or_default(), range);
        for kind in &mut kinds {
            kind.carried = vec![Vec::new(); epochs.len()];
        }
        let mut tables = Self {
            system,
            kinds,
            kind_of,
            epochs,
            classes: Vec::new(),
            range,
            horizon: range.1,
            asked,
            come: RwLock::default(),
            lonely: Lonely::default(),
        };
        tables.share_what_is_read();
        for kind in &mut tables.kinds {
            let first = if kind.machines.is_empty() { 0 } else { kind.editions.known_on(range.0) };
            kind.begin(first);
        }
        tables.close(budget)?;
        Ok(tables)
    }

    /// What matters of a machine is also what other machines, and later editions, read of it.
    fn share_what_is_read(&mut self) {
        let mut wanted: Vec<(usize, usize, usize, usize, crate::condition::ExprId)> = Vec::new();
        for (watcher, kind) in self.kinds.iter().enumerate() {
            for (edition, environment) in kind.environments.iter().enumerate() {
                for seen in &environment.watches {
                    for machine in &seen.machines {
                        let watched = self.kind_of.get(*machine).copied().unwrap_or(0);
                        let editions = self.kinds.get(watched).map_or(0, |k| k.skeletons.len());
                        for theirs in 0..editions {
                            wanted.extend(seen.bodies(theirs).map(|body| (watcher, edition, watched, theirs, body)));
                        }
                    }
                }
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        for (watcher, edition, watched, theirs, body) in wanted {
            let Some(procedure) = self.kinds.get(watcher).map(|kind| kind.editions.get(edition)) else { continue };
            if let Some(skeleton) = self.kinds.get_mut(watched).and_then(|kind| kind.skeletons.get_mut(theirs)) {
                skeleton.live.also_read(procedure, body);
            }
        }
        for kind in &mut self.kinds {
            let mut later = kind.skeletons.as_mut_slice();
            while let [before @ .., last] = later {
                if let Some(skeleton) = before.last_mut() {
                    skeleton.live.also_read_later(&last.live);
                }
                later = before;
            }
        }
    }

    /// Adds what is missing until nothing is.
    fn close(&mut self, budget: &Budget) -> Result<(), TooLarge> {
        self.classes = self
            .kinds
            .iter()
            .map(|kind| kind.environments.iter().map(|e| vec![Vec::new(); e.watches.len()]).collect())
            .collect();
        let all: Vec<(usize, usize, usize)> = (self.epochs.iter().enumerate().skip(1))
            .flat_map(|(epoch, e)| e.governing.iter().enumerate().map(move |(kind, _)| (epoch, kind)))
            .map(|(epoch, kind)| {
                let day = self.epochs.get(epoch).map_or(self.range.0, |e| e.from);
                (epoch, kind, self.kinds.get(kind).map_or(0, |k| k.editions.known_on(day)))
            })
            .collect();
        loop {
            let mut changed = self.classify()?;
            for kind in &mut self.kinds {
                changed |= kind.extend(budget)?;
            }
            for (epoch, kind, target) in &all {
                if let Some(kind) = self.kinds.get_mut(*kind) {
                    changed |= kind.carry(*epoch, *target);
                }
            }
            if !changed {
                return Ok(());
            }
        }
    }

    /// Finds what every case looks like to those that watch it.
    fn classify(&mut self) -> Result<bool, TooLarge> {
        let mut changed = false;
        for watcher in 0..self.kinds.len() {
            let editions = self.kinds.get(watcher).map_or(0, |kind| kind.environments.len());
            for edition in 0..editions {
                let Some(mut environment) =
                    self.kinds.get_mut(watcher).and_then(|k| k.environments.get_mut(edition)).map(std::mem::take)
                else {
                    continue;
                };
                let before = environment.all.len();
                for (index, seen) in environment.watches.iter_mut().enumerate() {
                    let mut watched: Vec<usize> =
                        seen.machines.iter().filter_map(|m| self.kind_of.get(*m).copied()).collect();
                    watched.sort_unstable();
                    watched.dedup();
                    for theirs in watched {
                        let procedure = self.kinds.get(watcher).and_then(|k| k.skeletons.get(edition));
                        let (Some(procedure), Some(kind)) = (procedure, self.kinds.get(theirs)) else { continue };
                        let place = self.classes.get_mut(watcher).and_then(|c| c.get_mut(edition));
                        let Some(place) = place.and_then(|c| c.get_mut(index)) else { continue };
                        if place.len() <= theirs {
                            place.resize(theirs + 1, Vec::new());
                        }
                        let Some(known) = place.get_mut(theirs) else { continue };
                        for local in kind.locals.iter().skip(known.len()) {
                            known.push(seen.class(&procedure.procedure, local.edition, &local.case));
                        }
                    }
                }
                if !environment.combine() {
                    return Err(TooLarge::Environments);
                }
                changed |= environment.all.len() > before;
                if let Some(place) = self.kinds.get_mut(watcher).and_then(|k| k.environments.get_mut(edition)) {
                    *place = environment;
                }
            }
        }
        Ok(changed)
    }

    /// What a local looks like to all that see its machine.
    pub fn looks(&self, kind: usize, at: usize) -> Vec<Option<u32>> {
        let watches = self.classes.iter().flatten().flatten();
        watches.map(|kinds| kinds.get(kind).and_then(|classes| classes.get(at)).copied()).collect()
    }

    /// What a kind sees under an edition: for each watch, the classes of its machines, those of a list in order.
    pub fn classes(&self, kind: usize, edition: usize, locals: &[LocalIx]) -> Vec<Vec<u32>> {
        let environment = self.kinds.get(kind).and_then(|kind| kind.environments.get(edition));
        let classes = self.classes.get(kind).and_then(|kind| kind.get(edition));
        let (Some(environment), Some(classes)) = (environment, classes) else { return Vec::new() };
        let seen = environment.watches.iter().zip(classes).map(|(watch, classes)| {
            let mut seen: Vec<u32> = (watch.machines.iter())
                .filter_map(|seen| {
                    let theirs = self.kind_of.get(*seen)?;
                    classes.get(*theirs)?.get(*locals.get(*seen)? as usize).copied()
                })
                .collect();
            seen.sort_unstable();
            seen
        });
        seen.collect()
    }

    /// The same in one list, to look up.
    pub fn seen(&self, kind: usize, edition: usize, locals: &[LocalIx]) -> Seen {
        let mut all = Seen::new();
        let environment = self.kinds.get(kind).and_then(|kind| kind.environments.get(edition));
        let classes = self.classes.get(kind).and_then(|kind| kind.get(edition));
        let (Some(environment), Some(classes)) = (environment, classes) else { return all };
        for (watch, classes) in environment.watches.iter().zip(classes) {
            let first = all.len();
            for seen in &watch.machines {
                let class = || classes.get(*self.kind_of.get(*seen)?)?.get(*locals.get(*seen)? as usize).copied();
                all.push(class().unwrap_or(u32::MAX));
            }
            if let Some(seen) = all.get_mut(first..) {
                seen.sort_unstable();
            }
        }
        all
    }

    /// The number of what a machine sees when each machine is in a local.
    #[inline]
    pub fn environment(&self, machine: MachineIx, edition: usize, locals: &[LocalIx]) -> Option<u32> {
        let kind = *self.kind_of.get(machine)?;
        let environment = self.kinds.get(kind)?.environments.get(edition)?;
        let classes = self.classes.get(kind)?.get(edition)?;
        environment.number(environment.watches.iter().zip(classes).map(|(watch, classes)| {
            watch.machines.iter().filter_map(move |seen| {
                let theirs = self.kind_of.get(*seen)?;
                classes.get(*theirs)?.get(*locals.get(*seen)? as usize).copied()
            })
        }))
    }

    /// Whether a move of a machine is possible in a state, as far as what it sees goes.
    pub fn enabled(&self, machine: MachineIx, edition: usize, step: &Move, parts: &[LocalIx]) -> bool {
        step.when == When::Always
            || self.environment(machine, edition, parts).is_some_and(|environment| step.when.holds(environment))
    }

    /// Whether what a machine waits for has come, as what watches all machines sees it: that is a wrong guess.
    pub fn has_come(&self, parts: &[u32]) -> bool {
        if !self.asked.as_ref().is_some_and(|asked| asked.of_system && asked.follows.is_some()) || !self.waits(parts) {
            return false;
        }
        let Some(observer) = self.kinds.iter().position(|kind| kind.machines.is_empty()) else { return false };
        let seen = self.classes(observer, 0, parts);
        if let Some(known) = self.come.read().ok().and_then(|come| come.get(&seen).copied()) {
            return known;
        }
        let come = self.expected(observer, &seen) == Some(false);
        if let Ok(mut all) = self.come.write() {
            all.insert(seen, come);
        }
        come
    }

    /// Whether what the system's property expects may be missing, given what is seen.
    fn expected(&self, observer: usize, seen: &[Vec<u32>]) -> Option<bool> {
        let kind = self.kinds.get(observer)?;
        let (skeleton, environment) = (kind.skeletons.first()?, kind.environments.first()?);
        let id = kind.property(0, self.asked.as_ref()?.name)?;
        let samples = environment.watches.iter().zip(seen).map(|(watch, classes)| {
            let samples = classes.iter().filter_map(|class| watch.sample(*class));
            samples.map(|(edition, case)| View { edition: *edition, procedure: skeleton.original, case }).collect()
        });
        let views: Vec<Vec<View>> = samples.collect();
        Some(!outcomes(skeleton, &kind.local(0)?.case, id, false, &views).is_empty())
    }

    /// The local of a machine, with its skeleton.
    pub fn standing(&self, machine: MachineIx, at: LocalIx) -> Option<(&Skeleton<'a>, &Local)> {
        let kind = self.kinds.get(*self.kind_of.get(machine)?)?;
        let local = kind.local(at)?;
        Some((kind.skeletons.get(local.edition)?, local))
    }

    /// Whether some machine waits.
    fn waits(&self, parts: &[u32]) -> bool {
        let mut all = parts.iter().take(self.kind_of.len()).enumerate();
        all.any(|(machine, at)| self.standing(machine, *at).is_some_and(|(s, local)| s.waits(&local.case)))
    }

    /// Whether nothing will happen by itself any more: no deadline runs that moves a machine, and no duty is owed that
    /// is to be kept.
    pub fn rests(&self, parts: &[u32]) -> bool {
        let mut all = parts.iter().take(self.kind_of.len()).enumerate();
        all.all(|(machine, at)| {
            self.standing(machine, *at).is_none_or(|(skeleton, local)| {
                running(skeleton, &local.case).is_empty()
                    && !(self.keeps(machine) && skeleton.owed(&local.case).next().is_some())
            })
        })
    }

    /// Whether the duties of a machine are to be kept.
    pub fn keeps(&self, machine: MachineIx) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.keeps(machine))
    }

    /// The state when an epoch begins.
    pub fn next_epoch(&self, parts: &[u32], epoch: usize) -> Vec<u32> {
        let carried = parts.iter().take(self.kind_of.len()).enumerate().map(|(machine, here)| {
            let kind = self.kind_of.get(machine).and_then(|kind| self.kinds.get(*kind));
            let table = kind.and_then(|kind| kind.carried.get(epoch));
            table.and_then(|table| table.get(*here as usize)).copied().unwrap_or(*here)
        });
        carried.chain(u32::try_from(epoch)).collect()
    }

    /// Whether acts of a kind can be judged in an epoch.
    pub fn judged(&self, epoch: usize, kind: usize) -> bool {
        self.epochs.get(epoch).and_then(|e| e.governing.get(kind)).is_some_and(Option::is_some)
    }
}

/// Machines with the same procedure that see the same machines, and move alike.
fn kinds(system: &System, moving: &[bool]) -> Vec<Vec<MachineIx>> {
    let mut groups: Vec<Vec<MachineIx>> = Vec::new();
    for (index, machine) in system.machines.iter().enumerate() {
        let same = |group: &&mut Vec<MachineIx>| {
            let first = group.first().and_then(|first| system.machines.get(*first));
            first.is_some_and(|first| first.procedure == machine.procedure && first.watches == machine.watches)
                && group.first().map(|first| moving.get(*first)) == Some(moving.get(index))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

/// Whether nobody tells the machines of a group apart: whoever sees one of them in a list sees all in it.
fn alike(system: &System, group: &[MachineIx]) -> bool {
    let seen = system.observer.iter().flat_map(|observer| &observer.seen);
    system.machines.iter().flat_map(|machine| &machine.watches).map(|(_, list)| list).chain(seen).all(|list| {
        let seen = group.iter().filter(|machine| list.contains(machine)).count();
        seen == 0 || seen == group.len()
    })
}

/// The stretches of time between changes of editions.
fn epochs(kinds: &[Kind], (first, last): (Day, Day)) -> Vec<Epoch> {
    let mut days = vec![first];
    for edition in kinds.iter().flat_map(|kind| kind.editions.all()) {
        days.push(edition.edition());
        days.extend(edition.until().map(Day::next));
    }
    days.retain(|day| first <= *day && *day <= last);
    days.sort_unstable();
    days.dedup();
    // A case that stays under the text of its first act is judged whatever text is in force later.
    let stays = |kind: &Kind| kind.editions.get(0).applies_by() == AppliesBy::FirstAct;
    let governing =
        |day: Day| kinds.iter().map(|kind| kind.editions.in_force(day).or(stays(kind).then_some(0))).collect();
    days.into_iter().map(|from| Epoch { from, governing: governing(from) }).collect()
}
