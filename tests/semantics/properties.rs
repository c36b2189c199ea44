//! Point 19: properties as monitors of a replay, and across the machines of a system.

use std::io;
use std::path::{Path, PathBuf};

use greffe::calendar::Stamp;
use greffe::diagnostic::{Style, render_all};
use greffe::engine::{Case, Occurrence, View, step};
use greffe::ids::{PropertyId, WatchId};
use greffe::library::{Finder, Library, What};
use greffe::monitor::{Moment, Monitor};
use greffe::procedure::{Editions, Incident, Procedure, Whose};
use greffe::system::System;

use crate::common::found::{Found, law, laws};

/// Open in `a`, ask in `b` for five days, end in `c`; `answer` is owed within ten days of `ask`.
const LAW: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { ask: { by: office }, hear: { by: office }, answer: { by: office }, close: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: ask, from: a, to: b, starts: d, basis: policy }
  - { act: hear, from: [a, b, c], to: same, basis: policy }
  - { act: answer, from: [a, b], to: same, basis: policy }
  - { when_over: d, from: b, to: a }
  - { act: close, from: [a, b], to: c, basis: policy }
duties:
  reply: { owed_by: office, arises: ask, due: 10 days from act.on, discharged_by: answer, basis: policy }
";

fn replay(property: &str, head: &str, events: &[&str]) -> Found {
    law(&format!("{LAW}properties: {{ p: {{ {property} }} }}\n")).replay_under(head, events)
}

/// When the property broke, as the replay tells it.
fn broken(property: &str, head: &str, events: &[&str]) -> Vec<String> {
    let told = replay(property, head, events).passed();
    told.into_iter().filter(|line| line.contains("p broken")).collect()
}

#[test]
fn p19_what_follows_in_time_is_kept() {
    let kept = |answer: &str| {
        broken(
            "following: ask, within: 3 days, expect: done(answer)",
            "as_of: 2011-02-01",
            &["on: 2011-01-10, act: ask", &format!("on: {answer}, act: answer")],
        )
    };
    assert_eq!(kept("2011-01-13"), [""; 0]);
    assert_eq!(kept("2011-01-14"), ["m: p broken on 2011-01-13, following []"]);
}

#[test]
fn p19_what_holds_at_the_occasion_itself_follows_at_once() {
    let told = broken(
        "following: ask, within: 3 days, expect: state == b",
        "as_of: 2011-02-01",
        &["on: 2011-01-10, act: ask"],
    );
    assert_eq!(told, [""; 0]);
}

#[test]
fn p19_what_held_before_the_occasion_does_not_follow_it() {
    let told = broken(
        "following: ask, within: 3 days, expect: state == a",
        "as_of: 2011-02-01",
        &["on: 2011-01-10, act: ask"],
    );
    assert_eq!(told, ["m: p broken on 2011-01-13, following []"]);
}

#[test]
fn p19_a_deadline_that_ends_at_midnight_comes_on_the_next_day() {
    let within = |days: u32| {
        broken(
            &format!("following: ask, within: {days} days, expect: state == a"),
            "as_of: 2011-02-01",
            &["on: 2011-01-10, act: ask"],
        )
    };
    // Five days from the 10th end with the 15th: the case is in `a` again from the first minute of the 16th.
    assert_eq!(within(5), ["m: p broken on 2011-01-15, following []"]);
    assert_eq!(within(6), [""; 0]);
}

#[test]
fn p19_what_may_still_come_is_open_at_the_as_of_date() {
    let awaited = |as_of: &str| {
        let found = replay(
            "following: ask, within: 3 days, expect: done(answer)",
            &format!("as_of: {as_of}"),
            &["on: 2011-01-10, act: ask"],
        );
        let open = found.0.machines[0].awaited.iter();
        open.map(|a| (a.since[0].to_string(), a.due[0].to_string(), a.certain)).collect::<Vec<_>>()
    };
    assert_eq!(awaited("2011-01-13"), [("2011-01-10".to_owned(), "2011-01-13".to_owned(), true)]);
    assert_eq!(awaited("2011-01-14"), []);
}

#[test]
fn p19_without_a_period_it_stays_open_and_never_breaks() {
    let found = replay("following: ask, expect: done(answer)", "as_of: 2021-01-01", &["on: 2011-01-10, act: ask"]);
    assert!(found.passed().iter().all(|line| !line.contains("broken")));
    assert_eq!(found.0.machines[0].awaited[0].due, []);
}

