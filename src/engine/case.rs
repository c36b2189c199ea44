//! A case: everything that a procedure remembers of one running instance. Plain data.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::calendar::{Day, End, Stamp};
use crate::ids::{ActId, DeadlineId, DutyId, RoleId, SlotId, StateId};
use crate::procedure::Procedure;
use crate::value::Value;

/// How a deadline stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClockState {
    /// It was never started.
    Never,
    /// Whether it was started, and when, is not known.
    Unknown,
    /// It is running.
    Running,
    /// It was suspended on this day.
    Suspended(Day),
    /// It was stopped before its end: the case left the states in which it lives.
    Stopped,
    /// Its last day has passed.
    Over,
}

/// A deadline of a case. Its dates stay readable after it has ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Clock {
    /// How it stands.
    pub state: ClockState,
    /// The date from which it was counted.
    pub started: Stamp,
    /// Its last day (or minute) before rolling.
    pub nominal: End,
    /// Its last day (or minute).
    pub last: End,
}

/// A deadline, as a transition leaves it.
#[derive(Clone, Copy, Debug)]
pub struct Changed {
    /// How it stands.
    pub clock: Clock,
    /// Which.
    pub deadline: DeadlineId,
}

impl Clock {
    /// A clock that was never started.
    pub const NEVER: Self = Self {
        state: ClockState::Never,
        started: Stamp::of_day(Day::MIN),
        nominal: End::Day(Day::MIN),
        last: End::Day(Day::MIN),
    };

    /// A clock of which nothing is known.
    pub const UNKNOWN: Self = Self { state: ClockState::Unknown, ..Self::NEVER };

    /// Whether it was started and its dates are known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.state, ClockState::Never | ClockState::Unknown)
    }
}

/// How a duty stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DutyState {
    /// It never arose.
    Idle,
    /// Whether it arose is not known.
    Unknown,
    /// It is owed and not yet overdue.
    Owed,
    /// Its day has passed and it is still owed: in breach.
    Overdue,
    /// It was fulfilled in time.
    Discharged,
    /// It was fulfilled after its day.
    DischargedLate,
    /// It is no longer owed.
    Ended,
    /// It is no longer owed, and was in breach.
    EndedOverdue,
}

/// A duty of a case: its latest occurrence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Owed {
    /// How it stands.
    pub state: DutyState,
    /// When it first arose.
    pub arose: Stamp,
    /// When it falls due: a date, nothing for no fixed day, unknown where that cannot be told.
    pub due: Option<Value>,
    /// Which occurrence this is, counted from 1; 0 before the first.
    pub occurrence: u32,
    /// How many occurrences were not fulfilled in time.
    pub breaches: u32,
}

impl Owed {
    /// A duty that never arose.
    pub const IDLE: Self =
        Self { state: DutyState::Idle, arose: Stamp::of_day(Day::MIN), due: None, occurrence: 0, breaches: 0 };
}

/// A day through which nothing falls due: it spares the engine a look at every deadline and duty before every act. The
/// first end may well be later. It says nothing that the rest of the case does not, so that all of them are equal.
#[derive(Clone, Copy)]
pub(super) struct Quiet(i32);

impl Quiet {
    /// Nothing will ever fall due.
    pub(super) const ALWAYS: Self = Self(i32::MAX);
    /// Something may be due already.
    pub(super) const NEVER: Self = Self(i32::MIN);

    /// Takes account of one more end.
    #[inline]
    pub(super) fn until(&mut self, end: &End) {
        let through = match end {
            End::Day(day) => day.number(),
            End::Moment(moment) => i32::try_from(moment.earliest.div_euclid(1440)).map_or(i32::MIN, |day| day - 1),
        };
        self.0 = self.0.min(through);
    }

    /// Whether nothing is due by the end of a day.
    #[inline]
    pub(super) fn holds_on(self, day: Day) -> bool {
        day.number() <= self.0
    }
}

impl PartialEq for Quiet {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Quiet {}

impl Hash for Quiet {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl fmt::Debug for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// A running instance of a procedure.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Case {
    pub(super) state: StateId,
    pub(super) slots: Box<[Value]>,
    pub(super) clocks: Box<[Clock]>,
    pub(super) duties: Box<[Owed]>,
    /// The expiry by which the case came to its state, and the state that it left.
    pub(super) expired: Option<(DeadlineId, StateId)>,
    pub(super) quiet: Quiet,
}

impl Clone for Case {
    fn clone(&self) -> Self {
        Self {
            state: self.state,
            slots: self.slots.clone(),
            clocks: self.clocks.clone(),
            duties: self.duties.clone(),
            expired: self.expired,
            quiet: self.quiet,
        }
    }

    /// Takes the place of a case of the same procedure without asking for memory.
    fn clone_from(&mut self, source: &Self) {
        let Self { state, slots, clocks, duties, expired, quiet } = self;
        *state = source.state;
        slots.clone_from(&source.slots);
        clocks.clone_from(&source.clocks);
        duties.clone_from(&source.duties);
        *expired = source.expired;
        *quiet = source.quiet;
    }
}

impl Case {
    /// A new case, in the procedure's initial state.
    #[must_use]
    pub fn new(procedure: &Procedure) -> Self {
        Self {
            state: procedure.initial(),
            slots: procedure.slots().map(|(_, slot)| slot.initially).collect(),
            clocks: procedure.deadlines().map(|_| Clock::NEVER).collect(),
            duties: procedure.duties().map(|_| Owed::IDLE).collect(),
            expired: None,
            quiet: Quiet::ALWAYS,
        }
    }

