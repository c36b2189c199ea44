//! Where the names of procedures are looked up.

use std::path::PathBuf;

use super::load::FileIx;
use super::name::procedure_folders;

/// The folders in which the names of procedures are looked up, first come first served.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub folders: Vec<PathBuf>,
    /// Procedures whose files are known already: each name means these files alone.
    pub given: Vec<(String, Vec<FileIx>)>,
}

impl Context {
    /// Looks in the folders of these files, then in the working directory.
    pub fn of(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let around = folders.into_iter().flat_map(|folder| procedure_folders(&folder));
        let mut unique: Vec<PathBuf> = Vec::new();
        for folder in around.chain([PathBuf::from("procedures")]) {
            if !unique.contains(&folder) {
                unique.push(folder);
            }
        }
        Self { folders: unique, given: Vec::new() }
    }

    /// A file that gives this procedure.
    pub fn give(&mut self, name: &str, file: FileIx) {
        match self.given.iter_mut().find(|(known, _)| known == name) {
            Some((_, files)) if files.contains(&file) => {}
            Some((_, files)) => files.push(file),
            None => self.given.push((name.to_owned(), vec![file])),
        }
    }
}
