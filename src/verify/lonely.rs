//! Orders among the dates that follow from one event: whether any day fits them is found once, day by day.
//!
//! A period given and the least that the law asks for, both counted from the same day, may be at odds on every day of
//! the calendar by no more than a day: bounds do not show it, and each course that tries would look at every day anew.

use std::rc::Rc;
use std::sync::RwLock;

use rustc_hash::FxHashMap;

use super::dates::holds;
use super::ordered::{Ordered, Term};
use crate::calendar::{Counting, Day, Length, Roll, Stamp};
use crate::value::Value;

/// What is known of orders among the dates of one event.
#[derive(Debug, Default)]
pub(super) struct Lonely {
    known: RwLock<FxHashMap<Asked, Known>>,
}

/// Orders as they are asked, at which time of day, and until which day.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Asked {
    event: usize,
    orders: Vec<(Plain, Plain, bool)>,
    time: (u16, u16),
    horizon: Day,
}

/// Days that were looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// One that fits.
    fits: Option<Day>,
    /// From here on none does.
    none_from: Option<Day>,
}

/// A term, from its event outwards.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Plain {
    of: Of,
    steps: Vec<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Of {
    Event(usize),
    Fixed(Value),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Step {
    Counted(Length, Counting, bool),
    Extended(Length, Counting, bool),
    After,
}

fn plain(term: &Term) -> Plain {
    let outer = |from: &Term, step: Step| {
        let mut inner = plain(from);
        inner.steps.push(step);
        inner
    };
    match term {
        Term::Event(event) => Plain { of: Of::Event(*event), steps: Vec::new() },
        Term::Fixed(value) => Plain { of: Of::Fixed(*value), steps: Vec::new() },
        // Where nothing rolls, both ends are one.
        Term::Counted { length, counting, nominal, from } => {
            outer(from, Step::Counted(*length, counting.as_ref().clone(), *nominal || counting.roll == Roll::None))
        }
        Term::Extended { length, counting, nominal, from } => {
            outer(from, Step::Extended(*length, counting.as_ref().clone(), *nominal || counting.roll == Roll::None))
        }
        Term::After(from) => outer(from, Step::After),
    }
}

/// Whether two orders say of the same dates that one is not after the other, and that it is.
pub(super) fn is_opposed(orders: &[Ordered]) -> bool {
    let plain: Vec<(Plain, Plain, bool)> =
        orders.iter().map(|order| (plain(&order.first), plain(&order.then), order.strictly)).collect();
    let mut strict = plain.iter().filter(|(_, _, strictly)| *strictly);
    strict.any(|(first, then, _)| plain.iter().any(|(other, same, _)| other == then && same == first))
}

impl Lonely {
    /// Whether for some event no day from its first on, and none after `horizon`, fits what is asked of it alone.
    pub fn is_hopeless(&self, orders: &[Ordered], first: &[Stamp], horizon: Day) -> bool {
        first.iter().enumerate().any(|(event, first)| {
            let of = |term: &Rc<Term>| term.event().is_none_or(|of| of == event);
            let counts = |term: &Rc<Term>| !matches!(**term, Term::Event(_) | Term::Fixed(_));
            let alone: Vec<&Ordered> = orders
                .iter()
                .filter(|order| of(&order.first) && of(&order.then) && (counts(&order.first) || counts(&order.then)))
                .filter(|order| order.first.event().or(order.then.event()).is_some())
                .collect();
            !alone.is_empty() && !self.fits(&alone, event, *first, horizon)
        })
    }

    fn fits(&self, alone: &[&Ordered], event: usize, first: Stamp, horizon: Day) -> bool {
        let orders = alone.iter().map(|order| (plain(&order.first), plain(&order.then), order.strictly)).collect();
        let asked = Asked { event, orders, time: (first.earliest().number(), first.latest().number()), horizon };
        let known = self.known.read().ok().and_then(|known| known.get(&asked).copied()).unwrap_or_default();
        if known.none_from.is_some_and(|from| from <= first.day) {
            return false;
        }
        if known.fits.is_some_and(|day| day >= first.day) {
            return true;
        }
        let found = some_day(alone, event, first, horizon);
        if let Ok(mut all) = self.known.write() {
            let known = match found {
                Some(day) => Known { fits: Some(day), ..known },
                None => Known { none_from: Some(first.day), ..known },
            };
            all.insert(asked, known);
        }
        found.is_some()
    }
}

/// The first day that fits orders of one event.
fn some_day(alone: &[&Ordered], event: usize, first: Stamp, horizon: Day) -> Option<Day> {
    let mut events = vec![first; event + 1];
    let mut day = first.day;
    while day <= horizon {
        if let Some(place) = events.get_mut(event) {
            *place = super::dates::on(day, first);
        }
        let fits = |order: &&Ordered| match (order.first.value(&events), order.then.value(&events)) {
            (Some(a), Some(b)) => holds(a, b, order.strictly),
            _ => true,
        };
        if alone.iter().all(fits) {
            return Some(day);
        }
        if day == Day::MAX {
            return None;
        }
        day = day.next();
    }
    None
}
