//! Files on disk.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use greffe::library::Finder;

/// The file system of the host.
pub struct Disk;

impl Finder for Disk {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let mut bytes = Vec::new();
        file.take(u64::try_from(limit).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        let (files, _) = entries(folder).unwrap_or_default();
        files
    }

    fn identity(&self, path: &Path) -> PathBuf {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}

/// The YAML files in a folder and in those below it, the folder's own first. Hidden folders and links to folders are
/// passed over.
pub fn walk(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, folders) = entries(folder)?;
    for inner in folders {
        files.extend(walk(&inner)?);
    }
    Ok(files)
}

/// The YAML files and the folders that stand directly in a folder, sorted.
fn entries(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(named)? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if entry.file_type()?.is_dir() {
            if !hidden {
                folders.push(path);
            }
        } else if is_yaml(&path) && fs::metadata(&path).is_ok_and(|about| about.is_file()) {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
}
