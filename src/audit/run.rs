//! A whole register: one thread reads, all judge, and what they find is put together in the order of the register.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::case::CaseEvents;
use super::judge::Judge;
use super::map::Map;
use super::read::{Builder, Chunk, Chunks, Fault, Format, Header, Order, Problem, Sink, parse};
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

/// How many faults are kept.
const FAULTS: usize = 10;

/// What became of a chunk.
#[derive(Default)]
struct Part {
    number: u64,
    faults: u64,
    first_faults: Vec<Fault>,
    ignored: u64,
    /// The fault that ends it.
    stop: Option<Fault>,
    rows: Vec<u8>,
    /// A number for each case, and the last one's name.
    cases: Vec<u64>,
    /// The bytes, to be used again.
    bytes: Vec<u8>,
}

/// Judges the events of chunks, case by case.
struct Worker<'a> {
    audit: &'a Audit<'a>,
    builder: Builder<'a>,
    judge: Judge<'a>,
    case: CaseEvents,
    part: Part,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl<'a> Worker<'a> {
    fn new(audit: &'a Audit<'a>) -> Self {
        Self {
            audit,
            builder: Builder::new(audit.map),
            judge: Judge::new(audit.map, audit.readings, audit.as_of),
            case: CaseEvents::default(),
            part: Part::default(),
            hasher: BuildHasherDefault::default(),
        }
    }

    fn chunk(&mut self, header: &Header, chunk: &mut Chunk) -> Part {
        self.part = Part { number: chunk.number, ..Part::default() };
        parse(self.audit.format, self.audit.map, header, chunk, self);
        self.part.bytes = std::mem::take(&mut chunk.bytes);
        std::mem::take(&mut self.part)
    }

    fn begin(&mut self, case: &[u8]) {
        if self.case.is_empty() || self.case.id != case {
            self.end();
            self.case.begin(case);
        }
    }

    fn judge(&mut self) {
        if self.judge.case(&mut self.case)
            && let Some(tell) = self.audit.tell
        {
            tell(&self.judge, &self.case, &mut self.part.rows);
        }
    }
}

impl Part {
    fn fault(&mut self, fault: Fault, strict: bool) {
        if (strict || fault.unlisted.is_some()) && self.stop.as_ref().is_none_or(|stop| fault.line < stop.line) {
            self.stop = Some(fault.clone());
        }
        self.faults += 1;
        if self.first_faults.len() < FAULTS {
            self.first_faults.push(fault);
        }
    }
}

/// What a problem is told as.
fn fault_of(problem: Problem, line: u64) -> Fault {
    match problem {
        Problem::Unread(message) => Fault::new(line, message),
        Problem::Unlisted(name) => {
            let message = format!("the map does not list the activity `{name}`");
            Fault { unlisted: Some(name), ..Fault::new(line, message) }
        }
    }
}

impl Sink for Worker<'_> {
    #[inline]
    fn event(&mut self, case: &[u8], columns: &[Cow<[u8]>], line: &dyn Fn() -> u64) {
        if case.is_empty() {
            self.part.fault(Fault::new(line(), "there is no case"), self.audit.strict);
            return;
        }
        self.begin(case);
        match self.builder.add(&mut self.case, columns) {
            Ok(true) => {}
            Ok(false) => self.part.ignored += 1,
            Err(problem) => {
                self.case.unread += 1;
                self.part.fault(fault_of(problem, line()), self.audit.strict);
            }
        }
    }

    fn fault(&mut self, case: Option<&[u8]>, fault: Fault) {
        if let Some(case) = case {
            self.begin(case);
            self.case.unread += 1;
        }
        self.part.fault(fault, self.audit.strict);
    }

    fn end(&mut self) {
        if !self.case.is_empty() {
            if self.audit.order == Order::Detect && self.audit.format != Format::Xes {
                self.part.cases.push(self.hasher.hash_one(&self.case.id));
            }
            self.judge();
        }
        self.case.clear();
    }
}

/// Puts parts together in the order of the register.
struct Collector<'w> {
    done: Done,
    out: &'w mut dyn FnMut(&[u8]) -> io::Result<()>,
    waiting: BTreeMap<u64, Part>,
    next: u64,
    /// The cases that have ended, where nobody says that the register is sorted.
    seen: HashSet<u64, FxBuildHasher>,
}

