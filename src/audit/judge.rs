//! Judging one case under each reading of the law, and counting what is found.

use std::rc::Rc;

use smallvec::SmallVec;

use super::alike::is_told_alike;
use super::case::{CaseEvents, Event};
use super::map::{DetailFrom, Map};
use super::measure::{Measure, measures};
use super::reading::Reading;
use super::scenario::scenario;
use super::tally::{Counts, Rule, Tally, Why, count, place};
use crate::calendar::{Day, End, Stamp};
use crate::engine::{
    Case, CheckSet, Occurrence, Outcome, Passage, Refusal, Scope, Stepped, Verdict, advance_showing, step,
};
use crate::generate::relevant::Relevant;
use crate::ids::{ArticleId, DutyId, PropertyId, RoleId, StateId};
use crate::monitor::{Break, Moment, Monitor};
use crate::procedure::{Applicability, AppliesBy, Basis, Form, Incident, Procedure, Whose};
use crate::replay::{Happening, Options, replay};
use crate::value::Value;

/// What became of one event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The edition whose ids the outcome uses.
    pub edition: usize,
    /// Whether an edition was in force.
    pub governed: bool,
    /// What became of the act.
    pub outcome: Outcome,
}

/// What was found of one case under one reading.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// Of each event, in the order of their dates.
    pub entries: Vec<Entry>,
    /// Duties that were not fulfilled in time: edition, duty, and its last day.
    pub breached: Vec<(usize, DutyId, Day)>,
    /// Properties that broke: edition, property, whether after an unlawful act that stands, and the day.
    pub broken: Vec<(usize, PropertyId, bool, Day)>,
    /// What was measured: the measure, by its place, and the days.
    pub measured: Vec<(usize, i32)>,
    /// Whether the case was replayed in every possible world.
    pub replayed: bool,
}

impl Found {
    fn clear(&mut self) {
        self.entries.clear();
        self.breached.clear();
        self.broken.clear();
        self.measured.clear();
        self.replayed = false;
    }

    /// The worst verdict of its events: illegal, then undetermined, then irregular.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        let badness = |verdict: &Verdict| match verdict {
            Verdict::Legal => 0,
            Verdict::Irregular => 1,
            Verdict::Undetermined => 2,
            Verdict::Illegal => 3,
        };
        self.entries.iter().map(|entry| entry.outcome.verdict).max_by_key(badness).unwrap_or(Verdict::Legal)
    }
}

/// Something that is not known decides: one course does not tell.
struct Hard;

/// What a judge keeps for one reading.
struct Held<'a> {
    reading: &'a Reading,
    /// For each edition, a new case.
    new: Vec<Case>,
    case: Case,
    before: Case,
    monitor: Monitor,
    /// For each edition, whether anything is looked for on the way.
    watches: Vec<bool>,
    /// For each edition, what has to be looked for after which transition; nothing where a property speaks of every
    /// instant, and all are looked at.
    relevant: Vec<Option<Relevant>>,
    measures: Vec<Measure>,
    /// For each edition and transition, its measures.
    measured_by: Vec<Vec<Vec<usize>>>,
    found: Found,
}

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

/// Why an act is not lawful: each check that is not kept, or what else.
#[must_use]
pub fn whys(entry: &Entry) -> SmallVec<[Why; 2]> {
    let outcome = &entry.outcome;
    if !entry.governed {
        return SmallVec::from_slice(&[Why::NoEdition]);
    }
    let mut all = SmallVec::new();
    match outcome.transition {
        None => match outcome.refusal {
            Some(refusal @ (Refusal::NoSuchAct | Refusal::CaseClosed | Refusal::TooLate(_))) => {
                all.push(Why::Refused(refusal, outcome.from));
            }
            _ => all.push(Why::Doubtful),
        },
        Some(transition) => {
            if outcome.refusal == Some(Refusal::WrongRole) {
                all.push(Why::Role(transition));
            }
            all.extend(outcome.failed.iter().map(|check| Why::Check(transition, check)));
            if outcome.verdict == Verdict::Undetermined {
                all.extend(outcome.unjudged.iter().map(|check| Why::Unjudged(transition, check)));
            }
            if all.is_empty() {
                all.push(Why::Doubtful);
            }
        }
    }
    all
}

