//! Mutation testing of law: the rules are changed one at a time, each change a mistake that an author could make, and
//! the scenarios are run again. A change that none of them notices is a rule that nothing tests.
//!
//! Mutants are made of checked procedures, and keep the ids of all their parts: a scenario that was checked against the
//! original runs against a mutant as it is.

mod accepted;
mod apply;
mod baseline;
mod equivalent;
mod expressions;
mod find;
mod model;
mod name;
mod narrow;
mod run;
mod shift;

pub use accepted::{Accepted, Fault, Review, review};
pub use apply::apply;
pub use baseline::{Failing, Tested};
pub use find::mutants;
pub use model::{Change, Item, Kind, List, Mutant, Site};
pub use run::{Breaks, By, Fate, run};
