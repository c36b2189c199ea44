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
    /// For each thing found without being asked, the scenario that was written of its course.
    pub found: &'r [Option<String>],
}

/// Something found without being asked, or not found though its file knows it.
struct Told<'r> {
    /// The edition that it is about.
    procedure: &'r Procedure,
    /// What it is.
    what: Unasked,
    /// The same in words.
    text: String,
    /// Why its file knows it.
    known: Option<&'r Text>,
    /// A course that shows it.
    course: Option<&'r Course>,
    /// The scenario that was written of that course.
    file: Option<&'r str>,
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
        let unknown = self.proof.remarks.iter().filter(|remark| self.known_of(remark).is_none());
        tally.unasked = unknown.count() + self.mistaken().len();
        tally
    }

    /// Why a file knows what was found of one of its rules, if it does.
    fn known_of(&self, remark: &Remark) -> Option<&'r Text> {
        let known = self.system.editions(remark.machine).get(remark.edition).known();
        known.iter().find(|known| known.what.covers(remark.what)).map(|known| &known.why)
    }

    fn told(&self, remark: &'r Remark, file: Option<&'r str>, lang: Lang) -> Told<'r> {
        let (procedure, text) = self::remark(self, remark, lang);
        let (what, course) = (remark.what, remark.course.as_ref());
        Told { procedure, what, text, known: self.known_of(remark), course, file }
    }

    /// What was found without being asked.
    fn found(&self, lang: Lang) -> Vec<Told<'r>> {
        let files = self.found.iter().map(Option::as_deref).chain(std::iter::repeat(None));
        self.proof.remarks.iter().zip(files).map(|(remark, file)| self.told(remark, file, lang)).collect()
    }

    /// What may be found, and was not decided.
    fn undecided(&self, lang: Lang) -> Vec<Told<'r>> {
        let told = |remark: &'r Remark| {
            let (_, called, _) = self::called(self, remark, lang);
            let text = words::undecided(remark.what, &called, lang);
            Told { text, ..self.told(remark, None, lang) }
        };
        self.proof.undecided.iter().map(told).collect()
    }

    /// The reading under which a finding is one: the procedures that are contested, each with what decides its edition,
    /// as files and as people call it.
    fn reading(&self, claim: &Claimed, lang: Lang) -> Vec<(&'r str, &'static str, &'r str)> {
        crate::report::reading::named(self.system, &claim.reading, lang)
    }

    /// What a file knows, of editions that were looked at to the end, and is not so.
    fn mistaken(&self) -> Vec<Remark> {
        let mut all = Vec::new();
        for (machine, edition) in &self.proof.looked {
            let here = |remark: &&Remark| (remark.machine, remark.edition) == (*machine, *edition);
            let told = || self.proof.remarks.iter().chain(&self.proof.undecided).filter(here);
            let known = self.system.editions(*machine).get(*edition).known().iter();
            let missing = known.filter(|known| !told().any(|remark| known.what.covers(remark.what)));
            all.extend(missing.map(|known| Remark {
                machine: *machine,
                edition: *edition,
                what: known.what,
                course: None,
            }));
        }
        all
    }

    /// The procedures of which nothing is said without being asked, since looking was stopped.
    fn unlooked(&self) -> Vec<&'r str> {
        if self.proof.looked.is_empty() && self.proof.asked_only {
            return Vec::new();
        }
        let mut names: Vec<&str> = Vec::new();
        for (machine, of) in self.system.machines.iter().enumerate() {
            let name = self.system.editions(machine).name();
            let alike = |other: usize| self.system.machines.get(other).is_some_and(|m| m.procedure == of.procedure);
            if !self.proof.looked.iter().any(|(other, _)| alike(*other)) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether nothing was found without being asked but what its file knows, and all of that.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.proof.remarks.iter().all(|remark| self.known_of(remark).is_some()) && self.mistaken().is_empty()
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
    let (procedure, called, condition) = called(run, remark, lang);
    (procedure, words::unasked(remark.what, &called, &condition, lang))
}

/// The edition that a remark is about, what it is about there, and the condition if it is about one.
fn called<'r>(run: &Run<'r>, remark: &Remark, lang: Lang) -> (&'r Procedure, String, String) {
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
        Unasked::NeverStarted(id) | Unasked::NeverLapses(id) | Unasked::NeverKept(id) => {
            (law.deadline(id).to_owned(), String::new())
        }
        Unasked::Undischargeable(id) | Unasked::NeverInTime(id) => {
            (procedure.duty(id).label.get(lang).to_owned(), String::new())
        }
    };
    (procedure, called, condition)
}

/// The course that a finding rests on.
fn course(finding: &Finding) -> Option<&Course> {
    match finding {
        Finding::Possible(course) | Finding::Broken(course) => Some(course),
        _ => None,
    }
}
