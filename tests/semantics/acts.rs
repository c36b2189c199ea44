//! Points 1 to 3: one act, what selects its transition, what judges it, what an unlawful one does, why it is refused.

use greffe::value::Value;

use crate::common::found::{law, laws};

// 1. `if` selects, `requires` judges.

const TWO_WAYS: &str = "
states: { a: { initial: true }, quick: { final: true }, slow: { final: true } }
acts:
  go: { by: party, details: { fast: boolean, urgent: boolean, paid: boolean } }
transitions:
  - { act: go, from: a, to: quick, if: act.fast, basis: policy }
  - { act: go, from: a, to: slow, if: act.urgent, basis: policy, requires: [ { check: act.paid, basis: policy } ] }
";

#[test]
fn p01_if_selects_requires_judges() {
    // Fast: the first transition, which requires nothing. Urgent only: the second, whose `requires` judges it.
    let free = law(TWO_WAYS).replay(&["on: 2011-01-05, act: go, details: { fast: true, urgent: false, paid: false }"]);
    assert_eq!(free.outcome("m.go"), "legal, quick");
    let unpaid =
        law(TWO_WAYS).replay(&["on: 2011-01-05, act: go, details: { fast: false, urgent: true, paid: false }"]);
    assert_eq!(unpaid.outcome("m.go"), "illegal condition_failed, a");
    let paid = law(TWO_WAYS).replay(&["on: 2011-01-05, act: go, details: { fast: false, urgent: true, paid: true }"]);
    assert_eq!(paid.outcome("m.go"), "legal, slow");
}

#[test]
fn p01_the_first_in_file_order_whose_if_holds_is_selected() {
    // Both `if` hold: the first is taken, and the failing condition of the second is never asked.
    let both = law(TWO_WAYS).replay(&["on: 2011-01-05, act: go, details: { fast: true, urgent: true, paid: false }"]);
    assert_eq!(both.outcome("m.go"), "legal, quick");
}

#[test]
fn p01_no_if_that_holds_is_no_such_act() {
    let none = law(TWO_WAYS).replay(&["on: 2011-01-05, act: go, details: { fast: false, urgent: false, paid: true }"]);
    assert_eq!(none.outcome("m.go"), "illegal no_such_act, a");
}

// 2. Effect.

const EFFECTS: &str = "
states: { a: { initial: true }, b: { final: true } }
acts:
  ask:    { by: party, details: { fit: boolean } }
  decide: { by: office, details: { fit: boolean } }
  both:   { by: [party, office], details: { fit: boolean } }
  void:   { by: office, effect: void, details: { fit: boolean } }
  stand:  { by: party, effect: stands, details: { fit: boolean } }
