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

/// What taking a transition from a state is worth, by how often that was done where it was tried.
fn likely(reach: &EditionReach, rule: &Transition, state: StateId, id: TransitionId, worth: u32) -> u32 {
    if let Trigger::Over(_) = rule.trigger {
        return worth;
    }
    let (tried, took) = reach.attempts(state, id);
    u32::try_from(u64::from(worth) * (took + 1) / (tried + 2)).unwrap_or(worth)
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
        // For each transition: the worth of trying it, and that of taking it.
        let worth: Vec<(u32, u32)> = missing.collect();
        let worth_of = |id: TransitionId| worth.get(id.index()).copied().unwrap_or_default();
        let states = procedure.states().count();
        let mut values = vec![0u32; states];
        let weight = |state: StateId, id: TransitionId, values: &[u32]| {
            let rule = procedure.transition(id);
            let (sides, own) = worth_of(id);
            let next = rule.to.filter(|to| *to != state).and_then(|to| values.get(to.index()).copied());
            let taken = own + next.unwrap_or(0) * NEAR.0 / NEAR.1;
            SIDE * sides + likely(reach, rule, state, id, taken)
        };
        let leaving = |state: StateId| procedure.transitions().filter(move |(_, rule)| rule.from.contains(state));
        for _ in 0..ROUNDS {
            let best = |state: StateId| leaving(state).map(|(id, _)| weight(state, id, &values)).max().unwrap_or(0);
            values = (0..states).map(StateId::new).map(best).collect();
        }
        let options = (0..states).map(StateId::new).map(|state| {
            let mut all = Vec::new();
            let mut sum = 0;
            let mut add = |weight: u32, choice: Choice| {
                sum += weight;
                all.push((sum, choice));
            };
            for (id, rule) in leaving(state) {
                let weight = KNOWN + weight(state, id, &values);
                match rule.trigger {
                    Trigger::Act(act) => add(weight, Choice::Act(id, act)),
                    Trigger::Over(deadline) => add(weight, Choice::Wait(deadline)),
                }
            }
            add(KNOWN / 2, Choice::Any);
            all
        });
        Self { options: options.collect(), unseen: worth.iter().map(|(sides, _)| *sides > 0).collect() }
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
