//! Numbers of sources: in the order in which they are first needed.

use crate::scenario::{Scenario, SourceIx};

/// Which sources have which number.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    known: Vec<SourceIx>,
    /// Sources that are an author's hypothesis, and have no number.
    silent: Vec<SourceIx>,
}

impl Numbers {
    /// Numbers that begin with those of `known`.
    pub fn new(scenario: &Scenario, known: &[SourceIx]) -> Self {
        let nobody = scenario.sources.iter().enumerate().filter(|(_, source)| source.publisher.en.is_empty());
        Self { known: known.to_vec(), silent: nobody.map(|(index, _)| index).collect() }
    }

    /// " [1, 4]", or nothing.
    pub fn cite(&mut self, sources: &[SourceIx]) -> String {
        let mut numbers: Vec<usize> = Vec::new();
        for source in sources.iter().filter(|source| !self.silent.contains(source)) {
            let at = self.known.iter().position(|known| known == source).unwrap_or_else(|| {
                self.known.push(*source);
                self.known.len() - 1
            });
            if !numbers.contains(&(at + 1)) {
                numbers.push(at + 1);
            }
        }
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(",\u{a0}")) }
    }

    /// The sources by their numbers.
    pub fn listed(&self) -> impl Iterator<Item = (usize, SourceIx)> + '_ {
        self.known.iter().enumerate().map(|(index, source)| (index + 1, *source))
    }
}
