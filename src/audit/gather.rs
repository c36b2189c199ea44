//! Gathering the events of cases that may stand anywhere in a register.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::case::CaseEvents;
use super::part::{Part, fault_of};
use super::read::{Builder, Fault, Sink};
use super::terms::Audit;

/// Cases by their names, in the order in which they begin.
type Cases = IndexMap<Box<[u8]>, CaseEvents, FxBuildHasher>;

/// Gathers the events of cases in any order.
pub(super) struct Gather<'a> {
    audit: &'a Audit<'a>,
    builder: Builder<'a>,
    pub cases: Cases,
    /// What cannot be read, and what the map ignores.
    pub part: Part,
    wanted: Option<&'a [u8]>,
}

impl<'a> Gather<'a> {
    /// Gathers those of one case, or of all.
    pub fn new(audit: &'a Audit<'a>, wanted: Option<&'a [u8]>) -> Self {
        let builder = Builder::new(audit.map);
        Self { audit, builder, cases: IndexMap::default(), part: Part::default(), wanted }
    }
}

/// The events of a case, new or known.
fn place<'c>(cases: &'c mut Cases, id: &[u8]) -> Option<&'c mut CaseEvents> {
    let index = cases.get_index_of(id).unwrap_or_else(|| {
        let case = CaseEvents { id: id.to_vec(), ..CaseEvents::default() };
        cases.insert_full(id.into(), case).0
    });
    cases.get_index_mut(index).map(|(_, case)| case)
}

impl Sink for Gather<'_> {
    fn event(&mut self, id: &[u8], columns: &[&[u8]], line: impl Fn() -> u64) {
        if self.wanted.is_some_and(|wanted| wanted != id) {
            return;
        }
        if id.is_empty() {
            self.part.fault(Fault::new(line(), "there is no case"), self.audit.strict);
            return;
        }
        let added = match place(&mut self.cases, id) {
            Some(case) => self.builder.add(case, columns).inspect_err(|_| case.unread += 1),
            None => return,
        };
        match added {
            Ok(true) => {}
            Ok(false) => self.part.ignored += 1,
            Err(problem) => self.part.fault(fault_of(problem, line()), self.audit.strict),
        }
    }

    fn fault(&mut self, case: Option<&[u8]>, fault: Fault) {
        if self.wanted.is_some_and(|wanted| case != Some(wanted)) {
            return;
        }
        if let Some(case) = case.and_then(|case| place(&mut self.cases, case)) {
            case.unread += 1;
        }
        self.part.fault(fault, self.audit.strict);
    }

    fn end(&mut self) {}
}
