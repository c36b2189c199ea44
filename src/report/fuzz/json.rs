//! A hunt as JSON.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::reached::reached;
use super::{Run, is_reachable};
use crate::generate::{Flaw, Flawed, Whose};
use crate::procedure::Level;
use crate::report::reading;
use crate::report::suite::{EditionJson, edition_json};
use crate::report::words;
use crate::text::Lang;

/// A hunt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct FuzzJson {
    /// The procedure or system.
    pub subject: String,
    /// What decided all that is random.
    pub seed: u64,
    /// How many courses were drawn.
    pub courses: u64,
    /// How many acts were judged.
    pub acts: u64,
    /// How many of them were not lawful.
    pub unlawful: u64,
    /// Each property of each edition.
    pub properties: Vec<PropertyJson>,
    /// Promises of the engine that it did not keep.
    pub engine: Vec<FlawJson>,
    /// What the courses reached of each edition.
    pub reached: Vec<EditionJson>,
}

/// A property.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct PropertyJson {
    /// The procedure or system that declares it.
    pub declared_in: String,
    /// The first day of the procedure's edition; nothing for a system.
    pub edition: Option<String>,
    /// Its name in the file.
    pub property: String,
    /// Its name for people.
    pub label: String,
    /// `required` or `recommended`.
    pub level: String,
    /// `not_broken` or `broken`; of what is said to be reachable, `reached` or `not_reached`.
    pub result: String,
    /// The course that breaks it.
    pub flaw: Option<FlawJson>,
}

/// A flaw and the course that shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct FlawJson {
    /// What is wrong.
    pub what: String,
    /// The number of the course, from 0.
    pub course: u64,
    /// How many acts it has, made small.
    pub acts: usize,
    /// Under which reading the course was drawn, by procedure, where which date decides the edition is contested: `act`
    /// or `first_act`.
    pub reading: BTreeMap<String, String>,
    /// The scenario that was written.
    pub file: Option<String>,
}

fn flaw(run: &Run, what: &str, (flawed, file): &(Flawed, Option<String>), lang: Lang) -> FlawJson {
    let reading = reading::named(run.system, &flawed.reading, lang);
    FlawJson {
        what: what.to_owned(),
        course: flawed.number,
        acts: flawed.course.len(),
        reading: reading.into_iter().map(|(of, by, _)| (of.to_owned(), by.to_owned())).collect(),
        file: file.clone(),
    }
}

/// A hunt as JSON; texts for people are in `lang`.
#[must_use]
pub fn json(run: &Run, lang: Lang) -> serde_json::Value {
    let properties = run.properties().map(|(whose, declared_in, id, property)| {
        let broken = run.breaks(whose, id);
        let result = match broken {
            Some(_) => "broken",
            None if run.found.reached.contains(&(whose, id)) => "reached",
            None if is_reachable(property) => "not_reached",
            None => "not_broken",
        };
        PropertyJson {
            declared_in: if whose == Whose::System { run.system.name.clone() } else { declared_in.name().to_owned() },
            edition: (whose != Whose::System).then(|| declared_in.edition().to_string()),
            property: property.name.clone(),
            label: property.label.get(lang).to_owned(),
            level: if property.level == Level::Required { "required" } else { "recommended" }.to_owned(),
            result: result.to_owned(),
            flaw: broken.map(|flawed| flaw(run, property.label.get(lang), flawed, lang)),
        }
    });
    let seen = run.system.procedures.iter().zip(&run.found.reach.procedures);
    let all_reached = seen.flat_map(|(editions, seen)| editions.all().iter().zip(seen));
    let engine = run.flaws.iter().filter_map(|flawed| match flawed.0.flaw {
        Flaw::Engine(invariant) => Some(flaw(run, words::invariant(invariant, lang), flawed, lang)),
        Flaw::Broken(..) => None,
    });
    let document = FuzzJson {
        subject: run.system.name.clone(),
        seed: run.seed,
        courses: run.found.courses,
        acts: run.found.acts,
        unlawful: run.found.refused,
        properties: properties.collect(),
        engine: engine.collect(),
        reached: all_reached.map(|(procedure, seen)| edition_json(&reached(procedure, seen), lang)).collect(),
    };
    serde_json::to_value(document).unwrap_or_default()
}

/// The JSON Schema of what [`json`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(FuzzJson)).unwrap_or_default()
}
