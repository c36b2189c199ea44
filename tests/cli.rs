//! The command line: what each command prints, and its exit status.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "cli/audit.rs"]
mod audit;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/codegen.rs"]
mod codegen;
#[path = "cli/draw.rs"]
mod draw;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/fuzz.rs"]
mod fuzz;
mod golden;
#[path = "cli/mutate.rs"]
mod mutate;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/outlook.rs"]
mod outlook;
#[path = "cli/suite.rs"]
mod suite;
#[path = "cli/verify.rs"]
mod verify;

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The command, without colours, 100 columns wide, in a folder.
fn greffe_in(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("greffe").unwrap();
    command.current_dir(folder).env("COLUMNS", "100").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it in an empty folder.
fn greffe(arguments: &[&str]) -> Output {
    let folder = Folder::new();
    greffe_in(&folder.0).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Asserts the exit status and both streams, which are kept in `tests/cli/NAME`.
#[track_caller]
fn prints(name: &str, arguments: &[&str], status: i32) {
    let output = greffe(arguments);
    assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    let both = match (stdout(&output), stderr(&output)) {
        (out, err) if err.is_empty() => out,
        (out, err) if out.is_empty() => err,
        (out, err) => format!("{out}---- stderr\n{err}"),
    };
    golden::matches(&root().join("tests/cli").join(name), &both);
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

/// A folder of a test's own, removed when the test is done.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// A copy of a shipped file.
    fn copy(&self, from: &str, to: &str) -> &Self {
        self.write(to, std::fs::read(root().join(from)).unwrap())
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        greffe_in(&self.0).args(arguments).output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn help_and_version() {
    prints("help/greffe.txt", &["--help"], 0);
    prints("help/nothing.txt", &[], 2);
    for command in [
        "replay",
        "report",
        "check",
        "test",
        "fuzz",
        "sample",
        "simulate",
        "mutate",
        "next",
        "new",
        "explain",
        "schema",
        "deadline",
        "diff",
        "doc",
        "draw",
        "codegen",
        "list",
        "completions",
        "man",
    ] {
        prints(&format!("help/{command}.txt"), &[command, "--help"], 0);
    }
    assert!(stdout(&greffe(&["--version"])).starts_with("greffe 0."));
}

#[test]
fn shipped_files_have_no_errors_and_no_warnings() {
    let output = greffe_in(root()).args(["check", "procedures", "scenarios", "--deny", "warnings"]).output().unwrap();
    assert_eq!(stderr(&output), "");
    assert!(stdout(&output).ends_with(" files checked, 0 errors, 0 warnings\n"), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn shipped_names_work_in_an_empty_folder() {
    let output = greffe(&["replay", "tmg-2011"]);
    assert_eq!(stderr(&output), "");
    assert_ne!(output.status.code(), Some(2));
    prints("check/shipped.txt", &["check", "tmg-2011", "cnil-enforcement", "nine-day-notice"], 0);
}

#[test]
fn several_scenarios_are_a_list_in_json() {
    let one = greffe(&["replay", "tmg-2011", "--format", "json"]);
    assert_eq!(json(&one)["scenario"], "tmg-2011");
    let two = json(&greffe(&["replay", "tmg-2011", "lawful-visit", "--format", "json"]));
    let names: Vec<_> = two.as_array().unwrap().iter().map(|replay| replay["scenario"].clone()).collect();
    assert_eq!(names, ["tmg-2011", "lawful-visit"]);
}

#[test]
fn what_is_printed_as_json_is_valid() {
    let schema = json(&greffe(&["schema", "replay"]));
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in ["tmg-2011", "four-month-notice", "restored-under-notice", "lawful-visit"] {
        let replay = json(&greffe(&["replay", name, "--format", "json"]));
        let faults: Vec<String> = validator.iter_errors(&replay).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn schemas_are_the_library_s() {
    assert_eq!(json(&greffe(&["schema", "procedure"])), greffe::syntax::schema::procedure());
    assert_eq!(json(&greffe(&["schema", "scenario"])), greffe::syntax::schema::scenario());
    prints("schema/unknown.txt", &["schema", "scenarios"], 2);
}

#[test]
fn codes_are_explained() {
    prints("explain/all.txt", &["explain"], 0);
    for code in ["E202", "e202", "202"] {
        assert_eq!(stdout(&greffe(&["explain", code])), greffe::diagnostic::Code::E202.page());
    }
    prints("explain/near.txt", &["explain", "E011"], 2);
    prints("explain/unknown.txt", &["explain", "constat"], 2);
}

#[test]
fn deadlines_are_counted() {
    let due = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["deadline"].iter().chain(arguments).chain(&["--format", "json"]).copied().collect();
        json(&greffe(&arguments))["due"].clone()
    };
    assert_eq!(due(&["2011-06-16", "3 months"]), "2011-09-16");
    assert_eq!(due(&["2011-06-16", "3", "months"]), "2011-09-16");
    let franc = ["2011-06-16", "3 months", "--counting", "franc", "--roll", "next-working-day"];
    assert_eq!(due(&franc), "2011-09-19");
    assert!(stdout(&greffe(&["deadline", "2011-06-16", "3 months"])).contains("2011"));
    prints("deadline/bad-date.txt", &["deadline", "2011-6-16", "3 months"], 2);
    prints("deadline/bad-period.txt", &["deadline", "2011-06-16", "three months"], 2);
    prints("deadline/bad-rule.txt", &["deadline", "2011-06-16", "3 months", "--counting", "franck"], 2);
    prints("deadline/bad-zone.txt", &["deadline", "2011-06-16", "3 months", "--zone", "Europe/Pari"], 2);
    prints("deadline/hours.txt", &["deadline", "2011-06-16", "3 months", "--counting", "hours"], 2);
    prints("deadline/too-far.txt", &["deadline", "9999-06-16", "1 year"], 2);
}

#[test]
fn colours_are_a_choice() {
    let folder = Folder::new();
    let colored = |arguments: &[&str], variable: Option<&str>| {
        let mut command = greffe_in(&folder.0);
        command.args(arguments);
        if let Some(variable) = variable {
            command.env(variable, "1");
        }
        let output = command.output().unwrap();
        stdout(&output).contains('\x1b') || stderr(&output).contains('\x1b')
    };
    assert!(!colored(&["list"], None));
    assert!(colored(&["list", "--color", "always"], None));
    assert!(colored(&["--color=always", "check", "nothing"], None));
    assert!(colored(&["list", "--color", "always"], Some("NO_COLOR")));
    assert!(colored(&["list"], Some("CLICOLOR_FORCE")));
    assert!(!colored(&["list", "--color", "never"], Some("CLICOLOR_FORCE")));
    assert!(colored(&["replai", "--color", "always"], None));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    use std::process::Stdio;
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("greffe"))
        .args(["schema", "procedure"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}
