//! Points 13 to 15: what is not known.

use greffe::replay::Status;

use crate::common::found::law;

const SAME: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts:
  serve:  { by: office, details: { dated: date, first: { type: boolean, default: true }, second: { type: boolean, default: true } } }
  answer: { by: party, details: { read: date } }
transitions:
  - act: serve
    from: a
    to: b
    basis: policy
    requires: [ { check: act.dated == act.on, basis: policy }, { check: act.first == act.second, basis: policy } ]
  - { act: answer, from: b, to: c, basis: policy, requires: [ { check: act.read == last(serve).on, basis: policy } ] }
";

const RANGE: &str = "{ not_before: 2011-01-05, not_after: 2011-01-08 }";

#[test]
fn p13_the_same_unknown_never_takes_two_values_in_one_act() {
    let shared = law(SAME).replay_under(
        &format!("unknowns: {{ notice: {RANGE} }}"),
        &["on: { same_as: notice }, act: serve, details: { dated: { same_as: notice } }"],
    );
    assert_eq!(shared.outcome("m.serve"), "legal, b");
    // Two unknowns with the same range may differ.
    let event = format!("on: {RANGE}, act: serve, details: {{ dated: {RANGE} }}");
    assert_eq!(law(SAME).replay(&[event.as_str()]).verdict("m.serve"), "undetermined");
}

#[test]
fn p13_nor_in_two_acts() {
    let head = format!("unknowns: {{ notice: {RANGE} }}");
    let serve = "on: { same_as: notice }, act: serve, details: { dated: { same_as: notice } }";
    let shared =
        law(SAME).replay_under(&head, &[serve, "on: 2011-01-10, act: answer, details: { read: { same_as: notice } }"]);
    assert_eq!(shared.outcome("m.answer"), "legal, c");
    let other = format!("on: 2011-01-10, act: answer, details: {{ read: {RANGE} }}");
    let apart = law(SAME).replay_under(&head, &[serve, other.as_str()]);
    assert_eq!(apart.verdict("m.answer"), "undetermined");
}

#[test]
fn p13_values_of_any_type_are_shared() {
    let unknown = "{ readings: [ { value: true, source: one }, { value: false, source: two } ] }";
    let shared = law(SAME).replay_under(
        &format!("unknowns: {{ fact: {unknown} }}"),
        &["on: 2011-01-05, act: serve, details: { dated: 2011-01-05, first: { same_as: fact }, second: { same_as: fact } }"],
    );
    assert_eq!(shared.outcome("m.serve"), "legal, b");
    let apart =
        format!("on: 2011-01-05, act: serve, details: {{ dated: 2011-01-05, first: {unknown}, second: {unknown} }}");
    let found = law(SAME).replay(&[apart.as_str()]);
    assert_eq!(found.verdict("m.serve"), "undetermined");
    // Neither decides alone: each of its values allows both verdicts, so no single unknown tells them apart.
    assert!(found.depends("m.serve").is_empty());
}

// 14. Every possible world.

const MERGE: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { open: { by: office }, go: { by: party }, close: { by: party } }
transitions:
  - { act: open, from: a, to: b, basis: policy,
      requires: [ { check: act.on <= 2011-01-06, basis: policy, level: recommended } ] }
  - { act: go, from: b, to: same, basis: policy }
  - { act: close, from: b, to: c, basis: policy }
";

#[test]
fn p14_worlds_that_merge_lose_no_verdict() {
    // Opened on the 5th or 6th it is legal, on the 7th or 8th irregular; from `go` on nothing tells the worlds apart.
    let open = format!("on: {RANGE}, act: open");
    let found = law(MERGE).replay(&[open.as_str(), "on: 2011-01-10, act: go", "on: 2011-01-11, act: close"]);
    assert_eq!(found.verdict("m.open"), "undetermined");
    assert_eq!(found.verdicts("m.open"), ["irregular", "legal"]);
    assert_eq!(found.depends("m.open"), ["m.open.on: [0, 1] legal, [2, 3] irregular"]);
    assert_eq!(found.outcome("m.go"), "legal, b");
    assert_eq!(found.outcome("m.close"), "legal, c");
}

const WINDOW: &str = "
states: { a: { initial: true }, b: {}, c: {}, over: { final: true } }
acts: { open: { by: office }, answer: { by: party }, end: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: answer, from: b, to: c, basis: policy }
  - { when_over: d, from: b, to: over }
  - { act: end, from: [c, over], to: over, basis: policy }
";

