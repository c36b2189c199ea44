//! Scenarios: a file, what it extends, and the procedures that its machines run.

use std::path::PathBuf;
use std::rc::Rc;

use super::Library;
use super::context::Context;
use super::head::Kind;
use super::ids::{ProcedureId, ScenarioId, SystemId};
use super::load::{Content, FileIx, Origin, names_shipped, unreadable};
use super::name::{is_path, join, scenario_folders};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::procedure::Editions;
use crate::scenario::{Scenario, expand, lower, merge};
use crate::syntax::scenario::MachineSyntax;
use crate::syntax::{Entries, Located, ScenarioFile};

/// How many scenarios may extend one another in a row.
const MAX_EXTENDED: usize = 64;

/// A scenario with everything that it takes from others.
pub(super) struct Merged {
    file: FileIx,
    scenario: ScenarioFile,
    procedures: Vec<(String, Option<ProcedureId>)>,
    /// The system that it names, if it can be read.
    system: Option<SystemId>,
}

impl Library {
    /// A scenario, checked against its procedures. What is wrong with it goes to `diagnostics`; what is wrong with
    /// its procedures is among [`Library::diagnostics`].
    pub fn scenario(&self, id: ScenarioId, diagnostics: &mut Diagnostics) -> Option<Scenario<'_>> {
        let merged = self.scenarios.get(id.0)?;
        let system = match merged.system {
            Some(id) => Some(self.system(id)?),
            None if merged.scenario.system.is_some() => return None,
            None => None,
        };
        let editions = |name: &str| -> Option<&Editions> {
            // The machines of a system remember what its properties read.
            let joined = system.as_ref().and_then(|s| s.procedures.iter().copied().find(|e| e.name() == name));
            joined.or_else(|| {
                let (_, id) = merged.procedures.iter().find(|(known, _)| known == name)?;
                self.editions((*id)?)
            })
        };
        lower(&merged.scenario, &editions, system.as_ref(), diagnostics)
    }

    /// A scenario with its changes made. `None` if it builds on a file that cannot be read.
    pub(super) fn merged(&mut self, file: FileIx) -> Option<ScenarioId> {
        if let Some(at) = self.scenarios.iter().position(|known| known.file == file) {
            return Some(ScenarioId(at));
        }
        let chain = self.chain(file)?;
        let folders: Vec<PathBuf> =
            chain.iter().filter_map(|(file, _)| self.files.get(*file)?.origin.folder()).collect();
        let mut scenario: Option<ScenarioFile> = None;
        for (_, text) in chain.iter().rev() {
            let own = (**text).clone();
            scenario = Some(match scenario {
                None => ScenarioFile { events: expand(own.events), ..own },
                Some(base) => merge(base, own, &mut self.diagnostics),
            });
        }
        let mut scenario = scenario?;
        let system = self.named_system(&scenario, &folders);
        let mut context = Context::of(folders);
        let procedures = self.procedures_of(&mut scenario.machines, &mut context);
        if let Some(system) = system {
            self.join_machines(&mut scenario, system);
        }
        self.scenarios.push(Merged { file, scenario, procedures, system });
        Some(ScenarioId(self.scenarios.len() - 1))
    }

    /// The procedures that machines run; those given by paths are written by their names.
    pub(super) fn procedures_of(
        &mut self,
        machines: &mut Entries<MachineSyntax>,
        context: &mut Context,
    ) -> Vec<(String, Option<ProcedureId>)> {
        for (_, machine) in &mut machines.items {
            if let Some(procedure) = machine.procedure.as_mut().filter(|procedure| is_path(procedure)) {
                self.procedure_at(procedure, context);
            }
        }
        let mut procedures: Vec<(String, Option<ProcedureId>)> = Vec::new();
        for (_, machine) in &machines.items {
            let Some(name) = &machine.procedure else { continue };
            if !is_path(name) && !procedures.iter().any(|(known, _)| *known == name.value) {
                let id = self.procedure_named(name, context, &mut Vec::new());
                procedures.push((name.value.clone(), id));
            }
        }
        procedures
    }

    /// Opens the procedure at a path, and writes its name in the place of the path.
    fn procedure_at(&mut self, path: &mut Located<String>, context: &mut Context) {
        let user = self.files.iter().find(|file| file.id == path.span.file);
        let folder = user.and_then(|file| file.origin.folder()).unwrap_or_default();
        let problem = match self.open_path(join(&folder, path)) {
            Err(error) => unreadable(path, &error),
            Ok(file) => match self.files.get(file).map(|file| file.content.clone()) {
                Some(Content::Procedure(text)) => {
                    context.give(text.name(), file);
                    path.value = text.name().value.clone();
                    return;
                }
                Some(content @ (Content::Scenario(_) | Content::System(_) | Content::Study(_))) => {
                    let kind = content.kind_and_name().map_or("", |(kind, _)| kind.name());
                    format!("`{}` is a {kind}, not a procedure", path.value)
                }
                Some(Content::Broken) | None => return,
            },
        };
        self.diagnostics.push(Diagnostic::new(Code::E008, problem).at(path.span, ""));
    }

    /// A scenario and those that it extends, itself first.
    fn chain(&mut self, file: FileIx) -> Option<Vec<(FileIx, Rc<ScenarioFile>)>> {
        let mut chain: Vec<(FileIx, Rc<ScenarioFile>)> = Vec::new();
        let mut next = Some(file);
        while let Some(file) = next {
            let Content::Scenario(text) = &self.files.get(file)?.content else {
                return None;
            };
            let text = text.clone();
            chain.push((file, text.clone()));
            next = match &text.extends {
                None => None,
                Some(name) => Some(self.extended(name, file, &chain)?),
            };
        }
        Some(chain)
    }

    /// The file that a scenario extends.
    fn extended(
        &mut self,
        name: &Located<String>,
        file: FileIx,
        chain: &[(FileIx, Rc<ScenarioFile>)],
    ) -> Option<FileIx> {
        let found = if is_path(name) { self.extended_path(name, file)? } else { self.extended_name(name, file)? };
        if let Some(start) = chain.iter().position(|(known, _)| *known == found) {
            let circle = chain.get(start..).unwrap_or_default().iter().map(|(_, text)| text.scenario.value.as_str());
            let back = chain.get(start).map(|(_, text)| text.scenario.value.as_str());
            let names: Vec<String> = circle.chain(back).map(|name| format!("`{name}`")).collect();
            self.diagnostics.push(
                Diagnostic::new(Code::E009, "these scenarios extend one another in a circle")
                    .at(name.span, "extended here")
                    .note(names.join(" extends ")),
            );
            return None;
        }
        if chain.len() >= MAX_EXTENDED {
            let headline = format!("more than {MAX_EXTENDED} scenarios extend one another");
            self.diagnostics.push(Diagnostic::new(Code::E007, headline).at(name.span, "one too many"));
            return None;
        }
        let read = self.files.get(found).and_then(|f| f.content.kind_and_name());
        if let Some((kind @ (Kind::Procedure | Kind::System | Kind::Study), other)) = read {
            let headline = format!("`{other}` is a {}, and a scenario extends a scenario", kind.name());
            self.diagnostics.push(Diagnostic::new(Code::E008, headline).at(name.span, ""));
            return None;
        }
        Some(found)
    }

    fn extended_path(&mut self, path: &Located<String>, file: FileIx) -> Option<FileIx> {
        let folder = self.files.get(file).and_then(|file| file.origin.folder()).unwrap_or_default();
        match self.open_path(join(&folder, path)) {
            Ok(found) => Some(found),
            Err(error) => {
                self.diagnostics.push(Diagnostic::new(Code::E008, unreadable(path, &error)).at(path.span, ""));
                None
            }
        }
    }

    /// A shipped scenario extends shipped ones; a scenario whose own name it extends means another of that name.
    fn extended_name(&mut self, name: &Located<String>, file: FileIx) -> Option<FileIx> {
        let folders = match self.files.get(file).map(|file| &file.origin) {
            Some(Origin::Path(path)) => {
                let mut folders = scenario_folders(&super::name::folder(path));
                folders.extend(["scenarios", "scenarios/hypothetical"].map(PathBuf::from));
                folders
            }
            Some(Origin::Shipped(_)) | None => Vec::new(),
        };
        let found = self.files_named(Kind::Scenario, name, &folders, Some(file));
        if let Some(first) = found.first() {
            return Some(*first);
        }
        let own = self.files.get(file).and_then(|file| file.content.kind_and_name());
        if own == Some((Kind::Scenario, &name.value)) {
            return Some(file);
        }
        let mut known: Vec<String> = Vec::new();
        for folder in &folders {
            let here = self.heads(folder).iter().filter(|head| head.kind == Kind::Scenario);
            known.extend(here.map(|head| head.name.clone()));
        }
        known.extend(names_shipped(&[Kind::Scenario]).map(str::to_owned));
        self.diagnostics.push(
            Diagnostic::new(Code::E008, format!("no scenario is called `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known.iter().map(String::as_str)),
        );
        None
    }
}
