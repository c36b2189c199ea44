//! A procedure that marks what its transitions do: which deadlines run out, which are kept, which duties arise and are
//! fulfilled in time. Whether a mark is ever set is then a property like any other.
//!
//! A mark is a slot of memory that each transition writes, true or false, and that no condition reads. So the courses of
//! the marked procedure are those of the original.

use super::before::Before;
use crate::condition::{Expr, ExprId, Operator};
use crate::ids::{ActId, DeadlineId, DutyId, SlotId, StateId, StateSet, TransitionId};
use crate::procedure::{
    Basis, ClockChange, DutyDue, Form, Level, Occasions, Procedure, Property, Reads, Slot, Transition, Trigger,
};
use crate::text::Text;
use crate::value::{Type, Value};

/// What a mark says has happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// A deadline was started.
    Started(DeadlineId),
    /// It ran out.
    Lapsed(DeadlineId),
    /// While it ran, an act was done that keeps it.
    Kept(DeadlineId),
    /// A duty arose with a transition.
    Arisen(DutyId, TransitionId),
    /// It was fulfilled no later than its day, having arisen so.
    Met(DutyId, TransitionId),
}

/// A marked procedure.
pub(super) struct Marked {
    /// The procedure. Its only properties are that each mark can be set.
    pub procedure: Procedure,
    /// The marks, each with the name of its property.
    pub marks: Vec<(String, Mark)>,
}

impl Marked {
    /// A procedure that marks what becomes of its deadlines; nothing if it has none.
    pub fn deadlines(original: &Procedure) -> Option<Self> {
        let mut marked = Self::new(original);
        for (id, deadline) in original.deadlines() {
            marked.end_without_effect(original, id);
            let at = |what: &str| format!(":{what}:{}", deadline.name);
            let starts = |t: &Transition| changes(t, id, &[ClockChange::Start, ClockChange::Restart]);
            marked.mark(at("started"), Mark::Started(id), &|p, t| starts(p.transition(t)).then_some(YES));
            let over = |p: &Procedure, t| p.transition(t).trigger == Trigger::Over(id);
            marked.mark(at("lapsed"), Mark::Lapsed(id), &|p, t| over(p, t).then_some(YES));
            let keeping = keeping(original, id);
            if !keeping.is_empty() {
                let runs = marked.procedure.exprs.push(Expr::DeadlineRunning(id), "");
                marked.mark(at("kept"), Mark::Kept(id), &|_, t| keeping.contains(&t).then_some(Said::Expr(runs)));
            }
        }
        (!marked.marks.is_empty()).then_some(marked)
    }

    /// A procedure that marks what becomes of a duty; nothing if nothing fulfils it, or when it is due cannot be written
    /// down.
    pub fn duty(original: &Procedure, id: DutyId) -> Option<Self> {
        let duty = original.duty(id);
        let fulfils = &duty.discharged_by;
        if fulfils.acts.is_empty() && fulfils.states.is_empty() {
            return None;
        }
        let mut marked = Self::new(original);
        let none = (0..marked.procedure.transitions.len()).map(|_| NO).collect::<Vec<_>>();
        let arises = marked.arises(original, id)?;
        let due = marked.due(original, id, &arises)?;
        let (fulfilled, ended) = (marked.happen(original, fulfils), marked.happen(original, &duty.ends));
        for class in (0..arises.len()).map(TransitionId::new).filter(|class| arises.get(class.index()) != Some(&NO)) {
            let owed = marked.slot(format!(":owed:{}:{}", duty.name, class.index()), Type::Boolean);
            let was = marked.procedure.exprs.push(Expr::Slot(owed), "");
            let mut met = none.clone();
            for transition in (0..arises.len()).map(TransitionId::new) {
                let of = |all: &[Said]| all.get(transition.index()).copied().unwrap_or(NO);
                let in_time = due.as_ref().map_or(YES, |due| of(&due.in_time));
                let done = marked.both(of(&fulfilled), in_time);
                if let Some(place) = met.get_mut(transition.index()) {
                    *place = marked.both(done, Said::Expr(was));
                }
                // It is fulfilled or ended first, and may arise anew.
                let over = marked.either(of(&fulfilled), of(&ended));
                let left = marked.not(over);
                let mut owes = marked.both(Said::Expr(was), left);
                let (anew, other) = (of(&arises), transition != class);
                owes = match other {
                    true => {
                        let stays = marked.not(anew);
                        marked.both(owes, stays)
                    }
                    false => marked.either(anew, owes),
                };
                if owes != Said::Expr(was) {
                    marked.write(transition, owed, owes);
                }
            }
            marked.reach(format!(":arisen:{}:{}", duty.name, class.index()), Mark::Arisen(id, class), was);
            let at = format!(":met:{}:{}", duty.name, class.index());
            marked.mark(at, Mark::Met(id, class), &|_, t| met.get(t.index()).copied());
        }
        if let Some(due) = due.filter(|due| !due.written.is_empty()) {
            due.written.iter().for_each(|(transition, slot, date)| marked.write(*transition, *slot, Said::Expr(*date)));
        }
        (!marked.marks.is_empty()).then_some(marked)
    }

