//! What is known about a date or another value, which may be little.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::node::{Kind, Located, Node};
use super::read::{FromNode, listed_or, wrong_shape};
use super::values::OneOrMany;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, suggest};

record! {
    /// Somewhere between two dates, both included; one side may be missing.
    pub struct RangeSyntax as "a range of dates", check check_range {
        /// The first possible date.
        not_before: Located<String> = optional "not_before",
        /// The last possible date.
        not_after: Located<String> = optional "not_after",
    }
}

record! {
    /// It lasted from one date to another.
    pub struct LastedSyntax as "a span of time" {
        /// When it began.
        from: Located<String> = required "from",
        /// When it ended.
        to: Located<String> = required "to",
    }
}

record! {
    /// Sources disagree.
    pub struct ReadingsSyntax as "a value with readings" {
        /// What each of them says.
        readings: Vec<ReadingSyntax> = required "readings",
        /// What is in doubt, in English.
        en: Located<String> = optional "en",
        /// What is in doubt, in French.
        fr: Located<String> = optional "fr",
    }
}

record! {
    /// What one source says, or several that agree.
    pub struct ReadingSyntax as "a reading", check check_reading {
        /// The value: a plain one or a range.
        value: UncertainSyntax = required "value",
        /// The source.
        source: Located<String> = optional "source",
        /// The sources.
        sources: OneOrMany<Located<String>> = optional "sources",
    }
}

record! {
    /// The same as one of the scenario's `unknowns`.
    pub struct SameAsSyntax as "a shared value" {
        /// Its name.
        same_as: Located<String> = required "same_as",
    }
}

record! {
    /// A date that nobody states.
    pub struct InferredSyntax as "an inferred date" {
        /// The date.
        inferred: Located<String> = required "inferred",
    }
}

/// A value of which more or less is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UncertainSyntax {
    /// It is known.
    Plain(Located<String>),
    /// It lies between two dates.
    Range(RangeSyntax),
    /// It lasted.
    Lasted(LastedSyntax),
    /// Sources disagree.
    Readings(ReadingsSyntax),
    /// It is one of the scenario's `unknowns`.
    SameAs(SameAsSyntax),
    /// Nothing is known.
    Unknown(Span),
}

/// The date of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceDateSyntax {
    /// A date, a month or a year.
    Plain(Located<String>),
    /// A date that the source does not state.
    Inferred(InferredSyntax),
    /// Between two dates.
    Range(RangeSyntax),
    /// Nothing is known.
    Unknown(Span),
}

impl ReadingSyntax {
    /// The sources that it cites.
    pub fn cited(&self) -> impl Iterator<Item = &Located<String>> {
        self.source.iter().chain(self.sources.iter().flat_map(|sources| sources.iter()))
    }
}

impl UncertainSyntax {
    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Plain(value) => value.span,
            Self::Range(value) => value.span,
            Self::Lasted(value) => value.span,
            Self::Readings(value) => value.span,
            Self::SameAs(value) => value.span,
            Self::Unknown(span) => *span,
        }
    }
}

impl SourceDateSyntax {
    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Plain(value) => value.span,
            Self::Inferred(value) => value.span,
            Self::Range(value) => value.span,
            Self::Unknown(span) => *span,
        }
    }
}

impl FromNode for UncertainSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        const KEYS: &[&str] = &["not_before", "not_after", "from", "to", "readings", "same_as"];
        match scalar(node) {
            Some(Some(value)) => return Some(Self::Plain(value)),
            Some(None) => return Some(Self::Unknown(node.span)),
            None => {}
        }
        match leading_key(node, KEYS, "a value, or a map that says what is known of it", diagnostics)? {
            "not_before" | "not_after" => FromNode::from_node(node, diagnostics).map(Self::Range),
            "from" | "to" => FromNode::from_node(node, diagnostics).map(Self::Lasted),
            "readings" => FromNode::from_node(node, diagnostics).map(Self::Readings),
            _ => FromNode::from_node(node, diagnostics).map(Self::SameAs),
        }
    }
}

