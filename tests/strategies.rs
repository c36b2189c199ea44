//! Strategies of courses and of changed scenarios.

#![cfg(feature = "proptest")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use common::shipped;
use greffe::calendar::Day;
use greffe::diagnostic::Diagnostics;
use greffe::engine::{Outcome, Verdict};
use greffe::library::{Library, Memory, What};
use greffe::procedure::Procedure;
use greffe::replay::{Options, replay};
use greffe::strategies::{Change, any_course, lawful_course, lawful_course_of, mutated, near_deadlines};
use greffe::system::System;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
}

fn cnil() -> Procedure {
    shipped()["cnil-enforcement"].get(0).clone()
}

fn is_lawful(outcome: &Outcome) -> bool {
    matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular)
}

#[test]
fn lawful_courses_are_lawful_and_go_far() {
    let procedure = cnil();
    let met = RefCell::new(BTreeSet::new());
    runner(800)
        .run(&lawful_course(&procedure).acts(40), |course| {
            for (_, outcome, after) in course.steps() {
                prop_assert!(is_lawful(&outcome), "{course:?}");
                prop_assert_eq!(outcome.to, after.state());
                met.borrow_mut().insert(procedure.state(outcome.to).name.clone());
            }
            Ok(())
        })
        .unwrap();
    let met = met.into_inner();
    assert!(met.len() > 15, "{} of {}: {met:?}", met.len(), procedure.states().count());
}

#[test]
fn any_course_mixes_lawful_and_unlawful_acts() {
    let procedure = cnil();
    let (lawful, unlawful) = (Cell::new(0), Cell::new(0));
    runner(200)
        .run(&any_course(&procedure), |course| {
            for (_, outcome, _) in course.steps() {
                let count = if is_lawful(&outcome) { &lawful } else { &unlawful };
                count.set(count.get() + 1);
            }
            Ok(())
        })
        .unwrap();
    assert!(lawful.get() > 200 && unlawful.get() > 200, "{lawful:?} {unlawful:?}");
}

/// Answers to a notice fall on its last day, the day before and the day after far more often than on any other day.
#[test]
fn near_deadlines_fall_on_the_bound_and_a_day_beside_it() {
    let procedure = cnil();
    let compliance = procedure.deadline_named("compliance").unwrap();
    let answer = procedure.act_named("answer").unwrap();
    let distances: RefCell<Vec<i32>> = RefCell::default();
    runner(3_000)
        .run(&near_deadlines(&procedure).acts(30), |course| {
            let steps = course.steps();
            for (act, outcome, after) in &steps {
                if act.act == answer && outcome.took_effect {
                    let last: Day = match after.clock(compliance).last {
                        greffe::calendar::End::Day(day) => day,
                        greffe::calendar::End::Moment(_) => continue,
                    };
                    distances.borrow_mut().push(act.on.day.number() - last.number());
                }
            }
            Ok(())
        })
        .unwrap();
    let distances = distances.into_inner();
    for distance in -1..=1 {
        let share = distances.iter().filter(|d| **d == distance).count() * 100 / distances.len().max(1);
        assert!(share >= 10, "{distance}: {share} % of {}", distances.len());
    }
}

/// A failure shrinks to the acts without which it does not fail, stays lawful, and its scenario replays.
#[test]
fn failures_shrink_to_a_scenario_that_replays() {
    let procedure = cnil();
    let never = procedure.state_named("closed").unwrap();
    let result = runner(5_000).run(&lawful_course(&procedure).acts(40), |course| {
        prop_assert!(course.steps().iter().all(|(_, outcome, _)| outcome.to != never));
        Ok(())
    });
    let Err(TestError::Fail(_, course)) = result else { panic!("{result:?}") };
    let text = format!("{course:?}");
    let acts: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("act: ")).collect();
    assert!(acts.len() <= 6 && acts.ends_with(&["close"]) && acts.contains(&"serve_notice"), "{text}");
    let mut library = Library::new(Memory::from_iter([("drawn.yaml", text.clone())]));
    let Ok(What::Scenario(id)) = library.open_scenario("drawn.yaml").map(|opened| opened.what) else {
        panic!("{text}")
    };
    let replay = replay(Rc::new(library.scenario(id, &mut Diagnostics::new()).unwrap()), &Options::default());
    assert!(replay.succeeded() && replay.count(Verdict::Legal) == acts.len(), "{text}");
}

