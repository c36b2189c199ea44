//! The library: which file a name means, and the procedures, scenarios and systems read from it.
//!
//! A name with a `/` in it, or one that ends in `.yaml` or `.yml`, is a path. Any other name is looked up beside the
//! file that uses it, then in the folders around it, then among the files that come with the program; the first
//! place that has it is taken. All files of one place that give the same procedure are its editions.
//!
//! The library never touches the file system: a [`Finder`] does.

mod context;
mod edition;
mod finder;
mod head;
mod ids;
mod list;
mod load;
mod name;
mod procedures;
mod scenarios;
mod shipped;
mod studies;
mod systems;

pub use finder::{Finder, Memory, Nothing};
pub use head::{HEAD_BYTES, Kind, read as head_of};
pub use ids::{ProcedureId, ScenarioId, StudyId, SystemId};
pub use list::{Listed, ListedEdition, ListedProcedure, ListedScenario};
pub use load::{Opened, Origin, Used, What};
pub use name::is_path;
pub use shipped::{Shipped, shipped};
pub use studies::StudyParts;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, SourceMap};
use crate::procedure::Editions;

/// The files that were read, and what was made of them.
///
/// Loading goes in two steps: [`Library::open`] and its kin read a file and everything that it needs;
/// [`Library::scenario`] then checks a scenario against the procedures that the library keeps.
///
/// ```
/// use greffe::diagnostic::Diagnostics;
/// use greffe::library::{Library, Nothing, What};
///
/// let mut library = Library::new(Nothing);
/// let opened = library.open_scenario("tmg-2011").map(|opened| opened.what);
/// let Ok(What::Scenario(id)) = opened else { panic!("it comes with the program") };
/// let mut found = Diagnostics::new();
/// let scenario = library.scenario(id, &mut found);
/// assert_eq!(scenario.map(|scenario| scenario.name).as_deref(), Some("tmg-2011"));
/// ```
pub struct Library {
    finder: Box<dyn Finder>,
    sources: SourceMap,
    diagnostics: Diagnostics,
    files: Vec<load::File>,
    heads: Vec<(PathBuf, Vec<head::Head>)>,
    compiled: Vec<procedures::Compiled>,
    /// Procedures that watch one another in a circle.
    circles: Vec<String>,
    scenarios: Vec<scenarios::Merged>,
    systems: Vec<systems::Compiled>,
    studies: Vec<studies::Read>,
}

impl Library {
    /// A library that has read nothing yet.
    #[must_use]
    pub fn new(finder: impl Finder + 'static) -> Self {
        Self {
            finder: Box::new(finder),
            sources: SourceMap::new(),
            diagnostics: Diagnostics::new(),
            files: Vec::new(),
            heads: Vec::new(),
            compiled: Vec::new(),
            circles: Vec::new(),
            scenarios: Vec::new(),
            systems: Vec::new(),
            studies: Vec::new(),
        }
    }

    /// The texts of the files that were read.
    #[must_use]
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    /// What was found wrong while loading.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Opens what an argument names, be it a scenario, a procedure or a system.
    ///
    /// # Errors
    ///
    /// There is nothing to read under that name.
    pub fn open(&mut self, argument: &str) -> Result<Opened, Box<Diagnostic>> {
        let files = self.locate(argument, &[Kind::Scenario, Kind::Procedure, Kind::System, Kind::Study])?;
        Ok(self.opened(&files))
    }

    /// Opens the scenario that an argument names.
    ///
    /// # Errors
    ///
    /// There is nothing to read under that name.
    pub fn open_scenario(&mut self, argument: &str) -> Result<Opened, Box<Diagnostic>> {
        let files = self.locate(argument, &[Kind::Scenario])?;
        Ok(self.opened(&files))
    }

    /// Opens the study that an argument names.
    ///
    /// # Errors
    ///
    /// There is nothing to read under that name.
    pub fn open_study(&mut self, argument: &str) -> Result<Opened, Box<Diagnostic>> {
        let files = self.locate(argument, &[Kind::Study])?;
        Ok(self.opened(&files))
    }

    /// Opens the procedure that an argument names.
    ///
    /// # Errors
    ///
    /// There is nothing to read under that name.
    pub fn open_procedure(&mut self, argument: &str) -> Result<Opened, Box<Diagnostic>> {
        let files = self.locate(argument, &[Kind::Procedure])?;
        Ok(self.opened(&files))
    }

    /// Opens the system that an argument names, or the procedure: one alone is a system too.
    ///
    /// # Errors
    ///
    /// There is nothing to read under that name.
    pub fn open_system(&mut self, argument: &str) -> Result<Opened, Box<Diagnostic>> {
        let files = self.locate(argument, &[Kind::System, Kind::Procedure])?;
        Ok(self.opened(&files))
    }

    /// Opens a file, be it a procedure, a scenario or a system.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn open_file(&mut self, path: &Path) -> Result<Opened, Box<Diagnostic>> {
        match self.open_path(path.to_owned()) {
            Ok(file) => Ok(self.opened(&[file])),
            Err(error) => Err(Box::new(load::no_file(&path.display().to_string(), &error))),
        }
    }

    /// Opens a file that comes with the program.
    pub fn open_shipped_file(&mut self, file: &'static Shipped) -> Opened {
        let file = self.open_shipped(file);
        self.opened(&[file])
    }

    fn opened(&mut self, files: &[load::FileIx]) -> Opened {
        let contents = files.first().and_then(|file| Some((*file, self.files.get(*file)?.content.clone())));
        let what = match contents {
            Some((file, load::Content::Procedure(text))) => What::Procedure(self.procedure_of(file, text.name())),
            Some((file, load::Content::Scenario(_))) => self.merged(file).map_or(What::Broken, What::Scenario),
            Some((file, load::Content::System(_))) => self.system_of(file).map_or(What::Broken, What::System),
            Some((file, load::Content::Study(text))) => What::Study(self.study_of(file, &text)),
            Some((_, load::Content::Broken)) | None => What::Broken,
        };
        let files = files.iter().filter_map(|file| self.files.get(*file)).map(|file| file.id).collect();
        Opened { files, what }
    }

    /// The editions of a procedure, if it has no errors.
    #[must_use]
    pub fn editions(&self, id: ProcedureId) -> Option<&Editions> {
        self.compiled.get(id.0)?.editions.as_ref()
    }

    /// The files that were used, in the order in which they were needed first.
    #[must_use]
    pub fn used(&self) -> Vec<Used<'_>> {
        self.files.iter().filter_map(|file| self.used_file(file)).collect()
    }
}
