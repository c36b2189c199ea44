//! Files that are written: whole, or not at all.

use std::fs;
use std::io;
use std::path::Path;

use super::Status;
use super::terminal::Terminal;

/// Writes beside the file, then renames: a reader sees the old text or the new one, and nothing between.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What could not be written is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes a text to a file, or to the results where none is named.
pub fn deliver(text: &str, out: Option<&Path>, terminal: &mut Terminal) -> Status {
    let Some(path) = out else {
        terminal.out(text);
        return Status::Fine;
    };
    match write(path, text) {
        Ok(()) => Status::Fine,
        Err(error) => {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            Status::BadInput
        }
    }
}
