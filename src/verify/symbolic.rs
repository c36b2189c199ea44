//! The dates that a machine holds on a way whose days are not settled: terms over the days of its events.

use std::rc::Rc;

use crate::calendar::Length;
use crate::condition::{Expr, ExprId};
use crate::engine::{Case, NoTrace, Occurrence, Scope, evaluate};
use crate::ids::{ActId, CountingId, DeadlineId, DutyId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure, Remembered};
use crate::value::Value;

use super::dates::orders;
use super::ordered::{Ordered, Term};
use super::skeleton::{Skeleton, placeholder};

/// What a slot of memory holds, beyond what the skeleton knows.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Date(Rc<Term>),
    Value(Value),
}

/// The dates of a deadline.
#[derive(Clone, Debug)]
pub(super) struct Dates {
    pub started: Rc<Term>,
    pub nominal: Rc<Term>,
    pub last: Rc<Term>,
}

/// The dates that a machine holds.
#[derive(Clone, Debug)]
pub(super) struct Symbols {
    pub slots: Vec<Option<Held>>,
    pub clocks: Vec<Option<Dates>>,
    /// When each duty falls due that does so on a day of its own.
    pub duties: Vec<Option<Rc<Term>>>,
}

/// An event of a machine, as its conditions see it.
#[derive(Clone)]
pub(super) struct Event<'s> {
    pub skeleton: &'s Skeleton<'s>,
    /// The case before, as its table has it.
    pub case: &'s Case,
    /// The number of its day among the events.
    pub day: Rc<Term>,
    pub act: Option<ActId>,
    pub by: Option<crate::ids::RoleId>,
    /// The details, those that are dates as terms.
    pub details: Vec<Held>,
    pub transition: Option<TransitionId>,
    pub supposed: &'s [(usize, bool)],
}

impl Symbols {
    /// Those of a machine to which nothing has happened.
    pub fn new(procedure: &Procedure) -> Self {
        Self {
            slots: vec![None; procedure.slots().count()],
            clocks: vec![None; procedure.deadlines().count()],
            duties: vec![None; procedure.duties().count()],
        }
    }

    /// Those of a machine that is carried into another edition.
    pub fn carried(&self, old: &Procedure, new: &Procedure) -> Self {
        let mut carried = Self::new(new);
        for (slot, place) in new.slots().zip(&mut carried.slots) {
            let before = old.slots().find(|(_, s)| s.name == slot.1.name);
            *place = before.and_then(|(id, _)| self.slots.get(id.index()).cloned().flatten());
        }
        for (deadline, place) in new.deadlines().zip(&mut carried.clocks) {
            let before = old.deadline_named(&deadline.1.name);
            *place = before.and_then(|id| self.clocks.get(id.index()).cloned().flatten());
        }
        for (duty, place) in new.duties().zip(&mut carried.duties) {
            let before = old.duties().find(|(_, d)| d.name == duty.1.name);
            *place = before.and_then(|(id, _)| self.duties.get(id.index()).cloned().flatten());
        }
        carried
    }

    /// When a duty falls due; nothing where that is not followed.
    pub fn due(&self, id: DutyId, due: DutyDue) -> Option<Rc<Term>> {
        match due {
            DutyDue::Deadline(deadline) => self.clock(deadline).map(|dates| dates.last.clone()),
            DutyDue::On(_) | DutyDue::Every(_) => self.duties.get(id.index()).cloned().flatten(),
            DutyDue::Open => None,
        }
    }

    fn clock(&self, id: DeadlineId) -> Option<&Dates> {
        self.clocks.get(id.index())?.as_ref()
    }
}

