//! References to sources: numbers in the order in which they are first needed.

use super::Report;
use super::palette::Paint;
use super::wrap::Rich;
use crate::report::words::{self, Heading, heading};
use crate::scenario::{Published, SourceIx};
use crate::text::Lang;

/// Which sources have which number.
#[derive(Clone, Default)]
pub(crate) struct Refs(Vec<SourceIx>);

impl Refs {
    /// The number of a source.
    fn number(&mut self, source: SourceIx) -> usize {
        let at = self.0.iter().position(|s| *s == source).unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        });
        at + 1
    }

    /// The sources by their numbers.
    pub fn listed(&self) -> impl Iterator<Item = (usize, SourceIx)> + '_ {
        self.0.iter().enumerate().map(|(i, s)| (i + 1, *s))
    }
}

/// A publisher's name without what follows a comma or bracket: "CNIL, press release as copied by…" is the CNIL.
fn short(publisher: &str) -> &str {
    publisher.split([',', '(']).next().map_or(publisher, str::trim)
}

/// When a source was published.
pub(crate) fn published(published: &Published, lang: Lang) -> String {
    let stamp = crate::calendar::Stamp::of_day;
    let text = match (published.not_before, published.not_after) {
        (Some(first), Some(last)) => words::window(stamp(first), stamp(last), lang),
        (Some(first), None) => words::since(stamp(first), lang),
        (None, Some(last)) => words::until(stamp(last), lang),
        (None, None) => words::say(lang, "undated", "sans date").to_owned(),
    };
    if published.inferred { format!("{text} ({})", words::say(lang, "inferred", "déduit")) } else { text }
}

impl Report<'_, '_> {
    /// "Numerama [1] [4], newzilla [2]".
    pub fn cite(&mut self, sources: &[SourceIx]) -> Rich {
        let mut publishers: Vec<(String, Vec<usize>)> = Vec::new();
        for ix in sources {
            let Some(source) = self.view.source(*ix) else { continue };
            if source.publisher.en.is_empty() {
                let name = heading(Heading::Hypothesis, self.style.lang).to_owned();
                if !publishers.iter().any(|(known, _)| *known == name) {
                    publishers.push((name, Vec::new()));
                }
                continue;
            }
            let name = short(source.publisher.get(self.style.lang)).to_owned();
            let number = self.refs.number(*ix);
            match publishers.iter_mut().find(|(known, _)| *known == name) {
                Some((_, numbers)) => numbers.push(number),
                None => publishers.push((name, vec![number])),
            }
        }
        let mut text = Rich::default();
        for (index, (name, numbers)) in publishers.into_iter().enumerate() {
            text = text.with(Paint::Plain, if index == 0 { "" } else { ", " }).with(Paint::Plain, name);
            for number in numbers {
                text = text.with(Paint::Plain, " ").with(Paint::Cite, format!("[{number}]"));
            }
        }
        text
    }

    /// "[1] [4]", each to be told from the text before it.
    pub fn cited(&mut self, sources: &[SourceIx]) -> Rich {
        let numbers = self.numbers(sources);
        let each = numbers.split(' ').filter(|number| !number.is_empty());
        each.fold(Rich::default(), |text, number| text.with(Paint::Quiet, " ").with(Paint::Cite, number))
    }

    /// " [1] [4]".
    pub fn numbers(&mut self, sources: &[SourceIx]) -> String {
        let known: Vec<SourceIx> = sources
            .iter()
            .copied()
            .filter(|ix| self.view.source(*ix).is_some_and(|s| !s.publisher.en.is_empty()))
            .collect();
        known.into_iter().map(|ix| format!(" [{}]", self.refs.number(ix))).collect()
    }
}
