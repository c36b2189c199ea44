//! From [`Node`] to typed syntax, with every error reported.

use super::node::{Kind, Located, Node};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// What can be read from a part of a file.
pub trait FromNode: Sized {
    /// Reads it. `None` means that something was reported.
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;
}

/// Reports that another shape was expected.
pub(super) fn wrong_shape(node: &Node, expected: &str, diagnostics: &mut Diagnostics) {
    let found = node.describe();
    let label = if node.kind == Kind::Null { "nothing is written here".to_owned() } else { format!("this is {found}") };
    let headline = format!("expected {expected}, found {found}");
    diagnostics.push(Diagnostic::new(Code::E005, headline).at(node.span, label));
}

impl FromNode for Node {
    fn from_node(node: &Node, _: &mut Diagnostics) -> Option<Self> {
        Some(node.clone())
    }
}

impl FromNode for Located<String> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &node.kind {
            Kind::Scalar(scalar) => Some(Self::text(scalar, node.span)),
            _ => {
                wrong_shape(node, "one value", diagnostics);
                None
            }
        }
    }
}

impl FromNode for Located<bool> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.plain() {
            Some("true") => return Some(Self::new(true, node.span)),
            Some("false") => return Some(Self::new(false, node.span)),
            _ => {}
        }
        let text = Located::<String>::from_node(node, diagnostics)?;
        let message = format!("`{}` is neither `true` nor `false`", text.value);
        diagnostics.push(Diagnostic::new(Code::E006, message).at(node.span, "write `true` or `false`"));
        None
    }
}

impl FromNode for Located<i64> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = Located::<String>::from_node(node, diagnostics)?;
        let number = node.plain().and_then(|plain| plain.replace('_', "").parse().ok());
        if number.is_none() {
            let message = format!("`{}` is not a whole number", text.value);
            diagnostics.push(Diagnostic::new(Code::E006, message).at(node.span, ""));
        }
        number.map(|number| Self::new(number, node.span))
    }
}

impl<T: FromNode> FromNode for Box<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        T::from_node(node, diagnostics).map(Self::new)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &node.kind {
            Kind::List(items) => all(items.iter().map(|item| T::from_node(item, diagnostics))),
            _ => {
                wrong_shape(node, "a list", diagnostics);
                None
            }
        }
    }
}

/// All of them or nothing, but every one is read, so that every error is reported.
pub(super) fn all<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let mut complete = true;
    let read: Vec<T> = items
        .filter_map(|item| {
            item.or_else(|| {
                complete = false;
                None
            })
        })
        .collect();
    complete.then_some(read)
}

/// The keys of one map, as a record asks for them.
pub(super) struct Fields<'a> {
    what: &'static str,
    span: Span,
    entries: Vec<(&'a str, &'a Node)>,
    misspelt: Vec<&'a str>,
    complete: bool,
}

impl<'a> Fields<'a> {
    /// Reports the keys that the record does not have. A node that is no map stands for the key `short`, if there is
    /// one.
    pub(super) fn new(
        node: &'a Node,
        what: &'static str,
        keys: &[&'static str],
        short: Option<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut fields = Self { what, span: node.span, entries: Vec::new(), misspelt: Vec::new(), complete: true };
        match (&node.kind, short) {
            (Kind::Map(entries), _) => {
                for (key, value) in entries {
                    if keys.contains(&key.value.as_str()) {
                        fields.entries.push((key, value));
                    } else {
                        fields.complete = false;
                        let headline = format!("unknown key `{}` in {what}", key.value);
                        let mut diagnostic = Diagnostic::new(Code::E003, headline).at(key.span, "");
                        let near = crate::diagnostic::suggest(key, keys.iter().copied());
                        diagnostic = match near {
                            Some(near) => {
                                fields.misspelt.push(near);
                                diagnostic.help(format!("did you mean `{near}`?"))
                            }
                            None => diagnostic.note(format!("the keys of {what} are {}", listed(keys))),
                        };
                        diagnostics.push(diagnostic);
                    }
                }
            }
            (_, Some(key)) => fields.entries.push((key, node)),
            _ => {
                wrong_shape(node, &format!("{what} as a map"), diagnostics);
                return None;
            }
        }
        Some(fields)
    }

    /// A key that may be absent.
    pub(super) fn optional<T: FromNode>(&mut self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        let (_, node) = self.entries.iter().find(|(name, _)| *name == key)?;
        let value = T::from_node(node, diagnostics);
        self.complete &= value.is_some();
        value
    }

    /// A key that must be there.
    pub(super) fn required<T: FromNode>(&mut self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        if !self.has(key) {
            self.complete = false;
            // A key that was probably misspelt has been reported.
            if self.misspelt.contains(&key) {
                return None;
            }
            let headline = format!("`{key}` is missing in {}", self.what);
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(self.span, format!("needs `{key}`")));
        }
        self.optional(key, diagnostics)
    }

    /// A key that is empty if it is absent.
    pub(super) fn default<T: FromNode + Default>(&mut self, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
        if self.has(key) { self.optional(key, diagnostics) } else { Some(T::default()) }
    }

    /// Reports values that are none of the allowed words.
    pub(super) fn words(&mut self, key: &str, words: &[&'static str], diagnostics: &mut Diagnostics) {
        for (_, node) in self.entries.iter().filter(|(name, _)| *name == key) {
            self.complete &= check_words(node, words, diagnostics);
        }
    }

    fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| *name == key)
    }

    /// Whether everything so far could be read.
    pub(super) const fn complete(&self) -> bool {
        self.complete
    }
}

/// Checks a word, or the words of a list, or those that a map gives to its names.
pub(super) fn check_words(node: &Node, words: &[&'static str], diagnostics: &mut Diagnostics) -> bool {
    match &node.kind {
        Kind::Scalar(scalar) if words.contains(&scalar.text.as_str()) => true,
        Kind::Scalar(scalar) => {
            let headline = format!("`{}` is not one of the words that are allowed here", scalar.text);
            diagnostics.push(
                Diagnostic::new(Code::E006, headline)
                    .at(node.span, format!("expected {}", listed_or(words)))
                    .did_you_mean(&scalar.text, words.iter().copied()),
            );
            false
        }
        Kind::List(items) => {
            let bad = items.iter().filter(|item| !check_words(item, words, diagnostics)).count();
            bad == 0
        }
        Kind::Map(entries) => {
            let bad = entries.iter().filter(|(_, value)| !check_words(value, words, diagnostics)).count();
            bad == 0
        }
        Kind::Null => true,
    }
}

/// "`a`, `b` and `c`".
pub(super) fn listed(names: &[&str]) -> String {
    joined(names, " and ")
}

/// "`a`, `b` or `c`".
pub(crate) fn listed_or(names: &[&str]) -> String {
    joined(names, " or ")
}

fn joined(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
