//! Pages to be read in a browser: one file that needs no network, reads without scripts, and prints. One is about cases,
//! another about a register.
//!
//! Nothing is decided here: every word follows from a [`crate::replay::Replay`] or a [`crate::report::audit::Summary`],
//! in the words of the report as text. Whatever text a file has, it comes out as text. The same input gives the same
//! bytes.

pub mod audit;
mod case;
mod charts;
mod events;
mod law;
mod place;
mod rich;
mod shell;
mod standing;
mod steps;

use maud::{Markup, html};

use self::shell::Shell;
use crate::replay::{History, Replay};
use crate::report::words::{PageWord, page};
use crate::text::Lang;

/// The style sheet of pages.
const STYLE: &str = include_str!("page.css");
/// What steps, filters and prints.
const SCRIPT: &str = include_str!("page.js");

/// Cases as a page.
#[must_use]
pub fn html(cases: &[(Replay, History)], lang: Lang) -> String {
    let titles: Vec<&str> = cases.iter().map(|(replay, _)| replay.scenario.title.get(lang)).collect();
    let several = cases.len() > 1;
    let body: Vec<Markup> = cases
        .iter()
        .enumerate()
        .map(|(index, (replay, history))| case::case(replay, history, (index, several), lang))
        .collect();
    let shell = Shell {
        title: &titles.join(" · "),
        style: &[STYLE],
        script: Some(SCRIPT),
        skip: ("page:events-0", page(PageWord::Skip, lang)),
        made_by: PageWord::MadeBy,
        lang,
    };
    shell.around(&html! { @for case in &body { (case) } })
}
