//! Every course that breaks a property is written as a scenario whose replay shows the breach.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// An empty folder, taken away at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("joined-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn greffe(folder: &Path, arguments: &[&str]) -> (Option<i32>, Value, String) {
    let mut command = Command::cargo_bin("greffe").unwrap();
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_default(), told)
}

/// Whether a replay shows a property broken in every possible world.
fn shows(folder: &Path, file: &str, of: &str, name: &str) -> bool {
    let (_, replay, told) = greffe(folder, &["replay", file, "--format", "json"]);
    let happenings = replay["happenings"].as_array().unwrap_or_else(|| panic!("{file}: {told}"));
    happenings.iter().any(|h| h["kind"] == "broken" && h["name"] == name && h["certain"] == true && h["machine"] == of)
}

#[test]
fn what_is_disproved_of_a_system_is_shown() {
    let folder = Folder::new("house");
    for (name, text) in super::HOUSE {
        std::fs::write(folder.0.join(name), text).unwrap();
    }
    let (status, proof, _) = greffe(&folder.0, &["verify", "./house.yaml", "--format", "json"]);
    assert_eq!(status, Some(1));
    let mut shown = 0;
    for property in proof["properties"].as_array().unwrap() {
        let (name, result) = (property["property"].as_str().unwrap(), property["result"].as_str().unwrap());
        let Some(file) = property["file"].as_str() else { continue };
        let text = std::fs::read_to_string(folder.0.join(file)).unwrap();
        assert!(text.contains("\nsystem: house\n") && !text.contains("\nmachines:"), "{text}");
        match result {
            "broken" => {
                assert!(shows(&folder.0, file, "house", name), "{text}");
                assert_eq!(greffe(&folder.0, &["replay", file]).0, Some(1), "{text}");
                shown += 1;
            }
            // What shows that something is possible may break something else.
            _ => assert_ne!(greffe(&folder.0, &["replay", file]).0, Some(2), "{text}"),
        }
    }
    assert!(shown >= 5, "{proof}");
}

#[test]
fn what_a_hunt_finds_in_the_affair_is_shown() {
    let folder = Folder::new("affair");
    let arguments = ["fuzz", "tmg-system", "--courses", "3000", "--format", "json", "--out", "."];
    let (_, found, told) = greffe(&folder.0, &arguments);
    assert_eq!(told, "", "nothing is to be said beside");
    let properties = found["properties"].as_array().unwrap();
    let mut of_the_system = 0;
    for property in properties {
        let Some(file) = property["flaw"]["file"].as_str() else { continue };
        let name = property["property"].as_str().unwrap();
        let (_, replay, told) = greffe(&folder.0, &["replay", file, "--format", "json"]);
        let happenings = replay["happenings"].as_array().unwrap_or_else(|| panic!("{file}: {told}"));
        let told = happenings.iter().find(|h| h["kind"] == "broken" && h["name"] == name && h["certain"] == true);
        of_the_system += usize::from(told.unwrap_or_else(|| panic!("{name}: {file}"))["machine"] == "tmg-system");
    }
    assert!(of_the_system >= 2, "{properties:?}");
}
