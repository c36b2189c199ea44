//! Which properties a transition may break, or set something off for: no other needs to be looked at after it.

use crate::condition::{Expr, ExprId};
use crate::ids::{ActId, DeadlineId, PropertyId, SlotId, StateSet, TransitionId};
use crate::procedure::{Form, Incident, Procedure, Property, Transition, Trigger, Whose};

/// For each transition of an edition: the properties that matter after it.
#[derive(Clone, Debug)]
pub(crate) struct Relevant {
    by_transition: Vec<Box<[PropertyId]>>,
    /// For each act: whether some property must see the case as it was before.
    looks_back: Vec<bool>,
}

impl Relevant {
    pub fn of(procedure: &Procedure) -> Self {
        let read: Vec<(PropertyId, &Property, Reads)> =
            procedure.properties().map(|(id, property)| (id, property, Reads::of(procedure, property))).collect();
        let mut looks_back = vec![false; procedure.acts().count()];
        let mut by_transition = Vec::new();
        for (_, rule) in procedure.transitions() {
            let mut own = Vec::new();
            for (id, property, reads) in &read {
                let back = match &property.form {
                    Form::Never(_) | Form::Always(_) | Form::Reachable(_) => {
                        if property.reads.watched || reads.may_change(procedure, rule) {
                            own.push(*id);
                        }
                        continue;
                    }
                    Form::Following { cue, .. } => {
                        if cue.includes(&incident(rule)) {
                            own.push(*id);
                        }
                        continue;
                    }
                    Form::Before { cue, .. } => cue.includes(&incident(rule)),
                    Form::AtEnd(_) => {
                        let after = rule.to.map_or(rule.from, |to| StateSet::from_iter([to]));
                        after.iter().any(|state| procedure.state(state).is_final)
                    }
                };
                if back {
                    own.push(*id);
                    if let Trigger::Act(act) = rule.trigger
                        && let Some(place) = looks_back.get_mut(act.index())
                    {
                        *place = true;
                    }
                }
            }
            by_transition.push(own.into_boxed_slice());
        }
        Self { by_transition, looks_back }
    }

    /// The properties that matter after a transition.
    #[inline]
    pub fn after(&self, id: TransitionId) -> &[PropertyId] {
        self.by_transition.get(id.index()).map_or(&[], |all| all)
    }

    /// Whether some property must see the case as it was before an act.
    #[inline]
    pub fn looks_back(&self, act: ActId) -> bool {
        self.looks_back.get(act.index()).copied().unwrap_or(false)
    }
}

/// What happens by a transition, to the case itself.
pub(super) fn incident(rule: &Transition) -> Incident<'static> {
    let act = match rule.trigger {
        Trigger::Act(act) => Some(act),
        Trigger::Over(_) => None,
    };
    Incident { of: Whose::Own, act, entered: rule.to }
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
