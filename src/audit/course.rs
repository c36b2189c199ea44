//! The course of one case under one reading of the law: the engine is driven through its events.

use std::rc::Rc;

use super::alike::is_told_alike;
use super::case::{CaseEvents, Event};
use super::found::{Entry, Found};
use super::map::{DetailFrom, Map};
use super::measure::{Measure, measures};
use super::reading::Reading;
use super::scenario::scenario;
use crate::calendar::{Day, End, Stamp};
use crate::engine::Outcome;
use crate::engine::{Case, Occurrence, Passage, Scope, Stepped, Verdict, advance_showing, step};
use crate::generate::relevant::Relevant;
use crate::ids::PropertyId;
use crate::monitor::{Break, Moment, Monitor};
use crate::procedure::{Applicability, AppliesBy, Form, Incident, Procedure, Whose};
use crate::replay::{Happening, Options, replay};
use crate::value::Value;

/// Something that is not known decides: one course does not tell.
struct Hard;

/// An edition under a reading, and what is found out of it once.
struct Prepared<'a> {
    procedure: &'a Procedure,
    /// Its place among those for which the map was checked.
    of: usize,
    /// A new case.
    new: Case,
    /// Which date decides the edition, where that is not contested.
    applies_by: AppliesBy,
    /// Whether anything is looked for on the way.
    watches: bool,
    /// What has to be looked for after which transition; nothing where a property speaks of every instant, and all are
    /// looked at.
    relevant: Option<Relevant>,
    /// For each transition, its measures.
    measured_by: Vec<Vec<usize>>,
}

impl<'a> Prepared<'a> {
    fn new(reading: &'a Reading, edition: usize, procedure: &'a Procedure, measures: &[Measure]) -> Self {
        let mut measured_by = vec![Vec::new(); procedure.transitions().count()];
        for (place, measure) in measures.iter().enumerate().filter(|(_, measure)| measure.edition == edition) {
            if let Some(own) = measured_by.get_mut(measure.transition.index()) {
                Vec::push(own, place);
            }
        }
        let mut forms = procedure.properties().map(|(_, property)| &property.form);
        let watches = forms.any(|form| !matches!(form, Form::Reachable(_)));
        let mut forms = procedure.properties().map(|(_, property)| &property.form);
        let instants = forms.any(|form| matches!(form, Form::Never(_) | Form::Always(_)));
        Self {
            procedure,
            of: reading.of.get(edition).copied().unwrap_or(edition),
            new: Case::new(procedure),
            applies_by: reading.editions.applies_by(edition, None),
            watches,
            relevant: (!instants).then(|| Relevant::of(procedure)),
            measured_by,
        }
    }

    /// Whether a look at a case as it stands may find anything.
    fn looks(&self, monitor: &Monitor) -> bool {
        self.watches && (self.relevant.is_none() || !monitor.open().is_empty())
    }
}

