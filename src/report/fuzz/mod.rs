//! A hunt for flaws: what held, what broke and in which course, and what the courses reached.

mod json;
mod reached;
mod text;

pub use json::{FlawJson, FuzzJson, PropertyJson, json, schema};
pub use text::text;

use crate::generate::{Flaw, Flawed, Found};
use crate::ids::PropertyId;
use crate::system::System;

/// A hunt, as it is reported.
#[derive(Clone, Debug)]
pub struct Run<'r> {
    /// What courses went through.
    pub system: &'r System<'r>,
    /// What was found.
    pub found: &'r Found,
    /// What decided all that is random.
    pub seed: u64,
    /// The flaws with their courses made small, and the file of each, where one was written.
    pub flaws: &'r [(Flawed, Option<String>)],
}

impl Run<'_> {
    /// The smallest course that breaks a property.
    fn breaks(&self, procedure: usize, edition: usize, property: PropertyId) -> Option<&(Flawed, Option<String>)> {
        self.flaws.iter().find(|(flawed, _)| flawed.flaw == Flaw::Broken(procedure, edition, property))
    }
}
