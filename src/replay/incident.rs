//! What a system is told of the machines that it watches: each act, expiry and observation, with the case around it.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::tags::Tags;
use crate::calendar::Stamp;
use crate::engine::Case;
use crate::ids::{ActId, StateId};
use crate::scenario::{EventIx, MachineIx};

/// What it was that happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Told {
    /// An event of the scenario.
    Event(EventIx),
    /// Something that happened by itself, by its number among the machine's happenings.
    Happening(usize),
}

/// When something is looked at: at an event or happening of a machine, at the beginning, or on the as-of date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Key {
    Start,
    Of(MachineIx, Told),
    Now,
}

/// Something that happened to a machine, in one possible way.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Incident {
    /// What.
    pub what: Told,
    /// The edition of the machine's procedure whose ids are used.
    pub edition: usize,
    /// The act that took effect.
    pub act: Option<ActId>,
    /// The state that was newly entered.
    pub entered: Option<StateId>,
    /// When.
    pub on: Stamp,
    /// The case just before.
    pub before: Case,
    /// The case just after.
    pub after: Case,
    /// The first unlawful act of the machine that stands.
    pub standing: Option<EventIx>,
    /// Whether it is known what happened: an act that took no effect did not happen, and of a stretch that no act
    /// documents nobody knows.
    pub sure: bool,
}

/// Incidents, each once, with the values of the unknowns under which they happened.
pub(super) type Incidents = IndexMap<Incident, Tags, FxBuildHasher>;
