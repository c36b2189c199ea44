//! greffe: regulatory procedures as typed state machines, and cases replayed against them.

// Generated modules name this crate as any other crate does.
extern crate self as greffe;

pub mod audit;
pub mod calendar;
pub mod condition;
pub mod diagnostic;
pub mod engine;
pub mod generate;
pub mod ids;
pub mod library;
pub mod monitor;
pub mod mutate;
pub mod page;
pub mod picture;
pub mod procedure;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod simulate;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod syntax;
pub mod system;
pub mod text;
pub mod typed;
pub mod value;
pub mod verify;
