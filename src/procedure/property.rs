//! Properties: what must hold in every lawful course, or be possible in some.

use super::shared::{Basis, Level, Occasions, Reads};
use crate::calendar::Length;
use crate::condition::ExprId;
use crate::ids::{ActId, CountingId, StateId, WatchId};
use crate::text::Text;

/// A property of a procedure, or of the machines that an observer watches.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// What it says.
    pub form: Form,
    /// Whether it speaks only of courses on which every duty was kept so far.
    pub duties_kept: bool,
    /// What its condition looks at besides the case.
    pub reads: Reads,
    /// What it rests on.
    pub basis: Basis,
    /// How strong it is.
    pub level: Level,
    /// Why it is known to be broken, or impossible of what is said to be reachable: a proof is expected to find it so.
    pub known: Option<Text>,
}

/// What a property says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// The condition holds at no instant.
    Never(ExprId),
    /// The condition holds at every instant.
    Always(ExprId),
    /// In some lawful course the condition holds at some instant. One course alone never breaks it.
    Reachable(ExprId),
    /// After each occasion, the condition holds at that very instant or at a later one in time.
    Following {
        /// After what.
        cue: Cue,
        /// How long there is time, and how that is counted; nothing: for ever.
        within: Option<(Length, CountingId)>,
        /// What is expected.
        expect: ExprId,
    },
    /// Just before each occasion the condition holds.
    Before {
        /// Before what.
        cue: Cue,
        /// What is expected.
        expect: ExprId,
    },
    /// The condition holds whenever the case enters a final state; of several machines: when each that can end has.
    AtEnd(ExprId),
}

impl Form {
    /// The condition that it speaks of.
    #[must_use]
    pub fn condition(&self) -> ExprId {
        match self {
            Self::Never(condition) | Self::Always(condition) | Self::Reachable(condition) | Self::AtEnd(condition) => {
                *condition
            }
            Self::Following { expect, .. } | Self::Before { expect, .. } => *expect,
        }
    }

    /// The condition and its truth that break the property at any instant, if it speaks of every instant.
    #[must_use]
    pub fn broken_by(&self) -> Option<(ExprId, bool)> {
        match self {
            Self::Never(condition) => Some((*condition, true)),
            Self::Always(condition) => Some((*condition, false)),
            _ => None,
        }
    }

    /// What sets it off, if it waits for something.
    #[must_use]
    pub fn cue(&self) -> Option<&Cue> {
        match self {
            Self::Following { cue, .. } | Self::Before { cue, .. } => Some(cue),
            Self::Never(_) | Self::Always(_) | Self::Reachable(_) | Self::AtEnd(_) => None,
        }
    }
}

/// Acts and states, of the case itself or of watched machines, that set a property off.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cue {
    /// Their names as they are written.
    pub names: Vec<String>,
    /// Those of the case itself.
    pub own: Occasions,
    /// Those of the machines of a watch, for each edition of their procedure. A watch may stand here more than once.
    pub watched: Vec<(WatchId, Vec<Occasions>)>,
}

/// Something that has happened, as a property may wait for it.
#[derive(Clone, Copy, Debug)]
pub struct Incident<'a> {
    /// To which machine.
    pub of: Whose<'a>,
    /// The act that took effect; nothing if time alone moved the case.
    pub act: Option<ActId>,
    /// The state that was newly entered.
    pub entered: Option<StateId>,
}

/// Which machine something happened to.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// The case itself.
    Own,
    /// A watched machine.
    Watched {
        /// The watches that it is among.
        watches: &'a [WatchId],
        /// The edition of its procedure whose ids are used.
        edition: usize,
    },
}

impl Cue {
    /// Whether an incident is one of the acts and states meant.
    #[must_use]
    pub fn includes(&self, incident: &Incident) -> bool {
        match incident.of {
            Whose::Own => self.own.include(incident.act, incident.entered),
            Whose::Watched { watches, edition } => self.watched.iter().any(|(watch, editions)| {
                let occasions = editions.get(edition).filter(|_| watches.contains(watch));
                occasions.is_some_and(|occasions| occasions.include(incident.act, incident.entered))
            }),
        }
    }
}