/// What a rule rests on that was not kept.
#[must_use]
pub fn basis(procedure: &Procedure, why: Why) -> &Basis {
    const NONE: &Basis = &Basis::Policy;
    match why {
        Why::Check(id, check) | Why::Unjudged(id, check) => {
            procedure.transition(id).checks.get(check).map_or(NONE, |check| &check.basis)
        }
        Why::Role(id) => &procedure.transition(id).basis,
        Why::Refused(Refusal::TooLate(deadline), _) => &procedure.deadline(deadline).basis,
        Why::Refused(..) | Why::Doubtful | Why::NoEdition => NONE,
    }
}

/// The outcome of an act that no transition takes.
fn refused(state: StateId, refusal: Refusal, verdict: Verdict) -> Outcome {
    Outcome {
        from: state,
        to: state,
        transition: None,
        took_effect: false,
        verdict,
        refusal: Some(refusal),
        failed: CheckSet::default(),
        unjudged: CheckSet::default(),
    }
}

/// One course of one case.
struct Course {
    edition: usize,
    begun: bool,
    first: Option<Day>,
    /// Whether an unlawful act stands.
    standing: bool,
    /// The reading of which date decides the edition, where that is contested.
    reading: Option<AppliesBy>,
}

impl<'a> Held<'a> {
    fn new(reading: &'a Reading) -> Self {
        let editions = reading.editions.all();
        let new: Vec<Case> = editions.iter().map(Case::new).collect();
        let case = Case::new(reading.editions.get(0));
        let mut all = Vec::new();
        let mut measured_by = Vec::new();
        for (edition, procedure) in editions.iter().enumerate() {
            let mut by = vec![Vec::new(); procedure.transitions().count()];
            for measure in measures(procedure, edition) {
                if let Some(place) = by.get_mut(measure.transition.index()) {
                    Vec::push(place, all.len());
                }
                all.push(measure);
            }
            measured_by.push(by);
        }
        let breakable =
            |procedure: &Procedure| procedure.properties().any(|(_, p)| !matches!(p.form, Form::Reachable(_)));
        let watches = editions.iter().map(breakable).collect();
        let instants = |procedure: &Procedure| {
            procedure.properties().any(|(_, p)| matches!(p.form, Form::Never(_) | Form::Always(_)))
        };
        let relevant = editions.iter().map(|p| (!instants(p)).then(|| Relevant::of(p))).collect();
        let before = case.clone();
        let found = Found::default();
        Self {
            reading,
            new,
            case,
            before,
            monitor: Monitor::default(),
            watches,
            relevant,
            measures: all,
            measured_by,
            found,
        }
    }

    /// Judges a case; time passes until a day.
    fn judge(&mut self, map: &Map, case: &CaseEvents, until: Day, details: &mut Vec<Value>) {
        let contested = self.reading.editions.contested();
        let judged = match contested.split_first() {
            None => self.course(map, case, until, None, details),
            Some((first, others)) => self.contested(map, case, until, (first.by, others), details),
        };
        if judged.is_err() {
            self.replay(map, case, until);
        }
    }

    /// Judges a case under each reading of which date decides the edition: what all find is found, as the first has it.
    fn contested(
        &mut self,
        map: &Map,
        case: &CaseEvents,
        until: Day,
        (first, others): (AppliesBy, &[Applicability]),
        details: &mut Vec<Value>,
    ) -> Result<(), Hard> {
        self.course(map, case, until, Some(first), details)?;
        let editions = &self.reading.editions;
        let begins = case.events.first().and_then(|event| editions.in_force(event.on.day));
        if begins.is_some() && begins == editions.in_force(until) {
            // One text is in force from the first event to the last day: every reading is of it.
            return Ok(());
        }
        let found = std::mem::take(&mut self.found);
        for other in others {
            self.course(map, case, until, Some(other.by), details)?;
            if !is_told_alike(&found, &self.found, &self.reading.editions) {
                return Err(Hard);
            }
        }
        self.found = found;
        Ok(())
    }

