//! Systems: machines that run procedures and watch one another. One procedure alone is a system of one machine.

mod model;

pub use model::{Machine, MachineIx, System};
