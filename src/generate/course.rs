//! Courses: acts in the order in which they are done, on the machines of a system.

use crate::calendar::Stamp;
use crate::engine::Occurrence;
use crate::ids::{ActId, RoleId};
use crate::system::MachineIx;
use crate::value::Value;

/// An act of a course.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Move {
    /// The machine that it is done to.
    pub machine: MachineIx,
    /// The edition of the machine's procedure whose ids it uses: the one in force.
    pub edition: usize,
    /// When it takes effect.
    pub on: Stamp,
    /// Which act.
    pub act: ActId,
    /// Who acts.
    pub by: RoleId,
    /// Where its details stand among those of the course: the first, and how many.
    details: (usize, usize),
}

/// Acts in the order in which they are done. Their dates never go back.
#[derive(Clone, Default, Debug)]
pub struct Course {
    moves: Vec<Move>,
    values: Vec<Value>,
    /// How far time passes after the last act.
    until: Option<Stamp>,
}

impl PartialEq for Course {
    fn eq(&self, other: &Self) -> bool {
        let plain = |m: &Move| Move { details: (0, 0), ..*m };
        self.until == other.until
            && self.moves.len() == other.moves.len()
            && (self.moves.iter().zip(&other.moves))
                .all(|(a, b)| plain(a) == plain(b) && self.details(a) == other.details(b))
    }
}

impl Eq for Course {}

impl Course {
    /// A course without acts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many acts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.moves.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// The acts, in order.
    #[must_use]
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// The details of an act of this course, in the order in which its procedure declares them.
    #[must_use]
    pub fn details(&self, of: &Move) -> &[Value] {
        let (first, count) = of.details;
        self.values.get(first..first + count).unwrap_or(&[])
    }

    /// An act of this course, as the engine takes it.
    #[must_use]
    pub fn occurrence(&self, of: &Move) -> Occurrence<'_> {
        Occurrence { act: of.act, on: of.on, by: Some(of.by), details: self.details(of) }
    }

    /// Adds an act. A date before that of the act before it becomes that.
    pub fn push(&mut self, machine: MachineIx, edition: usize, act: &Occurrence, by: RoleId) {
        let on = self.moves.last().map_or(act.on, |last| no_earlier(act.on, last.on));
        let details = (self.values.len(), act.details.len());
        self.values.extend_from_slice(act.details);
        self.moves.push(Move { machine, edition, on, act: act.act, by, details });
        self.wait_until(on);
    }

    /// Lets time pass after the last act.
    pub fn wait_until(&mut self, on: Stamp) {
        self.until = Some(self.until.map_or(on, |until| no_earlier(on, until)));
    }

    /// The last instant of the course: that of its last act, or later; nothing for a course of nothing.
    #[must_use]
    pub fn until(&self) -> Option<Stamp> {
        self.until
    }

    /// Takes all acts away.
    pub fn clear(&mut self) {
        self.moves.clear();
        self.values.clear();
        self.until = None;
    }

    /// The course without some of its acts.
    #[must_use]
    pub fn without(&self, left_out: std::ops::Range<usize>) -> Self {
        let kept = self.moves.iter().enumerate().filter(|(index, _)| !left_out.contains(index));
        self.made_of(kept.map(|(_, one)| (one, self.occurrence(one))))
    }

    /// The course with one act on another date or with other details.
    #[must_use]
    pub fn with(&self, index: usize, on: Stamp, details: &[Value]) -> Self {
        self.made_of(self.moves.iter().enumerate().map(|(at, one)| {
            let own = self.occurrence(one);
            (one, if at == index { Occurrence { on, details, ..own } } else { own })
        }))
    }

    /// The course, ending on another instant, but not before its last act.
    #[must_use]
    pub fn ending(&self, until: Option<Stamp>) -> Self {
        let last = self.moves.last().map(|last| last.on);
        let until = until.map(|until| last.map_or(until, |last| no_earlier(until, last))).or(last);
        Self { until, ..self.clone() }
    }

    fn made_of<'a>(&self, acts: impl Iterator<Item = (&'a Move, Occurrence<'a>)>) -> Self {
        let mut made = Self::new();
        for (one, act) in acts {
            made.push(one.machine, one.edition, &act, one.by);
        }
        made.ending(self.until)
    }
}

/// A stamp, or the other one if that is later.
pub(super) fn no_earlier(stamp: Stamp, than: Stamp) -> Stamp {
    if stamp.day < than.day || (stamp.day == than.day && stamp.latest() < than.earliest()) { than } else { stamp }
}
