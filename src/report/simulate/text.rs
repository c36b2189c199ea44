//! A simulation as text.

use super::table::Table;
use super::{Run, written};
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Simulated, amount, say, simulated, spread};
use crate::simulate::{Certainty, Interval, Refused, Unit};
use crate::text::Lang;

/// A simulation as text: measures, what they depend on, states, capacities, what the law did, and all figures with
/// their sources.
#[must_use]
pub fn text(run: &Run, style: &Style) -> String {
    let lang = style.lang;
    let study = run.study;
    let mut page = Page::new(style);
    page.paragraph(0, &Rich::new(Paint::Strong, study.title.get(lang)));
    let days = words::simulated_days(study.starts, study.ends, lang);
    page.paragraph(0, &Rich::new(Paint::Quiet, format!("{} · {} · {days}", study.name, study.editions.name())));
    let runs = words::simulated_runs(run.replications, study.seed, study.weight, lang);
    page.paragraph(0, &Rich::new(Paint::Quiet, runs));
    let batches = run.ran.measures.iter().flatten().any(|value| value.half.is_some());
    let how = match run.replications {
        2.. => Simulated::Intervals,
        _ if batches => Simulated::Batches,
        _ => Simulated::NoIntervals,
    };
    page.paragraph(0, &Rich::new(Paint::Quiet, simulated(how, lang)));
    measures(run, &mut page, lang);
    compared(run, &mut page, lang);
    tried(run, &mut page, lang);
    bounds(run, &mut page, lang);
    states(run, &mut page, lang);
    capacities(run, &mut page, lang);
    closure(run, &mut page, lang);
    forced(run, &mut page, lang);
    refused(run, &mut page, lang);
    figures(run, &mut page, lang);
    page.finish()
}

fn measures(run: &Run, page: &mut Page, lang: Lang) {
    if run.study.measures.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Measures, lang));
    for (index, (measure, value)) in run.study.measures.iter().zip(&run.ran.measures).enumerate() {
        let value = value.map(|value| spread(value, measure.kind.unit(), lang));
        let value = value.unwrap_or_else(|| simulated(Simulated::None, lang).to_owned());
        let text =
            Rich::plain(measure.label.get(lang)).with(Paint::Quiet, say(lang, ": ", " : ")).with(Paint::Strong, value);
        page.hanging(0, &Rich::new(Paint::Quiet, format!("{:>4} ", format!("({})", index + 1))), &text);
    }
}

/// What was measured beside what was published of it, and which of the two it says: that a figure was chosen well, or
/// that a prediction holds.
fn compared(run: &Run, page: &mut Page, lang: Lang) {
    let all = run.study.measures.iter().zip(&run.ran.measures).enumerate();
    let rows: Vec<Vec<String>> = all
        .filter_map(|(index, (measure, value))| {
            let published = measure.published.as_ref()?;
            let unit = measure.kind.unit();
            let refs: Vec<String> = published.sources.iter().map(|ix| format!("[{}]", ix + 1)).collect();
            let chosen = if run.is_chosen(index) { Simulated::Chosen } else { Simulated::Predicted };
            Some(vec![
                format!("({}) {}", index + 1, measure.label.get(lang)),
                value.map_or_else(|| simulated(Simulated::None, lang).to_owned(), |value| spread(value, unit, lang)),
                format!("{} {}", amount(published.value, unit, lang), refs.join(", ")),
                value.map_or_else(String::new, |value| words::apart(value.mean, published.value, unit, lang)),
                simulated(chosen, lang).to_owned(),
            ])
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Compared, lang));
    let head = [Simulated::Simulated, Simulated::Published, Simulated::Apart].map(|word| simulated(word, lang));
    let head = [""].into_iter().chain(head).chain([""]).map(str::to_owned).collect();
    Table { named: 1, parts: 3, head, rows }.write(page);
    if (0..run.study.measures.len()).any(|measure| run.is_chosen(measure)) {
        page.paragraph(0, &Rich::new(Paint::Quiet, simulated(Simulated::ChosenMeans, lang)));
    }
}

