//! The editions of one procedure.

use super::model::{Applicability, AppliesBy, Procedure, Slot};
use crate::calendar::Day;
use crate::condition::{History, Vocabulary};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{DetailId, SlotId};
use crate::text::Text;
use crate::value::{Type, Value};

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
        remember_alike(&mut editions);
        (!editions.is_empty()).then_some(Self { editions })
    }

    /// One edition alone, as it is.
    #[must_use]
    pub fn of(edition: Procedure) -> Self {
        Self { editions: vec![edition] }
    }

    /// The same with one edition changed: its tables of names must be as they were.
    pub(crate) fn with(&self, index: usize, changed: Procedure) -> Self {
        let mut editions = self.editions.clone();
        if let Some(place) = editions.get_mut(index) {
            *place = changed;
        }
        Self { editions }
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

    /// The index of the edition in force on a day, else of the last one that had begun by then, else of the first.
    #[must_use]
    pub fn known_on(&self, day: Day) -> usize {
        let begun = || self.editions.iter().rposition(|p| p.edition() <= day);
        self.in_force(day).or_else(begun).unwrap_or(0)
    }

    /// Lets every edition remember more of its history. The slots that there are keep their ids.
    pub fn remember(&mut self, wanted: &[Wanted]) {
        remember(&mut self.editions, wanted);
    }

    /// The readings of which date decides the edition, where some edition says that the law is contested; else none.
    #[must_use]
    pub fn contested(&self) -> &[Applicability] {
        self.editions.iter().map(Procedure::applicability).find(|readings| readings.len() > 1).unwrap_or_default()
    }

    /// The edition of [`Self::contested`], whose articles its readings rest on.
    #[must_use]
    pub fn contested_in(&self) -> Option<&Procedure> {
        self.editions.iter().find(|edition| edition.applicability().len() > 1)
    }

    /// The same, with a reading of what decides the edition put first wherever that is contested.
    #[must_use]
    pub fn read_as(&self, by: AppliesBy) -> Self {
        let mut read = self.clone();
        for edition in &mut read.editions {
            edition.applies.sort_by_key(|reading| reading.by != by);
        }
        read
    }

    /// Which date decides the edition that governs an act of a case that is in an edition: the one of a reading, if that
    /// edition knows it.
    #[must_use]
    pub fn applies_by(&self, edition: usize, reading: Option<AppliesBy>) -> AppliesBy {
        let known = self.get(edition).applicability();
        let read = reading.filter(|reading| known.iter().any(|known| known.by == *reading));
        read.unwrap_or_else(|| self.get(edition).applies_by())
    }

    /// The procedure's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.get(0).name()
    }
}

/// A piece of history that is to be remembered: the act's name, the detail's, and the slot in some edition.
pub type Wanted = (String, Option<String>, Slot);

/// Every edition remembers what the conditions of any of them read: an act done under one text counts under the next.
fn remember_alike(editions: &mut [Procedure]) {
    let wanted: Vec<Wanted> = editions
        .iter()
        .flat_map(|procedure| procedure.slots.iter().map(move |slot| (procedure, slot)))
        .filter_map(|(procedure, slot)| match slot.history? {
            History::Done(act) | History::LastOn(act) => Some((procedure.act(act).name.clone(), None, slot.clone())),
            History::LastDetail(act, detail) => {
                let field = procedure.act(act).details.get(detail.index())?;
                Some((procedure.act(act).name.clone(), Some(field.name.clone()), slot.clone()))
            }
        })
        .collect();
    remember(editions, &wanted);
}

impl Procedure {
    /// What the conditions of an observer read of the history of the machines that run a procedure.
    #[must_use]
    pub fn history_asked_of(&self, procedure: &str) -> Vec<Wanted> {
        let watches = self.watches.iter().zip(&self.vocabulary.watches);
        let editions = watches.filter(|(watch, _)| watch.procedure == procedure).flat_map(|(_, names)| &names.editions);
        editions.flat_map(|names| names.history.iter().filter_map(|history| wanted(names, *history))).collect()
    }
}

/// A piece of history of a procedure of which the names are known.
pub(super) fn wanted(names: &Vocabulary, history: History) -> Option<Wanted> {
    let act = match history {
        History::Done(act) | History::LastOn(act) | History::LastDetail(act, _) => names.acts.get(act.index())?,
    };
    let (name, ty, initially, detail) = match history {
        History::Done(_) => (format!("done({})", act.name), Type::Boolean, Value::Boolean(false), None),
        History::LastOn(_) => (format!("last({}).on", act.name), Type::Date, Value::Unknown, None),
        History::LastDetail(_, detail) => {
            let (detail, ty) = act.details.get(detail.index())?.clone();
            (format!("last({}).{detail}", act.name), ty, Value::Unknown, Some(detail))
        }
    };
    let slot = Slot { label: Text::plain(name.clone()), name, ty, initially, history: Some(history) };
    Some((act.name.clone(), detail, slot))
}

fn remember(editions: &mut [Procedure], wanted: &[Wanted]) {
    for procedure in editions {
        for (act, detail, slot) in wanted {
            let Some(act) = procedure.act_named(act).filter(|_| !procedure.slots.iter().any(|s| s.name == slot.name))
            else {
                continue;
            };
            let place = |d: &String| procedure.act(act).details.iter().position(|f| f.name == *d && f.ty == slot.ty);
            let detail = match detail {
                Some(detail) => match place(detail) {
                    Some(index) => Some(DetailId::new(index)),
                    None => continue,
                },
                None => None,
            };
            let id = SlotId::new(procedure.slots.len());
            let history = match (slot.history, detail) {
                (_, Some(detail)) => History::LastDetail(act, detail),
                (Some(History::LastOn(_)), None) => History::LastOn(act),
                _ => History::Done(act),
            };
            procedure.slots.push(Slot { history: Some(history), ..slot.clone() });
            procedure.vocabulary.history.push(history);
            let Some(rule) = procedure.acts.get_mut(act.index()) else { continue };
            match history {
                History::Done(_) => rule.remembered.done = Some(id),
                History::LastOn(_) => rule.remembered.on = Some(id),
                History::LastDetail(_, detail) => rule.remembered.details.push((detail, id)),
            }
        }
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
