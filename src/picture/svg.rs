//! Elements of SVG, and the pictures that they make up.
//!
//! Whatever text comes in, what comes out is well-formed: markup is escaped, and characters that XML forbids become
//! the replacement character. Numbers are written with at most one decimal.

use std::fmt::Write as _;

use super::measure::Font;
use super::theme;
use crate::text::Lang;

/// The size of most texts, in pixels: a picture says it once.
const COMMON: f64 = 11.0;

/// An element, with its attributes in the order in which they were given.
#[derive(Clone, PartialEq, Debug)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
}

#[derive(Clone, PartialEq, Debug)]
enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element without attributes or content.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// A group of a class.
    #[must_use]
    pub fn group(class: &str) -> Self {
        Self::new("g").class(class)
    }

    /// A box, with rounded corners where `round` is not 0.
    #[must_use]
    pub fn rect(bounds: super::geometry::Rect, round: f64, class: &str) -> Self {
        let plain = Self::new("rect").number("x", bounds.x).number("y", bounds.y);
        let sized = plain.number("width", bounds.width).number("height", bounds.height);
        let rounded = if round > 0.0 { sized.number("rx", round) } else { sized };
        rounded.class(class)
    }

    /// A circle.
    #[must_use]
    pub fn circle(centre: super::geometry::Point, radius: f64, class: &str) -> Self {
        Self::new("circle").number("cx", centre.x).number("cy", centre.y).number("r", radius).class(class)
    }

    /// A path, from the data of [`Path`].
    #[must_use]
    pub fn path(path: &Path, class: &str) -> Self {
        Self::new("path").attribute("d", path.data()).class(class)
    }

    /// A line of text that begins at a point of its base line. Its width is fixed, so that a reader whose fonts are
    /// wider than those that were measured sees it squeezed, not overlapping.
    #[must_use]
    pub fn text(start: super::geometry::Point, text: &str, font: Font, class: &str) -> Self {
        let mut element = Self::new("text").number("x", start.x).number("y", start.y);
        if (font.size - COMMON).abs() > f64::EPSILON {
            element = element.number("font-size", font.size);
        }
        let element = element.number("textLength", font.exact_width(text));
        element
            .attribute("lengthAdjust", "spacingAndGlyphs")
            .class(&format!("{} {class}", font.face.class()))
            .says(text)
    }

    /// With an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute that is a number.
    #[must_use]
    pub fn number(self, name: &'static str, value: f64) -> Self {
        self.attribute(name, number(value))
    }

    /// With a class, or several between spaces; none, if empty.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        let class = class.trim();
        if class.is_empty() { self } else { self.attribute("class", class) }
    }

    /// With an element inside, after those that it has.
    #[must_use]
    pub fn with(mut self, child: Self) -> Self {
        self.push(child);
        self
    }

    /// With text inside, after what it has.
    #[must_use]
    pub fn says(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// With a title, which browsers show when one points at it, and readers of screens read.
    #[must_use]
    pub fn titled(self, text: &str) -> Self {
        self.with(Self::new("title").says(text))
    }

    /// Puts an element inside, after those that it has.
    pub fn push(&mut self, child: Self) {
        self.children.push(Child::Element(child));
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            // Writing to a string cannot fail.
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
        }
        if self.children.is_empty() {
            out.push_str("/>\n");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(&escaped(text)),
                Child::Element(element) => {
                    if !out.ends_with('\n') {
                        out.push('\n');
                    }
                    element.write(out);
                }
            }
        }
        let _ = writeln!(out, "</{}>", self.name);
    }
}

/// A picture: elements on a sheet of a size in pixels.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What it shows, in a line.
    pub title: String,
    /// What one would see in it, for those who cannot.
    pub description: String,
    /// The language of its texts.
    pub lang: Lang,
    /// What is drawn, the lowest first.
    pub body: Vec<Element>,
}

impl Picture {
    /// A file of its own: with its style sheet, and its paper.
    #[must_use]
    pub fn standalone(&self) -> String {
        let style = Element::new("style").says(theme::style_sheet());
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.element(Some(style)).write(&mut out);
        out
    }

    /// An element for a page that has the style sheet ([`theme::style_sheet`]) already.
    #[must_use]
    pub fn inline(&self) -> String {
        let mut out = String::new();
        self.element(None).write(&mut out);
        out
    }

