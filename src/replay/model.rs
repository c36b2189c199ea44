//! What a replay finds: verdicts, deadlines, duties, margins, and what depends on what is not known.

use std::rc::Rc;

use super::ended::Ended;
use super::tags::Tags;
use crate::calendar::{Day, End, Stamp};
use crate::condition::ExprId;
use crate::engine::{Outcome, Verdict};
use crate::ids::{ActId, DeadlineId, DutyId, PropertyId, RoleId, StateId, TransitionId};
use crate::procedure::Level;
use crate::scenario::{EventIx, MachineIx, Scenario, UnknownIx};
use crate::value::Value;

/// How one check of a transition came out, with the value of everything that it is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckResult {
    /// Its index among the transition's checks.
    pub index: usize,
    /// Whether it holds; nothing where that cannot be judged.
    pub holds: Option<bool>,
    /// Its operands, innermost first, and itself last.
    pub values: Vec<(ExprId, Value)>,
}

/// One possible outcome of an event.
#[derive(Clone, PartialEq, Debug)]
pub struct Possible {
    /// Which edition governs; nothing where none is shipped for the date, and the event cannot be judged.
    pub edition: Option<usize>,
    /// The edition whose ids the outcome uses.
    pub ids: usize,
    /// What became of the act. For an observation: the states before and after.
    pub outcome: Outcome,
    /// The earlier void act but for which this one would have been accepted.
    pub because_of: Option<EventIx>,
    /// A date on which it came out so.
    pub on: Stamp,
    /// The checks that failed or could not be judged; with `explain`, all of them.
    pub checks: Vec<CheckResult>,
    /// Under which values of the unknowns.
    pub under: Tags,
}

/// For one unknown: which verdicts its candidates allow, the others left open.
#[derive(Clone, PartialEq, Debug)]
pub struct Dependence {
    /// The unknown.
    pub unknown: UnknownIx,
    /// Candidates (by index) that allow the same verdicts, with these, in the order of the candidates.
    pub groups: Vec<(Vec<usize>, Vec<Verdict>)>,
}

/// The minutes of the day under which an act whose minute is not known has a verdict, both ends included.
pub type MinuteVerdicts = Vec<(u16, u16, Verdict)>;

/// What ends a margin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// One day further the verdict would be another.
    Verdict,
    /// The neighbouring event of the machine.
    Order,
    /// Nothing within the days that were looked at.
    Open,
}

/// One end of a margin, with what bounds it.
pub type Edge = (Day, Bound);

/// Between which dates an act would have the same verdict, the rest of the facts as given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Margin {
    /// The date of the act.
    pub on: Day,
    /// The earliest such date, in every possible world.
    pub earliest: Edge,
    /// The latest such date, in every possible world.
    pub latest: Edge,
    /// The same under each reading of a conflict on which it depends: unknown, reading, earliest, latest.
    pub readings: Vec<(UnknownIx, usize, Edge, Edge)>,
}

/// How an observed state fits the documented acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fit {
    /// They lead to it.
    Confirmed,
    /// They do not, but these transitions of the law would: an undocumented stretch.
    Undocumented {
        /// The state that the documented acts lead to.
        from: StateId,
        /// The shortest course, whatever its conditions.
        by: Vec<TransitionId>,
        /// Since when nothing is documented.
        since: Option<Stamp>,
    },
    /// They do not, and no course of the law does.
    Contradiction {
        /// The state that the documented acts lead to.
        from: StateId,
    },
}

/// Why an event was not judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// It was.
    Judged,
    /// It lies after the day that the replay looks at.
    Later,
    /// The replay stopped before it, at the first unlawful act.
    Stopped,
    /// There are more possible worlds than the replay follows.
    LimitReached,
}

