//! Registers in XES (IEEE 1849): traces of events, whose attributes are elements with a key and a value.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Chunk, Fault, Sink, lines};
use crate::audit::map::Map;

/// How a column of the map is called when it is an attribute of the trace.
const OF_TRACE: &str = "case:";

/// Where we are in a log.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Outside every trace.
    Log,
    Trace,
    Event,
}

/// The keys that the map reads, each with its column.
struct Keys<'m> {
    of_trace: Vec<(&'m [u8], usize)>,
    of_event: Vec<(&'m [u8], usize)>,
}

impl<'m> Keys<'m> {
    fn new(map: &'m Map) -> Self {
        let (mut of_trace, mut of_event) = (Vec::new(), Vec::new());
        for (place, name) in map.columns.iter().enumerate() {
            match name.strip_prefix(OF_TRACE) {
                Some(key) => of_trace.push((key.as_bytes(), place)),
                // The case is of the trace, however it is called.
                None if place == map.case => of_trace.push((name.as_bytes(), place)),
                None => of_event.push((name.as_bytes(), place)),
            }
            if place == map.case && [map.act, map.date].contains(&place) {
                of_event.push((name.as_bytes(), place));
            }
        }
        Self { of_trace, of_event }
    }
}

pub(super) fn parse(map: &Map, chunk: &Chunk, sink: &mut dyn Sink) {
    let keys = Keys::new(map);
    let bytes = &chunk.bytes[..];
    let mut from = 0;
    // After XML that cannot be read, the next trace is looked for.
    while let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) {
        let mut log = Log::new(map, &keys);
        let base = chunk.line + lines(bytes.get(..from).unwrap_or(&[]));
        let Some(broken) = log.read(rest, base, sink) else { break };
        let again = rest.get(broken..).unwrap_or(&[]);
        match memmem::find(again, b"<trace") {
            Some(at) => from += broken + at,
            None => break,
        }
    }
    sink.end();
}

/// A log as it is read.
struct Log<'m, 'c> {
    map: &'m Map,
    keys: &'m Keys<'m>,
    within: Within,
    /// How many attributes we are in: those of attributes are nobody's.
    nested: usize,
    /// Whether an attribute of the event cannot be read.
    spoilt: bool,
    /// What the trace says.
    trace: Vec<Cow<'c, [u8]>>,
    /// What the event says.
    columns: Vec<Cow<'c, [u8]>>,
}

impl<'m, 'c> Log<'m, 'c> {
    fn new(map: &'m Map, keys: &'m Keys<'m>) -> Self {
        let empty = vec![Cow::Borrowed(&b""[..]); map.columns.len()];
        Self { map, keys, within: Within::Log, nested: 0, spoilt: false, trace: empty.clone(), columns: empty }
    }

    /// Reads until the end, or until XML that cannot be read; then where that is.
    fn read(&mut self, bytes: &'c [u8], first_line: u64, sink: &mut dyn Sink) -> Option<usize> {
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        let line_at =
            |at: u64| first_line + lines(usize::try_from(at).ok().and_then(|at| bytes.get(..at)).unwrap_or(&[]));
        loop {
            match reader.read_event() {
                Ok(Event::Empty(element)) => match element.name().as_ref() {
                    b"trace" | b"event" => {}
                    _ => {
                        let end = reader.buffer_position();
                        if let Err(broken) = self.element(inside(bytes, &element, end, 2), &|| line_at(end), sink) {
                            return Some(start_of(end, element.len(), broken));
                        }
                    }
                },
                Ok(Event::Start(element)) => match element.name().as_ref() {
                    b"trace" => {
                        if self.within != Within::Log {
                            let line = line_at(reader.buffer_position());
                            self.fault(Fault::new(line, "a trace begins within another"), sink);
                        }
                        sink.end();
                        self.within = Within::Trace;
                        self.nested = 0;
                        self.trace.fill(Cow::Borrowed(b""));
                    }
                    b"event" if self.within == Within::Trace && self.nested == 0 => {
                        self.within = Within::Event;
                        self.spoilt = false;
                        self.columns.clone_from(&self.trace);
                    }
                    _ => {
                        let end = reader.buffer_position();
                        if let Err(broken) = self.element(inside(bytes, &element, end, 1), &|| line_at(end), sink) {
                            return Some(start_of(end, element.len(), broken));
                        }
                        self.nested += usize::from(self.within != Within::Log);
                    }
                },
                Ok(Event::End(element)) => match element.name().as_ref() {
                    b"trace" => {
                        sink.end();
                        self.within = Within::Log;
                    }
                    b"event" if self.within == Within::Event => {
                        self.within = Within::Trace;
                        if self.spoilt {
                            continue;
                        }
                        let case = self.trace.get(self.map.case).map_or(&b""[..], |case| case);
                        let at = reader.buffer_position();
                        sink.event(case, &self.columns, &|| line_at(at));
                    }
                    _ => self.nested = self.nested.saturating_sub(1),
                },
                Ok(Event::Eof) => {
                    if self.within != Within::Log {
                        let line = line_at(bytes.len() as u64);
                        self.fault(Fault::new(line, "the register ends within a trace"), sink);
                    }
                    return None;
                }
                Ok(_) => {}
                Err(error) => {
                    let line = line_at(reader.error_position());
                    self.fault(Fault::new(line, format!("no XML: {error}")), sink);
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    return Some(at.saturating_add(1));
                }
            }
        }
    }