    fn new(original: &Procedure) -> Self {
        let mut procedure = original.clone();
        procedure.properties.clear();
        Self { procedure, marks: Vec::new() }
    }

    /// Lets the end of a deadline be seen where it moves nothing.
    fn end_without_effect(&mut self, original: &Procedure, id: DeadlineId) {
        let mut everywhere = StateSet::default();
        original.states().for_each(|(state, _)| everywhere.insert(state));
        let procedure = &mut self.procedure;
        let transition = TransitionId::new(procedure.transitions.len());
        let Some(deadline) = procedure.deadlines.get_mut(id.index()) else { return };
        deadline.expiry.push(transition);
        procedure.transitions.push(Transition {
            trigger: Trigger::Over(id),
            from: everywhere,
            to: None,
            guard: None,
            basis: Basis::Policy,
            clocks: Vec::new(),
            sets: Vec::new(),
            checks: Vec::new(),
            reads: Reads::default(),
            span: deadline.span,
        });
        procedure.settled.push(Box::default());
        if !procedure.expiring.contains(&id) {
            procedure.expiring.push(id);
        }
    }

    fn slot(&mut self, name: String, ty: Type) -> SlotId {
        let initially = if ty == Type::Boolean { Value::Boolean(false) } else { Value::Unknown };
        let slots = &mut self.procedure.slots;
        slots.push(Slot { name, label: Text::default(), ty, initially, history: None });
        SlotId::new(slots.len() - 1)
    }

    /// A mark that each transition sets or not.
    fn mark(&mut self, name: String, mark: Mark, sets: &dyn Fn(&Procedure, TransitionId) -> Option<Said>) {
        let slot = self.slot(name.clone(), Type::Boolean);
        for transition in (0..self.procedure.transitions.len()).map(TransitionId::new) {
            let said = sets(&self.procedure, transition).unwrap_or(NO);
            self.write(transition, slot, said);
        }
        let set = self.procedure.exprs.push(Expr::Slot(slot), "");
        self.reach(name, mark, set);
    }

    /// That a condition can hold.
    fn reach(&mut self, name: String, mark: Mark, condition: ExprId) {
        self.procedure.properties.push(Property {
            name: name.clone(),
            label: Text::default(),
            form: Form::Reachable(condition),
            duties_kept: false,
            reads: Reads::default(),
            basis: Basis::Policy,
            level: Level::Required,
            known: None,
        });
        self.marks.push((name, mark));
    }

    fn write(&mut self, transition: TransitionId, slot: SlotId, said: Said) {
        let said = match said {
            Said::Known(truth) => self.procedure.exprs.push(Expr::Literal(Value::Boolean(truth)), ""),
            Said::Expr(expr) => expr,
        };
        let exprs = &self.procedure.exprs;
        let mut reads = Reads::default();
        exprs.walk(said, &mut |_, expr| match expr {
            Expr::Watched(..) | Expr::OfWatched(..) => reads.watched = true,
            Expr::ActOn | Expr::Counted { .. } | Expr::DeadlineLast(_) | Expr::DeadlineRunning(_) => reads.date = true,
            _ => {}
        });
        if let Some(rule) = self.procedure.transitions.get_mut(transition.index()) {
            rule.sets.push((slot, said));
            rule.reads.watched |= reads.watched;
            rule.reads.date |= reads.date;
        }
    }

    fn not(&mut self, said: Said) -> Said {
        match said {
            Said::Known(truth) => Said::Known(!truth),
            Said::Expr(expr) => Said::Expr(self.procedure.exprs.push(Expr::Not(expr), "")),
        }
    }