    fn course(
        &mut self,
        map: &Map,
        case: &CaseEvents,
        until: Day,
        reading: Option<AppliesBy>,
        details: &mut Vec<Value>,
    ) -> Result<(), Hard> {
        self.found.clear();
        let mut course = Course { edition: 0, begun: false, first: None, standing: false, reading };
        self.monitor = Monitor::default();
        for event in &case.events {
            self.pass(&mut course, event.on)?;
            self.event(map, case, event, &mut course, details)?;
        }
        let end = Stamp::of_day(until);
        self.pass(&mut course, end)?;
        if self.watches.get(course.edition) == Some(&true) {
            let procedure = self.reading.editions.get(course.edition);
            let Self { monitor, case, found, .. } = self;
            monitor.look(procedure, Moment { case, views: &[] }, until, &mut breaks(found, &course));
        }
        Ok(())
    }

    /// Lets time pass, from edition to edition.
    fn pass(&mut self, course: &mut Course, to: Stamp) -> Result<(), Hard> {
        let editions = &self.reading.editions;
        let decided_by = match editions.applies_by(course.edition, course.reading) {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => course.first.unwrap_or(to.day),
        };
        let target = editions.in_force(decided_by).ok_or(Hard)?;
        if !course.begun {
            (course.edition, course.begun) = (target, true);
            if let Some(new) = self.new.get(target) {
                self.case.clone_from(new);
            }
            if self.watches.get(target) == Some(&true) {
                let Self { monitor, case, found, .. } = self;
                let now = Moment { case, views: &[] };
                monitor.look(editions.get(target), now, to.day, &mut breaks(found, course));
            }
        }
        while course.edition < target {
            let next = course.edition + 1;
            let (old, new) = (editions.get(course.edition), editions.get(next));
            self.advance(course, Stamp::of_day(new.edition()))?;
            // The new text has no such state: a replay knows what to do.
            self.case = self.case.carried(old, new).ok_or(Hard)?;
            self.monitor = self.monitor.carried(old, new);
            course.edition = next;
        }
        self.advance(course, to)
    }

    #[inline]
    fn advance(&mut self, course: &Course, to: Stamp) -> Result<(), Hard> {
        let procedure = self.reading.editions.get(course.edition);
        let edition = course.edition;
        let watches = self.watches.get(edition) == Some(&true);
        if !self.case.is_quiet_through(to.day) {
            let Self { case, before, monitor, found, .. } = self;
            if watches {
                before.clone_from(case);
            }
            let doubt = advance_showing(procedure, case, to, &mut |after, passage| {
                if let Passage::Breached { duty, last, .. } = passage {
                    found.breached.push((edition, duty, day_of(last)));
                }
                if watches {
                    let (was, is) = (Moment { case: before, views: &[] }, Moment { case: after, views: &[] });
                    monitor.passage(procedure, &passage, was, is, &mut breaks(found, course));
                    before.clone_from(after);
                }
            });
            if doubt.is_some() {
                return Err(Hard);
            }
        }
        if watches {
            let Self { case, monitor, found, .. } = self;
            monitor.pass(procedure, Moment { case, views: &[] }, to, &mut breaks(found, course));
        }
        Ok(())
    }

