//! What it costs to read, check and compile: the shipped procedures, and the TMG scenario against them.

use divan::{Bencher, black_box};

mod shipped;

fn main() {
    divan::main();
}

/// The three shipped procedures, from text to compiled machines.
#[divan::bench]
fn procedures(bencher: Bencher) {
    let files = shipped::procedure_files();
    bencher.bench_local(|| shipped::procedures(black_box(&files)));
}

/// The TMG scenario, from text to checked facts; the procedures are compiled already.
#[divan::bench]
fn tmg_scenario(bencher: Bencher) {
    let procedures = shipped::procedures(&shipped::procedure_files());
    let file = shipped::tmg_file();
    bencher.bench_local(|| black_box(shipped::lowered(black_box(&file), &procedures)));
}
