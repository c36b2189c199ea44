//! Proofs: whether a property holds on every lawful course, however acts and dates fall.

mod ages;
mod claims;
mod concrete;
mod course;
mod dates;
mod details;
mod environment;
mod exact;
mod keys;
mod kind;
mod limits;
mod model;
mod path;
mod profile;
mod proof;
mod roots;
mod skeleton;
mod space;
mod store;
mod suppose;
mod symbolic;
mod tables;
mod timed;
mod values;
mod zone;

pub use course::{Course, Step};
pub use limits::{Limits, Nobody, Stopped, Watcher};
pub use model::{Bound, Claimed, Counts, Finding, Method, Progress, Proof, Unexplorable};
pub use proof::{Options, verify};
