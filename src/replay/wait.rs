//! What a property of a system waits for, where several worlds are possible.

use super::incident::Key;
use super::tags::Tags;
use super::watch::not_before;
use crate::calendar::{Day, End, Stamp};
use crate::monitor::earliest_minute;
use crate::scenario::EventIx;

/// Whether what is expected was there, in one possible way.
pub(super) struct Met {
    pub key: Key,
    pub at: (Stamp, EventIx),
    pub tags: Tags,
    /// Nothing where that cannot be told.
    pub holds: Option<bool>,
}

/// An occasion, in one possible way.
struct Cue {
    key: Key,
    at: (Stamp, EventIx),
    tags: Tags,
    /// The last day or minute; nothing if it is met at once, or on no day that is known.
    due: Option<End>,
    following: Option<EventIx>,
}

/// Occasions, and when what they wait for was there.
#[derive(Default)]
pub(super) struct Waits {
    met: Vec<Met>,
    cues: Vec<Cue>,
    /// Keys at which there is no occasion in some world.
    spared: Vec<Key>,
}

/// What becomes of an occasion that is broken: its last day, the unlawful act before it, and whether it is in every way.
type Broken = (End, Option<EventIx>, bool);

impl Waits {
    pub fn met(&mut self, met: Met) {
        self.met.push(met);
    }

    /// There is too much to tell apart.
    pub fn unknown(&mut self, key: Key, at: (Stamp, EventIx), tags: &Tags) {
        self.met.push(Met { key, at, tags: tags.clone(), holds: None });
        self.spared(key);
    }

    pub fn spared(&mut self, key: Key) {
        if !self.spared.contains(&key) {
            self.spared.push(key);
        }
    }

    pub fn cue(&mut self, key: Key, at: (Stamp, EventIx), tags: &Tags, due: Option<End>, following: Option<EventIx>) {
        self.cues.push(Cue { key, at, tags: tags.clone(), due, following });
    }

    /// For each occasion, whether it is broken by a day.
    pub fn broken(&self, as_of: Day, definite: bool, happens: &dyn Fn(Key) -> bool) -> Vec<(Key, Option<Broken>)> {
        let spared = self.spared.iter().map(|key| (*key, None));
        spared.chain(self.cues.iter().map(|cue| (cue.key, self.one(cue, as_of, definite, happens)))).collect()
    }

    fn one(&self, cue: &Cue, as_of: Day, definite: bool, happens: &dyn Fn(Key) -> bool) -> Option<Broken> {
        let last = |due: End| due.last_minute().latest;
        let due = cue.due.filter(|due| last(*due) < earliest_minute(Stamp::of_day(as_of)))?;
        let possible = || self.met.iter().filter(|met| met.tags.meet(&cue.tags).is_some());
        let in_time = |met: &&Met| not_before(met.at, cue.at) && earliest_minute(met.at.0) <= last(due);
        let within: Vec<&Met> = possible().filter(in_time).collect();
        if within.iter().any(|met| met.holds.is_none()) {
            return None;
        }
        let surely = |met: &&&Met| {
            let mut same = possible().filter(|other| other.key == met.key);
            happens(met.key) && same.all(|other| in_time(&other) && other.holds == Some(true))
        };
        let mut holding = within.iter().filter(|met| met.holds == Some(true)).peekable();
        let some = holding.peek().is_some();
        if some && (definite || holding.any(|met| surely(&met))) {
            return None;
        }
        Some((due, cue.following, !some))
    }
}
