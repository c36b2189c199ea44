//! Proofs: whether a property holds on every lawful course, however acts and dates fall.

mod details;
mod environment;
mod kind;
mod limits;
mod model;
mod roots;
mod skeleton;
mod space;
mod store;
mod suppose;
mod tables;

pub use limits::{Limits, Nobody, Stopped, Watcher};
pub use model::Progress;
