//! The names of all editions of a procedure, numbered together.

use crate::ids::{ActId, DeadlineId, DutyId, StateId};
use crate::procedure::Editions;
use crate::text::Text;

/// The names of all editions, numbered together.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// States, with their labels.
    pub states: Vec<(String, Text)>,
    /// Whether a case ends there.
    pub is_final: Vec<bool>,
    /// Acts.
    pub acts: Vec<(String, Text)>,
    /// Deadlines.
    pub deadlines: Vec<(String, Text)>,
    /// Duties.
    pub duties: Vec<(String, Text)>,
    /// For each edition, the numbers of its states, acts, deadlines and duties.
    numbers: Vec<[Vec<usize>; 4]>,
}

impl Names {
    /// The names of some editions, in the order in which they are first declared.
    #[must_use]
    pub fn of(editions: &Editions) -> Self {
        let mut names = Self::default();
        for procedure in editions.all() {
            let states = procedure.states().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let acts = procedure.acts().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let deadlines = procedure.deadlines().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let duties = procedure.duties().map(|(_, part)| (part.name.clone(), part.label.clone()));
            names.numbers.push([
                numbered(&mut names.states, states),
                numbered(&mut names.acts, acts),
                numbered(&mut names.deadlines, deadlines),
                numbered(&mut names.duties, duties),
            ]);
        }
        let ends = |name: &str| editions.all().iter().any(|p| p.states().any(|(_, s)| s.name == name && s.is_final));
        names.is_final = names.states.iter().map(|(name, _)| ends(name)).collect();
        names
    }

    fn number(&self, edition: usize, table: usize, index: usize) -> usize {
        self.numbers.get(edition).and_then(|all| all.get(table)?.get(index)).copied().unwrap_or(0)
    }

    /// The number of a state of an edition.
    #[must_use]
    pub fn state(&self, edition: usize, id: StateId) -> usize {
        self.number(edition, 0, id.index())
    }

    /// The number of an act of an edition.
    #[must_use]
    pub fn act(&self, edition: usize, id: ActId) -> usize {
        self.number(edition, 1, id.index())
    }

    /// The number of a deadline of an edition.
    #[must_use]
    pub fn deadline(&self, edition: usize, id: DeadlineId) -> usize {
        self.number(edition, 2, id.index())
    }

    /// The number of a duty of an edition.
    #[must_use]
    pub fn duty(&self, edition: usize, id: DutyId) -> usize {
        self.number(edition, 3, id.index())
    }
}

fn numbered(all: &mut Vec<(String, Text)>, parts: impl Iterator<Item = (String, Text)>) -> Vec<usize> {
    parts
        .map(|(name, label)| {
            all.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                all.push((name, label));
                all.len() - 1
            })
        })
        .collect()
}
