//! Registers in XES (IEEE 1849): traces of events, whose attributes are elements with a key and a value.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use smallvec::SmallVec;

use super::tag::{Tag, plain};
use super::{Chunk, Fault, Sink, lines};
use crate::audit::map::Map;
use crate::audit::words::same;

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

    /// The column of a key.
    #[inline]
    fn place(&self, within: Within, key: &[u8]) -> Option<usize> {
        let keys = match within {
            Within::Log => return None,
            Within::Trace => &self.of_trace,
            Within::Event => &self.of_event,
        };
        keys.iter().find(|(known, _)| same(known, key)).map(|(_, place)| *place)
    }
}

pub(super) fn parse(map: &Map, chunk: &Chunk, sink: &mut impl Sink) {
    let keys = Keys::new(map);
    let bytes = chunk.bytes();
    let mut from = 0;
    // After XML that cannot be read, the next trace is looked for.
    while let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) {
        let base = chunk.line + lines(bytes.get(..from).unwrap_or(&[]));
        let mut log = Log::new(map, &keys, rest, base);
        let Some(broken) = log.read(sink) else { break };
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
    bytes: &'c [u8],
    /// The number of their first line.
    first_line: u64,
    within: Within,
    /// How many attributes we are in: those of attributes are nobody's.
    nested: usize,
    /// Whether an attribute of the event cannot be read.
    spoilt: bool,
    /// What the trace says.
    trace: Vec<Cow<'c, [u8]>>,
    /// What the event says; nothing: what the trace says.
    columns: Vec<Option<Cow<'c, [u8]>>>,
}

impl<'m, 'c> Log<'m, 'c> {
    fn new(map: &'m Map, keys: &'m Keys<'m>, bytes: &'c [u8], first_line: u64) -> Self {
        let trace = vec![Cow::Borrowed(&b""[..]); map.columns.len()];
        let columns = vec![None; map.columns.len()];
        Self { map, keys, bytes, first_line, within: Within::Log, nested: 0, spoilt: false, trace, columns }
    }

