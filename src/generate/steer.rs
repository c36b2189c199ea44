//! Steering: from each state, towards what no course has reached yet.

use super::reach::{EditionReach, all_of};
use crate::ids::{ActId, DeadlineId, StateId, TransitionId};
use crate::procedure::{Procedure, Transition, Trigger};

/// What to try next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// An act by a transition that it may take from here.
    Act(TransitionId, ActId),
    /// To let a deadline run out.
    Wait(DeadlineId),
    /// Any act, be it known from here or not.
    Any,
}

/// How much a transition is worth that was never taken.
const NEW: u32 = 60;
/// How much a side of a condition is worth that was never seen.
const SIDE: u32 = 12;
/// What any transition is worth.
const KNOWN: u32 = 4;
/// How much a transition is worth for each time that others are taken twice as often.
const RARE: u32 = 5;
/// How much of the worth of the next state counts: three parts in four.
const NEAR: (u32, u32) = (3, 4);
/// Rounds in which worth spreads from state to state: about as many as the longest way.
const ROUNDS: usize = 24;

/// For each state: what may be tried, each with the sum of the weights so far.
#[derive(Clone, Debug)]
pub struct Steering {
    options: Vec<Vec<(u32, Choice)>>,
    /// For each transition: whether some side of a condition was never seen.
    unseen: Vec<bool>,
}

/// A transition that leaves a state.
struct Way {
    id: TransitionId,
    trigger: Trigger,
    /// Another state that it leads to.
    to: Option<StateId>,
    /// What trying it is worth, and what taking it is.
    worth: (u32, u32),
    /// How often it was taken from there, in so many tries.
    odds: (u64, u64),
}

impl Way {
    fn of(reach: &EditionReach, rule: &Transition, state: StateId, id: TransitionId, worth: (u32, u32)) -> Self {
        let odds = match rule.trigger {
            Trigger::Over(_) => (1, 1),
            Trigger::Act(_) => {
                let (tried, took) = reach.attempts(state, id);
                (took + 1, tried + 2)
            }
        };
        Self { id, trigger: rule.trigger, to: rule.to.filter(|to| *to != state), worth, odds }
    }

    /// What to try it is worth, where each state is worth so much.
    fn weight(&self, values: &[u32]) -> u32 {
        let next = self.to.and_then(|to| values.get(to.index()).copied()).unwrap_or(0);
        let (tried, taken) = (self.worth.0, self.worth.1 + next * NEAR.0 / NEAR.1);
        tried + u32::try_from(u64::from(taken) * self.odds.0 / self.odds.1).unwrap_or(taken)
    }
}

/// What each state is worth: the best of what leaves it.
fn values_of(leaving: &[Vec<Way>]) -> Vec<u32> {
    let mut values = vec![0; leaving.len()];
    for _ in 0..ROUNDS {
        let best = |ways: &Vec<Way>| ways.iter().map(|way| way.weight(&values)).max().unwrap_or(0);
        let next: Vec<u32> = leaving.iter().map(best).collect();
        if next == values {
            break;
        }
        values = next;
    }
    values
}

impl Steering {
    /// Weights by what is still to be reached of an edition.
    #[must_use]
    pub fn of(procedure: &Procedure, reach: &EditionReach) -> Self {
        let most = reach.transitions.iter().map(|seen| seen.taken).max().unwrap_or(0);
        let rarity = |taken: u64| most.checked_div(taken.max(1)).and_then(u64::checked_ilog2).unwrap_or(0);
        let missing = procedure.transitions().zip(&reach.transitions).map(|((_, rule), seen)| {
            let all = all_of(rule.checks.len());
            let sides = (all & !seen.held).count_ones() + (all & !seen.failed).count_ones();
            (sides, if seen.taken == 0 { NEW } else { RARE * rarity(seen.taken) })
        });
        let missing: Vec<(u32, u32)> = missing.collect();
        let mut leaving: Vec<Vec<Way>> = procedure.states().map(|_| Vec::new()).collect();
        for ((id, rule), (sides, own)) in procedure.transitions().zip(&missing) {
            for state in rule.from.iter() {
                if let Some(ways) = leaving.get_mut(state.index()) {
                    ways.push(Way::of(reach, rule, state, id, (SIDE * sides, *own)));
                }
            }
        }
        let values = values_of(&leaving);
        let options = leaving.iter().map(|ways| {
            let mut all = Vec::new();
            let mut sum = 0;
            let mut add = |weight: u32, choice: Choice| {
                sum += weight;
                all.push((sum, choice));
            };
            for way in ways {
                let weight = KNOWN + way.weight(&values);
                match way.trigger {
                    Trigger::Act(act) => add(weight, Choice::Act(way.id, act)),
                    Trigger::Over(deadline) => add(weight, Choice::Wait(deadline)),
                }
            }
            add(KNOWN / 2, Choice::Any);
            all
        });
        Self { options: options.collect(), unseen: missing.iter().map(|(sides, _)| *sides > 0).collect() }
    }

    /// Whether a transition has conditions of which one side was never seen: unusual acts may show it.
    #[must_use]
    pub fn has_unseen(&self, id: TransitionId) -> bool {
        self.unseen.get(id.index()).copied().unwrap_or(false)
    }

    /// A choice from a state, by weight.
    #[must_use]
    pub fn choose(&self, state: StateId, rng: &mut fastrand::Rng) -> Choice {
        let options = self.options.get(state.index()).map_or(&[][..], |options| options);
        let Some((sum, last)) = options.last() else { return Choice::Any };
        let drawn = rng.u32(..(*sum).max(1));
        options.iter().find(|(upto, _)| drawn < *upto).map_or(*last, |(_, choice)| *choice)
    }

    /// Whether anything but [`Choice::Any`] is left from a state.
    #[must_use]
    pub fn goes_on(&self, state: StateId) -> bool {
        self.options.get(state.index()).is_some_and(|options| options.len() > 1)
    }
}
