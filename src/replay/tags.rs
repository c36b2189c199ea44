//! Sets of candidates of the unknowns: under which values a possible world stands.

use smallvec::SmallVec;

use crate::scenario::UnknownIx;

/// Some of an unknown's candidates, by index.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Candidates(SmallVec<[u64; 2]>);

impl Candidates {
    /// Exactly one.
    #[must_use]
    pub fn one(index: usize) -> Self {
        let mut set = Self::default();
        set.insert(index);
        set
    }

    /// Adds one.
    pub fn insert(&mut self, index: usize) {
        let word = index / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (index % 64);
        }
    }

    /// Whether a candidate is a member.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    /// The members, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|i| self.contains(*i))
    }

    fn union(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, theirs) in self.0.iter_mut().zip(&other.0) {
            *own |= theirs;
        }
    }

    fn intersection(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }
}

/// For each unknown that has been met: the candidates under which a world stands, the other unknowns left open. An
/// unknown that is not listed may have any of its values.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tags(SmallVec<[(UnknownIx, Candidates); 4]>);

impl Tags {
    /// The candidates of an unknown; nothing if any will do.
    #[must_use]
    pub fn get(&self, unknown: UnknownIx) -> Option<&Candidates> {
        self.0.iter().find(|(u, _)| *u == unknown).map(|(_, set)| set)
    }

    /// Whether a candidate of an unknown is possible.
    #[must_use]
    pub fn allows(&self, unknown: UnknownIx, candidate: usize) -> bool {
        self.get(unknown).is_none_or(|set| set.contains(candidate))
    }

    /// The unknowns that have been met.
    pub fn unknowns(&self) -> impl Iterator<Item = UnknownIx> + '_ {
        self.0.iter().map(|(u, _)| *u)
    }

    /// Settles an unknown.
    pub fn settle(&mut self, unknown: UnknownIx, candidate: usize) {
        self.restrict(unknown, &Candidates::one(candidate));
    }

    /// Allows only some candidates; false if none of them was possible.
    pub fn restrict(&mut self, unknown: UnknownIx, to: &Candidates) -> bool {
        match self.0.iter_mut().find(|(u, _)| *u == unknown) {
            Some((_, set)) => {
                *set = set.intersection(to);
                !set.is_empty()
            }
            None => {
                self.0.push((unknown, to.clone()));
                self.0.sort_by_key(|(u, _)| *u);
                !to.is_empty()
            }
        }
    }

    /// What either world allows. An unknown that one of them has not met may have any value.
    pub fn merge(&mut self, other: &Self) {
        self.0.retain(|(u, _)| other.get(*u).is_some());
        for (unknown, set) in &mut self.0 {
            if let Some(theirs) = other.get(*unknown) {
                set.union(theirs);
            }
        }
    }

    /// What both worlds allow; nothing if they exclude each other.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        for (unknown, set) in &other.0 {
            if !both.restrict(*unknown, set) {
                return None;
            }
        }
        Some(both)
    }
}
