//! Each machine on the as-of date: states, deadlines, duties, and what may be done next.

use std::rc::Rc;

use super::follow::Layers;
use super::model::{Allowed, Awaited, DeadlineReport, DutyReport, DutyStatus, Kept, MachineReport, Permission};
use super::watch::{Seen, read, views_of, worlds_at};
use super::world::{Happenings, World, Worlds, add};
use crate::calendar::{Day, End, Stamp};
use crate::engine::{ClockState, DutyState, NoTrace, Occurrence, Scope, View, Views, check_results, evaluate};
use crate::ids::{ActId, DeadlineId, DutyId, RoleId, TransitionId};
use crate::procedure::{DutyDue, Editions, Level, Procedure};
use crate::scenario::{MachineIx, Scenario};
use crate::value::Value;

/// Adds what one assignment of the shared unknowns says of a machine at an instant.
pub(super) fn survey(
    scenario: &Scenario,
    layers: &Layers,
    machine: MachineIx,
    on: Stamp,
    happenings: &mut Happenings,
    finals: &mut Worlds,
) {
    for (mut world, tags) in worlds_at(scenario, layers, machine, (on, usize::MAX), happenings) {
        world.look(scenario.editions(machine).get(world.edition), on.day, happenings);
        add(finals, world, tags);
    }
}

/// The report of a machine from its possible worlds on the as-of date.
pub(super) fn report(
    scenario: &Scenario,
    machine: MachineIx,
    as_of: Day,
    followed: Option<&[&[Rc<Layers>]]>,
    finals: &Worlds,
) -> MachineReport {
    let editions = scenario.editions(machine);
    let edition = finals.iter().map(|(w, _)| w.edition).max().unwrap_or(0);
    let procedure = editions.get(edition);
    let mut states = Vec::new();
    for (world, _) in finals {
        let name = &editions.get(world.edition).state(world.case.state()).name;
        if let Some(state) = procedure.state_named(name)
            && !states.contains(&state)
        {
            states.push(state);
        }
    }
    states.sort();
    let same: Vec<&World> = finals.iter().map(|(w, _)| w).filter(|w| w.edition == edition).collect();
    MachineReport {
        edition,
        states,
        deadlines: procedure
            .deadlines()
            .filter_map(|(id, _)| deadline(editions, procedure, id, &same, as_of))
            .collect(),
        duties: procedure.duties().filter_map(|(id, _)| duty(procedure, id, &same)).collect(),
        awaited: awaited(&same),
        next: followed.map_or_else(Vec::new, |followed| {
            let seen: Vec<Seen> = followed
                .iter()
                .map(|layers| read(scenario, layers, machine, procedure, Stamp::of_day(as_of), usize::MAX))
                .collect();
            permissions(scenario, procedure, &same, &seen, as_of)
        }),
        lost: Vec::new(),
        coming: Vec::new(),
    }
}

/// What the properties of a procedure wait for in some of these worlds.
fn awaited(worlds: &[&World]) -> Vec<Awaited> {
    let mut all: Vec<Awaited> = Vec::new();
    for open in worlds.iter().flat_map(|world| world.monitor.open()) {
        let at = all.iter().position(|known| known.property == open.property).unwrap_or_else(|| {
            let waits =
                |world: &&World| world.monitor.open().iter().any(|o| o.property == open.property && !o.doubtful);
            let certain = worlds.iter().all(waits);
            all.push(Awaited { property: open.property, since: Vec::new(), due: Vec::new(), certain });
            all.len() - 1
        });
        let Some(known) = all.get_mut(at) else { continue };
        if !known.since.contains(&open.since) {
            known.since.push(open.since);
        }
        known.due.extend(open.due.filter(|due| !known.due.contains(due)));
    }
    all.sort_by_key(|awaited| awaited.property);
    all
}

/// Whether an end has passed on a day.
fn has_passed(last: End, as_of: Day) -> bool {
    match last {
        End::Day(day) => day < as_of,
        End::Moment(moment) => moment.day().is_some_and(|day| day < as_of),
    }
}

