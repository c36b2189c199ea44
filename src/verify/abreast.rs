//! Parts of a run that do not depend on one another, side by side.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use super::limits::{Budget, Limits};

/// What becomes of each of some parts, in their order. On several threads each part is explored by one of them, unless a
/// limit bounds the run: what is left of it for a part depends on the parts before.
pub(super) fn abreast<T: Send>(
    count: usize,
    (limits, budget): (&Limits, &Budget),
    part: &(dyn Fn(usize, &Budget) -> T + Sync),
) -> Vec<T> {
    let bounded = limits.states.is_some() || limits.bytes.is_some() || limits.time.is_some();
    let threads = limits.threads.min(count);
    if threads < 2 || bounded {
        return (0..count).map(|number| part(number, budget)).collect();
    }
    let alone = Limits { threads: 1, ..limits.clone() };
    let next = AtomicUsize::new(0);
    let work = || {
        let budget = Budget::new(&alone);
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Relaxed);
            if number >= count {
                return done;
            }
            done.push((number, part(number, &budget)));
        }
    };
    let mut all: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|fault| resume_unwind(fault))).collect()
    });
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, found)| found).collect()
}
