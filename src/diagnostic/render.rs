//! Diagnostics as text, in the look of rustc.

use std::ops::Range;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use super::{Diagnostic, Diagnostics, FileId, Label, Severity, SourceMap};

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// The width of the terminal in columns; longer source lines are cut.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: DEFAULT_TERM_WIDTH }
    }
}

/// One diagnostic as text, without a line break at its end.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&diagnostic.headline)).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    for (file, labels) in by_file(diagnostic) {
        group = group.element(snippet(file, &labels, sources));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(clean(note)));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width.max(20)).render(&[group])
}

/// All of them, an empty line between two, and the number of those that were not kept.
#[must_use]
pub fn render_all(diagnostics: &Diagnostics, sources: &SourceMap, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&render(diagnostic, sources, style));
        out.push_str("\n\n");
    }
    if diagnostics.dropped() > 0 {
        out.push_str(&format!("and {} more\n\n", diagnostics.dropped()));
    }
    out
}

fn clean(text: &str) -> String {
    normalize_untrusted_str(text)
}

/// The labels file by file, the file of the fault first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<&Label>)> {
    let mut files: Vec<(FileId, Vec<&Label>)> = Vec::new();
    let (primary, secondary): (Vec<_>, Vec<_>) = diagnostic.labels.iter().partition(|label| label.primary);
    for label in primary.into_iter().chain(secondary) {
        match files.iter_mut().find(|(file, _)| *file == label.span.file) {
            Some((_, labels)) => labels.push(label),
            None => files.push((label.span.file, vec![label])),
        }
    }
    files
}

/// The lines that the labels touch, and nothing else of a file that may be large.
fn snippet<'a>(
    file: FileId,
    labels: &[&'a Label],
    sources: &'a SourceMap,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(file);
    let ranges: Vec<Range<usize>> = labels.iter().map(|label| sources.clamp(label.span)).collect();
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let before = source.text.get(..first).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let after = source.text.get(last..).unwrap_or_default();
    let end = last.saturating_add(after.find('\n').unwrap_or(after.len()));
    let line = before.bytes().filter(|&byte| byte == b'\n').count().saturating_add(1);
    let annotations = labels.iter().zip(ranges).map(|(label, range)| {
        let range = range.start.saturating_sub(start)..range.end.saturating_sub(start);
        let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = (!label.text.is_empty()).then(|| clean(&label.text));
        kind.span(range).label(text)
    });
    let lines = source.text.get(start..end).unwrap_or_default();
    Snippet::source(lines.strip_suffix('\r').unwrap_or(lines))
        .path(clean(&source.name))
        .line_start(line)
        .annotations(annotations)
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Span};
    use super::*;

    #[test]
    fn shows_two_files_notes_and_help() {
        let mut sources = SourceMap::new();
        let a = sources.add("a.yaml", "from: on_notise\n");
        let b = sources.add("b.yaml", "states:\n  on_notice: {}\n");
        let diagnostic = Diagnostic::new(Code::E101, "unknown state `on_notise`")
            .also(Span::new(b, 10, 19), "the states")
            .at(Span::new(a, 6, 15), "not a state")
            .note("of the procedure `p`")
            .did_you_mean("on_notise", ["on_notice"].into_iter());
        let expected = "\
error[E101]: unknown state `on_notise`
 --> a.yaml:1:7
  |
1 | from: on_notise
  |       ^^^^^^^^^ not a state
  |
 ::: b.yaml:2:3
  |
2 |   on_notice: {}
  |   --------- the states
  |
  = note: of the procedure `p`
  = help: did you mean `on_notice`?";
        assert_eq!(render(&diagnostic, &sources, Style::default()), expected);
    }

    #[test]
    fn a_diagnostic_needs_no_place() {
        let diagnostic = Diagnostic::new(Code::E303, "nothing cites `dec-73`");
        let shown = render(&diagnostic, &SourceMap::new(), Style::default());
        assert_eq!(shown, "warning[E303]: nothing cites `dec-73`");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut sources = SourceMap::new();
        let file = sources.add("\u{1b}[2J", "a: \u{1b}[31m\u{202e}x\n");
        let diagnostic = Diagnostic::new(Code::E006, "\u{1b}[31m").at(Span::new(file, 3, 9), "\u{1b}]0;x\u{7}");
        let shown = render(&diagnostic.note("\u{202e}"), &sources, Style::default());
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }

    #[test]
    fn any_span_can_be_shown() {
        let mut sources = SourceMap::new();
        let files = ["", "é", "日本\r\n\tü: x\r\n\r\n", "\n\n", "a\rb\u{2028}c"].map(|text| sources.add("f", text));
        for file in files {
            for (start, end) in (0..24).flat_map(|start| (0..24).map(move |end| (start, end))) {
                let diagnostic = Diagnostic::new(Code::E001, "x")
                    .at(Span { file, start, end }, "here")
                    .also(Span { file, start: end, end: u32::MAX }, "there");
                for width in [0, 30, 140] {
                    let shown = render(&diagnostic, &sources, Style { color: width == 30, width });
                    assert!(shown.contains("here") && shown.contains("there"), "{shown}");
                }
            }
        }
    }
}
