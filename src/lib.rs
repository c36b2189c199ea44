//! greffe: regulatory procedures as typed state machines, and cases replayed against them.

pub mod calendar;
pub mod diagnostic;
pub mod syntax;
