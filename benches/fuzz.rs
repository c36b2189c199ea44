//! Acts a second that `greffe fuzz` draws, does and checks, on one thread: every act is steered towards what was not
//! reached, dated, given details, judged, done, and looked at for broken properties and broken promises of the engine.

#![allow(clippy::expect_used, reason = "a procedure that is not there ends the benchmark")]

use std::collections::BTreeMap;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use greffe::generate::{Found, Hunt};
use greffe::procedure::Editions;
use greffe::system::System;

mod shipped;

fn main() {
    divan::main();
}

/// A hunt as `greffe fuzz` does it if nothing else is said, but on one thread.
fn hunted(system: &System) -> Found {
    Hunt { courses: 10_000, acts: 40, seed: 1, threads: 1 }.run(black_box(system), &mut |_| {})
}

fn measure(bencher: Bencher, system: &System) {
    bencher.counter(ItemsCount::new(hunted(system).acts)).bench_local(|| black_box(hunted(system)));
}

fn editions<'a>(all: &'a BTreeMap<String, Editions>, name: &str) -> &'a Editions {
    all.get(name).expect(name)
}

/// The CNIL's procedure as it was in 2011.
#[divan::bench]
fn cnil_of_2011(bencher: Bencher) {
    let all = shipped::procedures();
    let first = Editions::of(editions(&all, "cnil-enforcement").get(0).clone());
    measure(bencher, &System::of(&first));
}

/// The CNIL's procedure in all its editions: cases cross from one to the next.
#[divan::bench]
fn cnil_in_all_editions(bencher: Bencher) {
    let all = shipped::procedures();
    measure(bencher, &System::of(editions(&all, "cnil-enforcement")));
}

/// The interconnection with the Hadopi and the two procedures that it watches: three machines.
#[divan::bench]
fn interconnection_and_what_it_watches(bencher: Bencher) {
    let all = shipped::procedures();
    let watched = |name: &str| all.get(name);
    measure(bencher, &System::with_watched(editions(&all, "hadopi-interconnection"), &watched));
}
