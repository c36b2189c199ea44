//! Driving the machines of a system through time, from edition to edition.

use smallvec::SmallVec;

use super::course::Course;
use crate::calendar::{Day, Stamp};
use crate::engine::{
    Case, Occurrence, Outcome, Passage, Stepped, View, advance, instant_after, next_due, step, step_if_lawful,
};
use crate::procedure::{AppliesBy, Procedure};
use crate::system::{MachineIx, System};

/// A machine on its way.
#[derive(Debug)]
pub struct Held {
    /// Its case, in the ids of its edition.
    pub case: Case,
    /// The edition that governs it.
    pub edition: usize,
    /// When its first act was done.
    first: Option<Day>,
}

/// Who wants to know of what happens. The machines are as they are just then.
pub trait Observer {
    /// Deadlines of a machine ran out or duties fell due, together.
    fn passed(&mut self, drive: &Drive, machine: MachineIx, passages: &[Passage]) {
        let _ = (drive, machine, passages);
    }

    /// An act is about to be tried.
    fn trying(&mut self, drive: &Drive, machine: MachineIx) {
        let _ = (drive, machine);
    }

    /// An act was judged, and done if it takes effect.
    fn tried(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence, outcome: &Outcome) {
        let _ = (drive, machine, act, outcome);
    }
}

/// Nobody.
impl Observer for () {}

/// Why a machine cannot be followed further.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lost {
    /// No edition is in force on the day.
    NoEdition,
    /// Something that is not known decides.
    Doubt,
}

/// The machines of a system on their way.
#[derive(Debug)]
pub struct Drive<'s> {
    system: &'s System<'s>,
    held: Vec<Held>,
    /// For each machine and edition: a new case.
    new: Vec<Vec<Case>>,
    /// For each machine and edition: the machines that each watch sees.
    seen: Vec<Vec<Vec<Vec<MachineIx>>>>,
}

impl<'s> Drive<'s> {
    /// Machines to which nothing has happened.
    #[must_use]
    pub fn new(system: &'s System<'s>) -> Self {
        let machines = 0..system.machines.len();
        let editions = |machine| system.editions(machine).all().iter();
        let new: Vec<Vec<Case>> = machines.clone().map(|m| editions(m).map(Case::new).collect()).collect();
        let seen = machines.clone().map(|m| editions(m).map(|p| system.seen_by(m, p)).collect()).collect();
        let held = machines.map(|m| Held { case: Case::new(system.editions(m).get(0)), edition: 0, first: None });
        Self { system, held: held.collect(), new, seen }
    }

    /// Forgets all that has happened.
    pub fn reset(&mut self) {
        for (held, new) in self.held.iter_mut().zip(&self.new) {
            held.first = None;
            held.edition = 0;
            if let Some(case) = new.first() {
                held.case.clone_from(case);
            }
        }
    }

    /// The system.
    #[must_use]
    pub fn system(&self) -> &'s System<'s> {
        self.system
    }

    /// A machine.
    #[must_use]
    #[allow(clippy::indexing_slicing, reason = "machines are numbered as in the system")]
    pub fn held(&self, machine: MachineIx) -> &Held {
        &self.held[machine]
    }

    /// The case of a machine.
    #[must_use]
    pub fn case(&self, machine: MachineIx) -> &Case {
        &self.held(machine).case
    }

