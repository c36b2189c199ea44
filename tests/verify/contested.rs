//! What is proved where which date decides the edition is contested: it holds if it does under every reading, and what
//! breaks under one of them is said of that one, with a course that takes it.

use std::rc::Rc;

use crate::common::contested::{READINGS, editions};
use greffe::engine::Occurrence;
use greffe::generate;
use greffe::procedure::{AppliesBy, Editions};
use greffe::replay::{Happening, Options as ReplayOptions, replay};
use greffe::report::course;
use greffe::system::System;
use greffe::text::Text;
use greffe::verify::{Claimed, Finding, Nobody, Options, Read, verify};

fn claims(editions: &Editions) -> Vec<Claimed> {
    verify(&System::of(editions), &Options::default(), &Nobody).unwrap().claims
}

fn of<'c>(claims: &'c [Claimed], name: &str) -> &'c Claimed {
    claims.iter().find(|claim| claim.name == name).unwrap()
}

#[test]
fn what_breaks_under_one_reading_is_broken_under_that_one() {
    let editions = editions(READINGS);
    let claims = claims(&editions);
    let broken = of(&claims, "little_for_early_requests");
    let Finding::Broken(shown) = &broken.finding else { panic!("{broken:?}") };
    assert_eq!(broken.reading, [(0, AppliesBy::Act)], "the first reading keeps it");
    // The scenario states the reading, and its replay shows the breach.
    let alone = System::of(&editions);
    let read = Read::under(&alone, &broken.reading);
    let system = read.system(&alone);
    let mut made = generate::Course::new();
    for step in &shown.steps {
        let rule = system.editions(step.machine).get(step.edition).act(step.act);
        let by = step.by.unwrap_or(rule.by[0]);
        let act = Occurrence { act: step.act, on: step.on, by: Some(by), details: &step.details };
        made.push(step.machine, step.edition, &act, by);
    }
    let about = course::About { name: "shown".to_owned(), title: Text::default(), remarks: Vec::new() };
    let text = course::yaml(&course::scenario(&system, &made, &about), &about).unwrap();
    assert!(text.contains("applies_by: act"), "{text}");
    let procedures = [("permit".to_owned(), editions.clone())].into_iter().collect();
    let scenario = crate::common::scenario("shown", &text, &procedures).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let replay = replay(Rc::new(scenario), &ReplayOptions::default());
    let breaks = |what: &Happening| matches!(what, Happening::Broken { following: None, .. });
    assert!(replay.passed.iter().any(|passed| breaks(&passed.what)), "{text}");
}

#[test]
fn what_is_possible_under_one_reading_only_is_impossible_under_the_other() {
    let claims = claims(&editions(READINGS));
    let late = of(&claims, "late_change");
    assert!(matches!(late.finding, Finding::Impossible(_)), "{late:?}");
    assert_eq!(late.reading, [(0, AppliesBy::FirstAct)]);
}

#[test]
fn what_holds_under_every_reading_names_none() {
    let claims = claims(&editions(READINGS));
    let much = of(&claims, "never_much");
    assert!(matches!(much.finding, Finding::Holds(_)) && much.reading.is_empty(), "{much:?}");
    assert!(matches!(of(&claims, "some").finding, Finding::Possible(_)));
}

#[test]
fn what_is_not_contested_is_read_as_it_is_written() {
    for (word, broken) in [("first_act", false), ("act", true)] {
        let claims = claims(&editions(word));
        let little = of(&claims, "little_for_early_requests");
        assert_eq!(matches!(little.finding, Finding::Broken(_)), broken, "{word}: {little:?}");
        assert!(little.reading.is_empty());
    }
}

#[test]
fn a_machine_that_takes_a_reading_is_looked_at_under_that_one_alone() {
    let editions = editions(READINGS);
    let mut system = System::of(&editions);
    system.machines[0].applies_by = Some(AppliesBy::FirstAct);
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    assert!(matches!(of(&proof.claims, "little_for_early_requests").finding, Finding::Holds(_)));
}
