//! The real calendar, explored day by day for what is open, or for shorter courses.

use std::time::Instant;

use super::ages::aged;
use super::asked::Asked;
use super::claims::Claims;
use super::course::Course;
use super::exact::{Exact, Wanted};
use super::limits::{Budget, Stopped, Watcher};
use super::model::{Bound, Claimed, Counts, Finding, Method, Shortest};
use super::options::Options;
use super::search::Explored;
use super::settle::{form_of, is_of, property_of};
use super::space::Space;
use super::tables::Tables;
use super::timed::Timed;
use crate::procedure::Form;

/// Over at most so many days the real calendar is explored for what is still open.
pub(super) const FEW_DAYS: i32 = 400;

/// After so many states day by day, what is open is left open unless the real calendar alone is asked for.
pub(super) const MANY_BY_DAY: u64 = 300_000;
/// After so many states day by day, no shorter course is looked for.
const MANY_FOR_SHORTEST: u64 = 50_000;

/// Explores the real calendar for what is open.
pub(super) fn on_the_calendar(
    tables: &Tables,
    claims: &Claims,
    wanted: &Wanted,
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let started = Instant::now();
    let exact = Exact::new(tables)?.explore(claims, wanted, budget, watcher);
    budget.spend(exact.states);
    let left = exact.stopped == Some(Stopped::States) && exact.states > wanted.most;
    for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| wanted.open.get(*number) == Some(&true)) {
        if left && exact.courses.get(number).is_none_or(Option::is_none) {
            continue;
        }
        for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
            let Some(form) = form_of(tables, claimed) else { continue };
            if matches!(form, Form::Following { .. }) {
                continue;
            }
            let wants_a_course = matches!(form, Form::Reachable(_));
            claimed.shortest = exact.stopped.is_none() && exact.every_way;
            claimed.finding = match exact.courses.get(number).cloned().flatten() {
                Some(course) if wants_a_course => Finding::Possible(course),
                Some(course) => Finding::Broken(course),
                None => match (exact.stopped, exact.every_way) {
                    (Some(stopped), _) => Finding::Open(Bound::Limit(Method::Days, stopped)),
                    (None, false) => Finding::Open(Bound::Values),
                    (None, true) if wants_a_course => Finding::Impossible(Method::Days),
                    (None, true) => Finding::Holds(Method::Days),
                },
            };
        }
    }
    Some(of_days(&exact, started))
}

pub(super) fn of_days(exact: &super::exact::Found, started: Instant) -> Counts {
    Counts {
        method: Method::Days,
        states: exact.states,
        transitions: exact.transitions,
        depth: exact.days,
        bytes: exact.bytes,
        time: started.elapsed(),
        stopped: exact.stopped,
        frontier: exact.frontier,
    }
}

/// Looks for shorter courses on the real calendar than those that are not known to be shortest.
pub(super) fn shortened(
    tables: &Tables,
    claims: &Claims,
    shortest: Shortest,
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let started = Instant::now();
    let mut known: Vec<Option<Course>> = vec![None; claims.all.len()];
    for (number, claim) in claims.all.iter().enumerate() {
        // A shorter course may breach a duty that the known one keeps.
        let duties = |claimed: &Claimed| property_of(tables, claimed).is_some_and(|property| property.duties_kept);
        let doubtful =
            found.iter().find(|claimed| is_of(tables, claim, claimed) && !claimed.shortest && !duties(claimed));
        if let Some(place) = known.get_mut(number) {
            let near = |course: &&Course| {
                let last = match shortest {
                    Shortest::Acts => Some(tables.range.1),
                    Shortest::Date => course.end().map(|end| end.day),
                };
                last.is_some_and(|last| last.number() - tables.range.0.number() <= FEW_DAYS)
            };
            *place = doubtful.and_then(|claimed| claimed.finding.course()).filter(near).cloned();
        }
    }
    let open: Vec<bool> = known.iter().map(Option::is_some).collect();
    if !open.contains(&true) || budget.is_late() {
        return None;
    }
    let wanted = Wanted { open: &open, known: &known, shortest, most: MANY_FOR_SHORTEST };
    let exact = Exact::new(tables)?.explore(claims, &wanted, budget, watcher);
    budget.spend(exact.states);
    for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| open.get(*number) == Some(&true)) {
        for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
            claimed.shortest = exact.stopped.is_none() && exact.every_way;
            let shorter = exact.courses.get(number).cloned().flatten();
            if let (Finding::Broken(course) | Finding::Possible(course), Some(shorter)) =
                (&mut claimed.finding, shorter)
            {
                *course = shorter;
            }
        }
    }
    Some(of_days(&exact, started))
}

/// Explores the real calendar for the one property that is asked.
pub(super) fn followed_by_day(
    tables: &Tables,
    (asked, most): (&Asked, u64),
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let exact = Exact::new(tables)?;
    let claimed = found.first()?;
    let machine = claimed.machine.filter(|_| !asked.of_system);
    let followed = exact.follow(asked, machine, most, (budget, watcher));
    let counts = followed.counts;
    if counts.stopped == Some(Stopped::States) && counts.states > most {
        return Some(counts);
    }
    let finding = followed.finding();
    for claimed in found {
        claimed.finding = finding.clone();
    }
    Some(counts)
}

/// Explores day by day, where every length is as many days on any calendar.
pub(super) fn day_by_day(
    tables: &Tables,
    claims: &mut Claims,
    (options, budget): (&Options, &Budget),
    watcher: &dyn Watcher,
) -> Option<Counts> {
    let started = Instant::now();
    let timed = Timed::new(tables, claims, &vec![false; claims.all.len()], !options.apart, budget);
    let kinds = tables.kinds.iter().zip(&timed.profiles);
    let tables_by_day: Option<Vec<_>> = kinds.map(|(kind, profiles)| aged(kind, profiles)).collect();
    let space = Space::daily(tables, tables_by_day?, !options.apart);
    let explored = |states, transitions, depth, bytes, stopped, frontier| Counts {
        method: Method::Days,
        states,
        transitions,
        depth,
        bytes,
        time: started.elapsed(),
        stopped,
        frontier,
    };
    match space.words() {
        1 => {
            let e: Explored<1> = space.explore(claims, budget, watcher);
            Some(explored(e.states, e.transitions, e.depth(), e.bytes, e.stopped, e.left()))
        }
        2 => {
            let e: Explored<2> = space.explore(claims, budget, watcher);
            Some(explored(e.states, e.transitions, e.depth(), e.bytes, e.stopped, e.left()))
        }
        _ => None,
    }
}
