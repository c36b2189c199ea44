//! What an audit looks at and how, and what comes of it.

use std::io;

use super::case::CaseEvents;
use super::judge::Judge;
use super::map::Map;
use super::read::{Fault, Format, Order};
use super::reading::Reading;
use super::tally::Tally;
use crate::calendar::Day;

/// What is written of a case once it is judged: appended to the bytes.
pub type Tell<'t> = dyn Fn(&Judge, &CaseEvents, &mut Vec<u8>) + Sync + 't;

/// A register, and how it is looked at.
pub struct Audit<'a> {
    /// What its columns mean.
    pub map: &'a Map,
    /// The readings of the law; what the first finds is compared with the second.
    pub readings: &'a [Reading],
    /// The day that is looked at; nothing: of each case the last event.
    pub as_of: Option<Day>,
    /// What it is written in.
    pub format: Format,
    /// In which order its events are.
    pub order: Order,
    /// On how many threads; it changes nothing but the time.
    pub threads: usize,
    /// Whether a fault ends it.
    pub strict: bool,
    /// What is written of each case.
    pub tell: Option<&'a Tell<'a>>,
}

/// What was found, and what was not read.
pub struct Done {
    /// What was found.
    pub tally: Tally,
    /// How many lines or elements cannot be read.
    pub faults: u64,
    /// The first of them.
    pub first_faults: Vec<Fault>,
    /// How many events the map ignores.
    pub ignored: u64,
}

/// Why nothing was found.
#[derive(Debug)]
pub enum Stop {
    /// The register or the output fails.
    Io(io::Error),
    /// The first line of a register lacks a column; those that it has.
    NoColumn(String, Vec<String>),
    /// The map does not list an activity, or nothing but a fault is allowed; where.
    Fault(Fault),
    /// A case goes on after another has begun: the register has to be read in another order.
    Interleaved,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
