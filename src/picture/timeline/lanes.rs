//! The lanes of a timeline, read from a replay.

use super::model::{Bar, Bracket, DAY, Kind, Lane, Mark, Minutes, Twins, start_of};
use crate::calendar::{End, Stamp};
use crate::replay::{DeadlineReport, Happening, History, Judged, Kept, Passed, Replay, Standing, Status, Stretch};
use crate::report::unknowns;
use crate::report::view::View;
use crate::report::words::{self, Heading, Pictured, heading, pictured};
use crate::scenario::{Around, Certainty, Event, MachineIx, SourceIx, Unknown, What, When};
use crate::text::Lang;
use crate::value::Value;

/// The instant at which something without an hour is drawn: noon. `late`: of what is known within hours, the last.
fn instant(stamp: Stamp, late: bool) -> Minutes {
    let minute = match (stamp.is_whole_day(), late) {
        (true, _) => DAY / 2,
        (false, false) => i64::from(stamp.earliest().number()),
        (false, true) => i64::from(stamp.latest().number()),
    };
    start_of(stamp.day) + minute
}

/// The end of a deadline: the midnight after a last day.
fn end_of(end: End) -> (Minutes, Minutes) {
    let last = end.last_minute();
    (last.earliest + 1, last.latest + 1)
}

/// The lanes of a replay, in the order of the machines.
pub fn lanes(replay: &Replay, history: &History, lang: Lang) -> Vec<Lane> {
    let view = View { replay, lang };
    let mut all: Vec<Lane> = Vec::new();
    for machine in 0..replay.machines.len() {
        let marks = marks(view, machine);
        let lane = Lane {
            machine,
            name: view.machine(machine).to_owned(),
            procedure: view
                .edition(machine, replay.machines.get(machine).map_or(0, |m| m.edition))
                .title()
                .get(lang)
                .to_owned(),
            bars: bars(view, machine, history.courses.get(machine).map_or(&[], Vec::as_slice)),
            marks,
            brackets: brackets(view, machine, &history.standings),
            twins: twins(view, machine),
            same_as: None,
        };
        let same_as = all.iter().position(|other| other.same_as.is_none() && same(other, &lane));
        all.push(Lane { same_as, ..lane });
    }
    all
}

/// Whether two machines have the same course, each with events of its own.
fn same(one: &Lane, other: &Lane) -> bool {
    let plain = |mark: &Mark| Mark { event: None, ..mark.clone() };
    let (marks, others): (Vec<Mark>, Vec<Mark>) =
        (one.marks.iter().map(plain).collect(), other.marks.iter().map(plain).collect());
    !marks.is_empty()
        && (&one.bars, &one.brackets, &one.twins, marks) == (&other.bars, &other.brackets, &other.twins, others)
}

/// Stretches of time with the same possible states, by their names.
fn bars(view: View, machine: MachineIx, course: &[Stretch]) -> Vec<Bar> {
    let mut all: Vec<Bar> = Vec::new();
    for stretch in course {
        let mut names: Vec<&str> = Vec::new();
        let mut ended = true;
        for (edition, state) in &stretch.states {
            let procedure = view.edition(machine, *edition);
            let name = view.state(procedure, *state);
            ended &= procedure.state(*state).is_final;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let certain = names.len() < 2;
        let label = words::list(&names, words::say(view.lang, "or", "ou"));
        match all.last_mut() {
            // The same by name in a new edition is no change.
            Some(last) if (&last.label, last.ended) == (&label, ended) => last.to = stretch.to,
            _ => all.push(Bar { from: stretch.from, to: stretch.to, label, certain, ended }),
        }
    }
    all
}

/// The events of a machine that lie before the as-of date.
fn own<'r>(view: View<'r, '_>, machine: MachineIx) -> impl Iterator<Item = (&'r Judged, &'r Event)> {
    let events = view.replay.events.iter().filter_map(move |judged| Some((judged, view.event(judged.event)?)));
    events.filter(move |(judged, event)| event.machine == machine && judged.status != Status::Later)
}

