//! Any text as a condition: parsed, and checked against a small vocabulary that has everything. The first byte chooses
//! what the condition must yield and where it stands.

#![no_main]

use greffe::condition::{
    ActNames, Context, DeadlineNames, Exprs, Vocabulary, Wanted, WatchNames, compile, parse,
};
use greffe::ids::{ActId, CountingId, StateId, StateSet};
use greffe::text::Text;
use greffe::value::{Type, Words};
use libfuzzer_sys::fuzz_target;

fn words() -> Type {
    Type::Word(Words::new(["mainland", "overseas"].map(|word| (word.to_owned(), Text::default())).into()))
}

fn vocabulary(watches: bool) -> Vocabulary {
    let details = [
        ("flag", Type::Boolean),
        ("amount", Type::Integer),
        ("name", Type::Text),
        ("day", Type::Date),
        ("at", Type::Time),
        ("period", Type::Period),
        ("length", Type::Duration),
        ("where", words()),
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

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let _ = parse(text);
    let wanted = match choice % 4 {
        0 => Wanted::Condition,
        1 => Wanted::Date,
        2 => Wanted::Length,
        _ => Wanted::Value(Type::Integer),
    };
    let act = (choice & 4 == 0).then(|| ActId::new(0));
    let context = Context { act, dated: choice & 8 == 0, counting: None };
    let (mut names, mut exprs) = (vocabulary(true), Exprs::default());
    match compile(text, &wanted, context, &mut names, &mut exprs) {
        Ok(id) => exprs.walk(id, &mut |_, _| {}),
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            for fault in faults {
                assert!(text.get(fault.range).is_some(), "a fault beside the text");
            }
        }
    }
});
