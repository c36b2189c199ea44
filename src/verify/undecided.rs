//! Which comparisons of a procedure dates decide, or sums that no finite set of values does.

use super::fed::Fed;
use super::roots::Root;
use crate::condition::{Expr, ExprId};
use crate::procedure::Procedure;
use crate::value::{Type, Value};

/// The outermost comparisons of an expression that dates, or sums without a finite set of values, decide.
pub(super) fn undecided(procedure: &Procedure, fed: &Fed, root: &Root) -> Vec<ExprId> {
    let mut found = Vec::new();
    collect((procedure, fed), root, root.expr, &mut found);
    found
}

fn collect((procedure, fed): (&Procedure, &Fed), root: &Root, id: ExprId, found: &mut Vec<ExprId>) {
    let exprs = procedure.exprs();
    match exprs.get(id) {
        Expr::Not(inner) => collect((procedure, fed), root, *inner, found),
        Expr::And(a, b) | Expr::Or(a, b) => {
            collect((procedure, fed), root, *a, found);
            collect((procedure, fed), root, *b, found);
        }
        Expr::Compare(_, a, b)
            if dated(procedure, root, *a)
                || dated(procedure, root, *b)
                || remembered(procedure, *a) && remembered(procedure, *b)
                || fed.leaves_open(procedure, root, *a, *b) =>
        {
            found.push(id);
        }
        Expr::OneOf(subject, items)
            if dated(procedure, root, *subject)
                || items.iter().any(|item| fed.leaves_open(procedure, root, *subject, *item)) =>
        {
            found.push(id);
        }
        Expr::DeadlineRunning(_) => found.push(id),
        Expr::Watched(_, _, bodies) | Expr::OfWatched(_, bodies) => {
            let mut inner = Vec::new();
            for body in bodies {
                collect((procedure, fed), &Root { act: None, expr: *body, after: false }, *body, &mut inner);
                // The slots are the watched machine's: two of them that are compared may be dates.
                exprs.walk(*body, &mut |id, expr| {
                    let slot = |id: &ExprId| matches!(exprs.get(*id), Expr::Slot(_));
                    if matches!(expr, Expr::Compare(_, a, b) if slot(a) && slot(b)) {
                        inner.push(id);
                    }
                });
            }
            if !inner.is_empty() {
                found.push(id);
            }
        }
        _ => {}
    }
}

/// Whether an expression is what watched machines remember, of a type that the procedure does not know.
fn remembered(procedure: &Procedure, id: ExprId) -> bool {
    let slot = |body: &ExprId| matches!(procedure.exprs().get(*body), Expr::Slot(_));
    matches!(procedure.exprs().get(id), Expr::OfWatched(_, bodies) if bodies.iter().any(slot))
}

/// Whether an expression is a date, an instant or a time of day.
fn dated(procedure: &Procedure, root: &Root, id: ExprId) -> bool {
    let of_type = |ty: &Type| matches!(ty, Type::Date | Type::Time);
    match procedure.exprs().get(id) {
        Expr::ActOn
        | Expr::ActTime
        | Expr::DeadlineLast(_)
        | Expr::DeadlineNominal(_)
        | Expr::DeadlineStarted(_)
        | Expr::Counted { .. }
        | Expr::Literal(Value::Date(_) | Value::Moment(_) | Value::Time(..)) => true,
        Expr::Slot(slot) => procedure.slots.get(slot.index()).is_some_and(|slot| of_type(&slot.ty)),
        Expr::ActDetail(detail) => {
            let field = root.act.and_then(|act| procedure.act(act).details.get(detail.index()));
            field.is_some_and(|field| of_type(&field.ty))
        }
        Expr::OfWatched(_, bodies) => bodies.iter().any(|body| dated(procedure, root, *body)),
        _ => false,
    }
}
