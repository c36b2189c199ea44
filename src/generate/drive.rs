//! Driving the machines of a system through time, from edition to edition.

use smallvec::SmallVec;

use super::course::Course;
use crate::calendar::{Day, Stamp};
use crate::engine::{
    Case, ClockState, Occurrence, Outcome, Passage, Stepped, View, advance, advance_showing, instant_after, next_due,
    step, step_if_lawful,
};
use crate::procedure::{AppliesBy, Editions, Procedure};
use crate::system::{MachineIx, System};

/// A machine on its way.
#[derive(Debug)]
pub struct Held<'s> {
    /// Its case, in the ids of its edition.
    pub case: Case,
    /// The edition that governs it.
    pub edition: usize,
    /// The law of that edition.
    pub procedure: &'s Procedure,
    /// When its first act was done.
    first: Option<Day>,
    /// The reading that it takes of which date decides its edition, where that is contested; nothing: the first.
    reading: Option<AppliesBy>,
}

impl<'s> Held<'s> {
    /// Puts the machine under an edition.
    fn govern(&mut self, edition: usize, editions: &'s Editions) {
        self.edition = edition;
        self.procedure = editions.get(edition);
    }
}

/// Something that happened by itself, and the case just after it.
pub type Passed = (Passage, Case);

/// Who wants to know of what happens. The machines are as they are just then.
pub trait Observer {
    /// Deadlines of a machine ran out or duties fell due, one after the other, to a case that was as `before`.
    fn passed(&mut self, drive: &Drive, machine: MachineIx, before: &Case, passed: &[Passed]) {
        let _ = (drive, machine, before, passed);
    }

    /// A machine was carried into another edition, from the one of an index.
    fn carried(&mut self, drive: &Drive, machine: MachineIx, from: usize) {
        let _ = (drive, machine, from);
    }

    /// Time has passed for all machines, to an instant.
    fn until(&mut self, drive: &Drive, on: Stamp) {
        let _ = (drive, on);
    }

    /// An act is about to be tried.
    fn trying(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence) {
        let _ = (drive, machine, act);
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
    held: Vec<Held<'s>>,
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
        let seen = machines.map(|m| editions(m).map(|p| system.seen_by(m, p)).collect()).collect();
        let held = system.machines.iter().enumerate().map(|(m, machine)| {
            let procedure = system.editions(m).get(0);
            Held { case: Case::new(procedure), edition: 0, procedure, first: None, reading: machine.applies_by }
        });
        Self { system, held: held.collect(), new, seen }
    }

    /// Forgets all that has happened.
    pub fn reset(&mut self) {
        for (machine, (held, new)) in self.held.iter_mut().zip(&self.new).enumerate() {
            held.first = None;
            held.govern(0, self.system.editions(machine));
            if let Some(case) = new.first() {
                held.case.clone_from(case);
            }
        }
    }

