//! What is found of one case, and why its acts are not lawful.

use smallvec::SmallVec;

use super::tally::Why;
use crate::calendar::Day;
use crate::engine::{Outcome, Refusal, Verdict};
use crate::ids::{DutyId, PropertyId};
use crate::procedure::{Basis, Procedure};

/// What became of one event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The edition whose ids the outcome uses.
    pub edition: usize,
    /// Whether an edition was in force.
    pub governed: bool,
    /// What became of the act.
    pub outcome: Outcome,
}

/// What was found of one case under one reading.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// Of each event, in the order of their dates.
    pub entries: Vec<Entry>,
    /// Duties that were not fulfilled in time: edition, duty, and its last day.
    pub breached: Vec<(usize, DutyId, Day)>,
    /// Properties that broke: edition, property, whether after an unlawful act that stands, and the day.
    pub broken: Vec<(usize, PropertyId, bool, Day)>,
    /// What was measured: the measure, by its place, and the days.
    pub measured: Vec<(usize, i32)>,
    /// Whether the case was replayed in every possible world.
    pub replayed: bool,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.breached.clear();
        self.broken.clear();
        self.measured.clear();
        self.replayed = false;
    }

    /// The worst verdict of its events: illegal, then undetermined, then irregular.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        let badness = |verdict: &Verdict| match verdict {
            Verdict::Legal => 0,
            Verdict::Irregular => 1,
            Verdict::Undetermined => 2,
            Verdict::Illegal => 3,
        };
        self.entries.iter().map(|entry| entry.outcome.verdict).max_by_key(badness).unwrap_or(Verdict::Legal)
    }
}

/// Why an act is not lawful: each check that is not kept, or what else.
#[must_use]
pub fn whys(entry: &Entry) -> SmallVec<[Why; 2]> {
    let outcome = &entry.outcome;
    if !entry.governed {
        return SmallVec::from_slice(&[Why::NoEdition]);
    }
    let mut all = SmallVec::new();
    match outcome.transition {
        None => match outcome.refusal {
            Some(refusal @ (Refusal::NoSuchAct | Refusal::CaseClosed | Refusal::TooLate(_))) => {
                all.push(Why::Refused(refusal, outcome.from));
            }
            _ => all.push(Why::Doubtful),
        },
        Some(transition) => {
            if outcome.refusal == Some(Refusal::WrongRole) {
                all.push(Why::Role(transition));
            }
            all.extend(outcome.failed.iter().map(|check| Why::Check(transition, check)));
            if outcome.verdict == Verdict::Undetermined {
                all.extend(outcome.unjudged.iter().map(|check| Why::Unjudged(transition, check)));
            }
            if all.is_empty() {
                all.push(Why::Doubtful);
            }
        }
    }
    all
}

/// What a rule rests on that was not kept.
#[must_use]
pub fn basis(procedure: &Procedure, why: Why) -> &Basis {
    const NONE: &Basis = &Basis::Policy;
    match why {
        Why::Check(id, check) | Why::Unjudged(id, check) => {
            procedure.transition(id).checks.get(check).map_or(NONE, |check| &check.basis)
        }
        Why::Role(id) => &procedure.transition(id).basis,
        Why::Refused(Refusal::TooLate(deadline), _) => &procedure.deadline(deadline).basis,
        Why::Refused(..) | Why::Doubtful | Why::NoEdition => NONE,
    }
}
