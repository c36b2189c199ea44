//! Evaluation of typed expressions, in a logic of three values: what does not depend on an unknown is decided.

use super::case::{Case, Changed, Clock, ClockState, Occurrence, Views};
use crate::calendar::{End, Length, Stamp};
use crate::condition::{Expr, ExprId, Operator, Quantifier};
use crate::ids::{DeadlineId, DetailId, WatchId};
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
    pub starting: &'a [Changed],
}

impl<'a> Scope<'a> {
    /// That of an act, before it is known which deadlines it starts.
    #[inline]
    pub(super) fn of_act(procedure: &'a Procedure, case: &'a Case, act: &'a Occurrence, views: Views<'a>) -> Self {
        Self { procedure, case, on: Some(act.on), act: Some(act), views, starting: &[] }
    }

    /// The same, with the deadlines that a transition would start or prolong.
    #[inline]
    pub(super) fn with<'b>(&self, starting: &'b [Changed]) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { starting, ..*self }
    }

    fn clock(&self, id: DeadlineId) -> &'a Clock {
        let started = self.starting.iter().find(|changed| changed.deadline == id);
        started.map_or_else(|| self.case.clock_ref(id), |changed| &changed.clock)
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
    *operand(scope, id, trace, &mut Value::Unknown)
}

/// The value of an expression, where it is stored or else computed into `room`. Values are large, and most operands
/// stand in the procedure, the act or the case already.
#[inline(always)]
fn operand<'v, T: Trace>(scope: &Scope<'v>, id: ExprId, trace: &mut T, room: &'v mut Value) -> &'v Value {
    let expr = scope.procedure.exprs().get(id);
    let value = match expr {
        Expr::Literal(value) => value,
        Expr::Slot(slot) => scope.case.slot_ref(*slot),
        Expr::ActDetail(detail) => scope.act.and_then(|act| act.details.get(detail.index())).unwrap_or(&Value::Unknown),
        Expr::ActOn => {
            *room = scope.on.map_or(Value::Unknown, Value::Date);
            room
        }
        Expr::DeadlineLast(deadline) => {
            *room = end_of(scope, *deadline, |clock| clock.last.into());
            room
        }
        _ => {
            *room = computed(scope, id, trace);
            return room;
        }
    };
    trace.met(id, *value);
    value
}

/// The date that an expression stands for, where it is known.
#[inline]
pub(super) fn date_at<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<Stamp> {
    match operand(scope, id, trace, &mut Value::Unknown) {
        Value::Date(stamp) => Some(*stamp),
        _ => None,
    }
}

/// The length that an expression stands for, where it is known.
#[inline]
pub(super) fn length_at<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<Length> {
    match operand(scope, id, trace, &mut Value::Unknown) {
        Value::Period(period) => Some(Length::Civil(*period)),
        Value::Duration(duration) => Some(Length::Elapsed(*duration)),
        _ => None,
    }
}

/// Whether an expression is always a truth value: [`truth`] says which.
fn is_truth(expr: &Expr) -> bool {
    match expr {
        Expr::DeadlineRunning(_)
        | Expr::Compare(..)
        | Expr::StateIn(..)
        | Expr::OneOf(..)
        | Expr::Not(_)
        | Expr::And(..)
        | Expr::Or(..)
        | Expr::Watched(_, Quantifier::Some | Quantifier::Every, _) => true,
        Expr::Literal(_)
        | Expr::ActOn
        | Expr::ActTime
        | Expr::ActBy
        | Expr::ActDetail(_)
        | Expr::State
        | Expr::Slot(_)
        | Expr::DeadlineLast(_)
        | Expr::DeadlineNominal(_)
        | Expr::DeadlineStarted(_)
        | Expr::Counted { .. }
        | Expr::Add(..)
        | Expr::Subtract(..)
        | Expr::Multiply(..)
        | Expr::Watched(_, Quantifier::Count, _)
        | Expr::OfWatched(..) => false,
    }
}

