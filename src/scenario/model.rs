//! The checked model of a scenario: facts with their sources, every name resolved against the procedures.

use crate::calendar::{Day, Stamp};
use crate::diagnostic::Span;
use crate::ids::{ActId, StateId};
use crate::procedure::Editions;
pub use crate::system::{Machine, MachineIx};
use crate::text::Text;
use crate::value::Value;

/// An event of a scenario, by its place in the file.
pub type EventIx = usize;
/// A source of a scenario, by its place in the file.
pub type SourceIx = usize;
/// An unknown of a scenario: one named variable.
pub type UnknownIx = usize;

/// When a source was published, as far as that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Published {
    /// Not before this day.
    pub not_before: Option<Day>,
    /// Not after this day.
    pub not_after: Option<Day>,
    /// Whether the date is an inference.
    pub inferred: bool,
}

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in the file.
    pub name: String,
    /// Who published it.
    pub publisher: Text,
    /// Its title, where it is known.
    pub title: Option<Text>,
    /// When.
    pub published: Published,
    /// The file that holds it.
    pub file: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// A remark.
    pub note: Option<Text>,
}

/// One value that an unknown may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The value.
    pub value: Value,
    /// The reading that it belongs to.
    pub reading: Option<usize>,
}

/// One source's version of a fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The value as it is written.
    pub written: String,
    /// Who says so.
    pub sources: Vec<SourceIx>,
    /// What it is called, and the articles on which it rests, if the law is read so rather than a source.
    pub law: Option<LawReading>,
}

/// A reading of the law itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LawReading {
    /// What it is called.
    pub label: Text,
    /// The articles on which it rests, as they are cited.
    pub basis: Vec<Text>,
}

/// A value that is not known: one named variable with the values that it may have.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Its name: as declared, or `EVENT.on`, `EVENT.DETAIL`.
    pub name: String,
    /// What is in doubt, for people; else it is told from the event and detail.
    pub label: Option<Text>,
    /// The values that it may have.
    pub candidates: Vec<Candidate>,
    /// The versions of the sources, or the readings of the law, where they disagree.
    pub readings: Vec<Reading>,
    /// The procedure, by its place in the scenario, if it is which edition of it governs that is contested.
    pub applies_by: Option<usize>,
    /// How many facts use it.
    pub uses: usize,
    /// Where it stands.
    pub span: Span,
}

/// When something took effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// On a day, perhaps at a minute.
    At(Stamp),
    /// At one of the candidates of an unknown.
    OneOf(UnknownIx),
}

/// A value as it is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    /// This one; [`Value::Unknown`] where nothing at all is known.
    Known(Value),
    /// One of the candidates of an unknown.
    OneOf(UnknownIx),
}

/// An act resolved against one edition of its procedure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    /// The act.
    pub act: ActId,
    /// Who acted: a [`Value::Role`].
    pub by: Given,
    /// Its details, in the order of the procedure.
    pub details: Vec<Given>,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// An act, resolved against each edition that knows it.
    Act {
        /// Its name.
        name: String,
        /// For each edition of the procedure.
        resolved: Vec<Option<Resolved>>,
    },
    /// A state that was observed or assumed.
    Is {
        /// Its name.
        name: String,
        /// For each edition of the procedure.
        resolved: Vec<Option<StateId>>,
    },
}

/// How well a fact is attested.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Certainty {
    /// A source says so.
    Attested,
    /// It follows from what a source says.
    Inferred,
    /// It is taken for granted.
    Assumed,
}

/// Something that happened to a machine.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id, given or made.
    pub id: String,
    /// The machine.
    pub machine: MachineIx,
    /// When it took effect.
    pub on: When,
    /// When it ended, if it lasted.
    pub lasted_until: Option<Stamp>,
    /// What happened.
    pub what: What,
    /// Who says so.
    pub sources: Vec<SourceIx>,
    /// How well it is attested.
    pub certainty: Certainty,
    /// A remark.
    pub note: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// A span of time in which something falls, for what is shown and never judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Around {
    /// Not before; nothing: not known.
    pub not_before: Option<Stamp>,
    /// Not after.
    pub not_after: Option<Stamp>,
    /// Whether it filled the whole span.
    pub lasted: bool,
}

