//! The examples of the language reference: assembled, checked and replayed. They use every key that there is, and the
//! page says something of every key and every code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use greffe::diagnostic::{Code, Diagnostics, Severity, Style, render_all};
use greffe::library::{Finder, Library, What};
use greffe::replay::{Options, replay};
use greffe::syntax::schema;
use serde_json::Value;

const PAGE: &str = include_str!("../docs/language.md");

/// The blocks of one kind, put together in order.
fn blocks(kind: &str) -> String {
    let fence = format!("```yaml {kind}");
    let mut found = String::new();
    let mut inside = false;
    for line in PAGE.lines() {
        if inside && line == "```" {
            inside = false;
        } else if inside {
            found.push_str(line);
            found.push('\n');
        } else if line == fence {
            inside = true;
        }
    }
    assert!(!found.is_empty(), "the page has blocks `{fence}`");
    found
}

const SMALL: &str = "procedures/street-works.yaml";
const PROCEDURE: &str = "procedures/market-stall-2020.yaml";
const EDITION: &str = "procedures/market-stall-2024.yaml";
const SCENARIO: &str = "scenarios/cheese-stall-2023.yaml";
const SYSTEM: &str = "procedures/market-day.yaml";
const HYPOTHESIS: &str = "scenarios/cheese-stall-hasty.yaml";
const JOINED: &str = "scenarios/cheese-stall-between-works.yaml";

/// The files of the page, as if they stood in folders.
#[derive(Clone)]
struct Files(BTreeMap<PathBuf, String>);

impl Files {
    fn of_the_page() -> Self {
        let all = [
            (SMALL, "small"),
            (PROCEDURE, "procedure"),
            (EDITION, "edition"),
            (SCENARIO, "scenario"),
            (HYPOTHESIS, "hypothesis"),
            (SYSTEM, "system"),
            (JOINED, "joined"),
        ];
        Self(all.into_iter().map(|(path, kind)| (PathBuf::from(path), blocks(kind))).collect())
    }
}

impl Finder for Files {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.bytes().take(limit).collect())
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        self.0.keys().filter(|path| path.parent() == Some(folder)).cloned().collect()
    }
}

/// Everything that the checker says of a file and of those that it needs.
fn check(files: Files, path: &str) -> (Diagnostics, String) {
    let mut library = Library::new(files);
    let mut found = Diagnostics::new();
    match library.open_file(Path::new(path)).map(|opened| opened.what) {
        Ok(What::Scenario(id)) => drop(library.scenario(id, &mut found)),
        Ok(_) => {}
        Err(diagnostic) => found.push(*diagnostic),
    }
    found.extend(library.diagnostics().iter().cloned());
    let shown = render_all(&found, library.sources(), Style::default());
    (found, shown)
}

#[test]
fn the_checker_finds_nothing() {
    for path in [SMALL, PROCEDURE, EDITION, SCENARIO, HYPOTHESIS, SYSTEM, JOINED] {
        let (found, shown) = check(Files::of_the_page(), path);
        assert!(found.is_empty(), "{path}:\n{shown}");
    }
}

#[test]
fn the_scenarios_are_found_to_be_as_they_expect() {
    for path in [SCENARIO, HYPOTHESIS, JOINED] {
        let mut library = Library::new(Files::of_the_page());
        let Ok(What::Scenario(id)) = library.open_file(Path::new(path)).map(|opened| opened.what) else {
            panic!("{path} is a scenario")
        };
        let scenario = library.scenario(id, &mut Diagnostics::new()).expect(path);
        let expected = scenario.expectations.clone();
        let replay = replay(Rc::new(scenario), &Options::default());
        let unmet: Vec<String> = (replay.unmet.iter())
            .map(|unmet| format!("{:?}: found {:?}", expected[unmet.expectation].0, unmet.found))
            .collect();
        assert!(unmet.is_empty(), "{path}:\n{}", unmet.join("\n"));
        assert!(replay.succeeded(), "{path}");
    }
}

/// The codes of the errors that a condition gets in a requirement of `grant`.
fn errors_of(condition: &str) -> BTreeSet<Code> {
    // A third edition in which `grant` also serves another state, so that nothing else is ambiguous.
    let probe = format!(
        "procedure: market-stall\nedition: 2999-01-01\nuntil: 2999-12-31\nbased_on: 2020-01-01\ntransitions:\n  \
         - {{ id: probe, act: grant, from: contested, to: granted, basis: policy, starts: season,\n      \
         requires: [ {{ check: {}, basis: policy }} ] }}\n",
        serde_json::to_string(condition).unwrap()
    );
    let mut files = Files::of_the_page();
    files.0.insert("procedures/probe.yaml".into(), probe);
    let (found, _) = check(files, "procedures/probe.yaml");
    // The page's last edition has no end, so this one overlaps it, which is no fault of the condition.
    let errors = found.iter().filter(|d| d.severity == Severity::Error).map(|d| d.code);
    errors.filter(|code| *code != Code::E302).collect()
}

