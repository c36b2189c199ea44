//! What the library asks of a file system.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Finds files. Relative paths are relative to the working directory, which is the empty path.
pub trait Finder {
    /// The first `limit` bytes of a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>>;

    /// The YAML files that stand directly in a folder, sorted; none if there is no such folder.
    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf>;

    /// The same path for the same file, however it is written.
    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

/// A file system without files: only what comes with the program is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Finder for Nothing {
    fn read(&self, _: &Path, _: usize) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn yaml_files(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// Files that are held in memory, by their paths.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<PathBuf, String>);

impl<P: Into<PathBuf>, T: Into<String>> FromIterator<(P, T)> for Memory {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.into(), text.into())).collect())
    }
}

impl Finder for Memory {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.bytes().take(limit).collect())
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        self.0.keys().filter(|path| path.parent() == Some(folder)).cloned().collect()
    }
}
