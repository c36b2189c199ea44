//! Audit: every case of a register, judged as a replay judges one.
//!
//! A [`Map`] says what the columns of a register mean. A reader ([`Format`]) makes [`CaseEvents`] of its bytes, a case
//! at a time; a [`Judge`] drives the engine through them under one or more [`Reading`]s of the law and counts what it
//! finds in a [`Tally`]. Tallies of any parts of a register add up to that of the whole, in any order. Where something
//! that is not known decides what happens, the case is replayed instead, in every possible world.

mod alike;
mod case;
mod date;
mod judge;
mod map;
mod measure;
mod read;
mod reading;
mod run;
mod scenario;
mod tally;

pub use case::{CaseEvents, Event};
pub use date::{Dates, Zone};
pub use judge::{Entry, Found, Judge, basis, whys};
pub use map::{Activity, Map};
pub use measure::{Measure, Side, measures};
pub use read::{Fault, Format, Order};
pub use reading::Reading;
pub use run::{Audit, Done, Stop, Tell};
pub use scenario::scenario;
pub use tally::{ByVerdict, Count, Counts, Distribution, Rule, Tally, Why, place};
