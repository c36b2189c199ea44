//! What courses go through: a procedure, in one edition or in all.

use std::path::{Path, PathBuf};

use greffe::library::{Library, What, is_path};
use greffe::procedure::Editions;
use greffe::system::System;

use super::problems;
use super::terminal::Terminal;

/// A procedure, in one edition or in all.
pub struct Subject {
    editions: Editions,
    /// The procedures that it watches, and so on.
    watched: Vec<Editions>,
    folder: PathBuf,
}

impl Subject {
    /// The one that an argument names. `NAME@EDITION` and a file are one edition; a name is all of them. Nothing if there
    /// is none, which is told.
    pub fn open(argument: &str, library: &mut Library, terminal: &mut Terminal) -> Option<Self> {
        let one = argument.contains('@') || is_path(argument);
        let found = if one {
            library.edition(argument).map(|(id, index)| (id, Some(index)))
        } else {
            match library.open_procedure(argument).map(|opened| opened.what) {
                Ok(What::Procedure(id)) => Ok((id, None)),
                // What is wrong with it is told by the library.
                Ok(_) => library.edition(argument).map(|(id, index)| (id, Some(index))),
                Err(fault) => Err(fault),
            }
        };
        let (id, edition) = match found {
            Ok(found) => found,
            Err(fault) => {
                problems::refuse(*fault, library, terminal);
                return None;
            }
        };
        let own = library.editions(id).and_then(|editions| match edition {
            None => Some(editions.clone()),
            Some(index) => Editions::new(vec![editions.get(index).clone()]),
        });
        let Some(editions) = own else {
            problems::errors(&library.diagnostics().clone(), library, terminal);
            return None;
        };
        let watched = library.with_watched(id).into_iter().filter(|watched| *watched != id);
        let watched = watched.filter_map(|watched| library.editions(watched).cloned()).collect();
        let folder = Path::new(argument).parent().filter(|_| is_path(argument)).unwrap_or(Path::new("")).to_owned();
        Some(Self { editions, watched, folder })
    }

    /// The system that it makes.
    pub fn system(&self) -> System<'_> {
        System::with_watched(&self.editions, &|name| self.watched.iter().find(|editions| editions.name() == name))
    }

    /// Where files that speak of it are written: beside its own, so that they find it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