#[test]
fn p19_of_several_occasions_the_earliest_decides_and_one_answer_serves_all() {
    let told = |answers: &[&str]| {
        let mut events = vec!["on: 2011-01-10, act: hear", "on: 2011-01-12, act: hear"];
        events.extend(answers);
        broken("following: hear, within: 3 days, expect: done(answer)", "as_of: 2011-02-01", &events)
    };
    assert_eq!(told(&["on: 2011-01-13, act: answer"]), [""; 0]);
    assert_eq!(told(&["on: 2011-01-14, act: answer"]), ["m: p broken on 2011-01-13, following []"]);
}

#[test]
fn p19_before_speaks_of_the_case_just_before_the_act() {
    let told = |events: &[&str]| broken("before: close, expect: done(hear)", "as_of: 2011-02-01", events);
    assert_eq!(told(&["on: 2011-01-10, act: hear", "on: 2011-01-10, act: close"]), [""; 0]);
    assert_eq!(told(&["on: 2011-01-10, act: close"]), ["m: p broken on 2011-01-10, following []"]);
    // The act's own effect is not before it.
    let own = broken("before: close, expect: state == c", "as_of: 2011-02-01", &["on: 2011-01-10, act: close"]);
    assert_eq!(own, ["m: p broken on 2011-01-10, following []"]);
}

#[test]
fn p19_before_a_state_that_time_alone_enters() {
    let told = broken("before: a, expect: done(hear)", "as_of: 2011-02-01", &["on: 2011-01-10, act: ask"]);
    assert_eq!(told, ["m: p broken on 2011-01-16, following []"]);
}

#[test]
fn p19_at_end_speaks_of_finished_cases_only() {
    let told = |events: &[&str]| broken("at_end: done(hear)", "as_of: 2011-02-01", events);
    assert_eq!(told(&["on: 2011-01-10, act: ask"]), [""; 0]);
    assert_eq!(told(&["on: 2011-01-10, act: close"]), ["m: p broken on 2011-01-10, following []"]);
    assert_eq!(told(&["on: 2011-01-09, act: hear", "on: 2011-01-10, act: close"]), [""; 0]);
}

#[test]
fn p19_at_end_speaks_of_what_still_happens_after_the_end() {
    let told = |events: &[&str]| broken("at_end: last(hear).on < 2011-01-20", "as_of: 2011-02-01", events);
    assert_eq!(
        told(&["on: 2011-01-10, act: hear", "on: 2011-01-11, act: close", "on: 2011-01-12, act: hear"]),
        [""; 0]
    );
    let late = told(&["on: 2011-01-10, act: hear", "on: 2011-01-11, act: close", "on: 2011-01-20, act: hear"]);
    assert_eq!(late, ["m: p broken on 2011-01-20, following []"]);
}

#[test]
fn p19_what_must_be_reachable_is_broken_by_no_course() {
    assert_eq!(broken("reachable: state == c", "as_of: 2011-02-01", &["on: 2011-01-10, act: ask"]), [""; 0]);
}

#[test]
fn p19_a_property_under_kept_duties_is_silent_once_one_is_breached() {
    // The duty and the property have the same last day: who breaches the duty breaks no such property.
    let within = |days: u32| {
        broken(
            &format!("following: ask, within: {days} days, expect: done(answer), duties_kept: true"),
            "as_of: 2011-02-01",
            &["on: 2011-01-10, act: ask"],
        )
    };
    assert_eq!(within(9), ["m: p broken on 2011-01-19, following []"]);
    assert_eq!(within(10), [""; 0]);
    assert_eq!(within(11), [""; 0]);
}

#[test]
fn p19_what_an_undocumented_stretch_may_have_brought_is_not_told_to_be_missing() {
    let told = broken(
        "following: ask, within: 3 days, expect: done(answer)",
        "as_of: 2011-02-01",
        &["on: 2011-01-10, act: ask", "on: 2011-01-12, is: c"],
    );
    assert_eq!(told, [""; 0]);
}

#[test]
fn p19_an_uncertain_date_breaks_it_in_some_worlds() {
    let told = broken(
        "following: ask, within: 3 days, expect: done(answer)",
        "as_of: 2011-02-01",
        &["on: 2011-01-10, act: ask", "on: { not_before: 2011-01-13, not_after: 2011-01-14 }, act: answer"],
    );
    assert_eq!(told, ["m: p broken on 2011-01-13, following []?"]);
}

#[test]
fn p19_a_new_edition_counts_anew_what_it_waits_for() {
    let edition = |days: u32| {
        format!("{LAW}properties: {{ p: {{ following: ask, within: {days} days, expect: done(answer) }} }}\n")
    };
    let found =
        laws(&[("p", "2011-01-01", &format!("until: 2011-01-11{}", edition(3))), ("p", "2011-01-12", &edition(8))])
            .replay_under("as_of: 2011-02-01", &["on: 2011-01-10, act: ask"]);
    let told: Vec<String> = found.passed().into_iter().filter(|line| line.contains("broken")).collect();
    assert_eq!(told, ["m: p broken on 2011-01-18, following []"]);
}

