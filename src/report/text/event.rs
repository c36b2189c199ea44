//! An act or an observation on the timeline.

use super::Report;
use super::entry::{Entry, Mark};
use super::palette::Paint;
use super::wrap::Rich;
use crate::calendar::{Minute, Stamp};
use crate::engine::Verdict;
use crate::ids::StateId;
use crate::procedure::Procedure;
use crate::replay::{Judged, Possible};
use crate::report::view::View;
use crate::report::words::{self, Heading, heading};
use crate::report::{margins, unknowns};
use crate::scenario::{Around, Certainty, Event, Given};
use crate::text::Lang;

/// How many findings of one event are told, unless everything is asked for.
const FINDINGS: usize = 4;

/// The paint of a verdict.
pub(super) fn paint(verdict: Verdict) -> Paint {
    match verdict {
        Verdict::Legal => Paint::Good,
        Verdict::Irregular => Paint::Warning,
        Verdict::Illegal => Paint::Bad,
        Verdict::Undetermined => Paint::Doubt,
    }
}

fn symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Legal => "✓",
        Verdict::Irregular => "~",
        Verdict::Illegal => "✗",
        Verdict::Undetermined => "?",
    }
}

/// The quiet label of a line: "law: ".
pub(super) fn label(text: &str, lang: Lang) -> Rich {
    Rich::new(Paint::Quiet, format!("{text}{} ", words::say(lang, ":", " :")))
}

/// Possible outcomes that differ in nothing that is told.
struct Finding<'r> {
    example: &'r Possible,
    to: Vec<StateId>,
    effects: Vec<bool>,
}

fn findings(judged: &Judged) -> Vec<Finding<'_>> {
    let mut all: Vec<Finding> = Vec::new();
    for possible in &judged.possible {
        let key = |p: &Possible| {
            let o = p.outcome;
            (p.edition, p.ids, o.from, o.transition, o.verdict, o.refusal, o.failed, o.unjudged, p.because_of)
        };
        let found = match all.iter_mut().find(|f| key(f.example) == key(possible)) {
            Some(known) => known,
            None => {
                all.push(Finding { example: possible, to: Vec::new(), effects: Vec::new() });
                match all.last_mut() {
                    Some(new) => new,
                    None => continue,
                }
            }
        };
        if !found.to.contains(&possible.outcome.to) {
            found.to.push(possible.outcome.to);
        }
        if !found.effects.contains(&possible.outcome.took_effect) {
            found.effects.push(possible.outcome.took_effect);
        }
    }
    all
}

impl Report<'_, '_> {
    /// The entry of an event.
    pub fn event(&mut self, judged: &Judged) -> Option<Entry> {
        let (view, lang) = (self.view, self.style.lang);
        let event = view.event(judged.event)?;
        let edition = view.shown_edition(judged, event);
        let procedure = view.edition(event.machine, edition);
        let observed = View::is_observation(event);
        let mut headline = Rich::plain(view.what(event));
        let by: Vec<String> =
            view.by(event, edition).iter().map(|r| view.role_played(event.machine, procedure, *r)).collect();
        if !by.is_empty() {
            let by = words::list(&by, words::say(lang, "or", "ou"));
            headline = headline.with(Paint::Quiet, " — ").with(Paint::Plain, by);
        }
        let mut details = Vec::new();
        if observed {
            self.fits(judged, event, &mut details);
        } else {
            let (from, to) = states(judged);
            if !from.is_empty() {
                details.push(self.course(procedure, &from, &to));
            }
            details.extend(self.given(event, edition));
            let bases: Vec<_> =
                judged.possible.iter().flat_map(|p| View::bases(view.edition(event.machine, p.ids), p)).collect();
            details.extend(self.law(procedure, &bases));
        }
        details.extend(self.status_line(judged));
        self.told(judged, event, &mut details);
        for depends in &judged.depends {
            details.push(dependence(view, event, depends));
        }
        details.extend(self.minutes(judged));
        let margin = judged.verdict.and_then(|v| margins::margin(view, event, judged.margin.as_ref()?, v));
        details.extend(margin.map(|text| label(words::say(lang, "margin", "marge"), lang).with(Paint::Plain, text)));
        if judged.expected && judged.verdict == Some(Verdict::Illegal) {
            let text =
                words::say(lang, "the scenario expects it to be illegal", "le scénario s'attend à cette illégalité");
            details.push(Rich::new(Paint::Quiet, text));
        }
        if let Some(note) = &event.note {
            details.push(label(heading(Heading::Note, lang), lang).with(Paint::Quiet, note.get(lang)));
        }
        let cited = self.cite(&event.sources);
        if !cited.is_empty() {
            details.push(label(heading(Heading::Source, lang), lang).then(cited));
        }
        Some(Entry {
            when: self.when(judged, event),
            mark: self.mark(judged, event),
            machines: vec![view.machine(event.machine).to_owned()],
            headline,
            details,
            quiet: false,
            items: Vec::new(),
        })
    }

