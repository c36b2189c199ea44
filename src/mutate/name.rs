//! The names of mutants: what is written in a file stays what it is called, whatever the language of a report.

use super::model::{Change, Item, List, Site};
use crate::calendar::Minute;
use crate::ids::{ActId, DeadlineId, DutyId, StateId, TransitionId};
use crate::procedure::{ClockChange, Effect, Level, Procedure, Trigger};
use crate::value::Value;

/// The name of a rule: `serve_notice.requires[1]`. Several transitions of one act are told apart by their order.
pub(super) fn site(procedure: &Procedure, site: Site) -> String {
    let deadline = |id: DeadlineId| procedure.deadline(id).name.as_str();
    let duty = |id: DutyId| procedure.duty(id).name.as_str();
    let choice = |id: DeadlineId, index: usize| {
        let several = procedure.deadline(id).terms.first().is_some_and(|(_, term)| term.lasts.len() > 1);
        if several { format!("{}.lasts[{index}]", deadline(id)) } else { format!("{}.lasts", deadline(id)) }
    };
    match site {
        Site::Check(id, index) => {
            let checks = &procedure.transition(id).checks;
            let waits = checks.iter().filter(|check| check.not_before.is_some()).count();
            match index.checked_sub(waits) {
                Some(index) => format!("{}.requires[{index}]", transition(procedure, id)),
                None => format!("{}.not_before[{index}]", transition(procedure, id)),
            }
        }
        Site::Guard(id) => format!("{}.if", transition(procedure, id)),
        Site::Transition(id) => transition(procedure, id),
        Site::Act(id) => procedure.act(id).name.clone(),
        Site::Deadline(id) => format!("{}.while", deadline(id)),
        Site::CountedFrom(id) => format!("{}.counted_from", deadline(id)),
        Site::Length(id, index) => choice(id, index),
        Site::Choice(id, index) => format!("{}.if", choice(id, index)),
        Site::Duty(id) => duty(id).to_owned(),
        Site::Due(id) => format!("{}.due", duty(id)),
        Site::DutyGuard(id) => format!("{}.if", duty(id)),
    }
}

fn transition(procedure: &Procedure, id: TransitionId) -> String {
    let trigger = procedure.transition(id).trigger;
    let name = match trigger {
        Trigger::Act(act) => procedure.act(act).name.clone(),
        Trigger::Over(deadline) => format!("{}.over", procedure.deadline(deadline).name),
    };
    let same: Vec<TransitionId> =
        procedure.transitions().filter(|(_, other)| other.trigger == trigger).map(|(id, _)| id).collect();
    match same.iter().position(|other| *other == id) {
        Some(place) if same.len() > 1 => format!("{name}[{place}]"),
        _ => name,
    }
}

/// The name of a change, to stand after that of its rule.
pub(super) fn change(procedure: &Procedure, site: Site, change: &Change) -> String {
    let act = |id: ActId| procedure.act(id).name.as_str();
    let state = |id: StateId| procedure.state(id).name.as_str();
    match change {
        Change::Bound { from, to, .. } => format!(" {} -> {}", value(*from), value(*to)),
        Change::Recurrence { from, to } => format!(" {from} -> {to}"),
        Change::Strictness { from, to, .. } => format!(" {} -> {}", from.symbol(), to.symbol()),
        Change::Dropped => " dropped".to_owned(),
        Change::Part { lost, .. } => format!(" without {}", procedure.exprs().text(*lost)),
        Change::Level(Level::Required) => " recommended -> required".to_owned(),
        Change::Level(Level::Recommended) => " required -> recommended".to_owned(),
        Change::AnyRole => ".by anybody".to_owned(),
        Change::WithoutRole(role) => format!(".by without {}", procedure.role(*role).name),
        Change::Effect(Effect::Void) => ".effect stands -> void".to_owned(),
        Change::Effect(Effect::Stands) => ".effect void -> stands".to_owned(),
        Change::To(to) => {
            let was = match site {
                Site::Transition(id) => procedure.transition(id).to,
                _ => None,
            };
            let name = |to: Option<StateId>| to.map_or("same", state);
            format!(".to {} -> {}", name(was), name(*to))
        }
        Change::ClockKept(index) => match changed_clock(procedure, site, *index) {
            Some((change, deadline)) => format!(".{} without {}", word(change), procedure.deadline(deadline).name),
            None => String::new(),
        },
        Change::LivesOn => " dropped".to_owned(),
        Change::StoppedIn(id) => format!(" without {}", state(*id)),
        Change::NotWritten(index) => {
            let slot = match site {
                Site::Transition(id) => procedure.transition(id).sets.get(*index),
                _ => None,
            };
            slot.map_or_else(String::new, |(slot, _)| format!(".sets without {}", procedure.slot(*slot).name))
        }
        Change::Removed => " removed".to_owned(),
        Change::Without(list, item) => {
            let list = match list {
                List::Arises => "arises",
                List::Ends => "ends",
                List::DischargedBy => "discharged_by",
            };
            let item = match item {
                Item::Act(id) => act(*id),
                Item::State(id) => state(*id),
            };
            format!(".{list} without {item}")
        }
        Change::Undated => " dropped".to_owned(),
    }
}

/// The deadline that a transition changes, by its index among those that it changes.
pub(super) fn changed_clock(procedure: &Procedure, site: Site, index: usize) -> Option<(ClockChange, DeadlineId)> {
    match site {
        Site::Transition(id) => procedure.transition(id).clocks.get(index).copied(),
        _ => None,
    }
}

/// The key under which a change of a deadline is written.
fn word(change: ClockChange) -> &'static str {
    match change {
        ClockChange::Start => "starts",
        ClockChange::Restart => "restarts",
        ClockChange::Extend => "extends",
        ClockChange::Suspend => "suspends",
        ClockChange::Resume => "resumes",
        ClockChange::Stop => "stops",
    }
}

/// A bound as it is written.
fn value(value: Value) -> String {
    match value {
        Value::Integer(n) => n.to_string(),
        Value::Time(minute, _) => Minute::new(minute).map_or_else(String::new, |minute| minute.to_string()),
        Value::Date(stamp) => stamp.day.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Duration(duration) => duration.to_string(),
        _ => String::new(),
    }
}
