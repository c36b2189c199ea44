//! What changed between two editions, in sentences.

use super::model::{Compared, Diff, DiffDetail, DiffEntry, Kind, Section};
use super::parts::{check, check_of, label, name, sentence, side};
use crate::ids::{RoleId, StateId};
use crate::procedure::Procedure;
use crate::procedure::compare::{Aspect, Change, Entry, Part, Side, carried_state, compare};
use crate::report::law::Law;
use crate::report::words::{self, quoted, say};
use crate::text::Lang;

/// What is not the same in two editions of a procedure, or in two procedures.
#[must_use]
pub fn procedures(before: &Procedure, after: &Procedure, lang: Lang) -> Diff {
    let teller = Teller { before: Law { procedure: before, lang }, after: Law { procedure: after, lang }, lang };
    let mut sections: Vec<Section> = Vec::new();
    for entry in compare(before, after) {
        let (word, title) = section(entry_part(&entry), lang);
        let told = teller.entry(&entry);
        match sections.last_mut() {
            Some(last) if last.section == word => last.entries.push(told),
            _ => sections.push(Section { section: word, title: title.to_owned(), entries: vec![told] }),
        }
    }
    Diff::new("procedures", compared(before, lang), compared(after, lang), sections)
}

fn compared(procedure: &Procedure, lang: Lang) -> Compared {
    Compared {
        name: procedure.name().to_owned(),
        edition: Some(procedure.edition().to_string()),
        title: procedure.title().get(lang).to_owned(),
    }
}

fn entry_part(entry: &Entry) -> Part {
    match entry {
        Entry::Added(part) | Entry::Removed(part) | Entry::Changed(_, part, _) => *part,
    }
}

/// The section of a part: its stable word, and its title.
fn section(part: Part, lang: Lang) -> (&'static str, &'static str) {
    match part {
        Part::Whole => ("procedure", say(lang, "The procedure", "La procédure")),
        Part::Article(_) => ("law", say(lang, "Articles", "Articles")),
        Part::Role(_) => ("roles", say(lang, "Roles", "Rôles")),
        Part::State(_) => ("states", say(lang, "States", "États")),
        Part::Group(_) => ("groups", say(lang, "Groups of states", "Groupes d'états")),
        Part::Slot(_) => ("memory", say(lang, "What a case remembers", "Ce que l'affaire retient")),
        Part::Watch(_) => ("watches", say(lang, "What is watched", "Ce qui est observé")),
        Part::Act(_) | Part::Detail(..) => ("acts", say(lang, "Acts", "Actes")),
        Part::Transition(_) | Part::Check(..) => (
            "transitions",
            say(lang, "What may be done, and what follows", "Ce qui peut être fait, et ce qui s'ensuit"),
        ),
        Part::Deadline(_) => ("deadlines", say(lang, "Deadlines", "Délais")),
        Part::Duty(_) => ("duties", say(lang, "Duties", "Obligations")),
        Part::Property(_) => {
            ("properties", say(lang, "What must hold, or be possible", "Ce qui doit valoir, ou être possible"))
        }
    }
}

#[derive(Clone, Copy)]
struct Teller<'p> {
    before: Law<'p>,
    after: Law<'p>,
    lang: Lang,
}

