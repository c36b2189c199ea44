//! The engine's case at a place of a course: what is done to it, and what it is asked.

use smallvec::SmallVec;

use crate::calendar::{Day, End, Minute, Stamp};
use crate::engine::{
    Case, DutyState, Occurrence, Passage, Refusal, Stepped, Verdict, View, advance_showing, duty_end, instant_after,
    next_due, step_if_lawful,
};
use crate::ids::{DutyId, TransitionId};
use crate::procedure::AppliesBy;
use crate::simulate::model::{Given, Planned, Study, Timing, Watched};
use crate::simulate::opening::{DAY, NEVER};
use crate::value::Value;

/// Something that happened by itself, by its number among the study's names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::simulate) enum Happened {
    /// A deadline ran out.
    Expired(usize),
    /// A duty was not kept.
    Breached(usize),
}

/// Why a plan is not done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Why {
    /// The edition that says so; nothing if none is in force.
    pub edition: Option<usize>,
    /// The engine's reason; nothing if no edition is in force, or if what is not known decides.
    pub refusal: Option<Refusal>,
    /// The transition, and the first of its conditions that fails.
    pub check: Option<(TransitionId, usize)>,
}

/// The engine's case at a node.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub case: Case,
    pub edition: usize,
    first: Option<Day>,
    /// When acts were last done that details refer to.
    dates: SmallVec<[Option<Stamp>; 2]>,
}

impl Held {
    /// Becomes another, in the memory that it has.
    pub fn take(&mut self, other: &Self) {
        self.case.clone_from(&other.case);
        self.edition = other.edition;
        self.first = other.first;
        self.dates.clone_from(&other.dates);
    }
}

/// Puts the plans of a study to the engine.
pub(super) struct Law<'s> {
    study: &'s Study,
    /// The acts that details refer to, by their numbers.
    noted: Vec<usize>,
    /// Each plan: a step and one of its acts.
    plans: Vec<(usize, usize)>,
    /// For each edition the duties that are kept, and by which keeper.
    kept: Vec<Vec<(DutyId, u16)>>,
}

impl<'s> Law<'s> {
    pub fn of(study: &'s Study) -> Self {
        let mut noted: Vec<usize> = Vec::new();
        let planned = study.steps.iter().flat_map(|step| &step.acts).flat_map(|(_, by_edition)| by_edition);
        for given in planned.flatten().flat_map(|planned| &planned.details) {
            if let Given::DayOf(act) = given
                && !noted.contains(act)
            {
                noted.push(*act);
            }
        }
        let plans = study.steps.iter().enumerate();
        let plans = plans.flat_map(|(step, of)| (0..of.acts.len()).map(move |act| (step, act))).collect();
        let keeper = |edition: usize, id: DutyId| {
            let number = study.names.duty(edition, id);
            let at = study.keepers.iter().position(|keeper| keeper.duty == number)?;
            Some((id, u16::try_from(at).ok()?))
        };
        let kept = study.editions.all().iter().enumerate();
        let kept = kept.map(|(edition, of)| of.duties().filter_map(|(id, _)| keeper(edition, id)).collect()).collect();
        Self { study, noted, plans, kept }
    }

    /// A case to which nothing has happened.
    pub fn fresh(&self) -> Held {
        let dates = self.noted.iter().map(|_| None).collect();
        Held { case: Case::new(self.study.edition(0)), edition: 0, first: None, dates }
    }

    /// The act of a plan, by its number.
    pub fn act_of(&self, plan: u16) -> Option<usize> {
        let (step, at) = self.plans.get(usize::from(plan))?;
        self.study.steps.get(*step)?.acts.get(*at).map(|(act, _)| *act)
    }

    /// The state of a case, by its number.
    pub fn state(&self, held: &Held) -> u16 {
        u16::try_from(self.study.names.state(held.edition, held.case.state())).unwrap_or(u16::MAX)
    }

    /// An instant as the engine takes it.
    pub fn stamp(&self, unit: u32) -> Stamp {
        match self.study.timing {
            Timing::Days => Stamp::of_day(self.study.day(unit)),
            Timing::Minutes => {
                let minute = u16::try_from(unit % 1440).ok().and_then(Minute::new).unwrap_or(Minute::FIRST);
                Stamp::at(self.study.day(unit / 1440), minute)
            }
        }
    }

    /// The first instant at which something happens by itself, in seconds from the first day.
    pub fn due(&self, held: &Held) -> u32 {
        let procedure = self.study.edition(held.edition);
        let Some(due) = next_due(procedure, &held.case).map(instant_after) else { return NEVER };
        let at = self.since_start(due.day, due.latest().number());
        match self.study.timing {
            Timing::Minutes => at,
            // Acts have no minute: what happens in the course of a day is looked at when it is over.
            Timing::Days => at.div_ceil(DAY).saturating_mul(DAY),
        }
    }

    fn since_start(&self, day: Day, minute: u16) -> u32 {
        let days = i64::from(day.number()) - i64::from(self.study.starts.number());
        u32::try_from((days * i64::from(DAY) + i64::from(minute) * 60).max(0)).unwrap_or(NEVER)
    }

