//! Exploring joint states, level by level, on all cores.

use super::claims::{Alarm, Claims};
use super::limits::{Budget, Stopped, Watcher};
use super::model::Progress;
use super::space::{Length, Moves, Space};
use super::store::{Key, SHARDS, Shard, place};

/// States that are expanded in one go.
const CHUNK: usize = 1 << 16;
/// Fewer states than this are not worth a second thread.
const WORTH_A_THREAD: usize = 1 << 10;

/// What exploring found.
pub(super) struct Explored<const W: usize> {
    /// States in the order in which they were found, those one move apart in different lists.
    pub levels: Vec<Vec<Key<W>>>,
    /// For each list, how long a course is that leads there.
    pub lengths: Vec<u32>,
    pub states: u64,
    pub transitions: u64,
    pub bytes: usize,
    /// Why it was not finished; nothing if it was.
    pub stopped: Option<Stopped>,
    /// For each claim, the first states that may stand against it: level and place.
    pub alarms: Vec<Vec<(usize, usize, Alarm)>>,
    /// For each kind, which locals were met.
    pub met: Vec<Vec<bool>>,
}

impl<const W: usize> Explored<W> {
    /// How many states were found and not left.
    pub fn left(&self) -> u64 {
        self.stopped.and(self.levels.last()).map_or(0, |last| last.len() as u64)
    }

    /// How long the longest course is that was looked at.
    pub fn depth(&self) -> u64 {
        self.lengths.last().copied().unwrap_or(0).into()
    }

    fn meet(&mut self, met: Vec<Vec<bool>>) {
        for (all, some) in self.met.iter_mut().zip(met) {
            for (all, some) in all.iter_mut().zip(some) {
                *all |= some;
            }
        }
    }
}

/// What exploring needs while it goes on.
struct Search<'s, 'a, 't, const W: usize> {
    shards: Vec<Shard<W>>,
    claims: &'s mut Claims<'a, 't>,
    budget: &'s Budget<'s>,
    watcher: &'s dyn Watcher,
}

/// What a glance at some states shows.
struct Glance {
    /// For each kind, which locals they meet.
    met: Vec<Vec<bool>>,
    /// The states that need to be looked at, by their places.
    noticed: Vec<u32>,
}

/// States that were not known before, with what a glance at them shows.
struct Fresh<const W: usize> {
    fresh: Vec<Key<W>>,
    met: Vec<Vec<bool>>,
    noticed: Vec<u32>,
}

/// How many alarms of one property are looked into.
pub(super) const MAX_ALARMS: usize = 256;

impl<'a, 't> Space<'a, 't> {
    /// Explores everything that can be reached within the limits, by the length of courses.
    pub fn explore<const W: usize>(&self, claims: &mut Claims, budget: &Budget, watcher: &dyn Watcher) -> Explored<W> {
        claims.begin();
        let mut shards: Vec<Shard<W>> = (0..SHARDS).map(|_| Shard::new()).collect();
        let first = self.key::<W>(&self.first(), &mut Vec::new());
        let (shard, hash) = place(&first);
        if let Some(shard) = shards.get_mut(shard) {
            shard.insert(first, hash);
        }
        let mut explored = Explored {
            levels: vec![vec![first]],
            lengths: vec![0],
            states: 1,
            transitions: 0,
            bytes: 0,
            stopped: budget.stop(1, 0),
            alarms: vec![Vec::new(); claims.all.len()],
            met: self.glance(&[first], claims).met,
        };
        self.look(&first, (0, 0), claims, &mut explored);
        let mut search = Search { shards, claims, budget, watcher };
        let (mut begin, mut length) = (0, 0);
        while explored.stopped.is_none() && begin < explored.levels.len() {
            // First whatever makes no course longer, then one step further from all of it.
            let mut more = self.length != Length::Moves;
            while more {
                let last = explored.levels.len().saturating_sub(1);
                more = self.advance(last..last + 1, Moves::Free, length, &mut search, &mut explored);
            }
            let end = explored.levels.len();
            length += 1;
            self.advance(begin..end, Moves::Counted, length, &mut search, &mut explored);
            begin = end;
        }
        // What is met of a block stands for all of it.
        for (blocks, met) in self.blocks.iter().flatten().zip(&mut explored.met) {
            let first = |block: &u32| blocks.first.get(*block as usize).copied().unwrap_or(0) as usize;
            *met = blocks.of.iter().map(|block| met.get(first(block)) == Some(&true)).collect();
        }
        explored
    }

