//! The signs of a timeline that no other picture has.

use super::model::Kind;
use crate::engine::Verdict;
use crate::picture::geometry::{Point, Rect, at};
use crate::picture::marks;
use crate::picture::svg::{Element, Path};
use crate::procedure::Level;

/// The size of a sign within its symbol.
const SIZE: f64 = 15.0;

/// The name of a sign.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Act(verdict) => verdict.word(),
        Kind::NotJudged => "not_judged",
        Kind::Observed => "observed",
        Kind::RanOut => "ran_out",
        Kind::Breach(Level::Required) => "breach",
        Kind::Breach(Level::Recommended) => "lesser_breach",
    }
}

/// Every sign as a symbol, 20 pixels high and wide with its margin; the ids begin with `prefix`.
pub fn symbols(prefix: &str) -> Vec<Element> {
    let verdicts = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined].map(Kind::Act);
    let breaches = [Level::Required, Level::Recommended].map(Kind::Breach);
    let all = verdicts.into_iter().chain([Kind::NotJudged, Kind::Observed, Kind::RanOut]).chain(breaches);
    let symbol = |kind: Kind| {
        let drawn = Element::group("picture").with(sign(kind, at(10.0, 10.0), SIZE));
        let id = format!("{prefix}{}", name(kind));
        Element::new("symbol").attribute("id", id).attribute("viewBox", "0 0 20 20").with(drawn)
    };
    all.map(symbol).collect()
}

/// A sign by reference to its symbol.
pub fn by_reference(prefix: &str, kind: Kind, centre: Point, size: f64) -> Element {
    let room = Rect::around(centre, size * 20.0 / SIZE, size * 20.0 / SIZE);
    Element::new("use")
        .attribute("href", format!("#{prefix}{}", name(kind)))
        .number("x", room.x)
        .number("y", room.y)
        .number("width", room.width)
        .number("height", room.height)
}

/// The sign of what happened.
pub fn sign(kind: Kind, centre: Point, size: f64) -> Element {
    match kind {
        Kind::Act(verdict) => marks::verdict(verdict, centre, size),
        Kind::Observed => marks::observation(centre, size),
        Kind::RanOut => marks::clock(centre, size),
        Kind::NotJudged => {
            let half = size / 2.0;
            let dash = stroke(at(centre.x - half * 0.6, centre.y), at(centre.x + half * 0.6, centre.y), "glyph");
            Element::group("mark").with(Element::circle(centre, half, "ring bare")).with(dash)
        }
        Kind::Breach(level) => breach(centre, size, level),
    }
}

/// A duty or property that was not kept: an octagon with an exclamation mark.
fn breach(centre: Point, size: f64, level: Level) -> Element {
    let half = size / 2.0;
    let corner = half * 0.42;
    let points = [
        (-corner, -half),
        (corner, -half),
        (half, -corner),
        (half, corner),
        (corner, half),
        (-corner, half),
        (-half, corner),
        (-half, -corner),
    ];
    let mut path = Path::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        let (x, y) = (centre.x + x, centre.y + y);
        path = if index == 0 { path.to(x, y) } else { path.line(x, y) };
    }
    let class = match level {
        Level::Required => "ring illegal",
        Level::Recommended => "ring irregular",
    };
    let exclamation = Path::new()
        .to(centre.x, centre.y - half * 0.55)
        .line(centre.x, centre.y + half * 0.15)
        .to(centre.x, centre.y + half * 0.52)
        .line(centre.x, centre.y + half * 0.54);
    Element::group("mark").with(Element::path(&path.close(), class)).with(Element::path(&exclamation, "glyph"))
}

/// One of several dates that sources give.
pub fn lozenge(centre: Point, half: f64) -> Element {
    let path = Path::new()
        .to(centre.x, centre.y - half)
        .line(centre.x + half, centre.y)
        .line(centre.x, centre.y + half)
        .line(centre.x - half, centre.y)
        .close();
    Element::path(&path, "node")
}

/// A bar that is cut, where time is left out: two slanted strokes with paper between them.
pub fn cut(top: Point, height: f64) -> Element {
    let (slant, half) = (4.0, 4.0);
    let (low, high) = (top.y + height + 2.0, top.y - 2.0);
    let edge = |x: f64| Path::new().to(x - slant, low).line(x + slant, high);
    let gap = Path::new()
        .to(top.x - half - slant, low)
        .line(top.x - half + slant, high)
        .line(top.x + half + slant, high)
        .line(top.x + half - slant, low)
        .close();
    Element::group("cut")
        .with(Element::path(&gap, "paper"))
        .with(Element::path(&edge(top.x - half), "rule"))
        .with(Element::path(&edge(top.x + half), "rule"))
}

/// A straight line.
pub fn stroke(from: Point, to: Point, class: &str) -> Element {
    Element::path(&Path::new().to(from.x, from.y).line(to.x, to.y), class)
}
