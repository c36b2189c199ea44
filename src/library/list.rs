//! What there is to be used by name.

use std::path::PathBuf;

use super::Library;
use super::load::{Content, FileIx, Origin};
use super::shipped::shipped;
use crate::text::Text;

/// Procedures, systems, scenarios and studies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listed {
    /// Procedures, by name.
    pub procedures: Vec<ListedProcedure>,
    /// Systems: those that come with the program, then others.
    pub systems: Vec<ListedSystem>,
    /// Scenarios: those that come with the program, then others.
    pub scenarios: Vec<ListedScenario>,
    /// Studies: those that come with the program, then others.
    pub studies: Vec<ListedSystem>,
    /// Files that can be read as neither.
    pub unreadable: Vec<String>,
}

/// A procedure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedProcedure {
    /// Its name.
    pub name: String,
    /// Its editions: those that come with the program, then others; each by date.
    pub editions: Vec<ListedEdition>,
}

/// An edition of a procedure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedEdition {
    /// Its title.
    pub title: Text,
    /// The first day on which it is in force, as it is written.
    pub from: String,
    /// The last one, if there is one.
    pub until: Option<String>,
    /// Its file.
    pub file: String,
    /// Whether it comes with the program.
    pub shipped: bool,
}

/// A system or a study.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedSystem {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// Its file.
    pub file: String,
    /// Whether it comes with the program.
    pub shipped: bool,
}

/// A scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedScenario {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The scenario that it starts from.
    pub extends: Option<String>,
    /// Its file.
    pub file: String,
    /// Whether it comes with the program.
    pub shipped: bool,
}

impl Library {
    /// What comes with the program, and what these files hold.
    pub fn list(&mut self, local: &[PathBuf]) -> Listed {
        let mut files: Vec<FileIx> = shipped().iter().map(|file| self.open_shipped(file)).collect();
        let mut listed = Listed::default();
        for path in local {
            match self.open_path(path.clone()) {
                Ok(file) => files.push(file),
                Err(_) => listed.unreadable.push(path.display().to_string()),
            }
        }
        for file in files.into_iter().filter_map(|file| self.files.get(file)) {
            let (path, is_shipped) = match &file.origin {
                Origin::Shipped(path) => ((*path).to_owned(), true),
                Origin::Path(path) => (path.display().to_string(), false),
            };
            match &file.content {
                Content::Broken => listed.unreadable.push(path),
                Content::Scenario(text) => listed.scenarios.push(ListedScenario {
                    name: text.scenario.value.clone(),
                    title: (&text.title).into(),
                    extends: text.extends.as_ref().map(|base| base.value.clone()),
                    file: path,
                    shipped: is_shipped,
                }),
                Content::System(text) => listed.systems.push(ListedSystem {
                    name: text.system.value.clone(),
                    title: (&text.title).into(),
                    file: path,
                    shipped: is_shipped,
                }),
                Content::Study(text) => listed.studies.push(ListedSystem {
                    name: text.study.value.clone(),
                    title: (&text.title).into(),
                    file: path,
                    shipped: is_shipped,
                }),
                Content::Procedure(text) => {
                    let edition = ListedEdition {
                        // An edition that says only what it changes may leave its title to the one that it starts from.
                        title: text.title().map(Text::from).unwrap_or_default(),
                        from: text.edition().value.clone(),
                        until: text.until().map(|day| day.value.clone()),
                        file: path,
                        shipped: is_shipped,
                    };
                    let name = &text.name().value;
                    match listed.procedures.iter_mut().find(|known| known.name == *name) {
                        Some(known) => known.editions.push(edition),
                        None => listed.procedures.push(ListedProcedure { name: name.clone(), editions: vec![edition] }),
                    }
                }
            }
        }
        listed.procedures.sort_by(|a, b| a.name.cmp(&b.name));
        for procedure in &mut listed.procedures {
            procedure.editions.sort_by_key(|edition| (!edition.shipped, edition.from.clone()));
            let mut title = Text::default();
            for edition in &mut procedure.editions {
                if edition.title.en.is_empty() {
                    edition.title = title.clone();
                }
                title = edition.title.clone();
            }
        }
        listed
    }
}
