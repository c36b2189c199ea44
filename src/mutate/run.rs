//! Which mutants somebody notices.

use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::apply::apply;
use super::baseline::{BRIEF, Reach, Tested, by_act};
use super::model::{Mutant, Site};
use crate::ids::{DeadlineId, PropertyId, TransitionId};
use crate::procedure::{Editions, Procedure};
use crate::replay::{Failure, Happening, Replay, replay};
use crate::scenario::Scenario;

/// What else may notice a mutant: whether some lawful course of these editions breaks a property, under the edition of
/// this index.
pub type Breaks<'b> = &'b (dyn Fn(&Editions, usize) -> Option<PropertyId> + Sync);

/// Who noticed a mutant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// A scenario that fails on it, by its index; with the property that it breaks, if that is all.
    Scenario(usize, Option<String>),
    /// A property that some lawful course breaks.
    Property(String),
}

/// What became of a mutant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Somebody noticed it first.
    Killed(By),
    /// Nobody noticed.
    Survived,
}

/// Runs mutants against the scenarios that come near them, the quickest first, and against what lawful courses may
/// break. The fates are those of the mutants, in their order, whatever the number of threads; `done` is told how many
/// there are so far.
#[must_use]
pub fn run(
    editions: &Editions,
    mutants: &[Mutant],
    tested: &[Tested],
    breaks: Option<Breaks>,
    threads: usize,
    done: &mut dyn FnMut(usize),
) -> Vec<Fate> {
    let mut order: Vec<(usize, &Tested)> = tested.iter().enumerate().collect();
    order.sort_by_key(|(index, tested)| (tested.weight, *index));
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, Fate)>();
    let mut fates: Vec<(usize, Fate)> = Vec::with_capacity(mutants.len());
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, mutants.len().max(1)) {
            let (sender, next, order) = (sender.clone(), &next, &order);
            scope.spawn(move || {
                while let Some((index, mutant)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    mutants.get(index).map(|mutant| (index, mutant))
                } {
                    if sender.send((index, fate(editions, mutant, order, breaks))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        while let Ok(fate) = receiver.recv() {
            fates.push(fate);
            done(fates.len());
        }
    });
    fates.sort_by_key(|(index, _)| *index);
    fates.into_iter().map(|(_, fate)| fate).collect()
}

fn fate(editions: &Editions, mutant: &Mutant, order: &[(usize, &Tested)], breaks: Option<Breaks>) -> Fate {
    let reach = reach(editions.get(mutant.edition), mutant.site);
    let changed = apply(editions, mutant);
    for (index, tested) in order.iter().filter(|(_, tested)| tested.comes_near(mutant.edition, &reach)) {
        let replay = replay(Rc::new(under(&tested.scenario, editions, &changed)), &BRIEF);
        if let Some(failure) = replay.failures().first() {
            return Fate::Killed(By::Scenario(*index, broken(&replay, *failure)));
        }
    }
    match breaks.and_then(|breaks| breaks(&changed, mutant.edition)) {
        Some(property) => {
            let name = changed.get(mutant.edition).property(property).name.clone();
            Fate::Killed(By::Property(name))
        }
        None => Fate::Survived,
    }
}

/// A scenario with the changed law in the place of the original.
fn under<'a>(scenario: &Scenario<'a>, original: &Editions, changed: &'a Editions) -> Scenario<'a> {
    let mut copy = scenario.clone();
    for editions in copy.procedures.iter_mut().filter(|editions| std::ptr::eq(**editions, original)) {
        *editions = changed;
    }
    copy
}

/// The property that makes a scenario fail, if that is why.
fn broken(replay: &Replay, failure: Failure) -> Option<String> {
    let Failure::Broken(index) = failure else { return None };
    let passed = replay.passed.get(index)?;
    let Happening::Broken { property, .. } = passed.what else { return None };
    Some(replay.scenario.editions(passed.machine).get(passed.edition).property(property).name.clone())
}

/// How far a change of a rule is felt.
fn reach(procedure: &Procedure, site: Site) -> Reach {
    let judging = matches!(site, Site::Check(..) | Site::Guard(_) | Site::Act(_) | Site::DutyGuard(_) | Site::Due(_));
    Reach { transitions: touched(procedure, site), bridges: !judging }
}

/// The transitions by which a change of a rule makes a difference.
fn touched(procedure: &Procedure, site: Site) -> Vec<TransitionId> {
    let of_deadline = |id: DeadlineId| {
        let changing = procedure.transitions().filter(move |(_, t)| t.clocks.iter().any(|(_, d)| *d == id));
        changing.map(|(id, _)| id).chain(procedure.deadline(id).expiry.iter().copied()).collect()
    };
    match site {
        Site::Check(id, _) | Site::Guard(id) | Site::Transition(id) => vec![id],
        Site::Act(id) => by_act(procedure, id),
        Site::Deadline(id) | Site::CountedFrom(id) | Site::Length(id, _) | Site::Choice(id, _) => of_deadline(id),
        Site::Duty(duty) | Site::Due(duty) | Site::DutyGuard(duty) => {
            let settling = procedure.transitions().filter(|(id, _)| procedure.settled(*id).contains(&duty));
            settling.map(|(id, _)| id).collect()
        }
    }
}