/// The settings that were tried, a row each; the columns are the measures by their numbers.
fn tried(run: &Run, page: &mut Page, lang: Lang) {
    let Some(first) = run.ran.points.first() else { return };
    page.heading(simulated(Simulated::Tried, lang));
    let names: Vec<String> = run.varied(&first.values, lang).into_iter().map(|(name, _)| name).collect();
    let rows = run.ran.points.iter().map(|point| {
        let values = run.varied(&point.values, lang).into_iter().map(|(_, value)| value);
        (values.collect(), &point.measures)
    });
    settings(run, names, rows, page, lang);
}

/// Figures at their bounds, one at a time.
fn bounds(run: &Run, page: &mut Page, lang: Lang) {
    if run.ran.bounds.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Sensitivity, lang));
    let rows = run.ran.bounds.iter().map(|at| {
        let (name, value) = run.bound(at, lang);
        (vec![format!("{name} = {value}")], &at.measures)
    });
    settings(run, vec![String::new()], rows, page, lang);
}

/// Settings, a row each: their names, then the measures by their numbers.
fn settings<'m>(
    run: &Run,
    names: Vec<String>,
    rows: impl Iterator<Item = (Vec<String>, &'m Vec<Option<Interval>>)>,
    page: &mut Page,
    lang: Lang,
) {
    let numbers = (1..=run.study.measures.len()).map(|number| format!("({number})"));
    let named = names.len();
    let rows = rows.map(|(names, measures)| {
        let measured = run.study.measures.iter().zip(measures).map(|(measure, value)| {
            let value = value.map(|value| spread(value, measure.kind.unit(), lang));
            value.unwrap_or_else(|| simulated(Simulated::None, lang).to_owned())
        });
        names.into_iter().chain(measured).collect()
    });
    Table { named, parts: 2, head: names.into_iter().chain(numbers).collect(), rows: rows.collect() }.write(page);
}

fn states(run: &Run, page: &mut Page, lang: Lang) {
    page.heading(simulated(Simulated::States, lang));
    let head = [Simulated::Entered, Simulated::OnAverage, Simulated::AtTheEnd].map(|word| simulated(word, lang));
    let observed = f64::from(run.study.ends.number() - run.study.observed_from.number() + 1) * 86_400.0;
    let mut rows = Vec::new();
    for (state, (_, label)) in run.study.names.states.iter().enumerate() {
        let entered = run.over(|t| t.entered.get(state).map_or(0.0, |days| days.iter().map(|n| f64::from(*n)).sum()));
        if entered.mean == 0.0 {
            continue;
        }
        let average = run.over(|t| t.area.get(state).map_or(0.0, |area| area / observed));
        let last = run.over(|t| t.stock.get(state).and_then(|days| days.last()).map_or(0.0, |n| f64::from(*n)));
        let of = |value| spread(value, Unit::Number, lang);
        rows.push(vec![label.get(lang).to_owned(), of(entered), of(average), of(last)]);
    }
    let head = std::iter::once(String::new()).chain(head.iter().map(|word| (*word).to_owned())).collect();
    Table { named: 1, parts: 2, head, rows }.write(page);
}

fn capacities(run: &Run, page: &mut Page, lang: Lang) {
    if run.study.capacities.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Capacities, lang));
    let observed = f64::from(run.study.ends.number() - run.study.observed_from.number() + 1) * 86_400.0;
    let head = [Simulated::Served, Simulated::Left, Simulated::Wait, Simulated::Queue, Simulated::Busy];
    let rows = run.study.capacities.iter().enumerate().map(|(ix, capacity)| {
        let of = |get: &dyn Fn(&crate::simulate::CapacityTally) -> f64| {
            run.over(|tally| tally.capacities.get(ix).map_or(0.0, get))
        };
        let wait = run.plain(|t| t.capacities.get(ix).map_or(0.0, |c| c.waits.mean / 86_400.0));
        let busy =
            run.plain(|t| t.capacities.get(ix).map_or(0.0, |c| if c.open > 0.0 { c.busy / c.open } else { 0.0 }));
        let together = matches!(capacity.service, crate::simulate::Service::Every(..));
        let busy = if together { String::new() } else { spread(busy, Unit::Share, lang) };
        #[allow(clippy::cast_precision_loss, reason = "counts")]
        let row = vec![
            capacity.label.get(lang).to_owned(),
            spread(of(&|c| c.served as f64), Unit::Number, lang),
            spread(of(&|c| c.left as f64), Unit::Number, lang),
            spread(wait, Unit::Number, lang),
            spread(of(&|c| c.area / observed), Unit::Number, lang),
            busy,
        ];
        row
    });
    let rows = rows.collect();
    let head = std::iter::once(String::new()).chain(head.map(|word| simulated(word, lang).to_owned())).collect();
    Table { named: 1, parts: 2, head, rows }.write(page);
}

