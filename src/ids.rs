//! The small copyable ids by which the parts of a compiled procedure are named.
//!
//! Each kind of part has its own type, so that a role can never be used where a state is meant.
//! Ids index the tables of one [`crate::procedure::Procedure`]; names are looked up only to print.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u16);

        impl $name {
            /// The id of the part at `index` in its table. Tables are bounded far below 65,536 entries by the checker.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u16::try_from(index).unwrap_or(u16::MAX))
            }

            /// The index of the part in its table.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

ids! {
    /// A state of a procedure.
    StateId,
    /// A group of states.
    GroupId,
    /// An act that a procedure knows.
    ActId,
    /// A detail of an act: the index in that act's own list.
    DetailId,
    /// A role.
    RoleId,
    /// An article of law.
    ArticleId,
    /// A slot of memory, declared or derived from the history that conditions read.
    SlotId,
    /// A deadline.
    DeadlineId,
    /// A transition, in file order.
    TransitionId,
    /// A duty.
    DutyId,
    /// A property.
    PropertyId,
    /// A watched machine, or list of machines.
    WatchId,
    /// One way of counting among those that a procedure uses.
    CountingId,
}

/// How many states a procedure may have: sets of states are one machine word.
pub const MAX_STATES: usize = 128;

/// A set of states of one procedure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct StateSet(u128);

impl StateSet {
    /// The set without members.
    pub const EMPTY: Self = Self(0);

    /// Adds a state.
    pub fn insert(&mut self, state: StateId) {
        self.0 |= 1u128.checked_shl(u32::from(state.0)).unwrap_or(0);
    }

    /// Whether a state is a member.
    #[must_use]
    pub fn contains(self, state: StateId) -> bool {
        self.0.checked_shr(u32::from(state.0)).unwrap_or(0) & 1 == 1
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All members of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The members of both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the two sets have a member in common.
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The members, in the order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = StateId> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            usize::try_from(next).ok().filter(|n| *n < MAX_STATES).map(StateId::new)
        })
    }
}

impl FromIterator<StateId> for StateSet {
    fn from_iter<I: IntoIterator<Item = StateId>>(states: I) -> Self {
        let mut set = Self::EMPTY;
        for state in states {
            set.insert(state);
        }
        set
    }
}
