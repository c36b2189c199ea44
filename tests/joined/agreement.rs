//! Proofs and courses never contradict each other: no lawful course that was drawn breaks what is proved, or reaches what
//! is impossible; and a replay of every course of a proof shows what the proof says.

use greffe::calendar::Day;
use greffe::engine::Occurrence;
use greffe::generate::{Course, Flaw, Hunt, Whose};
use greffe::library::{Library, Memory, Nothing, What};
use greffe::procedure::{Editions, Form};
use greffe::report::course;
use greffe::system::System;
use greffe::text::Text;
use greffe::verify::{Claimed, Finding, Nobody, Options, verify};

/// What a proof and a hunt call the same property: whose it is, its name, and the edition that words it.
pub type Named = (String, String, Day);

pub fn owner(system: &System, machine: Option<usize>) -> String {
    machine.map_or_else(|| system.name.clone(), |machine| system.editions(machine).name().to_owned())
}

pub fn declared(system: &System, whose: Whose, property: greffe::ids::PropertyId) -> Named {
    let procedure = whose.declared_in(system).unwrap();
    let owner = if whose == Whose::System { system.name.clone() } else { procedure.name().to_owned() };
    (owner, procedure.property(property).name.clone(), procedure.edition())
}

/// Whether a property is the one of which a proof speaks.
pub fn is_of(system: &System, claim: &Claimed, (owner_of, name, edition): &Named) -> bool {
    let worded = claim.machine.zip(claim.editions).is_none_or(|(machine, (first, last))| {
        let editions = system.editions(machine);
        (editions.get(first).edition()..=editions.get(last).edition()).contains(edition)
    });
    *owner_of == owner(system, claim.machine) && *name == claim.name && worded
}

/// The course of a proof as a scenario.
pub fn written(system: &System, shown: &greffe::verify::Course) -> String {
    let mut made = Course::new();
    for step in &shown.steps {
        let rule = system.editions(step.machine).get(step.edition).act(step.act);
        let by = step.by.unwrap_or(rule.by[0]);
        let act = Occurrence { act: step.act, on: step.on, by: Some(by), details: &step.details };
        made.push(step.machine, step.edition, &act, by);
    }
    if let Some(until) = shown.until {
        made.wait_until(until);
    }
    let about = course::About { name: "shown".into(), title: Text::plain("Shown".to_owned()), remarks: Vec::new() };
    course::yaml(&course::scenario(system, &made, &about), &about).unwrap()
}

fn waits_for_ever(system: &System, claim: &Claimed) -> bool {
    let procedure = match claim.machine {
        Some(machine) => system.editions(machine).get(claim.edition),
        None => system.observer.as_ref().unwrap().procedure,
    };
    matches!(procedure.property(claim.property).form, Form::Following { within: None, .. })
}

/// How many properties were compared with courses.
fn agree(system: &System, courses: u64, replayed: &dyn Fn(&str) -> Vec<String>) -> usize {
    let proof = verify(system, &Options::default(), &Nobody).unwrap();
    let found = Hunt { courses, acts: 30, seed: 1, threads: 1 }.run(system, &mut |_| {});
    let broken: Vec<Named> = (found.flaws.iter())
        .map(|flawed| match flawed.flaw {
            Flaw::Broken(whose, property) => declared(system, whose, property),
            Flaw::Engine(invariant) => panic!("{}: {invariant:?}", system.name),
        })
        .collect();
    let reached: Vec<Named> = found.reached.iter().map(|(whose, id)| declared(system, *whose, *id)).collect();
    for claim in &proof.claims {
        let named = (owner(system, claim.machine), &claim.name);
        let is_among = |all: &[Named]| all.iter().any(|named| is_of(system, claim, named));
        match &claim.finding {
            Finding::Holds(_) | Finding::HoldsEmptily(_) => {
                assert!(!is_among(&broken), "{named:?} is proved, and a course breaks it");
            }
            Finding::Impossible(_) => assert!(!is_among(&reached), "{named:?} is impossible, and was reached"),
            Finding::Broken(course) => {
                let text = written(system, course);
                // What is awaited for ever is still awaited on any day.
                let is_there = replayed(&text).contains(&claim.name) || waits_for_ever(system, claim);
                assert!(is_there, "a replay does not break {named:?}\n{text}");
            }
            Finding::Possible(course) => {
                let text = written(system, course);
                // It is lawful throughout, and what is proved holds there too.
                let proved = |name: &String| {
                    let mut all = proof.claims.iter().filter(|c| c.name == *name).peekable();
                    all.peek().is_some() && all.all(|c| c.finding.agrees() == Some(true))
                };
                assert!(!replayed(&text).iter().any(proved), "{named:?}\n{text}");
            }
            Finding::Open(_) => {}
        }
    }
    proof.claims.len()
}

#[test]
fn of_a_small_system() {
    let mut library = Library::new(super::HOUSE.into_iter().collect::<Memory>());
    let What::System(id) = library.open_system("./house.yaml").unwrap().what else { panic!() };
    let system = library.system(id).unwrap();
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    assert!(proof.claims.iter().any(|claim| matches!(claim.finding, Finding::Impossible(_))));
    assert!(proof.claims.iter().any(|claim| matches!(claim.finding, Finding::Broken(_))));
    agree(&system, 2_000, &super::certain);
}

/// The same of what is shipped: how many properties were compared.
fn agree_of(name: &str, courses: u64) -> usize {
    let mut library = Library::new(Nothing);
    match library.open(name).unwrap().what {
        What::System(id) => agree(&library.system(id).unwrap(), courses, &super::certain),
        What::Procedure(id) => {
            let watched = library.with_watched(id);
            let editions =
                |wanted: &str| watched.iter().filter_map(|id| library.editions(*id)).find(|e| e.name() == wanted);
            let own: &Editions = library.editions(id).unwrap();
            agree(&System::with_watched(own, &editions), courses, &super::certain)
        }
        _ => panic!("{name}"),
    }
}

/// Every shipped procedure whose proof is quick enough for a test without optimisation.
#[test]
fn of_the_shipped_procedures() {
    let names = [
        "authorisation-and-audit",
        "cnil-simplified",
        "company-accounts",
        "gdpr-one-stop-shop",
        "gdpr-urgency",
        "graduated-response",
        "leak-and-complaint",
    ];
    let compared: usize = names.iter().map(|name| agree_of(name, 500)).sum();
    assert!(compared >= 20, "{compared}");
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation")]
fn of_the_larger_ones_and_the_affair() {
    let names = ["cnil-enforcement", "cnil-urgency", "hadopi-interconnection", "referral-channel", "tmg-system"];
    let compared: usize = names.iter().map(|name| agree_of(name, 5_000)).sum();
    assert!(compared >= 80, "{compared}");
}
