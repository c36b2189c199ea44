//! What differs between two scenarios, and what follows from it, in sentences.

use super::model::{Compared, Diff, DiffDetail, DiffEntry, Kind, Section};
use super::outcomes::{deadline, duty, margin, outcomes, reasons, states, verdict};
use crate::replay::Replay;
use crate::replay::compare::{Both, Comparison, EventAspect, compare};
use crate::report::unknowns;
use crate::report::view::View;
use crate::report::words::{self, quoted, say};
use crate::scenario::{Event, EventIx, Given, MachineIx, UnknownIx, What, When};
use crate::text::Lang;
use crate::value::Type;

/// What is not the same in two replays.
#[must_use]
pub fn scenarios(before: &Replay, after: &Replay, lang: Lang) -> Diff {
    let found = compare(before, after);
    let teller = Teller { a: View { replay: before, lang }, b: View { replay: after, lang }, lang };
    let section = |section, title: &str, entries| Section { section, title: title.to_owned(), entries };
    let sections = vec![
        section("facts", say(lang, "The facts", "Les faits"), teller.facts(&found)),
        section("courses", say(lang, "Where the courses part", "Où les cours se séparent"), teller.partings(&found)),
        section("verdicts", say(lang, "Verdicts", "Verdicts"), teller.verdicts(&found)),
        section("margins", say(lang, "Margins", "Marges"), teller.margins(&found)),
        section("deadlines", say(lang, "Deadlines", "Délais"), teller.deadlines(&found)),
        section("duties", say(lang, "Duties", "Obligations"), teller.duties(&found)),
        section("states", say(lang, "Final states", "États finaux"), teller.states(&found)),
    ];
    let compared = |view: View| Compared {
        name: view.scenario().name.clone(),
        edition: None,
        title: view.scenario().title.get(lang).to_owned(),
    };
    Diff::new("scenarios", compared(teller.a), compared(teller.b), sections)
}

#[derive(Clone, Copy)]
struct Teller<'r, 's, 't> {
    a: View<'r, 's>,
    b: View<'r, 't>,
    lang: Lang,
}

fn kind<T>(both: &Both<T>) -> Kind {
    match both {
        (None, _) => Kind::Added,
        (_, None) => Kind::Removed,
        _ => Kind::Changed,
    }
}

