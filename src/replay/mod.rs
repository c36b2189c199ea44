//! Replay: a scenario's facts, judged one by one against its procedures, in every possible world.
//!
//! Unknowns that several facts share are given each of their values in turn; all others belong to one machine, whose
//! worlds are followed together and merged where nothing tells them apart any more. A machine that watches others sees
//! every combination of what they may be, those left out that no value of an unknown allows. This is sound: a verdict
//! is `legal` or `illegal` only if it is so for every possible value. Across machines it may be `undetermined` where
//! a joint analysis of all worlds could still decide.

mod acts;
mod choices;
mod coming;
pub mod compare;
mod conclude;
mod course;
pub mod coverage;
mod ended;
mod expected;
mod failures;
mod follow;
mod incident;
mod joint;
mod lost;
mod margin;
mod minutes;
mod model;
mod observe;
mod outlook;
mod sequence;
mod shared;
mod standing;
mod tags;
mod wait;
mod watch;
mod world;

pub use conclude::{as_of, replay};
pub use course::Stretch;
pub use ended::Ended;
pub use failures::Failure;
pub use model::{
    Allowed, Awaited, Bound, CheckResult, ClaimStatus, Conflict, DeadlineReport, Dependence, DutyReport, DutyStatus,
    Edge, Fit, Happening, Judged, Kept, Lost, MachineReport, Margin, MinuteVerdicts, Passed, Permission, Possible,
    Replay, Status, Taken, Unmet,
};
pub use standing::{History, Standing, replay_history};
pub use tags::{Candidates, Tags};

use crate::calendar::Day;

/// What a replay looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The day to look at, rather than the scenario's own as-of date.
    pub until: Option<Day>,
    /// Whether the replay stops at the first unlawful act.
    pub strict: bool,
    /// Whether to keep the values of every condition, rather than of those that failed.
    pub explain: bool,
    /// Whether to leave out what no test looks at: margins, and the minutes on which a verdict depends.
    pub brief: bool,
}
