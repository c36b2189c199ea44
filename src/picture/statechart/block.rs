//! Lines of text that stand together: labels, the content of boxes, notes.

use crate::picture::geometry::{Point, Rect, at};
use crate::picture::marks;
use crate::picture::measure::Font;
use crate::picture::svg::{Element, Path};
use crate::report::words::say;
use crate::text::Lang;

/// A sign at the beginning of a line.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Sign {
    /// A deadline.
    Clock,
    /// The number of a note.
    Note(usize),
    /// A step of a course.
    Step(String),
    /// The case ends here.
    Final,
    /// The case is here.
    Here,
}

#[derive(Clone, PartialEq, Debug)]
struct Line {
    signs: Vec<Sign>,
    text: String,
    font: Font,
    class: &'static str,
    indent: f64,
    /// Room above it.
    above: f64,
    /// The transition that it is about, by its number.
    about: Option<usize>,
}

/// Lines of text.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Block(Vec<Line>);

/// The font of numbers of notes.
const NOTE: Font = Font::regular(10.0);
/// That of steps.
const STEP: Font = Font::bold(11.0);
/// After a sign.
const AFTER: f64 = 5.0;

/// The number of a note as it is written.
fn note(number: usize) -> String {
    format!("({number})")
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Self::Clock | Self::Final | Self::Here => 13.0,
            Self::Note(number) => NOTE.width(&note(*number)),
            Self::Step(text) => STEP.width(text) + 10.0,
        }
    }

    fn draw(&self, start: Point, base: f64) -> Vec<Element> {
        let middle = at(start.x + self.width() / 2.0, base - 4.2);
        match self {
            Self::Clock => vec![marks::clock(middle, 13.0)],
            Self::Final => vec![Element::circle(middle, 5.8, "ring"), Element::circle(middle, 3.2, "ink")],
            Self::Here => {
                let corners = Path::new().to(start.x + 1.0, middle.y - 5.5).line(start.x + 12.0, middle.y);
                vec![Element::path(&corners.line(start.x + 1.0, middle.y + 5.5).close(), "badge")]
            }
            Self::Note(number) => vec![Element::text(at(start.x, base - 0.5), &note(*number), NOTE, "soft")],
            Self::Step(text) => {
                let pill = Rect::around(middle, self.width(), 15.0);
                let text_at = at(start.x + 5.0, base - 0.3);
                vec![Element::rect(pill, 7.5, "badge"), Element::text(text_at, text, STEP, "on-badge")]
            }
        }
    }
}

impl Block {
    /// Adds a paragraph in lines no wider than `width`, the first of them after its signs.
    pub fn add(&mut self, signs: Vec<Sign>, text: &str, font: Font, class: &'static str, width: f64) -> &mut Self {
        let before: f64 = signs.iter().map(|sign| sign.width() + AFTER).sum();
        // What follows the signs is wrapped as if they were a word.
        let mut lines = font.wrap(text, (width - before).max(width / 2.0));
        let first = if lines.is_empty() { String::new() } else { lines.remove(0) };
        let line = |signs, text, indent| Line { signs, text, font, class, indent, above: 0.0, about: None };
        self.0.push(line(signs, first, 0.0));
        let rest = font.wrap(&lines.join(" "), width);
        self.0.extend(rest.into_iter().map(|text| line(Vec::new(), text, 0.0)));
        self
    }

    /// Leaves room above the line that was added last, or above the first of a paragraph.
    pub fn above(&mut self, lines: usize, room: f64) -> &mut Self {
        let count = self.0.len();
        if let Some(line) = self.0.get_mut(count.saturating_sub(lines)) {
            line.above = room;
        }
        self
    }

    /// Moves what was added since there were `from` lines to the right, and says that it is about a transition.
    pub fn about(&mut self, from: usize, transition: usize, indent: f64) {
        for line in self.0.iter_mut().skip(from) {
            line.about = Some(transition);
            line.indent += indent;
        }
    }

    /// The lines as plain text, their signs as words.
    pub fn plain(&self, lang: Lang) -> Vec<String> {
        let each = self.0.iter().map(|line| {
            let signs = line.signs.iter().filter_map(|sign| match sign {
                Sign::Clock => Some(say(lang, "the end of", "expiration :").to_owned()),
                Sign::Note(number) => Some(note(*number)),
                Sign::Step(text) => Some(format!("[{text}]")),
                Sign::Here => Some("▶".to_owned()),
                Sign::Final => None,
            });
            signs.chain(Some(line.text.clone())).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        });
        each.collect()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn width(&self) -> f64 {
        let each = self.0.iter().map(|line| {
            let signs: f64 = line.signs.iter().map(|sign| sign.width() + AFTER).sum();
            line.indent + signs + line.font.width(&line.text)
        });
        each.fold(0.0, f64::max).ceil()
    }

    pub fn height(&self) -> f64 {
        self.0.iter().map(Line::height).sum::<f64>().ceil()
    }

    /// The block with its upper left corner at a point, each line in a group that tells what it is about.
    pub fn draw(&self, corner: Point) -> Vec<Element> {
        let mut out: Vec<Element> = Vec::new();
        let mut y = corner.y;
        let mut group: Option<(usize, Element)> = None;
        for line in &self.0 {
            y += line.above;
            let base = y + line.font.ascent();
            let mut x = corner.x + line.indent;
            let mut drawn = Vec::new();
            for sign in &line.signs {
                drawn.extend(sign.draw(at(x, y), base));
                x += sign.width() + AFTER;
            }
            if !line.text.is_empty() {
                drawn.push(Element::text(at(x, base), &line.text, line.font, line.class));
            }
            y += line.font.line_height();
            let same = group.as_ref().is_some_and(|(about, _)| Some(*about) == line.about);
            if !same {
                out.extend(group.take().map(|(_, element)| element));
                group = line.about.map(|about| (about, super::draw::about(&[about])));
            }
            match &mut group {
                Some((_, element)) => drawn.into_iter().for_each(|part| element.push(part)),
                None => out.extend(drawn),
            }
        }
        out.extend(group.map(|(_, element)| element));
        out
    }
}

impl Line {
    fn height(&self) -> f64 {
        self.above + self.font.line_height()
    }
}
