//! How deadlines and duties came to their ends on the way, for whoever counts what was exercised.

use crate::engine::{Case, ClockState, DutyState};
use crate::ids::{DeadlineId, DutyId};
use crate::procedure::{DutyDue, Procedure};

/// The end of a deadline or duty by an act, in some possible world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// A deadline was stopped before its end, and nothing was due with it.
    Stopped(DeadlineId),
    /// What was due with a deadline was done in time.
    Kept(DeadlineId),
    /// What was due with a deadline was not done in time.
    Missed(DeadlineId),
    /// A duty was fulfilled in time.
    Discharged(DutyId),
    /// A duty was fulfilled too late, or no longer owed when it was overdue.
    Breached(DutyId),
}

/// What an act ended: the difference of a case before and after it.
pub(super) fn ended(procedure: &Procedure, before: &Case, after: &Case) -> Vec<Ended> {
    let mut all = Vec::new();
    for (id, rule) in procedure.duties() {
        let (was, is) = (before.duty(id).state, after.duty(id).state);
        let deadline = match rule.due {
            DutyDue::Deadline(deadline) => Some(deadline),
            DutyDue::Open | DutyDue::On(_) | DutyDue::Every(_) => None,
        };
        match is {
            _ if was == is => {}
            DutyState::Discharged => {
                all.push(Ended::Discharged(id));
                all.extend(deadline.map(Ended::Kept));
            }
            DutyState::Overdue | DutyState::DischargedLate | DutyState::EndedOverdue => {
                all.push(Ended::Breached(id));
                all.extend(deadline.map(Ended::Missed));
            }
            DutyState::Idle | DutyState::Unknown | DutyState::Owed | DutyState::Ended => {}
        }
    }
    for (id, _) in procedure.deadlines() {
        let ran = matches!(before.clock(id).state, ClockState::Running | ClockState::Suspended(_));
        if ran && after.clock(id).state == ClockState::Stopped && due_with(procedure, id).is_none() {
            all.push(Ended::Stopped(id));
        }
    }
    all
}

/// The duty that falls due with a deadline.
pub(super) fn due_with(procedure: &Procedure, deadline: DeadlineId) -> Option<DutyId> {
    procedure.duties().find(|(_, duty)| duty.due == DutyDue::Deadline(deadline)).map(|(id, _)| id)
}
