//! A YAML file as a tree in which everything knows its place.

use std::fmt;
use std::ops::{Deref, Range};

use crate::diagnostic::Span;

/// A value with its place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands; for a quoted text, with its quotes.
    pub span: Span,
    /// Whether the file has the characters of a text one by one, be it between quotes.
    exact: bool,
}

impl<T> Located<T> {
    /// A value at a place.
    #[must_use]
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span, exact: true }
    }
}

impl Located<String> {
    /// The text of a scalar.
    pub(super) fn text(scalar: &Scalar, span: Span) -> Self {
        Self { value: scalar.text.clone(), span, exact: scalar.exact }
    }

    /// The place of a byte range of the text: exact where the file has the same characters, be it between quotes; the
    /// whole text where escapes or line breaks stand in between.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Span {
        if !self.exact {
            return self.span;
        }
        let quotes = self.span.len().checked_sub(self.value.len());
        let before = match quotes {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.span,
        };
        let origin = self.span.start as usize;
        let place = |offset: usize| origin.saturating_add(before).saturating_add(offset.min(self.value.len()));
        Span::new(self.span.file, place(range.start), place(range.end.max(range.start)))
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for Located<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A scalar as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scalar {
    /// The text. Without quotes, the characters of the file: `007` and `1.50` stay as they are.
    pub text: String,
    /// Whether it stands in quotes, and so is a text whatever it looks like.
    pub quoted: bool,
    /// Whether the file has the same characters, without escapes and line breaks.
    pub exact: bool,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// One value.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file; its keys are unique.
    Map(Vec<(Located<String>, Node)>),
}

/// A part of a YAML file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Where it stands. A map or list in block style is shown by its first entry.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

impl Node {
    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The text, if this is a scalar without quotes.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(scalar) if !scalar.quoted => Some(&scalar.text),
            _ => None,
        }
    }

    /// What it is, in words: "a list".
    #[must_use]
    pub const fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(_) => "one value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}
