//! Files to start from, completions, and the manual.

use super::{Folder, greffe, prints, stderr, stdout};

#[test]
fn what_is_new_is_right_at_once() {
    let folder = Folder::new();
    assert_eq!(stdout(&folder.run(&["new", "procedure", "my-law"])), "my-law.yaml\n");
    assert_eq!(stdout(&folder.run(&["new", "scenario", "cases/my-case.yaml"])), "cases/my-case.yaml\n");
    let checked = folder.run(&["check", ".", "--deny", "warnings"]);
    assert_eq!((stderr(&checked).as_str(), stdout(&checked).as_str()), ("", "2 files checked, 0 errors, 0 warnings\n"));
    let tested = folder.run(&["test", "cases"]);
    assert_eq!((tested.status.code(), stdout(&tested).ends_with("\n1 passed, 0 failed\n")), (Some(0), true));
    let law = std::fs::read_to_string(folder.0.join("my-law.yaml")).unwrap();
    assert!(law.contains("\nprocedure: my-law\n"), "{law}");
    // Nothing is left beside them.
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 2);
}

#[test]
fn nothing_is_written_over_unasked() {
    let folder = Folder::new();
    folder.write("my-case.yaml", "mine");
    let refused = folder.run(&["new", "scenario", "my-case"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("`my-case.yaml` is there already"), "{}", stderr(&refused));
    assert_eq!(std::fs::read_to_string(folder.0.join("my-case.yaml")).unwrap(), "mine");
    assert_eq!(folder.run(&["new", "scenario", "my-case", "--force"]).status.code(), Some(0));
    assert!(std::fs::read_to_string(folder.0.join("my-case.yaml")).unwrap().contains("\nscenario: my-case\n"));
}

#[test]
fn bad_names_are_refused() {
    for name in ["", "2011", "my case", "a/b.txt", "é"] {
        assert_eq!(greffe(&["new", "scenario", name]).status.code(), Some(2), "{name}");
    }
    prints("new/bad-name.txt", &["new", "procedure", "my law"], 2);
}

#[test]
fn shells_complete() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = greffe(&["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        assert!(stdout(&script).contains("min-transitions"), "{shell}");
    }
    assert_eq!(greffe(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn the_manual_has_every_command() {
    assert!(stdout(&greffe(&["man"])).contains(".TH greffe 1"));
    let folder = Folder::new();
    let written = stdout(&folder.run(&["man", "--out", "pages/man1"]));
    for page in ["greffe.1", "greffe-replay.1", "greffe-test.1", "greffe-new-scenario.1"] {
        assert!(written.lines().any(|line| line == format!("pages/man1/{page}")), "{written}");
        assert!(folder.0.join("pages/man1").join(page).is_file());
    }
    folder.write("file", "");
    assert_eq!(folder.run(&["man", "--out", "file"]).status.code(), Some(2));
}
