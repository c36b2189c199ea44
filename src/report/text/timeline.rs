//! The timeline: everything dated, in the order of its first possible instant.

use super::Report;
use super::entry::{Entry, Item, Mark, group};
use super::event::label;
use super::palette::Paint;
use super::wrap::Rich;
use crate::calendar::{End, Moment, Stamp};
use crate::procedure::{Level, Procedure};
use crate::replay::{Happening, Judged, Passed, Status};
use crate::report::words::{self, Heading, heading};
use crate::scenario::{Around, EventIx};
use crate::text::Lang;

/// Civil minutes since 1970 of the first minute that a stamp can be.
fn minutes(stamp: Stamp) -> i64 {
    Moment::from(stamp).earliest
}

/// The first and the last minute of a span; one that is open below stands at its end.
fn span(around: Around) -> Option<(i64, i64)> {
    let first = around.not_before.or(around.not_after).map(minutes)?;
    Some((first, around.not_after.map_or(i64::MAX, last_minute)))
}

/// Civil minutes since 1970 of the last minute that a stamp can be.
fn last_minute(stamp: Stamp) -> i64 {
    Moment::from(stamp).latest
}

impl Report<'_, '_> {
    /// All entries, grouped.
    pub fn timeline(&mut self) -> Vec<Entry> {
        let items = self.items();
        let entries = items.into_iter().filter_map(|item| {
            let entry = match item {
                Item::Event(ix) => self.view.replay.events.get(ix).and_then(|judged| self.event(judged)),
                Item::Passed(ix) => self.view.replay.passed.get(ix).map(|passed| self.happening(passed)),
                Item::Note(ix) => self.note(ix),
                Item::Claim(ix) => self.said(ix),
            };
            Some(Entry { items: vec![item], ..entry? })
        });
        group(entries.collect())
    }

    /// What is shown, sorted by the first minute that it can be; of one minute, expiries first, then events.
    fn items(&self) -> Vec<Item> {
        let (replay, scenario) = (self.view.replay, self.view.scenario());
        let end = if replay.as_of_given { (i64::from(replay.as_of.number()) + 1) * 1440 } else { i64::MAX };
        let mut items: Vec<((i64, i64), u8, usize, Item)> = Vec::new();
        // The order of the file is that of the facts: an event never stands before an earlier one of its machine.
        let mut reached = vec![(i64::MIN, i64::MIN); scenario.machines.len()];
        for (index, judged) in replay.events.iter().enumerate() {
            let Some(event) = self.view.event(judged.event) else { continue };
            if judged.status == Status::Later {
                continue;
            }
            let dates = self.view.dates(judged, event);
            let first = dates.iter().map(|s| minutes(*s)).min().unwrap_or(i64::MIN);
            let last = dates.iter().copied().chain(event.lasted_until).map(last_minute).max().unwrap_or(i64::MIN);
            let span = (first, last);
            let at = match reached.get_mut(event.machine) {
                Some(reached) => {
                    *reached = span.max(*reached);
                    *reached
                }
                None => span,
            };
            items.push((at, 1, index, Item::Event(index)));
        }
        for (index, passed) in replay.passed.iter().enumerate() {
            let first = passed.lasts.iter().map(|e| e.last_minute().earliest).min().unwrap_or(i64::MIN);
            let last = passed.lasts.iter().map(|e| e.last_minute().latest).max().unwrap_or(i64::MIN);
            let at = (first, last);
            let rank = if matches!(passed.what, Happening::Broken { .. }) { 2 } else { 0 };
            items.push((at, rank, index, Item::Passed(index)));
        }
        for (index, note) in scenario.notes.iter().enumerate() {
            if let Some(at) = span(note.on).filter(|at| at.0 < end) {
                items.push((at, 3, index, Item::Note(index)));
            }
        }
        for (index, claim) in scenario.claims.iter().enumerate() {
            if let Some(at) = claim.on.and_then(span).filter(|at| at.0 < end) {
                items.push((at, 4, index, Item::Claim(index)));
            }
        }
        items.sort_by_key(|(at, rank, index, _)| (*at, *rank, *index));
        items.into_iter().map(|(_, _, _, item)| item).collect()
    }

    /// The first and the last minute on which something may have happened.
    pub fn span_of(&self, item: Item) -> Option<(i64, i64)> {
        let (replay, scenario) = (self.view.replay, self.view.scenario());
        match item {
            Item::Event(ix) => {
                let judged = replay.events.get(ix)?;
                let dates = self.view.dates(judged, self.view.event(judged.event)?);
                Some((minutes(*dates.first()?), last_minute(*dates.last()?)))
            }
            Item::Passed(ix) => {
                let ends = || replay.passed.get(ix).into_iter().flat_map(|passed| &passed.lasts);
                let first = ends().map(|end| end.last_minute().earliest).min()?;
                // What ends with a day has ended on the next.
                Some((first + 1, ends().map(|end| end.last_minute().latest).max()? + 1))
            }
            Item::Note(ix) => span(scenario.notes.get(ix)?.on),
            Item::Claim(ix) => span(scenario.claims.get(ix)?.on?),
        }
    }

    fn note(&mut self, ix: usize) -> Option<Entry> {
        let note = self.view.scenario().notes.get(ix)?;
        let lang = self.style.lang;
        let numbers = self.cited(&note.sources);
        Some(Entry {
            when: words::around(note.on, lang),
            mark: Mark::new("·", heading(Heading::Note, lang), Paint::Quiet),
            machines: note.about.iter().map(|m| self.view.machine(*m).to_owned()).collect(),
            headline: Rich::new(Paint::Quiet, note.text.get(lang)).then(numbers),
            details: Vec::new(),
            quiet: true,
            items: Vec::new(),
        })
    }

