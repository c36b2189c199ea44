//! Systems: a file, and the procedures that its machines run.

use super::context::Context;
use super::load::{Content, FileIx};
use super::{Library, Origin};
use crate::diagnostic::Diagnostics;
use crate::procedure::Editions;
use crate::system::{Joined, Observer, System, lower};
use crate::text::Text;

/// A system of a library.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SystemId(pub(super) usize);

/// A system that was checked.
pub(super) struct Compiled {
    file: FileIx,
    name: String,
    title: Text,
    joined: Option<Joined>,
}

impl Library {
    /// A system, if it has no errors; what is wrong with it is among [`Library::diagnostics`].
    #[must_use]
    pub fn system(&self, id: SystemId) -> Option<System<'_>> {
        let compiled = self.systems.get(id.0)?;
        let joined = compiled.joined.as_ref()?;
        Some(System {
            name: compiled.name.clone(),
            title: compiled.title.clone(),
            procedures: joined.procedures.iter().collect(),
            machines: joined.machines.clone(),
            observer: Some(Observer { procedure: &joined.observer, seen: joined.seen.clone() }),
        })
    }

    /// The system that a file gives.
    pub(super) fn system_of(&mut self, file: FileIx) -> Option<SystemId> {
        if let Some(at) = self.systems.iter().position(|known| known.file == file) {
            return Some(SystemId(at));
        }
        let read = self.files.get(file)?;
        let Content::System(text) = &read.content else { return None };
        let mut text = (**text).clone();
        let mut context = Context::of(Origin::folder(&read.origin));
        let procedures = self.procedures_of(&mut text.machines, &mut context);
        let mut found = Diagnostics::new();
        let editions = |name: &str| -> Option<&Editions> {
            let (_, id) = procedures.iter().find(|(known, _)| known == name)?;
            self.editions((*id)?)
        };
        let joined = lower(&text, &editions, &mut found);
        self.diagnostics.extend(found.iter().cloned());
        let (name, title) = (text.system.value.clone(), (&text.title).into());
        self.systems.push(Compiled { file, name, title, joined });
        Some(SystemId(self.systems.len() - 1))
    }
}
