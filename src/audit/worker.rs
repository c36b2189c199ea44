//! Who judges parts of a register, case by case.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::case::CaseEvents;
use super::judge::Judge;
use super::part::{Part, fault_of};
use super::read::{Builder, Chunk, Fault, Format, Header, Order, Sink, parse};
use super::tally::Tally;
use super::terms::Audit;

/// What is to be judged.
pub(super) enum Job {
    /// Whole cases as the register has them.
    Chunk(Chunk),
    /// Cases that were gathered, and their place among such.
    Cases(u64, Vec<CaseEvents>),
}

/// Judges parts of a register, case by case.
pub(super) struct Worker<'a> {
    audit: &'a Audit<'a>,
    builder: Builder<'a>,
    judge: Judge<'a>,
    case: CaseEvents,
    part: Part,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl<'a> Worker<'a> {
    pub fn new(audit: &'a Audit<'a>) -> Self {
        Self {
            audit,
            builder: Builder::new(audit.map),
            judge: Judge::new(audit.map, audit.readings, audit.as_of),
            case: CaseEvents::default(),
            part: Part::default(),
            hasher: BuildHasherDefault::default(),
        }
    }

    /// Judges what is to be judged.
    pub fn part(&mut self, header: &Header, job: Job) -> Part {
        match job {
            Job::Chunk(chunk) => {
                self.part.number = chunk.number;
                parse(self.audit.format, self.audit.map, header, &chunk, self);
                self.part.memory = chunk.into_memory();
            }
            Job::Cases(number, cases) => {
                self.part.number = number;
                for case in cases {
                    self.case = case;
                    self.judge();
                }
                self.case.clear();
            }
        }
        std::mem::take(&mut self.part)
    }

    /// What was counted, when all is judged.
    pub fn into_tally(self) -> Tally {
        self.judge.into_tally()
    }

    #[inline]
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

impl Sink for Worker<'_> {
    #[inline]
    fn event(&mut self, case: &[u8], columns: &[&[u8]], line: impl Fn() -> u64) {
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
