//! What follows something in time, or some day, and what holds while every duty is kept: proved, or broken by a course
//! whose replay shows it.

use std::collections::BTreeMap;

use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::procedure::Editions;
use greffe::syntax::{self, SystemFile};
use greffe::system::{Joined, Observer, System, lower};
use greffe::text::Text;
use greffe::verify::{Bound, Finding, Nobody, Options, verify};

use crate::flaws::{Shown, replays};

const CLAIM: &str = r#"
procedure: claim
edition: 2011-01-01
until: 2015-12-31
title: A claim (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true }, person: {} }
states:
  open: { initial: true }
  lodged: {}
  stayed: {}
  lapsed: { final: true }
  answered: { final: true }
  erased: { final: true }
acts:
  lodge: { by: person }
  stay: { by: office }
  resume: { by: office }
  answer: { by: office }
  erase: { by: office }
deadlines:
  time_to_answer: { counted_from: act.on, lasts: 3 months, basis: rule, while: [lodged] }
transitions:
  - { act: lodge, from: open, to: lodged, basis: rule, starts: time_to_answer }
  - { act: answer, from: lodged, to: answered, basis: rule, requires: [ { check: "act.on >= 2 days from last(lodge).on", basis: rule } ] }
  - { when_over: time_to_answer, from: lodged, to: lapsed }
  - { act: stay, from: lodged, to: stayed, basis: rule }
  - { act: resume, from: stayed, to: answered, basis: rule }
  - { act: erase, from: [lodged, stayed], to: erased, basis: rule }
duties:
  erase_what_is_stayed:
    owed_by: office
    basis: rule
    arises: stay
    due: "1 month from act.on"
    ends: resume
    discharged_by: erase
properties:
  # A period runs out on the midnight after its last day.
  ends_in_time: { following: lodge, within: 3 months 1 day, expect: "state != lodged" }
  not_kept_for_ever: { following: lodge, expect: "state in [answered, lapsed, erased]" }
  not_kept_for_ever_if_duties_are: { following: lodge, expect: "state in [answered, lapsed, erased]", duties_kept: true }
  stay_ends: { following: stay, within: 1 month, expect: "state != stayed", duties_kept: true }
  long_stays: { never: "done(resume) and last(resume).on > 1 month from last(stay).on", duties_kept: true }
  last_day: { reachable: "done(resume) and last(resume).on == 1 month from last(stay).on", duties_kept: true }
  day_after: { reachable: "done(resume) and last(resume).on > 1 month from last(stay).on", duties_kept: true }
  after_erasure: { following: erased, within: 1 day, expect: "done(answer)" }
  never_asked: { following: answered, within: 1 day, expect: "done(lodge)" }
"#;

fn found(text: &str) -> BTreeMap<String, Finding> {
    let procedures = crate::common::procedures(&[("claim", text.to_owned())]);
    let system = System::of(&procedures["claim"]);
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    let found: BTreeMap<String, Finding> = proof.claims.into_iter().map(|c| (c.name, c.finding)).collect();
    for (name, finding) in &found {
        match finding {
            Finding::Broken(course) => {
                let shown = if name.starts_with("not_kept") { Shown::Awaited } else { Shown::Broken };
                replays(&procedures, &system, course, name, shown);
            }
            Finding::Possible(course) => {
                let replay = replays(&procedures, &system, course, name, Shown::Nothing);
                assert!(!replay.is_empty());
            }
            _ => {}
        }
    }
    found
}

#[test]
fn what_must_come_in_time_is_decided() {
    let found = found(CLAIM);
    for name in ["ends_in_time", "not_kept_for_ever_if_duties_are", "stay_ends", "long_stays", "never_asked"] {
        assert!(matches!(found[name], Finding::Holds(_)), "{name}: {:?}", found[name]);
    }
    // A stay is ended by an act only, and nobody is forced to act.
    for name in ["not_kept_for_ever", "after_erasure"] {
        assert!(matches!(found[name], Finding::Broken(_)), "{name}: {:?}", found[name]);
    }
    assert!(matches!(found["last_day"], Finding::Possible(_)), "{:?}", found["last_day"]);
    assert!(matches!(found["day_after"], Finding::Impossible(_)), "{:?}", found["day_after"]);
}

#[test]
fn planted_flaws_are_found_and_their_courses_replay() {
    for (rule, flaw, breaks) in [
        // A bound a day too short: the deadline runs out on the midnight after its last day.
        ("within: 3 months 1 day,", "within: 3 months,", "ends_in_time"),
        // The deadline runs on after the bound.
        ("lasts: 3 months,", "lasts: 93 days,", "ends_in_time"),
        ("within: 1 month,", "within: 27 days,", "stay_ends"),
        // A duty that falls due a day after the bound.
        ("due: \"1 month from act.on\"", "due: \"32 days from act.on\"", "stay_ends"),
        ("due: \"1 month from act.on\"", "due: \"32 days from act.on\"", "long_stays"),
        // A duty without a day is owed for ever.
        ("    due: \"1 month from act.on\"\n", "", "not_kept_for_ever_if_duties_are"),
        // What ends the duty does not end what is waited for.
        ("ends: resume", "ends: [resume, answered]", "not_kept_for_ever"),
        // Nothing runs out any more.
        ("  - { when_over: time_to_answer, from: lodged, to: lapsed }\n", "", "ends_in_time"),
    ] {
        let text = CLAIM.replace(rule, flaw);
        assert_ne!(text, CLAIM);
        let found = found(&text);
        assert!(matches!(found[breaks], Finding::Broken(_)), "{flaw}: {:?}", found[breaks]);
    }
}

