//! The checked model of a system.

use crate::condition::Expr;
use crate::ids::WatchId;
use crate::procedure::{AppliesBy, Editions, Form, Procedure, Property, Watch};
use crate::text::Text;

/// A machine of a system, by its place in the file.
pub type MachineIx = usize;

/// A machine: one running instance of a procedure.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Its procedure, among those of the system.
    pub procedure: usize,
    /// The reading of which date decides the edition that is taken, where that is contested; nothing: any.
    pub applies_by: Option<AppliesBy>,
    /// Who plays each role, as far as it is said.
    pub roles: Vec<(String, String)>,
    /// The machines that it watches, by the procedure's names for them.
    pub watches: Vec<(String, Vec<MachineIx>)>,
}

/// Machines that run procedures and watch one another. No circle of them does.
#[derive(Clone, Debug)]
pub struct System<'a> {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The procedures that its machines run, each in all its editions.
    pub procedures: Vec<&'a Editions>,
    /// Its machines.
    pub machines: Vec<Machine>,
    /// What watches them all, if the system has properties of its own.
    pub observer: Option<Observer<'a>>,
}

/// What watches the machines of a system: a procedure without acts or transitions, whose properties are the system's.
/// Its case never changes; what it sees of the machines does.
#[derive(Clone, Debug)]
pub struct Observer<'a> {
    /// The procedure as the only edition of its law.
    pub law: &'a Editions,
    /// The procedure. Its watches are the machines by their names, then the lists.
    pub procedure: &'a Procedure,
    /// The machines that it sees, for each watch that it declares.
    pub seen: Vec<Vec<MachineIx>>,
}

impl Observer<'_> {
    /// The watches that a machine is among: its own, and those of the lists that it is on.
    #[must_use]
    pub fn watches_of(&self, machine: MachineIx) -> Vec<WatchId> {
        let among = self.seen.iter().enumerate().filter(|(_, machines)| machines.contains(&machine));
        among.map(|(index, _)| WatchId::new(index)).collect()
    }

    /// The watches through which a property of the system reads machines or waits for them.
    #[must_use]
    pub fn watches_read(&self, property: &Property) -> Vec<WatchId> {
        let cue = property.form.cue().into_iter().flat_map(|cue| &cue.watched);
        let mut watches: Vec<WatchId> = cue.map(|(watch, _)| *watch).collect();
        self.procedure.exprs().walk(property.form.condition(), &mut |_, expr| {
            if let Expr::Watched(watch, ..) | Expr::OfWatched(watch, _) = expr {
                watches.push(*watch);
            }
        });
        watches
    }

    /// The machines that a property of the system reads or waits for.
    #[must_use]
    pub fn read_by(&self, property: &Property) -> Vec<MachineIx> {
        let watches = self.watches_read(property);
        watches.iter().filter_map(|watch| self.seen.get(watch.index())).flatten().copied().collect()
    }

    /// The machines on which it depends whether a property is broken, ascending: those that it reads; all, where it
    /// waits for the end of all or speaks of the duties of all.
    #[must_use]
    pub fn decided_by(&self, property: &Property) -> Vec<MachineIx> {
        let all = property.duties_kept || matches!(property.form, Form::AtEnd(_));
        let mut machines = if all { self.seen.concat() } else { self.read_by(property) };
        machines.sort_unstable();
        machines.dedup();
        machines
    }
}

impl<'a> System<'a> {
    /// The name of the only machine of a system made of one procedure.
    pub const ALONE: &'static str = "case";

    /// A procedure alone: one machine, which sees no other.
    #[must_use]
    pub fn of(editions: &'a Editions) -> Self {
        let title = editions.get(editions.all().len()).title().clone();
        let machine = Machine {
            name: Self::ALONE.to_owned(),
            label: title.clone(),
            procedure: 0,
            applies_by: None,
            roles: Vec::new(),
            watches: Vec::new(),
        };
        Self {
            name: editions.name().to_owned(),
            title,
            procedures: vec![editions],
            machines: vec![machine],
            observer: None,
        }
    }

    /// A procedure with what it watches: a machine for each that it watches by name, [`Self::LISTED`] for each list, and
    /// so on for those that these watch. `named` gives the editions of a procedure.
    #[must_use]
    pub fn with_watched(editions: &'a Editions, named: &dyn Fn(&str) -> Option<&'a Editions>) -> Self {
        let mut system = Self::of(editions);
        let mut next = 0;
        while let Some(machine) = system.machines.get(next) {
            let (procedure, prefix) = (machine.procedure, machine.name.clone());
            let watches: Vec<Watch> = system.procedures.get(procedure).map_or_else(Vec::new, |e| watches_of(e));
            for watch in watches {
                let Some(watched) = named(&watch.procedure) else { continue };
                let bound = (0..if watch.each { Self::LISTED } else { 1 }).map(|number| {
                    let name = if watch.each { format!("{}_{}", watch.name, number + 1) } else { watch.name.clone() };
                    system.add(name, &prefix, watched)
                });
                let bound = bound.collect();
                if let Some(machine) = system.machines.get_mut(next) {
                    machine.watches.push((watch.name, bound));
                }
            }
            next += 1;
        }
        system
    }

    /// How many machines stand for a list of any length, where nothing says more.
    pub const LISTED: usize = 2;

    fn add(&mut self, name: String, prefix: &str, editions: &'a Editions) -> MachineIx {
        let known = self.procedures.iter().position(|known| known.name() == editions.name());
        let procedure = known.unwrap_or_else(|| {
            self.procedures.push(editions);
            self.procedures.len() - 1
        });
        let taken = self.machines.iter().any(|machine| machine.name == name);
        let name = if taken { format!("{prefix}_{name}") } else { name };
        let label = Text::plain(name.replace('_', " "));
        self.machines.push(Machine {
            name,
            label,
            procedure,
            applies_by: None,
            roles: Vec::new(),
            watches: Vec::new(),
        });
        self.machines.len() - 1
    }

    /// The editions of a machine's procedure.
    #[must_use]
    #[allow(clippy::indexing_slicing, reason = "indices are made by the checker for these very tables")]
    pub fn editions(&self, machine: MachineIx) -> &'a Editions {
        self.procedures[self.machines[machine].procedure]
    }

    /// The machines that a machine sees under one edition of its procedure, for each watch that the edition declares.
    #[must_use]
    pub fn seen_by(&self, machine: MachineIx, procedure: &Procedure) -> Vec<Vec<MachineIx>> {
        let bound = self.machines.get(machine).map_or(&[][..], |machine| &machine.watches);
        let named = |name: &str| bound.iter().find(|(known, _)| known == name).map(|(_, list)| list.clone());
        procedure.watches().map(|(_, watch)| named(&watch.name).unwrap_or_default()).collect()
    }
}

/// What any edition of a procedure watches.
fn watches_of(editions: &Editions) -> Vec<Watch> {
    let mut all: Vec<Watch> = Vec::new();
    for (_, watch) in editions.all().iter().flat_map(Procedure::watches) {
        if !all.iter().any(|known| known.name == watch.name) {
            all.push(watch.clone());
        }
    }
    all
}
