//! Where expressions stand in a procedure, and whose details they read.

use crate::condition::ExprId;
use crate::ids::ActId;
use crate::procedure::{Procedure, Trigger};

/// An expression, with the act whose details it reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Root {
    pub act: Option<ActId>,
    pub expr: ExprId,
    /// Whether it speaks of deadlines as its transition leaves them; else of the case as it was before.
    pub after: bool,
}

/// Every expression of a procedure that its courses depend on.
pub(super) fn roots(procedure: &Procedure) -> Vec<Root> {
    let mut all = Vec::new();
    for (_, transition) in procedure.transitions() {
        let act = match transition.trigger {
            Trigger::Act(act) => Some(act),
            Trigger::Over(_) => None,
        };
        let written = transition.sets.iter().map(|(_, expr)| *expr);
        let root = |after: bool| move |expr: ExprId| Root { act, expr, after };
        all.extend(transition.guard.into_iter().chain(written).map(root(false)));
        all.extend(transition.checks.iter().map(|check| check.condition).map(root(true)));
        for (_, deadline) in &transition.clocks {
            let Some(term) = procedure.deadline(*deadline).term(act) else { continue };
            all.push(root(false)(term.counted_from));
            for (condition, length) in &term.lasts {
                all.extend(condition.iter().chain([length]).copied().map(root(false)));
            }
        }
    }
    let of_property = |expr| Root { act: None, expr, after: false };
    all.extend(procedure.properties().map(|(_, property)| of_property(property.form.condition())));
    all
}
