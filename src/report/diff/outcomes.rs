//! What became of an event, a deadline, a duty or a machine, in a few words.

use crate::procedure::Procedure;
use crate::replay::{Bound, Edge, Possible, Status};
use crate::report::view::View;
use crate::report::words::{self, Heading, heading, quoted, say};
use crate::scenario::{Event, EventIx, MachineIx};
use crate::text::Lang;

/// A verdict, or why there is none.
pub(super) fn verdict(view: View, ix: EventIx) -> String {
    let lang = view.lang;
    let Some(judged) = view.replay.events.get(ix) else { return String::new() };
    match (judged.status, judged.verdict) {
        (Status::Judged, Some(verdict)) => words::verdict(verdict, lang).to_owned(),
        (Status::Judged, None) => heading(Heading::Observed, lang).to_owned(),
        _ => heading(Heading::NotJudged, lang).to_owned(),
    }
}

/// Every possible outcome: the verdict, and where it leads.
pub(super) fn outcomes(view: View, ix: EventIx) -> String {
    let (Some(judged), Some(event)) = (view.replay.events.get(ix), view.event(ix)) else { return String::new() };
    let mut ways: Vec<String> = Vec::new();
    for possible in &judged.possible {
        let way = way(view, event, possible);
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    let ways = words::list(&ways, say(view.lang, "or", "ou"));
    if ways.is_empty() { verdict(view, ix) } else { format!("{}, {ways}", verdict(view, ix)) }
}

fn way(view: View, event: &Event, possible: &Possible) -> String {
    let procedure = view.edition(event.machine, possible.ids);
    let outcome = &possible.outcome;
    let (from, to) = (view.state(procedure, outcome.from), view.state(procedure, outcome.to));
    let void = !outcome.took_effect && !View::is_observation(event);
    match void || outcome.from == outcome.to {
        true if void => format!("{} ({})", quoted(from, view.lang), say(view.lang, "no effect", "sans effet")),
        true => format!("{} ({})", quoted(from, view.lang), heading(Heading::Unchanged, view.lang)),
        false => format!("{} → {}", quoted(from, view.lang), quoted(to, view.lang)),
    }
}

/// What was not met, or the refusal: each reason once.
pub(super) fn reasons(view: View, ix: EventIx) -> Option<String> {
    let (judged, event) = (view.replay.events.get(ix)?, view.event(ix)?);
    let mut all: Vec<String> = Vec::new();
    for possible in &judged.possible {
        let procedure = view.edition(event.machine, possible.ids);
        let mut told = failed(view, procedure, possible);
        if told.is_empty() {
            let refusal = possible.outcome.refusal;
            told.extend(refusal.map(|refusal| view.refusal(procedure, event, &possible.outcome, refusal)));
        }
        for reason in told {
            if !all.contains(&reason) {
                all.push(reason);
            }
        }
    }
    (!all.is_empty()).then(|| all.join(say(view.lang, "; ", " ; ")))
}

fn failed(view: View, procedure: &Procedure, possible: &Possible) -> Vec<String> {
    let Some(transition) = possible.outcome.transition else { return Vec::new() };
    let checks = &procedure.transition(transition).checks;
    let failed = possible.outcome.failed.iter().filter_map(|index| checks.get(index));
    let law = crate::report::law::Law { procedure, lang: view.lang };
    failed
        .map(|check| {
            let said = check.otherwise_say.as_ref().map(|text| quoted(text.get(view.lang), view.lang));
            format!("{} ({})", said.unwrap_or_else(|| law.condition(check)), law.basis(&check.basis))
        })
        .collect()
}

/// "from 29 July 2011 to 16 September 2011", with what bounds it.
pub(super) fn margin(view: View, ix: EventIx) -> Option<String> {
    let lang = view.lang;
    let margin = view.replay.events.get(ix)?.margin.as_ref()?;
    let edge = |(day, bound): Edge| match bound {
        Bound::Verdict => words::day(day, lang),
        bound => format!("{} ({})", words::day(day, lang), words::bounds(bound, lang)),
    };
    let (first, last) = (edge(margin.earliest), edge(margin.latest));
    Some(match lang {
        Lang::En => format!("from {first} to {last}"),
        Lang::Fr => format!("du {first} au {last}"),
    })
}

/// A deadline of a report: its name in the file, its label, and its last days with how it ended.
pub(super) fn deadline(view: View, machine: MachineIx, at: usize) -> Option<(String, String, String)> {
    let lang = view.lang;
    let report = view.replay.machines.get(machine)?;
    let found = report.deadlines.get(at)?;
    let rule = view.edition(machine, report.edition).deadline(found.deadline);
    let lasts: Vec<_> = found.counts.iter().map(|(_, _, last)| *last).collect();
    let kept: Vec<&str> = found.kept.iter().map(|kept| words::kept(*kept, lang)).collect();
    let how = format!("{} ({})", words::ends(&lasts, lang), words::list(&kept, say(lang, "or", "ou")));
    Some((rule.name.clone(), rule.label.get(lang).to_owned(), how))
}

/// A duty of a report: its name in the file, its label, and how it stands.
pub(super) fn duty(view: View, machine: MachineIx, at: usize) -> Option<(String, String, String)> {
    let lang = view.lang;
    let report = view.replay.machines.get(machine)?;
    let found = report.duties.get(at)?;
    let rule = view.edition(machine, report.edition).duty(found.duty);
    let status: Vec<&str> = found.status.iter().map(|status| words::duty(*status, lang)).collect();
    let mut how = words::list(&status, say(lang, "or", "ou"));
    if !found.arose.is_empty() {
        let arose = words::on_one_of(&found.arose, lang);
        how = match lang {
            Lang::En => format!("{how}, arisen {arose}"),
            Lang::Fr => format!("{how}, née {arose}"),
        };
    }
    if !found.due.is_empty() {
        let due = words::ends(&found.due, lang);
        how = match lang {
            Lang::En => format!("{how}, due {due}"),
            Lang::Fr => format!("{how}, échéance : {due}"),
        };
    }
    if found.breaches > 1 {
        let times = words::number(i64::from(found.breaches), lang);
        how = format!("{how} ({times} {})", say(lang, "breaches", "manquements"));
    }
    Some((rule.name.clone(), rule.label.get(lang).to_owned(), how))
}

/// The possible states of a machine on the as-of date.
pub(super) fn states(view: View, machine: MachineIx) -> String {
    let Some(report) = view.replay.machines.get(machine) else { return String::new() };
    let procedure = view.edition(machine, report.edition);
    let names: Vec<String> = report.states.iter().map(|s| quoted(view.state(procedure, *s), view.lang)).collect();
    words::list(&names, say(view.lang, "or", "ou"))
}
