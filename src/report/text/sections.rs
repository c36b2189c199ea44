//! Conflicts of sources, claims, and expectations that were not met.

use super::Report;
use super::entry::{Entry, Mark};
use super::event::label;
use super::palette::Paint;
use super::wrap::Rich;
use crate::calendar::Stamp;
use crate::replay::{ClaimStatus, Conflict, Unmet};
use crate::report::unknowns;
use crate::report::words::{self, Heading, heading};
use crate::scenario::{Claimed, SourceIx};
use crate::text::Lang;

fn section(mark: Mark, headline: Rich, details: Vec<Rich>) -> Entry {
    Entry { when: String::new(), mark, machines: Vec::new(), headline, details, quiet: false }
}

impl Report<'_, '_> {
    /// Each disagreement with its readings, and the verdicts that depend on it.
    pub fn conflicts(&mut self) -> Vec<Entry> {
        let view = self.view;
        view.replay.conflicts.iter().filter_map(|conflict| self.conflict(conflict)).collect()
    }

    fn conflict(&mut self, conflict: &Conflict) -> Option<Entry> {
        let (view, lang) = (self.view, self.style.lang);
        let unknown = view.scenario().unknowns.get(conflict.unknown)?;
        let about = unknowns::about(view, unknown, None);
        let mut readings: Vec<(String, bool, Vec<SourceIx>, String)> = Vec::new();
        for (index, reading) in unknown.readings.iter().enumerate() {
            let mut values = unknown.candidates.iter().filter(|c| c.reading == Some(index)).map(|c| c.value);
            let text = match (values.next(), values.next(), about.procedure) {
                (Some(value), None, Some(procedure)) => view.value(procedure, value, about.ty),
                _ if reading.law.is_some() => unknowns::reading(reading, lang),
                _ => {
                    let stamp = reading.written.parse::<Stamp>();
                    stamp.map_or_else(|_| reading.written.replace('_', " "), |s| words::stamp(s, lang))
                }
            };
            let excluded = conflict.excluded.contains(&index);
            match readings.iter_mut().find(|(known, out, ..)| *known == text && *out == excluded) {
                Some((_, _, sources, _)) => sources.extend(&reading.sources),
                None => readings.push((text, excluded, reading.sources.clone(), unknowns::rests_on(reading, lang))),
            }
        }
        let mut details = Vec::new();
        for (text, excluded, sources, articles) in readings {
            let mut line = Rich::plain(text).with(Paint::Quiet, words::say(lang, ": ", " : "));
            line = if articles.is_empty() { line.then(self.cite(&sources)) } else { line.then(Rich::plain(articles)) };
            if excluded {
                line = line.with(Paint::Doubt, format!(", {}", heading(Heading::Excluded, lang)));
            }
            details.push(line);
        }
        let mut affected: Vec<(String, Vec<&str>)> = Vec::new();
        for event in conflict.events.iter().filter_map(|ix| view.event(*ix)) {
            let what = view.what(event);
            let machine = view.machine(event.machine);
            match affected.iter_mut().find(|(known, _)| *known == what) {
                Some((_, machines)) => machines.push(machine),
                None => affected.push((what, vec![machine])),
            }
        }
        let affected: Vec<String> = affected
            .into_iter()
            .map(|(what, machines)| format!("{} ({})", words::quoted(&what, lang), machines.join(", ")))
            .collect();
        details.push(if affected.is_empty() {
            Rich::new(Paint::Quiet, heading(Heading::NothingDepends, lang))
        } else {
            label(words::say(lang, "verdicts that depend on it", "verdicts qui en dépendent"), lang)
                .with(Paint::Doubt, affected.join(", "))
        });
        let mark = Mark::new("≠", heading(Heading::Conflict, lang), Paint::Doubt);
        Some(section(mark, Rich::new(Paint::Strong, about.label), details))
    }

    /// What a claim says, with who says it.
    pub fn claimed(&self, ix: usize) -> String {
        let (view, lang) = (self.view, self.style.lang);
        let Some(claim) = view.scenario().claims.get(ix) else { return String::new() };
        let colon = words::say(lang, ":", " :");
        let says = match (&claim.says, &claim.that) {
            (Some(says), _) => says.get(lang).to_owned(),
            (None, Some((written, that))) => self.comparison(that).unwrap_or_else(|| written.clone()),
            (None, None) => String::new(),
        };
        format!("{}{colon} {says}", claim.by.get(lang))
    }

