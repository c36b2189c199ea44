//! Exploring all that machines may do together, level by level.
//!
//! The tables say what one machine may do; here they move one after the other in every order. States come in the order
//! of how long courses to them are: in acts, or in changes of editions, since these alone are later for sure. States are packed into a
//! few machine words, machines that nothing tells apart are sorted, and each level is spread over all cores in such a
//! way that what is found, and in which order, does not depend on how many there are.

use super::ages::Aged;
use super::blocks::Blocks;
use super::kind::When;
use super::model::Shortest;
use super::store::{Key, Packing};
use super::tables::Tables;

/// A move as exploring needs it.
struct Quick {
    to: u32,
    when: When,
    act: bool,
}

/// Which moves are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moves {
    /// Those that make a course longer.
    Counted,
    /// The others.
    Free,
    /// All.
    All,
}

/// What makes a course longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Length {
    /// Acts.
    Acts,
    /// Changes of editions: whatever happens before one is over before whatever happens after it.
    Epochs,
    /// Every move.
    Moves,
}

impl From<Shortest> for Length {
    fn from(shortest: Shortest) -> Self {
        match shortest {
            Shortest::Acts => Self::Acts,
            Shortest::Date => Self::Epochs,
        }
    }
}

/// How states are explored: what is the same for all of them.
pub(super) struct Space<'a, 't> {
    pub tables: &'t Tables<'a>,
    pub packing: Packing,
    /// For each kind and local, where it may go.
    quick: Vec<Vec<Vec<Quick>>>,
    /// Groups of machines to be sorted.
    groups: Vec<Vec<usize>>,
    pub machines: usize,
    /// Day by day: for each kind and local, its case without dates, and what it becomes on the next day.
    days: Option<Vec<Daily>>,
    /// The blocks of locals that are explored as one, if they are.
    pub blocks: Option<Vec<Blocks>>,
    pub length: Length,
}

/// What a kind's locals are day by day.
struct Daily {
    plain: Vec<u32>,
    ticks: Vec<Option<u32>>,
}

impl<'a, 't> Space<'a, 't> {
    pub fn new(tables: &'t Tables<'a>, symmetry: bool, shortest: Shortest) -> Self {
        let sizes = tables.kind_of.iter().map(|kind| tables.kinds.get(*kind).map_or(1, |kind| kind.locals.len()));
        let packing = Packing::new(sizes.chain([tables.epochs.len()]));
        let quick = tables.kinds.iter().map(|kind| {
            let of = |(at, moves): (usize, &Vec<super::kind::Move>)| {
                let mut all: Vec<Quick> = Vec::new();
                for m in moves.iter().filter(|m| m.to as usize != at) {
                    let act = m.label.is_act();
                    if !all.iter().any(|known| known.to == m.to && known.when == m.when && known.act == act) {
                        all.push(Quick { to: m.to, when: m.when.clone(), act });
                    }
                }
                all
            };
            kind.moves.iter().enumerate().map(of).collect()
        });
        let groups = tables.kinds.iter().filter(|kind| symmetry && kind.alike).map(|kind| kind.machines.clone());
        Self {
            tables,
            packing,
            quick: quick.collect(),
            groups: groups.collect(),
            machines: tables.kind_of.len(),
            days: None,
            blocks: None,
            length: shortest.into(),
        }
    }

    /// The same, where locals that nothing tells apart are one.
    pub fn of_blocks(tables: &'t Tables<'a>, blocks: Vec<Blocks>, symmetry: bool, shortest: Shortest) -> Self {
        let sizes = tables.kind_of.iter().map(|kind| blocks.get(*kind).map_or(1, |blocks| blocks.first.len()));
        let packing = Packing::new(sizes.chain([tables.epochs.len()]));
        let quick = tables.kinds.iter().zip(&blocks).map(|(kind, blocks)| {
            let of = |(here, first): (usize, &u32)| {
                let mut all: Vec<Quick> = Vec::new();
                for step in kind.moves.get(*first as usize).into_iter().flatten() {
                    let to = blocks.of.get(step.to as usize).copied().unwrap_or(0);
                    let act = step.label.is_act();
                    let same = |known: &Quick| known.to == to && known.when == step.when && known.act == act;
                    if to as usize != here && !all.iter().any(same) {
                        all.push(Quick { to, when: step.when.clone(), act });
                    }
                }
                all
            };
            blocks.first.iter().enumerate().map(of).collect()
        });
        let quick = quick.collect();
        let groups = tables.kinds.iter().filter(|kind| symmetry && kind.alike).map(|kind| kind.machines.clone());
        let (groups, machines) = (groups.collect(), tables.kind_of.len());
        Self { tables, packing, quick, groups, machines, days: None, blocks: Some(blocks), length: shortest.into() }
    }

