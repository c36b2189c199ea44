//! Strategies for property tests of procedures, with [proptest](https://docs.rs/proptest): random courses through a
//! procedure or system, and random changes of a scenario. This module needs the feature `proptest`.
//!
//! | strategy | draws |
//! |---|---|
//! | [`lawful_course`] | courses whose acts are all legal or irregular |
//! | [`any_course`] | courses in which unlawful acts are mixed with lawful ones |
//! | [`near_deadlines`] | courses whose acts fall on every bound that the rules set, a day before it and a day after it |
//! | [`mutated`] | a scenario with some of its facts changed |
//!
//! Details are drawn from their types and bounds, and often from the numbers and lengths that the rules tell apart. A
//! failure shrinks towards fewer acts, plainer details and rounder dates, and is printed as a scenario: saved to a file
//! it replays.
//!
//! # When to use these, and when proptest-state-machine
//!
//! - To test a *procedure* (does a property hold, does a deadline end when it should?) use these strategies. The state
//!   machine is there already; dates and details fall where the rules tell them apart; a course that was lawful stays so
//!   while it shrinks; and several times as many acts are made in a second.
//! - To test a *program* of your own that takes a whole course at once, or can be driven act by act, use them as well:
//!   [`Drawn::steps`] has each act with what the law makes of it, to compare with.
//! - To test a program whose messages are not acts of the law one for one, or whose state decides what can be sent next,
//!   use [proptest-state-machine](https://docs.rs/proptest-state-machine) with the engine as the reference: its state
//!   holds a [`Case`](crate::engine::Case), `apply` calls [`step`](crate::engine::step()), `preconditions` asks
//!   [`judge`](crate::engine::judge()), invariants compare state and deadlines. Messages and their details are yours to
//!   draw. `tests/state_machine.rs` is a whole example: it finds two wrong programs, each by a course of one or two acts.
//!
//! # A flaw, planted and found
//!
//! Suppose that somebody writes four months instead of three into the law of 2011. Here is the test that finds it:
//!
//! ```
//! use greffe::calendar::{Length, Period};
//! use greffe::library::{Library, Memory, What, shipped};
//! use greffe::strategies::lawful_course;
//! use proptest::test_runner::{Config, TestError, TestRunner};
//!
//! // The procedure, with the flaw.
//! let path = "procedures/cnil-enforcement-2011-03-31.yaml";
//! let text = shipped().iter().find(|file| file.path == path).unwrap().text;
//! let flawed = text.replace("compliance <= 3 months from act.on", "compliance <= 4 months from act.on");
//! let mut library = Library::new(Memory::from_iter([("law/flawed.yaml", flawed)]));
//! let opened = library.open_procedure("law/flawed.yaml").unwrap();
//! let What::Procedure(id) = opened.what else { panic!("it is a procedure") };
//! let procedure = library.editions(id).unwrap().get(0);
//!
//! // No lawful notice gives more than three months.
//! let serve_notice = procedure.act_named("serve_notice").unwrap();
//! let compliance = procedure.deadline_named("compliance").unwrap();
//! let counting = procedure.counting(procedure.deadline(compliance).counting);
//! let three_months = Length::Civil(Period { months: 3, ..Period::default() });
//! let mut runner = TestRunner::new(Config { cases: 2_000, failure_persistence: None, ..Config::default() });
//! let result = runner.run(&lawful_course(procedure), |course| {
//!     for (act, _, after) in course.steps() {
//!         if act.act == serve_notice {
//!             let latest = counting.count(act.on, three_months).unwrap().last;
//!             proptest::prop_assert!(after.clock(compliance).last.last_minute().latest <= latest.last_minute().latest);
//!         }
//!     }
//!     Ok(())
//! });
//!
//! // It is found, made small, and printed as a scenario.
//! let Err(TestError::Fail(_, course)) = result else { panic!("the flaw is not found") };
//! let scenario = format!("{course:?}");
//! assert!(scenario.contains("act: serve_notice"));
//! assert!(scenario.contains("period: 3 months 1 day"), "{scenario}");
//! ```

mod courses;
mod mutated;

pub use courses::{
    CourseTree, Courses, Drawn, any_course, any_course_of, lawful_course, lawful_course_of, near_deadlines,
    near_deadlines_of,
};
pub use mutated::{Change, Mutated, MutatedScenarios, MutatedTree, mutated};
