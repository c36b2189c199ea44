//! The TMG affair replayed in the library: every possible world, with margins and outlook. Loading is not counted
//! here (see `load.rs`); a whole process is measured by `whole-process.sh`.

use std::rc::Rc;

use divan::{Bencher, black_box};
use greffe::replay::{Options, replay};

mod shipped;

fn main() {
    divan::main();
}

/// From checked facts to verdicts.
#[divan::bench]
fn tmg(bencher: Bencher) {
    let procedures = shipped::procedures();
    let scenario = Rc::new(shipped::tmg(&shipped::tmg_text(), &procedures));
    bencher.bench_local(|| black_box(replay(Rc::clone(black_box(&scenario)), &Options::default())));
}
