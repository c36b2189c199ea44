//! Values one step further: a day for what is counted on the calendar, a minute for what is elapsed or read on a
//! clock, one for a number.

use crate::calendar::{Duration, Length, Stamp};
use crate::condition::Operator;
use crate::value::Value;

/// The last minute of a day.
const LAST_MINUTE: u16 = 1439;

/// A value one step less and one step more; nothing for a value that has no order, or where there is none further.
pub(super) fn neighbours(value: Value) -> Vec<Value> {
    match value {
        Value::Integer(n) => [n.checked_sub(1), n.checked_add(1)].into_iter().flatten().map(Value::Integer).collect(),
        Value::Time(a, b) if a == b => [a.checked_sub(1), a.checked_add(1).filter(|m| *m <= LAST_MINUTE)]
            .into_iter()
            .flatten()
            .map(|minute| Value::Time(minute, minute))
            .collect(),
        Value::Date(stamp) => {
            let moved = |day| if timed(stamp) { Stamp::at(day, stamp.earliest()) } else { Stamp::of_day(day) };
            [stamp.day.previous(), stamp.day.next()].map(|day| Value::Date(moved(day))).to_vec()
        }
        Value::Period(period) => lengths(Length::Civil(period)).into_iter().map(of_length).collect(),
        Value::Duration(duration) => lengths(Length::Elapsed(duration)).into_iter().map(of_length).collect(),
        _ => Vec::new(),
    }
}

fn timed(stamp: Stamp) -> bool {
    stamp.earliest() == stamp.latest()
}

fn of_length(length: Length) -> Value {
    match length {
        Length::Civil(period) => Value::Period(period),
        Length::Elapsed(duration) => Value::Duration(duration),
    }
}

/// A length one step less and one step more.
pub(super) fn lengths(length: Length) -> [Length; 2] {
    match length {
        Length::Civil(period) => [Length::Civil(period.one_day_less()), Length::Civil(period.one_day_more())],
        Length::Elapsed(Duration { minutes }) => {
            [minutes.saturating_sub(1), minutes.saturating_add(1)].map(|minutes| Length::Elapsed(Duration { minutes }))
        }
    }
}

/// The same comparison with its bound counted out, or in; nothing for one that has no bound.
pub(super) fn other_strictness(operator: Operator) -> Option<Operator> {
    match operator {
        Operator::Less => Some(Operator::LessEqual),
        Operator::LessEqual => Some(Operator::Less),
        Operator::Greater => Some(Operator::GreaterEqual),
        Operator::GreaterEqual => Some(Operator::Greater),
        Operator::Equal | Operator::NotEqual => None,
    }
}
