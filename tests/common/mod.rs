//! Loading procedures and scenarios in tests.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test binary uses its own part"
)]

pub mod contested;
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
    procedures_beside(&BTreeMap::new(), texts)
}

/// The same, where those watched may also be among some that are compiled already.
pub fn procedures_beside(known: &BTreeMap<String, Editions>, texts: &[(&str, String)]) -> BTreeMap<String, Editions> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let mut all: BTreeMap<String, Vec<Procedure>> = BTreeMap::new();
    for (name, text) in texts {
        let file = sources.add(*name, text.clone());
        let syntax: Option<ProcedureFile> = syntax::read(file, &sources, &mut diagnostics);
        let compiled = syntax.and_then(|f| {
            let watched = |name: &str| all.get(name).map(Vec::as_slice).or(known.get(name).map(Editions::all));
            lower(&f, &watched, &mut diagnostics)
        });
        if let Some(procedure) = compiled {
            all.entry(procedure.name().to_owned()).or_default().push(procedure);
        }
    }
    assert!(!diagnostics.has_errors(), "{}", render_all(&diagnostics, &sources, Style::default()));
    all.into_iter().map(|(name, editions)| (name, Editions::new(editions).unwrap())).collect()
}

/// The shipped procedures, in all their editions.
pub fn shipped() -> BTreeMap<String, Editions> {
    let mut library = greffe::library::Library::new(greffe::library::Nothing);
    let names: Vec<String> = library.list(&[]).procedures.iter().map(|p| p.name.clone()).collect();
    let mut all = BTreeMap::new();
    for name in names {
        let opened = library.open_procedure(&name).unwrap_or_else(|d| panic!("{name}: {}", d.headline));
        let greffe::library::What::Procedure(id) = opened.what else { panic!("{name} is no procedure") };
        all.insert(name.clone(), library.editions(id).unwrap_or_else(|| panic!("{name} has errors")).clone());
    }
    all
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
        greffe::scenario::lower(&f, &|name| procedures.get(name), None, &mut diagnostics)
    });
    checked.ok_or_else(|| render_all(&diagnostics, &sources, Style::default()))
}
