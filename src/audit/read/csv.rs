//! Registers in lines of separated columns. A record is one line: a field in quotes may hold the separator and doubled
//! quotes, but no line break, so that a broken line can spoil no other.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::{Chunk, Fault, Sink};
use crate::audit::map::Map;
use crate::audit::words::equal_bits;

/// Where the columns of a map stand.
#[derive(Clone, Debug, Default)]
pub(in crate::audit) struct Header {
    separator: u8,
    /// How many columns there are.
    count: usize,
    /// Those that the map reads, each with its place there, in the order of the register.
    read: Vec<(usize, usize)>,
    /// The column of the case.
    case: usize,
}

impl Header {
    /// Reads the first line. The separator is a comma, semicolon or tab, whichever is most frequent.
    ///
    /// # Errors
    /// The name of a column that is missing, and those that there are.
    pub fn read(line: &[u8], map: &Map) -> Result<Self, (String, Vec<String>)> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let often = |separator: &u8| (memchr::memchr_iter(*separator, line).count(), std::cmp::Reverse(*separator));
        let separator = [b',', b';', b'\t'].into_iter().max_by_key(often).unwrap_or(b',');
        let names = quoted(line.trim_ascii_end(), separator);
        let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let places: Vec<Option<usize>> =
            names.iter().map(|name| map.columns.iter().position(|column| column == name)).collect();
        let missing = map.columns.iter().enumerate().find(|(place, _)| !places.contains(&Some(*place)));
        if let Some((_, missing)) = missing {
            return Err((missing.clone(), names));
        }
        let case = places.iter().position(|place| *place == Some(map.case)).unwrap_or(0);
        let read = places.iter().enumerate().filter_map(|(index, place)| Some((index, (*place)?))).collect();
        Ok(Self { separator, count: names.len(), read, case })
    }

    /// Puts the fields of a line that has so many in their places in the map; those that it lacks are empty.
    #[inline]
    fn fields<'c>(&self, count: usize, field: impl Fn(usize) -> &'c [u8], columns: &mut [&'c [u8]]) {
        if count < self.count {
            columns.fill(b"");
        }
        for (index, place) in self.read.iter().filter(|(index, _)| *index < count) {
            if let Some(column) = columns.get_mut(*place) {
                *column = field(*index);
            }
        }
    }
}

/// The fields of a line with quotes in it; empty where it cannot be told.
fn quoted(line: &[u8], separator: u8) -> Vec<Vec<u8>> {
    let mut record = Record::new(separator);
    record.read(line);
    (0..record.count).map(|index| record.field(index).to_vec()).collect()
}

/// A line with quotes in it, in memory that is used again.
struct Record {
    reader: csv_core::Reader,
    /// The fields without their quotes, one after the other.
    text: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
    count: usize,
}

impl Record {
    fn new(separator: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
        Self { reader, text: Vec::new(), ends: Vec::new(), count: 0 }
    }

    /// Reads a line. It has no fields if it cannot be told.
    fn read(&mut self, line: &[u8]) {
        self.reader.reset();
        self.count = 0;
        if self.text.len() <= line.len() {
            self.text.resize(line.len() + 1, 0);
            self.ends.resize(line.len() + 2, 0);
        }
        let (mut line, mut text, mut ends) = (line, &mut self.text[..], &mut self.ends[..]);
        loop {
            let (result, read, written, ended) = self.reader.read_record(line, text, ends);
            self.count += ended;
            line = line.get(read..).unwrap_or_default();
            text = text.get_mut(written..).unwrap_or_default();
            ends = ends.get_mut(ended..).unwrap_or_default();
            match result {
                // What follows is told by another call: that nothing does.
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::Record => return,
                _ => {
                    self.count = 0;
                    return;
                }
            }
        }
    }

    fn field(&self, index: usize) -> &[u8] {
        let end = |index: usize| self.ends.get(index).copied().unwrap_or(0);
        let start = index.checked_sub(1).map_or(0, end);
        self.text.get(start..end(index)).unwrap_or_default()
    }
}

