//! What each lane of a timeline shows, in words and minutes; how it is drawn is settled elsewhere.

use crate::calendar::Day;
use crate::engine::Verdict;
use crate::procedure::Level;
use crate::scenario::{EventIx, MachineIx, SourceIx};

/// Minutes of civil time since 1970.
pub type Minutes = i64;

/// Minutes in a day.
pub const DAY: Minutes = 1440;

/// The course of one machine.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// The machine.
    pub machine: MachineIx,
    /// Its name for people.
    pub name: String,
    /// The title of its procedure.
    pub procedure: String,
    /// Its states, in the order of time.
    pub bars: Vec<Bar>,
    /// What happened, by its first possible instant.
    pub marks: Vec<Mark>,
    /// Its deadlines.
    pub brackets: Vec<Bracket>,
    /// Dates on which sources disagree.
    pub twins: Vec<Twins>,
    /// An earlier lane with the same course.
    pub same_as: Option<usize>,
}

/// A stretch of time with the same possible states.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Its first minute.
    pub from: Minutes,
    /// Its end.
    pub to: Minutes,
    /// The state, or those that are possible.
    pub label: String,
    /// Whether only one state is possible.
    pub certain: bool,
    /// Whether the case has ended.
    pub ended: bool,
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An act, with its verdict.
    Act(Verdict),
    /// An act that was not judged.
    NotJudged,
    /// An observation.
    Observed,
    /// The end of a deadline.
    RanOut,
    /// A duty or property that was not kept.
    Breach(Level),
}

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The event; nothing if it happened by itself.
    pub event: Option<EventIx>,
    /// What it is.
    pub kind: Kind,
    /// Its possible instants: their first and last.
    pub span: (Minutes, Minutes),
    /// The instants that sources give, where they disagree.
    pub readings: Vec<Minutes>,
    /// The further times that the same happened by itself, each also in words.
    pub again: Vec<(Minutes, String)>,
    /// Until when it lasted.
    pub lasted: Option<Minutes>,
    /// The verdicts that the readings of a detail lead to, where they disagree.
    pub verdicts: Vec<Verdict>,
    /// When, in words.
    pub when: String,
    /// The verdict, or what it is, in a word.
    pub word: String,
    /// What happened.
    pub what: String,
    /// What the verdict depends on, where sources disagree.
    pub depends: Option<String>,
    /// Who says so.
    pub sources: Vec<SourceIx>,
}

/// A deadline.
#[derive(Clone, PartialEq, Debug)]
pub struct Bracket {
    /// Its possible starts: the first and the last.
    pub from: (Minutes, Minutes),
    /// Its possible ends: the first and the last.
    pub to: (Minutes, Minutes),
    /// What it is, with its last day and how it stands.
    pub label: String,
}

/// A date on which sources disagree.
#[derive(Clone, PartialEq, Debug)]
pub struct Twins {
    /// What is in doubt.
    pub about: String,
    /// Each date, in words, with those who say so.
    pub readings: Vec<(Minutes, String, Vec<SourceIx>)>,
}

/// The first minute of a day.
pub fn start_of(day: Day) -> Minutes {
    i64::from(day.number()) * DAY
}
