//! Coverage: which rules of each edition some replays exercise, and why the others were not.
//!
//! A rule is exercised if it is in some possible world of some replay. What is presumed where no edition is in force
//! exercises nothing.

mod gather;
mod model;

pub use model::{
    CheckCoverage, Coverage, DeadlineCoverage, DutyCoverage, EditionCoverage, Name, Share, TransitionCoverage, Way, Why,
};
