//! The report in the browser: one file that needs no network, reads without scripts, and prints.
//!
//! Nothing is decided here: every word follows from a [`crate::replay::Replay`], in the words of the report as text.
//! Whatever text a file has, it comes out as text. The same cases give the same bytes.

mod case;
mod charts;
mod events;
mod law;
mod rich;
mod standing;
mod steps;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::picture::theme;
use crate::replay::{History, Replay};
use crate::report::words::{PageWord, page};
use crate::text::Lang;

/// The style sheet of the page.
const STYLE: &str = include_str!("page.css");
/// What steps, filters and prints.
const SCRIPT: &str = include_str!("page.js");

/// Cases as a page.
#[must_use]
pub fn html(cases: &[(Replay, History)], lang: Lang) -> String {
    let style = format!("{}{STYLE}", theme::style_sheet());
    // Nothing may be loaded, and nothing run but what stands here.
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(&style)
    );
    let titles: Vec<&str> = cases.iter().map(|(replay, _)| replay.scenario.title.get(lang)).collect();
    let word = match lang {
        Lang::En => "en",
        Lang::Fr => "fr",
    };
    let several = cases.len() > 1;
    let body: Vec<Markup> = cases
        .iter()
        .enumerate()
        .map(|(index, (replay, history))| case::case(replay, history, (index, several), lang))
        .collect();
    let markup = html! {
        (DOCTYPE)
        html lang=(word) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (titles.join(" · ")) }
                style { (PreEscaped(&style)) }
            }
            body {
                a.skip href="#page:events-0" { (page(PageWord::Skip, lang)) }
                (rich::sprite(lang))
                main { @for case in &body { (case) } }
                footer { p { (page(PageWord::MadeBy, lang)) " " (env!("CARGO_PKG_VERSION")) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    // What HTML forbids as a character becomes the replacement character.
    markup.into_string().chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A source of a content security policy: the hash of a text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
