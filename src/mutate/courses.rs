//! Whether a property notices a mutant: random lawful courses through it, under the edition that was changed.

use crate::generate::{Flaw, Hunt, Whose};
use crate::ids::PropertyId;
use crate::procedure::Editions;
use crate::system::System;

/// How many courses are drawn through a mutant that no scenario notices.
const COURSES: u64 = 1_000;
/// How many acts are tried in each, at most.
const ACTS: usize = 40;

/// Asks the properties of a procedure.
#[derive(Clone, Debug)]
pub struct Properties {
    /// The procedures that it watches, and so on.
    watched: Vec<Editions>,
    /// Properties that break as it is, edition by edition: they tell nothing of a mutant.
    broken: Vec<Vec<PropertyId>>,
}

impl Properties {
    /// Those of a procedure as it is, with the procedures that it watches.
    #[must_use]
    pub fn of(editions: &Editions, watched: Vec<Editions>) -> Self {
        let mut asked = Self { watched, broken: Vec::new() };
        asked.broken = (0..editions.all().len()).map(|index| asked.break_in(editions, index)).collect();
        asked
    }

    /// A property that breaks in some lawful course under an edition of a mutant, and not as the procedure is.
    #[must_use]
    pub fn breaks(&self, editions: &Editions, index: usize) -> Option<PropertyId> {
        let known = self.broken.get(index).map_or(&[][..], |broken| broken);
        self.break_in(editions, index).into_iter().find(|id| !known.contains(id))
    }

    fn break_in(&self, editions: &Editions, index: usize) -> Vec<PropertyId> {
        let one = Editions::of(editions.get(index).clone());
        let named = |name: &str| self.watched.iter().find(|editions| editions.name() == name);
        let system = System::with_watched(&one, &named);
        let found = Hunt { courses: COURSES, acts: ACTS, seed: 1, threads: 1 }.run(&system, &mut |_| {});
        let own = |flaw| match flaw {
            Flaw::Broken(Whose::Procedure(0, 0), id) => Some(id),
            _ => None,
        };
        found.flaws.iter().filter_map(|flawed| own(flawed.flaw)).collect()
    }
}
