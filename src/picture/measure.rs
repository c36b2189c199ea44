//! How wide texts are.
//!
//! The widths are those of Liberation Sans, which are those of Arial and of Helvetica: whichever of them a reader has,
//! a text is as wide as it was measured. [`Font::width`] adds a little, for what a screen rounds.

use unicode_width::UnicodeWidthChar;

/// The families asked for, in that order; the first three have the same widths.
pub const FAMILIES: &str = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', Arimo, sans-serif";

/// What is added to a width that was measured, as a share of it.
const RESERVE: f64 = 0.02;

/// How a text is cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    /// Upright.
    Regular,
    /// Upright and heavy.
    Bold,
    /// Slanted, as wide as upright.
    Italic,
}

impl Face {
    /// Its class in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Regular => "t",
            Self::Bold => "t bold",
            Self::Italic => "t italic",
        }
    }
}

/// A face in a size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Font {
    /// The face.
    pub face: Face,
    /// The size, in pixels.
    pub size: f64,
}

impl Font {
    /// An upright font.
    #[must_use]
    pub const fn regular(size: f64) -> Self {
        Self { face: Face::Regular, size }
    }

    /// A heavy one.
    #[must_use]
    pub const fn bold(size: f64) -> Self {
        Self { face: Face::Bold, size }
    }

    /// A slanted one.
    #[must_use]
    pub const fn italic(size: f64) -> Self {
        Self { face: Face::Italic, size }
    }

    /// How wide a line of text is at most, in pixels.
    #[must_use]
    pub fn width(self, text: &str) -> f64 {
        self.exact_width(text) * (1.0 + RESERVE)
    }

    /// How wide a line of text is, in pixels, with the fonts that were measured.
    #[must_use]
    pub fn exact_width(self, text: &str) -> f64 {
        let thousandths: u32 = text.chars().map(|c| advance(self.face, c)).sum();
        f64::from(thousandths) * self.size / 1000.0
    }

    /// From one base line to the next.
    #[must_use]
    pub fn line_height(self) -> f64 {
        self.size * 1.25
    }

    /// From the upper side of a line to its base line.
    #[must_use]
    pub fn ascent(self) -> f64 {
        self.size * 0.95
    }

    /// Some text in lines no wider than `width`. A line ends at a space; within a word only if the word alone is too
    /// wide. Line ends in the text are spaces. Empty text has no line.
    #[must_use]
    pub fn wrap(self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()) {
            for piece in self.pieces(word, width) {
                let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
                if self.width(&longer) <= width || line.is_empty() {
                    line = longer;
                } else {
                    lines.push(std::mem::replace(&mut line, piece));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A word, in as many pieces as it takes.
    fn pieces(self, word: &str, width: f64) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for c in word.chars() {
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
                if self.width(piece) > width && piece.chars().count() > 1 {
                    piece.pop();
                    pieces.push(c.to_string());
                }
            }
        }
        pieces
    }
}

/// The advance of a character, in thousandths of the size.
fn advance(face: Face, c: char) -> u32 {
    let table = if face == Face::Bold { &BOLD } else { &REGULAR };
    let listed = u32::from(c).checked_sub(32).and_then(|index| table.get(usize::try_from(index).ok()?));
    match (listed, face) {
        (Some(0), _) | (None, _) => {}
        (Some(width), _) => return u32::from(*width),
    }
    match (c, face == Face::Bold) {
        ('–' | '†' | '€', _) => 556,
        ('‘' | '’' | '‚', false) => 222,
        ('‘' | '’' | '‚', true) => 278,
        ('“' | '”' | '„', false) | ('‹' | '›', _) => 333,
        ('“' | '”' | '„', true) => 500,
        ('•', _) => 350,
        ('≤' | '≥' | '≠', _) => 549,
        ('−', _) => 584,
        ('∞', _) => 713,
        ('\u{2009}' | '\u{202f}', _) => 278,
        // What no table holds comes from a font that nobody knows: as wide as they get.
        _ => match c.width() {
            Some(0) => 0,
            Some(1) | None => 1000,
            Some(_) => 1400,
        },
    }
}

/// From U+0020 to U+017F, in thousandths; 0: not in the font.
#[rustfmt::skip]
const REGULAR: [u16; 352] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552,
    400, 549, 333, 333, 333, 576, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722,
    667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549,
    611, 556, 556, 556, 556, 500, 556, 500, 667, 556, 667, 556, 667, 556, 722, 500, 722, 500, 722, 500, 722, 500, 722, 615,
    722, 556, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 556, 778, 556, 778, 556, 778, 556, 722, 556, 722, 556,
    278, 278, 278, 278, 278, 278, 278, 222, 278, 278, 735, 444, 500, 222, 667, 500, 500, 556, 222, 556, 222, 556, 292, 556,
    334, 556, 222, 722, 556, 722, 556, 722, 556, 604, 723, 556, 778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333,
    722, 333, 667, 500, 667, 500, 667, 500, 667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556, 722, 556,
    722, 556, 722, 556, 944, 722, 667, 500, 667, 611, 500, 611, 500, 611, 500, 222,
];

#[rustfmt::skip]
const BOLD: [u16; 352] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
    611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552,
    400, 549, 333, 333, 333, 576, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722,
    667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 549,
    611, 611, 611, 611, 611, 556, 611, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 719,
    722, 611, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 611, 778, 611, 778, 611, 778, 611, 722, 611, 722, 611,
    278, 278, 278, 278, 278, 278, 278, 278, 278, 278, 785, 556, 556, 278, 722, 556, 556, 611, 278, 611, 278, 611, 385, 611,
    479, 611, 278, 722, 611, 722, 611, 722, 611, 708, 723, 611, 778, 611, 778, 611, 778, 611, 1000, 944, 722, 389, 722, 389,
    722, 389, 667, 556, 667, 556, 667, 556, 667, 556, 611, 333, 611, 479, 611, 333, 722, 611, 722, 611, 722, 611, 722, 611,
    722, 611, 722, 611, 944, 778, 667, 556, 667, 611, 500, 611, 500, 611, 500, 278,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let font = Font::regular(10.0);
        // H 722, é 556, l 222, a 556, œ 944, as the font's own table has them.
        assert_eq!(font.exact_width("Héla œ"), (722 + 556 + 222 + 556 + 278 + 944) as f64 / 100.0);
        assert!(Font::bold(10.0).width("late") > font.width("late"));
        assert!(font.width("漢字") >= 20.0, "wide characters are wide");
        assert_eq!(font.exact_width("e\u{301}"), font.exact_width("e"), "an accent by itself adds nothing");
    }

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_nothing() {
        let font = Font::regular(12.0);
        let text = "La formation restreinte peut, après procédure contradictoire,\nprononcer un avertissement";
        for width in [30.0, 80.0, 200.0, 2000.0] {
            let lines = font.wrap(text, width);
            assert!(lines.iter().all(|line| font.width(line) <= width), "{lines:?}");
            let kept: String = lines.concat().split_whitespace().collect();
            assert_eq!(kept, text.split_whitespace().collect::<String>());
        }
        assert_eq!(font.wrap(" \n", 50.0), Vec::<String>::new());
        assert_eq!(font.wrap("10\u{a0}% of it", 1.0).concat(), "10\u{a0}%ofit".to_owned());
    }
}
