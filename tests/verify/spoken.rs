//! What conditions speak of: an `if` of the case before the act, a requirement of the deadlines as the act leaves them.

use greffe::system::System;
use greffe::verify::{Finding, Nobody, Options, verify};

/// A call is first noted; only while the answer is awaited is it noted again. Either starts the deadline.
const DESK: &str = r#"
roles: { office: { authority: true }, person: {} }
states: { open: { initial: true }, noted: {}, again: {}, lapsed: { final: true } }
memory: { paused: date }
acts: { call: { by: person }, leave: { by: person } }
deadlines: { answer: { counted_from: act.on, lasts: 10 days, basis: rule, while: [open, noted, again] } }
transitions:
  - act: call
    from: [open, noted]
    to: again
    basis: rule
    if: running(answer)
    restarts: answer
    requires: [ { check: "answer == 10 days from act.on", basis: rule } ]
  - { act: call, from: [open, noted], to: noted, basis: rule, restarts: answer }
  - { act: leave, from: [noted, again], to: lapsed, basis: rule }
  - { when_over: answer, from: [noted, again], to: lapsed }
properties:
  not_again: { never: "state == again", basis: policy }
  not_noted: { never: "state == noted", basis: policy }
  noted_first: { before: again, expect: "state == noted", basis: policy }
"#;

#[test]
fn an_if_speaks_of_a_deadline_as_it_was_and_a_requirement_as_it_becomes() {
    let procedures = crate::common::procedures(&[("desk", crate::fictitious("desk", DESK))]);
    let proof = verify(&System::of(&procedures["desk"]), &Options::default(), &Nobody).unwrap();
    let acts = |name: &str| match &proof.claims.iter().find(|claim| claim.name == name).unwrap().finding {
        Finding::Broken(course) => Some(course.steps.len()),
        Finding::Holds(_) => None,
        finding => panic!("{name}: {finding:?}"),
    };
    assert_eq!(acts("not_noted"), Some(1), "the first call finds no deadline running");
    assert_eq!(acts("not_again"), Some(2), "the second one does");
    assert_eq!(acts("noted_first"), None);
}
