//! What the mere passing of time will do, if nobody acts.

use super::model::{Happening, Passed};
use super::world::{Happenings, World, Worlds};
use crate::calendar::{Day, End, Stamp};
use crate::engine::{ClockState, DutyState};
use crate::ids::DutyId;
use crate::procedure::{DutyDue, Procedure};
use crate::scenario::{MachineIx, Scenario};
use crate::value::Value;

/// How often what has happened by itself may set off something else.
const MAX_ROUNDS: usize = 16;

/// What will happen to a machine by itself, from its possible worlds on a day.
pub(super) fn coming(scenario: &Scenario, machine: MachineIx, finals: &Worlds) -> Vec<Passed> {
    let editions = scenario.editions(machine);
    let mut happenings = Happenings::default();
    let mut worlds: Vec<World> = finals.keys().map(|world| World { passed: Vec::new(), ..world.clone() }).collect();
    let mut horizon: Option<Day> = None;
    for round in 0..MAX_ROUNDS {
        let pending = worlds.iter().filter_map(|world| last_pending(editions.get(world.edition), world, round == 0));
        let next = pending.max();
        if next.is_none() || next <= horizon {
            break;
        }
        horizon = next;
        let to = Stamp::of_day(next.unwrap_or(Day::MIN).next());
        worlds = worlds.into_iter().flat_map(|world| world.pass(editions, to, &mut happenings)).collect();
    }
    let worlds: Vec<&World> = worlds.iter().collect();
    let mut duties: Vec<(usize, DutyId)> = Vec::new();
    let mut all = happenings.told(machine, editions, &worlds);
    all.sort_by_key(Passed::first_end);
    all.retain(|passed| match passed.what {
        Happening::Breached { duty, .. } => {
            let first = !duties.contains(&(passed.edition, duty));
            duties.push((passed.edition, duty));
            first
        }
        Happening::Expired { .. } | Happening::Broken { .. } => true,
    });
    all
}

/// The last day on which something is due in a world; a recurring duty counts where `recurring`.
fn last_pending(procedure: &Procedure, world: &World, recurring: bool) -> Option<Day> {
    let clocks = procedure.deadlines().filter_map(|(id, deadline)| {
        let clock = world.case.clock(id);
        let moves = !deadline.expiry.is_empty() || procedure.duties().any(|(_, d)| d.due == DutyDue::Deadline(id));
        (moves && clock.state == ClockState::Running).then_some(clock.last)
    });
    let duties = procedure.duties().filter_map(|(id, rule)| {
        let owed = world.case.duty(id);
        let pending = match rule.due {
            DutyDue::Every(_) => recurring && matches!(owed.state, DutyState::Owed | DutyState::Discharged),
            DutyDue::Open | DutyDue::Deadline(_) | DutyDue::On(_) => owed.state == DutyState::Owed,
        };
        match owed.due.filter(|_| pending)? {
            Value::Date(stamp) => Some(End::Day(stamp.day)),
            Value::Moment(moment) => Some(End::Moment(moment)),
            _ => None,
        }
    });
    let days = clocks.chain(duties).filter_map(|end| match end {
        End::Day(day) => Some(day),
        End::Moment(moment) => Day::from_number(i32::try_from(moment.latest.div_euclid(1440)).ok()?),
    });
    days.max()
}
