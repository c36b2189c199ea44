//! Plots: the axis of values that they share, and histograms.

use super::geometry::{Rect, at};
use super::measure::Font;
use super::svg::{Element, Path, Picture};
use crate::text::Lang;

/// What stands at an axis.
pub const SMALL: Font = Font::regular(11.0);

/// The least of 1, 2, 2.5, 5 and their multiples by ten that is not below a value.
#[must_use]
pub fn round_up(value: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 < value {
        unit *= 10.0;
    }
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|step| step * unit).find(|step| *step >= value).unwrap_or(unit * 10.0)
}

/// Adds the axis of values, from nothing at the bottom to the highest at the top: at some shares of the highest, how they
/// are written.
pub fn value_axis<S: AsRef<str>>(group: &mut Element, bounds: Rect, numbers: &[(f64, S)]) {
    let frame =
        Path::new().to(bounds.x, bounds.y).line(bounds.x, bounds.bottom()).line(bounds.right(), bounds.bottom());
    group.push(Element::path(&frame, "rule"));
    for (share, text) in numbers {
        let (text, y) = (text.as_ref(), bounds.bottom() - share * bounds.height);
        if *share > 0.0 {
            group.push(Element::path(&Path::new().to(bounds.x, y).line(bounds.right(), y), "rule dashed"));
        }
        group.push(Element::text(at(bounds.x - 6.0 - SMALL.width(text), y + 4.0), text, SMALL, "t soft"));
    }
}

/// A bar of a histogram.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// The first value that it counts; nothing: all below the last.
    pub from: Option<i32>,
    /// The last; nothing: all from the first on.
    pub to: Option<i32>,
    /// How many it counts.
    pub count: u64,
    /// What it says where one points at it.
    pub label: String,
    /// Its class.
    pub class: &'static str,
}

/// Bars over whole numbers, those that are closed of one width and without a gap between them. An open one stands apart
/// at its end.
#[derive(Clone, Copy, Debug)]
pub struct Histogram<'h> {
    /// The bars, from the lowest to the highest.
    pub bars: &'h [Bar],
    /// What it shows.
    pub title: &'h str,
    /// What one would see.
    pub description: &'h str,
    /// What the numbers are, with their unit.
    pub across: &'h str,
    /// What is counted.
    pub up: &'h str,
    /// What begins at 0.
    pub zero: &'h str,
    /// The highest value of the axis of values, and how it is written.
    pub highest: (u64, &'h str),
    /// The language of its texts.
    pub lang: Lang,
}

/// The size of a histogram, and of what stands around its bars, in pixels.
const WIDTH: f64 = 360.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 14.0;
const ABOVE: f64 = 36.0;
const HEIGHT: f64 = 110.0;
const BELOW: f64 = 40.0;
/// The gap before a bar that is open, in widths of a bar.
const GAP: f64 = 0.6;
/// How far apart the numbers below the axis are, at least.
const APART: f64 = 8.0;

