//! Point 17: machines that watch others; point 8, across machines; point 19, the as-of date.

use greffe::replay::{Options, Status};

use crate::common::found::{Found, Law, law, laws};

const WATCHED: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
groups: { begun: [b, c] }
memory: { loud: { type: boolean, initially: false } }
acts: { open: { by: office, details: { loud: { type: boolean, default: false } } }, close: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy, sets: { loud: act.loud } }
  - { when_over: d, from: b, to: c }
  - { act: close, from: b, to: c, basis: policy, requires: [ { check: loud or not loud, basis: policy } ] }
";

fn watcher(check: &str) -> Law {
    let own = format!(
        "
states: {{ off: {{ initial: true }}, on: {{ final: true }} }}
watches: {{ one: case, all: {{ each: case }} }}
acts: {{ look: {{ by: office }} }}
transitions:
  - {{ act: look, from: off, to: on, basis: policy, requires: [ {{ check: \"{check}\", basis: policy }} ] }}
"
    );
    laws(&[("case", "2011-01-01", WATCHED), ("watcher", "2011-01-01", &own)])
}

const MACHINES: &str = "
machines:
  x: { procedure: case }
  y: { procedure: case }
  w: { procedure: watcher, watches: { one: x, all: [x, y] } }
";

fn look(check: &str, events: &[&str]) -> Found {
    watcher(check).replay_under(MACHINES, events)
}

#[test]
fn p17_some_every_count_and_one() {
    // x is open, y is not.
    let seen = |check: &str| {
        look(check, &["on: 2011-01-05, machine: x, act: open", "on: 2011-01-06, machine: w, act: look"])
            .verdict("w.look")
    };
    assert_eq!(seen("some(all, state == b)"), "legal");
    assert_eq!(seen("every(all, state == b)"), "illegal");
    assert_eq!(seen("every(all, state in [a, b])"), "legal");
    assert_eq!(seen("count(all, state == b) == 1"), "legal");
    assert_eq!(seen("count(all, state in begun) >= 2"), "illegal");
    assert_eq!(seen("one.state == b"), "legal");
    assert_eq!(seen("not some(all, state == c)"), "legal");
}

#[test]
fn p17_the_memory_of_a_watched_machine_is_read() {
    let events =
        ["on: 2011-01-05, machine: x, act: open, details: { loud: true }", "on: 2011-01-06, machine: w, act: look"];
    assert_eq!(look("some(all, loud)", &events).verdict("w.look"), "legal");
    assert_eq!(look("every(all, loud)", &events).verdict("w.look"), "illegal");
}

#[test]
fn p17_a_read_sees_the_state_just_before_the_act_after_expiries_that_are_due() {
    // x: five days from the 5th. On the 10th it is in b all day; on the 11th its deadline has run out.
    let seen = |on: &str, check: &str| {
        let event = format!("on: {on}, machine: w, act: look");
        look(check, &["on: 2011-01-05, machine: x, act: open", event.as_str()]).verdict("w.look")
    };
    assert_eq!(seen("2011-01-10", "one.state == b"), "legal");
    assert_eq!(seen("2011-01-10T23:59", "one.state == b"), "legal");
    assert_eq!(seen("2011-01-11", "one.state == c"), "legal");
    assert_eq!(seen("2011-01-11T00:00", "one.state == c"), "legal");
}

#[test]
fn p08_machines_on_one_day_without_times_interleave_by_the_file() {
    let (open, look_) = ("on: 2011-01-05, machine: x, act: open", "on: 2011-01-05, machine: w, act: look");
    assert_eq!(look("one.state == b", &[open, look_]).verdict("w.look"), "legal");
    assert_eq!(look("one.state == b", &[look_, open]).verdict("w.look"), "illegal");
}

#[test]
fn p08_machines_interleave_by_instant_whatever_the_file() {
    let (open, early, late) = (
        "on: 2011-01-05T12:00, machine: x, act: open",
        "on: 2011-01-05T11:00, machine: w, act: look",
        "on: 2011-01-05T13:00, machine: w, act: look",
    );
    assert_eq!(look("one.state == b", &[open, early]).verdict("w.look"), "illegal");
    assert_eq!(look("one.state == b", &[late, open]).verdict("w.look"), "legal");
    // By day too: what stands later in the file but lies on an earlier day came before.
    assert_eq!(
        look("one.state == b", &["on: 2011-01-06, machine: w, act: look", "on: 2011-01-05, machine: x, act: open"])
            .verdict("w.look"),
        "legal"
    );
}

#[test]
fn p08_what_follows_a_later_minute_comes_later_though_it_has_no_time() {
    // x opens at 11:00 and closes on the same day, after that. At 10:00, x is neither.
    let (open, close) = ("on: 2011-01-05T11:00, machine: x, act: open", "on: 2011-01-05, machine: x, act: close");
    let early = "on: 2011-01-05T10:00, machine: w, act: look";
    let found = look("one.state == a", &[open, close, early]);
    assert_eq!(found.verdict("w.look"), "legal");
    // Nor does what certainly comes in the evening precede the afternoon.
    let evening = "on: { not_before: 2011-01-05T18:00, not_after: 2011-01-05T20:00 }, machine: x, act: open";
    let afternoon = "on: 2011-01-05T15:00, machine: w, act: look";
    let found = look("one.state == a", &[evening, afternoon]);
    assert_eq!(found.verdict("w.look"), "legal");
}

#[test]
fn p17_an_uncertain_watched_date_is_judged_in_every_world() {
    let range = "on: { not_before: 2011-01-05, not_after: 2011-01-07 }, machine: x, act: open";
    let seen = |on: &str| {
        let event = format!("on: {on}, machine: w, act: look");
        look("one.state == b", &[range, event.as_str()])
    };
    assert_eq!(seen("2011-01-04").verdict("w.look"), "illegal");
    assert_eq!(seen("2011-01-06").verdict("w.look"), "undetermined");
    assert_eq!(seen("2011-01-06").depends("w.look"), ["x.open.on: [0, 1] legal, [2] illegal"]);
    assert_eq!(seen("2011-01-07").verdict("w.look"), "legal");
    // Its last day is between the 10th and the 12th.
    assert_eq!(seen("2011-01-10").verdict("w.look"), "legal");
    assert_eq!(seen("2011-01-11").verdict("w.look"), "undetermined");
    assert_eq!(seen("2011-01-13").verdict("w.look"), "illegal");
}

#[test]
fn p13_the_same_unknown_is_the_same_on_two_machines() {
    // x opens on an unknown day, and w looks on that same day, after it in the file: it always sees b.
    let head = format!("{MACHINES}\nunknowns: {{ day: {{ not_before: 2011-01-05, not_after: 2011-01-08 }} }}");
    let events = ["on: { same_as: day }, machine: x, act: open", "on: { same_as: day }, machine: w, act: look"];
    assert_eq!(watcher("one.state == b").replay_under(&head, &events).verdict("w.look"), "legal");
    let apart = "on: { not_before: 2011-01-05, not_after: 2011-01-08 }, machine: w, act: look";
    assert_eq!(watcher("one.state == b").replay_under(&head, &[events[0], apart]).verdict("w.look"), "undetermined");
}

#[test]
fn p17_two_views_of_one_machine_agree() {
    // Whatever is seen of x by name is what is seen of it in the list.
    let range = "on: { not_before: 2011-01-05, not_after: 2011-01-07 }, machine: x, act: open";
    let check = "(one.state == b and some(all, state == b)) or (one.state == a and every(all, state == a))";
    let found = look(check, &[range, "on: 2011-01-06, machine: w, act: look"]);
    assert_eq!(found.verdict("w.look"), "legal");
}

// 19. As of which day.

const WINDOW: &str = "
states: { a: { initial: true }, b: {}, over: { final: true } }
acts: { open: { by: office }, note: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: note, from: b, to: same, basis: policy }
  - { when_over: d, from: b, to: over }
";

#[test]
fn p19_the_as_of_date_is_by_default_the_latest_possible_date_of_an_event() {
    let events = ["on: 2011-01-05, act: open", "on: { not_before: 2011-01-06, not_after: 2011-01-10 }, act: note"];
    let found = law(WINDOW).replay(&events);
    assert_eq!(found.0.as_of.to_string(), "2011-01-10");
    assert!(!found.0.as_of_given);
    assert_eq!(found.states("m"), ["b"]);
    // The scenario may say otherwise, and the reader of it too.
    let found = law(WINDOW).replay_under("as_of: 2011-01-11", &events);
    assert_eq!(found.0.as_of.to_string(), "2011-01-11");
    assert_eq!(found.states("m"), ["over"]);
    let until = Options { until: Some("2011-01-09".parse().unwrap()), ..Options::default() };
    let found = law(WINDOW).replay_with("as_of: 2011-01-11", &events, &until);
    assert_eq!((found.0.as_of.to_string().as_str(), found.0.as_of_given), ("2011-01-09", true));
}

#[test]
fn p19_until_leaves_out_what_comes_after() {
    let until = Options { until: Some("2011-01-07".parse().unwrap()), ..Options::default() };
    let found = law(WINDOW).replay_with("", &["on: 2011-01-05, act: open", "on: 2011-01-08, act: note"], &until);
    assert_eq!(found.event("m.open").status, Status::Judged);
    assert_eq!(found.event("m.note").status, Status::Later);
    assert_eq!(found.verdict("m.note"), "-");
    assert_eq!(found.states("m"), ["b"]);
}

#[test]
fn p19_until_in_the_middle_of_a_range_keeps_the_world_where_it_has_not_happened_yet() {
    // Opened between the 5th and the 8th: on the 6th it is open or not.
    let until = Options { until: Some("2011-01-06".parse().unwrap()), ..Options::default() };
    let found =
        law(WINDOW).replay_with("", &["on: { not_before: 2011-01-05, not_after: 2011-01-08 }, act: open"], &until);
    assert_eq!(found.states("m"), ["a", "b"]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-10", "2011-01-11"]);
}

#[test]
fn p03_strict_stops_the_case_at_the_first_unlawful_act() {
    let strict = Options { strict: true, ..Options::default() };
    let events = ["on: 2011-01-05, act: note", "on: 2011-01-06, act: open"];
    let found = law(WINDOW).replay_with("", &events, &strict);
    assert_eq!(found.verdict("m.note"), "illegal");
    assert_eq!(found.event("m.open").status, Status::Stopped);
    assert_eq!(found.verdict("m.open"), "-");
    assert_eq!(law(WINDOW).replay(&events).verdict("m.open"), "legal");
}

#[test]
fn p17_how_long_a_deadline_lasts_may_depend_on_a_watched_machine() {
    let own = "
states: { off: { initial: true }, on: {}, over: { final: true } }
watches: { one: case }
acts: { start: { by: office } }
deadlines: { term: { counted_from: act.on, lasts: [ { if: one.state == b, is: 10 days }, { is: 3 days } ], basis: policy } }
transitions:
  - { act: start, from: off, to: on, starts: term, basis: policy }
  - { when_over: term, from: on, to: over }
";
    let law = || laws(&[("case", "2011-01-01", WATCHED), ("watcher", "2011-01-01", own)]);
    let machines = "machines: { x: { procedure: case }, w: { procedure: watcher, watches: { one: x } } }";
    let start = "on: 2011-01-06, machine: w, act: start";
    let open = law().replay_under(machines, &["on: 2011-01-05, machine: x, act: open", start]);
    assert_eq!(open.lasts("w", "term"), ["2011-01-16"]);
    assert_eq!(law().replay_under(machines, &[start]).lasts("w", "term"), ["2011-01-09"]);
}
