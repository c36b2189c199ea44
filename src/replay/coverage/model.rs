//! What is counted of each edition. It holds names and texts of its own, so that what several replays exercised can be
//! put together after their procedures are gone.

use crate::calendar::Day;
use crate::text::Text;

/// A part of a procedure: its name in the file, and for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// In the file.
    pub name: String,
    /// For people.
    pub label: Text,
}

/// Whether one way for something to come out was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It was.
    Seen,
    /// It was not.
    Unseen,
    /// The procedure leaves no such way.
    Impossible,
}

impl Way {
    /// A way that is possible or not, and was not seen yet.
    pub(super) fn new(possible: bool) -> Self {
        if possible { Self::Unseen } else { Self::Impossible }
    }

    /// Counts it as seen.
    pub fn see(&mut self) {
        *self = Self::Seen;
    }

    fn merge(&mut self, other: Self) {
        if other == Self::Seen {
            self.see();
        }
    }
}

/// A condition that judges a transition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckCoverage {
    /// As it is written.
    pub text: String,
    /// Whether it held.
    pub held: Way,
    /// Whether it failed.
    pub failed: Way,
}

/// Why a transition was never taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// No scenario reaches a state from which it starts.
    NotReached,
    /// A state is reached, and the act is never tried there.
    NotTried,
    /// The act is tried there, and its `if` never selects this transition.
    NotSelected,
    /// It is selected, and the act is void each time.
    AlwaysVoid,
    /// A state is reached, and the deadline is never started.
    NotStarted,
    /// The deadline is started, and never runs out there.
    NeverOver,
}

/// A transition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransitionCoverage {
    /// The act or deadline that makes it happen.
    pub trigger: Name,
    /// Whether that is a deadline.
    pub by_deadline: bool,
    /// The states from which it starts.
    pub from: Vec<Name>,
    /// The state that it reaches; none: the one that it left.
    pub to: Option<Name>,
    /// The condition that selects it, as it is written.
    pub guard: Option<String>,
    /// Whether it was taken.
    pub taken: bool,
    /// Whether a state from which it starts was reached.
    pub reached: bool,
    /// Whether its act was tried, or its deadline ran out, in such a state.
    pub tried: bool,
    /// Whether it was selected, taken or not.
    pub selected: bool,
    /// The conditions that judge it.
    pub checks: Vec<CheckCoverage>,
}

/// A deadline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeadlineCoverage {
    /// Which.
    pub name: Name,
    /// Whether it was started.
    pub started: bool,
    /// Whether it ended in time: what was due was done, or it was stopped.
    pub kept: Way,
    /// Whether it ran out: what was due was not done, or it was over.
    pub missed: Way,
}

/// A duty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DutyCoverage {
    /// Which.
    pub name: Name,
    /// Whether it arose.
    pub arose: bool,
    /// Whether it was fulfilled in time.
    pub discharged: Way,
    /// Whether it was not.
    pub breached: Way,
}

/// How many of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Those seen.
    pub seen: usize,
    /// All of them.
    pub all: usize,
}

impl Share {
    fn of(ways: impl Iterator<Item = Way>) -> Self {
        ways.filter(|way| *way != Way::Impossible).fold(Self::default(), |share, way| Self {
            seen: share.seen + usize::from(way == Way::Seen),
            all: share.all + 1,
        })
    }

    /// In percent, rounded down: 100 only if nothing is missing.
    #[must_use]
    pub fn percent(self) -> usize {
        self.seen.saturating_mul(100).checked_div(self.all).unwrap_or(100)
    }
}

/// One edition of a procedure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionCoverage {
    /// The procedure's name.
    pub procedure: String,
    /// The first day of the edition.
    pub edition: Day,
    /// Its title.
    pub title: Text,
    /// Whether anything was judged under it.
    pub used: bool,
    /// Its transitions, in file order.
    pub transitions: Vec<TransitionCoverage>,
    /// Its deadlines, in file order.
    pub deadlines: Vec<DeadlineCoverage>,
    /// Its duties, in file order.
    pub duties: Vec<DutyCoverage>,
}

/// What some replays exercise.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    /// Every edition of every procedure that a scenario runs, by name and date.
    pub editions: Vec<EditionCoverage>,
}

