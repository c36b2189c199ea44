//! The editions of one procedure.

use super::model::Procedure;
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The editions of one procedure, in the order of their dates.
#[derive(Clone, Debug)]
pub struct Editions {
    /// At least one.
    editions: Vec<Procedure>,
}

impl Editions {
    /// Editions of one procedure. `None` if there is none.
    #[must_use]
    pub fn new(mut editions: Vec<Procedure>) -> Option<Self> {
        editions.sort_by_key(Procedure::edition);
        (!editions.is_empty()).then_some(Self { editions })
    }

    /// All of them, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Procedure] {
        &self.editions
    }

    /// The edition of an index. The last one, if the index is too large.
    #[must_use]
    #[allow(clippy::indexing_slicing, reason = "there is at least one edition")]
    pub fn get(&self, index: usize) -> &Procedure {
        &self.editions[index.min(self.editions.len() - 1)]
    }

    /// The index of the edition in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> Option<usize> {
        self.editions.iter().position(|p| p.in_force(day))
    }

    /// The procedure's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.get(0).name()
    }
}

/// Reports editions of one procedure that are in force on the same day.
pub fn check_ranges(procedures: &[&Procedure], diagnostics: &mut Diagnostics) {
    let mut sorted: Vec<&Procedure> = procedures.to_vec();
    sorted.sort_by_key(|p| (p.name().to_owned(), p.edition()));
    for (i, later) in sorted.iter().enumerate() {
        for earlier in sorted.iter().take(i).filter(|p| p.name() == later.name()) {
            if earlier.until().is_none_or(|until| until >= later.edition()) {
                let until = earlier.until().map_or_else(|| "without end".to_owned(), |u| format!("until {u}"));
                let last = later.edition().previous();
                let help = if last < earlier.edition() {
                    "give each edition a first day of its own".to_owned()
                } else {
                    format!("end the earlier edition on the day before: `until: {last}`")
                };
                diagnostics.push(
                    Diagnostic::new(
                        Code::E302,
                        format!("two editions of `{}` are in force on {}", later.name(), later.edition()),
                    )
                    .at(later.span, format!("in force from {}", later.edition()))
                    .also(earlier.span, format!("in force from {} {until}", earlier.edition()))
                    .help(help),
                );
            }
        }
    }
}
