//! Any bytes, read and checked as a scenario about the shipped procedures, or refused with diagnostics that can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = greffe_fuzz::scenario(bytes);
});
