//! Scenarios: the checked model of the facts, and the checker that builds it.

mod change;
mod contested;
mod events;
mod facts;
mod lower;
mod lowering;
mod model;
mod order;
mod sayings;

pub use change::{expand, merge};
pub use lower::lower;
pub use model::{
    Around, Candidate, Certainty, Claim, Claimed, Event, EventIx, Expectation, Given, LawReading, Machine, MachineIx,
    Note, Published, Reading, Resolved, Scenario, Source, SourceIx, Unknown, UnknownIx, What, When,
};
