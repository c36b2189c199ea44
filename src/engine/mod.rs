//! The engine: the one place that decides whether an act is lawful and what it does.
//!
//! [`step`] takes a procedure, a case, an act and what is seen of watched machines, and moves the case or refuses
//! the act. [`advance`] lets time pass: deadlines fire, duties fall due. Neither reads anything but its arguments.
//! Every reader (replay, proof, generation, register, simulation) drives these and knows no other way.

mod advance;
mod apply;
mod case;
mod duty;
mod eval;
mod judge;

pub use advance::{Doubt, Passage, advance, advance_showing, expire, force, instant_after, next_due, spare};
pub use case::{Case, Changed, Clock, ClockState, DutyState, Occurrence, Owed, View, Views};
pub use duty::duty_end;
pub use eval::{NoTrace, Scope, Trace, evaluate};
pub use judge::{
    Assessment, CheckSet, Outcome, Refusal, Stepped, Verdict, branches, check_results, check_values, judge, presume,
    step, step_if_lawful,
};
