//! What replays exercise, and why the rest was not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::rc::Rc;

use greffe::diagnostic::Diagnostics;
use greffe::library::{Finder, Library, What};
use greffe::replay::coverage::{Coverage, EditionCoverage, TransitionCoverage, Way, Why};
use greffe::replay::{Failure, Options, Replay, replay};

const LAW: &str = r#"
procedure: p
edition: 2020-01-01
title: { en: P, fr: P }
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { a: { cite: A, status: verified, summary: { en: S, fr: S } } }
roles: { o: { en: O, fr: O, authority: true }, q: { en: Q, fr: Q } }
states:
  start:   { en: Start, fr: Start, initial: true }
  asked:   { en: Asked, fr: Asked }
  done:    { en: Done, fr: Done, final: true }
  lapsed:  { en: Lapsed, fr: Lapsed }
  other:   { en: Other, fr: Other }
  far:     { en: Far, fr: Far, final: true }
acts:
  ask:     { en: Ask, fr: Ask, by: o, details: { urgent: { type: boolean, en: U, fr: U } } }
  answer:  { en: Answer, fr: Answer, by: q, details: { good: { type: boolean, en: G, fr: G } } }
  ignore:  { en: Ignore, fr: Ignore, by: q }
  close:   { en: Close, fr: Close, by: o }
deadlines:
  reply: { en: Reply, fr: Reply, counted_from: act.on, lasts: 10 days, basis: a }
  later: { en: Later, fr: Later, counted_from: act.on, lasts: 10 days, basis: a }
transitions:
  - { act: ask, from: start, to: asked, if: not act.urgent, basis: a, starts: reply }
  - { act: ask, from: start, to: other, if: act.urgent, basis: a }
  - act: answer
    from: asked
    to: done
    basis: a
    requires: [{ check: act.good, basis: a, otherwise_say: { en: bad, fr: bad } }]
  - { when_over: reply, from: asked, to: lapsed, basis: a }
  - { act: ignore, from: lapsed, to: start, basis: a, starts: later }
  - { when_over: later, from: start, to: far, basis: a }
  - { act: close, from: other, to: far, basis: a }
duties:
  reply_in_time:
    { en: R, fr: R, owed_by: q, basis: a, arises: ask, due: reply, discharged_by: answer }
properties:
  never_done: { en: N, fr: N, never: "state == done", basis: a }
"#;

