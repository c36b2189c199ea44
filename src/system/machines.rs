//! Machines as a file declares them, and which of them watch which.

use super::model::{Machine, MachineIx};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::procedure::{AppliesBy, Editions, Procedure};
use crate::syntax::scenario::MachineSyntax;
use crate::syntax::{Entries, Located};
use crate::text::Text;

/// Finds a procedure by the name that a file gives.
pub type ProcedureSource<'f, 'a> = &'f dyn Fn(&str) -> Option<&'a Editions>;

/// Checks the machines of a scenario or a system: their procedures, each once, and the machines themselves.
///
/// What is wrong goes to `diagnostics`. Nothing is returned if a procedure cannot be used, which whoever loaded it has
/// reported.
pub fn machines<'a>(
    file: &Entries<MachineSyntax>,
    find: ProcedureSource<'_, 'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(Vec<&'a Editions>, Vec<Machine>)> {
    let mut procedures: Vec<&Editions> = Vec::new();
    let mut machines = Vec::new();
    let mut complete = true;
    for (name, syntax) in file {
        let Some(wanted) = &syntax.procedure else {
            complete = false;
            diagnostics.push(
                Diagnostic::new(Code::E004, format!("the machine `{}` does not say its procedure", name.value))
                    .at(name.span, "")
                    .help("add `procedure: …`"),
            );
            continue;
        };
        let Some(editions) = find(wanted) else {
            complete = false;
            continue;
        };
        let known = procedures.iter().position(|p| std::ptr::eq(*p, editions));
        let procedure = known.unwrap_or_else(|| {
            procedures.push(editions);
            procedures.len() - 1
        });
        machines.push(Machine {
            name: name.value.clone(),
            label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
            procedure,
            applies_by: chosen_reading(syntax.applies_by.as_ref(), editions, diagnostics),
            roles: roles(syntax, editions, diagnostics),
            watches: Vec::new(),
        });
    }
    if !complete {
        return None;
    }
    for (index, (name, syntax)) in file.iter().enumerate() {
        machines[index].watches = watches(name, syntax, index, &procedures, &machines, diagnostics);
    }
    watch_circles(file, &machines, diagnostics);
    Some((procedures, machines))
}

/// The reading that a file takes of which date decides the edition: one of those of the procedure, else that is reported.
pub fn chosen_reading(
    word: Option<&Located<String>>,
    editions: &Editions,
    diagnostics: &mut Diagnostics,
) -> Option<AppliesBy> {
    let word = word?;
    let by = AppliesBy::of(word);
    let mut readings = editions.all().iter().flat_map(Procedure::applicability);
    if !readings.any(|reading| reading.by == by) {
        let settled = editions.applies_by(0, None).word();
        diagnostics.push(
            Diagnostic::new(Code::E101, format!("`{}` is not a reading of `{}`", word.value, editions.name()))
                .at(word.span, "")
                .help(format!("its text says `applies_by: {settled}`; only what it calls contested can be chosen")),
        );
    }
    Some(by)
}

fn roles(syntax: &MachineSyntax, editions: &Editions, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let known: Vec<&str> = editions.all().iter().flat_map(|p| p.roles().map(|(_, r)| r.name.as_str())).collect();
    let mut roles = Vec::new();
    for (role, who) in &syntax.roles {
        if !known.contains(&role.value.as_str()) {
            unknown("role", role, known.iter().copied(), diagnostics);
        }
        roles.push((role.value.clone(), who.value.clone()));
    }
    roles
}

fn unknown<'n>(
    what: &str,
    name: &Located<String>,
    known: impl Iterator<Item = &'n str>,
    diagnostics: &mut Diagnostics,
) {
    diagnostics.push(
        Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
            .at(name.span, "")
            .did_you_mean(name, known),
    );
}

/// The machine of a name, reported if there is none.
pub(super) fn named(name: &Located<String>, machines: &[Machine], diagnostics: &mut Diagnostics) -> Option<MachineIx> {
    let found = machines.iter().position(|m| m.name == name.value);
    if found.is_none() {
        unknown("machine", name, machines.iter().map(|m| m.name.as_str()), diagnostics);
    }
    found
}

fn watches(
    name: &Located<String>,
    syntax: &MachineSyntax,
    index: MachineIx,
    procedures: &[&Editions],
    machines: &[Machine],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Vec<MachineIx>)> {
    let editions_of = |index: MachineIx| Some(*procedures.get(machines.get(index)?.procedure)?);
    let Some(editions) = editions_of(index) else { return Vec::new() };
    let declared: Vec<(&str, bool, &str)> = editions
        .all()
        .iter()
        .flat_map(|p| p.watches().map(|(_, w)| (w.name.as_str(), w.each, w.procedure.as_str())))
        .collect();
    let mut all = Vec::new();
    for (watch, bound) in &syntax.watches {
        let Some((_, each, wanted)) = declared.iter().find(|(n, ..)| *n == watch.value) else {
            unknown("watch", watch, declared.iter().map(|(n, ..)| *n), diagnostics);
            continue;
        };
        if !each && bound.len() != 1 {
            diagnostics.push(
                Diagnostic::new(Code::E005, format!("`{}` watches exactly one machine", watch.value))
                    .at(bound.span, ""),
            );
        }
        let mut found = Vec::new();
        for machine in bound {
            let Some(index) = named(machine, machines, diagnostics) else { continue };
            let runs = editions_of(index).map_or("", Editions::name);
            if runs != *wanted {
                diagnostics.push(
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
            diagnostics.push(
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
fn watch_circles(file: &Entries<MachineSyntax>, machines: &[Machine], diagnostics: &mut Diagnostics) {
    let watched = |m: MachineIx| machines[m].watches.iter().flat_map(|(_, list)| list.iter().copied());
    for (index, (name, _)) in file.iter().enumerate() {
        let mut seen = vec![false; machines.len()];
        let mut todo: Vec<MachineIx> = watched(index).collect();
        while let Some(next) = todo.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                todo.extend(watched(next));
            }
        }
        if seen[index] {
            diagnostics.push(
                Diagnostic::new(Code::E009, format!("the machine `{}` watches itself, if through others", name.value))
                    .at(name.span, ""),
            );
        }
    }
}
