//! Registers of one JSON object a line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use smallvec::SmallVec;

use super::{Chunk, Fault, Sink};
use crate::audit::map::Map;

/// Puts the values of the map's columns in their places; others are passed over.
struct Line<'a, 'c> {
    map: &'a Map,
    columns: &'a mut [Cow<'c, [u8]>],
}

impl<'c> Visitor<'c> for Line<'_, 'c> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'c>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<Key>()? {
            let place = self.map.columns.iter().position(|column| *column == *key.0);
            match place.and_then(|place| self.columns.get_mut(place)) {
                None => {
                    object.next_value::<IgnoredAny>()?;
                }
                Some(column) => *column = scalar(object.next_value::<&RawValue>()?.get()),
            }
        }
        Ok(())
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'c>(#[serde(borrow)] Cow<'c, str>);

/// A value as a column has it: a text without its quotes, nothing for null, and all else as it is written.
fn scalar(raw: &str) -> Cow<'_, [u8]> {
    match raw.as_bytes() {
        b"null" => Cow::Borrowed(b""),
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Cow::Borrowed(inner),
        [b'"', ..] => match serde_json::from_str::<String>(raw) {
            Ok(text) => Cow::Owned(text.into_bytes()),
            Err(_) => Cow::Borrowed(raw.as_bytes()),
        },
        plain => Cow::Borrowed(plain),
    }
}

fn read<'c>(map: &Map, line: &'c [u8], columns: &mut [Cow<'c, [u8]>]) -> Result<(), String> {
    columns.fill(Cow::Borrowed(b""));
    let mut reader = serde_json::Deserializer::from_slice(line);
    let read = reader.deserialize_map(Line { map, columns }).and_then(|()| reader.end());
    read.map_err(|error| {
        // The line is the register's, not the first of one.
        let text = error.to_string();
        let told = text.split(" at line ").next().unwrap_or("it cannot be read");
        format!("no JSON object: {told} (column {})", error.column())
    })
}

pub(super) fn case_of<'l>(map: &Map, line: &'l [u8]) -> Option<Cow<'l, [u8]>> {
    let mut columns: Vec<Cow<[u8]>> = vec![Cow::Borrowed(b""); map.columns.len()];
    read(map, line, &mut columns).ok()?;
    columns.into_iter().nth(map.case).filter(|case| !case.is_empty())
}

pub(super) fn parse(map: &Map, chunk: &Chunk, sink: &mut impl Sink) {
    let bytes = chunk.bytes();
    let mut columns: Vec<Cow<[u8]>> = vec![Cow::Borrowed(b""); map.columns.len()];
    let (mut start, mut number) = (0, chunk.line);
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or(&[]);
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or(&[]);
        start += end + 1;
        if !line.trim_ascii().is_empty() {
            match read(map, line, &mut columns) {
                Ok(()) => {
                    let columns: SmallVec<[&[u8]; 16]> = columns.iter().map(|column| &**column).collect();
                    sink.event(columns.get(map.case).copied().unwrap_or_default(), &columns, || number);
                }
                // Keys before the fault were read: the case may be among them.
                Err(message) => {
                    let case = columns.get(map.case).filter(|case| !case.is_empty());
                    sink.fault(case.map(|case| &**case), Fault::new(number, message));
                }
            }
        }
        number += 1;
    }
    sink.end();
}
