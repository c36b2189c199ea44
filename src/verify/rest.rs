//! Whether deadlines that run out by themselves may do so for ever.

use super::asked::Asked;
use super::kind::{Kind, Label};
use super::tables::Tables;

/// Whether, in some case that was met, deadlines may run out and start anew for ever without an act; of the machines
/// that have the property, while they wait. `met` says which cases of each kind were.
pub(super) fn circles(tables: &Tables, asked: &Asked, met: &[Vec<bool>]) -> bool {
    tables.kinds.iter().zip(met).any(|(kind, met)| {
        let waits = kind.skeletons.iter().any(|skeleton| skeleton.waiting.is_some());
        circles_in(kind, met, waits && !asked.of_system)
    })
}

/// Whether a kind has a circle of deadlines that run out: what is left when cases are taken away, again and again, from
/// which none leads to one that is left.
fn circles_in(kind: &Kind, met: &[bool], waiting: bool) -> bool {
    let waits = |at: usize| {
        let local = kind.locals.get_index(at);
        local.is_some_and(|l| kind.skeletons.get(l.edition).is_some_and(|s| s.waits(&l.case)))
    };
    let mut left: Vec<bool> = met.iter().enumerate().map(|(at, met)| *met && (!waiting || waits(at))).collect();
    loop {
        let goes_on = |at: usize| {
            let moves = kind.moves.get(at).into_iter().flatten().filter(|step| matches!(step.label, Label::Over(_)));
            moves.into_iter().any(|step| left.get(step.to as usize) == Some(&true))
        };
        let next: Vec<bool> = left.iter().enumerate().map(|(at, here)| *here && goes_on(at)).collect();
        if next == left {
            return left.contains(&true);
        }
        left = next;
    }
}
