//! What alarms say of a claim: the courses that they stand for, made and replayed on the real calendar.

use super::claims::{Alarm, Claim, Claims};
use super::concrete::{Made, Maker};
use super::course::{Course, Question};
use super::limits::{Budget, Stopped};
use super::model::{Bound, Claimed, Finding, Method, Shortest};
use super::path::{Way, trace};
use super::search::{Explored, MAX_ALARMS};
use super::space::Space;
use super::suppose::Supposed;
use super::tables::Tables;
use crate::calendar::Day;
use crate::procedure::{Form, Property};

/// Alarms of one claim that are followed to the calendar.
const MAX_FOLLOWED: usize = 64;

/// What no course that shows something falls short of.
pub(super) struct Least {
    shortest: Shortest,
    acts: usize,
    day: Day,
}

impl Least {
    /// As far as the states without dates tell.
    pub fn of<const W: usize>(
        space: &Space,
        explored: &Explored<W>,
        alarms: &[(usize, usize, Alarm)],
        shortest: Shortest,
    ) -> Self {
        let length = |alarm: &(usize, usize, Alarm)| match alarms.len() < MAX_ALARMS {
            true => length(space, explored, alarm),
            // A move of its own may be cut off.
            false => explored.lengths.get(alarm.0).copied().unwrap_or(0),
        };
        let least = alarms.iter().map(length).min().unwrap_or(0) as usize;
        let epoch = space.tables.epochs.get(least).filter(|_| shortest == Shortest::Date);
        let first = space.tables.range.0;
        let acts = if shortest == Shortest::Acts { least } else { 0 };
        Self { shortest, acts, day: epoch.map_or(first, |epoch| epoch.from.max(first)) }
    }

    /// Whether a course is as short as that.
    pub fn is_met(&self, course: &Course) -> bool {
        match self.shortest {
            Shortest::Acts => course.steps.len() <= self.acts,
            Shortest::Date => course.end().is_some_and(|end| end.day <= self.day),
        }
    }
}

/// How long a course is that leads to an alarm, as exploring counts.
pub(super) fn length<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    (level, at, alarm): &(usize, usize, Alarm),
) -> u32 {
    let length = explored.lengths.get(*level).copied().unwrap_or(0);
    let is_act = || {
        let (machine, number) = alarm.before?;
        let parts = space.unpack(explored.levels.get(*level)?.get(*at)?);
        let mut room = Vec::new();
        let here = *space.plain(&parts, &mut room).get(machine)?;
        let kind = space.tables.kinds.get(*space.tables.kind_of.get(machine)?)?;
        Some(kind.moves.get(here as usize)?.get(number)?.label.is_act())
    };
    length + u32::from(space.counts_acts() && is_act() == Some(true))
}

pub(super) fn form_of<'s>(tables: &'s Tables, claimed: &Claimed) -> Option<&'s Form> {
    property_of(tables, claimed).map(|property| &property.form)
}

pub(super) fn property_of<'s>(tables: &'s Tables, claimed: &Claimed) -> Option<&'s Property> {
    let procedure = match claimed.machine {
        Some(machine) => tables.system.editions(machine).get(claimed.edition),
        None => tables.system.observer.as_ref()?.procedure,
    };
    Some(procedure.property(claimed.property))
}

pub(super) fn is_of(tables: &Tables, claim: &Claim, claimed: &Claimed) -> bool {
    claim.name == claimed.name && is_kind_of(tables, claim.kind, claimed)
}

pub(super) fn is_kind_of(tables: &Tables, kind: usize, claimed: &Claimed) -> bool {
    tables.kinds.get(kind).and_then(|table| table.machines.first().copied()) == claimed.machine
}

