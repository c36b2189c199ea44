//! Parts of a system that can be explored on their own.
//!
//! A machine reads only the machines that it watches. So a course of some machines, and of all that they watch, through
//! others or not, is lawful by itself exactly if it is part of a lawful course of the whole system: the rest may do
//! nothing. What a property says of machines is decided on them and on what they watch.

use crate::condition::Expr;
use crate::ids::WatchId;
use crate::procedure::Property;
use crate::system::{Machine, MachineIx, Observer, System};

/// Some machines, with the properties that they decide.
pub(super) struct Slice {
    /// The machines, ascending.
    pub machines: Vec<MachineIx>,
    /// The properties: of a machine, or of the system.
    pub claims: Vec<(Option<MachineIx>, String)>,
}

/// The parts of a system, each with the properties that it decides. Machines of one procedure that watch the same have
/// the same properties; the first of them stands for all.
pub(super) fn slices(system: &System) -> Vec<Slice> {
    let mut all: Vec<Slice> = Vec::new();
    let mut add = |machines: Vec<MachineIx>, claim: (Option<MachineIx>, String)| match all
        .iter_mut()
        .find(|slice| slice.machines == machines)
    {
        Some(slice) => slice.claims.push(claim),
        None => all.push(Slice { machines, claims: vec![claim] }),
    };
    for machine in (0..system.machines.len()).filter(|machine| stands_for(system, *machine) == *machine) {
        let mut names: Vec<&str> = Vec::new();
        for (_, property) in system.editions(machine).all().iter().flat_map(|edition| edition.properties()) {
            if !names.contains(&property.name.as_str()) {
                names.push(&property.name);
                add(with_watched(system, vec![machine]), (Some(machine), property.name.clone()));
            }
        }
        if names.is_empty() {
            // What is found without being asked needs no property; it is looked for on the machine with what it watches.
            add(with_watched(system, vec![machine]), (Some(machine), String::new()));
        }
    }
    if let Some(observer) = &system.observer {
        for (_, property) in observer.procedure.properties() {
            add(with_watched(system, read_by(observer, property)), (None, property.name.clone()));
        }
    }
    all
}

/// The first machine of the same procedure that watches the same.
pub(super) fn stands_for(system: &System, machine: MachineIx) -> MachineIx {
    let same = |other: &Machine| {
        system.machines.get(machine).is_some_and(|m| m.procedure == other.procedure && m.watches == other.watches)
    };
    system.machines.iter().position(same).unwrap_or(machine)
}

/// The watches through which a property of the system reads machines or waits for them.
fn watches_read(observer: &Observer, property: &Property) -> Vec<WatchId> {
    let mut watches: Vec<WatchId> = property.form.cue().into_iter().flat_map(|c| &c.watched).map(|(w, _)| *w).collect();
    observer.procedure.exprs().walk(property.form.condition(), &mut |_, expr| {
        if let Expr::Watched(watch, ..) | Expr::OfWatched(watch, _) = expr {
            watches.push(*watch);
        }
    });
    watches
}

/// The machines that a property of the system reads or waits for.
fn read_by(observer: &Observer, property: &Property) -> Vec<MachineIx> {
    watches_read(observer, property)
        .iter()
        .filter_map(|watch| observer.seen.get(watch.index()))
        .flatten()
        .copied()
        .collect()
}

/// Some machines with all that they watch, ascending; also those that nothing tells from one of them and that some
/// machine among them sees.
fn with_watched(system: &System, mut machines: Vec<MachineIx>) -> Vec<MachineIx> {
    let mut at = 0;
    while let Some(machine) = machines.get(at).copied() {
        let watched = system.machines.get(machine).into_iter().flat_map(|m| &m.watches).flat_map(|(_, list)| list);
        for other in watched {
            if !machines.contains(other) {
                machines.push(*other);
            }
        }
        at += 1;
    }
    machines.sort_unstable();
    machines.dedup();
    machines
}

/// Whether a property of the system that a part decides may read the machines of a watch.
fn reads(observer: &Observer, slice: &Slice, watch: WatchId) -> bool {
    let claimed = |name: &str| slice.claims.iter().any(|(machine, claim)| machine.is_none() && claim == name);
    let mut properties = observer.procedure.properties().filter(|(_, property)| claimed(&property.name));
    properties.any(|(_, property)| property.duties_kept || watches_read(observer, property).contains(&watch))
}

/// A part of a system as a system of its own.
pub(super) fn part<'a>(system: &System<'a>, slice: &Slice) -> System<'a> {
    let renumbered = |list: &[MachineIx]| -> Vec<MachineIx> {
        list.iter().filter_map(|machine| slice.machines.iter().position(|kept| kept == machine)).collect()
    };
    let machines = slice.machines.iter().filter_map(|machine| system.machines.get(*machine)).map(|machine| Machine {
        watches: machine.watches.iter().map(|(name, list)| (name.clone(), renumbered(list))).collect(),
        ..machine.clone()
    });
    let watching = slice.claims.iter().any(|(machine, _)| machine.is_none());
    let observer = system.observer.as_ref().filter(|_| watching).map(|observer| Observer {
        procedure: observer.procedure,
        // What no property of the part reads need not tell machines apart; but any machine may breach a duty.
        seen: (observer.seen.iter().enumerate())
            .map(
                |(watch, list)| if reads(observer, slice, WatchId::new(watch)) { renumbered(list) } else { Vec::new() },
            )
            .collect(),
    });
    System {
        name: system.name.clone(),
        title: system.title.clone(),
        procedures: system.procedures.clone(),
        machines: machines.collect(),
        observer,
    }
}
