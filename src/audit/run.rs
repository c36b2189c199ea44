//! A whole register: one thread reads, all judge, and what they find is put together in the order of the register.

use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::case::CaseEvents;
use super::gather::Gather;
use super::part::{Collector, Part};
use super::read::{Chunk, Chunks, Format, Header, Order, parse};
use super::tally::Tally;
use super::terms::{Audit, Done, Stop};
use super::worker::{Job, Worker};

impl Audit<'_> {
    /// Judges a whole register. `out` gets what is told of each case, in the order of the register.
    ///
    /// # Errors
    /// The register ends the audit: see [`Stop`].
    pub fn run<R: Read + Send>(&self, input: R, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<Done, Stop> {
        let (header, chunks) = self.open(input)?;
        let mut collector = Collector::new(out);
        let tally = if self.order == Order::Interleaved && self.format != Format::Xes {
            let Gather { cases, part, .. } = self.gather(&header, chunks, None)?;
            let Part { faults, first_faults, ignored, .. } = part;
            collector.done = Done { faults, first_faults, ignored, ..collector.done };
            let cases = Blocks { cases: cases.into_values(), number: 0 };
            self.judge(&header, cases, &mut collector)?
        } else {
            self.judge(&header, chunks, &mut collector)?
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

    /// Judges all jobs, on one thread or several.
    fn judge(&self, header: &Header, jobs: impl Jobs, collector: &mut Collector) -> Result<Tally, Stop> {
        if self.threads <= 1 { self.alone(header, jobs, collector) } else { self.together(header, jobs, collector) }
    }

    fn alone(&self, header: &Header, mut jobs: impl Jobs, collector: &mut Collector) -> Result<Tally, Stop> {
        let mut worker = Worker::new(self);
        let mut memory = Vec::new();
        while let Some(job) = jobs.next(memory)? {
            let mut part = worker.part(header, job);
            memory = std::mem::take(&mut part.memory);
            collector.take(part)?;
        }
        Ok(worker.into_tally())
    }

    fn together(&self, header: &Header, mut jobs: impl Jobs, collector: &mut Collector) -> Result<Tally, Stop> {
        let (to_do, work) = sync_channel::<Job>(self.threads);
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
                        while let Some(job) = taken(work) {
                            if finished.send(Ok(worker.part(header, job))).is_err() {
                                break;
                            }
                        }
                        worker.into_tally()
                    })
                })
                .collect();
            let stopped = &stop;
            scope.spawn(move || feed(&mut jobs, &to_do, &used, &finished, stopped));
            let mut result = Ok(());
            for part in results {
                if result.is_err() {
                    continue;
                }
                result = part.map_err(Stop::Io).and_then(|mut part| {
                    // A buffer that nobody takes back is of no use.
                    let _ = free.try_send(std::mem::take(&mut part.memory));
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

    fn gather<'w, R: Read>(
        &'w self,
        header: &Header,
        mut chunks: Chunks<R>,
        wanted: Option<&'w [u8]>,
    ) -> Result<Gather<'w>, Stop> {
        let mut gather = Gather::new(self, wanted);
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

/// Where jobs come from.
trait Jobs: Send {
    /// The next job, perhaps in memory of an old one; nothing at the end.
    fn next(&mut self, memory: Vec<u8>) -> io::Result<Option<Job>>;
}

impl<R: Read + Send> Jobs for Chunks<'_, R> {
    fn next(&mut self, memory: Vec<u8>) -> io::Result<Option<Job>> {
        let mut chunk = Chunk::within(memory);
        Ok(Chunks::next(self, &mut chunk)?.then_some(Job::Chunk(chunk)))
    }
}

/// How many gathered cases are one job.
const BLOCK: usize = 1 << 10;

/// Cases that were gathered, block by block.
struct Blocks<I> {
    cases: I,
    number: u64,
}

impl<I: Iterator<Item = CaseEvents> + Send> Jobs for Blocks<I> {
    fn next(&mut self, _: Vec<u8>) -> io::Result<Option<Job>> {
        let block: Vec<CaseEvents> = self.cases.by_ref().take(BLOCK).collect();
        self.number += 1;
        Ok((!block.is_empty()).then(|| Job::Cases(self.number - 1, block)))
    }
}

/// The next job.
fn taken(work: &Mutex<Receiver<Job>>) -> Option<Job> {
    work.lock().ok()?.recv().ok()
}

/// Hands jobs to the workers.
fn feed(
    jobs: &mut impl Jobs,
    to_do: &SyncSender<Job>,
    used: &Receiver<Vec<u8>>,
    finished: &SyncSender<Result<Part, io::Error>>,
    stop: &AtomicBool,
) {
    while !stop.load(Ordering::Relaxed) {
        match jobs.next(used.try_recv().unwrap_or_default()) {
            Ok(Some(job)) => {
                if to_do.send(job).is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => {
                // If nobody listens any more, somebody has failed already.
                let _ = finished.send(Err(error));
                return;
            }
        }
    }
}
