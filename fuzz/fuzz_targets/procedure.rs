//! Any bytes, read, checked and compiled as a procedure that may watch the shipped ones: no panic, no hang, and every
//! diagnostic can be shown.
#![no_main]

use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::procedure::{Editions, lower};
use greffe::syntax::ProcedureSyntax;
use greffe::syntax::edition::complete;
use greffe_fuzz::{SHIPPED, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (mut sources, mut found) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add_bytes("procedure.yaml", bytes.to_vec(), &mut found);
    if let Some(syntax) = greffe::syntax::read::<ProcedureSyntax>(file, &sources, &mut found) {
        for whole in complete(&[&syntax], &mut found) {
            let watched = |name: &str| SHIPPED.get(name).map(Editions::all);
            let _ = lower(&whole, &watched, &mut found);
        }
    }
    render(&found, &sources);
});
