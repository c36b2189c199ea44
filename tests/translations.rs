//! The complete affair in French: no word of English is left in what a French reader sees.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::Command;

/// Words of English that French does not have, and no French name among those of the affair.
const ENGLISH: [&str; 22] = [
    "the", "of", "and", "with", "which", "not", "is", "was", "were", "by", "from", "that", "this", "has", "have",
    "been", "for", "are", "its", "between", "until", "unknown",
];

fn replayed(lang: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_greffe"))
        .args(["replay", "tmg-2011-complete", "--lang", lang])
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .env("COLUMNS", "200")
        .output()
        .unwrap();
    // With `--until` the expectations on the end of the affair are not met yet.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_complete_affair_is_all_in_french() {
    for arguments in [&[][..], &["--until", "2011-08-01"]] {
        let text = replayed("fr", arguments);
        let foreign: Vec<&str> = text
            .lines()
            .filter(|line| {
                line.split(|c: char| !c.is_alphanumeric()).any(|word| ENGLISH.contains(&word.to_lowercase().as_str()))
            })
            .collect();
        assert!(foreign.is_empty(), "{foreign:#?}");
    }
}

#[test]
fn both_languages_tell_the_same_events() {
    let count = |lang| replayed(lang, &[]).lines().filter(|line| line.trim_start().contains("✓")).count();
    assert_eq!(count("en"), count("fr"));
}
