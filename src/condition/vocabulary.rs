//! The names that a condition may use, gathered before any condition is read.

use crate::ids::{ActId, CountingId, DetailId, SlotId, StateId, StateSet};
use crate::value::{TextId, Type};

/// An act and its details.
#[derive(Clone, Debug)]
pub struct ActNames {
    /// The act's name.
    pub name: String,
    /// Its details and their types, in file order.
    pub details: Vec<(String, Type)>,
}

/// A deadline and the rule it is counted under.
#[derive(Clone, Debug)]
pub struct DeadlineNames {
    /// The deadline's name.
    pub name: String,
    /// Its counting.
    pub counting: CountingId,
}

/// A watched machine or list of machines.
#[derive(Clone, Debug)]
pub struct WatchNames {
    /// The name under which it is watched.
    pub name: String,
    /// Whether it is a list, read with `some`, `every` and `count`.
    pub each: bool,
    /// Whether conditions may read which acts were done: what they read is then among what is remembered of them.
    pub with_history: bool,
    /// The names of each edition of the procedure watched.
    pub editions: Vec<Vocabulary>,
}

/// A piece of history that conditions read; the case remembers exactly these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum History {
    /// Whether an act has taken effect.
    Done(ActId),
    /// When it last took effect.
    LastOn(ActId),
    /// A detail of the last one.
    LastDetail(ActId, DetailId),
}

/// Every name that the conditions of one procedure may use.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// States, in file order.
    pub states: Vec<String>,
    /// Groups of states.
    pub groups: Vec<(String, StateSet)>,
    /// Acts.
    pub acts: Vec<ActNames>,
    /// Declared memory.
    pub slots: Vec<(String, Type)>,
    /// Deadlines.
    pub deadlines: Vec<DeadlineNames>,
    /// Roles.
    pub roles: Vec<String>,
    /// Watched machines.
    pub watches: Vec<WatchNames>,
    /// The counting of a period that is compared with no deadline.
    pub counting: Option<CountingId>,
    /// History slots asked for so far; they follow the declared slots.
    pub history: Vec<History>,
    /// Texts that conditions mention.
    pub texts: Vec<String>,
}

impl Vocabulary {
    /// The state of a name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<StateId> {
        self.states.iter().position(|s| s == name).map(StateId::new)
    }

    /// The states that a name stands for: a state or a group.
    #[must_use]
    pub fn states_named(&self, name: &str) -> Option<StateSet> {
        self.state(name)
            .map(|s| StateSet::from_iter([s]))
            .or_else(|| self.groups.iter().find(|(n, _)| n == name).map(|(_, set)| *set))
    }

    /// The act of a name.
    #[must_use]
    pub fn act(&self, name: &str) -> Option<ActId> {
        self.acts.iter().position(|a| a.name == name).map(ActId::new)
    }

    /// The slot that holds a piece of history, made if it is not there yet.
    pub fn history_slot(&mut self, wanted: History) -> SlotId {
        let at = self.history.iter().position(|h| *h == wanted).unwrap_or_else(|| {
            self.history.push(wanted);
            self.history.len() - 1
        });
        SlotId::new(self.slots.len() + at)
    }

    /// The number of a text, made if it is not there yet.
    pub fn text(&mut self, text: &str) -> TextId {
        let at = self.texts.iter().position(|t| t == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        TextId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}
