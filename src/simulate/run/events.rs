//! What is planned, in the order of time; what was planned first comes first in the same second.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::simulate::opening::DAY;

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// Something happens by itself to a case.
    Due,
    /// A case arrives, of a stream.
    Arrive(u8),
    /// The time before a step has passed.
    Ready,
    /// A turn of a capacity comes.
    Turn(u8),
    /// One of several servers has done with a case.
    Done(u8),
    /// A duty is to be kept.
    Keep,
}

/// An event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Event {
    /// When, in seconds from the first day.
    pub at: u32,
    /// To which case; of no meaning where it happens to none.
    pub case: u32,
    /// What.
    pub kind: Kind,
    /// What the case's token was when this was planned.
    pub token: u16,
}

/// All events that are still to come.
pub(super) struct Events {
    /// For each later day, in the order in which they were planned.
    later: Vec<Vec<Event>>,
    /// Those that were planned before the day began, in order of time.
    today: Vec<Event>,
    /// How many of these have happened.
    passed: usize,
    /// Those that were planned since, with their place in that order.
    added: BinaryHeap<Reverse<(u32, u32, Event)>>,
    planned: u32,
    /// The day that is simulated, once it has begun.
    current: Option<u32>,
}

impl Events {
    /// None, for so many days.
    pub fn of(days: u32) -> Self {
        Self {
            later: (0..days).map(|_| Vec::new()).collect(),
            today: Vec::new(),
            passed: 0,
            added: BinaryHeap::new(),
            planned: 0,
            current: None,
        }
    }

    /// Plans an event, which is not in the past. What is beyond the last day never comes.
    pub fn plan(&mut self, event: Event) {
        let day = event.at / DAY;
        if Some(day) == self.current {
            self.added.push(Reverse((event.at, self.planned, event)));
            self.planned = self.planned.wrapping_add(1);
        } else if let Some(later) = self.later.get_mut(day as usize) {
            later.push(event);
        }
    }

    /// A day begins: all that was planned for the one before has happened.
    pub fn begin(&mut self, day: u32) {
        self.current = Some(day);
        self.today = self.later.get_mut(day as usize).map(std::mem::take).unwrap_or_default();
        // A sort that keeps the order of equals: what was planned first comes first.
        self.today.sort_by_key(|event| event.at);
        (self.passed, self.planned) = (0, 0);
    }

    /// The next event of the day.
    pub fn next(&mut self) -> Option<Event> {
        let sorted = self.today.get(self.passed);
        match (sorted, self.added.peek()) {
            (Some(event), added) if added.is_none_or(|Reverse((at, _, _))| event.at <= *at) => {
                self.passed += 1;
                Some(*event)
            }
            _ => self.added.pop().map(|Reverse((_, _, event))| event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_planned_first_comes_first_in_the_same_second() {
        let event = |at: u32, case: u32| Event { at, case, kind: Kind::Due, token: 0 };
        let mut events = Events::of(2);
        for (at, case) in [(50, 0), (DAY + 7, 1), (10, 2), (50, 3), (2 * DAY, 4)] {
            events.plan(event(at, case));
        }
        events.begin(0);
        let mut order = Vec::new();
        while let Some(next) = events.next() {
            order.push(next.case);
            if next.case == 2 {
                events.plan(event(50, 5));
                events.plan(event(20, 6));
                events.plan(event(DAY + 7, 7));
            }
        }
        events.begin(1);
        order.extend(std::iter::from_fn(|| events.next()).map(|event| event.case));
        assert_eq!(order, [2, 6, 0, 3, 5, 1, 7]);
    }
}
