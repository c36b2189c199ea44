//! Rules about several keys of one map.

use super::node::Located;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

/// Reports two keys that exclude each other, or that are both missing.
pub(super) fn exactly_one(
    span: Span,
    what: &str,
    (a, first): (&str, Option<&Located<String>>),
    (b, second): (&str, Option<&Located<String>>),
    diagnostics: &mut Diagnostics,
) -> bool {
    match (first, second) {
        (Some(first), Some(second)) => both((a, first.span), (b, second.span), what, diagnostics),
        (None, None) => {
            let headline = format!("{what} has neither `{a}` nor `{b}`");
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(span, "needs one of them"));
        }
        _ => return true,
    }
    false
}

/// Reports two keys that exclude each other.
pub(super) fn both((a, first): (&str, Span), (b, second): (&str, Span), what: &str, diagnostics: &mut Diagnostics) {
    let headline = format!("{what} has both `{a}` and `{b}`");
    let label = format!("excludes `{a}`");
    diagnostics.push(Diagnostic::new(Code::E005, headline).at(second, label).also(first, format!("`{a}` is here")));
}
