//! The passing of time: deadlines that run out, duties that fall due.

use super::apply::{apply, starting};
use super::case::{Case, ClockState, DutyState, Quiet};
use super::duty::{duty_end, recurrence};
use super::eval::{NoTrace, Scope, last_minutes, minutes, truth};
use crate::calendar::{Day, End, Minute, Moment, Stamp};
use crate::ids::{DeadlineId, DutyId, StateId, TransitionId};
use crate::procedure::{DutyDue, Procedure};

/// Something that happened by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Passage {
    /// A deadline ran out.
    Expired {
        /// Which.
        deadline: DeadlineId,
        /// Its last day or minute.
        last: End,
        /// The first instant after.
        on: Stamp,
        /// The state before.
        from: StateId,
        /// The state after.
        to: StateId,
        /// The transition taken, if any.
        transition: Option<TransitionId>,
    },
    /// A duty was not fulfilled in time.
    Breached {
        /// Which.
        duty: DutyId,
        /// Its last day or minute.
        last: End,
        /// Which occurrence of it.
        occurrence: u32,
    },
}

/// Whether a deadline had run out cannot be told, or which transition its end takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doubt {
    deadline: DeadlineId,
    transition: Option<TransitionId>,
}

/// What falls due first, ordered by instant, then deadlines before duties, then declaration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Deadline(DeadlineId),
    Duty(DutyId),
}

/// Lets time pass up to `now`: everything due before it happens, in order, and `tell` hears of it. Stops and
/// returns a doubt where something unknown decides.
#[inline]
pub fn advance(procedure: &Procedure, case: &mut Case, now: Stamp, tell: &mut dyn FnMut(Passage)) -> Option<Doubt> {
    if case.quiet.holds_on(now.day) { None } else { settle(procedure, case, now, &mut |_, passage| tell(passage)) }
}

/// [`advance`], which also shows the case as each of what happens leaves it.
pub fn advance_showing(
    procedure: &Procedure,
    case: &mut Case,
    now: Stamp,
    tell: &mut dyn FnMut(&Case, Passage),
) -> Option<Doubt> {
    if case.quiet.holds_on(now.day) { None } else { settle(procedure, case, now, tell) }
}

/// The last day through which nothing is due, nor may be.
fn quiet(procedure: &Procedure, case: &Case) -> Quiet {
    let mut quiet = Quiet::ALWAYS;
    for deadline in &procedure.expiring {
        let clock = case.clock_ref(*deadline);
        if clock.state == ClockState::Running {
            quiet.until(&clock.last);
        }
    }
    for (index, owed) in case.duties.iter().enumerate() {
        if matches!(owed.state, DutyState::Owed | DutyState::Discharged)
            && let Some(last) = pending_until(procedure, case, DutyId::new(index))
        {
            quiet.until(&last);
        }
    }
    quiet
}

/// When a duty falls due that is owed, or will be again; nothing if it does not, or on a day that is not known.
fn pending_until(procedure: &Procedure, case: &Case, id: DutyId) -> Option<End> {
    let pending = match case.duties.get(id.index())?.state {
        DutyState::Owed => true,
        DutyState::Discharged => matches!(procedure.duty(id).due, DutyDue::Every(_)),
        _ => false,
    };
    if pending { duty_end(procedure, case, id) } else { None }
}

/// The first end of a running deadline that moves the case, or of a duty that is owed; nothing if nothing is due, ever,
/// on a day that is known.
#[must_use]
pub fn next_due(procedure: &Procedure, case: &Case) -> Option<End> {
    let running = procedure.expiring.iter().map(|id| case.clock_ref(*id)).filter(|c| c.state == ClockState::Running);
    let owed = (0..case.duties.len()).filter_map(|index| pending_until(procedure, case, DutyId::new(index)));
    running.map(|clock| clock.last).chain(owed).min_by_key(|end| last_minutes(*end).1)
}

/// Lets everything happen that is due before `now`.
#[inline(never)]
fn settle(procedure: &Procedure, case: &mut Case, now: Stamp, tell: &mut dyn FnMut(&Case, Passage)) -> Option<Doubt> {
    loop {
        case.quiet = quiet(procedure, case);
        if case.quiet.holds_on(now.day) {
            return None;
        }
        match first_due(procedure, case, minutes(now)) {
            Ok(None) => return None,
            Err(doubt) => return Some(doubt),
            Ok(Some(Due::Duty(duty))) => fall_due(procedure, case, duty, tell),
            Ok(Some(Due::Deadline(deadline))) => match expiry(procedure, case, deadline, None) {
                Ok(transition) => run_out(procedure, case, deadline, transition, tell),
                Err(transition) => return Some(Doubt { deadline, transition: Some(transition) }),
            },
        }
    }
}

/// What falls due first before `now`, which is a range of minutes; a doubt if that cannot be told.
fn first_due(procedure: &Procedure, case: &Case, now: (i64, i64)) -> Result<Option<Due>, Doubt> {
    let mut first: Option<(i64, Due)> = None;
    let mut offer = |last: i64, due: Due| {
        if first.is_none_or(|earliest| (last, due) < earliest) {
            first = Some((last, due));
        }
    };
    for deadline in &procedure.expiring {
        let clock = case.clock_ref(*deadline);
        if clock.state != ClockState::Running {
            continue;
        }
        let (earliest, latest) = last_minutes(clock.last);
        if latest < now.0 {
            offer(latest, Due::Deadline(*deadline));
        } else if earliest < now.1 && matches!(clock.last, End::Moment(_)) {
            return Err(Doubt { deadline: *deadline, transition: None });
        }
    }
    for id in (0..case.duties.len()).map(DutyId::new) {
        if let Some(last) = pending_until(procedure, case, id)
            && last_minutes(last).1 < now.0
        {
            offer(last_minutes(last).1, Due::Duty(id));
        }
    }
    Ok(first.map(|(_, due)| due))
}

