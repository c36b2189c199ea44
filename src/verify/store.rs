//! Sets of packed states.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A state of all machines in machine words.
pub(super) type Key<const W: usize> = [u64; W];

/// How many parts a set has. The order of what is found depends on it, so it is the same for any number of threads.
pub(super) const SHARDS: usize = 64;

/// The part in which a key belongs, and its hash.
#[inline]
pub(super) fn place<const W: usize>(key: &Key<W>) -> (usize, u64) {
    let mut hasher = FxHasher::default();
    for word in key {
        hasher.write_u64(*word);
    }
    let mut hash = hasher.finish();
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((hash >> 58) as usize, hash)
}

/// One part of a set: open addressing, no deletion.
pub(super) struct Shard<const W: usize> {
    table: Vec<Key<W>>,
    len: usize,
}

impl<const W: usize> Shard<W> {
    /// No state has this key: its fields leave the highest bit free.
    const EMPTY: Key<W> = [u64::MAX; W];

    pub fn new() -> Self {
        Self { table: vec![Self::EMPTY; 64], len: 0 }
    }

    /// Adds a key; whether it is new.
    #[inline]
    pub fn insert(&mut self, key: Key<W>, hash: u64) -> bool {
        if self.len * 4 >= self.table.len() * 3 {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = (hash as usize) & mask;
        loop {
            match self.table.get_mut(at) {
                Some(slot) if *slot == key => return false,
                Some(slot) if *slot == Self::EMPTY => {
                    *slot = key;
                    self.len += 1;
                    return true;
                }
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        let old = std::mem::replace(&mut self.table, vec![Self::EMPTY; size]);
        let mask = size - 1;
        for key in old.into_iter().filter(|key| *key != Self::EMPTY) {
            let mut at = (place(&key).1 as usize) & mask;
            while self.table.get(at).is_some_and(|slot| *slot != Self::EMPTY) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.table.get_mut(at) {
                *slot = key;
            }
        }
    }

    /// The memory that it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.table.capacity() * size_of::<Key<W>>()
    }
}

/// Where the parts of a state stand in its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Packing {
    /// For each part, the word, the shift and the mask.
    fields: Vec<(usize, u32, u64)>,
    /// How many words a key takes.
    pub words: usize,
}

impl Packing {
    /// A packing of parts with so many values each. The highest bit of every word stays free.
    pub fn new(sizes: impl Iterator<Item = usize>) -> Self {
        let (mut word, mut shift, mut fields) = (0, 0u32, Vec::new());
        for size in sizes {
            let bits = usize::BITS - size.saturating_sub(1).leading_zeros();
            if shift + bits > 63 {
                word += 1;
                shift = 0;
            }
            fields.push((word, shift, (1u64 << bits) - 1));
            shift += bits;
        }
        Self { fields, words: word + 1 }
    }

    /// The key of some parts.
    #[inline]
    pub fn pack<const W: usize>(&self, parts: &[u32]) -> Key<W> {
        let mut key = [0; W];
        for ((word, shift, _), part) in self.fields.iter().zip(parts) {
            if let Some(place) = key.get_mut(*word) {
                *place |= u64::from(*part) << shift;
            }
        }
        key
    }

    /// The parts of a key.
    #[inline]
    pub fn unpack<const W: usize>(&self, key: &Key<W>, parts: &mut [u32]) {
        for ((word, shift, mask), part) in self.fields.iter().zip(parts) {
            *part = (key.get(*word).copied().unwrap_or(0) >> shift & mask) as u32;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let sizes = [131, 1, 2, 1 << 20, 3, 1 << 31, 17];
        let packing = Packing::new(sizes.iter().copied());
        assert_eq!(packing.words, 2);
        let parts: Vec<u32> = sizes.iter().map(|size| u32::try_from(size - 1).unwrap()).collect();
        let mut found = vec![0; parts.len()];
        packing.unpack(&packing.pack::<2>(&parts), &mut found);
        assert_eq!(found, parts);
    }

    #[test]
    fn a_shard_holds_each_key_once() {
        let mut shard = Shard::<1>::new();
        for round in [true, false] {
            for n in 0..10_000u64 {
                assert_eq!(shard.insert([n * 7], place(&[n * 7]).1), round);
            }
        }
    }
}
