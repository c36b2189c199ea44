//! Which date decides the edition that governs an act, where the law may be contested.

use super::lowering::Lowering;
use super::model::{Applicability, AppliesBy};
use super::shared::Basis;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::Located;
use crate::syntax::procedure::AppliesBySyntax;
use crate::text::Text;

impl AppliesBy {
    /// The word used in files and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::FirstAct => "first_act",
        }
    }

    /// What a word of a file says; the reader has checked that it is one.
    #[must_use]
    pub fn of(word: &str) -> Self {
        if word == Self::FirstAct.word() { Self::FirstAct } else { Self::Act }
    }
}

impl Applicability {
    fn plain(word: &str) -> Self {
        Self { by: AppliesBy::of(word), label: Text::plain(word.replace('_', " ")), basis: Basis::Policy }
    }
}

impl Lowering<'_> {
    /// The readings of what decides the edition: one, unless the law is contested.
    pub(super) fn applies(&mut self) -> Vec<Applicability> {
        let contested = match &self.file.applies_by {
            None => return vec![Applicability::plain(AppliesBy::Act.word())],
            Some(AppliesBySyntax::One(word)) => return vec![Applicability::plain(word)],
            Some(AppliesBySyntax::Contested(contested)) => contested,
        };
        let mut all: Vec<Applicability> = Vec::new();
        let mut seen: Vec<&Located<String>> = Vec::new();
        for reading in &contested.readings {
            if let Some(first) = seen.iter().find(|known| known.value == reading.value.value) {
                self.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("the reading `{}` is given twice", reading.value.value))
                        .at(reading.value.span, "")
                        .also(first.span, "first given here"),
                );
                continue;
            }
            seen.push(&reading.value);
            let label = Text::label(&reading.value, reading.en.as_ref(), reading.fr.as_ref());
            let basis = self.basis(&reading.basis);
            all.push(Applicability { by: AppliesBy::of(&reading.value), label, basis });
        }
        if all.len() < 2 {
            self.diagnostics.push(
                Diagnostic::new(Code::E005, "what is contested has at least two readings")
                    .at(contested.span, "")
                    .help("write the one that is settled alone: `applies_by: first_act`"),
            );
        }
        all
    }
}
