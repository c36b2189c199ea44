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

/// Renders what was found, as a user would see it: that must not fail either.
pub fn render(found: &Diagnostics, sources: &SourceMap) {
    let _ = render_all(found, sources, Style::default());
}

/// A scenario about the shipped procedures, if it has no errors. One that extends another is read and not followed.
pub fn scenario(bytes: &[u8]) -> Option<Scenario<'static>> {
    let (mut sources, mut found) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add_bytes("scenario.yaml", bytes.to_vec(), &mut found);
    let read: Option<ScenarioFile> = syntax::read(file, &sources, &mut found);
    let lowered = read.and_then(|mut syntax| {
        syntax.events = scenario::expand(syntax.events);
        scenario::lower(&syntax, &|name| SHIPPED.get(name), None, &mut found)
    });
    render(&found, &sources);
    lowered
}
