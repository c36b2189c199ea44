//! What holds is proved; a planted flaw is found, and its course replays and shows the breach.

use std::collections::BTreeMap;
use std::rc::Rc;

use greffe::engine::Occurrence;
use greffe::generate;
use greffe::procedure::Editions;
use greffe::replay::{Happening, Options as ReplayOptions, replay};
use greffe::report::course;
use greffe::system::System;
use greffe::text::Text;
use greffe::verify::{Bound, Course, Finding, Limits, Nobody, Options, Stopped, Unasked, verify};

const NOTICE: &str = r#"
procedure: notice
edition: 2011-01-01
until: 2012-12-31
title: A notice (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true }, person: {} }
states:
  open: { initial: true }
  noticed: {}
  expired: {}
  decided: { final: true }
  forgotten: { final: true }
memory: { expired_on: date }
acts:
  notify: { by: office }
  hear: { by: office }
  decide: { by: office }
  forget: { by: [office, person] }
deadlines:
  answer: { counted_from: act.on, lasts: 3 months, basis: rule }
transitions:
  - { act: notify, from: open, to: noticed, basis: rule, starts: answer }
  - { act: hear, from: noticed, to: same, basis: rule }
  - { when_over: answer, from: noticed, to: expired, sets: { expired_on: act.on } }
  - act: decide
    from: [noticed, expired]
    to: decided
    basis: rule
    requires:
      - { check: "act.on >= 10 days from last(notify).on", basis: rule }
      - { check: done(hear), basis: rule }
  - { act: forget, from: expired, to: forgotten, basis: rule, requires: [ { check: act.by == office, basis: rule } ] }
properties:
  ten_days: { never: "state == decided and last(decide).on < 10 days from last(notify).on" }
  three_months: { never: "state == expired and expired_on <= 3 months from last(notify).on" }
  heard: { before: decide, expect: done(hear) }
  ends: { at_end: "state in [decided, forgotten]" }
  quick: { reachable: "state == decided and last(decide).on == 10 days from last(notify).on" }
  slow: { reachable: "state == decided and last(decide).on > 1 year from last(notify).on" }
  never_early: { reachable: "state == decided and last(decide).on < 10 days from last(notify).on" }
"#;

fn found(text: &str) -> BTreeMap<String, Finding> {
    let procedures = crate::common::procedures(&[("notice", text.to_owned())]);
    let system = System::of(&procedures["notice"]);
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    let found: BTreeMap<String, Finding> = proof.claims.into_iter().map(|c| (c.name, c.finding)).collect();
    for (name, finding) in &found {
        if let Finding::Broken(course) | Finding::Possible(course) = finding {
            // A replay looks at what holds at an instant; what is expected before an act is the proof's alone.
            let shown =
                if matches!(finding, Finding::Broken(_)) && name != "heard" { Shown::Broken } else { Shown::Nothing };
            replays(&procedures, &system, course, name, shown);
        }
    }
    found
}

/// What the replay of a course is to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// That the property broke.
    Broken,
    /// That something is still awaited of it.
    Awaited,
    /// Nothing of it.
    Nothing,
}

/// The course is a scenario that can be replayed, and shows what it is to show of a property.
pub fn replays(
    procedures: &BTreeMap<String, Editions>,
    system: &System,
    course: &Course,
    name: &str,
    shown: Shown,
) -> String {
    let mut made = generate::Course::new();
    for step in &course.steps {
        let rule = system.editions(step.machine).get(step.edition).act(step.act);
        let by = step.by.unwrap_or(rule.by[0]);
        let act = Occurrence { act: step.act, on: step.on, by: Some(by), details: &step.details };
        made.push(step.machine, step.edition, &act, by);
    }
    course.until.into_iter().for_each(|until| made.wait_until(until));
    let about = course::About { name: "shown".to_owned(), title: Text::default(), remarks: Vec::new() };
    let text = course::yaml(&course::scenario(system, &made, &about), &about).unwrap();
    let scenario = crate::common::scenario("shown", &text, procedures).unwrap_or_else(|e| panic!("{e}\n{text}"));
    let replay = replay(Rc::new(scenario), &ReplayOptions::default());
    let is = |id, edition| system.editions(0).get(edition).property(id).name == name;
    let breaks = replay.passed.iter().any(
        |passed| matches!(passed.what, Happening::Broken { following: None, property } if is(property, passed.edition)),
    );
    let awaited = replay.machines[0].awaited.iter().any(|a| a.certain && is(a.property, replay.machines[0].edition));
    let as_it_is_to = match shown {
        Shown::Broken => breaks,
        Shown::Awaited => awaited && !breaks,
        Shown::Nothing => true,
    };
    assert!(as_it_is_to, "{name} {shown:?}:\n{text}");
    text
}