    /// Takes a reading of which date decides the edition, for the machines that have none of their own: before anything
    /// happens to them.
    pub fn read_as(&mut self, reading: &[(usize, AppliesBy)]) {
        for (held, machine) in self.held.iter_mut().zip(&self.system.machines) {
            held.reading = machine.reading(reading);
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
    pub fn held(&self, machine: MachineIx) -> &Held<'s> {
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
        self.held(machine).procedure
    }

    /// What is seen of some machines, in lists; of one of them, if so wished, as it was in another case.
    #[must_use]
    pub fn views<'v>(&'v self, lists: &[Vec<MachineIx>], other: Option<(MachineIx, &'v Case)>) -> Vec<Vec<View<'v>>> {
        let view = |ix: &MachineIx| {
            let held = self.held.get(*ix)?;
            let case = other.filter(|(machine, _)| machine == ix).map_or(&held.case, |(_, case)| case);
            Some(View { edition: held.edition, procedure: held.procedure, case })
        };
        lists.iter().map(|list| list.iter().filter_map(view).collect()).collect()
    }

    /// The machines that each watch of a machine's edition sees.
    #[must_use]
    pub fn seen_by(&self, machine: MachineIx) -> &[Vec<MachineIx>] {
        let edition = self.held.get(machine).map_or(0, |held| held.edition);
        self.seen.get(machine).and_then(|editions| editions.get(edition)).map_or(&[], |seen| seen)
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
        let decided_by = match editions.applies_by(held.edition, held.reading) {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => held.first.unwrap_or(to.day),
        };
        let target = editions.in_force(decided_by).ok_or(Lost::NoEdition)?;
        if held.first.is_none() && held.edition != target {
            // A case that has not begun begins under the edition of its first act.
            self.held[machine].govern(target, editions);
            self.held[machine].case.clone_from(&self.new[machine][target]);
        }
        while self.held[machine].edition < target {
            let next = self.held[machine].edition + 1;
            let (old, new) = (self.procedure(machine), editions.get(next));
            self.advance(machine, Stamp::of_day(new.edition()), observer)?;
            let Some(carried) = self.held[machine].case.carried(old, new) else { return Err(Lost::NoEdition) };
            self.held[machine].case = carried;
            self.held[machine].govern(next, editions);
            observer.carried(self, machine, next - 1);
        }
        self.advance(machine, to, observer)
    }

    /// Lets time pass for all machines, to an instant. What ends by itself does so in the order of time, and at one
    /// instant in the order of the machines.
    ///
    /// # Errors
    /// A machine cannot be followed so far.
    pub fn pass_all<O: Observer>(&mut self, to: Stamp, observer: &mut O) -> Result<(), Lost> {
        let machines = self.held.len();
        if self.system.observer.is_some() {
            while let Some((_, machine, due)) = self.first_due(to) {
                let before = self.held(machine).case.clone();
                self.pass(machine, due, observer)?;
                if self.held(machine).case == before {
                    break;
                }
            }
        }
        (0..machines).try_for_each(|machine| self.pass(machine, to, observer))
    }

    /// The machine to which something happens first by itself before an instant, if to more than one something does.
    fn first_due(&self, to: Stamp) -> Option<((Day, u16), MachineIx, Stamp)> {
        let busy = self.held.iter().enumerate().filter(|(_, held)| !held.case.is_quiet_through(to.day));
        let due = busy.filter_map(|(machine, held)| {
            let due = instant_after(next_due(held.procedure, &held.case)?);
            let in_time = (due.day, due.latest()) <= (to.day, to.earliest());
            in_time.then_some(((due.day, due.earliest().number()), machine, due))
        });
        let due: SmallVec<[_; 4]> = due.collect();
        if due.len() < 2 { None } else { due.into_iter().min_by_key(|(at, machine, _)| (*at, *machine)) }
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
            let due = next_due(procedure, case).map(instant_after).filter(|due| due.day <= to.day);
            let Some(due) = due else {
                // Nothing happens that anybody wants to see.
                return advance(procedure, case, to, &mut |_| {}).map_or(Ok(()), |_| Err(Lost::Doubt));
            };
            let until = Some(due).filter(|due| (due.day, due.latest()) <= (to.day, to.earliest()));
            let before = case.clone();
            let mut passed: SmallVec<[Passed; 1]> = SmallVec::new();
            let mut tell = |after: &Case, passage| passed.push((passage, after.clone()));
            let doubt = advance_showing(procedure, case, until.unwrap_or(to), &mut tell);
            if !passed.is_empty() {
                observer.passed(self, machine, &before, &passed);
            }
            match (doubt, until) {
                (Some(_), _) => return Err(Lost::Doubt),
                (None, None) => return Ok(()),
                (None, Some(_)) if passed.is_empty() => return Ok(()),
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
        let mut outcomes = Vec::with_capacity(course.len());
        for one in course.moves() {
            self.pass_all(one.on, observer)?;
            if self.held(one.machine).edition != one.edition {
                return Err(Lost::NoEdition);
            }
            let act = course.occurrence(one);
            observer.until(self, one.on);
            observer.trying(self, one.machine, &act);
            let Stepped::Done(outcome) = self.act(one.machine, &act, false) else { return Err(Lost::Doubt) };
            observer.tried(self, one.machine, &act, &outcome);
            outcomes.push(outcome);
        }
        if let Some(until) = course.until() {
            self.pass_all(until, observer)?;
            observer.until(self, until);
        }
        Ok(outcomes)
    }

    /// Does an act on a machine for which time has passed. `lawful_only`: an act that is not lawful moves nothing, even
    /// if it would stand. Doubtful where something that is not known decides, or would from here on.
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
            let other =
                |ix: MachineIx| if ix < machine { before.get(ix) } else { after.get(ix.checked_sub(machine + 1)?) };
            let view = |ix: &MachineIx| {
                let held = other(*ix)?;
                Some(View { edition: held.edition, procedure: held.procedure, case: &held.case })
            };
            let views: Vec<Vec<View>> = watched.iter().map(|list| list.iter().filter_map(view).collect()).collect();
            go(procedure, &mut own.case, act, &views)
        };
        if let Stepped::Done(outcome) = &stepped
            && outcome.took_effect
            && let Some(id) = outcome.transition
            && procedure.transition(id).clocks.iter().any(|(_, id)| own.case.clock(*id).state == ClockState::Unknown)
        {
            // A deadline of no known length: somebody left out what it lasts.
            return Stepped::Doubtful;
        }
        if let Stepped::Done(outcome) = &stepped
            && (outcome.took_effect || !lawful_only)
        {
            own.first = own.first.or(Some(act.on.day));
        }
        stepped
    }
}
