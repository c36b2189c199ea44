//! The steps of a case: the instants at which something may have happened.

use std::rc::Rc;

use crate::calendar::Stamp;
use crate::replay::{History, Replay, Standing};
use crate::report::text::{Item, Report};
use crate::report::words;
use crate::text::Lang;

/// The steps, by time: the first possible instant of each event and of what happened by itself, and the as-of date.
pub struct Steps {
    /// The instants, with the indices of the standings.
    instants: Vec<(Stamp, usize)>,
}

impl Steps {
    /// Those of a replay.
    pub fn new(report: &Report, replay: &Replay, history: &History) -> Self {
        let all: Vec<Stamp> = history.standings.iter().map(|standing| standing.on).collect();
        let events = (0..replay.events.len()).map(Item::Event);
        let items = events.chain((0..replay.passed.len()).map(Item::Passed));
        let firsts = items.filter_map(|item| first_at(&all, report.span_of(item)?.0));
        let mut wanted: Vec<usize> = firsts.chain(all.len().checked_sub(1)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        Self { instants: wanted.into_iter().filter_map(|index| Some((*all.get(index)?, index))).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.instants.len()
    }

    /// Each step with its instant in words.
    pub fn named(&self, lang: Lang) -> impl Iterator<Item = (Stamp, String)> + '_ {
        self.instants.iter().map(move |(on, _)| (*on, words::stamp(*on, lang)))
    }

    /// How things stood at each step.
    pub fn standings<'h>(&self, history: &'h History) -> impl Iterator<Item = (usize, &'h Standing)> {
        let standings = self.instants.iter().filter_map(|(_, index)| history.standings.get(*index));
        standings.enumerate().collect::<Vec<_>>().into_iter()
    }

    /// The first step on or after a minute of civil time; the last if there is none.
    fn at(&self, minute: i64) -> usize {
        let all: Vec<Stamp> = self.instants.iter().map(|(on, _)| *on).collect();
        first_at(&all, minute).unwrap_or(all.len().saturating_sub(1))
    }

    /// The first and the last step on which something may have happened.
    pub fn span(&self, report: &Report, items: &[Item]) -> (usize, usize) {
        let spans: Vec<(i64, i64)> = items.iter().filter_map(|item| report.span_of(*item)).collect();
        let first = spans.iter().map(|span| span.0).min().map_or(0, |minute| self.at(minute));
        let last = spans.iter().map(|span| span.1).max().map_or(first, |minute| self.at(minute));
        (first, last.max(first))
    }
}

/// The first instant that does not end before a minute of civil time.
fn first_at(instants: &[Stamp], minute: i64) -> Option<usize> {
    let end = |on: &Stamp| i64::from(on.day.number()) * 1440 + i64::from(on.latest().number());
    instants.iter().position(|on| minute <= end(on))
}

/// A replay that stands where its case stood at an instant.
pub fn replay_at<'s>(replay: &Replay<'s>, standing: &Standing) -> Replay<'s> {
    Replay {
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
    }
}
