//! Limits bound a whole run, and what they stop is said to be open; what decides nothing is not explored.

use std::collections::BTreeMap;
use std::time::Duration;

use greffe::procedure::Editions;
use greffe::system::{Machine, System};
use greffe::text::Text;
use greffe::verify::{Bound, Finding, Limits, Method, Nobody, Options, Proof, Stopped, verify};

use crate::family;
use crate::flaws::NOTICE;

fn limited(system: &System, limits: Limits) -> Proof {
    verify(system, &Options { limits, ..Options::default() }, &Nobody).unwrap()
}

#[test]
fn without_time_everything_is_open_and_time_is_the_reason() {
    let procedures = crate::common::procedures(&[("notice", NOTICE.to_owned())]);
    let family = family::procedures(false);
    for system in [System::of(&procedures["notice"]), family::family(&family, 3)] {
        let proof = limited(&system, Limits { time: Some(Duration::ZERO), ..Limits::default() });
        assert!(!proof.claims.is_empty() && proof.remarks.is_empty());
        for claim in &proof.claims {
            assert!(matches!(claim.finding, Finding::Open(Bound::Limit(_, Stopped::Time))), "{claim:?}");
        }
        assert!(proof.counts.iter().all(|counts| counts.stopped == Some(Stopped::Time)), "{:?}", proof.counts);
    }
}

#[test]
fn states_are_counted_over_the_whole_run() {
    let procedures = crate::common::procedures(&[("notice", NOTICE.to_owned())]);
    let system = System::of(&procedures["notice"]);
    let free = limited(&system, Limits::default());
    let without_dates = free.counts[0].states;
    assert!(free.counts.len() > 1 && free.counts[1].method == Method::Zones);
    // Enough for the states without dates, and not for the zones after them.
    let proof = limited(&system, Limits { states: Some(without_dates + 1), ..Limits::default() });
    assert_eq!((proof.counts[0].states, proof.counts[0].stopped), (without_dates, None));
    assert_eq!(proof.counts[1].stopped, Some(Stopped::States));
    let of = |proof: &Proof, name: &str| proof.claims.iter().find(|claim| claim.name == name).unwrap().finding.clone();
    assert_eq!(of(&proof, "heard"), Finding::Holds(Method::WithoutDates));
    assert_eq!(of(&free, "ten_days"), Finding::Holds(Method::Zones));
    assert_eq!(of(&proof, "ten_days"), Finding::Open(Bound::Limit(Method::Zones, Stopped::States)));
}

#[test]
fn little_memory_stops_a_run() {
    let procedures = crate::common::procedures(&[("notice", NOTICE.to_owned())]);
    let proof = limited(&System::of(&procedures["notice"]), Limits { bytes: Some(1), ..Limits::default() });
    for claim in &proof.claims {
        assert!(matches!(claim.finding, Finding::Open(Bound::Limit(_, Stopped::Memory))), "{claim:?}");
    }
}

#[test]
fn several_threads_find_the_same_in_the_same_order() {
    let procedures = family::procedures(true);
    let with = |threads| {
        let limits = Limits { threads, ..Limits::default() };
        let options = Options { apart: true, limits, ..Options::default() };
        let proof = verify(&family::family(&procedures, 4), &options, &Nobody).unwrap();
        let counts = proof.counts.iter().map(|c| (c.method, c.states, c.transitions, c.depth)).collect::<Vec<_>>();
        (proof.claims.into_iter().map(|claim| claim.finding).collect::<Vec<_>>(), counts)
    };
    let one = with(1);
    assert!(one.1[0].1 > 8_000, "enough states for more than one thread: {:?}", one.1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(3));
}