fn closure(run: &Run, page: &mut Page, lang: Lang) {
    if run.ran.tallies.iter().all(|tally| tally.closure.count == 0) {
        return;
    }
    page.heading(simulated(Simulated::Closure, lang));
    let days = |seconds: f64| seconds / 86_400.0;
    let mut head = vec![simulated(Simulated::Mean, lang).to_owned()];
    let mut row = vec![spread(run.plain(|tally| days(tally.closure.mean)), Unit::Number, lang)];
    for (index, percent) in [5, 25, 50, 75, 95, 99].into_iter().enumerate() {
        head.push(format!("{percent}\u{a0}%"));
        let of = |tally: &crate::simulate::Tally| tally.closure.quantiles.get(index).map_or(0.0, |q| f64::from(*q));
        row.push(amount(run.plain(|tally| days(of(tally))).mean, Unit::Number, lang));
    }
    head.push(simulated(Simulated::Longest, lang).to_owned());
    row.push(amount(run.plain(|tally| days(f64::from(tally.closure.longest))).mean, Unit::Number, lang));
    Table { named: 0, parts: 2, head, rows: vec![row] }.write(page);
}

fn forced(run: &Run, page: &mut Page, lang: Lang) {
    let names = &run.study.names;
    let of = |days: Option<&Vec<u32>>| days.map_or(0.0, |days| days.iter().map(|n| f64::from(*n)).sum());
    let expired = names
        .deadlines
        .iter()
        .enumerate()
        .map(|(ix, (_, label))| (Simulated::Expired, label, run.over(|tally| of(tally.expired.get(ix)))));
    let breached = names
        .duties
        .iter()
        .enumerate()
        .map(|(ix, (_, label))| (Simulated::Breached, label, run.over(|tally| of(tally.breached.get(ix)))));
    let all: Vec<_> = expired.chain(breached).filter(|(_, _, count)| count.mean > 0.0).collect();
    if all.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Forced, lang));
    for (word, label, count) in all {
        let text = Rich::plain(label.get(lang))
            .with(Paint::Quiet, format!(", {}{}", simulated(word, lang), say(lang, ": ", " : ")))
            .with(Paint::Strong, spread(count, Unit::Number, lang));
        page.hanging(0, &Rich::new(Paint::Quiet, "  · "), &text);
    }
}

fn refused(run: &Run, page: &mut Page, lang: Lang) {
    let mut all: Vec<Refused> = run.ran.tallies.iter().flat_map(|tally| tally.refused.keys().copied()).collect();
    all.sort_unstable();
    all.dedup();
    #[allow(clippy::cast_precision_loss, reason = "counts")]
    let irregular = run.over(|tally| tally.irregular as f64);
    #[allow(clippy::cast_precision_loss, reason = "counts")]
    let restless = run.over(|tally| tally.restless as f64);
    if !all.is_empty() {
        page.heading(simulated(Simulated::Refused, lang));
    }
    for one in all {
        let count =
            run.over(|tally| tally.refused.get(&one).map_or(0.0, |days| days.iter().map(|n| f64::from(*n)).sum()));
        let label = |table: &[(String, crate::text::Text)], ix: usize| {
            table.get(ix).map_or_else(String::new, |(_, label)| label.get(lang).to_owned())
        };
        let text = Rich::plain(label(&run.study.names.acts, one.act))
            .with(Paint::Quiet, format!(" ({})", label(&run.study.names.states, one.state)))
            .with(Paint::Quiet, say(lang, ": ", " : "))
            .with(Paint::Strong, spread(count, Unit::Number, lang))
            .with(Paint::Plain, format!("; {}", why(run, &one, lang)));
        page.hanging(0, &Rich::new(Paint::Bad, "  ✗ "), &text);
    }
    for (count, word) in [(irregular, Simulated::Irregular), (restless, Simulated::Restless)] {
        if count.mean > 0.0 {
            let text = format!("{} {}", spread(count, Unit::Number, lang), simulated(word, lang));
            page.hanging(0, &Rich::new(Paint::Warning, "  ~ "), &Rich::plain(text));
        }
    }
}

