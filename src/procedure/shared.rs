//! What rules of several kinds share: what they rest on, how strong they are, what sets them off, what they look at.

use crate::ids::{ActId, ArticleId, StateId, StateSet};

/// What a rule rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Basis {
    /// A practice that no article carries.
    Policy,
    /// Articles.
    Articles(Vec<ArticleId>),
}

/// How strong a rule is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Breaking it is illegal.
    Required,
    /// Breaking it is irregular.
    Recommended,
}

/// What expressions look at besides the case and the act's details.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reads {
    /// Watched machines.
    pub watched: bool,
    /// The date or time of the act, or how a deadline stands on it.
    pub date: bool,
}

/// Acts and states that set a duty off, end it or fulfil it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Occasions {
    /// Acts that take effect.
    pub acts: Vec<ActId>,
    /// States that are entered.
    pub states: StateSet,
}

impl Occasions {
    /// Whether a transition by `act` that enters `entered` is one of them.
    #[must_use]
    pub fn include(&self, act: Option<ActId>, entered: Option<StateId>) -> bool {
        act.is_some_and(|a| self.acts.contains(&a)) || entered.is_some_and(|s| self.states.contains(s))
    }
}