#[test]
fn parts_are_told_in_the_same_order_on_any_number_of_threads() {
    let watching = WATCHING.replace("CONDITION", "other.state == begun").replace("LEVEL", "required");
    let watched = format!(
        "{WATCHED}properties:\n  finished: {{ reachable: state == finished }}\n  idle: {{ always: state == idle }}\n"
    );
    let procedures = crate::common::procedures(&[("watched", watched), ("watching", watching)]);
    let named = |name: &str| procedures.get(name);
    let system = System::with_watched(&procedures["watching"], &named);
    let with = |threads| {
        let proof = limited(&system, Limits { threads, ..Limits::default() });
        let counts = proof.counts.iter().map(|c| (c.method, c.states, c.transitions, c.depth)).collect::<Vec<_>>();
        let claims = proof.claims.into_iter().map(|claim| (claim.machine, claim.name, claim.finding));
        (claims.collect::<Vec<_>>(), proof.remarks, proof.undecided, counts)
    };
    let one = with(1);
    assert_eq!(one.0.len(), 3, "{:?}", one.0);
    assert!(one.3.len() > 1, "several parts: {:?}", one.3);
    assert_eq!(one, with(2));
    assert_eq!(one, with(3));
}

const WATCHED: &str = "
procedure: watched
edition: 2011-01-01
until: 2012-12-31
title: Watched (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true } }
states: { idle: { initial: true }, begun: {}, finished: { final: true } }
memory: { begun_on: date }
acts: { begin: { by: office }, finish: { by: office } }
transitions:
  - { act: begin, from: idle, to: begun, basis: rule, sets: { begun_on: act.on } }
  - { act: finish, from: begun, to: finished, basis: rule }
";

const WATCHING: &str = r#"
procedure: watching
edition: 2011-01-01
until: 2012-12-31
title: Watching (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true } }
watches: { other: watched }
states: { idle: { initial: true }, granted: { final: true } }
acts: { grant: { by: office } }
transitions:
  - act: grant
    from: idle
    to: granted
    basis: rule
    requires: [ { check: "CONDITION", basis: rule, level: LEVEL } ]
properties:
  granted: { reachable: "state == granted" }
"#;

/// How many acts it takes to grant, and in how many states the machines were seen, where a condition is this.
fn granted(condition: &str, level: &str) -> (usize, u64) {
    let watching = WATCHING.replace("CONDITION", condition).replace("LEVEL", level);
    let procedures: BTreeMap<String, Editions> =
        crate::common::procedures(&[("watched", WATCHED.to_owned()), ("watching", watching)]);
    let machine = |name: &str, procedure, watches| {
        let (name, roles) = (name.to_owned(), Vec::new());
        Machine { label: Text::default(), name, procedure, applies_by: None, roles, watches }
    };
    let system = System {
        name: "two".to_owned(),
        title: Text::default(),
        procedures: vec![&procedures["watched"], &procedures["watching"]],
        machines: vec![machine("other", 0, Vec::new()), machine("case", 1, vec![("other".to_owned(), vec![0])])],
        observer: None,
    };
    let proof = limited(&system, Limits::default());
    let claim = proof.claims.iter().find(|claim| claim.name == "granted").unwrap();
    let course = claim.finding.course().unwrap_or_else(|| panic!("{claim:?}"));
    (course.steps.len(), proof.counts.last().unwrap().states)
}

#[test]
fn a_machine_moves_only_where_that_decides_something() {
    assert_eq!(granted("other.state == finished", "required"), (3, 4), "the other must have finished");
    assert_eq!(granted("other.state == finished", "recommended"), (1, 2), "it need not, and stays as it began");
    // Whether this recommendation is kept cannot be told before the other has begun: until then nothing is lawful. A
    // dated condition on another machine may come out either way without dates, so that all six states are seen.
    assert_eq!(granted("act.on >= other.begun_on", "recommended"), (2, 6), "the other must have begun");
}

