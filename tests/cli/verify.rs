//! `greffe verify`

use super::{Folder, greffe, greffe_in, json, prints, stdout};

#[test]
fn the_cnil_s_procedure_of_2011_is_proved() {
    prints("verify/cnil-en.txt", &["verify", "cnil-enforcement@2011-03-31"], 0);
}

#[test]
fn what_does_not_hold_is_shown_by_a_scenario_that_replays() {
    let folder = Folder::new();
    let arguments = ["verify", "graduated-response@2011-03-13", "--format", "json"];
    let output = greffe_in(&folder.0).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "the file knows that it is broken");
    let proof = json(&output);
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "verify"]))).unwrap();
    assert!(validator.is_valid(&proof));
    let broken = proof["properties"].as_array().unwrap().iter().find(|p| p["result"] == "broken").unwrap();
    assert_eq!(broken["property"], "suspension_at_most_one_month");
    let file = broken["file"].as_str().unwrap();
    let replay = greffe_in(&folder.0).args(["replay", file, "--format", "json"]).output().unwrap();
    assert!(stdout(&replay).contains("suspension_at_most_one_month"));
    let again = greffe_in(&folder.0).args(arguments).output().unwrap();
    assert_eq!(stdout(&again), stdout(&output), "what was written is written again");
}

#[test]
fn for_continuous_integration() {
    let folder = Folder::new();
    let output = greffe_in(&folder.0).args(["verify", "company-accounts", "--format", "junit"]).output().unwrap();
    // A property, and a duty of which the file knows that it cannot always be fulfilled in time.
    assert!(
        stdout(&output).contains(r#"<testsuites name="greffe verify" tests="2" skipped="0" failures="0" errors="0">"#)
    );
    let file = folder.read("company-accounts-approve-in-time-never-in-time.yaml");
    assert!(file.contains("act: enjoin"), "the course with which it arises: {file}");
}

#[test]
fn what_cannot_be_proved() {
    prints("verify/unknown-property.txt", &["verify", "company-accounts", "--property", "none"], 2);
    prints("verify/limit.txt", &["verify", "company-accounts", "--max-states", "2"], 1);
    assert_eq!(greffe(&["verify", "tmg-2011"]).status.code(), Some(2));
}
