//! Where expressions stand in a procedure, and whose details they read.

use crate::condition::ExprId;
use crate::ids::ActId;
use crate::procedure::{Procedure, Trigger};

/// An expression, with the act whose details it reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Root {
    pub act: Option<ActId>,
    pub expr: ExprId,
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
        let judging = transition.checks.iter().map(|check| check.condition);
        all.extend(transition.guard.into_iter().chain(judging).chain(written).map(|expr| Root { act, expr }));
        for (_, deadline) in &transition.clocks {
            let Some(term) = procedure.deadline(*deadline).term(act) else { continue };
            all.push(Root { act, expr: term.counted_from });
            for (condition, length) in &term.lasts {
                all.extend(condition.iter().chain([length]).map(|expr| Root { act, expr: *expr }));
            }
        }
    }
    all.extend(procedure.properties().map(|(_, property)| Root { act: None, expr: property.form.condition() }));
    all
}
