//! A procedure without its dates: every comparison of dates becomes a truth value that may be supposed.
//!
//! The skeleton is a procedure like any other, so that the engine judges it. What was taken out are [`Atom`]s: each is
//! a comparison of the original whose outcome depends on dates (or on sums that no finite set of values decides). In
//! the skeleton it reads a slot of memory of its own, which an exploration sets to what it supposes.

use crate::calendar::{End, Roll};
use crate::condition::{Expr, ExprId};
use crate::engine::{Case, Clock, ClockState, DutyState, NoTrace, Occurrence, Owed, Scope, duty_end, evaluate};
use crate::ids::{ActId, DeadlineId, DetailId, DutyId, PropertyId, SlotId, StateId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure, Slot};
use crate::text::Text;
use crate::value::{Type, Value};

use super::asked::{Waiting, is_dated, raised};
use super::details::Way;
pub(super) use super::details::placeholder;
use super::fed::Fed;
use super::live::Lives;
use super::roots::{Root, roots};
use super::undecided::undecided;

/// A comparison that the skeleton does not decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Atom {
    /// The slot that stands for it in the skeleton.
    pub slot: SlotId,
    /// The comparison, in the original.
    pub expr: ExprId,
    /// Whether it speaks of deadlines as the transition leaves them; else of the case as it was before.
    pub after: bool,
}

/// One edition of a procedure, without its dates.
pub(super) struct Skeleton<'a> {
    pub original: &'a Procedure,
    pub procedure: Procedure,
    pub atoms: Vec<Atom>,
    /// For each transition, the atoms that judge it.
    asked: Vec<Vec<usize>>,
    /// For each transition, the atoms that what it writes depends on.
    written: Vec<Vec<usize>>,
    /// For each property, its atoms.
    properties: Vec<Vec<usize>>,
    /// For each state, what may still matter there.
    pub live: Lives<'a>,
    /// Deadlines that roll to a working day under no edition.
    unrolled: Vec<DeadlineId>,
    /// Whether it knows which duties are owed.
    pub duties: bool,
    /// How it waits, if it does.
    pub waiting: Option<Waiting>,
}

impl<'a> Skeleton<'a> {
    /// The skeleton of an edition, with or without its duties.
    pub fn new(original: &'a Procedure, duties: bool) -> Self {
        let mut procedure = original.clone();
        let mut roots = roots(original);
        let guards = original.duties().filter(|_| duties).filter_map(|(_, duty)| duty.guard);
        roots.extend(guards.map(|expr| Root { act: None, expr, after: false }));
        let mut atoms: Vec<Atom> = Vec::new();
        let fed = Fed::of(original);
        for root in &roots {
            for expr in undecided(original, &fed, root) {
                if atoms.iter().any(|atom| atom.expr == expr) {
                    continue;
                }
                let slot = SlotId::new(procedure.slots.len());
                procedure.slots.push(Slot {
                    name: format!("{}:atom", atoms.len()),
                    label: Text::default(),
                    ty: Type::Boolean,
                    initially: Value::Unknown,
                    history: None,
                });
                procedure.exprs.replace(expr, Expr::Slot(slot));
                atoms.push(Atom { slot, expr, after: root.after });
            }
        }
        if duties {
            leave_open(&mut procedure);
        } else {
            // No condition reads a duty.
            procedure.duties.clear();
            for settled in &mut procedure.settled {
                *settled = Box::default();
            }
        }
        let live = Lives::of(original, procedure.slots().count(), duties);
        let mut skeleton = Self {
            original,
            procedure,
            live,
            atoms,
            asked: Vec::new(),
            written: Vec::new(),
            properties: Vec::new(),
            unrolled: Vec::new(),
            duties,
            waiting: Waiting::of(original),
        };
        skeleton.gather();
        skeleton
    }

    /// Learns which deadlines roll, of all editions: one that runs keeps its dates under the next.
    pub fn compare_rolls(&mut self, editions: &[Procedure]) {
        let rolls = |edition: &Procedure, name: &str| {
            let deadline = edition.deadline_named(name).map(|id| edition.deadline(id));
            deadline.is_some_and(|deadline| edition.counting(deadline.counting).roll != Roll::None)
        };
        let unrolled =
            self.original.deadlines().filter(|(_, d)| !editions.iter().any(|edition| rolls(edition, &d.name)));
        self.unrolled = unrolled.map(|(id, _)| id).collect();
    }

    /// Whether a deadline's last day may be another than the one before rolling.
    pub fn may_roll(&self, id: DeadlineId) -> bool {
        !self.unrolled.contains(&id)
    }

