//! A simulation as plots: for each thing that was counted a small one, all over the same days.

use super::geometry::{Point, Rect, at};
use super::measure::Font;
use super::plot::{round_up, value_axis};
use super::svg::{Element, Path, Picture};
use crate::report::simulate::{Family, Run, Series, summed_series};
use crate::report::words::{self, amount, say};
use crate::simulate::{Measure, MeasureKind, Unit, When};
use crate::text::{Lang, Text};

/// The width of a picture, and of what stands left and right of its plots, in pixels.
const WIDTH: f64 = 760.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 20.0;
/// The height of a plot, and of what stands above each and below all.
const PLOT: f64 = 90.0;
const ABOVE: f64 = 36.0;
const BELOW: f64 = 34.0;
/// The height of the title.
const HEAD: f64 = 62.0;

/// The plots of a simulation, each with the name of its file: cases in each state and queue, and what was done and what
/// happened since the first day, summed up, beside what was published of it.
#[must_use]
pub fn plots(run: &Run, lang: Lang) -> Vec<(String, String)> {
    let all = summed_series(run);
    let (stock, events): (Vec<Series>, Vec<Series>) =
        all.into_iter().partition(|series| matches!(series.family, Family::Stock | Family::Queue));
    let of = [
        (
            "stock.svg",
            say(lang, "Number of cases at the end of each day", "Nombre de dossiers en fin de journée"),
            stock,
        ),
        (
            "events.svg",
            say(
                lang,
                "How often it happened, summed up from the first day",
                "Combien de fois, en cumul depuis le premier jour",
            ),
            events,
        ),
    ];
    let drawn = of.into_iter().filter(|(_, _, all)| !all.is_empty());
    drawn.map(|(file, what, all)| (file.to_owned(), picture(run, what, &all, lang).standalone())).collect()
}

fn label(series: &Series, lang: Lang) -> String {
    let name = series.label.get(lang);
    let kind = match series.family {
        Family::Arrivals => return say(lang, "Cases that arrived", "Dossiers arrivés").to_owned(),
        Family::Stock | Family::Act => return name.to_owned(),
        Family::Queue => say(lang, "waiting", "en attente"),
        Family::Refused => say(lang, "not done: it would not be lawful", "non fait : ce ne serait pas licite"),
        Family::Expired => say(lang, "deadline ran out", "délai échu"),
        Family::Breached => say(lang, "duty not kept", "obligation non remplie"),
    };
    format!("{name} – {kind}")
}

/// What was published of a series: the day, counted from the first, and the number.
fn published(run: &Run, series: &Series) -> Vec<(u32, f64)> {
    let study = run.study;
    let base = study.base();
    let day = |when: Option<When>, otherwise: i32| when.map_or(otherwise, |when| base.day(study, when));
    let last = i32::try_from(study.days()).unwrap_or(i32::MAX) - 1;
    let named = |all: &[(String, Text)], ix: usize| all.get(ix).is_some_and(|(name, _)| *name == series.name);
    let one = |measure: &Measure| {
        let value = measure.published.as_ref()?.value;
        let (since, until) = (day(measure.since, 0), day(measure.until, last));
        let at = match (&measure.kind, series.family) {
            (MeasureKind::Acts(acts, None), Family::Act) => match acts[..] {
                [act] if named(&study.names.acts, act) && since <= 0 => until,
                _ => return None,
            },
            (MeasureKind::Arrivals, Family::Arrivals) if since <= 0 => until,
            (MeasureKind::Stock(states), Family::Stock) => match states[..] {
                [state] if named(&study.names.states, state) => since,
                _ => return None,
            },
            _ => return None,
        };
        Some((u32::try_from(at).ok().filter(|_| at <= last)?, value))
    };
    study.measures.iter().filter_map(one).collect()
}

#[allow(clippy::cast_precision_loss, reason = "days and plots are few")]
fn picture(run: &Run, what: &str, all: &[Series], lang: Lang) -> Picture {
    let title = run.study.title.get(lang);
    let mut elements = Vec::new();
    let head = Font::bold(15.0);
    let lines = head.wrap(title, WIDTH - 2.0 * RIGHT);
    for (index, line) in (0_u32..).zip(&lines) {
        elements.push(Element::text(at(RIGHT, 24.0 + f64::from(index) * head.line_height()), line, head, "t"));
    }
    let top = HEAD + (lines.len().saturating_sub(1)) as f64 * head.line_height();
    let marks: Vec<Vec<(u32, f64)>> = all.iter().map(|series| published(run, series)).collect();
    elements.push(Element::text(at(RIGHT, top - 14.0), what, Font::regular(13.0), "t soft"));
    let key = key(run, marks.iter().any(|marks| !marks.is_empty()), lang);
    let small = Font::regular(11.0);
    elements.push(Element::text(at(WIDTH - RIGHT - small.width(&key), top + 4.0), &key, small, "t soft"));
    let bottom = top + all.len() as f64 * (PLOT + ABOVE);
    let axis = Rect { x: LEFT, y: top + ABOVE, width: WIDTH - LEFT - RIGHT, height: bottom - top - ABOVE };
    elements.push(months(run, axis, lang));
    let mut described = Vec::new();
    for (index, (series, marks)) in all.iter().zip(&marks).enumerate() {
        let label = &label(series, lang);
        let upper = top + index as f64 * (PLOT + ABOVE);
        elements.push(Element::text(at(LEFT, upper + ABOVE - 10.0), label, Font::bold(12.0), "t"));
        let bounds = Rect { x: LEFT, y: upper + ABOVE, width: WIDTH - LEFT - RIGHT, height: PLOT };
        elements.push(plot(series, marks, bounds, lang).titled(label));
        let last = series.days.last().map_or(0.0, |(mean, _, _)| *mean);
        described.push(format!("{label}: {}", amount(last, Unit::Number, lang)));
    }
    let last = words::day(run.study.ends, lang);
    Picture {
        width: WIDTH,
        height: bottom + BELOW,
        title: format!("{title} – {what}"),
        description: format!("{last}{}{}", say(lang, ": ", " : "), described.join("; ")),
        lang,
        body: elements,
    }
}

