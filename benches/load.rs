//! What it costs to read, check and compile: the shipped procedures, and the TMG scenario.

use divan::{Bencher, black_box};

mod shipped;

fn main() {
    divan::main();
}

/// Every shipped procedure in all its editions, from text to compiled machines.
#[divan::bench]
fn every_procedure(bencher: Bencher) {
    bencher.bench_local(shipped::procedures);
}

/// The TMG scenario with the procedures that it needs, from text to checked facts, as `greffe replay` loads it.
#[divan::bench]
fn tmg_with_its_procedures(bencher: Bencher) {
    bencher.bench_local(shipped::tmg_with_its_procedures);
}

/// The TMG scenario alone; the procedures are compiled already.
#[divan::bench]
fn tmg_alone(bencher: Bencher) {
    let (procedures, text) = (shipped::procedures(), shipped::tmg_text());
    bencher.bench_local(|| black_box(shipped::tmg(black_box(&text), &procedures)));
}