    /// Adds the states that are one move further than some; false if there are none, or a limit was reached.
    fn advance<const W: usize>(
        &self,
        from: std::ops::Range<usize>,
        which: Moves,
        length: u32,
        search: &mut Search<'_, '_, '_, W>,
        explored: &mut Explored<W>,
    ) -> bool {
        if explored.stopped.is_some() {
            return false;
        }
        let round = explored.levels.len();
        let mut next = Vec::new();
        'all: for level in from {
            let frontier = explored.levels.get_mut(level).map(std::mem::take).unwrap_or_default();
            for chunk in frontier.chunks(CHUNK) {
                let threads = search.budget.threads();
                let (found, transitions) = self.expand(chunk, which, &mut search.shards, threads, search.claims);
                explored.transitions += transitions;
                for part in found {
                    for at in part.noticed {
                        if let Some(key) = part.fresh.get(at as usize) {
                            self.look(key, (round, next.len() + at as usize), search.claims, explored);
                        }
                    }
                    explored.meet(part.met);
                    explored.states += part.fresh.len() as u64;
                    next.extend_from_slice(&part.fresh);
                }
                let states = usize::try_from(explored.states).unwrap_or(usize::MAX);
                explored.bytes = search.shards.iter().map(Shard::bytes).sum::<usize>() + states * size_of::<Key<W>>();
                search.watcher.tell(&Progress {
                    states: explored.states,
                    transitions: explored.transitions,
                    frontier: next.len() as u64,
                    depth: length.into(),
                });
                explored.stopped = search.budget.stop(explored.states, explored.bytes);
                if explored.stopped.is_some() {
                    if let Some(place) = explored.levels.get_mut(level) {
                        *place = frontier;
                    }
                    break 'all;
                }
            }
            if let Some(place) = explored.levels.get_mut(level) {
                *place = frontier;
            }
        }
        let some = !next.is_empty();
        if some || explored.stopped.is_some() {
            explored.levels.push(next);
            explored.lengths.push(length);
        }
        some && explored.stopped.is_none()
    }

    /// Notes which claims a state may stand against.
    fn look<const W: usize>(
        &self,
        key: &Key<W>,
        (level, at): (usize, usize),
        claims: &mut Claims,
        explored: &mut Explored<W>,
    ) {
        let mut room = Vec::new();
        let parts = self.unpack(key);
        let mut full = Vec::new();
        claims.look(self.plain(&parts, &mut room), &mut |claim, alarm| {
            let Some(known) = explored.alarms.get_mut(claim) else { return };
            if known.len() < MAX_ALARMS {
                known.push((level, at, alarm));
            } else {
                full.push(claim);
            }
        });
        full.into_iter().for_each(|claim| claims.enough(claim));
    }

    /// Which locals some states meet, and which of the states need to be looked at.
    fn glance<const W: usize>(&self, fresh: &[Key<W>], claims: &Claims) -> Glance {
        let mut met: Vec<Vec<bool>> = self.tables.kinds.iter().map(|kind| vec![false; kind.locals.len()]).collect();
        let mut noticed = Vec::new();
        let mut parts = vec![0; self.machines + 1];
        let mut room = Vec::new();
        for (at, key) in fresh.iter().enumerate() {
            self.packing.unpack(key, &mut parts);
            let parts = self.plain(&parts, &mut room);
            for (here, kind) in parts.iter().zip(&self.tables.kind_of) {
                if let Some(met) = met.get_mut(*kind).and_then(|met| met.get_mut(*here as usize)) {
                    *met = true;
                }
            }
            if claims.glance(parts) {
                noticed.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Glance { met, noticed }
    }

    /// Every state that was not known and is one move from these, shard after shard.
    fn expand<const W: usize>(
        &self,
        chunk: &[Key<W>],
        which: Moves,
        shards: &mut [Shard<W>],
        threads: usize,
        claims: &Claims,
    ) -> (Vec<Fresh<W>>, u64) {
        let threads = threads.min(chunk.len().div_ceil(WORTH_A_THREAD)).max(1);
        let size = chunk.len().div_ceil(threads);
        let produced: Vec<(Vec<Vec<Key<W>>>, u64)> = if threads == 1 {
            vec![self.produce(chunk, which)]
        } else {
            std::thread::scope(|scope| {
                let workers: Vec<_> =
                    chunk.chunks(size).map(|part| scope.spawn(move || self.produce(part, which))).collect();
                workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
            })
        };
        let transitions = produced.iter().map(|(_, n)| n).sum();
        let insert = |(first, shards): (usize, &mut [Shard<W>])| {
            let mut fresh = Vec::new();
            for (index, shard) in shards.iter_mut().enumerate() {
                for (buffers, _) in &produced {
                    for key in buffers.get(first + index).into_iter().flatten() {
                        if shard.insert(*key, place(key).1) {
                            fresh.push(*key);
                        }
                    }
                }
            }
            let Glance { met, noticed } = self.glance(&fresh, claims);
            Fresh { fresh, met, noticed }
        };
        let fresh: Vec<Fresh<W>> = if threads == 1 {
            vec![insert((0, shards))]
        } else {
            let size = SHARDS.div_ceil(threads);
            std::thread::scope(|scope| {
                let parts = shards.chunks_mut(size).enumerate().map(|(i, part)| (i * size, part));
                let workers: Vec<_> = parts.map(|part| scope.spawn(|| insert(part))).collect();
                workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
            })
        };
        (fresh, transitions)
    }

    /// The successors of some states, by shard, in order.
    fn produce<const W: usize>(&self, states: &[Key<W>], which: Moves) -> (Vec<Vec<Key<W>>>, u64) {
        let mut buffers: Vec<Vec<Key<W>>> = vec![Vec::new(); SHARDS];
        let mut transitions = 0;
        let mut parts = vec![0; self.machines + 1];
        let mut room = Vec::new();
        let mut plain = Vec::new();
        let asked = self.tables.asked.is_some();
        for state in states {
            self.packing.unpack(state, &mut parts);
            self.successors(&mut parts, which, |_, next| {
                transitions += 1;
                if asked && self.tables.has_come(self.plain(next, &mut plain)) {
                    return;
                }
                let key = self.key(next, &mut room);
                if let Some(buffer) = buffers.get_mut(place(&key).0) {
                    buffer.push(key);
                }
            });
        }
        (buffers, transitions)
    }
}
