//! The README's outputs are the program's, its property test is one that runs, and its test command is the one that is
//! run before a change is accepted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::Command;

const README: &str = include_str!("../README.md");

/// The `console` blocks: a command and what it prints, in which a line `…` stands for any lines.
fn examples() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for block in README.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let mut lines = block.lines();
        let command = lines.next().and_then(|line| line.strip_prefix("$ greffe ")).expect(block).to_owned();
        all.push((command, lines.map(str::to_owned).collect()));
    }
    all
}

fn words(command: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (index, part) in command.split('"').enumerate() {
        if index % 2 == 1 {
            all.push(part.to_owned());
        } else {
            all.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    all
}

/// Whether the wanted lines are the printed ones, `…` standing for any number of them.
fn matches(wanted: &[String], printed: &[&str]) -> bool {
    match wanted.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skip| matches(rest, &printed[skip..])),
        Some((first, rest)) => printed.split_first().is_some_and(|(p, more)| p == first && matches(rest, more)),
    }
}

#[test]
fn the_outputs_are_the_programs() {
    let empty = std::env::temp_dir().join(format!("greffe-readme-{}", std::process::id()));
    std::fs::create_dir_all(&empty).unwrap();
    let examples = examples();
    assert!(examples.len() >= 3, "the README shows what the program prints");
    for (command, wanted) in examples {
        // A command that names no file of the repository works in any folder.
        let folder = if command.contains('/') { env!("CARGO_MANIFEST_DIR").into() } else { empty.clone() };
        let output = Command::new(env!("CARGO_BIN_EXE_greffe"))
            .args(words(&command))
            .current_dir(folder)
            .env("COLUMNS", "80")
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        let printed: Vec<&str> = text.lines().collect();
        assert!(matches(&wanted, &printed), "`greffe {command}` prints something else:\n{text}");
    }
    std::fs::remove_dir_all(&empty).unwrap();
}

#[test]
fn the_property_test_is_one_that_runs() {
    let section = README.split("## Property tests\n").nth(1).expect("there is a section");
    let shown = section.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it is shown");
    assert!(include_str!("property.rs").contains(shown));
}

#[test]
fn the_test_command_is_the_one_that_is_run() {
    let ci = include_str!("../.ci/run");
    let command = "cargo test --all-features";
    assert!(README.contains(&format!("`{command}`")));
    assert!(ci.contains(&format!("step {command}\n")));
}
