//! Acts and observations as JSON.

use indexmap::IndexMap;

use super::model::{
    Bounded, Candidates, Check, Dependence, Detail, Event, FitJson, Margin, MarginReading, Minutes, On, Possible,
};
use super::parts;
use crate::calendar::{Day, Minute, Stamp};
use crate::ids::StateId;
use crate::procedure::{Level, Procedure, Trigger};
use crate::replay::{self, Bound, Fit, Judged, Status};
use crate::report::operands::operands;
use crate::report::view::View;
use crate::report::{margins, unknowns, words};
use crate::scenario::{self, Given, Unknown, What};
use crate::value::Value;

/// An event; nothing if the replay is of another scenario.
pub(super) fn event(view: View, judged: &Judged) -> Option<Event> {
    let event = view.event(judged.event)?;
    let edition = view.shown_edition(judged, event);
    let procedure = view.edition(event.machine, edition);
    let (act, is) = match &event.what {
        What::Act { name, .. } => (Some(name.clone()), None),
        What::Is { name, .. } => (None, Some(name.clone())),
    };
    let possible: Vec<Possible> = if is.is_some() { Vec::new() } else { outcomes(view, judged, event) };
    let one = |get: fn(&Possible) -> Option<&String>| {
        let first = possible.first().and_then(get)?;
        possible.iter().all(|p| get(p) == Some(first)).then(|| first.clone())
    };
    let states = |get: fn(&replay::Possible) -> StateId| {
        let mut names: Vec<&str> = Vec::new();
        for p in &judged.possible {
            let name = view.edition(event.machine, p.ids).state(get(p)).name.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.as_slice() {
            [only] => Some((*only).to_owned()),
            _ => None,
        }
    };
    let by = match view.by(event, edition).as_slice() {
        [only] => Some(procedure.role(*only).name.clone()),
        _ => None,
    };
    let bases: Vec<_> =
        judged.possible.iter().flat_map(|p| View::bases(view.edition(event.machine, p.ids), p)).collect();
    let mut checks: Vec<Check> = Vec::new();
    for check in possible.iter().flat_map(|p| &p.checks) {
        if !checks.contains(check) {
            checks.push(check.clone());
        }
    }
    Some(Event {
        id: event.id.clone(),
        machine: parts::machine(view, event.machine),
        act,
        is,
        label: view.what(event),
        on: on(view, judged, event),
        by,
        details: details(view, event, edition),
        from: states(|p| p.outcome.from),
        to: states(|p| p.outcome.to),
        status: match judged.status {
            Status::Judged => "judged",
            Status::Later => "later",
            Status::Stopped => "stopped",
            Status::LimitReached => "limit_reached",
        }
        .to_owned(),
        verdict: judged.verdict.map(|v| v.word().to_owned()),
        refusal: one(|p| p.refusal.as_ref()),
        message: one(|p| p.message.as_ref()),
        because_of: one(|p| p.because_of.as_ref()),
        basis: parts::articles(procedure, &bases, view.lang),
        sources: parts::names(view, &event.sources),
        certainty: parts::certainty(event.certainty).to_owned(),
        checks,
        depends: judged.depends.iter().filter_map(|d| dependence(view, event, d)).collect(),
        minutes: judged.minutes.iter().filter_map(minutes).collect(),
        margin: judged.margin.as_ref().map(|m| margin(view, judged, event, m)),
        fits: judged.fits.iter().map(|(edition, f)| fit(view, view.edition(event.machine, *edition), f)).collect(),
        possible,
        expected: judged.expected,
        note: event.note.as_ref().map(|n| n.get(view.lang).to_owned()),
    })
}

fn on(view: View, judged: &Judged, event: &scenario::Event) -> On {
    let dates = view.dates(judged, event);
    match (dates.as_slice(), event.lasted_until) {
        ([first, ..], Some(last)) => On::Lasted { from: first.to_string(), to: last.to_string() },
        ([only], None) => On::Exact(only.to_string()),
        ([first, .., last], None) if consecutive(&dates) => {
            On::Between { not_before: first.to_string(), not_after: last.to_string() }
        }
        _ => On::OneOf { one_of: dates.iter().map(Stamp::to_string).collect() },
    }
}

fn consecutive(dates: &[Stamp]) -> bool {
    dates.iter().zip(dates.iter().skip(1)).all(|(a, b)| b.day.number() - a.day.number() <= 1)
}

fn details(view: View, event: &scenario::Event, edition: usize) -> IndexMap<String, Detail> {
    let procedure = view.edition(event.machine, edition);
    let Some(resolved) = View::resolved(event, edition) else { return IndexMap::new() };
    let fields = &procedure.act(resolved.act).details;
    fields
        .iter()
        .zip(&resolved.details)
        .filter(|(field, given)| !(field.optional && **given == Given::Known(Value::Unknown)))
        .map(|(field, given)| {
            let (value, unknown) = match given {
                Given::Known(Value::Unknown) => (None, None),
                Given::Known(value) => (Some(view.value(procedure, *value, Some(&field.ty))), None),
                Given::OneOf(ix) => (None, view.scenario().unknowns.get(*ix).map(|u| u.name.clone())),
            };
            (field.name.clone(), Detail { label: field.label.get(view.lang).to_owned(), value, unknown })
        })
        .collect()
}

fn outcomes(view: View, judged: &Judged, event: &scenario::Event) -> Vec<Possible> {
    judged
        .possible
        .iter()
        .map(|possible| {
            let procedure = view.edition(event.machine, possible.ids);
            let outcome = &possible.outcome;
            Possible {
                on: possible.on.to_string(),
                edition: possible.edition.map(|e| view.edition(event.machine, e).edition().to_string()),
                from: procedure.state(outcome.from).name.clone(),
                to: procedure.state(outcome.to).name.clone(),
                verdict: outcome.verdict.word().to_owned(),
                refusal: outcome.refusal.map(|r| r.word().to_owned()),
                message: outcome.refusal.map(|r| view.refusal(procedure, event, outcome, r)),
                took_effect: outcome.took_effect,
                because_of: possible.because_of.and_then(|ix| Some(view.event(ix)?.id.clone())),
                checks: checks(view, procedure, possible),
            }
        })
        .collect()
}

fn checks(view: View, procedure: &Procedure, possible: &replay::Possible) -> Vec<Check> {
    let Some(id) = possible.outcome.transition else { return Vec::new() };
    let transition = procedure.transition(id);
    let act = match transition.trigger {
        Trigger::Act(act) => Some(act),
        Trigger::Over(_) => None,
    };
    possible
        .checks
        .iter()
        .filter_map(|result| {
            let check = transition.checks.get(result.index)?;
            let told = operands(view, procedure, act, check.condition, &result.values);
            Some(Check {
                check: procedure.exprs().text(check.condition).to_owned(),
                holds: result.holds,
                level: level(check.level).to_owned(),
                otherwise_say: check.otherwise_say.as_ref().map(|t| t.get(view.lang).to_owned()),
                operands: told.into_iter().map(|o| o.text).collect(),
                basis: parts::articles(procedure, &[&check.basis], view.lang),
            })
        })
        .collect()
}

/// The word of a level.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Required => "required",
        Level::Recommended => "recommended",
    }
}

