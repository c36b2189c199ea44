//! The shipped procedures and scenarios, loaded for a benchmark.

#![allow(dead_code, clippy::panic, clippy::expect_used, reason = "each benchmark uses a part; a broken file ends it")]

use std::collections::BTreeMap;
use std::path::Path;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::procedure::{self, Editions, Procedure};
use greffe::scenario::{self, Scenario};
use greffe::syntax::{self, ProcedureFile, ScenarioFile};

/// The shipped procedures; those watched first.
const PROCEDURES: [&str; 3] = [
    "procedures/cnil-enforcement-2011-03-31.yaml",
    "procedures/cnil-urgency-2011-03-31.yaml",
    "procedures/hadopi-interconnection.yaml",
];

/// The documented affair.
const TMG: &str = "scenarios/tmg-2011.yaml";

/// A file of the repository: its name and its text.
pub type File = (&'static str, String);

fn read(path: &'static str) -> File {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    (path, std::fs::read_to_string(full).expect("the file is shipped"))
}

/// The texts of the shipped procedures.
pub fn procedure_files() -> Vec<File> {
    PROCEDURES.map(read).into()
}

/// The text of the TMG scenario.
pub fn tmg_file() -> File {
    read(TMG)
}

/// The shipped procedures by name, read, checked and compiled.
pub fn procedures(files: &[File]) -> BTreeMap<String, Editions> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let mut all: BTreeMap<String, Vec<Procedure>> = BTreeMap::new();
    for (name, text) in files {
        let file = sources.add(*name, text.clone());
        let read: Option<ProcedureFile> = syntax::read(file, &sources, &mut diagnostics);
        let watched = |name: &str| all.get(name).map(Vec::as_slice);
        if let Some(compiled) = read.and_then(|f| procedure::lower(&f, &watched, &mut diagnostics)) {
            all.entry(compiled.name().to_owned()).or_default().push(compiled);
        }
    }
    assert!(!diagnostics.has_errors(), "{}", render_all(&diagnostics, &sources, Style::default()));
    all.into_iter().filter_map(|(name, editions)| Some((name, Editions::new(editions)?))).collect()
}

/// A scenario, read and checked against procedures.
pub fn lowered<'a>((name, text): &File, procedures: &'a BTreeMap<String, Editions>) -> Scenario<'a> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add(*name, text.clone());
    let read: Option<ScenarioFile> = syntax::read(file, &sources, &mut diagnostics);
    let checked = read.and_then(|mut f| {
        f.events = scenario::expand(f.events);
        scenario::lower(&f, &|name| procedures.get(name), &mut diagnostics)
    });
    checked.unwrap_or_else(|| panic!("{}", render_all(&diagnostics, &sources, Style::default())))
}
