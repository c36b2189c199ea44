//! `greffe diff`: of two editions of a procedure, and of two scenarios.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod golden;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use greffe::library::{Kind, shipped};
use serde_json::Value;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn greffe(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("greffe").unwrap();
    command.current_dir(folder()).env("COLUMNS", "100").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.args(arguments).output().unwrap()
}

#[track_caller]
fn prints(name: &str, arguments: &[&str], status: i32) {
    let output = greffe(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{out}{err}");
    golden::matches(&folder().join(name), &(out + &err));
}

fn json(arguments: &[&str]) -> Value {
    let output = greffe(&[&["diff", "--format", "json"], arguments].concat());
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn section<'v>(diff: &'v Value, name: &str) -> &'v [Value] {
    let sections = diff["sections"].as_array().unwrap();
    sections.iter().find(|s| s["section"] == name).map_or(&[], |s| s["entries"].as_array().unwrap())
}

const EDITIONS: [&str; 2] = ["loan-2020-01-01.yaml", "loan-2021-01-01.yaml"];

#[test]
fn editions_are_told_apart() {
    prints("editions.en.txt", &["diff", EDITIONS[0], EDITIONS[1]], 1);
    prints("editions.fr.txt", &["diff", EDITIONS[0], EDITIONS[1], "--lang", "fr"], 1);
    prints("editions.back.txt", &["diff", EDITIONS[1], EDITIONS[0]], 1);
    prints("editions.same.txt", &["diff", EDITIONS[1], "loan@2021-01-01"], 0);
}

#[test]
fn bounds_and_roles_are_in_the_json() {
    let diff = json(&EDITIONS);
    assert_eq!((&diff["of"], &diff["same"]), (&"procedures".into(), &false.into()));
    let loan = section(&diff, "transitions").iter().find(|entry| entry["name"] == "lend").unwrap();
    let bound = loan["details"].as_array().unwrap().iter().find(|detail| detail["aspect"] == "bound").unwrap();
    assert_eq!((bound["before"].as_str(), bound["after"].as_str()), (Some("1 month"), Some("2 months")));
    let by = section(&diff, "acts").iter().find(|entry| entry["name"] == "lend").unwrap()["details"][0].clone();
    assert_eq!((by["aspect"].as_str(), by["after"].as_str()), (Some("by"), Some("Library or Helper")));
    // A state that was only renamed is the same state.
    let states: Vec<_> = section(&diff, "states").iter().map(|entry| (&entry["change"], &entry["name"])).collect();
    assert_eq!(states, [(&"changed".into(), &"missing".into()), (&"removed".into(), &"sold".into())]);
}

#[test]
fn scenarios_are_told_apart() {
    let pair = ["evidence-on-the-last-day", "evidence-one-day-late"];
    prints("scenarios.en.txt", &["diff", pair[0], pair[1]], 1);
    prints("scenarios.fr.txt", &["diff", pair[0], pair[1], "--lang", "fr"], 1);
    prints("supposed.en.txt", &["diff", "tmg-2011", "tmg-notice-received-16-june"], 1);
    let diff = json(&pair);
    let (courses, verdicts) = (section(&diff, "courses"), section(&diff, "verdicts"));
    assert_eq!((courses.len(), &courses[0]["name"]), (1, &"answer".into()));
    assert_eq!(
        (&verdicts[0]["details"][0]["before"], &verdicts[0]["details"][0]["after"]),
        (&"legal".into(), &"irregular".into())
    );
    assert_eq!(section(&diff, "duties")[0]["name"], "case.comply");
}

#[test]
fn nothing_differs_from_itself() {
    for file in shipped() {
        let diff = match file.kind {
            // Systems are not compared.
            Kind::System | Kind::Study => continue,
            Kind::Scenario => json(&[&file.name, &file.name]),
            Kind::Procedure => {
                let stem = file.text.lines().find_map(|line| line.strip_prefix("edition: ")).unwrap();
                let edition = format!("{}@{}", file.name, stem.split_whitespace().next().unwrap());
                json(&[&edition, &edition])
            }
        };
        assert_eq!(diff["same"], true, "{}: {diff:#}", file.name);
    }
}

#[test]
fn what_is_new_one_way_is_gone_the_other() {
    let count = |diff: &Value, change: &str| {
        let entries = diff["sections"].as_array().unwrap().iter().flat_map(|s| s["entries"].as_array().unwrap());
        entries.filter(|entry| entry["change"] == change).count()
    };
    for [a, b] in [EDITIONS, ["lawful-visit", "lawful-notice"], ["tmg-2011", "link-never-restored"]] {
        let (there, back) = (json(&[a, b]), json(&[b, a]));
        for (change, other) in [("added", "removed"), ("removed", "added"), ("changed", "changed")] {
            assert_eq!(count(&there, change), count(&back, other), "{a} {b}: {change}");
        }
    }
}

#[test]
fn the_json_is_that_of_the_schema() {
    let validator = jsonschema::validator_for(&greffe::report::diff::schema()).unwrap();
    for pair in [EDITIONS, ["tmg-2011", "lawful-notice"], ["lawful-visit", "lawful-visit"]] {
        let faults: Vec<String> = validator.iter_errors(&json(&pair)).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{pair:?}: {faults:#?}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    prints("bad/mixed.txt", &["diff", "tmg-2011", EDITIONS[0]], 2);
    prints("bad/several.txt", &["diff", "loan", EDITIONS[0]], 2);
    prints("bad/edition.txt", &["diff", "cnil-enforcement@2011-04-01", EDITIONS[0]], 2);
    prints("bad/nothing.txt", &["diff", "lawful-visits", "lawful-visit"], 2);
    prints("bad/broken.txt", &["diff", "../checker/E101.yaml", EDITIONS[0]], 2);
    prints("bad/doc.txt", &["doc", "tmg-2011"], 2);
    prints("bad/doc-scenario.txt", &["doc", "../../scenarios/tmg-2011.yaml"], 2);
}
