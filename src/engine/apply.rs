//! What a transition does to a case: memory, deadlines, duties, state.

use smallvec::SmallVec;

use super::case::{Case, Changed, Clock, ClockState, Occurrence, Views};
use super::duty::settle_duties;
use super::eval::{NoTrace, Scope, date_at, evaluate, length_at, truth};
use crate::calendar::{Counting, Due, Length, Period, Rule, Stamp};
use crate::ids::{DeadlineId, SlotId, StateId, TransitionId};
use crate::procedure::{ClockChange, Procedure, Transition};
use crate::value::Value;

/// Some deadlines, as a transition leaves them.
pub(super) type Changes = SmallVec<[Changed; 2]>;

/// Takes a transition that starts and prolongs deadlines as [`starting`] has found. Everything that it writes is
/// computed from the case as it was before.
#[inline]
pub(super) fn apply(
    procedure: &Procedure,
    case: &mut Case,
    id: TransitionId,
    on: Stamp,
    act: Option<&Occurrence>,
    views: Views,
    started: &[Changed],
) {
    let transition = procedure.transition(id);
    let entered = transition.to.filter(|to| *to != case.state);
    if transition.sets.is_empty() && transition.clocks.is_empty() {
        enter(procedure, case, entered);
    } else {
        enter_writing(procedure, case, (transition, entered), (on, act, views), started);
    }
    if let Some(act) = act {
        remember(procedure, case, act);
    }
    if !procedure.settled(id).is_empty() {
        settle_duties(procedure, case, id, act, entered, on, views);
    }
}

/// Moves a case, writes what the transition says to memory and leaves deadlines as it changes them.
#[inline(never)]
fn enter_writing(
    procedure: &Procedure,
    case: &mut Case,
    (transition, entered): (&Transition, Option<StateId>),
    (on, act, views): (Stamp, Option<&Occurrence>, Views),
    started: &[Changed],
) {
    let scope = Scope { procedure, case, on: Some(on), act, views, starting: &[] };
    let mut values: SmallVec<[Value; 4]> = SmallVec::new();
    for (_, expr) in &transition.sets {
        values.push(evaluate(&scope, *expr, &mut NoTrace));
    }
    let mut held = Changes::new();
    for (change, deadline) in transition.clocks.iter().filter(|(change, _)| !starts(*change)) {
        held.push(Changed { clock: paused(procedure, case, *change, *deadline, on), deadline: *deadline });
    }
    enter(procedure, case, entered);
    for ((slot, _), value) in transition.sets.iter().zip(&values) {
        write(case, *slot, value);
    }
    let (mut started, mut held) = (started.iter(), held.iter());
    for (change, _) in &transition.clocks {
        let next = if starts(*change) { started.next() } else { held.next() };
        if let Some(Changed { clock, deadline }) = next
            && let Some(place) = case.clocks.get_mut(deadline.index())
        {
            *place = *clock;
            let alive = procedure.deadline(*deadline).alive;
            if alive.is_some_and(|alive| !alive.contains(case.state))
                && matches!(clock.state, ClockState::Running | ClockState::Suspended(_))
            {
                place.state = ClockState::Stopped;
            }
            case.quiet.until(&clock.last);
        }
    }
}

/// Moves a case to the state that a transition enters, if it enters one.
#[inline]
fn enter(procedure: &Procedure, case: &mut Case, entered: Option<StateId>) {
    if let Some(to) = entered {
        case.state = to;
        case.expired = None;
        stop_left_behind(procedure, case);
    }
}

#[inline]
fn write(case: &mut Case, slot: SlotId, value: &Value) {
    if let Some(place) = case.slots.get_mut(slot.index()) {
        *place = *value;
    }
}

/// The deadlines that a transition would start or prolong, as it would leave them.
#[inline]
pub(super) fn starting(scope: &Scope, id: TransitionId) -> Changes {
    let changes = &scope.procedure.transition(id).clocks[..];
    if changes.is_empty() { Changes::new() } else { started_by(scope, changes) }
}

#[inline(never)]
fn started_by(scope: &Scope, changes: &[(ClockChange, DeadlineId)]) -> Changes {
    let mut started = Changes::new();
    for (change, deadline) in changes.iter().filter(|(change, _)| starts(*change)) {
        started.push(Changed { clock: Clock::UNKNOWN, deadline: *deadline });
        if let Some(Changed { clock, .. }) = started.last_mut() {
            date(scope, *change, *deadline, clock);
        }
    }
    started
}

