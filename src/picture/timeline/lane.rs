//! One lane: flags on poles, the bar of states, brackets of deadlines.

use super::flags::{Flag, pack, raise};
use super::model::{Bracket, Kind, Lane, Mark, Twins};
use super::numbers::Numbers;
use super::scale::Scale;
use super::sheet::{Sheet, hatch};
use super::signs::{cut, lozenge, stroke};
use crate::picture::geometry::{Point, Rect, at};
use crate::picture::marks;
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Path};
use crate::report::words;
use crate::text::Lang;

/// The font of nearly everything.
pub const TEXT: Font = Font::regular(11.0);
/// The font of dates.
const DATE: Font = Font::bold(11.0);
/// The font of the names of lanes.
const NAME: Font = Font::bold(13.0);
/// Where names begin, in pixels.
pub const LEFT: f64 = 18.0;
/// How wide they are at most.
const NAMES: f64 = 138.0;
/// How wide the text of a flag is at most.
pub const FLAG: f64 = 172.0;
/// The size of a mark.
const MARK: f64 = 15.0;
/// The height of the bar of states.
const BAR: f64 = 22.0;
/// The height of a range on the ground above the bar.
const RANGE: f64 = 13.0;
/// The size of a mark on the ground, for a further date.
const SMALL: f64 = 11.0;
/// The space between flags.
const GAP: f64 = 5.0;

/// What lanes are drawn with.
pub struct Pen<'a> {
    /// Where each instant is.
    pub scale: &'a Scale,
    /// Where texts end at the latest.
    pub right: f64,
    /// The numbers of sources.
    pub numbers: &'a mut Numbers,
    /// The ids of events, by their indices.
    pub ids: &'a [String],
    /// The language.
    pub lang: Lang,
}

/// The lines of a flag.
struct Text {
    marks: usize,
    date: Vec<String>,
    lines: Vec<String>,
}

impl Text {
    fn indent(&self) -> f64 {
        4.0 + self.marks as f64 * (MARK + 3.0) + 2.0
    }

    fn flag(&self, x: f64) -> Flag {
        let dates = self.date.iter().map(|line| DATE.width(line));
        let widest = dates.chain(self.lines.iter().map(|line| TEXT.width(line))).fold(0.0, f64::max);
        let lines = self.date.len() as f64 * DATE.line_height() + self.lines.len() as f64 * TEXT.line_height();
        Flag { x, width: self.indent() + widest, height: lines.max(MARK + 2.0) }
    }
}

