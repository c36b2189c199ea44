//! What courses reached of a procedure: its transitions, its conditions each way, its deadlines and duties.

use crate::engine::{Case, ClockState, DutyState, Outcome, Passage};
use crate::ids::{DeadlineId, DutyId, StateId, TransitionId};
use crate::procedure::{DutyDue, Procedure};
use crate::system::{MachineIx, System};

/// What was reached of a transition.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TransitionReach {
    /// How often it was taken.
    pub taken: u64,
    /// Its checks that held, a bit each.
    pub held: u64,
    /// Its checks that failed, a bit each.
    pub failed: u64,
}

/// Which ways something was seen to end.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ends {
    /// In time, or by being stopped.
    pub kept: u64,
    /// It ran out, or was overdue.
    pub missed: u64,
}

/// What was reached of one edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionReach {
    /// For each transition.
    pub transitions: Vec<TransitionReach>,
    /// For each state and each transition: how often it was selected there by an act, and how often it was taken.
    attempts: Vec<(u64, u64)>,
    /// For each deadline.
    pub deadlines: Vec<Ends>,
    /// For each duty.
    pub duties: Vec<Ends>,
}

/// What was reached of each edition of each procedure of a system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// By procedure and edition, as in the system.
    pub procedures: Vec<Vec<EditionReach>>,
}

/// Deadlines that run and duties that are owed, a bit each, as far as a word holds them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Open {
    running: u64,
    owed: u64,
}

impl Open {
    /// Those of a case.
    #[must_use]
    pub fn of(procedure: &Procedure, case: &Case) -> Self {
        let running = |id: DeadlineId| matches!(case.clock(id).state, ClockState::Running | ClockState::Suspended(_));
        let owed = |id: DutyId| case.duty(id).state == DutyState::Owed;
        Self {
            running: bits(procedure.deadlines().map(|(id, _)| running(id))),
            owed: bits(procedure.duties().map(|(id, _)| owed(id))),
        }
    }
}

fn bits(all: impl Iterator<Item = bool>) -> u64 {
    all.take(64).enumerate().fold(0, |word, (index, one)| word | (u64::from(one) << index))
}

/// The indices of the bits that are set.
pub(super) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        usize::try_from(next).ok().filter(|index| *index < 64)
    })
}

impl EditionReach {
    /// Nothing.
    #[must_use]
    pub fn new(procedure: &Procedure) -> Self {
        Self {
            transitions: vec![TransitionReach::default(); procedure.transitions().count()],
            attempts: vec![(0, 0); procedure.transitions().count() * procedure.states().count()],
            deadlines: vec![Ends::default(); procedure.deadlines().count()],
            duties: vec![Ends::default(); procedure.duties().count()],
        }
    }

    /// Counts a judged act.
    #[inline]
    pub fn judged(&mut self, procedure: &Procedure, outcome: &Outcome) {
        let Some(id) = outcome.transition else { return };
        let Some(seen) = self.transitions.get_mut(id.index()) else { return };
        let known = all_of(procedure.transition(id).checks.len()) & !outcome.unjudged.bits();
        seen.failed |= outcome.failed.bits();
        seen.held |= known & !outcome.failed.bits();
        seen.taken += u64::from(outcome.took_effect);
        let at = outcome.from.index() * self.transitions.len() + id.index();
        if let Some((tried, took)) = self.attempts.get_mut(at) {
            *tried += 1;
            *took += u64::from(outcome.took_effect);
        }
    }

    /// How often a transition was selected by an act in a state, and how often it was taken then.
    #[must_use]
    pub fn attempts(&self, state: StateId, id: TransitionId) -> (u64, u64) {
        self.attempts.get(state.index() * self.transitions.len() + id.index()).copied().unwrap_or_default()
    }

    /// Counts deadlines and duties that an act ended.
    pub fn ended(&mut self, before: Open, case: &Case) {
        for index in ones(before.running) {
            if case.clock(DeadlineId::new(index)).state == ClockState::Stopped
                && let Some(ends) = self.deadlines.get_mut(index)
            {
                ends.kept += 1;
            }
        }
        for index in ones(before.owed) {
            if case.duty(DutyId::new(index)).state == DutyState::Discharged
                && let Some(ends) = self.duties.get_mut(index)
            {
                ends.kept += 1;
            }
        }
    }

    /// Counts what happened by itself.
    pub fn passed(&mut self, procedure: &Procedure, passage: &Passage) {
        match passage {
            Passage::Expired { deadline, transition, .. } => {
                self.count(*transition);
                if let Some(ends) = self.deadlines.get_mut(deadline.index()) {
                    ends.missed += 1;
                }
            }
            Passage::Breached { duty, .. } => {
                if let Some(ends) = self.duties.get_mut(duty.index()) {
                    ends.missed += 1;
                }
                if let DutyDue::Deadline(deadline) = procedure.duty(*duty).due
                    && procedure.deadline(deadline).expiry.is_empty()
                    && let Some(ends) = self.deadlines.get_mut(deadline.index())
                {
                    ends.missed += 1;
                }
            }
        }
    }

    fn count(&mut self, transition: Option<TransitionId>) {
        if let Some(seen) = transition.and_then(|id| self.transitions.get_mut(id.index())) {
            seen.taken += 1;
        }
    }

    /// How many transitions were taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.transitions.iter().filter(|seen| seen.taken > 0).count()
    }

    /// How many sides of conditions were seen, of how many: that each held, and that each failed.
    #[must_use]
    pub fn sides(&self, procedure: &Procedure) -> (u32, u32) {
        let seen = self.transitions.iter().map(|seen| seen.held.count_ones() + seen.failed.count_ones()).sum();
        let all = procedure.transitions().map(|(_, rule)| 2 * all_of(rule.checks.len()).count_ones()).sum();
        (seen, all)
    }

    fn merge(&mut self, other: &Self) {
        for (own, theirs) in self.transitions.iter_mut().zip(&other.transitions) {
            own.taken += theirs.taken;
            own.held |= theirs.held;
            own.failed |= theirs.failed;
        }
        for (own, theirs) in self.attempts.iter_mut().zip(&other.attempts) {
            own.0 += theirs.0;
            own.1 += theirs.1;
        }
        let ends = self.deadlines.iter_mut().chain(&mut self.duties);
        for (own, theirs) in ends.zip(other.deadlines.iter().chain(&other.duties)) {
            own.kept += theirs.kept;
            own.missed += theirs.missed;
        }
    }
}

/// A bit for each of some checks.
pub(super) fn all_of(checks: usize) -> u64 {
    u32::try_from(checks).ok().and_then(|n| 1u64.checked_shl(n)).map_or(u64::MAX, |bit| bit - 1)
}

impl Reach {
    /// Nothing.
    #[must_use]
    pub fn new(system: &System) -> Self {
        let editions = system.procedures.iter().map(|editions| editions.all().iter().map(EditionReach::new).collect());
        Self { procedures: editions.collect() }
    }

    /// What was reached of the edition of a machine.
    #[must_use]
    pub fn of(&mut self, system: &System, machine: MachineIx, edition: usize) -> Option<&mut EditionReach> {
        let procedure = system.machines.get(machine)?.procedure;
        self.procedures.get_mut(procedure)?.get_mut(edition)
    }

    /// Adds what others reached.
    pub fn merge(&mut self, other: &Self) {
        for (own, theirs) in self.procedures.iter_mut().flatten().zip(other.procedures.iter().flatten()) {
            own.merge(theirs);
        }
    }
}
