//! The page of a register.

use std::path::Path;

use greffe::page::audit::{self, Judged};
use greffe::report::audit::Summary;

use super::super::terminal::Terminal;
use super::super::{Lang, file};

/// What a file is called, without its folder.
pub fn called(path: &str) -> String {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
    name.to_owned()
}

/// Writes the page where one was asked for. Nothing if it cannot be written, which is told.
pub fn write(
    path: Option<&Path>,
    summary: &Summary,
    judged: &Judged,
    lang: Lang,
    terminal: &mut Terminal,
) -> Option<()> {
    let Some(path) = path else { return Some(()) };
    match file::write(path, &audit::html(summary, judged, lang.into())) {
        Ok(()) => Some(()),
        Err(error) => {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            None
        }
    }
}
