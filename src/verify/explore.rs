//! From the cheapest sound look to the exact one, claim by claim, on the machines of a part.

use std::time::Instant;

use super::asked::{Asked, Follows, WRITTEN};
use super::blocks::blocks;
use super::by_day::{FEW_DAYS, MANY_BY_DAY, day_by_day, followed_by_day, on_the_calendar, shortened};
use super::claims::Claims;
use super::course::{edition_at_end, keeps_every_duty};
use super::exact::Wanted;
use super::kind::TooLarge;
use super::limits::{Budget, Watcher};
use super::model::{Bound, Claimed, Counts, Finding, Method, Unexplorable};
use super::options::Options;
use super::part::{Chosen, Found, Part};
use super::rest::circles;
use super::search::Explored;
use super::settle::{Least, is_kind_of, is_of, property_of, settle, settle_with_dates};
use super::space::Space;
use super::tables::Tables;
use super::timed::Timed;
use super::unasked::remarks;
use crate::calendar::Day;
use crate::procedure::Editions;
use crate::system::System;

/// More joint states than this are not explored one by one where cases that nothing tells apart can be joined.
const MANY: f64 = 1e6;
/// After more states without dates, zones are not tried: they would be more.
const MANY_FOR_ZONES: u64 = 100_000;

/// The most machine words that a state takes.
const MAX_WORDS: usize = 8;
/// The most machines of a system.
const MAX_MACHINES: usize = 64;

/// Proves or refutes the properties of a part that are wanted, on all its machines together. `asked`: what the part was
/// changed for.
pub(super) fn verify_part<'p>(
    part: &Part<'p>,
    asked: Option<Asked<'p>>,
    wanted: Chosen,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Found, Unexplorable> {
    let (system, started) = (part.system, Instant::now());
    let observer = system.observer.as_ref().and_then(|o| Editions::new(vec![o.procedure.clone()]));
    let mut tables = match Tables::new(system, observer.as_ref(), &part.slice.moving, range, asked, budget) {
        Ok(tables) => tables,
        Err(TooLarge::Ways) => return Err(Unexplorable::Ways),
        Err(TooLarge::Environments) => return Err(Unexplorable::Environments),
        Err(TooLarge::Locals) => return Err(Unexplorable::Cases),
        Err(TooLarge::Stopped(stopped, states, frontier)) => {
            let (method, time) = (Method::WithoutDates, started.elapsed());
            let stop = Some(stopped);
            let counts = Counts { method, states, transitions: 0, depth: 0, bytes: 0, time, stopped: stop, frontier };
            budget.spend(states);
            return Ok(part.unexplored(counts, stopped));
        }
    };
    tables.horizon = options.horizon.unwrap_or(range.1);
    if tables.kind_of.len() > MAX_MACHINES {
        return Err(Unexplorable::Machines);
    }
    let joint: f64 =
        tables.kind_of.iter().filter_map(|k| tables.kinds.get(*k)).map(|k| k.locals.len() as f64).product();
    let space = if tables.kind_of.len() > 1 && joint > MANY && !options.apart {
        let claims = Claims::new(&tables);
        Space::of_blocks(&tables, blocks(&tables, &claims), true, options.shortest)
    } else {
        Space::new(&tables, !options.apart, options.shortest)
    };
    match space.words() {
        1 => Ok(prove::<1>(&tables, &space, (part, wanted), budget, options, watcher)),
        2 => Ok(prove::<2>(&tables, &space, (part, wanted), budget, options, watcher)),
        3..=4 => Ok(prove::<4>(&tables, &space, (part, wanted), budget, options, watcher)),
        5..=MAX_WORDS => Ok(prove::<MAX_WORDS>(&tables, &space, (part, wanted), budget, options, watcher)),
        _ => Err(Unexplorable::Machines),
    }
}

