//! Loading procedures and scenarios in tests.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test binary uses its own part"
)]

pub mod found;

use std::collections::BTreeMap;
use std::path::Path;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::procedure::{Editions, Procedure, lower};
use greffe::syntax::{self, ProcedureFile, ScenarioFile};

/// The text of a file of the repository.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Procedures by name, from the texts of their files; those watched first.
pub fn procedures(texts: &[(&str, String)]) -> BTreeMap<String, Editions> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let mut all: BTreeMap<String, Vec<Procedure>> = BTreeMap::new();
    for (name, text) in texts {
        let file = sources.add(*name, text.clone());
        let syntax: Option<ProcedureFile> = syntax::read(file, &sources, &mut diagnostics);
        let compiled = syntax.and_then(|f| lower(&f, &|name| all.get(name).map(Vec::as_slice), &mut diagnostics));
        if let Some(procedure) = compiled {
            all.entry(procedure.name().to_owned()).or_default().push(procedure);
        }
    }
    assert!(!diagnostics.has_errors(), "{}", render_all(&diagnostics, &sources, Style::default()));
    all.into_iter().map(|(name, editions)| (name, Editions::new(editions).unwrap())).collect()
}

/// The shipped procedures.
pub fn shipped() -> BTreeMap<String, Editions> {
    procedures(&[
        ("cnil-enforcement-2011-03-31.yaml", text("procedures/cnil-enforcement-2011-03-31.yaml")),
        ("cnil-urgency-2011-03-31.yaml", text("procedures/cnil-urgency-2011-03-31.yaml")),
        ("hadopi-interconnection.yaml", text("procedures/hadopi-interconnection.yaml")),
    ])
}

/// A scenario that extends nothing, checked; what is wrong with it otherwise.
pub fn scenario<'a>(
    name: &str,
    text: &str,
    procedures: &'a BTreeMap<String, Editions>,
) -> Result<greffe::scenario::Scenario<'a>, String> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add(name, text);
    let syntax: Option<ScenarioFile> = syntax::read(file, &sources, &mut diagnostics);
    let checked = syntax.and_then(|mut f| {
        f.events = greffe::scenario::expand(f.events);
        greffe::scenario::lower(&f, &|name| procedures.get(name), &mut diagnostics)
    });
    checked.ok_or_else(|| render_all(&diagnostics, &sources, Style::default()))
}
