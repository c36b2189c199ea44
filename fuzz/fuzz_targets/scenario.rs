//! Any bytes as a scenario about the shipped procedures: read and checked, or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = greffe_fuzz::scenario(text);
});
