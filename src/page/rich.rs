//! Painted text and entries as HTML.

use maud::{Markup, PreEscaped, html};

use crate::engine::Verdict;
use crate::picture::geometry::at;
use crate::picture::marks;
use crate::picture::svg::{Element, Picture};
use crate::report::text::{Entry, Paint, Rich};
use crate::text::Lang;

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
                Paint::Cite => a.cite href={ "#page:source-" (case) "-" (digits(piece)) } { (piece) },
                _ => span class=(class(paint)) { (piece) },
            }
        }
    }
}

/// The number in "[3]".
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The mark of an entry: a verdict's sign as on the pictures, or a symbol; and its word.
pub fn mark(entry: &Entry, verdict: Option<Verdict>) -> Markup {
    html! {
        span class={ "mark " (class(entry.mark.paint)) } {
            @match verdict {
                Some(verdict) => svg.picture.sign width="17" height="17" viewBox="0 0 20 20" aria-hidden="true" {
                    use href={ "#page:sign-" (verdict.word()) } {}
                },
                None => span.symbol aria-hidden="true" { (entry.mark.symbol) },
            }
            " " span.word { (entry.mark.word) }
        }
    }
}

/// An entry of a list: mark, headline, details; `machines` says whether to name its machines.
pub fn entry(entry: &Entry, case: usize) -> Markup {
    html! {
        (mark(entry, None))
        div.said {
            p.headline {
                @if !entry.when.is_empty() { span.time { (entry.when) } " " }
                (rich(&entry.headline, case))
            }
            (details(entry.details.iter(), case))
        }
    }
}

/// Lines below a headline.
pub fn details<'a>(lines: impl Iterator<Item = &'a Rich>, case: usize) -> Markup {
    html! {
        @for line in lines.filter(|line| !line.is_empty()) {
            p class=(if line.is_item() { "detail item" } else { "detail" }) { (rich(line, case)) }
        }
    }
}

/// The signs of verdicts, to be used by reference.
pub fn sprite(lang: Lang) -> Markup {
    let all = [Verdict::Legal, Verdict::Irregular, Verdict::Illegal, Verdict::Undetermined];
    let symbols = all.map(|verdict| {
        let sign = marks::verdict(verdict, at(10.0, 10.0), 15.0);
        let id = format!("page:sign-{}", verdict.word());
        Element::new("symbol")
            .attribute("id", id)
            .attribute("viewBox", "0 0 20 20")
            .with(Element::group("picture").with(sign))
    });
    let (title, description) = (String::new(), String::new());
    let picture = Picture { width: 1.0, height: 1.0, title, description, lang, body: symbols.to_vec() };
    html! { div.sprite aria-hidden="true" { (PreEscaped(picture.inline())) } }
}
