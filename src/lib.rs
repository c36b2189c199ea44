//! greffe: regulatory procedures as typed state machines, and cases replayed against them.

pub mod calendar;
pub mod condition;
pub mod diagnostic;
pub mod engine;
pub mod generate;
pub mod ids;
pub mod library;
pub mod procedure;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod syntax;
pub mod system;
pub mod text;
pub mod value;
pub mod verify;
