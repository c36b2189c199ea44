//! What a typed state holds: the engine's case, and the law that governs it.

use std::fmt;

use super::judged::{Acted, Breach, Done, Judged, Refused, breaches};
use super::law::{Law, Machine, Role};
use super::seen::{Seen, Sight};
use crate::calendar::Stamp;
use crate::engine::{Case, Clock, Occurrence, Passage, Refusal, Stepped, Verdict, Views, advance, step};
use crate::ids::{ActId, DeadlineId, RoleId, StateId};
use crate::procedure::Procedure;
use crate::text::Text;
use crate::value::Value;

/// A case of the engine under the law of a generated machine. Only that machine's module makes typed states of it. It
/// is no `Clone`: whoever has done an act has the state before it no longer, unless a `fork` was made of it.
pub struct Held<'p, M> {
    law: Law<'p, M>,
    case: Case,
}

impl<M: Machine> fmt::Debug for Held<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.law, self.state_name())
    }
}

/// What time has made of a case.
#[derive(Clone, Debug)]
#[must_use = "the case goes on"]
pub struct Passed<'p, S> {
    /// What it has become.
    pub state: S,
    /// Deadlines that ran out and duties that fell due, in order.
    pub passages: Vec<Passage>,
    /// Whether the date is not exact enough to tell if more has happened: a day is given, and something ends within it.
    pub doubtful: bool,
    procedure: &'p Procedure,
}

impl<'p, S> Passed<'p, S> {
    /// Duties that were not fulfilled in time.
    pub fn breaches(&self) -> impl Iterator<Item = Breach<'p>> + '_ {
        breaches(self.procedure, &self.passages)
    }
}

impl<'p, M: Machine> Held<'p, M> {
    /// A new case.
    #[must_use]
    pub fn open(law: Law<'p, M>) -> Self {
        Self { law, case: Case::new(law.procedure()) }
    }

    /// The same case again.
    #[doc(hidden)]
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { law: self.law, case: self.case.clone() }
    }

    /// The law that governs it.
    #[must_use]
    pub fn law(&self) -> Law<'p, M> {
        self.law
    }

    /// The engine's case: memory, deadlines, duties.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The state, as the engine names it.
    #[must_use]
    pub fn state(&self) -> StateId {
        self.case.state()
    }

    /// The state's name in the procedure's file.
    #[must_use]
    pub fn state_name(&self) -> &'p str {
        &self.law.procedure().state(self.state()).name
    }

    /// What the state is called, in English and French.
    #[must_use]
    pub fn state_label(&self) -> &'p Text {
        &self.law.procedure().state(self.state()).label
    }

    /// What a procedure that watches this case sees of it.
    #[must_use]
    pub fn sight(&self) -> Sight<'_> {
        Sight::of(self.law.edition(), self.law.procedure(), &self.case)
    }

    /// How the deadline of a number stands, if it was ever started.
    #[doc(hidden)]
    #[must_use]
    pub fn clock(&self, number: usize) -> Option<Clock> {
        Some(self.case.clock(DeadlineId::new(number))).filter(Clock::is_known)
    }

    /// Lets time pass up to a date.
    #[doc(hidden)]
    pub fn at<S>(mut self, on: Stamp, became: fn(Self) -> S) -> Passed<'p, S> {
        let procedure = self.law.procedure();
        let mut passages = Vec::new();
        let doubtful = advance(procedure, &mut self.case, on, &mut |passage| passages.push(passage)).is_some();
        Passed { state: became(self), passages, doubtful, procedure }
    }

    /// Does the act of a number, by a role, with its details in the order of the procedure.
    #[doc(hidden)]
    #[inline]
    pub fn act<N, B>(
        self,
        on: Stamp,
        by: impl Role<M>,
        (act, details): (usize, &[Value]),
        next: fn(Self) -> N,
        became: fn(Self) -> B,
    ) -> Acted<'p, N, B> {
        let by = Some(RoleId::new(by.number()));
        self.step(&Occurrence { act: ActId::new(act), on, by, details }, &[], next, became)
    }

    /// The same, for an act whose rules look at watched machines.
    #[doc(hidden)]
    #[inline]
    pub fn act_seeing<N, B>(
        self,
        on: Stamp,
        by: impl Role<M>,
        (act, details, seen): (usize, &[Value], &Seen<'_, M>),
        next: fn(Self) -> N,
        became: fn(Self) -> B,
    ) -> Acted<'p, N, B> {
        let by = Some(RoleId::new(by.number()));
        self.step(&Occurrence { act: ActId::new(act), on, by, details }, seen.views(), next, became)
    }

    fn step<N, B>(
        mut self,
        act: &Occurrence,
        views: Views,
        next: fn(Self) -> N,
        became: fn(Self) -> B,
    ) -> Acted<'p, N, B> {
        let procedure = self.law.procedure();
        let mut passages = Vec::new();
        // `step` lets time pass too, and tells nobody.
        let doubt = advance(procedure, &mut self.case, act.on, &mut |passage| passages.push(passage));
        let outcome = match doubt {
            Some(_) => None,
            None => match step(procedure, &mut self.case, act, views) {
                Stepped::Done(outcome) => Some(outcome),
                Stepped::Doubtful => None,
            },
        };
        let judged = Judged::new(procedure, outcome, passages);
        match outcome {
            Some(found) if found.took_effect && matches!(found.verdict, Verdict::Legal | Verdict::Irregular) => {
                Ok(Done { state: next(self), judged })
            }
            _ => {
                let refusal = outcome.and_then(|found| found.refusal).unwrap_or(Refusal::CannotBeJudged);
                Err(Refused { refusal, became: became(self), judged: Box::new(judged) })
            }
        }
    }
}
