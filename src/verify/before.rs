//! An expression about the case after a transition, as one about the case before it.

use crate::condition::{Expr, ExprId, Exprs};
use crate::ids::{DeadlineId, SlotId, TransitionId};
use crate::procedure::{ClockChange, Procedure, Transition, Trigger};
use crate::value::Value;

/// A transition, before which expressions are to be read.
pub(super) struct Before<'p> {
    procedure: &'p Procedure,
    transition: &'p Transition,
}

impl<'p> Before<'p> {
    pub fn new(procedure: &'p Procedure, transition: TransitionId) -> Self {
        Self { procedure, transition: procedure.transition(transition) }
    }

    /// The expression that has the same value before the transition; nothing where none has.
    pub fn rewrite(&self, exprs: &mut Exprs, id: ExprId) -> Option<ExprId> {
        let expr = exprs.get(id).clone();
        let next = match expr {
            Expr::Slot(slot) => return self.slot(exprs, slot, id),
            Expr::State => match self.transition.to {
                Some(to) => Expr::Literal(Value::State(to)),
                None => return Some(id),
            },
            Expr::DeadlineLast(deadline) | Expr::DeadlineNominal(deadline) | Expr::DeadlineStarted(deadline) => {
                return (!self.changes(deadline)).then_some(id);
            }
            Expr::DeadlineRunning(deadline) => {
                let alive = self.procedure.deadline(deadline).alive;
                let left = alive.zip(self.transition.to).is_some_and(|(alive, to)| !alive.contains(to));
                return match (self.changes(deadline), left) {
                    (true, _) => None,
                    (false, true) => Some(exprs.push(Expr::Literal(Value::Boolean(false)), "")),
                    (false, false) => Some(id),
                };
            }
            Expr::Literal(_)
            | Expr::ActOn
            | Expr::ActTime
            | Expr::ActBy
            | Expr::ActDetail(_)
            | Expr::Watched(..)
            | Expr::OfWatched(..) => return Some(id),
            Expr::Counted { length, from, counting, nominal } => {
                let (length, from) = (self.rewrite(exprs, length)?, self.rewrite(exprs, from)?);
                Expr::Counted { length, from, counting, nominal }
            }
            Expr::Compare(operator, a, b) => Expr::Compare(operator, self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
            Expr::StateIn(state, set) => Expr::StateIn(self.rewrite(exprs, state)?, set),
            Expr::OneOf(subject, items) => {
                let subject = self.rewrite(exprs, subject)?;
                let items: Option<Vec<ExprId>> = items.into_iter().map(|item| self.rewrite(exprs, item)).collect();
                Expr::OneOf(subject, items?)
            }
            Expr::Not(inner) => Expr::Not(self.rewrite(exprs, inner)?),
            Expr::And(a, b) => Expr::And(self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
            Expr::Or(a, b) => Expr::Or(self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
            Expr::Add(a, b) => Expr::Add(self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
            Expr::Subtract(a, b) => Expr::Subtract(self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
            Expr::Multiply(a, b) => Expr::Multiply(self.rewrite(exprs, a)?, self.rewrite(exprs, b)?),
        };
        Some(exprs.push(next, ""))
    }

    /// What the transition leaves in a slot: what the act is remembered by comes after what the transition writes.
    fn slot(&self, exprs: &mut Exprs, slot: SlotId, as_it_was: ExprId) -> Option<ExprId> {
        if let Trigger::Act(act) = self.transition.trigger {
            let remembered = &self.procedure.act(act).remembered;
            if remembered.done == Some(slot) {
                return Some(exprs.push(Expr::Literal(Value::Boolean(true)), ""));
            }
            if remembered.on == Some(slot) {
                return Some(exprs.push(Expr::ActOn, ""));
            }
            if let Some((detail, _)) = remembered.details.iter().find(|(_, kept)| *kept == slot) {
                return Some(exprs.push(Expr::ActDetail(*detail), ""));
            }
        }
        let written = self.transition.sets.iter().rev().find(|(written, _)| *written == slot);
        Some(written.map_or(as_it_was, |(_, expr)| *expr))
    }

    fn changes(&self, id: DeadlineId) -> bool {
        self.transition.clocks.iter().any(|(change, deadline)| *deadline == id && !matches!(change, ClockChange::Stop))
    }
}
