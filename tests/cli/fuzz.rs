//! `greffe fuzz` and `greffe sample`

use std::fs;

use super::{Folder, golden, greffe, json, prints, root, stderr, stdout};

/// The procedures, with a notice of four months where the law says three.
fn flawed() -> Folder {
    let folder = Folder::new();
    let path = "procedures/cnil-enforcement-2011-03-31.yaml";
    let text = fs::read_to_string(root().join(path)).unwrap();
    let flawed = text.replace("compliance <= 3 months from act.on", "compliance <= 4 months from act.on");
    assert_ne!(text, flawed);
    folder.write("law/notice.yaml", flawed);
    folder
}

#[test]
fn what_holds_and_what_was_reached_is_told() {
    prints("fuzz/holds.txt", &["fuzz", "cnil-enforcement@2011-03-31", "--courses", "2000"], 0);
    prints("fuzz/holds-fr.txt", &["fuzz", "company-accounts", "--courses", "500", "--lang", "fr"], 0);
}

#[test]
fn a_weak_run_shows_what_it_did_not_reach() {
    prints("fuzz/weak.txt", &["fuzz", "company-accounts", "--courses", "3", "--acts", "2"], 0);
}

#[test]
fn a_flaw_becomes_a_scenario_that_replays() {
    let folder = flawed();
    let output = folder.run(&["fuzz", "law/notice.yaml", "--courses", "3000"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    golden::matches(&root().join("tests/cli/fuzz/flaw.txt"), &stdout(&output));
    let path = "law/cnil-enforcement-notice-at-most-three-months.yaml";
    golden::matches(&root().join("tests/cli/fuzz/flaw.yaml"), &folder.read(path));
    let replayed = folder.run(&["replay", path]);
    assert!(stdout(&replayed).contains("! broken        case: A notice gives at most three months"));
    // Another hunt writes the same file, and one of the user's own is never written over.
    folder.run(&["fuzz", "law/notice.yaml", "--courses", "3000", "--threads", "1"]);
    golden::matches(&root().join("tests/cli/fuzz/flaw.yaml"), &folder.read(path));
    folder.write(path, "mine: true\n");
    let output = folder.run(&["fuzz", "law/notice.yaml", "--courses", "3000"]);
    assert_eq!(folder.read(path), "mine: true\n");
    assert!(stdout(&output).contains("law/cnil-enforcement-notice-at-most-three-months-2.yaml"));
}

#[test]
fn json_follows_its_schema_and_says_the_same_on_any_number_of_threads() {
    let folder = flawed();
    let run = |threads: &str| {
        let arguments = [
            "fuzz",
            "law/notice.yaml",
            "--courses",
            "1500",
            "--format",
            "json",
            "--threads",
            threads,
            "--out",
            "found",
        ];
        stdout(&folder.run(&arguments))
    };
    let one = run("1");
    assert_eq!(one, run("3"));
    let found: serde_json::Value = serde_json::from_str(&one).unwrap();
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "fuzz"]))).unwrap();
    assert!(validator.is_valid(&found), "{one}");
    let broken: Vec<_> = found["properties"].as_array().unwrap().iter().filter(|p| p["result"] == "broken").collect();
    // A notice that is too long does not end in time either.
    let names: Vec<_> = broken.iter().map(|p| p["property"].as_str().unwrap()).collect();
    assert_eq!(names, ["notice_at_most_three_months", "notice_ends_in_three_months"]);
    assert_eq!(broken[0]["flaw"]["file"], "found/cnil-enforcement-notice-at-most-three-months.yaml");
}

#[test]
fn a_system_is_fuzzed_with_its_own_properties() {
    let folder = Folder::new();
    let system = "system: two\ntitle: { en: Two cases, fr: Deux dossiers }\ntime_zone: Europe/Paris\ncounting: { \
                  rule: civil, roll: none, holidays: fr }\nmachines:\n  one: { procedure: company-accounts }\n  other: \
                  { procedure: company-accounts }\nproperties:\n  never_both:\n    never: \"one.state == enjoined and \
                  other.state == enjoined\"\n    basis: policy\n";
    folder.write("two.yaml", system);
    let output = folder.run(&["fuzz", "./two.yaml", "--courses", "2000"]);
    assert_eq!(output.status.code(), Some(1), "{}{}", stdout(&output), stderr(&output));
    let found = folder.read("two-never-both.yaml");
    assert!(found.contains("one: enjoined") && found.contains("other: enjoined"), "{found}");
}

#[test]
fn what_cannot_be_fuzzed_is_told() {
    prints("fuzz/unknown.txt", &["fuzz", "no-such-procedure"], 2);
    prints("fuzz/scenario.txt", &["fuzz", "tmg-2011"], 2);
    prints("fuzz/edition.txt", &["fuzz", "cnil-enforcement@2011-04-01"], 2);
    prints("fuzz/no-number.txt", &["fuzz", "company-accounts", "--courses", "many"], 2);
    let folder = Folder::new();
    folder.write("law.yaml", "procedure: broken\n");
    assert_eq!(folder.run(&["fuzz", "./law.yaml"]).status.code(), Some(2));
}

#[test]
fn samples_pass_as_tests() {
    let folder = Folder::new();
    for more in [&["--unlawful"][..], &["--near-deadlines"], &["--seed", "7"]] {
        let arguments = [&["sample", "cnil-enforcement", "--courses", "5", "--out", "drawn"][..], more].concat();
        let output = folder.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output).lines().count(), 5);
    }
    let output = folder.run(&["test", "drawn"]);
    assert!(stdout(&output).ends_with("15 passed, 0 failed\n"), "{}{}", stdout(&output), stderr(&output));
}

#[test]
fn samples_are_yaml_or_lines_of_json() {
    prints("sample/one.txt", &["sample", "cnil-enforcement@2011-03-31", "--seed", "4"], 0);
    let lines = stdout(&greffe(&["sample", "gdpr-urgency", "--courses", "4", "--format", "ndjson"]));
    let schema = json(&greffe(&["schema", "scenario"]));
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in lines.lines() {
        let scenario: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(validator.is_valid(&scenario), "{line}");
    }
    assert_eq!(lines.lines().count(), 4);
    prints("sample/both.txt", &["sample", "gdpr-urgency", "--out", "x", "--format", "ndjson"], 2);
}
