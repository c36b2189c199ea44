//! Names, paths, and the folders in which a name is looked up.

use std::path::{Component, Path, PathBuf};

/// Whether a name that is written somewhere is a path.
///
/// ```
/// use greffe::library::is_path;
/// assert!(is_path("./p") && is_path("a/b") && is_path("p.yaml") && is_path("P.YML"));
/// assert!(!is_path("cnil-enforcement") && !is_path("v1.2"));
/// ```
#[must_use]
pub fn is_path(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.contains(['/', std::path::MAIN_SEPARATOR]) || lower.ends_with(".yaml") || lower.ends_with(".yml")
}

/// The folder of a file.
pub(super) fn folder(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// The folder above a folder.
fn above(folder: &Path) -> Option<PathBuf> {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => folder.parent().map(Path::to_owned),
        Some(Component::RootDir | Component::Prefix(_)) => None,
        Some(Component::CurDir | Component::ParentDir) | None => Some(folder.join("..")),
    }
}

/// A folder and the two above it.
fn around(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    for _ in 0..2 {
        all.extend(all.last().and_then(|last| above(last)));
    }
    all
}

/// A path as it is joined to a folder, without `./`.
pub(super) fn join(folder: &Path, path: &str) -> PathBuf {
    let path = Path::new(path);
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    folder.join(plain)
}

/// Where a procedure's name is looked up from a file in `folder`.
pub(super) fn procedure_folders(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    all.extend(around(folder).iter().map(|near| near.join("procedures")));
    all
}

/// Where a scenario's name is looked up from a file in `folder`.
pub(super) fn scenario_folders(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned(), folder.join("hypothetical")];
    for (distance, near) in around(folder).iter().enumerate() {
        if distance == 1 {
            all.push(near.clone());
        }
        all.push(near.join("scenarios"));
        all.push(near.join("scenarios").join("hypothetical"));
    }
    all
}

/// Where a study's name is looked up from a file in `folder`.
pub(super) fn study_folders(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    all.extend(around(folder).iter().map(|near| near.join("scenarios").join("studies")));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_up_from_anywhere() {
        let up = |folder: &str| above(Path::new(folder));
        assert_eq!(up("a/b"), Some(PathBuf::from("a")));
        assert_eq!(up("a"), Some(PathBuf::new()));
        assert_eq!(up(""), Some(PathBuf::from("..")));
        assert_eq!(up(".."), Some(PathBuf::from("../..")));
        assert_eq!(up("/"), None);
    }

    #[test]
    fn joins_without_dots() {
        assert_eq!(join(Path::new("a"), "./b.yaml"), PathBuf::from("a/b.yaml"));
        assert_eq!(join(Path::new(""), "././b.yaml"), PathBuf::from("b.yaml"));
        assert_eq!(join(Path::new("a"), "/b.yaml"), PathBuf::from("/b.yaml"));
    }
}
