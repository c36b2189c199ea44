//! What machines see of one another, told apart only as far as their conditions can.

use rustc_hash::FxHashMap;

use crate::condition::{Expr, ExprId, Quantifier};
use crate::engine::{Case, NoTrace, Scope, evaluate};
use crate::ids::WatchId;
use crate::procedure::Procedure;
use crate::system::MachineIx;
use crate::value::Value;

/// How many combinations of what is seen are told apart.
const MAX_ENVIRONMENTS: usize = 4096;
/// Bits of a key in which a class of machines is counted.
const COUNT_BITS: u32 = 5;

/// One watch of one edition.
pub(super) struct Seen {
    /// The machines that are seen.
    pub machines: Vec<MachineIx>,
    /// What conditions read of each, by the edition of its procedure.
    bodies: Vec<Vec<ExprId>>,
    /// Whether it matters how many machines there are of each class.
    counted: bool,
    /// What machines look like, each once, with an example.
    classes: FxHashMap<Vec<Value>, u32>,
    samples: Vec<(usize, Case)>,
}

/// All that a machine sees under one edition.
#[derive(Default)]
pub(super) struct Environment {
    pub watches: Vec<Seen>,
    /// Whether acts depend on what is seen, so that every combination is wanted.
    pub asked: bool,
    /// Every combination, by its key.
    index: FxHashMap<u64, u32>,
    /// For each combination and watch, the classes that are seen.
    pub all: Vec<Vec<Vec<u32>>>,
}

impl Seen {
    fn new(procedure: &Procedure, watch: WatchId, machines: Vec<MachineIx>) -> Self {
        let (mut bodies, mut counted) = (Vec::new(), false);
        for index in 0..procedure.exprs().len() {
            match procedure.exprs().get(crate::condition::Exprs::id_at(index)) {
                Expr::Watched(of, quantifier, read) if *of == watch => {
                    counted |= *quantifier == Quantifier::Count;
                    bodies.push(read.clone());
                }
                Expr::OfWatched(of, read) if *of == watch => bodies.push(read.clone()),
                _ => {}
            }
        }
        Self { machines, bodies, counted, classes: FxHashMap::default(), samples: Vec::new() }
    }

    /// What is read of a machine under an edition of its procedure.
    pub fn bodies(&self, edition: usize) -> impl Iterator<Item = ExprId> + '_ {
        self.bodies.iter().filter_map(move |bodies| bodies.get(edition).copied())
    }

    /// The class of a case of a machine that is seen; a new one where it looks like none before.
    pub fn class(&mut self, watcher: &Procedure, edition: usize, case: &Case) -> u32 {
        let scope = Scope { procedure: watcher, case, on: None, act: None, views: &[], starting: &[] };
        let looks: Vec<Value> = self.bodies(edition).map(|body| evaluate(&scope, body, &mut NoTrace)).collect();
        let next = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        let class = *self.classes.entry(looks).or_insert(next);
        if class == next {
            self.samples.push((edition, case.clone()));
        }
        class
    }

    /// A case of a class, with the edition that governs it.
    pub fn sample(&self, class: u32) -> Option<&(usize, Case)> {
        self.samples.get(class as usize)
    }

    fn bits(&self) -> u32 {
        // A class may be added until the tables are closed; the keys are made anew then.
        let classes = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        if self.counted { classes.saturating_mul(COUNT_BITS) } else { classes }
    }

    /// What one machine of a class adds to a key.
    fn mark(&self, class: u32) -> u64 {
        1u64.checked_shl(if self.counted { class * COUNT_BITS } else { class }).unwrap_or(0)
    }

    fn join(&self, key: u64, class: u32) -> u64 {
        if self.counted { key + self.mark(class) } else { key | self.mark(class) }
    }

    /// Everything that may be seen, as classes.
    fn observations(&self) -> Vec<Vec<u32>> {
        let classes = u32::try_from(self.samples.len()).unwrap_or(u32::MAX);
        let (size, repeated) = (self.machines.len(), self.counted);
        let mut all = Vec::new();
        if size == 0 {
            return vec![Vec::new()];
        }
        choose(0, classes, size, repeated, &mut Vec::new(), &mut all);
        all
    }
}

/// Every way of choosing classes, ascending: `size` of them with repetition, or up to `size` without.
fn choose(first: u32, classes: u32, size: usize, repeated: bool, chosen: &mut Vec<u32>, all: &mut Vec<Vec<u32>>) {
    if all.len() > MAX_ENVIRONMENTS {
        return;
    }
    if !chosen.is_empty() && (!repeated || chosen.len() == size) {
        all.push(chosen.clone());
    }
    if chosen.len() == size {
        return;
    }
    for class in first..classes {
        chosen.push(class);
        choose(if repeated { class } else { class + 1 }, classes, size, repeated, chosen, all);
        chosen.pop();
    }
}

impl Environment {
    /// What a machine sees through the watches of an edition.
    pub fn new(procedure: &Procedure, seen: Vec<Vec<MachineIx>>) -> Self {
        let watches = seen.into_iter().enumerate();
        let watches = watches.map(|(w, machines)| Seen::new(procedure, WatchId::new(w), machines)).collect();
        let asked = procedure.transitions().any(|(_, transition)| transition.reads.watched);
        Self { watches, asked, ..Self::default() }
    }

    /// Numbers every combination of the classes known so far; false if there are too many. Combinations known before
    /// keep their number.
    pub fn combine(&mut self) -> bool {
        if !self.asked {
            return true;
        }
        let mut combinations: Vec<Vec<Vec<u32>>> = vec![Vec::new()];
        for watch in &self.watches {
            let observations = watch.observations();
            let joined = combinations.iter().flat_map(|before| {
                observations.iter().map(|seen| before.iter().cloned().chain([seen.clone()]).collect::<Vec<_>>())
            });
            combinations = joined.take(MAX_ENVIRONMENTS + 1).collect();
            if combinations.len() > MAX_ENVIRONMENTS {
                return false;
            }
        }
        let bits: u32 = self.watches.iter().map(Seen::bits).sum();
        if bits > 64 {
            return false;
        }
        for combination in combinations {
            if !self.all.contains(&combination) {
                self.all.push(combination);
            }
        }
        self.index.clear();
        for (number, combination) in self.all.iter().enumerate() {
            let classes = combination.iter().map(|classes| classes.iter().copied());
            let key = self.key(classes.map(|c| c.collect::<Vec<_>>().into_iter()));
            self.index.insert(key, u32::try_from(number).unwrap_or(u32::MAX));
        }
        true
    }

    /// The key of what is seen: for each watch, the classes of its machines.
    fn key<I: Iterator<Item = u32>>(&self, seen: impl Iterator<Item = I>) -> u64 {
        let (mut key, mut shift) = (0u64, 0u32);
        for (watch, classes) in self.watches.iter().zip(seen) {
            let part = classes.fold(0, |part, class| watch.join(part, class));
            key |= part.checked_shl(shift).unwrap_or(0);
            shift += watch.bits();
        }
        key
    }

    /// The number of what is seen.
    #[inline]
    pub fn number<I: Iterator<Item = u32>>(&self, seen: impl Iterator<Item = I>) -> Option<u32> {
        self.index.get(&self.key(seen)).copied()
    }
}
