//! Values for the details of a course: what the skeleton leaves open is chosen so that the engine agrees.

use crate::calendar::{Counting, Holidays, Minute, Period, Roll, Rule, Stamp};
use crate::condition::{Expr, ExprId};
use crate::engine::{Case, NoTrace, Occurrence, Scope, evaluate};
use crate::ids::ActId;
use crate::procedure::{Field, Procedure};
use crate::value::{Type, Value};

use super::details::Way;
use super::skeleton::{Skeleton, placeholder};
use super::suppose::Supposed;

/// How many combinations of values are tried for one act.
const MAX_COMBINATIONS: usize = 2000;

/// Every way of giving the periods among an act's details that the file's own periods and bounds suggest.
pub(super) fn candidates(procedure: &Procedure, way: &Way) -> Vec<Vec<Value>> {
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for (field, value) in procedure.act(way.act).details.iter().zip(&way.details) {
        let choices = match field.ty {
            Type::Period if !value.is_unknown() => periods(procedure, field, *value),
            _ => vec![*value],
        };
        all =
            all.iter().flat_map(|known| choices.iter().map(|c| known.iter().copied().chain([*c]).collect())).collect();
        all.truncate(MAX_COMBINATIONS);
    }
    all
}

fn periods(procedure: &Procedure, field: &Field, value: Value) -> Vec<Value> {
    let mut all: Vec<Period> = Vec::new();
    let mut add = |value: Value| {
        if let Value::Period(period) = value
            && !all.contains(&period)
        {
            all.push(period);
        }
    };
    add(value);
    field.default.into_iter().for_each(&mut add);
    for index in 0..procedure.exprs().len() {
        if let Expr::Literal(value @ Value::Period(period)) =
            procedure.exprs().get(crate::condition::Exprs::id_at(index))
        {
            add(*value);
            // As many days as the months may have: which of the two is longer depends on the calendar.
            let months = period.years.saturating_mul(12).saturating_add(period.months);
            if (1..=12).contains(&months) && period.weeks == 0 && period.working_days == 0 {
                for days in [28, 29, 30, 31] {
                    let days = (days * u32::from(months)).min(92 * u32::from(months) / 3 + 1);
                    let days = u16::try_from(days).unwrap_or(u16::MAX).saturating_add(period.days);
                    add(Value::Period(Period { days, ..Period::default() }));
                }
            }
            for days in [period.days.saturating_sub(1), period.days.saturating_add(1)] {
                let near = Period { days, ..*period };
                if near != Period::default() && *period != near && period.days > 0 {
                    add(Value::Period(near));
                }
            }
        }
    }
    if let Some((low, high)) = field.between {
        add(low);
        add(high);
        all.retain(|period| (roughly(low)..=roughly(high)).contains(&roughly(Value::Period(*period))));
    }
    all.into_iter().map(Value::Period).collect()
}

/// A length to sort periods by: where they end when counted from a day.
fn roughly(value: Value) -> i32 {
    let Value::Period(period) = value else { return 0 };
    let plain =
        Counting { rule: Rule::Civil, roll: Roll::None, holidays: Holidays::France, zone: chrono_tz::Europe::Paris };
    let due = plain.count(placeholder(), crate::calendar::Length::Civil(period));
    due.map_or(i32::MAX, |due| match due.last {
        crate::calendar::End::Day(day) => day.number(),
        crate::calendar::End::Moment(_) => i32::MAX,
    })
}

/// Whether an expression is about sums of details, which the skeleton leaves open.
fn is_summed(procedure: &Procedure, id: ExprId) -> bool {
    let mut dated = false;
    let mut detail = false;
    procedure.exprs().walk(id, &mut |_, expr| match expr {
        Expr::ActOn
        | Expr::ActTime
        | Expr::DeadlineLast(_)
        | Expr::DeadlineNominal(_)
        | Expr::DeadlineStarted(_)
        | Expr::DeadlineRunning(_)
        | Expr::Counted { .. }
        | Expr::Watched(..)
        | Expr::OfWatched(..) => dated = true,
        Expr::ActDetail(_) => detail = true,
        _ => {}
    });
    detail && !dated
}

