//! What the YAML library complains about, in the words of a diagnostic.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

use super::limits::{MAX_ALIASES, MAX_DEPTH, MAX_NODES, MAX_REPEATED};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Span};

/// Reports an error of the library at its place.
pub(super) fn report(error: &Error, file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let error = error.without_snippet();
    let place = error.location().map_or(Span::new(file, 0, 0), |location| {
        let offset = location.span().byte_offset().map(|offset| offset as usize);
        let start = offset.unwrap_or_else(|| offset_of(text, location.line(), location.column()));
        let next = text.get(start..).and_then(|rest| rest.chars().next());
        let length = next.filter(|next| !next.is_control()).map_or(0, char::len_utf8);
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
    let full = error.to_string();
    let message = full.find(" at line ").and_then(|at| full.get(..at)).unwrap_or(&full);
    let unfolds = format!("the aliases of the file unfold to more than {MAX_REPEATED} parts");
    match error {
        Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => {}
        Error::Budget { breach, .. } => return (Code::E007, too_large(breach), None),
        _ if message.starts_with("recursion limit") => return (Code::E007, too_deep(), None),
        _ if message.starts_with("alias replay") => return (Code::E007, unfolds, None),
        _ => {}
    }
    let (headline, help) = match message {
        _ if matches!(error, Error::Budget { .. } | Error::MultipleDocuments { .. }) => {
            ("a second document begins", "one file holds one procedure or one scenario")
        }
        _ if message.contains("merge key") => ("merge keys are not read", "write the keys out where they belong"),
        _ if message.starts_with("recursive references") => {
            ("an alias stands inside the part that it repeats", "write the part out where it belongs")
        }
        _ if message == "expected string scalar" || message.contains("null into string") => {
            ("a key is not a plain text", "a map has `key: value`, a list has `- value`")
        }
        _ if message.starts_with("invalid indentation in multiline quoted") => (
            "a text in quotes goes on in the next line, which is not indented",
            "end the text with a quote, or indent what follows of it",
        ),
        _ if ["indentation", "trailing content", "content", "global tag", "simple key"]
            .iter()
            .any(|what| message.strip_prefix("invalid ").is_some_and(|rest| rest.starts_with(what))) =>
        {
            return (Code::E001, message.to_owned(), None);
        }
        _ if message.starts_with("invalid ") => ("the value does not fit its tag", "remove the tag"),
        _ if message.starts_with("mapping values are not allowed") || message.contains("':' indicator") => {
            (message, "check the indentation, and put a text that contains `: ` in quotes")
        }
        _ if message.starts_with("unclosed quote") => (message, "the text that begins here never ends"),
        _ if message.starts_with("unclosed bracket") => (message, "the map or list that begins here never ends"),
        _ if message.starts_with("tabs") => ("a tab indents the line", "indent with spaces"),
        _ => return (Code::E001, message.to_owned(), None),
    };
    (Code::E001, headline.to_owned(), Some(help.to_owned()))
}

fn too_deep() -> String {
    format!("maps and lists stand more than {MAX_DEPTH} deep in each other")
}

fn too_large(breach: &BudgetBreach) -> String {
    match breach {
        BudgetBreach::Depth { .. } => too_deep(),
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => {
            format!("the file has more than {MAX_NODES} values")
        }
        BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. } => {
            format!("the file has more than {MAX_ALIASES} anchors or aliases")
        }
        _ => "the file passes a bound of the reader".to_owned(),
    }
}

/// The byte at a line and a column that count characters from 1.
fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let mut start = 0_usize;
    for (number, content) in (1_u64..).zip(text.split_inclusive('\n')) {
        if number == line {
            let column = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
            let at = content.char_indices().nth(column).map_or(content.trim_end().len(), |(at, _)| at);
            return start.saturating_add(at);
        }
        start = start.saturating_add(content.len());
    }
    text.trim_end().len()
}
