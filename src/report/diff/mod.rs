//! Differences, as text for a terminal and as JSON: of two editions of a procedure, and of two scenarios.

mod facts;
mod law;
mod model;
mod outcomes;
mod parts;

pub use facts::scenarios;
pub use law::procedures;
pub use model::{Compared, Diff, DiffDetail, DiffEntry, Kind, Section, schema};