    fn both(&mut self, a: Said, b: Said) -> Said {
        match (a, b) {
            (Said::Known(false), _) | (_, Said::Known(false)) => NO,
            (Said::Known(true), other) | (other, Said::Known(true)) => other,
            (Said::Expr(a), Said::Expr(b)) => Said::Expr(self.procedure.exprs.push(Expr::And(a, b), "")),
        }
    }

    fn either(&mut self, a: Said, b: Said) -> Said {
        match (a, b) {
            (Said::Known(true), _) | (_, Said::Known(true)) => YES,
            (Said::Known(false), other) | (other, Said::Known(false)) => other,
            (Said::Expr(a), Said::Expr(b)) => Said::Expr(self.procedure.exprs.push(Expr::Or(a, b), "")),
        }
    }

    /// For each transition, whether acts and states include it, as the case before it tells.
    fn happen(&mut self, original: &Procedure, occasions: &Occasions) -> Vec<Said> {
        let all: Vec<TransitionId> = original.transitions().map(|(id, _)| id).collect();
        all.into_iter().map(|id| self.happens(original, id, occasions)).collect()
    }

    fn happens(&mut self, original: &Procedure, id: TransitionId, occasions: &Occasions) -> Said {
        let transition = original.transition(id);
        let act: Option<ActId> = match transition.trigger {
            Trigger::Act(act) => Some(act),
            Trigger::Over(_) => None,
        };
        match transition.to {
            _ if occasions.include(act, None) => YES,
            Some(to) if occasions.states.contains(to) && transition.from.contains(to) => {
                let mut there = StateSet::default();
                there.insert(to);
                let state = self.procedure.exprs.push(Expr::State, "");
                let stays = self.procedure.exprs.push(Expr::StateIn(state, there), "");
                if transition.from.iter().all(|from: StateId| from == to) { NO } else { self.not(Said::Expr(stays)) }
            }
            Some(to) if occasions.states.contains(to) => YES,
            _ => NO,
        }
    }

    /// For each transition, whether it raises a duty; nothing if that cannot be told from the case before it.
    fn arises(&mut self, original: &Procedure, id: DutyId) -> Option<Vec<Said>> {
        let duty = original.duty(id);
        let mut all = self.happen(original, &duty.arises);
        let Some(guard) = duty.guard else { return Some(all) };
        for (index, said) in all.iter_mut().enumerate().filter(|(_, said)| **said != NO) {
            let guard = Before::new(original, TransitionId::new(index)).rewrite(&mut self.procedure.exprs, guard)?;
            *said = self.both(*said, Said::Expr(guard));
        }
        Some(all)
    }

    /// When a duty falls due: nothing inside, if on no day; nothing at all if that cannot be written down.
    #[allow(clippy::option_option, reason = "a duty may be due on no day")]
    fn due(&mut self, original: &Procedure, id: DutyId, arises: &[Said]) -> Option<Option<Due>> {
        let all = || (0..arises.len()).map(TransitionId::new);
        let raising: Vec<TransitionId> = all().filter(|t| arises.get(t.index()) != Some(&NO)).collect();
        let duty = original.duty(id);
        let now = self.procedure.exprs.push(Expr::ActOn, "");
        let date = match duty.due {
            DutyDue::Open => return Some(None),
            DutyDue::Deadline(deadline) => {
                // Until it was first started, what falls due with it is always in time.
                let dates = [ClockChange::Start, ClockChange::Restart];
                if !raising.iter().all(|t| changes(original.transition(*t), deadline, &dates)) {
                    return Some(None);
                }
                let last = self.procedure.exprs.push(Expr::DeadlineLast(deadline), "");
                let compared = self.procedure.exprs.push(Expr::Compare(Operator::LessEqual, now, last), "");
                // What fulfils the duty and moves the deadline at once is measured by the moved one.
                let moved = |t: &TransitionId| changes(original.transition(*t), deadline, &MOVES);
                let in_time = all().map(|t| if moved(&t) { YES } else { Said::Expr(compared) }).collect();
                return Some(Some(Due { in_time, written: Vec::new() }));
            }
            DutyDue::On(date) => date,
            DutyDue::Every(length) => {
                let counting = original.vocabulary.counting.unwrap_or(crate::ids::CountingId::new(0));
                let length = match length {
                    crate::calendar::Length::Civil(period) => Value::Period(period),
                    crate::calendar::Length::Elapsed(duration) => Value::Duration(duration),
                };
                let length = self.procedure.exprs.push(Expr::Literal(length), "");
                self.procedure.exprs.push(Expr::Counted { length, from: now, counting, nominal: false }, "")
            }
        };
        let slot = self.slot(format!(":due:{}", duty.name), Type::Date);
        let mut written = Vec::new();
        for transition in raising {
            let date = Before::new(original, transition).rewrite(&mut self.procedure.exprs, date)?;
            // A duty that may not arise anew leaves the day as it was, which no expression says; a later day only adds
            // ways of being in time.
            if duty.guard.is_some() && !grows_with_the_day(&self.procedure, date) {
                return None;
            }
            written.push((transition, slot, date));
        }
        let due = self.procedure.exprs.push(Expr::Slot(slot), "");
        let compared = self.procedure.exprs.push(Expr::Compare(Operator::LessEqual, now, due), "");
        let in_time = arises.iter().map(|_| Said::Expr(compared)).collect();
        Some(Some(Due { in_time, written }))
    }
}

