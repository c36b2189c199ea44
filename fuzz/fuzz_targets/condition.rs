//! Any text, compiled as every kind of expression.
#![no_main]

use greffe::condition::{ActNames, Context, DeadlineNames, Exprs, Vocabulary, Wanted, compile};
use greffe::ids::{ActId, CountingId};
use greffe::value::Type;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for wanted in [Wanted::Condition, Wanted::Date, Wanted::Length, Wanted::Value(Type::Integer)] {
        let mut names = Vocabulary {
            states: vec!["open".into(), "closed".into()],
            acts: vec![ActNames {
                name: "serve".into(),
                details: vec![("period".into(), Type::Period), ("dated".into(), Type::Date), ("euros".into(), Type::Integer)],
            }],
            slots: vec![("published".into(), Type::Boolean)],
            deadlines: vec![DeadlineNames { name: "compliance".into(), counting: CountingId::new(0) }],
            roles: vec!["president".into()],
            ..Vocabulary::default()
        };
        let context = Context { act: Some(ActId::new(0)), dated: true, counting: None };
        if let Err(faults) = compile(text, &wanted, context, &mut names, &mut Exprs::default()) {
            // Every fault lies within the text.
            assert!(faults.iter().all(|fault| fault.range.end <= text.len().max(fault.range.start)));
        }
    }
});
