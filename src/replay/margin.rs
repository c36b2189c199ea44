//! Margins: between which dates an act would have the same verdict, the rest of the facts as given.

use std::rc::Rc;

use super::choices::{Details, details_of, equal_candidates};
use super::follow::Layers;
use super::model::{Bound, Edge, Judged, Margin};
use super::sequence::not_after;
use super::tags::Tags;
use super::watch::{read, views_of};
use super::world::{Happenings, OneOrMore, World};
use crate::calendar::{Day, End, Stamp};
use crate::engine::{ClockState, Occurrence, Verdict, judge};
use crate::scenario::{EventIx, MachineIx, Resolved, Scenario, What, When};
use crate::value::{Type, Value};
use smallvec::smallvec;

/// How many days beyond the last known neighbour are looked at.
const OPEN_DAYS: i32 = 366;

/// An interval of days, each end with what bounds it.
type Interval = (Edge, Edge);

/// An act that is moved from day to day.
pub(super) struct Moving<'a, 's> {
    pub scenario: &'a Scenario<'s>,
    pub layers: &'a [Rc<Layers>],
    pub event: EventIx,
    pub machine: MachineIx,
    /// The act in each edition that knows it.
    pub resolved: &'a [Option<Resolved>],
}

/// The values that an act's details may have in one world, kept from day to day: only dates among them depend on it.
#[derive(Default)]
pub(super) struct Courses {
    edition: Option<usize>,
    all: Vec<Details>,
}