struct Files(Vec<(&'static str, String)>);

impl Finder for Files {
    fn read(&self, path: &std::path::Path, _: usize) -> std::io::Result<Vec<u8>> {
        let found = self.0.iter().find(|(name, _)| std::path::Path::new(name) == path);
        found.map(|(_, text)| text.clone().into_bytes()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn yaml_files(&self, folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        if folder.as_os_str().is_empty() { vec!["p.yaml".into()] } else { Vec::new() }
    }

    fn identity(&self, path: &std::path::Path) -> std::path::PathBuf {
        path.to_owned()
    }
}

fn with<T>(events: &str, rest: &str, look: impl FnOnce(&Replay) -> T) -> T {
    let facts = format!(
        "scenario: s\ntitle: {{ en: S, fr: S }}\nmachines: {{ m: {{ en: M, fr: M, procedure: p }} }}\nevents:\n{events}{rest}"
    );
    let mut library = Library::new(Files(vec![("p.yaml", LAW.to_owned()), ("s.yaml", facts)]));
    let opened = library.open_scenario("s.yaml").unwrap();
    let What::Scenario(id) = opened.what else { panic!("{:?}", library.diagnostics()) };
    let mut found = Diagnostics::new();
    let scenario = library.scenario(id, &mut found);
    found.extend(library.diagnostics().iter().cloned());
    assert!(!found.has_errors(), "{:?}", found.iter().map(|d| d.headline.clone()).collect::<Vec<_>>());
    look(&replay(Rc::new(scenario.unwrap()), &Options::default()))
}

fn act(on: &str, act: &str, details: &str) -> String {
    format!(
        "  - {{ id: {act}, on: {on}, machine: m, act: {act}, details: {details}, sources: [hypothesis], certainty: assumed }}\n"
    )
}

fn coverage(events: &str) -> EditionCoverage {
    with(events, "", |replay| Coverage::of(replay).editions.into_iter().next().unwrap())
}

fn transition<'a>(edition: &'a EditionCoverage, trigger: &str, to: &str) -> &'a TransitionCoverage {
    let is = |t: &&TransitionCoverage| t.trigger.name == trigger && t.to.as_ref().is_some_and(|s| s.name == to);
    edition.transitions.iter().find(is).unwrap()
}

fn why(edition: &EditionCoverage, trigger: &str, to: &str) -> Option<Why> {
    edition.why(transition(edition, trigger, to))
}

#[test]
fn a_kept_deadline() {
    let events = act("2020-02-01", "ask", "{ urgent: false }") + &act("2020-02-05", "answer", "{ good: true }");
    let seen = coverage(&events);
    assert!(seen.used);
    assert_eq!((seen.transition_share().seen, seen.transition_share().all), (2, 7));
    assert_eq!(why(&seen, "ask", "asked"), None);
    assert_eq!(why(&seen, "ask", "other"), Some(Why::NotSelected));
    assert_eq!(why(&seen, "reply", "lapsed"), Some(Why::NeverOver));
    assert_eq!(why(&seen, "ignore", "start"), Some(Why::NotReached));
    assert_eq!(why(&seen, "later", "far"), Some(Why::NotStarted));
    assert_eq!(why(&seen, "close", "far"), Some(Why::NotReached));
    let check = &transition(&seen, "answer", "done").checks[0];
    assert_eq!((check.held, check.failed), (Way::Seen, Way::Unseen));
    assert_eq!((seen.deadlines[0].kept, seen.deadlines[0].missed), (Way::Seen, Way::Unseen));
    assert!(!seen.deadlines[1].started);
    assert_eq!((seen.duties[0].discharged, seen.duties[0].breached), (Way::Seen, Way::Unseen));
    assert_eq!((seen.check_share().percent(), seen.duty_share().percent()), (50, 50));
}

#[test]
fn a_missed_deadline_and_a_void_act() {
    let events = act("2020-02-01", "ask", "{ urgent: false }")
        + &act("2020-02-05", "answer", "{ good: false }")
        + &act("2020-03-01", "ignore", "{}");
    let seen = coverage(&events);
    assert_eq!(why(&seen, "answer", "done"), Some(Why::AlwaysVoid));
    let check = &transition(&seen, "answer", "done").checks[0];
    assert_eq!((check.held, check.failed), (Way::Unseen, Way::Seen));
    assert_eq!(why(&seen, "reply", "lapsed"), None);
    assert_eq!(why(&seen, "ignore", "start"), None);
    assert_eq!(why(&seen, "later", "far"), Some(Why::NeverOver));
    assert_eq!((seen.deadlines[0].kept, seen.deadlines[0].missed), (Way::Unseen, Way::Seen));
    assert_eq!((seen.duties[0].discharged, seen.duties[0].breached), (Way::Unseen, Way::Seen));
    let urgent = coverage(&act("2020-02-01", "ask", "{ urgent: true }"));
    assert_eq!(why(&urgent, "close", "far"), Some(Why::NotTried));
}

#[test]
fn replays_add_up() {
    let first = act("2020-02-01", "ask", "{ urgent: false }") + &act("2020-02-05", "answer", "{ good: true }");
    let second = act("2020-02-01", "ask", "{ urgent: false }") + &act("2020-02-20", "ignore", "{}");
    let mut all = Coverage { editions: vec![coverage(&first)] };
    all.merge(&Coverage { editions: vec![coverage(&second)] });
    assert_eq!(all.editions.len(), 1);
    assert_eq!(all.editions[0].transition_share().seen, 4);
    assert_eq!(all.editions[0].duty_share().percent(), 100);
    let mut other = coverage(&second);
    other.transitions[0].guard = None;
    all.merge(&Coverage { editions: vec![other] });
    assert_eq!(all.editions.len(), 2, "another text of the same edition is counted apart");
}

#[test]
fn before_the_first_edition_nothing_is_exercised() {
    let seen = coverage(&act("2019-02-01", "ask", "{ urgent: false }"));
    assert!(!seen.used);
    assert_eq!(seen.transition_share().seen, 0);
}

#[test]
fn a_broken_property_fails_unless_what_it_follows_is_expected() {
    let lawful = act("2020-02-01", "ask", "{ urgent: false }") + &act("2020-02-05", "answer", "{ good: true }");
    with(&lawful, "", |replay| {
        assert!(!replay.succeeded());
        assert!(matches!(replay.failures()[..], [Failure::Broken(_)]));
    });
    // An unlawful act of an authority stands; who expects it expects what follows.
    let ask = act("2020-02-01", "ask", "{ urgent: false }").replace("act: ask,", "act: ask, by: q,");
    let events = ask + &act("2020-02-05", "answer", "{ good: true }");
    with(&events, "expect:\n  verdicts: { ask: illegal }\n", |replay| assert_eq!(replay.failures(), []));
    with(&events, "", |replay| {
        assert!(matches!(replay.failures()[..], [Failure::Illegal(0), Failure::Broken(_)]));
    });
    // One failure for an act whose verdict was expected to be another.
    with(&events, "expect:\n  verdicts: { ask: legal }\n", |replay| {
        assert!(matches!(replay.failures()[..], [Failure::Unmet(0), Failure::Broken(_)]));
    });
}
