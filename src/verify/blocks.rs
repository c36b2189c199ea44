//! Cases of one machine that nothing tells apart any more: neither those that see it, nor a claim, nor what it may do
//! from there on. Exploring one case of each block explores all (bisimulation, by refining a partition).

use rustc_hash::FxHashMap;

use super::claims::Claims;
use super::kind::{LocalIx, When};
use super::skeleton::Skeleton;
use super::suppose::running;
use super::tables::Tables;
use crate::engine::Case;

/// The blocks of one kind.
pub(super) struct Blocks {
    /// For each local, its block.
    pub of: Vec<u32>,
    /// For each block, its first local.
    pub first: Vec<LocalIx>,
}

/// How a local goes on: where to, when, whether by an act, and by which rule if that matters.
type Onward = (u32, When, bool, Option<crate::ids::TransitionId>);

/// The blocks of every kind.
pub(super) fn blocks(tables: &Tables, claims: &Claims) -> Vec<Blocks> {
    let by_rule = claims.wait_for_moves();
    (0..tables.kinds.len()).map(|kind| of_kind(tables, claims, kind, by_rule)).collect()
}

fn of_kind(tables: &Tables, claims: &Claims, kind: usize, by_rule: bool) -> Blocks {
    let Some(table) = tables.kinds.get(kind) else { return Blocks { of: Vec::new(), first: Vec::new() } };
    let locals = 0..table.locals.len();
    let mut of = numbered(locals.clone().map(|at| {
        let local = table.locals.get_index(at);
        let edition = local.map_or(0, |local| local.edition);
        let ends = local.is_some_and(|l| table.skeletons.get(edition).is_some_and(|s| s.is_final(l.case.state())));
        // Where it matters what will happen by itself, cases in which nothing will are told apart.
        let rests = local.is_some_and(|l| table.skeletons.get(edition).is_some_and(|s| rests(s, &l.case)));
        let waits = local.is_some_and(|l| table.skeletons.get(edition).is_some_and(|s| s.waits(&l.case)));
        let at_rest = tables.asked.is_some().then_some((rests, waits));
        (
            edition,
            ends,
            at_rest,
            claims.alone_at(kind, at),
            claims.sees_at(kind, at).then_some(at),
            tables.looks(kind, at),
        )
    }));
    let mut count = of.iter().max().copied().unwrap_or(0);
    loop {
        let block = |at: LocalIx| of.get(at as usize).copied().unwrap_or(0);
        let next = numbered(locals.clone().map(|at| {
            let here = of.get(at).copied().unwrap_or(0);
            let moves = table.moves.get(at).into_iter().flatten();
            let onward = moves.map(|step| {
                (block(step.to), step.when.clone(), step.label.is_act(), step.transition.filter(|_| by_rule))
            });
            let mut onward: Vec<Onward> = onward.filter(|(to, ..)| by_rule || *to != here).collect();
            onward.sort_by_key(|(to, when, act, rule)| (*to, when.bits().to_vec(), *act, *rule));
            onward.dedup();
            let later = table.carried.iter().map(|table| table.get(at).map(|to| block(*to)));
            (here, onward, later.collect::<Vec<_>>())
        }));
        let found = next.iter().max().copied().unwrap_or(0);
        of = next;
        if found == count {
            break;
        }
        count = found;
    }
    let mut first: Vec<LocalIx> = Vec::new();
    for (at, block) in of.iter().enumerate() {
        if *block as usize == first.len() {
            first.push(LocalIx::try_from(at).unwrap_or(LocalIx::MAX));
        }
    }
    Blocks { of, first }
}

fn rests(skeleton: &Skeleton, case: &Case) -> bool {
    running(skeleton, case).is_empty() && skeleton.owed(case).next().is_none()
}

/// Equal things by equal numbers, in the order in which they first come.
fn numbered<K: std::hash::Hash + Eq>(things: impl Iterator<Item = K>) -> Vec<u32> {
    let mut known: FxHashMap<K, u32> = FxHashMap::default();
    things
        .map(|thing| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(thing).or_insert(next)
        })
        .collect()
}
