//! A statechart for Graphviz.

use super::Options;
use crate::procedure::Procedure;

/// A.
#[must_use]
pub fn dot(_procedure: &Procedure, _options: &Options<'_>) -> String {
    String::new()
}
