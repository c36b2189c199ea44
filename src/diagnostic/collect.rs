//! The collection into which every reader and checker reports.

use super::{Diagnostic, Severity};

/// The most diagnostics that are kept; what comes after is only counted.
const LIMIT: usize = 500;

/// Diagnostics, in the order in which they were found until they are sorted.
///
/// At most 500 are kept; errors take the place of warnings. The same diagnostic is kept once, since an aliased part
/// of a YAML file is read once for each alias.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    dropped: usize,
    errors: usize,
}

impl Diagnostics {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.kept.contains(&diagnostic) {
            return;
        }
        let error = diagnostic.severity == Severity::Error;
        if error {
            self.errors = self.errors.saturating_add(1);
        }
        if self.kept.len() < LIMIT {
            self.kept.push(diagnostic);
            return;
        }
        self.dropped = self.dropped.saturating_add(1);
        let warning = self.kept.iter().rposition(|kept| kept.severity == Severity::Warning);
        if let Some(slot) = warning.filter(|_| error).and_then(|at| self.kept.get_mut(at)) {
            *slot = diagnostic;
        }
    }

    /// How many errors were found, kept or not.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many were found beyond those that are kept.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Those that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.kept.iter()
    }

    /// Sorts by file, position and code; what has no place comes first.
    pub fn sort(&mut self) {
        self.kept.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.place().map(|span| (span.file, span.start, span.end)), d.code);
            key(a).cmp(&key(b))
        });
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, SourceMap, Span};
    use super::*;

    #[test]
    fn keeps_five_hundred_and_counts_the_rest() {
        let mut all = Diagnostics::new();
        for n in 0..600 {
            all.push(Diagnostic::new(Code::E303, format!("article {n} is never used")));
        }
        assert_eq!((all.len(), all.dropped(), all.has_errors()), (500, 100, false));
        all.push(Diagnostic::new(Code::E001, "broken"));
        assert_eq!((all.len(), all.dropped(), all.has_errors()), (500, 101, true));
    }

    #[test]
    fn remembers_an_error_that_was_not_kept() {
        let mut all = Diagnostics::new();
        for n in 0..501 {
            all.push(Diagnostic::new(Code::E001, format!("{n}")));
        }
        assert_eq!((all.len(), all.dropped(), all.has_errors()), (500, 1, true));
    }

    #[test]
    fn keeps_the_same_diagnostic_once() {
        let mut all = Diagnostics::new();
        all.extend([Diagnostic::new(Code::E001, "x"), Diagnostic::new(Code::E001, "x")]);
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn sorts_by_file_then_position_then_code() {
        let mut map = SourceMap::default();
        let (a, b) = (map.add("a", "0123"), map.add("b", "0123"));
        let mut all = Diagnostics::new();
        let at = |code, file, start| Diagnostic::new(code, "x").at(Span { file, start, end: start + 1 }, "");
        all.extend([at(Code::E001, b, 0), at(Code::E003, a, 2), at(Code::E002, a, 2), at(Code::E004, a, 1)]);
        all.push(Diagnostic::new(Code::E008, "no place"));
        all.sort();
        let names: Vec<_> = all.iter().map(|d| d.code.name()).collect();
        assert_eq!(names, ["E008", "E004", "E002", "E003", "E001"]);
    }
}
