//! From tokens to text: formatted, with blank lines between items.

use proc_macro2::{TokenStream, TokenTree};

/// How many columns a line takes where it may.
const WIDTH: usize = 120;

/// A part of a file as text.
///
/// # Errors
///
/// The tokens are no Rust: a fault of the generator.
pub(super) fn formatted(tokens: TokenStream) -> Result<String, syn::Error> {
    let file: syn::File = syn::parse2(tokens)?;
    Ok(spaced(&joined(&prettyplease::unparse(&file))))
}

/// Puts parameters, arguments and calls on one line where they fit: the printer knows one narrow width only.
fn joined(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        lines.push(line.to_owned());
        close(&mut lines);
        chain(&mut lines);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Joins the lines from an opening parenthesis to its end, if the last line is that end.
fn close(lines: &mut Vec<String>) {
    let Some(last) = lines.last().filter(|last| last.trim_start().starts_with(')')) else { return };
    let same_depth = |line: &String| indentation(line) == indentation(last);
    let Some(start) = lines.iter().take(lines.len() - 1).rposition(same_depth) else { return };
    let Some(first) = lines.get(start).filter(|first| first.ends_with('(') && !is_comment(first)) else { return };
    let inner: Vec<&str> = lines.iter().skip(start + 1).take(lines.len() - start - 2).map(|line| line.trim()).collect();
    let list = inner.join(" ");
    let whole = format!("{first}{}{}", list.trim_end_matches(','), last.trim_start());
    if whole.chars().count() <= WIDTH && !inner.iter().any(|line| line.ends_with(['(', '{'])) {
        lines.truncate(start);
        lines.push(whole);
    }
}

/// Joins a call to what it is called on.
fn chain(lines: &mut Vec<String>) {
    let [.., on, call] = &lines[..] else { return };
    let deeper = indentation(call) == indentation(on) + 4;
    if deeper && call.trim_start().starts_with('.') && !is_comment(on) && !call.ends_with('(') {
        let whole = format!("{on}{}", call.trim_start());
        if whole.chars().count() <= WIDTH {
            lines.truncate(lines.len() - 2);
            lines.push(whole);
        }
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Puts a blank line between items, and none between the fields of one.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut before = "";
    for line in text.lines() {
        let (trimmed, ended) = (line.trim_start(), before.trim_start());
        let item =
            ["///", "#[", "pub fn", "fn ", "impl", "pub mod", "mod ", "type ", "pub type", "pub enum", "pub struct"]
                .iter()
                .any(|start| trimmed.starts_with(start));
        let after_item = !ended.starts_with("//") && (ended == "}" || ended.ends_with(';') || ended.ends_with("{}"));
        let one_liners = ended.ends_with("{}") && trimmed.ends_with("{}");
        if item && after_item && !one_liners {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}

/// Whether a name stands in the tokens outside of the modules within them.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let mut module = false;
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => {
            module |= ident == "mod";
            ident == name
        }
        TokenTree::Group(group) => !std::mem::take(&mut module) && mentions(&group.stream(), name),
        _ => false,
    })
}