fn marks(view: View, machine: MachineIx) -> Vec<Mark> {
    let lang = view.lang;
    let mut all: Vec<Mark> = own(view, machine).filter_map(|(judged, event)| mark(view, judged, event)).collect();
    let passed = view.replay.passed.iter().filter(|passed| passed.machine == machine);
    for mark in passed.filter_map(|passed| by_itself(view, passed)) {
        // What happens again and again is one mark that tells each time.
        let again = all.iter_mut().find(|known| {
            known.event.is_none() && (known.kind, &known.word, &known.what) == (mark.kind, &mark.word, &mark.what)
        });
        match again {
            Some(known) => known.again.push((mark.span.0, mark.when)),
            None => all.push(mark),
        }
    }
    for mark in all.iter_mut().filter(|mark| !mark.again.is_empty()) {
        let last = mark.again.last().map_or("", |(_, when)| when);
        mark.when = words::repeated(&mark.when, last, mark.again.len() + 1, lang);
    }
    all.sort_by_key(|mark| (mark.span.0, mark.span.1));
    all
}

fn mark(view: View, judged: &Judged, event: &Event) -> Option<Mark> {
    let lang = view.lang;
    let dates = view.dates(judged, event);
    let (first, last) = (dates.first()?, dates.last()?);
    let when = match event.lasted_until {
        Some(last) => words::around(Around { not_before: Some(*first), not_after: Some(last), lasted: true }, lang),
        None => words::any_of(&dates, lang),
    };
    let (kind, word) = match judged.verdict {
        Some(verdict) => (Kind::Act(verdict), words::verdict(verdict, lang)),
        None if View::is_observation(event) => {
            let word = match event.certainty {
                Certainty::Attested => heading(Heading::Observed, lang),
                other => words::certainty(other, lang),
            };
            (Kind::Observed, word)
        }
        None => (Kind::NotJudged, heading(Heading::NotJudged, lang)),
    };
    let disputed = |unknown: usize| view.scenario().unknowns.get(unknown).filter(|u| u.readings.len() > 1);
    let readings = match event.on {
        When::OneOf(unknown) if disputed(unknown).is_some() && dates.len() > 1 => {
            dates.iter().map(|on| instant(*on, false)).collect()
        }
        _ => Vec::new(),
    };
    // What a detail's readings lead to; that of a date is told where the date is drawn.
    let contested = judged.depends.iter().find(|depends| {
        let single = depends.groups.iter().all(|(_, verdicts)| verdicts.len() == 1);
        single && disputed(depends.unknown).is_some_and(|unknown| !is_dated(unknown))
    });
    let verdicts = contested.map_or_else(Vec::new, |depends| {
        depends.groups.iter().filter_map(|(_, verdicts)| verdicts.first().copied()).collect()
    });
    let depends = contested.map(|depends| {
        let texts: Vec<String> =
            unknowns::dependence(view, event.machine, depends).into_iter().map(|(_, text)| text).collect();
        texts.join(words::say(lang, "; ", " ; "))
    });
    Some(Mark {
        event: Some(judged.event),
        kind,
        span: (instant(*first, false), instant(*last, true)),
        readings,
        again: Vec::new(),
        lasted: event.lasted_until.map(|last| instant(last, true)),
        verdicts,
        when,
        word: word.to_owned(),
        what: view.what(event),
        depends,
        sources: event.sources.clone(),
    })
}

fn by_itself(view: View, passed: &Passed) -> Option<Mark> {
    let lang = view.lang;
    let procedure = view.edition(passed.machine, passed.edition);
    let (kind, what) = match &passed.what {
        Happening::Expired { deadline, .. } => (Kind::RanOut, view.deadline(procedure, *deadline)),
        Happening::Breached { duty, .. } => {
            let rule = procedure.duty(*duty);
            (Kind::Breach(rule.level), rule.label.get(lang))
        }
        Happening::Broken { property, .. } => {
            let rule = procedure.property(*property);
            (Kind::Breach(rule.level), rule.label.get(lang))
        }
    };
    let word = match passed.what {
        Happening::Expired { .. } => heading(Heading::RanOut, lang),
        Happening::Breached { .. } => heading(Heading::Breach, lang),
        Happening::Broken { .. } => heading(Heading::Broken, lang),
    };
    let word = match passed.certain {
        true => word.to_owned(),
        false => format!("{word}, {}", heading(Heading::Uncertain, lang)),
    };
    let ends = || passed.lasts.iter().map(|end| end_of(*end));
    Some(Mark {
        event: None,
        kind,
        span: (ends().map(|end| end.0).min()?, ends().map(|end| end.1).max()?),
        readings: Vec::new(),
        again: Vec::new(),
        lasted: None,
        verdicts: Vec::new(),
        when: words::ends(&passed.lasts, lang),
        word,
        what: what.to_owned(),
        depends: None,
        sources: Vec::new(),
    })
}

