//! The dates of one machine while it moves, as ages in a zone.

use rustc_hash::FxHashMap;

use super::keys::{Key, Lengths, Offset};
use super::profile::Profile;
use super::turn::Turn;
use super::zone::Zone;

/// The dates of one machine while it moves.
pub(super) struct Dates<'d> {
    pub zone: Zone,
    pub turn: &'d Turn<'d>,
    pub held: &'d Profile,
    /// The index of its first age.
    pub first: usize,
    pub lengths: &'d Lengths,
    /// Dates that the move makes.
    pub fresh: FxHashMap<Key, usize>,
}

impl Dates<'_> {
    /// The age of a date; nothing if it is not followed.
    fn age(&mut self, key: &Key) -> Option<usize> {
        if *key == Key::Now {
            return Some(self.fresh.get(key).copied().unwrap_or(0));
        }
        if let Some(index) = self.held.dates.get_index_of(key) {
            return Some(self.first + index);
        }
        if let Some(age) = self.fresh.get(key) {
            return Some(*age);
        }
        let age = match key {
            Key::Detail(detail) => {
                let age = self.zone.add();
                let way = self.turn.way?;
                let field = self.turn.skeleton.original.act(way.act).details.get(detail.index())?;
                if !field.planned {
                    self.zone.ask(0, age, 0);
                }
                age
            }
            Key::Count { length, counting, nominal, from } => {
                let from = self.age(from)?;
                let (fewest, most) = self.lengths.of(self.turn.skeleton.original, *length, *counting, *nominal);
                let age = self.zone.add();
                self.zone.ask(from, age, most);
                self.zone.ask(age, from, -fewest);
                age
            }
            Key::Later(from, _) => {
                let from = self.age(from)?;
                let age = self.zone.add();
                self.zone.ask(age, from, 0);
                age
            }
            _ => return None,
        };
        self.fresh.insert(key.clone(), age);
        Some(age)
    }

    /// Asks that a date and some days be no later than another; false if no dates are.
    pub fn ask(&mut self, a: &Offset, b: &Offset) -> bool {
        let (Some(first), Some(then)) = (self.age(&a.0), self.age(&b.0)) else { return true };
        self.zone.ask(then, first, b.1 - a.1)
    }

    /// The age of a date as the move leaves it.
    pub fn write(&mut self, key: &Key) -> usize {
        let Some((source, days)) = self.turn.written(key) else { return self.zone.add() };
        let Some(age) = self.age(&source) else { return self.zone.add() };
        if days == 0 {
            return age;
        }
        let moved = self.zone.add();
        self.zone.ask(age, moved, days);
        self.zone.ask(moved, age, -days);
        moved
    }
}
