//! The zones of joint states: as time passes, after a move, under a new edition.

use rustc_hash::FxHashMap;

use super::keys::{Key, bounding, carried_from, due, may_be_hours};
use super::kind::{Label, Move};
use super::moving::Dates;
use super::profile::Profile;
use super::suppose::Supposed;
use super::timed::Timed;
use super::turn::Turn;
use super::zone::Zone;
use crate::system::MachineIx;

impl Timed<'_, '_> {
    /// The dates that matter where a machine is.
    pub fn profile(&self, machine: MachineIx, at: u32) -> Option<&Profile> {
        self.profiles.get(*self.tables.kind_of.get(machine)?)?.all.get(at as usize)
    }

    /// For each machine, the index of its first age.
    pub fn layout(&self, parts: &[u32]) -> Vec<usize> {
        let mut next = 1;
        let machines = 0..self.tables.kind_of.len();
        let mut places = Vec::with_capacity(machines.len() + 1);
        for machine in machines {
            places.push(next);
            next += parts.get(machine).and_then(|at| self.profile(machine, *at)).map_or(0, |p| p.dates.len());
        }
        places.push(next);
        places
    }

    /// Lets time pass, no further than deadlines allow, and forgets what nothing tells apart.
    pub fn settle(&self, parts: &[u32], zone: &mut Zone) -> bool {
        zone.elapse();
        let layout = self.layout(parts);
        for last in self.last_days(parts, &layout) {
            if !zone.ask(last, 0, 1) {
                return false;
            }
        }
        for (machine, (at, first)) in parts.iter().take(self.tables.kind_of.len()).zip(&layout).enumerate() {
            // A duty that is owed on its last day may end with what runs out at that midnight.
            if !self.owes_until(zone, machine, *at, *first, 1) {
                return false;
            }
        }
        self.coarsen(parts, &layout, zone);
        true
    }

    /// What of a zone has a deadline that was over before it was started, for each of them: no time passes before it has
    /// run out.
    pub fn overdue(&self, parts: &[u32], zone: &Zone) -> Vec<Zone> {
        let layout = self.layout(parts);
        let late = |last: &usize| zone.bound(*last, 0) > 1;
        let of = |last: usize| {
            let mut zone = zone.clone();
            let some = zone.ask(0, last, -2);
            self.coarsen(parts, &layout, &mut zone);
            some.then_some(zone)
        };
        self.last_days(parts, &layout).into_iter().filter(late).filter_map(of).collect()
    }

    /// The indices of the ages of last days that time does not pass.
    fn last_days(&self, parts: &[u32], layout: &[usize]) -> Vec<usize> {
        let mut all = Vec::new();
        for (machine, (at, first)) in parts.iter().take(self.tables.kind_of.len()).zip(layout).enumerate() {
            let (Some(profile), Some((skeleton, local))) =
                (self.profile(machine, *at), self.tables.standing(machine, *at))
            else {
                continue;
            };
            let ends = bounding(skeleton, &local.case).into_iter();
            all.extend(ends.filter_map(|id| profile.dates.get_index_of(&Key::Last(id))).map(|index| first + index));
        }
        all
    }

    /// Forgets what nothing tells apart.
    fn coarsen(&self, parts: &[u32], layout: &[usize], zone: &mut Zone) {
        let (mut lower, mut upper) = (vec![0], vec![0]);
        let mut owners: Vec<(usize, usize)> = vec![(usize::MAX, 0)];
        for (machine, at) in parts.iter().take(layout.len().min(self.tables.kind_of.len())).enumerate() {
            let Some(profile) = self.profile(machine, *at) else { continue };
            for (index, compared) in profile.dates.values().enumerate() {
                lower.push(compared.lower);
                upper.push(compared.upper);
                owners.push((machine, index));
            }
        }
        zone.coarsen(&lower, &upper, &|i, j| {
            let (Some((a, of_a)), Some((b, of_b))) = (owners.get(i), owners.get(j)) else { return false };
            if a != b {
                return false;
            }
            let Some(profile) = parts.get(*a).and_then(|at| self.profile(*a, *at)) else { return false };
            let key = |index: &usize| profile.dates.get_index(*index).map(|(key, _)| key);
            let (Some(a), Some(b)) = (key(of_a), key(of_b)) else { return false };
            !profile.pairs.is_empty() && profile.pairs.contains_key(&(a.clone(), b.clone()))
        });
    }

    /// Asks that what a machine owes was due at most so many days ago, if its duties are to be kept; false if no dates
    /// are so. `first` is the index of its first age.
    pub fn owes_until(&self, zone: &mut Zone, machine: MachineIx, at: u32, first: usize, days: i32) -> bool {
        if !self.tables.keeps(machine) {
            return true;
        }
        let (Some((skeleton, local)), Some(profile)) = (self.tables.standing(machine, at), self.profile(machine, at))
        else {
            return true;
        };
        let mut ages = due(skeleton, &local.case).into_iter().filter_map(|key| profile.dates.get_index_of(&key));
        ages.all(|index| zone.ask(first + index, 0, days))
    }