#[test]
fn p19_what_is_read_of_watched_machines_is_looked_at_when_the_own_machine_moves() {
    let watcher = "
states: { off: { initial: true }, on: { final: true } }
watches: { one: case }
acts: { look: { by: office } }
transitions: [ { act: look, from: off, to: on, basis: policy } ]
properties: { p: { before: look, expect: one.state == b } }
";
    let machines = "machines: { x: { procedure: case }, w: { procedure: watcher, watches: { one: x } } }";
    let laws = laws(&[("case", "2011-01-01", LAW), ("watcher", "2011-01-01", watcher)]);
    let told = |events: &[&str]| laws.replay_under(machines, events).passed();
    assert_eq!(told(&["on: 2011-01-05, machine: x, act: ask", "on: 2011-01-06, machine: w, act: look"]), [""; 0]);
    assert_eq!(told(&["on: 2011-01-06, machine: w, act: look"]), ["w: p broken on 2011-01-06, following []"]);
}

#[test]
fn p17_the_deadline_of_a_watched_machine_is_read_in_every_world() {
    let watcher = "
states: { off: { initial: true }, on: { final: true } }
watches: { one: case }
acts: { look: { by: office } }
transitions:
  - { act: look, from: off, to: on, basis: policy, requires: [ { check: act.on <= one.d, basis: policy } ] }
";
    let machines = "machines: { x: { procedure: case }, w: { procedure: watcher, watches: { one: x } } }";
    let laws = laws(&[("case", "2011-01-01", LAW), ("watcher", "2011-01-01", watcher)]);
    let found = laws.replay_under(
        machines,
        &[
            "on: { not_before: 2011-01-05, not_after: 2011-01-06 }, machine: x, act: ask",
            "on: 2011-01-11, machine: w, act: look",
        ],
    );
    // Asked on the 5th the deadline ends with the 10th, asked on the 6th with the 11th.
    assert_eq!(found.verdict("w.look"), "undetermined");
}

/// Files in memory.
struct Files(Vec<(PathBuf, String)>);

impl Finder for Files {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let text = self.0.iter().find(|(known, _)| known == path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.1.bytes().take(limit).collect())
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        self.0.iter().map(|(path, _)| path).filter(|path| path.parent() == Some(folder)).cloned().collect()
    }
}

/// Two machines of one procedure, the second started by nobody in particular, under some properties.
fn with_system<T>(properties: &str, look: impl FnOnce(&System) -> T) -> T {
    let system = format!(
        "system: s\ntitle: S\ntime_zone: Europe/Paris\ncounting: {{ rule: civil }}\n\
         machines: {{ x: {{ procedure: case }}, y: {{ procedure: case }} }}\nlists: {{ all: [x, y] }}\n\
         properties:\n{properties}"
    );
    let case = crate::common::found::procedure_text("case", "2011-01-01", LAW);
    let files = vec![(PathBuf::from("s.yaml"), system), (PathBuf::from("procedures/case.yaml"), case)];
    let mut library = Library::new(Files(files));
    let opened = library.open_file(Path::new("s.yaml")).unwrap_or_else(|d| panic!("{}", d.headline));
    let What::System(id) = opened.what else { panic!("it is a system") };
    let faults = render_all(library.diagnostics(), library.sources(), Style::default());
    let system = library.system(id).unwrap_or_else(|| panic!("{faults}"));
    look(&system)
}

/// Runs acts on the two machines, one a day from 1 February 2011, and says which properties broke and on which day.
fn run(system: &System, acts: &[(usize, &str)]) -> Vec<String> {
    let observer = system.observer.as_ref().unwrap();
    let editions: &Editions = system.editions(0);
    let procedure = editions.get(0);
    let mut cases = [Case::new(procedure), Case::new(procedure)];
    let still = Case::new(observer.procedure);
    let mut monitor = Monitor::default();
    let mut told = Vec::new();
    let mut day: Stamp = "2011-02-01".parse().unwrap();
    for (machine, act) in acts {
        let before = cases.clone();
        let act = procedure.act_named(act).unwrap();
        let by = procedure.role_named("office");
        step(procedure, &mut cases[*machine], &Occurrence { act, on: day, by, details: &[] }, &[]);
        let (was, is) = (views(observer.seen.as_slice(), procedure, &before), views(&observer.seen, procedure, &cases));
        let (was, is) = (Moment { case: &still, views: &was }, Moment { case: &still, views: &is });
        let watches: Vec<WatchId> = observer.watches_of(*machine);
        let entered = Some(cases[*machine].state()).filter(|state| *state != before[*machine].state());
        let incident = Incident { of: Whose::Watched { watches: &watches, edition: 0 }, act: Some(act), entered };
        let mut tell = |b: greffe::monitor::Break| told.push(name(observer.procedure, b.property, &b.on.to_string()));
        monitor.pass(observer.procedure, was, day, &mut tell);
        monitor.step(observer.procedure, &incident, was, is, day, &mut tell);
        day = Stamp::of_day(day.day.next());
    }
    told
}

