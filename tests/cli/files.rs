//! Which file a name means, and what is said about it.

use super::{Folder, golden, json, prints, root, stderr, stdout};

const CASE: &str = "\
scenario: case
title: A case
extends: tmg-2011
";

#[test]
fn what_comes_with_the_program_is_listed() {
    prints("list/shipped.txt", &["list"], 0);
    prints("list/french.txt", &["list", "--lang", "fr"], 0);
    let listed = json(&Folder::new().run(&["list", "--format", "json"]));
    let procedures = listed["procedures"].as_array().unwrap();
    let cnil = procedures.iter().find(|p| p["procedure"] == "cnil-enforcement").unwrap();
    assert_eq!(cnil["editions"][0]["edition"], "2011-03-31");
    assert_eq!(cnil["editions"][0]["until"], "2011-12-30");
    assert!(listed["scenarios"].as_array().unwrap().iter().any(|s| s["scenario"] == "tmg-2011"));
    assert_eq!(listed["scenarios"][0]["shipped"], true);
}

#[test]
fn local_folders_are_listed_with_their_files() {
    let folder = Folder::new();
    folder.copy("procedures/hadopi-interconnection.yaml", "procedures/link.yaml");
    folder.write("scenarios/mine/case.yaml", CASE).write("scenarios/broken.yaml", "scenario: [");
    let listed = json(&folder.run(&["list", "--format", "json"]));
    let procedures = listed["procedures"].as_array().unwrap();
    let link = &procedures.iter().find(|p| p["procedure"] == "hadopi-interconnection").unwrap()["editions"][1];
    assert_eq!((&link["shipped"], link["file"].as_str()), (&false.into(), Some("procedures/link.yaml")));
    let case = listed["scenarios"].as_array().unwrap().last().unwrap();
    assert_eq!((case["scenario"].as_str(), case["extends"].as_str()), (Some("case"), Some("tmg-2011")));
    assert_eq!(listed["unreadable"][0], "scenarios/broken.yaml");
    let text = stdout(&folder.run(&["list"]));
    assert!(text.contains("scenarios/mine/case.yaml") && text.contains("greffe check scenarios/broken.yaml"));
}

#[test]
fn a_local_file_takes_the_place_of_a_shipped_one() {
    let folder = Folder::new();
    folder.copy("procedures/hadopi-interconnection.yaml", "procedures/link.yaml");
    let same = folder.run(&["replay", "tmg-2011"]);
    golden::matches(&root().join("tests/cli/replay/same-law.txt"), &stderr(&same));
    let text = std::fs::read_to_string(root().join("procedures/hadopi-interconnection.yaml")).unwrap();
    folder.write("procedures/link.yaml", text.replace("level: recommended", "level: required"));
    folder.write("case.yaml", CASE);
    let other = folder.run(&["replay", "case.yaml"]);
    golden::matches(&root().join("tests/cli/replay/other-law.txt"), &stderr(&other));
    folder.write("scenarios/tmg-2011.yaml", CASE.replace("scenario: case", "scenario: tmg-2011"));
    let own = folder.run(&["replay", "tmg-2011"]);
    golden::matches(&root().join("tests/cli/replay/own-facts.txt"), &stderr(&own));
}

#[test]
fn names_are_looked_up_around_the_file() {
    let folder = Folder::new();
    folder.copy("procedures/hadopi-interconnection.yaml", "procedures/link.yaml");
    folder.write("scenarios/base.yaml", CASE.replace("scenario: case", "scenario: base"));
    folder.write("scenarios/hypothetical/what-if.yaml", "scenario: what-if\ntitle: T\nextends: base\n");
    folder.write("elsewhere/by-path.yaml", "scenario: p\ntitle: T\nextends: ../scenarios/base.yaml\n");
    for arguments in [["check", "scenarios/hypothetical/what-if.yaml"], ["check", "elsewhere/by-path.yaml"]] {
        let output = folder.run(&arguments);
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    }
    let inside = super::greffe_in(&folder.0.join("scenarios/hypothetical"));
    let output = { inside }.args(["replay", "what-if.yaml"]).output().unwrap();
    assert!(stderr(&output).contains("hadopi-interconnection: ../../procedures/link.yaml"), "{}", stderr(&output));
}

#[test]
fn a_procedure_may_be_named_by_its_path() {
    let folder = Folder::new();
    folder.copy("procedures/hadopi-interconnection.yaml", "law/link.yaml");
    let case =
        "scenario: c\ntitle: T\nmachines:\n  link: { procedure: law/link.yaml, watches: { cases: [] } }\nevents: []\n";
    folder.write(
        "case.yaml",
        case.replace(
            "events: []\n",
            "events:\n  - { on: 2011-05-16, machine: link, is: connected, certainty: assumed }\n",
        ),
    );
    let output = folder.run(&["replay", "case.yaml"]);
    assert!(stderr(&output).contains("hadopi-interconnection: law/link.yaml"), "{}", stderr(&output));
    let wrong = Folder::new();
    wrong.write("case.yaml", case.replace("law/link.yaml", "case.yaml"));
    assert!(stderr(&wrong.run(&["check", "case.yaml"])).contains("`case.yaml` is a scenario, not a procedure"));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(root().join("tests/checker/E205.yaml")).unwrap();
    folder.write("law.yaml", text);
    assert_eq!(folder.run(&["check", "law.yaml"]).status.code(), Some(0));
    let denied = folder.run(&["check", ".", "--deny", "warnings"]);
    assert_eq!(denied.status.code(), Some(1));
    assert_eq!(stdout(&denied), "1 file checked, 0 errors, 1 warning\n");
    let found = json(&folder.run(&["check", "law.yaml", "--format", "json"]));
    golden::matches(&root().join("tests/cli/check/warning.json"), &format!("{found:#}\n"));
    folder.write("procedures/law.yaml", std::fs::read(folder.0.join("law.yaml")).unwrap());
    folder.write("case.yaml", "scenario: c\ntitle: T\nmachines:\n  m: { procedure: e205 }\nevents:\n  - { on: 2020-02-01, machine: m, act: close, certainty: assumed }\n");
    let replayed = stderr(&folder.run(&["replay", "case.yaml"]));
    assert!(replayed.starts_with("note: there are warnings; `greffe check law.yaml` shows them\n"), "{replayed}");
}
