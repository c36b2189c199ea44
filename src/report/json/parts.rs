//! The smaller parts of a replay as JSON.

use indexmap::IndexMap;

use super::model::{Article, Claim, Conflict, Expectations, Happening, Note, Reading, Source, Span, Unmet};
use crate::calendar::End;
use crate::procedure::{Basis, Procedure, Status};
use crate::replay::{self, ClaimStatus, Passed};
use crate::report::view::View;
use crate::report::words::{self, Heading};
use crate::scenario::{Around, Certainty, Expectation, MachineIx, SourceIx};
use crate::text::Lang;

/// A machine's name in the file.
pub(super) fn machine(view: View, ix: MachineIx) -> String {
    view.scenario().machines.get(ix).map_or_else(String::new, |m| m.name.clone())
}

/// The names of sources.
pub(super) fn names(view: View, sources: &[SourceIx]) -> Vec<String> {
    sources.iter().filter_map(|ix| Some(view.source(*ix)?.name.clone())).collect()
}

/// The word of a certainty.
pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Attested => "attested",
        Certainty::Inferred => "inferred",
        Certainty::Assumed => "assumed",
    }
}

/// Articles, each once.
pub(super) fn articles(procedure: &Procedure, bases: &[&Basis], lang: Lang) -> Vec<Article> {
    let mut all: Vec<Article> = Vec::new();
    for basis in bases {
        let cited: Vec<Article> = match basis {
            Basis::Policy => vec![Article {
                article: "policy".to_owned(),
                cite: words::heading(Heading::Policy, lang).to_owned(),
                status: "not_found".to_owned(),
            }],
            Basis::Articles(ids) => ids
                .iter()
                .map(|id| {
                    let article = procedure.article(*id);
                    Article {
                        article: article.name.clone(),
                        cite: article.cite.get(lang).to_owned(),
                        status: status(article.status).to_owned(),
                    }
                })
                .collect(),
        };
        for article in cited {
            if !all.contains(&article) {
                all.push(article);
            }
        }
    }
    all
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Verified => "verified",
        Status::Secondary => "secondary",
        Status::Inferred => "inferred",
        Status::Unconfirmed => "unconfirmed",
        Status::NotFound => "not_found",
    }
}

/// Something that happened by itself.
pub(super) fn happening(view: View, passed: &Passed) -> Happening {
    let procedure = view.edition(passed.machine, passed.edition);
    let mut made = Happening {
        machine: machine(view, passed.machine),
        kind: String::new(),
        name: String::new(),
        label: String::new(),
        last: passed.lasts.iter().map(End::to_string).collect(),
        certain: passed.certain,
        from: None,
        to: None,
        occurrence: None,
        following: None,
        basis: Vec::new(),
    };
    let (kind, name, label, basis) = match &passed.what {
        replay::Happening::Expired { deadline, from, to, transition } => {
            let rule = procedure.deadline(*deadline);
            made.from = Some(procedure.state(*from).name.clone());
            made.to = Some(procedure.state(*to).name.clone());
            let basis = transition.map_or(&rule.basis, |t| &procedure.transition(t).basis);
            ("expired", &rule.name, &rule.label, basis)
        }
        replay::Happening::Breached { duty, occurrence } => {
            let rule = procedure.duty(*duty);
            made.occurrence = Some(*occurrence);
            ("breached", &rule.name, &rule.label, &rule.basis)
        }
        replay::Happening::Broken { property, following } => {
            let rule = procedure.property(*property);
            made.following = following.and_then(|ix| Some(view.event(ix)?.id.clone()));
            ("broken", &rule.name, &rule.label, &rule.basis)
        }
    };
    made.kind = kind.to_owned();
    made.name = name.clone();
    made.label = label.get(view.lang).to_owned();
    made.basis = articles(procedure, &[basis], view.lang);
    made
}