    /// The edition that governs a machine.
    #[must_use]
    pub fn procedure(&self, machine: MachineIx) -> &'s Procedure {
        self.system.editions(machine).get(self.held(machine).edition)
    }

    /// What is seen of some machines, in lists.
    #[must_use]
    pub fn views(&self, lists: &[Vec<MachineIx>]) -> Vec<Vec<View<'_>>> {
        let view = |ix: &MachineIx| {
            let held = self.held.get(*ix)?;
            Some(View { edition: held.edition, procedure: self.procedure(*ix), case: &held.case })
        };
        lists.iter().map(|list| list.iter().filter_map(view).collect()).collect()
    }

    /// Lets time pass for one machine, to an instant, from edition to edition.
    ///
    /// # Errors
    /// The machine cannot be followed so far.
    #[allow(clippy::indexing_slicing, reason = "machines and editions are numbered as in the system")]
    pub fn pass<O: Observer>(&mut self, machine: MachineIx, to: Stamp, observer: &mut O) -> Result<(), Lost> {
        let editions = self.system.editions(machine);
        if editions.all().len() == 1 && self.held[machine].case.is_quiet_through(to.day) {
            return if editions.get(0).in_force(to.day) { Ok(()) } else { Err(Lost::NoEdition) };
        }
        let held = &self.held[machine];
        let decided_by = match editions.get(held.edition).applies_by() {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => held.first.unwrap_or(to.day),
        };
        let target = editions.in_force(decided_by).ok_or(Lost::NoEdition)?;
        if held.first.is_none() && held.edition != target {
            // A case that has not begun begins under the edition of its first act.
            self.held[machine].edition = target;
            self.held[machine].case.clone_from(&self.new[machine][target]);
        }
        while self.held[machine].edition < target {
            let next = self.held[machine].edition + 1;
            let (old, new) = (self.procedure(machine), editions.get(next));
            self.advance(machine, Stamp::of_day(new.edition()), observer)?;
            let Some(carried) = self.held[machine].case.carried(old, new) else { return Err(Lost::NoEdition) };
            self.held[machine].case = carried;
            self.held[machine].edition = next;
        }
        self.advance(machine, to, observer)
    }

    /// Lets time pass under one edition, from one end to the next.
    #[allow(clippy::indexing_slicing, reason = "machines are numbered as in the system")]
    fn advance<O: Observer>(&mut self, machine: MachineIx, to: Stamp, observer: &mut O) -> Result<(), Lost> {
        let procedure = self.procedure(machine);
        loop {
            let case = &mut self.held[machine].case;
            if case.is_quiet_through(to.day) {
                return Ok(());
            }
            let next = next_due(procedure, case).map(instant_after);
            let until = next.filter(|next| (next.day, next.latest()) <= (to.day, to.earliest()));
            let mut passages: SmallVec<[Passage; 2]> = SmallVec::new();
            let doubt = advance(procedure, case, until.unwrap_or(to), &mut |passage| passages.push(passage));
            if !passages.is_empty() {
                observer.passed(self, machine, &passages);
            }
            match (doubt, until) {
                (Some(_), _) => return Err(Lost::Doubt),
                (None, None) => return Ok(()),
                (None, Some(_)) if passages.is_empty() => return Ok(()),
                (None, Some(_)) => {}
            }
        }
    }

    /// Does the acts of a course, from the beginning, and lets time pass to its end. Every act counts as in a replay:
    /// one that is not lawful may stand.
    ///
    /// # Errors
    /// A machine cannot be followed so far, or another edition is in force than the course says.
    pub fn run<O: Observer>(&mut self, course: &Course, observer: &mut O) -> Result<Vec<Outcome>, Lost> {
        self.reset();
        let machines = self.system.machines.len();
        let mut outcomes = Vec::with_capacity(course.len());
        for one in course.moves() {
            for machine in 0..machines {
                self.pass(machine, one.on, observer)?;
            }
            if self.held(one.machine).edition != one.edition {
                return Err(Lost::NoEdition);
            }
            let act = course.occurrence(one);
            observer.trying(self, one.machine);
            let Stepped::Done(outcome) = self.act(one.machine, &act, false) else { return Err(Lost::Doubt) };
            observer.tried(self, one.machine, &act, &outcome);
            outcomes.push(outcome);
        }
        for machine in course.until().into_iter().flat_map(|_| 0..machines) {
            if let Some(until) = course.until() {
                self.pass(machine, until, observer)?;
            }
        }
        Ok(outcomes)
    }

    /// Does an act on a machine for which time has passed. `lawful_only`: an act that is not lawful moves nothing, even
    /// if it would stand.
    #[allow(clippy::indexing_slicing, reason = "machines and editions are numbered as in the system")]
    pub fn act(&mut self, machine: MachineIx, act: &Occurrence, lawful_only: bool) -> Stepped {
        let procedure = self.procedure(machine);
        let watched = &self.seen[machine][self.held[machine].edition];
        let (before, rest) = self.held.split_at_mut(machine);
        let Some((own, after)) = rest.split_first_mut() else { return Stepped::Doubtful };
        let go = if lawful_only { step_if_lawful } else { step };
        let stepped = if watched.is_empty() {
            go(procedure, &mut own.case, act, &[])
        } else {
            let system = self.system;
            let other =
                |ix: MachineIx| if ix < machine { before.get(ix) } else { after.get(ix.checked_sub(machine + 1)?) };
            let view = |ix: &MachineIx| {
                let held = other(*ix)?;
                let procedure = system.editions(*ix).get(held.edition);
                Some(View { edition: held.edition, procedure, case: &held.case })
            };
            let views: Vec<Vec<View>> = watched.iter().map(|list| list.iter().filter_map(view).collect()).collect();
            go(procedure, &mut own.case, act, &views)
        };
        if let Stepped::Done(outcome) = &stepped
            && (outcome.took_effect || !lawful_only)
        {
            own.first = own.first.or(Some(act.on.day));
        }
        stepped
    }
}
