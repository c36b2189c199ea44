//! Margins: between which dates an act would have the same verdict, the rest of the facts as given.

use super::acts::{Details, details_of};
use super::follow::{Layers, equal_candidates};
use super::model::{Bound, Judged, Margin, MinuteVerdicts};
use super::tags::Tags;
use super::watch::{read, views_of};
use super::world::{Happenings, World};
use crate::calendar::{Day, End, Minute, Stamp};
use crate::condition::{Expr, ExprId};
use crate::engine::{ClockState, Occurrence, Verdict, judge};
use crate::ids::{ActId, RoleId};
use crate::scenario::{EventIx, MachineIx, Scenario, What, When};
use crate::value::Value;

/// How many days beyond the last known neighbour are looked at.
const OPEN_DAYS: i32 = 366;

/// An interval of days, each end with what bounds it.
type Interval = ((Day, Bound), (Day, Bound));

/// One act in one world, to be moved from day to day.
struct Probe<'a, 's> {
    scenario: &'a Scenario<'s>,
    layers: &'a [Layers],
    machine: MachineIx,
    event: EventIx,
    act: ActId,
    by: Option<RoleId>,
    values: &'a [Value],
}

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
    let next = own.sequence.steps.get(layer + 1).and_then(|step| step.after(on).map(|(s, _)| s.day).min());
    for (world, tags) in own.worlds.get(layer).into_iter().flatten() {
        let Some(act) = resolved.get(world.edition).and_then(Option::as_ref) else { continue };
        let procedure = scenario.editions(event.machine).get(world.edition);
        for Details { by, values, settled } in details_of(scenario, procedure, act, on, &[], tags) {
            let mut tags = tags.clone();
            for (unknown, candidate) in settled {
                tags.restrict(unknown, &equal_candidates(scenario, unknown, candidate));
            }
            let by = match by {
                Value::Role(role) => Some(role),
                _ => None,
            };
            let (machine, event) = (event.machine, judged.event);
            let probe = Probe { scenario, layers, machine, event, act: act.act, by, values: &values };
            if let Some(found) = probe.interval(world, on, verdict, next) {
                narrow(scenario, margin, on.day, found, &tags);
            }
        }
    }
}

impl Probe<'_, '_> {
    /// The unbroken interval of days around `on` with the same verdict, in one world.
    fn interval(&self, world: &World, on: Stamp, verdict: Verdict, next: Option<Day>) -> Option<Interval> {
        let editions = self.scenario.editions(self.machine);
        let far = |days: i32| on.day.plus(days);
        let (lowest, low_bound) = if world.now.day > Day::MIN {
            (world.now.day, Bound::Order)
        } else {
            (far(-OPEN_DAYS).unwrap_or(Day::MIN).max(editions.get(0).edition()), Bound::Open)
        };
        let (highest, high_bound) = match next {
            Some(day) => (day, Bound::Order),
            None => (far(OPEN_DAYS).unwrap_or(Day::MAX), Bound::Open),
        };
        let (mut earliest, mut latest) = (None, (highest, high_bound));
        let mut day = lowest.min(on.day);
        let mut moving = world.clone();
        while day <= highest.max(on.day) {
            let stamp = Stamp::between(day, on.earliest(), on.latest()).unwrap_or(Stamp::of_day(day));
            let mut worlds = moving.pass(editions, stamp, &mut Happenings::default());
            let (Some(only), true) = (worlds.pop(), worlds.is_empty()) else { return None };
            moving = only;
            let same = self.verdict(&moving, stamp) == verdict;
            if same && earliest.is_none() {
                earliest = Some((day, if day == lowest { low_bound } else { Bound::Verdict }));
            }
            if !same && day == on.day {
                return None;
            }
            if !same && day < on.day {
                earliest = None;
            }
            if !same && day > on.day {
                latest = (day.previous(), Bound::Verdict);
                break;
            }
            let next = self.next_change(&moving, day);
            if day == Day::MAX {
                break;
            }
            // No later than the day of the act itself, at which the runs before and after it meet.
            day = if day < on.day { next.min(on.day) } else { next };
        }
        Some((earliest?, latest))
    }