    fn fault(&self, fault: Fault, sink: &mut dyn Sink) {
        let case = self.trace.get(self.map.case).filter(|case| self.within != Within::Log && !case.is_empty());
        sink.fault(case.map(|case| &**case), fault);
    }

    /// Takes an attribute, or tells of its fault. An error if the element swallows others: the XML is broken there.
    #[inline]
    fn element(&mut self, attributes: &'c [u8], line: &dyn Fn() -> u64, sink: &mut dyn Sink) -> Result<(), Swallowed> {
        if self.attribute(attributes) {
            return Ok(());
        }
        self.spoilt = true;
        self.fault(Fault::new(line(), "an attribute cannot be read"), sink);
        if attributes.contains(&b'<') { Err(Swallowed) } else { Ok(()) }
    }

    /// Takes the value of an attribute that the map reads. False if it cannot be read.
    #[inline]
    fn attribute(&mut self, mut rest: &'c [u8]) -> bool {
        let (keys, into) = match self.within {
            Within::Log => return true,
            _ if self.nested > 0 => return true,
            Within::Trace => (&self.keys.of_trace, &mut self.trace),
            Within::Event => (&self.keys.of_event, &mut self.columns),
        };
        let (mut place, mut value) = (None, None);
        loop {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                break;
            }
            let Some((name, text, after)) = attribute(rest) else { return false };
            rest = after;
            match name {
                b"key" => match keys.iter().find(|(key, _)| *key == text) {
                    Some((_, found)) => place = Some(*found),
                    None => return true,
                },
                b"value" => value = Some(text),
                _ => {}
            }
        }
        let (Some(column), Some(value)) = (place.and_then(|place| into.get_mut(place)), value) else { return true };
        let Some(value) = unescaped(value) else { return false };
        *column = value;
        true
    }
}

/// An element that was never closed has taken in what follows it.
struct Swallowed;

/// Just after the beginning of an element of some length that ends at a place.
fn start_of(end: u64, length: usize, _: Swallowed) -> usize {
    usize::try_from(end).unwrap_or(usize::MAX).saturating_sub(length)
}

/// The attributes of an element that ends at a place, so many bytes before it, as they stand in the chunk: what the
/// reader lends lives no longer than the element.
#[inline]
fn inside<'c>(bytes: &'c [u8], element: &BytesStart, end: u64, closing: usize) -> &'c [u8] {
    let Some(end) = usize::try_from(end).ok().and_then(|end| end.checked_sub(closing)) else { return &[] };
    let length = element.len() - element.name().as_ref().len();
    end.checked_sub(length).and_then(|start| bytes.get(start..end)).unwrap_or(&[])
}

/// A name, the text between its quotes, and what follows.
#[inline]
fn attribute(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let equals = bytes.iter().position(|byte| *byte == b'=')?;
    let name = bytes.get(..equals)?.trim_ascii_end();
    let rest = bytes.get(equals + 1..)?.trim_ascii_start();
    let (quote, rest) = rest.split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let end = rest.iter().position(|byte| byte == quote)?;
    Some((name, rest.get(..end)?, rest.get(end + 1..)?))
}

/// A value without its entities.
#[inline]
fn unescaped(value: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !value.contains(&b'&') {
        return Some(Cow::Borrowed(value));
    }
    let text = std::str::from_utf8(value).ok()?;
    Some(Cow::Owned(quick_xml::escape::unescape(text).ok()?.into_owned().into_bytes()))
}
