//! The procedures, systems, scenarios and studies that come with the program.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use super::head::{self, Kind};

static PROCEDURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/procedures");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// A file that comes with the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shipped {
    /// What it holds.
    pub kind: Kind,
    /// The name of the procedure, system or scenario.
    pub name: String,
    /// Its path, as `procedures/hadopi-interconnection.yaml`.
    pub path: String,
    /// Its text.
    pub text: &'static str,
}

/// All files that come with the program: procedures and systems, then scenarios, by depth and path.
#[must_use]
pub fn shipped() -> &'static [Shipped] {
    static ALL: OnceLock<Vec<Shipped>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for (root, folder) in [("procedures", &PROCEDURES), ("scenarios", &SCENARIOS)] {
            let mut files = Vec::new();
            collect(folder, &mut files);
            let mut found: Vec<Shipped> = (files.into_iter()).filter_map(|file| shipped_file(root, file)).collect();
            found.sort_by_key(|file| (file.path.matches('/').count(), file.path.clone()));
            all.append(&mut found);
        }
        all
    })
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<&'static include_dir::File<'static>>) {
    files.extend(folder.files());
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

fn shipped_file(root: &str, file: &'static include_dir::File<'static>) -> Option<Shipped> {
    let text = std::str::from_utf8(file.contents()).ok()?;
    let (kind, name) = head::read(file.contents())?;
    let path = format!("{root}/{}", file.path().to_str()?.replace('\\', "/"));
    Some(Shipped { kind, name, path, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_from_paths() {
        let tmg = shipped().iter().find(|file| file.name == "tmg-2011");
        assert_eq!(tmg.map(|file| file.path.as_str()), Some("scenarios/tmg-2011.yaml"));
        for file in shipped() {
            let last = file.path.rsplit('/').next().unwrap_or_default();
            let stem = last.strip_suffix(".yaml").unwrap_or_default();
            match file.kind {
                Kind::Procedure => assert!(stem.starts_with(&file.name), "{}", file.path),
                Kind::Scenario | Kind::System | Kind::Study => assert_eq!(stem, file.name, "{}", file.path),
            }
        }
    }
}
