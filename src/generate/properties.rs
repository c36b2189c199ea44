//! Watching the properties of every machine, and of the system, while courses run.

use std::collections::BTreeSet;

use super::drive::{Drive, Passed};
use super::relevant::{Relevant, incident};
use crate::calendar::Stamp;
use crate::engine::{Case, Occurrence, Passage};
use crate::ids::{ActId, PropertyId, StateId, TransitionId, WatchId};
use crate::monitor::{Break, Moment, Monitor, earliest_minute};
use crate::procedure::{Form, Incident, Procedure, Whose as Of};
use crate::system::{MachineIx, System};

/// What declares a property in a system.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Whose {
    /// An edition of a procedure: which procedure of the system, which edition.
    Procedure(usize, usize),
    /// The system.
    System,
}

/// A property that is broken.
pub(super) type Broken = (Whose, PropertyId);

/// The properties of a system on a course.
pub(super) struct Properties {
    relevant: Vec<Vec<Relevant>>,
    /// What the properties of each machine wait for.
    own: Vec<Monitor>,
    /// What those of the system wait for.
    joint: Monitor,
    /// The case of what watches them all, in which nothing happens.
    observed: Option<Case>,
    /// For each machine: the watches of the system that see it.
    watches: Vec<Vec<WatchId>>,
    /// The case before an act, where some property looks back at it.
    before: Option<Case>,
    /// What broke, since this was last emptied.
    pub broken: Vec<Broken>,
    /// Properties that say that something is reachable, and have been seen to be right.
    pub reached: BTreeSet<Broken>,
}

impl Properties {
    pub fn new(system: &System) -> Self {
        let relevant = system.procedures.iter().map(|e| e.all().iter().map(Relevant::of).collect()).collect();
        let machines = 0..system.machines.len();
        let watches = |machine| system.observer.as_ref().map_or_else(Vec::new, |o| o.watches_of(machine));
        Self {
            relevant,
            own: machines.clone().map(|_| Monitor::default()).collect(),
            joint: Monitor::default(),
            observed: system.observer.as_ref().map(|observer| Case::new(observer.procedure)),
            watches: machines.map(watches).collect(),
            before: None,
            broken: Vec::new(),
            reached: BTreeSet::new(),
        }
    }

    /// A new course begins.
    pub fn begin(&mut self) {
        self.own.fill(Monitor::default());
        self.joint = Monitor::default();
        self.broken.clear();
    }

    /// Time has passed for all machines.
    pub fn until(&mut self, drive: &Drive, on: Stamp) {
        for machine in 0..self.own.len() {
            let waits = self.own.get(machine).is_some_and(|monitor| !monitor.open().is_empty());
            if waits {
                let views = drive.views(drive.seen_by(machine), None);
                let now = Moment { case: drive.case(machine), views: &views };
                let whose = whose(drive, machine);
                if let Some(monitor) = self.own.get_mut(machine) {
                    let broken = &mut self.broken;
                    monitor.pass(drive.procedure(machine), now, on, &mut |b: Break| broken.push((whose, b.property)));
                }
            }
        }
        if let (Some(observer), Some(case), false) =
            (&drive.system().observer, &self.observed, self.joint.open().is_empty())
        {
            let views = drive.views(&observer.seen, None);
            let broken = &mut self.broken;
            self.joint.pass(observer.procedure, Moment { case, views: &views }, on, &mut |b: Break| {
                broken.push((Whose::System, b.property));
            });
        }
    }

    /// A machine was carried into another edition.
    pub fn carried(&mut self, drive: &Drive, machine: MachineIx, from: usize) {
        let old = drive.system().editions(machine).get(from);
        if let Some(monitor) = self.own.get_mut(machine).filter(|monitor| !monitor.open().is_empty()) {
            *monitor = monitor.carried(old, drive.procedure(machine));
        }
    }

    /// An act is about to be tried.
    #[inline]
    pub fn trying(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence) {
        let back = self.observed.is_some() || self.relevant_of(drive, machine).is_some_and(|r| r.looks_back(act.act));
        if back {
            match &mut self.before {
                Some(before) => before.clone_from(drive.case(machine)),
                None => self.before = Some(drive.case(machine).clone()),
            }
        }
    }

    fn relevant_of(&self, drive: &Drive, machine: MachineIx) -> Option<&Relevant> {
        let procedure = drive.system().machines.get(machine)?.procedure;
        self.relevant.get(procedure)?.get(drive.held(machine).edition)
    }

