//! The timeline of a case: a lane for each machine, with its states as bars over a real time axis.
//!
//! What happened flies as a flag over its day: its shape and its text say the verdict, its pole stands on the first
//! possible instant, and where the date is not known a dashed line tells how far it may be. A bar that is hatched has
//! more than one possible state. Deadlines are brackets below, up to their last day. Long stretches without any event
//! are folded, with a visible break.

mod axis;
mod flags;
mod lane;
mod lanes;
mod legend;
mod model;
mod numbers;
mod scale;
mod sheet;
mod signs;

pub use sheet::Label;
pub use signs::symbols;

use self::lane::{FLAG, LEFT, Pen, TEXT};
use self::model::{DAY, Lane, Minutes, start_of};
use self::numbers::Numbers;
use self::scale::Scale;
use self::sheet::Sheet;
use self::signs::stroke;
use super::geometry::{Rect, at};
use super::measure::Font;
use super::svg::{Element, Path, Picture};
use crate::calendar::{Day, Stamp};
use crate::replay::{History, Replay};
use crate::report::Summary;
use crate::report::words::{self, Heading, heading};
use crate::scenario::SourceIx;
use crate::text::Lang;

/// How wide a timeline is, in pixels.
const WIDTH: f64 = 1240.0;
/// Where the axis begins.
const AXIS: f64 = 172.0;
/// The space between lanes.
const BETWEEN: f64 = 20.0;
/// The font of the title.
const TITLE: Font = Font::bold(17.0);

/// What a timeline shows besides its lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options<'a> {
    /// The language.
    pub lang: Lang,
    /// Whether with a title; a page has its own.
    pub titled: bool,
    /// Whether to leave out the list of sources.
    pub without_notes: bool,
    /// Sources that have numbers already, in their order.
    pub numbered: &'a [SourceIx],
    /// What the ids of [`symbols`] begin with, in a page that has them; nothing: signs are drawn where they stand.
    pub signs: Option<&'a str>,
}

impl Options<'_> {
    /// Those of a picture in a file of its own.
    #[must_use]
    pub const fn alone(lang: Lang) -> Self {
        Self { lang, titled: true, without_notes: false, numbered: &[], signs: None }
    }
}

/// A timeline, and where things are on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline {
    /// The picture.
    pub picture: Picture,
    /// Every text with its box.
    pub labels: Vec<Label>,
    /// The box of every sign of what happened.
    pub signs: Vec<Rect>,
    scale: Scale,
}

impl Timeline {
    /// Where the end of a day is, in pixels from the left.
    #[must_use]
    pub fn x(&self, on: Stamp) -> f64 {
        let minute = if on.is_whole_day() { DAY } else { i64::from(on.latest().number()) };
        self.scale.x(start_of(on.day) + minute)
    }
}

/// Draws the timeline of a replay, with what it went through ([`replay_history`](crate::replay::replay_history)).
#[must_use]
pub fn draw(replay: &Replay, history: &History, options: Options) -> Timeline {
    let lang = options.lang;
    let scenario = &*replay.scenario;
    let lanes = lanes::lanes(replay, history, lang);
    let right = WIDTH - FLAG - 36.0;
    let scale = Scale::new(instants(replay, &lanes), AXIS, right - AXIS);
    let mut numbers = Numbers::new(scenario, options.numbered);
    let ids: Vec<String> = scenario.events.iter().map(|event| event.id.clone()).collect();
    let mut sheet = Sheet { symbols: options.signs.map(str::to_owned), ..Sheet::default() };
    let top = if options.titled { head(&mut sheet, replay, lang) } else { 10.0 };
    let (mut y, first) = (top + 34.0, top + 34.0);
    for (index, lane) in lanes.iter().enumerate() {
        let mut pen = Pen { scale: &scale, right: WIDTH - 12.0, numbers: &mut numbers, ids: &ids, lang };
        let start = y;
        y = pen.lane(&mut sheet, lane, &lanes, start);
        let joined = lanes.get(index + 1).is_some_and(|next| next.same_as.is_some());
        y += if joined { BETWEEN * 0.7 } else { BETWEEN };
        if index + 1 < lanes.len() {
            let rule = stroke(at(LEFT, y - BETWEEN * 0.35), at(WIDTH - 12.0, y - BETWEEN * 0.35), "rule");
            sheet.under(rule.attribute("stroke-opacity", "0.45"));
        }
    }
    let papers = std::mem::take(&mut sheet.ground);
    axis(&mut sheet, &scale, (top, y), lang);
    sheet.ground.extend(papers);
    if y - first > 700.0 {
        axis_labels(&mut sheet, &scale, y + 4.0, lang);
        y += 24.0;
    }
    y = legend::legend(&mut sheet, &lanes, &scale, y + 12.0, lang);
    if !options.without_notes {
        y = legend::sources(&mut sheet, scenario, &numbers, y + 14.0, lang);
    }
    let body = sheet.ground.into_iter().chain(sheet.body).collect();
    let title = scenario.title.get(lang).to_owned();
    let description = described(replay, &scale, lanes.len(), lang);
    let picture = Picture { width: WIDTH, height: y + 14.0, title, description, lang, body };
    Timeline { picture, labels: sheet.labels, signs: sheet.signs, scale }
}

