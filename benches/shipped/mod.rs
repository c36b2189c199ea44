//! The shipped procedures and scenarios, loaded for a benchmark.

#![allow(dead_code, clippy::panic, clippy::expect_used, reason = "each benchmark uses a part; a broken file ends it")]

use std::collections::BTreeMap;
use std::path::Path;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::library::{Library, Nothing, What};
use greffe::procedure::Editions;
use greffe::scenario::{self, Scenario};
use greffe::syntax::{self, ScenarioFile};

/// The shipped procedures by name, in all their editions: read, checked and compiled.
pub fn procedures() -> BTreeMap<String, Editions> {
    let mut library = Library::new(Nothing);
    let names: Vec<String> = library.list(&[]).procedures.iter().map(|p| p.name.clone()).collect();
    let compiled = |name: String| {
        let opened = library.open_procedure(&name).unwrap_or_else(|d| panic!("{name}: {}", d.headline));
        let What::Procedure(id) = opened.what else { panic!("{name} is no procedure") };
        let editions = library.editions(id).unwrap_or_else(|| panic!("{name} has errors")).clone();
        (name, editions)
    };
    names.into_iter().map(compiled).collect()
}

/// The text of the documented affair.
pub fn tmg_text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/tmg-2011.yaml");
    std::fs::read_to_string(path).expect("the file is shipped")
}

/// The documented affair, read and checked against compiled procedures.
pub fn tmg<'a>(text: &str, procedures: &'a BTreeMap<String, Editions>) -> Scenario<'a> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("tmg-2011.yaml", text);
    let read: Option<ScenarioFile> = syntax::read(file, &sources, &mut diagnostics);
    let checked = read.and_then(|mut f| {
        f.events = scenario::expand(f.events);
        scenario::lower(&f, &|name| procedures.get(name), None, &mut diagnostics)
    });
    checked.unwrap_or_else(|| panic!("{}", render_all(&diagnostics, &sources, Style::default())))
}

/// The documented affair, from an empty library: with the procedures that it needs, and no others.
pub fn tmg_with_its_procedures() {
    let mut library = Library::new(Nothing);
    let opened = library.open_scenario("tmg-2011").unwrap_or_else(|d| panic!("{}", d.headline));
    let What::Scenario(id) = opened.what else { panic!("tmg-2011 is no scenario") };
    assert!(library.scenario(id, &mut Diagnostics::new()).is_some(), "tmg-2011 has errors");
}
