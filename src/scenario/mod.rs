//! Scenarios: the checked model of the facts, and the checker that builds it.

mod change;
mod facts;
mod lower;
mod model;

pub use change::{expand, merge};
pub use lower::{ProcedureSource, lower};
pub use model::{
    Around, Candidate, Certainty, Claim, Claimed, Event, EventIx, Expectation, Given, Machine, MachineIx, Note,
    Published, Reading, Resolved, Scenario, Source, SourceIx, Unknown, UnknownIx, What, When,
};