/// Whether a change gives a deadline new dates, of which the conditions of its transition speak.
fn starts(change: ClockChange) -> bool {
    matches!(change, ClockChange::Start | ClockChange::Restart | ClockChange::Extend)
}

/// Writes what the procedure remembers of an act that took effect.
fn remember(procedure: &Procedure, case: &mut Case, act: &Occurrence) {
    let remembered = &procedure.act(act.act).remembered;
    if let Some(slot) = remembered.done {
        write(case, slot, &Value::Boolean(true));
    }
    if let Some(slot) = remembered.on {
        write(case, slot, &Value::Date(act.on));
    }
    for (detail, slot) in &remembered.details {
        write(case, *slot, act.details.get(detail.index()).unwrap_or(&Value::Unknown));
    }
}

#[inline(never)]
fn lives_in(procedure: &Procedure, id: DeadlineId, state: StateId) -> bool {
    procedure.deadline(id).alive.is_none_or(|alive| alive.contains(state))
}

/// Leaving the states in which a deadline lives stops it.
#[inline]
fn stop_left_behind(procedure: &Procedure, case: &mut Case) {
    for (index, clock) in case.clocks.iter_mut().enumerate() {
        if matches!(clock.state, ClockState::Running | ClockState::Suspended(_))
            && !lives_in(procedure, DeadlineId::new(index), case.state)
        {
            clock.state = ClockState::Stopped;
        }
    }
}

/// Gives a deadline the dates that a transition starts or prolongs it with, unless they cannot be told.
#[inline]
fn date(scope: &Scope, change: ClockChange, id: DeadlineId, clock: &mut Clock) {
    let counting = scope.procedure.counting(scope.procedure.deadline(id).counting);
    let Some(length) = length_of(scope, id) else { return };
    let (from, due) = if change == ClockChange::Extend {
        let clock = scope.case.clock_ref(id);
        if !clock.is_known() {
            return;
        }
        (clock.started, counting.extend(clock.nominal, length))
    } else {
        let Some(from) = started_from(scope, id) else { return };
        (from, counting.count(from, length))
    };
    if let Ok(Due { nominal, last }) = due {
        *clock = Clock { state: ClockState::Running, started: from, nominal, last };
    }
}

/// A deadline that a transition suspends, resumes or stops. A change that dates it leaves it here as it is.
fn paused(procedure: &Procedure, case: &Case, change: ClockChange, id: DeadlineId, on: Stamp) -> Clock {
    let clock = case.clock(id);
    let counting = procedure.counting(procedure.deadline(id).counting);
    match change {
        ClockChange::Start | ClockChange::Restart | ClockChange::Extend => clock,
        ClockChange::Suspend => match clock.state {
            ClockState::Running => Clock { state: ClockState::Suspended(on.day), ..clock },
            _ => clock,
        },
        ClockChange::Resume => match clock.state {
            ClockState::Suspended(since) => shifted(clock, counting, on.day.number() - since.number()),
            _ => clock,
        },
        ClockChange::Stop => match clock.state {
            ClockState::Running | ClockState::Suspended(_) => Clock { state: ClockState::Stopped, ..clock },
            _ => clock,
        },
    }
}

fn running(started: Stamp, due: Due) -> Clock {
    Clock { state: ClockState::Running, started, nominal: due.nominal, last: due.last }
}

/// A suspension shifts a deadline by whole suspended days, and rolls once.
fn shifted(clock: Clock, counting: &Counting, days: i32) -> Clock {
    let Ok(days) = u16::try_from(days) else { return Clock::UNKNOWN };
    if days == 0 {
        return Clock { state: ClockState::Running, ..clock };
    }
    let plain = Counting { rule: Rule::Civil, ..counting.clone() };
    match plain.extend(clock.nominal, Length::Civil(Period { days, ..Period::default() })) {
        Ok(due) => running(clock.started, due),
        Err(_) => Clock::UNKNOWN,
    }
}

fn started_from(scope: &Scope, id: DeadlineId) -> Option<Stamp> {
    let term = scope.procedure.deadline(id).term(scope.act.map(|act| act.act))?;
    date_at(scope, term.counted_from, &mut NoTrace)
}

/// The length of a deadline: the first choice whose condition holds; none if a condition cannot be judged.
fn length_of(scope: &Scope, id: DeadlineId) -> Option<Length> {
    let term = scope.procedure.deadline(id).term(scope.act.map(|act| act.act))?;
    for (condition, length) in &term.lasts {
        let holds = match condition {
            None => true,
            Some(condition) => truth(scope, *condition, &mut NoTrace)?,
        };
        if holds {
            return length_at(scope, *length, &mut NoTrace);
        }
    }
    None
}
