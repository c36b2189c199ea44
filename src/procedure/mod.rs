//! Procedures: the checked model of the law, and the checker that builds it.

mod applies;
pub mod compare;
mod editions;
mod fields;
mod findings;
mod graph;
mod index;
mod lookup;
mod lower;
mod lowering;
mod model;
mod properties;
mod property;
mod rules;
mod shared;
mod tables;
mod translations;
mod unasked;
mod unused;

pub use editions::{Editions, check_ranges};
pub use fields::{TextIds, literal, parse_value};
pub use graph::Path;
pub use lower::{lower, lower_observer};
pub use model::{
    Act, Applicability, AppliesBy, Article, Check, ClockChange, Deadline, Duty, DutyDue, Effect, Field, Group,
    Procedure, Remembered, Role, Slot, State, Status, Term, Transition, Trigger, Watch,
};
pub use property::{Cue, Form, Incident, Property, Whose};
pub use shared::{Basis, Level, Occasions, Reads};
pub use unasked::{KnownFlaw, Unasked};