fn name(procedure: &Procedure, property: PropertyId, on: &str) -> String {
    format!("{} on {on}", procedure.property(property).name)
}

fn views<'a>(seen: &[Vec<usize>], procedure: &'a Procedure, cases: &'a [Case; 2]) -> Vec<Vec<View<'a>>> {
    let view = |machine: &usize| View { edition: 0, procedure, case: &cases[*machine] };
    seen.iter().map(|machines| machines.iter().map(view).collect()).collect()
}

#[test]
fn p19_a_system_waits_for_acts_and_states_of_its_machines() {
    let told = |acts: &[(usize, &str)]| {
        with_system(
            "  p: { before: x.close, expect: y.state == b }\n  q: { following: all.b, within: 1 day, expect: \"some(all, state == c)\" }\n",
            |system| run(system, acts),
        )
    };
    assert_eq!(told(&[(0, "close")]), ["p on 2011-02-01"]);
    assert_eq!(told(&[(1, "close")]), [""; 0]);
    assert_eq!(told(&[(1, "ask"), (0, "close")]), [""; 0]);
    assert_eq!(told(&[(1, "ask"), (0, "hear"), (0, "hear")]), ["q on 2011-02-02"]);
}

#[test]
fn p19_a_system_reads_the_history_of_its_machines_which_then_remember_it() {
    let told = |acts: &[(usize, &str)]| {
        with_system(
            "  p: { never: \"done(x.hear) and last(x.hear).on > last(y.answer).on\" }\n  q: { always: \"not done(y.hear) or done(x.hear)\" }\n  r: { never: \"every(all, done(ask))\" }\n",
            |system| run(system, acts),
        )
    };
    assert_eq!(told(&[(0, "hear"), (1, "answer")]), [""; 0]);
    assert_eq!(told(&[(1, "answer"), (0, "hear")]), ["p on 2011-02-02"]);
    assert_eq!(told(&[(1, "hear"), (0, "hear")]), ["q on 2011-02-01"]);
    assert_eq!(told(&[(1, "ask"), (0, "ask")]), ["r on 2011-02-02"]);
}

#[test]
fn p19_a_system_ends_when_every_machine_has_that_can() {
    let told = |acts: &[(usize, &str)]| with_system("  p: { at_end: \"done(x.hear)\" }\n", |system| run(system, acts));
    assert_eq!(told(&[(0, "close")]), [""; 0]);
    assert_eq!(told(&[(0, "close"), (1, "close")]), ["p on 2011-02-02"]);
    assert_eq!(told(&[(0, "hear"), (0, "close"), (1, "close")]), [""; 0]);
}

#[test]
fn p19_periods_of_watched_deadlines_are_counted_as_their_procedure_counts() {
    let told = |acts: &[(usize, &str)]| {
        with_system(
            "  p: { never: \"x.d > 4 days from last(ask).on\" }\n  q: { never: \"x.d > 5 days from last(ask).on\" }\n",
            |system| run(system, acts),
        )
    };
    assert_eq!(told(&[(0, "ask")]), ["p on 2011-02-01"]);
}

#[test]
fn p19_the_monitor_keeps_only_what_decides() {
    with_system("  p: { following: x.hear, within: 3 days, expect: \"done(y.hear)\" }\n", |system| {
        let observer = system.observer.as_ref().unwrap();
        let (still, day) = (Case::new(observer.procedure), |text: &str| text.parse::<Stamp>().unwrap());
        let cases = [Case::new(system.editions(0).get(0)), Case::new(system.editions(0).get(0))];
        let views = views(&observer.seen, system.editions(0).get(0), &cases);
        let now = Moment { case: &still, views: &views };
        let act = system.editions(0).get(0).act_named("hear");
        let incident = Incident { of: Whose::Watched { watches: &[WatchId::new(0)], edition: 0 }, act, entered: None };
        let mut once = Monitor::default();
        once.step(observer.procedure, &incident, now, now, day("2011-02-01"), &mut |_| {});
        let mut twice = once.clone();
        twice.step(observer.procedure, &incident, now, now, day("2011-02-02"), &mut |_| {});
        assert_eq!(once, twice, "a later occasion adds nothing while an earlier one is open");
        assert_eq!(once.open().len(), 1);
    });
}
