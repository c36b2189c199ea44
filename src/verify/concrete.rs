//! From a way without dates to a course on the real calendar, or to the certainty that this way is none.
//!
//! Along a way every supposition is an order of two terms over the days of its events. [`earliest`] finds the least
//! days that fit, or that there are none; the engine then follows the course and has the last word.

use std::rc::Rc;

use super::asked::Follows;
use super::contradiction::contradictory;
use super::course::{Course, Question, Step, Word, confirm};
use super::dates::earliest;
use super::followed::shows;
use super::kind::{Label, Move};
use super::limits::Budget;
use super::lonely::is_opposed;
use super::ordered::{Ordered, Term};
use super::path::{Stage, Way};
use super::suppose::Supposed;
use super::symbolic::{Event, Symbols};
use super::tables::Tables;
use super::values::candidates;
use crate::calendar::Stamp;
use crate::value::{Type, Value};

/// What became of a way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Made {
    /// A course that the engine confirms.
    Real(Course),
    /// No days fit: no course goes this way.
    Impossible,
    /// Days fit, as far as they were looked at, but the engine does not confirm any course that was tried.
    Unconfirmed,
    /// Time was up.
    Late,
}

/// How many partial courses of one way are tried.
const MAX_TRIED: usize = 1000;

/// A course half made.
#[derive(Clone)]
pub(super) struct Partial {
    /// For each machine, the dates that it holds.
    pub symbols: Vec<Symbols>,
    pub orders: Vec<Ordered>,
    /// The earliest day of each event and date among details.
    pub first: Vec<Stamp>,
    /// The acts, each with the number of its event, and its details; dates among them are events too.
    pub acts: Vec<(Step, usize, Vec<Option<usize>>)>,
    /// The event of the last stage.
    pub last: Option<usize>,
}

/// Makes courses of ways.
pub(super) struct Maker<'a, 't> {
    pub tables: &'t Tables<'a>,
    question: Question<'t>,
    claim_suppositions: Vec<Supposed>,
    pub budget: &'t Budget<'t>,
    tried: usize,
    pub unsettled: bool,
}

impl<'a, 't> Maker<'a, 't> {
    pub fn new(
        tables: &'t Tables<'a>,
        question: Question<'t>,
        suppositions: Vec<Supposed>,
        budget: &'t Budget<'t>,
    ) -> Self {
        Self { tables, question, claim_suppositions: suppositions, budget, tried: 0, unsettled: false }
    }

    /// The earliest course of a way that shows what is asked.
    pub fn make(mut self, way: &Way) -> Made {
        let partial = Partial {
            symbols: (0..self.tables.kind_of.len()).filter_map(|m| self.new_symbols(m)).collect(),
            orders: Vec::new(),
            first: Vec::new(),
            acts: Vec::new(),
            last: None,
        };
        match self.follow(way, 0, partial) {
            Some(course) => Made::Real(course),
            None if self.budget.is_late() => Made::Late,
            None if self.unsettled || self.tried >= MAX_TRIED => Made::Unconfirmed,
            None => Made::Impossible,
        }
    }

    fn new_symbols(&self, machine: usize) -> Option<Symbols> {
        let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
        let edition = kind.local(0)?.edition;
        Some(Symbols::new(kind.editions.get(edition)))
    }

    fn follow(&mut self, way: &Way, at: usize, partial: Partial) -> Option<Course> {
        self.tried += 1;
        if self.tried >= MAX_TRIED || self.budget.is_late() {
            return None;
        }
        let Some(stage) = way.stages.get(at) else { return self.finish(way, partial) };
        let Some(machine) = stage.machine else {
            let next = self.new_epoch(stage, partial)?;
            return self.follow(way, at + 1, next);
        };
        for step in self.moves(stage, machine) {
            for supposed in &step.supposed {
                for next in self.taken(stage, machine, step, supposed, &partial) {
                    if let Some(course) = self.follow(way, at + 1, next) {
                        return Some(course);
                    }
                }
            }
        }
        None
    }

