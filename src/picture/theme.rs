//! The style sheet of pictures: light, dark where the reader asks for it, and print.
//!
//! The colours are those of Okabe and Ito, which the colour-blind tell apart, made lighter on dark paper. No rule uses
//! a variable, since viewers other than browsers know none.

use std::fmt::Write as _;

use super::measure::FAMILIES;
use crate::engine::Verdict;

/// The colours of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    /// What it is drawn on.
    pub paper: &'static str,
    /// Text and lines.
    pub ink: &'static str,
    /// Text of less weight; still 4.5 : 1 on the paper and the panel.
    pub soft: &'static str,
    /// Lines of less weight: frames and axes.
    pub rule: &'static str,
    /// Surfaces that hold others.
    pub panel: &'static str,
    /// Where the case went, and where it stands.
    pub course: &'static str,
    /// The ground of the state in which it stands.
    pub current: &'static str,
    /// What is legal.
    pub legal: &'static str,
    /// What is irregular.
    pub irregular: &'static str,
    /// What is illegal.
    pub illegal: &'static str,
    /// What cannot be told.
    pub undetermined: &'static str,
    /// What was observed.
    pub observed: &'static str,
}

/// On light paper.
pub const LIGHT: Palette = Palette {
    paper: "#ffffff",
    ink: "#1b1f24",
    soft: "#545c66",
    rule: "#a3abb5",
    panel: "#f4f6f8",
    course: "#0072b2",
    current: "#d9ecf8",
    legal: "#009e73",
    irregular: "#e69f00",
    illegal: "#d55e00",
    undetermined: "#cc79a7",
    observed: "#56b4e9",
};

/// On dark paper.
pub const DARK: Palette = Palette {
    paper: "#14181d",
    ink: "#e9ecef",
    soft: "#aab3bd",
    rule: "#5c6672",
    panel: "#1d232a",
    course: "#56b4e9",
    current: "#173a52",
    legal: "#2bc79a",
    irregular: "#f0b429",
    illegal: "#ff8a4c",
    undetermined: "#e29bc4",
    observed: "#7cc6f2",
};

/// In print: no grey surface, ink where light grey would fade.
pub const PRINT: Palette = Palette { soft: "#333333", rule: "#777777", panel: "#ffffff", current: "#ffffff", ..LIGHT };

/// The whole style sheet: light, and the others where they are asked for.
#[must_use]
pub fn style_sheet() -> String {
    let (light, dark, print) = (colours("", &LIGHT), colours("", &DARK), colours("", &PRINT));
    format!("{}{light}@media (prefers-color-scheme:dark){{{dark}}}@media print{{{print}}}", shapes())
}

/// The rules that colour every picture below `scope`, a selector that ends in a space; empty: every picture. For pages
/// in which the reader chooses between light and dark.
#[must_use]
pub fn colours(scope: &str, palette: &Palette) -> String {
    let p = palette;
    let mut out = String::new();
    let mut rule = |classes: &[&str], what: &str, colour: &str| {
        let selectors: Vec<String> = classes.iter().map(|class| format!("{scope}.picture .{class}")).collect();
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{{{what}:{colour}}}", selectors.join(","));
    };
    rule(&["paper", "node", "bare"], "fill", p.paper);
    rule(&["t", "ink", "head"], "fill", p.ink);
    rule(&["soft"], "fill", p.soft);
    rule(&["panel", "frame"], "fill", p.panel);
    rule(&["line", "node", "ring", "sign"], "stroke", p.ink);
    rule(&["frame", "rule"], "stroke", p.rule);
    rule(&["course"], "stroke", p.course);
    rule(&["course-head", "badge"], "fill", p.course);
    rule(&["current"], "fill", p.current);
    rule(&["on-badge"], "fill", p.paper);
    rule(&["legal"], "fill", p.legal);
    rule(&["irregular"], "fill", p.irregular);
    rule(&["illegal"], "fill", p.illegal);
    rule(&["undetermined"], "fill", p.undetermined);
    rule(&["observed"], "fill", p.observed);
    rule(&["glyph"], "stroke", LIGHT.ink);
    out
}

/// What does not depend on light or dark.
fn shapes() -> String {
    format!(
        ".picture .t{{font-family:{FAMILIES}}}\
         .picture .bold{{font-weight:bold}}\
         .picture .italic{{font-style:italic}}\
         .picture .line,.picture .rule,.picture .ring,.picture .sign,.picture .glyph{{fill:none;stroke-width:1.4}}\
         .picture .rule{{stroke-width:1}}\
         .picture .frame{{stroke-width:1.2}}\
         .picture .node{{stroke-width:1.4}}\
         .picture .dashed{{stroke-dasharray:6 4}}\
         .picture .course{{stroke-width:4}}\
         .picture .sign,.picture .glyph{{stroke-linecap:round;stroke-linejoin:round}}\
         .picture .glyph{{stroke-width:1.8}}"
    )
}

/// The class of a verdict.
#[must_use]
pub fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Legal => "legal",
        Verdict::Irregular => "irregular",
        Verdict::Illegal => "illegal",
        Verdict::Undetermined => "undetermined",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2, of `#rrggbb`.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_signs_have_the_contrast_that_wcag_asks_for() {
        for palette in [LIGHT, DARK, PRINT] {
            for ground in [palette.paper, palette.panel, palette.current] {
                assert!(contrast(palette.ink, ground) >= 7.0, "{palette:?}");
                assert!(contrast(palette.soft, ground) >= 4.5, "{palette:?}");
                assert!(contrast(palette.course, ground) >= 3.0, "{palette:?}");
            }
            assert!(contrast(palette.paper, palette.course) >= 4.5, "numbers on badges: {palette:?}");
            let verdicts = [palette.legal, palette.irregular, palette.illegal, palette.undetermined, palette.observed];
            for ground in verdicts {
                // WCAG 2 asks for 4.5 : 1 of text (1.4.3), and for 3 : 1 of signs (1.4.11).
                assert!(contrast(LIGHT.ink, ground) >= 3.0, "glyphs on {ground}: {palette:?}");
            }
        }
    }
}
