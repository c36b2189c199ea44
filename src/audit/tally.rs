//! Counts of what was found. Those of two parts of a register add up to those of both, in any order.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::calendar::Day;
use crate::engine::{Refusal, Verdict};
use crate::ids::{ArticleId, DutyId, PropertyId, StateId, TransitionId};

/// How often something was found, when, and in which case first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// How many events (or occurrences).
    pub events: u64,
    /// How many cases.
    pub cases: u64,
    /// The earliest date.
    pub first: Day,
    /// The latest date.
    pub last: Day,
    /// A case with the earliest date: of several the one whose name comes first.
    pub example: Box<str>,
}

impl Count {
    fn one(day: Day, case: &str) -> Self {
        Self { events: 0, cases: 0, first: day, last: day, example: case.into() }
    }

    /// Adds events of one day, and cases.
    fn add(&mut self, events: u64, cases: u64, day: Day, case: &str) {
        self.events += events;
        self.cases += cases;
        self.last = self.last.max(day);
        if day < self.first || day == self.first && case < &*self.example {
            self.first = day;
            self.example = case.into();
        }
    }

    /// Adds another count of the same thing, of other cases.
    pub fn merge(&mut self, other: &Self) {
        self.add(other.events, other.cases, other.first, &other.example);
        self.last = self.last.max(other.last);
    }
}

/// Why an act is not lawful.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// A check of a transition fails, by its place among the transition's.
    Check(TransitionId, usize),
    /// A check of a transition cannot be judged.
    Unjudged(TransitionId, usize),
    /// The act of a transition is somebody else's.
    Role(TransitionId),
    /// There is no transition from a state.
    Refused(Refusal, StateId),
    /// What happens depends on what is not known.
    Doubtful,
    /// No edition is in force.
    NoEdition,
}

/// Why an act is not lawful, under which edition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rule {
    /// The edition, by its place among those of the reading.
    pub edition: usize,
    /// The act, by its place among those of the judge.
    pub act: usize,
    /// Why.
    pub why: Why,
}

/// How many acts had each margin, in days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Distribution {
    /// From -NEAR days on; empty until something is near.
    near: Vec<u64>,
    far: BTreeMap<i32, u64>,
}

const NEAR: i32 = 1 << 10;

impl Distribution {
    /// Counts one act.
    #[inline]
    pub fn add(&mut self, days: i32) {
        self.add_many(days, 1);
    }

    fn add_many(&mut self, days: i32, count: u64) {
        let index = days.checked_add(NEAR).and_then(|index| usize::try_from(index).ok());
        match index.filter(|index| *index < 2 * NEAR.unsigned_abs() as usize) {
            Some(index) => {
                if self.near.is_empty() {
                    self.near = vec![0; 2 * NEAR.unsigned_abs() as usize];
                }
                if let Some(place) = self.near.get_mut(index) {
                    *place += count;
                }
            }
            None => *self.far.entry(days).or_default() += count,
        }
    }

    /// The margins with how many acts had them, ascending, without those that none had.
    #[must_use]
    pub fn days(&self) -> BTreeMap<i32, u64> {
        let near = (-NEAR..).zip(&self.near).filter(|(_, count)| **count > 0).map(|(days, count)| (days, *count));
        near.chain(self.far.iter().map(|(days, count)| (*days, *count))).collect()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty()
    }

    /// Adds others.
    pub fn merge(&mut self, other: &Self) {
        for (days, count) in other.days() {
            self.add_many(days, count);
        }
    }
}

/// A number for each verdict, by [`place`].
pub type ByVerdict = [u64; 4];

/// The place of a verdict in [`ByVerdict`].
#[must_use]
#[inline]
pub fn place(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Legal => 0,
        Verdict::Irregular => 1,
        Verdict::Illegal => 2,
        Verdict::Undetermined => 3,
    }
}

/// What was found under one reading of the law.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Counts {
    /// For each act, how many events have each verdict.
    pub acts: Vec<ByVerdict>,
    /// How many cases have each verdict as their worst; undetermined is better than illegal.
    pub cases: ByVerdict,
    /// Why acts are not lawful.
    pub rules: FxHashMap<Rule, Count>,
    /// The articles of the rules that were not kept: edition and article.
    pub articles: FxHashMap<(usize, ArticleId), Count>,
    /// Duties that were not fulfilled in time: edition and duty.
    pub duties: FxHashMap<(usize, DutyId), Count>,
    /// Properties that broke: edition, property, and whether after an unlawful act that stands.
    pub properties: FxHashMap<(usize, PropertyId, bool), Count>,
    /// For each measure of the reading, how far from the date acts fell.
    pub margins: Vec<Distribution>,
    /// How many cases were replayed in every possible world.
    pub replayed: u64,
}

/// What was found in some cases.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tally {
    /// How many cases were judged.
    pub cases: u64,
    /// How many acts.
    pub events: u64,
    /// How many cases were left out, since an event of theirs cannot be read.
    pub unread: u64,
    /// Of how many the register does not have the events in the order of their dates.
    pub reordered: u64,
    /// How many events lie after the day that is looked at.
    pub later: u64,
    /// The earliest event.
    pub first: Option<Day>,
    /// The latest event.
    pub last: Option<Day>,
    /// Under each reading.
    pub readings: Vec<Counts>,
    /// Acts of which the second reading has another verdict than the first: the act, and both verdicts.
    pub changes: FxHashMap<(usize, usize, usize), Count>,
}

/// Adds to the count of a key.
pub(super) fn count<K: std::hash::Hash + Eq>(
    counts: &mut FxHashMap<K, Count>,
    key: K,
    (events, cases): (u64, u64),
    day: Day,
    case: &str,
) {
    counts.entry(key).or_insert_with(|| Count::one(day, case)).add(events, cases, day, case);
}

fn merge_all<K: std::hash::Hash + Eq + Copy>(all: &mut FxHashMap<K, Count>, other: &FxHashMap<K, Count>) {
    for (key, counted) in other {
        match all.get_mut(key) {
            Some(known) => known.merge(counted),
            None => {
                all.insert(*key, counted.clone());
            }
        }
    }
}

impl Counts {
    fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.acts.iter_mut().zip(&other.acts).chain([(&mut self.cases, &other.cases)]) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
        merge_all(&mut self.rules, &other.rules);
        merge_all(&mut self.articles, &other.articles);
        merge_all(&mut self.duties, &other.duties);
        merge_all(&mut self.properties, &other.properties);
        for (mine, theirs) in self.margins.iter_mut().zip(&other.margins) {
            mine.merge(theirs);
        }
        self.replayed += other.replayed;
    }
}

impl Tally {
    /// Adds what was found in other cases, by a judge of the same law and map.
    pub fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.events += other.events;
        self.unread += other.unread;
        self.reordered += other.reordered;
        self.later += other.later;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        for (mine, theirs) in self.readings.iter_mut().zip(&other.readings) {
            mine.merge(theirs);
        }
        merge_all(&mut self.changes, &other.changes);
    }
}
