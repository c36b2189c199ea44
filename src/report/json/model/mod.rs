//! The JSON format of a replay.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::summary::Summary;

/// Declares the structs of the format: all serialised, all in the schema, all fields public.
macro_rules! format {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    )+};
}

mod event;
mod outlook;
mod standing;

pub use event::*;
pub use outlook::*;
pub use standing::*;

format! {
    /// A replay.
    ReplayJson {
        /// The scenario's name.
        scenario: String,
        /// Its title.
        title: String,
        /// The day on which states, deadlines and duties are reported.
        as_of: String,
        /// The worst verdict of all acts: `legal`, `irregular`, `undetermined` or `illegal`.
        verdict: String,
        /// Whether nothing is illegal and no required property broken that was not expected to be, and every expectation is
        /// met.
        succeeded: bool,
        /// How many acts and observations came out how.
        summary: Summary,
        /// Acts and observations, in the order of the file.
        events: Vec<Event>,
        /// What happened by itself.
        happenings: Vec<Happening>,
        /// Each machine on the as-of date, by its name.
        machines: IndexMap<String, Machine>,
        /// Disagreements of sources.
        conflicts: Vec<Conflict>,
        /// Claims, and how each stands.
        claims: Vec<Claim>,
        /// Notes.
        notes: Vec<Note>,
        /// What the author expects.
        expectations: Expectations,
        /// Sources, by their names.
        sources: IndexMap<String, Source>,
    }
}
