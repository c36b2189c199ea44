//! A run as text.

use super::Run;
use super::sentence::{condition, rule, sentence};
use crate::mutate::{Kind, Mutant};
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Heading, Mutation, heading, mutation};
use crate::text::Text;

/// A run as text: what nobody would notice, what of that is accepted and why, how much of each kind is noticed, and a
/// closing line. Of mutants that were not run, their list.
#[must_use]
pub fn text(run: &Run, style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    let shown = run.editions.get(run.edition.unwrap_or(usize::MAX));
    page.paragraph(0, &Rich::new(Paint::Strong, shown.title().get(lang)));
    let edition = match run.edition {
        Some(_) => format!("{} {}", heading(Heading::Edition, lang), words::day(shown.edition(), lang)),
        None => mutation(Mutation::AllEditions, lang).to_owned(),
    };
    let mut about = vec![run.editions.name().to_owned(), edition];
    if run.fates.is_some() {
        about.push(words::tested_by(run.scenarios.len(), lang));
    }
    page.paragraph(0, &Rich::new(Paint::Quiet, about.join(" · ")));
    if run.fates.is_none() {
        listed(run, &mut page, style);
        return page.finish();
    }
    let open: Vec<&Mutant> =
        run.survivors().filter(|(_, because)| because.is_none()).map(|(mutant, _)| mutant).collect();
    if !open.is_empty() {
        page.heading(mutation(Mutation::Unnoticed, lang));
    }
    for mutant in open {
        let said = format!("{}{}", mutation(Mutation::NobodyNoticed, lang), told(run, mutant, style));
        page.hanging(0, &Rich::new(Paint::Bad, "✗ "), &Rich::plain(said));
        details(run, mutant, &mut page, style);
    }
    let accepted: Vec<(&Mutant, &Text)> =
        run.survivors().filter_map(|(mutant, because)| Some((mutant, because?))).collect();
    if !accepted.is_empty() {
        page.heading(mutation(Mutation::Accepted, lang));
    }
    for (index, (mutant, because)) in accepted.iter().enumerate() {
        page.hanging(0, &Rich::new(Paint::Quiet, "· "), &Rich::plain(mutant.name.as_str()));
        // One reason may accept several.
        if accepted.get(index + 1).is_none_or(|(_, next)| next != because) {
            let label = Rich::new(Paint::Quiet, mutation(Mutation::Because, lang));
            page.hanging(4, &label, &Rich::new(Paint::Quiet, because.get(lang)));
        }
    }
    if !run.review.stale.is_empty() {
        page.heading(mutation(Mutation::Stale, lang));
    }
    for (index, fault) in &run.review.stale {
        let Some(entry) = run.accepted.get(*index) else { continue };
        let name = Rich::plain(format!("{}@{} {}", run.editions.name(), entry.edition, entry.mutant));
        let why = format!(" — {}", words::stale(*fault, lang));
        page.hanging(0, &Rich::new(Paint::Bad, "✗ "), &name.with(Paint::Bad, why));
    }
    kinds(run, &mut page, style);
    let (all, killed) = run.count(None);
    let paint = if run.is_complete() { Paint::Good } else { Paint::Bad };
    page.blank();
    page.paragraph(0, &Rich::new(paint, words::mutation_summary(all, killed, accepted.len(), lang)));
    page.finish()
}

fn told(run: &Run, mutant: &Mutant, style: &Style) -> String {
    sentence(run.editions.get(mutant.edition), mutant, style.lang)
}

/// What the rule says, where it stands, and what the mutant is called.
fn details(run: &Run, mutant: &Mutant, page: &mut Page, style: &Style) {
    let procedure = run.editions.get(mutant.edition);
    let lines =
        [(Mutation::Rule, rule(procedure, mutant, style.lang)), (Mutation::Condition, condition(procedure, mutant))];
    for (label, line) in lines {
        if let Some(line) = line {
            page.hanging(4, &Rich::new(Paint::Quiet, mutation(label, style.lang)), &Rich::new(Paint::Quiet, line));
        }
    }
    let place = format!("{} · {}", run.place(mutant.span), mutant.name);
    page.hanging(4, &Rich::default(), &Rich::new(Paint::Quiet, place));
}

fn listed(run: &Run, page: &mut Page, style: &Style) {
    page.heading(mutation(Mutation::Mutants, style.lang));
    for mutant in run.mutants {
        let said = format!("{}{}", mutation(Mutation::What, style.lang), told(run, mutant, style));
        page.hanging(0, &Rich::new(Paint::Quiet, "· "), &Rich::plain(said));
        details(run, mutant, page, style);
    }
    page.blank();
    page.paragraph(0, &Rich::plain(words::mutants(run.mutants.len(), style.lang)));
}

fn kinds(run: &Run, page: &mut Page, style: &Style) {
    let lang = style.lang;
    page.heading(mutation(Mutation::ByKind, lang));
    let names = Kind::ALL.map(|kind| words::mutation_kind(kind, lang));
    let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (kind, name) in Kind::ALL.into_iter().zip(names) {
        let (all, killed) = run.count(Some(kind));
        if all == 0 {
            continue;
        }
        let paint = match words::percent(killed, all) {
            100 => Paint::Good,
            95.. => Paint::Warning,
            _ => Paint::Bad,
        };
        let label = Rich::plain(format!("{name:<widest$}  "));
        page.hanging(2, &label, &Rich::new(paint, words::killed(killed, all, lang)));
    }
}
