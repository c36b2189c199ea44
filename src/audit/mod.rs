//! Audit: every case of a register, judged as a replay judges one.
//!
//! A [`Map`] says what the columns of a register mean. A reader ([`Format`]) makes [`CaseEvents`] of its bytes, a case
//! at a time; a [`Judge`] drives the engine through them under one or more [`Reading`]s of the law and counts what it
//! finds in a [`Tally`]. Tallies of any parts of a register add up to that of the whole, in any order. Where something
//! that is not known decides what happens, the case is replayed instead, in every possible world.

mod case;
mod check;
mod column;
mod course;
mod date;
mod found;
mod gather;
mod judge;
mod map;
mod measure;
mod part;
mod read;
mod reading;
mod run;
mod scenario;
mod tally;
mod terms;
mod words;
mod worker;

pub use case::{CaseEvents, Event};
pub use date::{Dates, Zone};
pub use found::{Entry, Found, basis, whys};
pub use judge::Judge;
pub use map::{Activity, Map};
pub use measure::{Measure, Side, measures};
pub use read::{Fault, Format, Order};
pub use reading::Reading;
pub use scenario::scenario;
pub use tally::{ByVerdict, Count, Counts, Distribution, Rule, Tally, Why, place};
pub use terms::{Audit, Done, Stop, Tell};
