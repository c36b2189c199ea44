//! What to draw from: for each act, the values of its details that its rules tell apart; for each transition, the dates
//! that its conditions look at.

use crate::calendar::{Duration, Period};
use crate::condition::{Expr, ExprId, Operator};
use crate::ids::{ActId, DetailId};
use crate::procedure::{Field, Procedure, Transition, Trigger};
use crate::value::{TextId, Type, Value};

/// How many texts no rule mentions may be drawn.
const OTHER_TEXTS: u32 = 1;
/// An integer without bounds is drawn up to this.
const MANY: i64 = 1_000_000;
/// A period without bounds is drawn up to this many days.
const LONG: u16 = 400;

/// How a detail is drawn.
#[derive(Clone, Debug)]
pub struct DetailPalette {
    /// What most courses give it: its default, or what its rules ask for.
    pub usual: Option<Value>,
    /// Values that the rules tell apart: bounds, the numbers and lengths that are compared, and their neighbours.
    pub telling: Vec<Value>,
    /// The least and greatest integer, length in days or minutes, or date as its number.
    pub range: (i64, i64),
    /// Its type.
    pub ty: Type,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it is a date that may lie after the act.
    pub planned: bool,
    /// For a date: how many days after the act the rules tell dates apart.
    pub offsets: Vec<i32>,
}

/// What to draw from, for one edition.
#[derive(Clone, Debug)]
pub struct Palette {
    /// For each act, for each detail.
    pub details: Vec<Vec<DetailPalette>>,
    /// For each transition: expressions of dates that its conditions look at, whatever the act.
    pub dates: Vec<Vec<ExprId>>,
    /// Whether some rule looks at hours and minutes.
    pub minutes: bool,
}

impl Palette {
    /// That of one edition.
    #[must_use]
    pub fn of(procedure: &Procedure) -> Self {
        let rules_of = |act: ActId| {
            let serves = move |t: &&Transition| t.trigger == Trigger::Act(act);
            procedure.transitions().map(|(_, t)| t).filter(serves)
        };
        let details = procedure.acts().map(|(act, rule)| {
            let expressions: Vec<ExprId> = rules_of(act).flat_map(|t| expressions_of(procedure, t)).collect();
            let fields = rule.details.iter().enumerate();
            fields.map(|(index, field)| detail(procedure, &expressions, DetailId::new(index), field)).collect()
        });
        let dates = procedure.transitions().map(|(_, rule)| dates_of(procedure, rule));
        Self { details: details.collect(), dates: dates.collect(), minutes: uses_minutes(procedure) }
    }
}

/// The conditions and lengths on which a transition depends.
fn expressions_of(procedure: &Procedure, rule: &Transition) -> Vec<ExprId> {
    let started = rule.clocks.iter().flat_map(|(_, id)| &procedure.deadline(*id).terms).flat_map(|(_, term)| {
        term.lasts.iter().flat_map(|(condition, length)| condition.iter().copied().chain([*length]))
    });
    let checks = rule.checks.iter().flat_map(|check| [check.condition].into_iter().chain(check.not_before));
    rule.guard.into_iter().chain(checks).chain(started).collect()
}

