//! Any bytes, read and checked as a procedure: no panic, no hang, and every diagnostic can be shown.
#![no_main]

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::procedure::lower;
use greffe::syntax::ProcedureSyntax;
use greffe::syntax::edition::complete;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let file = sources.add_bytes("procedure.yaml", bytes.to_vec(), &mut found);
    if let Some(syntax) = greffe::syntax::read::<ProcedureSyntax>(file, &sources, &mut found) {
        for whole in complete(&[&syntax], &mut found) {
            let _ = lower(&whole, &|_| None, &mut found);
        }
    }
    let _ = render_all(&found, &sources, Style::default());
});
