//! Point 4: what a case remembers.

use crate::common::found::law;

const COUNTER: &str = "
states: { a: { initial: true }, b: { final: true } }
memory:
  n: { type: integer, initially: 0 }
  earlier: { type: integer, initially: 0 }
  seal: { type: boolean }
acts:
  add:   { by: party, details: { by_much: integer, fit: { type: boolean, default: true } } }
  seal:  { by: party, details: { sealed: boolean } }
  close: { by: party, details: { n: integer, earlier: integer } }
  break_seal: { by: party }
transitions:
  - { act: add, from: a, to: same, basis: policy, sets: { n: n + act.by_much, earlier: n },
      requires: [ { check: act.fit, basis: policy } ] }
  - { act: seal, from: a, to: same, basis: policy, sets: { seal: act.sealed } }
  - { act: close, from: a, to: b, basis: policy,
      requires: [ { check: n == act.n, basis: policy }, { check: earlier == act.earlier, basis: policy } ] }
  - { act: break_seal, from: a, to: b, basis: policy, requires: [ { check: seal, basis: policy } ] }
";

#[test]
fn p04_transitions_assign_typed_slots() {
    // 0, then 2, then 5; `earlier` holds what n was before the last addition: all is computed from the case as it was.
    let found = law(COUNTER).replay(&[
        "on: 2011-01-05, act: add, details: { by_much: 2 }",
        "on: 2011-01-06, act: add, details: { by_much: 3 }",
        "on: 2011-01-07, act: close, details: { n: 5, earlier: 2 }",
    ]);
    assert_eq!(found.outcome("m.close"), "legal, b");
}

#[test]
fn p04_a_void_act_writes_nothing() {
    let found = law(COUNTER).replay(&[
        "on: 2011-01-05, act: add, details: { by_much: 2, fit: false }",
        "on: 2011-01-07, act: close, details: { n: 0, earlier: 0 }",
    ]);
    assert_eq!(found.outcome("m.add"), "illegal condition_failed, a");
    assert_eq!(found.outcome("m.close"), "legal, b");
}

#[test]
fn p04_an_empty_slot_cannot_be_judged() {
    let empty = law(COUNTER).replay(&["on: 2011-01-05, act: break_seal"]);
    assert_eq!(empty.verdict("m.break_seal"), "undetermined");
    assert_eq!(empty.refusals("m.break_seal"), ["cannot_be_judged"]);
    let written = law(COUNTER)
        .replay(&["on: 2011-01-05, act: seal, details: { sealed: false }", "on: 2011-01-05, act: break_seal"]);
    assert_eq!(written.outcome("m.break_seal"), "illegal condition_failed, a");
}

const HISTORY: &str = "
states: { a: { initial: true }, b: { final: true } }
acts:
  ask:   { by: party, details: { amount: integer, signed: { type: boolean, default: true } } }
  grant: { by: party }
  pay:   { by: party, details: { amount: integer } }
  date:  { by: party }
transitions:
  - { act: ask, from: a, to: same, basis: policy, requires: [ { check: act.signed, basis: policy } ] }
  - { act: grant, from: a, to: b, basis: policy, requires: [ { check: done(ask), basis: policy } ] }
  - { act: pay, from: a, to: b, basis: policy, requires: [ { check: last(ask).amount == act.amount, basis: policy } ] }
  - { act: date, from: a, to: b, basis: policy, requires: [ { check: last(ask).on == 2011-01-06, basis: policy } ] }
";

#[test]
fn p04_done_is_false_until_the_act_takes_effect() {
    let never = law(HISTORY).replay(&["on: 2011-01-06, act: grant"]);
    assert_eq!(never.outcome("m.grant"), "illegal condition_failed, a");
    let void = law(HISTORY)
        .replay(&["on: 2011-01-05, act: ask, details: { amount: 1, signed: false }", "on: 2011-01-06, act: grant"]);
    assert_eq!(void.outcome("m.grant"), "illegal condition_failed, a");
    let done = law(HISTORY).replay(&["on: 2011-01-05, act: ask, details: { amount: 1 }", "on: 2011-01-06, act: grant"]);
    assert_eq!(done.outcome("m.grant"), "legal, b");
}

#[test]
fn p04_last_is_the_latest_that_took_effect() {
    // The third request was void: the second is the last.
    let asks = [
        "on: 2011-01-05, act: ask, details: { amount: 1 }",
        "on: 2011-01-06, act: ask, details: { amount: 2 }",
        "on: 2011-01-07, act: ask, details: { amount: 3, signed: false }",
    ];
    let pay = |amount: u8| {
        let event = format!("on: 2011-01-08, act: pay, details: {{ amount: {amount} }}");
        law(HISTORY).replay(&[asks[0], asks[1], asks[2], event.as_str()]).outcome("m.pay")
    };
    assert_eq!(pay(1), "illegal condition_failed, a");
    assert_eq!(pay(2), "legal, b");
    assert_eq!(pay(3), "illegal condition_failed, a");
    let date = law(HISTORY).replay(&[asks[0], asks[1], asks[2], "on: 2011-01-08, act: date"]);
    assert_eq!(date.outcome("m.date"), "legal, b");
}

#[test]
fn p04_last_of_an_act_never_done_cannot_be_judged() {
    let found = law(HISTORY).replay(&["on: 2011-01-08, act: pay, details: { amount: 1 }"]);
    assert_eq!(found.verdict("m.pay"), "undetermined");
    assert_eq!(found.refusals("m.pay"), ["cannot_be_judged"]);
}

#[test]
fn p04_an_act_that_stands_is_remembered_though_it_was_unlawful() {
    let law = law("
states: { a: { initial: true }, b: { final: true } }
acts: { order: { by: office, details: { signed: boolean } }, obey: { by: party } }
transitions:
  - { act: order, from: a, to: same, basis: policy, requires: [ { check: act.signed, basis: policy } ] }
  - { act: obey, from: a, to: b, basis: policy, requires: [ { check: done(order), basis: policy } ] }
");
    let found = law.replay(&["on: 2011-01-05, act: order, details: { signed: false }", "on: 2011-01-06, act: obey"]);
    assert_eq!(found.outcome("m.order"), "illegal condition_failed, a");
    assert_eq!(found.outcome("m.obey"), "legal, b");
}

#[test]
fn p04_the_end_of_a_deadline_writes_memory_too() {
    let law = law("
states: { a: { initial: true }, b: {}, c: {}, end: { final: true } }
memory: { lapsed: { type: boolean, initially: false } }
acts: { open: { by: office }, go: { by: office }, close: { by: party } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: go, from: b, to: c, basis: policy }
  - { when_over: d, from: b, to: c, sets: { lapsed: true } }
  - { act: close, from: c, to: end, basis: policy, requires: [ { check: not lapsed, basis: policy } ] }
");
    let lapsed = law.replay(&["on: 2011-01-05, act: open", "on: 2011-01-12, act: close"]);
    assert_eq!(lapsed.outcome("m.close"), "illegal condition_failed, c");
    let left = law.replay(&["on: 2011-01-05, act: open", "on: 2011-01-10, act: go", "on: 2011-01-12, act: close"]);
    assert_eq!(left.outcome("m.close"), "legal, end");
}