    fn mark(&self, judged: &Judged, event: &Event) -> Mark {
        let lang = self.style.lang;
        match judged.verdict {
            Some(verdict) => Mark::new(symbol(verdict), words::verdict(verdict, lang), paint(verdict)),
            None if View::is_observation(event) => {
                let word = match event.certainty {
                    Certainty::Attested => heading(Heading::Observed, lang),
                    other => words::certainty(other, lang),
                };
                Mark::new("○", word, Paint::Time)
            }
            None => Mark::new("–", heading(Heading::NotJudged, lang), Paint::Quiet),
        }
    }

    fn when(&self, judged: &Judged, event: &Event) -> String {
        let dates = self.view.dates(judged, event);
        match (event.lasted_until, dates.first()) {
            (Some(last), Some(first)) => {
                let span = Around { not_before: Some(*first), not_after: Some(last), lasted: true };
                words::around(span, self.style.lang)
            }
            _ => words::any_of(&dates, self.style.lang),
        }
    }

    /// "Findings under review → Formal notice running".
    pub fn course(&self, procedure: &Procedure, from: &[StateId], to: &[StateId]) -> Rich {
        let lang = self.style.lang;
        let or = words::say(lang, "or", "ou");
        let names = |states: &[StateId]| {
            let names: Vec<&str> = states.iter().map(|s| self.view.state(procedure, *s)).collect();
            words::list(&names, or)
        };
        if from == to {
            return Rich::plain(names(from)).with(Paint::Quiet, format!(" ({})", heading(Heading::Unchanged, lang)));
        }
        Rich::plain(names(from)).with(Paint::Quiet, " → ").with(Paint::Plain, names(to))
    }

    /// The details that were given, save those that are as always.
    fn given(&mut self, event: &Event, edition: usize) -> Option<Rich> {
        let (view, lang) = (self.view, self.style.lang);
        let procedure = view.edition(event.machine, edition);
        let resolved = View::resolved(event, edition)?;
        let mut parts: Vec<String> = Vec::new();
        for (field, given) in procedure.act(resolved.act).details.iter().zip(&resolved.details) {
            let value = match given {
                Given::Known(value) if Some(*value) == field.default || value.is_unknown() && field.optional => {
                    continue;
                }
                Given::Known(value) => view.value(procedure, *value, Some(&field.ty)),
                Given::OneOf(ix) => self.readings(*ix, procedure, &field.ty),
            };
            parts.push(format!("{}{} {value}", field.label.get(lang), words::say(lang, ":", " :")));
        }
        (!parts.is_empty()).then(|| Rich::plain(parts.join(words::say(lang, "; ", " ; "))))
    }

    /// The values of an unknown, each with the sources that say so.
    fn readings(&mut self, ix: usize, procedure: &Procedure, ty: &crate::value::Type) -> String {
        let (view, lang) = (self.view, self.style.lang);
        let Some(unknown) = view.scenario().unknowns.get(ix) else { return String::new() };
        let about = unknowns::About { label: String::new(), procedure: Some(procedure), ty: Some(ty) };
        let all: Vec<usize> = (0..unknown.candidates.len()).collect();
        if unknown.readings.is_empty() {
            return unknowns::values(view, unknown, &about, &all, (usize::MAX, 0));
        }
        let mut texts: Vec<(String, Vec<usize>)> = Vec::new();
        for (reading, said) in unknown.readings.iter().enumerate() {
            let of: Vec<usize> = all
                .iter()
                .copied()
                .filter(|i| unknown.candidates.get(*i).is_some_and(|c| c.reading == Some(reading)))
                .collect();
            let text = if of.is_empty() {
                said.written.clone()
            } else {
                unknowns::values(view, unknown, &about, &of, (usize::MAX, 0))
            };
            match texts.iter_mut().find(|(known, _)| *known == text) {
                Some((_, sources)) => sources.extend(&said.sources),
                None => texts.push((text, said.sources.clone())),
            }
        }
        let texts: Vec<String> =
            texts.into_iter().map(|(text, sources)| format!("{text}{}", self.numbers(&sources))).collect();
        words::list(&texts, words::say(lang, "or", "ou"))
    }

