//! Painted text and entries as HTML.

use maud::{Markup, PreEscaped, html};

use crate::engine::Verdict;
use crate::picture::svg::Picture;
use crate::picture::timeline;
use crate::report::text::{Entry, Paint, Rich};
use crate::report::words;
use crate::text::Lang;

/// What the ids of signs begin with.
pub const SIGNS: &str = "page:sign-";

/// The class of a paint.
fn class(paint: Paint) -> &'static str {
    match paint {
        Paint::Plain => "",
        Paint::Strong => "strong",
        Paint::Quiet | Paint::Cite => "quiet",
        Paint::Good => "good",
        Paint::Warning => "warn",
        Paint::Bad => "bad",
        Paint::Doubt => "doubt",
        Paint::Time => "time",
    }
}

/// Painted text; numbers of sources are links to the list of sources of the case.
pub fn rich(text: &Rich, case: usize) -> Markup {
    html! {
        @for (paint, piece) in text.pieces() {
            @match paint {
                Paint::Plain => (piece),
                Paint::Strong => strong { (piece) },
                // Said aside; `i` is short, and there are thousands.
                Paint::Quiet if piece == " — " => (piece),
                Paint::Quiet => i { (piece) },
                Paint::Cite => a.cite href={ "#page:source-" (case) "-" (digits(piece)) } { (piece) },
                _ => span class=(class(paint)) { (piece) },
            }
        }
    }
}

/// Whether a line begins with a label: "law: ".
pub fn is_labelled(line: &Rich, word: &str, lang: Lang) -> bool {
    let label = format!("{word}{} ", words::say(lang, ":", " :"));
    line.pieces().next().is_some_and(|(paint, text)| paint == Paint::Quiet && text.starts_with(&label))
}

/// The number in "[3]".
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The mark of an entry: its word, and for a verdict its sign as on the pictures.
pub fn mark(entry: &Entry, verdict: Option<Verdict>) -> Markup {
    html! {
        @if let Some(verdict) = verdict {
            svg.picture.sign width="17" height="17" viewBox="0 0 20 20" aria-hidden="true" {
                use href={ "#" (SIGNS) (verdict.word()) } {}
            }
            " "
        }
        b class=[Some(class(entry.mark.paint)).filter(|class| !class.is_empty())] { (entry.mark.word) }
    }
}

/// An entry of a list: its mark in words, headline, details.
pub fn entry(entry: &Entry, case: usize) -> Markup {
    html! {
        (mark(entry, None))
        div {
            p {
                @if !entry.when.is_empty() { span.time { (entry.when) } " " }
                (rich(&entry.headline, case))
            }
            (details(entry.details.iter(), case))
        }
    }
}

/// A picture for the page, which has the style sheet: without what only other viewers need.
pub fn inline(picture: &Picture) -> PreEscaped<String> {
    // A browser squeezes a text by its spaces too, and needs no line ends; plain text is as the page has it.
    let text = picture.inline().replace(" lengthAdjust=\"spacingAndGlyphs\"", "").replace(" class=\"t\"", "");
    PreEscaped(text.replace(">\n", ">"))
}

/// Lines below a headline.
pub fn details<'a>(lines: impl Iterator<Item = &'a Rich>, case: usize) -> Markup {
    html! {
        @for line in lines.filter(|line| !line.is_empty()) {
            p.item[line.is_item()] { (rich(line, case)) }
        }
    }
}

/// The signs of pictures, to be used by reference.
pub fn sprite(lang: Lang) -> Markup {
    let (title, description) = (String::new(), String::new());
    let picture = Picture { width: 1.0, height: 1.0, title, description, lang, body: timeline::symbols(SIGNS) };
    html! { div.sprite aria-hidden="true" { (inline(&picture)) } }
}
