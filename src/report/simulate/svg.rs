//! A simulation as plots: for each thing that was counted a small one, all over the same days.

use super::Run;
use super::series::{Family, Series, series};
use crate::picture::geometry::{Rect, at};
use crate::picture::measure::Font;
use crate::picture::plot::{round_up, value_axis};
use crate::picture::svg::{Element, Path, Picture};
use crate::report::words::{self, amount, say};
use crate::simulate::Unit;
use crate::text::Lang;

/// The width of a picture, and of what stands left and right of its plots, in pixels.
const WIDTH: f64 = 760.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 20.0;
/// The height of a plot, and of what stands above each and below all.
const PLOT: f64 = 90.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 34.0;
/// The height of the title.
const HEAD: f64 = 62.0;

/// The plots of a simulation, each with the name of its file: cases in each state and queue, and what was done and what
/// happened since the first day, summed up.
#[must_use]
pub fn plots(run: &Run, lang: Lang) -> Vec<(String, String)> {
    let all = series(run);
    let stock = all.iter().filter(|series| matches!(series.family, Family::Stock | Family::Queue));
    let stock: Vec<(String, Series)> = stock.map(|series| (label(series, lang), series.clone())).collect();
    let events = all.iter().filter(|series| !matches!(series.family, Family::Stock | Family::Queue));
    let events: Vec<(String, Series)> = events.map(|series| (label(series, lang), summed(series))).collect();
    let of = [
        ("stock.svg", say(lang, "Cases at the end of each day", "Dossiers à la fin de chaque jour"), stock),
        (
            "events.svg",
            say(
                lang,
                "What happened, summed up from the first day",
                "Ce qui est arrivé, cumulé depuis le premier jour",
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

/// The sums from the first day on. Those of the least are at most the least of the sums: the band is on the safe side.
fn summed(series: &Series) -> Series {
    let mut sum = (0.0, 0.0, 0.0);
    let days = series.days.iter().map(|(mean, least, most)| {
        sum = (sum.0 + mean, sum.1 + least, sum.2 + most);
        sum
    });
    Series { days: days.collect(), ..series.clone() }
}

#[allow(clippy::cast_precision_loss, reason = "days and plots are few")]
fn picture(run: &Run, what: &str, all: &[(String, Series)], lang: Lang) -> Picture {
    let title = run.study.title.get(lang);
    let mut elements = Vec::new();
    let head = Font::bold(15.0);
    let lines = head.wrap(title, WIDTH - 2.0 * RIGHT);
    for (index, line) in (0_u32..).zip(&lines) {
        elements.push(Element::text(at(RIGHT, 24.0 + f64::from(index) * head.line_height()), line, head, "t"));
    }
    let top = HEAD + (lines.len().saturating_sub(1)) as f64 * head.line_height();
    elements.push(Element::text(at(RIGHT, top - 14.0), what, Font::regular(13.0), "t soft"));
    let mut described = Vec::new();
    for (index, (label, series)) in all.iter().enumerate() {
        let upper = top + index as f64 * (PLOT + ABOVE);
        elements.push(Element::text(at(LEFT, upper + ABOVE - 10.0), label, Font::bold(12.0), "t"));
        let bounds = Rect { x: LEFT, y: upper + ABOVE, width: WIDTH - LEFT - RIGHT, height: PLOT };
        elements.push(plot(series, bounds, lang).titled(label));
        let last = series.days.last().map_or(0.0, |(mean, _, _)| *mean);
        described.push(format!("{label}: {}", amount(last, Unit::Number, lang)));
    }
    let bottom = top + all.len() as f64 * (PLOT + ABOVE);
    let axis = Rect { x: LEFT, y: top + ABOVE, width: WIDTH - LEFT - RIGHT, height: bottom - top - ABOVE };
    elements.push(months(run, axis, lang));
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

/// The mean as a line, the least and the greatest of all replications as a band around it, from nothing up.
#[allow(clippy::cast_precision_loss, reason = "days are few")]
fn plot(series: &Series, bounds: Rect, lang: Lang) -> Element {
    let most = series.days.iter().map(|(_, _, most)| *most).fold(0.0, f64::max);
    let highest = round_up(most);
    let count = series.days.len().max(2) as f64 - 1.0;
    let x = |day: usize| bounds.x + bounds.width * day as f64 / count;
    let y = |value: f64| bounds.bottom() - bounds.height * value / highest;
    let mut group = Element::group("plot");
    let [none, upmost] = [0.0, highest].map(|value| amount(value, Unit::Number, lang));
    value_axis(&mut group, bounds, [&none, &upmost]);
    let mut band = Path::new();
    let mut line = Path::new();
    for (day, (mean, _, most)) in series.days.iter().enumerate() {
        band = if day == 0 { band.to(x(day), y(*most)) } else { band.line(x(day), y(*most)) };
        line = if day == 0 { line.to(x(day), y(*mean)) } else { line.line(x(day), y(*mean)) };
    }
    for (day, (_, least, _)) in series.days.iter().enumerate().rev() {
        band = band.line(x(day), y(*least));
    }
    group.push(Element::path(&band.close(), "frame"));
    group.push(Element::path(&line, "line"));
    group
}

/// The first days of months, with their names below.
#[allow(clippy::cast_precision_loss, reason = "days are few")]
fn months(run: &Run, axis: Rect, lang: Lang) -> Element {
    let days = run.study.days();
    let firsts: Vec<u32> = (0..days).filter(|day| run.study.day(*day).ymd().2 == 1).collect();
    let each = firsts.len().div_ceil(8).max(1);
    let mut group = Element::group("axis");
    let small = Font::regular(11.0);
    let mut free = 0.0;
    for day in firsts.iter().step_by(each) {
        let x = axis.x + axis.width * f64::from(*day) / f64::from(days.max(2) - 1);
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
