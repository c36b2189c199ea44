//! Machines, and which of them watch which.

use super::lowering::{Lowering, ProcedureSource};
use super::model::{Machine, MachineIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::procedure::Editions;
use crate::syntax::Located;
use crate::text::Text;

impl Lowering<'_, '_> {
    pub(super) fn machines<'a>(&mut self, find: ProcedureSource<'_, 'a>) -> Option<(Vec<&'a Editions>, Vec<Machine>)> {
        let file = self.file;
        let mut procedures: Vec<&Editions> = Vec::new();
        let mut machines = Vec::new();
        let mut complete = true;
        for (name, syntax) in &file.machines {
            let Some(editions) = find(&syntax.procedure) else {
                complete = false;
                continue;
            };
            let known = procedures.iter().position(|p| std::ptr::eq(*p, editions));
            let procedure = known.unwrap_or_else(|| {
                procedures.push(editions);
                procedures.len() - 1
            });
            let role_names: Vec<&str> =
                editions.all().iter().flat_map(|p| p.roles().map(|(_, r)| r.name.as_str())).collect();
            let mut roles = Vec::new();
            for (role, who) in &syntax.roles {
                if !role_names.contains(&role.value.as_str()) {
                    self.unknown("role", role, role_names.iter().copied());
                }
                roles.push((role.value.clone(), who.value.clone()));
            }
            machines.push(Machine {
                name: name.value.clone(),
                label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
                procedure,
                roles,
                watches: Vec::new(),
            });
        }
        if !complete {
            return None;
        }
        for (index, (name, syntax)) in file.machines.iter().enumerate() {
            let watches = self.watches(name, syntax, procedures[machines[index].procedure], &procedures, &machines);
            machines[index].watches = watches;
        }
        self.watch_circles(&machines);
        Some((procedures, machines))
    }

    pub(super) fn watches(
        &mut self,
        name: &Located<String>,
        syntax: &crate::syntax::scenario::MachineSyntax,
        editions: &Editions,
        procedures: &[&Editions],
        machines: &[Machine],
    ) -> Vec<(String, Vec<MachineIx>)> {
        let declared: Vec<(&str, bool, &str)> = editions
            .all()
            .iter()
            .flat_map(|p| p.watches().map(|(_, w)| (w.name.as_str(), w.each, w.procedure.as_str())))
            .collect();
        let mut all = Vec::new();
        for (watch, bound) in &syntax.watches {
            let Some((_, each, wanted)) = declared.iter().find(|(n, ..)| *n == watch.value) else {
                self.unknown("watch", watch, declared.iter().map(|(n, ..)| *n));
                continue;
            };
            if !each && bound.len() != 1 {
                self.diagnostics.push(
                    Diagnostic::new(Code::E005, format!("`{}` watches exactly one machine", watch.value))
                        .at(bound.span, ""),
                );
            }
            let mut found = Vec::new();
            for machine in bound {
                let Some(index) = self.machine(machine, machines) else { continue };
                let runs = procedures[machines[index].procedure].name();
                if runs != *wanted {
                    self.diagnostics.push(
                        Diagnostic::new(Code::E111, format!("`{}` watches machines of `{wanted}`", watch.value))
                            .at(machine.span, format!("this one runs `{runs}`")),
                    );
                }
                found.push(index);
            }
            all.push((watch.value.clone(), found));
        }
        for (watch, _, procedure) in declared {
            if !all.iter().any(|(n, _)| n == watch) && !syntax.watches.iter().any(|(n, _)| n.value == watch) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E004,
                        format!("the machine `{}` does not say what it watches as `{watch}`", name.value),
                    )
                    .at(name.span, "")
                    .help(format!("add `watches: {{ {watch}: … }}` with machines of `{procedure}`")),
                );
                all.push((watch.to_owned(), Vec::new()));
            }
        }
        all
    }

    /// A machine that watched itself, even through others, could not be judged before it was judged.
    pub(super) fn watch_circles(&mut self, machines: &[Machine]) {
        let watched = |m: MachineIx| machines[m].watches.iter().flat_map(|(_, list)| list.iter().copied());
        for (index, (name, _)) in self.file.machines.iter().enumerate() {
            let mut seen = vec![false; machines.len()];
            let mut todo: Vec<MachineIx> = watched(index).collect();
            while let Some(next) = todo.pop() {
                if !std::mem::replace(&mut seen[next], true) {
                    todo.extend(watched(next));
                }
            }
            if seen[index] {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::E009,
                        format!("the machine `{}` watches itself, if through others", name.value),
                    )
                    .at(name.span, ""),
                );
            }
        }
    }
}
