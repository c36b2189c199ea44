//! How a proof is sought.

use super::limits::Limits;
use super::model::Shortest;
use crate::calendar::Day;

/// How a proof is sought.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The first day on which acts may fall; else the first of the first edition.
    pub from: Option<Day>,
    /// The last day; else the last of the last edition, or a hundred years on.
    pub to: Option<Day>,
    /// How far to explore.
    pub limits: Limits,
    /// Which of the courses that show something is shown.
    pub shortest: Shortest,
    /// Whether machines that nothing tells apart are told apart all the same, to see how much that costs.
    pub apart: bool,
    /// Whether zones are explored even if no property needs them, to see how much that costs.
    pub zones: bool,
    /// Whether every property is looked at on the real calendar alone, as an oracle for all else.
    pub exact: bool,
    /// Whether days are explored one by one, where every length is as many days on any calendar, to see how much that
    /// costs.
    pub days: bool,
    /// Only the properties of these names; none: all.
    pub only: Vec<String>,
}
