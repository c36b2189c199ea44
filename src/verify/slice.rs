//! Parts of a system that can be explored on their own.
//!
//! A machine reads only the machines that it watches. So a course of some machines, and of all that they watch, through
//! others or not, is lawful by itself exactly if it is part of a lawful course of the whole system: the rest may do
//! nothing. What a property says of machines is decided on them and on what they watch. Of these again only those need
//! to move on which a property, the lawfulness of an act, or memory that one of them reads depends; the others stay as
//! they began. A recommendation makes no act unlawful, so what it reads of others moves nothing, if it is always known.

use rustc_hash::FxHashSet;

use crate::condition::{Expr, ExprId, Exprs};
use crate::ids::WatchId;
use crate::procedure::{Editions, Form, Level, Procedure, Trigger};
use crate::system::{Machine, MachineIx, Observer, System};

/// Some machines, with the properties that they decide.
pub(super) struct Slice {
    /// The number of its machines, whichever of them move, among such sets.
    pub group: usize,
    /// The machines, ascending.
    pub machines: Vec<MachineIx>,
    /// Whether each of them moves; else it stays as it began.
    pub moving: Vec<bool>,
    /// The properties: of a machine, or of the system.
    pub claims: Vec<(Option<MachineIx>, String)>,
}

/// The parts of a system, each with the properties that it decides. Machines of one procedure that watch the same have
/// the same properties; the first of them stands for all.
pub(super) fn slices(system: &System) -> Vec<Slice> {
    let mut all: Vec<Slice> = Vec::new();
    let mut groups: Vec<Vec<MachineIx>> = Vec::new();
    let mut add = |machines: Vec<MachineIx>, moving: Vec<bool>, claim: (Option<MachineIx>, String)| {
        let group = groups.iter().position(|known| *known == machines).unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(machines.clone());
        }
        match all.iter_mut().find(|slice| slice.group == group && slice.moving == moving) {
            Some(slice) => slice.claims.push(claim),
            None => all.push(Slice { group, machines, moving, claims: vec![claim] }),
        }
    };
    for machine in (0..system.machines.len()).filter(|machine| stands_for(system, *machine) == *machine) {
        let mut names: Vec<&str> = Vec::new();
        let machines = with_watched(system, vec![machine]);
        for (_, property) in system.editions(machine).all().iter().flat_map(|edition| edition.properties()) {
            if !names.contains(&property.name.as_str()) {
                names.push(&property.name);
                let moving = moving(system, &machines, Some(machine), &property.name);
                add(machines.clone(), moving, (Some(machine), property.name.clone()));
            }
        }
        if names.is_empty() {
            // What is found without being asked needs no property; it is looked for on the machine with what it watches.
            let moving = moving(system, &machines, Some(machine), "");
            add(machines, moving, (Some(machine), String::new()));
        }
    }
    if let Some(observer) = &system.observer {
        for (_, property) in observer.procedure.properties() {
            let machines = with_watched(system, observer.read_by(property));
            let moving = moving(system, &machines, None, &property.name);
            add(machines, moving, (None, property.name.clone()));
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
    properties.any(|(_, property)| property.duties_kept || observer.watches_read(property).contains(&watch))
}

/// Which of some machines must move for a property to be decided.
fn moving(system: &System, machines: &[MachineIx], of: Option<MachineIx>, name: &str) -> Vec<bool> {
    let mut read = Read { system, machines: Vec::new(), slots: FxHashSet::default() };
    let procedures: Vec<&Procedure> = match (of, &system.observer) {
        (Some(machine), _) => system.editions(machine).all().iter().collect(),
        (None, Some(observer)) => vec![observer.procedure],
        (None, None) => Vec::new(),
    };
    read.machines.extend(of);
    for procedure in procedures {
        for (_, property) in procedure.properties().filter(|(_, property)| property.name == name) {
            // Whether all have ended, or kept their duties, is asked of every machine.
            if property.duties_kept || of.is_none() && matches!(property.form, Form::AtEnd(_)) {
                return vec![true; machines.len()];
            }
            let seen = match (of, &system.observer) {
                (Some(machine), _) => system.seen_by(machine, procedure),
                (None, Some(observer)) => {
                    read.machines.extend(observer.read_by(property));
                    observer.seen.clone()
                }
                (None, None) => Vec::new(),
            };
            read.expression(of, procedure, &seen, property.form.condition());
        }
    }
    read.close();
    machines.iter().map(|machine| read.machines.contains(machine)).collect()
}

/// What is read, directly or through others.
struct Read<'s, 'a> {
    system: &'s System<'a>,
    /// The machines of which something is read.
    machines: Vec<MachineIx>,
    /// The memory that is read, by the names of slots.
    slots: FxHashSet<(MachineIx, String)>,
}

impl Read<'_, '_> {
    fn slot(&mut self, machine: MachineIx, procedure: &Procedure, id: crate::ids::SlotId) {
        if let Some((_, slot)) = procedure.slots().find(|(known, _)| *known == id) {
            self.slots.insert((machine, slot.name.clone()));
        }
    }

    /// An expression of a machine's procedure, or of the observer's.
    fn expression(&mut self, of: Option<MachineIx>, procedure: &Procedure, seen: &[Vec<MachineIx>], root: ExprId) {
        let mut watched: Vec<(WatchId, &[ExprId])> = Vec::new();
        let mut slots = Vec::new();
        collect(procedure.exprs(), root, &mut slots, &mut watched);
        for slot in slots {
            of.into_iter().for_each(|machine| self.slot(machine, procedure, slot));
        }
        for (watch, bodies) in watched {
            for machine in seen.get(watch.index()).into_iter().flatten() {
                if !self.machines.contains(machine) {
                    self.machines.push(*machine);
                }
                for (edition, body) in self.system.editions(*machine).all().iter().zip(bodies) {
                    let mut slots = Vec::new();
                    collect(procedure.exprs(), *body, &mut slots, &mut Vec::new());
                    slots.into_iter().for_each(|slot| self.slot(*machine, edition, slot));
                }
            }
        }
    }

    /// Adds what decides the acts and the memory of the machines that are read, until nothing is missing.
    fn close(&mut self) {
        let mut known = (usize::MAX, 0);
        while known != (self.machines.len(), self.slots.len()) {
            known = (self.machines.len(), self.slots.len());
            let mut at = 0;
            while let Some(machine) = self.machines.get(at).copied() {
                for edition in self.system.editions(machine).all() {
                    self.rules(machine, edition);
                }
                at += 1;
            }
        }
    }

    fn rules(&mut self, machine: MachineIx, procedure: &Procedure) {
        let seen = self.system.seen_by(machine, procedure);
        for (_, transition) in procedure.transitions() {
            let act = match transition.trigger {
                Trigger::Act(act) => Some(act),
                Trigger::Over(_) => None,
            };
            let mut roots: Vec<ExprId> = transition.guard.into_iter().collect();
            for check in &transition.checks {
                if check.level == Level::Required || !always_known(procedure.exprs(), check.condition) {
                    roots.push(check.condition);
                } else {
                    let mut slots = Vec::new();
                    collect(procedure.exprs(), check.condition, &mut slots, &mut Vec::new());
                    slots.into_iter().for_each(|slot| self.slot(machine, procedure, slot));
                }
            }
            for (slot, expr) in &transition.sets {
                let name = procedure.slots().find(|(id, _)| id == slot).map(|(_, slot)| slot.name.clone());
                if name.is_some_and(|name| self.slots.contains(&(machine, name))) {
                    roots.push(*expr);
                }
            }
            for (_, deadline) in &transition.clocks {
                let Some(term) = procedure.deadline(*deadline).term(act) else { continue };
                roots.push(term.counted_from);
                roots.extend(term.lasts.iter().flat_map(|(condition, length)| condition.iter().chain([length])));
            }
            for root in roots {
                self.expression(Some(machine), procedure, &seen, root);
            }
        }
    }
}

/// The slots and the watches that an expression reads.
fn collect<'e>(
    exprs: &'e Exprs,
    root: ExprId,
    slots: &mut Vec<crate::ids::SlotId>,
    watched: &mut Vec<(WatchId, &'e [ExprId])>,
) {
    let mut ids = Vec::new();
    exprs.walk(root, &mut |id, _| ids.push(id));
    for id in ids {
        match exprs.get(id) {
            Expr::Slot(slot) => slots.push(*slot),
            Expr::Watched(watch, _, bodies) | Expr::OfWatched(watch, bodies) => watched.push((*watch, bodies)),
            _ => {}
        }
    }
}

/// Whether all that an expression reads of other machines has a value in every case: their states alone.
fn always_known(exprs: &Exprs, root: ExprId) -> bool {
    let mut watched = Vec::new();
    collect(exprs, root, &mut Vec::new(), &mut watched);
    watched.iter().flat_map(|(_, bodies)| bodies.iter()).all(|body| {
        let mut known = true;
        exprs.walk(*body, &mut |_, expr| {
            known &= matches!(
                expr,
                Expr::Literal(_)
                    | Expr::State
                    | Expr::StateIn(..)
                    | Expr::OneOf(..)
                    | Expr::Compare(..)
                    | Expr::Not(_)
                    | Expr::And(..)
                    | Expr::Or(..)
            );
        });
        known
    })
}

/// The procedures of a system with the properties of a part alone: what no property of the part reads is not told apart.
pub(super) struct Restricted {
    procedures: Vec<Editions>,
    observer: Option<Procedure>,
}

impl Restricted {
    pub fn new(system: &System, slice: &Slice) -> Self {
        let of_procedure = |place: usize, editions: &Editions| {
            let claimed = |name: &String| {
                slice.claims.iter().any(|(machine, claim)| {
                    claim == name && machine.and_then(|m| system.machines.get(m)).is_some_and(|m| m.procedure == place)
                })
            };
            editions.all().iter().enumerate().fold(editions.clone(), |all, (index, edition)| {
                let mut edition = edition.clone();
                edition.properties.retain(|property| claimed(&property.name));
                all.with(index, edition)
            })
        };
        let procedures = system.procedures.iter().enumerate().map(|(place, editions)| of_procedure(place, editions));
        let watching = slice.claims.iter().any(|(machine, _)| machine.is_none());
        let observer = system.observer.as_ref().filter(|_| watching).map(|observer| {
            let mut procedure = observer.procedure.clone();
            procedure.properties.retain(|p| slice.claims.iter().any(|(of, name)| of.is_none() && *name == p.name));
            procedure
        });
        Self { procedures: procedures.collect(), observer }
    }

    /// A part of a system as a system of its own.
    pub fn part<'p>(&'p self, system: &System<'p>, slice: &Slice) -> System<'p> {
        let renumbered = |list: &[MachineIx]| -> Vec<MachineIx> {
            list.iter().filter_map(|machine| slice.machines.iter().position(|kept| kept == machine)).collect()
        };
        let machines =
            slice.machines.iter().filter_map(|machine| system.machines.get(*machine)).map(|machine| Machine {
                watches: machine.watches.iter().map(|(name, list)| (name.clone(), renumbered(list))).collect(),
                ..machine.clone()
            });
        let observer = system.observer.as_ref().zip(self.observer.as_ref()).map(|(observer, procedure)| {
            // What no property of the part reads need not tell machines apart; but any machine may breach a duty.
            let seen = observer.seen.iter().enumerate().map(|(watch, list)| {
                if reads(observer, slice, WatchId::new(watch)) { renumbered(list) } else { Vec::new() }
            });
            Observer { law: observer.law, procedure, seen: seen.collect() }
        });
        System {
            name: system.name.clone(),
            title: system.title.clone(),
            procedures: self.procedures.iter().collect(),
            machines: machines.collect(),
            observer,
        }
    }
}
