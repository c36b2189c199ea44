//! Unknowns in words: what is not known, and which of its values make a verdict which.

use super::view::View;
use super::words::{self, Heading, heading, quoted};
use crate::calendar::Stamp;
use crate::engine::Verdict;
use crate::procedure::Procedure;
use crate::replay::Dependence;
use crate::scenario::{MachineIx, Reading, Unknown, What};
use crate::text::Lang;
use crate::value::{Type, Value};

/// What an unknown is about.
pub(super) struct About<'a> {
    /// In words.
    pub label: String,
    /// The procedure and type by which its values are put into words.
    pub procedure: Option<&'a Procedure>,
    /// Their type.
    pub ty: Option<&'a Type>,
}

/// What an unknown is about, as it is said on the timeline of a machine.
pub(super) fn about<'a>(view: View<'a, '_>, unknown: &Unknown, on: Option<MachineIx>) -> About<'a> {
    let lang = view.lang;
    let split = unknown.name.rsplit_once('.');
    let event = split.and_then(|(id, _)| view.scenario().events.iter().find(|e| e.id == id));
    let (Some(event), Some((_, part))) = (event, split) else {
        let name = unknown.name.replace('_', " ");
        let label = unknown.label.as_ref().map_or(name.as_str(), |label| label.get(lang));
        return About { label: quoted(label, lang), procedure: None, ty: None };
    };
    let edition = view.any_edition(event);
    let procedure = view.edition(event.machine, edition);
    let mut what = quoted(&view.what(event), lang);
    if on.is_some_and(|m| m != event.machine) {
        what = format!("{what} ({})", view.machine(event.machine));
    }
    let field = match &event.what {
        What::Act { .. } => {
            View::resolved(event, edition).and_then(|r| procedure.act(r.act).details.iter().find(|f| f.name == part))
        }
        What::Is { .. } => None,
    };
    match field {
        Some(field) => {
            let label = quoted(field.label.get(lang), lang);
            About { label, procedure: Some(procedure), ty: Some(&field.ty) }
        }
        None => About { label: what, procedure: Some(procedure), ty: None },
    }
}

/// What a reading says, where it is not a value of a detail: by its name for people, if the law is read so.
pub(super) fn reading(reading: &Reading, lang: Lang) -> String {
    reading.law.as_ref().map_or_else(|| reading.written.clone(), |law| law.label.get(lang).to_owned())
}

/// The articles on which a reading of the law rests; nothing of one of sources.
pub(super) fn rests_on(reading: &Reading, lang: Lang) -> String {
    let articles = reading.law.iter().flat_map(|law| &law.basis).map(|cite| cite.get(lang).to_owned());
    words::list(&articles.collect::<Vec<_>>(), words::say(lang, "and", "et"))
}

/// Runs of neighbouring candidates.
fn runs(indices: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for index in indices {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *index => *last = *index,
            _ => runs.push((*index, *index)),
        }
    }
    runs
}

fn date(unknown: &Unknown, index: usize) -> Option<Stamp> {
    match unknown.candidates.get(index)?.value {
        Value::Date(stamp) => Some(stamp),
        _ => None,
    }
}

/// Some of an unknown's values in words; `open` says whether dates may be put as "up to" and "from … on".
pub(super) fn values(view: View, unknown: &Unknown, about: &About, indices: &[usize], among: (usize, usize)) -> String {
    let lang = view.lang;
    let or = words::say(lang, "or", "ou");
    let dated = unknown.readings.is_empty() && indices.iter().all(|i| date(unknown, *i).is_some());
    if dated {
        let texts: Vec<String> = runs(indices)
            .into_iter()
            .filter_map(|(first, last)| {
                let (a, b) = (date(unknown, first)?, date(unknown, last)?);
                Some(match (first == last, first <= among.0, last >= among.1) {
                    (true, _, _) => words::on(a, lang),
                    (_, true, false) => words::until(b, lang),
                    (_, false, true) => words::since(a, lang),
                    _ => words::window(a, b, lang),
                })
            })
            .collect();
        return words::list(&texts, or);
    }
    let mut texts: Vec<String> = Vec::new();
    for candidate in indices.iter().filter_map(|i| unknown.candidates.get(*i)) {
        let text = match (candidate.value, about.procedure) {
            (Value::Date(stamp), _) => words::stamp(stamp, lang),
            (value, Some(procedure)) => view.value(procedure, value, about.ty),
            (_, None) => candidate
                .reading
                .and_then(|r| unknown.readings.get(r))
                .map_or_else(|| heading(Heading::NotKnown, lang).to_owned(), |r| reading(r, lang)),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    words::list(&texts, or)
}

/// "legal if “Formal notice received” falls from 27 June 2011 on; irregular if up to 26 June 2011". The second part
/// of each is the verdicts, for colour.
pub(super) fn dependence(view: View, on: MachineIx, depends: &Dependence) -> Vec<(Vec<Verdict>, String)> {
    let Some(unknown) = view.scenario().unknowns.get(depends.unknown) else { return Vec::new() };
    let lang = view.lang;
    let about = about(view, unknown, Some(on));
    let mut groups: Vec<(Vec<Verdict>, Vec<usize>)> = Vec::new();
    for (candidates, verdicts) in &depends.groups {
        match groups.iter_mut().find(|(known, _)| known == verdicts) {
            Some((_, indices)) => indices.extend(candidates),
            None => groups.push((verdicts.clone(), candidates.clone())),
        }
    }
    let all = || depends.groups.iter().flat_map(|(c, _)| c);
    let among = (all().min().copied().unwrap_or(0), all().max().copied().unwrap_or(0));
    if groups.len() < 2 {
        let text = match lang {
            Lang::En => format!("depends on {}", about.label),
            Lang::Fr => format!("dépend de {}", about.label),
        };
        return vec![(Vec::new(), text)];
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(index, (verdicts, mut indices))| {
            indices.sort_unstable();
            indices.dedup();
            let values = values(view, unknown, &about, &indices, among);
            let dated = unknown.readings.is_empty() && indices.iter().all(|i| date(unknown, *i).is_some());
            let verb = match (lang, dated) {
                (Lang::En, true) => "falls",
                (Lang::Fr, true) => "intervient",
                (Lang::En, false) => "is",
                (Lang::Fr, false) => "est",
            };
            let head = words::verdicts(&verdicts, lang);
            let text = match (lang, index) {
                (Lang::En, 0) => format!("{head} if {} {verb} {values}", about.label),
                (Lang::Fr, 0) => format!("{head} si {} {verb} {values}", about.label),
                (Lang::En, _) => format!("{head} if {values}"),
                (Lang::Fr, _) => format!("{head} si {values}"),
            };
            (verdicts, text)
        })
        .collect()
}