/// Lets a deadline run out now, whenever its last day is, for an exploration that does not look at dates. False if it
/// cannot be told which transition its end takes; the case is then as it was.
pub fn expire(procedure: &Procedure, case: &mut Case, deadline: DeadlineId, tell: &mut dyn FnMut(Passage)) -> bool {
    match expiry(procedure, case, deadline, None) {
        Ok(transition) => run_out(procedure, case, deadline, transition, &mut |_, passage| tell(passage)),
        Err(_) => return false,
    }
    true
}

/// Settles a doubt: the deadline has run out (and its end takes the doubtful transition).
pub fn force(procedure: &Procedure, case: &mut Case, doubt: Doubt, tell: &mut dyn FnMut(&Case, Passage)) {
    let transition = match doubt.transition {
        Some(transition) => Some(transition),
        None => expiry(procedure, case, doubt.deadline, None).unwrap_or_else(Some),
    };
    run_out(procedure, case, doubt.deadline, transition, tell);
}

/// Settles a doubt the other way: the deadline has not run out yet, or its end takes the next transition instead.
pub fn spare(procedure: &Procedure, case: &mut Case, doubt: Doubt, now: Stamp, tell: &mut dyn FnMut(&Case, Passage)) {
    if doubt.transition.is_some() {
        let next = expiry(procedure, case, doubt.deadline, doubt.transition).unwrap_or_else(Some);
        run_out(procedure, case, doubt.deadline, next, tell);
        return;
    }
    if let Some(clock) = case.clocks.get_mut(doubt.deadline.index())
        && let End::Moment(moment) = clock.last
    {
        let earliest = moment.earliest.max(minutes(now).1).min(moment.latest.max(minutes(now).1));
        clock.last = End::Moment(Moment { earliest, latest: moment.latest.max(earliest) });
    }
}

/// The transition that a deadline's end takes, among those `after` one; an error if that one's `if` cannot be judged.
fn expiry(
    procedure: &Procedure,
    case: &Case,
    deadline: DeadlineId,
    after: Option<TransitionId>,
) -> Result<Option<TransitionId>, TransitionId> {
    let on = instant_after(case.clock(deadline).last);
    let scope = Scope { procedure, case, on: Some(on), act: None, views: &[], starting: &[] };
    for id in &procedure.deadline(deadline).expiry {
        let transition = procedure.transition(*id);
        if !transition.from.contains(case.state()) || after.is_some_and(|after| *id <= after) {
            continue;
        }
        match transition.guard.map(|guard| truth(&scope, guard, &mut NoTrace)) {
            None | Some(Some(true)) => return Ok(Some(*id)),
            Some(Some(false)) => {}
            Some(None) => return Err(*id),
        }
    }
    Ok(None)
}

fn run_out(
    procedure: &Procedure,
    case: &mut Case,
    deadline: DeadlineId,
    transition: Option<TransitionId>,
    tell: &mut dyn FnMut(&Case, Passage),
) {
    let last = case.clock(deadline).last;
    if let Some(clock) = case.clocks.get_mut(deadline.index()) {
        clock.state = ClockState::Over;
    }
    let (from, on) = (case.state(), instant_after(last));
    if let Some(transition) = transition {
        let scope = Scope { procedure, case, on: Some(on), act: None, views: &[], starting: &[] };
        let started = starting(&scope, transition);
        apply(procedure, case, transition, on, None, &[], &started);
        case.expired = Some((deadline, from));
    }
    tell(case, Passage::Expired { deadline, last, on, from, to: case.state(), transition });
}

/// The first instant after an end: midnight after the last day, or the next minute.
#[must_use]
pub fn instant_after(last: End) -> Stamp {
    match last {
        End::Day(day) => Stamp::at(day.next(), Minute::FIRST),
        End::Moment(moment) => {
            let (day, minute) = ((moment.latest + 1).div_euclid(1440), (moment.latest + 1).rem_euclid(1440));
            let day = i32::try_from(day).ok().and_then(Day::from_number).unwrap_or(Day::MAX);
            Stamp::at(day, u16::try_from(minute).ok().and_then(Minute::new).unwrap_or(Minute::FIRST))
        }
    }
}

/// The last day of a duty's current occurrence has passed.
fn fall_due(procedure: &Procedure, case: &mut Case, id: DutyId, tell: &mut dyn FnMut(&Case, Passage)) {
    let Some(last) = duty_end(procedure, case, id) else { return };
    let Some(owed) = case.duties.get_mut(id.index()) else { return };
    let missed = owed.state == DutyState::Owed;
    let occurrence = owed.occurrence;
    if missed {
        owed.breaches = owed.breaches.saturating_add(1);
        owed.state = DutyState::Overdue;
    }
    if let DutyDue::Every(length) = procedure.duty(id).due {
        owed.occurrence = owed.occurrence.saturating_add(1);
        owed.state = DutyState::Owed;
        owed.due = Some(recurrence(procedure, owed.arose, length, owed.occurrence));
    }
    if missed {
        tell(case, Passage::Breached { duty: id, last, occurrence });
    }
}
