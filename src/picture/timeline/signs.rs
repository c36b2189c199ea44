//! The signs of a timeline that no other picture has.

use super::lanes::Kind;
use super::sheet::stroke;
use crate::picture::geometry::{Point, at};
use crate::picture::marks;
use crate::picture::svg::{Element, Path};
use crate::procedure::Level;

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
