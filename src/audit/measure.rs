//! What can be measured of an act: by how many days it keeps, or misses, a date that a rule compares it with.

use crate::calendar::Stamp;
use crate::condition::{Expr, ExprId, Operator};
use crate::engine::{NoTrace, Scope, evaluate};
use crate::ids::{DeadlineId, TransitionId};
use crate::procedure::Procedure;
use crate::value::Value;

/// On which side of the date the act has to fall.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// On the date at the latest.
    Until,
    /// On the date at the earliest.
    From,
}

/// A comparison of the act's date with another, in a check of a transition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    /// The edition, by its place among those of the procedure.
    pub edition: usize,
    /// The transition.
    pub transition: TransitionId,
    /// The check, by its place among those of the transition.
    pub check: usize,
    /// The other date.
    pub date: ExprId,
    /// The deadline that it is the end of.
    pub deadline: Option<DeadlineId>,
    /// Which side is lawful.
    pub side: Side,
    /// Whether the date itself is on the wrong side.
    strict: bool,
    /// What stands beside it in a conjunction: where that is false, the date says nothing.
    beside: Vec<ExprId>,
}

/// All that can be measured under an edition, in the order of its transitions.
#[must_use]
pub fn measures(procedure: &Procedure, edition: usize) -> Vec<Measure> {
    let mut all = Vec::new();
    for (transition, rule) in procedure.transitions() {
        for (check, condition) in rule.checks.iter().map(|check| check.condition).enumerate() {
            let mut walk = Walk { procedure, at: (edition, transition, check), beside: Vec::new(), found: &mut all };
            walk.walk(condition);
        }
    }
    all
}

struct Walk<'a> {
    procedure: &'a Procedure,
    at: (usize, TransitionId, usize),
    beside: Vec<ExprId>,
    found: &'a mut Vec<Measure>,
}

impl Walk<'_> {
    fn walk(&mut self, id: ExprId) {
        match *self.procedure.exprs().get(id) {
            Expr::And(a, b) => {
                for (one, other) in [(a, b), (b, a)] {
                    self.beside.push(other);
                    self.walk(one);
                    self.beside.pop();
                }
            }
            Expr::Or(a, b) => {
                self.walk(a);
                self.walk(b);
            }
            Expr::Compare(operator, a, b) => match (self.procedure.exprs().get(a), self.procedure.exprs().get(b)) {
                (Expr::ActOn, _) => self.compare(operator, b),
                (_, Expr::ActOn) => self.compare(operator.mirrored(), a),
                _ => {}
            },
            _ => {}
        }
    }

    fn compare(&mut self, operator: Operator, date: ExprId) {
        let (side, strict) = match operator {
            Operator::LessEqual => (Side::Until, false),
            Operator::Less => (Side::Until, true),
            Operator::GreaterEqual => (Side::From, false),
            Operator::Greater => (Side::From, true),
            Operator::Equal | Operator::NotEqual => return,
        };
        let (edition, transition, check) = self.at;
        let deadline = match self.procedure.exprs().get(date) {
            Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) => Some(*id),
            Expr::Literal(_) | Expr::Slot(_) | Expr::ActDetail(_) | Expr::Counted { .. } | Expr::DeadlineStarted(_) => {
                None
            }
            _ => return,
        };
        // A deadline that the act itself starts says how long it gives, not how late it is.
        let own = |id| self.procedure.transition(transition).clocks.iter().any(|(_, changed)| *changed == id);
        if deadline.is_some_and(own) {
            return;
        }
        let beside = self.beside.clone();
        self.found.push(Measure { edition, transition, check, date, deadline, side, strict, beside });
    }
}

impl Measure {
    /// How many days an act is on the lawful side: 0 on the last (or first) lawful day, less than 0 where it is late
    /// (or early). Nothing where the date is not known, or says nothing.
    #[must_use]
    pub fn days(&self, scope: &Scope, on: Stamp) -> Option<i32> {
        if self.beside.iter().any(|id| evaluate(scope, *id, &mut NoTrace).truth() == Some(false)) {
            return None;
        }
        let day = match evaluate(scope, self.date, &mut NoTrace) {
            Value::Date(date) => date.day.number(),
            Value::Moment(moment) => i32::try_from(moment.latest.div_euclid(1440)).ok()?,
            _ => return None,
        };
        let on = on.day.number();
        let days = match self.side {
            Side::Until => day - on,
            Side::From => on - day,
        };
        Some(days - i32::from(self.strict))
    }
}
