//! The checked model of a system.

use crate::ids::WatchId;
use crate::procedure::{AppliesBy, Editions, Procedure, Watch};
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
            applies_by: first_reading(editions),
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
        let applies_by = first_reading(editions);
        self.machines.push(Machine { name, label, procedure, applies_by, roles: Vec::new(), watches: Vec::new() });
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

/// The reading that is taken of a procedure where which date decides the edition is contested: the first.
fn first_reading(editions: &Editions) -> Option<AppliesBy> {
    editions.contested().first().map(|_| editions.applies_by(0, None))
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
