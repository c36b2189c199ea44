//! A run as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::Run;
use super::sentence::{condition, rule, sentence};
use crate::mutate::{By, Fate, Kind, Mutant};
use crate::report::words;
use crate::text::Lang;

/// A run of the scenarios on the mutants of a procedure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct RunJson {
    /// The procedure.
    pub procedure: String,
    /// The first days of the editions that were changed, one at a time.
    pub editions: Vec<String>,
    /// The scenarios that test it.
    pub scenarios: Vec<String>,
    /// Scenarios that fail as they are, and were left out.
    pub failing: Vec<String>,
    /// How many mutants there are.
    pub all: usize,
    /// How many were noticed; none if they were only listed.
    pub killed: usize,
    /// How many were not.
    pub survived: usize,
    /// How many of these are accepted with a reason.
    pub accepted: usize,
    /// How many were noticed, in percent, rounded down.
    pub percent: usize,
    /// The same for each kind of change.
    pub kinds: Vec<KindJson>,
    /// Every mutant, in the order of the file.
    pub mutants: Vec<MutantJson>,
    /// Entries of the list of survivors that are out of date.
    pub stale: Vec<StaleJson>,
}

/// The mutants of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct KindJson {
    /// `bound`, `strictness`, `condition`, `level`, `role`, `effect`, `target`, `transition`, `deadline`, `memory` or
    /// `duty`.
    pub kind: String,
    /// How many there are.
    pub all: usize,
    /// How many were noticed.
    pub killed: usize,
}

/// A mutant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct MutantJson {
    /// Its name.
    pub mutant: String,
    /// The first day of the edition.
    pub edition: String,
    /// The kind of change, as in `kinds`.
    pub kind: String,
    /// What would be otherwise, as the second half of a sentence: “nobody would notice if …”.
    pub what_if: String,
    /// What the condition says to whoever breaks it.
    pub rule: Option<String>,
    /// The condition, with its bound shifted if that is what changes.
    pub condition: Option<String>,
    /// The file of the rule.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// `killed`, `survived`, `accepted` or `listed`.
    pub result: String,
    /// The scenario that noticed it first, the quickest being asked first.
    pub scenario: Option<String>,
    /// The property that it breaks, if that is how it was noticed.
    pub property: Option<String>,
    /// Why it is accepted.
    pub because: Option<String>,
}

/// An entry of a list of survivors that is out of date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct StaleJson {
    /// The first day of the edition.
    pub edition: String,
    /// The mutant's name, as it is written.
    pub mutant: String,
    /// What is wrong with it.
    pub fault: String,
}

/// A run as JSON; texts for people are in `lang`.
#[must_use]
pub fn json(run: &Run, lang: Lang) -> serde_json::Value {
    serde_json::to_value(document(run, lang)).unwrap_or_default()
}

/// The JSON Schema of what [`json`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(RunJson)).unwrap_or_default()
}

fn document(run: &Run, lang: Lang) -> RunJson {
    let (all, killed) = run.count(None);
    let editions = run.editions.all().iter().enumerate();
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let (all, killed) = run.count(Some(kind));
        KindJson { kind: kind.word().to_owned(), all, killed }
    });
    RunJson {
        procedure: run.editions.name().to_owned(),
        editions: editions
            .filter(|(index, _)| run.edition.is_none_or(|only| only == *index))
            .map(|(_, procedure)| procedure.edition().to_string())
            .collect(),
        scenarios: run.scenarios.to_vec(),
        failing: run.failing.to_vec(),
        all,
        killed,
        survived: run.survivors().count(),
        accepted: run.survivors().filter(|(_, because)| because.is_some()).count(),
        percent: words::percent(killed, all),
        kinds: kinds.filter(|kind| kind.all > 0).collect(),
        mutants: run.mutants.iter().enumerate().map(|(index, m)| mutant(run, index, m, lang)).collect(),
        stale: run
            .review
            .stale
            .iter()
            .filter_map(|(index, fault)| {
                let entry = run.accepted.get(*index)?;
                Some(StaleJson {
                    edition: entry.edition.clone(),
                    mutant: entry.mutant.clone(),
                    fault: words::stale(*fault, lang).to_owned(),
                })
            })
            .collect(),
    }
}

fn mutant(run: &Run, index: usize, mutant: &Mutant, lang: Lang) -> MutantJson {
    let procedure = run.editions.get(mutant.edition);
    let because = run.because(index).map(|because| because.get(lang).to_owned());
    let (result, scenario, property) = match run.fate(index) {
        None => ("listed", None, None),
        Some(Fate::Survived) if because.is_some() => ("accepted", None, None),
        Some(Fate::Survived) => ("survived", None, None),
        Some(Fate::Killed(By::Scenario(index, property))) => {
            ("killed", run.scenarios.get(*index).cloned(), property.clone())
        }
        Some(Fate::Killed(By::Property(property))) => ("killed", None, Some(property.clone())),
    };
    MutantJson {
        mutant: mutant.name.clone(),
        edition: procedure.edition().to_string(),
        kind: mutant.kind.word().to_owned(),
        what_if: sentence(procedure, mutant, lang),
        rule: rule(procedure, mutant, lang),
        condition: condition(procedure, mutant),
        file: run.sources.get(mutant.span.file).name.clone(),
        line: run.sources.line_column(mutant.span).0,
        result: result.to_owned(),
        scenario,
        property,
        because,
    }
}
