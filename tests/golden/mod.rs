//! Golden files: what a command prints, compared byte by byte. `UPDATE_GOLDEN=1 cargo test` writes them anew.

use std::path::Path;

/// Asserts that a text is what the file holds.
#[track_caller]
pub fn matches(path: &Path, found: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(expected == found, "{} differs; found:\n{found}\nexpected:\n{expected}", path.display());
}
