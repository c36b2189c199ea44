//! Parts of a register, judged, and put together in its order.

use std::collections::{BTreeMap, HashSet};
use std::io;

use rustc_hash::FxBuildHasher;

use super::read::{Fault, Problem};
use super::tally::Tally;
use super::terms::{Done, Stop};

/// How many faults are kept.
const FAULTS: usize = 10;

/// What became of a part.
#[derive(Default)]
pub(super) struct Part {
    /// Its place among the parts.
    pub number: u64,
    pub faults: u64,
    pub first_faults: Vec<Fault>,
    pub ignored: u64,
    /// The fault that ends it.
    pub stop: Option<Fault>,
    /// What is told of its cases.
    pub rows: Vec<u8>,
    /// A number for each case.
    pub cases: Vec<u64>,
    /// Memory that is to be used again.
    pub memory: Vec<u8>,
}

impl Part {
    pub fn fault(&mut self, fault: Fault, strict: bool) {
        if (strict || fault.unlisted.is_some()) && self.stop.as_ref().is_none_or(|stop| fault.line < stop.line) {
            self.stop = Some(fault.clone());
        }
        self.faults += 1;
        if self.first_faults.len() < FAULTS {
            self.first_faults.push(fault);
        }
    }
}

/// What a problem is told as.
pub(super) fn fault_of(problem: Problem, line: u64) -> Fault {
    match problem {
        Problem::Unread(message) => Fault::new(line, message),
        Problem::Unlisted(name) => {
            let message = format!("the map does not list the activity `{name}`");
            Fault { unlisted: Some(name), ..Fault::new(line, message) }
        }
    }
}

/// Puts parts together in the order of the register.
pub(super) struct Collector<'w> {
    pub done: Done,
    out: &'w mut dyn FnMut(&[u8]) -> io::Result<()>,
    waiting: BTreeMap<u64, Part>,
    next: u64,
    /// The cases that have ended, where nobody says that the register is sorted.
    seen: HashSet<u64, FxBuildHasher>,
}

impl<'w> Collector<'w> {
    pub fn new(out: &'w mut dyn FnMut(&[u8]) -> io::Result<()>) -> Self {
        let done = Done { tally: Tally::default(), faults: 0, first_faults: Vec::new(), ignored: 0 };
        Self { done, out, waiting: BTreeMap::new(), next: 0, seen: HashSet::default() }
    }

    /// Takes a part, when all before it are there.
    pub fn take(&mut self, part: Part) -> Result<(), Stop> {
        self.waiting.insert(part.number, part);
        while let Some(part) = self.waiting.remove(&self.next) {
            self.next += 1;
            if let Some(fault) = part.stop {
                return Err(Stop::Fault(fault));
            }
            for case in part.cases {
                if !self.seen.insert(case) {
                    return Err(Stop::Interleaved);
                }
            }
            self.done.faults += part.faults;
            self.done.ignored += part.ignored;
            let room = FAULTS.saturating_sub(self.done.first_faults.len());
            self.done.first_faults.extend(part.first_faults.into_iter().take(room));
            if !part.rows.is_empty() {
                (self.out)(&part.rows)?;
            }
        }
        Ok(())
    }
}