fn detail(procedure: &Procedure, expressions: &[ExprId], id: DetailId, field: &Field) -> DetailPalette {
    let (mut telling, mut offsets) = (Vec::new(), Vec::new());
    let mut usual = field.default;
    let mut add = |value: Value| {
        if field.allows(value) && !telling.contains(&value) {
            telling.push(value);
        }
    };
    let range = match (field.between, &field.ty) {
        (Some((Value::Integer(low), Value::Integer(high))), _) => (low, high),
        (Some((Value::Duration(low), Value::Duration(high))), _) => (low.minutes.into(), high.minutes.into()),
        (Some((Value::Period(low), Value::Period(high))), _) => (days_in(low), days_in(high)),
        (Some((Value::Date(low), Value::Date(high))), _) => (low.day.number().into(), high.day.number().into()),
        (_, Type::Date) => (i64::MIN, i64::MAX),
        (_, Type::Period) => (1, LONG.into()),
        (_, Type::Duration) => (1, 60 * 24 * 30),
        _ => (0, MANY),
    };
    if let Some((low, high)) = field.between {
        for value in neighbours(low).into_iter().chain(neighbours(high)) {
            add(value);
        }
    }
    if let Type::Word(words) = &field.ty {
        (0..words.names().len()).filter_map(|n| u16::try_from(n).ok()).for_each(|n| add(Value::Word(n)));
    }
    if field.ty == Type::Text {
        let known = u32::try_from(procedure.texts().len()).unwrap_or(0);
        (0..known + OTHER_TEXTS).for_each(|n| add(Value::Text(TextId(n))));
    }
    for root in expressions {
        if usual.is_none() {
            usual = wanted(procedure, *root, id).filter(|value| is_of(&field.ty, *value));
        }
        let reads = reads_detail(procedure, *root, id);
        procedure.exprs().walk(*root, &mut |_, expr| {
            if let Expr::Literal(value) = expr
                && same_type(&field.ty, *value)
                && (reads || field.ty == Type::Period)
            {
                neighbours(*value).into_iter().for_each(&mut add);
            }
            if let Expr::Literal(Value::Period(period)) = expr
                && field.ty == Type::Date
                && let Ok(days) = i32::try_from(days_in(*period))
            {
                // A month is 28 to 31 days long.
                let slack = if period.months > 0 || period.years > 0 { 2 } else { 1 };
                offsets.extend(days - slack..=days + slack);
            }
        });
    }
    let (ty, optional, planned) = (field.ty.clone(), field.optional, field.planned);
    DetailPalette { usual, telling, range, ty, optional, planned, offsets }
}

/// The value of a detail that a condition plainly asks for.
fn wanted(procedure: &Procedure, root: ExprId, id: DetailId) -> Option<Value> {
    let exprs = procedure.exprs();
    let is_detail = |expr: ExprId| matches!(exprs.get(expr), Expr::ActDetail(read) if *read == id);
    match exprs.get(root) {
        Expr::ActDetail(read) if *read == id => Some(Value::Boolean(true)),
        Expr::Not(inner) if is_detail(*inner) => Some(Value::Boolean(false)),
        Expr::And(a, b) => wanted(procedure, *a, id).or_else(|| wanted(procedure, *b, id)),
        Expr::Compare(Operator::Equal, a, b) if is_detail(*a) => match exprs.get(*b) {
            Expr::Literal(value) => Some(*value),
            _ => None,
        },
        _ => None,
    }
}

fn reads_detail(procedure: &Procedure, root: ExprId, id: DetailId) -> bool {
    let mut found = false;
    procedure.exprs().walk(root, &mut |_, expr| found |= matches!(expr, Expr::ActDetail(read) if *read == id));
    found
}

fn is_of(ty: &Type, value: Value) -> bool {
    same_type(ty, value) || matches!((ty, value), (Type::Boolean, Value::Boolean(_)) | (Type::Word(_), Value::Word(_)))
}

fn same_type(ty: &Type, value: Value) -> bool {
    matches!(
        (ty, value),
        (Type::Integer, Value::Integer(_))
            | (Type::Period, Value::Period(_))
            | (Type::Duration, Value::Duration(_))
            | (Type::Date, Value::Date(_))
            | (Type::Time, Value::Time(..))
    )
}

/// A value, the one before it and the one after it.
fn neighbours(value: Value) -> Vec<Value> {
    match value {
        Value::Integer(n) => {
            vec![Value::Integer(n), Value::Integer(n.saturating_sub(1)), Value::Integer(n.saturating_add(1))]
        }
        Value::Duration(Duration { minutes }) => [minutes.checked_sub(1), Some(minutes), minutes.checked_add(1)]
            .into_iter()
            .flatten()
            .filter(|minutes| *minutes > 0)
            .map(|minutes| Value::Duration(Duration { minutes }))
            .collect(),
        Value::Period(period) => around(period).into_iter().map(Value::Period).collect(),
        Value::Time(low, high) => {
            vec![Value::Time(low, high), Value::Time(low.saturating_sub(1), low.saturating_sub(1)), minute_after(high)]
        }
        Value::Date(stamp) => {
            let days = [stamp.day.previous(), stamp.day, stamp.day.next()];
            days.into_iter().map(|day| Value::Date(crate::calendar::Stamp::of_day(day))).collect()
        }
        value => vec![value],
    }
}

