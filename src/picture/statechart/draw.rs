//! Boxes, frames and arrows as elements.

use crate::picture::geometry::{Point, Rect, at};
use crate::picture::marks;
use crate::picture::svg::{Element, Path};

/// How close to each other the points of a bend are at most, in parts of it.
const PARTS: u32 = 24;

/// A group that is about transitions, by their numbers.
pub(super) fn about(transitions: &[usize]) -> Element {
    let numbers: Vec<String> = transitions.iter().map(usize::to_string).collect();
    Element::new("g").attribute("data-transition", numbers.join(" "))
}

/// The path of a line whose points are those of a layout: straight, bent, straight and so on.
pub(super) fn path(points: &[Point]) -> Path {
    let mut path = Path::new();
    for (index, point) in points.iter().enumerate() {
        path = match index.checked_sub(1).and_then(|before| points.get(before)) {
            None => path.to(point.x, point.y),
            Some(before) if index % 2 == 0 && before.x != point.x => {
                let (first, second) = controls(*before, *point);
                path.curve(first, second, *point)
            }
            Some(_) => path.line(point.x, point.y),
        };
    }
    path
}

/// The points of the same line, close to each other.
pub(super) fn sampled(points: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = points.first().copied().into_iter().collect();
    for (index, pair) in points.windows(2).enumerate() {
        let [start, end] = pair else { continue };
        let (first, second) = if index % 2 == 1 { controls(*start, *end) } else { (*start, *end) };
        for part in 1..=PARTS {
            let t = f64::from(part) / f64::from(PARTS);
            out.push(if index % 2 == 1 { cubic(*start, first, second, *end, t) } else { start.towards(*end, t) });
        }
    }
    out
}

/// Towards which points a bend goes: it begins and ends upright.
fn controls(start: Point, end: Point) -> (Point, Point) {
    let middle = f64::midpoint(start.y, end.y);
    (at(start.x, middle), at(end.x, middle))
}

/// A point of a cubic curve, by de Casteljau's way.
fn cubic(a: Point, b: Point, c: Point, d: Point, t: f64) -> Point {
    let (ab, bc, cd) = (a.towards(b, t), b.towards(c, t), c.towards(d, t));
    ab.towards(bc, t).towards(bc.towards(cd, t), t)
}

/// How an arrow is drawn.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Whether it is the end of a deadline.
    pub dashed: bool,
    /// Whether the course takes it.
    pub taken: bool,
    /// Whether the line leads upwards.
    pub back: bool,
}

/// A line, with the head of an arrow at its end if it is the end of the arrow.
pub(super) fn line(points: &[Point], style: Style, head: bool) -> Vec<Element> {
    let mut points = points.to_vec();
    let mut out = Vec::new();
    let size = if style.taken { 14.0 } else { 11.0 };
    let tip = points.last().copied().unwrap_or_default();
    let behind = if style.back { tip.y + size } else { tip.y - size };
    if head && let Some(last) = points.last_mut() {
        // The line ends within the head, so that it does not show beyond its tip.
        last.y = (tip.y + behind) / 2.0;
    }
    let (course, dashes) = (if style.taken { " course" } else { "" }, if style.dashed { " dashed" } else { "" });
    out.push(Element::path(&path(&points), &format!("line{course}{dashes}")));
    if head {
        let class = if style.taken { "course-head" } else { "head" };
        out.push(marks::arrow_head(at(tip.x, behind), tip, size, class));
    }
    out
}

/// The outline of a state.
pub(super) fn state(bounds: Rect, is_final: bool, current: bool, visited: bool) -> Vec<Element> {
    let round = 9.0;
    let mut out = Vec::new();
    let thick = if current || visited { " course" } else { "" };
    let ground = if current { " current" } else { "" };
    if is_final {
        out.push(Element::rect(bounds, round, &format!("node{thick}")));
        out.push(Element::rect(bounds.grown(-4.5), round - 3.0, &format!("node{ground}")));
    } else {
        out.push(Element::rect(bounds, round, &format!("node{thick}{ground}")));
    }
    out
}
