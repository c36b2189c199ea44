//! Documentation comments: wrapped text in which a procedure's own words mean nothing to Markdown.

use proc_macro2::TokenStream;
use quote::quote;

/// How many columns a line of text takes, without its indentation and its slashes.
const WIDTH: usize = 92;

/// The documentation of one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Doc(Vec<String>);

impl Doc {
    /// One paragraph.
    pub fn of(text: &str) -> Self {
        Self::default().paragraph(text)
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: &str) -> Self {
        self.divide();
        self.0.extend(wrapped(text, WIDTH));
        self
    }

    /// Adds a heading.
    #[must_use]
    pub fn heading(mut self, text: &str) -> Self {
        self.divide();
        self.0.push(format!("# {text}"));
        self
    }

    /// Adds a list, unless it is empty.
    #[must_use]
    pub fn list<T: AsRef<str>>(mut self, items: impl IntoIterator<Item = T>) -> Self {
        let mut first = true;
        for item in items {
            if std::mem::take(&mut first) {
                self.divide();
            }
            for (index, line) in wrapped(item.as_ref(), WIDTH - 2).into_iter().enumerate() {
                self.0.push(format!("{}{line}", if index == 0 { "- " } else { "  " }));
            }
        }
        self
    }

    /// Adds lines as they are, to be read as code of no language.
    #[must_use]
    pub fn block(mut self, lines: Vec<String>) -> Self {
        self.divide();
        self.0.push("```text".to_owned());
        self.0.extend(lines);
        self.0.push("```".to_owned());
        self
    }

    fn divide(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
    }

    /// As attributes of the item that follows.
    pub fn outer(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#[doc = #lines])*)
    }

    /// As attributes of the module that it stands in.
    pub fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }
}

/// A text of the procedure: nothing in it is markup.
pub(super) fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        if word.contains("://") {
            return format!("`{}`", word.replace('`', ""));
        }
        let last = word.len().saturating_sub(1);
        let mut escaped = String::new();
        for (at, letter) in word.char_indices() {
            let edge = at == 0 || at >= last;
            if matches!(letter, '[' | ']' | '<' | '>' | '*' | '`' | '\\' | '~' | '&') || (letter == '_' && edge) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        escaped
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Breaks a text into lines. A word that would begin a list, a heading or a quotation stays on the line before.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for word in text.split_whitespace() {
        let wide = word.chars().count();
        match lines.last_mut() {
            Some(line) if columns + 1 + wide <= width || begins_markup(word) => {
                line.push(' ');
                line.push_str(word);
                columns += 1 + wide;
            }
            _ => {
                lines.push(word.to_owned());
                columns = wide;
            }
        }
    }
    lines
}

fn begins_markup(word: &str) -> bool {
    let numbered = word.strip_suffix(['.', ')']).is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    numbered || word.starts_with(['>', '#', '+', '-', '*', '=', '|', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_procedure_are_no_markup() {
        assert_eq!(plain("[art. 3]  <b> a_b _c_ *d*"), r"\[art. 3\] \<b\> a_b \_c\_ \*d\*");
        assert_eq!(plain("see https://a.b/c"), "see `https://a.b/c`");
    }

    #[test]
    fn no_line_begins_a_list_by_accident() {
        let lines = wrapped("aaa bbb 12. ccc >= ddd - eee", 7);
        assert_eq!(lines, ["aaa bbb 12.", "ccc >=", "ddd -", "eee"]);
    }
}
