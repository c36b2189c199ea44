//! YAML with positions, and the two file formats as they are written.
//!
//! Nothing is checked here beyond the shape: names, dates, periods and conditions stay texts with their places, and
//! the modules above give them a meaning. What is read from a file with an error in it is `None`, and every error
//! of the file has been reported.

mod choices;
mod failure;
mod keys;
mod limits;
mod node;
mod parse;
mod read;
#[macro_use]
mod record;
pub mod edition;
pub mod map;
pub mod procedure;
mod property;
pub mod scenario;
pub mod schema;
pub mod study;
pub mod survivors;
pub mod system;
mod uncertain;
mod values;
pub mod words;

pub use edition::{EditionFile, ProcedureSyntax};
pub use limits::{MAX_ALIASES, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_REPEATED};
pub use node::{Kind, Located, Node, Scalar};
pub use parse::parse;
pub use procedure::ProcedureFile;
pub use read::FromNode;
pub(crate) use read::listed_or;
pub use scenario::ScenarioFile;
pub use study::StudyFile;
pub use system::SystemFile;
pub use uncertain::{
    InferredSyntax, LastedSyntax, RangeSyntax, ReadingSyntax, ReadingsSyntax, SameAsSyntax, SourceDateSyntax,
    UncertainSyntax,
};
pub use values::{Entries, OneOrMany, References, Text, is_name};

use crate::diagnostic::{Diagnostics, FileId, SourceMap};

/// Reads a file as a `T`, usually a [`ProcedureFile`] or a [`ScenarioFile`].
///
/// ```
/// use greffe::diagnostic::{Diagnostics, SourceMap};
/// use greffe::syntax::{self, Text};
///
/// let mut sources = SourceMap::new();
/// let mut diagnostics = Diagnostics::new();
/// let file = sources.add("title.yaml", "{ en: Formal notice, fr: Mise en demeure }");
/// let title: Option<Text> = syntax::read(file, &sources, &mut diagnostics);
/// assert_eq!(title.map(|title| title.en.value).as_deref(), Some("Formal notice"));
/// ```
#[must_use]
pub fn read<T: FromNode>(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<T> {
    let before = diagnostics.errors();
    let node = parse(file, sources, diagnostics)?;
    let value = T::from_node(&node, diagnostics);
    // A key that stands twice leaves a tree that can be read, but not one that can be trusted.
    value.filter(|_| diagnostics.errors() == before)
}
