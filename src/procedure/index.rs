//! Tables that follow from the rules of a procedure, so that the engine need not search: built with the procedure, and
//! anew when one of its rules is changed.

use super::model::{Act, Duty, Procedure, Transition, Trigger};
use crate::ids::{ActId, DutyId, StateId, TransitionId};

impl Procedure {
    /// Builds the tables anew after a change of its rules. A transition that leaves no state is none.
    pub(crate) fn index(&mut self) {
        (self.table, self.served) = served(self.states.len(), &self.acts, &self.transitions);
        self.settled = self.transitions.iter().map(|transition| settled(transition, &self.duties)).collect();
        let transitions = &self.transitions;
        for deadline in &mut self.deadlines {
            deadline.expiry.retain(|id| transitions.get(id.index()).is_some_and(|t| !t.from.is_empty()));
        }
        let deadlines = &self.deadlines;
        self.expiring.retain(|id| deadlines.get(id.index()).is_some_and(|d| !d.expiry.is_empty()));
    }
}

/// The duties that a transition may raise, end or fulfil.
pub(super) fn settled(transition: &Transition, duties: &[Duty]) -> Box<[DutyId]> {
    let act = match transition.trigger {
        Trigger::Act(act) => Some(act),
        Trigger::Over(_) => None,
    };
    let touched = |duty: &Duty| {
        [&duty.arises, &duty.ends, &duty.discharged_by].iter().any(|occasions| occasions.include(act, transition.to))
    };
    duties.iter().enumerate().filter(|(_, duty)| touched(duty)).map(|(index, _)| DutyId::new(index)).collect()
}

/// For each state and act, the transitions that may be taken, in file order.
pub(super) fn served(states: usize, acts: &[Act], transitions: &[Transition]) -> (Vec<(u16, u16)>, Vec<TransitionId>) {
    let (mut table, mut served) = (Vec::new(), Vec::new());
    for state in (0..states).map(StateId::new) {
        for act in (0..acts.len()).map(ActId::new) {
            let start = served.len();
            for (index, transition) in transitions.iter().enumerate() {
                if transition.trigger == Trigger::Act(act) && transition.from.contains(state) {
                    served.push(TransitionId::new(index));
                }
            }
            let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            table.push((place(start), place(served.len() - start)));
        }
    }
    (table, served)
}
