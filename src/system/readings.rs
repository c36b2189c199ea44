//! Which date decides the edition that governs an act may itself be contested: the ways of reading that, for the machines
//! that take none.

use super::model::{Machine, System};
use crate::procedure::{Applicability, AppliesBy, Editions};

/// A reading of which date decides the edition, for each procedure of a system, by its place, of which that is contested
/// and open.
pub type Reading = Vec<(usize, AppliesBy)>;

impl Machine {
    /// The reading that it takes: its own, else the one of its procedure among those that are given.
    #[must_use]
    pub fn reading(&self, reading: &[(usize, AppliesBy)]) -> Option<AppliesBy> {
        let given = reading.iter().find(|(procedure, _)| *procedure == self.procedure);
        self.applies_by.or(given.map(|(_, by)| *by))
    }
}

impl System<'_> {
    /// Every way of reading what is contested and left open: one, without anything in it, where nothing is.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        let mut all: Vec<Reading> = vec![Vec::new()];
        for (index, editions) in self.procedures.iter().enumerate() {
            let open = |machine: &Machine| machine.procedure == index && machine.applies_by.is_none();
            if contested(editions).is_empty() || !self.machines.iter().any(open) {
                continue;
            }
            let with = |reading: &Reading| -> Vec<Reading> {
                let each = contested(editions).iter();
                each.map(|one| reading.iter().copied().chain([(index, one.by)]).collect()).collect()
            };
            all = all.iter().flat_map(with).collect();
        }
        all
    }

    /// The same, in which every machine takes a reading: its own, else the given one.
    #[must_use]
    pub fn read_as(&self, reading: &[(usize, AppliesBy)]) -> Self {
        let mut read = self.clone();
        for machine in &mut read.machines {
            machine.applies_by = machine.reading(reading);
        }
        read
    }
}

/// The readings of what decides the edition, where there are several of both.
fn contested(editions: &Editions) -> &[Applicability] {
    if editions.all().len() > 1 { editions.contested() } else { &[] }
}
