//! Acts whose minute is not known: the verdict at each minute of the day.

use super::follow::Layers;
use super::margin::Moving;
use super::model::{Judged, MinuteVerdicts};
use super::world::Happenings;
use crate::calendar::{Minute, Stamp};
use crate::condition::{Expr, ExprId};
use crate::engine::Verdict;
use crate::scenario::{Scenario, What};
use crate::value::Value;

/// Adds what one assignment of the shared unknowns says of the verdict at each minute of the day.
pub(super) fn minutes(scenario: &Scenario, layers: &[Layers], judged: &Judged, found: &mut [Option<Verdict>]) {
    let event = &scenario.events[judged.event];
    let What::Act { resolved, .. } = &event.what else { return };
    let own = &layers[event.machine];
    let Some(layer) = own.events.iter().position(|e| *e == judged.event) else { return };
    let [on] = judged.dates[..] else { return };
    let act = Moving { scenario, layers, event: judged.event, machine: event.machine, resolved };
    for (world, tags) in own.worlds.get(layer).into_iter().flatten() {
        for world in world.clone().pass(scenario.editions(event.machine), on, &mut Happenings::default()) {
            for number in on.earliest().number()..=on.latest().number() {
                let (Some(minute), Some(place)) = (Minute::new(number), found.get_mut(usize::from(number))) else {
                    continue;
                };
                let verdict = act.verdict(&world, tags, Stamp::at(on.day, minute));
                *place = match *place {
                    None => Some(verdict),
                    Some(known) if known == verdict => Some(known),
                    Some(_) => Some(Verdict::Undetermined),
                };
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
