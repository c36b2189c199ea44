//! What the checker says: for each code a small file, and beside it the text that is shown.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod golden;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use greffe::diagnostic::Code;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checker")
}

/// Files and folders that begin with a code; a folder is checked whole.
fn cases() -> Vec<String> {
    let names = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut cases: Vec<String> = names.filter(|name| name.starts_with('E') && !name.ends_with(".txt")).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_is_shown_as_written() {
    for case in cases() {
        let mut greffe = Command::cargo_bin("greffe").unwrap();
        greffe.current_dir(folder()).env("COLUMNS", "100").env("NO_COLOR", "1");
        let output = greffe.args(["check", &case, "--deny", "warnings"]).output().unwrap();
        let shown = String::from_utf8(output.stderr).unwrap();
        let code = case.split(['.', '-']).next().unwrap();
        assert!(shown.contains(&format!("[{code}]")), "{case} does not show {code}:\n{shown}");
        assert_eq!(output.status.code(), Some(1), "{case}");
        golden::matches(&folder().join(format!("{}.txt", case.trim_end_matches(".yaml"))), &shown);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    // The bounds of E007 are tested where they are kept.
    for code in Code::ALL.iter().filter(|code| **code != Code::E007) {
        assert!(cases.iter().any(|case| case.starts_with(code.name())), "{code}");
    }
}
