//! Names for Rust: those of a procedure in Rust's cases, without keywords and without collisions.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

/// Types that generated code uses by these names, and those that every Rust program sees.
const TAKEN: &[&str] = &[
    "Acted",
    "AnyAct",
    "AnyState",
    "AsMut",
    "AsRef",
    "Box",
    "Clock",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deref",
    "DoubleEndedIterator",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Held",
    "Into",
    "IntoIterator",
    "Iterator",
    "Law",
    "Machine",
    "Minute",
    "NotWatched",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Passed",
    "Period",
    "Procedure",
    "Result",
    "Role",
    "Seen",
    "Self",
    "Send",
    "Sight",
    "Sized",
    "Some",
    "Stamp",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Value",
    "Vec",
    "None",
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The names given so far in one scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope(BTreeSet<String>);

impl Scope {
    /// A scope in which these names are given.
    pub fn with(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// A type's name: in camel case, followed by what it is if another has that name.
    pub fn ty(&mut self, name: &str, kind: &str) -> Ident {
        let plain = camel(name);
        let plain = if TAKEN.contains(&plain.as_str()) { format!("{plain}{kind}") } else { plain };
        self.give(plain, kind)
    }

    /// The name of a method, field or module: in snake case, a keyword followed by `_`.
    pub fn snake(&mut self, name: &str, kind: &str) -> Ident {
        let plain = words(name).join("_");
        let plain = if KEYWORDS.contains(&plain.as_str()) { format!("{plain}_") } else { plain };
        self.give(plain, kind)
    }

    /// The name of a constant: in capitals.
    pub fn capitals(&mut self, name: &str) -> Ident {
        self.give(words(name).join("_").to_uppercase(), "_OTHER")
    }

    fn give(&mut self, plain: String, kind: &str) -> Ident {
        let mut name = plain.clone();
        let mut count = 1;
        while !self.0.insert(name.clone()) {
            count += 1;
            let base = plain.trim_end_matches('_');
            name = if count == 2 { format!("{base}{kind}") } else { format!("{base}{kind}{count}") };
        }
        Ident::new(&name, Span::call_site())
    }
}

/// The name of a type that is one of some others: `OnNoticeOrNoticeExpired`.
pub(super) fn alternatives(names: &[&Ident]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join("Or")
}

/// A number's literal, as an index.
pub(super) fn index(number: usize) -> proc_macro2::Literal {
    proc_macro2::Literal::usize_unsuffixed(number)
}

fn camel(name: &str) -> String {
    let capital = |word: String| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    words(name).into_iter().map(capital).collect()
}

/// The words of a name in small letters: `_`, `-`, `.` and a capital after a small letter divide them. There is at
/// least one, and none begins an identifier with a digit.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small_before = false;
    for letter in name.chars() {
        let divides = !letter.is_ascii_alphanumeric();
        if divides || (letter.is_ascii_uppercase() && small_before) {
            words.push(String::new());
        }
        if let (false, Some(word)) = (divides, words.last_mut()) {
            word.push(letter.to_ascii_lowercase());
        }
        small_before = letter.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    match words.first_mut() {
        None => words.push("unnamed".to_owned()),
        Some(first) if first.starts_with(|c: char| c.is_ascii_digit()) => first.insert(0, 'n'),
        Some(_) => {}
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_rust() {
        let cases = |name| {
            let mut scope = Scope::default();
            (scope.ty(name, "State").to_string(), Scope::default().snake(name, "_act").to_string())
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(cases("on_notice"), pair("OnNotice", "on_notice"));
        assert_eq!(cases("lil-45-I-2"), pair("Lil45I2", "lil_45_i_2"));
        assert_eq!(cases("01net"), pair("N01net", "n01net"));
        assert_eq!(cases("toPublish"), pair("ToPublish", "to_publish"));
        assert_eq!(cases("_"), pair("Unnamed", "unnamed"));
        assert_eq!(cases("type"), pair("Type", "type_"));
        assert_eq!(cases("self"), pair("SelfState", "self_"));
        assert_eq!(cases("Result"), pair("ResultState", "result"));
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut scope = Scope::with(&["Open"]);
        let names: Vec<String> =
            ["open", "a-b", "a_b", "a.b", "aB"].iter().map(|name| scope.ty(name, "State").to_string()).collect();
        assert_eq!(names, ["OpenState", "AB", "ABState", "ABState3", "ABState4"]);
    }
}