    /// The moves that a stage may be.
    fn moves(&self, stage: &Stage, machine: usize) -> Vec<&'t Move> {
        let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
        let here = stage.before.get(machine).copied().unwrap_or(0);
        let edition = kind.and_then(|k| k.local(here)).map_or(0, |l| l.edition);
        let all = kind.and_then(|kind| kind.moves.get(here as usize)).into_iter().flatten().enumerate();
        all.filter(|(number, step)| {
            step.to == stage.to
                && stage.only.is_none_or(|only| only == *number)
                && self.tables.enabled(machine, edition, step, &stage.before)
        })
        .map(|(_, step)| step)
        .collect()
    }

    /// Time passes after the last stage, until what was waited for is late; the duties that are owed are kept.
    fn waited(&mut self, way: &Way, mut partial: Partial) -> Partial {
        let asked = self.tables.asked.as_ref();
        if asked.is_some_and(|asked| asked.follows == Some(Follows::Within)) {
            let stage = Stage { before: way.last.clone(), machine: None, to: 0, only: None };
            let event = self.event(&mut partial, self.first_day());
            self.within_epoch(&stage, event, &mut partial);
            self.nothing_runs_out(&stage, event, None, false, &mut partial);
        }
        if let Some(event) = partial.last {
            let day = Rc::new(Term::Event(event));
            for (machine, here) in way.last.iter().take(self.tables.kind_of.len()).enumerate() {
                if self.tables.keeps(machine) {
                    self.kept_until(machine, *here, &day, true, &mut partial);
                }
            }
        }
        partial
    }

    /// Whether the engine, and the monitors where they are asked, find a course lawful and the property as it is sought.
    fn is_shown(&self, course: &Course) -> bool {
        course.is_in_order()
            && match &self.tables.asked {
                Some(asked) => shows(asked, self.question.machine, course),
                None => confirm(self.tables.system, course, &self.question) == Word::Shown,
            }
    }

    /// A move taken, in every way that its details may be given.
    fn taken(
        &mut self,
        stage: &Stage,
        machine: usize,
        step: &Move,
        supposed: &Supposed,
        partial: &Partial,
    ) -> Vec<Partial> {
        match step.label {
            Label::Over(deadline) => {
                let mut all = Vec::new();
                all.extend(self.run_out(stage, machine, step, supposed, deadline, partial.clone()));
                if self.may_be_overdue(stage, machine, deadline) {
                    all.extend(self.long_run_out(stage, machine, step, supposed, deadline, partial.clone()));
                }
                all
            }
            Label::Act(number) => {
                let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
                let Some(kind) = kind else { return Vec::new() };
                let edition = stage.before.get(machine).and_then(|here| kind.local(*here)).map_or(0, |l| l.edition);
                let Some(way) = kind.way(edition, number) else { return Vec::new() };
                let procedure = kind.editions.get(edition);
                let given = candidates(procedure, way);
                // Of periods, only some are tried.
                let fields = procedure.act(way.act).details.iter().zip(&way.details);
                self.unsettled |=
                    fields.into_iter().any(|(field, value)| field.ty == Type::Period && !value.is_unknown());
                given
                    .into_iter()
                    .filter_map(|details| self.acted(stage, machine, step, supposed, &details, partial))
                    .collect()
            }
        }
    }

    /// The course, once every stage has been taken.
    fn finish(&mut self, way: &Way, partial: Partial) -> Option<Course> {
        let last_is_act = way.stages.last().is_none_or(|stage| stage.only.is_some());
        let partial = self.waited(way, partial);
        for orders in self.asked_at_the_end(way, &partial, last_is_act) {
            let all = [&partial.orders[..], &orders].concat();
            let Some(days) = self.earliest(&all, &partial.first) else { continue };
            let acts = partial.acts.iter().map(|(act, event, dated)| {
                let mut act = act.clone();
                act.on = days.get(*event).copied().unwrap_or(act.on);
                for (value, detail) in act.details.iter_mut().zip(dated) {
                    if let Some(day) = detail.and_then(|event| days.get(event)) {
                        *value = Value::Date(*day);
                    }
                }
                act
            });
            let until = partial.last.and_then(|event| days.get(event)).copied();
            let course = Course { steps: acts.collect(), until };
            if self.is_shown(&course) {
                let dated = partial.acts.iter().map(|(_, _, dated)| dated.as_slice());
                return Some(self.plainly_dated(course, dated));
            }
            self.unsettled = true;
        }
        None
    }

    /// The course whose acts state their own dates, and not far earlier ones, wherever it shows what is sought all the
    /// same.
    fn plainly_dated<'d>(&self, mut course: Course, dated: impl Iterator<Item = &'d [Option<usize>]>) -> Course {
        for (act, dated) in dated.enumerate() {
            for detail in dated.iter().enumerate().filter_map(|(detail, event)| event.and(Some(detail))) {
                let mut plainer = course.clone();
                let Some(step) = plainer.steps.get_mut(act) else { continue };
                let own = step.on.day;
                let earlier = |value: &&mut Value| matches!(value, Value::Date(stamp) if stamp.day < own);
                let Some(value) = step.details.get_mut(detail).filter(earlier) else { continue };
                *value = Value::Date(Stamp::of_day(own));
                if self.is_shown(&plainer) {
                    course = plainer;
                }
            }
        }
        course
    }

    /// The earliest days that fit.
    pub fn earliest(&self, orders: &[Ordered], first: &[Stamp]) -> Option<Vec<Stamp>> {
        let horizon = self.tables.horizon;
        if contradictory(orders, first, horizon)
            || is_opposed(orders)
            || self.tables.lonely.is_hopeless(orders, first, horizon)
        {
            return None;
        }
        earliest(orders, first, horizon)
    }

    /// What the property asks of the days, for each supposition under which it is broken.
    fn asked_at_the_end(&self, way: &Way, partial: &Partial, before: bool) -> Vec<Vec<Ordered>> {
        let state = if before { way.stages.last().map_or(&way.last, |stage| &stage.before) } else { &way.last };
        let asked = self.question.machine.and_then(|machine| {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            let local = kind.local(*state.get(machine)?)?;
            let skeleton = kind.skeletons.get(local.edition)?;
            let day = Rc::new(Term::Event(partial.last.unwrap_or(0)));
            let event = |supposed| Event {
                skeleton,
                case: &local.case,
                day: day.clone(),
                act: None,
                by: None,
                details: Vec::new(),
                transition: None,
                supposed,
            };
            let symbols = partial.symbols.get(machine)?;
            Some(self.claim_suppositions.iter().flat_map(|supposed| event(supposed).asked(symbols)).collect::<Vec<_>>())
        });
        // The system's own properties are the engine's to judge.
        asked.unwrap_or_else(|| vec![Vec::new()])
    }
}
