//! Any bytes as a procedure: read, checked and compiled, or refused with diagnostics that can be shown.

#![no_main]

use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::procedure::lower;
use greffe::syntax::{self, ProcedureFile};
use greffe_fuzz::{SHIPPED, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("fuzz.yaml", text);
    let read: Option<ProcedureFile> = syntax::read(file, &sources, &mut diagnostics);
    let watched = |name: &str| SHIPPED.get(name).map(|editions| editions.all());
    let compiled = read.and_then(|f| lower(&f, &watched, &mut diagnostics));
    assert!(compiled.is_none() || !diagnostics.has_errors(), "a procedure with errors was compiled");
    render(&diagnostics, &sources);
});
