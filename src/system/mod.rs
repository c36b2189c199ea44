//! Systems: machines that run procedures and watch one another. One procedure alone is a system of one machine.

mod lower;
mod machines;
mod model;
mod readings;

pub use lower::{Joined, lower};
pub use machines::{ProcedureSource, chosen_reading, machines};
pub use model::{Machine, MachineIx, Observer, System};
pub use readings::Reading;
