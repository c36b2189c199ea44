//! The small shapes that both formats share.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::node::{Kind, Located, Node};
use super::read::{FromNode, all, wrong_shape};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

record! {
    /// A text for people: in English alone, or in English and French.
    pub struct Text as "a text", short "en" {
        /// In English.
        en: Located<String> = required "en",
        /// In French.
        fr: Located<String> = optional "fr",
    }
}

/// One value, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany<T> {
    /// Where it stands.
    pub span: Span,
    /// The values, in order.
    pub items: Vec<T>,
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: FromNode> FromNode for OneOrMany<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let items = match node.kind {
            Kind::List(_) => Vec::from_node(node, diagnostics)?,
            _ => vec![T::from_node(node, diagnostics)?],
        };
        Some(Self { span: node.span, items })
    }
}

/// A map with names of the author's own, in the order of the file.
///
/// With `DECLARED`, the names are declared here and must be [names](is_name); else they refer to something that is
/// declared elsewhere, and whoever looks them up checks them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T, const DECLARED: bool = true> {
    /// The names with their values.
    pub items: Vec<(Located<String>, T)>,
}

/// A map whose names refer to things that are declared elsewhere.
pub type References<T> = Entries<T, false>;

impl<T, const DECLARED: bool> Default for Entries<T, DECLARED> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T, const DECLARED: bool> Entries<T, DECLARED> {
    /// The value of a name.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<&T> {
        self.items.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|(name, _)| name.value.as_str())
    }
}

impl<T, const DECLARED: bool> Deref for Entries<T, DECLARED> {
    type Target = [(Located<String>, T)];

    fn deref(&self) -> &Self::Target {
        &self.items
    }
}

impl<'a, T, const DECLARED: bool> IntoIterator for &'a Entries<T, DECLARED> {
    type Item = &'a (Located<String>, T);
    type IntoIter = std::slice::Iter<'a, (Located<String>, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: FromNode, const DECLARED: bool> FromNode for Entries<T, DECLARED> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            wrong_shape(node, "a map", diagnostics);
            return None;
        };
        let items = all(entries.iter().map(|(name, value)| {
            let good = !DECLARED || check_name(name, diagnostics);
            let value = T::from_node(value, diagnostics)?;
            good.then(|| (name.clone(), value))
        }));
        items.map(|items| Self { items })
    }
}

/// Whether a text can name something: it begins with a letter, a digit or `_`, and goes on with these, `-` and `.`.
///
/// ```
/// use greffe::syntax::is_name;
/// assert!(is_name("on_notice") && is_name("lil-45-I-2") && is_name("01net"));
/// assert!(!is_name("") && !is_name("on notice") && !is_name("été") && !is_name("-x"));
/// ```
#[must_use]
pub fn is_name(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(word) && text.chars().all(|c| word(c) || c == '-' || c == '.')
}

/// Reports a text that is no name.
pub(super) fn check_name(name: &Located<String>, diagnostics: &mut Diagnostics) -> bool {
    if is_name(name) {
        return true;
    }
    let headline = format!("`{}` cannot be a name", name.value);
    diagnostics.push(Diagnostic::new(Code::E006, headline).at(name.span, "").note(
        "a name is made of the letters a to z, digits, `_`, `-` and `.`, and begins with a letter, a digit or `_`",
    ));
    false
}

impl JsonSchema for Located<String> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

impl JsonSchema for Located<bool> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Boolean".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "boolean" })
    }
}

impl JsonSchema for Located<i64> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Integer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer" })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl<T: JsonSchema, const DECLARED: bool> JsonSchema for Entries<T, DECLARED> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        if DECLARED {
            let names = json_schema!({ "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" });
            json_schema!({ "type": "object", "propertyNames": names, "additionalProperties": value })
        } else {
            json_schema!({ "type": "object", "additionalProperties": value })
        }
    }
}
