//! Whether two readings of the law find the same of a case.

use super::found::{Entry, Found};
use crate::engine::Refusal;
use crate::procedure::Editions;

/// Whether what was found of a case under two editions or more is called the same: verdicts, refusals, states, duties and
/// properties. Which edition governs may differ, and with it what a rule rests on.
pub(super) fn is_told_alike(one: &Found, other: &Found, editions: &Editions) -> bool {
    let entries = one.entries.len() == other.entries.len()
        && one.entries.iter().zip(&other.entries).all(|(a, b)| is_entry_alike(a, b, editions));
    let duties =
        |found: &Found| sorted(found.breached.iter().map(|(e, id, day)| (&*editions.get(*e).duty(*id).name, *day)));
    let properties = |found: &Found| {
        sorted(found.broken.iter().map(|(e, id, after, day)| (&*editions.get(*e).property(*id).name, *after, *day)))
    };
    entries && duties(one) == duties(other) && properties(one) == properties(other)
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all
}

fn is_entry_alike(one: &Entry, other: &Entry, editions: &Editions) -> bool {
    let (old, new) = (editions.get(one.edition), editions.get(other.edition));
    let (a, b) = (&one.outcome, &other.outcome);
    let refusal = match (a.refusal, b.refusal) {
        (Some(Refusal::TooLate(one)), Some(Refusal::TooLate(other))) => {
            old.deadline(one).name == new.deadline(other).name
        }
        (one, other) => one == other,
    };
    refusal
        && (one.governed, a.verdict, a.took_effect) == (other.governed, b.verdict, b.took_effect)
        && old.state(a.from).name == new.state(b.from).name
        && old.state(a.to).name == new.state(b.to).name
}