/// Adds what one assignment of the shared unknowns says of an act's margin.
pub(super) fn widen(scenario: &Scenario, layers: &[Rc<Layers>], judged: &Judged, margin: &mut Option<Margin>) {
    let event = &scenario.events[judged.event];
    let (When::At(on), Some(verdict)) = (event.on, judged.verdict) else { return };
    let What::Act { resolved, .. } = &event.what else { return };
    if verdict == Verdict::Undetermined {
        return;
    }
    let machine = event.machine;
    let act = Moving { scenario, layers, event: judged.event, machine, resolved };
    let own = &layers[machine];
    let Some(layer) = own.events.iter().position(|e| *e == judged.event) else { return };
    let last_allowed = next_day(own, layer, on);
    for (world, tags) in own.worlds.get(layer).into_iter().flatten() {
        let editions = scenario.editions(machine);
        let edition = world.governing(editions, on.day).unwrap_or(world.edition);
        let courses: Vec<Tags> = match resolved.get(edition).and_then(Option::as_ref) {
            Some(known) => details_of(scenario, editions.get(edition), known, on, &[], tags)
                .into_iter()
                .map(|Details { settled, .. }| {
                    let mut tags = tags.clone();
                    for (unknown, candidate) in settled {
                        tags.restrict(unknown, &equal_candidates(scenario, unknown, candidate));
                    }
                    tags
                })
                .collect(),
            None => vec![tags.clone()],
        };
        for tags in courses {
            narrow(scenario, margin, on.day, act.interval(world, &tags, on, verdict, last_allowed), &tags);
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

impl Moving<'_, '_> {
    /// The unbroken interval of days around the act's own with the same verdict, in one world.
    fn interval(&self, world: &World, tags: &Tags, on: Stamp, verdict: Verdict, next: Option<Day>) -> Interval {
        let editions = self.scenario.editions(self.machine);
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
        let alone = (on.day, Bound::Verdict);
        let (mut earliest, mut latest) = (None, (highest, high_bound));
        let mut day = lowest.min(on.day);
        let mut courses = Courses::default();
        // One world, or several where the minute decides what has run out.
        let mut worlds: OneOrMore = smallvec![world.clone()];
        while day <= highest.max(on.day) {
            let stamp = moved(on, day);
            worlds = match (worlds.pop(), worlds.is_empty()) {
                (Some(only), true) => only.pass(editions, stamp, &mut Happenings::default()),
                (last, _) => {
                    let all = worlds.into_iter().chain(last);
                    all.flat_map(|w| w.pass(editions, stamp, &mut Happenings::default())).collect()
                }
            };
            let same = worlds.iter().all(|world| self.verdict(world, tags, stamp, &mut courses) == verdict);
            if same {
                earliest.get_or_insert((day, if day == lowest { low_bound } else { Bound::Verdict }));
            } else if day < on.day {
                earliest = None;
            } else if day == on.day {
                return (alone, alone);
            } else {
                latest = (day.previous(), Bound::Verdict);
                break;
            }
            let next = worlds.iter().map(|world| self.next_change(world, day)).min().unwrap_or(day.next());
            if day == Day::MAX {
                break;
            }
            // No later than the day of the act itself, at which the runs before and after it meet.
            day = if day < on.day { next.min(on.day) } else { next };
        }
        (earliest.unwrap_or(alone), latest)
    }

    /// The next day on which the verdict may be another: the day after, unless no condition looks at the date.
    fn next_change(&self, world: &World, day: Day) -> Day {
        let editions = self.scenario.editions(self.machine);
        let procedure = editions.get(world.edition);
        let Some(act) = self.resolved.get(world.edition).and_then(Option::as_ref) else { return day.next() };
        let mut serving = procedure.serving(world.case.state(), act.act).iter();
        let dated = serving.any(|t| {
            let reads = procedure.transition(*t).reads;
            reads.date || reads.watched
        });
        let bears_date = procedure.act(act.act).details.iter().any(|d| d.ty == Type::Date);
        if dated || bears_date {
            return day.next();
        }
        let ends = procedure.deadlines().map(|(id, _)| world.case.clock(id)).filter(|c| c.state == ClockState::Running);
        let ends = ends.map(|c| match c.last {
            End::Day(last) => last.next(),
            End::Moment(_) => day.next(),
        });
        let switch = procedure.until().map(Day::next);
        ends.chain(switch).filter(|next| *next > day).min().unwrap_or(Day::MAX)
    }

    /// The verdict on the act in one world, advanced to the instant; undetermined where its values or what is seen of
    /// watched machines decide.
    pub fn verdict(&self, world: &World, tags: &Tags, on: Stamp, courses: &mut Courses) -> Verdict {
        let editions = self.scenario.editions(self.machine);
        if world.governing(editions, on.day).is_none() {
            return Verdict::Undetermined;
        }
        let Some(resolved) = self.resolved.get(world.edition).and_then(Option::as_ref) else {
            // The edition in force does not know the act.
            return Verdict::Illegal;
        };
        let procedure = editions.get(world.edition);
        let bears_date = procedure.act(resolved.act).details.iter().any(|d| d.ty == Type::Date && !d.planned);
        if bears_date || courses.edition != Some(world.edition) {
            // Where every value is a date that the act would come before, it cannot come at all.
            courses.all = details_of(self.scenario, procedure, resolved, on, &[], tags);
            courses.edition = Some(world.edition);
        }
        agreed(courses.all.iter().map(|Details { by, values, .. }| {
            let by = match by {
                Value::Role(role) => Some(*role),
                _ => None,
            };
            self.verdict_of(world, &Occurrence { act: resolved.act, on, by, details: values }, tags)
        }))
    }

    fn verdict_of(&self, world: &World, act: &Occurrence, tags: &Tags) -> Verdict {
        let procedure = self.scenario.editions(self.machine).get(world.edition);
        let mut serving = procedure.serving(world.case.state(), act.act).iter();
        if !serving.any(|t| procedure.transition(*t).reads.watched) {
            return judge(procedure, &world.case, act, &[]);
        }
        let seen = read(self.scenario, self.layers, self.machine, procedure, act.on, self.event);
        let Some(views) = views_of(&seen, self.scenario) else { return Verdict::Undetermined };
        // What was seen before still holds.
        let views = views.iter().filter(|(_, seen)| tags.meet(seen).is_some());
        agreed(views.map(|(views, _)| judge(procedure, &world.case, act, views)))
    }
}

/// The verdict that all agree on.
fn agreed(mut verdicts: impl Iterator<Item = Verdict>) -> Verdict {
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
            let belongs =
                facts.candidates.iter().enumerate().any(|(i, c)| c.reading == Some(reading) && met.contains(i));
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
