//! The parts of a procedure that may be written in one of several shapes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::node::{Kind, Located, Node};
use super::procedure::{ContestedSyntax, EachSyntax, LengthChoiceSyntax};
use super::read::{FromNode, check_words, wrong_shape};
use super::values::{Entries, Text};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// What a procedure watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchSyntax {
    /// Exactly one machine of a procedure.
    One(Located<String>),
    /// A list of machines of a procedure.
    Each(EachSyntax),
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeSyntax {
    /// The name of a type.
    Named(Located<String>),
    /// One of these words, with what they are called.
    Words(Vec<(Located<String>, Option<Text>)>),
}

/// The bounds of a value, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BetweenSyntax {
    /// Where they stand.
    pub span: Span,
    /// The lower one.
    pub low: Located<String>,
    /// The upper one.
    pub high: Located<String>,
}

/// How long a deadline lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LengthSyntax {
    /// Always the same expression.
    One(Located<String>),
    /// The first choice whose condition holds.
    Choices(Vec<LengthChoiceSyntax>),
}

/// Which date decides the edition that governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppliesBySyntax {
    /// This one.
    One(Located<String>),
    /// One of several: the law itself is contested.
    Contested(ContestedSyntax),
}

impl FromNode for AppliesBySyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            Kind::Map(_) => ContestedSyntax::from_node(node, diagnostics).map(Self::Contested),
            _ => (check_words(node, words::APPLIES_BY, diagnostics))
                .then(|| FromNode::from_node(node, diagnostics).map(Self::One))
                .flatten(),
        }
    }
}

impl FromNode for WatchSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            Kind::Map(_) => EachSyntax::from_node(node, diagnostics).map(Self::Each),
            _ => FromNode::from_node(node, diagnostics).map(Self::One),
        }
    }
}

impl FromNode for TypeSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            Kind::List(_) => {
                let words: Option<Vec<Located<String>>> = FromNode::from_node(node, diagnostics);
                words.map(|words| Self::Words(words.into_iter().map(|word| (word, None)).collect()))
            }
            Kind::Map(_) => {
                let words: Option<Entries<Text>> = FromNode::from_node(node, diagnostics);
                words.map(|words| {
                    Self::Words(words.items.into_iter().map(|(word, label)| (word, Some(label))).collect())
                })
            }
            Kind::Scalar(_) => FromNode::from_node(node, diagnostics).map(Self::Named),
            Kind::Null => {
                wrong_shape(node, "a type or a list of words", diagnostics);
                None
            }
        }
    }
}

impl FromNode for BetweenSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let bounds: Vec<Located<String>> = FromNode::from_node(node, diagnostics)?;
        let count = bounds.len();
        let mut bounds = bounds.into_iter();
        match (bounds.next(), bounds.next(), bounds.next()) {
            (Some(low), Some(high), None) => Some(Self { span: node.span, low, high }),
            _ => {
                let headline = format!("expected two bounds, found {count}");
                diagnostics
                    .push(Diagnostic::new(Code::E005, headline).at(node.span, "write the lower and the upper one"));
                None
            }
        }
    }
}

impl FromNode for LengthSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            Kind::List(_) => FromNode::from_node(node, diagnostics).map(Self::Choices),
            _ => FromNode::from_node(node, diagnostics).map(Self::One),
        }
    }
}

macro_rules! either {
    ($name:ident, $a:ty, $b:ty) => {
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).trim_end_matches("Syntax").into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let (a, b) = (generator.subschema_for::<$a>(), generator.subschema_for::<$b>());
                json_schema!({ "anyOf": [a, b] })
            }
        }
    };
}

impl JsonSchema for AppliesBySyntax {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AppliesBy".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let contested = generator.subschema_for::<ContestedSyntax>();
        json_schema!({ "anyOf": [{ "type": "string", "enum": words::APPLIES_BY }, contested] })
    }
}
either!(WatchSyntax, Located<String>, EachSyntax);
impl JsonSchema for TypeSyntax {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Type".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms = [
            generator.subschema_for::<Located<String>>(),
            generator.subschema_for::<Vec<Located<String>>>(),
            generator.subschema_for::<Entries<Text>>(),
        ];
        json_schema!({ "anyOf": forms })
    }
}
either!(LengthSyntax, Located<String>, Vec<LengthChoiceSyntax>);

impl JsonSchema for BetweenSyntax {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Between".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let bound = generator.subschema_for::<Located<String>>();
        json_schema!({ "type": "array", "items": bound, "minItems": 2, "maxItems": 2 })
    }
}
