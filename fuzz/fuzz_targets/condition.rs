//! Any text, compiled as every kind of expression, with and without an act, against names of every kind and type.
#![no_main]

use greffe::condition::{ActNames, Context, DeadlineNames, Exprs, Vocabulary, Wanted, WatchNames, compile};
use greffe::ids::{ActId, CountingId, StateId, StateSet};
use greffe::text::Text;
use greffe::value::{Type, Words};
use libfuzzer_sys::fuzz_target;

fn vocabulary(watches: bool) -> Vocabulary {
    let words = Words::new(["mainland", "overseas"].map(|word| (word.to_owned(), Text::default())).into());
    let details = [
        ("flag", Type::Boolean),
        ("amount", Type::Integer),
        ("name", Type::Text),
        ("day", Type::Date),
        ("at", Type::Time),
        ("period", Type::Period),
        ("length", Type::Duration),
        ("where", Type::Word(words)),
    ];
    let details: Vec<(String, Type)> = details.map(|(name, ty)| (name.to_owned(), ty)).into();
    let counting = CountingId::new(0);
    let watch = |name: &str, each| WatchNames { name: name.into(), each, editions: vec![vocabulary(false)] };
    Vocabulary {
        states: ["start", "open", "closed"].map(str::to_owned).into(),
        groups: vec![("live".into(), StateSet::from_iter([StateId::new(0), StateId::new(1)]))],
        acts: ["serve", "answer"].map(|name| ActNames { name: name.into(), details: details.clone() }).into(),
        slots: vec![("told".into(), Type::Boolean), ("count_of".into(), Type::Integer), ("since".into(), Type::Date)],
        deadlines: vec![DeadlineNames { name: "reply".into(), counting }],
        roles: vec!["authority".into(), "party".into()],
        watches: if watches { vec![watch("cases", true), watch("main", false)] } else { Vec::new() },
        counting: Some(counting),
        ..Vocabulary::default()
    }
}

fuzz_target!(|text: &str| {
    let of_act = Context { act: Some(ActId::new(0)), dated: true, counting: None };
    for context in [of_act, Context::default()] {
        for wanted in [Wanted::Condition, Wanted::Date, Wanted::Length, Wanted::Value(Type::Integer)] {
            let (mut names, mut exprs) = (vocabulary(true), Exprs::default());
            match compile(text, &wanted, context, &mut names, &mut exprs) {
                Ok(id) => exprs.walk(id, &mut |_, _| {}),
                Err(faults) => {
                    assert!(!faults.is_empty(), "refused without a reason");
                    assert!(faults.iter().all(|fault| fault.range.end <= text.len()), "a fault beside the text");
                }
            }
        }
    }
});