    fn event(
        &mut self,
        map: &Map,
        case: &CaseEvents,
        event: &Event,
        course: &mut Course,
        details: &mut Vec<Value>,
    ) -> Result<(), Hard> {
        let (edition, on) = (course.edition, event.on);
        let editions = &self.reading.editions;
        let procedure = editions.get(edition);
        let of = self.reading.of.get(edition).copied().unwrap_or(edition);
        let activity = map.activities.get(usize::from(event.activity)).ok_or(Hard)?;
        let Some(Some(resolved)) = activity.resolved.get(of) else {
            // The edition in force does not know the act.
            let outcome = refused(self.case.state(), Refusal::NoSuchAct, Verdict::Illegal);
            self.found.entries.push(Entry { edition, governed: true, outcome });
            return Ok(());
        };
        let values = case.values_of(event);
        details.clear();
        details.extend(resolved.details.iter().map(|from| match from {
            DetailFrom::Fixed(value) => *value,
            DetailFrom::Read(index) => values.get(*index).copied().unwrap_or(Value::Unknown),
        }));
        let by = event.by.and_then(|by| map.role_ids.get(of)?.get(usize::from(by)).copied().flatten());
        let by: Option<RoleId> = by.or(resolved.by);
        let act = Occurrence { act: resolved.act, on, by, details };
        let measured = self.found.measured.len();
        let mut ambiguous = None;
        let scope = Scope { procedure, case: &self.case, on: Some(on), act: Some(&act), views: &[], starting: &[] };
        for transition in procedure.serving(self.case.state(), act.act) {
            let own = self.measured_by.get(edition).and_then(|by| by.get(transition.index()));
            for index in own.into_iter().flatten() {
                if let Some(days) = self.measures.get(*index).and_then(|measure| measure.days(&scope, on)) {
                    ambiguous = Some(*transition);
                    self.found.measured.push((*index, days));
                }
            }
        }
        let watches = self.watches.get(edition) == Some(&true);
        let relevant = self.relevant.get(edition).and_then(Option::as_ref);
        let state = self.case.state();
        if watches && relevant.is_none_or(|relevant| relevant.looks_back(act.act)) {
            self.before.clone_from(&self.case);
        }
        let Stepped::Done(outcome) = step(procedure, &mut self.case, &act, &[]) else { return Err(Hard) };
        course.first = course.first.or(Some(on.day));
        if ambiguous.is_some() {
            // Of several transitions only the one that was selected is measured.
            let taken = outcome.transition;
            let measures = &self.measures;
            let mut index = 0;
            self.found.measured.retain(|(measure, _)| {
                index += 1;
                index <= measured || measures.get(*measure).map(|m| m.transition) == taken
            });
        }
        self.found.entries.push(Entry { edition, governed: true, outcome });
        if outcome.took_effect {
            course.standing |= outcome.verdict == Verdict::Illegal;
            let properties = outcome.transition.zip(relevant).map(|(id, relevant)| relevant.after(id));
            let nothing = properties.is_some_and(<[PropertyId]>::is_empty) && self.monitor.open().is_empty();
            if watches && !nothing {
                let Self { case, before, monitor, found, .. } = self;
                let entered = (state != case.state()).then_some(case.state());
                let incident = Incident { of: Whose::Own, act: Some(act.act), entered };
                let (was, is) = (Moment { case: before, views: &[] }, Moment { case, views: &[] });
                let tell = &mut breaks(found, course);
                match properties {
                    Some(some) => monitor.step_for(procedure, some, &incident, was, is, on, tell),
                    None => monitor.step(procedure, &incident, was, is, on, tell),
                }
            }
        }
        Ok(())
    }

    /// Replays a case in every possible world.
    fn replay(&mut self, map: &Map, case: &CaseEvents, until: Day) {
        self.found.clear();
        self.found.replayed = true;
        let scenario = scenario(map, self.reading, case, Some(until));
        let replay = replay(Rc::new(scenario), &Options { brief: true, ..Options::default() });
        for judged in &replay.events {
            let verdict = judged.verdict.unwrap_or(Verdict::Undetermined);
            let same = judged.possible.iter().find(|possible| possible.outcome.verdict == verdict);
            let entry = match same.or(judged.possible.first()) {
                Some(possible) => Entry {
                    edition: possible.ids,
                    governed: possible.edition.is_some(),
                    outcome: Outcome { verdict, ..possible.outcome },
                },
                None => Entry {
                    edition: 0,
                    governed: true,
                    outcome: refused(self.case.state(), Refusal::CannotBeJudged, Verdict::Undetermined),
                },
            };
            self.found.entries.push(entry);
        }
        for passed in replay.passed.iter().filter(|passed| passed.certain) {
            let day = passed.lasts.first().map_or(until, |last| day_of(*last));
            match passed.what {
                Happening::Breached { duty, .. } => self.found.breached.push((passed.edition, duty, day)),
                Happening::Broken { property, following } => {
                    self.found.broken.push((passed.edition, property, following.is_some(), day));
                }
                Happening::Expired { .. } => {}
            }
        }
    }
}

/// The day of an end.
fn day_of(end: End) -> Day {
    match end {
        End::Day(day) => day,
        End::Moment(moment) => {
            i32::try_from(moment.latest.div_euclid(1440)).ok().and_then(Day::from_number).unwrap_or(Day::MAX)
        }
    }
}

/// Hears which properties break: each breaks once.
fn breaks<'f>(found: &'f mut Found, course: &'f Course) -> impl FnMut(Break) + 'f {
    move |broken: Break| {
        let known = |(edition, property, ..): &(usize, PropertyId, bool, Day)| {
            *edition == course.edition && *property == broken.property
        };
        if !found.broken.iter().any(known) {
            found.broken.push((course.edition, broken.property, course.standing, day_of(broken.on)));
        }
    }
}
