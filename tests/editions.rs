//! Cases that run across editions of the shipped procedures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::rc::Rc;

use greffe::engine::{Refusal, Verdict};
use greffe::replay::{Options, replay};

const ACROSS: &str = "
scenario: across
title: A notice of the 2019 edition, answered under it, and an order under the edition of 2022
machines: { case: { procedure: cnil-enforcement } }
events:
  - { id: findings, on: 2022-01-10, machine: case, is: findings, sources: [hypothesis], certainty: assumed }
  - id: notice
    on: 2022-02-01
    machine: case
    act: serve_notice
    details: { dated: 2022-02-01, period: 2 months }
    sources: [hypothesis]
  - { id: answer, on: 2022-03-01, machine: case, act: answer, sources: [hypothesis] }
  - { id: order, on: 2022-05-02, machine: case, act: order_production, details: { per_day: 50 }, sources: [hypothesis] }
";

/// Only the text of 2022 asks whether the notice was answered; that it was, under the text before, is remembered.
#[test]
fn p12_what_was_done_under_one_edition_counts_under_the_next() {
    let procedures = common::shipped();
    let outcome = |text: &str| {
        let scenario = common::scenario("across.yaml", text, &procedures).unwrap_or_else(|e| panic!("{e}"));
        let replay = replay(Rc::new(scenario), &Options::default());
        let order = replay.events.last().unwrap();
        (order.verdict.unwrap(), order.possible[0].outcome.refusal)
    };
    assert_eq!(outcome(ACROSS), (Verdict::Illegal, Some(Refusal::ConditionFailed)));
    let unanswered: String =
        ACROSS.lines().filter(|line| !line.contains("id: answer")).map(|l| format!("{l}\n")).collect();
    assert_eq!(outcome(&unanswered), (Verdict::Legal, None));
}