/// A claim that can be compared with the replay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Claimed {
    /// A deadline's last day.
    Deadline {
        /// The machine.
        machine: MachineIx,
        /// The deadline's name.
        deadline: String,
        /// The day claimed.
        day: Day,
    },
    /// A machine's final state.
    State {
        /// The machine.
        machine: MachineIx,
        /// The state's name.
        state: String,
    },
}

/// Something that somebody said.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its id, given or made.
    pub id: String,
    /// Who.
    pub by: Text,
    /// When.
    pub on: Option<Around>,
    /// What, in words.
    pub says: Option<Text>,
    /// What, as a comparison.
    pub that: Option<(String, Claimed)>,
    /// Who reports it.
    pub sources: Vec<SourceIx>,
    /// Ids of the events, notes and claims that contradict it.
    pub contradicted_by: Vec<String>,
    /// A remark.
    pub note: Option<Text>,
}

/// Context: dated, sourced, shown, never judged.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its id, given or made.
    pub id: String,
    /// When.
    pub on: Around,
    /// The machines that it is about.
    pub about: Vec<MachineIx>,
    /// What.
    pub text: Text,
    /// Who says so.
    pub sources: Vec<SourceIx>,
    /// How well it is attested.
    pub certainty: Certainty,
}

/// Something that the author expects of the replay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expectation {
    /// A machine's state on the as-of date.
    State(MachineIx, String),
    /// An event's verdict, by the word used in files.
    Verdict(EventIx, String),
    /// Why an event is refused, by the word used in files.
    Refusal(EventIx, String),
    /// A deadline's last day.
    Deadline(MachineIx, String, Day),
    /// How a duty stands, by the word used in files.
    Duty(MachineIx, String, String),
}

/// A scenario, checked against its procedures.
#[derive(Clone, Debug)]
pub struct Scenario<'a> {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The scenario that it starts from.
    pub extends: Option<String>,
    /// The day on which deadlines and duties are reported, if the file says.
    pub as_of: Option<Day>,
    /// The procedures that its machines run, each in all its editions.
    pub procedures: Vec<&'a Editions>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Unknowns.
    pub unknowns: Vec<Unknown>,
    /// Machines.
    pub machines: Vec<Machine>,
    /// Events, in file order.
    pub events: Vec<Event>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Notes.
    pub notes: Vec<Note>,
    /// What is expected, with where it stands.
    pub expectations: Vec<(Expectation, Span)>,
    /// Texts of details, by their numbers.
    pub texts: Vec<String>,
}

impl Scenario<'_> {
    /// The editions of a machine's procedure.
    #[must_use]
    #[allow(clippy::indexing_slicing, reason = "indices are made by the checker for these very tables")]
    pub fn editions(&self, machine: MachineIx) -> &Editions {
        self.procedures[self.machines[machine].procedure]
    }

    /// The events of one machine, in file order.
    pub fn events_of(&self, machine: MachineIx) -> impl Iterator<Item = (EventIx, &Event)> {
        self.events.iter().enumerate().filter(move |(_, event)| event.machine == machine)
    }

    /// The possible dates of an event.
    #[must_use]
    pub fn dates(&self, event: &Event) -> Vec<Stamp> {
        match event.on {
            When::At(stamp) => vec![stamp],
            When::OneOf(unknown) => self
                .unknowns
                .get(unknown)
                .into_iter()
                .flat_map(|u| &u.candidates)
                .filter_map(|c| match c.value {
                    Value::Date(stamp) => Some(stamp),
                    _ => None,
                })
                .collect(),
        }
    }
}
