//! Which dates matter in each case of a machine, and between how many days conditions tell them apart.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::keys::{Key, Lengths, Offset, bounding, carried_from, due};
use super::kind::{Kind, LocalIx};
use super::limits::Budget;
use super::turn::Turn;
use super::zone::NONE;

/// The largest number of days that conditions compare an age with: from below, and from above.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Compared {
    pub lower: i32,
    pub upper: i32,
}

impl Compared {
    const NEVER: Self = Self { lower: -NONE, upper: -NONE };
}

/// The dates that matter in one case.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub dates: IndexMap<Key, Compared, FxBuildHasher>,
    /// Dates that are compared with one another, and how many days apart at most.
    pub pairs: FxHashMap<(Key, Key), i32>,
}

/// No condition looks further than this.
const FARTHEST: i32 = 200_000;

/// Dates counted from dates are told apart so deep: where each act counts from the last one there is no end to them.
const DEEPEST: usize = 3;

/// After so many rounds what matters before each move is left as it is: acts that each add some days look ever further
/// back.
const MAX_ROUNDS: usize = 64;

/// The profiles of a kind.
pub(super) struct Profiles {
    /// That of every local.
    pub all: Vec<Profile>,
    /// Whether the rounds came to an end. Where they did not, dates are told apart less than they might be.
    pub settled: bool,
}

impl Profile {
    fn add(&mut self, key: &Key, compared: Compared) -> bool {
        let entry = self.dates.entry(key.clone());
        let known = matches!(entry, indexmap::map::Entry::Occupied(_));
        let place = entry.or_insert(Compared::NEVER);
        let before = *place;
        place.lower = place.lower.max(compared.lower.min(FARTHEST));
        place.upper = place.upper.max(compared.upper.min(FARTHEST));
        !known || before != *place
    }
}

impl Profile {
    /// Notes that two dates are compared; whether that is new.
    fn pair(&mut self, a: &Key, b: &Key, apart: i32) -> bool {
        let mut changed = false;
        if a.depth().max(b.depth()) > DEEPEST {
            return false;
        }
        for pair in [(a.clone(), b.clone()), (b.clone(), a.clone())] {
            let known = self.pairs.get(&pair).copied();
            if known.is_none_or(|known| known < apart) {
                self.pairs.insert(pair, apart);
                changed = true;
            }
        }
        changed
    }
}

/// The profile of every local of a kind. `asked` are claims' suppositions that are still to be told apart.
pub(super) fn profiles(kind: &Kind, lengths: &Lengths, asked: &[Vec<(Offset, Offset)>], budget: &Budget) -> Profiles {
    let mut all = vec![Profile::default(); kind.locals.len()];
    for (at, profile) in all.iter_mut().enumerate() {
        read_here(kind, LocalIx::try_from(at).unwrap_or(LocalIx::MAX), lengths, profile);
        for (a, b) in asked.get(at).into_iter().flatten() {
            compare(kind, at, lengths, a, b, profile);
        }
    }
    // Backwards, until nothing changes: what matters after a move matters before, unless the move writes it.
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for (at, moves) in kind.moves.iter().enumerate().rev() {
            if budget.is_late() {
                return Profiles { all, settled: false };
            }
            for step in moves {
                let Some(after) = all.get(step.to as usize).cloned() else { continue };
                for supposed in &step.supposed {
                    let place = LocalIx::try_from(at).unwrap_or(LocalIx::MAX);
                    let Some(turn) = Turn::of(kind, place, step, supposed) else { continue };
                    let Some(before) = all.get_mut(at) else { continue };
                    changed |= carry_back(&turn, &after, lengths, before);
                }
            }
        }
        for table in &kind.carried {
            for (at, to) in table.iter().enumerate().filter(|(at, to)| **to as usize != *at) {
                let Some(after) = all.get(*to as usize).cloned() else { continue };
                let Some(before) = all.get_mut(at) else { continue };
                changed |= carried_back(kind, (at, *to), &after, before);
            }
        }
        if !changed {
            return Profiles { all, settled: true };
        }
    }
    Profiles { all, settled: false }
}

