//! Exploring with zones: dates are followed as far as conditions tell them apart, and a length is as many days as it may
//! have on some calendar. Every lawful course is among those explored, and perhaps others.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::claims::{Alarm, Claims};
use super::keys::{Key, Lengths, Offset, Turn, bounding, carried_from, due, may_be_hours};
use super::kind::{Label, Move};
use super::limits::{Budget, Stopped, Watcher};
use super::model::Progress;
use super::path::{Stage, Way};
use super::profile::{Profile, Profiles, profiles};
use super::suppose::Supposed;
use super::tables::Tables;
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
    tables: &'t Tables<'a>,
    lengths: Lengths,
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

    fn profile(&self, machine: MachineIx, at: u32) -> Option<&Profile> {
        self.profiles.get(*self.tables.kind_of.get(machine)?)?.all.get(at as usize)
    }

    /// For each machine, the index of its first age.
    fn layout(&self, parts: &[u32]) -> Vec<usize> {
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
    fn settle(&self, parts: &[u32], zone: &mut Zone) -> bool {
        zone.elapse();
        let layout = self.layout(parts);
        for last in self.bounds(parts, &layout) {
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
    fn overdue(&self, parts: &[u32], zone: &Zone) -> Vec<Zone> {
        let layout = self.layout(parts);
        let late = |last: &usize| zone.bound(*last, 0) > 1;
        let of = |last: usize| {
            let mut zone = zone.clone();
            let some = zone.ask(0, last, -2);
            self.coarsen(parts, &layout, &mut zone);
            some.then_some(zone)
        };
        self.bounds(parts, &layout).into_iter().filter(late).filter_map(of).collect()
    }

    /// The indices of the last days that time does not pass.
    fn bounds(&self, parts: &[u32], layout: &[usize]) -> Vec<usize> {
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
    fn owes_until(&self, zone: &mut Zone, machine: MachineIx, at: u32, first: usize, days: i32) -> bool {
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
    fn after(&self, node: &Node, machine: MachineIx, step: &Move, supposed: &Supposed) -> Option<Zone> {
        let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
        let turn = Turn::of(kind, *node.parts.get(machine)?, step, supposed)?;
        let layout = self.layout(&node.parts);
        let mut zone = node.zone.clone();
        let mut over = None;
        match step.label {
            Label::Act(_) => {
                for (other, at) in node.parts.iter().take(self.tables.kind_of.len()).enumerate() {
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
                let here = self.profile(machine, *node.parts.get(machine)?)?;
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
            held: self.profile(machine, *node.parts.get(machine)?)?,
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

    /// The zone in which nothing is known of any date.
    fn nothing_yet(&self, parts: &[u32]) -> Zone {
        let first = vec![0; self.tables.kind_of.len() + 1];
        let parts = if parts.is_empty() { &first } else { parts };
        let mut zone = Zone::new();
        for _ in 1..self.layout(parts).last().copied().unwrap_or(1) {
            zone.add();
        }
        zone
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
                    let Some(zone) = self.after(node, machine, step, supposed) else { continue };
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
            let Some(zone) = self.carried(node, &next) else { return };
            found.transitions += 1;
            for new in self.reach(nodes, passed, (next, zone), (at, None), found) {
                self.look(nodes, new, claims, open, found);
            }
        }
    }

    /// The zone when an epoch begins: dates are carried over by the names of what holds them.
    fn carried(&self, node: &Node, next: &[u32]) -> Option<Zone> {
        let layout = self.layout(&node.parts);
        let mut zone = node.zone.clone();
        let mut kept = vec![0];
        for (machine, first) in layout.iter().enumerate().take(self.tables.kind_of.len()) {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            let (at, to) = (*node.parts.get(machine)?, *next.get(machine)?);
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
        step().is_none_or(|step| step.supposed.iter().any(|s| self.after(node, machine, step, s).is_some()))
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

/// The dates of one machine while it moves.
struct Dates<'d> {
    zone: Zone,
    turn: &'d Turn<'d>,
    held: &'d Profile,
    first: usize,
    lengths: &'d Lengths,
    /// Dates that the move makes.
    fresh: FxHashMap<Key, usize>,
}

impl Dates<'_> {
    /// The age of a date; nothing if it is not followed.
    fn age(&mut self, key: &Key) -> Option<usize> {
        if *key == Key::Now {
            return Some(self.fresh.get(key).copied().unwrap_or(0));
        }
        if let Some(index) = self.held.dates.get_index_of(key) {
            return Some(self.first + index);
        }
        if let Some(age) = self.fresh.get(key) {
            return Some(*age);
        }
        let age = match key {
            Key::Detail(detail) => {
                let age = self.zone.add();
                let way = self.turn.way?;
                let field = self.turn.skeleton.original.act(way.act).details.get(detail.index())?;
                if !field.planned {
                    self.zone.ask(0, age, 0);
                }
                age
            }
            Key::Count { length, counting, nominal, from } => {
                let from = self.age(from)?;
                let (fewest, most) = self.lengths.of(self.turn.skeleton.original, *length, *counting, *nominal);
                let age = self.zone.add();
                self.zone.ask(from, age, most);
                self.zone.ask(age, from, -fewest);
                age
            }
            Key::Later(from, _) => {
                let from = self.age(from)?;
                let age = self.zone.add();
                self.zone.ask(age, from, 0);
                age
            }
            _ => return None,
        };
        self.fresh.insert(key.clone(), age);
        Some(age)
    }

    /// Asks that a date and some days be no later than another; false if no dates are.
    fn ask(&mut self, a: &Offset, b: &Offset) -> bool {
        let (Some(first), Some(then)) = (self.age(&a.0), self.age(&b.0)) else { return true };
        self.zone.ask(then, first, b.1 - a.1)
    }

    /// The age of a date as the move leaves it.
    fn write(&mut self, key: &Key) -> usize {
        let Some((source, days)) = self.turn.written(key) else { return self.zone.add() };
        let Some(age) = self.age(&source) else { return self.zone.add() };
        if days == 0 {
            return age;
        }
        let moved = self.zone.add();
        self.zone.ask(age, moved, days);
        self.zone.ask(moved, age, -days);
        moved
    }
}
