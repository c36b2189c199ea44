//! Values and their types: what details, memory and conditions are made of.

use crate::calendar::{Duration, End, Moment, Period, Stamp};
use crate::ids::{RoleId, StateId};
use crate::text::Text;
use std::sync::Arc;

/// The words of an enumerated type, with what they are called for people. Two types are equal if their words are.
#[derive(Clone, Debug)]
pub struct Words {
    names: Arc<[String]>,
    labels: Arc<[Text]>,
}

impl Words {
    /// Words with their labels.
    #[must_use]
    pub fn new(words: Vec<(String, Text)>) -> Self {
        let (names, labels): (Vec<String>, Vec<Text>) = words.into_iter().unzip();
        Self { names: names.into(), labels: labels.into() }
    }

    /// The words as they are written.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The index of a word.
    #[must_use]
    pub fn position(&self, word: &str) -> Option<u16> {
        self.names.iter().position(|name| name == word).and_then(|index| u16::try_from(index).ok())
    }

    /// What a word is called.
    #[must_use]
    pub fn label(&self, index: u16) -> Option<&Text> {
        self.labels.get(usize::from(index))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Eq for Words {}

/// The type of a detail, of a slot of memory, or of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any text; compared for equality only.
    Text,
    /// A civil day, perhaps with a time of day.
    Date,
    /// A time of day.
    Time,
    /// A length in years, months, weeks, days or working days.
    Period,
    /// A length in hours and minutes.
    Duration,
    /// One of the listed words.
    Word(Words),
    /// A state of the procedure that the expression is about.
    State,
    /// A role.
    Role,
}

impl Type {
    /// The type's name in files and messages.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Boolean => "boolean".into(),
            Self::Integer => "integer".into(),
            Self::Text => "text".into(),
            Self::Date => "date".into(),
            Self::Time => "time".into(),
            Self::Period => "period".into(),
            Self::Duration => "duration".into(),
            Self::Word(words) => format!("[{}]", words.names().join(", ")),
            Self::State => "state".into(),
            Self::Role => "role".into(),
        }
    }
}

/// The number of a text in the table of a procedure or scenario: equal texts have equal numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TextId(pub u32);

/// A value. `Unknown` stands for what no source tells and no reading bounds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// Not known: what is computed from it is not known either, unless it does not matter.
    Unknown,
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text, by its number.
    Text(TextId),
    /// A word of an enumerated type, by its index.
    Word(u16),
    /// A civil day with what is known of the minute.
    Date(Stamp),
    /// An instant to the minute, in civil minutes; the end of an elapsed period.
    Moment(Moment),
    /// A time of day in minutes after midnight, both ends of what is known.
    Time(u16, u16),
    /// A civil length.
    Period(Period),
    /// An elapsed length.
    Duration(Duration),
    /// A state.
    State(StateId),
    /// A role.
    Role(RoleId),
}

impl Value {
    /// The truth value, if it is a known boolean.
    #[must_use]
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::Boolean(b) => Some(b),
            _ => None,
        }
    }

    /// Whether the value is wholly unknown.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }
}

impl From<End> for Value {
    fn from(end: End) -> Self {
        match end {
            End::Day(day) => Self::Date(Stamp::of_day(day)),
            End::Moment(moment) => Self::Moment(moment),
        }
    }
}

impl From<Option<bool>> for Value {
    fn from(truth: Option<bool>) -> Self {
        truth.map_or(Self::Unknown, Self::Boolean)
    }
}
