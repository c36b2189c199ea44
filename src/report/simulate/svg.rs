//! A simulation as plots.

use super::Run;
use crate::text::Lang;

/// The plots of a simulation, each with the name of its file.
#[must_use]
pub fn plots(run: &Run, lang: Lang) -> Vec<(String, String)> {
    let _ = (run, lang);
    Vec::new()
}
