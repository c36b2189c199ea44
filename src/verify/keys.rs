//! The dates that a machine's future depends on, by what they are counted from.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::calendar::{Day, End, Length, Stamp};
use crate::condition::{Expr, ExprId, History};
use crate::engine::{Case, ClockState};
use crate::ids::{ActId, CountingId, DeadlineId, DetailId, DutyId, SlotId, StateId};
use crate::procedure::{ClockChange, DutyDue, Editions, Procedure, Transition, Trigger};
use crate::value::{Type, Value};

use super::skeleton::Skeleton;

/// A date, by what it is counted from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Key {
    /// The day of the act.
    Now,
    /// What a slot holds.
    Slot(SlotId),
    /// The day from which a deadline was counted.
    Started(DeadlineId),
    /// Its last day before rolling.
    Nominal(DeadlineId),
    /// Its last day.
    Last(DeadlineId),
    /// The day on which a duty falls due, settled when it arose.
    Due(DutyId),
    /// A date among the act's details.
    Detail(DetailId),
    /// A day of which it is only known that it is not before another; the number tells such days apart.
    Later(Box<Key>, u64),
    /// A length counted from another.
    Count { length: Long, counting: CountingId, nominal: bool, from: Box<Key> },
}

/// A length.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Long {
    /// Written in the file.
    Exactly(Length),
    /// A detail of the act.
    Detail(ActId, DetailId),
    /// A detail of the last such act, as a slot keeps it.
    Kept(SlotId),
}

/// A date and some days.
pub(super) type Offset = (Key, i32);

impl Key {
    /// Whether it depends on the act alone.
    fn is_of_act(&self) -> bool {
        match self {
            Self::Now | Self::Detail(_) => true,
            Self::Later(from, _) | Self::Count { from, .. } => from.is_of_act(),
            _ => false,
        }
    }

    /// How many dates it is counted from in turn.
    pub fn depth(&self) -> usize {
        match self {
            Self::Later(from, _) | Self::Count { from, .. } => 1 + from.depth(),
            _ => 0,
        }
    }

    /// The date of a machine on which it depends, if it does not depend on the act alone.
    pub fn held(&self) -> Option<&Self> {
        (!self.is_of_act()).then_some(self)
    }
}

/// A length under a way of counting, whether to its end before rolling.
type Counted = (Length, u64, CountingId, bool);

/// How many days lengths have, at least and at most, whatever day they start on.
pub(super) struct Lengths {
    range: (Day, Day),
    known: RefCell<FxHashMap<Counted, (i32, i32)>>,
}

impl Lengths {
    pub fn new(range: (Day, Day)) -> Self {
        Self { range, known: RefCell::default() }
    }

    /// The fewest and the most days that a length has.
    pub fn days(&self, procedure: &Procedure, length: Length, counting: CountingId, nominal: bool) -> (i32, i32) {
        if let Length::Elapsed(duration) = length {
            // An hour more or less where clocks change, and any minute of its first day.
            let minutes = i64::from(duration.minutes);
            let days = |n: i64| i32::try_from(n).unwrap_or(super::zone::NONE / 4);
            return (days((minutes - 60).max(0) / 1440), days((minutes + 60 + 1439) / 1440 + 1));
        }
        let rule = procedure.counting(counting);
        let key = (length, hash(rule), counting, nominal);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let (mut fewest, mut most) = (i32::MAX, i32::MIN);
        let mut day = self.range.0;
        let last = self.range.1.plus(1500).unwrap_or(Day::MAX);
        while day <= last {
            if let Ok(due) = rule.count(Stamp::of_day(day), length)
                && let End::Day(end) = if nominal { due.nominal } else { due.last }
            {
                let days = end.number() - day.number();
                (fewest, most) = (fewest.min(days), most.max(days));
            }
            if day == Day::MAX {
                break;
            }
            day = day.next();
        }
        let found = if fewest > most { (0, super::zone::NONE / 4) } else { (fewest, most) };
        self.known.borrow_mut().insert(key, found);
        found
    }

    /// The fewest and the most days of a length that may be a detail.
    pub fn of(&self, procedure: &Procedure, long: Long, counting: CountingId, nominal: bool) -> (i32, i32) {
        match long {
            Long::Exactly(length) => self.days(procedure, length, counting, nominal),
            Long::Kept(slot) => {
                match procedure.slots().find(|(id, _)| *id == slot).and_then(|(_, slot)| slot.history) {
                    Some(History::LastDetail(act, detail)) => {
                        self.of(procedure, Long::Detail(act, detail), counting, nominal)
                    }
                    _ => (0, super::zone::NONE / 4),
                }
            }
            Long::Detail(act, detail) => {
                let field = procedure.act(act).details.get(detail.index());
                let of = |value: &Value| match value {
                    Value::Period(period) => Some(self.days(procedure, Length::Civil(*period), counting, nominal)),
                    Value::Duration(d) => Some(self.days(procedure, Length::Elapsed(*d), counting, nominal)),
                    _ => None,
                };
                let bounds = field.and_then(|field| field.between.as_ref());
                let bounds = bounds.and_then(|(low, high)| Some((of(low)?.0, of(high)?.1)));
                bounds.unwrap_or((0, super::zone::NONE / 4))
            }
        }
    }
}

