//! Zones: sets of ages, in whole days, given by bounds on their differences.
//!
//! The age of a date is how many days ago it was; a date to come has a negative one. Age 0 is that of the present day,
//! and has index 0. All bounds are closed and whole, so that every zone is what it seems to be.

/// No bound. Large enough that the sum of two is no overflow.
pub(super) const NONE: i32 = i32::MAX / 4;

/// Days further apart than this, and than what they are compared with, are only known to be so: dates that are put off
/// again and again would otherwise never come to an end.
const FAR: i32 = 4000;

/// Bounds on the differences of ages: `bound(i, j)` is the most that age i may exceed age j.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Zone {
    size: usize,
    bounds: Vec<i32>,
}

impl Zone {
    /// The zone with the present day alone.
    pub fn new() -> Self {
        Self { size: 1, bounds: vec![0] }
    }

    #[inline]
    pub fn bound(&self, i: usize, j: usize) -> i32 {
        self.bounds.get(i * self.size + j).copied().unwrap_or(NONE)
    }

    #[inline]
    fn set(&mut self, i: usize, j: usize, bound: i32) {
        if let Some(place) = self.bounds.get_mut(i * self.size + j) {
            *place = bound;
        }
    }

    /// Adds an age of which nothing is known; its index.
    pub fn add(&mut self) -> usize {
        let (old, size) = (self.size, self.size + 1);
        let mut bounds = vec![NONE; size * size];
        for i in 0..old {
            for j in 0..old {
                if let Some(place) = bounds.get_mut(i * size + j) {
                    *place = self.bound(i, j);
                }
            }
        }
        if let Some(place) = bounds.get_mut(old * size + old) {
            *place = 0;
        }
        *self = Self { size, bounds };
        old
    }

    /// Asks that age i exceed age j by no more than `most`; false if that leaves nothing.
    pub fn ask(&mut self, i: usize, j: usize, most: i32) -> bool {
        if i == j {
            return most >= 0;
        }
        if most >= self.bound(i, j) {
            return true;
        }
        if most.saturating_add(self.bound(j, i)) < 0 {
            return false;
        }
        for a in 0..self.size {
            let to_i = self.bound(a, i);
            if to_i >= NONE {
                continue;
            }
            for b in 0..self.size {
                let from_j = self.bound(j, b);
                if from_j < NONE {
                    let through = to_i + most + from_j;
                    if through < self.bound(a, b) {
                        self.set(a, b, through);
                    }
                }
            }
        }
        true
    }

    /// Lets any number of days pass.
    pub fn elapse(&mut self) {
        for i in 1..self.size {
            self.set(i, 0, NONE);
        }
    }

    /// The zone of some of the ages, in another order. The first is that of the present day.
    pub fn project(&self, kept: &[usize]) -> Self {
        let size = kept.len();
        let mut bounds = Vec::with_capacity(size * size);
        for i in kept {
            bounds.extend(kept.iter().map(|j| if i == j { 0 } else { self.bound(*i, *j) }));
        }
        Self { size, bounds }
    }

    /// Whether every choice of ages of another zone is one of this.
    pub fn includes(&self, other: &Self) -> bool {
        self.bounds.iter().zip(&other.bounds).all(|(here, there)| here >= there)
    }

    /// Forgets what no comparison tells apart. `lower` and `upper` give, for each age, the largest number of days that it
    /// is asked to have reached, and not to have passed; `kept` says which differences are compared themselves.
    pub fn coarsen(&mut self, lower: &[i32], upper: &[i32], kept: &dyn Fn(usize, usize) -> bool) {
        let at = |bounds: &[i32], i: usize| bounds.get(i).copied().unwrap_or(-NONE);
        let least: Vec<i32> = (0..self.size).map(|i| if i == 0 { 0 } else { -self.bound(0, i) }).collect();
        let far = lower.iter().chain(upper).copied().max().unwrap_or(0).max(0).saturating_add(FAR).min(NONE);
        let old = self.clone();
        let mut changed = false;
        for i in 0..self.size {
            for j in 0..self.size {
                let bound = old.bound(i, j);
                if i == j || bound >= NONE {
                    continue;
                }
                let least_j = least.get(j).copied().unwrap_or(0);
                let least_i = least.get(i).copied().unwrap_or(0);
                let new = if i != 0 && j != 0 && kept(i, j) {
                    bound
                } else if i != 0 && (bound.saturating_add(least_j) > at(lower, i) || least_i > at(lower, i)) {
                    NONE
                } else if j != 0 && least_j > at(upper, j) {
                    if i == 0 { -(at(upper, j).max(-NONE + 1) + 1) } else { NONE }
                } else {
                    bound
                };
                let new = if new > far { NONE } else { new.max(-far) };
                if new > bound {
                    self.set(i, j, new);
                    changed = true;
                }
            }
        }
        if changed {
            self.close();
        }
    }

    fn close(&mut self) {
        for k in 0..self.size {
            for i in 0..self.size {
                let to_k = self.bound(i, k);
                if to_k >= NONE || i == k {
                    continue;
                }
                for j in 0..self.size {
                    let from_k = self.bound(k, j);
                    if from_k < NONE && to_k + from_k < self.bound(i, j) {
                        self.set(i, j, to_k + from_k);
                    }
                }
            }
        }
    }

    /// What to sort ages by that nothing else tells apart: their own bounds.
    pub fn looks(&self, i: usize) -> (i32, i32) {
        (self.bound(i, 0), self.bound(0, i))
    }

    /// The memory that it takes, in bytes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.bounds.capacity() * size_of::<i32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_follows_through() {
        let mut zone = Zone::new();
        let (a, b) = (zone.add(), zone.add());
        // a is at most 3 days old and at least 1; b two days older.
        assert!(zone.ask(a, 0, 3) && zone.ask(0, a, -1));
        assert!(zone.ask(b, a, 2) && zone.ask(a, b, -2));
        assert_eq!((zone.bound(b, 0), zone.bound(0, b)), (5, -3));
        assert!(!zone.clone().ask(b, 0, 2));
        let before = zone.clone();
        zone.elapse();
        assert!(zone.includes(&before) && !before.includes(&zone));
        assert_eq!((zone.bound(b, a), zone.bound(0, b)), (2, -3));
    }
}