/// What is found of one event.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The event.
    pub event: EventIx,
    /// Whether it was judged.
    pub status: Status,
    /// Its possible dates, ascending, without those that the order of events excludes.
    pub dates: Vec<Stamp>,
    /// Its verdict in every possible world, or undetermined. Observations have none.
    pub verdict: Option<Verdict>,
    /// Every possible outcome.
    pub possible: Vec<Possible>,
    /// The unknowns on which the verdict depends.
    pub depends: Vec<Dependence>,
    /// Where the verdict depends on the minute alone.
    pub minutes: MinuteVerdicts,
    /// Its margin, if it has one date and one verdict.
    pub margin: Option<Margin>,
    /// For an observation: how it fits, in each possible world.
    pub fits: Vec<(usize, Fit)>,
    /// Whether the scenario expected it to be illegal.
    pub expected: bool,
}

/// Something that happened by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A deadline ran out.
    Expired {
        /// Which.
        deadline: DeadlineId,
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
        /// Which occurrence of it.
        occurrence: u32,
    },
    /// A property of the procedure did not hold.
    Broken {
        /// Which.
        property: PropertyId,
        /// The unlawful act that stands and after which it broke, if any.
        following: Option<EventIx>,
    },
}

/// Something that happened by itself, in some or all possible worlds.
#[derive(Clone, PartialEq, Debug)]
pub struct Passed {
    /// To which machine.
    pub machine: MachineIx,
    /// The edition whose ids are used.
    pub edition: usize,
    /// What.
    pub what: Happening,
    /// The possible last days (or minutes) of the deadline or duty, ascending; for a property, the day.
    pub lasts: Vec<End>,
    /// Whether it happened in every possible world.
    pub certain: bool,
}

/// How a deadline ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kept {
    /// What was due with it was done in time.
    Kept,
    /// What was due with it was not done in time.
    Missed,
    /// It ran out, and nothing was due with it.
    Over,
    /// It was stopped before its end, and nothing was due with it.
    Stopped,
    /// It is running.
    Running,
    /// It is suspended.
    Suspended,
    /// It cannot be told.
    Unknown,
}

/// A deadline of a machine on the as-of date.
#[derive(Clone, PartialEq, Debug)]
pub struct DeadlineReport {
    /// Which.
    pub deadline: DeadlineId,
    /// The event that started it.
    pub started_by: Option<EventIx>,
    /// The edition under which it was started, whose length, counting and basis it keeps, and whose id it has.
    pub edition: usize,
    /// The possible dates from which it was counted, with nominal last day and last day, ascending.
    pub counts: Vec<(Stamp, End, End)>,
    /// How it stands, in the possible worlds.
    pub kept: Vec<Kept>,
}

/// How a duty stands, for people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DutyStatus {
    /// Owed, and not overdue.
    Owed,
    /// Fulfilled in time.
    Discharged,
    /// Overdue, or fulfilled too late.
    Breached,
    /// No longer owed.
    Ended,
    /// It cannot be told.
    Unknown,
}

/// A duty of a machine on the as-of date.
#[derive(Clone, PartialEq, Debug)]
pub struct DutyReport {
    /// Which.
    pub duty: DutyId,
    /// How it stands, in the possible worlds.
    pub status: Vec<DutyStatus>,
    /// Since when, ascending.
    pub arose: Vec<Stamp>,
    /// When it falls or fell due, ascending; empty if on no fixed day.
    pub due: Vec<End>,
    /// The most occurrences that were not fulfilled in time.
    pub breaches: u32,
    /// Whether it is still owed, overdue or not, in some possible world.
    pub open: bool,
    /// Whether it arose in every possible world.
    pub certain: bool,
    /// Whether it is required or recommended.
    pub level: Level,
}

/// Whether an act is possible on the as-of date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Allowed {
    /// It would be lawful, whatever its details.
    Yes,
    /// It would be lawful under conditions.
    If,
    /// It would be lawful from a later day, if nothing else happens.
    From(Day),
}

