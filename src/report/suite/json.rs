//! A run of scenarios as JSON.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::coverage::{shares, unseen};
use super::{Case, Difference, Outcome, tally};
use crate::replay::coverage::{Coverage, EditionCoverage};
use crate::report::words::{Suite, suite};
use crate::text::Lang;

/// A run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct RunJson {
    /// How many scenarios passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
    /// How many have errors.
    pub unusable: usize,
    /// Each scenario, in the order of their files.
    pub scenarios: Vec<ScenarioJson>,
    /// What they exercise, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<CoverageJson>,
}

/// A scenario of a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct ScenarioJson {
    /// Its name.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// Its file.
    pub file: String,
    /// `passed`, `failed` or `unusable`.
    pub result: String,
    /// What differed.
    pub differences: Vec<Difference>,
    /// Its errors, as they are shown to people.
    pub errors: Option<String>,
}

/// What was exercised.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct CoverageJson {
    /// Each edition, by name and date.
    pub editions: Vec<EditionJson>,
}

/// What was exercised of an edition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct EditionJson {
    /// The procedure.
    pub procedure: String,
    /// The first day of the edition.
    pub edition: String,
    /// Whether anything was judged under it.
    pub used: bool,
    /// `transitions`, `conditions`, `deadlines`, `duties`: what was exercised of each.
    pub exercised: IndexMap<String, KindJson>,
    /// What was never exercised.
    pub unseen: Vec<UnseenJson>,
}

/// How many of how many.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct KindJson {
    /// Those exercised.
    pub seen: usize,
    /// All of them; of what can come out two ways, each way.
    pub all: usize,
    /// In percent, rounded down.
    pub percent: usize,
}

/// Something that was never exercised.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct UnseenJson {
    /// `transitions`, `conditions`, `deadlines` or `duties`.
    pub kind: String,
    /// What never happened to it: `never taken`, `never held`, `never failed`…
    pub what: String,
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// Why.
    pub because: Option<String>,
}

/// A run as the typed document of the format.
fn document(cases: &[Case], coverage: Option<&Coverage>, lang: Lang) -> RunJson {
    let (passed, failed, unusable) = tally(cases);
    RunJson {
        passed,
        failed,
        unusable,
        scenarios: cases.iter().map(scenario).collect(),
        coverage: coverage.map(|coverage| CoverageJson {
            editions: coverage.editions.iter().map(|e| edition_json(e, lang)).collect(),
        }),
    }
}

/// A run as JSON; texts for people are in `lang`.
#[must_use]
pub fn json(cases: &[Case], coverage: Option<&Coverage>, lang: Lang) -> serde_json::Value {
    serde_json::to_value(document(cases, coverage, lang)).unwrap_or_default()
}

/// The JSON Schema of what [`json`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(RunJson)).unwrap_or_default()
}

fn scenario(case: &Case) -> ScenarioJson {
    let (result, differences, errors) = match &case.outcome {
        Outcome::Passed => ("passed", Vec::new(), None),
        Outcome::Failed(differences) => ("failed", differences.clone(), None),
        Outcome::Unusable(errors) => ("unusable", Vec::new(), Some(errors.clone())),
    };
    ScenarioJson {
        scenario: case.name.clone(),
        title: case.title.clone(),
        file: case.file.clone(),
        result: result.to_owned(),
        differences,
        errors,
    }
}

pub(in crate::report) fn edition_json(edition: &EditionCoverage, lang: Lang) -> EditionJson {
    let word = |word| suite(word, Lang::En).to_owned();
    let exercised = shares(edition).map(|(kind, share): (Suite, _)| {
        (word(kind), KindJson { seen: share.seen, all: share.all, percent: share.percent() })
    });
    EditionJson {
        procedure: edition.procedure.clone(),
        edition: edition.edition.to_string(),
        used: edition.used,
        exercised: exercised.into_iter().collect(),
        unseen: unseen(edition, lang)
            .into_iter()
            .map(|unseen| UnseenJson {
                kind: word(unseen.kind),
                what: word(unseen.what),
                name: unseen.name,
                label: unseen.label,
                because: unseen.because,
            })
            .collect(),
    }
}
