//! The sheet that a timeline is drawn on: elements in layers, and where every text stands.

use super::model::Kind;
use super::signs;
use crate::picture::geometry::{Point, Rect, at};
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Path};

/// A text and the box that it fills.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its box.
    pub bounds: Rect,
}

/// Elements, the lower ones apart from the upper ones, and the boxes of all texts.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What lies under everything.
    pub ground: Vec<Element>,
    /// What lies on it.
    pub body: Vec<Element>,
    /// Every text.
    pub labels: Vec<Label>,
    /// The box of every sign of what happened.
    pub signs: Vec<Rect>,
    /// What the ids of symbols begin with, if signs are used by reference.
    pub symbols: Option<String>,
}

impl Sheet {
    /// Draws on the ground.
    pub fn under(&mut self, element: Element) {
        self.ground.push(element);
    }

    /// Draws on top of what is there.
    pub fn draw(&mut self, element: Element) {
        self.body.push(element);
    }

    /// A line of text, as an element; `start` is the left end of its upper side.
    pub fn line(&mut self, start: Point, text: &str, font: Font, class: &str) -> Element {
        let bounds = Rect { x: start.x, y: start.y, width: font.exact_width(text), height: font.line_height() };
        self.labels.push(Label { text: text.to_owned(), bounds });
        Element::text(at(start.x, start.y + font.ascent()), text, font, class)
    }

    /// The sign of what happened, as an element.
    pub fn sign(&mut self, kind: Kind, centre: Point, size: f64) -> Element {
        self.signs.push(Rect::around(centre, size, size));
        match &self.symbols {
            Some(prefix) => signs::by_reference(prefix, kind, centre, size),
            None => signs::sign(kind, centre, size),
        }
    }

    /// Writes a line of text.
    pub fn write(&mut self, start: Point, text: &str, font: Font, class: &str) {
        let line = self.line(start, text, font, class);
        self.draw(line);
    }

    /// Writes lines of text, one below the other; where they end.
    pub fn write_all(&mut self, start: Point, lines: &[String], font: Font, class: &str) -> f64 {
        let mut y = start.y;
        for line in lines {
            self.write(at(start.x, y), line, font, class);
            y += font.line_height();
        }
        y
    }
}

/// Slanted lines that fill a box.
pub fn hatch(bounds: Rect, step: f64) -> Element {
    let mut path = Path::new();
    let mut x = bounds.x - bounds.height + step;
    while x < bounds.right() {
        // From the lower side to the upper one, cut off at the left and right sides.
        let (low, high) = (x.max(bounds.x), (x + bounds.height).min(bounds.right()));
        path = path.to(low, bounds.bottom() - (low - x)).line(high, bounds.bottom() - (high - x));
        x += step;
    }
    Element::path(&path, "rule").attribute("stroke-opacity", "0.5")
}
