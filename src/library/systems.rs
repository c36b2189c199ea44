//! Systems: a file, and the procedures that its machines run.

use std::path::PathBuf;

use super::context::Context;
use super::head::Kind;
use super::ids::SystemId;
use super::load::{Content, FileIx, names_shipped, unreadable};
use super::name::is_path;
use super::{Library, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::procedure::Editions;
use crate::syntax::scenario::MachineSyntax;
use crate::syntax::{Entries, Located, ScenarioFile};
use crate::system::{Joined, Observer, System, lower};
use crate::text::Text;

/// A system that was checked.
pub(super) struct Compiled {
    file: FileIx,
    name: String,
    title: Text,
    /// Its machines as they are written, their procedures by name.
    machines: Entries<MachineSyntax>,
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
            observer: Some(Observer {
                law: &joined.observer,
                procedure: joined.observer.get(0),
                seen: joined.seen.clone(),
            }),
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
        self.systems.push(Compiled { file, name, title, machines: text.machines, joined });
        Some(SystemId(self.systems.len() - 1))
    }

    /// The system that a scenario names, reported if there is none. `folders` are those of the scenario and of what it
    /// extends.
    pub(super) fn named_system(&mut self, scenario: &ScenarioFile, folders: &[PathBuf]) -> Option<SystemId> {
        let name = scenario.system.as_ref()?;
        let (found, problem) = if is_path(name) {
            let user = self.files.iter().find(|file| file.id == name.span.file);
            let folder = user.and_then(|file| file.origin.folder()).unwrap_or_default();
            match self.open_path(super::name::join(&folder, name)) {
                Ok(file) => (Some(file), String::new()),
                Err(error) => (None, unreadable(name, &error)),
            }
        } else {
            let folders = Context::of(folders.iter().cloned()).folders;
            let found = self.files_named(Kind::System, name, &folders, None).first().copied();
            (found, format!("no system is called `{}`", name.value))
        };
        let Some(file) = found else {
            let mut known: Vec<String> = names_shipped(&[Kind::System]).map(str::to_owned).collect();
            for folder in Context::of(folders.iter().cloned()).folders {
                let here = self.heads(&folder).iter().filter(|head| head.kind == Kind::System);
                known.extend(here.map(|head| head.name.clone()));
            }
            let known = known.iter().map(String::as_str);
            self.diagnostics.push(Diagnostic::new(Code::E008, problem).at(name.span, "").did_you_mean(name, known));
            return None;
        };
        let read = self.files.get(file).and_then(|file| file.content.kind_and_name());
        if let Some((kind @ (Kind::Procedure | Kind::Scenario), other)) = read {
            let headline = format!("`{other}` is a {}, not a system", kind.name());
            self.diagnostics.push(Diagnostic::new(Code::E008, headline).at(name.span, ""));
            return None;
        }
        self.system_of(file)
    }

    /// Gives a scenario the machines of its system.
    pub(super) fn join_machines(&mut self, scenario: &mut ScenarioFile, system: SystemId) {
        let Some(compiled) = self.systems.get(system.0) else { return };
        let own = std::mem::take(&mut scenario.machines);
        scenario.machines = join(&compiled.name, &compiled.machines, own, &mut self.diagnostics);
    }
}

/// The machines of a system as a scenario has them that names it: called, and played, as the scenario says where it does;
/// then those of the scenario's own. A scenario cannot make of a machine another one than the system does.
fn join(
    system: &str,
    theirs: &Entries<MachineSyntax>,
    own: Entries<MachineSyntax>,
    diagnostics: &mut Diagnostics,
) -> Entries<MachineSyntax> {
    let mut joined = theirs.clone();
    for (name, machine) in own.items {
        match joined.items.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((known, place)) => {
                keeps_to(system, (known, place), &machine, diagnostics);
                place.en = machine.en.or(place.en.take());
                place.fr = machine.fr.or(place.fr.take());
                place.applies_by = machine.applies_by.or(place.applies_by.take());
                for (role, who) in machine.roles.items {
                    place.roles.items.retain(|(known, _)| known.value != role.value);
                    place.roles.items.push((role, who));
                }
            }
            None => {
                if machine.procedure.is_none() {
                    diagnostics.push(
                        Diagnostic::new(Code::E101, format!("the system `{system}` has no machine `{}`", name.value))
                            .at(name.span, "")
                            .did_you_mean(&name, theirs.names())
                            .note("a machine of the scenario's own says its `procedure`"),
                    );
                    continue;
                }
                joined.items.push((name, machine));
            }
        }
    }
    joined
}

/// A machine that a scenario names again runs the procedure, and watches the machines, that the system says.
fn keeps_to(
    system: &str,
    (name, theirs): (&Located<String>, &MachineSyntax),
    own: &MachineSyntax,
    diagnostics: &mut Diagnostics,
) {
    let wanted = theirs.procedure.as_ref().map_or("", |procedure| procedure.value.as_str());
    if let Some(other) = own.procedure.as_ref().filter(|procedure| procedure.value != wanted) {
        diagnostics.push(
            Diagnostic::new(Code::E111, format!("in `{system}` the machine `{}` runs `{wanted}`", name.value))
                .at(other.span, format!("here `{}`", other.value))
                .also(name.span, "declared here")
                .help("leave `procedure` out, or declare a machine of another name"),
        );
    }
    for (watch, machines) in &own.watches {
        let names = |list: &[Located<String>]| list.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        let bound = theirs.watches.lookup(watch).map(|list| names(&list.items));
        if bound.as_ref() != Some(&names(&machines.items)) {
            let bound = bound.unwrap_or_default();
            diagnostics.push(
                Diagnostic::new(
                    Code::E111,
                    format!("in `{system}` the machine `{}` does not watch these as `{}`", name.value, watch.value),
                )
                .at(machines.span, format!("the system says {}", quoted(&bound)))
                .help("leave `watches` out"),
            );
        }
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
