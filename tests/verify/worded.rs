//! What editions word differently is as many questions; and what an act may leave unsaid.

use greffe::system::System;
use greffe::verify::{Claimed, Finding, Nobody, Options, verify};

/// A notice whose length is given, or not, and which may be skipped under the later text.
const EARLY: &str = r#"
procedure: notice
edition: 2011-01-01
until: 2011-12-31
title: A notice (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true } }
states:
  open: { initial: true }
  noticed: {}
  expired: {}
  fined: { final: true }
acts:
  notify: { by: office, details: { given: { type: period, between: [1 day, 3 months], optional: true } } }
  fine: { by: office }
deadlines:
  time_given: { counted_from: act.on, lasts: act.given, basis: rule, while: [noticed] }
transitions:
  - act: notify
    from: open
    to: noticed
    basis: rule
    starts: time_given
    requires: [ { check: "time_given >= 10 days from act.on", basis: rule } ]
  - { when_over: time_given, from: noticed, to: expired }
  - { act: fine, from: expired, to: fined, basis: rule }
properties:
  noticed_first: { before: fine, expect: "done(notify)" }
  never_expired: { never: "state == expired" }
  ends: { following: noticed, expect: "state != noticed" }
  ends_in_time: { following: noticed, within: 4 months, expect: "state != noticed" }
"#;

fn late() -> String {
    EARLY
        .replace("edition: 2011-01-01\nuntil: 2011-12-31", "edition: 2012-01-01")
        .replace("act: fine, from: expired", "act: fine, from: [open, expired]")
        .replace(
            "{ before: fine, expect: \"done(notify)\" }",
            "{ before: fine, expect: \"done(notify)\", known: { result: broken, why: It may be skipped. } }",
        )
        .replace("within: 4 months", "within: 5 months")
}

fn claims(texts: &[String]) -> Vec<Claimed> {
    let named: Vec<(&str, String)> = texts.iter().map(|text| ("notice", text.clone())).collect();
    let procedures = crate::common::procedures(&named);
    let options = Options { to: Some("2014-12-31".parse().unwrap()), ..Options::default() };
    verify(&System::of(&procedures["notice"]), &options, &Nobody).unwrap().claims
}

fn of<'c>(claims: &'c [Claimed], name: &str) -> Vec<(Option<(usize, usize)>, &'c Finding)> {
    claims.iter().filter(|claim| claim.name == name).map(|claim| (claim.editions, &claim.finding)).collect()
}

#[test]
fn each_wording_has_a_verdict_of_its_own() {
    let claims = claims(&[EARLY.to_owned(), late()]);
    let first = of(&claims, "noticed_first");
    assert!(matches!(first[..], [(Some((0, 0)), Finding::Holds(_)), (Some((1, 1)), Finding::Broken(_))]), "{first:?}");
    // Worded alike, it is one question.
    let expired = of(&claims, "never_expired");
    assert!(matches!(expired[..], [(Some((0, 1)), Finding::Broken(_))]), "{expired:?}");
    // Of a wait that goes on under the later text, that text says how long.
    let ends = of(&claims, "ends_in_time");
    assert!(matches!(ends[..], [(Some((0, 0)), Finding::Holds(_)), (Some((1, 1)), Finding::Holds(_))]), "{ends:?}");
}

#[test]
fn a_wording_that_is_not_in_force_is_not_asked_about() {
    let procedures = crate::common::procedures(&[("notice", EARLY.to_owned()), ("notice", late())]);
    let options = Options { to: Some("2011-06-30".parse().unwrap()), ..Options::default() };
    let claims = verify(&System::of(&procedures["notice"]), &options, &Nobody).unwrap().claims;
    let first = of(&claims, "noticed_first");
    assert!(matches!(first[..], [(Some((0, 0)), Finding::Holds(_))]), "{first:?}");
}

#[test]
fn what_may_be_left_unsaid_is_both_said_and_not() {
    let claims = claims(&[EARLY.to_owned()]);
    // Said, the time given runs out.
    assert!(matches!(of(&claims, "never_expired")[..], [(_, Finding::Broken(_))]));
    // Unsaid, it cannot be judged whether ten days are given: a notice that is lawful says how long, and ends.
    for name in ["ends", "ends_in_time"] {
        assert!(matches!(of(&claims, name)[..], [(_, Finding::Holds(_))]), "{name}: {:?}", of(&claims, name));
    }
    // Where nothing asks how long it is, it may be left unsaid, and the notice never ends.
    let unasked = EARLY.replace("requires: [ { check: \"time_given >= 10 days from act.on\", basis: rule } ]", "");
    let claims = self::claims(&[unasked]);
    assert!(matches!(of(&claims, "ends")[..], [(_, Finding::Broken(_))]), "{:?}", of(&claims, "ends"));
}