fn prove<const W: usize>(
    tables: &Tables,
    space: &Space,
    (part, wanted): (&Part, Chosen),
    budget: &Budget,
    options: &Options,
    watcher: &dyn Watcher,
) -> Found {
    let started = Instant::now();
    let mut claims = Claims::new(tables);
    let explored: Explored<W> = space.explore(&mut claims, budget, watcher);
    budget.spend(explored.states);
    budget.keep(explored.bytes);
    let counts = Counts {
        method: Method::WithoutDates,
        states: explored.states,
        transitions: explored.transitions,
        depth: explored.depth(),
        bytes: explored.bytes,
        time: started.elapsed(),
        stopped: explored.stopped,
        frontier: explored.left(),
    };
    let mut found = Vec::new();
    let mut least = Vec::new();
    for (number, claim) in claims.all.iter().enumerate() {
        let Some(table) = tables.kinds.get(claim.kind) else { continue };
        let machine = table.machines.first().copied();
        if !wanted(machine, &claim.name) {
            continue;
        }
        let editions = 0..table.editions.all().len();
        let Some((edition, property)) =
            editions.rev().find_map(|edition| Some((edition, table.property(edition, &claim.name)?)))
        else {
            continue;
        };
        let form = &table.editions.get(edition).property(property).form;
        let alarms = explored.alarms.get(number).map_or(&[][..], Vec::as_slice);
        let bound = Least::of(space, &explored, alarms, options.shortest);
        let finding = settle(space, &explored, &claims, (number, &claim.name), form, alarms, (&bound, budget));
        found.push(Claimed::of(&claim.name, (machine, edition, property), finding));
        least.push((number, bound));
    }
    let mut counts = vec![counts];
    let mut open = vec![false; claims.all.len()];
    for claimed in &found {
        let by_name = claims.all.iter().position(|claim| is_of(tables, claim, claimed));
        if let Some(place) = by_name.and_then(|number| open.get_mut(number)) {
            *place = matches!(claimed.finding, Finding::Open(Bound::Dates { .. }));
        }
    }
    if (open.contains(&true) && explored.states <= MANY_FOR_ZONES && space.blocks.is_none()) || options.zones {
        let started = Instant::now();
        let timed = Timed::new(tables, &claims, &open, !options.apart, budget);
        let zones = timed.explore(&mut claims, &open, budget, watcher);
        budget.spend(zones.states);
        counts.push(Counts {
            method: Method::Zones,
            states: zones.states,
            transitions: zones.transitions,
            depth: zones.depth,
            bytes: zones.bytes,
            time: started.elapsed(),
            stopped: zones.stopped,
            frontier: zones.frontier,
        });
        for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| open.get(*number) == Some(&true)) {
            let alarms = zones.alarms.get(number).map_or(&[][..], Vec::as_slice);
            for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
                let bound = least.iter().find(|(of, _)| *of == number).map(|(_, bound)| bound);
                settle_with_dates(tables, &claim.name, claimed, alarms, zones.stopped, (bound, budget));
            }
        }
    }
    for (number, claim) in claims.all.iter().enumerate() {
        let unsettled =
            |c: &Claimed| is_of(tables, claim, c) && matches!(c.finding, Finding::Open(Bound::Dates { .. }));
        if let Some(place) = open.get_mut(number) {
            *place = found.iter().any(unsettled) || options.exact;
        }
    }
    let days = tables.range.1.number() - tables.range.0.number();
    let small = days <= FEW_DAYS && tables.kind_of.len() == 1;
    for ((_, bound), claimed) in least.iter().zip(&mut found) {
        claimed.shortest = claimed.finding.course().is_some_and(|course| bound.is_met(course));
    }
    if (open.contains(&true) && small) || options.exact {
        let most = if options.exact { u64::MAX } else { MANY_BY_DAY };
        counts.extend(match &tables.asked {
            Some(asked) => followed_by_day(tables, (asked, most), budget, watcher, &mut found),
            None => {
                let wanted = Wanted { open: &open, known: &[], shortest: options.shortest, most };
                on_the_calendar(tables, &claims, &wanted, budget, watcher, &mut found)
            }
        });
    }
    if tables.kind_of.len() == 1 && tables.asked.is_none() {
        counts.extend(shortened(tables, &claims, options.shortest, budget, watcher, &mut found));
    }
    if options.days {
        counts.extend(day_by_day(tables, &mut claims, (options, budget), watcher));
    }
    if let Some(asked) = &tables.asked {
        for claimed in &mut found {
            let written =
                claims.all.iter().position(|claim| claim.name == WRITTEN && is_kind_of(tables, claim.kind, claimed));
            match &claimed.finding {
                Finding::Holds(_)
                    if asked.follows == Some(Follows::ForEver) && circles(tables, asked, &explored.met) =>
                {
                    claimed.finding = Finding::Open(Bound::ForEver);
                }
                Finding::Holds(method) if written.is_some_and(|number| !claims.ever_cued(number, &explored.met)) => {
                    claimed.finding = Finding::HoldsEmptily(*method);
                }
                _ => {}
            }
        }
        budget.release(explored.bytes);
        return Found { claims: found, remarks: Vec::new(), looked: Vec::new(), counts };
    }
    for claimed in &mut found {
        if let Finding::Broken(course) | Finding::Possible(course) = &claimed.finding
            && property_of(tables, claimed).is_some_and(|property| property.duties_kept)
            && !keeps_every_duty(tables.system, course)
        {
            claimed.finding = Finding::Open(Bound::Duties);
        }
        as_governed(tables.system, claimed);
    }
    let finished = explored.stopped.is_none() && !budget.is_late();
    let shows = |machine: usize| part.shows(machine);
    let (remarks, looked) = if finished { remarks(tables, &explored.met, &shows) } else { (Vec::new(), Vec::new()) };
    budget.release(explored.bytes);
    Found { claims: found, remarks, looked, counts }
}

/// Takes a property that a course shows as the text has it that governs at the end of the course.
pub(super) fn as_governed(system: &System, claimed: &mut Claimed) {
    if let (Some(course), Some(machine)) = (claimed.finding.course(), claimed.machine)
        && let Some(edition) = edition_at_end(system, course, machine)
        && let Some((property, _)) =
            system.editions(machine).get(edition).properties().find(|(_, property)| property.name == claimed.name)
    {
        (claimed.edition, claimed.property) = (edition, property);
    }
}
