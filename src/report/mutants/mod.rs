//! What became of the mutants of a procedure: as sentences for people, and as JSON.

mod json;
mod sentence;
mod text;

pub use json::{KindJson, MutantJson, RunJson, StaleJson, json, schema};
pub use text::text;

use crate::diagnostic::{SourceMap, Span};
use crate::mutate::{Accepted, Fate, Kind, Mutant, Review};
use crate::procedure::Editions;
use crate::text::Text;

/// A run, or a list of mutants that were not run.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The procedure.
    pub editions: &'a Editions,
    /// The edition that is changed; nothing: each in turn.
    pub edition: Option<usize>,
    /// The files, to tell the place of a rule.
    pub sources: &'a SourceMap,
    /// The names of the scenarios that test the procedure.
    pub scenarios: &'a [String],
    /// The names of those that fail as they are, and are left out.
    pub failing: &'a [String],
    /// The mutants.
    pub mutants: &'a [Mutant],
    /// What became of each; nothing where they were not run.
    pub fates: Option<&'a [Fate]>,
    /// The survivors that are accepted.
    pub accepted: &'a [Accepted],
    /// The same compared with the fates.
    pub review: &'a Review,
}

impl Run<'_> {
    fn fate(&self, index: usize) -> Option<&Fate> {
        self.fates.and_then(|fates| fates.get(index))
    }

    fn because(&self, index: usize) -> Option<&Text> {
        self.review.because.get(index).and_then(Option::as_ref)
    }

    /// The survivors, with the reason why they are accepted, if they are.
    fn survivors(&self) -> impl Iterator<Item = (&Mutant, Option<&Text>)> {
        let all = self.mutants.iter().enumerate();
        all.filter(|(index, _)| self.fate(*index) == Some(&Fate::Survived))
            .map(|(index, mutant)| (mutant, self.because(index)))
    }

    /// How many mutants there are of a kind, or of all, and how many were killed.
    fn count(&self, kind: Option<Kind>) -> (usize, usize) {
        let of_kind = self.mutants.iter().enumerate().filter(|(_, m)| kind.is_none_or(|kind| m.kind == kind));
        of_kind.fold((0, 0), |(all, killed), (index, _)| {
            (all + 1, killed + usize::from(matches!(self.fate(index), Some(Fate::Killed(_)))))
        })
    }

    /// Where a rule stands: `procedures/a.yaml:12`.
    fn place(&self, span: Span) -> String {
        format!("{}:{}", self.sources.get(span.file).name, self.sources.line_column(span).0)
    }

    /// Whether nothing is left that nobody would notice and nobody accepts, and no entry is out of date.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.fates.is_none() || (self.review.stale.is_empty() && self.survivors().all(|(_, because)| because.is_some()))
    }
}
