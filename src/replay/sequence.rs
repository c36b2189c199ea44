//! The possible dates of one machine's events, as far as their order allows.

use super::choices::candidates;
use crate::calendar::{Day, Stamp};
use crate::scenario::{Event, EventIx, Given, MachineIx, Scenario, UnknownIx, What, When};
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

/// A date as far as it does not come before what it follows.
pub(super) fn no_earlier(on: Stamp, after: Stamp) -> Stamp {
    if on.day != after.day {
        return on;
    }
    Stamp::between(on.day, on.earliest().max(after.earliest()), on.latest()).unwrap_or(on)
}

/// A date as far as it does not come after what follows it.
fn no_later(on: Stamp, before: Stamp) -> Stamp {
    if on.day != before.day {
        return on;
    }
    Stamp::between(on.day, on.earliest(), on.latest().min(before.latest())).unwrap_or(on)
}

/// Whether an event may fall on a date, given the dates among its details: they are not later, unless planned.
fn bears_no_later_date(scenario: &Scenario, event: &Event, on: Stamp, assigned: &[(UnknownIx, usize)]) -> bool {
    let What::Act { resolved, .. } = &event.what else { return true };
    let is_later = |value: Value| matches!(value, Value::Date(stamp) if stamp.day > on.day);
    let editions = scenario.editions(event.machine).all().iter();
    let mut known = editions.zip(resolved).filter_map(|(procedure, act)| Some((procedure, act.as_ref()?))).peekable();
    known.peek().is_none()
        || known.any(|(procedure, act)| {
            let mut details = procedure.act(act.act).details.iter().zip(&act.details);
            details.all(|(field, given)| match given {
                _ if field.planned => true,
                Given::Known(value) => !is_later(*value),
                Given::OneOf(unknown) => candidates(scenario, *unknown, assigned).iter().any(|(_, v)| !is_later(*v)),
            })
        })
}

impl Sequence {
    /// The events of a machine under an assignment of the shared unknowns.
    pub fn new(scenario: &Scenario, machine: MachineIx, assigned: &[(UnknownIx, usize)]) -> Self {
        let mut steps: Vec<Step> = scenario
            .events_of(machine)
            .map(|(event, facts)| {
                let mut dates: Vec<_> = match facts.on {
                    When::At(stamp) => vec![(stamp, None)],
                    When::OneOf(unknown) => candidates(scenario, unknown, assigned)
                        .into_iter()
                        .filter_map(|(index, value)| match value {
                            Value::Date(stamp) => Some((stamp, Some((unknown, index)))),
                            _ => None,
                        })
                        .collect(),
                };
                dates.retain(|(on, _)| bears_no_later_date(scenario, facts, *on, assigned));
                Step { event, dates, latest: None }
            })
            .collect();
        let mut bound: Option<Stamp> = Some(Stamp::of_day(Day::MAX));
        for step in steps.iter_mut().rev() {
            step.latest = bound;
            let feasible =
                step.dates.iter().filter_map(|(s, _)| bound.filter(|b| not_after(*s, *b)).map(|b| no_later(*s, b)));
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
            now = no_earlier(first, now);
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
