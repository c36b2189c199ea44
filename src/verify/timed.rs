//! Exploring with zones: dates are followed as far as conditions tell them apart, and a length is as many days as it may
//! have on some calendar. Every lawful course is among those explored, and perhaps others.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::claims::{Alarm, Claims};
use super::keys::Lengths;
use super::limits::{Budget, Stopped, Watcher};
use super::model::Progress;
use super::moving::Dates;
use super::path::{Stage, Way};
use super::profile::{Profiles, profiles};
use super::suppose::Supposed;
use super::tables::Tables;
use super::turn::Turn;
use super::zone::Zone;
use crate::system::MachineIx;

/// A state with its dates.
struct Node {
    parts: Vec<u32>,
    zone: Zone,
    parent: usize,
    /// The machine that moved, as its parent numbers machines, and where it came to.
    moved: Option<(MachineIx, u32)>,
    /// For each machine, its place in the parent, if machines were sorted.
    sorted: Vec<u8>,
    /// A larger zone was found before it was left.
    covered: bool,
}

/// Exploring with zones.
pub(super) struct Timed<'a, 't> {
    pub tables: &'t Tables<'a>,
    pub lengths: Lengths,
    /// For each kind and local.
    pub profiles: Vec<Profiles>,
    groups: Vec<Vec<usize>>,
}

/// What exploring with zones found.
pub(super) struct Found {
    pub states: u64,
    pub transitions: u64,
    pub depth: u64,
    pub bytes: usize,
    pub frontier: u64,
    pub stopped: Option<Stopped>,
    /// For each claim, ways to states that may stand against it.
    pub alarms: Vec<Vec<(Way, Alarm, Vec<Supposed>)>>,
}

/// How many alarms of one claim are kept.
const MAX_ALARMS: usize = 64;

