//! One reading of the law, by which cases are judged.

use crate::calendar::Day;
use crate::procedure::Editions;

/// One reading of the law: the editions that govern, and when.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The editions.
    pub editions: Editions,
    /// For each of them, its place among those for which the map was checked.
    pub of: Vec<usize>,
    /// The edition that it applies to everything, by its first day; nothing for the law as it was in force.
    pub always: Option<Day>,
}

impl Reading {
    /// The law as it was in force.
    #[must_use]
    pub fn in_force(editions: &Editions) -> Self {
        Self { editions: editions.clone(), of: (0..editions.all().len()).collect(), always: None }
    }

    /// The edition in force on a day, applied to everything at any time. Nothing if none was.
    #[must_use]
    pub fn always(editions: &Editions, day: Day) -> Option<Self> {
        let index = editions.in_force(day)?;
        let edition = editions.get(index);
        let always = Some(edition.edition());
        Some(Self { editions: Editions::of(edition.clone().at_all_times()), of: vec![index], always })
    }
}