    fn element(&self, style: Option<Element>) -> Element {
        let (width, height) = (self.width.ceil(), self.height.ceil());
        let lang = match self.lang {
            Lang::En => "en",
            Lang::Fr => "fr",
        };
        let mut root = Element::new("svg")
            .attribute("xmlns", "http://www.w3.org/2000/svg")
            .number("width", width)
            .number("height", height)
            .attribute("viewBox", format!("0 0 {} {}", number(width), number(height)))
            .number("font-size", COMMON)
            .attribute("lang", lang)
            .attribute("role", "img")
            .attribute("aria-label", self.title.clone())
            .class("picture");
        root.push(Element::new("title").says(self.title.clone()));
        if !self.description.is_empty() {
            root.push(Element::new("desc").says(self.description.clone()));
        }
        root.children.extend(style.map(Child::Element));
        let paper = super::geometry::Rect { x: 0.0, y: 0.0, width, height };
        root.push(Element::rect(paper, 0.0, "paper"));
        root.children.extend(self.body.iter().cloned().map(Child::Element));
        root
    }
}

/// The data of a path.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Path(String);

impl Path {
    /// A path without a point.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes to a point without drawing.
    #[must_use]
    pub fn to(self, x: f64, y: f64) -> Self {
        self.then('M', &[x, y])
    }

    /// Draws a straight line to a point.
    #[must_use]
    pub fn line(self, x: f64, y: f64) -> Self {
        self.then('L', &[x, y])
    }

    /// Draws a quadratic curve: the point that it bends towards, then its end.
    #[must_use]
    pub fn bend(self, control: super::geometry::Point, end: super::geometry::Point) -> Self {
        self.then('Q', &[control.x, control.y, end.x, end.y])
    }

    /// Draws a cubic curve: the two points that it bends towards, then its end.
    #[must_use]
    pub fn curve(
        self,
        first: super::geometry::Point,
        second: super::geometry::Point,
        end: super::geometry::Point,
    ) -> Self {
        self.then('C', &[first.x, first.y, second.x, second.y, end.x, end.y])
    }

    /// Draws a straight line back to where it began.
    #[must_use]
    pub fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    /// What `d` says.
    #[must_use]
    pub fn data(&self) -> String {
        self.0.clone()
    }

    fn then(mut self, command: char, numbers: &[f64]) -> Self {
        self.0.push(command);
        let numbers: Vec<String> = numbers.iter().map(|n| number(*n)).collect();
        self.0.push_str(&numbers.join(" "));
        self
    }
}

/// A number with at most one decimal; what is no number is 0.
#[must_use]
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let tenths = (value * 10.0).round() / 10.0;
    // Adding zero makes of a negative zero a positive one.
    format!("{}", tenths + 0.0)
}

/// A text in which nothing means anything to XML.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_themselves_and_nothing_that_xml_forbids_comes_out() {
        let element = Element::new("text").attribute("id", "\"a'<").says("<script>&\u{0}\u{b}\u{7f}\u{ffff}é\n");
        let mut out = String::new();
        element.write(&mut out);
        assert_eq!(out, "<text id=\"&quot;a'&lt;\">&lt;script&gt;&amp;\u{fffd}\u{fffd}\u{fffd}\u{fffd}é </text>\n");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.25, -0.01, 1e-9, 33.333, f64::NAN].map(number), ["1", "0.3", "0", "0", "33.3", "0"]);
        assert_eq!(Path::new().to(0.0, 1.26).line(-2.0, 3.0).close().data(), "M0 1.3L-2 3Z");
    }

    #[test]
    fn a_picture_says_what_it_shows() {
        let (title, description) = ("A & B".to_owned(), "Two letters".to_owned());
        let picture = Picture { width: 9.2, height: 5.0, title, description, lang: Lang::Fr, body: Vec::new() };
        let inline = picture.inline();
        assert!(inline.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"5\""), "{inline}");
        for part in ["lang=\"fr\"", "aria-label=\"A &amp; B\"", "<desc>Two letters</desc>", "class=\"paper\""] {
            assert!(inline.contains(part), "{part} in {inline}");
        }
        assert!(picture.standalone().contains("prefers-color-scheme") && !inline.contains("<style"));
    }
}
