//! What the fuzz targets share: the shipped procedures, compiled once, and the way from bytes to a scenario.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::library::{Library, Nothing, What};
use greffe::procedure::Editions;
use greffe::scenario::{self, Scenario};
use greffe::syntax::{self, ScenarioFile};

/// The shipped procedures by name, in all their editions.
pub static SHIPPED: LazyLock<BTreeMap<String, Editions>> = LazyLock::new(|| {
    let mut library = Library::new(Nothing);
    let names: Vec<String> = library.list(&[]).procedures.iter().map(|p| p.name.clone()).collect();
    let compiled = |name: String| {
        let What::Procedure(id) = library.open_procedure(&name).ok()?.what else { return None };
        library.editions(id).map(|editions| (name, editions.clone()))
    };
    names.into_iter().filter_map(compiled).collect()
});

/// Prints what was found, as a user would see it: rendering must not fail either.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap) {
    let _ = render_all(diagnostics, sources, Style::default());
}

/// A scenario from its text, if it has no errors. One that extends another is read and not followed.
pub fn scenario(text: &str) -> Option<Scenario<'static>> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("fuzz.yaml", text);
    let read: Option<ScenarioFile> = syntax::read(file, &sources, &mut diagnostics);
    let lowered = read.and_then(|mut f| {
        f.events = scenario::expand(f.events);
        scenario::lower(&f, &|name| SHIPPED.get(name), &mut diagnostics)
    });
    render(&diagnostics, &sources);
    lowered
}