#[test]
fn conditions_are_accepted_and_refused_as_shown() {
    for condition in blocks("condition").lines() {
        assert_eq!(errors_of(condition), BTreeSet::new(), "{condition}");
    }
    for line in blocks("condition-wrong").lines() {
        let (condition, code) = line.split_once('#').expect(line);
        let code: Code = code.trim().parse().expect(line);
        assert_eq!(errors_of(condition.trim()), BTreeSet::from([code]), "{line}");
    }
}

/// Keys by the record that they belong to.
type Keys = BTreeSet<(String, String)>;

fn resolved<'s>(root: &'s Value, schema: &'s Value) -> (&'s Value, Option<&'s str>) {
    match schema["$ref"].as_str() {
        Some(reference) => {
            let name = reference.rsplit('/').next().unwrap();
            (&root["$defs"][name], Some(name))
        }
        None => (schema, None),
    }
}

/// Every key that a schema knows.
fn known(root: &Value, keys: &mut Keys) {
    fn add(schema: &Value, name: &str, keys: &mut Keys) {
        for key in schema["properties"].as_object().into_iter().flat_map(|all| all.keys()) {
            keys.insert((name.to_owned(), key.clone()));
        }
        for form in schema["anyOf"].as_array().into_iter().flatten() {
            add(form, name, keys);
        }
    }
    add(root, root["title"].as_str().unwrap(), keys);
    for (name, schema) in root["$defs"].as_object().unwrap() {
        add(schema, name, keys);
    }
}

/// Notes every key that a value uses, by the record that it belongs to.
fn used(root: &Value, schema: &Value, record: &str, value: &Value, keys: &mut Keys) {
    let (schema, name) = resolved(root, schema);
    let record = name.unwrap_or(record);
    if let Some(condition) = schema["if"]["required"][0].as_str() {
        let branch = if value.get(condition).is_some() { "then" } else { "else" };
        return used(root, &schema[branch], record, value, keys);
    }
    for form in schema["anyOf"].as_array().into_iter().flatten() {
        used(root, form, record, value, keys);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| used(root, &schema["items"], record, item, keys)),
        Value::Object(entries) => {
            // Of several forms, the one is meant that has all the keys.
            let properties = &schema["properties"];
            if properties.is_object() && entries.keys().all(|key| !properties[key].is_null()) {
                for (key, inner) in entries {
                    keys.insert((record.to_owned(), key.clone()));
                    used(root, &properties[key], record, inner, keys);
                }
            }
            if schema["additionalProperties"].is_object() {
                entries.values().for_each(|inner| used(root, &schema["additionalProperties"], record, inner, keys));
            }
        }
        _ => {}
    }
}

/// All keys of the formats, and those that the examples use.
fn keys() -> (Keys, Keys) {
    let (mut all, mut shown) = (Keys::new(), Keys::new());
    for (root, kinds) in [
        (schema::procedure(), &["small", "procedure", "edition", "findings"][..]),
        (schema::scenario(), &["scenario", "hypothesis", "joined"]),
        (schema::system(), &["system"]),
    ] {
        known(&root, &mut all);
        let validator = jsonschema::validator_for(&root).unwrap();
        for kind in kinds {
            let strict = serde_yaml::options! { strict_booleans: true };
            let value: Value = serde_yaml::from_str_with_options(&blocks(kind), strict).unwrap();
            let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{kind}: {}", faults.join("\n"));
            used(&root, &root, root["title"].as_str().unwrap(), &value, &mut shown);
        }
    }
    (all, shown)
}

#[test]
fn every_key_is_explained_and_used() {
    let (all, shown) = keys();
    assert!(all.len() > 100, "{all:?}");
    for (record, key) in &all {
        assert!(PAGE.contains(&format!("`{key}`")), "`{key}` of {record} is not on the page");
        // A whole text and one that says what it changes share their keys; one example is enough.
        let twin = match record.as_str() {
            "EditionFile" => "ProcedureFile",
            "ProcedureFile" => "EditionFile",
            _ => record,
        };
        let example = [record.as_str(), twin].iter().any(|r| shown.contains(&((*r).to_owned(), key.clone())));
        assert!(example, "no example uses `{key}` of {record}");
    }
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        assert!(PAGE.contains(&format!("`{code}`")), "{code}");
    }
}

#[test]
fn lines_fit_and_links_lead_somewhere() {
    let anchors: BTreeSet<String> = (PAGE.lines().filter(|line| line.starts_with('#')))
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            title.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).collect::<String>().replace(' ', "-")
        })
        .collect();
    for (number, line) in (1..).zip(PAGE.lines()) {
        assert!(line.chars().count() <= 120, "line {number} is longer than 120 characters: {line}");
        for link in line.split("](#").skip(1) {
            let anchor = link.split(')').next().unwrap();
            assert!(anchors.contains(anchor), "line {number}: no heading `#{anchor}`");
        }
    }
}