/// What states with dates say of a claim that is open without them.
pub(super) fn settle_with_dates(
    tables: &Tables,
    name: &str,
    claimed: &mut Claimed,
    alarms: &[(Way, Alarm, Vec<Supposed>)],
    stopped: Option<Stopped>,
    (least, budget): (Option<&Least>, &Budget),
) {
    let form = form_of(tables, claimed);
    let wants_a_course = matches!(form, Some(Form::Reachable(_)));
    let (mut refuted, mut unsettled) = (0, 0);
    let mut best: Option<Course> = None;
    for (way, alarm, supposed) in alarms {
        let question = Question { machine: alarm.machine, name };
        match Maker::new(tables, question, supposed.clone(), budget).make(way) {
            Made::Real(course) => {
                let met = least.is_none_or(|least| least.is_met(&course));
                best = shorter(best, course, least);
                if met {
                    break;
                }
            }
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
            Made::Late if best.is_none() => {
                claimed.finding = Finding::Open(Bound::Limit(Method::Zones, Stopped::Time));
                return;
            }
            Made::Late => break,
        }
    }
    if let Some(course) = best {
        claimed.finding = if wants_a_course { Finding::Possible(course) } else { Finding::Broken(course) };
        return;
    }
    claimed.finding = match (alarms.is_empty(), stopped) {
        (_, Some(stopped)) => Finding::Open(Bound::Limit(Method::Zones, stopped)),
        (false, None) => Finding::Open(Bound::Dates { refuted, unsettled }),
        (true, None) if wants_a_course => Finding::Impossible(Method::Zones),
        (true, None) => Finding::Holds(Method::Zones),
    };
}

/// What the states without dates say of a claim, and its alarms on the real calendar.
pub(super) fn settle<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    claims: &Claims,
    (number, name): (usize, &str),
    form: &Form,
    alarms: &[(usize, usize, Alarm)],
    (least, budget): (&Least, &Budget),
) -> Finding {
    let method = Method::WithoutDates;
    if matches!(form, Form::Following { .. }) {
        return Finding::Open(Bound::Form);
    }
    let wants_a_course = matches!(form, Form::Reachable(_));
    let (mut refuted, mut unsettled) = (0, 0);
    let mut best: Option<Course> = None;
    let mut sorted: Vec<_> = alarms.iter().collect();
    sorted.sort_by_cached_key(|alarm| length(space, explored, alarm));
    for alarm in sorted.into_iter().take(MAX_FOLLOWED) {
        if budget.is_late() {
            break;
        }
        let Some(way) = trace(space, explored, alarm) else {
            unsettled += 1;
            continue;
        };
        let state = if alarm.2.before.is_some() { way.stages.last().map(|s| &s.before) } else { Some(&way.last) };
        let Some(state) = state else { continue };
        // Machines that nothing tells apart stand elsewhere on the way than in the sorted state.
        let machine = alarm.2.machine.map(|machine| place_on_the_way(space, explored, alarm, machine, state));
        let supposed = claims.supposed(number, machine, state);
        let question = Question { machine, name };
        match Maker::new(space.tables, question, supposed, budget).make(&way) {
            Made::Real(course) => {
                // Alarms come by the number of acts: the first is as good as any.
                let done = least.shortest == Shortest::Acts || least.is_met(&course);
                best = shorter(best, course, Some(least));
                if done {
                    break;
                }
            }
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
            Made::Late => {}
        }
    }
    if let Some(course) = best {
        return if wants_a_course { Finding::Possible(course) } else { Finding::Broken(course) };
    }
    if !alarms.is_empty() && budget.is_late() {
        return Finding::Open(Bound::Limit(method, Stopped::Time));
    }
    match (alarms.is_empty(), explored.stopped) {
        (_, Some(stopped)) => Finding::Open(Bound::Limit(method, stopped)),
        (false, None) => Finding::Open(Bound::Dates { refuted, unsettled }),
        (true, None) if wants_a_course => Finding::Impossible(method),
        (true, None) if form.cue().is_some() && !claims.ever_cued(number, &explored.met) => {
            Finding::HoldsEmptily(method)
        }
        (true, None) => Finding::Holds(method),
    }
}

/// The shorter of two courses.
pub(super) fn shorter(known: Option<Course>, course: Course, least: Option<&Least>) -> Option<Course> {
    let shortest = least.map_or(Shortest::Acts, |least| least.shortest);
    Some(known.filter(|known| !course.beats(known, shortest)).unwrap_or(course))
}

pub(super) fn place_on_the_way<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    (level, at, _): &(usize, usize, Alarm),
    machine: usize,
    state: &[u32],
) -> usize {
    let key = explored.levels.get(*level).and_then(|level| level.get(*at));
    let Some(sorted) = key.map(|key| space.unpack(key)) else { return machine };
    let (wanted, kind) = (sorted.get(machine), space.tables.kind_of.get(machine));
    let Some(table) = kind.and_then(|kind| space.tables.kinds.get(*kind)).filter(|table| table.alike) else {
        return machine;
    };
    let here = |m: &&usize| state.get(**m).map(|at| space.block(**m, *at)).as_ref() == wanted;
    table.machines.iter().find(here).copied().unwrap_or(machine)
}
