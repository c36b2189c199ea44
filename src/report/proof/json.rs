//! A proof as JSON. It tells no times, so that the same files give the same bytes.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Run, course, remark};
use crate::procedure::Level;
use crate::report::words;
use crate::text::Lang;
use crate::verify::{Counts, Finding, Method, Shortest, Step, Stopped, Unasked};

/// A proof.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct ProofJson {
    /// The procedure or system.
    pub subject: String,
    /// The first day on which acts may fall.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Of the courses that decide a property, the one shown: with the fewest `acts`, or over first by `date`.
    pub shortest: String,
    /// Each property.
    pub properties: Vec<ClaimJson>,
    /// What was found without being asked.
    pub remarks: Vec<RemarkJson>,
    /// What was explored.
    pub explored: Vec<CountsJson>,
}

/// A property.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct ClaimJson {
    /// The procedure or system that declares it.
    pub owner: String,
    /// Its name in the file.
    pub property: String,
    /// Its name for people.
    pub label: String,
    /// The first day on which it is worded as what is said of it; nothing: always, as far as was asked.
    pub since: Option<String>,
    /// The last such day.
    pub until: Option<String>,
    /// `required` or `recommended`.
    pub level: String,
    /// `holds`, `holds_emptily`, `possible`, `impossible`, `broken` or `holds_up_to`.
    pub result: String,
    /// Whether the result is the expected one: that the property is as it says, or is not where its file knows it.
    pub expected: bool,
    /// Why its file knows it to be broken, or impossible.
    pub known: Option<String>,
    /// Why, or how far, for people.
    pub reason: Option<String>,
    /// The acts of the course that decides it.
    pub course: Option<Vec<StepJson>>,
    /// Whether it is certain that no lawful course has fewer acts, or is over earlier, as was asked.
    pub shortest: Option<bool>,
    /// The scenario that was written of it.
    pub file: Option<String>,
}

/// Something found without being asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct RemarkJson {
    /// The procedure.
    pub procedure: String,
    /// The first day of its edition.
    pub edition: String,
    /// `unreached`, `no_end`, `untaken`, `always_true`, `never_true`, `never_started` or `undischargeable`.
    pub kind: String,
    /// The same for people.
    pub text: String,
}

/// An act of a course.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct StepJson {
    /// When it takes effect.
    pub on: String,
    /// The machine.
    pub machine: String,
    /// The act.
    pub act: String,
}

/// What was explored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct CountsJson {
    /// `without_dates`, `zones` or `day_by_day`.
    pub method: String,
    /// Distinct states.
    pub states: u64,
    /// Moves between them.
    pub transitions: u64,
    /// Moves from the first state to the last one found.
    pub depth: u64,
    /// The memory for states, in bytes.
    pub bytes: u64,
    /// The limit that stopped it: `states`, `memory` or `time`.
    pub stopped_by: Option<String>,
    /// States found and not yet left when it was stopped.
    pub frontier: u64,
}

fn result(finding: &Finding) -> &'static str {
    match finding {
        Finding::Holds(_) => "holds",
        Finding::HoldsEmptily(_) => "holds_emptily",
        Finding::Possible(_) => "possible",
        Finding::Impossible(_) => "impossible",
        Finding::Broken(_) => "broken",
        Finding::Open(_) => "holds_up_to",
    }
}

fn counts(counts: &Counts) -> CountsJson {
    CountsJson {
        method: match counts.method {
            Method::WithoutDates => "without_dates",
            Method::Zones => "zones",
            Method::Days => "day_by_day",
        }
        .to_owned(),
        states: counts.states,
        transitions: counts.transitions,
        depth: counts.depth,
        bytes: counts.bytes as u64,
        stopped_by: counts.stopped.map(|stopped| {
            match stopped {
                Stopped::States => "states",
                Stopped::Memory => "memory",
                Stopped::Time => "time",
            }
            .to_owned()
        }),
        frontier: counts.frontier,
    }
}

/// A proof as JSON; texts for people are in `lang`.
#[must_use]
pub fn json(run: &Run, lang: Lang) -> serde_json::Value {
    let step = |step: &Step| StepJson {
        on: step.on.to_string(),
        machine: run.system.machines.get(step.machine).map(|machine| machine.name.clone()).unwrap_or_default(),
        act: run.system.editions(step.machine).get(step.edition).act(step.act).name.clone(),
    };
    let claims = run.claims().filter_map(|(claim, file)| {
        let (procedure, property) = run.property(claim)?;
        Some(ClaimJson {
            owner: procedure.name().to_owned(),
            property: claim.name.clone(),
            label: property.label.get(lang).to_owned(),
            since: run.days(claim).map(|(first, _)| first.to_string()),
            until: run.days(claim).and_then(|(_, last)| last).map(|last| last.to_string()),
            level: if property.level == Level::Required { "required" } else { "recommended" }.to_owned(),
            result: result(&claim.finding).to_owned(),
            expected: run.expected(claim),
            known: property.known.as_ref().map(|why| why.get(lang).to_owned()),
            reason: words::reason(&claim.finding, lang),
            course: course(&claim.finding).map(|course| course.steps.iter().map(step).collect()),
            shortest: course(&claim.finding).map(|_| claim.shortest),
            file: file.map(str::to_owned),
        })
    });
    let remarks = run.proof.remarks.iter().map(|found| {
        let (procedure, text) = remark(run, found, lang);
        let kind = match found.what {
            Unasked::Unreached(_) => "unreached",
            Unasked::NoEnd(_) => "no_end",
            Unasked::Untaken(_) => "untaken",
            Unasked::AlwaysTrue(..) => "always_true",
            Unasked::NeverTrue(..) => "never_true",
            Unasked::NeverStarted(_) => "never_started",
            Unasked::Undischargeable(_) => "undischargeable",
        };
        RemarkJson {
            procedure: procedure.name().to_owned(),
            edition: procedure.edition().to_string(),
            kind: kind.to_owned(),
            text,
        }
    });
    let document = ProofJson {
        remarks: remarks.collect(),
        subject: run.system.name.clone(),
        from: run.proof.range.0.to_string(),
        to: run.proof.range.1.to_string(),
        shortest: match run.proof.shortest {
            Shortest::Acts => "acts",
            Shortest::Date => "date",
        }
        .to_owned(),
        properties: claims.collect(),
        explored: run.proof.counts.iter().map(counts).collect(),
    };
    serde_json::to_value(document).unwrap_or_default()
}

/// The JSON Schema of [`json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(ProofJson).to_value()
}
