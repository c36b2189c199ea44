//! A hunt as text.

use super::reached::reached;
use super::{Run, is_reachable};
use crate::generate::{Flaw, Flawed, Whose};
use crate::procedure::Level;
use crate::report::reading;
use crate::report::suite::{share_lines, unseen};
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Fuzz, Heading, fuzz, heading, say, suite};

/// A hunt as text: how much was looked at, each property, what was reached.
#[must_use]
pub fn text(run: &Run, style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    page.paragraph(0, &Rich::new(Paint::Strong, run.system.title.get(lang)));
    let about = format!("{} · {}", run.system.name, words::drawn(run.found.courses, run.seed, lang));
    page.paragraph(0, &Rich::new(Paint::Quiet, about));
    page.paragraph(0, &Rich::new(Paint::Quiet, words::judged(run.found.acts, run.found.refused, lang)));
    properties(run, &mut page, style);
    let engine = run.flaws.iter().filter_map(|flawed| match flawed.0.flaw {
        Flaw::Engine(invariant) => Some((invariant, flawed)),
        Flaw::Broken(..) => None,
    });
    for (index, (invariant, flawed)) in engine.enumerate() {
        if index == 0 {
            page.heading(fuzz(Fuzz::Engine, lang));
        }
        page.hanging(0, &Rich::new(Paint::Bad, "✗ "), &Rich::plain(words::invariant(invariant, lang)));
        shown_by(run, flawed, &mut page, style);
    }
    page.heading(fuzz(Fuzz::Reached, lang));
    let several = run.system.procedures.iter().map(|editions| editions.all().len()).sum::<usize>() > 1;
    for (editions, seen) in run.system.procedures.iter().zip(&run.found.reach.procedures) {
        for (procedure, seen) in editions.all().iter().zip(seen) {
            let edition = reached(procedure, seen);
            if several {
                let day = words::day(procedure.edition(), lang);
                let name = format!("{}, {} {day}", procedure.name(), heading(Heading::Edition, lang));
                page.paragraph(0, &Rich::new(Paint::Strong, name));
            }
            share_lines(&mut page, &edition, lang);
            for unseen in unseen(&edition, lang).into_iter().filter(|unseen| !unseen.implied) {
                let text = Rich::plain(unseen.name)
                    .with(Paint::Quiet, say(lang, ": ", " : "))
                    .with(Paint::Bad, suite(unseen.what, lang));
                page.hanging(4, &Rich::new(Paint::Quiet, "· "), &text);
            }
        }
    }
    page.finish()
}

fn properties(run: &Run, page: &mut Page, style: &Style) {
    let lang = style.lang;
    page.heading(fuzz(Fuzz::Properties, lang));
    let words = [Fuzz::NotBroken, Fuzz::Broken, Fuzz::Shown, Fuzz::NotShown];
    let widest = words.iter().map(|word| fuzz(*word, lang).chars().count()).max().unwrap_or(0);
    let mut any = false;
    for (whose, declared_in, id, property) in run.properties() {
        any = true;
        let broken = run.breaks(whose, id);
        let (symbol, word, paint) = match broken {
            Some(_) if property.level == Level::Required => ("✗", Fuzz::Broken, Paint::Bad),
            Some(_) => ("~", Fuzz::Broken, Paint::Warning),
            None if run.found.reached.contains(&(whose, id)) => ("✓", Fuzz::Shown, Paint::Good),
            None if is_reachable(property) => ("?", Fuzz::NotShown, Paint::Doubt),
            None => ("✓", Fuzz::NotBroken, Paint::Good),
        };
        let word = fuzz(word, lang);
        let pad = widest.saturating_sub(word.chars().count()) + 2;
        let label = Rich::new(paint, format!("{symbol} {word}")).with(Paint::Plain, " ".repeat(pad));
        let mut what = Rich::plain(property.label.get(lang));
        if whose != Whose::System && Whose::all(run.system).len() > 1 {
            let day = words::day(declared_in.edition(), lang);
            what = what.with(Paint::Quiet, format!(" ({}, {day})", declared_in.name()));
        }
        page.hanging(0, &label, &what);
        if let Some(flawed) = broken {
            shown_by(run, flawed, page, style);
        }
    }
    if !any {
        page.paragraph(2, &Rich::new(Paint::Quiet, fuzz(Fuzz::NoProperty, lang)));
    }
}

/// Which course shows a flaw, under which reading where the law is contested, and where it was written.
fn shown_by(run: &Run, (flawed, file): &(Flawed, Option<String>), page: &mut Page, style: &Style) {
    if let Some(text) = reading::told(run.system, &flawed.reading, style.lang) {
        page.paragraph(4, &Rich::new(Paint::Warning, text));
    }
    let by = words::by_course(flawed.number, flawed.course.len(), style.lang);
    let mut text = Rich::new(Paint::Quiet, by);
    if let Some(file) = file {
        text = text.with(Paint::Quiet, say(style.lang, ": ", " : ")).with(Paint::Plain, file.as_str());
    }
    page.paragraph(4, &text);
}
