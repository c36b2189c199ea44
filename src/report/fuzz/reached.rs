//! What courses reached, counted as what scenarios exercise.

use crate::generate::{EditionReach, Ends};
use crate::procedure::{DutyDue, Procedure};
use crate::replay::coverage::{EditionCoverage, Way};

/// What was reached of an edition.
pub(super) fn reached(procedure: &Procedure, reach: &EditionReach) -> EditionCoverage {
    let mut seen = EditionCoverage::none_of(procedure);
    seen.used = true;
    for (own, from) in seen.transitions.iter_mut().zip(&reach.transitions) {
        own.taken = from.taken > 0;
        own.selected = own.taken || (from.held | from.failed) != 0;
        (own.reached, own.tried) = (own.selected, own.selected);
        for (index, check) in own.checks.iter_mut().enumerate() {
            see(&mut check.held, from.held >> index & 1 == 1);
            see(&mut check.failed, from.failed >> index & 1 == 1);
        }
    }
    for (own, from) in seen.duties.iter_mut().zip(&reach.duties) {
        own.arose = from.kept + from.missed > 0;
        see(&mut own.discharged, from.kept > 0);
        see(&mut own.breached, from.missed > 0);
    }
    for ((id, _), own) in procedure.deadlines().zip(&mut seen.deadlines) {
        let due = procedure.duties().find(|(_, duty)| duty.due == DutyDue::Deadline(id));
        let of_deadline = reach.deadlines.get(id.index()).copied().unwrap_or_default();
        let Ends { kept, missed } = match due {
            Some((duty, _)) => reach.duties.get(duty.index()).copied().unwrap_or_default(),
            None => of_deadline,
        };
        own.started = kept + missed + of_deadline.kept + of_deadline.missed > 0;
        see(&mut own.kept, kept > 0);
        see(&mut own.missed, missed > 0);
    }
    seen
}

fn see(way: &mut Way, seen: bool) {
    if seen {
        way.see();
    }
}