    /// The next day on which the verdict may be another: the day after, unless no condition looks at the date.
    fn next_change(&self, world: &World, day: Day) -> Day {
        let editions = self.scenario.editions(self.machine);
        let procedure = editions.get(world.edition);
        let mut serving = procedure.serving(world.case.state(), self.act).iter();
        let dated = serving.any(|t| {
            let reads = procedure.transition(*t).reads;
            reads.date || reads.watched
        });
        if dated || self.values.iter().any(|v| matches!(v, Value::Date(_))) {
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

    fn verdict(&self, world: &World, on: Stamp) -> Verdict {
        let editions = self.scenario.editions(self.machine);
        if world.governing(editions, on.day).is_none() {
            return Verdict::Undetermined;
        }
        let procedure = editions.get(world.edition);
        let mut fields = procedure.act(self.act).details.iter().zip(self.values);
        if fields.any(|(field, value)| matches!(value, Value::Date(s) if !field.planned && s.day > on.day)) {
            // The act cannot come before a date that it bears.
            return Verdict::Undetermined;
        }
        let act = Occurrence { act: self.act, on, by: self.by, details: self.values };
        let mut serving = procedure.serving(world.case.state(), self.act).iter();
        if !serving.any(|t| procedure.transition(*t).reads.watched) {
            return judge(procedure, &world.case, &act, &[]);
        }
        let seen = read(self.scenario, self.layers, self.machine, procedure, on, self.event);
        let Some(views) = views_of(&seen, self.scenario) else { return Verdict::Undetermined };
        let mut verdicts = views.iter().map(|(views, _)| judge(procedure, &world.case, &act, views));
        let Some(first) = verdicts.next() else { return Verdict::Undetermined };
        if verdicts.all(|v| v == first) { first } else { Verdict::Undetermined }
    }
}

/// For an act whose minute is not known: the verdict at each minute of the day, where it is not the same at all.
pub(super) fn minutes(scenario: &Scenario, layers: &[Layers], judged: &Judged, found: &mut [Option<Verdict>]) {
    let event = &scenario.events[judged.event];
    let What::Act { resolved, .. } = &event.what else { return };
    let own = &layers[event.machine];
    let Some(layer) = own.events.iter().position(|e| *e == judged.event) else { return };
    let [on] = judged.dates[..] else { return };
    for (world, tags) in own.worlds.get(layer).into_iter().flatten() {
        for world in world.clone().pass(scenario.editions(event.machine), on, &mut Happenings::default()) {
            let Some(act) = resolved.get(world.edition).and_then(Option::as_ref) else { continue };
            let procedure = scenario.editions(event.machine).get(world.edition);
            for Details { by, values, .. } in details_of(scenario, procedure, act, on, &[], tags) {
                let by = match by {
                    Value::Role(role) => Some(role),
                    _ => None,
                };
                let (machine, event) = (event.machine, judged.event);
                let probe = Probe { scenario, layers, machine, event, act: act.act, by, values: &values };
                for number in on.earliest().number()..=on.latest().number() {
                    let (Some(minute), Some(place)) = (Minute::new(number), found.get_mut(usize::from(number))) else {
                        continue;
                    };
                    let verdict = probe.verdict(&world, Stamp::at(on.day, minute));
                    *place = match *place {
                        None => Some(verdict),
                        Some(known) if known == verdict => Some(known),
                        Some(_) => Some(Verdict::Undetermined),
                    };
                }
            }
        }
    }
}

/// Whether a check that could not be judged reads the time of day.
pub(super) fn depends_on_minute(scenario: &Scenario, judged: &Judged) -> bool {
    let editions = scenario.editions(scenario.events[judged.event].machine);
    let [on] = judged.dates[..] else { return false };
    on.minute().is_none()
        && judged.possible.iter().any(|possible| {
            let procedure = editions.get(possible.ids);
            possible.checks.iter().filter(|c| c.holds.is_none()).any(|check| {
                let met = |(id, _): &(ExprId, Value)| matches!(procedure.exprs().get(*id), Expr::ActTime);
                check.values.iter().any(met)
            })
        })
}

/// Runs of minutes with one verdict; nothing if they are all the same.
pub(super) fn runs(minutes: &[Option<Verdict>]) -> MinuteVerdicts {
    let mut all: MinuteVerdicts = Vec::new();
    for (number, verdict) in minutes.iter().enumerate() {
        let (Some(verdict), Ok(number)) = (verdict, u16::try_from(number)) else { continue };
        match all.last_mut() {
            Some((_, to, last)) if last == verdict => *to = number,
            _ => all.push((number, number, *verdict)),
        }
    }
    if all.len() > 1 { all } else { Vec::new() }
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