/// What lines, bands and marks are.
fn key(run: &Run, marked: bool, lang: Lang) -> String {
    let mut parts = Vec::new();
    if run.replications > 1 {
        let count = run.replications;
        parts.push(match lang {
            Lang::En => format!("line: mean of {count} replications; band: least to greatest"),
            Lang::Fr => format!("ligne : moyenne de {count} répétitions ; bande : du minimum au maximum"),
        });
    }
    if marked {
        parts.push(say(lang, "dots: published", "points : publié").to_owned());
    }
    parts.join(say(lang, "; ", " ; "))
}

/// The mean as a line, the least and the greatest of all replications as a band around it, from nothing up; what was
/// published as dots, with their numbers.
#[allow(clippy::cast_precision_loss, reason = "days are few")]
fn plot(series: &Series, marks: &[(u32, f64)], bounds: Rect, lang: Lang) -> Element {
    let most = series.days.iter().map(|(_, _, most)| *most).chain(marks.iter().map(|(_, value)| *value));
    let highest = round_up(most.fold(0.0, f64::max));
    let count = series.days.len().max(2) as f64 - 1.0;
    let x = |day: f64| bounds.x + bounds.width * day / count;
    let y = |value: f64| bounds.bottom() - bounds.height * value / highest;
    let mut group = Element::group("plot");
    let small = Font::regular(11.0);
    let numbers = [0.0, 0.5, 1.0].map(|share| (share, amount(share * highest, Unit::Number, lang)));
    value_axis(&mut group, bounds, &numbers);
    let mut band = Path::new();
    let mut line = Path::new();
    for (day, (mean, _, most)) in series.days.iter().enumerate() {
        let at = x(day as f64);
        band = if day == 0 { band.to(at, y(*most)) } else { band.line(at, y(*most)) };
        line = if day == 0 { line.to(at, y(*mean)) } else { line.line(at, y(*mean)) };
    }
    for (day, (_, least, _)) in series.days.iter().enumerate().rev() {
        band = band.line(x(day as f64), y(*least));
    }
    group.push(Element::path(&band.close(), "current"));
    group.push(Element::path(&line, "line"));
    let mut taken: Option<Point> = None;
    for (day, value) in marks {
        let centre = at(x(f64::from(*day)), y(*value));
        let text = amount(*value, Unit::Number, lang);
        group.push(Element::circle(centre, 3.5, "illegal").titled(&text));
        // Left of the dot and above it: what is summed up rises to the right.
        let left = (centre.x - 6.0 - small.width(&text)).max(bounds.x + 4.0);
        let above = at(left, (centre.y - 4.0).max(bounds.y + 9.0));
        // Where the dot before is too near, right of it and below.
        let start = match taken {
            Some(before) if above.x < before.x + 8.0 => {
                at(centre.x + 6.0, (centre.y + 13.0).min(bounds.bottom() - 3.0))
            }
            _ => above,
        };
        taken = Some(centre);
        group.push(Element::text(start, &text, small, "t"));
    }
    group
}

/// The first days of months, with their names below.
#[allow(clippy::cast_precision_loss, reason = "days are few")]
fn months(run: &Run, axis: Rect, lang: Lang) -> Element {
    let days = run.study.days();
    let firsts: Vec<u32> = (0..days).filter(|day| run.study.day(*day).ymd().2 == 1).collect();
    let each = firsts.len().div_ceil(6).max(1);
    let mut group = Element::group("axis");
    let small = Font::regular(11.0);
    let mut free = 0.0;
    for day in firsts.iter().step_by(each) {
        let x = axis.x + axis.width * f64::from(*day) / f64::from(days.max(2) - 1);
        // Thin through all plots, so that a day can be read in each.
        let through = Path::new().to(x, axis.y).line(x, axis.bottom());
        group.push(Element::path(&through, "rule").number("stroke-opacity", 0.35));
        group.push(Element::path(&Path::new().to(x, axis.bottom()).line(x, axis.bottom() + 5.0), "rule"));
        let text = words::day(run.study.day(*day), lang);
        let width = small.width(&text);
        let start = (x - width / 2.0).min(axis.right() - width);
        if start >= free {
            group.push(Element::text(at(start, axis.bottom() + 18.0), &text, small, "t soft"));
            free = start + width + 8.0;
        }
    }
    group
}
