//! A proof: what holds, what does not and in which course, and what was explored.

mod json;
mod junit;
mod text;

pub use json::{ClaimJson, CountsJson, ProofJson, StepJson, json, schema};
pub use junit::junit;
pub use text::text;

use crate::procedure::{Procedure, Property};
use crate::system::System;
use crate::verify::{Claimed, Course, Finding, Proof};

/// A proof, as it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    /// What was explored.
    pub system: &'r System<'r>,
    /// What was found.
    pub proof: &'r Proof,
    /// For each property, the scenario that was written of its course.
    pub files: &'r [Option<String>],
}

impl<'r> Run<'r> {
    /// The edition that declares a property, and the property.
    fn property(&self, claim: &Claimed) -> Option<(&'r Procedure, &'r Property)> {
        let procedure = match claim.machine {
            Some(machine) => self.system.editions(machine).get(claim.edition),
            None => self.system.observer.as_ref()?.procedure,
        };
        Some((procedure, procedure.property(claim.property)))
    }

    /// The claims, each with the file of its course.
    fn claims(&self) -> impl Iterator<Item = (&'r Claimed, Option<&'r str>)> {
        let files = self.files;
        let claims = self.proof.claims.iter().enumerate();
        claims.map(move |(index, claim)| (claim, files.get(index).and_then(Option::as_deref)))
    }
}

/// The course that a finding rests on.
fn course(finding: &Finding) -> Option<&Course> {
    match finding {
        Finding::Possible(course) | Finding::Broken(course) => Some(course),
        _ => None,
    }
}

/// How many properties are as they say, are not, and are open.
#[must_use]
pub fn tally(proof: &Proof) -> (usize, usize, usize) {
    let count = |wanted| proof.claims.iter().filter(|claim| claim.finding.agrees() == wanted).count();
    (count(Some(true)), count(Some(false)), count(None))
}