    /// An act took effect, by a transition.
    #[inline]
    pub fn acted(&mut self, drive: &Drive, machine: MachineIx, (id, from): (TransitionId, StateId), on: Stamp) {
        let matters = self.relevant_of(drive, machine).is_some_and(|relevant| !relevant.after(id).is_empty());
        let waits = self.own.get(machine).is_some_and(|monitor| !monitor.open().is_empty());
        if matters || waits {
            self.own_step(drive, machine, (id, from), on);
        }
        if self.observed.is_some() {
            let act = incident(drive.procedure(machine).transition(id)).act;
            let after = drive.case(machine).state();
            let before = self.before.take();
            if let Some(before) = &before {
                self.joint_step(drive, machine, act, (after != from).then_some(after), (before, None), on);
            }
            self.before = before;
        }
    }

    fn own_step(&mut self, drive: &Drive, machine: MachineIx, (id, from): (TransitionId, StateId), on: Stamp) {
        let (procedure, case) = (drive.procedure(machine), drive.case(machine));
        let views = drive.views(drive.seen_by(machine), None);
        let whose = whose(drive, machine);
        let rule = procedure.transition(id);
        let looks_back = match incident(rule).act {
            Some(act) => self.relevant_of(drive, machine).is_some_and(|relevant| relevant.looks_back(act)),
            None => false,
        };
        let before = self.before.as_ref().filter(|_| looks_back).unwrap_or(case);
        let entered = (case.state() != from).then_some(case.state());
        let what = Incident { entered, ..incident(rule) };
        let (before, after) = (Moment { case: before, views: &views }, Moment { case, views: &views });
        let procedure_ix = drive.system().machines.get(machine).map_or(usize::MAX, |machine| machine.procedure);
        let relevant = self.relevant.get(procedure_ix).and_then(|editions| editions.get(drive.held(machine).edition));
        let some = relevant.map_or(&[][..], |relevant| relevant.after(id));
        if let Some(monitor) = self.own.get_mut(machine) {
            let broken = &mut self.broken;
            let tell = &mut |b: Break| broken.push((whose, b.property));
            monitor.step_for(procedure, some, &what, before, after, on, tell);
        }
        for id in some {
            reach(procedure, (whose, *id), after, on, &mut self.reached);
        }
    }

    /// Something happened to a machine, as the system sees it: from one case to another, or to what the machine is now.
    #[inline(never)]
    fn joint_step(
        &mut self,
        drive: &Drive,
        machine: MachineIx,
        act: Option<ActId>,
        entered: Option<StateId>,
        (before, after): (&Case, Option<&Case>),
        on: Stamp,
    ) {
        let (Some(observer), Some(case)) = (&drive.system().observer, &self.observed) else { return };
        let watches = self.watches.get(machine).map_or(&[][..], |watches| watches);
        let incident = Incident { of: Of::Watched { watches, edition: drive.held(machine).edition }, act, entered };
        let before = drive.views(&observer.seen, Some((machine, before)));
        let after = drive.views(&observer.seen, after.map(|case| (machine, case)));
        let (before, after) = (Moment { case, views: &before }, Moment { case, views: &after });
        let broken = &mut self.broken;
        self.joint.pass(observer.procedure, before, on, &mut |b: Break| broken.push((Whose::System, b.property)));
        self.joint.step(observer.procedure, &incident, before, after, on, &mut |b: Break| {
            broken.push((Whose::System, b.property));
        });
        for (id, _) in observer.procedure.properties() {
            reach(observer.procedure, (Whose::System, id), after, on, &mut self.reached);
        }
    }

    /// Deadlines ran out, or duties fell due.
    pub fn passed(&mut self, drive: &Drive, machine: MachineIx, before: &Case, passed: &[Passed]) {
        let procedure = drive.procedure(machine);
        let views = drive.views(drive.seen_by(machine), None);
        let whose = whose(drive, machine);
        let mut last = before;
        for (passage, case) in passed {
            let (then, now) = (Moment { case: last, views: &views }, Moment { case, views: &views });
            if let Some(monitor) = self.own.get_mut(machine) {
                let broken = &mut self.broken;
                monitor.passage(procedure, passage, then, now, &mut |b: Break| broken.push((whose, b.property)));
            }
            if let Passage::Expired { on, from, to, .. } = *passage {
                self.joint_step(drive, machine, None, (from != to).then_some(to), (last, Some(case)), on);
            }
            last = case;
        }
    }
}

fn whose(drive: &Drive, machine: MachineIx) -> Whose {
    let procedure = drive.system().machines.get(machine).map_or(usize::MAX, |machine| machine.procedure);
    Whose::Procedure(procedure, drive.held(machine).edition)
}

/// Takes note of a property that says that something is reachable, if it has just been reached.
fn reach(procedure: &Procedure, property: Broken, now: Moment, on: Stamp, reached: &mut BTreeSet<Broken>) {
    let declared = procedure.property(property.1);
    if let Form::Reachable(condition) = declared.form
        && !reached.contains(&property)
        && now.holds(procedure, condition) == Some(true)
        && (!declared.duties_kept || now.keeps_duties(procedure, earliest_minute(on)))
    {
        reached.insert(property);
    }
}
