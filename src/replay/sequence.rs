//! The possible dates of one machine's events, as far as their order allows.

use super::acts::candidates;
use crate::calendar::{Day, Stamp};
use crate::scenario::{EventIx, MachineIx, Scenario, UnknownIx, When};
use crate::value::Value;

/// One event with its possible dates.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub event: EventIx,
    /// Each date, with the candidate that it settles.
    dates: Vec<(Stamp, Option<(UnknownIx, usize)>)>,
    /// The latest date that leaves room for the events after it; nothing if there is none.
    latest: Option<Stamp>,
}

/// The events of one machine, in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    pub steps: Vec<Step>,
}

/// Whether something on `a` may come before, or at the same time as, something on `b`.
pub(super) fn not_after(a: Stamp, b: Stamp) -> bool {
    a.day < b.day || a.day == b.day && a.earliest() <= b.latest()
}

impl Sequence {
    /// The events of a machine under an assignment of the shared unknowns.
    pub fn new(scenario: &Scenario, machine: MachineIx, assigned: &[(UnknownIx, usize)]) -> Self {
        let mut steps: Vec<Step> = scenario
            .events_of(machine)
            .map(|(event, facts)| {
                let dates = match facts.on {
                    When::At(stamp) => vec![(stamp, None)],
                    When::OneOf(unknown) => candidates(scenario, unknown, assigned)
                        .into_iter()
                        .filter_map(|(index, value)| match value {
                            Value::Date(stamp) => Some((stamp, Some((unknown, index)))),
                            _ => None,
                        })
                        .collect(),
                };
                Step { event, dates, latest: None }
            })
            .collect();
        let mut bound: Option<Stamp> = Some(Stamp::of_day(Day::MAX));
        for step in steps.iter_mut().rev() {
            step.latest = bound;
            let feasible = step.dates.iter().map(|(s, _)| *s).filter(|s| bound.is_some_and(|b| not_after(*s, b)));
            bound = feasible.max_by_key(|s| (s.day, s.latest()));
        }
        Self { steps }
    }

    /// The earliest possible day of the first event.
    pub fn first_day(&self) -> Option<Day> {
        self.steps.first()?.dates.iter().map(|(s, _)| s.day).min()
    }

    /// Whether every event has a date, given the order of events.
    pub fn is_possible(&self) -> bool {
        let mut now = Stamp::of_day(Day::MIN);
        for step in &self.steps {
            let Some((first, _)) = step.after(now).min_by_key(|(s, _)| (s.day, s.earliest())) else { return false };
            now = first;
        }
        true
    }
}

impl Step {
    /// The dates on which the event may fall once the one before it fell on `now`.
    pub fn after(&self, now: Stamp) -> impl Iterator<Item = (Stamp, Option<(UnknownIx, usize)>)> + '_ {
        let latest = self.latest;
        self.dates
            .iter()
            .filter(move |(s, _)| not_after(now, *s) && latest.is_some_and(|latest| not_after(*s, latest)))
            .copied()
    }
}
