//! The shipped files, loaded and replayed.

use std::rc::Rc;

use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::library::{Library, Nothing, ScenarioId, What, shipped};
use greffe::procedure::{self, Editions, Procedure};
use greffe::replay::{Options, Replay};
use greffe::scenario::{self, Scenario};
use greffe::syntax::{self, ProcedureFile, ScenarioFile};

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The procedures of 2011, with no later edition at hand.
pub fn procedures() -> Vec<Editions> {
    let mut loaded: Vec<Procedure> = Vec::new();
    for name in ["cnil-enforcement-2011-03-31", "cnil-urgency-2011-03-31", "hadopi-interconnection"] {
        let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
        let path = format!("procedures/{name}.yaml");
        let file = sources.add(path.clone(), read(&path));
        let syntax: ProcedureFile = syntax::read(file, &sources, &mut diagnostics).expect(&path);
        let made = {
            let known = |wanted: &str| loaded.iter().position(|p| p.name() == wanted).map(|i| &loaded[i..=i]);
            procedure::lower(&syntax, &known, &mut diagnostics)
        };
        let faults: Vec<_> = diagnostics.iter().map(|d| d.headline.clone()).collect();
        loaded.push(made.unwrap_or_else(|| panic!("{path}: {faults:#?}")));
    }
    loaded.into_iter().map(|p| Editions::new(vec![p]).unwrap()).collect()
}

/// A scenario with everything that it extends.
pub fn scenario<'a>(path: &str, procedures: &'a [Editions]) -> Scenario<'a> {
    let mut chain = vec![path.to_owned()];
    let mut files: Vec<ScenarioFile> = Vec::new();
    let mut diagnostics = Diagnostics::new();
    let mut sources = SourceMap::new();
    while let Some(path) = chain.pop() {
        let file = sources.add(path.clone(), read(&path));
        let syntax: ScenarioFile = syntax::read(file, &sources, &mut diagnostics).expect(&path);
        if let Some(base) = &syntax.extends {
            let beside = format!("scenarios/hypothetical/{}.yaml", base.value);
            let top = format!("scenarios/{}.yaml", base.value);
            let found = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&beside).exists();
            chain.push(if found { beside } else { top });
        }
        files.push(syntax);
    }
    let mut merged = files.pop().unwrap();
    merged.events = scenario::expand(merged.events);
    while let Some(child) = files.pop() {
        merged = scenario::merge(merged, child, &mut diagnostics);
    }
    let find = |name: &str| procedures.iter().find(|p| p.name() == name);
    let made = scenario::lower(&merged, &find, None, &mut diagnostics);
    let faults: Vec<_> = diagnostics.iter().map(|d| d.headline.clone()).collect();
    made.unwrap_or_else(|| panic!("{path}: {faults:#?}"))
}

/// A replay of a scenario.
pub fn replay(scenario: Scenario<'_>, explain: bool) -> Replay<'_> {
    greffe::replay::replay(Rc::new(scenario), &Options { explain, ..Options::default() })
}

/// The replay of the affair.
pub fn tmg(procedures: &[Editions], explain: bool) -> Replay<'_> {
    replay(scenario("scenarios/tmg-2011.yaml", procedures), explain)
}

/// The affair as it stood on a day.
pub fn tmg_until<'a>(procedures: &'a [Editions], day: &str) -> Replay<'a> {
    let scenario = scenario("scenarios/tmg-2011.yaml", procedures);
    let until = Some(day.parse().unwrap());
    greffe::replay::replay(Rc::new(scenario), &Options { until, explain: true, ..Options::default() })
}

/// The shipped hypotheses, each with the procedures that it names.
pub fn hypothetical() -> (Library, Vec<(String, ScenarioId)>) {
    let mut library = Library::new(Nothing);
    let mut all = Vec::new();
    for file in shipped().iter().filter(|file| file.path.starts_with("scenarios/hypothetical/")) {
        match library.open_shipped_file(file).what {
            What::Scenario(id) => all.push((file.path.to_owned(), id)),
            _ => panic!("{} is no scenario", file.path),
        }
    }
    (library, all)
}