transitions:
  - { act: ask, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
  - { act: decide, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
  - { act: both, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
  - { act: void, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
  - { act: stand, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
";

#[test]
fn p02_a_partys_unlawful_act_is_void_an_authoritys_stands() {
    let unfit = |act: &str| {
        let event = format!("id: x, on: 2011-01-05, act: {act}, details: {{ fit: false }}");
        law(EFFECTS).replay(&[event.as_str()]).outcome("x")
    };
    assert_eq!(unfit("ask"), "illegal condition_failed, a");
    assert_eq!(unfit("decide"), "illegal condition_failed, b");
    // Not every role of `both` is an authority.
    assert_eq!(unfit("both, by: office"), "illegal condition_failed, a");
    // The act says otherwise.
    assert_eq!(unfit("void"), "illegal condition_failed, a");
    assert_eq!(unfit("stand"), "illegal condition_failed, b");
}

#[test]
fn p02_a_wrong_role_follows_the_acts_effect() {
    // Nothing else is wrong with either act.
    let by = |act: &str, by: &str| {
        let event = format!("id: x, on: 2011-01-05, act: {act}, by: {by}, details: {{ fit: true }}");
        law(EFFECTS).replay(&[event.as_str()]).outcome("x")
    };
    assert_eq!(by("ask", "office"), "illegal wrong_role, a");
    assert_eq!(by("decide", "party"), "illegal wrong_role, b");
    assert_eq!(by("both", "party"), "legal, b");
    assert_eq!(by("both", "office"), "legal, b");
}

const PER_CONDITION: &str = "
states: { a: { initial: true }, b: { final: true } }
acts:
  ask:    { by: party, details: { x: boolean, y: boolean, z: boolean } }
  decide: { by: office, details: { x: boolean, y: boolean, z: boolean } }
transitions:
  - act: ask
    from: a
    to: b
    basis: policy
    requires:
      - { check: act.x, basis: policy, effect: stands }
      - { check: act.y, basis: policy }
      - { check: act.z, basis: policy, level: recommended }
  - act: decide
    from: a
    to: b
    basis: policy
    requires:
      - { check: act.x, basis: policy, effect: void }
      - { check: act.y, basis: policy }
      - { check: act.z, basis: policy, level: recommended, effect: void }
";

fn per_condition(act: &str, x: bool, y: bool, z: bool) -> String {
    let event = format!("id: x, on: 2011-01-05, act: {act}, details: {{ x: {x}, y: {y}, z: {z} }}");
    law(PER_CONDITION).replay(&[event.as_str()]).outcome("x")
}

#[test]
fn p02_a_condition_may_say_its_own_effect() {
    assert_eq!(per_condition("ask", false, true, true), "illegal condition_failed, b");
    assert_eq!(per_condition("ask", true, false, true), "illegal condition_failed, a");
    assert_eq!(per_condition("decide", false, true, true), "illegal condition_failed, a");
    assert_eq!(per_condition("decide", true, false, true), "illegal condition_failed, b");
}

#[test]
fn p02_any_failed_void_condition_keeps_the_state() {
    // One failed condition stands, the other is void: the state is kept.
    assert_eq!(per_condition("ask", false, false, true), "illegal condition_failed, a");
    assert_eq!(per_condition("decide", false, false, true), "illegal condition_failed, a");
}

#[test]
fn p02_a_failed_recommendation_is_irregular_and_the_transition_is_taken() {
    assert_eq!(per_condition("ask", true, true, false), "irregular condition_failed, b");
    // Even where the condition is marked void: a recommendation binds nobody.
    assert_eq!(per_condition("decide", true, true, false), "irregular condition_failed, b");
}

#[test]
fn p02_an_act_without_a_transition_leaves_the_state() {
    // Even an authority's: the procedure names no target.
    let law = law("
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { go: { by: office }, end: { by: office } }
transitions:
  - { act: go, from: a, to: b, basis: policy }
  - { act: end, from: b, to: c, basis: policy }
");
    assert_eq!(law.replay(&["on: 2011-01-05, act: end"]).outcome("m.end"), "illegal no_such_act, a");
}

#[test]
fn p02_annulment_is_a_transition_of_its_own() {
    let law = law("
states: { a: { initial: true }, fined: {}, annulled: { final: true } }
acts: { fine: { by: office, details: { amount: integer } }, annul: { by: office } }
transitions:
  - { act: fine, from: a, to: fined, basis: policy, requires: [ { check: act.amount <= 100, basis: policy } ] }
  - { act: annul, from: fined, to: annulled, basis: policy }
");
    let found = law.replay(&["on: 2011-01-05, act: fine, details: { amount: 200 }", "on: 2011-01-06, act: annul"]);
    assert_eq!(found.outcome("m.fine"), "illegal condition_failed, fined");
    assert_eq!(found.outcome("m.annul"), "legal, annulled");
}

#[test]
fn p02_a_missing_required_detail_is_an_input_error() {
    let missing = law(EFFECTS).scenario("", &["on: 2011-01-05, act: ask"]).unwrap_err();
    assert!(missing.contains("E403"), "{missing}");
}

// 3. Refusals.

const ANSWER: &str = "
states: { a: { initial: true }, b: {}, c: {}, over: { final: true } }
acts: { open: { by: office }, answer: { by: party }, leave: { by: office }, end: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { when_over: d, from: b, to: c }
  - { act: answer, from: b, to: same, basis: policy }
  - { act: leave, from: b, to: c, basis: policy }
  - { act: end, from: c, to: over, basis: policy }
";

#[test]
fn p03_no_such_act_from_this_state() {
    assert_eq!(law(ANSWER).replay(&["on: 2011-01-05, act: answer"]).outcome("m.answer"), "illegal no_such_act, a");
}

#[test]
fn p03_too_late_names_the_deadline() {
    // d: 5 days from the 5th, its last day the 10th; on the 11th its end has left the state in which one may answer.
    let found = law(ANSWER).replay(&["on: 2011-01-05, act: open", "on: 2011-01-11, act: answer"]);
    assert_eq!(found.outcome("m.answer"), "illegal too_late(d), c");
}

#[test]
fn p03_too_late_only_where_an_expiry_left_the_state() {
    // The same state, left by an act: the act is unknown there, not late.
    let left =
        law(ANSWER).replay(&["on: 2011-01-05, act: open", "on: 2011-01-06, act: leave", "on: 2011-01-11, act: answer"]);
    assert_eq!(left.outcome("m.answer"), "illegal no_such_act, c");
    // And an act that was never possible in the state that was left is not late either.
    let other = law(ANSWER).replay(&["on: 2011-01-05, act: open", "on: 2011-01-11, act: open"]);
    assert_eq!(other.outcome("m.open#2"), "illegal no_such_act, c");
}

#[test]
fn p03_case_closed() {
    let found = law(ANSWER).replay(&[
        "on: 2011-01-05, act: open",
        "on: 2011-01-06, act: leave",
        "on: 2011-01-07, act: end",
        "on: 2011-01-08, act: answer",
    ]);
    assert_eq!(found.outcome("m.answer"), "illegal case_closed, over");
}

const WAIT: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { call: { by: office }, hold: { by: party, details: { public: boolean } }, sit: { by: party } }
transitions:
  - { act: call, from: a, to: b, basis: policy }
  - act: hold
    from: b
    to: c
    basis: policy
    not_before: [ { date: 5 days from last(call).on, basis: policy } ]
    requires: [ { check: act.public, basis: policy } ]
  - { act: sit, from: b, to: c, basis: policy, requires: [ { check: act.on >= 5 days from last(call).on, basis: policy } ] }
";

#[test]
fn p03_too_early_comes_only_from_not_before() {
    // Five days from the 5th is the 10th: the 9th is too early. The same condition under `requires` is a condition.
    let early =
        law(WAIT).replay(&["on: 2011-01-05, act: call", "on: 2011-01-09, act: hold, details: { public: true }"]);
    assert_eq!(early.outcome("m.hold"), "illegal too_early, b");
    let sit = law(WAIT).replay(&["on: 2011-01-05, act: call", "on: 2011-01-09, act: sit"]);
    assert_eq!(sit.outcome("m.sit"), "illegal condition_failed, b");
}

/// A recommendation that fails too does not hide that the act is too early; a required condition does.
#[test]
fn p03_too_early_is_said_before_a_recommendation_and_after_a_required_condition() {
    let recommended =
        WAIT.replace("check: act.public, basis: policy }", "check: act.public, basis: policy, level: recommended }");
    let secret = ["on: 2011-01-05, act: call", "on: 2011-01-09, act: hold, details: { public: false }"];
    assert_eq!(law(&recommended).replay(&secret).outcome("m.hold"), "illegal too_early, b");
    assert_eq!(law(WAIT).replay(&secret).outcome("m.hold"), "illegal condition_failed, b");
}

#[test]
fn p03_the_day_of_not_before_itself_is_not_too_early() {
    let on_day =
        law(WAIT).replay(&["on: 2011-01-05, act: call", "on: 2011-01-10, act: hold, details: { public: true }"]);
    assert_eq!(on_day.outcome("m.hold"), "legal, c");
    // Late enough, and another condition fails.
    let secret =
        law(WAIT).replay(&["on: 2011-01-05, act: call", "on: 2011-01-10, act: hold, details: { public: false }"]);
    assert_eq!(secret.outcome("m.hold"), "illegal condition_failed, b");
}

#[test]
fn p03_a_failed_condition_says_which_and_with_what_operands() {
    let law = law("
states: { a: { initial: true }, b: { final: true } }
acts: { fine: { by: office, details: { heard: boolean, amount: integer } } }
transitions:
  - act: fine
    from: a
    to: b
    basis: policy
    requires: [ { check: act.heard, basis: policy }, { check: act.amount <= 150_000, basis: policy } ]
");
    let found = law.replay(&["on: 2011-01-05, act: fine, details: { heard: true, amount: 200_000 }"]);
    assert_eq!(found.outcome("m.fine"), "illegal condition_failed, b");
    // The second condition alone, its two operands and itself last.
    let values = vec![Value::Integer(200_000), Value::Integer(150_000), Value::Boolean(false)];
    assert_eq!(found.checks("m.fine"), [(1, Some(false), values)]);
}

#[test]
fn p03_what_a_source_does_not_tell_cannot_be_judged() {
    // Void by default: whether the unknown condition kept the state is not known either.
    let asked = law(EFFECTS).replay(&["on: 2011-01-05, act: ask, details: { fit: unknown }"]);
    assert_eq!(asked.verdict("m.ask"), "undetermined");
    assert_eq!(asked.refusals("m.ask"), ["cannot_be_judged"]);
    assert_eq!(asked.moves("m.ask"), ["a -> a", "a -> b"]);
    assert_eq!(asked.states("m"), ["a", "b"]);
    // One that stands takes effect whatever the condition says.
    let decided = law(EFFECTS).replay(&["on: 2011-01-05, act: decide, details: { fit: unknown }"]);
    assert_eq!(decided.outcome("m.decide"), "undetermined cannot_be_judged, b");
}

#[test]
fn p03_an_unknown_that_does_not_matter_is_no_obstacle() {
    // One condition fails for certain: the act is illegal whatever the other says.
    let event = "on: 2011-01-05, act: ask, details: { x: unknown, y: false, z: true }";
    assert_eq!(law(PER_CONDITION).replay(&[event]).outcome("m.ask"), "illegal condition_failed, a");
}

#[test]
fn p03_a_selection_that_is_unknown_cannot_be_judged_where_it_matters() {
    // Fast or not, unknown: the first transition or, urgent and unpaid, the second, which would be refused.
    let event = "on: 2011-01-05, act: go, details: { fast: unknown, urgent: true, paid: false }";
    let found = law(TWO_WAYS).replay(&[event]);
    assert_eq!(found.verdict("m.go"), "undetermined");
    assert_eq!(found.states("m"), ["a", "quick"]);
    // Paid, both are legal: legal whichever it was, in one of two states.
    let event = "on: 2011-01-05, act: go, details: { fast: unknown, urgent: true, paid: true }";
    let found = law(TWO_WAYS).replay(&[event]);
    assert_eq!(found.verdict("m.go"), "legal");
    assert_eq!(found.states("m"), ["quick", "slow"]);
}

const CHAIN: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { file: { by: party, details: { signed: boolean } }, rule: { by: office }, drop: { by: office } }
transitions:
  - { act: file, from: a, to: b, basis: policy, requires: [ { check: act.signed, basis: policy } ] }
  - { act: rule, from: b, to: c, basis: policy }
  - { act: drop, from: c, to: c, basis: policy }
";

#[test]
fn p03_refused_only_because_an_earlier_void_act_left_the_case_elsewhere() {
    let found =
        law(CHAIN).replay(&["on: 2011-01-05, act: file, details: { signed: false }", "on: 2011-01-06, act: rule"]);
    assert_eq!(found.outcome("m.rule"), "illegal no_such_act, a");
    assert_eq!(found.because_of("m.rule"), ["m.file"]);
}

#[test]
fn p03_no_because_of_where_it_would_have_been_refused_anyway() {
    // Had the filing been valid, the case would be in b, and nobody drops a case from there.
    let found =
        law(CHAIN).replay(&["on: 2011-01-05, act: file, details: { signed: false }", "on: 2011-01-06, act: drop"]);
    assert_eq!(found.outcome("m.drop"), "illegal no_such_act, a");
    assert!(found.because_of("m.drop").is_empty());
    // Nor where no earlier act was void.
    let alone = law(CHAIN).replay(&["on: 2011-01-06, act: rule"]);
    assert!(alone.because_of("m.rule").is_empty());
}

#[test]
fn p03_because_of_carries_through_a_chain() {
    // The ruling would have been accepted but for the filing, and so would have been dropping the case after it.
    let found = law(CHAIN).replay(&[
        "on: 2011-01-05, act: file, details: { signed: false }",
        "on: 2011-01-06, act: rule",
        "on: 2011-01-07, act: drop",
    ]);
    assert_eq!(found.because_of("m.drop"), ["m.file"]);
}

#[test]
fn p18_a_property_broken_after_an_unlawful_act_that_stands_says_so() {
    let own = "
states: { a: { initial: true }, heard: {}, fined: { final: true } }
acts: { hear: { by: office }, fine: { by: office } }
transitions:
  - { act: hear, from: a, to: heard, basis: policy }
  - { act: fine, from: [a, heard], to: fined, basis: policy, requires: [ { check: done(hear), basis: policy } ] }
properties: { heard_first: { never: state == fined and not done(hear) } }
";
    let broken = laws(&[("p", "2011-01-01", own)]).replay(&["on: 2011-01-05, act: fine"]);
    assert_eq!(broken.passed(), ["m: heard_first broken on 2011-01-05, following [m.fine]"]);
    let kept = law(own).replay(&["on: 2011-01-04, act: hear", "on: 2011-01-05, act: fine"]);
    assert_eq!(kept.passed(), Vec::<String>::new());
}
