//! Proofs: whether a property holds on every lawful course, however acts and dates fall.
//!
//! The engine alone says what an act does; every exploration reads tables that it made. From the cheapest sound look to
//! the exact one:
//!
//! 1. `skeleton`: the procedure without its dates. What holds there holds on any calendar.
//! 2. `timed`: zones, in which a length is as many days as it may have on some calendar.
//! 3. `concrete`: a way that either found, on the real calendar; the engine follows the course and has the last word.
//! 4. `exact`: the real calendar day by day, for short ranges.
//!
//! `docs/proofs.md` says what is proved, by which of these, and within which limits.

mod abreast;
mod ages;
mod asked;
mod before;
mod blocks;
mod by_day;
mod claims;
mod concrete;
mod contradiction;
mod course;
mod dates;
mod details;
mod environment;
mod exact;
mod exact_followed;
mod explore;
mod fed;
mod followed;
mod keys;
mod kind;
mod limits;
mod live;
mod lonely;
mod marked;
mod model;
mod moving;
mod options;
mod ordered;
mod part;
mod path;
mod profile;
mod proof;
mod readings;
mod rest;
mod roots;
mod search;
mod settle;
mod skeleton;
mod slice;
mod space;
mod stage;
mod store;
mod suppose;
mod symbolic;
mod tables;
mod texts;
mod timed;
mod timely;
mod turn;
mod unasked;
mod undecided;
mod values;
mod zone;
mod zoned;

pub use crate::procedure::Unasked;
pub use course::{Course, Step};
pub use limits::{Limits, Nobody, Stopped, Watcher};
pub use model::{Bound, Claimed, Counts, Finding, Method, Progress, Proof, Shortest, Unexplorable};
pub use options::Options;
pub use readings::{Read, Reading, verify};
pub use unasked::Remark;
