//! Changes that change nothing, as far as that is cheap to see: those are no mutants.

use crate::condition::{Expr, ExprId, Exprs};
use crate::ids::{ActId, DeadlineId, StateId, StateSet, TransitionId};
use crate::procedure::{ClockChange, Procedure, Transition, Trigger};

/// How many parts of conditions are looked at: each doubles the work.
const MAX_PARTS: usize = 10;

/// Whether the `if` of a transition selects it in the same cases with a condition in the place of a part of it (or, if
/// nothing is given, without it), since transitions that come first take the others.
pub(super) fn selects_the_same(procedure: &Procedure, id: TransitionId, changed: Option<(ExprId, ExprId)>) -> bool {
    let transition = procedure.transition(id);
    let Some(guard) = transition.guard else { return false };
    let earlier: Vec<Option<ExprId>> = procedure
        .transitions()
        .take_while(|(other, _)| *other != id)
        .filter(|(_, other)| other.trigger == transition.trigger && covers(other.from, transition.from))
        .map(|(_, other)| other.guard)
        .collect();
    let exprs = procedure.exprs();
    let mut parts: Vec<&str> = Vec::new();
    for root in earlier.iter().flatten().chain([&guard]) {
        collect(exprs, *root, &mut parts);
    }
    if parts.len() > MAX_PARTS {
        return false;
    }
    (0..1u32 << parts.len()).all(|case| {
        let holds = |root: ExprId, changed| truth(exprs, root, &parts, case, changed);
        let taken = earlier.iter().any(|guard| guard.is_none_or(|guard| holds(guard, None)));
        taken || holds(guard, None) == changed.is_none_or(|changed| holds(guard, Some(changed)))
    })
}

/// Whether a set has every member of another.
fn covers(set: StateSet, other: StateSet) -> bool {
    set.intersection(other) == other
}

/// The conditions that a condition joins, by their texts, each once.
fn collect<'e>(exprs: &'e Exprs, id: ExprId, parts: &mut Vec<&'e str>) {
    match exprs.get(id) {
        Expr::And(a, b) | Expr::Or(a, b) => {
            collect(exprs, *a, parts);
            collect(exprs, *b, parts);
        }
        Expr::Not(a) => collect(exprs, *a, parts),
        _ => {
            let text = exprs.text(id);
            if !parts.contains(&text) {
                parts.push(text);
            }
        }
    }
}

fn truth(exprs: &Exprs, id: ExprId, parts: &[&str], case: u32, changed: Option<(ExprId, ExprId)>) -> bool {
    let holds = |id| truth(exprs, id, parts, case, changed);
    if let Some((from, to)) = changed
        && from == id
    {
        return truth(exprs, to, parts, case, None);
    }
    match exprs.get(id) {
        Expr::And(a, b) => holds(*a) && holds(*b),
        Expr::Or(a, b) => holds(*a) || holds(*b),
        Expr::Not(a) => !holds(*a),
        _ => parts.iter().position(|part| *part == exprs.text(id)).is_some_and(|part| case >> part & 1 == 1),
    }
}

/// Whether an act leaves a case as it was even when it takes effect: it moves nothing, writes nothing, starts nothing, is
/// not remembered, and no duty hangs on it.
pub(super) fn does_nothing(procedure: &Procedure, id: ActId) -> bool {
    let remembered = &procedure.act(id).remembered;
    let forgotten = remembered.done.is_none() && remembered.on.is_none() && remembered.details.is_empty();
    let mut transitions = procedure.transitions().filter(|(_, transition)| transition.trigger == Trigger::Act(id));
    forgotten
        && transitions.all(|(id, transition)| {
            transition.to.is_none()
                && transition.clocks.is_empty()
                && transition.sets.is_empty()
                && procedure.settled(id).is_empty()
        })
}

/// Whether nobody can tell that a deadline still runs when a case has entered a state: no condition asks whether it
/// runs, and none of the transitions of its end can be reached before it is started again.
pub(super) fn nobody_asks(procedure: &Procedure, id: DeadlineId, entered: StateId) -> bool {
    !reads_running(procedure, id) && !reaches_expiry(procedure, id, entered)
}

fn reads_running(procedure: &Procedure, id: DeadlineId) -> bool {
    procedure.exprs().all().any(|expr| matches!(expr, Expr::DeadlineRunning(deadline) if *deadline == id))
}

fn reaches_expiry(procedure: &Procedure, id: DeadlineId, from: StateId) -> bool {
    let left = procedure.deadline(id).expiry.iter().map(|t| procedure.transition(*t).from);
    let wanted = left.fold(StateSet::EMPTY, StateSet::union);
    let mut seen: StateSet = [from].into_iter().collect();
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        if wanted.contains(state) {
            return true;
        }
        for (_, transition) in procedure.transitions() {
            if let Some(to) = transition.to
                && transition.from.contains(state)
                && !begins(transition, id)
                && !seen.contains(to)
            {
                seen.insert(to);
                open.push(to);
            }
        }
    }
    false
}

/// Whether a transition starts a deadline, from whatever it was.
pub(super) fn begins(transition: &Transition, id: DeadlineId) -> bool {
    let starts = |change| matches!(change, ClockChange::Start | ClockChange::Restart);
    transition.clocks.iter().any(|(change, deadline)| *deadline == id && starts(*change))
}
