//! `greffe audit`.

use super::{Folder, greffe, greffe_in, prints, stderr, stdout};

const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/road-fines/fines.csv");
const MAP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/road-fines/map.yaml");

#[test]
fn summaries() {
    let with = |rest: &[&'static str]| [&["audit", "it-road-fine", LOG, "--map", MAP], rest].concat();
    prints("audit/fines.txt", &with(&[]), 1);
    prints("audit/fines.fr.txt", &with(&["--lang", "fr"]), 1);
    prints("audit/fines-against.txt", &with(&["--against", "2010-08-13"]), 1);
    prints("audit/fines.json", &with(&["--format", "json"]), 1);
    prints("audit/fines.ndjson", &with(&["--format", "ndjson"]), 1);
}

#[test]
fn one_case_is_a_replay_of_what_it_is_saved_as() {
    let folder = Folder::new();
    let saved = folder.0.join("a2.yaml");
    let arguments = ["audit", "it-road-fine", LOG, "--map", MAP, "--case", "A2", "--save", saved.to_str().unwrap()];
    let audited = greffe(&arguments);
    assert_eq!(audited.status.code(), Some(1), "{}", stderr(&audited));
    let replayed = greffe_in(&folder.0).args(["replay", "a2.yaml"]).output().unwrap();
    assert_eq!(replayed.status.code(), Some(1), "{}", stderr(&replayed));
    assert_eq!(stdout(&audited), stdout(&replayed));
    assert!(stdout(&audited).contains("✗ illegal"), "{}", stdout(&audited));
}

#[test]
fn verdicts_are_written_whole_and_parts_add_up() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(LOG).unwrap();
    let (head, lines) = text.split_once('\n').unwrap();
    let part = |wanted: &dyn Fn(&str) -> bool| {
        let lines: String = lines.lines().filter(|line| wanted(line)).map(|line| format!("{line}\n")).collect();
        format!("{head}\n{lines}")
    };
    std::fs::write(folder.0.join("a.csv"), part(&|line| line.starts_with('A'))).unwrap();
    std::fs::write(folder.0.join("n.csv"), part(&|line| line.starts_with('N'))).unwrap();
    let run = |log: &str, rest: &[&str]| {
        let output =
            greffe_in(&folder.0).args(["audit", "it-road-fine", log, "--map", MAP]).args(rest).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stdout(&output)
    };
    std::fs::write(folder.0.join("a.json"), run("a.csv", &["--format", "json"])).unwrap();
    std::fs::write(folder.0.join("n.ndjson"), run("n.csv", &["--format", "ndjson"])).unwrap();
    let merged = greffe_in(&folder.0).args(["audit", "merge", "n.ndjson", "a.json"]).output().unwrap();
    assert_eq!(merged.status.code(), Some(1), "{}", stderr(&merged));
    assert_eq!(stdout(&merged), run(LOG, &["--out", "verdicts.csv"]));
    let verdicts = std::fs::read_to_string(folder.0.join("verdicts.csv")).unwrap();
    assert_eq!(verdicts.lines().count(), 27);
    assert!(
        verdicts.contains(
            "\nA2,2006-12-10,send,illegal,condition_failed,cds-201 cds-201-abroad,2000-01-01,created,sent,\n"
        )
    );
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 5, "nothing unfinished is left");
}

#[test]
fn standard_input_is_read_by_its_first_character() {
    let run = |input: &[u8]| {
        let folder = Folder::new();
        let mut command = greffe_in(&folder.0);
        command.args(["audit", "it-road-fine", "-", "--map", MAP, "--format", "ndjson"]).write_stdin(input);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let json = r#"{"case:concept:name":"A","concept:name":"Create Fine","time:timestamp":"2009-01-05","amount":35.0}"#;
    let csv =
        "case:concept:name;concept:name;time:timestamp;amount;expense;paymentAmount\nA;Create Fine;2009-01-05;35;;\n";
    let printed = run(json.as_bytes());
    assert_eq!(printed, run(csv.as_bytes()));
    assert_eq!(printed.lines().count(), 2);
    assert!(printed.starts_with(r#"{"case":"A","on":"2009-01-05","act":"create","verdict":"legal""#), "{printed}");
}

#[test]
fn what_cannot_be_judged() {
    let fails = |arguments: &[&str], told: &str| {
        let output = greffe(&[&["audit"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    };
    fails(&["it-road-fine", LOG, "--map", MAP, "--case", "X"], "has no case `X`");
    fails(&["it-road-fine", "no.csv", "--map", MAP], "`no.csv` cannot be judged");
    fails(&["it-road-fine", LOG, "--map", MAP, "--edition", "1999-01-01"], "no edition of `it-road-fine` is in force");
    fails(&["it-road-fine", LOG, "--map", LOG], "expected the map of a register");
    fails(&["company-accounts", LOG, "--map", MAP], "there is no act `create` in `company-accounts`");
    fails(&["referral-channel", LOG, "--map", MAP], "");
    fails(&["it-road-fine", LOG, "--map", MAP, "--out", "verdicts.txt"], "ends in neither .csv nor .ndjson");
    fails(&["merge", MAP], "cannot be added");
    fails(&[], "Usage");
}

#[test]
fn a_page_is_written_beside_the_summary_of_a_whole_or_of_parts() {
    let folder = Folder::new();
    let run = |arguments: &[&str]| {
        let output = greffe_in(&folder.0).arg("audit").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stdout(&output)
    };
    let alone = run(&["it-road-fine", LOG, "--map", MAP]);
    assert_eq!(run(&["it-road-fine", LOG, "--map", MAP, "--html", "out/whole.html"]), alone);
    let page = |name: &str| std::fs::read_to_string(folder.0.join("out").join(name)).unwrap();
    let whole = page("whole.html");
    assert!(whole.contains("<code>fines.csv</code>") && whole.contains("<code>map.yaml</code>"));
    assert!(!whole.contains("examples"), "no folder is told");
    std::fs::write(folder.0.join("a.json"), run(&["it-road-fine", LOG, "--map", MAP, "--format", "json"])).unwrap();
    run(&["merge", "a.json", "--html", "out/merged.html"]);
    let found = |page: &str| page.split("<section class=\"judged\"").next().unwrap().to_owned();
    assert_eq!(found(&page("merged.html")), found(&whole));
    assert!(page("merged.html").contains("<code>a.json</code>"));
    assert_eq!(std::fs::read_dir(folder.0.join("out")).unwrap().count(), 2, "nothing unfinished is left");
    // A folder cannot be written to as a file, and one case has no page.
    for wrong in [&["--html", "out"][..], &["--html", "x.html", "--case", "A2"]] {
        let output =
            greffe_in(&folder.0).args(["audit", "it-road-fine", LOG, "--map", MAP]).args(wrong).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(if wrong.len() == 2 { "cannot write `out`" } else { "--case" }));
    }
}
