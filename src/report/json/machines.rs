//! Machines on the as-of date as JSON.

use indexmap::IndexMap;

use super::events::level;
use super::model::{Awaited, Deadline, Due, Duty, Machine, Next};
use super::parts;
use crate::calendar::{Day, End, Stamp};
use crate::procedure::Procedure;
use crate::replay::{self, Allowed, DeadlineReport, DutyReport, DutyStatus, Kept, MachineReport, Permission};
use crate::report::view::View;

/// Every machine by its name.
pub(super) fn machines(view: View) -> IndexMap<String, Machine> {
    let machines = view.replay.machines.iter().enumerate();
    machines.map(|(ix, report)| (parts::machine(view, ix), machine(view, ix, report))).collect()
}

fn only<T: Clone>(all: &[T]) -> Option<T> {
    match all {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn machine(view: View, ix: usize, report: &MachineReport) -> Machine {
    let procedure = view.edition(ix, report.edition);
    let states: Vec<String> = report.states.iter().map(|s| procedure.state(*s).name.clone()).collect();
    let deadlines = report.deadlines.iter();
    let duties = report.duties.iter();
    Machine {
        label: view.machine(ix).to_owned(),
        state: only(&states),
        states,
        procedure: procedure.name().to_owned(),
        edition: procedure.edition().to_string(),
        deadlines: deadlines
            .map(|d| {
                let procedure = view.edition(ix, d.edition);
                (procedure.deadline(d.deadline).name.clone(), deadline(view, procedure, d))
            })
            .collect(),
        duties: duties.map(|d| (procedure.duty(d.duty).name.clone(), duty(view, procedure, d))).collect(),
        awaited: (report.awaited.iter())
            .map(|a| (procedure.property(a.property).name.clone(), awaited(view, procedure, a)))
            .collect(),
        next: report.next.iter().map(|p| next(view, procedure, p)).collect(),
    }
}

fn day(end: End) -> Option<Day> {
    match end {
        End::Day(day) => Some(day),
        End::Moment(moment) => moment.day(),
    }
}

fn deadline(view: View, procedure: &Procedure, report: &DeadlineReport) -> Deadline {
    let rule = procedure.deadline(report.deadline);
    let statuses: Vec<String> = report.kept.iter().map(|k| kept(*k).to_owned()).collect();
    let mut lasts: Vec<End> = report.counts.iter().map(|(_, _, last)| *last).collect();
    lasts.dedup();
    let runs = report.kept.contains(&Kept::Running);
    Deadline {
        label: rule.label.get(view.lang).to_owned(),
        status: only(&statuses),
        statuses,
        started_by: report.started_by.and_then(|ix| Some(view.event(ix)?.id.clone())),
        length: view.length(procedure, report).map(|l| l.to_string()),
        counting: procedure.counting(rule.counting).rule.name().to_owned(),
        last: only(&lasts).map(|l| l.to_string()),
        counts: report
            .counts
            .iter()
            .map(|(from, nominal, last)| Due {
                from: from.to_string(),
                nominal: nominal.to_string(),
                last: last.to_string(),
            })
            .collect(),
        days_left: only(&lasts)
            .and_then(day)
            .filter(|_| runs)
            .map(|d| d.number().saturating_sub(view.replay.as_of.number())),
        basis: parts::articles(procedure, &[&rule.basis], view.lang),
    }
}

fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Kept => "kept",
        Kept::Missed => "missed",
        Kept::Over => "over",
        Kept::Stopped => "stopped",
        Kept::Running => "running",
        Kept::Suspended => "suspended",
        Kept::Unknown => "unknown",
    }
}

pub(super) fn duty(view: View, procedure: &Procedure, report: &DutyReport) -> Duty {
    let rule = procedure.duty(report.duty);
    let word = |status: &DutyStatus| match status {
        DutyStatus::Owed => "owed",
        DutyStatus::Discharged => "discharged",
        DutyStatus::Breached => "breached",
        DutyStatus::Ended => "ended",
        DutyStatus::Unknown => "unknown",
    };
    let statuses: Vec<String> = report.status.iter().map(|s| word(s).to_owned()).collect();
    Duty {
        label: rule.label.get(view.lang).to_owned(),
        status: only(&statuses),
        statuses,
        owed_by: rule.owed_by.iter().map(|r| procedure.role(*r).name.clone()).collect(),
        arose: report.arose.iter().map(Stamp::to_string).collect(),
        due: report.due.iter().map(End::to_string).collect(),
        breaches: report.breaches,
        level: level(report.level).to_owned(),
        basis: parts::articles(procedure, &[&rule.basis], view.lang),
    }
}

fn awaited(view: View, procedure: &Procedure, report: &replay::Awaited) -> Awaited {
    let rule = procedure.property(report.property);
    Awaited {
        label: rule.label.get(view.lang).to_owned(),
        since: report.since.iter().map(Stamp::to_string).collect(),
        due: report.due.iter().map(End::to_string).collect(),
        certain: report.certain,
        level: level(rule.level).to_owned(),
        basis: parts::articles(procedure, &[&rule.basis], view.lang),
    }
}

pub(super) fn next(view: View, procedure: &Procedure, permission: &Permission) -> Next {
    let act = procedure.act(permission.act);
    let transition = procedure.transition(permission.transition);
    let (allowed, from) = match permission.allowed {
        Allowed::Yes => ("yes", None),
        Allowed::If => ("if", None),
        Allowed::From(day) => ("from", Some(day.to_string())),
    };
    let conditions = permission.conditions.iter().filter_map(|i| transition.checks.get(*i));
    Next {
        by: procedure.role(permission.by).name.clone(),
        act: act.name.clone(),
        label: act.label.get(view.lang).to_owned(),
        allowed: allowed.to_owned(),
        from,
        until: permission.until.map(|(_, end)| end.to_string()),
        deadline: permission.until.map(|(deadline, _)| procedure.deadline(deadline).name.clone()),
        conditions: conditions.map(|c| procedure.exprs().text(c.condition).to_owned()).collect(),
        basis: parts::articles(procedure, &[&transition.basis], view.lang),
    }
}
