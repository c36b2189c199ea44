//! Which values of an act's details need to be tried: at least one of each kind that the conditions tell apart.

use crate::calendar::{Day, Stamp};
use crate::condition::{Expr, ExprId, History};
use crate::ids::{ActId, DetailId, RoleId, SlotId, StateId};
use crate::procedure::{Field, Procedure};
use crate::value::{TextId, Type, Value};

use super::roots::{Root, roots};

/// How an act may be done, as far as any condition can tell.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Way {
    pub act: ActId,
    pub by: Option<RoleId>,
    pub details: Vec<Value>,
}

/// How many ways of one act are told apart.
const MAX_WAYS: usize = 16_384;

/// What the memory of a machine is compared with elsewhere: in another edition, or by machines that watch it.
#[derive(Default)]
pub(super) struct Foreign {
    /// By the name of the slot.
    kept: Vec<(String, Value)>,
    /// By whoever watches a machine, whatever of it.
    watched: Vec<Value>,
}

impl Foreign {
    pub fn of<'p>(procedures: impl Iterator<Item = &'p Procedure>) -> Self {
        let mut all = Self::default();
        for procedure in procedures {
            let is_watched = |expr: &Expr| matches!(expr, Expr::Watched(..) | Expr::OfWatched(..));
            let watches = procedure.exprs().all().any(is_watched);
            for expr in procedure.exprs().all() {
                match expr {
                    Expr::Compare(_, a, b) => {
                        all.compared(procedure, watches, *a, *b);
                        all.compared(procedure, watches, *b, *a);
                    }
                    Expr::OneOf(subject, items) => {
                        items.iter().for_each(|item| all.compared(procedure, watches, *subject, *item));
                    }
                    _ => {}
                }
            }
        }
        all
    }

    /// Notes that something is compared with a literal. Slots in what is asked of watched machines are those of the
    /// machines.
    fn compared(&mut self, procedure: &Procedure, watches: bool, subject: ExprId, literal: ExprId) {
        let exprs = procedure.exprs();
        let Expr::Literal(value) = exprs.get(literal) else { return };
        match exprs.get(subject) {
            Expr::Slot(id) => {
                let named = procedure.slots().find(|(known, _)| known == id).map(|(_, slot)| slot.name.clone());
                self.kept.extend(named.map(|name| (name, *value)));
            }
            Expr::OfWatched(..) => {}
            _ => return,
        }
        if watches && !self.watched.contains(value) {
            self.watched.push(*value);
        }
    }

    /// What slots of a procedure may be compared with.
    fn with(&self, procedure: &Procedure, slots: &[SlotId]) -> Vec<Value> {
        let named = |name: &str| procedure.slots().any(|(id, slot)| slots.contains(&id) && slot.name == name);
        let kept = self.kept.iter().filter(|(name, _)| named(name)).map(|(_, value)| *value);
        kept.chain(self.watched.iter().copied()).collect()
    }
}

/// Every way of doing an act that a condition may tell from another; nothing if they are too many. `original` is the
/// procedure with its dates; `foreign` is what its memory is compared with elsewhere.
pub(super) fn ways(procedure: &Procedure, original: &Procedure, foreign: &Foreign, act: ActId) -> Option<Vec<Way>> {
    let all_roots = self::roots(original);
    let roots = roots(procedure);
    let fields = procedure.act(act).details.iter().enumerate();
    let choices: Vec<Vec<Value>> = fields
        .map(|(index, field)| {
            let uses = Uses::of(procedure, &roots, act, DetailId::new(index));
            let mentioned = uses.are_in(original, &all_roots);
            values(procedure, &roots, &uses, (foreign, mentioned), field)
        })
        .collect();
    let who = &procedure.act(act).by;
    let asked = roots.iter().any(|root| root.act == Some(act) && mentions(procedure, root.expr, &Expr::ActBy));
    let who: Vec<Option<RoleId>> =
        if asked { who.iter().copied().map(Some).collect() } else { vec![who.first().copied()] };
    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
    for values in &choices {
        all = all.iter().flat_map(|way| values.iter().map(|v| way.iter().copied().chain([*v]).collect())).collect();
        if all.len() > MAX_WAYS {
            return None;
        }
    }
    let ways = who.iter().flat_map(|by| all.iter().map(|d| Way { act, by: *by, details: d.clone() }));
    Some(ways.collect())
}

/// Which details of each act do more than judge it: they choose a transition, or are written.
pub(super) struct Written {
    acts: Vec<Vec<bool>>,
}