/// Every instant that is drawn.
fn instants(replay: &Replay, lanes: &[Lane]) -> Vec<Minutes> {
    let mut all: Vec<Minutes> = Vec::new();
    for lane in lanes {
        all.extend(lane.bars.iter().flat_map(|bar| [bar.from, bar.to]));
        all.extend(lane.marks.iter().flat_map(|mark| [mark.span.0, mark.span.1, mark.lasted.unwrap_or(mark.span.1)]));
        all.extend(lane.brackets.iter().flat_map(|b| [b.from.0, b.from.1, b.to.0, b.to.1]));
        all.extend(lane.marks.iter().flat_map(|mark| &mark.again).map(|(at, _)| *at));
        all.extend(lane.twins.iter().flat_map(|twins| &twins.readings).map(|(at, ..)| *at));
    }
    if all.is_empty() {
        all.extend([start_of(replay.as_of), start_of(replay.as_of.next())]);
    }
    all
}

/// The title, and the day; where they end.
fn head(sheet: &mut Sheet, replay: &Replay, lang: Lang) -> f64 {
    let title = TITLE.wrap(replay.scenario.title.get(lang), WIDTH - 2.0 * LEFT);
    let y = sheet.write_all(at(LEFT, 14.0), &title, TITLE, "");
    let counts = Summary::of(replay);
    let as_of = format!("{} {}", heading(Heading::AsOf, lang), words::day(replay.as_of, lang));
    let verdicts: Vec<String> = words::verdict_counts(&counts, lang).into_iter().collect();
    let line = format!("{} · {as_of} · {} {}", replay.scenario.name, words::total(&counts, lang), verdicts.join(", "));
    sheet.write_all(at(LEFT, y + 3.0), &TEXT.wrap(&line, WIDTH - 2.0 * LEFT), TEXT, "soft") + 8.0
}

/// The axis with its ticks, and the bands of what is folded, down to the last lane.
fn axis(sheet: &mut Sheet, scale: &Scale, (top, bottom): (f64, f64), lang: Lang) {
    let line = top + 20.0;
    for tick in axis::ticks(scale, TEXT, WIDTH - 12.0, lang) {
        let grid = stroke(at(tick.x, line), at(tick.x, bottom - 8.0), "rule");
        sheet.under(grid.attribute("stroke-opacity", if tick.label.is_some() { "0.45" } else { "0.2" }));
    }
    for fold in scale.stretches.iter().filter(|s| s.folded) {
        let band = Rect { x: fold.x + 4.0, y: line, width: fold.width - 8.0, height: bottom - line - 8.0 };
        sheet.under(Element::rect(band, 0.0, "panel"));
        for x in [band.x, band.right()] {
            sheet.under(zigzag(x, (line, bottom - 8.0)));
        }
        let days = (fold.to - fold.from) / DAY;
        let label = format!("≈ {}", words::about_days(days, lang));
        let x = fold.x + (fold.width - TEXT.width(&label)) / 2.0;
        sheet.write(at(x, line - 1.5 - TEXT.line_height()), &label, TEXT, "soft");
        sheet.under(stroke(at(fold.x + 4.0, line), at(fold.x + fold.width - 4.0, line), "rule dashed"));
    }
    for run in scale.stretches.iter().filter(|s| !s.folded) {
        sheet.under(stroke(at(run.x, line), at(run.x + run.width, line), "line"));
    }
    axis_labels(sheet, scale, line - 1.5 - TEXT.line_height(), lang);
}

fn axis_labels(sheet: &mut Sheet, scale: &Scale, y: f64, lang: Lang) {
    for tick in axis::ticks(scale, TEXT, WIDTH - 12.0, lang) {
        if let Some(label) = tick.label {
            sheet.write(at(tick.x + 3.0, y), &label, TEXT, "soft");
        }
    }
}

/// A torn edge.
fn zigzag(x: f64, (top, bottom): (f64, f64)) -> Element {
    let mut path = Path::new().to(x, top);
    let (mut y, mut side) = (top, 1.0);
    while y + 6.0 < bottom {
        y += 6.0;
        path = path.line(x + 2.5 * side, y);
        side = -side;
    }
    Element::path(&path.line(x, bottom), "rule").attribute("stroke-opacity", "0.7")
}

/// What one would see, for those who cannot.
fn described(replay: &Replay, scale: &Scale, lanes: usize, lang: Lang) -> String {
    let day = |at: Minutes| i32::try_from(at.div_euclid(DAY)).ok().and_then(Day::from_number).unwrap_or(replay.as_of);
    let (first, last) = scale.span();
    let counts = Summary::of(replay);
    let verdicts = format!("{} {}.", words::total(&counts, lang), words::verdict_counts(&counts, lang).join(", "));
    words::timeline_described(lanes, &words::day(day(first), lang), &words::day(day(last - 1), lang), &verdicts, lang)
}
