//! What the YAML library complains about, in the words of a diagnostic.

use serde_yaml::Error;

use super::parse::{MAX_ALIASES, MAX_DEPTH, MAX_NODES, MAX_REPEATED};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};

/// Reports an error of the library at its place.
pub(super) fn report(error: &Error, file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let error = error.without_snippet();
    let place = error.location().map_or(Span::new(file, 0, 0), |location| {
        let offset = location.span().byte_offset().map(|offset| offset as usize);
        let start = offset.unwrap_or_else(|| offset_of(text, location.line(), location.column()));
        let next = text.get(start..).and_then(|rest| rest.chars().next());
        let length = next
            .filter(|next| !next.is_control())
            .map_or(0, char::len_utf8);
        Span::new(file, start, start.saturating_add(length))
    });
    let (code, headline, help) = explain(error);
    let mut diagnostic = Diagnostic::new(code, headline).at(place, "");
    if let Some(help) = help {
        diagnostic = diagnostic.help(help);
    }
    diagnostics.push(diagnostic);
}

fn explain(error: &Error) -> (Code, String, Option<String>) {
    let yaml =
        |headline: &str, help: &str| (Code::E001, headline.to_owned(), Some(help.to_owned()));
    match error {
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. } => return (Code::E007, too_large(error), None),
        Error::MultipleDocuments { .. } => {
            return yaml(
                "a second document begins",
                "one file holds one procedure or one scenario",
            );
        }
        Error::MergeKeyNotAllowed { .. } => {
            return yaml(
                "merge keys are not read",
                "write the keys out where they belong",
            );
        }
        _ => {}
    }
    let full = error.to_string();
    let message = full
        .rfind(" at line ")
        .and_then(|at| full.get(..at))
        .unwrap_or(&full)
        .to_owned();
    let lower = message.to_lowercase();
    let help =
        if lower.contains("mapping values are not allowed") || lower.contains("':' indicator") {
            Some("check the indentation, and put a text that contains `: ` in quotes")
        } else if lower.contains("quote") {
            Some("the text that begins here never ends")
        } else if lower.contains("bracket") {
            Some("the map or list that begins here never ends")
        } else if lower.contains("tab") {
            Some("indent with spaces")
        } else if lower.contains("string scalar") || lower.contains("null into string") {
            Some("a key is a plain text")
        } else {
            None
        };
    (Code::E001, message, help.map(str::to_owned))
}

fn too_large(error: &Error) -> String {
    use serde_yaml::budget::BudgetBreach as Breach;
    let aliases = format!("the aliases of the file unfold to more than {MAX_REPEATED} parts");
    let Error::Budget { breach, .. } = error else {
        return aliases;
    };
    match breach {
        Breach::Depth { .. } => {
            format!("maps and lists stand more than {MAX_DEPTH} deep in each other")
        }
        Breach::Nodes { .. } | Breach::Events { .. } => {
            format!("the file has more than {MAX_NODES} values")
        }
        Breach::Documents { .. } => "the file has more than one document".to_owned(),
        Breach::Aliases { .. } | Breach::Anchors { .. } => {
            format!("the file has more than {MAX_ALIASES} anchors or aliases")
        }
        Breach::RecordedAnchorEvents { .. } | Breach::RecordedAnchorBytes { .. } => aliases,
        _ => "the file passes a bound of the reader".to_owned(),
    }
}

/// The byte at a line and a column that count characters from 1.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let mut start = 0_usize;
    for (number, content) in (1_u64..).zip(text.split_inclusive('\n')) {
        if number == line {
            let column = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
            let at = content
                .char_indices()
                .nth(column)
                .map_or(content.trim_end().len(), |(at, _)| at);
            return start.saturating_add(at);
        }
        start = start.saturating_add(content.len());
    }
    text.trim_end().len()
}
