//! From a mutant to the changed procedure.

use super::model::{Change, Item, List, Mutant, Site};
use crate::condition::Expr;
use crate::ids::StateSet;
use crate::procedure::{Deadline, Duty, DutyDue, Editions, Occasions, Procedure, Transition, Trigger};
use crate::value::Value;

/// The editions of a procedure with one rule changed. Every id means what it did.
#[must_use]
pub fn apply(editions: &Editions, mutant: &Mutant) -> Editions {
    let mut procedure = editions.get(mutant.edition).clone();
    change(&mut procedure, mutant);
    procedure.index();
    editions.with(mutant.edition, procedure)
}

fn change(procedure: &mut Procedure, mutant: &Mutant) {
    match &mutant.change {
        Change::Bound { literals, to, .. } => {
            for literal in literals {
                procedure.exprs.replace(*literal, Expr::Literal(*to));
            }
        }
        Change::Strictness { comparisons, to, .. } => {
            for comparison in comparisons {
                if let Expr::Compare(_, a, b) = *procedure.exprs.get(*comparison) {
                    procedure.exprs.replace(*comparison, Expr::Compare(*to, a, b));
                }
            }
        }
        Change::Part { joined, .. } => {
            for (whole, kept) in joined {
                let kept = procedure.exprs.get(*kept).clone();
                procedure.exprs.replace(*whole, kept);
            }
        }
        _ => match mutant.site {
            Site::Check(id, index) => {
                let dropped = mutant.change == Change::Dropped;
                let holds = dropped.then(|| procedure.exprs.push(Expr::Literal(Value::Boolean(true)), "true"));
                let transition = procedure.transitions.get_mut(id.index());
                if let Some(check) = transition.and_then(|transition| transition.checks.get_mut(index)) {
                    check.condition = holds.unwrap_or(check.condition);
                    if let Change::Level(level) = mutant.change {
                        check.level = level;
                    }
                }
            }
            Site::Guard(id) | Site::Transition(id) => {
                if let Some(transition) = procedure.transitions.get_mut(id.index()) {
                    change_transition(transition, &mutant.change);
                }
            }
            Site::Act(_) => change_act(procedure, mutant),
            Site::Deadline(id) | Site::CountedFrom(id) => {
                if let Some(deadline) = procedure.deadlines.get_mut(id.index()) {
                    change_states(deadline, &mutant.change);
                }
            }
            Site::Length(id, index) | Site::Choice(id, index) => {
                if let Some(deadline) = procedure.deadlines.get_mut(id.index()) {
                    for (_, term) in &mut deadline.terms {
                        if index < term.lasts.len() {
                            term.lasts.remove(index);
                        }
                    }
                }
            }
            Site::Duty(id) | Site::Due(id) | Site::DutyGuard(id) => {
                if let Some(duty) = procedure.duties.get_mut(id.index()) {
                    change_duty(duty, &mutant.change);
                }
            }
        },
    }
}

fn change_transition(transition: &mut Transition, change: &Change) {
    match change {
        Change::Dropped => transition.guard = None,
        Change::To(to) => transition.to = *to,
        Change::ClockKept(index) if *index < transition.clocks.len() => {
            transition.clocks.remove(*index);
        }
        Change::NotWritten(index) if *index < transition.sets.len() => {
            transition.sets.remove(*index);
        }
        Change::Removed => transition.from = StateSet::EMPTY,
        _ => {}
    }
}

fn change_act(procedure: &mut Procedure, mutant: &Mutant) {
    let Site::Act(id) = mutant.site else { return };
    let everybody = procedure.roles().map(|(role, _)| role).collect();
    let Some(act) = procedure.acts.get_mut(id.index()) else { return };
    match mutant.change {
        Change::AnyRole => act.by = everybody,
        Change::WithoutRole(role) => act.by.retain(|by| *by != role),
        Change::Effect(effect) => {
            // The conditions that say nothing of their own have the effect of the act.
            let was = std::mem::replace(&mut act.effect, effect);
            for transition in procedure.transitions.iter_mut().filter(|t| t.trigger == Trigger::Act(id)) {
                for check in transition.checks.iter_mut().filter(|check| check.effect == was) {
                    check.effect = effect;
                }
            }
        }
        _ => {}
    }
}

fn change_states(deadline: &mut Deadline, change: &Change) {
    match change {
        Change::LivesOn => deadline.alive = None,
        Change::StoppedIn(state) => {
            let left = deadline.alive.unwrap_or_default();
            deadline.alive = Some(left.iter().filter(|alive| alive != state).collect());
        }
        _ => {}
    }
}

fn change_duty(duty: &mut Duty, change: &Change) {
    match change {
        Change::Dropped => duty.guard = None,
        Change::Undated => duty.due = DutyDue::Open,
        Change::Recurrence { to, .. } => duty.due = DutyDue::Every(*to),
        Change::Without(list, item) => {
            let occasions: &mut Occasions = match list {
                List::Arises => &mut duty.arises,
                List::Ends => &mut duty.ends,
                List::DischargedBy => &mut duty.discharged_by,
            };
            match item {
                Item::Act(act) => occasions.acts.retain(|known| known != act),
                Item::State(state) => occasions.states = occasions.states.iter().filter(|s| s != state).collect(),
            }
        }
        _ => {}
    }
}