    /// The atoms that judge a transition.
    pub fn asked(&self, id: TransitionId) -> &[usize] {
        self.asked.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The atoms that what a transition writes depends on.
    pub fn written(&self, id: TransitionId) -> &[usize] {
        self.written.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The atoms of a property.
    pub fn of_property(&self, id: PropertyId) -> &[usize] {
        self.properties.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The atoms in an expression of the skeleton.
    fn atoms_in(&self, root: ExprId, found: &mut Vec<usize>) {
        let first = self.original.slots().count();
        self.procedure.exprs().walk(root, &mut |_, expr| {
            if let Expr::Slot(slot) = expr
                && let Some(atom) = slot.index().checked_sub(first)
                && !found.contains(&atom)
            {
                found.push(atom);
            }
        });
    }

    fn gather(&mut self) {
        let (mut asked, mut written) = (Vec::new(), Vec::new());
        for (_, transition) in self.original.transitions() {
            let (mut judging, mut writing) = (Vec::new(), Vec::new());
            for root in transition.guard.into_iter().chain(transition.checks.iter().map(|check| check.condition)) {
                self.atoms_in(root, &mut judging);
            }
            for (_, root) in &transition.sets {
                self.atoms_in(*root, &mut writing);
            }
            for (_, deadline) in &transition.clocks {
                for (condition, length) in self.original.deadline(*deadline).terms.iter().flat_map(|(_, t)| &t.lasts) {
                    condition.iter().for_each(|root| self.atoms_in(*root, &mut writing));
                    self.atoms_in(*length, &mut writing);
                }
            }
            asked.push(judging);
            written.push(writing);
        }
        let mut properties = Vec::new();
        for (_, property) in self.original.properties() {
            let mut found = Vec::new();
            self.atoms_in(property.form.condition(), &mut found);
            properties.push(found);
        }
        (self.asked, self.written, self.properties) = (asked, written, properties);
    }

    /// A case without its dates and without what no longer matters.
    pub fn normal(&self, case: &mut Case) {
        let Some(live) = self.live.at(case.state()) else { return };
        case.forget_expiry();
        for (index, alive) in live.slots.iter().enumerate() {
            let id = SlotId::new(index);
            let kept = if *alive { without_date(case.slot(id)) } else { Value::Unknown };
            if kept != case.slot(id) {
                case.suppose_slot(id, kept);
            }
        }
        for (index, alive) in live.clocks.iter().enumerate() {
            let id = DeadlineId::new(index);
            let clock = case.clock(id);
            let day = placeholder();
            let kept = match clock.state {
                ClockState::Never => Clock::NEVER,
                _ if !alive => Clock::NEVER,
                ClockState::Unknown => Clock::UNKNOWN,
                state => Clock {
                    state: if let ClockState::Suspended(_) = state { ClockState::Suspended(day.day) } else { state },
                    started: day,
                    nominal: End::Day(day.day),
                    last: End::Day(day.day),
                },
            };
            if kept != clock {
                case.suppose_clock(id, kept);
            }
        }
        for (id, duty) in self.procedure.duties() {
            let owed = case.duty(id);
            // A duty that is owed on no day that is known is never breached.
            let kept = if owed.state == DutyState::Owed && duty_end(&self.procedure, case, id).is_some() {
                let due = is_dated(&duty.due).then_some(Value::Date(placeholder()));
                Owed { state: DutyState::Owed, arose: placeholder(), due, occurrence: 1, breaches: 0 }
            } else {
                Owed::IDLE
            };
            if kept != owed {
                case.suppose_duty(id, kept);
            }
        }
    }

    /// The duties that are owed in a case, each with what it falls due with.
    pub fn owed(&self, case: &Case) -> impl Iterator<Item = (DutyId, DutyDue)> {
        let owed = self.procedure.duties().filter(|(id, _)| case.duty(*id).state == DutyState::Owed);
        owed.map(|(id, duty)| (id, duty.due))
    }

    /// Whether a case waits.
    pub fn waits(&self, case: &Case) -> bool {
        self.waiting.is_some_and(|known| case.slot(known.waiting) == Value::Boolean(true))
    }

    /// Whether a case begins to wait, or may, with an act or the end of a deadline.
    pub fn may_begin(&self, case: &Case, act: Option<ActId>, transition: Option<TransitionId>) -> bool {
        let set_off = |known: Waiting| known.set_off(self.original, case.state(), act, transition);
        !self.waits(case) && self.waiting.is_some_and(set_off)
    }

    /// Whether a transition certainly raises a duty in a case; nothing where it depends on a condition.
    pub fn raises(&self, case: &Case, transition: TransitionId, duty: DutyId) -> Option<bool> {
        if !raised(self.original, case.state(), transition).contains(&duty) {
            return Some(false);
        }
        self.original.duty(duty).guard.is_none().then_some(true)
    }

    /// Forgets what no longer matters in a case of the original, and keeps the dates of the rest.
    pub fn forget_what_is_over(&self, case: &mut Case) {
        let Some(live) = self.live.at(case.state()) else { return };
        case.forget_expiry();
        for (id, _) in self.original.slots() {
            if live.slots.get(id.index()) != Some(&true) && !case.slot(id).is_unknown() {
                case.suppose_slot(id, Value::Unknown);
            }
        }
        for (id, _) in self.original.deadlines() {
            if live.clocks.get(id.index()) != Some(&true) && case.clock(id).state != ClockState::Never {
                case.suppose_clock(id, Clock::NEVER);
            }
        }
        // No condition reads a duty.
        for (id, _) in self.original.duties().filter(|_| !self.duties) {
            if case.duty(id) != Owed::IDLE {
                case.suppose_duty(id, Owed::IDLE);
            }
        }
    }

    /// Whether what an atom compares has a value at all in a case, where a transition may start deadlines.
    pub fn supposable(
        &self,
        atom: usize,
        case: &Case,
        transition: Option<TransitionId>,
        way: Option<&Way>,
    ) -> Supposable {
        let Some(Atom { expr, after, .. }) = self.atoms.get(atom) else { return Supposable::Never };
        let starts = |deadline: DeadlineId| {
            let changes = transition.map_or(&[][..], |id| &self.original.transition(id).clocks);
            *after
                && changes.iter().any(|(change, id)| {
                    *id == deadline && matches!(change, ClockChange::Start | ClockChange::Restart | ClockChange::Extend)
                })
        };
        let missing =
            |detail: &DetailId| way.is_some_and(|way| way.details.get(detail.index()) == Some(&Value::Unknown));
        let mut known = Supposable::Either;
        self.original.exprs().walk(*expr, &mut |_, expr| match expr {
            Expr::Slot(slot) if case.slot(*slot).is_unknown() => known = Supposable::Never,
            Expr::ActDetail(detail) if missing(detail) => known = Supposable::Never,
            Expr::DeadlineLast(id) | Expr::DeadlineNominal(id)
                if starts(*id) && way.is_some_and(|way| self.lasts_unknown(*id, case, way)) =>
            {
                known = Supposable::Never;
            }
            Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) | Expr::DeadlineStarted(id)
                if !starts(*id) && !case.clock(*id).is_known() =>
            {
                known = Supposable::Never;
            }
            Expr::DeadlineRunning(id) if !starts(*id) => {
                known = match case.clock(*id).state {
                    // At the midnight at which one deadline runs out, another may be over on the same day.
                    ClockState::Running if transition.is_some() && way.is_none() => Supposable::Either,
                    ClockState::Running if self.original.deadline(*id).expiry.is_empty() => Supposable::Either,
                    ClockState::Running => Supposable::Only(true),
                    ClockState::Unknown => Supposable::Never,
                    _ => Supposable::Only(false),
                };
            }
            _ => {}
        });
        known
    }

    /// Whether an act certainly does not say how long a deadline lasts that it starts or prolongs.
    fn lasts_unknown(&self, id: DeadlineId, case: &Case, way: &Way) -> bool {
        let Some(term) = self.procedure.deadline(id).term(Some(way.act)) else { return false };
        let act = Occurrence { act: way.act, on: placeholder(), by: way.by, details: &way.details };
        let (procedure, on) = (&self.procedure, Some(placeholder()));
        let scope = Scope { procedure, case, on, act: Some(&act), views: &[], starting: &[] };
        for (condition, length) in &term.lasts {
            match condition.map_or(Some(true), |condition| evaluate(&scope, condition, &mut NoTrace).truth()) {
                Some(true) => {
                    let detail = matches!(procedure.exprs().get(*length), Expr::ActDetail(_));
                    return detail && evaluate(&scope, *length, &mut NoTrace).is_unknown();
                }
                Some(false) => {}
                None => return false,
            }
        }
        false
    }

    /// Whether a state lets a case end.
    pub fn is_final(&self, state: StateId) -> bool {
        self.original.state(state).is_final
    }
}

/// What an atom may be supposed to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Supposable {
    /// True or false, as the dates fall.
    Either,
    /// This, whatever the dates.
    Only(bool),
    /// It cannot be judged.
    Never,
}

/// Whether a duty arises cannot be told where that depends on details that are not told apart. It is then not followed.
fn leave_open(procedure: &mut Procedure) {
    let unknown = procedure.exprs.push(Expr::Literal(Value::Unknown), "");
    for duty in &mut procedure.duties {
        let mut of_act = false;
        duty.guard.iter().for_each(|guard| {
            procedure.exprs.walk(*guard, &mut |_, expr| {
                of_act |= matches!(
                    expr,
                    Expr::ActDetail(_) | Expr::ActBy | Expr::ActTime | Expr::Watched(..) | Expr::OfWatched(..)
                );
            });
        });
        if of_act {
            duty.guard = Some(unknown);
        }
    }
}

fn without_date(value: Value) -> Value {
    match value {
        Value::Date(_) | Value::Moment(_) => Value::Date(placeholder()),
        Value::Time(..) => Value::Time(0, 0),
        same => same,
    }
}
