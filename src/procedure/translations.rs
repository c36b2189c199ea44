//! Texts for people in two languages: those of a procedure that one of them lacks.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::syntax::Located;
use crate::syntax::procedure::{AppliesBySyntax, FindingSyntax, ProcedureFile};

/// What a file knows that a proof finds of its rules.
fn found(file: &ProcedureFile) -> impl Iterator<Item = &FindingSyntax> {
    let states = file.states.iter().map(|(_, state)| &state.known);
    let deadlines = file.deadlines.iter().map(|(_, deadline)| &deadline.known);
    let transitions = file.transitions.iter().flat_map(|transition| {
        let checks = transition.requires.iter().map(|requirement| &requirement.known);
        std::iter::once(&transition.known).chain(checks)
    });
    let duties = file.duties.iter().map(|(_, duty)| &duty.known);
    states.chain(deadlines).chain(transitions).chain(duties).flatten().flatten()
}

/// A file that speaks French anywhere should speak it everywhere.
pub(super) fn translations(file: &ProcedureFile, diagnostics: &mut Diagnostics) {
    let mut labels: Vec<(&Located<String>, bool, bool)> = Vec::new();
    let mut add = |name, en: &Option<Located<String>>, fr: &Option<Located<String>>| {
        labels.push((name, en.is_some(), fr.is_some()));
    };
    for (name, role) in &file.roles {
        add(name, &role.en, &role.fr);
    }
    for (name, state) in &file.states {
        add(name, &state.en, &state.fr);
    }
    for (name, act) in &file.acts {
        add(name, &act.en, &act.fr);
    }
    for (name, deadline) in &file.deadlines {
        add(name, &deadline.en, &deadline.fr);
    }
    for (name, duty) in &file.duties {
        add(name, &duty.en, &duty.fr);
    }
    for (name, property) in &file.properties {
        add(name, &property.en, &property.fr);
    }
    if let Some(AppliesBySyntax::Contested(contested)) = &file.applies_by {
        contested.readings.iter().for_each(|reading| add(&reading.value, &reading.en, &reading.fr));
    }
    let said = file.transitions.iter().flat_map(|transition| {
        let waits = transition.not_before.iter().filter_map(|wait| wait.otherwise_say.as_ref());
        waits.chain(transition.requires.iter().filter_map(|requirement| requirement.otherwise_say.as_ref()))
    });
    let summaries = file.law.iter().filter_map(|(_, article)| article.summary.as_ref());
    let known = file.properties.iter().filter_map(|(_, property)| property.known.as_ref().map(|known| &known.why));
    let found = found(file).map(|finding| &finding.why);
    let texts: Vec<_> = [&file.title].into_iter().chain(summaries).chain(said).chain(known).chain(found).collect();
    let speaks = labels.iter().any(|(_, _, fr)| *fr) || texts.iter().any(|text| text.fr.is_some());
    if !speaks {
        return;
    }
    let silent = labels.iter().filter(|(_, _, fr)| !fr).map(|(name, ..)| (format!("`{}`", name.value), name.span));
    let untranslated = texts.iter().filter(|text| text.fr.is_none()).map(|text| ("this text".to_owned(), text.en.span));
    for (what, at) in silent.chain(untranslated) {
        diagnostics.push(
            Diagnostic::new(Code::E304, format!("{what} has no French"))
                .at(at, "")
                .note("other parts of this file have a French text")
                .help("add `fr: …`"),
        );
    }
}
