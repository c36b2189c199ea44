//! Margins: between which dates an act would have the same verdict, the rest of the facts as given.

use super::follow::{Layers, transition_reads_watched};
use super::model::{Bound, Judged, Margin};
use super::sequence::not_after;
use super::tags::Tags;
use super::watch::{read, views_of};
use super::world::{Happenings, World};
use crate::calendar::{Day, Stamp};
use crate::engine::{Occurrence, Verdict, judge};
use crate::scenario::{Given, Resolved, Scenario, UnknownIx, What, When};
use crate::value::Value;

/// How many days beyond the last known neighbour are looked at.
const OPEN_DAYS: i32 = 366;

/// An interval of days, each end with what bounds it.
type Interval = ((Day, Bound), (Day, Bound));

/// Adds what one assignment of the shared unknowns says of an act's margin.
pub(super) fn widen(scenario: &Scenario, layers: &[Layers], judged: &Judged, margin: &mut Option<Margin>) {
    let event = &scenario.events[judged.event];
    let (When::At(on), Some(verdict)) = (event.on, judged.verdict) else { return };
    let What::Act { resolved, .. } = &event.what else { return };
    if verdict == Verdict::Undetermined {
        return;
    }
    let own = &layers[event.machine];
    let Some(layer) = own.events.iter().position(|e| *e == judged.event) else { return };
    let Some(before) = own.worlds.get(layer) else { return };
    for (world, tags) in before {
        let last_allowed = next_day(own, layer, on);
        for resolved in resolved.get(world.edition).into_iter().flatten() {
            for (values, by, tags) in settled(scenario, resolved, tags) {
                let Some(found) = interval(scenario, layers, event.machine, judged.event, world, on, verdict, last_allowed, resolved, &values, by)
                else {
                    continue;
                };
                narrow(scenario, margin, on.day, found, &tags);
            }
        }
    }
}

/// The last day that the next event leaves, if there is one, whatever its date.
fn next_day(layers: &Layers, layer: usize, on: Stamp) -> Option<Day> {
    let next = layers.sequence.steps.get(layer + 1)?;
    let last = |next: Stamp| if not_after(moved(on, next.day), next) { next.day } else { next.day.previous() };
    next.after(on).map(|(next, _)| last(next)).min()
}

/// The same time on another day.
fn moved(on: Stamp, day: Day) -> Stamp {
    Stamp::between(day, on.earliest(), on.latest()).unwrap_or(Stamp::of_day(day))
}

/// The details of an act with every unknown that the world has not settled yet in each of its values.
fn settled(scenario: &Scenario, act: &Resolved, tags: &Tags) -> Vec<(Vec<Value>, Value, Tags)> {
    let mut all = vec![(Vec::new(), Value::Unknown, tags.clone())];
    for (index, given) in std::iter::once(&act.by).chain(&act.details).enumerate() {
        let mut next = Vec::new();
        for (values, by, tags) in &all {
            let choices: Vec<(Value, Option<(UnknownIx, usize)>)> = match given {
                Given::Known(value) => vec![(*value, None)],
                Given::OneOf(unknown) => (scenario.unknowns[*unknown].candidates.iter().enumerate())
                    .filter(|(i, _)| tags.allows(*unknown, *i))
                    .map(|(i, c)| (c.value, Some((*unknown, i))))
                    .collect(),
            };
            for (value, choice) in choices {
                let (mut values, mut by, mut tags) = (values.clone(), *by, tags.clone());
                if let Some((unknown, candidate)) = choice {
                    tags.settle(unknown, candidate);
                }
                if index == 0 {
                    by = value;
                } else {
                    values.push(value);
                }
                next.push((values, by, tags));
            }
        }
        all = next;
    }
    all
}

