//! From a study as written to a checked one.

use super::figures::{Figures, day, sources};
use super::measures::{Measures, length};
use super::model::{Arrival, Capacity, Names, Opening, Order, Pattern, Service, Study, Timing, Unit, When};
use super::opening::DAY;
use super::reading::read;
use super::steps::Steps;
use super::watched::watched;
use crate::calendar::{Day, Holidays, Minute};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::library::StudyParts;
use crate::syntax::study::{ArrivalSyntax, CapacitySyntax, OpeningSyntax, StudyFile};
use crate::syntax::{Located, words};
use crate::text::Text;

/// How many days may be simulated.
const MAX_DAYS: i32 = 36_600;
/// How many capacities, streams and states' programs are numbered in a byte or two.
const MAX_PARTS: usize = 250;

/// Checks a study against its procedure and builds it.
///
/// Everything found wrong goes to `diagnostics`; the study is returned if there was no error.
#[must_use]
pub fn lower(parts: &StudyParts, diagnostics: &mut Diagnostics) -> Option<Study> {
    let before = diagnostics.errors();
    let file = parts.text;
    let days = days(file, diagnostics);
    let sources = sources(&file.sources);
    let editions = read(parts.editions, file.applies_by.as_ref(), file.procedure.span, diagnostics);
    let names = Names::of(&editions);
    let opening = opening(file, diagnostics);
    let opening_names: Vec<String> = opening.iter().map(|opening| opening.name.clone()).collect();
    let capacity_names: Vec<String> = file.capacities.names().map(str::to_owned).collect();
    bounded(file, diagnostics);
    let within = file.within.as_ref().map(|text| (text, length(text)));
    let within = match within {
        None => None,
        Some((text, Ok(seconds))) => Some((text.value.clone(), seconds)),
        Some((_, Err(fault))) => {
            diagnostics.push(fault);
            None
        }
    };
    let watched = watched(parts, diagnostics);
    let mut figures = Figures::new(&file.figures, &sources, diagnostics);
    let arrivals: Vec<Option<Arrival>> =
        file.arrivals.iter().map(|syntax| arrival(syntax, &mut figures, &opening_names)).collect();
    let capacities: Vec<Option<Capacity>> =
        (file.capacities.iter()).map(|(name, syntax)| capacity(name, syntax, &mut figures, &opening_names)).collect();
    let mut steps = Steps {
        figures: &mut figures,
        editions: &editions,
        names: &names,
        capacities: &capacity_names,
        opening: &opening_names,
        steps: Vec::new(),
        program: Vec::new(),
    };
    let begun: Vec<(&Located<String>, usize)> =
        file.behaviour.iter().map(|(name, list)| (name, steps.sequence(list))).collect();
    let keepers: Vec<_> = file.duties.iter().filter_map(|(name, kept)| steps.keeper(name, kept)).collect();
    let (steps, program) = (steps.steps, steps.program);
    let mut measured = Measures {
        figures: &mut figures,
        editions: &editions,
        names: &names,
        capacities: &capacity_names,
        within: file.within.is_some(),
    };
    let mut begins: Vec<Option<usize>> = vec![None; names.states.len()];
    for (name, begin) in begun {
        for state in measured.state_or_group(name).into_iter().flatten() {
            if begins.get(state).is_some_and(Option::is_some) {
                let headline = format!("behaviour in the state `{}` is given twice", state_name(&names, state));
                measured.figures.diagnostics.push(Diagnostic::new(Code::E102, headline).at(name.span, ""));
            }
            if let Some(place) = begins.get_mut(state) {
                *place = Some(begin);
            }
        }
    }
    let measures = measured.all(&file.measures);
    let vary = measured.variations(&file.vary);
    let sensitivity = measured.sensitivity(&file.sensitivity);
    let chosen = measured.chosen(&file.figures, &measures);
    let Figures { all: mut figures, used, .. } = figures;
    for (figure, chosen_for) in figures.iter_mut().zip(chosen) {
        figure.chosen_for = chosen_for;
    }
    for ((name, _), _) in file.figures.iter().zip(used).filter(|(_, used)| !used) {
        let headline = format!("the figure `{}` is not used", name.value);
        diagnostics.push(Diagnostic::new(Code::E208, headline).at(name.span, "no behaviour depends on it"));
    }
    let (starts, ends, observed_from) = days?;
    (diagnostics.errors() == before).then_some(())?;
    Some(Study {
        name: file.study.value.clone(),
        title: (&file.title).into(),
        editions,
        names,
        starts,
        ends,
        observed_from,
        replications: count(file.replications.as_ref(), 10),
        seed: file.seed.as_ref().map_or(1, |seed| seed.value.unsigned_abs()),
        weight: count(file.each_stands_for.as_ref(), 1),
        timing: match file.timing.as_ref().map(|timing| timing.value.as_str()) {
            Some("days") => Timing::Days,
            _ => Timing::Minutes,
        },
        within,
        sources,
        figures,
        opening,
        arrivals: arrivals.into_iter().flatten().collect(),
        capacities: capacities.into_iter().flatten().collect(),
        watched: watched?,
        steps,
        program,
        begins,
        keepers,
        measures,
        vary,
        sensitivity,
    })
}

