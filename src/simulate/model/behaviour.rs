//! What is done to cases, when, by whom, and with which capacity.

use super::{Delay, FigureIx, When, Worth};
use crate::calendar::{Holidays, Stamp};
use crate::engine::Case;
use crate::ids::{ActId, RoleId};
use crate::procedure::Editions;
use crate::text::Text;
use crate::value::Value;

/// A capacity, by its place in the study.
pub type CapacityIx = usize;

/// When somebody works.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// From Monday to Sunday.
    pub days: [bool; 7],
    /// From and to, in seconds of the day.
    pub hours: (u32, u32),
    /// Days on which it is closed.
    pub holidays: Holidays,
}

/// At which instants cases arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// At random: a Poisson process.
    Poisson,
    /// At equal distances.
    Regular,
}

/// A stream of new cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Arrival {
    /// How many a day (that is open), on average.
    pub a_day: FigureIx,
    /// At which instants.
    pub pattern: Pattern,
    /// The first day.
    pub since: Option<When>,
    /// The last day.
    pub until: Option<When>,
    /// The hours in which they arrive.
    pub open: Option<usize>,
}

/// Which of those that wait is next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Order {
    /// The one that waits longest.
    #[default]
    First,
    /// The one that waits shortest.
    Last,
    /// Any of them.
    Random,
}

impl Order {
    /// The word used in files and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first_in_first_out",
            Self::Last => "last_in_first_out",
            Self::Random => "random",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::First, Self::Last, Self::Random].into_iter().find(|order| order.word() == word)
    }
}

/// How a capacity serves.
#[derive(Clone, PartialEq, Debug)]
pub enum Service {
    /// So many a day, at equal distances in opening hours; each is done when its turn comes. Other numbers hold from
    /// other days on.
    ADay(FigureIx, Vec<(When, FigureIx)>),
    /// So many at a time, each for a random time of opening hours; each is done at its end.
    Servers(FigureIx, Delay),
    /// Every so often all that wait, or so many of them.
    Every(FigureIx, Worth),
}

/// What only so many cases can have at a time.
#[derive(Clone, PartialEq, Debug)]
pub struct Capacity {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// How it serves.
    pub service: Service,
    /// Which case is next.
    pub order: Order,
    /// When it is open.
    pub open: Option<usize>,
    /// From when on it is needed.
    pub since: Option<When>,
}

/// Where a detail of an act comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Given {
    /// A value.
    Value(Value),
    /// The day on which an act was last done to the case, by its number among [`super::Names::acts`].
    DayOf(usize),
}

/// An act of a step, in the ids of one edition.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The act.
    pub act: ActId,
    /// Who acts.
    pub by: RoleId,
    /// Its details, in the order of the edition.
    pub details: Vec<Given>,
}

/// What may be done: a step, or the keeping of a duty. Of its acts the first is done that is lawful.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The acts by their numbers among [`super::Names::acts`], each for every edition that knows it.
    pub acts: Vec<(usize, Vec<Option<Planned>>)>,
    /// The time before it.
    pub after: Delay,
    /// With which probability.
    pub share: Worth,
    /// Only to cases to which this act was done, or was not done.
    pub only: Option<(usize, bool)>,
    /// What it needs.
    pub needs: Option<CapacityIx>,
    /// The hours in which it is done.
    pub open: Option<usize>,
}

/// One of several alternatives: its probability, and where its steps begin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alternative {
    /// With which probability.
    pub share: Worth,
    /// The place of its first operation.
    pub to: usize,
}

/// An operation of the program that the steps of all states make.
#[derive(Clone, PartialEq, Debug)]
pub enum Op {
    /// Do a step, by its number.
    Do(usize),
    /// Go on with one of these, or with what follows.
    Either(Vec<Alternative>),
    /// Go on there.
    Jump(usize),
    /// Nothing more.
    End,
}

/// A duty that is kept on its last day.
#[derive(Clone, PartialEq, Debug)]
pub struct Keeper {
    /// The duty, by its number among [`super::Names::duties`].
    pub duty: usize,
    /// The step that keeps it, by its number.
    pub step: usize,
}

/// A machine that the procedure watches: how it stands, from each instant on.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The name of the watch.
    pub name: String,
    /// Its procedure.
    pub editions: Editions,
    /// From when, under which edition, how it stands.
    pub course: Vec<(Stamp, usize, Case)>,
}