impl<'a, 't> Timed<'a, 't> {
    /// For the claims that are open.
    pub fn new(tables: &'t Tables<'a>, claims: &Claims, open: &[bool], symmetry: bool, budget: &Budget) -> Self {
        let lengths = Lengths::new(tables.range);
        let profiles = tables.kinds.iter().enumerate().map(|(index, kind)| {
            let asked = (0..kind.locals.len()).map(|at| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                claims.asked_alone(index, at, open)
            });
            profiles(kind, &lengths, &asked.collect::<Vec<_>>(), budget)
        });
        let profiles = profiles.collect();
        let groups = tables.kinds.iter().filter(|kind| symmetry && kind.alike).map(|kind| kind.machines.clone());
        Self { tables, lengths, profiles, groups: groups.collect() }
    }

    /// Explores everything that can be reached within the limits.
    pub fn explore(&self, claims: &mut Claims, open: &[bool], budget: &Budget, watcher: &dyn Watcher) -> Found {
        claims.begin();
        (0..open.len()).filter(|claim| open.get(*claim) != Some(&true)).for_each(|claim| claims.enough(claim));
        let mut found = Found {
            states: 0,
            transitions: 0,
            depth: 0,
            bytes: 0,
            frontier: 0,
            stopped: None,
            alarms: vec![Vec::new(); claims.all.len()],
        };
        let mut nodes: Vec<Node> = Vec::new();
        let mut passed: FxHashMap<Vec<u32>, Vec<usize>> = FxHashMap::default();
        let first = vec![0; self.tables.kind_of.len() + 1];
        self.reach(&mut nodes, &mut passed, (first, self.nothing_yet(&[])), (0, None), &mut found);
        self.look(&nodes, 0, claims, open, &mut found);
        let mut at = 0;
        let mut level_end = 1;
        while at < nodes.len() {
            if at == level_end {
                level_end = nodes.len();
                found.depth += 1;
            }
            if at % 256 == 0 || budget.is_late() {
                let (states, frontier) = (nodes.len() as u64, (nodes.len() - at) as u64);
                watcher.tell(&Progress { states, transitions: found.transitions, frontier, depth: found.depth });
                found.stopped = budget.stop(states, found.bytes);
                if found.stopped.is_some() {
                    found.frontier = frontier;
                    break;
                }
            }
            if !nodes.get(at).is_none_or(|node| node.covered) {
                self.leave(&mut nodes, &mut passed, at, claims, open, &mut found);
            }
            at += 1;
        }
        found.states = nodes.iter().filter(|node| !node.covered).count() as u64;
        found
    }

    /// Every move from a state.
    fn leave(
        &self,
        nodes: &mut Vec<Node>,
        passed: &mut FxHashMap<Vec<u32>, Vec<usize>>,
        at: usize,
        claims: &mut Claims,
        open: &[bool],
        found: &mut Found,
    ) {
        let Some(parts) = nodes.get(at).map(|node| node.parts.clone()) else { return };
        let epoch = parts.last().copied().unwrap_or(0) as usize;
        for machine in 0..self.tables.kind_of.len() {
            let Some(kind) = self.tables.kind_of.get(machine).copied() else { continue };
            let Some(table) = self.tables.kinds.get(kind) else { continue };
            let Some(here) = parts.get(machine).copied() else { continue };
            if !self.tables.judged(epoch, kind) {
                continue;
            }
            let edition = table.local(here).map_or(0, |local| local.edition);
            for step in table.moves.get(here as usize).into_iter().flatten() {
                if !self.tables.enabled(machine, edition, step, &parts) {
                    continue;
                }
                for supposed in &step.supposed {
                    let Some(node) = nodes.get(at) else { return };
                    let Some(zone) = self.after((&node.parts, &node.zone), machine, step, supposed) else { continue };
                    let mut next = parts.clone();
                    if let Some(place) = next.get_mut(machine) {
                        *place = step.to;
                    }
                    found.transitions += 1;
                    for new in self.reach(nodes, passed, (next, zone), (at, Some((machine, step.to))), found) {
                        self.look(nodes, new, claims, open, found);
                    }
                }
            }
        }
        if epoch + 1 < self.tables.epochs.len() {
            let next = self.tables.next_epoch(&parts, epoch + 1);
            let Some(node) = nodes.get(at) else { return };
            let Some(zone) = self.carried((&node.parts, &node.zone), &next) else { return };
            found.transitions += 1;
            for new in self.reach(nodes, passed, (next, zone), (at, None), found) {
                self.look(nodes, new, claims, open, found);
            }
        }
    }

    /// Adds a state, and what of it is overdue, unless larger ones are known; the new ones.
    fn reach(
        &self,
        nodes: &mut Vec<Node>,
        passed: &mut FxHashMap<Vec<u32>, Vec<usize>>,
        (parts, mut zone): (Vec<u32>, Zone),
        from: (usize, Option<(MachineIx, u32)>),
        found: &mut Found,
    ) -> SmallVec<[usize; 2]> {
        let mut new = SmallVec::new();
        if self.tables.has_come(&parts) {
            return new;
        }
        for overdue in self.overdue(&parts, &zone) {
            new.extend(self.add(nodes, passed, (parts.clone(), overdue), from, found));
        }
        if self.settle(&parts, &mut zone) {
            new.extend(self.add(nodes, passed, (parts, zone), from, found));
        }
        new
    }

    fn add(
        &self,
        nodes: &mut Vec<Node>,
        passed: &mut FxHashMap<Vec<u32>, Vec<usize>>,
        (parts, zone): (Vec<u32>, Zone),
        (parent, moved): (usize, Option<(MachineIx, u32)>),
        found: &mut Found,
    ) -> Option<usize> {
        let (parts, zone, sorted) = self.sort(parts, zone);
        let known = passed.entry(parts.clone()).or_default();
        if known.iter().any(|at| nodes.get(*at).is_some_and(|node| node.zone.includes(&zone))) {
            return None;
        }
        known.retain(|at| {
            let Some(node) = nodes.get_mut(*at) else { return false };
            node.covered |= zone.includes(&node.zone);
            !node.covered
        });
        known.push(nodes.len());
        found.bytes += zone.bytes() + size_of::<Node>() + parts.len() * 8;
        nodes.push(Node { parts, zone, parent, moved, sorted, covered: false });
        Some(nodes.len() - 1)
    }

    /// Machines that nothing tells apart in an order: by their locals, then by the bounds of their ages.
    fn sort(&self, parts: Vec<u32>, zone: Zone) -> (Vec<u32>, Zone, Vec<u8>) {
        if self.groups.is_empty() {
            return (parts, zone, Vec::new());
        }
        let layout = self.layout(&parts);
        let mut order: Vec<usize> = (0..self.tables.kind_of.len()).collect();
        for group in &self.groups {
            let looks = |machine: &usize| {
                let ages = layout.get(*machine).copied().unwrap_or(0)..layout.get(machine + 1).copied().unwrap_or(0);
                (parts.get(*machine).copied(), ages.map(|age| zone.looks(age)).collect::<Vec<_>>())
            };
            let mut sorted = group.clone();
            sorted.sort_by_cached_key(looks);
            for (place, machine) in group.iter().zip(sorted) {
                if let Some(place) = order.get_mut(*place) {
                    *place = machine;
                }
            }
        }
        if order.iter().enumerate().all(|(place, machine)| place == *machine) {
            return (parts, zone, Vec::new());
        }
        let mut kept = vec![0];
        for machine in &order {
            let first = layout.get(*machine).copied().unwrap_or(0);
            kept.extend(first..layout.get(machine + 1).copied().unwrap_or(first));
        }
        let moved = order.iter().map(|machine| parts.get(*machine).copied().unwrap_or(0));
        let next = moved.chain(parts.last().copied()).collect();
        let sorted = order.iter().map(|machine| u8::try_from(*machine).unwrap_or(u8::MAX)).collect();
        (next, zone.project(&kept), sorted)
    }

    /// Notes which open claims a state may stand against, with its dates.
    fn look(&self, nodes: &[Node], at: usize, claims: &mut Claims, open: &[bool], found: &mut Found) {
        let Some(node) = nodes.get(at) else { return };
        let mut raised: Vec<(usize, Alarm)> = Vec::new();
        claims.look(&node.parts, &mut |claim, alarm| {
            if open.get(claim) == Some(&true) {
                raised.push((claim, alarm));
            }
        });
        for (claim, alarm) in raised {
            if found.alarms.get(claim).is_none_or(|known| known.len() >= MAX_ALARMS) {
                claims.enough(claim);
                continue;
            }
            let supposed = claims.supposed(claim, alarm.machine, &node.parts);
            let possible: Vec<Supposed> =
                supposed.into_iter().filter(|supposed| self.allows(node, alarm.machine, supposed)).collect();
            if possible.is_empty() || !self.may_move(node, &alarm) {
                continue;
            }
            let (way, places) = self.way(nodes, at);
            let place = |machine: MachineIx| places.get(machine).copied().unwrap_or(machine);
            let moved = Alarm {
                machine: alarm.machine.map(place),
                before: alarm.before.map(|(machine, number)| (place(machine), number)),
            };
            let way = self.with_last(way, &moved);
            if let Some(known) = found.alarms.get_mut(claim) {
                known.push((way, moved, possible));
            }
        }
    }

    /// Whether the dates of a state allow what a property's condition supposes.
    fn allows(&self, node: &Node, machine: Option<MachineIx>, supposed: &Supposed) -> bool {
        let mut zone = node.zone.clone();
        let layout = self.layout(&node.parts);
        let mut owing = node.parts.iter().take(self.tables.kind_of.len()).zip(&layout).enumerate();
        if !owing.all(|(machine, (at, first))| self.owes_until(&mut zone, machine, *at, *first, 0)) {
            return false;
        }
        let Some(machine) = machine else { return true };
        let asked = || {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            let at = *node.parts.get(machine)?;
            let local = kind.local(at)?;
            let skeleton = kind.skeletons.get(local.edition)?;
            let turn = Turn { skeleton, case: &local.case, way: None, transition: None, supposed };
            let mut dates = Dates {
                zone,
                turn: &turn,
                held: self.profile(machine, at)?,
                first: *layout.get(machine)?,
                lengths: &self.lengths,
                fresh: FxHashMap::default(),
            };
            Some(turn.asked().iter().all(|(a, b)| dates.ask(a, b)))
        };
        asked().unwrap_or(true)
    }

    /// Whether the dates of a state allow the move that an alarm is about.
    fn may_move(&self, node: &Node, alarm: &Alarm) -> bool {
        let Some((machine, number)) = alarm.before else { return true };
        let step = || {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            kind.moves.get(*node.parts.get(machine)? as usize)?.get(number)
        };
        step().is_none_or(|step| {
            step.supposed.iter().any(|s| self.after((&node.parts, &node.zone), machine, step, s).is_some())
        })
    }

    /// The way to a state, with machines where they were at first, and for each place where its machine was.
    fn way(&self, nodes: &[Node], at: usize) -> (Way, Vec<MachineIx>) {
        let mut line = vec![at];
        while let Some(node) =
            line.last().and_then(|at| nodes.get(*at)).filter(|node| line.last() != Some(&0) || node.parent != 0)
        {
            if line.last() == Some(&0) {
                break;
            }
            line.push(node.parent);
        }
        line.reverse();
        let machines = self.tables.kind_of.len();
        let mut places: Vec<MachineIx> = (0..machines).collect();
        let mut here: Vec<u32> = vec![0; machines + 1];
        let mut stages = Vec::new();
        for node in line.iter().skip(1).filter_map(|at| nodes.get(*at)) {
            let before = here.clone();
            match node.moved {
                Some((machine, to)) => {
                    let machine = places.get(machine).copied().unwrap_or(machine);
                    if let Some(place) = here.get_mut(machine) {
                        *place = to;
                    }
                    stages.push(Stage { before, machine: Some(machine), to, only: None });
                }
                None => {
                    let epoch = before.last().copied().unwrap_or(0) as usize + 1;
                    here = self.tables.next_epoch(&before, epoch);
                    stages.push(Stage { before, machine: None, to: 0, only: None });
                }
            }
            if !node.sorted.is_empty() {
                let of = |from: &u8| places.get(usize::from(*from)).copied().unwrap_or(0);
                places = node.sorted.iter().map(of).collect();
            }
        }
        (Way { stages, last: here }, places)
    }

    /// The way with the move that an alarm is about.
    fn with_last(&self, mut way: Way, alarm: &Alarm) -> Way {
        if let Some((machine, number)) = alarm.before {
            let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
            let here = way.last.get(machine).copied().unwrap_or(0);
            let step = kind.and_then(|kind| kind.moves.get(here as usize)?.get(number));
            if let Some(step) = step {
                let before = way.last.clone();
                way.stages.push(Stage { before, machine: Some(machine), to: step.to, only: Some(number) });
                if let Some(place) = way.last.get_mut(machine) {
                    *place = step.to;
                }
            }
        }
        way
    }
}
