//! Procedures: the checked model of the law, and the checker that builds it.

pub mod compare;
mod editions;
mod fields;
mod graph;
mod index;
mod lower;
mod lowering;
mod model;
mod properties;
mod property;
mod rules;
mod tables;
mod unused;

pub use editions::{Editions, check_ranges};
pub use fields::{TextIds, literal, parse_value};
pub use graph::Path;
pub use lower::{lower, lower_observer};
pub use model::{
    Act, AppliesBy, Article, Basis, Check, ClockChange, Deadline, Duty, DutyDue, Effect, Field, Group, Level,
    Occasions, Procedure, Reads, Remembered, Role, Slot, State, Status, Term, Transition, Trigger, Watch,
};
pub use property::{Cue, Form, Incident, Property, Whose};
