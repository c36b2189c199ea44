//! What a proof finds of rules without being asked, and what a file knows of that.

use crate::ids::{DeadlineId, DutyId, StateId, TransitionId};
use crate::text::Text;

/// Something that no lawful course can use, or that holds of all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unasked {
    /// No lawful course comes to this state.
    Unreached(StateId),
    /// No lawful course leads from this state to a final one.
    NoEnd(StateId),
    /// No lawful course takes this transition.
    Untaken(TransitionId),
    /// This condition of a transition, by its number, holds whenever the transition is judged.
    AlwaysTrue(TransitionId, usize),
    /// It never holds.
    NeverTrue(TransitionId, usize),
    /// No lawful course starts this deadline.
    NeverStarted(DeadlineId),
    /// No lawful course fulfils this duty once it has arisen.
    Undischargeable(DutyId),
    /// This deadline is started, and no lawful course lets it run out.
    NeverLapses(DeadlineId),
    /// It is started, and no lawful course does an act that keeps it before it runs out, though there are such acts.
    NeverKept(DeadlineId),
    /// There is a lawful course with which this duty arises, and after which none fulfils it in time.
    NeverInTime(DutyId),
}

impl Unasked {
    /// The word used in files and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreached(_) => "unreached",
            Self::NoEnd(_) => "no_end",
            Self::Untaken(_) => "untaken",
            Self::AlwaysTrue(..) => "always_true",
            Self::NeverTrue(..) => "never_true",
            Self::NeverStarted(_) => "never_started",
            Self::Undischargeable(_) => "undischargeable",
            Self::NeverLapses(_) => "never_runs_out",
            Self::NeverKept(_) => "never_kept",
            Self::NeverInTime(_) => "never_in_time",
        }
    }

    /// Whether it says what another does, or more.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        // What is never fulfilled at all is not fulfilled in time.
        let in_time = matches!((self, other), (Self::NeverInTime(a), Self::Undischargeable(b)) if a == b);
        self == other || in_time
    }
}

/// A finding that a file knows already.
#[derive(Clone, Debug)]
pub struct KnownFlaw {
    /// What a proof finds.
    pub what: Unasked,
    /// Why that is so.
    pub why: Text,
}