    /// The zone after a move, not settled; nothing if no dates allow it.
    pub fn after(
        &self,
        (parts, zone): (&[u32], &Zone),
        machine: MachineIx,
        step: &Move,
        supposed: &Supposed,
    ) -> Option<Zone> {
        let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
        let turn = Turn::of(kind, *parts.get(machine)?, step, supposed)?;
        let layout = self.layout(parts);
        let mut zone = zone.clone();
        let mut over = None;
        match step.label {
            Label::Act(_) => {
                for (other, at) in parts.iter().take(self.tables.kind_of.len()).enumerate() {
                    let kind = self.tables.kinds.get(*self.tables.kind_of.get(other)?)?;
                    let local = kind.local(*at)?;
                    for deadline in bounding(kind.skeletons.get(local.edition)?, &local.case) {
                        if let Some(index) = self.profile(other, *at)?.dates.get_index_of(&Key::Last(deadline))
                            && !zone.ask(layout.get(other)? + index, 0, 0)
                        {
                            return None;
                        }
                    }
                    if !self.owes_until(&mut zone, other, *at, *layout.get(other)?, 0) {
                        return None;
                    }
                }
            }
            Label::Over(deadline) => {
                let here = self.profile(machine, *parts.get(machine)?)?;
                if let Some(index) = here.dates.get_index_of(&Key::Last(deadline)) {
                    let last = layout.get(machine)? + index;
                    // One that is counted in hours may run out on its last day.
                    let procedure = turn.skeleton.original;
                    let after = if may_be_hours(procedure, deadline) { 0 } else { 1 };
                    if !zone.ask(0, last, -after) {
                        return None;
                    }
                    over = Some(last);
                }
            }
        }
        let mut dates = Dates {
            zone,
            turn: &turn,
            held: self.profile(machine, *parts.get(machine)?)?,
            first: *layout.get(machine)?,
            lengths: &self.lengths,
            fresh: FxHashMap::default(),
        };
        if let Some(last) = over.filter(|last| dates.zone.bound(*last, 0) > 1) {
            // What had run out before it was started happens on the day after its end, long ago.
            let then = dates.zone.add();
            dates.zone.ask(last, then, 1);
            dates.zone.ask(then, last, 0);
            dates.fresh.insert(Key::Now, then);
        }
        for (a, b) in turn.asked() {
            if !dates.ask(&a, &b) {
                return None;
            }
        }
        let mut kept = vec![0];
        for other in 0..self.tables.kind_of.len() {
            if other != machine {
                kept.extend(*layout.get(other)?..*layout.get(other + 1)?);
                continue;
            }
            for key in self.profile(machine, step.to)?.dates.keys() {
                kept.push(dates.write(key));
            }
        }
        Some(dates.zone.project(&kept))
    }

    /// The zone in which nothing is known of any date.
    pub fn nothing_yet(&self, parts: &[u32]) -> Zone {
        let first = vec![0; self.tables.kind_of.len() + 1];
        let parts = if parts.is_empty() { &first } else { parts };
        let mut zone = Zone::new();
        for _ in 1..self.layout(parts).last().copied().unwrap_or(1) {
            zone.add();
        }
        zone
    }

    /// The zone when an epoch begins: dates are carried over by the names of what holds them.
    pub fn carried(&self, (parts, zone): (&[u32], &Zone), next: &[u32]) -> Option<Zone> {
        let layout = self.layout(parts);
        let mut zone = zone.clone();
        let mut kept = vec![0];
        for (machine, first) in layout.iter().enumerate().take(self.tables.kind_of.len()) {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            let (at, to) = (*parts.get(machine)?, *next.get(machine)?);
            let (here, there) = (self.profile(machine, at)?, self.profile(machine, to)?);
            let (old, new) = (kind.local(at)?.edition, kind.local(to)?.edition);
            let (old, new) = (kind.editions.get(old), kind.editions.get(new));
            let (own, mut made) = (kept.len(), Vec::new());
            for key in there.dates.keys() {
                let source = if at == to { Some(key.clone()) } else { carried_from(key, new, old) };
                kept.push(match source.and_then(|key| here.dates.get_index_of(&key)) {
                    Some(index) => first + index,
                    None => {
                        let age = zone.add();
                        made.push((key, age));
                        age
                    }
                });
            }
            // What an act of the new edition may count from a date that is carried over comes after that date.
            for (key, age) in made {
                let Key::Count { length, counting, nominal, from } = key else { continue };
                let Some(from) = there.dates.get_index_of(from.as_ref()).and_then(|at| kept.get(own + at)) else {
                    continue;
                };
                let (fewest, most) = self.lengths.of(new, *length, *counting, *nominal);
                zone.ask(*from, age, most);
                zone.ask(age, *from, -fewest);
            }
        }
        Some(zone.project(&kept))
    }
}