/// The details with their whole numbers such that what is supposed of sums is so; nothing if none was found.
pub(super) fn fitting(
    skeleton: &Skeleton,
    case: &Case,
    way: &Way,
    details: &[Value],
    supposed: &Supposed,
) -> Option<Vec<Value>> {
    let procedure = skeleton.original;
    let asked: Vec<(ExprId, bool)> = (supposed.iter())
        .filter_map(|(atom, truth)| Some((skeleton.atoms.get(*atom)?.expr, *truth)))
        .filter(|(expr, _)| is_summed(procedure, *expr))
        .filter(|(expr, _)| !of_dates(procedure, way.act, *expr))
        .collect();
    if asked.is_empty() {
        return Some(details.to_vec());
    }
    let mut numbers: Vec<i64> = vec![0, 1];
    for index in 0..procedure.exprs().len() {
        if let Expr::Literal(Value::Integer(n)) = procedure.exprs().get(crate::condition::Exprs::id_at(index)) {
            numbers.extend([n.saturating_sub(1), *n, n.saturating_add(1)]);
        }
    }
    let read = |index: usize| {
        let mut found = false;
        for (expr, _) in &asked {
            procedure.exprs().walk(*expr, &mut |_, e| found |= matches!(e, Expr::ActDetail(d) if d.index() == index));
        }
        found
    };
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for (index, (field, value)) in procedure.act(way.act).details.iter().zip(details).enumerate() {
        let mut choices = vec![*value];
        if field.ty == Type::Integer && read(index) {
            let (low, high) = match field.between {
                Some((Value::Integer(low), Value::Integer(high))) => (low, high),
                _ => (i64::from(i32::MIN), i64::from(i32::MAX)),
            };
            choices.extend([high, low].map(Value::Integer));
            choices.extend(numbers.iter().filter(|n| (low..=high).contains(*n)).copied().map(Value::Integer));
        }
        all =
            all.iter().flat_map(|known| choices.iter().map(|c| known.iter().copied().chain([*c]).collect())).collect();
        all.truncate(MAX_COMBINATIONS);
    }
    let fits = |details: &Vec<Value>| {
        let act = Occurrence { act: way.act, on: placeholder(), by: way.by, details };
        let scope = Scope { procedure, case, on: Some(act.on), act: Some(&act), views: &[], starting: &[] };
        asked.iter().all(|(expr, truth)| evaluate(&scope, *expr, &mut NoTrace).truth() == Some(*truth))
    };
    all.into_iter().find(fits)
}

fn of_dates(procedure: &Procedure, act: ActId, expr: ExprId) -> bool {
    let mut dated = false;
    procedure.exprs().walk(expr, &mut |_, e| match e {
        Expr::ActDetail(detail) => {
            let field = procedure.act(act).details.get(detail.index());
            dated |= field.is_some_and(|field| matches!(field.ty, Type::Date | Type::Time));
        }
        Expr::Slot(slot) => {
            let slot = procedure.slots.get(slot.index());
            dated |= slot.is_some_and(|slot| matches!(slot.ty, Type::Date | Type::Time));
        }
        _ => {}
    });
    dated
}

/// The time of day of an act for what is supposed of it; no time where no rule of the procedure asks for one. Nothing at
/// all if no time fits.
#[allow(clippy::option_option, reason = "no time fits, or no time is needed")]
pub(super) fn minute(skeleton: &Skeleton, act: ActId, supposed: &Supposed) -> Option<Option<Minute>> {
    let procedure = skeleton.original;
    let timed = (0..procedure.exprs().len()).any(|index| {
        matches!(
            procedure.exprs().get(crate::condition::Exprs::id_at(index)),
            Expr::ActTime | Expr::Literal(Value::Duration(_))
        )
    });
    if !timed {
        return Some(None);
    }
    let asked: Vec<(ExprId, bool)> = (supposed.iter())
        .filter_map(|(atom, truth)| Some((skeleton.atoms.get(*atom)?.expr, *truth)))
        .filter(|(expr, _)| {
            let Expr::Compare(_, a, b) = procedure.exprs().get(*expr) else { return false };
            let exprs = [procedure.exprs().get(*a), procedure.exprs().get(*b)];
            exprs.iter().any(|e| matches!(e, Expr::ActTime))
                && exprs.iter().all(|e| matches!(e, Expr::ActTime | Expr::Literal(_)))
        })
        .collect();
    let mut times = vec![720u16];
    for (expr, _) in &asked {
        procedure.exprs().walk(*expr, &mut |_, e| {
            if let Expr::Literal(Value::Time(time, _)) = e {
                times.extend([time.saturating_sub(1), *time, time.saturating_add(1).min(1439)]);
            }
        });
    }
    let case = Case::new(procedure);
    let fits = |time: &u16| {
        let Some(minute) = Minute::new(*time) else { return false };
        let on = Stamp::at(placeholder().day, minute);
        let act = Occurrence { act, on, by: None, details: &[] };
        let scope = Scope { procedure, case: &case, on: Some(on), act: Some(&act), views: &[], starting: &[] };
        asked.iter().all(|(expr, truth)| evaluate(&scope, *expr, &mut NoTrace).truth() == Some(*truth))
    };
    times.iter().find(|time| fits(time)).map(|time| Minute::new(*time))
}
