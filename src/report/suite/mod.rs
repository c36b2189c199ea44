//! A run of scenarios as tests: what passed, what differed, and what was exercised; as text, JSON and JUnit.

mod coverage;
mod differences;
mod json;
mod junit;
mod text;

pub use coverage::coverage;
pub(in crate::report) use coverage::{share_lines, unseen};
pub use differences::{Difference, differences};
pub(in crate::report) use json::edition_json;
pub use json::{CoverageJson, EditionJson, KindJson, RunJson, ScenarioJson, UnseenJson, json, schema};
pub use junit::junit;
pub use text::text;

/// What became of a scenario that was run as a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed, for these reasons.
    Failed(Vec<Difference>),
    /// It has errors, as they are shown to people without colours.
    Unusable(String),
}

/// A scenario that was run as a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Its name; that of its file if it has none.
    pub name: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its file.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// How many scenarios passed, failed, and had errors.
#[must_use]
pub fn tally(cases: &[Case]) -> (usize, usize, usize) {
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.outcome)).count();
    (
        count(|o| matches!(o, Outcome::Passed)),
        count(|o| matches!(o, Outcome::Failed(_))),
        count(|o| matches!(o, Outcome::Unusable(_))),
    )
}