/// An act that somebody may lawfully do.
#[derive(Clone, PartialEq, Debug)]
pub struct Permission {
    /// Who.
    pub by: RoleId,
    /// What.
    pub act: ActId,
    /// By which transition.
    pub transition: TransitionId,
    /// Whether, and from when.
    pub allowed: Allowed,
    /// The indices of the checks on which it depends.
    pub conditions: Vec<usize>,
    /// The last day on which it is possible from this state: the deadline that will move the case, and its end.
    pub until: Option<(DeadlineId, End)>,
}

/// What took an act away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// The end of a deadline.
    Deadline(DeadlineId, End),
    /// An act or observation.
    Event(EventIx),
}

/// An act that was possible in a state that the case has left, and is not any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lost {
    /// What.
    pub act: ActId,
    /// By which transition it was possible.
    pub transition: TransitionId,
    /// The last state in which it was.
    pub left: StateId,
    /// What led out of that state.
    pub taken: Taken,
}

/// A machine on the as-of date.
#[derive(Clone, PartialEq, Debug)]
pub struct MachineReport {
    /// The edition whose ids are used.
    pub edition: usize,
    /// Its possible states.
    pub states: Vec<StateId>,
    /// Its deadlines that were ever started.
    pub deadlines: Vec<DeadlineReport>,
    /// Its duties that ever arose.
    pub duties: Vec<DutyReport>,
    /// What its properties wait for.
    pub awaited: Vec<Awaited>,
    /// What may be done next, if a day was asked for.
    pub next: Vec<Permission>,
    /// What may not be done any more, if a day was asked for.
    pub lost: Vec<Lost>,
    /// What will happen by the mere passing of time, if a day was asked for; of a recurring duty its next day.
    pub coming: Vec<Passed>,
}

/// Something that a property waits for on the as-of date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Awaited {
    /// The property.
    pub property: PropertyId,
    /// Since when it may be waited for.
    pub since: Vec<Stamp>,
    /// The days or minutes until which it may come; empty if on no fixed day.
    pub due: Vec<End>,
    /// Whether it is certainly still to come: in every possible world, and has not come already.
    pub certain: bool,
}

/// A disagreement of sources, and what depends on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The unknown.
    pub unknown: UnknownIx,
    /// The events whose verdicts depend on it.
    pub events: Vec<EventIx>,
    /// Readings that the order of events excludes.
    pub excluded: Vec<usize>,
}

/// How a claim stands against the replay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClaimStatus {
    /// It is not one that can be compared.
    Words,
    /// It holds in every possible world.
    Holds,
    /// It holds in some.
    Possible,
    /// It holds in none.
    Contradicted,
}

/// An expectation that was not met: its index in the scenario, and the words for what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// Its index among the scenario's expectations.
    pub expectation: usize,
    /// What was found instead.
    pub found: Vec<String>,
}

/// A replay.
#[derive(Clone, Debug)]
pub struct Replay<'s> {
    /// The scenario replayed.
    pub scenario: Rc<Scenario<'s>>,
    /// The day on which states, deadlines and duties are reported.
    pub as_of: Day,
    /// Whether the day was asked for, rather than being the latest possible date of an event.
    pub as_of_given: bool,
    /// What is found of each event, in file order.
    pub events: Vec<Judged>,
    /// What happened by itself, by machine and date.
    pub passed: Vec<Passed>,
    /// How deadlines and duties were ended by acts: of which machine, in the ids of which edition.
    pub ended: Vec<(MachineIx, usize, Ended)>,
    /// Each machine on the as-of date.
    pub machines: Vec<MachineReport>,
    /// Disagreements of sources.
    pub conflicts: Vec<Conflict>,
    /// How each claim stands.
    pub claims: Vec<ClaimStatus>,
    /// Expectations that were not met.
    pub unmet: Vec<Unmet>,
    /// The worst verdict of all acts; undetermined counts between irregular and illegal.
    pub verdict: Verdict,
}

impl Replay<'_> {
    /// How many acts have a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.events.iter().filter(|e| e.verdict == Some(verdict)).count()
    }

    /// Whether nothing is illegal that was not expected to be, no required property is broken that was not, and every
    /// expectation is met.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.failures().is_empty()
    }
}
