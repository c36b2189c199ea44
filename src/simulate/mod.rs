//! Simulation: many cases that flow through a procedure, under a study's behaviour.
//!
//! Law stays in the procedure: every act is put to [`crate::engine::step_if_lawful`], what is not lawful is not done
//! and is counted with its reason, and what the passing of time forces (deadlines that run out, duties that fall due)
//! is what [`crate::engine::advance_showing`] tells. Behaviour stays in the study: arrivals, delays, decisions,
//! capacities.
//!
//! A replication is a sequence of events in the order of time; replications and the values of a sweep are spread over
//! threads. What is random in a case depends on the seed, the replication and the case's number alone, so that no
//! result depends on threads, and two values of a sweep meet the same cases.

mod arrivals;
mod capacity;
mod courses;
mod draw;
mod experiment;
mod figures;
mod lower;
mod measure;
mod measures;
mod model;
mod opening;
mod random;
mod reading;
mod run;
mod sample;
mod statistics;
mod steps;
mod tally;
mod watched;

pub use experiment::{AtBound, Experiment, Point, Ran, settings_of, simulate};
pub use lower::lower;
pub use measure::value as measured;
pub use model::{
    Alternative, Arrival, Capacity, CapacityIx, Certainty, Delay, Figure, FigureIx, Keeper, Measure, MeasureKind,
    Names, Op, Opening, Order, Pattern, Published, Service, Setting, Source, Step, Study, Timing, Unit, Varied, Vary,
    Watched, When, Worth,
};
pub use opening::Hours;
pub use random::Stream;
pub use run::{Limits, replicate};
pub use sample::courses;
pub use statistics::{BATCHES, Interval, batch_half, interval, quantile};
pub use tally::{CapacityTally, Refused, Sums, Tally};
