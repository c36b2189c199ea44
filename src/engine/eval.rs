//! Evaluation of typed expressions, in a logic of three values: what does not depend on an unknown is decided.

use super::case::{Case, Clock, ClockState, Occurrence, Views};
use crate::calendar::{End, Length, Stamp};
use crate::condition::{Expr, ExprId, Operator, Quantifier};
use crate::ids::{DeadlineId, WatchId};
use crate::procedure::Procedure;
use crate::value::Value;

/// What an expression is evaluated in.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The procedure whose expression it is.
    pub procedure: &'a Procedure,
    /// The case, before the act.
    pub case: &'a Case,
    /// The date that `act.on` stands for.
    pub on: Option<Stamp>,
    /// The act, where one is judged.
    pub act: Option<&'a Occurrence<'a>>,
    /// Watched machines.
    pub views: Views<'a>,
    /// Deadlines as the transition being judged would leave them: its conditions speak of these.
    pub starting: &'a [(DeadlineId, Clock)],
}

impl Scope<'_> {
    fn clock(&self, id: DeadlineId) -> Clock {
        let started = self.starting.iter().find(|(deadline, _)| *deadline == id);
        started.map_or_else(|| self.case.clock(id), |(_, clock)| *clock)
    }
}

/// Told of every value that an evaluation meets.
pub trait Trace {
    /// An expression had this value.
    fn met(&mut self, id: ExprId, value: Value);
}

/// Nobody listens; costs nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoTrace;

impl Trace for NoTrace {
    #[inline]
    fn met(&mut self, _: ExprId, _: Value) {}
}

impl Trace for Vec<(ExprId, Value)> {
    fn met(&mut self, id: ExprId, value: Value) {
        self.push((id, value));
    }
}

/// The value of an expression.
pub fn evaluate<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Value {
    let value = value_of(scope, id, trace);
    trace.met(id, value);
    value
}

fn truth<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<bool> {
    evaluate(scope, id, trace).truth()
}

fn value_of<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Value {
    match scope.procedure.exprs().get(id) {
        Expr::Literal(value) => *value,
        Expr::ActOn => scope.on.map_or(Value::Unknown, Value::Date),
        Expr::ActTime => {
            scope.on.map_or(Value::Unknown, |on| Value::Time(on.earliest().number(), on.latest().number()))
        }
        Expr::ActBy => scope.act.and_then(|act| act.by).map_or(Value::Unknown, Value::Role),
        Expr::ActDetail(detail) => {
            scope.act.and_then(|act| act.details.get(detail.index())).copied().unwrap_or(Value::Unknown)
        }
        Expr::State => Value::State(scope.case.state()),
        Expr::Slot(slot) => scope.case.slot(*slot),
        Expr::DeadlineLast(deadline) => end_of(scope, *deadline, |clock| clock.last.into()),
        Expr::DeadlineNominal(deadline) => end_of(scope, *deadline, |clock| clock.nominal.into()),
        Expr::DeadlineStarted(deadline) => end_of(scope, *deadline, |clock| Value::Date(clock.started)),
        Expr::DeadlineRunning(deadline) => match scope.clock(*deadline).state {
            ClockState::Unknown => Value::Unknown,
            ClockState::Running => match (scope.on, scope.clock(*deadline).last) {
                (Some(on), last) => compare(Operator::LessEqual, Value::Date(on), last.into()).into(),
                (None, _) => Value::Boolean(true),
            },
            _ => Value::Boolean(false),
        },
        Expr::Counted { length, from, counting, nominal } => {
            let length = match evaluate(scope, *length, trace) {
                Value::Period(period) => Length::Civil(period),
                Value::Duration(duration) => Length::Elapsed(duration),
                _ => return Value::Unknown,
            };
            let from = match evaluate(scope, *from, trace) {
                Value::Date(stamp) => stamp,
                _ => return Value::Unknown,
            };
            match scope.procedure.counting(*counting).count(from, length) {
                Ok(due) => (if *nominal { due.nominal } else { due.last }).into(),
                Err(_) => Value::Unknown,
            }
        }
        Expr::Compare(operator, a, b) => {
            let (a, b) = (evaluate(scope, *a, trace), evaluate(scope, *b, trace));
            compare(*operator, a, b).into()
        }
        Expr::StateIn(state, set) => match evaluate(scope, *state, trace) {
            Value::State(state) => Value::Boolean(set.contains(state)),
            _ => Value::Unknown,
        },
        Expr::OneOf(subject, items) => {
            let subject = evaluate(scope, *subject, trace);
            let found = items.iter().map(|item| compare(Operator::Equal, subject, evaluate(scope, *item, trace)));
            some(found).into()
        }
        Expr::Not(inner) => truth(scope, *inner, trace).map(|b| !b).into(),
        Expr::And(a, b) => match truth(scope, *a, trace) {
            Some(false) => Value::Boolean(false),
            a => both(a, truth(scope, *b, trace)).into(),
        },
        Expr::Or(a, b) => match truth(scope, *a, trace) {
            Some(true) => Value::Boolean(true),
            a => either(a, truth(scope, *b, trace)).into(),
        },
        Expr::Add(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_add),
        Expr::Subtract(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_sub),
        Expr::Multiply(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_mul),
        Expr::Watched(watch, quantifier, bodies) => watched(scope, *watch, *quantifier, bodies),
        Expr::OfWatched(watch, bodies) => seen(scope, *watch, bodies).next().unwrap_or(Value::Unknown),
    }
}