    /// A claim that can be compared, in words.
    fn comparison(&self, that: &Claimed) -> Option<String> {
        let (view, lang) = (self.view, self.style.lang);
        match that {
            Claimed::Deadline { machine, deadline, day } => {
                let procedure = view.scenario().editions(*machine).all().last()?;
                let id = procedure.deadline_named(deadline)?;
                let name = words::quoted(view.deadline(procedure, id), lang);
                let (machine, day) = (view.machine(*machine), words::day(*day, lang));
                Some(match lang {
                    Lang::En => format!("the last day of {name} of {machine} is {day}"),
                    Lang::Fr => format!("le dernier jour de {name} de {machine} est le {day}"),
                })
            }
            Claimed::State { machine, state } => {
                let procedure = view.scenario().editions(*machine).all().last()?;
                let id = procedure.state_named(state)?;
                let name = words::quoted(view.state(procedure, id), lang);
                Some(match lang {
                    Lang::En => format!("{} is in the state {name}", view.machine(*machine)),
                    Lang::Fr => format!("{} est dans l'état {name}", view.machine(*machine)),
                })
            }
        }
    }

    /// Every claim, with how it stands.
    pub fn claims(&mut self) -> Vec<Entry> {
        let view = self.view;
        (0..view.scenario().claims.len()).filter_map(|ix| self.claim(ix)).collect()
    }

    fn claim(&mut self, ix: usize) -> Option<Entry> {
        let (view, lang) = (self.view, self.style.lang);
        let claim = view.scenario().claims.get(ix)?;
        let status = view.replay.claims.get(ix).copied().unwrap_or(ClaimStatus::Words);
        let disputed = !claim.contradicted_by.is_empty();
        let (symbol, paint) = match status {
            ClaimStatus::Words if disputed => ("≠", Paint::Warning),
            ClaimStatus::Words => ("“", Paint::Quiet),
            ClaimStatus::Holds => ("✓", Paint::Good),
            ClaimStatus::Possible => ("?", Paint::Doubt),
            ClaimStatus::Contradicted => ("✗", Paint::Bad),
        };
        let mark = Mark::new(symbol, words::claim(status, disputed, lang), paint);
        let numbers = self.numbers(&claim.sources);
        let headline = Rich::plain(self.claimed(ix)).with(Paint::Quiet, numbers);
        let mut details = Vec::new();
        if disputed {
            let named = |id: &String| self.named(id).trim_end_matches('.').to_owned();
            let against: Vec<String> = claim.contradicted_by.iter().map(named).collect();
            let text = label(words::say(lang, "against it", "contre"), lang);
            details.push(text.with(Paint::Plain, against.join(words::say(lang, "; ", " ; "))));
        }
        if let Some(note) = &claim.note {
            details.push(Rich::new(Paint::Quiet, note.get(lang)));
        }
        Some(section(mark, headline, details))
    }

    /// An event, note or claim by its id, in words.
    fn named(&self, id: &str) -> String {
        let (view, lang) = (self.view, self.style.lang);
        let scenario = view.scenario();
        let part = |e: &&crate::scenario::Event| {
            e.id.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let events: Vec<_> = scenario.events.iter().filter(part).collect();
        if let Some(first) = events.first() {
            let machines: Vec<&str> = events.iter().map(|e| view.machine(e.machine)).collect();
            return format!("{}, {}", machines.join(", "), words::quoted(&view.what(first), lang));
        }
        if let Some(ix) = scenario.claims.iter().position(|c| c.id == id) {
            return self.claimed(ix);
        }
        match scenario.notes.iter().find(|n| n.id == id) {
            Some(note) => note.text.get(lang).to_owned(),
            None => id.to_owned(),
        }
    }

    /// Expectations that were not met: what was expected, and what was found.
    pub fn unmet(&mut self) -> Vec<Entry> {
        let view = self.view;
        view.replay.unmet.iter().filter_map(|unmet| self.expectation(unmet)).collect()
    }

    fn expectation(&self, unmet: &Unmet) -> Option<Entry> {
        let (view, lang) = (self.view, self.style.lang);
        let (expected, _) = view.scenario().expectations.get(unmet.expectation)?;
        let (_, what, wanted) = crate::report::json::expected(view, expected);
        let found = if unmet.found.is_empty() {
            heading(Heading::Nothing, lang).to_owned()
        } else {
            words::list(&unmet.found, words::say(lang, "or", "ou"))
        };
        let (expected, but) = (heading(Heading::Expected, lang), heading(Heading::Found, lang));
        let headline = Rich::new(Paint::Strong, what).with(
            Paint::Plain,
            match lang {
                Lang::En => format!(": {expected} {wanted}, {but} "),
                Lang::Fr => format!(" : {expected} {wanted}, {but} "),
            },
        );
        Some(section(
            Mark::new("✗", words::say(lang, "not met", "déçue"), Paint::Bad),
            headline.with(Paint::Bad, found),
            Vec::new(),
        ))
    }
}