    fn said(&mut self, ix: usize) -> Option<Entry> {
        let claim = self.view.scenario().claims.get(ix)?;
        let lang = self.style.lang;
        let numbers = self.cited(&claim.sources);
        Some(Entry {
            when: words::around(claim.on?, lang),
            mark: Mark::new("“", heading(Heading::Claim, lang), Paint::Quiet),
            machines: Vec::new(),
            headline: Rich::new(Paint::Quiet, self.claimed(ix)).then(numbers),
            details: Vec::new(),
            quiet: true,
            items: Vec::new(),
        })
    }

    pub fn happening(&self, passed: &Passed) -> Entry {
        let (view, lang) = (self.view, self.style.lang);
        let procedure = view.edition(passed.machine, passed.edition);
        let mut details = Vec::new();
        let (mark, headline) = match &passed.what {
            Happening::Expired { deadline, from, to, transition } => {
                let rule = procedure.deadline(*deadline);
                details.push(self.course(procedure, &[*from], &[*to]));
                let basis = transition.map_or(&rule.basis, |t| &procedure.transition(t).basis);
                details.extend(self.law(procedure, &[basis]));
                let headline = match lang {
                    Lang::En => format!("{} has run out", rule.label.get(lang)),
                    Lang::Fr => format!("{} échu", rule.label.get(lang)),
                };
                (Mark::new("⧗", heading(Heading::RanOut, lang), Paint::Time), headline)
            }
            Happening::Breached { duty, occurrence } => {
                let rule = procedure.duty(*duty);
                details.extend(self.law(procedure, &[&rule.basis]));
                let by: Vec<String> =
                    rule.owed_by.iter().map(|r| view.role_played(passed.machine, procedure, *r)).collect();
                let mut headline =
                    format!("{} — {}", rule.label.get(lang), words::list(&by, words::say(lang, "or", "ou")));
                if *occurrence > 1 {
                    headline.push_str(&format!(" (n° {occurrence})"));
                }
                (Mark::new("!", heading(Heading::Breach, lang), level(rule.level)), headline)
            }
            Happening::Broken { property, following } => {
                let rule = procedure.property(*property);
                details.extend(self.law(procedure, &[&rule.basis]));
                if let Some(text) = following.and_then(|ix| self.following(ix)) {
                    details.push(Rich::plain(text));
                }
                (Mark::new("!", heading(Heading::Broken, lang), level(rule.level)), rule.label.get(lang).to_owned())
            }
        };
        if !passed.certain {
            details.push(Rich::new(Paint::Doubt, heading(Heading::SomeCases, lang)));
        }
        Entry {
            when: happened(&passed.lasts, lang),
            mark,
            machines: vec![view.machine(passed.machine).to_owned()],
            headline: Rich::plain(headline),
            details,
            quiet: false,
            items: Vec::new(),
        }
    }

    /// "broken, following “Formal notice received” of 16 June 2011, which was unlawful and stands".
    fn following(&self, ix: EventIx) -> Option<String> {
        let lang = self.style.lang;
        let act = self.reference(ix)?;
        Some(match lang {
            Lang::En => format!("broken, following {act}, unlawful and standing"),
            Lang::Fr => format!("enfreint à la suite de {act}, illicite et maintenu"),
        })
    }

    /// An event as others refer to it: “Formal notice received” (16 June 2011).
    pub fn reference(&self, ix: EventIx) -> Option<String> {
        let lang = self.style.lang;
        let event = self.view.event(ix)?;
        let dates = match self.view.replay.events.get(ix) {
            Some(judged) => self.view.dates(judged, event),
            None => self.view.scenario().dates(event),
        };
        Some(format!("{} ({})", words::quoted(&self.view.what(event), lang), words::any_of(&dates, lang)))
    }

    /// "law   Loi n° 78-17, art. 45, I, al. 2 (verified); …".
    pub fn law(&self, procedure: &Procedure, bases: &[&crate::procedure::Basis]) -> Option<Rich> {
        let lang = self.style.lang;
        let mut cited = Vec::new();
        let mut policy = false;
        for basis in bases {
            policy |= matches!(basis, crate::procedure::Basis::Policy);
            for id in crate::report::view::View::articles(basis) {
                if !cited.contains(id) {
                    cited.push(*id);
                }
            }
        }
        let mut texts: Vec<Rich> = cited
            .into_iter()
            .map(|id| {
                let article = procedure.article(id);
                Rich::plain(article.cite.get(self.style.lang))
                    .with(Paint::Quiet, format!(" ({})", words::status(article.status, lang)))
            })
            .collect();
        if policy && texts.is_empty() {
            texts.push(Rich::new(Paint::Quiet, heading(Heading::Policy, lang)));
        }
        if texts.is_empty() {
            return None;
        }
        let mut line = label(heading(Heading::Law, lang), lang);
        for (index, text) in texts.into_iter().enumerate() {
            line = if index > 0 { line.with(Paint::Quiet, words::say(lang, "; ", " ; ")) } else { line };
            line = line.then(text);
        }
        Some(line)
    }

    /// Whether an event is shown by its judgement.
    pub fn status_line(&self, judged: &Judged) -> Option<Rich> {
        let lang = self.style.lang;
        match judged.status {
            Status::Judged | Status::Later => None,
            Status::Stopped => Some(Rich::new(Paint::Quiet, heading(Heading::Stopped, lang))),
            Status::LimitReached => Some(Rich::new(Paint::Doubt, heading(Heading::LimitReached, lang))),
        }
    }
}

fn level(level: Level) -> Paint {
    match level {
        Level::Required => Paint::Bad,
        Level::Recommended => Paint::Warning,
    }
}

fn happened(lasts: &[End], lang: Lang) -> String {
    words::ends(lasts, lang)
}