/// Whether every quote of a line is closed in it.
fn closed(line: &[u8]) -> bool {
    memchr::memchr_iter(b'"', line).count().is_multiple_of(2)
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

pub(super) fn case_of<'l>(_: &Map, header: &Header, line: &'l [u8]) -> Option<Cow<'l, [u8]>> {
    let line = without_return(line);
    if memchr::memchr(b'"', line).is_some() {
        return quoted(line, header.separator).into_iter().nth(header.case).map(Cow::Owned);
    }
    line.split(|byte| *byte == header.separator).nth(header.case).filter(|case| !case.is_empty()).map(Cow::Borrowed)
}

pub(super) fn parse(map: &Map, header: &Header, chunk: &Chunk, sink: &mut impl Sink) {
    let bytes = chunk.bytes();
    let any_quotes = memchr::memchr(b'"', bytes).is_some();
    let mut columns: Vec<&[u8]> = vec![b""; map.columns.len()];
    let mut ends = vec![0; header.count];
    let mut record = None;
    let (mut start, mut number) = (0, chunk.line);
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = without_return(rest.get(..end).unwrap_or_default());
        start += end + 1;
        if any_quotes && memchr::memchr(b'"', line).is_some() {
            let record = record.get_or_insert_with(|| Record::new(header.separator));
            line_with_quotes(map, header, (line, number), record, sink);
        } else if !line.is_empty() {
            let count = separators(rest, line.len(), header.separator, &mut ends) + 1;
            let field = |index: usize| {
                let end = |index: usize| ends.get(index).copied().filter(|_| index + 1 < count).unwrap_or(line.len());
                line.get(index.checked_sub(1).map_or(0, |before| end(before) + 1)..end(index)).unwrap_or_default()
            };
            header.fields(count, field, &mut columns);
            line_of(map, header, (count, number), &columns, sink);
        }
        number += 1;
    }
    sink.end();
}

fn line_with_quotes(
    map: &Map,
    header: &Header,
    (line, number): (&[u8], u64),
    record: &mut Record,
    sink: &mut impl Sink,
) {
    if !closed(line) {
        let case = case_of(map, header, line);
        let fault = Fault::new(number, "a quote is not closed on its line; no field may hold a line break");
        sink.fault(case.as_deref(), fault);
        return;
    }
    record.read(line);
    let mut columns: SmallVec<[&[u8]; 16]> = smallvec![&b""[..]; map.columns.len()];
    header.fields(record.count, |index| record.field(index), &mut columns);
    line_of(map, header, (record.count, number), &columns, sink);
}

/// Tells of a line: how many fields it has, and those that the map reads.
#[inline]
fn line_of(map: &Map, header: &Header, (count, number): (usize, u64), columns: &[&[u8]], sink: &mut impl Sink) {
    let case = columns.get(map.case).copied().unwrap_or_default();
    if count == header.count {
        sink.event(case, columns, || number);
    } else {
        let message = format!("{count} columns; the first line names {}", header.count);
        sink.fault(Some(case).filter(|case| !case.is_empty()), Fault::new(number, message));
    }
}

/// How many separators the first bytes have; where they stand, as far as there is room.
#[inline]
fn separators(bytes: &[u8], length: usize, separator: u8, places: &mut [usize]) -> usize {
    let mut count = 0;
    for start in (0..length).step_by(64) {
        // Whole words are quicker, even if they go beyond the line.
        let end = (start + 64).min(length.next_multiple_of(8)).min(bytes.len());
        let mut found = equal_bits(bytes.get(start..end).unwrap_or_default(), separator);
        if length - start < 64 {
            found &= (1 << (length - start)) - 1;
        }
        while found != 0 {
            if let Some(place) = places.get_mut(count) {
                *place = start + found.trailing_zeros() as usize;
            }
            count += 1;
            found &= found - 1;
        }
    }
    count
}