    /// The state that it is in.
    #[must_use]
    pub fn state(&self) -> StateId {
        self.state
    }

    /// What a slot of memory holds.
    #[must_use]
    #[inline]
    pub fn slot(&self, id: SlotId) -> Value {
        self.slots.get(id.index()).copied().unwrap_or(Value::Unknown)
    }

    /// What a slot of memory holds, where it stands.
    #[inline]
    pub(super) fn slot_ref(&self, id: SlotId) -> &Value {
        self.slots.get(id.index()).unwrap_or(&Value::Unknown)
    }

    /// How a deadline stands, where that is kept.
    #[inline]
    pub(super) fn clock_ref(&self, id: DeadlineId) -> &Clock {
        self.clocks.get(id.index()).unwrap_or(&Clock::UNKNOWN)
    }

    /// How a duty stands, where that is kept.
    #[inline]
    pub(super) fn duty_ref(&self, id: DutyId) -> &Owed {
        self.duties.get(id.index()).unwrap_or(&Owed::IDLE)
    }

    /// How a deadline stands.
    #[must_use]
    #[inline]
    pub fn clock(&self, id: DeadlineId) -> Clock {
        self.clocks.get(id.index()).copied().unwrap_or(Clock::UNKNOWN)
    }

    /// How a duty stands.
    #[must_use]
    pub fn duty(&self, id: DutyId) -> Owed {
        self.duties.get(id.index()).copied().unwrap_or(Owed::IDLE)
    }

    /// Whether it is certain that nothing falls due by the end of a day. Cheap; a day on which nothing does may still
    /// not be certain.
    #[must_use]
    #[inline]
    pub fn is_quiet_through(&self, day: Day) -> bool {
        self.quiet.holds_on(day)
    }

    /// Puts the case in a state that was observed, leaving all else as it is.
    pub fn observe(&mut self, state: StateId) {
        self.state = state;
        self.expired = None;
    }

    /// Supposes that a slot holds a value, as an exploration does; no rule is asked.
    pub fn suppose_slot(&mut self, id: SlotId, value: Value) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            *slot = value;
        }
    }

    /// Supposes that a deadline stands in a way; no rule is asked.
    pub fn suppose_clock(&mut self, id: DeadlineId, clock: Clock) {
        if let Some(place) = self.clocks.get_mut(id.index()) {
            *place = clock;
            self.quiet = Quiet::NEVER;
        }
    }

    /// Supposes that a duty stands in a way; no rule is asked.
    pub fn suppose_duty(&mut self, id: DutyId, owed: Owed) {
        if let Some(place) = self.duties.get_mut(id.index()) {
            *place = owed;
            self.quiet = Quiet::NEVER;
        }
    }

    /// Forgets by which expiry the case came to its state: only the words of a refusal depend on it.
    pub fn forget_expiry(&mut self) {
        self.expired = None;
    }

    /// Forgets a slot: what it holds is not known any more.
    pub fn forget_slot(&mut self, id: SlotId) {
        if let Some(slot) = self.slots.get_mut(id.index()) {
            *slot = Value::Unknown;
        }
    }

    /// Forgets a deadline.
    pub fn forget_clock(&mut self, id: DeadlineId) {
        if let Some(clock) = self.clocks.get_mut(id.index()) {
            *clock = Clock::UNKNOWN;
        }
    }

    /// Forgets a duty.
    pub fn forget_duty(&mut self, id: DutyId) {
        if let Some(duty) = self.duties.get_mut(id.index()) {
            duty.state = DutyState::Unknown;
        }
    }

    /// Carries a case into another edition: states, memory, deadlines and duties by name. Deadlines that run keep
    /// their dates. `None` if the new edition has no state of that name.
    #[must_use]
    pub fn carried(&self, old: &Procedure, new: &Procedure) -> Option<Self> {
        let mut carried = Self::new(new);
        carried.state = new.carried_state(&old.state(self.state).name)?;
        for (id, slot) in new.slots() {
            if let Some((before, was)) = old.slots().find(|(_, s)| s.name == slot.name)
                && was.ty == slot.ty
            {
                carried.slots[id.index()] = self.slot(before);
            }
        }
        for (id, deadline) in new.deadlines() {
            if let Some(before) = old.deadline_named(&deadline.name) {
                carried.clocks[id.index()] = self.clock(before);
            }
        }
        for (id, duty) in new.duties() {
            if let Some((before, _)) = old.duties().find(|(_, d)| d.name == duty.name) {
                carried.duties[id.index()] = self.duty(before);
            }
        }
        carried.quiet = Quiet::NEVER;
        carried.expired = self.expired.and_then(|(deadline, state)| {
            Some((new.deadline_named(&old.deadline(deadline).name)?, new.carried_state(&old.state(state).name)?))
        });
        Some(carried)
    }
}

/// An act that happens.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    /// Which act.
    pub act: ActId,
    /// When it takes effect, in civil time of the procedure's zone.
    pub on: Stamp,
    /// Who acts; nothing where that is not known.
    pub by: Option<RoleId>,
    /// Its details, in the order in which the procedure declares them.
    pub details: &'a [Value],
}

/// What is seen of a watched machine.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Which edition of its procedure governs it: the index among those shipped.
    pub edition: usize,
    /// That edition.
    pub procedure: &'a Procedure,
    /// Its case.
    pub case: &'a Case,
}

/// What is seen of all watched machines: a list for each watch that the procedure declares.
pub type Views<'a> = &'a [Vec<View<'a>>];
