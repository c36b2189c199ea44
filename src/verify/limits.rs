//! How far an exploration may go, and who is told of it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// How far a run may go. Past one of them nothing is claimed of what lies beyond.
#[derive(Clone, Debug)]
pub struct Limits {
    /// At most so many states, of all explorations together; while a machine's table is made, its cases count.
    pub states: Option<u64>,
    /// At most so many bytes for states at any one time.
    pub bytes: Option<usize>,
    /// At most so long, with all that is done before and after exploring.
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

/// What is left of the limits of a run: one for all that it does.
#[derive(Debug)]
pub(super) struct Budget<'l> {
    limits: &'l Limits,
    started: Instant,
    /// States of explorations that are over.
    states: AtomicU64,
    /// Bytes that are kept while another exploration goes on.
    bytes: AtomicUsize,
}

impl<'l> Budget<'l> {
    /// All of the limits.
    pub fn new(limits: &'l Limits) -> Self {
        Self { limits, started: Instant::now(), states: AtomicU64::new(0), bytes: AtomicUsize::new(0) }
    }

    /// On how many threads.
    pub fn threads(&self) -> usize {
        self.limits.threads
    }

    /// Which limit an exploration with so many states and bytes has reached, together with all that was done before.
    pub fn stop(&self, states: u64, bytes: usize) -> Option<Stopped> {
        let states = states.saturating_add(self.states.load(Relaxed));
        let bytes = bytes.saturating_add(self.bytes.load(Relaxed));
        if self.limits.states.is_some_and(|most| states >= most) {
            Some(Stopped::States)
        } else if self.limits.bytes.is_some_and(|most| bytes >= most) {
            Some(Stopped::Memory)
        } else {
            self.is_late().then_some(Stopped::Time)
        }
    }

    /// Whether time is up.
    pub fn is_late(&self) -> bool {
        self.limits.time.is_some_and(|most| self.started.elapsed() >= most)
    }

    /// An exploration is over, and found so many states.
    pub fn spend(&self, states: u64) {
        self.states.fetch_add(states, Relaxed);
    }

    /// So many bytes are kept for a while.
    pub fn keep(&self, bytes: usize) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    /// They are not any more.
    pub fn release(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Relaxed);
    }
}

/// How far an exploration has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// States found.
    pub states: u64,
    /// Moves made.
    pub transitions: u64,
    /// States found and not yet left.
    pub frontier: u64,
    /// Moves from the first state.
    pub depth: u64,
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