pub(super) fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether a deadline may be counted in hours.
pub(super) fn may_be_hours(procedure: &Procedure, id: DeadlineId) -> bool {
    let terms = &procedure.deadline(id).terms;
    let mut lengths = terms.iter().flat_map(|(act, term)| term.lasts.iter().map(move |(_, length)| (act, length)));
    lengths.any(|(act, length)| match procedure.exprs().get(*length) {
        Expr::Literal(Value::Period(_)) => false,
        Expr::ActDetail(detail) => {
            let field = act.and_then(|act| procedure.act(act).details.get(detail.index()));
            field.is_none_or(|field| field.ty != Type::Period)
        }
        _ => true,
    })
}

/// Whether a deadline may be over before it starts or is prolonged, or before an edition in which its end moves the
/// case.
pub(super) fn may_be_overdue(editions: &Editions, edition: usize, id: DeadlineId) -> bool {
    let name = &editions.get(edition).deadline(id).name;
    editions.all().iter().take(edition + 1).any(|procedure| {
        procedure.deadline_named(name).map(|id| procedure.deadline(id)).is_some_and(|deadline| {
            let from_now = |expr: ExprId| matches!(procedure.exprs().get(expr), Expr::ActOn);
            deadline.expiry.is_empty()
                || !deadline.terms.iter().all(|(_, term)| from_now(term.counted_from))
                || procedure.deadline_named(name).is_some_and(|id| may_be_prolonged_late(procedure, id))
        })
    })
}

/// Whether a transition prolongs a deadline where it may be over: in a state that its end does not leave for sure, or
/// that is entered without starting it.
fn may_be_prolonged_late(procedure: &Procedure, id: DeadlineId) -> bool {
    let changes = |t: &Transition, wanted: &[ClockChange]| {
        t.clocks.iter().any(|(change, known)| *known == id && wanted.contains(change))
    };
    let runs_in = |state: StateId| {
        let leaves = |t: &Transition| {
            t.trigger == Trigger::Over(id)
                && t.guard.is_none()
                && t.from.contains(state)
                && t.to.is_some_and(|to| to != state)
        };
        let enters = |t: &Transition| t.to == Some(state) && t.from.iter().any(|from| from != state);
        let started = |t: &Transition| changes(t, &[ClockChange::Start, ClockChange::Restart]);
        procedure.transitions().any(|(_, t)| leaves(t))
            && procedure.transitions().all(|(_, t)| !enters(t) || started(t))
    };
    let mut prolonging = procedure.transitions().filter(|(_, t)| changes(t, &[ClockChange::Extend]));
    prolonging.any(|(_, t)| !t.from.iter().all(runs_in))
}

/// Deadlines of a case whose end moves it: time does not pass them.
pub(super) fn bounding(skeleton: &Skeleton, case: &Case) -> Vec<DeadlineId> {
    let runs = |id: &DeadlineId| case.clock(*id).state == ClockState::Running;
    skeleton.procedure.expiring.iter().copied().filter(runs).collect()
}

/// The date of an earlier edition that is carried over as this one; nothing if there is none.
pub(super) fn carried_from(key: &Key, new: &Procedure, old: &Procedure) -> Option<Key> {
    let slot = |slot: SlotId| {
        let (_, known) = new.slots().find(|(id, _)| *id == slot)?;
        old.slots().find(|(_, before)| before.name == known.name).map(|(id, _)| id)
    };
    let deadline = |id: DeadlineId| old.deadline_named(&new.deadline(id).name);
    match key {
        Key::Slot(id) => slot(*id).map(Key::Slot),
        Key::Started(id) => deadline(*id).map(Key::Started),
        Key::Nominal(id) => deadline(*id).map(Key::Nominal),
        Key::Last(id) => deadline(*id).map(Key::Last),
        Key::Count { length, counting, nominal, from } => {
            let rule = new.counting(*counting);
            let counting = old.countings().find(|(_, known)| *known == rule).map(|(id, _)| id)?;
            let length = match length {
                Long::Exactly(length) => Long::Exactly(*length),
                Long::Kept(id) => Long::Kept(slot(*id)?),
                Long::Detail(..) => return None,
            };
            let from = Box::new(carried_from(from, new, old)?);
            Some(Key::Count { length, counting, nominal: *nominal, from })
        }
        Key::Due(id) => {
            let name = &new.duty(*id).name;
            old.duties().find(|(_, duty)| duty.name == *name).map(|(id, _)| Key::Due(id))
        }
        Key::Now | Key::Detail(_) | Key::Later(..) => None,
    }
}

/// What the duties fall due with that are owed in a case.
pub(super) fn due(skeleton: &Skeleton, case: &Case) -> Vec<Key> {
    let key = |(id, due)| match due {
        DutyDue::Deadline(deadline) => Some(Key::Last(deadline)),
        DutyDue::On(_) | DutyDue::Every(_) => Some(Key::Due(id)),
        DutyDue::Open => None,
    };
    skeleton.owed(case).filter_map(key).collect()
}