    /// The block of a machine's local; the local itself where all are told apart.
    pub fn block(&self, machine: usize, at: u32) -> u32 {
        let of = |blocks: &Vec<Blocks>| blocks.get(*self.tables.kind_of.get(machine)?)?.of.get(at as usize).copied();
        self.blocks.as_ref().and_then(of).unwrap_or(at)
    }

    /// The same day by day.
    pub fn daily(tables: &'t Tables<'a>, aged: Vec<Aged>, symmetry: bool) -> Self {
        let sizes = tables.kind_of.iter().map(|kind| aged.get(*kind).map_or(1, |kind| kind.locals.len()));
        let packing = Packing::new(sizes.chain([tables.epochs.len()]));
        let groups = tables.kinds.iter().filter(|kind| symmetry && kind.alike).map(|kind| kind.machines.clone());
        let groups = groups.collect();
        let (mut quick, mut days) = (Vec::new(), Vec::new());
        for kind in aged {
            let fast =
                |moves: Vec<(u32, When)>| moves.into_iter().map(|(to, when)| Quick { to, when, act: true }).collect();
            quick.push(kind.moves.into_iter().map(fast).collect());
            days.push(Daily { plain: kind.locals.iter().map(|(local, _)| *local).collect(), ticks: kind.ticks });
        }
        Self {
            tables,
            packing,
            quick,
            groups,
            machines: tables.kind_of.len(),
            days: Some(days),
            blocks: None,
            length: Length::Moves,
        }
    }

    /// The state without dates.
    pub fn plain<'p>(&self, parts: &'p [u32], room: &'p mut Vec<u32>) -> &'p [u32] {
        if self.days.is_none() && self.blocks.is_none() {
            return parts;
        }
        room.clear();
        room.extend(parts.iter().take(self.machines).enumerate().map(|(machine, at)| {
            let kind = self.tables.kind_of.get(machine).copied().unwrap_or(0);
            let daily = self.days.as_ref().and_then(|days| days.get(kind)).map(|kind| &kind.plain);
            let first = self.blocks.as_ref().and_then(|blocks| blocks.get(kind)).map(|kind| &kind.first);
            daily.or(first).and_then(|plain| plain.get(*at as usize)).copied().unwrap_or(0)
        }));
        room.extend(parts.last().copied());
        room
    }

    /// The state on the next day; nothing where something must happen before.
    fn tomorrow(&self, parts: &[u32], next: &mut Vec<u32>) -> bool {
        let Some(days) = &self.days else { return false };
        next.clear();
        for (machine, at) in parts.iter().take(self.machines).enumerate() {
            let kind = self.tables.kind_of.get(machine).and_then(|kind| days.get(*kind));
            match kind.and_then(|kind| kind.ticks.get(*at as usize)).copied().flatten() {
                Some(later) => next.push(later),
                None => return false,
            }
        }
        next.extend(parts.last().copied());
        next != parts
    }

    /// Whether acts alone make a course longer.
    pub fn counts_acts(&self) -> bool {
        self.length == Length::Acts
    }

    /// How many machine words a state takes.
    pub fn words(&self) -> usize {
        self.packing.words
    }

    /// The state in which no machine has done anything.
    pub fn first(&self) -> Vec<u32> {
        vec![0; self.machines + 1]
    }

    pub fn unpack<const W: usize>(&self, key: &Key<W>) -> Vec<u32> {
        let mut parts = vec![0; self.machines + 1];
        self.packing.unpack(key, &mut parts);
        parts
    }

