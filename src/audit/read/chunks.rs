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
    /// What it says, and then what is left of chunks before it in this memory.
    memory: Vec<u8>,
    length: usize,
}

impl Chunk {
    /// A chunk in the memory of an old one.
    pub fn within(memory: Vec<u8>) -> Self {
        Self { memory, ..Self::default() }
    }

    /// What it says.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        self.memory.get(..self.length).unwrap_or(&[])
    }

    /// Its memory, to be used again.
    pub fn into_memory(self) -> Vec<u8> {
        self.memory
    }
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
        chunk.length = 0;
        if self.ended && self.rest.is_empty() {
            return Ok(false);
        }
        let memory = &mut chunk.memory;
        let (mut filled, mut wanted) = (self.rest.len(), CHUNK);
        extend(memory, filled);
        if let Some(start) = memory.get_mut(..filled) {
            start.copy_from_slice(&self.rest);
        }
        let cut = loop {
            extend(memory, wanted);
            while !self.ended && filled < wanted {
                match self.input.read(memory.get_mut(filled..wanted).unwrap_or_default()) {
                    Ok(0) => self.ended = true,
                    Ok(got) => filled += got,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
            if self.ended {
                break filled;
            }
            if let Some(cut) = self.cut(memory.get(..filled).unwrap_or_default()) {
                break cut;
            }
            if filled >= MAX_PART {
                let what = if self.format == Format::Xes { "a trace" } else { "a case" };
                return Err(io::Error::other(format!("{what} from line {} on is longer than 256 MiB", self.line)));
            }
            wanted = filled * 2;
        };
        self.rest.clear();
        self.rest.extend_from_slice(memory.get(cut..filled).unwrap_or_default());
        chunk.length = cut;
        chunk.number = self.number;
        chunk.line = self.line;
        self.number += 1;
        self.line += lines(chunk.bytes());
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

/// Makes memory at least so long; what it holds stays, since clearing it again and again would cost.
fn extend(memory: &mut Vec<u8>, length: usize) {
    if memory.len() < length {
        memory.reserve_exact(length - memory.len());
        memory.resize(length, 0);
    }
}
