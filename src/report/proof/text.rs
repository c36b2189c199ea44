//! A proof as text.

use super::{Run, course, remark as remark_in};
use crate::procedure::{Basis, Level, Procedure};
use crate::report::law::Law;
use crate::report::reading;
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, ProofWord, proof, say};
use crate::verify::{Claimed, Course, Finding};

/// A proof as text: each property, the courses that decide some, what was explored.
#[must_use]
pub fn text(run: &Run, style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    page.paragraph(0, &Rich::new(Paint::Strong, run.system.title.get(lang)));
    let (first, last) = run.proof.range;
    let (first, last) = (words::day(first, lang), words::day(last, lang));
    let range =
        format!("{} · {} {first} {} {last}", run.system.name, proof(ProofWord::Range, lang), say(lang, "to", "au"));
    page.paragraph(0, &Rich::new(Paint::Quiet, range));
    page.blank();
    for (claim, file) in run.claims() {
        told(run, claim, file, &mut page, style);
    }
    if run.proof.claims.is_empty() {
        page.paragraph(0, &Rich::new(Paint::Quiet, proof(ProofWord::NoProperty, lang)));
    }
    unasked(run, &mut page, style);
    page.heading(proof(ProofWord::Explored, lang));
    for counts in &run.proof.counts {
        page.paragraph(2, &Rich::plain(words::explored(counts, lang)));
    }
    let tally = run.tally();
    let paint = match (tally.disproved + tally.surprising + tally.unasked, tally.open) {
        (0, 0) => Paint::Good,
        (0, _) => Paint::Doubt,
        _ => Paint::Bad,
    };
    page.blank();
    page.paragraph(0, &Rich::new(paint, words::proved(&tally, lang)));
    page.finish()
}

/// What was found without being asked, what was not decided of it, and what a file knows and is not so.
fn unasked(run: &Run, page: &mut Page, style: &Style) {
    let lang = style.lang;
    let named = |text: String, procedure: &Procedure| match run.several() {
        true => Rich::plain(text)
            .with(Paint::Quiet, format!(" ({}, {})", procedure.name(), words::day(procedure.edition(), lang))),
        false => Rich::plain(text),
    };
    let (found, mistaken) = (run.found(lang), run.mistaken());
    if !found.is_empty() || !mistaken.is_empty() {
        page.heading(proof(ProofWord::Unasked, lang));
    }
    for told in &found {
        let paint = if told.known.is_some() { Paint::Quiet } else { Paint::Warning };
        page.hanging(2, &Rich::new(paint, "· "), &named(told.text.clone(), told.procedure));
        if let Some(why) = told.known {
            let known = proof(ProofWord::Known, lang);
            page.paragraph(4, &Rich::plain(format!("{known}{}{}", say(lang, ": ", " : "), why.get(lang))));
        }
        if let Some(course) = told.course {
            acts(run, (course, Rich::plain(words::acts(course.steps.len(), lang))), told.file, page, style);
        }
    }
    for remark in &mistaken {
        let (procedure, text) = remark_in(run, remark, lang);
        page.hanging(2, &Rich::new(Paint::Warning, "· "), &named(words::mistaken(&text, lang), procedure));
    }
    let (undecided, unlooked) = (run.undecided(lang), run.unlooked());
    if !undecided.is_empty() || !unlooked.is_empty() {
        page.heading(proof(ProofWord::Undecided, lang));
    }
    for told in undecided {
        page.hanging(2, &Rich::new(Paint::Doubt, "· "), &named(told.text, told.procedure));
    }
    for name in unlooked {
        let text = format!("{}{}{name}", proof(ProofWord::Unlooked, lang), say(lang, ": ", " : "));
        page.hanging(2, &Rich::new(Paint::Doubt, "· "), &Rich::plain(text));
    }
}

