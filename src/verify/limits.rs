//! How far an exploration may go, and who is told of it.

use std::time::{Duration, Instant};

use super::model::Progress;

/// How far an exploration may go. Past one of them nothing is claimed of what lies beyond.
#[derive(Clone, Debug)]
pub struct Limits {
    /// At most so many states.
    pub states: Option<u64>,
    /// At most so many bytes for states.
    pub bytes: Option<usize>,
    /// At most so long.
    pub time: Option<Duration>,
    /// On so many threads; the answer does not depend on it.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { states: None, bytes: None, time: None, threads: 1 }
    }
}

/// Which limit an exploration reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// That of states.
    States,
    /// That of memory.
    Memory,
    /// That of time.
    Time,
}

impl Limits {
    pub(super) fn stop(&self, states: u64, bytes: usize, started: Instant) -> Option<Stopped> {
        if self.states.is_some_and(|most| states >= most) {
            Some(Stopped::States)
        } else if self.bytes.is_some_and(|most| bytes >= most) {
            Some(Stopped::Memory)
        } else if self.time.is_some_and(|most| started.elapsed() >= most) {
            Some(Stopped::Time)
        } else {
            None
        }
    }
}

/// Whoever wants to know how an exploration is going.
pub trait Watcher: Sync {
    /// Called now and then.
    fn tell(&self, progress: &Progress);
}

/// Nobody is told.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl Watcher for Nobody {
    fn tell(&self, _: &Progress) {}
}