#[test]
fn what_holds_is_proved_and_what_is_possible_is_shown() {
    let found = found(NOTICE);
    for name in ["ten_days", "three_months", "heard", "ends"] {
        assert!(matches!(found[name], Finding::Holds(_)), "{name}: {:?}", found[name]);
    }
    for name in ["quick", "slow"] {
        assert!(matches!(found[name], Finding::Possible(_)), "{name}: {:?}", found[name]);
    }
    assert!(matches!(found["never_early"], Finding::Impossible(_)), "{:?}", found["never_early"]);
}

#[test]
fn planted_flaws_are_found() {
    for (rule, flaw, breaks) in [
        ("act.on >= 10 days from", "act.on >= 9 days from", "ten_days"),
        // 89 days are three months from some days, and fewer than three months from most.
        ("lasts: 3 months", "lasts: 89 days", "three_months"),
        ("      - { check: done(hear), basis: rule }\n", "", "heard"),
    ] {
        let text = NOTICE.replace(rule, flaw);
        assert_ne!(text, NOTICE);
        let found = found(&text);
        assert!(matches!(found[breaks], Finding::Broken(_)), "{flaw}: {:?}", found[breaks]);
    }
}

#[test]
fn a_search_that_was_stopped_claims_nothing() {
    let procedures = crate::common::procedures(&[("notice", NOTICE.to_owned())]);
    let limits = Limits { states: Some(2), ..Limits::default() };
    let proof = verify(&System::of(&procedures["notice"]), &Options { limits, ..Options::default() }, &Nobody).unwrap();
    assert!(proof.counts[0].stopped == Some(Stopped::States) && proof.counts[0].frontier > 0);
    for claim in proof.claims.iter().filter(|claim| claim.name != "quick" && claim.name != "slow") {
        assert!(matches!(claim.finding, Finding::Open(Bound::Limit(_, Stopped::States))), "{claim:?}");
    }
    assert!(proof.remarks.is_empty());
}

#[test]
fn rules_that_no_lawful_course_can_use_are_told() {
    let text = NOTICE
        .replace("expect: done(hear)", "expect: done(hear) or done(decide)")
        .replace("{ check: done(hear), basis: rule }", "{ check: done(forget), basis: rule }");
    let procedures = crate::common::procedures(&[("notice", text)]);
    let proof = verify(&System::of(&procedures["notice"]), &Options::default(), &Nobody).unwrap();
    let notice = procedures["notice"].get(0);
    let decided = notice.state_named("decided").unwrap();
    let told: Vec<Unasked> = proof.remarks.iter().map(|remark| remark.what).collect();
    assert!(told.contains(&Unasked::Unreached(decided)), "{told:?}");
    assert!(told.iter().any(|what| matches!(what, Unasked::Untaken(_))), "{told:?}");
    assert!(told.iter().any(|what| matches!(what, Unasked::NeverTrue(_, 1))), "{told:?}");
    let emptily = proof.claims.iter().find(|claim| claim.name == "heard").unwrap();
    assert!(matches!(emptily.finding, Finding::HoldsEmptily(_)), "{:?}", emptily.finding);
}

#[test]
fn any_number_of_threads_gives_the_same_answer() {
    let text = NOTICE.replace("act.on >= 10 days from", "act.on >= 9 days from");
    let procedures = crate::common::procedures(&[("notice", text)]);
    let with = |threads| {
        let options = Options { limits: Limits { threads, ..Limits::default() }, ..Options::default() };
        let proof = verify(&System::of(&procedures["notice"]), &options, &Nobody).unwrap();
        proof.claims.into_iter().map(|claim| claim.finding).collect::<Vec<_>>()
    };
    assert_eq!(with(1), with(3));
}
