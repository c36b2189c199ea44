//! Diagnostics on their way to the user.

use greffe::diagnostic::{Diagnostic, Diagnostics, Severity, SourceMap, Style, render_all};
use greffe::library::Library;
use serde_json::{Value, json};

use super::terminal::Terminal;

/// Shows all of them beside the results.
pub fn show(found: &Diagnostics, sources: &SourceMap, terminal: &mut Terminal) {
    let style = Style { color: terminal.err_color(), width: terminal.width() };
    terminal.err(&render_all(found, sources, style));
}

/// Shows why something cannot be used: the errors in its files if there are any, else the fault itself.
pub fn refuse(fault: Diagnostic, library: &Library, terminal: &mut Terminal) {
    let mut found = Diagnostics::new();
    found.extend(library.diagnostics().iter().cloned());
    if !found.has_errors() {
        found.push(fault);
    }
    errors(&found, library, terminal);
}

/// Shows the errors among what was found.
pub fn errors(found: &Diagnostics, library: &Library, terminal: &mut Terminal) {
    let mut errors = Diagnostics::new();
    errors.extend(found.iter().filter(|d| d.severity == Severity::Error).cloned());
    errors.sort();
    show(&errors, library.sources(), terminal);
}

/// All of them as JSON.
pub fn json(found: &Diagnostics, sources: &SourceMap) -> Value {
    let all = found.iter().map(|diagnostic| {
        let place = diagnostic.place();
        let (line, column) = place.map(|at| sources.line_column(at)).unzip();
        let labels = diagnostic.labels.iter().map(|label| {
            let (line, column) = sources.line_column(label.span);
            let file = &sources.get(label.span.file).name;
            json!({ "file": file, "line": line, "column": column, "text": label.text, "primary": label.primary })
        });
        json!({
            "code": diagnostic.code.name(),
            "severity": severity(diagnostic.severity),
            "file": place.map(|at| sources.get(at.file).name.as_str()),
            "line": line,
            "column": column,
            "message": diagnostic.headline,
            "help": diagnostic.help,
            "notes": diagnostic.notes,
            "labels": labels.collect::<Vec<_>>(),
        })
    });
    Value::Array(all.collect())
}

/// The word for a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
