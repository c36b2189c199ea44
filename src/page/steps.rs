//! The steps of a case: the instants at which something may have happened.

use std::rc::Rc;

use crate::calendar::Stamp;
use crate::replay::{History, Replay};
use crate::report::text::{Item, Report};
use crate::report::words;
use crate::text::Lang;

/// The steps, by time.
pub struct Steps {
    instants: Vec<Stamp>,
}

impl Steps {
    /// Those of a history.
    pub fn new(history: &History) -> Self {
        Self { instants: history.standings.iter().map(|standing| standing.on).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.instants.len()
    }

    /// Each step with its instant in words.
    pub fn named(&self, lang: Lang) -> impl Iterator<Item = (Stamp, String)> + '_ {
        self.instants.iter().map(move |on| (*on, words::stamp(*on, lang)))
    }

    /// The first step on or after a minute of civil time; the last if there is none.
    fn at(&self, minute: i64) -> usize {
        let end = |on: &Stamp| i64::from(on.day.number()) * 1440 + i64::from(on.latest().number());
        self.instants.iter().position(|on| minute <= end(on)).unwrap_or(self.instants.len().saturating_sub(1))
    }

    /// The first and the last step on which something may have happened.
    pub fn span(&self, report: &Report, items: &[Item]) -> (usize, usize) {
        let spans: Vec<(i64, i64)> = items.iter().filter_map(|item| report.span_of(*item)).collect();
        let first = spans.iter().map(|span| span.0).min().map_or(0, |minute| self.at(minute));
        let last = spans.iter().map(|span| span.1).max().map_or(first, |minute| self.at(minute));
        (first, last.max(first))
    }
}

/// A replay that stands where a case stood at a step.
pub fn replay_at<'s>(replay: &Replay<'s>, history: &History, step: usize) -> Option<Replay<'s>> {
    let standing = history.standings.get(step)?;
    Some(Replay {
        scenario: Rc::clone(&replay.scenario),
        as_of: standing.on.day,
        as_of_given: true,
        events: replay.events.clone(),
        passed: Vec::new(),
        ended: Vec::new(),
        machines: standing.machines.clone(),
        conflicts: Vec::new(),
        claims: Vec::new(),
        unmet: Vec::new(),
        verdict: replay.verdict,
    })
}
