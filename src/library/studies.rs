//! Studies: a file, the procedure that its cases run, and those that it watches.

use std::rc::Rc;

use super::context::Context;
use super::ids::{ProcedureId, StudyId};
use super::load::FileIx;
use super::{Library, Origin};
use crate::procedure::Editions;
use crate::syntax::StudyFile;

/// A study as it was read.
pub(super) struct Read {
    file: FileIx,
    text: Rc<StudyFile>,
    procedure: Option<ProcedureId>,
}

/// What a study is checked against.
#[derive(Clone, Debug)]
pub struct StudyParts<'l> {
    /// The study as it is written.
    pub text: &'l StudyFile,
    /// The procedure that its cases run.
    pub editions: &'l Editions,
    /// The procedures that this one watches.
    pub watched: Vec<&'l Editions>,
}

impl Library {
    /// A study with its procedure, if that has no errors; what is wrong with it is among [`Library::diagnostics`].
    #[must_use]
    pub fn study(&self, id: StudyId) -> Option<StudyParts<'_>> {
        let read = self.studies.get(id.0)?;
        let procedure = read.procedure?;
        let editions = self.editions(procedure)?;
        let watched = self.with_watched(procedure).into_iter().filter(|watched| *watched != procedure);
        Some(StudyParts { text: &read.text, editions, watched: watched.filter_map(|id| self.editions(id)).collect() })
    }

    /// The study that a file gives.
    pub(super) fn study_of(&mut self, file: FileIx, text: &Rc<StudyFile>) -> StudyId {
        if let Some(at) = self.studies.iter().position(|known| known.file == file) {
            return StudyId(at);
        }
        let folder = self.files.get(file).and_then(|read| Origin::folder(&read.origin));
        let procedure = self.procedure_named(&text.procedure, &Context::of(folder), &mut Vec::new());
        self.studies.push(Read { file, text: text.clone(), procedure });
        StudyId(self.studies.len() - 1)
    }
}