impl Written {
    pub fn of(procedure: &Procedure) -> Self {
        let mut acts: Vec<Vec<bool>> = procedure.acts().map(|(_, act)| vec![false; act.details.len()]).collect();
        let mut mark = |act: ActId, root: ExprId| {
            procedure.exprs().walk(root, &mut |_, expr| {
                if let Expr::ActDetail(detail) = expr
                    && let Some(place) = acts.get_mut(act.index()).and_then(|act| act.get_mut(detail.index()))
                {
                    *place = true;
                }
            });
        };
        for (_, transition) in procedure.transitions() {
            let crate::procedure::Trigger::Act(act) = transition.trigger else { continue };
            let sets = transition.sets.iter().map(|(_, expr)| *expr);
            sets.chain(transition.guard).for_each(|root| mark(act, root));
            for (_, deadline) in &transition.clocks {
                let Some(term) = procedure.deadline(*deadline).term(Some(act)) else { continue };
                mark(act, term.counted_from);
                for (condition, length) in &term.lasts {
                    condition.iter().chain([length]).for_each(|root| mark(act, *root));
                }
            }
        }
        for (id, act) in procedure.acts() {
            for (detail, _) in &act.remembered.details {
                if let Some(place) = acts.get_mut(id.index()).and_then(|act| act.get_mut(detail.index())) {
                    *place = true;
                }
            }
        }
        Self { acts }
    }

    /// What a way writes.
    pub fn values(&self, way: &Way) -> Vec<Value> {
        let marks = self.acts.get(way.act.index()).map_or(&[][..], Vec::as_slice);
        let marked = way.details.iter().zip(marks).filter(|(_, marked)| **marked);
        marked.map(|(value, _)| *value).chain(way.by.map(Value::Role)).collect()
    }
}

fn mentions(procedure: &Procedure, root: ExprId, wanted: &Expr) -> bool {
    let mut found = false;
    procedure
        .exprs()
        .walk(root, &mut |_, expr| found |= std::mem::discriminant(expr) == std::mem::discriminant(wanted));
    found
}

/// Where a detail is read: by itself in the rules of its act, and in the slots that keep it.
struct Uses {
    act: ActId,
    detail: DetailId,
    slots: Vec<SlotId>,
}

impl Uses {
    fn of(procedure: &Procedure, roots: &[Root], act: ActId, detail: DetailId) -> Self {
        let mut slots: Vec<SlotId> = Vec::new();
        for (id, slot) in procedure.slots() {
            if slot.history == Some(History::LastDetail(act, detail)) {
                slots.push(id);
            }
        }
        for (_, transition) in procedure.transitions() {
            if transition.trigger != crate::procedure::Trigger::Act(act) {
                continue;
            }
            for (slot, expr) in &transition.sets {
                if roots.iter().any(|r| r.expr == *expr)
                    && matches!(procedure.exprs().get(*expr), Expr::ActDetail(d) if *d == detail)
                {
                    slots.push(*slot);
                }
            }
        }
        Self { act, detail, slots }
    }

    /// Whether any expression reads the detail, or what keeps it.
    fn are_in(&self, procedure: &Procedure, roots: &[Root]) -> bool {
        let mut found = false;
        for root in roots {
            procedure.exprs().walk(root.expr, &mut |_, expr| found |= self.is(root, expr));
        }
        found
    }

    fn is(&self, root: &Root, expr: &Expr) -> bool {
        match expr {
            Expr::ActDetail(detail) => root.act == Some(self.act) && *detail == self.detail,
            Expr::Slot(slot) => self.slots.contains(slot),
            _ => false,
        }
    }
}

/// The values of one detail that conditions tell apart; `mentioned` where some comparison that dates decide reads it.
fn values(
    procedure: &Procedure,
    roots: &[Root],
    uses: &Uses,
    (foreign, mentioned): (&Foreign, bool),
    field: &Field,
) -> Vec<Value> {
    let exprs = procedure.exprs();
    // What is kept may be read by whoever watches the machine, and by later editions.
    let (mut read, mut literals) = (mentioned || !uses.slots.is_empty(), Vec::new());
    if !uses.slots.is_empty() {
        literals.extend(foreign.with(procedure, &uses.slots));
    }
    for root in roots {
        exprs.walk(root.expr, &mut |_, expr| {
            read |= uses.is(root, expr);
            let literal = |id: &ExprId| match exprs.get(*id) {
                Expr::Literal(value) => Some(*value),
                _ => None,
            };
            match expr {
                Expr::Compare(_, a, b) if uses.is(root, exprs.get(*a)) => literals.extend(literal(b)),
                Expr::Compare(_, a, b) if uses.is(root, exprs.get(*b)) => literals.extend(literal(a)),
                Expr::OneOf(subject, items) if uses.is(root, exprs.get(*subject)) => {
                    literals.extend(items.iter().filter_map(literal));
                }
                _ => {}
            }
        });
    }
    let mut all = if read { of_type(procedure, field, &literals) } else { Vec::new() };
    if all.is_empty() {
        return vec![any(field)];
    }
    if field.optional {
        all.push(Value::Unknown);
    }
    all
}