impl TransitionCoverage {
    /// Why it was never taken; nothing if it was. `started` tells whether a deadline was.
    fn reason(&self, started: bool) -> Option<Why> {
        Some(match (self.taken, self.reached, self.by_deadline) {
            (true, ..) => return None,
            (_, false, _) => Why::NotReached,
            (.., true) if self.tried => Why::NotSelected,
            (.., true) if started => Why::NeverOver,
            (.., true) => Why::NotStarted,
            (.., false) if self.selected => Why::AlwaysVoid,
            (.., false) if self.tried => Why::NotSelected,
            (.., false) => Why::NotTried,
        })
    }

    fn same(&self, other: &Self) -> bool {
        let texts = |t: &Self| t.checks.iter().map(|c| c.text.clone()).collect::<Vec<_>>();
        (&self.trigger, self.by_deadline, &self.from, &self.to, &self.guard)
            == (&other.trigger, other.by_deadline, &other.from, &other.to, &other.guard)
            && texts(self) == texts(other)
    }
}

impl EditionCoverage {
    /// Why a transition was never taken; nothing if it was.
    #[must_use]
    pub fn why(&self, transition: &TransitionCoverage) -> Option<Why> {
        let started = self.deadlines.iter().any(|d| d.started && d.name.name == transition.trigger.name);
        transition.reason(started)
    }

    /// How many transitions were taken.
    #[must_use]
    pub fn transition_share(&self) -> Share {
        let taken = self.transitions.iter().filter(|t| t.taken).count();
        Share { seen: taken, all: self.transitions.len() }
    }

    /// How many conditions held, and how many failed: each counts twice.
    #[must_use]
    pub fn check_share(&self) -> Share {
        Share::of(self.transitions.iter().flat_map(|t| &t.checks).flat_map(|c| [c.held, c.failed]))
    }

    /// How many deadlines ended in time, and how many ran out.
    #[must_use]
    pub fn deadline_share(&self) -> Share {
        Share::of(self.deadlines.iter().flat_map(|d| [d.kept, d.missed]))
    }

    /// How many duties were fulfilled in time, and how many were not.
    #[must_use]
    pub fn duty_share(&self) -> Share {
        Share::of(self.duties.iter().flat_map(|d| [d.discharged, d.breached]))
    }

    /// Whether both tell of the same text: a file that stands in for a shipped one is counted apart.
    fn same(&self, other: &Self) -> bool {
        (&self.procedure, self.edition, &self.title) == (&other.procedure, other.edition, &other.title)
            && self.transitions.len() == other.transitions.len()
            && self.transitions.iter().zip(&other.transitions).all(|(a, b)| a.same(b))
            && self.deadlines.iter().map(|d| &d.name).eq(other.deadlines.iter().map(|d| &d.name))
            && self.duties.iter().map(|d| &d.name).eq(other.duties.iter().map(|d| &d.name))
    }

    fn merge(&mut self, other: &Self) {
        self.used |= other.used;
        for (own, theirs) in self.transitions.iter_mut().zip(&other.transitions) {
            own.taken |= theirs.taken;
            own.reached |= theirs.reached;
            own.tried |= theirs.tried;
            own.selected |= theirs.selected;
            for (check, seen) in own.checks.iter_mut().zip(&theirs.checks) {
                check.held.merge(seen.held);
                check.failed.merge(seen.failed);
            }
        }
        for (own, theirs) in self.deadlines.iter_mut().zip(&other.deadlines) {
            own.started |= theirs.started;
            own.kept.merge(theirs.kept);
            own.missed.merge(theirs.missed);
        }
        for (own, theirs) in self.duties.iter_mut().zip(&other.duties) {
            own.arose |= theirs.arose;
            own.discharged.merge(theirs.discharged);
            own.breached.merge(theirs.breached);
        }
    }
}

impl Coverage {
    /// Adds what another replay exercises.
    pub fn merge(&mut self, other: &Self) {
        for edition in &other.editions {
            match self.editions.iter_mut().find(|known| known.same(edition)) {
                Some(known) => known.merge(edition),
                None => self.editions.push(edition.clone()),
            }
        }
        self.editions.sort_by(|a, b| (&a.procedure, a.edition).cmp(&(&b.procedure, b.edition)));
    }
}
