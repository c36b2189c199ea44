//! Which scenarios the arguments of a command mean.

use std::path::{Path, PathBuf};

use greffe::diagnostic::{Code, Diagnostic};
use greffe::library::{Finder, HEAD_BYTES, Kind, Library, Opened, Shipped, head_of, is_path, shipped};

use super::disk::{Disk, walk};

/// A scenario to run, not read yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its file, as it is shown.
    pub file: String,
    /// Its name; that of its file if it says none.
    pub name: String,
    place: Place,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Place {
    Shipped(&'static Shipped),
    Path(PathBuf),
    Name(String),
}

impl Found {
    /// Reads it.
    pub fn open(&self, library: &mut Library) -> Result<Opened, Box<Diagnostic>> {
        match &self.place {
            Place::Shipped(file) => Ok(library.open_shipped_file(file)),
            Place::Path(path) => library.open_file(path),
            Place::Name(name) => library.open_scenario(name),
        }
    }
}

/// The scenarios that the arguments name: files, folders, names. Without any: those of the folder `scenarios` if there
/// is one, else those that come with the program. Each once, in the order of the arguments and of the file names.
pub fn scenarios(arguments: &[String]) -> Result<Vec<Found>, Box<Diagnostic>> {
    let mut all: Vec<Found> = Vec::new();
    let mut add = |found: Found| {
        if !all.contains(&found) {
            all.push(found);
        }
    };
    let own = Path::new("scenarios");
    if arguments.is_empty() && own.is_dir() {
        folder(own)?.into_iter().for_each(&mut add);
    } else if arguments.is_empty() {
        let files = shipped().iter().filter(|file| file.kind == Kind::Scenario);
        files.map(from_shipped).for_each(&mut add);
    }
    for argument in arguments {
        let path = Path::new(argument);
        if path.is_dir() {
            folder(path)?.into_iter().for_each(&mut add);
        } else if is_path(argument) || path.is_file() {
            let path: PathBuf = path.components().filter(|part| *part != std::path::Component::CurDir).collect();
            add(from_path(path));
        } else {
            let place = Place::Name(argument.clone());
            add(Found { file: argument.clone(), name: argument.clone(), place });
        }
    }
    Ok(all)
}

/// The scenarios in a folder and in those below it. Other files are passed over.
fn folder(folder: &Path) -> Result<Vec<Found>, Box<Diagnostic>> {
    let plain: PathBuf = folder.components().filter(|part| *part != std::path::Component::CurDir).collect();
    let files = walk(&plain).map_err(|error| {
        let headline = format!("cannot read the folder `{}`: {error}", folder.display());
        Box::new(Diagnostic::new(Code::E008, headline))
    })?;
    Ok(files.into_iter().filter(|path| matches!(head(path), Some((Kind::Scenario, _)))).map(from_path).collect())
}

fn head(path: &Path) -> Option<(Kind, String)> {
    head_of(&Disk.read(path, HEAD_BYTES).ok()?)
}

fn from_path(path: PathBuf) -> Found {
    let stem = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = head(&path).map_or_else(stem, |(_, name)| name);
    Found { file: path.display().to_string(), name, place: Place::Path(path) }
}

fn from_shipped(file: &'static Shipped) -> Found {
    Found { file: format!("shipped:{}", file.path), name: file.name.clone(), place: Place::Shipped(file) }
}
