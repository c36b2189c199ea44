//! Dates as they follow from the days of events, and their order.

use std::rc::Rc;

use crate::calendar::{Counting, Day, End, Length, Stamp};
use crate::value::Value;

/// A date, as it follows from the days of events.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// The day of an event, or of a detail.
    Event(usize),
    /// A fixed one.
    Fixed(Value),
    /// The end of a length that is counted from another.
    Counted { length: Length, counting: Rc<Counting>, nominal: bool, from: Rc<Term> },
    /// The end of a deadline that is prolonged, from its nominal end.
    Extended { length: Length, counting: Rc<Counting>, nominal: bool, from: Rc<Term> },
    /// The day after.
    After(Rc<Term>),
}

/// That one date is not after another, or is before it.
#[derive(Clone, Debug)]
pub(super) struct Ordered {
    pub first: Rc<Term>,
    pub then: Rc<Term>,
    pub strictly: bool,
}

impl Term {
    /// The value, where every event has a date.
    pub fn value(&self, events: &[Stamp]) -> Option<Value> {
        match self {
            Self::Event(event) => events.get(*event).copied().map(Value::Date),
            Self::Fixed(value) => Some(*value),
            Self::Counted { length, counting, nominal, from } => {
                let Value::Date(from) = from.value(events)? else { return None };
                let due = counting.count(from, *length).ok()?;
                Some((if *nominal { due.nominal } else { due.last }).into())
            }
            Self::Extended { length, counting, nominal, from } => {
                let end = match from.value(events)? {
                    Value::Date(stamp) => End::Day(stamp.day),
                    Value::Moment(moment) => End::Moment(moment),
                    _ => return None,
                };
                let due = counting.extend(end, *length).ok()?;
                Some((if *nominal { due.nominal } else { due.last }).into())
            }
            Self::After(inner) => match inner.value(events)? {
                Value::Date(stamp) => Some(Value::Date(Stamp::of_day(stamp.day.next()))),
                Value::Moment(moment) => {
                    let day = i32::try_from(moment.latest.div_euclid(1440)).ok().and_then(Day::from_number)?;
                    Some(Value::Date(Stamp::of_day(day.next())))
                }
                _ => None,
            },
        }
    }

    /// The only event on which it depends.
    pub fn event(&self) -> Option<usize> {
        match self {
            Self::Event(event) => Some(*event),
            Self::Fixed(_) => None,
            Self::Counted { from, .. } | Self::Extended { from, .. } | Self::After(from) => from.event(),
        }
    }
}