/// When a duty falls due.
struct Due {
    /// For each transition, whether it comes no later.
    in_time: Vec<Said>,
    /// The dates that transitions write.
    written: Vec<(TransitionId, SlotId, ExprId)>,
}

/// A condition that may be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Said {
    Known(bool),
    Expr(ExprId),
}

const YES: Said = Said::Known(true);
const NO: Said = Said::Known(false);
const MOVES: [ClockChange; 4] = [ClockChange::Start, ClockChange::Restart, ClockChange::Extend, ClockChange::Resume];

fn changes(transition: &Transition, id: DeadlineId, wanted: &[ClockChange]) -> bool {
    transition.clocks.iter().any(|(change, deadline)| *deadline == id && wanted.contains(change))
}

/// The transitions of acts that keep a deadline that runs: those whose conditions ask that it not be over, and those that
/// end it, by stopping it or leaving the states in which it lives, and do not await its end.
fn keeping(procedure: &Procedure, id: DeadlineId) -> Vec<TransitionId> {
    let mut keeping = Vec::new();
    for (of, transition) in procedure.transitions() {
        if !matches!(transition.trigger, Trigger::Act(_)) || changes(transition, id, &MOVES) {
            continue;
        }
        let (is_bound, awaits) = bounds(procedure, transition, id);
        let leaves = procedure.deadline(id).alive.zip(transition.to).is_some_and(|(alive, to)| {
            !alive.contains(to) && transition.from.iter().any(|from: StateId| alive.contains(from))
        });
        if is_bound || (leaves || changes(transition, id, &[ClockChange::Stop])) && !awaits {
            keeping.push(of);
        }
    }
    keeping
}

/// Whether the conditions of a transition ask somewhere that a deadline not be over; and whether, that it be.
fn bounds(procedure: &Procedure, transition: &Transition, id: DeadlineId) -> (bool, bool) {
    let exprs = procedure.exprs();
    let is_end =
        |expr: ExprId| matches!(exprs.get(expr), Expr::DeadlineLast(of) | Expr::DeadlineNominal(of) if *of == id);
    let (mut bound, mut awaits) = (false, false);
    let mut look = |condition: ExprId| {
        exprs.walk(condition, &mut |_, expr| match expr {
            Expr::Compare(operator, a, b) if is_end(*a) || is_end(*b) => {
                let operator = if is_end(*a) { operator.mirrored() } else { *operator };
                bound |= matches!(operator, Operator::Less | Operator::LessEqual);
                awaits |= matches!(operator, Operator::Greater | Operator::GreaterEqual);
            }
            Expr::Not(inner) => awaits |= matches!(exprs.get(*inner), Expr::DeadlineRunning(of) if *of == id),
            Expr::DeadlineRunning(of) => bound |= *of == id,
            _ => {}
        });
    };
    transition.guard.into_iter().for_each(&mut look);
    transition.checks.iter().for_each(|check| look(check.condition));
    // What asks for both decides between the two, or asks nothing of the deadline.
    (bound && !awaits, awaits)
}

/// Whether a date is counted from the day of the act alone: it then never falls as that day rises.
fn grows_with_the_day(procedure: &Procedure, date: ExprId) -> bool {
    let mut grows = true;
    procedure.exprs().walk(date, &mut |_, expr| {
        grows &= matches!(expr, Expr::ActOn | Expr::Literal(_) | Expr::Counted { .. });
    });
    grows
}

/// Whether the clock of a deadline may stand still, so that an act may end it without its running.
pub(super) fn may_be_suspended(procedure: &Procedure, id: DeadlineId) -> bool {
    procedure.transitions().any(|(_, transition)| changes(transition, id, &[ClockChange::Suspend]))
}
