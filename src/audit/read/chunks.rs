//! A register in chunks of whole cases: what one thread reads and others judge.

use std::io::{self, Read};

use super::csv::Header;
use super::{Format, Order, case_of, lines};
use crate::audit::map::Map;

/// How many bytes a chunk has at least, but for the last one.
const CHUNK: usize = 1 << 18;
/// How long a trace or line may be.
const MAX_PART: usize = 1 << 28;

/// Some whole cases, or, of a register in any order, some whole lines.
#[derive(Default)]
pub(in crate::audit) struct Chunk {
    /// Its place among the chunks.
    pub number: u64,
    /// The number of its first line, counted from 1.
    pub line: u64,
    /// What it says.
    pub bytes: Vec<u8>,
    /// Whether it is the last one.
    pub last: bool,
}

/// Cuts a register into chunks.
pub(in crate::audit) struct Chunks<'m, R> {
    input: R,
    format: Format,
    order: Order,
    map: &'m Map,
    header: Header,
    /// What was read and belongs to the next chunk.
    rest: Vec<u8>,
    line: u64,
    number: u64,
    ended: bool,
}

impl<'m, R: Read> Chunks<'m, R> {
    pub fn new(input: R, format: Format, order: Order, map: &'m Map, header: Header, rest: Vec<u8>, line: u64) -> Self {
        Self { input, format, order, map, header, rest, line, number: 0, ended: false }
    }

    /// The next chunk, into the memory of an old one. False at the end.
    ///
    /// # Errors
    /// The input cannot be read, or a case is too long.
    pub fn next(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        chunk.bytes.clear();
        if self.ended && self.rest.is_empty() {
            return Ok(false);
        }
        std::mem::swap(&mut chunk.bytes, &mut self.rest);
        let bytes = &mut chunk.bytes;
        let mut wanted = CHUNK;
        let cut = loop {
            if !self.ended && bytes.len() < wanted {
                let missing = wanted - bytes.len();
                bytes.reserve_exact(missing);
                let got = self.input.by_ref().take(missing as u64).read_to_end(bytes)?;
                self.ended = got < missing;
            }
            if self.ended {
                break bytes.len();
            }
            if let Some(cut) = self.cut(bytes) {
                break cut;
            }
            if bytes.len() >= MAX_PART {
                let what = if self.format == Format::Xes { "a trace" } else { "a case" };
                return Err(io::Error::other(format!("{what} from line {} on is longer than 256 MiB", self.line)));
            }
            wanted = bytes.len() * 2;
        };
        self.rest.clear();
        self.rest.extend_from_slice(bytes.get(cut..).unwrap_or(&[]));
        bytes.truncate(cut);
        chunk.number = self.number;
        chunk.line = self.line;
        chunk.last = self.ended && self.rest.is_empty();
        self.number += 1;
        self.line += lines(bytes);
        Ok(true)
    }

    /// Where a chunk may end.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        const END: &[u8] = b"</trace>";
        match (self.format, self.order) {
            (Format::Xes, _) => memchr::memmem::rfind(bytes, END).map(|at| at + END.len()),
            (_, Order::Interleaved) => memchr::memrchr(b'\n', bytes).map(|at| at + 1),
            // Where the case changes for the last time.
            _ => {
                let mut end = memchr::memrchr(b'\n', bytes)?;
                let mut last: Option<Vec<u8>> = None;
                loop {
                    let start = memchr::memrchr(b'\n', bytes.get(..end)?).map_or(0, |at| at + 1);
                    let case = case_of(self.format, self.map, &self.header, bytes.get(start..end)?);
                    if let Some(case) = case {
                        match &last {
                            Some(last) if **last != *case => return Some(end + 1),
                            Some(_) => {}
                            None => last = Some(case.into_owned()),
                        }
                    }
                    end = start.checked_sub(1)?;
                }
            }
        }
    }
}