impl Teller<'_, '_, '_> {
    fn detail(self, aspect: &'static str, what: &str, before: Option<String>, after: Option<String>) -> DiffDetail {
        let text = words::changed(what, before.as_deref(), after.as_deref(), self.lang);
        DiffDetail { aspect, text, before, after }
    }

    /// "case, 16 June 2011: “Formal notice received” (`notice`)".
    fn event(self, both: Both<EventIx>) -> (String, String) {
        let shown = both.1.map(|j| line(self.b, j)).or_else(|| both.0.map(|i| line(self.a, i)));
        shown.unwrap_or_default()
    }

    fn facts(self, found: &Comparison) -> Vec<DiffEntry> {
        let mut all = Vec::new();
        if let Some((before, after)) = found.as_of {
            let what = say(self.lang, "the day that is looked at", "le jour considéré");
            let (before, after) = (words::day(before, self.lang), words::day(after, self.lang));
            all.push(DiffEntry::stands(Kind::Changed, "as_of".to_owned(), what, before, after, self.lang));
        }
        all.extend(found.machines.iter().map(|both| self.machine(both)));
        all.extend(found.unknowns.iter().map(|both| self.unknown(both)));
        all.extend(found.events.iter().map(|(both, aspects)| self.fact(*both, aspects)));
        all.extend(found.sayings.iter().map(|id| {
            let text = format!("{} `{id}`", say(self.lang, "the claim or note", "l'affirmation ou la note"));
            DiffEntry::new(Kind::Changed, id.clone(), text, Vec::new())
        }));
        all
    }

    fn machine(self, both: &Both<MachineIx>) -> DiffEntry {
        let (view, ix) = match both {
            (_, Some(j)) => (self.b.scenario(), *j),
            (i, None) => (self.a.scenario(), i.unwrap_or_default()),
        };
        let label = view.machines.get(ix).map_or("", |m| m.label.get(self.lang));
        let procedure = view.editions(ix).name();
        let name = view.machines.get(ix).map_or_else(String::new, |m| m.name.clone());
        let text = format!("{} {} (`{procedure}`)", say(self.lang, "the case", "l'affaire"), quoted(label, self.lang));
        DiffEntry::new(kind(both), name, text, Vec::new())
    }

    /// An unknown that has other values, or that is supposed to be one of them.
    fn unknown(self, both: &Both<UnknownIx>) -> DiffEntry {
        let values = |view: View, ix: Option<UnknownIx>| {
            let unknown = view.scenario().unknowns.get(ix?)?;
            let all: Vec<usize> = (0..unknown.candidates.len()).collect();
            let about = unknowns::about(view, unknown, None);
            Some(unknowns::values(view, unknown, &about, &all, (0, all.len().saturating_sub(1))))
        };
        let (view, ix) = if both.1.is_some() { (self.b.scenario(), both.1) } else { (self.a.scenario(), both.0) };
        let unknown = ix.and_then(|ix| view.unknowns.get(ix));
        let name = unknown.map_or_else(String::new, |u| u.name.clone());
        let label = unknown.and_then(|u| u.label.as_ref());
        let label = label.map_or_else(|| name.replace('_', " "), |label| label.get(self.lang).to_owned());
        let before = values(self.a, both.0).or_else(|| both.1.and_then(|j| supposed(self.b, j, self.a)));
        let after = values(self.b, both.1).or_else(|| both.0.and_then(|i| supposed(self.a, i, self.b)));
        let none = || words::heading(words::Heading::NotKnown, self.lang).to_owned();
        let (before, after) = (before.unwrap_or_else(none), after.unwrap_or_else(none));
        DiffEntry::stands(Kind::Changed, name, &quoted(&label, self.lang), before, after, self.lang)
    }

    fn fact(self, both: Both<EventIx>, aspects: &[EventAspect]) -> DiffEntry {
        let (name, text) = self.event(both);
        let details = aspects.iter().map(|aspect| {
            let told = |view: View, ix: Option<EventIx>| told(view, view.event(ix?)?, aspect);
            let word = match aspect {
                EventAspect::Machine => "machine",
                EventAspect::What => "what",
                EventAspect::On => "on",
                EventAspect::LastedUntil => "until",
                EventAspect::By => "by",
                EventAspect::Detail(_) => "detail",
                EventAspect::Sources => "sources",
                EventAspect::Certainty => "certainty",
            };
            self.detail(word, &self.aspect(both, aspect), told(self.a, both.0), told(self.b, both.1))
        });
        DiffEntry::new(kind(&both), name, text, details.collect())
    }

    fn aspect(self, both: Both<EventIx>, aspect: &EventAspect) -> String {
        let lang = self.lang;
        let text = match aspect {
            EventAspect::Machine => say(lang, "machine", "machine"),
            EventAspect::What => say(lang, "what happened", "le fait"),
            EventAspect::On => say(lang, "date", "date"),
            EventAspect::LastedUntil => say(lang, "it lasted until", "fin"),
            EventAspect::By => say(lang, "by", "auteur"),
            EventAspect::Sources => say(lang, "source", "source"),
            EventAspect::Certainty => say(lang, "certainty", "certitude"),
            EventAspect::Detail(name) => {
                let label =
                    |view: View, ix: Option<EventIx>| field(view, view.event(ix?)?, name).map(|(label, ..)| label);
                let label = label(self.b, both.1).or_else(|| label(self.a, both.0));
                return label.map_or_else(|| name.replace('_', " "), |label| quoted(&label, lang));
            }
        };
        text.to_owned()
    }

    fn partings(self, found: &Comparison) -> Vec<DiffEntry> {
        let absent = || say(self.lang, "it does not happen", "n'a pas lieu").to_owned();
        let entries = found.partings.iter().map(|(_, both)| {
            let (name, text) = self.event(*both);
            let before = both.0.map_or_else(absent, |i| outcomes(self.a, i));
            let after = both.1.map_or_else(absent, |j| outcomes(self.b, j));
            let mut details = Vec::new();
            if before != after {
                details.push(self.detail("outcome", say(self.lang, "outcome", "issue"), Some(before), Some(after)));
            } else if let (Some(i), Some(j)) = both {
                details.extend(self.reasons(*i, *j));
            }
            DiffEntry::new(Kind::Changed, name, text, details)
        });
        entries.collect()
    }

    /// What was not met and is, or the other way round.
    fn reasons(self, i: EventIx, j: EventIx) -> Option<DiffDetail> {
        let nothing = || say(self.lang, "nothing", "rien").to_owned();
        let (was, is) = (reasons(self.a, i).unwrap_or_else(nothing), reasons(self.b, j).unwrap_or_else(nothing));
        (was != is).then(|| self.detail("reasons", say(self.lang, "not met", "non rempli"), Some(was), Some(is)))
    }

    fn verdicts(self, found: &Comparison) -> Vec<DiffEntry> {
        let entries = found.verdicts.iter().map(|(i, j)| {
            let (name, text) = self.event((Some(*i), Some(*j)));
            let (before, after) = (verdict(self.a, *i), verdict(self.b, *j));
            let mut details =
                vec![self.detail("verdict", say(self.lang, "verdict", "verdict"), Some(before), Some(after))];
            details.extend(self.reasons(*i, *j));
            DiffEntry::new(Kind::Changed, name, text, details)
        });
        entries.collect()
    }

    fn margins(self, found: &Comparison) -> Vec<DiffEntry> {
        let entries = found.margins.iter().map(|(i, j)| {
            let (name, text) = self.event((Some(*i), Some(*j)));
            let what = say(self.lang, "the margin", "la marge");
            let of = |view, ix| Some(margin(view, ix).unwrap_or_else(|| say(self.lang, "none", "aucune").to_owned()));
            let details = vec![self.detail("margin", what, of(self.a, *i), of(self.b, *j))];
            DiffEntry::new(Kind::Changed, name, text, details)
        });
        entries.collect()
    }

    fn deadlines(self, found: &Comparison) -> Vec<DiffEntry> {
        let entries = found.deadlines.iter().filter_map(|((i, j), both)| {
            let before = both.0.and_then(|at| deadline(self.a, *i, at));
            let after = both.1.and_then(|at| deadline(self.b, *j, at));
            self.stands(*i, kind(both), before, after)
        });
        entries.collect()
    }

    fn duties(self, found: &Comparison) -> Vec<DiffEntry> {
        let entries = found.duties.iter().filter_map(|((i, j), both)| {
            let before = both.0.and_then(|at| duty(self.a, *i, at));
            let after = both.1.and_then(|at| duty(self.b, *j, at));
            self.stands(*i, kind(both), before, after)
        });
        entries.collect()
    }

    /// How something named stands: its name in the file, its label, and how it stood and stands.
    fn stands(
        self,
        machine: MachineIx,
        change: Kind,
        before: Option<(String, String, String)>,
        after: Option<(String, String, String)>,
    ) -> Option<DiffEntry> {
        let (name, label, _) = after.clone().or_else(|| before.clone())?;
        let in_file = self.a.scenario().machines.get(machine).map_or("", |m| m.name.as_str());
        let what = format!("{}, {}", self.a.machine(machine), quoted(&label, self.lang));
        let never = || say(self.lang, "never set off", "jamais ouvert").to_owned();
        let how = |side: Option<(String, String, String)>| side.map_or_else(never, |(_, _, how)| how);
        let name = format!("{in_file}.{name}");
        Some(DiffEntry::stands(change, name, &what, how(before), how(after), self.lang))
    }

    fn states(self, found: &Comparison) -> Vec<DiffEntry> {
        let entries = found.states.iter().map(|(i, j)| {
            let (before, after) = (states(self.a, *i), states(self.b, *j));
            let name = self.a.scenario().machines.get(*i).map_or_else(String::new, |m| m.name.clone());
            DiffEntry::stands(Kind::Changed, name, self.a.machine(*i), before, after, self.lang)
        });
        entries.collect()
    }
}

