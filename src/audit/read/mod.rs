//! Reading registers: bytes in chunks that end where a case does, and the events in them.

mod chunks;
mod csv;
mod ndjson;
mod tag;
mod xes;

use std::borrow::Cow;

pub(super) use self::chunks::{Chunk, Chunks};
pub(super) use self::csv::Header;

use super::case::{CaseEvents, Event};
use super::column::Unread;
use super::date::Dates;
use super::map::Map;
use super::words::same;
use crate::calendar::Stamp;

/// What a register is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// XES: a trace for each case.
    Xes,
    /// A line for each event, and one above them that names the columns.
    Csv,
    /// A JSON object on a line for each event.
    Ndjson,
}

/// In which order a register of lines has its events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Those of a case together, it seems; it is noticed if they are not.
    #[default]
    Detect,
    /// Those of a case together.
    Sorted,
    /// In any order.
    Interleaved,
}

/// Something that cannot be read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
    /// An activity that the map does not list: nothing can be said of the register without it.
    pub unlisted: Option<String>,
}

impl Fault {
    pub(super) fn new(line: u64, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), unlisted: None }
    }
}

/// Takes what is read of a chunk.
pub(super) trait Sink {
    /// An event of a case; `columns` are those of the map, empty where there is none. Faults are told.
    fn event(&mut self, case: &[u8], columns: &[&[u8]], line: impl Fn() -> u64);

    /// A line of a case, if that much is known, that cannot be read.
    fn fault(&mut self, case: Option<&[u8]>, fault: Fault);

    /// No more events of the present case follow.
    fn end(&mut self);
}

/// Reads the events of a chunk.
pub(super) fn parse(format: Format, map: &Map, header: &Header, chunk: &Chunk, sink: &mut impl Sink) {
    match format {
        Format::Xes => xes::parse(map, chunk, sink),
        Format::Csv => csv::parse(map, header, chunk, sink),
        Format::Ndjson => ndjson::parse(map, chunk, sink),
    }
}

/// The case of a line; nothing if that cannot be told.
pub(super) fn case_of<'l>(format: Format, map: &Map, header: &Header, line: &'l [u8]) -> Option<Cow<'l, [u8]>> {
    match format {
        Format::Xes => None,
        Format::Csv => csv::case_of(map, header, line),
        Format::Ndjson => ndjson::case_of(map, line),
    }
}

/// Makes events of columns.
pub(super) struct Builder<'m> {
    map: &'m Map,
    dates: Dates,
    /// Activities of the map that were met, each at the place of its name.
    met: [Option<(&'m [u8], Option<u16>)>; MET],
}

const MET: usize = 64;

/// Why there is no event.
pub(super) enum Problem {
    /// The map does not list the activity.
    Unlisted(String),
    /// Something cannot be read.
    Unread(String),
}

impl<'m> Builder<'m> {
    pub fn new(map: &'m Map) -> Self {
        Self { map, dates: map.dates(), met: [None; MET] }
    }

    /// What an activity is to the map: an act, or nothing that it heeds.
    #[inline]
    fn activity(&mut self, name: &[u8]) -> Option<Option<u16>> {
        let [first, .., last] = name else { return self.map.named.get(name).copied() };
        let place = self.met.get_mut((name.len() * 5 + usize::from(*first) + usize::from(*last) * 3) % MET)?;
        match place {
            Some((known, activity)) if same(known, name) => Some(*activity),
            _ => {
                let (known, activity) = self.map.named.get_key_value(name)?;
                *place = Some((known, *activity));
                Some(*activity)
            }
        }
    }

    /// Adds an event to a case; false if it is one that the map ignores.
    #[inline]
    pub fn add(&mut self, case: &mut CaseEvents, columns: &[&[u8]]) -> Result<bool, Problem> {
        let column = |index: usize| columns.get(index).copied().unwrap_or_default();
        let name = column(self.map.act);
        let activity = match self.activity(name) {
            Some(Some(activity)) => activity,
            Some(None) => return Ok(false),
            None if name.is_empty() => return Err(self.unread(self.map.act, name, None)),
            None if self.map.ignore_rest => return Ok(false),
            None => return Err(Problem::Unlisted(String::from_utf8_lossy(name).into_owned())),
        };
        let date = column(self.map.date);
        let Some(on) = self.dates.read(date) else { return Err(self.unread(self.map.date, date, None)) };
        let by = match self.map.role {
            None => None,
            Some(role) => match column(role) {
                b"" => None,
                word => match self.map.role_words.get(word) {
                    Some(role) => Some(*role),
                    None => return Err(self.unread(role, word, None)),
                },
            },
        };
        let first = case.values.len();
        self.values(case, columns, activity, on)?;
        case.events.push(Event { on, activity, by, values: u32::try_from(first).unwrap_or(u32::MAX) });
        Ok(true)
    }

    fn values(&mut self, case: &mut CaseEvents, columns: &[&[u8]], activity: u16, on: Stamp) -> Result<(), Problem> {
        let map = self.map;
        let Some(activity) = map.activities.get(usize::from(activity)) else { return Ok(()) };
        for from in &activity.values {
            let text = columns.get(from.column).copied().unwrap_or_default();
            let read = from.read(text, on, &mut self.dates, &mut |text| case.text(&map.texts, text));
            match read {
                Ok(value) => case.values.push(value),
                Err(why) => return Err(self.unread(from.column, text, Some((&from.field.ty.name(), why)))),
            }
        }
        Ok(())
    }

    #[cold]
    fn unread(&self, column: usize, text: &[u8], why: Option<(&str, Unread)>) -> Problem {
        let name = self.map.columns.get(column).map_or("", String::as_str);
        let text: String = String::from_utf8_lossy(text).chars().take(60).collect();
        let article = |ty: &str| if ty.starts_with(['i', '[']) { "an" } else { "a" };
        Problem::Unread(match why {
            _ if text.is_empty() => format!("`{name}` is empty"),
            Some((ty, Unread::OutOfBounds)) => {
                format!("`{text}` in `{name}` is out of bounds for {} {ty}", article(ty))
            }
            Some((ty, _)) => format!("`{text}` in `{name}` is not {} {ty}", article(ty)),
            None if column == self.map.date => format!("`{text}` in `{name}` is not a date"),
            None => format!("`{text}` in `{name}` is no word of the map"),
        })
    }
}

/// How many line breaks there are.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