impl Pen<'_> {
    /// Draws a lane from `top` down; where it ends.
    pub fn lane(&mut self, sheet: &mut Sheet, lane: &Lane, all: &[Lane], top: f64) -> f64 {
        let other = lane.same_as.and_then(|index| all.get(index));
        let name = NAME.wrap(&lane.name, NAMES);
        let mut under = sheet.write_all(at(LEFT, top), &name, NAME, "");
        let about = other.map_or_else(|| lane.procedure.clone(), |other| words::same_course(&other.name, self.lang));
        under = sheet.write_all(at(LEFT, under), &TEXT.wrap(&about, NAMES), TEXT, "soft");
        let bottom = match other {
            Some(_) => self.short(sheet, lane, top),
            None => self.full(sheet, lane, top),
        };
        bottom.max(under)
    }

    /// A lane that repeats another: its bar and marks.
    fn short(&self, sheet: &mut Sheet, lane: &Lane, top: f64) -> f64 {
        let y = top + MARK / 2.0;
        let mut last = f64::NEG_INFINITY;
        for mark in &lane.marks {
            let x = self.scale.x(mark.span.0).max(last + MARK - 2.0);
            last = x;
            let mut group = self.group(mark).with(sheet.sign(mark.kind, at(x, y), MARK - 3.0));
            for (again, _) in &mark.again {
                group.push(sheet.sign(mark.kind, at(self.scale.x(*again), y), SMALL));
            }
            sheet.draw(group.titled(&format!("{}: {} ({})", mark.when, mark.what, mark.word)));
        }
        let bar = top + MARK + 3.0;
        self.bars(sheet, lane, bar, BAR - 5.0);
        bar + BAR - 5.0
    }

    fn full(&mut self, sheet: &mut Sheet, lane: &Lane, top: f64) -> f64 {
        let (texts, flags) = self.flags(lane);
        let (bases, height) = raise(&flags, GAP);
        let (ranges, ground) = self.ranges(lane);
        let foot = top + height + GAP;
        let bar = foot + ground;
        for (index, mark) in lane.marks.iter().enumerate() {
            let (Some(flag), Some(base), Some(text)) = (flags.get(index), bases.get(index), texts.get(index)) else {
                continue;
            };
            let low = foot - base;
            let mut group = self.group(mark);
            group.push(stroke(at(flag.x, low - flag.height), at(flag.x, bar), "line").attribute("stroke-width", "1"));
            group.push(Element::circle(at(flag.x, bar), 2.6, "ink"));
            if let Some(y) = ranges.get(index).copied().flatten() {
                self.range(sheet, &mut group, mark, foot + y + RANGE / 2.0);
            }
            self.flag(sheet, &mut group, mark, text, at(flag.x, low - flag.height));
            sheet.draw(group);
        }
        let below = self.bars(sheet, lane, bar, BAR);
        let mut y = bar + BAR + below;
        y = self.strips(sheet, lane, y + 2.0);
        y
    }

    /// The flags, as wide as makes the lane lowest.
    fn flags(&mut self, lane: &Lane) -> (Vec<Text>, Vec<Flag>) {
        let mut set = |room: f64| {
            let texts: Vec<Text> = lane.marks.iter().map(|mark| self.text(mark, room)).collect();
            let at = lane.marks.iter().map(|mark| self.scale.x(mark.span.0));
            let flags: Vec<Flag> = at.zip(&texts).map(|(x, text)| text.flag(x)).collect();
            let height = raise(&flags, GAP).1;
            (height, texts, flags)
        };
        let widths = [FLAG, 120.0, 230.0, 300.0].map(&mut set);
        let lowest = widths.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        lowest.map_or_else(Default::default, |(_, texts, flags)| (texts, flags))
    }

    fn group(&self, mark: &Mark) -> Element {
        let group = Element::group("event");
        match mark.event.and_then(|event| self.ids.get(event)) {
            Some(id) => group.attribute("data-event", id.clone()),
            None => group,
        }
    }

    fn text(&mut self, mark: &Mark, widest: f64) -> Text {
        let marks = mark.verdicts.len().max(1);
        let first = self.scale.x(mark.span.0) + 4.0 + MARK + 5.0;
        let widest = widest.min(self.right - first);
        let numbers = self.numbers.cite(&mark.sources);
        let room = widest - (marks - 1) as f64 * (MARK + 3.0);
        let what = format!("{} · {}{numbers}", mark.word, mark.what);
        let mut lines = TEXT.wrap(&what, room);
        lines.extend(mark.depends.iter().flat_map(|depends| TEXT.wrap(&format!("≠ {depends}"), room)));
        Text { marks, date: DATE.wrap(&mark.when, room), lines }
    }

    fn flag(&self, sheet: &mut Sheet, group: &mut Element, mark: &Mark, text: &Text, corner: Point) {
        let y = corner.y + MARK / 2.0 + 1.0;
        let first = corner.x + 4.0 + MARK / 2.0;
        if mark.verdicts.is_empty() {
            group.push(sheet.sign(mark.kind, at(first, y), MARK));
        }
        for (index, verdict) in mark.verdicts.iter().enumerate() {
            let centre = at(first + index as f64 * (MARK + 3.0), y);
            group.push(sheet.sign(Kind::Act(*verdict), centre, MARK - 1.0));
        }
        let x = corner.x + text.indent();
        let flag = text.flag(corner.x);
        // Paper under the text, so that no line of the axis runs through it.
        let paper = Rect { x: corner.x + 2.0, y: corner.y, width: flag.width, height: flag.height };
        sheet.under(Element::rect(paper, 2.0, "paper"));
        let mut y = corner.y;
        for line in &text.date {
            group.push(sheet.line(at(x, y), line, DATE, ""));
            y += DATE.line_height();
        }
        for line in &text.lines {
            group.push(sheet.line(at(x, y), line, TEXT, ""));
            y += TEXT.line_height();
        }
    }

    /// Where on the ground each mark's range lies, if it has one; and how high the ground is.
    fn ranges(&self, lane: &Lane) -> (Vec<Option<f64>>, f64) {
        let wide: Vec<(usize, (f64, f64))> = lane
            .marks
            .iter()
            .enumerate()
            .filter(|(_, mark)| {
                mark.lasted.is_some() || !mark.again.is_empty() || mark.span.1 - mark.span.0 >= super::model::DAY
            })
            .map(|(index, mark)| (index, (self.scale.x(mark.span.0), self.scale.x(end(mark)))))
            .collect();
        let spans: Vec<(f64, f64)> = wide.iter().map(|(_, span)| *span).collect();
        let (rows, count) = pack(&spans, 4.0);
        let mut all = vec![None; lane.marks.len()];
        for ((index, _), row) in wide.iter().zip(rows) {
            if let Some(own) = all.get_mut(*index) {
                *own = Some(row as f64 * RANGE);
            }
        }
        (all, 6.0 + count as f64 * RANGE)
    }

    /// Within which instants an act falls, how long it lasted, or which instants sources give.
    fn range(&self, sheet: &mut Sheet, group: &mut Element, mark: &Mark, y: f64) {
        let (from, to) = (self.scale.x(mark.span.0), self.scale.x(end(mark)));
        if !mark.again.is_empty() {
            for (again, when) in &mark.again {
                let sign = sheet.sign(mark.kind, at(self.scale.x(*again), y), SMALL);
                group.push(sign.titled(&format!("{when}: {} ({})", mark.what, mark.word)));
            }
            return;
        }
        if mark.lasted.is_some() {
            group.push(Element::rect(
                Rect { x: from, y: y - 2.0, width: (to - from).max(2.0), height: 4.0 },
                2.0,
                "ink",
            ));
            return;
        }
        group.push(stroke(at(from, y), at(to, y), "line dashed"));
        if mark.readings.is_empty() {
            group.push(stroke(at(to, y - 4.0), at(to, y + 4.0), "line"));
        }
        for reading in &mark.readings {
            group.push(sheet.sign(mark.kind, at(self.scale.x(*reading), y), SMALL));
        }
    }

    /// The bar of states; how much room the labels take that do not fit into it.
    fn bars(&self, sheet: &mut Sheet, lane: &Lane, y: f64, height: f64) -> f64 {
        let mut outside: Vec<(Flag, Vec<String>)> = Vec::new();
        for bar in &lane.bars {
            let (from, to) = (self.scale.x(bar.from), self.scale.x(bar.to));
            let bounds = Rect { x: from, y, width: (to - from).max(1.0), height };
            let class = match (bar.certain, bar.ended) {
                (true, false) => "frame current",
                (true, true) => "frame",
                (false, _) => "frame dashed",
            };
            let mut group = Element::group("state").with(Element::rect(bounds, 3.0, class));
            let wide = TEXT.width(&bar.label) + 10.0;
            // The text stands where no fold cuts the bar.
            let start = self.clear(from, to).into_iter().find(|(a, b)| wide <= b - a).map(|(a, _)| a);
            if !bar.certain {
                let spans = start.map_or(vec![(from, to)], |start| vec![(from, start), (start + wide, to)]);
                for (a, b) in spans.into_iter().filter(|(a, b)| b - a > 2.0) {
                    group.push(hatch(Rect { x: a, width: b - a, ..bounds }, 7.0));
                }
            }
            for fold in self.scale.stretches.iter().filter(|s| s.folded && s.x >= from && s.x + s.width <= to) {
                group.push(cut(at(fold.x + fold.width / 2.0, y), height));
            }
            if let Some(start) = start {
                let top = y + (height - TEXT.line_height()) / 2.0;
                group.push(sheet.line(at(start + 5.0, top), &bar.label, TEXT, ""));
            } else if lane.same_as.is_none() {
                let x = from.midpoint(to);
                let lines = TEXT.wrap(&bar.label, (FLAG - 30.0).min(self.right - x - 5.0));
                let wide = lines.iter().map(|line| TEXT.width(line)).fold(0.0, f64::max);
                let high = lines.len() as f64 * TEXT.line_height();
                outside.push((Flag { x, width: wide + 5.0, height: high }, lines));
            }
            sheet.draw(if start.is_some() { group } else { group.titled(&bar.label) });
        }
        let flags: Vec<Flag> = outside.iter().map(|(flag, _)| *flag).collect();
        let (bases, room) = raise(&flags, 3.0);
        for ((flag, lines), base) in outside.iter().zip(bases) {
            let top = y + height + 4.0 + base;
            let pole = stroke(at(flag.x, y + height), at(flag.x, top + flag.height), "line");
            sheet.draw(pole.attribute("stroke-width", "1"));
            sheet.write_all(at(flag.x + 4.0, top), lines, TEXT, "");
        }
        if flags.is_empty() { 0.0 } else { room + 4.0 }
    }

    /// The parts of a bar that no fold cuts.
    fn clear(&self, from: f64, to: f64) -> Vec<(f64, f64)> {
        let mut parts = vec![(from, to)];
        for fold in self.scale.stretches.iter().filter(|s| s.folded && s.x >= from && s.x + s.width <= to) {
            let middle = fold.x + fold.width / 2.0;
            if let Some((_, end)) = parts.last_mut() {
                *end = middle - 10.0;
            }
            parts.push((middle + 10.0, to));
        }
        parts
    }

    /// Deadlines and dates in doubt, packed under the bar; where they end.
    fn strips(&mut self, sheet: &mut Sheet, lane: &Lane, top: f64) -> f64 {
        let sign = 14.0;
        let x = |at| self.scale.x(at);
        let mut found: Vec<(Strip, (f64, f64), String)> = Vec::new();
        for bracket in &lane.brackets {
            found.push((Strip::Bracket(bracket), (x(bracket.from.0), x(bracket.to.1)), bracket.label.clone()));
        }
        for twins in &lane.twins {
            let xs = || twins.readings.iter().map(|(at, ..)| x(*at));
            let span = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
            found.push((Strip::Twins(twins), span, String::new()));
        }
        let mut strips: Vec<(Strip, (f64, f64), f64)> = Vec::new();
        let mut texts = Vec::new();
        for (strip, span, text) in found {
            let text = match strip {
                Strip::Bracket(_) => text,
                Strip::Twins(twins) => self.disagreement(twins),
            };
            let wide = TEXT.width(&text) + sign;
            let start = span.0.min(self.right - wide).max(LEFT + NAMES + 14.0);
            strips.push((strip, (span.0.min(start), span.1.max(start + wide)), start));
            texts.push((span, text));
        }
        let taken: Vec<(f64, f64)> = strips.iter().map(|(_, taken, _)| *taken).collect();
        let (rows, count) = pack(&taken, 10.0);
        let high = 12.0 + TEXT.line_height() + 3.0;
        for (((strip, _, start), (span, text)), row) in strips.iter().zip(&texts).zip(rows) {
            let y = top + row as f64 * high + 7.0;
            match strip {
                Strip::Bracket(bracket) => {
                    sheet.draw(self.bracket(bracket, y));
                    sheet.draw(marks::clock(at(start + 5.5, y + 6.0 + TEXT.line_height() / 2.0), 10.0));
                }
                Strip::Twins(twins) => {
                    sheet.draw(stroke(at(span.0, y), at(span.1, y), "line dashed"));
                    for (reading, ..) in &twins.readings {
                        sheet.draw(lozenge(at(self.scale.x(*reading), y), 5.0));
                    }
                    sheet.write(at(*start + 1.0, y + 6.0), "≠", DATE, "");
                }
            }
            sheet.write(at(start + sign, y + 6.0), text, TEXT, "");
        }
        top + count as f64 * high
    }

    /// "“The day that the notices bear”: 16 June 2011 [1] or 27 June 2011 [6]".
    fn disagreement(&mut self, twins: &Twins) -> String {
        let readings: Vec<String> =
            twins.readings.iter().map(|(_, date, sources)| format!("{date}{}", self.numbers.cite(sources))).collect();
        let readings = words::list(&readings, words::say(self.lang, "or", "ou"));
        format!("{}{} {readings}", twins.about, words::say(self.lang, ":", " :"))
    }

    fn bracket(&self, bracket: &Bracket, y: f64) -> Element {
        let x = |at| self.scale.x(at);
        let (from, to) = ((x(bracket.from.0), x(bracket.from.1)), (x(bracket.to.0), x(bracket.to.1)));
        let mut group = Element::group("deadline");
        // What is certain is drawn through; what depends on an unknown, dashed.
        let sure = Some((from.1, to.0)).filter(|(start, end)| start < end);
        let spans = sure.map_or(vec![(from.0, to.1)], |(start, end)| vec![(from.0, start), (end, to.1)]);
        for (a, b) in spans.into_iter().filter(|(a, b)| b - a > 0.5) {
            group.push(stroke(at(a, y), at(b, y), "line dashed"));
        }
        if let Some((start, end)) = sure {
            group.push(stroke(at(start, y), at(end, y), "line"));
        }
        group.push(stroke(at(from.0, y - 4.0), at(from.0, y + 4.0), "line"));
        for end in [to.0, to.1] {
            let hook =
                Path::new().to(end - 3.0, y - 5.0).line(end, y - 5.0).line(end, y + 5.0).line(end - 3.0, y + 5.0);
            group.push(Element::path(&hook, "line"));
        }
        group.titled(&bracket.label)
    }
}

/// What stands under a bar.
#[derive(Clone, Copy)]
enum Strip<'a> {
    Bracket(&'a Bracket),
    Twins(&'a Twins),
}

/// The last instant of a mark: of its dates, or of what it lasted.
fn end(mark: &Mark) -> super::model::Minutes {
    mark.again.iter().map(|(at, _)| *at).chain([mark.lasted.unwrap_or(mark.span.1)]).max().unwrap_or(mark.span.1)
}
