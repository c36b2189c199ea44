//! Survivors that are accepted, each with the reason why nobody need notice it.

use super::model::Mutant;
use super::run::Fate;
use crate::text::Text;

/// A survivor that is accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// The first day of the edition, as it is written.
    pub edition: String,
    /// The mutant's name.
    pub mutant: String,
    /// Why nobody need notice it.
    pub because: Text,
}

/// What is wrong with an entry of a list of accepted survivors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// There is no such mutant.
    Unknown,
    /// The mutant is noticed.
    Killed,
}

/// The fates of mutants beside the survivors that are accepted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Review {
    /// For each mutant: why it is accepted, if it survived and is.
    pub because: Vec<Option<Text>>,
    /// Entries that are out of date, by their index.
    pub stale: Vec<(usize, Fault)>,
}

/// Compares fates with the survivors that are accepted. `edition` gives the first day of a mutant's edition.
#[must_use]
pub fn review(
    mutants: &[Mutant],
    fates: &[Fate],
    accepted: &[Accepted],
    edition: &dyn Fn(&Mutant) -> String,
) -> Review {
    let is = |entry: &Accepted, mutant: &Mutant| entry.mutant == mutant.name && entry.edition == edition(mutant);
    let because = mutants.iter().zip(fates).map(|(mutant, fate)| match fate {
        Fate::Killed(_) => None,
        Fate::Survived => accepted.iter().find(|entry| is(entry, mutant)).map(|entry| entry.because.clone()),
    });
    let stale = accepted.iter().enumerate().filter_map(|(index, entry)| {
        match mutants.iter().zip(fates).find(|(mutant, _)| is(entry, mutant)) {
            None => Some((index, Fault::Unknown)),
            Some((_, Fate::Killed(_))) => Some((index, Fault::Killed)),
            Some((_, Fate::Survived)) => None,
        }
    });
    Review { because: because.collect(), stale: stale.collect() }
}