impl Collector<'_> {
    fn take(&mut self, part: Part) -> Result<(), Stop> {
        self.waiting.insert(part.number, part);
        while let Some(part) = self.waiting.remove(&self.next) {
            self.next += 1;
            if let Some(fault) = part.stop {
                return Err(Stop::Fault(fault));
            }
            for case in part.cases {
                if !self.seen.insert(case) {
                    return Err(Stop::Interleaved);
                }
            }
            self.done.faults += part.faults;
            self.done.ignored += part.ignored;
            let room = FAULTS.saturating_sub(self.done.first_faults.len());
            self.done.first_faults.extend(part.first_faults.into_iter().take(room));
            if !part.rows.is_empty() {
                (self.out)(&part.rows)?;
            }
        }
        Ok(())
    }
}

impl Audit<'_> {
    /// Judges a whole register. `out` gets what is told of each case, in the order of the register.
    ///
    /// # Errors
    /// The register ends the audit: see [`Stop`].
    pub fn run<R: Read + Send>(&self, input: R, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<Done, Stop> {
        let (header, chunks) = self.open(input)?;
        if self.order == Order::Interleaved && self.format != Format::Xes {
            return self.interleaved(&header, chunks, out);
        }
        let mut collector = Collector {
            done: Done { tally: Tally::default(), faults: 0, first_faults: Vec::new(), ignored: 0 },
            out,
            waiting: BTreeMap::new(),
            next: 0,
            seen: HashSet::default(),
        };
        let tally = if self.threads <= 1 {
            self.alone(&header, chunks, &mut collector)?
        } else {
            self.together(&header, chunks, &mut collector)?
        };
        Ok(Done { tally, ..collector.done })
    }

    /// Reads the first line of a register that has one.
    fn open<R: Read>(&self, mut input: R) -> Result<(Header, Chunks<'_, R>), Stop> {
        let (mut header, mut rest, mut line) = (Header::default(), Vec::new(), 1);
        if self.format == Format::Csv {
            let end = loop {
                if let Some(end) = memchr::memchr(b'\n', &rest) {
                    break end + 1;
                }
                if input.by_ref().take(1 << 16).read_to_end(&mut rest)? == 0 || rest.len() > 1 << 24 {
                    break rest.len();
                }
            };
            let first = rest.get(..end).unwrap_or(&[]);
            header = Header::read(first, self.map).map_err(|(missing, known)| Stop::NoColumn(missing, known))?;
            rest.drain(..end);
            line = 2;
        }
        let chunks = Chunks::new(input, self.format, self.order, self.map, header.clone(), rest, line);
        Ok((header, chunks))
    }

    fn alone<R: Read>(&self, header: &Header, mut chunks: Chunks<R>, collector: &mut Collector) -> Result<Tally, Stop> {
        let mut worker = Worker::new(self);
        let mut chunk = Chunk::default();
        while chunks.next(&mut chunk)? {
            let mut part = worker.chunk(header, &mut chunk);
            chunk.bytes = std::mem::take(&mut part.bytes);
            collector.take(part)?;
        }
        Ok(worker.judge.into_tally())
    }

    fn together<R: Read + Send>(
        &self,
        header: &Header,
        mut chunks: Chunks<R>,
        collector: &mut Collector,
    ) -> Result<Tally, Stop> {
        let (to_do, work) = sync_channel::<Chunk>(self.threads);
        let (finished, results) = sync_channel::<Result<Part, io::Error>>(self.threads * 2);
        let (free, used) = sync_channel::<Vec<u8>>(self.threads * 3);
        let work = Mutex::new(work);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.threads)
                .map(|_| {
                    let finished = finished.clone();
                    let work = &work;
                    scope.spawn(move || {
                        let mut worker = Worker::new(self);
                        while let Some(mut chunk) = taken(work) {
                            if finished.send(Ok(worker.chunk(header, &mut chunk))).is_err() {
                                break;
                            }
                        }
                        worker.judge.into_tally()
                    })
                })
                .collect();
            let stopped = &stop;
            scope.spawn(move || feed(&mut chunks, &to_do, &used, &finished, stopped));
            let mut result = Ok(());
            for part in results {
                if result.is_err() {
                    continue;
                }
                result = part.map_err(Stop::Io).and_then(|mut part| {
                    // A buffer that nobody takes back is of no use.
                    let _ = free.try_send(std::mem::take(&mut part.bytes));
                    collector.take(part)
                });
                if result.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            let mut tally: Option<Tally> = None;
            for worker in workers {
                let Ok(own) = worker.join() else {
                    return Err(Stop::Io(io::Error::other("a thread has failed")));
                };
                match &mut tally {
                    Some(tally) => tally.merge(&own),
                    None => tally = Some(own),
                }
            }
            result.map(|()| tally.unwrap_or_default())
        })
    }

    /// Keeps the events of all cases, and judges them when all are read.
    fn interleaved<R: Read>(
        &self,
        header: &Header,
        chunks: Chunks<R>,
        out: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Done, Stop> {
        let mut gather = self.gather(header, chunks, None)?;
        let mut worker = Worker::new(self);
        for (_, case) in gather.cases.drain(..) {
            worker.case = case;
            worker.judge();
            if !worker.part.rows.is_empty() {
                out(&worker.part.rows)?;
                worker.part.rows.clear();
            }
        }
        let Part { faults, first_faults, ignored, .. } = gather.part;
        Ok(Done { tally: worker.judge.into_tally(), faults, first_faults, ignored })
    }

    fn gather<'w, R: Read>(
        &'w self,
        header: &Header,
        mut chunks: Chunks<R>,
        wanted: Option<&'w [u8]>,
    ) -> Result<Gather<'w>, Stop> {
        let mut gather = Gather {
            audit: self,
            builder: Builder::new(self.map),
            cases: IndexMap::default(),
            part: Part::default(),
            wanted,
        };
        let mut chunk = Chunk::default();
        while chunks.next(&mut chunk)? {
            parse(self.format, self.map, header, &chunk, &mut gather);
            if let Some(fault) = gather.part.stop {
                return Err(Stop::Fault(fault));
            }
        }
        Ok(gather)
    }

    /// The events of one case, in the order of their dates. Nothing if the register has none.
    ///
    /// # Errors
    /// The register ends the audit: see [`Stop`].
    pub fn find<R: Read>(&self, input: R, case: &str) -> Result<Option<CaseEvents>, Stop> {
        let (header, chunks) = self.open(input)?;
        let mut gather = self.gather(&header, chunks, Some(case.as_bytes()))?;
        let found = gather.cases.swap_remove(case.as_bytes());
        Ok(found.map(|mut case| {
            case.sort();
            case
        }))
    }
}

