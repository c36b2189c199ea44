//! Acts a second through property tests: courses drawn by greffe's strategies and put through the engine, act by act,
//! and beside them the same procedure written by hand and tested with proptest-state-machine, in courses of as many
//! acts. All of a test counts: drawing, keeping what a failure would be shrunk from, and stepping.

#![allow(clippy::expect_used, reason = "a procedure that is not there ends the benchmark")]

use std::cell::Cell;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use greffe::engine::{Case, step};
use greffe::procedure::Procedure;
use greffe::strategies::{Courses, any_course, lawful_course, near_deadlines};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

#[allow(dead_code, reason = "courses are drawn, not translated")]
mod by_hand;
#[allow(dead_code, reason = "courses are drawn, not planned")]
mod courses;
mod drawn_by_hand;
mod shipped;

fn main() {
    divan::main();
}

/// Courses of a test: many more than the 256 of proptest, so that what is done once a test counts little.
const COURSES: u32 = 2_000;
/// Acts of a course at most: the default of the strategies, and longer courses.
const ACTS: [usize; 2] = [20, 60];

fn config() -> Config {
    Config { cases: COURSES, failure_persistence: None, ..Config::default() }
}

fn runner() -> TestRunner {
    TestRunner::new_with_rng(config(), TestRng::deterministic_rng(RngAlgorithm::default()))
}

fn cnil_of_2011() -> Procedure {
    let procedures = shipped::procedures();
    procedures.get("cnil-enforcement").expect("it is shipped").get(0).clone()
}

/// One test: courses are drawn, and each act is put through the engine. How many acts there were.
fn tested(procedure: &Procedure, courses: &Courses) -> usize {
    let (new, acts) = (Case::new(procedure), Cell::new(0));
    let result = runner().run(courses, |course| {
        let mut case = new.clone();
        for one in course.moves() {
            black_box(&step(procedure, &mut case, &course.occurrence(one), &[]));
        }
        acts.set(acts.get() + course.len());
        Ok(())
    });
    assert!(result.is_ok());
    acts.get()
}

fn measure(bencher: Bencher, courses: impl FnOnce(&Procedure) -> Courses<'static>) {
    let procedure = cnil_of_2011();
    let courses = courses(&procedure);
    let acts = tested(&procedure, &courses);
    bencher.counter(ItemsCount::new(acts)).bench_local(|| tested(black_box(&procedure), &courses));
}

#[divan::bench(args = ACTS)]
fn any(bencher: Bencher, acts: usize) {
    measure(bencher, |procedure| any_course(procedure).acts(acts));
}

#[divan::bench(args = ACTS)]
fn lawful(bencher: Bencher, acts: usize) {
    measure(bencher, |procedure| lawful_course(procedure).acts(acts));
}

#[divan::bench(args = ACTS)]
fn beside_deadlines(bencher: Bencher, acts: usize) {
    measure(bencher, |procedure| near_deadlines(procedure).acts(acts));
}

/// The same machine written by hand, in courses of as many acts as those of `any` have on average.
#[divan::bench(args = ACTS)]
fn proptest_state_machine_by_hand(bencher: Bencher, acts: usize) {
    let procedure = cnil_of_2011();
    let courses = any_course(&procedure).acts(acts);
    let each = tested(&procedure, &courses).div_ceil(COURSES as usize);
    let test = || {
        let strategy = drawn_by_hand::Model::sequential_strategy(each..=each);
        let result = runner().run(&strategy, |(initial, acts, seen)| {
            drawn_by_hand::Machine::test_sequential(config(), initial, acts, seen);
            Ok(())
        });
        assert!(result.is_ok());
    };
    bencher.counter(ItemsCount::new(each * COURSES as usize)).bench_local(test);
}
