//! A move of one machine as its dates see it: what it asks of them, and what they are after it, in terms of before.

use crate::calendar::{Length, Period, Roll, Rule};
use crate::condition::{Expr, ExprId};
use crate::engine::Case;
use crate::ids::{CountingId, DeadlineId, DutyId, SlotId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure};
use crate::value::{Type, Value};

use super::details::Way;
use super::keys::{Key, Long, Offset, hash, may_be_hours};
use super::kind::{Kind, Label, LocalIx, Move};
use super::skeleton::Skeleton;
use super::symbolic::{Event, Held, Symbols};

/// A move of one machine, as its dates see it.
pub(super) struct Turn<'k> {
    pub skeleton: &'k Skeleton<'k>,
    pub case: &'k Case,
    pub way: Option<&'k Way>,
    pub transition: Option<TransitionId>,
    pub supposed: &'k [(usize, bool)],
}

impl<'k> Turn<'k> {
    pub fn of(kind: &'k Kind, at: LocalIx, step: &Move, supposed: &'k [(usize, bool)]) -> Option<Self> {
        let local = kind.local(at)?;
        let way = match step.label {
            Label::Act(number) => kind.way(local.edition, number),
            Label::Over(_) => None,
        };
        let skeleton = kind.skeletons.get(local.edition)?;
        Some(Self { skeleton, case: &local.case, way, transition: step.transition, supposed })
    }

