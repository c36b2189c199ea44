//! The family of machines of `tests/verify`, explored: how many states, how long, how much memory. A plain program, since
//! one run takes seconds: `cargo bench --bench verify -- 3`.
#![allow(
    clippy::unwrap_used,
    unused_imports,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    reason = "a bench"
)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/verify/family.rs"]
mod family;

use greffe::verify::{Limits, Nobody, Options, verify};

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let what = asked.first().map_or("all", String::as_str);
    let procedures = family::procedures(false);
    let run = |name: &str, n: usize, options: &Options| {
        if what != "all" && what != name {
            return;
        }
        let begun = std::time::Instant::now();
        let proof = verify(&family::family(&procedures, n), options, &Nobody).unwrap();
        let all = begun.elapsed();
        for counts in &proof.counts {
            println!(
                "{name} n={n} threads={}: {:?} {} states, {} moves, {} deep, {:.2} s, {} MiB (whole {:.2} s) {:?}",
                options.limits.threads,
                counts.method,
                counts.states,
                counts.transitions,
                counts.depth,
                counts.time.as_secs_f64(),
                counts.bytes >> 20,
                all.as_secs_f64(),
                proof.claims[0].finding
            );
        }
    };
    let limits = |threads| Limits { threads, ..Limits::default() };
    if what == "days-once" {
        let options = Options { apart: true, days: true, limits: limits(1), ..Options::default() };
        run("days-once", 3, &options);
        return;
    }
    for threads in [1, 2] {
        let options = Options { limits: limits(threads), ..Options::default() };
        run("untimed", 16, &options);
        run("days", 3, &Options { apart: true, days: true, ..options.clone() });
        run("days-alike", 3, &Options { days: true, ..options.clone() });
        run("untimed", 6, &Options { apart: true, ..options.clone() });
    }
    for n in 3..=6 {
        run("zones", n, &Options { zones: true, limits: limits(1), ..Options::default() });
    }
    for n in 3..=4 {
        run("zones-apart", n, &Options { zones: true, apart: true, limits: limits(1), ..Options::default() });
    }
}