/// Some value of a detail that no condition reads.
fn any(field: &Field) -> Value {
    if let Some(default) = field.default {
        return default;
    }
    if field.optional { Value::Unknown } else { given(field) }
}

/// Some value of a detail that is given.
fn given(field: &Field) -> Value {
    if let Some(value) = field.default {
        return value;
    }
    if let Some((low, _)) = field.between {
        return low;
    }
    match &field.ty {
        Type::Boolean => Value::Boolean(false),
        Type::Integer => Value::Integer(0),
        Type::Text => Value::Text(TextId(u32::MAX)),
        Type::Date => Value::Date(placeholder()),
        Type::Time => Value::Time(720, 720),
        Type::Period => Value::Period(crate::calendar::Period { months: 1, ..Default::default() }),
        Type::Duration => Value::Duration(crate::calendar::Duration { minutes: 60 }),
        Type::Word(_) => Value::Word(0),
        Type::State => Value::State(StateId::new(0)),
        Type::Role => Value::Role(RoleId::new(0)),
    }
}

fn of_type(procedure: &Procedure, field: &Field, literals: &[Value]) -> Vec<Value> {
    match &field.ty {
        Type::Boolean => vec![Value::Boolean(false), Value::Boolean(true)],
        Type::Word(words) => {
            (0..words.names().len()).filter_map(|w| Some(Value::Word(u16::try_from(w).ok()?))).collect()
        }
        Type::State => procedure.states().map(|(id, _)| Value::State(id)).collect(),
        Type::Role => procedure.roles().map(|(id, _)| Value::Role(id)).collect(),
        Type::Text => {
            let mut all: Vec<Value> = vec![Value::Text(TextId(u32::MAX))];
            for literal in literals.iter().filter(|literal| matches!(literal, Value::Text(_))) {
                if !all.contains(literal) {
                    all.push(*literal);
                }
            }
            all
        }
        Type::Integer => integers(field, literals),
        Type::Duration => durations(field, literals),
        // Dates and periods are for the atoms to tell apart.
        Type::Date | Type::Time | Type::Period => vec![given(field)],
    }
}

/// One number of each interval that the numbers it is compared with cut, within its bounds.
fn integers(field: &Field, literals: &[Value]) -> Vec<Value> {
    let bounds = match field.between {
        Some((Value::Integer(low), Value::Integer(high))) => (low, high),
        _ => (i64::MIN, i64::MAX),
    };
    let cuts = literals.iter().filter_map(|value| match value {
        Value::Integer(n) => Some(*n),
        _ => None,
    });
    cut(cuts, bounds).into_iter().map(Value::Integer).collect()
}

fn durations(field: &Field, literals: &[Value]) -> Vec<Value> {
    let minutes = |value: &Value| match value {
        Value::Duration(d) => Some(i64::from(d.minutes)),
        _ => None,
    };
    let bounds = field.between.and_then(|(low, high)| Some((minutes(&low)?, minutes(&high)?)));
    let numbers = cut(literals.iter().filter_map(minutes), bounds.unwrap_or((1, i64::from(u32::MAX))));
    let of = |n| Some(Value::Duration(crate::calendar::Duration { minutes: u32::try_from(n).ok()? }));
    numbers.into_iter().filter_map(of).collect()
}

/// Every cut that lies within the bounds, and at least one number of each interval between them.
fn cut(cuts: impl Iterator<Item = i64>, (low, high): (i64, i64)) -> Vec<i64> {
    let mut all: Vec<i64> = cuts.flat_map(|c| [c.saturating_sub(1), c, c.saturating_add(1)]).collect();
    all.retain(|n| (low..=high).contains(n));
    if all.is_empty() {
        all.push(0.clamp(low, high));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The date that every date of a skeleton is.
pub(super) fn placeholder() -> Stamp {
    Stamp::of_day(Day::from_ymd(2000, 1, 3).unwrap_or(Day::MIN))
}
