//! Looking at every act of a course: do the properties hold, does the engine keep its own promises, what was reached?

use super::drive::{Drive, Observer, Passed};
use super::properties::Properties;
pub use super::properties::Whose;
use super::reach::{Open, Reach};
use crate::calendar::Stamp;
use crate::engine::{Case, ClockState, Occurrence, Outcome, Verdict, branches, judge};
use crate::ids::{DeadlineId, PropertyId};
use crate::procedure::Procedure;
use crate::system::{MachineIx, System};

/// One act in so many is looked at in every way; the others in those that cost little.
const DEEP: u64 = 128;

/// What the engine promises of every act, whatever the procedure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Invariant {
    /// An act starts from the state that the case is in.
    FromHere,
    /// An act that takes effect leads to the target of its transition; any other leaves the state.
    ToTarget,
    /// A legal act takes effect, and nothing is said against it; an unlawful one has a refusal.
    VerdictAgrees,
    /// No deadline that moves the case still runs after its end.
    NothingOverdue,
    /// No deadline runs in a state in which it does not live.
    NoStrayDeadline,
    /// An act that takes no effect changes nothing.
    VoidIsVoid,
    /// Where everything is known there is one course, and it is the one that was taken.
    OneCourse,
    /// To judge an act and to do it give the same verdict.
    JudgedAsDone,
}

impl Whose {
    /// What declares the property, if it is there.
    #[must_use]
    pub fn declared_in<'s>(self, system: &System<'s>) -> Option<&'s Procedure> {
        match self {
            Self::Procedure(procedure, edition) => Some(system.procedures.get(procedure)?.get(edition)),
            Self::System => system.observer.as_ref().map(|observer| observer.procedure),
        }
    }

    /// All that may declare properties in a system.
    #[must_use]
    pub fn all(system: &System) -> Vec<Self> {
        let editions = system.procedures.iter().enumerate();
        let own = editions.flat_map(|(ix, all)| (0..all.all().len()).map(move |edition| Self::Procedure(ix, edition)));
        system.observer.iter().map(|_| Self::System).chain(own).collect()
    }
}

/// Something that must not be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flaw {
    /// A property does not hold after acts that are all lawful.
    Broken(Whose, PropertyId),
    /// The engine does not keep a promise of its own.
    Engine(Invariant),
}

/// Looks at the acts of one course after the other.
pub(super) struct Inspector {
    properties: Properties,
    /// What was reached.
    pub reach: Reach,
    /// Acts judged.
    pub acts: u64,
    /// Acts that were not lawful.
    pub refused: u64,
    /// Flaws of the present course, each once.
    pub flaws: Vec<Flaw>,
    /// For each machine, what was running and owed after the last thing that happened to it.
    open: Vec<Open>,
    /// Whether an unlawful act has taken effect: properties speak of lawful courses.
    tainted: bool,
    /// Whether unlawful acts move nothing.
    lawful_only: bool,
    /// One act in so many is looked at in every way.
    deep: u64,
    /// The case before an act that is looked at in every way.
    before: Option<Case>,
}

impl Inspector {
    pub fn new(system: &System) -> Self {
        Self {
            properties: Properties::new(system),
            reach: Reach::new(system),
            acts: 0,
            refused: 0,
            flaws: Vec::new(),
            open: vec![Open::default(); system.machines.len()],
            tainted: false,
            lawful_only: true,
            deep: DEEP,
            before: None,
        }
    }

    /// One that looks at every act in every way.
    pub fn thorough(system: &System) -> Self {
        Self { deep: 1, ..Self::new(system) }
    }

    /// A new course begins.
    pub fn begin(&mut self, lawful_only: bool) {
        self.open.fill(Open::default());
        self.properties.begin();
        self.flaws.clear();
        (self.tainted, self.lawful_only) = (false, lawful_only);
    }

    #[cold]
    fn found(&mut self, flaw: Flaw) {
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    fn promise(&mut self, kept: bool, invariant: Invariant) {
        if !kept {
            self.found(Flaw::Engine(invariant));
        }
    }

    /// Takes note of what broke, unless an unlawful act stands: properties speak of lawful courses.
    fn heed(&mut self) {
        while let Some((whose, property)) = self.properties.broken.pop() {
            if !self.tainted {
                self.found(Flaw::Broken(whose, property));
            }
        }
    }

    /// Compares the act with the engine's other ways to judge it.
    #[inline(never)]
    fn compare(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence, outcome: &Outcome) {
        let Some(before) = self.before.take() else { return };
        let (procedure, case) = (drive.procedure(machine), drive.case(machine));
        if !outcome.took_effect {
            self.promise(before == *case, Invariant::VoidIsVoid);
        }
        if procedure.watches().next().is_some() {
            return;
        }
        self.promise(judge(procedure, &before, act, &[]) == outcome.verdict, Invariant::JudgedAsDone);
        if let [(after, same)] = branches(procedure, &before, act, &[]).as_slice() {
            let stood = self.lawful_only && !matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular);
            let one = stood || (after == case && same == outcome);
            self.promise(one, Invariant::OneCourse);
        } else {
            self.promise(false, Invariant::OneCourse);
        }
        self.promise(no_stray(procedure, case), Invariant::NoStrayDeadline);
    }
}

