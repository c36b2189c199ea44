//! Proofs: known state counts, known verdicts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

#[path = "verify/contested.rs"]
mod contested;
#[path = "verify/family.rs"]
mod family;
#[path = "verify/flaws.rs"]
mod flaws;
#[path = "verify/followed.rs"]
mod followed;
#[path = "verify/limits.rs"]
mod limits;
#[path = "verify/overdue.rs"]
mod overdue;
#[path = "verify/random.rs"]
mod random;
#[path = "verify/shortest.rs"]
mod shortest;
#[path = "verify/spoken.rs"]
mod spoken;
#[path = "verify/timely.rs"]
mod timely;
#[path = "verify/worded.rs"]
mod worded;

/// A procedure of 2011 that no law has, with the rest of its file.
fn fictitious(name: &str, rest: &str) -> String {
    format!(
        "procedure: {name}
edition: 2011-01-01
until: 2011-12-31
title: A fictitious procedure
time_zone: Europe/Paris
counting: {{ rule: civil, roll: none, holidays: fr }}
law: {{ rule: {{ cite: None, status: inferred }} }}
{rest}"
    )
}
