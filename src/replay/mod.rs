//! Replay: a scenario's facts, judged one by one against its procedures, in every possible world.

mod model;
mod tags;

pub use model::{
    Allowed, Bound, CheckResult, ClaimStatus, Conflict, DeadlineReport, Dependence, DutyReport, DutyStatus, Fit,
    Happening, Judged, Kept, MachineReport, Margin, MinuteVerdicts, Passed, Permission, Possible, Replay, Status,
    Unmet,
};
pub use tags::{Candidates, Tags};

use std::rc::Rc;

use crate::calendar::Day;
use crate::scenario::Scenario;

/// What a replay looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The day to look at, rather than the scenario's own as-of date.
    pub until: Option<Day>,
    /// Whether the replay stops at the first unlawful act.
    pub strict: bool,
    /// Whether to keep the values of every condition, rather than of those that failed.
    pub explain: bool,
}