fn deadline(
    editions: &Editions,
    procedure: &Procedure,
    id: DeadlineId,
    worlds: &[&World],
    as_of: Day,
) -> Option<DeadlineReport> {
    let started: Vec<&&World> = worlds.iter().filter(|w| w.case.clock(id).state != ClockState::Never).collect();
    let first = started.first()?;
    let origin = first.origins.iter().find(|(d, ..)| *d == id);
    // A deadline keeps the length, counting and basis of the edition under which it was started.
    let (edition, own) = origin
        .and_then(|(_, _, edition)| {
            Some((*edition, editions.get(*edition).deadline_named(&procedure.deadline(id).name)?))
        })
        .unwrap_or((first.edition, id));
    let mut report = DeadlineReport {
        deadline: own,
        edition,
        started_by: origin.map(|(_, event, _)| *event),
        counts: Vec::new(),
        kept: Vec::new(),
    };
    let tied = procedure.duties().find(|(_, duty)| duty.due == DutyDue::Deadline(id)).map(|(duty, _)| duty);
    for world in started {
        let clock = world.case.clock(id);
        let kept = match clock.state {
            ClockState::Never | ClockState::Unknown => Kept::Unknown,
            ClockState::Suspended(_) => Kept::Suspended,
            ClockState::Running if !has_passed(clock.last, as_of) && !discharged(world, tied) => Kept::Running,
            ClockState::Running => ended(world, tied, Kept::Over),
            ClockState::Over => ended(world, tied, Kept::Over),
            ClockState::Stopped => ended(world, tied, Kept::Stopped),
        };
        if !report.kept.contains(&kept) {
            report.kept.push(kept);
        }
        if clock.is_known() && !report.counts.contains(&(clock.started, clock.nominal, clock.last)) {
            report.counts.push((clock.started, clock.nominal, clock.last));
        }
    }
    report.kept.sort();
    report.counts.sort_by_key(|(started, _, last)| (started.day, started.earliest(), last.last_minute().latest));
    Some(report)
}

fn discharged(world: &World, tied: Option<DutyId>) -> bool {
    tied.is_some_and(|duty| world.case.duty(duty).state == DutyState::Discharged)
}

/// What is said of a deadline that has ended: kept or missed if a duty was due with it.
fn ended(world: &World, tied: Option<DutyId>, otherwise: Kept) -> Kept {
    let Some(duty) = tied else { return otherwise };
    match world.case.duty(duty).state {
        DutyState::Discharged => Kept::Kept,
        DutyState::Overdue | DutyState::DischargedLate | DutyState::EndedOverdue => Kept::Missed,
        DutyState::Unknown => Kept::Unknown,
        DutyState::Idle | DutyState::Owed | DutyState::Ended => otherwise,
    }
}

fn duty(procedure: &Procedure, id: DutyId, worlds: &[&World]) -> Option<DutyReport> {
    let rule = procedure.duty(id);
    let arisen: Vec<&&World> = worlds.iter().filter(|w| w.case.duty(id).state != DutyState::Idle).collect();
    if arisen.is_empty() {
        return None;
    }
    let mut report = DutyReport {
        duty: id,
        status: Vec::new(),
        arose: Vec::new(),
        due: Vec::new(),
        breaches: 0,
        open: false,
        certain: arisen.len() == worlds.len(),
        level: rule.level,
    };
    for world in arisen {
        let owed = world.case.duty(id);
        let status = match owed.state {
            DutyState::Idle | DutyState::Unknown => DutyStatus::Unknown,
            DutyState::Owed => DutyStatus::Owed,
            DutyState::Overdue | DutyState::DischargedLate | DutyState::EndedOverdue => DutyStatus::Breached,
            DutyState::Discharged => DutyStatus::Discharged,
            DutyState::Ended => DutyStatus::Ended,
        };
        if !report.status.contains(&status) {
            report.status.push(status);
        }
        if owed.state != DutyState::Unknown && !report.arose.contains(&owed.arose) {
            report.arose.push(owed.arose);
        }
        let due = match (rule.due, owed.due) {
            (DutyDue::Deadline(deadline), _) => {
                let clock = world.case.clock(deadline);
                clock.is_known().then_some(clock.last)
            }
            (_, Some(Value::Date(stamp))) => Some(End::Day(stamp.day)),
            (_, Some(Value::Moment(moment))) => Some(End::Moment(moment)),
            _ => None,
        };
        report.due.extend(due.filter(|due| !report.due.contains(due)));
        report.open |= matches!(owed.state, DutyState::Owed | DutyState::Overdue);
        report.breaches = report.breaches.max(owed.breaches);
    }
    report.status.sort();
    report.arose.sort_by_key(|s| (s.day, s.earliest()));
    report.due.sort_by_key(|end| end.last_minute().latest);
    Some(report)
}

/// What each role may lawfully do next, in some possible world; with the conditions on which it depends.
fn permissions(
    scenario: &Scenario,
    procedure: &Procedure,
    worlds: &[&World],
    seen: &[Seen],
    as_of: Day,
) -> Vec<Permission> {
    // What may be seen of watched machines; nothing where there is too much of it, and then it is not known.
    let combined: Option<Vec<_>> = seen.iter().map(|seen| views_of(seen, scenario)).collect();
    let views: Vec<Vec<Vec<View>>> = combined.into_iter().flatten().flatten().map(|(views, _)| views).collect();
    let mut all: Vec<(Permission, usize)> = Vec::new();
    for world in worlds {
        for (act, rule) in procedure.acts() {
            for by in &rule.by {
                for permission in permitted(procedure, world, &views, act, *by, as_of) {
                    let same = |p: &Permission| {
                        (p.by, p.act, p.transition) == (permission.by, permission.act, permission.transition)
                    };
                    match all.iter_mut().find(|(p, _)| same(p)) {
                        Some((known, count)) => {
                            *count += 1;
                            join(known, &permission);
                        }
                        None => all.push((permission, 1)),
                    }
                }
            }
        }
    }
    let all_worlds = worlds.len();
    all.into_iter()
        .map(|(mut permission, count)| {
            if count < all_worlds && permission.allowed == Allowed::Yes {
                permission.allowed = Allowed::If;
            }
            permission
        })
        .collect()
}