fn end_of(scope: &Scope, deadline: DeadlineId, value: impl FnOnce(Clock) -> Value) -> Value {
    let clock = scope.clock(deadline);
    if clock.is_known() { value(clock) } else { Value::Unknown }
}

/// The value of a body in each machine of a watch.
fn seen<'a>(scope: &'a Scope, watch: WatchId, bodies: &'a [ExprId]) -> impl Iterator<Item = Value> + 'a {
    scope.views.get(watch.index()).into_iter().flatten().map(move |view| {
        let Some(body) = bodies.get(view.edition) else { return Value::Unknown };
        value_in_watched(scope, view.case, *body)
    })
}

/// A body's own names are the watched machine's; its expressions stand in the table of the watching procedure.
fn value_in_watched(scope: &Scope, case: &Case, body: ExprId) -> Value {
    let theirs = Scope { procedure: scope.procedure, case, on: None, act: None, views: &[], starting: &[] };
    evaluate(&theirs, body, &mut NoTrace)
}

fn watched(scope: &Scope, watch: WatchId, quantifier: Quantifier, bodies: &[ExprId]) -> Value {
    if scope.views.get(watch.index()).is_none() {
        return Value::Unknown;
    }
    let values = seen(scope, watch, bodies).map(Value::truth);
    match quantifier {
        Quantifier::Some => some(values).into(),
        Quantifier::Every => some(values.map(|b| b.map(|b| !b))).map(|b| !b).into(),
        Quantifier::Count => {
            let counted = values.map(|b| b.map(i64::from)).try_fold(0i64, |sum, b| b.map(|b| sum.saturating_add(b)));
            counted.map_or(Value::Unknown, Value::Integer)
        }
    }
}

fn some(values: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    values.fold(Some(false), either)
}

fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// An overflow is not a number: what depends on it cannot be judged.
fn arithmetic(a: Value, b: Value, operation: fn(i64, i64) -> Option<i64>) -> Value {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => operation(a, b).map_or(Value::Unknown, Value::Integer),
        _ => Value::Unknown,
    }
}

/// Compares two values of one type. Days compare with days; with an instant, by the minute.
pub(super) fn compare(operator: Operator, a: Value, b: Value) -> Option<bool> {
    let by_range = |a, b| within(operator, a, b);
    match (a, b) {
        (Value::Unknown, _) | (_, Value::Unknown) => None,
        (Value::Integer(a), Value::Integer(b)) => by_range((a, a), (b, b)),
        (Value::Date(a), Value::Date(b)) => {
            let (a, b) = (i64::from(a.day.number()), i64::from(b.day.number()));
            by_range((a, a), (b, b))
        }
        (Value::Date(a), Value::Moment(b)) => by_range(minutes(a), (b.earliest, b.latest)),
        (Value::Moment(a), Value::Date(b)) => by_range((a.earliest, a.latest), minutes(b)),
        (Value::Moment(a), Value::Moment(b)) => by_range((a.earliest, a.latest), (b.earliest, b.latest)),
        (Value::Time(a, b), Value::Time(c, d)) => by_range((a.into(), b.into()), (c.into(), d.into())),
        (Value::Duration(a), Value::Duration(b)) => {
            by_range((a.minutes.into(), a.minutes.into()), (b.minutes.into(), b.minutes.into()))
        }
        (a, b) => match operator {
            Operator::Equal => Some(a == b),
            Operator::NotEqual => Some(a != b),
            _ => None,
        },
    }
}

/// The civil minutes that a stamp may stand for.
pub(super) fn minutes(stamp: Stamp) -> (i64, i64) {
    let day = i64::from(stamp.day.number()) * 1440;
    (day + i64::from(stamp.earliest().number()), day + i64::from(stamp.latest().number()))
}

/// The last civil minute of an end, both ends of what is known.
pub(super) fn last_minutes(end: End) -> (i64, i64) {
    match end {
        End::Day(day) => {
            let last = i64::from(day.number()) * 1440 + 1439;
            (last, last)
        }
        End::Moment(moment) => (moment.earliest, moment.latest),
    }
}

/// Compares two ranges: decided where every pair of their members agrees.
fn within(operator: Operator, a: (i64, i64), b: (i64, i64)) -> Option<bool> {
    match operator {
        Operator::Less => decide(a.1 < b.0, a.0 >= b.1),
        Operator::LessEqual => decide(a.1 <= b.0, a.0 > b.1),
        Operator::Greater => decide(a.0 > b.1, a.1 <= b.0),
        Operator::GreaterEqual => decide(a.0 >= b.1, a.1 < b.0),
        Operator::Equal => decide(a == b && a.0 == a.1, a.1 < b.0 || b.1 < a.0),
        Operator::NotEqual => within(Operator::Equal, a, b).map(|b| !b),
    }
}

fn decide(certainly: bool, certainly_not: bool) -> Option<bool> {
    if certainly {
        Some(true)
    } else if certainly_not {
        Some(false)
    } else {
        None
    }
}
