//! Any scenario that the checker lets pass is replayed, with all its worlds, margins and explanations, and told: no
//! panic, no end of memory, no hang (libFuzzer bounds both).
#![no_main]

use std::rc::Rc;

use greffe::replay::{Options, replay};
use greffe::report::text::{self, Style};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(scenario) = greffe_fuzz::scenario(bytes) {
        let replay = replay(Rc::new(scenario), &Options { explain: true, ..Options::default() });
        let _ = text::replay(&replay, &Style::default());
    }
});