fn join(known: &mut Permission, other: &Permission) {
    for condition in &other.conditions {
        if !known.conditions.contains(condition) {
            known.conditions.push(*condition);
        }
    }
    known.conditions.sort_unstable();
    if known.allowed != other.allowed {
        known.allowed = Allowed::If;
    }
    if known.until != other.until {
        known.until = None;
    }
}

/// What one role may do by one act, its details left open: by the first transition that certainly applies, and those
/// before it that may.
fn permitted(
    procedure: &Procedure,
    world: &World,
    views: &[Vec<Vec<View>>],
    act: ActId,
    by: RoleId,
    as_of: Day,
) -> Vec<Permission> {
    let rule = procedure.act(act);
    let details = vec![Value::Unknown; rule.details.len()];
    let on = Stamp::of_day(as_of);
    let occurrence = Occurrence { act, on, by: Some(by), details: &details };
    let scope = Scope { procedure, case: &world.case, on: Some(on), act: Some(&occurrence), views: &[], starting: &[] };
    let mut found = Vec::new();
    for id in procedure.serving(world.case.state(), act) {
        let guard = procedure
            .transition(*id)
            .guard
            .map(|g| agreed(views, |views| evaluate(&Scope { views, ..scope }, g, &mut NoTrace).truth()));
        if guard == Some(Some(false)) {
            continue;
        }
        found.extend(assess(&scope, views, *id, guard == Some(None)));
        if guard != Some(None) {
            break;
        }
    }
    found
}

/// What holds whatever is seen of the watched machines; nothing if that decides, or if it is not known.
fn agreed(views: &[Vec<Vec<View>>], holds: impl Fn(Views) -> Option<bool>) -> Option<bool> {
    let mut all = views.iter().map(|views| holds(views));
    let first = all.next().unwrap_or_else(|| holds(&[]))?;
    all.all(|other| other == Some(first)).then_some(first)
}

fn assess(scope: &Scope, views: &[Vec<Vec<View>>], id: TransitionId, conditional: bool) -> Option<Permission> {
    let procedure = scope.procedure;
    let occurrence = scope.act?;
    let transition = procedure.transition(id);
    let checks = 0..transition.checks.len();
    let result = |index: usize, views: Views| {
        check_results(procedure, scope.case, occurrence, views, id).get(index).copied().flatten()
    };
    let results: Vec<Option<bool>> = checks.map(|index| agreed(views, |views| result(index, views))).collect();
    let mut allowed = if conditional { Allowed::If } else { Allowed::Yes };
    let mut conditions = Vec::new();
    for (index, (check, holds)) in transition.checks.iter().zip(results).enumerate() {
        match holds {
            Some(true) => {}
            None => {
                conditions.push(index);
                if allowed == Allowed::Yes {
                    allowed = Allowed::If;
                }
            }
            Some(false) if check.level == Level::Recommended => {
                conditions.push(index);
                if allowed == Allowed::Yes {
                    allowed = Allowed::If;
                }
            }
            Some(false) => {
                let date = evaluate(scope, check.not_before?, &mut NoTrace);
                let first = match date {
                    Value::Date(stamp) => stamp.day,
                    Value::Moment(moment) => moment.day()?,
                    _ => return None,
                };
                conditions.push(index);
                allowed = match allowed {
                    Allowed::From(day) => Allowed::From(day.max(first)),
                    _ => Allowed::From(first),
                };
            }
        }
    }
    Some(Permission {
        by: occurrence.by?,
        act: occurrence.act,
        transition: id,
        allowed,
        conditions,
        until: leaves(procedure, scope, occurrence.act),
    })
}

/// The deadline whose end will take the case to a state from which the act is not possible.
fn leaves(procedure: &Procedure, scope: &Scope, act: ActId) -> Option<(DeadlineId, End)> {
    let state = scope.case.state();
    let ending = procedure.deadlines().filter_map(|(id, deadline)| {
        let clock = scope.case.clock(id);
        let target = deadline.expiry.iter().map(|t| procedure.transition(*t)).find(|t| t.from.contains(state))?.to?;
        let lost = procedure.serving(target, act).is_empty();
        (clock.state == ClockState::Running && lost).then_some((id, clock.last))
    });
    ending.min_by_key(|(_, last)| last.last_minute().latest)
}