/// Why an act would not have been lawful: what its rule says, with its article.
pub(super) fn why(run: &Run, refused: &Refused, lang: Lang) -> String {
    let why = refused.why;
    let Some(edition) = why.edition else { return simulated(Simulated::NoEdition, lang).to_owned() };
    let procedure = run.study.edition(edition);
    if let Some((transition, check)) = why.check
        && let Some(check) = procedure.transition(transition).checks.get(check)
        && let Some(said) = &check.otherwise_say
    {
        let articles: Vec<&str> = match &check.basis {
            crate::procedure::Basis::Articles(articles) => {
                articles.iter().map(|id| procedure.article(*id).cite.get(lang)).collect()
            }
            crate::procedure::Basis::Policy => Vec::new(),
        };
        let cited = if articles.is_empty() { String::new() } else { format!(" ({})", articles.join(", ")) };
        return format!("{}{cited}", said.get(lang));
    }
    match why.refusal {
        Some(refusal) => {
            let names = &run.study.names;
            let name = |table: &[(String, crate::text::Text)], ix: usize| {
                table.get(ix).map_or_else(String::new, |(_, label)| label.get(lang).to_owned())
            };
            let deadline = match refusal {
                crate::engine::Refusal::TooLate(id) => procedure.deadline(id).label.get(lang),
                _ => "",
            };
            let (act, state) = (name(&names.acts, refused.act), name(&names.states, refused.state));
            words::refusal(refusal, &act, &state, deadline, &[], lang)
        }
        None => simulated(Simulated::Unknown, lang).to_owned(),
    }
}

fn figures(run: &Run, page: &mut Page, lang: Lang) {
    if run.study.figures.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Figures, lang));
    for figure in &run.study.figures {
        let mut text = Rich::plain(figure.label.get(lang))
            .with(Paint::Quiet, say(lang, ": ", " : "))
            .with(Paint::Strong, written(&(figure.value, figure.written.clone()), figure.unit, lang));
        if let Some([low, high]) = &figure.between {
            let word = simulated(Simulated::Between, lang);
            let (low, high) = (written(low, figure.unit, lang), written(high, figure.unit, lang));
            text = text.with(Paint::Quiet, format!(" ({word} {low} {} {high})", say(lang, "and", "et")));
        }
        text = match &figure.certainty {
            Certainty::Sourced(sources) => {
                let refs: Vec<String> = sources.iter().map(|ix| format!("[{}]", ix + 1)).collect();
                text.with(Paint::Quiet, format!(" {}", refs.join(", ")))
            }
            Certainty::Assumed(reason) => text
                .with(Paint::Warning, format!("; {}", simulated(Simulated::Assumed, lang)))
                .with(Paint::Quiet, say(lang, ": ", " : "))
                .with(Paint::Quiet, reason.get(lang)),
        };
        if !figure.chosen_for.is_empty() {
            let measures: Vec<String> = figure.chosen_for.iter().map(|ix| format!("({})", ix + 1)).collect();
            let word = simulated(Simulated::ChosenFor, lang);
            text = text.with(Paint::Warning, format!("; {word} {}", measures.join(", ")));
        }
        if let Some(note) = &figure.note {
            text = text.with(Paint::Quiet, format!("; {}", note.get(lang)));
        }
        page.hanging(0, &Rich::new(Paint::Quiet, "  · "), &text);
    }
    if run.study.sources.is_empty() {
        return;
    }
    page.heading(simulated(Simulated::Sources, lang));
    for (index, source) in run.study.sources.iter().enumerate() {
        let label = Rich::new(Paint::Quiet, format!("{:>5} ", format!("[{}]", index + 1)));
        page.hanging(0, &label, &Rich::plain(source.cite.get(lang)));
    }
}