    /// Reads until the end, or until XML that cannot be read; then where that is.
    fn read(&mut self, sink: &mut impl Sink) -> Option<usize> {
        let mut at = 0;
        loop {
            at = self.read_plain(at, sink);
            let mut rest = self.bytes.get(at..).unwrap_or_default();
            // The reader passes over a byte order mark, and does not count it.
            if let Some(after) = rest.strip_prefix(b"\xef\xbb\xbf") {
                (at, rest) = (at + 3, after);
            }
            let mut reader = Reader::from_reader(rest);
            let config = reader.config_mut();
            (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
            // What follows may be plain again.
            match self.read_any(&mut reader, at, sink) {
                Ok(Some(end)) => at = end,
                Ok(None) => return None,
                Err(broken) => return Some(broken),
            }
        }
    }

    /// Reads tags as long as they are plain, from a place on; then where the next thing is.
    #[inline]
    fn read_plain(&mut self, mut at: usize, sink: &mut impl Sink) -> usize {
        while let Some((tag, end)) = plain(self.bytes, at) {
            match tag {
                Tag::Attribute { key, value, nests } => {
                    if value.contains(&b'&') {
                        return at;
                    }
                    self.take(key, value);
                    self.nested += usize::from(nests && self.within != Within::Log);
                }
                Tag::Event => self.begin_event(),
                Tag::EventEnd => self.end_event(end, sink),
                Tag::Trace => self.begin_trace(end, sink),
                Tag::TraceEnd => self.end_trace(sink),
            }
            at = end;
        }
        at
    }

    /// Reads something whatever it is, and goes on while nothing of it is a tag; then where the next thing is, or
    /// nothing at the end. An error is where the XML is broken.
    fn read_any(
        &mut self,
        reader: &mut Reader<&[u8]>,
        from: usize,
        sink: &mut impl Sink,
    ) -> Result<Option<usize>, usize> {
        let place = |at: u64| from.saturating_add(usize::try_from(at).unwrap_or(usize::MAX));
        loop {
            let read = reader.read_event();
            let end = place(reader.buffer_position());
            match read {
                Ok(Event::Empty(element)) => match element.name().as_ref() {
                    b"trace" | b"event" => {}
                    _ => {
                        let broken = self.element(inside(self.bytes, &element, end, 2), end, sink);
                        broken.map_err(|broken| start_of(end, element.len(), broken))?;
                    }
                },
                Ok(Event::Start(element)) => match element.name().as_ref() {
                    b"trace" => self.begin_trace(end, sink),
                    b"event" if self.within == Within::Trace && self.nested == 0 => self.begin_event(),
                    _ => {
                        let broken = self.element(inside(self.bytes, &element, end, 1), end, sink);
                        broken.map_err(|broken| start_of(end, element.len(), broken))?;
                        self.nested += usize::from(self.within != Within::Log);
                    }
                },
                Ok(Event::End(element)) => match element.name().as_ref() {
                    b"trace" => self.end_trace(sink),
                    b"event" => self.end_event(end, sink),
                    _ => self.nested = self.nested.saturating_sub(1),
                },
                Ok(Event::Eof) => {
                    if self.within != Within::Log {
                        let line = self.line_at(self.bytes.len());
                        self.fault(Fault::new(line, "the register ends within a trace"), sink);
                    }
                    return Ok(None);
                }
                Ok(_) => continue,
                Err(error) => {
                    let at = place(reader.error_position());
                    self.fault(Fault::new(self.line_at(at), format!("no XML: {error}")), sink);
                    return Err(at.saturating_add(1));
                }
            }
            return Ok(Some(end));
        }
    }

    /// The line of a place.
    fn line_at(&self, at: usize) -> u64 {
        self.first_line + lines(self.bytes.get(..at).unwrap_or(&[]))
    }

    fn begin_trace(&mut self, end: usize, sink: &mut impl Sink) {
        if self.within != Within::Log {
            self.fault(Fault::new(self.line_at(end), "a trace begins within another"), sink);
        }
        sink.end();
        self.within = Within::Trace;
        self.nested = 0;
        self.trace.fill(Cow::Borrowed(b""));
    }

    fn end_trace(&mut self, sink: &mut impl Sink) {
        sink.end();
        self.within = Within::Log;
    }

    #[inline]
    fn begin_event(&mut self) {
        if self.within == Within::Trace && self.nested == 0 {
            self.within = Within::Event;
            self.spoilt = false;
            self.columns.fill(None);
        } else {
            self.nested += usize::from(self.within != Within::Log);
        }
    }

    #[inline]
    fn end_event(&mut self, end: usize, sink: &mut impl Sink) {
        if self.within != Within::Event {
            self.nested = self.nested.saturating_sub(1);
            return;
        }
        self.within = Within::Trace;
        if self.spoilt {
            return;
        }
        let case = self.trace.get(self.map.case).map_or(&b""[..], |case| case);
        let both = self.columns.iter().zip(&self.trace);
        let columns: SmallVec<[&[u8]; 16]> = both.map(|(event, trace)| &**event.as_ref().unwrap_or(trace)).collect();
        sink.event(case, &columns, || self.line_at(end));
    }

    fn fault(&self, fault: Fault, sink: &mut impl Sink) {
        let case = self.trace.get(self.map.case).filter(|case| self.within != Within::Log && !case.is_empty());
        sink.fault(case.map(|case| &**case), fault);
    }

    /// Takes an attribute, or tells of its fault. An error if the element swallows others: the XML is broken there.
    fn element(&mut self, attributes: &'c [u8], end: usize, sink: &mut impl Sink) -> Result<(), Swallowed> {
        if self.attribute(attributes) {
            return Ok(());
        }
        self.spoilt = true;
        self.fault(Fault::new(self.line_at(end), "an attribute cannot be read"), sink);
        if attributes.contains(&b'<') { Err(Swallowed) } else { Ok(()) }
    }

    /// Takes the value of an attribute that the map reads. False if it cannot be read.
    fn attribute(&mut self, mut rest: &'c [u8]) -> bool {
        if self.within == Within::Log || self.nested > 0 {
            return true;
        }
        let (mut place, mut value) = (None, None);
        loop {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                break;
            }
            let Some((name, text, after)) = attribute(rest) else { return false };
            rest = after;
            match name {
                b"key" => match self.keys.place(self.within, text) {
                    Some(found) => place = Some(found),
                    None => return true,
                },
                b"value" => value = Some(text),
                _ => {}
            }
        }
        let (Some(place), Some(value)) = (place, value) else { return true };
        let Some(value) = unescaped(value) else { return false };
        self.put(place, value);
        true
    }

    /// Takes the value of an attribute, if the map reads it.
    #[inline]
    fn take(&mut self, key: &[u8], value: &'c [u8]) {
        if self.nested == 0
            && let Some(place) = self.keys.place(self.within, key)
        {
            self.put(place, Cow::Borrowed(value));
        }
    }

    #[inline]
    fn put(&mut self, place: usize, value: Cow<'c, [u8]>) {
        if self.within == Within::Trace {
            if let Some(column) = self.trace.get_mut(place) {
                *column = value;
            }
        } else if let Some(column) = self.columns.get_mut(place) {
            *column = Some(value);
        }
    }
}

/// An element that was never closed has taken in what follows it.
struct Swallowed;

/// Just after the beginning of an element of some length that ends at a place.
fn start_of(end: usize, length: usize, _: Swallowed) -> usize {
    end.saturating_sub(length)
}

/// The attributes of an element that ends at a place, so many bytes before it, as they stand in the chunk: what the
/// reader lends lives no longer than the element.
#[inline]
fn inside<'c>(bytes: &'c [u8], element: &BytesStart, end: usize, closing: usize) -> &'c [u8] {
    let Some(end) = end.checked_sub(closing) else { return &[] };
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