    /// What was found, outcome by outcome: refusals, conditions, effects.
    fn told(&mut self, judged: &Judged, event: &Event, details: &mut Vec<Rich>) {
        if View::is_observation(event) {
            return;
        }
        let (view, lang) = (self.view, self.style.lang);
        let all = findings(judged);
        let several = all.len() > 1;
        let worth: Vec<&Finding> = all
            .iter()
            .filter(|f| {
                self.style.explain || f.example.outcome.verdict != Verdict::Legal || f.example.edition.is_none()
            })
            .collect();
        let limit = if self.style.explain { worth.len() } else { FINDINGS };
        for finding in worth.iter().take(limit) {
            let possible = finding.example;
            let outcome = &possible.outcome;
            let procedure = view.edition(event.machine, possible.ids);
            let colour = paint(outcome.verdict);
            let mut line = Rich::default();
            if several {
                let day = words::on(possible.on, lang);
                let verdict = words::verdict(outcome.verdict, lang);
                line = line.with(
                    colour,
                    match lang {
                        Lang::En => format!("{verdict} in some possible cases, as {day}"),
                        Lang::Fr => format!("{verdict} dans certains cas possibles, comme {day}"),
                    },
                );
            }
            let say = if possible.edition.is_none() {
                Some(no_edition(possible.on, lang))
            } else {
                outcome.refusal.map(|r| view.refusal(procedure, event, outcome, r))
            };
            if let Some(say) = say {
                let colon = if several { words::say(lang, ": ", " : ") } else { "" };
                line = line.with(colour, colon).with(colour, say);
            }
            if !line.is_empty() {
                details.push(line);
            }
            if let Some(cause) = possible.because_of.and_then(|ix| self.reference(ix)) {
                details.push(Rich::plain(match lang {
                    Lang::En => format!("refused only because {cause} was void"),
                    Lang::Fr => format!("refusé seulement parce que {cause} est resté sans effet"),
                }));
            }
            self.checks(procedure, possible, details);
            if outcome.verdict == Verdict::Illegal
                && let [stands] = finding.effects.as_slice()
            {
                let state = view.state(procedure, outcome.to);
                details.push(Rich::plain(words::effect(*stands, state, lang)));
            }
        }
        if worth.len() > limit {
            let n = worth.len() - limit;
            details.push(Rich::new(
                Paint::Quiet,
                match lang {
                    Lang::En => format!("and {n} more, with --explain"),
                    Lang::Fr => format!("et {n} de plus, avec --explain"),
                },
            ));
        }
    }

    /// Where the verdict turns on the minute alone: "legal from 06:00 to 20:59; illegal from 21:00 to 23:59".
    fn minutes(&self, judged: &Judged) -> Option<Rich> {
        let lang = self.style.lang;
        let mut line = Rich::default();
        for (index, (first, last, verdict)) in judged.minutes.iter().enumerate() {
            let word = |n| Minute::new(n).map_or_else(String::new, |m| words::minute(m, lang));
            let text = match lang {
                Lang::En => format!("{} from {} to {}", words::verdict(*verdict, lang), word(*first), word(*last)),
                Lang::Fr => format!("{} de {} à {}", words::verdict(*verdict, lang), word(*first), word(*last)),
            };
            line = line.with(Paint::Plain, if index == 0 { "" } else { words::say(lang, "; ", " ; ") });
            line = line.with(paint(*verdict), text);
        }
        (!line.is_empty()).then_some(line)
    }

    fn fits(&self, judged: &Judged, event: &Event, details: &mut Vec<Rich>) {
        let lang = self.style.lang;
        let several = judged.fits.len() > 1;
        for (edition, fit) in &judged.fits {
            let procedure = self.view.edition(event.machine, *edition);
            let colour = match fit {
                crate::replay::Fit::Confirmed => Paint::Good,
                crate::replay::Fit::Undocumented { .. } => Paint::Plain,
                crate::replay::Fit::Contradiction { .. } => Paint::Bad,
            };
            let mut line = Rich::new(colour, self.view.fit(procedure, fit));
            if several {
                line = line.with(Paint::Quiet, format!(" ({})", heading(Heading::SomeCases, lang)));
            }
            if !details.contains(&line) {
                details.push(line);
            }
        }
    }
}

/// The states before and after, in every possible outcome.
fn states(judged: &Judged) -> (Vec<StateId>, Vec<StateId>) {
    let ids = judged.possible.first().map(|p| p.ids);
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for possible in judged.possible.iter().filter(|p| Some(p.ids) == ids) {
        if !from.contains(&possible.outcome.from) {
            from.push(possible.outcome.from);
        }
        if !to.contains(&possible.outcome.to) {
            to.push(possible.outcome.to);
        }
    }
    (from, to)
}

fn no_edition(on: Stamp, lang: Lang) -> String {
    let day = words::day(on.day, lang);
    match lang {
        Lang::En => format!("cannot be judged: no edition of the procedure at hand is in force on {day}"),
        Lang::Fr => format!("ne peut être jugé : aucune édition disponible de la procédure n'est en vigueur le {day}"),
    }
}

fn dependence(view: View, event: &Event, depends: &crate::replay::Dependence) -> Rich {
    let mut line = Rich::default();
    for (index, (verdicts, text)) in unknowns::dependence(view, event.machine, depends).into_iter().enumerate() {
        let colour = match verdicts.as_slice() {
            [only] => paint(*only),
            _ => Paint::Doubt,
        };
        let join = if index == 0 { "" } else { words::say(view.lang, "; ", " ; ") };
        line = line.with(Paint::Plain, join).with(colour, text);
    }
    line
}
