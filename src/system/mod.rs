//! Systems: machines that run procedures and watch one another. One procedure alone is a system of one machine.

mod lower;
mod machines;
mod model;

pub use lower::{Joined, lower};
pub use machines::{ProcedureSource, machines};
pub use model::{Machine, MachineIx, Observer, System};