#[test]
fn p14_an_act_is_legal_only_if_it_is_so_in_every_world() {
    // Opened between the 5th and the 8th, the last day is between the 10th and the 13th.
    let open = format!("on: {RANGE}, act: open");
    let answered = |on: &str| {
        let event = format!("on: {on}, act: answer");
        law(WINDOW).replay(&[open.as_str(), event.as_str()])
    };
    assert_eq!(answered("2011-01-10").verdict("m.answer"), "legal");
    assert_eq!(answered("2011-01-11").verdict("m.answer"), "undetermined");
    assert_eq!(answered("2011-01-13").verdict("m.answer"), "undetermined");
    assert_eq!(answered("2011-01-14").verdict("m.answer"), "illegal");
    assert_eq!(answered("2011-01-11").states("m"), ["c", "over"]);
    assert_eq!(answered("2011-01-10").lasts("m", "d"), ["2011-01-10", "2011-01-11", "2011-01-12", "2011-01-13"]);
}

#[test]
fn p14_what_follows_an_undetermined_act_is_judged_in_each_world() {
    let open = format!("on: {RANGE}, act: open");
    let found = law(WINDOW).replay(&[open.as_str(), "on: 2011-01-11, act: answer", "on: 2011-02-01, act: end"]);
    assert_eq!(found.verdict("m.answer"), "undetermined");
    assert_eq!(found.moves("m.end"), ["c -> over", "over -> over"]);
    assert_eq!(found.verdict("m.end"), "legal");
}

#[test]
fn p14_it_never_infers_a_fact_from_lawfulness() {
    // Only an opening on the 6th or later would make the answer lawful; all four days stay possible.
    let open = format!("on: {RANGE}, act: open");
    let found = law(WINDOW).replay(&[open.as_str(), "on: 2011-01-11, act: answer"]);
    assert_eq!(found.dates("m.open").len(), 4);
    assert_eq!(found.depends("m.answer"), ["m.open.on: [0] illegal, [1, 2, 3] legal"]);
}

#[test]
fn p14_past_the_cap_the_limit_is_reported_and_nothing_is_decided() {
    // Two shared unknowns of 60 days each have 3600 joint values.
    let range = "{ not_before: 2011-01-01, not_after: 2011-03-01 }";
    let found = law(SAME).replay_under(
        &format!("unknowns: {{ x: {range}, y: {range} }}"),
        &[
            "on: 2011-03-05, act: serve, details: { dated: { same_as: x } }",
            "on: 2011-03-06, act: answer, details: { read: { same_as: y } }",
            "id: third, on: 2011-03-07, act: answer, details: { read: { same_as: x } }",
            "id: fourth, on: 2011-03-07, act: answer, details: { read: { same_as: y } }",
        ],
    );
    assert_eq!(found.event("m.serve").status, Status::LimitReached);
    assert_eq!(found.verdict("m.serve"), "undetermined");
}

// 15. One unknown at a time.

#[test]
fn p15_an_explanation_varies_one_unknown_at_a_time() {
    // Opened between the 5th and 8th, answered between the 9th and the 14th. Whatever the answer's day up to the 10th,
    // legal; on the 14th illegal; between, it depends on both.
    let open = format!("on: {RANGE}, act: open");
    let found =
        law(WINDOW).replay(&[open.as_str(), "on: { not_before: 2011-01-09, not_after: 2011-01-14 }, act: answer"]);
    assert_eq!(found.verdict("m.answer"), "undetermined");
    assert_eq!(found.depends("m.answer"), ["m.answer.on: [0, 1] legal, [2, 3, 4] legal/illegal, [5] illegal"]);
}

#[test]
fn p15_an_unknown_that_does_not_matter_is_not_named() {
    let law = law("
states: { a: { initial: true }, b: { final: true } }
acts: { ask: { by: party, details: { x: boolean, y: boolean } } }
transitions:
  - { act: ask, from: a, to: b, basis: policy, requires: [ { check: act.x, basis: policy } ] }
");
    let both = "{ readings: [ { value: true, source: one }, { value: false, source: two } ] }";
    let event = format!("on: 2011-01-05, act: ask, details: {{ x: {both}, y: {both} }}");
    let found = law.replay(&[event.as_str()]);
    assert_eq!(found.depends("m.ask"), ["m.ask.x: [0] legal, [1] illegal"]);
    assert_eq!(found.0.conflicts.iter().map(|c| c.events.len()).collect::<Vec<_>>(), [1, 0]);
}
