//! Reports: how a replay or a deadline looks, as text for a terminal and as JSON, in English and French.
//!
//! Nothing is decided here: every word follows from a [`crate::replay::Replay`] or from a count. The same value
//! gives the same bytes.

pub mod audit;
pub mod codegen;
pub mod course;
pub mod deadline;
pub mod diff;
pub mod doc;
pub mod fuzz;
pub mod json;
pub(crate) mod law;
mod margins;
pub mod mutants;
mod operands;
pub mod proof;
mod reading;
pub mod simulate;
pub mod suite;
mod summary;
pub mod text;
pub(crate) mod unknowns;
pub(crate) mod view;
pub mod words;

pub use summary::Summary;
