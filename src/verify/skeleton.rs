//! A procedure without its dates: every comparison of dates becomes a truth value that may be supposed.
//!
//! The skeleton is a procedure like any other, so that the engine judges it. What was taken out are [`Atom`]s: each is
//! a comparison of the original whose outcome depends on dates (or on sums that no finite set of values decides). In
//! the skeleton it reads a slot of memory of its own, which an exploration sets to what it supposes.

use crate::calendar::{End, Roll};
use crate::condition::{Expr, ExprId};
use crate::engine::{Case, Clock, ClockState, DutyState, NoTrace, Occurrence, Owed, Scope, duty_end, evaluate};
use crate::ids::{ActId, DeadlineId, DetailId, DutyId, PropertyId, SlotId, StateId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure, Remembered, Slot, Trigger};
use crate::text::Text;
use crate::value::{Type, Value};

use super::asked::{Waiting, is_dated, raised};
use super::details::Way;
pub(super) use super::details::placeholder;
use super::fed::Fed;

use super::roots::{Root, roots};

/// A comparison that the skeleton does not decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Atom {
    /// The slot that stands for it in the skeleton.
    pub slot: SlotId,
    /// The comparison, in the original.
    pub expr: ExprId,
}

/// A slot or a deadline whose value may still matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Live {
    slots: Vec<bool>,
    clocks: Vec<bool>,
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
    live: Vec<Live>,
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
        roots.extend(guards.map(|expr| Root { act: None, expr }));
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
                atoms.push(Atom { slot, expr });
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
        let mut skeleton = Self {
            original,
            procedure,
            atoms,
            asked: Vec::new(),
            written: Vec::new(),
            properties: Vec::new(),
            live: Vec::new(),
            unrolled: Vec::new(),
            duties,
            waiting: Waiting::of(original),
        };
        skeleton.gather();
        skeleton.live = original.states().map(|_| skeleton.always_read()).collect();
        skeleton.spread();
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

    /// What an expression of the original reads of the case.
    fn reads(&self, root: ExprId, into: &mut Live) {
        self.original.exprs().walk(root, &mut |_, expr| read(expr, into));
    }

    fn nothing(&self) -> Live {
        Live {
            slots: vec![false; self.procedure.slots().count()],
            clocks: vec![false; self.original.deadlines().count()],
        }
    }

    /// What matters in every state: what properties read.
    fn always_read(&self) -> Live {
        let mut live = self.nothing();
        for (_, property) in self.original.properties() {
            self.reads(property.form.condition(), &mut live);
        }
        for (_, duty) in self.original.duties().filter(|_| self.duties) {
            duty.guard.iter().for_each(|guard| self.reads(*guard, &mut live));
            match duty.due {
                DutyDue::Deadline(deadline) => live.clock(deadline),
                DutyDue::On(due) => self.reads(due, &mut live),
                DutyDue::Open | DutyDue::Every(_) => {}
            }
        }
        live
    }

    /// What some course from a state reads before it is written again matters in that state.
    fn spread(&mut self) {
        let mut live = std::mem::take(&mut self.live);
        let effects: Vec<(Live, Live)> = self.original.transitions().map(|(id, _)| self.effect(id)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for ((_, transition), (reads, writes)) in self.original.transitions().zip(&effects) {
                for from in transition.from.iter() {
                    let to = transition.to.unwrap_or(from);
                    let Some(mut next) = live.get(to.index()).cloned() else { continue };
                    next.remove(writes);
                    if let Some(here) = live.get_mut(from.index()) {
                        changed |= here.add(&next) | here.add(reads);
                    }
                }
            }
        }
        self.live = live;
    }

    /// What a transition reads of the case, and what it certainly writes.
    fn effect(&self, id: TransitionId) -> (Live, Live) {
        let transition = self.original.transition(id);
        let (mut reads, mut writes) = (self.nothing(), self.nothing());
        for root in transition.guard.into_iter().chain(transition.checks.iter().map(|check| check.condition)) {
            self.reads(root, &mut reads);
        }
        for (slot, root) in &transition.sets {
            self.reads(*root, &mut reads);
            writes.slot(*slot);
        }
        let mut ended = None;
        let act = match transition.trigger {
            Trigger::Act(act) => {
                let Remembered { done, on, details } = &self.original.act(act).remembered;
                let kept = done.iter().chain(on).chain(details.iter().map(|(_, slot)| slot));
                kept.for_each(|slot| writes.slot(*slot));
                Some(act)
            }
            Trigger::Over(deadline) => {
                ended = Some(deadline);
                None
            }
        };
        for (change, deadline) in &transition.clocks {
            if matches!(change, ClockChange::Start | ClockChange::Restart) {
                // The conditions of the transition speak of the deadline that it starts.
                writes.clock(*deadline);
                reads.without_clock(*deadline);
            } else {
                reads.clock(*deadline);
            }
            if let Some(term) = self.original.deadline(*deadline).term(act) {
                self.reads(term.counted_from, &mut reads);
                for (condition, length) in &term.lasts {
                    condition.iter().for_each(|root| self.reads(*root, &mut reads));
                    self.reads(*length, &mut reads);
                }
            }
        }
        // Even if it starts that deadline anew.
        ended.into_iter().for_each(|deadline| reads.clock(deadline));
        (reads, writes)
    }

    /// What a watching machine reads of this one matters in every state.
    pub fn also_read(&mut self, watcher: &Procedure, body: ExprId) {
        let mut watched = self.nothing();
        watcher.exprs().walk(body, &mut |_, expr| read(expr, &mut watched));
        for live in &mut self.live {
            live.add(&watched);
        }
    }

    /// What matters in a state matters before, in an edition from which cases are carried over.
    pub fn also_read_later(&mut self, next: &Self) {
        for (id, state) in self.original.states() {
            let Some(later) = next.original.carried_state(&state.name).and_then(|s| next.live.get(s.index())) else {
                continue;
            };
            let mut carried = self.nothing();
            for (slot, known) in self.original.slots() {
                if next
                    .original
                    .slots()
                    .any(|(id, s)| s.name == known.name && later.slots.get(id.index()) == Some(&true))
                {
                    carried.slot(slot);
                }
            }
            for (deadline, known) in self.original.deadlines() {
                if let Some(id) = next.original.deadline_named(&known.name)
                    && later.clocks.get(id.index()) == Some(&true)
                {
                    carried.clock(deadline);
                }
            }
            if let Some(live) = self.live.get_mut(id.index()) {
                live.add(&carried);
            }
        }
        self.spread();
    }

    /// A case without its dates and without what no longer matters.
    pub fn normal(&self, case: &mut Case) {
        let Some(live) = self.live.get(case.state().index()) else { return };
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
        let Some(live) = self.live.get(case.state().index()) else { return };
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
        let Some(Atom { expr, .. }) = self.atoms.get(atom) else { return Supposable::Never };
        let starts = |deadline: DeadlineId| {
            let changes = transition.map_or(&[][..], |id| &self.original.transition(id).clocks);
            changes.iter().any(|(change, id)| {
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

fn read(expr: &Expr, into: &mut Live) {
    match expr {
        Expr::Slot(slot) => into.slot(*slot),
        Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) | Expr::DeadlineStarted(id) | Expr::DeadlineRunning(id) => {
            into.clock(*id)
        }
        _ => {}
    }
}

impl Live {
    fn slot(&mut self, id: SlotId) {
        if let Some(place) = self.slots.get_mut(id.index()) {
            *place = true;
        }
    }

    fn clock(&mut self, id: DeadlineId) {
        if let Some(place) = self.clocks.get_mut(id.index()) {
            *place = true;
        }
    }

    fn without_clock(&mut self, id: DeadlineId) {
        if let Some(place) = self.clocks.get_mut(id.index()) {
            *place = false;
        }
    }

    /// Adds what another holds; whether anything was new.
    fn add(&mut self, other: &Self) -> bool {
        let mut changed = false;
        let pairs = self.slots.iter_mut().zip(&other.slots).chain(self.clocks.iter_mut().zip(&other.clocks));
        for (here, there) in pairs {
            changed |= *there && !*here;
            *here |= *there;
        }
        changed
    }

    fn remove(&mut self, other: &Self) {
        let pairs = self.slots.iter_mut().zip(&other.slots).chain(self.clocks.iter_mut().zip(&other.clocks));
        for (here, there) in pairs {
            *here &= !*there;
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

/// The outermost comparisons of an expression that dates, or sums without a finite set of values, decide.
fn undecided(procedure: &Procedure, fed: &Fed, root: &Root) -> Vec<ExprId> {
    let mut found = Vec::new();
    collect((procedure, fed), root, root.expr, &mut found);
    found
}

fn collect((procedure, fed): (&Procedure, &Fed), root: &Root, id: ExprId, found: &mut Vec<ExprId>) {
    let exprs = procedure.exprs();
    match exprs.get(id) {
        Expr::Not(inner) => collect((procedure, fed), root, *inner, found),
        Expr::And(a, b) | Expr::Or(a, b) => {
            collect((procedure, fed), root, *a, found);
            collect((procedure, fed), root, *b, found);
        }
        Expr::Compare(_, a, b)
            if dated(procedure, root, *a)
                || dated(procedure, root, *b)
                || remembered(procedure, *a) && remembered(procedure, *b)
                || fed.leaves_open(procedure, root, *a, *b) =>
        {
            found.push(id);
        }
        Expr::OneOf(subject, items)
            if dated(procedure, root, *subject)
                || items.iter().any(|item| fed.leaves_open(procedure, root, *subject, *item)) =>
        {
            found.push(id);
        }
        Expr::DeadlineRunning(_) => found.push(id),
        Expr::Watched(_, _, bodies) | Expr::OfWatched(_, bodies) => {
            let mut inner = Vec::new();
            for body in bodies {
                collect((procedure, fed), &Root { act: None, expr: *body }, *body, &mut inner);
                // The slots are the watched machine's: two of them that are compared may be dates.
                exprs.walk(*body, &mut |id, expr| {
                    let slot = |id: &ExprId| matches!(exprs.get(*id), Expr::Slot(_));
                    if matches!(expr, Expr::Compare(_, a, b) if slot(a) && slot(b)) {
                        inner.push(id);
                    }
                });
            }
            if !inner.is_empty() {
                found.push(id);
            }
        }
        _ => {}
    }
}

/// Whether an expression is what watched machines remember, of a type that the procedure does not know.
fn remembered(procedure: &Procedure, id: ExprId) -> bool {
    let slot = |body: &ExprId| matches!(procedure.exprs().get(*body), Expr::Slot(_));
    matches!(procedure.exprs().get(id), Expr::OfWatched(_, bodies) if bodies.iter().any(slot))
}

/// Whether an expression is a date, an instant or a time of day.
fn dated(procedure: &Procedure, root: &Root, id: ExprId) -> bool {
    let of_type = |ty: &Type| matches!(ty, Type::Date | Type::Time);
    match procedure.exprs().get(id) {
        Expr::ActOn
        | Expr::ActTime
        | Expr::DeadlineLast(_)
        | Expr::DeadlineNominal(_)
        | Expr::DeadlineStarted(_)
        | Expr::Counted { .. }
        | Expr::Literal(Value::Date(_) | Value::Moment(_) | Value::Time(..)) => true,
        Expr::Slot(slot) => procedure.slots.get(slot.index()).is_some_and(|slot| of_type(&slot.ty)),
        Expr::ActDetail(detail) => {
            let field = root.act.and_then(|act| procedure.act(act).details.get(detail.index()));
            field.is_some_and(|field| of_type(&field.ty))
        }
        Expr::OfWatched(_, bodies) => bodies.iter().any(|body| dated(procedure, root, *body)),
        _ => false,
    }
}