impl Teller<'_> {
    fn entry(self, entry: &Entry) -> DiffEntry {
        match entry {
            Entry::Added(part) => {
                let told = sentence(self.after, *part);
                let text = match self.lang {
                    Lang::En => format!("New: {told}"),
                    Lang::Fr => format!("Nouveau : {told}"),
                };
                let (name, details) = (name(self.after, *part), self.contents(self.after, *part, true));
                DiffEntry::new(Kind::Added, name, text, details)
            }
            Entry::Removed(part) => {
                let told = sentence(self.before, *part);
                let text = match self.lang {
                    Lang::En => format!("No longer: {told}"),
                    Lang::Fr => format!("Supprimé : {told}"),
                };
                let (name, details) = (name(self.before, *part), self.contents(self.before, *part, false));
                DiffEntry::new(Kind::Removed, name, text, details)
            }
            Entry::Changed(_, part, changes) => {
                let details = changes.iter().map(|change| self.change(change)).collect();
                DiffEntry::new(Kind::Changed, name(self.after, *part), label(self.after, *part), details)
            }
        }
    }

    /// What a new act or transition says: its details, or conditions and effects.
    fn contents(self, law: Law, part: Part, new: bool) -> Vec<DiffDetail> {
        let told = |aspect: Aspect, text: String| {
            let (before, after) = if new { (None, Some(text.clone())) } else { (Some(text.clone()), None) };
            DiffDetail { aspect: words::aspect_word(aspect), text, before, after }
        };
        match part {
            Part::Act(id) => {
                let details = law.procedure.act(id).details.iter();
                details.map(|field| told(Aspect::Detail, law.field(field))).collect()
            }
            Part::Transition(id) => {
                let transition = law.procedure.transition(id);
                let checks = transition.checks.iter().map(|c| {
                    let head = say(self.lang, "condition: ", "condition : ");
                    told(Aspect::Condition, format!("{head}{}", check(law, c)))
                });
                let clocks = law.clocks(transition).into_iter().map(|text| told(Aspect::Clocks, text));
                let basis = told(Aspect::Basis, law.basis(&transition.basis));
                clocks.chain(checks).chain([basis]).collect()
            }
            _ => Vec::new(),
        }
    }

    fn change(self, change: &Change) -> DiffDetail {
        let nothing = match change.aspect {
            Aspect::Until => Some(say(self.lang, "no last day", "sans dernier jour")),
            Aspect::Alive => Some(say(self.lang, "until its end", "jusqu'à son terme")),
            _ => None,
        };
        let told = |law: Law, of: &Side| side(law, of).or_else(|| nothing.map(str::to_owned));
        let (before, after) = match (&change.before, &change.after) {
            (Side::Nothing, Side::Nothing) => (None, None),
            (before, after) => (told(self.before, before), told(self.after, after)),
        };
        let mut text = match change.aspect {
            Aspect::Condition | Aspect::Detail => self.part(change.aspect, before.as_deref(), after.as_deref()),
            aspect => self
                .more_and_less(aspect, &change.before, &change.after)
                .unwrap_or_else(|| self.changed(aspect, before.as_deref(), after.as_deref())),
        };
        let whole = change.aspect == Aspect::Condition;
        if let Some((_, of)) = change.of.filter(|_| !whole) {
            let of = match (of, change.aspect) {
                // A bound means little without the condition that it is in.
                (Part::Check(id, index), Aspect::Bound) => {
                    check_of(self.after, id, index).map(|c| check(self.after, c))
                }
                (of, _) => Some(label(self.after, of)),
            };
            text = format!("{}{} {text}", of.unwrap_or_default(), say(self.lang, ":", " :"));
        }
        DiffDetail { aspect: words::aspect_word(change.aspect), text, before, after }
    }

    fn changed(self, aspect: Aspect, before: Option<&str>, after: Option<&str>) -> String {
        words::changed(words::aspect(aspect, self.lang), before, after, self.lang)
    }

    /// A condition or a detail that is new, gone or another.
    fn part(self, aspect: Aspect, before: Option<&str>, after: Option<&str>) -> String {
        let what = words::aspect(aspect, self.lang);
        match (self.lang, before, after) {
            (Lang::En, None, Some(after)) => format!("{what} is new: {after}"),
            (Lang::En, Some(before), None) => format!("{what} is dropped: {before}"),
            (Lang::En, Some(before), Some(after)) => format!("{what} is another: it was {before}; it is {after}"),
            (Lang::Fr, None, Some(after)) => format!("{what} s'ajoute : {after}"),
            (Lang::Fr, Some(before), None) => format!("{what} disparaît : {before}"),
            (Lang::Fr, Some(before), Some(after)) => {
                format!("{what} change : c'était {before} ; c'est désormais {after}")
            }
            (_, None, None) => what.to_owned(),
        }
    }

    /// Roles or states that came and went, if some stayed.
    fn more_and_less(self, aspect: Aspect, before: &Side, after: &Side) -> Option<String> {
        if !matches!(aspect, Aspect::By | Aspect::OwedBy | Aspect::From | Aspect::Members | Aspect::Alive) {
            return None;
        }
        let names = |law: Law, side: &Side| -> Vec<(String, String)> {
            let state = |s: StateId| {
                let carried = carried_state(law.procedure, self.after.procedure, s);
                let known = carried.map_or(law.procedure.state(s), |s| self.after.procedure.state(s));
                (known.name.clone(), quoted(law.state(s), self.lang))
            };
            let role = |r: &RoleId| {
                let role = law.procedure.role(*r);
                (role.name.clone(), role.label.get(self.lang).to_owned())
            };
            match side {
                Side::Roles(roles) => roles.iter().map(role).collect(),
                Side::States(states) => states.iter().map(state).collect(),
                _ => Vec::new(),
            }
        };
        let (before, after) = (names(self.before, before), names(self.after, after));
        let not_in = |these: &[(String, String)], those: &[(String, String)]| -> Vec<String> {
            let others = these.iter().filter(|(name, _)| !those.iter().any(|(other, _)| other == name));
            others.map(|(_, label)| label.clone()).collect()
        };
        let (more, less) = (not_in(&after, &before), not_in(&before, &after));
        if less.len() == before.len() || more.len() == after.len() {
            return None;
        }
        let list = |names: &[String]| (!names.is_empty()).then(|| words::list(names, say(self.lang, "and", "et")));
        let what = words::aspect(aspect, self.lang);
        Some(words::more_and_less(what, list(&more).as_deref(), list(&less).as_deref(), self.lang))
    }
}
