//! Any scenario that the checker lets pass is replayed, with all its worlds, margins and outlooks: no panic, no end of
//! memory, no hang (libFuzzer bounds both).

#![no_main]

use std::rc::Rc;

use greffe::replay::{Options, replay};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(scenario) = greffe_fuzz::scenario(text) {
        let _ = replay(Rc::new(scenario), &Options::default());
    }
});
