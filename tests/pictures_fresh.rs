//! The pictures in `docs/pictures` are what `greffe draw` writes. `UPDATE_GOLDEN=1 cargo test` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

/// Each picture, and the arguments that draw it.
const PICTURES: [(&str, &[&str]); 3] = [
    ("affair.svg", &["tmg-2011"]),
    ("link.svg", &["hadopi-interconnection", "--scenario", "tmg-2011", "--no-notes"]),
    ("tmg.svg", &["cnil-enforcement", "--scenario", "tmg-2011", "--machine", "tmg"]),
];

#[test]
fn pictures_are_fresh_and_the_readme_shows_how_they_are_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, arguments) in PICTURES {
        let output = Command::new(env!("CARGO_BIN_EXE_greffe")).arg("draw").args(arguments).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let drawn = String::from_utf8(output.stdout).unwrap();
        let path = folder.join(name);
        if update {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == drawn, "UPDATE_GOLDEN=1 cargo test --test pictures_fresh writes {name} anew");
        assert!(include_str!("../README.md").contains(&format!("docs/pictures/{name}")), "the README shows {name}");
    }
}
