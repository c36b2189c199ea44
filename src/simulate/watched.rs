//! Machines that a procedure watches: what a study says is done to them.

use super::figures::day;
use super::model::Watched;
use super::reading::read;
use crate::calendar::{Day, Stamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::engine::{Case, Occurrence, Stepped, step_if_lawful};
use crate::library::StudyParts;
use crate::procedure::{AppliesBy, Editions};
use crate::syntax::study::WatchedActSyntax;

/// The machines that the procedure watches, for each watch in the order of its declaration.
pub(super) fn watched(parts: &StudyParts, diagnostics: &mut Diagnostics) -> Option<Vec<Watched>> {
    let procedure = parts.editions.get(parts.editions.all().len());
    let known: Vec<&str> = procedure.watches().map(|(_, watch)| watch.name.as_str()).collect();
    for name in parts.text.watches.iter().map(|(name, _)| name).filter(|name| !known.contains(&name.value.as_str())) {
        diagnostics.push(
            Diagnostic::new(Code::E101, format!("the procedure watches no `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known.iter().copied()),
        );
    }
    let mut all = Vec::new();
    for (_, watch) in procedure.watches() {
        let found = parts.watched.iter().find(|editions| editions.name() == watch.procedure)?;
        let written = parts.text.watches.iter().find(|(name, _)| name.value == watch.name);
        let editions = match written {
            Some((name, machine)) => read(found, machine.applies_by.as_ref(), name.span, diagnostics),
            None => (*found).clone(),
        };
        let acts = written.map_or(&[][..], |(_, machine)| &machine.acts);
        all.push(Watched { name: watch.name.clone(), course: course(&editions, acts, diagnostics), editions });
    }
    Some(all)
}

/// How a watched machine stands from each of its acts on. They are to be lawful; what it watches itself is empty.
fn course(editions: &Editions, acts: &[WatchedActSyntax], diagnostics: &mut Diagnostics) -> Vec<(Stamp, usize, Case)> {
    let mut edition = acts.first().and_then(|act| act.on.parse::<Day>().ok()).map_or(0, |day| editions.known_on(day));
    let mut case = Case::new(editions.get(edition));
    let mut course = vec![(Stamp::of_day(Day::MIN), edition, case.clone())];
    let mut first: Option<Day> = None;
    for written in acts {
        let Some(day) = day(&written.on, diagnostics) else { continue };
        let decided_by = match editions.get(edition).applies_by() {
            AppliesBy::Act => day,
            AppliesBy::FirstAct => first.unwrap_or(day),
        };
        while edition < editions.known_on(decided_by) {
            let Some(carried) = case.carried(editions.get(edition), editions.get(edition + 1)) else { break };
            (case, edition) = (carried, edition + 1);
        }
        let procedure = editions.get(edition);
        let Some(act) = procedure.act_named(&written.r#do) else {
            diagnostics.push(
                Diagnostic::new(Code::E101, format!("no act is called `{}`", written.r#do.value))
                    .at(written.r#do.span, "")
                    .did_you_mean(&written.r#do, procedure.acts().map(|(_, act)| act.name.as_str())),
            );
            continue;
        };
        let by = match &written.by {
            Some(by) => {
                let Some(role) = procedure.role_named(by) else {
                    diagnostics.push(
                        Diagnostic::new(Code::E101, format!("no role is called `{}`", by.value))
                            .at(by.span, "")
                            .did_you_mean(by, procedure.roles().map(|(_, role)| role.name.as_str())),
                    );
                    continue;
                };
                Some(role)
            }
            // The first that the law names, where the study does not say.
            None => procedure.act(act).by.first().copied(),
        };
        let details: Vec<_> = procedure
            .act(act)
            .details
            .iter()
            .map(|field| field.default.unwrap_or(crate::value::Value::Unknown))
            .collect();
        let views: Vec<Vec<_>> = procedure.watches().map(|_| Vec::new()).collect();
        let occurrence = Occurrence { act, on: Stamp::of_day(day), by, details: &details };
        match step_if_lawful(procedure, &mut case, &occurrence, &views) {
            Stepped::Done(outcome) if outcome.took_effect => {
                first = first.or(Some(day));
                course.push((Stamp::of_day(day), edition, case.clone()));
            }
            _ => diagnostics.push(
                Diagnostic::new(Code::E006, format!("`{}` would not be lawful then", written.r#do.value))
                    .at(written.r#do.span, format!("on {day}"))
                    .also(written.on.span, "")
                    .note(format!("the machine is `{}`", procedure.state(case.state()).name)),
            ),
        }
    }
    course
}
