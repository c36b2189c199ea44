//! A map, checked against every edition of a procedure: what each column means, and which act an activity is.

use super::column::{ByWord, ValueFrom};
use super::date::{Dates, Zone};
use crate::ids::{ActId, RoleId};
use crate::text::Text;
use crate::value::Value;

/// What a register means to a procedure.
#[derive(Clone, Debug)]
pub struct Map {
    pub(super) title: Text,
    /// Every column that is read, each once.
    pub(super) columns: Vec<String>,
    pub(super) case: usize,
    pub(super) act: usize,
    pub(super) date: usize,
    pub(super) role: Option<usize>,
    /// The map's number for the role of each word.
    pub(super) role_words: ByWord<u16>,
    /// For each edition, its role of each number.
    pub(super) role_ids: Vec<Vec<Option<RoleId>>>,
    pub(super) written: Option<String>,
    pub(super) zone: Zone,
    pub(super) minute: bool,
    /// What each activity is; nothing: it is ignored.
    pub(super) named: ByWord<Option<u16>>,
    pub(super) activities: Vec<Activity>,
    pub(super) ignore_rest: bool,
    /// Texts that rules mention, by their numbers.
    pub(super) texts: Vec<String>,
}

/// An activity that is an act.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The act's name.
    pub act: String,
    /// Its name for people, as the last edition that knows it has it.
    pub label: Text,
    /// The columns that it reads.
    pub(super) values: Vec<ValueFrom>,
    /// The act in each edition that knows it.
    pub(super) resolved: Vec<Option<Resolved>>,
}

/// An activity under one edition.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub act: ActId,
    /// Who does it, where the register does not tell.
    pub by: Option<RoleId>,
    /// In the order in which the procedure declares them.
    pub details: Vec<DetailFrom>,
}

/// Where a detail comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DetailFrom {
    /// A value that was read, by its number among those of the activity.
    Read(usize),
    /// Always the same.
    Fixed(Value),
}

impl Map {
    /// What the register is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The columns that are read, each once.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The activities that are acts.
    #[must_use]
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// What reads its dates.
    #[must_use]
    pub fn dates(&self) -> Dates {
        Dates::new(self.written.clone(), self.zone, self.minute)
    }

    /// The activity of the map that a name comes closest to.
    #[must_use]
    pub fn near(&self, name: &str) -> Option<String> {
        let mut known: Vec<String> = self.named.keys().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        known.sort();
        crate::diagnostic::suggest(name, known.iter().map(String::as_str)).map(str::to_owned)
    }
}