    fn procedure(&self) -> &'k Procedure {
        self.skeleton.original
    }

    /// The date that an expression stands for; nothing where it is not followed.
    pub fn key(&self, id: ExprId, starting: bool) -> Option<Offset> {
        let deadline = |id: DeadlineId, key: Key| {
            let fresh = starting.then(|| self.redated(id)).flatten();
            match fresh {
                Some(_) => self.written(&key),
                None => Some((key, 0)),
            }
        };
        match self.procedure().exprs().get(id) {
            Expr::ActOn => Some((Key::Now, 0)),
            Expr::Slot(slot) => Some((Key::Slot(*slot), 0)),
            Expr::ActDetail(detail) => {
                let field = self.procedure().act(self.way?.act).details.get(detail.index())?;
                (field.ty == Type::Date).then_some((Key::Detail(*detail), 0))
            }
            Expr::DeadlineLast(id) => deadline(*id, Key::Last(*id)),
            Expr::DeadlineNominal(id) => deadline(*id, self.nominal(*id)),
            Expr::DeadlineStarted(id) => deadline(*id, Key::Started(*id)),
            Expr::Counted { length, from, counting, nominal } => {
                let long = self.long(*length)?;
                let from = self.key(*from, starting)?;
                Some(self.counted(long, *counting, *nominal, from))
            }
            _ => None,
        }
    }

    /// The last day of a deadline before rolling, which is its last day where nothing rolls.
    fn nominal(&self, id: DeadlineId) -> Key {
        if self.skeleton.may_roll(id) { Key::Nominal(id) } else { Key::Last(id) }
    }

    fn long(&self, id: ExprId) -> Option<Long> {
        match self.procedure().exprs().get(id) {
            Expr::Literal(Value::Period(period)) => Some(Long::Exactly(Length::Civil(*period))),
            Expr::Literal(Value::Duration(duration)) => Some(Long::Exactly(Length::Elapsed(*duration))),
            Expr::ActDetail(detail) => Some(Long::Detail(self.way?.act, *detail)),
            Expr::Slot(slot) => Some(Long::Kept(*slot)),
            _ => None,
        }
    }

    /// Whether the move writes a slot.
    fn writes(&self, slot: SlotId) -> bool {
        let sets = self.transition.map_or(&[][..], |id| &self.procedure().transition(id).sets);
        let kept = self.way.map(|way| &self.procedure().act(way.act).remembered.details);
        sets.iter().any(|(id, _)| *id == slot) || kept.is_some_and(|kept| kept.iter().any(|(_, id)| *id == slot))
    }

    /// A length counted from a date; days that are the same on every calendar are added.
    fn counted(&self, length: Long, counting: CountingId, nominal: bool, (from, days): Offset) -> Offset {
        let rule = self.procedure().counting(counting);
        // Where nothing rolls, both ends are one.
        let rolls = rule.roll != Roll::None && !nominal;
        let nominal = nominal && rule.roll != Roll::None;
        if let Long::Exactly(Length::Civil(period)) = length
            && period.years == 0
            && period.months == 0
            && period.working_days == 0
            && !rolls
        {
            let franc = i32::from(rule.rule == Rule::Franc);
            return (from, days + i32::from(period.weeks) * 7 + i32::from(period.days) + franc);
        }
        if days == 0 {
            let (length, more) = if rolls { (length, 0) } else { in_months(length) };
            (Key::Count { length, counting, nominal, from: Box::new(from) }, more)
        } else {
            // Counted from a date and some days: all that is kept is that it comes later.
            let tag = hash(&(length, counting, nominal, &from, days));
            (Key::Later(Box::new(from), tag), 0)
        }
    }

    /// How a transition changes a deadline's dates, if it does.
    fn redated(&self, id: DeadlineId) -> Option<ClockChange> {
        let changes = &self.procedure().transition(self.transition?).clocks;
        let (change, _) = changes.iter().find(|(_, known)| *known == id)?;
        let dates =
            matches!(change, ClockChange::Start | ClockChange::Restart | ClockChange::Extend | ClockChange::Resume);
        dates.then_some(*change)
    }

    /// What a date is after the move, in terms of what was before; the same where the move does not write it. Nothing
    /// where it is not followed.
    pub fn written(&self, key: &Key) -> Option<Offset> {
        match key {
            Key::Slot(slot) => self.written_slot(*slot),
            Key::Started(id) | Key::Nominal(id) | Key::Last(id) => match self.redated(*id) {
                None => Some((key.clone(), 0)),
                Some(ClockChange::Extend) => match key {
                    Key::Started(_) => Some((key.clone(), 0)),
                    _ => {
                        let (long, _) = self.lasting(*id)?;
                        let counting = self.procedure().deadline(*id).counting;
                        let nominal = matches!(key, Key::Nominal(_));
                        // A free day was counted when it began: it is not counted again.
                        if self.procedure().counting(counting).rule == Rule::Franc {
                            return Some((Key::Later(Box::new(self.nominal(*id)), hash(key)), 0));
                        }
                        Some(self.counted(long, counting, nominal, (self.nominal(*id), 0)))
                    }
                },
                Some(ClockChange::Resume) => match key {
                    Key::Started(_) => Some((key.clone(), 0)),
                    _ => Some((Key::Later(Box::new(self.nominal(*id)), hash(key)), 0)),
                },
                Some(_) => {
                    let (long, from) = self.lasting(*id)?;
                    if matches!(key, Key::Started(_)) {
                        return Some(from);
                    }
                    let counting = self.procedure().deadline(*id).counting;
                    Some(self.counted(long, counting, matches!(key, Key::Nominal(_)), from))
                }
            },
            Key::Count { length: Long::Kept(slot), .. } if self.writes(*slot) => None,
            Key::Count { length, counting, nominal, from } => {
                let from = self.written(from)?;
                Some(self.counted(*length, *counting, *nominal, from))
            }
            Key::Later(from, tag) => {
                let (from, _) = self.written(from)?;
                Some((Key::Later(Box::new(from), *tag), 0))
            }
            Key::Due(duty) => self.written_due(*duty),
            Key::Now | Key::Detail(_) => None,
        }
    }

    /// When a duty falls due after the move; nothing where it depends on a condition whether it arises anew.
    fn written_due(&self, duty: DutyId) -> Option<Offset> {
        let known = Some((Key::Due(duty), 0));
        let Some(transition) = self.transition else { return known };
        if !self.skeleton.raises(self.case, transition, duty)? {
            return known;
        }
        match self.procedure().duty(duty).due {
            DutyDue::On(expr) => self.key_after(expr),
            DutyDue::Every(length) => {
                let counting = self.procedure().vocabulary.counting.unwrap_or(CountingId::new(0));
                Some(self.counted(Long::Exactly(length), counting, false, (Key::Now, 0)))
            }
            DutyDue::Open | DutyDue::Deadline(_) => None,
        }
    }

    /// The date that an expression stands for after the move.
    fn key_after(&self, id: ExprId) -> Option<Offset> {
        match self.procedure().exprs().get(id) {
            Expr::Slot(slot) => self.written_slot(*slot),
            Expr::Counted { length, from, counting, nominal } => {
                let long = self.long(*length)?;
                let from = self.key_after(*from)?;
                match long {
                    Long::Kept(slot) if self.writes(slot) => None,
                    long => Some(self.counted(long, *counting, *nominal, from)),
                }
            }
            _ => self.key(id, true),
        }
    }

    fn written_slot(&self, slot: SlotId) -> Option<Offset> {
        let act = self.way.map(|way| way.act);
        if self.skeleton.waiting.is_some_and(|known| known.since == slot)
            && self.skeleton.may_begin(self.case, act, self.transition)
        {
            return Some((Key::Now, 0));
        }
        let Some(transition) = self.transition else { return Some((Key::Slot(slot), 0)) };
        if let Some((_, expr)) = self.procedure().transition(transition).sets.iter().find(|(id, _)| *id == slot) {
            return self.key(*expr, false);
        }
        if let Some(way) = self.way {
            let kept = &self.procedure().act(way.act).remembered;
            if kept.on == Some(slot) {
                return Some((Key::Now, 0));
            }
            if let Some((detail, _)) = kept.details.iter().find(|(_, id)| *id == slot) {
                let field = self.procedure().act(way.act).details.get(detail.index())?;
                return (field.ty == Type::Date).then_some((Key::Detail(*detail), 0));
            }
        }
        Some((Key::Slot(slot), 0))
    }

    /// How long a deadline that the move starts or prolongs lasts, and from when it is counted.
    fn lasting(&self, id: DeadlineId) -> Option<(Long, Offset)> {
        let details = self.way.map_or(&[][..], |way| &way.details);
        let event = Event {
            skeleton: self.skeleton,
            case: self.case,
            day: std::rc::Rc::new(super::ordered::Term::Event(0)),
            act: self.way.map(|way| way.act),
            by: self.way.and_then(|way| way.by),
            details: details.iter().map(|value| Held::Value(*value)).collect(),
            transition: self.transition,
            supposed: self.supposed,
        };
        let (length, from) = event.lasting(&Symbols::new(self.procedure()), id)?;
        Some((self.long(length)?, self.key(from, false)?))
    }

    /// What is asked of dates: that the first be no later than the second and some days.
    pub fn asked(&self) -> Vec<(Offset, Offset)> {
        let acts = self.way.is_some();
        self.supposed.iter().flat_map(|(atom, truth)| self.order(*atom, *truth, acts)).collect()
    }

    fn order(&self, atom: usize, truth: bool, acts: bool) -> Vec<(Offset, Offset)> {
        use crate::condition::Operator::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let Some(atom) = self.skeleton.atoms.get(atom) else { return Vec::new() };
        let after = atom.after;
        let (operator, a, b) = match self.procedure().exprs().get(atom.expr) {
            Expr::Compare(operator, a, b) => (*operator, self.key(*a, after), self.key(*b, after)),
            Expr::DeadlineRunning(id) if acts => {
                let last = if after && self.redated(*id).is_some() {
                    self.written(&Key::Last(*id))
                } else {
                    Some((Key::Last(*id), 0))
                };
                (LessEqual, Some((Key::Now, 0)), last)
            }
            _ => return Vec::new(),
        };
        let (Some(a), Some(b)) = (a, b) else { return Vec::new() };
        // Instants are compared by the minute: a day more or less cannot be told. A whole day is before an instant or
        // after it by a day at least.
        let whole = matches!(self.procedure().exprs().get(atom.expr), Expr::Compare(_, a, b) if self.is_whole_day(*a) || self.is_whole_day(*b));
        let hours = !whole && self.reads_hours(atom.expr);
        let before = |(key, days): &Offset, then: &Offset| {
            vec![((key.clone(), if hours { *days } else { days + 1 }), then.clone())]
        };
        match (operator, truth) {
            (LessEqual, true) | (Greater, false) => vec![(a, b)],
            (Less, true) | (GreaterEqual, false) => before(&a, &b),
            (GreaterEqual, true) | (Less, false) => vec![(b, a)],
            (Greater, true) | (LessEqual, false) => before(&b, &a),
            (Equal, true) | (NotEqual, false) => vec![(a.clone(), b.clone()), (b, a)],
            (Equal, false) | (NotEqual, true) => Vec::new(),
        }
    }

    fn reads_hours(&self, root: ExprId) -> bool {
        let mut found = false;
        self.procedure().exprs().walk(root, &mut |_, expr| match expr {
            Expr::Literal(Value::Duration(_) | Value::Moment(_)) => found = true,
            Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) | Expr::DeadlineRunning(id) => {
                found |= may_be_hours(self.procedure(), *id);
            }
            _ => {}
        });
        found
    }

    /// Whether an expression is certainly a day without an hour.
    fn is_whole_day(&self, id: ExprId) -> bool {
        let exprs = self.procedure().exprs();
        match exprs.get(id) {
            Expr::Counted { length, .. } => matches!(exprs.get(*length), Expr::Literal(Value::Period(_))),
            Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) => !may_be_hours(self.procedure(), *id),
            _ => false,
        }
    }

    /// Whether the move prolongs the deadline of which a date is: what is counted from that date is counted anew.
    pub fn redates(&self, key: &Key) -> bool {
        match key {
            Key::Nominal(id) | Key::Last(id) | Key::Started(id) => self.redated(*id).is_some(),
            _ => false,
        }
    }
}

/// A length as its months, and the days that are counted from their end.
fn in_months(length: Long) -> (Long, i32) {
    match length {
        Long::Exactly(Length::Civil(period)) if period.working_days == 0 && period.days_off == 0 => {
            let months = period.years.saturating_mul(12).saturating_add(period.months);
            let more = i32::from(period.weeks) * 7 + i32::from(period.days);
            (Long::Exactly(Length::Civil(Period { months, ..Period::default() })), more)
        }
        _ => (length, 0),
    }
}
