//! Duties: what raises, fulfils and ends them, and when each falls due.

use super::case::{Case, DutyState, Occurrence, Owed, Views};
use super::eval::{NoTrace, Scope, evaluate, last_minutes, minutes, truth};
use crate::calendar::{Duration, End, Length, Period, Stamp};
use crate::ids::{ActId, CountingId, DutyId, StateId, TransitionId};
use crate::procedure::{Duty, DutyDue, Procedure};
use crate::value::Value;

/// Fulfils, ends and raises duties, in this order.
#[inline(never)]
pub(super) fn settle_duties(
    procedure: &Procedure,
    case: &mut Case,
    transition: TransitionId,
    act: Option<&Occurrence>,
    entered: Option<StateId>,
    on: Stamp,
    views: Views,
) {
    let done: Option<ActId> = act.map(|a| a.act);
    for &id in procedure.settled(transition) {
        let duty = procedure.duty(id);
        let was = case.duty_ref(id).state;
        let mut state = was;
        if duty.discharged_by.include(done, entered) {
            state = match state {
                DutyState::Owed => in_time(procedure, case, id, on),
                DutyState::Overdue => DutyState::DischargedLate,
                same => same,
            };
        }
        if duty.ends.include(done, entered) {
            state = match state {
                DutyState::Owed => DutyState::Ended,
                DutyState::Overdue => DutyState::EndedOverdue,
                DutyState::Discharged if matches!(duty.due, DutyDue::Every(_)) => DutyState::Ended,
                same => same,
            };
        }
        if duty.arises.include(done, entered) {
            let scope = Scope { procedure, case, on: Some(on), act, views, starting: &[] };
            match duty.guard.map_or(Some(true), |guard| truth(&scope, guard, &mut NoTrace)) {
                Some(true) => {
                    let due = due_when_arisen(&scope, duty, on);
                    if let Some(owed) = case.duties.get_mut(id.index()) {
                        *owed = Owed { state: DutyState::Owed, arose: on, due, occurrence: 1, breaches: owed.breaches };
                    }
                    if let Some(last) = duty_end(procedure, case, id) {
                        case.quiet.until(&last);
                    }
                    continue;
                }
                Some(false) => {}
                None => state = DutyState::Unknown,
            }
        }
        if state != was
            && let Some(owed) = case.duties.get_mut(id.index())
        {
            owed.state = state;
        }
    }
}

/// A duty fulfilled on its last day, or on the minute, is fulfilled in time.
fn in_time(procedure: &Procedure, case: &Case, id: DutyId, on: Stamp) -> DutyState {
    match duty_end(procedure, case, id) {
        Some(End::Day(day)) if on.day > day => DutyState::DischargedLate,
        Some(End::Moment(moment)) if minutes(on).0 > last_minutes(End::Moment(moment)).1 => DutyState::DischargedLate,
        _ => DutyState::Discharged,
    }
}

/// When a duty that arises falls due: nothing for no fixed day, or with a deadline.
fn due_when_arisen(scope: &Scope, duty: &Duty, on: Stamp) -> Option<Value> {
    match duty.due {
        DutyDue::Open | DutyDue::Deadline(_) => None,
        DutyDue::On(expr) => Some(evaluate(scope, expr, &mut NoTrace)),
        DutyDue::Every(length) => Some(recurrence(scope.procedure, on, length, 1)),
    }
}

/// When a duty falls due, where that is known.
#[must_use]
pub fn duty_end(procedure: &Procedure, case: &Case, id: DutyId) -> Option<End> {
    let value = match procedure.duty(id).due {
        DutyDue::Deadline(deadline) => {
            let clock = case.clock_ref(deadline);
            return clock.is_known().then_some(clock.last);
        }
        _ => case.duties.get(id.index())?.due?,
    };
    match value {
        Value::Date(stamp) => Some(End::Day(stamp.day)),
        Value::Moment(moment) => Some(End::Moment(moment)),
        _ => None,
    }
}

/// The end of the n-th occurrence: n times the length from the first trigger.
pub(super) fn recurrence(procedure: &Procedure, first: Stamp, length: Length, occurrence: u32) -> Value {
    let n = u16::try_from(occurrence).unwrap_or(u16::MAX);
    let length = match length {
        Length::Civil(p) => Length::Civil(Period {
            years: p.years.saturating_mul(n),
            months: p.months.saturating_mul(n),
            weeks: p.weeks.saturating_mul(n),
            days: p.days.saturating_mul(n),
            working_days: p.working_days.saturating_mul(n),
            days_off: p.days_off.saturating_mul(n),
        }),
        Length::Elapsed(d) => Length::Elapsed(Duration { minutes: d.minutes.saturating_mul(u32::from(n)) }),
    };
    let counting = procedure.vocabulary.counting.unwrap_or(CountingId::new(0));
    procedure.counting(counting).count(first, length).map_or(Value::Unknown, |due| due.last.into())
}