/// The next chunk to judge.
fn taken(work: &Mutex<Receiver<Chunk>>) -> Option<Chunk> {
    work.lock().ok()?.recv().ok()
}

/// Reads chunks for the workers.
fn feed<R: Read>(
    chunks: &mut Chunks<R>,
    to_do: &SyncSender<Chunk>,
    used: &Receiver<Vec<u8>>,
    finished: &SyncSender<Result<Part, io::Error>>,
    stop: &AtomicBool,
) {
    while !stop.load(Ordering::Relaxed) {
        let mut chunk = Chunk { bytes: used.try_recv().unwrap_or_default(), ..Chunk::default() };
        match chunks.next(&mut chunk) {
            Ok(true) => {
                if to_do.send(chunk).is_err() {
                    return;
                }
            }
            Ok(false) => return,
            Err(error) => {
                // If nobody listens any more, somebody has failed already.
                let _ = finished.send(Err(error));
                return;
            }
        }
    }
}

/// Gathers the events of cases in any order.
struct Gather<'a> {
    audit: &'a Audit<'a>,
    builder: Builder<'a>,
    cases: IndexMap<Box<[u8]>, CaseEvents, FxBuildHasher>,
    part: Part,
    wanted: Option<&'a [u8]>,
}

impl Gather<'_> {
    fn case(&mut self, id: &[u8]) -> Option<&mut CaseEvents> {
        if !self.cases.contains_key(id) {
            let case = CaseEvents { id: id.to_vec(), ..CaseEvents::default() };
            self.cases.insert(id.into(), case);
        }
        self.cases.get_mut(id)
    }
}

impl Sink for Gather<'_> {
    fn event(&mut self, id: &[u8], columns: &[Cow<[u8]>], line: &dyn Fn() -> u64) {
        if self.wanted.is_some_and(|wanted| wanted != id) {
            return;
        }
        if id.is_empty() {
            self.part.fault(Fault::new(line(), "there is no case"), self.audit.strict);
            return;
        }
        let mut case = self.case(id).map(std::mem::take).unwrap_or_default();
        match self.builder.add(&mut case, columns) {
            Ok(true) => {}
            Ok(false) => self.part.ignored += 1,
            Err(problem) => {
                case.unread += 1;
                self.part.fault(fault_of(problem, line()), self.audit.strict);
            }
        }
        if let Some(place) = self.case(id) {
            *place = case;
        }
    }

    fn fault(&mut self, case: Option<&[u8]>, fault: Fault) {
        if self.wanted.is_some_and(|wanted| case != Some(wanted)) {
            return;
        }
        if let Some(case) = case.and_then(|case| self.case(case)) {
            case.unread += 1;
        }
        self.part.fault(fault, self.audit.strict);
    }

    fn end(&mut self) {}
}