impl FromNode for SourceDateSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match scalar(node) {
            Some(Some(value)) => return Some(Self::Plain(value)),
            Some(None) => return Some(Self::Unknown(node.span)),
            None => {}
        }
        let expected = "a date, or a map that says what is known of it";
        match leading_key(node, &["inferred", "not_before", "not_after"], expected, diagnostics)? {
            "inferred" => FromNode::from_node(node, diagnostics).map(Self::Inferred),
            _ => FromNode::from_node(node, diagnostics).map(Self::Range),
        }
    }
}

/// A scalar, `Some(None)` if it is the word `unknown`.
fn scalar(node: &Node) -> Option<Option<Located<String>>> {
    match &node.kind {
        Kind::Scalar(_) if node.plain() == Some("unknown") => Some(None),
        Kind::Scalar(scalar) => Some(Some(Located::text(scalar, node.span))),
        _ => None,
    }
}

/// The first key of a map that is one of these; without one, a report.
pub(super) fn leading_key(
    node: &Node,
    keys: &[&'static str],
    expected: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'static str> {
    let Kind::Map(entries) = &node.kind else {
        wrong_shape(node, expected, diagnostics);
        return None;
    };
    let known = |name: &str| keys.iter().copied().find(|key| *key == name);
    let found = entries.iter().find_map(|(name, _)| known(name));
    if found.is_none() {
        let (headline, span, name) = match entries.first() {
            Some((name, _)) => (format!("unknown key `{}`", name.value), name.span, name.value.as_str()),
            None => ("the map is empty".to_owned(), node.span, ""),
        };
        let code = if name.is_empty() { Code::E004 } else { Code::E003 };
        let mut diagnostic = Diagnostic::new(code, headline).at(span, format!("expected {}", listed_or(keys)));
        if let Some(near) = suggest(name, keys.iter().copied()) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        diagnostics.push(diagnostic);
    }
    found
}

fn check_range(range: &RangeSyntax, diagnostics: &mut Diagnostics) -> bool {
    let good = range.not_before.is_some() || range.not_after.is_some();
    if !good {
        let headline = "a range of dates has neither `not_before` nor `not_after`";
        diagnostics.push(Diagnostic::new(Code::E004, headline).at(range.span, "needs at least one of them"));
    }
    good
}

fn check_reading(reading: &ReadingSyntax, diagnostics: &mut Diagnostics) -> bool {
    let simple = matches!(reading.value, UncertainSyntax::Plain(_) | UncertainSyntax::Range(_));
    if !simple {
        let headline = "a reading is a plain value or a range of dates";
        diagnostics.push(Diagnostic::new(Code::E005, headline).at(reading.value.span(), "this is neither"));
    }
    let cited = match (&reading.source, &reading.sources) {
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => {
            let headline = "a reading has neither `source` nor `sources`";
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(reading.span, "who says so?"));
            false
        }
        (Some(source), Some(sources)) => {
            diagnostics.push(
                Diagnostic::new(Code::E005, "a reading has both `source` and `sources`")
                    .at(sources.span, "excludes `source`")
                    .also(source.span, "`source` is here"),
            );
            false
        }
    };
    simple && cited
}

impl JsonSchema for UncertainSyntax {
    fn schema_name() -> Cow<'static, str> {
        "Uncertain".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms = [
            generator.subschema_for::<Located<String>>(),
            generator.subschema_for::<RangeSyntax>(),
            generator.subschema_for::<LastedSyntax>(),
            generator.subschema_for::<ReadingsSyntax>(),
            generator.subschema_for::<SameAsSyntax>(),
        ];
        json_schema!({ "anyOf": forms, "description": "A value of which more or less is known, or `unknown`." })
    }
}

impl JsonSchema for SourceDateSyntax {
    fn schema_name() -> Cow<'static, str> {
        "SourceDate".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms = [
            generator.subschema_for::<Located<String>>(),
            generator.subschema_for::<InferredSyntax>(),
            generator.subschema_for::<RangeSyntax>(),
        ];
        json_schema!({ "anyOf": forms, "description": "The date of a source, or `unknown`." })
    }
}
