//! What a user must see: a code, a place in a file, what is wrong and what would be right.
//!
//! A [`Diagnostic`] is data. [`render`] turns it into text in the look of rustc; `docs/errors/` explains each
//! [`Code`].

mod code;
mod collect;
mod render;
mod source;
mod suggest;

pub use code::{Code, UnknownCode};
pub use collect::Diagnostics;
pub use render::{Style, render, render_all};
pub use source::{FileId, SourceFile, SourceMap, Span};
pub use suggest::suggest;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, and something in it is probably not meant.
    Warning,
}

/// A place in a file, with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is said there; may be empty.
    pub text: String,
    /// Whether this is the place of the fault itself, rather than one that explains it.
    pub primary: bool,
}

/// One thing a user must see.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The stable code, explained in `docs/errors/`.
    pub code: Code,
    /// Error or warning; the code's own by default.
    pub severity: Severity,
    /// What is wrong, in lower case and without a full stop, names in backticks.
    pub headline: String,
    /// Places in files.
    pub labels: Vec<Label>,
    /// Facts that help to understand.
    pub notes: Vec<String>,
    /// What would be right.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic with the code's own severity and no place yet.
    #[must_use]
    pub fn new(code: Code, headline: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            headline: headline.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds a place of the fault itself.
    #[must_use]
    pub fn at(self, span: Span, text: impl Into<String>) -> Self {
        self.label(span, text, true)
    }

    /// Adds a place that explains the fault.
    #[must_use]
    pub fn also(self, span: Span, text: impl Into<String>) -> Self {
        self.label(span, text, false)
    }

    fn label(mut self, span: Span, text: impl Into<String>, primary: bool) -> Self {
        self.labels.push(Label { span, text: text.into(), primary });
        self
    }

    /// Adds a fact that helps to understand.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds "did you mean" if one of the names is close to the one that was written.
    #[must_use]
    pub fn did_you_mean<'a>(self, wanted: &str, names: impl Iterator<Item = &'a str>) -> Self {
        match suggest(wanted, names) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// The place by which diagnostics are sorted: the first primary label, else the first label.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.labels.iter().find(|label| label.primary).or(self.labels.first()).map(|label| label.span)
    }
}
