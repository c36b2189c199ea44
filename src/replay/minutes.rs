//! Acts whose minute is not known: the verdict at each minute of the day.

use std::rc::Rc;

use super::follow::Layers;
use super::margin::{Courses, Moving};
use super::model::{Judged, MinuteVerdicts};
use super::world::{Happenings, World};
use crate::calendar::{End, Minute, Stamp};
use crate::condition::{Expr, ExprId};
use crate::engine::Verdict;
use crate::scenario::{Scenario, What};
use crate::value::Value;

/// Adds what one assignment of the shared unknowns says of the verdict at each minute of the day.
pub(super) fn minutes(scenario: &Scenario, layers: &[Rc<Layers>], judged: &Judged, found: &mut [Option<Verdict>]) {
    let event = &scenario.events[judged.event];
    let What::Act { resolved, .. } = &event.what else { return };
    let own = &layers[event.machine];
    let Some(layer) = own.events.iter().position(|e| *e == judged.event) else { return };
    let [on] = judged.dates[..] else { return };
    let act = Moving { scenario, layers, event: judged.event, machine: event.machine, resolved };
    for (world, tags) in own.worlds.get(layer).into_iter().flatten() {
        for world in world.clone().pass(scenario.editions(event.machine), on, &mut Happenings::default()) {
            let mut courses = Courses::default();
            let (first, last) = (on.earliest().number(), on.latest().number());
            let mut starts = changes(scenario, judged, &world, on);
            starts.extend([first, last.saturating_add(1)]);
            starts.retain(|start| (first..=last.saturating_add(1)).contains(start));
            starts.sort_unstable();
            starts.dedup();
            for run in starts.windows(2) {
                let [from, to] = run else { continue };
                let Some(minute) = Minute::new(*from) else { continue };
                let verdict = act.verdict(&world, tags, Stamp::at(on.day, minute), &mut courses);
                for place in found.iter_mut().take(usize::from(*to)).skip(usize::from(*from)) {
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

/// The minutes of the day at which a condition may come out another way than at the minute before: those of the times
/// and instants that conditions compare with, and the minutes after them.
fn changes(scenario: &Scenario, judged: &Judged, world: &World, on: Stamp) -> Vec<u16> {
    let procedure = scenario.editions(scenario.events[judged.event].machine).get(world.edition);
    let mut all: Vec<i64> = Vec::new();
    for (_, value) in judged.possible.iter().flat_map(|possible| &possible.checks).flat_map(|check| &check.values) {
        match value {
            Value::Time(from, to) => all.extend([i64::from(*from), i64::from(*to)]),
            Value::Moment(moment) => all.extend([moment.earliest, moment.latest]),
            _ => {}
        }
    }
    for (id, _) in procedure.deadlines() {
        if let End::Moment(moment) = world.case.clock(id).last {
            all.extend([moment.earliest, moment.latest]);
        }
    }
    let midnight = i64::from(on.day.number()) * 1440;
    let of_day = |minute: i64| if minute >= 1440 { minute - midnight } else { minute };
    all.into_iter().flat_map(|m| [of_day(m), of_day(m) + 1]).filter_map(|m| u16::try_from(m).ok()).collect()
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
