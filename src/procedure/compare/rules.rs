//! What changed in transitions, their conditions, deadlines, duties and properties.

use super::texts::{bounds, likeness, same_text};
use super::{Aspect, Changes, Entry, Pair, Part, Side, match_up};
use crate::condition::ExprId;
use crate::ids::{CountingId, DeadlineId, StateSet, TransitionId};
use crate::procedure::model::{Check, Deadline, DutyDue, Occasions, Procedure, Transition, Trigger};
use crate::procedure::property::Form;

/// Conditions that share so many hundredths of their words are the same one, changed.
const ALIKE: usize = 60;

fn expr(procedure: &Procedure, id: Option<ExprId>) -> Option<String> {
    id.map(|id| procedure.exprs().text(id).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn code(text: Option<String>) -> Side {
    text.map_or(Side::Nothing, Side::Code)
}

fn cause(procedure: &Procedure, transition: &Transition) -> (bool, String) {
    match transition.trigger {
        Trigger::Act(act) => (true, procedure.act(act).name.clone()),
        Trigger::Over(deadline) => (false, procedure.deadline(deadline).name.clone()),
    }
}

/// What a condition says of itself: a waiting period by its date.
fn condition(procedure: &Procedure, check: &Check) -> String {
    expr(procedure, Some(check.condition)).unwrap_or_default()
}

/// Whether a condition has the effect of its act.
fn own_effect(procedure: &Procedure, transition: &Transition, check: &Check) -> bool {
    match transition.trigger {
        Trigger::Act(act) => procedure.act(act).effect == check.effect,
        Trigger::Over(_) => false,
    }
}

/// Whether two properties are of one kind, and wait for the same.
fn same_form(a: &Form, b: &Form) -> bool {
    let names = |form: &Form| form.cue().map(|cue| cue.names.clone());
    std::mem::discriminant(a) == std::mem::discriminant(b) && names(a) == names(b)
}

impl Pair<'_> {
    fn expression(self, changes: &mut Changes, aspect: Aspect, a: Option<ExprId>, b: Option<ExprId>) {
        let (a, b) = (expr(self.a, a), expr(self.b, b));
        changes.side(aspect, a == b, code(a), code(b));
    }

    pub(super) fn transitions(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.transitions().collect(), self.b.transitions().collect());
        let mut matched: Vec<Option<TransitionId>> = vec![None; b.len()];
        let guard = |p: &Procedure, t: &Transition| expr(p, t.guard);
        let to = |t: &Transition| t.to.and_then(|to| self.carried_state(to));
        type Same<'a> = &'a dyn Fn(&Transition, &Transition) -> bool;
        let from: Same = &|x, y| self.same_states(x.from, y.from);
        let touching: Same = &|x, y| self.still(x.from).intersects(y.from);
        let reaching: Same = &|x, y| x.to.is_none() == y.to.is_none() && to(x) == y.to;
        let selected: Same = &|x, y| guard(self.a, x) == guard(self.b, y);
        // From what is surely the same transition to what is probably the same, changed.
        let passes: [&[Same]; 7] = [
            &[from, selected, reaching],
            &[from, selected],
            &[from],
            &[touching, reaching],
            &[touching],
            &[reaching],
            &[],
        ];
        for pass in passes {
            for (at, (_, y)) in b.iter().enumerate() {
                if matched[at].is_some() {
                    continue;
                }
                let found = a.iter().find(|(id, x)| {
                    !matched.contains(&Some(*id))
                        && cause(self.a, x) == cause(self.b, y)
                        && pass.iter().all(|same| same(x, y))
                });
                matched[at] = found.map(|(id, _)| *id);
            }
        }
        for ((after, y), before) in b.iter().zip(&matched) {
            let Some(before) = *before else {
                all.push(Entry::Added(Part::Transition(*after)));
                continue;
            };
            let changes = self.transition((before, self.a.transition(before)), (*after, y));
            if !changes.is_empty() {
                all.push(Entry::Changed(Part::Transition(before), Part::Transition(*after), changes));
            }
        }
        let gone = a.iter().filter(|(id, _)| !matched.contains(&Some(*id)));
        all.extend(gone.map(|(id, _)| Entry::Removed(Part::Transition(*id))));
    }

    fn transition(
        self,
        (i, x): (TransitionId, &Transition),
        (j, y): (TransitionId, &Transition),
    ) -> Vec<super::Change> {
        let mut changes = Changes::default();
        let same = self.same_states(x.from, y.from);
        changes.side(Aspect::From, same, Side::States(x.from), Side::States(y.from));
        let same = x.to.is_none() == y.to.is_none() && x.to.and_then(|to| self.carried_state(to)) == y.to;
        let to = |to: Option<_>| Side::States(StateSet::from_iter(to));
        changes.side(Aspect::To, same, to(x.to), to(y.to));
        self.expression(&mut changes, Aspect::Guard, x.guard, y.guard);
        self.checks(&mut changes, (i, x), (j, y));
        self.clocks(&mut changes, x, y);
        let writes = |p: &Procedure, t: &Transition| -> Vec<String> {
            let written = t.sets.iter();
            written.map(|(slot, value)| format!("{}: {}", p.slot(*slot).name, p.exprs().text(*value))).collect()
        };
        let (was, is) = (writes(self.a, x), writes(self.b, y));
        let side = |w: &[String]| if w.is_empty() { Side::Nothing } else { Side::Code(w.join(", ")) };
        changes.side(Aspect::Writes, was == is, side(&was), side(&is));
        self.basis(&mut changes, &x.basis, &y.basis);
        changes.all
    }

    fn clocks(self, changes: &mut Changes, x: &Transition, y: &Transition) {
        let names = |p: &Procedure, t: &Transition| -> Vec<_> {
            t.clocks.iter().map(|(change, deadline)| (*change, p.deadline(*deadline).name.clone())).collect()
        };
        let side = |t: &Transition| if t.clocks.is_empty() { Side::Nothing } else { Side::Clocks(t.clocks.clone()) };
        changes.side(Aspect::Clocks, names(self.a, x) == names(self.b, y), side(x), side(y));
    }

    fn checks(self, changes: &mut Changes, (i, x): (TransitionId, &Transition), (j, y): (TransitionId, &Transition)) {
        let text = |p: &Procedure, check: &Check| condition(p, check);
        let mut matched: Vec<Option<usize>> = vec![None; y.checks.len()];
        type Same<'a> = &'a dyn Fn(&Check, &Check) -> bool;
        let passes: [Same; 4] = [
            &|a, b| same_text(&text(self.a, a), &text(self.b, b)),
            &|a, b| bounds(&text(self.a, a), &text(self.b, b)).is_some(),
            &|a, b| a.otherwise_say.is_some() && a.otherwise_say == b.otherwise_say,
            &|a, b| likeness(&text(self.a, a), &text(self.b, b)) >= ALIKE,
        ];
        for same in passes {
            for (at, b) in y.checks.iter().enumerate() {
                if matched[at].is_none() {
                    let free = |was: &usize| !matched.contains(&Some(*was));
                    let mut found = x.checks.iter().enumerate().filter(|(was, a)| free(was) && same(a, b));
                    matched[at] = found.next().map(|(was, _)| was);
                }
            }
        }
        for (at, (b, was)) in y.checks.iter().zip(&matched).enumerate() {
            let after = Part::Check(j, at);
            let Some((was, a)) = was.and_then(|was| Some((was, x.checks.get(was)?))) else {
                changes.side(Aspect::Condition, false, Side::Nothing, Side::Part(after));
                continue;
            };
            let before = Part::Check(i, was);
            changes.of = Some((before, after));
            let (old, new) = (text(self.a, a), text(self.b, b));
            match bounds(&old, &new) {
                Some(found) => {
                    for (old, new) in found {
                        changes.side(Aspect::Bound, false, Side::Literal(old), Side::Literal(new));
                    }
                }
                None if !same_text(&old, &new) => {
                    // Told in full, before and after: nothing about it is left to tell.
                    changes.side(Aspect::Condition, false, Side::Part(before), Side::Part(after));
                    changes.of = None;
                    continue;
                }
                None => {}
            }
            changes.side(Aspect::Level, a.level == b.level, Side::Level(a.level), Side::Level(b.level));
            // The act tells of an effect that its conditions only take over.
            let same = a.effect == b.effect || (own_effect(self.a, x, a) && own_effect(self.b, y, b));
            changes.side(Aspect::Effect, same, Side::Effect(a.effect), Side::Effect(b.effect));
            let say = |check: &Check| check.otherwise_say.clone().map_or(Side::Nothing, Side::Text);
            changes.side(Aspect::Saying, a.otherwise_say == b.otherwise_say, say(a), say(b));
            self.basis(changes, &a.basis, &b.basis);
            changes.of = None;
        }
        for was in (0..x.checks.len()).filter(|was| !matched.contains(&Some(*was))) {
            changes.side(Aspect::Condition, false, Side::Part(Part::Check(i, was)), Side::Nothing);
        }
    }

    pub(super) fn deadlines(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.deadlines().collect(), self.b.deadlines().collect());
        match_up(all, &a, &b, Part::Deadline, |x, y| x.name == y.name, |before, after| self.deadline(before, after));
    }

    fn deadline(self, (i, x): (DeadlineId, &Deadline), (j, y): (DeadlineId, &Deadline)) -> Vec<super::Change> {
        let mut changes = Changes::default();
        changes.text(Aspect::Label, &x.label, &y.label);
        let from = |p: &Procedure, d: &Deadline| {
            let mut texts: Vec<String> = Vec::new();
            for text in d.terms.iter().filter_map(|(_, term)| expr(p, Some(term.counted_from))) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts.join(" / ")
        };
        let (was, is) = (from(self.a, x), from(self.b, y));
        changes.side(Aspect::CountedFrom, was == is, Side::Code(was.clone()), Side::Code(is));
        let lasts = |p: &Procedure, d: &Deadline| -> Vec<Vec<_>> {
            let mut all: Vec<Vec<_>> = Vec::new();
            for (_, term) in &d.terms {
                let one = term.lasts.iter().map(|(guard, length)| (expr(p, *guard), expr(p, Some(*length)))).collect();
                if !all.contains(&one) {
                    all.push(one);
                }
            }
            all
        };
        let same = lasts(self.a, x) == lasts(self.b, y);
        changes.side(Aspect::Lasts, same, Side::Lasts(i), Side::Lasts(j));
        let (was, is) = (self.a.counting(x.counting), self.b.counting(y.counting));
        // The procedure tells of a count that the deadline only takes over.
        let general = CountingId::new(0);
        let same = was == is || (was == self.a.counting(general) && is == self.b.counting(general));
        changes.side(Aspect::Counting, same, Side::Counting(was.clone()), Side::Counting(is.clone()));
        let same = match (x.alive, y.alive) {
            (Some(a), Some(b)) => self.same_states(a, b),
            (a, b) => a == b,
        };
        let alive = |d: &Deadline| d.alive.map_or(Side::Nothing, Side::States);
        changes.side(Aspect::Alive, same, alive(x), alive(y));
        self.basis(&mut changes, &x.basis, &y.basis);
        changes.all
    }

    fn occasions(self, changes: &mut Changes, aspect: Aspect, a: &Occasions, b: &Occasions) {
        let acts = |p: &Procedure, o: &Occasions| {
            let mut names: Vec<String> = o.acts.iter().map(|act| p.act(*act).name.clone()).collect();
            names.sort();
            names
        };
        let same = acts(self.a, a) == acts(self.b, b) && self.same_states(a.states, b.states);
        let side = |o: &Occasions| if *o == Occasions::default() { Side::Nothing } else { Side::Occasions(o.clone()) };
        changes.side(aspect, same, side(a), side(b));
    }

    pub(super) fn duties(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.duties().collect(), self.b.duties().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Duty,
            |x, y| x.name == y.name,
            |(_, x), (_, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                let same = self.same_roles(&x.owed_by, &y.owed_by);
                changes.side(Aspect::OwedBy, same, Side::Roles(x.owed_by.clone()), Side::Roles(y.owed_by.clone()));
                self.occasions(&mut changes, Aspect::Arises, &x.arises, &y.arises);
                self.expression(&mut changes, Aspect::Guard, x.guard, y.guard);
                let due = |p: &Procedure, due: DutyDue| match due {
                    DutyDue::On(date) => code(expr(p, Some(date))),
                    other => Side::Due(other),
                };
                let same = match (x.due, y.due) {
                    (DutyDue::Deadline(a), DutyDue::Deadline(b)) => self.a.deadline(a).name == self.b.deadline(b).name,
                    (a, b) => due(self.a, a) == due(self.b, b),
                };
                changes.side(Aspect::Due, same, due(self.a, x.due), due(self.b, y.due));
                self.occasions(&mut changes, Aspect::Ends, &x.ends, &y.ends);
                self.occasions(&mut changes, Aspect::DischargedBy, &x.discharged_by, &y.discharged_by);
                changes.side(Aspect::Level, x.level == y.level, Side::Level(x.level), Side::Level(y.level));
                self.basis(&mut changes, &x.basis, &y.basis);
                changes.all
            },
        );
    }

    pub(super) fn properties(self, all: &mut Vec<Entry>) {
        let (a, b): (Vec<_>, Vec<_>) = (self.a.properties().collect(), self.b.properties().collect());
        match_up(
            all,
            &a,
            &b,
            Part::Property,
            |x, y| x.name == y.name,
            |(i, x), (j, y)| {
                let mut changes = Changes::default();
                changes.text(Aspect::Label, &x.label, &y.label);
                if !same_form(&x.form, &y.form) {
                    // Told in full, before and after.
                    let (before, after) = (Part::Property(i), Part::Property(j));
                    changes.side(Aspect::Form, false, Side::Part(before), Side::Part(after));
                    return changes.all;
                }
                let time = |form: &Form| match form {
                    Form::Following { within: Some((length, _)), .. } => Side::Literal(length.to_string()),
                    _ => Side::Nothing,
                };
                let (was, is) = (time(&x.form), time(&y.form));
                changes.side(Aspect::Within, was == is, was, is);
                changes.flag(Aspect::DutiesKept, x.duties_kept, y.duties_kept);
                let (was, is) = (expr(self.a, Some(x.form.condition())), expr(self.b, Some(y.form.condition())));
                match bounds(was.as_deref().unwrap_or_default(), is.as_deref().unwrap_or_default()) {
                    Some(found) => {
                        for (old, new) in found {
                            changes.side(Aspect::Bound, false, Side::Literal(old), Side::Literal(new));
                        }
                    }
                    None => changes.side(Aspect::Condition, was == is, code(was), code(is)),
                }
                changes.side(Aspect::Level, x.level == y.level, Side::Level(x.level), Side::Level(y.level));
                self.basis(&mut changes, &x.basis, &y.basis);
                changes.all
            },
        );
    }
}
