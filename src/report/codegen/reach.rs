//! Which states a case can be in after time has passed, or after an act.

use crate::ids::{ActId, StateId, StateSet, TransitionId};
use crate::procedure::{Effect, Level, Procedure, Transition, Trigger};

/// The states that a case in some state may have become by itself, that state included.
pub(super) fn after_time(procedure: &Procedure, state: StateId) -> StateSet {
    let mut found = StateSet::from_iter([state]);
    loop {
        let before = found;
        for (_, transition) in procedure.transitions() {
            if let (Trigger::Over(_), Some(to)) = (transition.trigger, transition.to)
                && transition.from.intersects(found)
            {
                found.insert(to);
            }
        }
        if found == before {
            return found;
        }
    }
}

/// Where an act of a state leads.
pub(super) struct Act {
    /// Which.
    pub id: ActId,
    /// The state.
    pub from: StateId,
    /// The states that time may have led to before it.
    pub waited: StateSet,
    /// The transitions that it may take from the state itself, in file order.
    pub transitions: Vec<TransitionId>,
    /// The states after an act that is legal or irregular.
    pub next: StateSet,
    /// The states after one that is refused.
    pub became: StateSet,
    /// Whether its rules look at watched machines.
    pub sees: bool,
}

/// The acts that the law knows from a state.
pub(super) fn acts(procedure: &Procedure, state: StateId) -> Vec<Act> {
    let known = procedure.acts().filter(|(id, _)| !procedure.serving(state, *id).is_empty());
    known.map(|(id, _)| act(procedure, state, id)).collect()
}

fn act(procedure: &Procedure, state: StateId, id: ActId) -> Act {
    let waited = after_time(procedure, state);
    let (mut next, mut became, mut sees) = (StateSet::EMPTY, waited, false);
    for from in waited.iter() {
        for served in procedure.serving(from, id) {
            let transition = procedure.transition(*served);
            let to = transition.to.unwrap_or(from);
            next.insert(to);
            if can_stand(transition) {
                became.insert(to);
            }
            sees |= looks(procedure, *served);
        }
    }
    Act { id, from: state, waited, transitions: procedure.serving(state, id).to_vec(), next, became, sees }
}

/// Whether a refused act may take effect: a condition that fails, or cannot be judged, does not keep it from doing so.
fn can_stand(transition: &Transition) -> bool {
    transition.checks.iter().any(|check| check.effect == Effect::Stands || check.level == Level::Recommended)
}

/// Whether the rules of a transition look at watched machines.
pub(super) fn looks(procedure: &Procedure, id: TransitionId) -> bool {
    let duties = || procedure.settled(id).iter().map(|duty| procedure.duty(*duty));
    let transition = procedure.transition(id);
    let terms = transition.clocks.iter().flat_map(|(_, deadline)| &procedure.deadline(*deadline).terms);
    let lengths = terms.flat_map(|(_, term)| {
        term.lasts.iter().flat_map(|(condition, length)| condition.iter().chain([length])).chain([&term.counted_from])
    });
    let exprs = lengths.copied().chain(duties().flat_map(|duty| {
        duty.guard.into_iter().chain(match duty.due {
            crate::procedure::DutyDue::On(date) => Some(date),
            _ => None,
        })
    }));
    let mut found = transition.reads.watched;
    for expr in exprs {
        procedure.exprs().walk(expr, &mut |_, node| {
            found |= matches!(node, crate::condition::Expr::Watched(..) | crate::condition::Expr::OfWatched(..));
        });
    }
    found
}