/// What matters under a later edition matters before the case is carried there.
fn carried_back(kind: &Kind, (at, to): (usize, LocalIx), after: &Profile, before: &mut Profile) -> bool {
    let edition = |at: usize| kind.locals.get_index(at).map_or(0, |local| local.edition);
    let (old, new) = (kind.editions.get(edition(at)), kind.editions.get(edition(to as usize)));
    let source = |key: &Key| carried_from(key, new, old);
    let mut changed = false;
    for (key, compared) in &after.dates {
        if let Some(key) = source(key) {
            changed |= before.add(&key, *compared);
        }
    }
    for ((a, b), apart) in &after.pairs {
        if let (Some(a), Some(b)) = (source(a), source(b)) {
            changed |= before.pair(&a, &b, *apart);
        }
    }
    changed
}

fn read_here(kind: &Kind, at: LocalIx, lengths: &Lengths, profile: &mut Profile) {
    let Some(local) = kind.local(at) else { return };
    let Some(skeleton) = kind.skeletons.get(local.edition) else { return };
    for deadline in bounding(skeleton, &local.case) {
        profile.add(&Key::Last(deadline), Compared { lower: 1, upper: 1 });
    }
    for key in due(skeleton, &local.case) {
        profile.add(&key, Compared { lower: 1, upper: 1 });
    }
    for step in kind.moves.get(at as usize).into_iter().flatten() {
        for supposed in &step.supposed {
            let Some(turn) = Turn::of(kind, at, step, supposed) else { continue };
            for (a, b) in turn.asked() {
                compare(kind, at as usize, lengths, &a, &b, profile);
            }
        }
    }
}

/// Notes that a date and some days is asked to be no later than another.
fn compare(kind: &Kind, at: usize, lengths: &Lengths, a: &Offset, b: &Offset, profile: &mut Profile) {
    let edition = kind.locals.get_index(at).map_or(0, |local| local.edition);
    let procedure = kind.editions.get(edition);
    // The age of what the act alone decides, at least.
    let youngest = |key: &Key| match key {
        Key::Count { length, counting, nominal, .. } => -lengths.of(procedure, *length, *counting, *nominal).0,
        _ => 0,
    };
    match (a.0.held(), b.0.held()) {
        (None, Some(then)) => {
            let upper = b.1 - a.1 + youngest(&a.0);
            profile.add(then, Compared { lower: -NONE, upper });
        }
        (Some(first), None) => {
            let lower = a.1 - b.1 + youngest(&b.0);
            profile.add(first, Compared { lower, upper: -NONE });
        }
        (Some(first), Some(then)) => {
            profile.add(first, Compared::NEVER);
            profile.add(then, Compared::NEVER);
            profile.pair(first, then, (b.1 - a.1).abs());
        }
        (None, None) => {}
    }
}

fn carry_back(turn: &Turn, after: &Profile, lengths: &Lengths, before: &mut Profile) -> bool {
    let mut changed = false;
    for (key, compared) in &after.dates {
        let Some((source, days)) = turn.written(key) else { continue };
        let shifted =
            Compared { lower: compared.lower.saturating_add(days), upper: compared.upper.saturating_add(days) };
        changed |= hold(turn, &source, shifted, lengths, before);
    }
    for ((a, b), apart) in &after.pairs {
        let (Some(a), Some(b)) = (turn.written(a), turn.written(b)) else { continue };
        let apart = apart.saturating_add((a.1 - b.1).abs()).min(FARTHEST);
        match (a.0.held(), b.0.held()) {
            (Some(a), Some(b)) => changed |= before.pair(a, b, apart),
            // What is compared with a date that the move writes is compared with the present day, or with what is
            // counted from it.
            (Some(held), None) | (None, Some(held)) => {
                let near = Compared { lower: apart.saturating_add(1), upper: apart.saturating_add(1) };
                changed |= hold(turn, held, near, lengths, before);
            }
            (None, None) => {}
        }
    }
    changed
}

/// Notes that a date matters; of what is counted anew or too deep, that from which it is counted.
fn hold(turn: &Turn, key: &Key, compared: Compared, lengths: &Lengths, before: &mut Profile) -> bool {
    let Some(held) = key.held() else { return false };
    let is_new = |from: &Key| turn.redates(from) || held.depth() > DEEPEST;
    match held {
        Key::Count { length, counting, nominal, from } if !before.dates.contains_key(held) && is_new(from) => {
            let most = lengths.of(turn.skeleton.original, *length, *counting, *nominal).1;
            let shifted =
                Compared { lower: compared.lower.saturating_add(most), upper: compared.upper.saturating_add(most) };
            hold(turn, from, shifted, lengths, before)
        }
        Key::Later(from, _) if !before.dates.contains_key(held) && is_new(from) => {
            hold(turn, from, compared, lengths, before)
        }
        held => before.add(held, compared),
    }
}