fn minute_after(minute: u16) -> Value {
    let next = minute.saturating_add(1).min(1439);
    Value::Time(next, next)
}

/// A period, and periods that end a day earlier or later than it from most dates.
fn around(period: Period) -> Vec<Period> {
    let mut all = vec![period];
    if let Some(days) = period.days.checked_add(1) {
        all.push(Period { days, ..period });
    }
    if let Some(days) = period.days.checked_sub(1) {
        all.push(Period { days, ..period });
    } else if let Some(working_days) = period.working_days.checked_sub(1) {
        all.push(Period { working_days, ..period });
    } else if let Some(weeks) = period.weeks.checked_sub(1) {
        all.push(Period { weeks, days: 6, ..period });
    } else {
        let months = u32::from(period.years) * 12 + u32::from(period.months);
        if let Some(months) = months.checked_sub(1).and_then(|months| u16::try_from(months).ok()) {
            // A month is 28 to 31 days long: some of these end on the day before.
            all.extend([27, 28, 29, 30].map(|days| Period { years: 0, months, days, ..period }));
        }
    }
    all.retain(|period| *period != Period::default());
    all
}

fn days_in(period: Period) -> i64 {
    let days = i64::from(period.days) + i64::from(period.weeks) * 7 + i64::from(period.working_days);
    days + i64::from(period.months) * 30 + i64::from(period.years) * 365
}

/// The dates that a transition's conditions look at, whatever the act.
fn dates_of(procedure: &Procedure, rule: &Transition) -> Vec<ExprId> {
    let mut dates = Vec::new();
    let starts = |id: &crate::ids::DeadlineId| rule.clocks.iter().any(|(_, clock)| clock == id);
    for root in expressions_of(procedure, rule) {
        procedure.exprs().walk(root, &mut |id, expr| {
            let is_date = match expr {
                Expr::DeadlineLast(deadline) | Expr::DeadlineNominal(deadline) => !starts(deadline),
                Expr::Slot(slot) => procedure.slot(*slot).ty == Type::Date,
                Expr::Counted { .. } => true,
                Expr::Literal(Value::Date(_)) => true,
                _ => false,
            };
            if is_date && !of_the_act(procedure, id) && !dates.contains(&id) {
                dates.push(id);
            }
        });
    }
    dates
}

/// Whether an expression reads the act that is judged.
fn of_the_act(procedure: &Procedure, root: ExprId) -> bool {
    let mut found = false;
    procedure.exprs().walk(root, &mut |_, expr| {
        found |= matches!(expr, Expr::ActOn | Expr::ActTime | Expr::ActBy | Expr::ActDetail(_));
    });
    found
}

/// Whether some rule looks at hours and minutes: then acts have a time of day.
fn uses_minutes(procedure: &Procedure) -> bool {
    let exprs = procedure.exprs();
    let fields = procedure.acts().flat_map(|(_, act)| &act.details);
    let mut found = fields.map(|field| &field.ty).any(|ty| matches!(ty, Type::Time | Type::Duration));
    for root in procedure.transitions().flat_map(|(_, rule)| expressions_of(procedure, rule)) {
        exprs.walk(root, &mut |_, expr| {
            found |= matches!(expr, Expr::ActTime | Expr::Literal(Value::Duration(_) | Value::Time(..)));
        });
    }
    found
        || procedure
            .duties()
            .any(|(_, duty)| matches!(duty.due, crate::procedure::DutyDue::Every(crate::calendar::Length::Elapsed(_))))
}