    /// The key of a state, with machines that nothing tells apart in order.
    #[inline]
    pub fn key<const W: usize>(&self, parts: &[u32], room: &mut Vec<u32>) -> Key<W> {
        if self.groups.is_empty() {
            return self.packing.pack(parts);
        }
        room.clear();
        room.extend_from_slice(parts);
        let mut sorted = [0u32; 64];
        for group in &self.groups {
            let mut count = 0;
            for (machine, slot) in group.iter().zip(&mut sorted) {
                *slot = parts.get(*machine).copied().unwrap_or(0);
                count += 1;
            }
            let Some(sorted) = sorted.get_mut(..count.min(64)) else { continue };
            insertion_sort(sorted);
            for (machine, slot) in group.iter().zip(sorted.iter()) {
                if let Some(place) = room.get_mut(*machine) {
                    *place = *slot;
                }
            }
        }
        self.packing.pack(room)
    }

    /// Calls `found` with every state that one move leads to: the machine, and the parts.
    #[inline]
    pub fn successors(&self, parts: &mut [u32], which: Moves, mut found: impl FnMut(Option<usize>, &[u32])) {
        let mut room = Vec::new();
        let (acts, others, epochs) = match (which, self.length) {
            (Moves::All, _) | (Moves::Counted, Length::Moves) => (true, true, true),
            (Moves::Free, Length::Moves) => return,
            (Moves::Counted, Length::Acts) => (true, false, false),
            (Moves::Free, Length::Acts) => (false, true, true),
            (Moves::Counted, Length::Epochs) => (false, false, true),
            (Moves::Free, Length::Epochs) => (true, true, false),
        };
        let epoch = parts.get(self.machines).copied().unwrap_or(0) as usize;
        for machine in (0..self.machines).filter(|_| acts || others) {
            let Some(kind) = self.tables.kind_of.get(machine).copied() else { continue };
            let Some(here) = parts.get(machine).copied() else { continue };
            let Some(moves) = self.quick.get(kind).and_then(|k| k.get(here as usize)) else { continue };
            if moves.is_empty() || self.repeats(kind, machine, here, parts) || !self.tables.judged(epoch, kind) {
                continue;
            }
            let mut seen = None;
            for quick in moves.iter().filter(|quick| if quick.act { acts } else { others }) {
                if quick.when != When::Always {
                    let environment = *seen.get_or_insert_with(|| {
                        let plain = self.plain(parts, &mut room);
                        let at = plain.get(machine).copied().unwrap_or(0);
                        let edition = self.tables.kinds.get(kind).and_then(|k| k.local(at)).map_or(0, |l| l.edition);
                        self.tables.environment(machine, edition, plain)
                    });
                    if !environment.is_some_and(|e| quick.when.holds(e)) {
                        continue;
                    }
                }
                if let Some(place) = parts.get_mut(machine) {
                    *place = quick.to;
                }
                found(Some(machine), parts);
                if let Some(place) = parts.get_mut(machine) {
                    *place = here;
                }
            }
        }
        if epochs && self.tomorrow(parts, &mut room) {
            found(None, &room);
        }
        if epochs && self.days.is_none() && epoch + 1 < self.tables.epochs.len() {
            let plain = self.plain(parts, &mut room);
            let mut next = self.tables.next_epoch(plain, epoch + 1);
            for (machine, at) in next.iter_mut().enumerate().take(self.machines) {
                *at = self.block(machine, *at);
            }
            found(None, &next);
        }
    }

    /// Whether an earlier machine, which nothing tells from this one, is in the same local: its moves were made.
    #[inline]
    fn repeats(&self, kind: usize, machine: usize, here: u32, parts: &[u32]) -> bool {
        if self.groups.is_empty() {
            return false;
        }
        let Some(kind) = self.tables.kinds.get(kind).filter(|kind| kind.alike) else { return false };
        kind.machines.iter().take_while(|other| **other < machine).any(|other| parts.get(*other) == Some(&here))
    }
}

/// Few machines are sorted, and nearly in order already.
#[inline]
fn insertion_sort(values: &mut [u32]) {
    for end in 1..values.len() {
        let mut at = end;
        while at > 0 && values.get(at - 1) > values.get(at) {
            values.swap(at - 1, at);
            at -= 1;
        }
    }
}