fn told(run: &Run, claim: &Claimed, file: Option<&str>, page: &mut Page, style: &Style) {
    let lang = style.lang;
    let Some((procedure, property)) = run.property(claim) else { return };
    let (symbol, paint) = match (&claim.finding, property.level) {
        (Finding::Broken(_) | Finding::Impossible(_), _) if property.known.is_some() => ("✗", Paint::Quiet),
        (Finding::Holds(_) | Finding::Possible(_), _) => ("✓", Paint::Good),
        (Finding::HoldsEmptily(_), _) => ("∅", Paint::Warning),
        (Finding::Open(_), _) => ("?", Paint::Doubt),
        (Finding::Broken(_) | Finding::Impossible(_), Level::Recommended) => ("✗", Paint::Warning),
        (Finding::Broken(_) | Finding::Impossible(_), Level::Required) => ("✗", Paint::Bad),
    };
    let word = words::finding(&claim.finding, lang);
    let label = Rich::new(paint, format!("{symbol} {word}")).with(Paint::Plain, "  ");
    let several = run.system.procedures.len() > 1 && claim.machine.is_some();
    let mut name = Rich::new(Paint::Strong, property.label.get(lang));
    if several {
        name = name.with(Paint::Quiet, format!(" · {}", procedure.name()));
    }
    if let Some((first, last)) = run.days(claim) {
        let since = (first > run.proof.range.0).then_some(first);
        let until = last.filter(|last| *last < run.proof.range.1);
        name = name.with(Paint::Quiet, format!(" · {}", words::worded(since, until, lang)));
    }
    page.hanging(0, &label, &name);
    let law = Law { procedure, lang };
    page.paragraph(4, &Rich::new(Paint::Quiet, law.property(property)));
    if property.basis != Basis::Policy || property.level == Level::Recommended {
        let mut basis = law.basis(&property.basis);
        if property.level == Level::Recommended {
            basis = format!("{basis} · {}", words::level(property.level, lang));
        }
        page.paragraph(4, &Rich::new(Paint::Quiet, basis));
    }
    if let (Some(why), Some(agrees)) = (&property.known, claim.finding.agrees()) {
        let word = proof(if agrees { ProofWord::Unlike } else { ProofWord::Known }, lang);
        let paint = if agrees { Paint::Warning } else { Paint::Plain };
        page.paragraph(4, &Rich::new(paint, format!("{word}{}{}", say(lang, ": ", " : "), why.get(lang))));
    }
    if let Some(text) = reading::told(run.system, &claim.reading, lang) {
        page.paragraph(4, &Rich::new(Paint::Warning, text));
    }
    if let Some(reason) = words::reason(&claim.finding, lang) {
        page.paragraph(4, &Rich::plain(reason));
    }
    if let Some(course) = course(&claim.finding) {
        shown(run, (course, claim.shortest), file, page, style);
    }
}

/// A course, act by act.
fn shown(run: &Run, (course, certain): (&Course, bool), file: Option<&str>, page: &mut Page, style: &Style) {
    let lang = style.lang;
    let head = Rich::plain(words::acts(course.steps.len(), lang));
    let head = head.with(Paint::Quiet, format!(" ({})", words::shortest(run.proof.shortest, certain, lang)));
    acts(run, (course, head), file, page, style);
}

/// The acts of a course, under a line of their own.
fn acts(run: &Run, (course, mut head): (&Course, Rich), file: Option<&str>, page: &mut Page, style: &Style) {
    let lang = style.lang;
    if let Some(file) = file {
        head = head.with(Paint::Quiet, say(lang, ": ", " : ")).with(Paint::Plain, file);
    }
    page.paragraph(4, &head);
    for step in &course.steps {
        let procedure = run.system.editions(step.machine).get(step.edition);
        let law = Law { procedure, lang };
        let act = procedure.act(step.act);
        let mut line = String::new();
        if run.system.machines.len() > 1 {
            let machine = run.system.machines.get(step.machine).map_or("", |machine| machine.label.get(lang));
            line.push_str(machine);
            line.push_str(say(lang, ": ", " : "));
        }
        line.push_str(act.label.get(lang));
        let said = act
            .details
            .iter()
            .zip(&step.details)
            .filter(|(field, value)| field.default != Some(**value) && !value.is_unknown());
        let details: Vec<String> = said
            .map(|(field, value)| {
                format!("{}{}{}", field.label.get(lang), say(lang, ": ", " : "), law.value(*value, Some(&field.ty)))
            })
            .collect();
        let mut text = Rich::plain(line);
        if !details.is_empty() {
            text = text.with(Paint::Quiet, format!(" ({})", details.join(" · ")));
        }
        let when = Rich::new(Paint::Time, words::stamp(step.on, lang)).with(Paint::Plain, "  ");
        page.hanging(6, &when, &text);
    }
    let last = course.steps.last().map(|step| step.on.day);
    if let Some(until) = course.until.filter(|until| Some(until.day) != last) {
        let when = Rich::new(Paint::Time, words::stamp(until, lang)).with(Paint::Plain, "  ");
        page.hanging(6, &when, &Rich::new(Paint::Quiet, proof(ProofWord::TimePasses, lang)));
    }
}
