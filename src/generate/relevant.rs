//! Which properties a transition may break: no other needs to be looked at after it.

use crate::condition::{Expr, ExprId};
use crate::ids::{DeadlineId, PropertyId, SlotId, StateSet, TransitionId};
use crate::procedure::{Form, Procedure, Property, Transition, Trigger};

/// For each transition of an edition: the properties that it may break.
#[derive(Clone, Debug)]
pub(super) struct Relevant {
    by_transition: Vec<Box<[PropertyId]>>,
    /// Those that are looked at at all.
    pub all: Box<[PropertyId]>,
}

impl Relevant {
    pub fn of(procedure: &Procedure) -> Self {
        let read: Vec<(PropertyId, Reads)> = (procedure.properties())
            .filter(|(_, property)| !property.reads.watched)
            .map(|(id, property)| (id, Reads::of(procedure, property)))
            .collect();
        let of_transition = |rule: &Transition| {
            let may = read.iter().filter(|(_, reads)| reads.may_change(procedure, rule));
            may.map(|(id, _)| *id).collect()
        };
        Self {
            by_transition: procedure.transitions().map(|(_, rule)| of_transition(rule)).collect(),
            all: read.iter().map(|(id, _)| *id).collect(),
        }
    }

    /// The properties that a transition may break.
    #[inline]
    pub fn after(&self, id: TransitionId) -> &[PropertyId] {
        self.by_transition.get(id.index()).map_or(&[], |all| all)
    }
}

/// What a property reads of a case.
struct Reads {
    state: bool,
    slots: Vec<SlotId>,
    deadlines: Vec<DeadlineId>,
    /// The states in which it can be broken, if it says so plainly.
    only_in: Option<StateSet>,
}

impl Reads {
    fn of(procedure: &Procedure, property: &Property) -> Self {
        let mut reads = Self { state: false, slots: Vec::new(), deadlines: Vec::new(), only_in: None };
        procedure.exprs().walk(property.form.condition(), &mut |_, expr| match expr {
            Expr::State => reads.state = true,
            Expr::Slot(slot) => reads.slots.push(*slot),
            Expr::DeadlineLast(id)
            | Expr::DeadlineNominal(id)
            | Expr::DeadlineStarted(id)
            | Expr::DeadlineRunning(id) => reads.deadlines.push(*id),
            _ => {}
        });
        if let Form::Never(condition) = property.form {
            reads.only_in = required_states(procedure, condition);
        }
        reads
    }

    fn may_change(&self, procedure: &Procedure, rule: &Transition) -> bool {
        if let (Some(only), after) = (self.only_in, rule.to.map_or(rule.from, |to| StateSet::from_iter([to])))
            && !only.intersects(after)
        {
            return false;
        }
        let remembered = match rule.trigger {
            Trigger::Act(act) => {
                let remembered = &procedure.act(act).remembered;
                let details = remembered.details.iter().map(|(_, slot)| *slot);
                remembered.done.into_iter().chain(remembered.on).chain(details).collect()
            }
            Trigger::Over(_) => Vec::new(),
        };
        let writes = |slot: &SlotId| remembered.contains(slot) || rule.sets.iter().any(|(set, _)| set == slot);
        let clocks = |id: &DeadlineId| rule.clocks.iter().any(|(_, changed)| changed == id);
        // Entering a state may stop a deadline.
        let moves = rule.to.is_some();
        (moves && (self.state || !self.deadlines.is_empty()))
            || self.slots.iter().any(writes)
            || self.deadlines.iter().any(clocks)
    }
}

/// The states without which a condition cannot hold, where it is a conjunction that says so.
fn required_states(procedure: &Procedure, id: ExprId) -> Option<StateSet> {
    let exprs = procedure.exprs();
    match exprs.get(id) {
        Expr::StateIn(subject, states) if matches!(exprs.get(*subject), Expr::State) => Some(*states),
        Expr::And(a, b) => match (required_states(procedure, *a), required_states(procedure, *b)) {
            (Some(a), Some(b)) => Some(a.intersection(b)),
            (one, other) => one.or(other),
        },
        _ => None,
    }
}
