//! Registers that are opened: files or standard input, compressed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use greffe::audit::Format;

/// A register that is open.
pub struct Register {
    /// What it says.
    pub input: Box<dyn Read + Send>,
    /// What it is written in.
    pub format: Format,
    /// How many bytes it has, compressed or not, if that is known.
    pub bytes: u64,
    /// How many of them were read.
    pub read: Progressed,
}

/// How many bytes were read so far.
#[derive(Clone, Default)]
pub struct Progressed(Arc<AtomicU64>);

impl Progressed {
    /// That many.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Counts the bytes that are read.
struct Counting<R> {
    input: R,
    read: Progressed,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.input.read(buffer)?;
        self.read.0.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

impl Register {
    /// Opens a register. What it is written in is told by its name, else by its first character.
    pub fn open(path: &str, format: Option<Format>) -> io::Result<Self> {
        let read = Progressed::default();
        let (input, bytes): (Box<dyn Read + Send>, u64) = if path == "-" {
            (Box::new(io::stdin()), 0)
        } else {
            let file = File::open(path)?;
            let bytes = file.metadata().map_or(0, |data| data.len());
            (Box::new(file), bytes)
        };
        let mut input = BufReader::with_capacity(BUFFER, Counting { input, read: read.clone() });
        let zipped = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let mut input: Box<dyn BufRead + Send> = if zipped {
            Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(input)))
        } else {
            Box::new(input)
        };
        let format = match format.or_else(|| by_name(path)) {
            Some(format) => format,
            None => by_content(input.fill_buf()?),
        };
        Ok(Self { input: Box::new(input), format, bytes, read })
    }
}

/// What a file is written in, by its name.
fn by_name(path: &str) -> Option<Format> {
    let path = path.strip_suffix(".gz").unwrap_or(path);
    match Path::new(path).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "xes" | "xml" => Some(Format::Xes),
        "csv" | "tsv" => Some(Format::Csv),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        _ => None,
    }
}

/// What is written in a way that begins so.
fn by_content(start: &[u8]) -> Format {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => Format::Xes,
        Some(b'{') => Format::Ndjson,
        _ => Format::Csv,
    }
}
