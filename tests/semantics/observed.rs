//! Point 5: states that were observed or assumed.

use greffe::replay::Kept;

use crate::common::found::law;

const CASE: &str = "
states: { a: { initial: true }, b: {}, c: {}, lapsed: {}, end: { final: true } }
memory:
  tag:   { type: boolean, initially: false }
  other: { type: boolean, initially: false }
acts:
  open: { by: party }
  mark: { by: party }
  go:   { by: party }
  see:  { by: party }
  sea:  { by: party }
  when: { by: party }
  been: { by: party }
  end:  { by: party }
deadlines: { d: { counted_from: act.on, lasts: 10 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: mark, from: b, to: same, basis: policy, sets: { tag: true } }
  - { act: go, from: b, to: c, basis: policy }
  - { when_over: d, from: b, to: lapsed }
  - { act: see, from: [a, b, c, lapsed], to: same, basis: policy, requires: [ { check: not tag, basis: policy, effect: stands } ] }
  - { act: sea, from: [a, b, c, lapsed], to: same, basis: policy, requires: [ { check: not other, basis: policy, effect: stands } ] }
  - { act: when, from: [a, b, c], to: same, basis: policy, requires: [ { check: act.on <= d, basis: policy, effect: stands } ] }
  - { act: been, from: [a, b, c], to: same, basis: policy, requires: [ { check: done(open), basis: policy, effect: stands } ] }
  - { act: end, from: [c, lapsed], to: end, basis: policy, sets: { other: true } }
";

#[test]
fn p05_the_documented_acts_lead_to_it() {
    let found = law(CASE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-06, is: b"]);
    assert_eq!(found.fits("m.b"), ["confirmed"]);
    assert_eq!(found.verdict("m.b"), "-");
    // So does time alone: the deadline's last day was the 15th.
    let found = law(CASE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-16, is: lapsed"]);
    assert_eq!(found.fits("m.lapsed"), ["confirmed"]);
}

#[test]
fn p05_a_confirmed_state_leaves_all_that_is_known() {
    let found = law(CASE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-06, is: b", "on: 2011-01-07, act: see"]);
    assert_eq!(found.outcome("m.see"), "legal, b");
    assert_eq!(found.lasts("m", "d"), ["2011-01-15"]);
}

#[test]
fn p05_a_lawful_course_could_have_led_there_an_undocumented_stretch() {
    // From a, two acts lead to c.
    let found = law(CASE).replay(&["on: 2011-01-06, is: c", "on: 2011-01-07, act: end"]);
    assert_eq!(found.fits("m.c"), ["undocumented from a by 2"]);
    // It goes on from the observation.
    assert_eq!(found.outcome("m.end"), "legal, end");
}

#[test]
fn p05_no_course_leads_there_a_contradiction() {
    // Nothing leads back from c to a; and it goes on from the observation all the same.
    let found = law(CASE).replay(&[
        "on: 2011-01-05, act: open",
        "on: 2011-01-06, act: go",
        "on: 2011-01-07, is: a",
        "on: 2011-01-08, act: open",
    ]);
    assert_eq!(found.fits("m.a"), ["contradiction from c"]);
    assert_eq!(found.outcome("m.open#2"), "legal, b");
}

#[test]
fn p05_what_the_stretch_could_have_changed_becomes_unknown() {
    let after = |act: &str| {
        let event = format!("id: x, on: 2011-01-07, act: {act}");
        law(CASE).replay(&["on: 2011-01-06, is: c", event.as_str()]).verdict("x")
    };
    // Between a and c somebody may have marked it: the tag is not known. Ending it is not on the way.
    assert_eq!(after("see"), "undetermined");
    assert_eq!(after("sea"), "legal");
    // The deadline was started on some unknown day, and whether `open` was done was not documented.
    assert_eq!(after("when"), "undetermined");
    assert_eq!(after("been"), "undetermined");
    let found = law(CASE).replay(&["on: 2011-01-06, is: c"]);
    assert_eq!(found.kept("m", "d"), [Kept::Unknown]);
}

#[test]
fn p05_what_was_known_and_cannot_have_changed_stays_known() {
    // From b to c nobody opens: `done(open)` stays, and so does the deadline that only opening starts.
    let found = law(CASE).replay(&[
        "on: 2011-01-05, act: open",
        "on: 2011-01-06, is: c",
        "on: 2011-01-07, act: been",
        "on: 2011-01-08, act: see",
    ]);
    assert_eq!(found.fits("m.c"), ["undocumented from b by 1"]);
    assert_eq!(found.verdict("m.been"), "legal");
    assert_eq!(found.verdict("m.see"), "undetermined");
}

#[test]
fn p05_an_observation_under_uncertainty_may_fit_in_several_ways() {
    // Opened between the 5th and the 6th, the last day is the 15th or the 16th: on the 16th lapsed or not.
    let found = law(CASE)
        .replay(&["on: { not_before: 2011-01-05, not_after: 2011-01-06 }, act: open", "on: 2011-01-16, is: lapsed"]);
    // Opened on the 6th it still runs on the 16th, and nothing else leads there: in that world a contradiction.
    assert_eq!(found.fits("m.lapsed"), ["confirmed", "contradiction from b"]);
    assert_eq!(found.states("m"), ["lapsed"]);
}

/// Ten days from the 5th run until the 15th: on the 7th no course of the law leads to `lapsed`.
#[test]
fn p05_a_state_that_no_course_reaches_in_that_time_is_a_contradiction() {
    let found = law(CASE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, is: lapsed"]);
    assert_eq!(found.fits("m.lapsed"), ["contradiction from b"]);
    // From the start, ten days must pass between opening and lapsing.
    let found = law(CASE).replay(&["on: 2011-01-05, is: a", "on: 2011-01-14, is: lapsed"]);
    assert_eq!(found.fits("m.lapsed"), ["contradiction from a"]);
    let found = law(CASE).replay(&["on: 2011-01-05, is: a", "on: 2011-01-16, is: lapsed"]);
    assert_eq!(found.fits("m.lapsed"), ["undocumented from a by 2"]);
}
