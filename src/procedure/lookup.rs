//! A procedure looked up: its parts by their ids and names, and what is asked of it as a whole.

use super::model::{
    Act, Applicability, AppliesBy, Article, Deadline, Duty, Group, Procedure, Role, Slot, State, Transition, Watch,
};
use super::property::Property;
use super::unasked::KnownFlaw;
use crate::calendar::{Counting, Day};
use crate::condition::Exprs;
use crate::ids::{
    ActId, ArticleId, CountingId, DeadlineId, DutyId, PropertyId, RoleId, SlotId, StateId, TransitionId, WatchId,
};
use crate::text::Text;

macro_rules! tables {
    ($($(#[$doc:meta])* $one:ident, $all:ident, $table:ident: $id:ty => $part:ty;)+) => {
        impl Procedure {$(
            $(#[$doc])*
            #[must_use]
            #[inline]
            #[allow(clippy::indexing_slicing, reason = "ids are made by the checker for this very table")]
            pub fn $one(&self, id: $id) -> &$part {
                &self.$table[id.index()]
            }

            /// All of them, in the order of the file.
            pub fn $all(&self) -> impl Iterator<Item = ($id, &$part)> {
                self.$table.iter().enumerate().map(|(i, part)| (<$id>::new(i), part))
            }
        )+}
    };
}

tables! {
    /// An article.
    article, articles, articles: ArticleId => Article;
    /// A role.
    role, roles, roles: RoleId => Role;
    /// A state.
    state, states, states: StateId => State;
    /// A slot of memory.
    slot, slots, slots: SlotId => Slot;
    /// A watched machine.
    watch, watches, watches: WatchId => Watch;
    /// An act.
    act, acts, acts: ActId => Act;
    /// A deadline.
    deadline, deadlines, deadlines: DeadlineId => Deadline;
    /// A transition.
    transition, transitions, transitions: TransitionId => Transition;
    /// A duty.
    duty, duties, duties: DutyId => Duty;
    /// A property.
    property, properties, properties: PropertyId => Property;
    /// A way of counting.
    counting, countings, countings: CountingId => Counting;
}

impl Procedure {
    /// The procedure's name, shared by its editions.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day on which this edition is in force.
    #[must_use]
    pub fn edition(&self) -> Day {
        self.edition
    }

    /// The last day on which this edition is in force.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        self.until
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The state of a new case.
    #[must_use]
    pub fn initial(&self) -> StateId {
        self.initial
    }

    /// The groups of states.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// What its file knows that a proof finds of its rules without being asked.
    #[must_use]
    pub fn known(&self) -> &[KnownFlaw] {
        &self.known
    }

    /// The expressions that its rules are made of.
    #[must_use]
    pub fn exprs(&self) -> &Exprs {
        &self.exprs
    }

    /// The texts that its conditions mention, by their numbers.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.vocabulary.texts
    }

    /// Which date decides the edition that governs an act; the first reading where that is contested.
    #[must_use]
    pub fn applies_by(&self) -> AppliesBy {
        self.applies.first().map_or(AppliesBy::Act, |reading| reading.by)
    }

    /// The readings of which date decides that: one, unless the law itself is contested.
    #[must_use]
    pub fn applicability(&self) -> &[Applicability] {
        &self.applies
    }

    /// The same text as if it had always been in force, and always were.
    #[must_use]
    pub fn at_all_times(mut self) -> Self {
        // With one text for everything, which date decides is not contested.
        self.applies.truncate(1);
        Self { edition: Day::MIN, until: None, ..self }
    }

    /// Whether this edition is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.edition <= day && self.until.is_none_or(|last| day <= last)
    }

    /// The transitions that an act may take from a state, in file order.
    #[must_use]
    #[inline]
    pub fn serving(&self, state: StateId, act: ActId) -> &[TransitionId] {
        let at = state.index() * self.acts.len() + act.index();
        let (start, length) = self.table.get(at).copied().unwrap_or((0, 0));
        self.served.get(usize::from(start)..usize::from(start) + usize::from(length)).unwrap_or(&[])
    }

    /// The duties that a transition may raise, end or fulfil: no other transition changes them.
    #[must_use]
    #[inline]
    pub fn settled(&self, id: TransitionId) -> &[DutyId] {
        self.settled.get(id.index()).map_or(&[], |duties| duties)
    }

    /// The act of a name.
    #[must_use]
    pub fn act_named(&self, name: &str) -> Option<ActId> {
        self.acts.iter().position(|a| a.name == name).map(ActId::new)
    }

    /// The state of a name.
    #[must_use]
    pub fn state_named(&self, name: &str) -> Option<StateId> {
        self.states.iter().position(|s| s.name == name).map(StateId::new)
    }

    /// The state that a case in a state of an earlier edition is carried into.
    #[must_use]
    pub fn carried_state(&self, earlier: &str) -> Option<StateId> {
        let renamed = self.carry.iter().find(|(name, _)| name == earlier).map(|(_, state)| *state);
        renamed.or_else(|| self.state_named(earlier))
    }

    /// The role of a name.
    #[must_use]
    pub fn role_named(&self, name: &str) -> Option<RoleId> {
        self.roles.iter().position(|r| r.name == name).map(RoleId::new)
    }

    /// The deadline of a name.
    #[must_use]
    pub fn deadline_named(&self, name: &str) -> Option<DeadlineId> {
        self.deadlines.iter().position(|d| d.name == name).map(DeadlineId::new)
    }
}