/// Whether a condition holds; nothing where that cannot be told. Many are a stored truth value or its negation, and
/// need no call.
#[inline]
pub(super) fn truth<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<bool> {
    match scope.procedure.exprs().get(id) {
        Expr::Not(inner) => {
            let truth = positive(scope, *inner, trace).map(|b| !b);
            trace.met(id, truth.into());
            truth
        }
        _ => positive(scope, id, trace),
    }
}

#[inline]
fn positive<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<bool> {
    let value = match scope.procedure.exprs().get(id) {
        Expr::Slot(slot) => scope.case.slot_ref(*slot),
        Expr::ActDetail(detail) => detail_of(scope, *detail),
        _ => return composed_truth(scope, id, trace),
    };
    trace.met(id, *value);
    value.truth()
}

#[inline]
fn detail_of<'v>(scope: &Scope<'v>, detail: DetailId) -> &'v Value {
    scope.act.and_then(|act| act.details.get(detail.index())).unwrap_or(&Value::Unknown)
}

/// Whether a condition holds that is made of others.
#[inline(never)]
fn composed_truth<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Option<bool> {
    let expr = scope.procedure.exprs().get(id);
    let truth = match expr {
        Expr::Compare(operator, a, b) => {
            let (mut left, mut right) = (Value::Unknown, Value::Unknown);
            let a = operand(scope, *a, trace, &mut left);
            let b = operand(scope, *b, trace, &mut right);
            compare(*operator, a, b)
        }
        Expr::Not(inner) => truth(scope, *inner, trace).map(|b| !b),
        Expr::And(a, b) => match truth(scope, *a, trace) {
            Some(false) => Some(false),
            a => both(a, truth(scope, *b, trace)),
        },
        Expr::Or(a, b) => match truth(scope, *a, trace) {
            Some(true) => Some(true),
            a => either(a, truth(scope, *b, trace)),
        },
        _ if is_truth(expr) => rare_truth(scope, expr, trace),
        _ => return operand(scope, id, trace, &mut Value::Unknown).truth(),
    };
    trace.met(id, truth.into());
    truth
}

/// The truths that few conditions are made of.
#[inline(never)]
fn rare_truth<T: Trace>(scope: &Scope, expr: &Expr, trace: &mut T) -> Option<bool> {
    match expr {
        Expr::DeadlineRunning(deadline) => running(scope, *deadline),
        Expr::StateIn(state, set) => match evaluate(scope, *state, trace) {
            Value::State(state) => Some(set.contains(state)),
            _ => None,
        },
        Expr::OneOf(subject, items) => {
            let subject = evaluate(scope, *subject, trace);
            some(items.iter().map(|item| compare(Operator::Equal, &subject, &evaluate(scope, *item, trace))))
        }
        Expr::Watched(watch, ..) if !is_seen(scope, *watch) => None,
        Expr::Watched(watch, Quantifier::Some, bodies) => some(seen(scope, *watch, bodies).map(Value::truth)),
        Expr::Watched(watch, Quantifier::Every, bodies) => {
            some(seen(scope, *watch, bodies).map(|value| value.truth().map(|b| !b))).map(|b| !b)
        }
        // `truth` knows all others.
        _ => None,
    }
}

/// The value of an expression that is not stored.
#[inline(never)]
fn computed<T: Trace>(scope: &Scope, id: ExprId, trace: &mut T) -> Value {
    let expr = scope.procedure.exprs().get(id);
    if is_truth(expr) {
        return truth(scope, id, trace).into();
    }
    let value = composed(scope, expr, trace);
    trace.met(id, value);
    value
}