fn no_stray(procedure: &Procedure, case: &Case) -> bool {
    procedure.deadlines().all(|(id, rule)| {
        case.clock(id).state != ClockState::Running || rule.alive.is_none_or(|alive| alive.contains(case.state()))
    })
}

/// Whether no deadline that moves the case still runs after its end.
fn nothing_overdue(procedure: &Procedure, case: &Case, act: &Occurrence) -> bool {
    case.is_quiet_through(act.on.day)
        || procedure.deadlines().all(|(id, rule)| {
            let over = |id: DeadlineId| case.clock(id).last.last_minute().latest < minute(act);
            rule.expiry.is_empty() || case.clock(id).state != ClockState::Running || !over(id)
        })
}

fn minute(act: &Occurrence) -> i64 {
    i64::from(act.on.day.number()) * 1440 + i64::from(act.on.earliest().number())
}

impl Observer for Inspector {
    fn passed(&mut self, drive: &Drive, machine: MachineIx, before: &Case, passed: &[Passed]) {
        let procedure = drive.procedure(machine);
        let edition = drive.held(machine).edition;
        if let Some(seen) = self.reach.of(drive.system(), machine, edition) {
            for (passage, _) in passed {
                seen.passed(procedure, passage);
            }
        }
        if !self.tainted {
            self.properties.passed(drive, machine, before, passed);
            self.heed();
        }
        if let Some(open) = self.open.get_mut(machine) {
            *open = Open::of(procedure, drive.case(machine));
        }
    }

    fn carried(&mut self, drive: &Drive, machine: MachineIx, from: usize) {
        self.properties.carried(drive, machine, from);
    }

    #[inline]
    fn until(&mut self, drive: &Drive, on: Stamp) {
        if !self.tainted {
            self.properties.until(drive, on);
            self.heed();
        }
    }

    #[inline]
    fn trying(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence) {
        if self.acts.is_multiple_of(self.deep) {
            self.before = Some(drive.case(machine).clone());
        }
        self.properties.trying(drive, machine, act);
    }

    #[inline]
    fn tried(&mut self, drive: &Drive, machine: MachineIx, act: &Occurrence, outcome: &Outcome) {
        self.acts += 1;
        let (procedure, held) = (drive.procedure(machine), drive.held(machine));
        let case = &held.case;
        if let Some(seen) = self.reach.of(drive.system(), machine, held.edition) {
            seen.judged(procedure, outcome);
        }
        let rule = outcome.transition.map(|id| procedure.transition(id));
        let target = rule.filter(|_| outcome.took_effect).and_then(|rule| rule.to).unwrap_or(outcome.from);
        self.promise(rule.is_none_or(|rule| rule.from.contains(outcome.from)), Invariant::FromHere);
        self.promise(outcome.to == target && case.state() == target, Invariant::ToTarget);
        let agrees = match outcome.verdict {
            Verdict::Legal => outcome.refusal.is_none() && outcome.failed.is_empty() && outcome.took_effect,
            Verdict::Irregular => !outcome.failed.is_empty() && outcome.took_effect,
            Verdict::Illegal | Verdict::Undetermined => outcome.refusal.is_some(),
        };
        self.promise(agrees, Invariant::VerdictAgrees);
        self.promise(nothing_overdue(procedure, case, act), Invariant::NothingOverdue);
        let lawful = matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular);
        self.refused += u64::from(!lawful);
        if self.before.is_some() {
            self.compare(drive, machine, act, outcome);
        }
        let (Some(id), Some(rule), true) = (outcome.transition, rule, outcome.took_effect) else { return };
        self.tainted |= !lawful;
        if !self.tainted {
            self.properties.acted(drive, machine, (id, outcome.from), act.on);
            self.heed();
        }
        if rule.to.is_some() || !rule.clocks.is_empty() || !procedure.settled(id).is_empty() {
            let before = self.open.get(machine).copied().unwrap_or_default();
            if let Some(seen) = self.reach.of(drive.system(), machine, held.edition) {
                seen.ended(before, case);
            }
            if let Some(open) = self.open.get_mut(machine) {
                *open = Open::of(procedure, case);
            }
        }
    }
}
