//! Input that cannot be used: exit status 2 from `replay`, and from `check` if there is nothing to check.

use super::{Folder, golden, prints, root, stderr, stdout};

/// What a command says of a file, which is kept in `tests/cli/NAME`.
#[track_caller]
fn says(folder: &Folder, name: &str, arguments: &[&str], status: i32) {
    let output = folder.run(arguments);
    assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    let text = format!("{}{}", stdout(&output), stderr(&output));
    golden::matches(&root().join("tests/cli").join(name), &text);
}

#[test]
fn what_is_not_there() {
    prints("replay/missing.txt", &["replay", "nothing.yaml"], 2);
    prints("replay/missing-shipped.txt", &["replay", "scenarios/tmg-2011.yaml"], 2);
    prints("replay/unknown.txt", &["replay", "tmg-2010"], 2);
    prints("check/missing.txt", &["check", "nothing.yaml", "tmg-2011"], 2);
    prints("check/unknown.txt", &["check", "cnil-enforcment"], 2);
}

#[test]
fn arguments() {
    prints("replay/nothing.txt", &["replay"], 2);
    prints("replay/bad-flag.txt", &["replay", "tmg-2011", "--explian"], 2);
    prints("replay/bad-date.txt", &["replay", "tmg-2011", "--until", "2011-09-31"], 2);
    prints("replay/bad-format.txt", &["replay", "tmg-2011", "--format", "xml"], 2);
    prints("help/unknown.txt", &["replai"], 2);
    prints("check/bad-deny.txt", &["check", "tmg-2011", "--deny", "warning"], 2);
    prints("replay/procedure.txt", &["replay", "procedure.yaml"], 2);
}

#[test]
fn files_that_are_neither() {
    let folder = Folder::new();
    folder.write("empty.yaml", "").write("comment.yaml", "# nothing\n").write("list.yaml", "[1, 2]\n");
    folder.write("other.yaml", "scenaro: x\n").write("binary.yaml", b"\x7fELF\x00\xff\xfe\x00");
    folder.write("latin.yaml", b"scenario: l\xe9gal\n").write("folder.yaml/x.txt", "");
    folder.copy("procedures/hadopi-interconnection.yaml", "law.yaml");
    for name in ["empty", "comment", "list", "other", "binary", "latin"] {
        let file = format!("{name}.yaml");
        says(&folder, &format!("replay/{name}.txt"), &["replay", &file], 2);
        let checked = folder.run(&["check", &file]);
        assert_eq!(checked.status.code(), Some(1), "{name}");
        assert_eq!(stderr(&checked), stderr(&folder.run(&["replay", &file])), "{name}");
    }
    says(&folder, "replay/folder.txt", &["replay", "folder.yaml"], 2);
    says(&folder, "replay/law.txt", &["replay", "law.yaml"], 2);
    says(&folder, "check/no-yaml.txt", &["check", "folder.yaml"], 2);
}

#[cfg(unix)]
#[test]
fn devices_end() {
    let output = Folder::new().run(&["check", "/dev/zero"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("[E007]"), "{}", stderr(&output));
}

#[test]
fn a_scenario_of_an_unknown_procedure() {
    let folder = Folder::new();
    folder.write(
        "case.yaml",
        "scenario: case\ntitle: A case\nmachines:\n  a: { procedure: cnil-enforcment }\nevents: []\n",
    );
    says(&folder, "replay/unknown-procedure.txt", &["replay", "case.yaml"], 2);
    says(&folder, "check/unknown-procedure.txt", &["check", "case.yaml"], 1);
}

#[test]
fn the_size_is_bounded() {
    let folder = Folder::new();
    folder.write("large.yaml", format!("scenario: s\ntitle: {}\n", "é".repeat(2_200_000)));
    let output = folder.run(&["check", "large.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error[E007]"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("E001"));
}