#[test]
fn courses_go_through_systems_and_editions() {
    let all = shipped();
    let system = System::with_watched(&all["hadopi-interconnection"], &|name| all.get(name));
    let (machines, editions) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    runner(200)
        .run(&lawful_course_of(&system), |course| {
            for one in course.moves() {
                machines.borrow_mut().insert(one.machine);
                editions.borrow_mut().insert((one.machine, one.edition));
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(machines.borrow().len(), 3);
    assert!(editions.borrow().len() > 8, "{editions:?}");
}

/// The verdict of each event, by its id.
fn verdicts(scenario: greffe::scenario::Scenario) -> Vec<(String, Option<Verdict>)> {
    let replay = replay(Rc::new(scenario), &Options::default());
    let events = replay.events.iter();
    events.map(|judged| (replay.scenario.events[judged.event].id.clone(), judged.verdict)).collect()
}

/// What a changed scenario is printed as is what was replayed.
#[test]
fn a_changed_scenario_replays_as_it_is_printed() {
    let mut kinds = BTreeSet::new();
    for name in ["evidence-on-the-last-day", "2018-objection-one-day-late", "lawful-notice"] {
        let mut library = Library::new(Memory::default());
        let Ok(What::Scenario(id)) = library.open_scenario(name).map(|opened| opened.what) else { panic!("{name}") };
        let scenario = library.scenario(id, &mut Diagnostics::new()).unwrap();
        let strategy = mutated(&scenario);
        let mut runner = runner(1);
        for _ in 0..6 {
            let mut tree = strategy.new_tree(&mut runner).unwrap();
            for _ in 0..3 {
                let changed = tree.current();
                kinds.extend(changed.changes.iter().map(|change| match change {
                    Change::Move(..) => "move",
                    Change::Remove(_) => "remove",
                    Change::Detail(..) => "detail",
                }));
                let text = format!("{changed:?}");
                let mut own = Library::new(Memory::from_iter([("changed.yaml", text.clone())]));
                let mut found = Diagnostics::new();
                let printed = match own.open_scenario("changed.yaml").map(|opened| opened.what) {
                    Ok(What::Scenario(id)) => own.scenario(id, &mut found),
                    _ => None,
                };
                let printed = printed.filter(|_| !found.has_errors()).unwrap_or_else(|| {
                    let headlines: Vec<_> = found.iter().chain(own.diagnostics()).map(|d| d.headline.clone()).collect();
                    panic!("{text}\n{headlines:?}")
                });
                assert_eq!(verdicts(printed), verdicts(changed.scenario.clone()), "{text}");
                if !tree.simplify() {
                    break;
                }
            }
        }
    }
    assert_eq!(kinds.len(), 3, "{kinds:?}");
}

/// A change that matters is found, and nothing else is left of what was changed with it.
#[test]
fn changes_shrink_to_the_one_that_matters() {
    let mut library = Library::new(Memory::default());
    let Ok(What::Scenario(id)) = library.open_scenario("evidence-on-the-last-day").map(|o| o.what) else { panic!() };
    let scenario = library.scenario(id, &mut Diagnostics::new()).unwrap();
    let before = verdicts(scenario.clone());
    let result = runner(500).run(&mutated(&scenario), |changed| {
        let same = |(id, verdict): &(String, Option<Verdict>)| {
            before.iter().all(|(known, was)| known != id || was == verdict || *verdict != Some(Verdict::Irregular))
        };
        if verdicts(changed.scenario.clone()).iter().all(same) { Ok(()) } else { Err(TestCaseError::fail("irregular")) }
    });
    let Err(TestError::Fail(_, changed)) = result else { panic!("{result:?}") };
    assert_eq!(changed.changes.len(), 1, "{changed:?}");
}