impl Histogram<'_> {
    /// The picture.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let bounds = Rect { x: LEFT, y: ABOVE, width: WIDTH - LEFT - RIGHT, height: HEIGHT };
        let mut body = vec![Element::text(at(6.0, 13.0), self.up, SMALL, "t soft")];
        let mut axis = Element::group("axis");
        value_axis(&mut axis, bounds, &[(0.0, "0"), (1.0, self.highest.1)]);
        body.push(axis);
        let slot = bounds.width / self.slots();
        let mut bars = Element::group("bars");
        for (bar, x) in self.bars.iter().zip(self.starts(bounds.x, slot)) {
            let height = bounds.height * share(bar.count, self.highest.0);
            // What is there is seen, however little it is.
            let height = if bar.count > 0 { height.max(1.5) } else { 0.0 };
            let inner = Rect { x: x + 0.5, y: bounds.bottom() - height, width: (slot - 1.0).max(1.0), height };
            if bar.count > 0 {
                bars.push(Element::rect(inner, 0.0, bar.class).titled(&bar.label));
            }
        }
        body.push(bars);
        body.push(self.numbers(bounds, slot));
        body.extend(self.zero_line(bounds, slot));
        let middle = bounds.centre().x - SMALL.width(self.across) / 2.0;
        body.push(Element::text(at(middle, bounds.bottom() + 34.0), self.across, SMALL, "t soft"));
        Picture {
            width: WIDTH,
            height: ABOVE + HEIGHT + BELOW,
            title: self.title.to_owned(),
            description: self.description.to_owned(),
            lang: self.lang,
            body,
        }
    }

    fn open_below(&self) -> bool {
        self.bars.first().is_some_and(|bar| bar.from.is_none())
    }

    /// How many widths of a bar there are.
    fn slots(&self) -> f64 {
        let gaps = [self.open_below(), self.bars.last().is_some_and(|bar| bar.to.is_none())];
        let gaps: f64 = gaps.into_iter().filter(|open| *open).map(|_| GAP).sum();
        (self.bars.iter().map(|_| 1.0).sum::<f64>() + gaps).max(1.0)
    }

    /// Where each bar starts.
    fn starts(&self, left: f64, slot: f64) -> Vec<f64> {
        let mut x = left;
        let mut starts = Vec::with_capacity(self.bars.len());
        for bar in self.bars {
            if bar.to.is_none() {
                x += GAP * slot;
            }
            starts.push(x);
            x += slot;
            if bar.from.is_none() {
                x += GAP * slot;
            }
        }
        starts
    }

    /// The first values of bars, below where they start, as many as there is room for; 0 is always there, then the ends.
    fn numbers(&self, bounds: Rect, slot: f64) -> Element {
        let mut group = Element::group("axis");
        let starts = self.starts(bounds.x, slot);
        let single = self.bars.iter().any(|bar| bar.from.is_some() && bar.from == bar.to);
        let named: Vec<(i32, f64, String)> = self
            .bars
            .iter()
            .zip(starts)
            .filter_map(|(bar, x)| {
                let at = if single { x + slot / 2.0 } else { x };
                match (bar.from, bar.to) {
                    (Some(from), None) => Some((from, x + slot / 2.0, format!("≥ {}", signed(from)))),
                    (None, Some(to)) => Some((to, x + slot / 2.0, format!("≤ {}", signed(to)))),
                    (Some(from), Some(_)) => Some((from, at, signed(from))),
                    (None, None) => None,
                }
            })
            .collect();
        let zero = named.iter().position(|(from, ..)| *from == 0).unwrap_or(0);
        let widest = named.iter().map(|(.., text)| SMALL.width(text)).fold(0.0, f64::max) + APART;
        let each =
            [1_u16, 2, 5, 10, 20].into_iter().find(|each| f64::from(*each) * slot >= widest).map_or(50, usize::from);
        let regular = (0..named.len()).filter(|index| index.abs_diff(zero).is_multiple_of(each));
        let ends = [zero, 0, named.len().saturating_sub(1)];
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for index in ends.into_iter().chain(regular) {
            let Some((_, x, text)) = named.get(index) else { continue };
            let width = SMALL.width(text);
            let left = (x - width / 2.0).clamp(2.0, WIDTH - 2.0 - width);
            if taken.iter().any(|(from, to)| left < to + APART && from - APART < left + width) {
                continue;
            }
            taken.push((left, left + width));
            group.push(Element::path(&Path::new().to(*x, bounds.bottom()).line(*x, bounds.bottom() + 4.0), "rule"));
            group.push(Element::text(at(left, bounds.bottom() + 17.0), text, SMALL, "t soft"));
        }
        group
    }

    /// The line at which 0 begins, with what it is.
    fn zero_line(&self, bounds: Rect, slot: f64) -> Option<Element> {
        let zero = self.bars.iter().position(|bar| bar.from == Some(0))?;
        let x = *self.starts(bounds.x, slot).get(zero)?;
        let line = Path::new().to(x, bounds.y - 8.0).line(x, bounds.bottom());
        let width = SMALL.width(self.zero);
        // To the right of the line where there is room for it.
        let start = if x + 4.0 + width <= WIDTH - 2.0 { x + 4.0 } else { x - 4.0 - width };
        let told = Element::text(at(start.max(2.0), bounds.y - 6.0), self.zero, SMALL, "t");
        Some(Element::group("zero").with(Element::path(&line, "line")).with(told))
    }
}

/// A number with a true minus sign.
fn signed(value: i32) -> String {
    if value < 0 { format!("−{}", value.unsigned_abs()) } else { value.to_string() }
}

#[allow(clippy::cast_precision_loss, reason = "a pixel is coarser")]
fn share(some: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { some as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers() {
        for (value, end) in [(0.0, 1.0), (1.0, 1.0), (3.0, 5.0), (21.0, 25.0), (4_300_000.0, 5_000_000.0)] {
            assert_eq!(round_up(value), end);
        }
    }

    fn bar(from: Option<i32>, to: Option<i32>, count: u64) -> Bar {
        Bar { from, to, count, label: format!("{count} acts"), class: "legal" }
    }

    fn drawn(bars: &[Bar]) -> String {
        let (title, description) = ("Days", "Most are in time");
        let all = Histogram {
            bars,
            title,
            description,
            across: "days to spare",
            up: "acts",
            zero: "last day",
            highest: (10, "10"),
            lang: Lang::En,
        };
        all.draw().inline()
    }

    #[test]
    fn each_bar_that_counts_something_is_drawn_and_zero_is_marked() {
        let picture = drawn(&[
            bar(None, Some(-11), 1),
            bar(Some(-10), Some(-1), 0),
            bar(Some(0), Some(9), 10),
            bar(Some(10), None, 5),
        ]);
        assert_eq!(picture.matches("class=\"legal\"").count(), 3, "{picture}");
        for text in [">last day<", ">0<", ">≤ −11<", ">≥ 10<", ">days to spare<", "<title>5 acts</title>"] {
            assert!(picture.contains(text), "{text} in {picture}");
        }
        // The bar of ten is as high as the axis, that of five half as high.
        assert!(picture.contains("height=\"110\"") && picture.contains("height=\"55\""), "{picture}");
    }

    #[test]
    fn one_bar_or_none_can_be_drawn() {
        assert!(drawn(&[bar(Some(0), Some(0), 3)]).contains(">0<"));
        assert!(!drawn(&[]).contains("class=\"legal\""));
    }
}