/// What a judge keeps for one reading.
pub(super) struct Held<'a> {
    pub(super) reading: &'a Reading,
    editions: Vec<Prepared<'a>>,
    contested: &'a [Applicability],
    /// The day of which it was asked last which edition is in force, and that.
    in_force: Option<(Day, usize)>,
    case: Case,
    before: Case,
    monitor: Monitor,
    pub(super) measures: Vec<Measure>,
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
        let all = reading.editions.all().iter().enumerate();
        let measures: Vec<Measure> = all.clone().flat_map(|(edition, p)| measures(p, edition)).collect();
        let editions = all.map(|(edition, p)| Prepared::new(reading, edition, p, &measures)).collect();
        let case = Case::new(reading.editions.get(0));
        Self {
            reading,
            editions,
            contested: reading.editions.contested(),
            in_force: None,
            before: case.clone(),
            case,
            monitor: Monitor::default(),
            measures,
            found: Found::default(),
        }
    }

    /// Judges a case; time passes until a day.
    pub(super) fn judge(&mut self, map: &Map, case: &CaseEvents, until: Day, details: &mut Vec<Value>) {
        let judged = match self.contested.split_first() {
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
        self.pass(&mut course, Stamp::of_day(until))?;
        self.look(&course, until)
    }

    /// Looks at the case as it stands on a day.
    fn look(&mut self, course: &Course, on: Day) -> Result<(), Hard> {
        let Self { editions, monitor, case, found, .. } = self;
        let edition = editions.get(course.edition).ok_or(Hard)?;
        if edition.looks(monitor) {
            monitor.look(edition.procedure, Moment { case, views: &[] }, on, &mut breaks(found, course));
        }
        Ok(())
    }

    /// The edition in force on a day.
    #[inline]
    fn in_force(&mut self, day: Day) -> Result<usize, Hard> {
        match self.in_force {
            // The same day decides of all acts of a case, as a rule.
            Some((asked, edition)) if asked == day => Ok(edition),
            _ => {
                let edition = self.reading.editions.in_force(day).ok_or(Hard)?;
                self.in_force = Some((day, edition));
                Ok(edition)
            }
        }
    }

    /// Lets time pass, from edition to edition.
    fn pass(&mut self, course: &mut Course, to: Stamp) -> Result<(), Hard> {
        let applies_by = match (course.reading, self.editions.get(course.edition)) {
            (None, Some(edition)) => edition.applies_by,
            (reading, _) => self.reading.editions.applies_by(course.edition, reading),
        };
        let target = self.in_force(match applies_by {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => course.first.unwrap_or(to.day),
        })?;
        if !course.begun {
            (course.edition, course.begun) = (target, true);
            self.case.clone_from(&self.editions.get(target).ok_or(Hard)?.new);
            self.look(course, to.day)?;
        }
        while course.edition < target {
            let next = course.edition + 1;
            let editions = &self.reading.editions;
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
        let edition = course.edition;
        let Self { editions, case, before, monitor, found, .. } = self;
        let Prepared { procedure, watches, .. } = *editions.get(edition).ok_or(Hard)?;
        if !case.is_quiet_through(to.day) {
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
        let Self { editions, case: now, before, monitor, measures, found, .. } = self;
        let Prepared { procedure, of, watches, relevant, measured_by, .. } = editions.get(edition).ok_or(Hard)?;
        let activity = map.activities.get(usize::from(event.activity)).ok_or(Hard)?;
        let Some(Some(resolved)) = activity.resolved.get(*of) else {
            let outcome = Outcome::unknown_act(now.state());
            found.entries.push(Entry { edition, governed: true, outcome });
            return Ok(());
        };
        let values = case.values_of(event);
        details.clear();
        for from in &resolved.details {
            let value = match from {
                DetailFrom::Fixed(value) => value,
                DetailFrom::Read(index) => values.get(*index).unwrap_or(&Value::Unknown),
            };
            details.push(*value);
        }
        let by = event.by.and_then(|by| map.role_ids.get(*of)?.get(usize::from(by)).copied().flatten());
        let act = Occurrence { act: resolved.act, on, by: by.or(resolved.by), details };
        let measured = found.measured.len();
        let scope = Scope { procedure, case: now, on: Some(on), act: Some(&act), views: &[], starting: &[] };
        for transition in procedure.serving(now.state(), act.act) {
            for index in measured_by.get(transition.index()).into_iter().flatten() {
                let days = measures.get(*index).and_then(|measure| measure.days(&scope, on));
                found.measured.extend(days.map(|days| (*index, days)));
            }
        }
        let state = now.state();
        if *watches && relevant.as_ref().is_none_or(|relevant| relevant.looks_back(act.act)) {
            before.clone_from(now);
        }
        let Stepped::Done(outcome) = step(procedure, now, &act, &[]) else { return Err(Hard) };
        course.first = course.first.or(Some(on.day));
        if found.measured.len() > measured {
            // Of several transitions only the one that was selected is measured.
            let mut index = 0;
            found.measured.retain(|(measure, _)| {
                index += 1;
                index <= measured || measures.get(*measure).map(|m| m.transition) == outcome.transition
            });
        }
        found.entries.push(Entry { edition, governed: true, outcome });
        if outcome.took_effect {
            course.standing |= outcome.verdict == Verdict::Illegal;
            let properties = outcome.transition.zip(relevant.as_ref()).map(|(id, relevant)| relevant.after(id));
            let nothing = properties.is_some_and(<[PropertyId]>::is_empty) && monitor.open().is_empty();
            if *watches && !nothing {
                let entered = (state != now.state()).then_some(now.state());
                let incident = Incident { of: Whose::Own, act: Some(act.act), entered };
                let (was, is) = (Moment { case: before, views: &[] }, Moment { case: now, views: &[] });
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
                None => Entry { edition: 0, governed: true, outcome: Outcome::cannot_be_judged(self.case.state()) },
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
