//! The events of one case, as they were read.

use crate::calendar::Stamp;
use crate::value::{TextId, Value};

/// One event: an act of the map, its date, and where its values stand in the case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// When it took effect.
    pub on: Stamp,
    /// The activity, by its place in the map.
    pub activity: u16,
    /// Who acted, by the map's number for the role; nothing where the register does not tell.
    pub by: Option<u16>,
    /// Where its values begin.
    pub values: u32,
}

/// One case of a register.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CaseEvents {
    /// What the register calls it.
    pub id: Vec<u8>,
    /// Its events, in the order of the register.
    pub events: Vec<Event>,
    /// The values of their columns.
    pub values: Vec<Value>,
    /// Texts among them that no rule mentions.
    pub texts: Vec<String>,
    /// How many of its events could not be read.
    pub unread: u32,
}

impl CaseEvents {
    /// Begins another case in the same memory.
    pub fn begin(&mut self, id: &[u8]) {
        self.clear();
        self.id.extend_from_slice(id);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.id.clear();
        self.events.clear();
        self.values.clear();
        self.texts.clear();
        self.unread = 0;
    }

    /// Whether nothing is known of any case.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.unread == 0
    }

    /// Its name; what is not UTF-8 is replaced.
    #[must_use]
    pub fn name(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.id)
    }

    /// The values of an event.
    #[must_use]
    #[inline]
    pub fn values_of(&self, event: &Event) -> &[Value] {
        usize::try_from(event.values).ok().and_then(|first| self.values.get(first..)).unwrap_or(&[])
    }

    /// Puts the events in the order of their dates; those of one date stay as the register has them. True if the
    /// register had another order.
    pub fn sort(&mut self) -> bool {
        let key = |event: &Event| (event.on.day, event.on.earliest());
        if self.events.is_sorted_by_key(key) {
            return false;
        }
        self.events.sort_by_key(key);
        true
    }

    /// The number of a text: of those that rules mention, `known` is given.
    pub(super) fn text(&mut self, known: &[String], text: &str) -> Value {
        let find = |all: &[String]| all.iter().position(|one| one == text);
        let index = find(known).unwrap_or_else(|| {
            let own = find(&self.texts).unwrap_or_else(|| {
                self.texts.push(text.to_owned());
                self.texts.len() - 1
            });
            known.len() + own
        });
        Value::Text(TextId(u32::try_from(index).unwrap_or(u32::MAX)))
    }
}
