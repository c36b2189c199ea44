//! Judging cases under each reading of the law, and counting what is found.

use smallvec::SmallVec;

use super::case::CaseEvents;
use super::course::Held;
use super::found::{Entry, Found, basis, whys};
use super::map::Map;
use super::measure::Measure;
use super::reading::Reading;
use super::tally::{Counts, Rule, Tally, count, place};
use crate::calendar::Day;
use crate::engine::Verdict;
use crate::ids::{ArticleId, DutyId, PropertyId};
use crate::procedure::Basis;
use crate::value::Value;

/// Judges cases, one after the other, in memory that is used again.
pub struct Judge<'a> {
    map: &'a Map,
    acts: Vec<&'a str>,
    /// For each activity, its act.
    act_of: Vec<usize>,
    held: Vec<Held<'a>>,
    as_of: Option<Day>,
    tally: Tally,
    details: Vec<Value>,
    seen: Seen,
}

/// What was counted for the present case, so that a case counts once.
#[derive(Default)]
struct Seen {
    rules: SmallVec<[Rule; 8]>,
    articles: SmallVec<[(usize, ArticleId); 8]>,
    duties: SmallVec<[(usize, DutyId); 4]>,
    properties: SmallVec<[(usize, PropertyId, bool); 4]>,
}

/// True the first time for a key.
fn first_of<T: PartialEq + Copy, A: smallvec::Array<Item = T>>(seen: &mut SmallVec<A>, key: T) -> bool {
    let first = !seen.contains(&key);
    if first {
        seen.push(key);
    }
    first
}

impl<'a> Judge<'a> {
    /// A judge under some readings; what the first finds is compared with the second. Events after `as_of` are not
    /// looked at, and time passes until then; without it, until each case's last event.
    #[must_use]
    pub fn new(map: &'a Map, readings: &'a [Reading], as_of: Option<Day>) -> Self {
        let mut acts: Vec<&str> = Vec::new();
        let mut act_of = Vec::with_capacity(map.activities.len());
        for activity in &map.activities {
            let at = acts.iter().position(|act| *act == activity.act).unwrap_or_else(|| {
                acts.push(&activity.act);
                acts.len() - 1
            });
            act_of.push(at);
        }
        let held: Vec<Held> = readings.iter().map(Held::new).collect();
        let counts = held.iter().map(|held| Counts {
            acts: vec![[0; 4]; acts.len()],
            margins: vec![Default::default(); held.measures.len()],
            ..Counts::default()
        });
        let tally = Tally { readings: counts.collect(), ..Tally::default() };
        Self { map, acts, act_of, held, as_of, tally, details: Vec::new(), seen: Seen::default() }
    }

    /// The acts that are counted, by their names.
    #[must_use]
    pub fn acts(&self) -> &[&'a str] {
        &self.acts
    }

    /// What is measured under a reading.
    #[must_use]
    pub fn measures(&self, reading: usize) -> &[Measure] {
        self.held.get(reading).map_or(&[], |held| &held.measures)
    }

    /// What was counted so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What was counted, when all is judged.
    #[must_use]
    pub fn into_tally(self) -> Tally {
        self.tally
    }

    /// What was found of the last case under a reading.
    #[must_use]
    pub fn found(&self, reading: usize) -> Option<&Found> {
        self.held.get(reading).map(|held| &held.found)
    }

    /// Judges a case, whose events are put in order. False if it is left out, since an event cannot be read.
    pub fn case(&mut self, case: &mut CaseEvents) -> bool {
        if case.unread > 0 {
            self.tally.unread += 1;
            return false;
        }
        if case.sort() {
            self.tally.reordered += 1;
        }
        if let Some(as_of) = self.as_of {
            let before = case.events.len();
            case.events.retain(|event| event.on.day <= as_of);
            self.tally.later += (before - case.events.len()) as u64;
        }
        let (Some(first), Some(last)) = (case.events.first(), case.events.last()) else { return false };
        let (first, last) = (first.on.day, last.on.day);
        for held in &mut self.held {
            held.judge(self.map, case, self.as_of.unwrap_or(last), &mut self.details);
        }
        self.tally.cases += 1;
        self.tally.events += case.events.len() as u64;
        self.tally.first = Some(self.tally.first.map_or(first, |known| known.min(first)));
        self.tally.last = self.tally.last.max(Some(last));
        self.count(case);
        true
    }

    fn count(&mut self, case: &CaseEvents) {
        let name = case.name();
        for (held, counts) in self.held.iter().zip(&mut self.tally.readings) {
            let found = &held.found;
            counts.replayed += u64::from(found.replayed);
            if let Some(cases) = counts.cases.get_mut(place(found.worst())) {
                *cases += 1;
            }
            for (entry, event) in found.entries.iter().zip(&case.events) {
                let act = self.act_of.get(usize::from(event.activity)).copied().unwrap_or(0);
                let verdict = entry.outcome.verdict;
                if let Some(number) = counts.acts.get_mut(act).and_then(|acts| acts.get_mut(place(verdict))) {
                    *number += 1;
                }
                if verdict != Verdict::Legal {
                    self.seen.unlawful(held.reading, entry, act, (event.on.day, &name), counts);
                }
            }
            for (edition, duty, day) in &found.breached {
                let cases = u64::from(first_of(&mut self.seen.duties, (*edition, *duty)));
                count(&mut counts.duties, (*edition, *duty), (1, cases), *day, &name);
            }
            for (edition, property, following, day) in &found.broken {
                let key = (*edition, *property, *following);
                let cases = u64::from(first_of(&mut self.seen.properties, key));
                count(&mut counts.properties, key, (1, cases), *day, &name);
            }
            for (measure, days) in &found.measured {
                if let Some(distribution) = counts.margins.get_mut(*measure) {
                    distribution.add(*days);
                }
            }
            self.seen.clear();
        }
        if let [one, other, ..] = &self.held[..] {
            let mut seen: SmallVec<[(usize, usize, usize); 4]> = SmallVec::new();
            for ((one, other), event) in one.found.entries.iter().zip(&other.found.entries).zip(&case.events) {
                let (was, is) = (one.outcome.verdict, other.outcome.verdict);
                if was != is {
                    let act = self.act_of.get(usize::from(event.activity)).copied().unwrap_or(0);
                    let key = (act, place(was), place(is));
                    let cases = u64::from(first_of(&mut seen, key));
                    count(&mut self.tally.changes, key, (1, cases), event.on.day, &name);
                }
            }
        }
    }
}

impl Seen {
    fn clear(&mut self) {
        self.rules.clear();
        self.articles.clear();
        self.duties.clear();
        self.properties.clear();
    }

    /// Counts why an act is not lawful, and the articles of what it does not keep.
    fn unlawful(
        &mut self,
        reading: &Reading,
        entry: &Entry,
        act: usize,
        (day, case): (Day, &str),
        counts: &mut Counts,
    ) {
        let edition = entry.edition;
        let procedure = reading.editions.get(edition);
        let mut articles: SmallVec<[ArticleId; 4]> = SmallVec::new();
        for why in whys(entry) {
            let rule = Rule { edition, act, why };
            let cases = u64::from(first_of(&mut self.rules, rule));
            count(&mut counts.rules, rule, (1, cases), day, case);
            if let Basis::Articles(all) = basis(procedure, why) {
                for article in all {
                    first_of(&mut articles, *article);
                }
            }
        }
        for article in articles {
            let key = (edition, article);
            let cases = u64::from(first_of(&mut self.articles, key));
            count(&mut counts.articles, key, (1, cases), day, case);
        }
    }
}