impl Event<'_> {
    fn procedure(&self) -> &Procedure {
        self.skeleton.original
    }

    /// The value of an expression of the skeleton, with what is held beyond it.
    fn value(&self, symbols: &Symbols, id: ExprId) -> Value {
        let mut case = self.case.clone();
        for (index, held) in symbols.slots.iter().enumerate() {
            if let Some(Held::Value(value)) = held {
                case.suppose_slot(crate::ids::SlotId::new(index), *value);
            }
        }
        for (atom, truth) in self.supposed {
            if let Some(atom) = self.skeleton.atoms.get(*atom) {
                case.suppose_slot(atom.slot, Value::Boolean(*truth));
            }
        }
        let details: Vec<Value> = self
            .details
            .iter()
            .map(|detail| match detail {
                Held::Value(value) => *value,
                Held::Date(_) => Value::Date(placeholder()),
            })
            .collect();
        let act = self.act.map(|act| Occurrence { act, on: placeholder(), by: self.by, details: &details });
        let scope = Scope {
            procedure: &self.skeleton.procedure,
            case: &case,
            on: Some(placeholder()),
            act: act.as_ref(),
            views: &[],
            starting: &[],
        };
        evaluate(&scope, id, &mut NoTrace)
    }

    fn length(&self, symbols: &Symbols, id: ExprId) -> Option<Length> {
        match self.value(symbols, id) {
            Value::Period(period) => Some(Length::Civil(period)),
            Value::Duration(duration) => Some(Length::Elapsed(duration)),
            _ => None,
        }
    }

    /// The date that an expression stands for, where the deadlines that the event starts are known already.
    fn term(&self, symbols: &Symbols, started: &[(DeadlineId, Dates)], id: ExprId) -> Option<Rc<Term>> {
        let clock = |id: &DeadlineId| {
            let fresh = started.iter().find(|(known, _)| known == id).map(|(_, dates)| dates);
            fresh.or_else(|| symbols.clock(*id))
        };
        match self.procedure().exprs().get(id) {
            Expr::ActOn => Some(self.day.clone()),
            Expr::Literal(value @ (Value::Date(_) | Value::Moment(_))) => Some(Rc::new(Term::Fixed(*value))),
            Expr::Slot(slot) => match symbols.slots.get(slot.index())? {
                Some(Held::Date(term)) => Some(term.clone()),
                _ => None,
            },
            Expr::ActDetail(detail) => match self.details.get(detail.index())? {
                Held::Date(term) => Some(term.clone()),
                Held::Value(_) => None,
            },
            Expr::DeadlineLast(id) => clock(id).map(|dates| dates.last.clone()),
            Expr::DeadlineNominal(id) => clock(id).map(|dates| dates.nominal.clone()),
            Expr::DeadlineStarted(id) => clock(id).map(|dates| dates.started.clone()),
            Expr::Counted { length, from, counting, nominal } => {
                let length = self.length(symbols, *length)?;
                let from = self.term(symbols, started, *from)?;
                let counting = Rc::new(self.procedure().counting(*counting).clone());
                Some(Rc::new(Term::Counted { length, counting, nominal: *nominal, from }))
            }
            _ => None,
        }
    }

    /// The dates that its transition gives to deadlines.
    fn started(&self, symbols: &Symbols) -> Vec<(DeadlineId, Option<Dates>)> {
        let Some(transition) = self.transition else { return Vec::new() };
        let changes = &self.procedure().transition(transition).clocks;
        let dated = changes.iter().filter_map(|(change, id)| match change {
            ClockChange::Start | ClockChange::Restart => Some((*id, self.start(symbols, *id))),
            ClockChange::Extend => Some((*id, self.extend(symbols, *id))),
            // How long a suspension lasts depends on two events.
            ClockChange::Resume => Some((*id, None)),
            ClockChange::Suspend | ClockChange::Stop => None,
        });
        dated.collect()
    }

    fn lasts(&self, symbols: &Symbols, id: DeadlineId) -> Option<(Length, ExprId)> {
        let (length, from) = self.lasting(symbols, id)?;
        Some((self.length(symbols, length)?, from))
    }

    /// The expressions of a deadline's length, and of the day that it is counted from.
    pub fn lasting(&self, symbols: &Symbols, id: DeadlineId) -> Option<(ExprId, ExprId)> {
        let term = self.procedure().deadline(id).term(self.act)?;
        let holds = |condition: &Option<ExprId>| match condition {
            None => true,
            Some(condition) => self.value(symbols, *condition) == Value::Boolean(true),
        };
        let (_, length) = term.lasts.iter().find(|(condition, _)| holds(condition))?;
        Some((*length, term.counted_from))
    }

    fn start(&self, symbols: &Symbols, id: DeadlineId) -> Option<Dates> {
        let (length, from) = self.lasts(symbols, id)?;
        let from = self.term(symbols, &[], from)?;
        let counting = Rc::new(self.procedure().counting(self.procedure().deadline(id).counting).clone());
        let end = |nominal| Rc::new(Term::Counted { length, counting: counting.clone(), nominal, from: from.clone() });
        Some(Dates { nominal: end(true), last: end(false), started: from })
    }

    fn extend(&self, symbols: &Symbols, id: DeadlineId) -> Option<Dates> {
        let (length, _) = self.lasts(symbols, id)?;
        let before = symbols.clock(id)?;
        let counting = Rc::new(self.procedure().counting(self.procedure().deadline(id).counting).clone());
        let end = |nominal| {
            Rc::new(Term::Extended { length, counting: counting.clone(), nominal, from: before.nominal.clone() })
        };
        Some(Dates { nominal: end(true), last: end(false), started: before.started.clone() })
    }

    /// What is asked of the days for what was supposed: one list for each way in which it may be so.
    pub fn asked(&self, symbols: &Symbols) -> Vec<Vec<Ordered>> {
        let started: Vec<(DeadlineId, Dates)> =
            self.started(symbols).into_iter().filter_map(|(id, dates)| Some((id, dates?))).collect();
        let mut all: Vec<Vec<Ordered>> = vec![Vec::new()];
        for (atom, truth) in self.supposed {
            let Some(atom) = self.skeleton.atoms.get(*atom) else { continue };
            let started = if atom.after { &started[..] } else { &[] };
            let ways = match self.procedure().exprs().get(atom.expr) {
                Expr::Compare(operator, a, b) => {
                    let (a, b) = (self.term(symbols, started, *a), self.term(symbols, started, *b));
                    let (Some(a), Some(b)) = (a, b) else { continue };
                    orders(*operator, *truth, &a, &b)
                }
                Expr::DeadlineRunning(id) if self.act.is_some() => {
                    let fresh = started.iter().find(|(known, _)| known == id).map(|(_, dates)| dates);
                    let Some(dates) = fresh.or_else(|| symbols.clock(*id)) else { continue };
                    orders(crate::condition::Operator::LessEqual, *truth, &self.day, &dates.last)
                }
                _ => continue,
            };
            all = all.iter().flat_map(|known| ways.iter().map(move |way| [&known[..], way].concat())).collect();
        }
        all
    }

    /// The dates that the machine holds after it.
    pub fn after(&self, symbols: &Symbols) -> Symbols {
        let mut next = symbols.clone();
        if let Some(known) = self.skeleton.waiting
            && self.skeleton.may_begin(self.case, self.act, self.transition)
            && let Some(place) = next.slots.get_mut(known.since.index())
        {
            *place = Some(Held::Date(self.day.clone()));
        }
        let Some(transition) = self.transition else { return next };
        for (slot, expr) in &self.procedure().transition(transition).sets {
            let held = self.term(symbols, &[], *expr).map(Held::Date).or_else(|| self.kept(symbols, *expr));
            if let Some(place) = next.slots.get_mut(slot.index()) {
                *place = held;
            }
        }
        if let Some(act) = self.act {
            let Remembered { on, details, .. } = &self.procedure().act(act).remembered;
            let kept =
                details.iter().filter_map(|(detail, slot)| Some((*slot, self.details.get(detail.index())?.clone())));
            let dated = on.iter().map(|slot| (*slot, Held::Date(self.day.clone())));
            for (slot, held) in kept.chain(dated) {
                if let Some(place) = next.slots.get_mut(slot.index()) {
                    *place = Some(held);
                }
            }
        }
        for (id, dates) in self.started(symbols) {
            if let Some(place) = next.clocks.get_mut(id.index()) {
                *place = dates;
            }
        }
        for id in self.procedure().settled(transition) {
            let due = match self.skeleton.raises(self.case, transition, *id) {
                Some(false) => continue,
                Some(true) => self.due(&next, *id),
                None => None,
            };
            if let Some(place) = next.duties.get_mut(id.index()) {
                *place = due;
            }
        }
        next
    }

    /// When a duty that arises falls due, with what the machine holds after the event.
    fn due(&self, after: &Symbols, id: DutyId) -> Option<Rc<Term>> {
        match self.procedure().duty(id).due {
            DutyDue::On(expr) => self.term(after, &[], expr),
            DutyDue::Every(length) => {
                let counting = self.procedure().vocabulary.counting.unwrap_or(CountingId::new(0));
                let counting = Rc::new(self.procedure().counting(counting).clone());
                Some(Rc::new(Term::Counted { length, counting, nominal: false, from: self.day.clone() }))
            }
            DutyDue::Open | DutyDue::Deadline(_) => None,
        }
    }

    /// A value that is kept as it is given.
    fn kept(&self, symbols: &Symbols, expr: ExprId) -> Option<Held> {
        match self.procedure().exprs().get(expr) {
            Expr::ActDetail(detail) => self.details.get(detail.index()).cloned(),
            Expr::Slot(slot) => symbols.slots.get(slot.index()).cloned().flatten(),
            _ => None,
        }
    }

    /// The last day of a deadline that runs.
    pub fn last(symbols: &Symbols, id: DeadlineId) -> Option<Rc<Term>> {
        symbols.clock(id).map(|dates| dates.last.clone())
    }
}