#[test]
fn what_only_a_later_edition_reads_is_known_from_the_start() {
    // Repeating is remembered under both texts; only the later one asks about it.
    let repeated =
        |text: String| text.replace("finish: { by: office } }", "finish: { by: office }, repeat: { by: office } }");
    let finish = "  - { act: finish, from: begun, to: finished, basis: rule }\n";
    let early = repeated(WATCHED.replace("until: 2012-12-31", "until: 2011-12-31"))
        .replace(finish, "  - { act: repeat, from: begun, to: finished, basis: rule }\n");
    let late = repeated(WATCHED.replace("edition: 2011-01-01", "edition: 2012-01-01")).replace(
        finish,
        "  - { act: repeat, from: begun, to: same, basis: rule }
  - { act: finish, from: begun, to: finished, basis: rule, requires: [ { check: not done(repeat), basis: rule } ] }
properties: { finished: { reachable: done(finish) } }
",
    );
    let procedures = crate::common::procedures(&[("watched", early), ("watched", late)]);
    let proof = limited(&System::of(&procedures["watched"]), Limits::default());
    let Finding::Possible(course) = &proof.claims[0].finding else { panic!("{:?}", proof.claims) };
    assert_eq!(course.steps.len(), 2, "begin and finish");
}

/// Each prolongation counts from the end before it, so that there is no end to the dates that may be.
const LEASE: &str = r#"
roles: { office: { authority: true }, person: {} }
states: { free: { initial: true }, let: {}, left: { final: true } }
memory: { ends: date }
acts: { rent: { by: person }, prolong: { by: office }, prolong_by_a_month: { by: office }, leave: { by: person } }
transitions:
  - { act: rent, from: free, to: let, basis: rule, sets: { ends: 10 days from act.on } }
  - { act: prolong, from: let, to: same, basis: rule, sets: { ends: 30 days from ends } }
  - { act: prolong_by_a_month, from: let, to: same, basis: rule, sets: { ends: 1 month from ends } }
  - { act: leave, from: let, to: left, basis: rule, requires: [ { check: act.on <= ends, basis: rule } ] }
properties:
  in_time: { never: "state == left and last(leave).on > ends", basis: policy }
  a_long_lease: { never: "state == left and last(leave).on > 20 days from last(rent).on", basis: policy }
"#;

#[test]
fn dates_that_are_ever_put_off_come_to_an_end() {
    let procedures = crate::common::procedures(&[("lease", crate::fictitious("lease", LEASE))]);
    let proof = limited(&System::of(&procedures["lease"]), Limits::default());
    let of = |name: &str| &proof.claims.iter().find(|claim| claim.name == name).unwrap().finding;
    assert_eq!(*of("in_time"), Finding::Holds(Method::Zones));
    let Finding::Broken(course) = of("a_long_lease") else { panic!("{:?}", of("a_long_lease")) };
    // Let, prolonged by a month, and left 21 days after it began.
    assert_eq!(course.steps.len(), 3);
}

/// Two acts at hours that only follow one another on two days.
const HOURS: &str = r#"
roles: { person: {} }
states: { open: { initial: true }, asked: {}, heard: { final: true } }
acts: { ask: { by: person }, hear: { by: person } }
transitions:
  - { act: ask, from: open, to: asked, basis: rule, requires: [ { check: "act.time >= 14:00", basis: rule } ] }
  - { act: hear, from: asked, to: heard, basis: rule, requires: [ { check: "act.time <= 11:00", basis: rule } ] }
properties:
  unheard: { never: "state == heard", basis: policy }
"#;

#[test]
fn acts_follow_one_another_to_the_minute() {
    let procedures = crate::common::procedures(&[("desk", crate::fictitious("desk", HOURS))]);
    let proof = limited(&System::of(&procedures["desk"]), Limits::default());
    let Finding::Broken(course) = &proof.claims[0].finding else { panic!("{:?}", proof.claims[0].finding) };
    let on: Vec<String> = course.steps.iter().map(|step| step.on.to_string()).collect();
    assert!(on[0] < on[1] && on[1].starts_with("2011-01-02"), "{on:?}");
}