/// The unbroken interval of days around `on` with the same verdict, in one world.
#[expect(clippy::too_many_arguments, reason = "one act in one world, with all that it is done in")]
fn interval(
    scenario: &Scenario,
    layers: &[Layers],
    machine: usize,
    event: usize,
    world: &World,
    on: Stamp,
    verdict: Verdict,
    next: Option<Day>,
    resolved: &Resolved,
    values: &[Value],
    by: Value,
) -> Option<Interval> {
    let editions = scenario.editions(machine);
    let far = |days: i32| on.day.plus(days);
    let (lowest, low_bound) = if world.now.day > Day::MIN {
        let day = world.now.day;
        (if not_after(world.now, moved(on, day)) { day } else { day.next() }, Bound::Order)
    } else {
        (far(-OPEN_DAYS).unwrap_or(Day::MIN).max(editions.get(0).edition()), Bound::Open)
    };
    let (highest, high_bound) = match next {
        Some(day) => (day, Bound::Order),
        None => (far(OPEN_DAYS).unwrap_or(Day::MAX), Bound::Open),
    };
    let by = match by {
        Value::Role(role) => Some(role),
        _ => None,
    };
    let (mut earliest, mut latest) = (None, (highest, high_bound));
    let mut day = lowest.min(on.day);
    let mut moving = world.clone();
    while day <= highest.max(on.day) {
        let stamp = moved(on, day);
        let mut worlds = moving.pass(editions, stamp, &mut Happenings::default());
        let (Some(only), true) = (worlds.pop(), worlds.is_empty()) else { return None };
        moving = only;
        let same = verdict_on(scenario, layers, machine, event, &moving, stamp, resolved, values, by) == verdict;
        if same && earliest.is_none() {
            let bound = if day == lowest { low_bound } else { Bound::Verdict };
            earliest = Some((day, bound));
        }
        if !same && day < on.day {
            earliest = None;
        }
        if !same && day >= on.day {
            if day == on.day {
                return None;
            }
            latest = (day.previous(), Bound::Verdict);
            break;
        }
        day = day.next();
    }
    Some((earliest?, latest))
}

#[expect(clippy::too_many_arguments, reason = "one act in one world, with all that it is done in")]
fn verdict_on(
    scenario: &Scenario,
    layers: &[Layers],
    machine: usize,
    event: usize,
    world: &World,
    on: Stamp,
    resolved: &Resolved,
    values: &[Value],
    by: Option<crate::ids::RoleId>,
) -> Verdict {
    let editions = scenario.editions(machine);
    if world.governing(editions, on.day).is_none() {
        return Verdict::Undetermined;
    }
    let procedure = editions.get(world.edition);
    for (field, value) in procedure.act(resolved.act).details.iter().zip(values) {
        if let Value::Date(stamp) = value
            && !field.planned
            && stamp.day > on.day
        {
            // The act cannot come before a date that it bears.
            return Verdict::Undetermined;
        }
    }
    let act = Occurrence { act: resolved.act, on, by, details: values };
    let watched = procedure.serving(world.case.state(), resolved.act).iter().any(|t| transition_reads_watched(procedure, *t));
    if !watched {
        return judge(procedure, &world.case, &act, &[]);
    }
    let seen = read(scenario, layers, machine, procedure, on, event);
    let Some(views) = views_of(&seen, scenario) else { return Verdict::Undetermined };
    let mut verdicts = views.iter().map(|(views, _)| judge(procedure, &world.case, &act, views));
    let Some(first) = verdicts.next() else { return Verdict::Undetermined };
    if verdicts.all(|v| v == first) { first } else { Verdict::Undetermined }
}

/// Intersects a margin with what one world says, and the margins of the readings under which that world stands.
fn narrow(scenario: &Scenario, margin: &mut Option<Margin>, on: Day, found: Interval, tags: &Tags) {
    let margin = margin.get_or_insert(Margin { on, earliest: found.0, latest: found.1, readings: Vec::new() });
    (margin.earliest, margin.latest) = intersect((margin.earliest, margin.latest), found);
    for (unknown, facts) in scenario.unknowns.iter().enumerate() {
        let Some(met) = tags.get(unknown) else { continue };
        for reading in 0..facts.readings.len() {
            let belongs = facts.candidates.iter().enumerate().any(|(i, c)| c.reading == Some(reading) && met.contains(i));
            if !belongs {
                continue;
            }
            match margin.readings.iter_mut().find(|(u, r, ..)| *u == unknown && *r == reading) {
                Some((_, _, earliest, latest)) => (*earliest, *latest) = intersect((*earliest, *latest), found),
                None => margin.readings.push((unknown, reading, found.0, found.1)),
            }
        }
    }
    margin.readings.sort_by_key(|(u, r, ..)| (*u, *r));
}

fn intersect(a: Interval, b: Interval) -> Interval {
    let low = if b.0.0 > a.0.0 { b.0 } else { a.0 };
    let high = if b.1.0 < a.1.0 { b.1 } else { a.1 };
    (low, high)
}

/// Leaves out readings that make no difference.
pub(super) fn settle(margin: &mut Margin) {
    let all = margin.readings.clone();
    margin.readings.retain(|(unknown, _, earliest, latest)| {
        all.iter().any(|(u, _, e, l)| u == unknown && (e.0, l.0) != (earliest.0, latest.0))
    });
}
