//! Registers in lines of separated columns. A record is one line: a field in quotes may hold the separator and doubled
//! quotes, but no line break, so that a broken line can spoil no other.

use std::borrow::Cow;

use super::{Chunk, Fault, Sink};
use crate::audit::map::Map;

/// Where the columns of a map stand.
#[derive(Clone, Debug, Default)]
pub(in crate::audit) struct Header {
    separator: u8,
    /// How many columns there are.
    count: usize,
    /// For each of them, its place in the map.
    places: Vec<Option<usize>>,
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
        Ok(Self { separator, count: names.len(), places, case })
    }
}

/// The fields of a line with quotes in it; empty where it cannot be told.
fn quoted(line: &[u8], separator: u8) -> Vec<Vec<u8>> {
    let mut builder = ::csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).delimiter(separator).from_reader(line);
    let mut record = ::csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(<[u8]>::to_vec).collect(),
        _ => Vec::new(),
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

pub(super) fn parse(map: &Map, header: &Header, chunk: &Chunk, sink: &mut dyn Sink) {
    let bytes = &chunk.bytes[..];
    let any_quotes = memchr::memchr(b'"', bytes).is_some();
    let mut columns: Vec<Cow<[u8]>> = vec![Cow::Borrowed(b""); map.columns.len()];
    let (mut start, mut number) = (0, chunk.line);
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or(&[]);
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = without_return(rest.get(..end).unwrap_or(&[]));
        start += end + 1;
        if !line.is_empty() {
            line_of(map, header, (line, number, any_quotes), &mut columns, sink);
        }
        number += 1;
    }
    sink.end();
}

#[inline]
fn line_of<'c>(
    map: &Map,
    header: &Header,
    (line, number, any_quotes): (&'c [u8], u64, bool),
    columns: &mut [Cow<'c, [u8]>],
    sink: &mut dyn Sink,
) {
    columns.fill(Cow::Borrowed(b""));
    let mut count = 0;
    let mut set = |field: Cow<'c, [u8]>| {
        if let Some(Some(place)) = header.places.get(count)
            && let Some(column) = columns.get_mut(*place)
        {
            *column = field;
        }
        count += 1;
    };
    if any_quotes && memchr::memchr(b'"', line).is_some() {
        if !closed(line) {
            let case = case_of(map, header, line);
            let fault = Fault::new(number, "a quote is not closed on its line; no field may hold a line break");
            sink.fault(case.as_deref(), fault);
            return;
        }
        for field in quoted(line, header.separator) {
            set(Cow::Owned(field));
        }
    } else {
        let mut start = 0;
        for end in memchr::memchr_iter(header.separator, line) {
            set(Cow::Borrowed(line.get(start..end).unwrap_or(b"")));
            start = end + 1;
        }
        set(Cow::Borrowed(line.get(start..).unwrap_or(b"")));
    }
    let case = columns.get(map.case).cloned().unwrap_or_default();
    if count != header.count {
        let message = format!("{count} columns; the first line names {}", header.count);
        sink.fault(Some(&case).filter(|case| !case.is_empty()).map(|case| &**case), Fault::new(number, message));
    } else {
        sink.event(&case, columns, &|| number);
    }
}