/// The value of an expression that is neither stored nor a truth value.
fn composed<T: Trace>(scope: &Scope, expr: &Expr, trace: &mut T) -> Value {
    match expr {
        Expr::State => Value::State(scope.case.state()),
        Expr::ActTime => {
            scope.on.map_or(Value::Unknown, |on| Value::Time(on.earliest().number(), on.latest().number()))
        }
        Expr::ActBy => scope.act.and_then(|act| act.by).map_or(Value::Unknown, Value::Role),
        Expr::DeadlineNominal(deadline) => end_of(scope, *deadline, |clock| clock.nominal.into()),
        Expr::DeadlineStarted(deadline) => end_of(scope, *deadline, |clock| Value::Date(clock.started)),
        Expr::Counted { length, from, counting, nominal } => {
            let Some(length) = length_at(scope, *length, trace) else { return Value::Unknown };
            let Some(from) = date_at(scope, *from, trace) else { return Value::Unknown };
            match scope.procedure.counting(*counting).count(from, length) {
                Ok(due) => (if *nominal { due.nominal } else { due.last }).into(),
                Err(_) => Value::Unknown,
            }
        }
        Expr::Add(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_add),
        Expr::Subtract(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_sub),
        Expr::Multiply(a, b) => arithmetic(evaluate(scope, *a, trace), evaluate(scope, *b, trace), i64::checked_mul),
        Expr::Watched(watch, ..) if !is_seen(scope, *watch) => Value::Unknown,
        Expr::Watched(watch, _, bodies) => {
            let mut truths = seen(scope, *watch, bodies).map(|value| value.truth().map(i64::from));
            let counted = truths.try_fold(0i64, |sum, b| Some(sum.saturating_add(b?)));
            counted.map_or(Value::Unknown, Value::Integer)
        }
        Expr::OfWatched(watch, bodies) => seen(scope, *watch, bodies).next().unwrap_or(Value::Unknown),
        // `operand` knows all others.
        _ => Value::Unknown,
    }
}

/// Whether a deadline runs on the date of the act.
fn running(scope: &Scope, deadline: DeadlineId) -> Option<bool> {
    let clock = scope.clock(deadline);
    match (clock.state, scope.on) {
        (ClockState::Unknown, _) => None,
        (ClockState::Running, Some(on)) => compare(Operator::LessEqual, &Value::Date(on), &clock.last.into()),
        (state, _) => Some(state == ClockState::Running),
    }
}

fn end_of(scope: &Scope, deadline: DeadlineId, value: impl FnOnce(&Clock) -> Value) -> Value {
    let clock = scope.clock(deadline);
    if clock.is_known() { value(clock) } else { Value::Unknown }
}

/// Whether anything is told of the machines of a watch, be it that there are none.
fn is_seen(scope: &Scope, watch: WatchId) -> bool {
    scope.views.get(watch.index()).is_some()
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
#[inline]
pub(super) fn compare(operator: Operator, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => Some(ordered(operator, a.day, b.day)),
        (Value::Integer(a), Value::Integer(b)) => Some(ordered(operator, *a, *b)),
        (Value::Boolean(a), Value::Boolean(b)) => equal(operator, a == b),
        (Value::Word(a), Value::Word(b)) => equal(operator, a == b),
        (a, b) => compare_others(operator, *a, *b),
    }
}

/// Compares what is known exactly.
#[inline]
fn ordered<T: Ord>(operator: Operator, a: T, b: T) -> bool {
    match operator {
        Operator::Equal => a == b,
        Operator::NotEqual => a != b,
        Operator::Less => a < b,
        Operator::LessEqual => a <= b,
        Operator::Greater => a > b,
        Operator::GreaterEqual => a >= b,
    }
}

fn compare_others(operator: Operator, a: Value, b: Value) -> Option<bool> {
    let by_range = |a, b| within(operator, a, b);
    match (a, b) {
        (Value::Unknown, _) | (_, Value::Unknown) => None,
        (Value::Date(a), Value::Moment(b)) => by_range(minutes(a), (b.earliest, b.latest)),
        (Value::Moment(a), Value::Date(b)) => by_range((a.earliest, a.latest), minutes(b)),
        (Value::Moment(a), Value::Moment(b)) => by_range((a.earliest, a.latest), (b.earliest, b.latest)),
        (Value::Time(a, b), Value::Time(c, d)) => by_range((a.into(), b.into()), (c.into(), d.into())),
        (Value::Duration(a), Value::Duration(b)) => Some(ordered(operator, a, b)),
        (a, b) => equal(operator, a == b),
    }
}

/// Compares what has no order, from whether it is the same.
fn equal(operator: Operator, same: bool) -> Option<bool> {
    match operator {
        Operator::Equal => Some(same),
        Operator::NotEqual => Some(!same),
        _ => None,
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
