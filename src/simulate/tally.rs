//! What is counted in one replication.

use std::collections::BTreeMap;

use super::courses::Why;
use super::model::FigureIx;
use super::statistics::Summary;

/// An act that was planned and not done, because it would not have been lawful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Refused {
    /// The act, by its number.
    pub act: usize,
    /// The state of the case, by its number.
    pub state: usize,
    /// Why.
    pub why: Why,
}

/// What is counted of a capacity.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CapacityTally {
    /// How many cases began to wait.
    pub joined: u64,
    /// How many were served.
    pub served: u64,
    /// How many left while they waited.
    pub left: u64,
    /// How long those waited that were served, in seconds, of those that came since the observation began.
    pub waits: Summary,
    /// How many waited, times how long, in case-seconds since the observation began.
    pub area: f64,
    /// How long it was busy, in seconds of opening hours times servers, since the observation began.
    pub busy: f64,
    /// How long it could have been busy, in the same unit.
    pub open: f64,
    /// How many wait at the end of each day.
    pub lengths: Vec<u32>,
    /// Of figures that waits are compared with, the share of these waits that are longer.
    pub longer: Vec<(FigureIx, Option<f64>)>,
    /// What was counted by the end of each day.
    pub days: Vec<Sums>,
}

/// Sums by the end of a day, since the observation began: see [`CapacityTally`].
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Sums {
    /// How many waits ended.
    pub waits: f64,
    /// How long they were, in seconds.
    pub waited: f64,
    /// How many waited, times how long, in case-seconds.
    pub area: f64,
    /// How long it was busy, in seconds of opening hours times servers.
    pub busy: f64,
    /// How long it could have been, in the same unit.
    pub open: f64,
    /// How many seconds passed.
    pub seconds: f64,
}

/// What is counted in one replication. Numbers are of simulated cases: each stands for [`super::Study::weight`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tally {
    /// How many cases arrived, each day.
    pub arrivals: Vec<u32>,
    /// For each act and the state in which it was done: how often, each day.
    pub acts: BTreeMap<(usize, usize), Vec<u32>>,
    /// How many acts did not keep a recommended rule.
    pub irregular: u64,
    /// What would not have been lawful: how often, each day.
    pub refused: BTreeMap<Refused, Vec<u32>>,
    /// For each state: how many cases entered it for the first time, each day.
    pub entered: Vec<Vec<u32>>,
    /// For each state: how many cases are in it at the end of each day.
    pub stock: Vec<Vec<u32>>,
    /// For each state: how many cases were in it, times how long, in case-seconds since the observation began.
    pub area: Vec<f64>,
    /// For each deadline: how often it ran out, each day.
    pub expired: Vec<Vec<u32>>,
    /// For each duty: how often it was not kept, each day.
    pub breached: Vec<Vec<u32>>,
    /// How many cases arrived early enough to be followed for the time within which states are reached.
    pub followed: u64,
    /// For each state: how many of these entered it within that time.
    pub reached: Vec<u64>,
    /// From arrival to the end of a case, in seconds.
    pub closure: Summary,
    /// For each capacity.
    pub capacities: Vec<CapacityTally>,
    /// Cases that did not come to rest: their behaviour goes round in a circle that takes no time.
    pub restless: u64,
    /// How often the engine was asked.
    pub asked: u64,
}

impl Tally {
    /// How many acts were done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.acts.values().map(|days| total(days)).sum()
    }
}

/// The sum of what was counted on each day.
#[must_use]
pub fn total(days: &[u32]) -> u64 {
    days.iter().map(|count| u64::from(*count)).sum()
}