#[test]
fn a_deadline_that_runs_out_a_day_early_keeps_a_shorter_bound() {
    // 88 days are fewer than three months from any day, so that the midnight after them is in time.
    let text =
        CLAIM.replace("within: 3 months 1 day,", "within: 3 months,").replace("lasts: 3 months,", "lasts: 88 days,");
    assert!(matches!(found(&text)["ends_in_time"], Finding::Holds(_)));
}

#[test]
fn what_is_never_set_off_holds_emptily() {
    let text = CLAIM.replace(
        "act: stay, from: lodged, to: stayed, basis: rule",
        "act: stay, from: lodged, to: stayed, basis: rule, requires: [ { check: \"done(answer)\", basis: rule } ]",
    );
    assert_ne!(text, CLAIM);
    let found = found(&text);
    assert!(matches!(found["stay_ends"], Finding::HoldsEmptily(_)), "{:?}", found["stay_ends"]);
}

#[test]
fn a_deadline_that_starts_itself_anew_for_ever_settles_nothing() {
    let text = CLAIM.replace(
        "  - { when_over: time_to_answer, from: lodged, to: lapsed }\n",
        "  - { when_over: time_to_answer, from: lodged, to: same, restarts: time_to_answer }\n",
    );
    let text = text.replace(
        "act: stay, from: lodged, to: stayed, basis: rule",
        "act: stay, from: lodged, to: stayed, basis: rule, requires: [ { check: \"done(answer)\", basis: rule } ]",
    );
    assert_ne!(text, CLAIM);
    let found = found(&text);
    assert_eq!(found["not_kept_for_ever"], Finding::Open(Bound::ForEver));
}

#[test]
fn the_real_calendar_day_by_day_says_the_same() {
    let text = CLAIM.replace("until: 2015-12-31", "until: 2011-06-30");
    let procedures = crate::common::procedures(&[("claim", text)]);
    let system = System::of(&procedures["claim"]);
    let only = vec!["ends_in_time".to_owned(), "stay_ends".to_owned(), "not_kept_for_ever_if_duties_are".to_owned()];
    let options = Options { exact: true, only, ..Options::default() };
    for claim in verify(&system, &options, &Nobody).unwrap().claims {
        assert!(matches!(claim.finding, Finding::Holds(_)), "{}: {:?}", claim.name, claim.finding);
    }
}

const DOOR: &str = r#"
procedure: door
edition: 2011-01-01
until: 2015-12-31
title: A door (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { anybody: { authority: true } }
states:
  shut: { initial: true }
  ajar: {}
acts:
  unlock: { by: anybody }
  lock: { by: anybody }
deadlines:
  closes: { counted_from: act.on, lasts: 1 month, basis: rule, while: [ajar] }
transitions:
  - { act: unlock, from: shut, to: ajar, basis: rule, restarts: closes }
  - { act: lock, from: ajar, to: shut, basis: rule }
  - { when_over: closes, from: ajar, to: shut }
"#;

const HOUSE: &str = r#"
system: house
title: Two doors (fictitious)
counting: { rule: civil, roll: none, holidays: fr }
time_zone: Europe/Paris
machines:
  front: { procedure: door }
  back: { procedure: door }
lists:
  doors: [front, back]
properties:
  shut_in_time: { following: [front.unlock, back.unlock], within: 1 month 1 day, expect: "some(doors, state == shut)", basis: policy }
  both_shut_in_time: { following: front.unlock, within: 1 month 1 day, expect: "every(doors, state == shut)", basis: policy }
  front_shut_in_time: { following: front.unlock, within: 1 month, expect: "front.state == shut", basis: policy }
  front_shut_some_day: { following: front.ajar, expect: "front.state == shut", basis: policy }
  back_opens_some_day: { following: front.ajar, expect: "done(back.unlock)", basis: policy }
  back_before_front: { never: "back.state == ajar and front.state == shut", basis: policy }
  front_before_back: { never: "front.state == ajar and back.state == shut", basis: policy }
"#;

fn joined(text: &str, procedures: &BTreeMap<String, Editions>) -> Joined {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("house", text.to_owned());
    let syntax: Option<SystemFile> = syntax::read(file, &sources, &mut diagnostics);
    let joined = syntax.and_then(|f| lower(&f, &|name| procedures.get(name), &mut diagnostics));
    assert!(!diagnostics.has_errors(), "{}", render_all(&diagnostics, &sources, Style::default()));
    joined.unwrap()
}

#[test]
fn what_a_system_waits_for_is_decided() {
    let procedures = crate::common::procedures(&[("door", DOOR.to_owned())]);
    let joined = joined(HOUSE, &procedures);
    let system = System {
        name: "house".to_owned(),
        title: Text::default(),
        procedures: joined.procedures.iter().collect(),
        machines: joined.machines.clone(),
        observer: Some(Observer { procedure: &joined.observer, seen: joined.seen.clone() }),
    };
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    let found: BTreeMap<String, Finding> = proof.claims.into_iter().map(|c| (c.name, c.finding)).collect();
    // A door that stands open when the other is unlocked shuts before that one must.
    for name in ["front_shut_some_day", "shut_in_time"] {
        assert!(matches!(found[name], Finding::Holds(_)), "{name}: {:?}", found[name]);
    }
    for name in
        ["both_shut_in_time", "front_shut_in_time", "back_opens_some_day", "back_before_front", "front_before_back"]
    {
        assert!(matches!(found[name], Finding::Broken(_)), "{name}: {:?}", found[name]);
    }
}
