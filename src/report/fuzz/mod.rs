//! A hunt for flaws: what held, what broke and in which course, and what the courses reached.

mod json;
mod reached;
mod text;

pub use json::{FlawJson, FuzzJson, PropertyJson, json, schema};
pub use text::text;

use crate::generate::{Flaw, Flawed, Found, Whose};
use crate::ids::PropertyId;
use crate::procedure::{Form, Procedure, Property};
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
    fn breaks(&self, whose: Whose, property: PropertyId) -> Option<&(Flawed, Option<String>)> {
        self.flaws.iter().find(|(flawed, _)| flawed.flaw == Flaw::Broken(whose, property))
    }

    /// Every property, with what declares it.
    fn properties(&self) -> impl Iterator<Item = (Whose, &Procedure, PropertyId, &Property)> {
        let declared =
            Whose::all(self.system).into_iter().filter_map(|whose| Some((whose, whose.declared_in(self.system)?)));
        declared.flat_map(|(whose, procedure)| {
            procedure.properties().map(move |(id, property)| (whose, procedure, id, property))
        })
    }

    /// Whether a course can break a property: one that says that something is reachable is broken by no course.
    fn looks_at(property: &Property) -> bool {
        !matches!(property.form, Form::Reachable(_))
    }
}
