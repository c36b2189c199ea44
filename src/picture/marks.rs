//! Signs that pictures share: verdicts, each by a shape and a glyph of its own, the clock, and heads of arrows.

use super::geometry::{Point, Rect, at};
use super::svg::{Element, Path};
use super::theme;
use crate::engine::Verdict;

/// The mark of a verdict around a point, `size` pixels high: a disc with a tick (legal), a triangle with an exclamation
/// mark (irregular), a square with a cross (illegal), a diamond with a question mark (undetermined).
#[must_use]
pub fn verdict(verdict: Verdict, centre: Point, size: f64) -> Element {
    let pen = Pen { centre, scale: size / 2.0 };
    let class = format!("ring {}", theme::class(verdict));
    let (ground, glyph) = match verdict {
        Verdict::Legal => {
            (Element::circle(centre, pen.scale, ""), pen.lines(&[&[(-0.45, 0.05), (-0.12, 0.4), (0.48, -0.36)]]))
        }
        Verdict::Irregular => (
            Element::path(&pen.lines(&[&[(0.0, -1.0), (1.08, 0.9), (-1.08, 0.9)]]).close(), ""),
            pen.lines(&[&[(0.0, -0.4), (0.0, 0.22)], &[(0.0, 0.6), (0.0, 0.62)]]),
        ),
        Verdict::Illegal => (
            Element::rect(Rect::around(centre, size * 0.92, size * 0.92), 0.0, ""),
            pen.lines(&[&[(-0.42, -0.42), (0.42, 0.42)], &[(0.42, -0.42), (-0.42, 0.42)]]),
        ),
        Verdict::Undetermined => (
            Element::path(&pen.lines(&[&[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)]]).close(), ""),
            pen.question(),
        ),
    };
    // The outline of the shape is ink: light shapes stay visible on light paper.
    Element::group("mark").with(ground.class(&class)).with(Element::path(&glyph, "glyph"))
}

/// The mark of an observation: an open eye, `size` pixels high.
#[must_use]
pub fn observation(centre: Point, size: f64) -> Element {
    let pen = Pen { centre, scale: size / 2.0 };
    let lid = |y: f64| (pen.at(-0.5, y), pen.at(0.5, y), pen.at(1.15, 0.0));
    let (up, down) = (lid(-1.0), lid(1.0));
    let start = pen.at(-1.15, 0.0);
    let outline = Path::new().to(start.x, start.y).curve(up.0, up.1, up.2).curve(down.1, down.0, start).close();
    let eye = Element::path(&outline, "ring observed");
    Element::group("mark").with(eye).with(Element::circle(centre, pen.scale * 0.28, "glyph"))
}

/// A clock around a point, `size` pixels high.
#[must_use]
pub fn clock(centre: Point, size: f64) -> Element {
    let pen = Pen { centre, scale: size / 2.0 };
    let hands = pen.lines(&[&[(0.0, -0.58), (0.0, 0.0), (0.42, 0.24)]]);
    Element::group("clock").with(Element::circle(centre, pen.scale, "sign bare")).with(Element::path(&hands, "sign"))
}

/// The head of an arrow whose line comes from `from` and ends at `tip`, `size` pixels long.
#[must_use]
pub fn arrow_head(from: Point, tip: Point, size: f64, class: &str) -> Element {
    let length = from.distance(tip).max(0.001);
    let (dx, dy) = ((tip.x - from.x) / length * size, (tip.y - from.y) / length * size);
    let (back, half) = (at(tip.x - dx, tip.y - dy), 0.42);
    let path = Path::new()
        .to(tip.x, tip.y)
        .line(back.x - dy * half, back.y + dx * half)
        .line(back.x + dy * half, back.y - dx * half)
        .close();
    Element::path(&path, class)
}

/// Draws around a centre in units of half a size.
struct Pen {
    centre: Point,
    scale: f64,
}

impl Pen {
    fn at(&self, x: f64, y: f64) -> Point {
        at(self.centre.x + x * self.scale, self.centre.y + y * self.scale)
    }

    fn lines(&self, lines: &[&[(f64, f64)]]) -> Path {
        let mut path = Path::new();
        for line in lines {
            for (index, (x, y)) in line.iter().enumerate() {
                let point = self.at(*x, *y);
                path = if index == 0 { path.to(point.x, point.y) } else { path.line(point.x, point.y) };
            }
        }
        path
    }

    fn question(&self) -> Path {
        let start = self.at(-0.3, -0.25);
        let dot = self.at(0.0, 0.62);
        Path::new()
            .to(start.x, start.y)
            .curve(self.at(-0.3, -0.72), self.at(0.36, -0.72), self.at(0.32, -0.24))
            .curve(self.at(0.3, 0.04), self.at(0.0, 0.0), self.at(0.0, 0.28))
            .to(dot.x, dot.y)
            .line(dot.x, dot.y + 0.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::svg::Picture;
    use crate::text::Lang;

    #[test]
    fn verdicts_differ_by_shape_and_not_by_colour_alone() {
        let written = |verdict_: Verdict| {
            let body = vec![verdict(verdict_, at(20.0, 20.0), 16.0)];
            let (title, description) = (String::new(), String::new());
            let drawn = Picture { width: 40.0, height: 40.0, title, description, lang: Lang::En, body }.inline();
            drawn.replace(theme::class(verdict_), "")
        };
        let all = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined].map(written);
        for (index, one) in all.iter().enumerate() {
            assert!(all[index + 1..].iter().all(|other| other != one), "{one}");
        }
    }
}
