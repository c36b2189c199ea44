//! Which date decides the edition that governs a case: what a study has to say where the law is contested.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::procedure::Editions;
use crate::syntax::Located;
use crate::system::chosen_reading;

/// The editions of a procedure as a study reads them (`applies_by`). What it takes where that is contested is for the
/// study to say: its numbers would be others.
pub(super) fn read(
    editions: &Editions,
    said: Option<&Located<String>>,
    at: Span,
    diagnostics: &mut Diagnostics,
) -> Editions {
    let by = chosen_reading(said, editions, diagnostics);
    let contested = if editions.all().len() > 1 { editions.contested() } else { &[] };
    if by.is_none() && !contested.is_empty() {
        let readings = contested.iter().map(|one| format!("`applies_by: {}` ({})", one.by.word(), one.label.en));
        let headline = format!("which edition of `{}` governs a case is contested", editions.name());
        diagnostics.push(
            Diagnostic::new(Code::E004, headline)
                .at(at, "`applies_by` is missing")
                .help(format!("say which reading the study takes: {}", readings.collect::<Vec<_>>().join(" or "))),
        );
    }
    by.map_or_else(|| editions.clone(), |by| editions.read_as(by))
}
