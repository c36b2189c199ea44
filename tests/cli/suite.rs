//! `greffe test`

use super::{Folder, golden, greffe, greffe_in, json, prints, root, stderr, stdout};

/// A scenario that passes, and two that fail: by its expectations, and by an unlawful act that nobody expected.
fn mixed() -> Folder {
    let folder = Folder::new();
    let notice = |name: &str, period: &str, expect: &str| {
        format!(
            "scenario: {name}\ntitle: {{ en: A notice, fr: Une mise en demeure }}\nextends: lawful-visit\nchange:\n  \
             - append:\n      id: notice\n      on: 2011-06-16\n      machine: case\n      act: serve_notice\n      \
             details: {{ dated: 2011-06-16, period: {period} }}\n      sources: [hypothesis]\n      certainty: \
             assumed\n{expect}"
        )
    };
    let wrong = "expect:\n  states: { case: closed }\n  verdicts: { notice: irregular }\n  refusals: {}\n  \
                 deadlines: { case.compliance: 2011-09-17 }\n  duties: { case.comply: discharged }\n";
    folder
        .write("cases/a.yaml", notice("fine", "3 months", "expect:\n  verdicts: { notice: legal }\n"))
        .write("cases/b.yaml", notice("wrong", "3 months", wrong))
        .write("cases/deep/c.yaml", notice("unlawful", "4 months", ""))
        .write("cases/other.yaml", "neither: one\nnor: other\n")
        .copy("procedures/hadopi-interconnection.yaml", "cases/law.yaml");
    folder
}

#[track_caller]
fn shows(name: &str, folder: &Folder, arguments: &[&str], status: i32) {
    let output = folder.run(arguments);
    assert_eq!(output.status.code(), Some(status), "{}{}", stdout(&output), stderr(&output));
    golden::matches(&root().join("tests/cli/test").join(name), &(stderr(&output) + &stdout(&output)));
}

#[test]
fn all_shipped_scenarios_pass() {
    let output = greffe(&["test"]);
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let count = greffe::library::shipped().iter().filter(|f| f.kind == greffe::library::Kind::Scenario).count();
    assert!(stdout(&output).ends_with(&format!("\n{count} passed, 0 failed\n")), "{}", stdout(&output));
    // The folder of the repository holds the same.
    let own = greffe_in(root()).arg("test").output().unwrap();
    assert_eq!(stdout(&own).lines().last(), stdout(&output).lines().last());
}

#[test]
fn what_differed_is_shown() {
    let folder = mixed();
    shows("mixed.txt", &folder, &["test", "cases"], 1);
    shows("mixed-fr.txt", &folder, &["test", "cases", "--lang", "fr"], 1);
    shows("mixed.xml", &folder, &["test", "cases", "--format", "junit"], 1);
    shows("mixed.json", &folder, &["test", "cases", "--format", "json"], 1);
}

#[test]
fn the_order_is_that_of_the_files() {
    let once = stdout(&greffe(&["test", "--format", "json", "--coverage"]));
    for _ in 0..3 {
        assert_eq!(stdout(&greffe(&["test", "--format", "json", "--coverage"])), once);
    }
    let validator = jsonschema::validator_for(&json(&greffe(&["schema", "test"]))).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(&once).unwrap()));
}

#[test]
fn some_are_chosen() {
    let folder = mixed();
    let names = |arguments: &[&str]| -> Vec<String> {
        let arguments: Vec<&str> = ["test", "--format", "json"].iter().chain(arguments).copied().collect();
        let ran = json(&folder.run(&arguments));
        let scenarios = ran["scenarios"].as_array().unwrap();
        scenarios.iter().map(|s| s["scenario"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["cases"]), ["fine", "wrong", "unlawful"]);
    assert_eq!(names(&["cases/b.yaml", "cases", "./cases"]), ["wrong", "fine", "unlawful"]);
    assert_eq!(names(&["cases", "--filter", "law"]), ["unlawful"]);
    assert_eq!(names(&["cases", "--filter", "deep/"]), ["unlawful"]);
    assert_eq!(names(&["lawful-visit"]), ["lawful-visit"]);
    assert!(names(&[]).contains(&"tmg-2011".to_owned()));
    folder.copy("scenarios/hypothetical/lawful-visit.yaml", "scenarios/own.yaml");
    assert_eq!(names(&[]), ["lawful-visit"]);
}

#[test]
fn nothing_found_is_a_failure() {
    let folder = Folder::new();
    folder.write("empty/none.yaml", "neither: one\n");
    shows("nothing.txt", &folder, &["test", "empty"], 1);
    assert_eq!(folder.run(&["test", "--filter", "no such name"]).status.code(), Some(1));
}

#[test]
fn errors_are_told_as_if_each_were_alone() {
    let folder = Folder::new();
    let law = std::fs::read_to_string(root().join("procedures/cnil-enforcement-2011-03-31.yaml")).unwrap();
    folder.write("procedures/law.yaml", law.replace("from: findings\n", "from: finding\n"));
    for number in 0..6 {
        let visit = std::fs::read_to_string(root().join("scenarios/hypothetical/lawful-visit.yaml")).unwrap();
        folder.write(&format!("scenarios/{number}.yaml"), visit.replace("lawful-visit", &format!("visit-{number}")));
    }
    let output = folder.run(&["test", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let ran = json(&output);
    assert_eq!(ran["unusable"], 6);
    for scenario in ran["scenarios"].as_array().unwrap() {
        assert_eq!(scenario["errors"], ran["scenarios"][0]["errors"]);
    }
    assert!(ran["scenarios"][0]["errors"].as_str().unwrap().contains("`finding`"));
    shows(
        "unusable.xml",
        mixed().write("cases/a.yaml", "scenario: a\n"),
        &["test", "cases/a.yaml", "--format", "junit"],
        2,
    );
}

#[test]
fn bad_input() {
    assert_eq!(greffe(&["test", "none.yaml"]).status.code(), Some(2));
    assert_eq!(greffe(&["test", "cnil-enforcement"]).status.code(), Some(2));
    assert_eq!(greffe(&["test", "--min-transitions", "50"]).status.code(), Some(2));
    assert_eq!(greffe(&["test", "--coverage", "--min-transitions", "101"]).status.code(), Some(2));
}

#[test]
fn coverage_has_a_threshold() {
    let arguments = ["test", "restored-under-notice", "restored-after-every-closure", "--coverage"];
    prints("test/coverage-fr.txt", &[&arguments[..], &["--lang", "fr"]].concat(), 0);
    let with = |least| greffe(&[&arguments[..], &["--min-transitions", least]].concat());
    assert_eq!(with("1").status.code(), Some(0));
    let low = with("99");
    assert_eq!(low.status.code(), Some(1));
    assert!(stderr(&low).contains("% of the transitions of `cnil-enforcement`"), "{}", stderr(&low));
}
