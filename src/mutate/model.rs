//! What a mutant is: one rule, and how it is changed.

use crate::calendar::Length;
use crate::condition::{ExprId, Operator};
use crate::diagnostic::Span;
use crate::ids::{ActId, DeadlineId, DutyId, RoleId, StateId, TransitionId};
use crate::procedure::{Effect, Level};
use crate::value::Value;

/// The rule that is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Site {
    /// A condition that judges a transition, by its index.
    Check(TransitionId, usize),
    /// The `if` of a transition.
    Guard(TransitionId),
    /// A transition itself: where it leads, what it writes and starts.
    Transition(TransitionId),
    /// Who may do an act, and what it does when it is unlawful.
    Act(ActId),
    /// The states in which a deadline lives.
    Deadline(DeadlineId),
    /// The date from which a deadline is counted.
    CountedFrom(DeadlineId),
    /// One of the lengths of a deadline.
    Length(DeadlineId, usize),
    /// The `if` of one of the lengths of a deadline.
    Choice(DeadlineId, usize),
    /// A duty itself: what raises, ends and fulfils it.
    Duty(DutyId),
    /// When a duty falls due.
    Due(DutyId),
    /// The `if` of a duty.
    DutyGuard(DutyId),
}

/// The lists of acts and states that a duty has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// What raises it.
    Arises,
    /// What ends it.
    Ends,
    /// What fulfils it.
    DischargedBy,
}

/// An entry of such a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// An act.
    Act(ActId),
    /// A state.
    State(StateId),
}

/// How a rule is changed. Where one text of a file was compiled several times, all are changed together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A bound is one day, minute or unit further.
    Bound {
        /// The literals.
        literals: Vec<ExprId>,
        /// Their value.
        from: Value,
        /// The value that they get.
        to: Value,
    },
    /// A duty recurs one day, or minute, later or earlier.
    Recurrence {
        /// The length.
        from: Length,
        /// The length that it gets.
        to: Length,
    },
    /// A comparison counts its bound out, or in.
    Strictness {
        /// The comparisons.
        comparisons: Vec<ExprId>,
        /// Their operator.
        from: Operator,
        /// The operator that they get.
        to: Operator,
    },
    /// A condition always holds; of a length with a condition: it is never chosen.
    Dropped,
    /// A condition loses one of the parts that `and` or `or` joins.
    Part {
        /// The conditions, and what is left of each.
        joined: Vec<(ExprId, ExprId)>,
        /// The part that is lost.
        lost: ExprId,
    },
    /// A condition is as strong as this.
    Level(Level),
    /// Anybody may do an act.
    AnyRole,
    /// A role may no longer do an act.
    WithoutRole(RoleId),
    /// An unlawful act does this.
    Effect(Effect),
    /// A transition leads elsewhere; nothing: it leaves the case where it is.
    To(Option<StateId>),
    /// A transition does not change a deadline, by its index among those that it changes.
    ClockKept(usize),
    /// A deadline lives in every state.
    LivesOn,
    /// A deadline is stopped by entering a state in which it lives.
    StoppedIn(StateId),
    /// A transition does not write to memory, by its index among the slots that it writes.
    NotWritten(usize),
    /// A transition is not there.
    Removed,
    /// An act or state no longer raises, ends or fulfils a duty.
    Without(List, Item),
    /// A duty falls due on no fixed day.
    Undated,
}

/// The kinds of changes, by which they are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A bound is shifted.
    Bound,
    /// A bound is counted out, or in.
    Strictness,
    /// A condition, or a part of one, is dropped.
    Condition,
    /// A condition is made weaker or stronger.
    Level,
    /// More roles, or fewer, may do an act.
    Role,
    /// An unlawful act does what a lawful one does, or nothing.
    Effect,
    /// A transition leads elsewhere.
    Target,
    /// A transition by an act is removed.
    Transition,
    /// A deadline is not started, stopped or heard.
    Deadline,
    /// Something is not remembered.
    Memory,
    /// A duty does not arise, end or fall due.
    Duty,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 11] = [
        Self::Bound,
        Self::Strictness,
        Self::Condition,
        Self::Level,
        Self::Role,
        Self::Effect,
        Self::Target,
        Self::Transition,
        Self::Deadline,
        Self::Memory,
        Self::Duty,
    ];

    /// The word used in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Strictness => "strictness",
            Self::Condition => "condition",
            Self::Level => "level",
            Self::Role => "role",
            Self::Effect => "effect",
            Self::Target => "target",
            Self::Transition => "transition",
            Self::Deadline => "deadline",
            Self::Memory => "memory",
            Self::Duty => "duty",
        }
    }
}

/// One rule changed in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mutant {
    /// Its name, which stays the same for as long as the rule does: `serve_notice.requires[1] 10 days -> 9 days`.
    pub name: String,
    /// The index of the edition.
    pub edition: usize,
    /// The rule.
    pub site: Site,
    /// How it is changed.
    pub change: Change,
    /// What kind of change it is.
    pub kind: Kind,
    /// Where the rule stands in its file.
    pub span: Span,
}