fn state_name(names: &Names, state: usize) -> &str {
    names.states.get(state).map_or("", |(name, _)| name.as_str())
}

fn count(number: Option<&Located<i64>>, otherwise: u32) -> u32 {
    number.and_then(|number| u32::try_from(number.value).ok()).unwrap_or(otherwise)
}

/// The first day, the last day, and the first that is observed.
fn days(file: &StudyFile, diagnostics: &mut Diagnostics) -> Option<(Day, Day, Day)> {
    let (starts, ends) = (day(&file.starts, diagnostics), day(&file.ends, diagnostics));
    let observed = file.observed_from.as_ref().map(|text| day(text, diagnostics));
    let (starts, ends) = (starts?, ends?);
    if ends < starts {
        diagnostics.push(
            Diagnostic::new(Code::E006, "the study ends before it starts")
                .at(file.ends.span, "")
                .also(file.starts.span, "it starts here"),
        );
        return None;
    }
    if ends.number() - starts.number() >= MAX_DAYS {
        diagnostics
            .push(Diagnostic::new(Code::E007, format!("at most {MAX_DAYS} days are simulated")).at(file.ends.span, ""));
        return None;
    }
    let observed = match (observed, &file.observed_from) {
        (None, _) => starts,
        (Some(observed), text) => {
            let observed = observed?;
            if let Some(text) = text.as_ref().filter(|_| observed < starts || observed > ends) {
                let headline = "the observation does not begin while the study lasts";
                diagnostics.push(Diagnostic::new(Code::E006, headline).at(text.span, ""));
            }
            observed
        }
    };
    Some((starts, ends, observed))
}

fn bounded(file: &StudyFile, diagnostics: &mut Diagnostics) {
    for (what, number) in [("replications", &file.replications), ("each_stands_for", &file.each_stands_for)] {
        if let Some(number) = number.as_ref().filter(|number| !(1..=1_000_000).contains(&number.value)) {
            let headline = format!("`{what}` is not one of 1 to 1000000");
            diagnostics.push(Diagnostic::new(Code::E006, headline).at(number.span, ""));
        }
    }
    if file.arrivals.is_empty() {
        diagnostics.push(Diagnostic::new(Code::E005, "no case arrives").at(file.study.span, "`arrivals` is empty"));
    }
    if file.capacities.len() > MAX_PARTS || file.arrivals.len() > MAX_PARTS {
        let headline = format!("a study has at most {MAX_PARTS} streams of cases and capacities");
        diagnostics.push(Diagnostic::new(Code::E007, headline).at(file.study.span, ""));
    }
}

// ---- Opening hours

fn opening(file: &StudyFile, diagnostics: &mut Diagnostics) -> Vec<Opening> {
    file.opening.iter().map(|(name, syntax)| opening_hours(name, syntax, diagnostics)).collect()
}

fn opening_hours(name: &Located<String>, syntax: &OpeningSyntax, diagnostics: &mut Diagnostics) -> Opening {
    let mut days = [syntax.days.is_none(); 7];
    for word in syntax.days.iter().flatten() {
        let at = words::WEEKDAYS.iter().position(|known| *known == word.value);
        if let Some(day) = at.and_then(|at| days.get_mut(at)) {
            *day = true;
        }
    }
    let mut hours = (0, DAY);
    if let Some(written) = &syntax.hours {
        match &written[..] {
            [from, to] => {
                // 24:00 is no time of day, but the end of one.
                let end = if to.value == "24:00" { Some(DAY) } else { minute(to, diagnostics) };
                if let (Some(from_seconds), Some(end)) = (minute(from, diagnostics), end) {
                    if from_seconds >= end {
                        let headline = "the hours end before they begin";
                        diagnostics.push(Diagnostic::new(Code::E006, headline).at(to.span, ""));
                    } else {
                        hours = (from_seconds, end);
                    }
                }
            }
            other => {
                let headline = format!("expected two times, found {}", other.len());
                diagnostics.push(Diagnostic::new(Code::E005, headline).at(syntax.span, "from when to when?"));
            }
        }
    }
    let holidays = match &syntax.holidays {
        None => Holidays::None,
        Some(set) => Holidays::named(set).unwrap_or_else(|| {
            diagnostics.push(
                Diagnostic::new(Code::E101, format!("no set of holidays is called `{}`", set.value))
                    .at(set.span, "")
                    .help("write `fr` or `fr-alsace-moselle`"),
            );
            Holidays::None
        }),
    };
    Opening { name: name.value.clone(), days, hours, holidays }
}

