//! What courses go through: a procedure, in one edition or in all, or a system.

use std::path::{Path, PathBuf};

use greffe::library::{Library, SystemId, What, is_path};
use greffe::procedure::Editions;
use greffe::system::System;

use super::problems;
use super::terminal::Terminal;

/// A procedure, in one edition or in all, or a system.
pub struct Subject {
    what: Chosen,
    folder: PathBuf,
}

enum Chosen {
    /// A procedure, and the procedures that it watches, and so on.
    Procedure(Box<Editions>, Vec<Editions>),
    /// A system.
    System(SystemId),
}

impl Subject {
    /// The one that an argument names. `NAME@EDITION` and a procedure's file are one edition; its name is all of them.
    /// Nothing if there is none, which is told.
    pub fn open(argument: &str, library: &mut Library, terminal: &mut Terminal) -> Option<Self> {
        let folder = Path::new(argument).parent().filter(|_| is_path(argument)).unwrap_or(Path::new("")).to_owned();
        let opened = if argument.contains('@') { None } else { Some(library.open(argument).map(|opened| opened.what)) };
        let found = match opened {
            Some(Ok(What::System(id))) => {
                if library.system(id).is_none() {
                    problems::errors(&library.diagnostics().clone(), library, terminal);
                    return None;
                }
                return Some(Self { what: Chosen::System(id), folder });
            }
            Some(Ok(What::Procedure(id))) if !is_path(argument) => Ok((id, None)),
            Some(Err(fault)) => Err(fault),
            // One edition, or something that is none, which the library tells best.
            _ => library.edition(argument).map(|(id, index)| (id, Some(index))),
        };
        let (id, edition) = match found {
            Ok(found) => found,
            Err(fault) => {
                problems::refuse(*fault, library, terminal);
                return None;
            }
        };
        let own = library.editions(id).map(|editions| match edition {
            None => editions.clone(),
            Some(index) => Editions::of(editions.get(index).clone()),
        });
        let Some(editions) = own else {
            problems::errors(&library.diagnostics().clone(), library, terminal);
            return None;
        };
        let watched = library.with_watched(id).into_iter().filter(|watched| *watched != id);
        let watched = watched.filter_map(|watched| library.editions(watched).cloned()).collect();
        Some(Self { what: Chosen::Procedure(Box::new(editions), watched), folder })
    }

    /// The system that it is, or makes with what it watches.
    pub fn system<'s>(&'s self, library: &'s Library) -> Option<System<'s>> {
        match &self.what {
            Chosen::Procedure(editions, watched) => {
                Some(System::with_watched(editions, &|name| watched.iter().find(|editions| editions.name() == name)))
            }
            Chosen::System(id) => library.system(*id),
        }
    }

    /// Where files that speak of it are written: beside its own, so that they find it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
