//! Which date decides the edition that governs an act may itself be contested. What is proved is proved under every
//! reading of it; what is not so under one of them is said of that one.

use std::collections::BTreeSet;

use super::limits::{Budget, Watcher};
use super::model::{Claimed, Finding, Proof, Unexplorable};
use super::options::Options;
use super::proof::{decide, range};
use super::timely::timely;
use super::unasked::Remark;
use crate::procedure::{AppliesBy, Editions};
pub use crate::system::Reading;
use crate::system::{Machine, System};

/// Proves or refutes every property of a system: each on the machines that decide it. Where which date decides the edition
/// is contested, under every reading of that: what is said of a property is the worst that is so under one of them.
///
/// # Errors
/// The system is too large to be explored at all.
pub fn verify(system: &System, options: &Options, watcher: &dyn Watcher) -> Result<Proof, Unexplorable> {
    let budget = Budget::new(&options.limits);
    let mut all = Vec::new();
    for reading in system.readings() {
        let read = Read::under(system, &reading);
        all.push((reading, verify_read(&read.system(system), &budget, options, watcher)?));
    }
    let mut all = all.into_iter();
    let Some((first, proof)) = all.next() else { return verify_read(system, &budget, options, watcher) };
    let rest: Vec<(Reading, Proof)> = all.collect();
    Ok(if rest.is_empty() { proof } else { joined((first, proof), rest) })
}

/// Proves or refutes every property of a system of which it is settled which date decides the edition.
fn verify_read(
    system: &System,
    budget: &Budget,
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Proof, Unexplorable> {
    let range = range(system, options);
    let mut proof = decide(system, (range, budget), options, watcher)?;
    if options.only.is_empty() {
        proof.add(timely(system, (range, budget), options, watcher));
    } else {
        proof.remarks.clear();
        proof.looked.clear();
    }
    Ok(proof)
}

/// A system in which it is settled which date decides the edition.
pub struct Read {
    procedures: Vec<Editions>,
    /// For each machine, its procedure, and the reading that it takes.
    of: Vec<(usize, Option<AppliesBy>)>,
}

impl Read {
    /// A system under a reading of what is contested and left open.
    #[must_use]
    pub fn under(system: &System, reading: &Reading) -> Self {
        let mut known: Vec<(usize, Option<AppliesBy>)> = Vec::new();
        let mut read = Self { procedures: Vec::new(), of: Vec::new() };
        for machine in &system.machines {
            let Some(editions) = system.procedures.get(machine.procedure) else { continue };
            let by = machine.reading(reading).filter(|_| !editions.contested().is_empty());
            let key = (machine.procedure, by);
            let at = known.iter().position(|other| *other == key).unwrap_or(known.len());
            if at == known.len() {
                known.push(key);
                read.procedures.push(by.map_or_else(|| (*editions).clone(), |by| editions.read_as(by)));
            }
            read.of.push((at, by));
        }
        read
    }

    /// The system.
    #[must_use]
    pub fn system<'s>(&'s self, system: &System<'s>) -> System<'s> {
        let machines = system.machines.iter().zip(&self.of);
        let machines = machines.map(|(machine, (procedure, applies_by))| Machine {
            procedure: *procedure,
            applies_by: *applies_by,
            ..machine.clone()
        });
        System { procedures: self.procedures.iter().collect(), machines: machines.collect(), ..system.clone() }
    }
}

/// What is proved under every one of several readings.
fn joined((first, proof): (Reading, Proof), rest: Vec<(Reading, Proof)>) -> Proof {
    let mut all = proof;
    let remarks: Vec<BTreeSet<Key>> = std::iter::once(&all).chain(rest.iter().map(|(_, p)| p)).map(found).collect();
    let open: Vec<BTreeSet<Key>> = std::iter::once(&all).chain(rest.iter().map(|(_, p)| p)).map(undecided).collect();
    // What is so under one reading only is no flaw of the text.
    let everywhere = |remark: &Remark| remarks.iter().all(|found| found.contains(&key(remark)));
    let perhaps = |remark: &Remark| {
        let mut both = remarks.iter().zip(&open);
        both.all(|(found, open)| found.contains(&key(remark)) || open.contains(&key(remark)))
    };
    let told = all.remarks.iter().chain(&all.undecided).filter(|remark| !everywhere(remark) && perhaps(remark));
    all.undecided = told.cloned().collect();
    all.remarks.retain(|remark| everywhere(remark));
    let same = |a: &Claimed, b: &Claimed| (a.machine, &a.name, a.editions) == (b.machine, &b.name, b.editions);
    for claimed in &mut all.claims {
        let others: Vec<(&Reading, &Claimed)> = rest
            .iter()
            .filter_map(|(reading, proof)| Some((reading, proof.claims.iter().find(|other| same(claimed, other))?)))
            .collect();
        let alike = others.iter().all(|(_, other)| weight(&other.finding) == weight(&claimed.finding));
        let (mut reading, mut worst) = (&first, claimed.clone());
        for (other, found) in &others {
            if weight(&found.finding) > weight(&worst.finding) {
                (reading, worst) = (other, (*found).clone());
            }
        }
        // A course is one under a reading; what is so under all of them needs none.
        let named = !alike && worst.finding.agrees() != Some(true) || worst.finding.course().is_some();
        *claimed = Claimed { reading: if named { reading.clone() } else { Reading::new() }, ..worst };
    }
    for (_, proof) in rest {
        all.looked.retain(|looked| proof.looked.contains(looked));
        all.counts.extend(proof.counts);
    }
    all
}

/// How bad a finding is.
fn weight(finding: &Finding) -> u8 {
    match finding {
        Finding::HoldsEmptily(_) => 0,
        Finding::Holds(_) | Finding::Possible(_) => 1,
        Finding::Open(_) => 2,
        Finding::Impossible(_) | Finding::Broken(_) => 3,
    }
}

/// What tells remarks apart.
type Key = (usize, usize, crate::procedure::Unasked);

fn key(remark: &Remark) -> Key {
    (remark.machine, remark.edition, remark.what)
}

fn found(proof: &Proof) -> BTreeSet<Key> {
    proof.remarks.iter().map(key).collect()
}

fn undecided(proof: &Proof) -> BTreeSet<Key> {
    proof.undecided.iter().map(key).collect()
}
