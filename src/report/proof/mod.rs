//! A proof: what holds, what does not and in which course, and what was explored.

mod json;
mod junit;
mod text;

pub use json::{ClaimJson, CountsJson, ProofJson, RemarkJson, StepJson, json, schema};
pub use junit::junit;
pub use text::text;

use super::law::Law;
use super::words::{self, Tally};
use crate::calendar::Day;
use crate::procedure::{Procedure, Property, Trigger};
use crate::system::System;
use crate::text::{Lang, Text};
use crate::verify::{Claimed, Course, Finding, Proof, Remark, Unasked};

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

    /// The first and the last day on which what is said of a property is its text, if it is not always; nothing as last
    /// day: no end is known.
    fn days(&self, claim: &Claimed) -> Option<(Day, Option<Day>)> {
        let editions = self.system.editions(claim.machine?);
        let (first, last) = claim.editions?;
        let (first, last) = (editions.get(first).edition(), editions.get(last).until());
        let (from, to) = self.proof.range;
        let always = first <= from.max(editions.get(0).edition()) && last.is_none_or(|last| last >= to);
        (!always).then_some((first, last))
    }

    /// Why a property is known to be broken, or impossible, if its file says so.
    fn known(&self, claim: &Claimed) -> Option<&'r Text> {
        self.property(claim)?.1.known.as_ref()
    }

    /// Whether a property is as its file says it is: as it says itself, unless it is known to be broken.
    #[must_use]
    pub fn expected(&self, claim: &Claimed) -> bool {
        claim.finding.agrees() == Some(self.known(claim).is_none())
    }

    /// How many properties are as they say, are not, are not as their file knows, and are open.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for claim in &self.proof.claims {
            let place = match (claim.finding.agrees(), self.known(claim).is_some()) {
                (Some(true), false) => &mut tally.proved,
                (Some(false), true) => &mut tally.known,
                (Some(false), false) => &mut tally.disproved,
                (Some(true), true) => &mut tally.surprising,
                (None, _) => &mut tally.open,
            };
            *place += 1;
        }
        tally
    }

    /// Whether more than one edition was explored.
    fn several(&self) -> bool {
        self.system.procedures.iter().map(|editions| editions.all().len()).sum::<usize>() > 1
    }

    /// The claims, each with the file of its course.
    fn claims(&self) -> impl Iterator<Item = (&'r Claimed, Option<&'r str>)> {
        let files = self.files;
        let claims = self.proof.claims.iter().enumerate();
        claims.map(move |(index, claim)| (claim, files.get(index).and_then(Option::as_deref)))
    }
}

/// A remark in words, with the edition that it is about.
fn remark<'r>(run: &Run<'r>, remark: &Remark, lang: Lang) -> (&'r Procedure, String) {
    let procedure = run.system.editions(remark.machine).get(remark.edition);
    let law = Law { procedure, lang };
    let transition = |id| {
        let rule = procedure.transition(id);
        let called = match rule.trigger {
            Trigger::Act(act) => law.act(act).to_owned(),
            Trigger::Over(deadline) => law.end_of(deadline),
        };
        format!("{called} · {}", law.states(rule.from))
    };
    let (called, condition) = match remark.what {
        Unasked::Unreached(id) | Unasked::NoEnd(id) => (law.state(id).to_owned(), String::new()),
        Unasked::Untaken(id) => (transition(id), String::new()),
        Unasked::AlwaysTrue(id, check) | Unasked::NeverTrue(id, check) => {
            let check = procedure.transition(id).checks.get(check);
            (transition(id), check.map_or_else(String::new, |c| procedure.exprs().text(c.condition).to_owned()))
        }
        Unasked::NeverStarted(id) => (law.deadline(id).to_owned(), String::new()),
        Unasked::Undischargeable(id) => (procedure.duty(id).label.get(lang).to_owned(), String::new()),
    };
    (procedure, words::unasked(remark.what, &called, &condition, lang))
}

/// The course that a finding rests on.
fn course(finding: &Finding) -> Option<&Course> {
    match finding {
        Finding::Possible(course) | Finding::Broken(course) => Some(course),
        _ => None,
    }
}