/// Every deadline that was ever started, as it was last reported. One that was prolonged is the same; one that was
/// started anew is another.
fn brackets(view: View, machine: MachineIx, standings: &[Standing]) -> Vec<Bracket> {
    // The deadline's name, how it was last reported, and in which standing.
    let mut all: Vec<(&str, &DeadlineReport, usize)> = Vec::new();
    for (index, standing) in standings.iter().enumerate() {
        for deadline in standing.machines.get(machine).into_iter().flat_map(|report| &report.deadlines) {
            let name = view.edition(machine, deadline.edition).deadline(deadline.deadline).name.as_str();
            let starts = |report: &DeadlineReport| report.counts.first().map(|(start, _, _)| *start);
            let same = |known: &DeadlineReport| {
                known.started_by == deadline.started_by || starts(known).is_some() && starts(known) == starts(deadline)
            };
            match all.iter_mut().find(|(other, known, _)| *other == name && same(known)) {
                Some(known) => *known = (name, deadline, index),
                None => all.push((name, deadline, index)),
            }
        }
    }
    let brackets = all.iter().filter_map(|(name, deadline, seen)| {
        let anew = all.iter().any(|(other, _, later)| other == name && later > seen);
        bracket(view, machine, deadline, anew)
    });
    brackets.collect()
}

/// `anew`: it was started anew since it was reported.
fn bracket(view: View, machine: MachineIx, report: &DeadlineReport, anew: bool) -> Option<Bracket> {
    let lang = view.lang;
    let procedure = view.edition(machine, report.edition);
    let starts = || report.counts.iter().map(|(start, _, _)| instant(*start, false));
    let ends = || report.counts.iter().map(|(_, _, last)| end_of(*last));
    let mut lasts: Vec<End> = report.counts.iter().map(|(_, _, last)| *last).collect();
    lasts.sort_by_key(|end| end.last_minute().latest);
    lasts.dedup();
    let kept: Vec<&str> = report.kept.iter().map(|kept| words::kept(*kept, lang)).collect();
    let open = report.kept.iter().any(|kept| matches!(kept, Kept::Running | Kept::Suspended));
    let kept = match anew && open {
        true => pictured(Pictured::Anew, lang).to_owned(),
        false => words::list(&kept, words::say(lang, "or", "ou")),
    };
    Some(Bracket {
        from: (starts().min()?, starts().max()?),
        to: (ends().map(|end| end.0).min()?, ends().map(|end| end.1).max()?),
        label: words::deadline_line(view.deadline(procedure, report.deadline), &lasts, &kept, lang),
    })
}

/// Whether all that an unknown may be is a date.
fn is_dated(unknown: &Unknown) -> bool {
    unknown.candidates.iter().all(|candidate| matches!(candidate.value, Value::Date(_)))
}

/// Dates that a machine's events give and on which sources disagree, those of the events themselves left out.
fn twins(view: View, machine: MachineIx) -> Vec<Twins> {
    let mut used: Vec<usize> = Vec::new();
    for (_, event) in own(view, machine) {
        let What::Act { resolved, .. } = &event.what else { continue };
        for given in resolved.iter().flatten().flat_map(|act| &act.details) {
            if let crate::scenario::Given::OneOf(unknown) = given
                && !used.contains(unknown)
            {
                used.push(*unknown);
            }
        }
    }
    used.into_iter().filter_map(|unknown| twin(view, machine, view.scenario().unknowns.get(unknown)?)).collect()
}

fn twin(view: View, machine: MachineIx, unknown: &Unknown) -> Option<Twins> {
    let lang = view.lang;
    if unknown.readings.len() < 2 || !is_dated(unknown) {
        return None;
    }
    let mut readings: Vec<(Minutes, String, Vec<SourceIx>)> = Vec::new();
    for (index, reading) in unknown.readings.iter().enumerate() {
        for candidate in unknown.candidates.iter().filter(|candidate| candidate.reading == Some(index)) {
            let Value::Date(stamp) = candidate.value else { continue };
            let at = instant(stamp, false);
            match readings.iter_mut().find(|(known, ..)| *known == at) {
                Some((.., sources)) => sources.extend(&reading.sources),
                None => readings.push((at, words::stamp(stamp, lang), reading.sources.clone())),
            }
        }
    }
    readings.sort_by_key(|(at, ..)| *at);
    let about = unknowns::about(view, unknown, Some(machine)).label;
    (readings.len() > 1).then_some(Twins { about, readings })
}
