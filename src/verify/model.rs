//! What a verification comes to.

use std::time::Duration;

use super::course::Course;
pub use super::course::Shortest;
pub use super::limits::Progress;
use super::limits::Stopped;
use super::unasked::Remark;
use crate::calendar::Day;
use crate::ids::PropertyId;
use crate::system::{MachineIx, Reading};

/// How states were told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Without dates: whatever a comparison of dates may come to. What holds there holds on every calendar.
    WithoutDates,
    /// With zones: a length is as many days as it may have on some calendar. What holds there holds on every calendar.
    Zones,
    /// Day by day on the real calendar.
    Days,
}

/// What exploring took.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// How states were told apart.
    pub method: Method,
    /// Distinct states.
    pub states: u64,
    /// Moves between them.
    pub transitions: u64,
    /// Moves from the first state to the last one found, as far as they were counted: without dates, acts or changes of
    /// editions, as a course was to be shortest in.
    pub depth: u64,
    /// The memory for states, in bytes.
    pub bytes: usize,
    /// How long it took.
    pub time: Duration,
    /// Which limit stopped it; nothing if everything was explored.
    pub stopped: Option<Stopped>,
    /// States found and not yet left when it was stopped.
    pub frontier: u64,
}

impl Counts {
    /// Nothing explored yet.
    pub(super) const fn none(method: Method) -> Self {
        let time = Duration::ZERO;
        Self { method, states: 0, transitions: 0, depth: 0, bytes: 0, time, stopped: None, frontier: 0 }
    }

    /// Adds another exploration, after which nothing of this one is kept.
    pub(super) fn add(&mut self, other: &Self) {
        self.states += other.states;
        self.transitions += other.transitions;
        self.depth = self.depth.max(other.depth);
        self.bytes = self.bytes.max(other.bytes);
        self.time += other.time;
        self.frontier += other.frontier;
    }
}

/// What is said of a property.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// It holds on every lawful course.
    Holds(Method),
    /// It holds on every lawful course, since what it waits for never happens.
    HoldsEmptily(Method),
    /// What it says to be possible is: this is a shortest course found.
    Possible(Course),
    /// What it says to be possible is not, in any lawful course.
    Impossible(Method),
    /// A lawful course breaks it.
    Broken(Course),
    /// Nothing that breaks it was found, but not everything was looked at.
    Open(Bound),
}

/// How far it was looked where not everything was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// An exploration was stopped by a limit.
    Limit(Method, Stopped),
    /// Without dates it may be broken; no course tried on the real calendar breaks it.
    Dates {
        /// Ways that lead to a breach without dates, and on no calendar.
        refuted: usize,
        /// Ways that were not settled.
        unsettled: usize,
    },
    /// On the real calendar nothing breaks it, with the dates, periods and sums that were tried.
    Values,
    /// The course that breaks it breaches a duty, and it speaks of courses that keep them.
    Duties,
    /// What it waits for is not looked at: the changed procedure is too large, or its editions wait in different ways.
    Form,
    /// It waits for ever, and some deadline may start itself anew for ever: nothing was found to stand still.
    ForEver,
}

/// One property, with what is said of it.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its name.
    pub name: String,
    /// A machine that has it; nothing for the system's own.
    pub machine: Option<MachineIx>,
    /// An edition that has it, by its place among the procedure's, and its number there.
    pub edition: usize,
    /// Its number in that edition.
    pub property: PropertyId,
    /// The first and the last of the editions that word it so and of which this is said; nothing: all that have it.
    pub editions: Option<(usize, usize)>,
    /// What is said of it.
    pub finding: Finding,
    /// Of a course, that no lawful course shows it with fewer acts, or earlier, as was asked; else it is the shortest
    /// that was found.
    pub shortest: bool,
    /// Under which reading it is so, where which date decides the edition is contested and readings differ, or a course
    /// is one under some reading; else empty.
    pub reading: Reading,
}

impl Claimed {
    /// What is said of a property, in every edition that has it and under every reading: its machine, edition and number.
    pub(super) fn of(
        name: &str,
        (machine, edition, property): (Option<MachineIx>, usize, PropertyId),
        finding: Finding,
    ) -> Self {
        let (name, editions, reading) = (name.to_owned(), None, Vec::new());
        Self { name, machine, edition, property, editions, finding, shortest: false, reading }
    }
}

/// Why nothing can be proved of a system.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unexplorable {
    /// An act can be done in too many ways.
    Ways,
    /// A machine may see too many combinations of others.
    Environments,
    /// A machine may be in too many cases.
    Cases,
    /// The system has more machines than fit in a state.
    Machines,
}

/// All that a verification found.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The days on which acts may fall.
    pub range: (Day, Day),
    /// Which courses are shown.
    pub shortest: Shortest,
    /// Every property, those of procedures first.
    pub claims: Vec<Claimed>,
    /// What was found without being asked; nothing of an exploration that was not finished.
    pub remarks: Vec<Remark>,
    /// What would have been found if it were so, and could not be decided.
    pub undecided: Vec<Remark>,
    /// The machines and editions, by their places, of which such things were looked for to the end.
    pub looked: Vec<(MachineIx, usize)>,
    /// Whether only some properties were asked, and nothing else was looked for.
    pub asked_only: bool,
    /// What exploring took, for each exploration.
    pub counts: Vec<Counts>,
}

/// What was found of deadlines and duties.
#[derive(Default)]
pub(super) struct Timely {
    pub remarks: Vec<Remark>,
    /// What may be so, and was not decided.
    pub undecided: Vec<Remark>,
    pub counts: Vec<Counts>,
}

impl Proof {
    /// Adds what was found of deadlines and duties. A rule without dates that says the same is not told twice.
    pub(super) fn add(&mut self, found: Timely) {
        let Timely { remarks, mut undecided, counts } = found;
        let covers = |new: &Remark, old: &Remark| {
            (new.machine, new.edition) == (old.machine, old.edition) && new.what.covers(old.what)
        };
        undecided.retain(|open| !self.remarks.iter().any(|known| covers(open, known)));
        self.remarks.retain(|old| !remarks.iter().any(|new| covers(new, old)));
        self.remarks.extend(remarks);
        self.remarks.sort_by_key(|remark| (remark.machine, remark.edition));
        self.undecided = undecided;
        self.counts.extend(counts);
    }
}

impl Finding {
    /// The course that shows it.
    #[must_use]
    pub fn course(&self) -> Option<&Course> {
        match self {
            Self::Possible(course) | Self::Broken(course) => Some(course),
            _ => None,
        }
    }

    /// Whether it is what the property says; nothing where that is open.
    #[must_use]
    pub fn agrees(&self) -> Option<bool> {
        match self {
            Self::Holds(_) | Self::HoldsEmptily(_) | Self::Possible(_) => Some(true),
            Self::Impossible(_) | Self::Broken(_) => Some(false),
            Self::Open(_) => None,
        }
    }
}

impl Timely {
    /// Adds what an exploration took to that of its method.
    pub(super) fn count(&mut self, counts: &Counts) {
        match self.counts.iter_mut().find(|all| (all.method, all.stopped) == (counts.method, counts.stopped)) {
            Some(all) => all.add(counts),
            None => self.counts.push(*counts),
        }
    }
}
