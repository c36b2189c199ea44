//! A statechart for Mermaid.

use super::Options;
use crate::procedure::Procedure;

/// A.
#[must_use]
pub fn mermaid(_procedure: &Procedure, _options: &Options<'_>) -> String {
    String::new()
}