/// A candidate as it would be written in a file.
fn written(view: View, unknown: &Unknown, about: &unknowns::About, index: usize) -> Option<String> {
    let candidate = unknown.candidates.get(index)?;
    let reading = candidate.reading.and_then(|r| unknown.readings.get(r));
    Some(match (candidate.value, about.procedure, reading) {
        (Value::Date(stamp), _, _) => stamp.to_string(),
        (_, _, Some(reading)) => reading.written.clone(),
        (value, Some(procedure), None) => view.value(procedure, value, about.ty),
        (_, None, None) => return None,
    })
}

fn dependence(view: View, event: &scenario::Event, depends: &replay::Dependence) -> Option<Dependence> {
    let unknown = view.scenario().unknowns.get(depends.unknown)?;
    let about = unknowns::about(view, unknown, Some(event.machine));
    let groups = depends
        .groups
        .iter()
        .map(|(candidates, verdicts)| Candidates {
            values: candidates.iter().filter_map(|i| written(view, unknown, &about, *i)).collect(),
            verdicts: verdicts.iter().map(|v| v.word().to_owned()).collect(),
        })
        .collect();
    let texts: Vec<String> =
        unknowns::dependence(view, event.machine, depends).into_iter().map(|(_, text)| text).collect();
    Some(Dependence { unknown: unknown.name.clone(), groups, text: texts.join(words::say(view.lang, "; ", " ; ")) })
}

fn minutes((first, last, verdict): &(u16, u16, crate::engine::Verdict)) -> Option<Minutes> {
    Some(Minutes {
        from: Minute::new(*first)?.to_string(),
        to: Minute::new(*last)?.to_string(),
        verdict: verdict.word().to_owned(),
    })
}

fn bound(bound: Bound) -> String {
    match bound {
        Bound::Verdict => "verdict",
        Bound::Order => "order_of_events",
        Bound::Open => "open",
    }
    .to_owned()
}

fn apart(from: Day, to: Day) -> i32 {
    to.number().saturating_sub(from.number())
}

fn margin(view: View, judged: &Judged, event: &scenario::Event, margin: &replay::Margin) -> Margin {
    let bounded = |a: Bound, b: Bound| Bounded { earliest: bound(a), latest: bound(b) };
    let readings = margin
        .readings
        .iter()
        .filter_map(|(unknown, reading, earliest, latest)| {
            let unknown = view.scenario().unknowns.get(*unknown)?;
            let reading = unknown.readings.get(*reading)?;
            Some(MarginReading {
                unknown: unknown.name.clone(),
                reading: reading.written.clone(),
                sources: parts::names(view, &reading.sources),
                earliest: earliest.0.to_string(),
                latest: latest.0.to_string(),
                days_before: apart(earliest.0, margin.on),
                days_after: apart(margin.on, latest.0),
                bounded_by: bounded(earliest.1, latest.1),
            })
        })
        .collect();
    Margin {
        earliest: margin.earliest.0.to_string(),
        latest: margin.latest.0.to_string(),
        days_before: apart(margin.earliest.0, margin.on),
        days_after: apart(margin.on, margin.latest.0),
        bounded_by: bounded(margin.earliest.1, margin.latest.1),
        readings,
        text: judged.verdict.and_then(|v| margins::margin(view, event, margin, v)),
    }
}

fn fit(view: View, procedure: &Procedure, fit: &Fit) -> FitJson {
    let name = |s: StateId| procedure.state(s).name.clone();
    let (word, from, by, since) = match fit {
        Fit::Confirmed => ("confirmed", None, Vec::new(), None),
        Fit::Undocumented { from, by, since } => {
            let by = by
                .iter()
                .map(|t| match procedure.transition(*t).trigger {
                    Trigger::Act(act) => procedure.act(act).name.clone(),
                    Trigger::Over(deadline) => format!("over {}", procedure.deadline(deadline).name),
                })
                .collect();
            ("undocumented", Some(name(*from)), by, since.map(|s| s.to_string()))
        }
        Fit::Contradiction { from } => ("contradiction", Some(name(*from)), Vec::new(), None),
    };
    FitJson { fit: word.to_owned(), from, by, since, text: view.fit(procedure, fit) }
}