/// A disagreement of sources.
pub(super) fn conflict(view: View, conflict: &replay::Conflict) -> Option<Conflict> {
    let unknown = view.scenario().unknowns.get(conflict.unknown)?;
    let readings = unknown
        .readings
        .iter()
        .enumerate()
        .map(|(index, reading)| Reading {
            value: reading.written.clone(),
            sources: names(view, &reading.sources),
            basis: (reading.law.iter().flat_map(|law| &law.basis)).map(|cite| cite.get(view.lang).to_owned()).collect(),
            excluded: conflict.excluded.contains(&index),
        })
        .collect();
    let events = conflict.events.iter().filter_map(|ix| Some(view.event(*ix)?.id.clone())).collect();
    Some(Conflict { unknown: unknown.name.clone(), readings, events })
}

fn span(around: Around) -> Span {
    Span {
        not_before: around.not_before.map(|s| s.to_string()),
        not_after: around.not_after.map(|s| s.to_string()),
        lasted: around.lasted,
    }
}

/// Every claim.
pub(super) fn claims(view: View) -> Vec<Claim> {
    let claims = view.scenario().claims.iter().enumerate();
    claims
        .map(|(ix, claim)| Claim {
            id: claim.id.clone(),
            by: claim.by.get(view.lang).to_owned(),
            on: claim.on.map(span),
            says: claim.says.as_ref().map(|t| t.get(view.lang).to_owned()),
            that: claim.that.as_ref().map(|(written, _)| written.clone()),
            status: match view.replay.claims.get(ix).copied().unwrap_or(ClaimStatus::Words) {
                ClaimStatus::Words => "words",
                ClaimStatus::Holds => "holds",
                ClaimStatus::Possible => "possible",
                ClaimStatus::Contradicted => "contradicted",
            }
            .to_owned(),
            contradicted_by: claim.contradicted_by.clone(),
            sources: names(view, &claim.sources),
            note: claim.note.as_ref().map(|t| t.get(view.lang).to_owned()),
        })
        .collect()
}

/// Every note.
pub(super) fn notes(view: View) -> Vec<Note> {
    let notes = view.scenario().notes.iter();
    notes
        .map(|note| Note {
            id: note.id.clone(),
            on: span(note.on),
            about: note.about.iter().map(|m| machine(view, *m)).collect(),
            text: note.text.get(view.lang).to_owned(),
            sources: names(view, &note.sources),
            certainty: certainty(note.certainty).to_owned(),
        })
        .collect()
}

/// What was expected and not found.
pub(super) fn expectations(view: View) -> Expectations {
    let all = &view.scenario().expectations;
    let unmet = view
        .replay
        .unmet
        .iter()
        .filter_map(|unmet| {
            let (kind, of, expected) = expected(view, &all.get(unmet.expectation)?.0);
            Some(Unmet { kind: kind.to_owned(), of, expected, found: unmet.found.clone() })
        })
        .collect();
    Expectations { count: all.len(), unmet }
}

/// An expectation: its kind, what it is about, and what is expected.
pub(in crate::report) fn expected(view: View, expectation: &Expectation) -> (&'static str, String, String) {
    let name = |ix: usize| machine(view, ix);
    let id = |ix: usize| view.event(ix).map_or_else(String::new, |e| e.id.clone());
    match expectation {
        Expectation::State(m, state) => ("state", name(*m), state.clone()),
        Expectation::Verdict(event, verdict) => ("verdict", id(*event), verdict.clone()),
        Expectation::Refusal(event, refusal) => ("refusal", id(*event), refusal.clone()),
        Expectation::Deadline(m, deadline, day) => ("deadline", format!("{}.{deadline}", name(*m)), day.to_string()),
        Expectation::Duty(m, duty, status) => ("duty", format!("{}.{duty}", name(*m)), status.clone()),
    }
}

/// Every source by its name.
pub(super) fn sources(view: View) -> IndexMap<String, Source> {
    let sources = view.scenario().sources.iter();
    sources
        .map(|source| {
            let published = Span {
                not_before: source.published.not_before.map(|d| d.to_string()),
                not_after: source.published.not_after.map(|d| d.to_string()),
                lasted: false,
            };
            let made = Source {
                publisher: source.publisher.get(view.lang).to_owned(),
                title: source.title.as_ref().map(|t| t.get(view.lang).to_owned()),
                published,
                inferred: source.published.inferred,
                file: source.file.clone(),
                url: source.url.clone(),
            };
            (source.name.clone(), made)
        })
        .collect()
}
