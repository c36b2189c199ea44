//! Exploring day by day where every length is as many days on any calendar: the present day is then no part of a state,
//! only how many days ago each date was that still matters, and no further than conditions look.

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;

use super::keys::{Key, bounding, may_be_overdue};
use super::kind::{Kind, Label, LocalIx, When};
use super::profile::{Profile, Profiles};
use super::turn::Turn;

/// The ages of the dates of a case.
type Ages = SmallVec<[i32; 4]>;

/// All that one machine may do, day by day.
pub(super) struct Aged {
    /// Each case without dates, with the ages of its dates.
    pub locals: IndexSet<(LocalIx, Ages), FxBuildHasher>,
    /// Where each may go.
    pub moves: Vec<Vec<(u32, When)>>,
    /// What it becomes on the next day; nothing where something must happen before.
    pub ticks: Vec<Option<u32>>,
}

/// More than this of one machine are not told apart.
const MAX_LOCALS: usize = 1 << 20;

/// The table of a kind, day by day; nothing if lengths depend on the calendar, or there are too many ages.
pub(super) fn aged(kind: &Kind, profiles: &Profiles) -> Option<Aged> {
    let Profiles { all: profiles, settled: true } = profiles else { return None };
    // Only what ends on a day to come is followed.
    for (index, edition) in kind.editions.all().iter().enumerate() {
        if edition
            .deadlines()
            .any(|(id, _)| !edition.deadline(id).expiry.is_empty() && may_be_overdue(kind.editions, index, id))
        {
            return None;
        }
    }
    let plain = |key: &Key| matches!(key, Key::Slot(_) | Key::Started(_) | Key::Nominal(_) | Key::Last(_));
    if !profiles.iter().all(|profile| profile.dates.keys().all(plain) && profile.pairs.is_empty()) {
        return None;
    }
    let mut aged = Aged { locals: IndexSet::default(), moves: Vec::new(), ticks: Vec::new() };
    aged.locals.insert((0, fresh(profiles.first()?)));
    let mut at = 0;
    while let Some((local, ages)) = aged.locals.get_index(at).cloned() {
        if aged.locals.len() > MAX_LOCALS {
            return None;
        }
        let profile = profiles.get(local as usize)?;
        let mut moves: Vec<(u32, When)> = Vec::new();
        for step in kind.moves.get(local as usize)? {
            for supposed in &step.supposed {
                let turn = Turn::of(kind, local, step, supposed)?;
                if !possible(kind, local, profile, &ages, step.label, &turn)? {
                    continue;
                }
                let next = profiles.get(step.to as usize)?;
                let written = next.dates.iter().map(|(key, compared)| {
                    let (source, days) = turn.written(key)?;
                    Some(capped(age(profile, &ages, &source)? - days, compared.lower, compared.upper))
                });
                let written: Option<Ages> = written.collect();
                let (to, _) = aged.locals.insert_full((step.to, written?));
                let entry = (u32::try_from(to).ok()?, step.when.clone());
                if to != at && !moves.contains(&entry) {
                    moves.push(entry);
                }
            }
        }
        aged.moves.push(moves);
        let tick = older(kind, local, profile, &ages).map(|ages| aged.locals.insert_full((local, ages)).0);
        aged.ticks.push(tick.and_then(|to| u32::try_from(to).ok()));
        at += 1;
    }
    Some(aged)
}

/// The ages of dates that are read before they are written by nothing that is lawful.
fn fresh(profile: &Profile) -> Ages {
    profile.dates.values().map(|compared| capped(0, compared.lower, compared.upper)).collect()
}

/// An age, or the first one that no condition tells from it.
fn capped(age: i32, lower: i32, upper: i32) -> i32 {
    age.min(lower.max(upper.saturating_add(1)))
}

fn age(profile: &Profile, ages: &Ages, key: &Key) -> Option<i32> {
    if *key == Key::Now {
        return Some(0);
    }
    ages.get(profile.dates.get_index_of(key)?).copied()
}

/// Whether a move is possible on the day; nothing if something is asked that is not followed.
fn possible(kind: &Kind, local: LocalIx, profile: &Profile, ages: &Ages, label: Label, turn: &Turn) -> Option<bool> {
    match label {
        Label::Over(deadline) => {
            if age(profile, ages, &Key::Last(deadline))? != 1 {
                return Some(false);
            }
        }
        Label::Act(_) => {
            let found = kind.local(local)?;
            for deadline in bounding(kind.skeletons.get(found.edition)?, &found.case) {
                if age(profile, ages, &Key::Last(deadline))? > 0 {
                    return Some(false);
                }
            }
        }
    }
    for (a, b) in turn.asked() {
        // The first date and some days, no later than the second and some.
        let (first, then) = (age(profile, ages, &a.0)?, age(profile, ages, &b.0)?);
        if then - first > b.1 - a.1 {
            return Some(false);
        }
    }
    Some(true)
}

/// The ages a day later; nothing where a deadline must run out first.
fn older(kind: &Kind, local: LocalIx, profile: &Profile, ages: &Ages) -> Option<Ages> {
    let found = kind.local(local)?;
    for deadline in bounding(kind.skeletons.get(found.edition)?, &found.case) {
        if age(profile, ages, &Key::Last(deadline))? >= 1 {
            return None;
        }
    }
    let next = profile.dates.values().zip(ages).map(|(c, age)| capped(age.saturating_add(1), c.lower, c.upper));
    Some(next.collect())
}
