//! From a system as written to a checked one: its machines, and an observer that stands for its properties.

use super::machines::{ProcedureSource, machines, named};
use super::model::{Machine, MachineIx};
use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::procedure::{Editions, Procedure, lower_observer};
use crate::syntax::procedure::{EachSyntax, ProcedureFile, StateSyntax, WatchSyntax};
use crate::syntax::{Entries, Located, SystemFile};

/// A checked system before it is joined with the procedures of its library.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The procedures that its machines run, each in all its editions, which remember what its properties read.
    pub procedures: Vec<Editions>,
    /// Its machines.
    pub machines: Vec<Machine>,
    /// What watches them all.
    pub observer: Editions,
    /// The machines that the observer sees, for each watch that it declares.
    pub seen: Vec<Vec<MachineIx>>,
}

/// Checks a system and builds it.
///
/// Everything found wrong goes to `diagnostics`; the system is returned if there was no error.
pub fn lower(file: &SystemFile, find: ProcedureSource<'_, '_>, diagnostics: &mut Diagnostics) -> Option<Joined> {
    let before = diagnostics.errors();
    populated(file, diagnostics);
    let (found, machines) = machines(&file.machines, find, diagnostics)?;
    let lists = lists(file, &found, &machines, diagnostics);
    let mut procedures: Vec<Editions> = found.into_iter().cloned().collect();
    let text = observer_text(file, &procedures, &machines, &lists);
    // What the properties read of the machines' history is found by a first look at them: the machines must remember
    // it before the numbers of what they remember are known.
    let mut unheard = Diagnostics::new();
    if let Some(observer) = observe(&text, &procedures, &mut unheard) {
        for editions in &mut procedures {
            let asked = observer.history_asked_of(editions.name());
            editions.remember(&asked);
        }
    }
    let observer = observe(&text, &procedures, diagnostics);
    labels(file, diagnostics);
    let seen = (0..machines.len()).map(|machine| vec![machine]).chain(lists.into_iter().map(|(_, list)| list));
    let seen = seen.collect();
    (diagnostics.errors() == before).then_some(())?;
    Some(Joined { procedures, machines, observer: Editions::of(observer?), seen })
}

fn observe(text: &ProcedureFile, procedures: &[Editions], diagnostics: &mut Diagnostics) -> Option<Procedure> {
    let editions = |name: &str| procedures.iter().find(|editions| editions.name() == name).map(Editions::all);
    lower_observer(text, &editions, diagnostics)
}

/// A system has machines, and so has each of its lists.
fn populated(file: &SystemFile, diagnostics: &mut Diagnostics) {
    for (name, machine) in &file.lists {
        if machine.is_empty() {
            let headline = format!("the list `{}` has no machine", name.value);
            diagnostics.push(Diagnostic::new(Code::E005, headline).at(name.span, ""));
        }
    }
    if file.machines.is_empty() {
        diagnostics.push(Diagnostic::new(Code::E005, "a system has no machine").at(file.system.span, ""));
    }
}

/// The machines of each list: of one procedure all of them, and each once.
fn lists(
    file: &SystemFile,
    procedures: &[&Editions],
    machines: &[Machine],
    diagnostics: &mut Diagnostics,
) -> Vec<(Located<String>, Vec<MachineIx>)> {
    let mut all = Vec::new();
    for (name, members) in &file.lists {
        let mut list: Vec<MachineIx> = Vec::new();
        let runs = |machine: MachineIx| Some(procedures.get(machines.get(machine)?.procedure)?.name());
        for member in members {
            let Some(machine) = named(member, machines, diagnostics) else { continue };
            if list.contains(&machine) {
                let headline = format!("`{}` stands twice in the list `{}`", member.value, name.value);
                diagnostics.push(Diagnostic::new(Code::E102, headline).at(member.span, ""));
            }
            if let Some(first) = list.first().filter(|first| runs(**first) != runs(machine)) {
                let wanted = runs(*first).unwrap_or_default();
                diagnostics.push(
                    Diagnostic::new(Code::E111, format!("the list `{}` holds machines of `{wanted}`", name.value))
                        .at(member.span, format!("this one runs `{}`", runs(machine).unwrap_or_default())),
                );
            }
            list.push(machine);
        }
        all.push((name.clone(), list));
    }
    all
}

/// A procedure without acts that watches each machine by its name, and each list.
fn observer_text(
    file: &SystemFile,
    procedures: &[Editions],
    machines: &[Machine],
    lists: &[(Located<String>, Vec<MachineIx>)],
) -> ProcedureFile {
    let span = file.system.span;
    let procedure_of = |machine: MachineIx, at: Span| {
        let editions = machines.get(machine).and_then(|machine| procedures.get(machine.procedure));
        Located::new(editions.map_or_else(String::new, |editions| editions.name().to_owned()), at)
    };
    let each = |(name, list): &(Located<String>, Vec<MachineIx>)| {
        let procedure = procedure_of(*list.first()?, name.span);
        Some((name.clone(), WatchSyntax::Each(EachSyntax { span: name.span, each: procedure })))
    };
    let single = file.machines.iter().enumerate();
    let single = single.map(|(index, (name, _))| (name.clone(), WatchSyntax::One(procedure_of(index, name.span))));
    let watches = Entries { items: single.chain(lists.iter().filter_map(each)).collect() };
    ProcedureFile {
        span: file.span,
        procedure: file.system.clone(),
        edition: Located::new(Day::MIN.to_string(), span),
        until: None,
        title: file.title.clone(),
        time_zone: file.time_zone.clone(),
        counting: file.counting.clone(),
        applies_by: None,
        carry: Entries::default(),
        holidays: file.holidays.clone(),
        law: file.law.clone(),
        roles: Entries::default(),
        states: Entries { items: vec![(Located::new("watching".to_owned(), span), watching(file))] },
        groups: Entries::default(),
        memory: Entries::default(),
        watches,
        acts: Entries::default(),
        deadlines: Entries::default(),
        transitions: Vec::new(),
        duties: Entries::default(),
        properties: file.properties.clone(),
    }
}

/// The only state of an observer. It speaks French where the system does.
fn watching(file: &SystemFile) -> StateSyntax {
    let span = file.system.span;
    let text = |text: &str| Located::new(text.to_owned(), span);
    let yes = || Some(Located::new(true, span));
    let french = speaks_french(file).then(|| text("Veille"));
    StateSyntax { span, en: Some(text("Watching")), fr: french, initial: yes(), r#final: yes(), known: None }
}

fn speaks_french(file: &SystemFile) -> bool {
    let labels = file.machines.iter().map(|(_, machine)| &machine.fr);
    let labels = labels.chain(file.properties.iter().map(|(_, property)| &property.fr));
    file.title.fr.is_some() || labels.into_iter().any(Option::is_some)
}

/// A system that speaks French anywhere has a French name for each machine.
fn labels(file: &SystemFile, diagnostics: &mut Diagnostics) {
    for (name, machine) in file.machines.iter().filter(|_| speaks_french(file)) {
        if machine.fr.is_none() {
            diagnostics.push(
                Diagnostic::new(Code::E304, format!("`{}` has no French", name.value))
                    .at(name.span, "")
                    .note("other parts of this file have a French text")
                    .help("add `fr: …`"),
            );
        }
    }
}