/// The name of an event in its file, and what it is in words.
fn line(view: View, ix: EventIx) -> (String, String) {
    let Some(event) = view.event(ix) else { return Default::default() };
    let dates = view.scenario().dates(event);
    let when = if dates.is_empty() {
        words::heading(words::Heading::NotKnown, view.lang).to_owned()
    } else {
        words::any_of(&dates, view.lang)
    };
    let what = quoted(&view.what(event), view.lang);
    let text = format!("{when}, {}{} {what} (`{}`)", view.machine(event.machine), say(view.lang, ":", " :"), event.id);
    (event.id.clone(), text)
}

/// The label, type and value of a detail.
fn field<'r>(view: View<'r, '_>, event: &Event, name: &str) -> Option<(String, &'r Type, Given)> {
    let edition = view.any_edition(event);
    let resolved = View::resolved(event, edition)?;
    let fields = &view.edition(event.machine, edition).act(resolved.act).details;
    let at = fields.iter().position(|field| field.name == name)?;
    let field = fields.get(at)?;
    Some((field.label.get(view.lang).to_owned(), &field.ty, *resolved.details.get(at)?))
}

/// A value, or those that it may have.
fn given(view: View, event: &Event, given: Given, ty: Option<&Type>) -> String {
    let procedure = view.edition(event.machine, view.any_edition(event));
    let values = match given {
        Given::Known(value) => vec![value],
        Given::OneOf(unknown) => {
            let candidates = view.scenario().unknowns.get(unknown).into_iter().flat_map(|u| &u.candidates);
            candidates.map(|candidate| candidate.value).collect()
        }
    };
    let mut texts: Vec<String> = Vec::new();
    for value in values {
        let text = view.value(procedure, value, ty);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    words::list(&texts, say(view.lang, "or", "ou"))
}

/// One aspect of an event in words.
fn told(view: View, event: &Event, aspect: &EventAspect) -> Option<String> {
    let lang = view.lang;
    Some(match aspect {
        EventAspect::Machine => view.machine(event.machine).to_owned(),
        EventAspect::What => quoted(&view.what(event), lang),
        EventAspect::On => {
            let dates = view.scenario().dates(event);
            if dates.is_empty() {
                words::heading(words::Heading::NotKnown, lang).to_owned()
            } else {
                words::any_of(&dates, lang)
            }
        }
        EventAspect::LastedUntil => words::stamp(event.lasted_until?, lang),
        EventAspect::By => {
            let edition = view.any_edition(event);
            let procedure = view.edition(event.machine, edition);
            let roles: Vec<&str> = view.by(event, edition).iter().map(|r| view.role(procedure, *r)).collect();
            words::list(&roles, say(lang, "or", "ou"))
        }
        EventAspect::Detail(name) => {
            let (_, ty, value) = field(view, event, name)?;
            given(view, event, value, Some(ty))
        }
        EventAspect::Sources => {
            let names = event.sources.iter().filter_map(|ix| Some(view.source(*ix)?.name.clone()));
            names.collect::<Vec<_>>().join(", ")
        }
        EventAspect::Certainty => words::certainty(event.certainty, lang).to_owned(),
    })
}

/// What an unknown of one scenario is supposed to be in the other: the value there of a fact that it was the value of.
fn supposed(view: View, unknown: UnknownIx, other: View) -> Option<String> {
    view.scenario().events.iter().find_map(|event| {
        let there = other.scenario().events.iter().find(|e| e.id == event.id)?;
        if event.on == When::OneOf(unknown) {
            return told(other, there, &EventAspect::On);
        }
        let What::Act { .. } = event.what else { return None };
        let resolved = View::resolved(event, view.any_edition(event))?;
        let at = resolved.details.iter().position(|value| *value == Given::OneOf(unknown))?;
        let fields = &view.edition(event.machine, view.any_edition(event)).act(resolved.act).details;
        told(other, there, &EventAspect::Detail(fields.get(at)?.name.clone()))
    })
}
