//! The course of one case under one reading of the law: the engine is driven through its events.

use std::rc::Rc;

use super::case::{CaseEvents, Event};
use super::found::{Entry, Found, refused};
use super::map::{DetailFrom, Map};
use super::measure::{Measure, measures};
use super::reading::Reading;
use super::scenario::scenario;
use crate::calendar::{Day, End, Stamp};
use crate::engine::Outcome;
use crate::engine::{Case, Occurrence, Passage, Refusal, Scope, Stepped, Verdict, advance_showing, step};
use crate::generate::relevant::Relevant;
use crate::ids::{PropertyId, RoleId};
use crate::monitor::{Break, Moment, Monitor};
use crate::procedure::{Applicability, AppliesBy, Form, Incident, Procedure, Whose};
use crate::replay::{Happening, Options, replay};
use crate::value::Value;

/// Something that is not known decides: one course does not tell.
struct Hard;

/// What a judge keeps for one reading.
pub(super) struct Held<'a> {
    pub(super) reading: &'a Reading,
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
    pub(super) measures: Vec<Measure>,
    /// For each edition and transition, its measures.
    measured_by: Vec<Vec<Vec<usize>>>,
    pub(super) found: Found,
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
    pub(super) fn new(reading: &'a Reading) -> Self {
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
    pub(super) fn judge(&mut self, map: &Map, case: &CaseEvents, until: Day, details: &mut Vec<Value>) {
        let contested = self.reading.editions.contested();
        let judged = match contested.split_first() {
            None => self.course(map, case, until, None, details),
            Some((first, others)) => self.contested(map, case, until, (first.by, others), details),
        };
        if judged.is_err() {
            self.replay(map, case, until);
        }
    }

    /// Judges a case under each reading of which date decides the edition: what all find is found.
    fn contested(
        &mut self,
        map: &Map,
        case: &CaseEvents,
        until: Day,
        (first, others): (AppliesBy, &[Applicability]),
        details: &mut Vec<Value>,
    ) -> Result<(), Hard> {
        self.course(map, case, until, Some(first), details)?;
        let found = std::mem::take(&mut self.found);
        for other in others {
            self.course(map, case, until, Some(other.by), details)?;
            if self.found != found {
                return Err(Hard);
            }
        }
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