fn minute(text: &Located<String>, diagnostics: &mut Diagnostics) -> Option<u32> {
    match text.parse::<Minute>() {
        Ok(minute) => Some(u32::from(minute.number()) * 60),
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::E006, error.to_string()).at(text.span, ""));
            None
        }
    }
}

fn open(name: Option<&Located<String>>, figures: &mut Figures, opening: &[String]) -> Option<Option<usize>> {
    let Some(name) = name else { return Some(None) };
    let found = opening.iter().position(|known| *known == name.value);
    if found.is_none() {
        figures.unknown("opening hours", name, opening);
    }
    found.map(Some)
}

fn date(text: Option<&Located<String>>, figures: &mut Figures) -> Option<Option<When>> {
    match text {
        None => Some(None),
        Some(text) => figures.date(text).map(Some),
    }
}

// ---- Arrivals and capacities

fn arrival(syntax: &ArrivalSyntax, figures: &mut Figures, opening: &[String]) -> Option<Arrival> {
    let a_day = figures.named(&syntax.a_day, Unit::Number);
    let (since, until) = (date(syntax.since.as_ref(), figures), date(syntax.until.as_ref(), figures));
    let open = open(syntax.open.as_ref(), figures, opening);
    let pattern = match syntax.pattern.as_ref().map(|pattern| pattern.value.as_str()) {
        Some("regular") => Pattern::Regular,
        _ => Pattern::Poisson,
    };
    Some(Arrival { a_day: a_day?, pattern, since: since?, until: until?, open: open? })
}

fn capacity(
    name: &Located<String>,
    syntax: &CapacitySyntax,
    figures: &mut Figures,
    opening: &[String],
) -> Option<Capacity> {
    let mut extra = |key: &str, at: Option<crate::diagnostic::Span>, needs: &str| {
        if let Some(at) = at {
            let headline = format!("`{key}` belongs to `{needs}`");
            figures.diagnostics.push(Diagnostic::new(Code::E005, headline).at(at, ""));
        }
    };
    if syntax.servers.is_none() {
        extra("takes", syntax.takes.as_ref().map(|takes| takes.span), "servers");
    }
    if syntax.a_day.is_none() {
        extra("changes", syntax.changes.first().map(|change| change.span), "a_day");
    }
    if syntax.every.is_none() {
        extra("at_most", syntax.at_most.as_ref().map(|most| most.span), "every");
    }
    let service = match (&syntax.a_day, &syntax.servers, &syntax.every) {
        (Some(count), None, None) => {
            let changes: Vec<Option<(When, usize)>> = (syntax.changes.iter())
                .map(|change| figures.date(&change.on).zip(figures.named(&change.a_day, Unit::Number)))
                .collect();
            let count = figures.named(count, Unit::Number);
            count.zip(changes.into_iter().collect()).map(|(count, changes)| Service::ADay(count, changes))
        }
        (None, Some(count), None) => {
            let count = figures.named(count, Unit::Number);
            if syntax.takes.is_none() {
                let headline = format!("`takes` is missing in the capacity `{}`", name.value);
                figures.diagnostics.push(Diagnostic::new(Code::E004, headline).at(name.span, "how long is each busy?"));
            }
            let takes = figures.delay(syntax.takes.as_ref());
            count.zip(takes).map(|(count, takes)| Service::Servers(count, takes))
        }
        (None, None, Some(every)) => {
            let every = figures.named(every, Unit::Length);
            let most = figures.worth(syntax.at_most.as_ref(), Unit::Number, f64::INFINITY);
            every.zip(most).map(|(every, most)| Service::Every(every, most))
        }
        _ => {
            let headline = format!("the capacity `{}` has not exactly one of `a_day`, `servers`, `every`", name.value);
            figures.diagnostics.push(Diagnostic::new(Code::E005, headline).at(name.span, ""));
            None
        }
    };
    let open = open(syntax.open.as_ref(), figures, opening);
    let since = date(syntax.since.as_ref(), figures);
    Some(Capacity {
        name: name.value.clone(),
        label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
        service: service?,
        order: syntax.order.as_ref().and_then(|order| Order::named(order)).unwrap_or_default(),
        open: open?,
        since: since?,
    })
}
