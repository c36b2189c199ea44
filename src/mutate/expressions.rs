//! How a condition, a date or a length can be changed: its bounds, its comparisons, the parts that it joins.

use super::model::Change;
use super::shift::{neighbours, other_strictness};
use crate::condition::{Expr, ExprId, Exprs};
use crate::value::Value;

/// The changes of one text that was compiled into some expressions, all of one shape, in the order of the text.
pub(super) fn changes(exprs: &Exprs, compiled: &[ExprId]) -> Vec<Change> {
    let mut all = Vec::new();
    for nodes in alike(exprs, compiled) {
        let Some(first) = nodes.first() else { continue };
        match exprs.get(*first) {
            Expr::Literal(value) => {
                let change = |to| Change::Bound { literals: nodes.clone(), from: *value, to };
                all.extend(neighbours(*value).into_iter().map(change));
            }
            Expr::Compare(operator, a, b) if !has_bound(exprs, *a) && !has_bound(exprs, *b) => {
                // Where a number states the bound, shifting it says the same.
                let change = |to| Change::Strictness { comparisons: nodes.clone(), from: *operator, to };
                all.extend(other_strictness(*operator).map(change));
            }
            Expr::And(a, b) | Expr::Or(a, b) => {
                for (index, lost) in [*a, *b].into_iter().enumerate() {
                    // Of a row of parts each is lost once, and not two at a time.
                    if !same_connective(exprs, *first, lost) {
                        all.push(Change::Part { joined: without(exprs, &nodes, index), lost });
                    }
                }
            }
            _ => {}
        }
    }
    all
}

/// What is left of joined conditions without their first or second part.
fn without(exprs: &Exprs, joined: &[ExprId], lost: usize) -> Vec<(ExprId, ExprId)> {
    let kept = |id: &ExprId| match exprs.get(*id) {
        Expr::And(a, b) | Expr::Or(a, b) => Some((*id, if lost == 0 { *b } else { *a })),
        _ => None,
    };
    joined.iter().filter_map(kept).collect()
}

fn same_connective(exprs: &Exprs, a: ExprId, b: ExprId) -> bool {
    matches!((exprs.get(a), exprs.get(b)), (Expr::And(..), Expr::And(..)) | (Expr::Or(..), Expr::Or(..)))
}

/// Whether a side of a comparison is a bound that a number states.
fn has_bound(exprs: &Exprs, side: ExprId) -> bool {
    let ordered = |id: ExprId| matches!(exprs.get(id), Expr::Literal(value) if !neighbours(*value).is_empty());
    match exprs.get(side) {
        Expr::Counted { length, .. } => ordered(*length),
        _ => ordered(side),
    }
}

/// The nodes of some expressions of one shape: of each place, the node of every expression. Of expressions that differ
/// in shape, the first alone.
fn alike(exprs: &Exprs, compiled: &[ExprId]) -> Vec<Vec<ExprId>> {
    let walks: Vec<Vec<ExprId>> = compiled
        .iter()
        .map(|root| {
            let mut nodes = Vec::new();
            exprs.walk(*root, &mut |id, _| nodes.push(id));
            nodes
        })
        .collect();
    let Some(first) = walks.first() else { return Vec::new() };
    let same = |a: ExprId, b: ExprId| match (exprs.get(a), exprs.get(b)) {
        (Expr::Literal(a), Expr::Literal(b)) => a == b || matches!((a, b), (Value::Word(_), Value::Word(_))),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    };
    let fits = |walk: &&Vec<ExprId>| walk.len() == first.len() && walk.iter().zip(first).all(|(a, b)| same(*a, *b));
    let fitting: Vec<&Vec<ExprId>> = walks.iter().filter(fits).collect();
    (0..first.len()).map(|place| fitting.iter().filter_map(|walk| walk.get(place).copied()).collect()).collect()
}
