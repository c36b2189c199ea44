//! Deadlines that are over before they start, being counted from an earlier day.

use greffe::system::System;
use greffe::verify::{Finding, Nobody, Options, verify};

const DESK: &str = r#"
roles: { office: { authority: true }, person: {} }
states: { open: { initial: true }, lodged: {}, answered: { final: true }, lapsed: { final: true } }
memory: { lapsed_on: date }
acts:
  lodge: { by: person, details: { posted: date } }
  answer: { by: office }
deadlines: { term: { counted_from: act.posted, lasts: 1 month, basis: rule } }
transitions:
  - { act: lodge, from: open, to: lodged, basis: rule, starts: term }
  - { act: answer, from: lodged, to: answered, basis: rule }
  - { when_over: term, from: lodged, to: lapsed, sets: { lapsed_on: act.on } }
properties:
  lapsed_before_it_came: { never: "state == lapsed and lapsed_on < last(lodge).on", basis: policy }
  lapsed_long_after: { never: "state == lapsed and lapsed_on > 32 days from last(lodge).on", basis: policy }
  late_answer: { never: "state == answered and last(answer).on > 1 month from last(lodge).posted", basis: policy }
"#;

#[test]
fn what_is_over_when_it_starts_runs_out_at_once() {
    let procedures = crate::common::procedures(&[("desk", crate::fictitious("desk", DESK))]);
    let proof = verify(&System::of(&procedures["desk"]), &Options::default(), &Nobody).unwrap();
    let of = |name: &str| &proof.claims.iter().find(|claim| claim.name == name).unwrap().finding;
    let Finding::Broken(course) = of("lapsed_before_it_came") else { panic!("{:?}", of("lapsed_before_it_came")) };
    assert_eq!(course.steps.len(), 1);
    assert!(matches!(of("lapsed_long_after"), Finding::Holds(_)), "{:?}", of("lapsed_long_after"));
    assert!(matches!(of("late_answer"), Finding::Holds(_)), "{:?}", of("late_answer"));
}
