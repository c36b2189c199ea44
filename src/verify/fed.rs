//! Which slots of memory hold numbers or texts that come from the details of acts, of which only some values are tried.

use crate::condition::{Expr, ExprId, History};
use crate::ids::{ActId, SlotId};
use crate::procedure::{Procedure, Trigger};
use crate::value::Type;

use super::roots::{Root, roots};

/// For each slot of a procedure, how what it holds comes from details.
pub(super) struct Fed(Vec<Source>);

/// How a value comes from details.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Source {
    /// Not at all: all that it may be is known.
    Own,
    /// It is a detail, of which one value is tried for each that literals tell apart.
    Detail,
    /// By way of sums or of other slots: no finite set of values decides a comparison with it.
    Derived,
}

fn is_wide(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Duration | Type::Text)
}

impl Fed {
    pub fn of(procedure: &Procedure) -> Self {
        let slots = procedure.slots();
        let initial = slots.map(|(_, slot)| match slot.history {
            Some(History::LastDetail(..)) if is_wide(&slot.ty) => Source::Detail,
            _ => Source::Own,
        });
        let mut fed = Self(initial.collect());
        let mut changed = true;
        while changed {
            changed = false;
            for (_, transition) in procedure.transitions() {
                let act = match transition.trigger {
                    Trigger::Act(act) => Some(act),
                    Trigger::Over(_) => None,
                };
                changed |= fed.write(procedure, act, &transition.sets);
            }
        }
        fed
    }

    fn write(&mut self, procedure: &Procedure, act: Option<ActId>, sets: &[(SlotId, ExprId)]) -> bool {
        let mut changed = false;
        for (slot, expr) in sets {
            let source = match (
                self.source(procedure, &Root { act, expr: *expr, after: false }, *expr),
                procedure.exprs().get(*expr),
            ) {
                // A copy of a slot is told apart by what the copy is compared with, which is not looked for.
                (Source::Detail, Expr::Slot(_)) => Source::Derived,
                (source, _) => source,
            };
            if let Some(known) = self.0.get_mut(slot.index())
                && *known < source
            {
                *known = source;
                changed = true;
            }
        }
        changed
    }

    /// How the value of an expression comes from details.
    fn source(&self, procedure: &Procedure, root: &Root, id: ExprId) -> Source {
        let mut all = Source::Own;
        procedure.exprs().walk(id, &mut |at, expr| {
            let own = match expr {
                Expr::ActDetail(detail) => {
                    let field = root.act.and_then(|act| procedure.act(act).details.get(detail.index()));
                    if field.is_some_and(|field| is_wide(&field.ty)) { Source::Detail } else { Source::Own }
                }
                Expr::Slot(slot) => self.0.get(slot.index()).copied().unwrap_or(Source::Own),
                _ => Source::Own,
            };
            let own = if own != Source::Own && at != id { Source::Derived } else { own };
            all = all.max(own);
        });
        all
    }

    /// Whether a comparison of two values is one that the values tried do not decide.
    pub fn leaves_open(&self, procedure: &Procedure, root: &Root, a: ExprId, b: ExprId) -> bool {
        let is_literal = |id: ExprId| matches!(procedure.exprs().get(id), Expr::Literal(_));
        match (self.source(procedure, root, a), self.source(procedure, root, b)) {
            (Source::Own, Source::Own) => false,
            (Source::Detail, Source::Own) => !is_literal(b),
            (Source::Own, Source::Detail) => !is_literal(a),
            _ => true,
        }
    }
}

/// Whether the values tried of details decide every comparison of a procedure.
pub(super) fn decided(procedure: &Procedure) -> bool {
    let fed = Fed::of(procedure);
    let exprs = procedure.exprs();
    let mut open = false;
    for root in roots(procedure) {
        exprs.walk(root.expr, &mut |_, expr| match expr {
            Expr::Compare(_, a, b) => open |= fed.leaves_open(procedure, &root, *a, *b),
            Expr::OneOf(subject, items) => {
                open |= items.iter().any(|item| fed.leaves_open(procedure, &root, *subject, *item));
            }
            _ => {}
        });
    }
    !open
}