    /// When a duty is to be kept first, and by which keeper.
    pub fn keeping(&self, held: &Held) -> (u32, u16) {
        let procedure = self.study.edition(held.edition);
        let mut first = (NEVER, 0);
        for (id, keeper) in self.kept.get(held.edition).into_iter().flatten() {
            let id = *id;
            if held.case.duty(id).state != DutyState::Owed {
                continue;
            }
            let at = match duty_end(procedure, &held.case, id) {
                Some(End::Day(day)) => self.since_start(day, Minute::LAST.number()),
                Some(End::Moment(moment)) => {
                    let (day, minute) = (moment.earliest.div_euclid(1440), moment.earliest.rem_euclid(1440));
                    let day = i32::try_from(day).ok().and_then(Day::from_number).unwrap_or(Day::MAX);
                    self.since_start(day, u16::try_from(minute).unwrap_or(0))
                }
                None => continue,
            };
            if at < first.0 {
                first = (at, *keeper);
            }
        }
        first
    }

    /// Lets time pass, from edition to edition, as a replay does.
    pub fn let_pass(&self, held: &mut Held, to: Stamp, tell: &mut dyn FnMut(Happened)) -> Result<(), Why> {
        let study = self.study;
        let editions = &study.editions;
        let nobody = Why { edition: None, refusal: None, check: None };
        let decided_by = match study.edition(held.edition).applies_by() {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => held.first.unwrap_or(to.day),
        };
        let target = editions.in_force(decided_by).ok_or(nobody)?;
        if held.first.is_none() && held.edition != target {
            held.edition = target;
            held.case = Case::new(study.edition(target));
        }
        while held.edition < target {
            let (old, new) = (study.edition(held.edition), study.edition(held.edition + 1));
            self.advance(held, Stamp::of_day(new.edition()), tell)?;
            held.case = held.case.carried(old, new).ok_or(nobody)?;
            held.edition += 1;
        }
        self.advance(held, to, tell)
    }

    fn advance(&self, held: &mut Held, to: Stamp, tell: &mut dyn FnMut(Happened)) -> Result<(), Why> {
        let (names, edition) = (&self.study.names, held.edition);
        let mut note = |_: &Case, passage: Passage| {
            tell(match passage {
                Passage::Expired { deadline, .. } => Happened::Expired(names.deadline(edition, deadline)),
                Passage::Breached { duty, .. } => Happened::Breached(names.duty(edition, duty)),
            });
        };
        match advance_showing(self.study.edition(edition), &mut held.case, to, &mut note) {
            None => Ok(()),
            Some(_) => Err(Why { edition: Some(edition), refusal: None, check: None }),
        }
    }

    /// Does a plan, and tells whether a recommended rule is not kept; the case is as time left it if it is not lawful.
    pub fn perform(&self, held: &mut Held, plan: u16, on: Stamp) -> Result<bool, Why> {
        let study = self.study;
        self.let_pass(held, on, &mut |_| {})?;
        let refused = |refusal| Why { edition: Some(held.edition), refusal, check: None };
        let (act, planned) = self.planned(plan, held.edition).ok_or(refused(Some(Refusal::NoSuchAct)))?;
        let details = self.details(planned, held, on);
        let occurrence = Occurrence { act: planned.act, on, by: Some(planned.by), details: &details };
        let views = self.views(on);
        match step_if_lawful(study.edition(held.edition), &mut held.case, &occurrence, &views) {
            Stepped::Doubtful => Err(refused(Some(Refusal::CannotBeJudged))),
            Stepped::Done(outcome) if !outcome.took_effect => {
                let check = outcome.transition.zip(outcome.failed.iter().next());
                Err(Why { check, ..refused(outcome.refusal) })
            }
            Stepped::Done(outcome) => {
                held.first = held.first.or(Some(on.day));
                for (noted, date) in self.noted.iter().zip(&mut held.dates) {
                    if *noted == act {
                        *date = Some(on);
                    }
                }
                Ok(outcome.verdict == Verdict::Irregular)
            }
        }
    }

    /// A plan in an edition, with the number of its act.
    pub fn planned(&self, plan: u16, edition: usize) -> Option<(usize, &'s Planned)> {
        let (step, at) = self.plans.get(usize::from(plan))?;
        let (act, by_edition) = self.study.steps.get(*step)?.acts.get(*at)?;
        Some((*act, by_edition.get(edition)?.as_ref()?))
    }

    pub fn details(&self, planned: &Planned, held: &Held, on: Stamp) -> SmallVec<[Value; 4]> {
        let of = |given: &Given| match given {
            Given::Value(value) => *value,
            Given::DayOf(act) => {
                let noted = self.noted.iter().position(|noted| noted == act);
                let date = noted.and_then(|at| held.dates.get(at).copied().flatten());
                Value::Date(Stamp::of_day(date.unwrap_or(on).day))
            }
        };
        planned.details.iter().map(of).collect()
    }

    /// What is seen of watched machines.
    fn views(&self, on: Stamp) -> Vec<Vec<View<'s>>> {
        let at = |watched: &'s Watched| {
            let begun =
                watched.course.iter().rev().find(|(from, _, _)| (from.day, from.earliest()) <= (on.day, on.latest()));
            let (_, edition, case) = begun.or(watched.course.first())?;
            Some(View { edition: *edition, procedure: watched.editions.get(*edition), case })
        };
        self.study.watched.iter().map(|watched| at(watched).into_iter().collect()).collect()
    }
}
