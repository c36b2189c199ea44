//! Point 16: margins.

use crate::common::found::{law, laws};

const WINDOW: &str = "
states: { a: { initial: true }, b: {}, c: {}, over: { final: true } }
acts: { open: { by: office }, answer: { by: party, details: { dated: { type: date, default: 2011-01-01 } } }, end: { by: office }, note: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: note, from: b, to: same, basis: policy }
  - { act: answer, from: b, to: c, basis: policy }
  - { when_over: d, from: b, to: over }
  - { act: end, from: [c, over], to: over, basis: policy }
";

#[test]
fn p16_the_margin_is_the_interval_of_the_same_verdict() {
    // Not before the opening on the 5th, its neighbour; on the 11th it would be too late.
    let found = law(WINDOW).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: answer"]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-05 order .. 2011-01-10 verdict");
}

#[test]
fn p16_it_is_bounded_by_the_neighbouring_acts() {
    let found =
        law(WINDOW).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: answer", "on: 2011-01-09, act: end"]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-05 order .. 2011-01-09 order");
}

#[test]
fn p16_an_illegal_act_has_a_margin_too() {
    // Too late from the 11th on.
    let found =
        law(WINDOW).replay(&["on: 2011-01-05, act: open", "on: 2011-01-15, act: answer", "on: 2011-01-20, is: over"]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-11 verdict .. 2011-01-20 order");
}

#[test]
fn p16_deadlines_are_computed_anew() {
    // The act's own deadline moves with it: five days are four at least, whatever the day. The first of the machine's
    // acts has no neighbour before it; it cannot come before the first edition.
    let law = law("
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { serve: { by: office }, close: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: serve, from: a, to: b, starts: d, basis: policy, requires: [ { check: d >= 4 days from act.on, basis: policy } ] }
  - { when_over: d, from: b, to: c }
  - { act: close, from: b, to: c, basis: policy }
");
    let found = law.replay(&["on: 2011-01-05, act: serve", "on: 2011-01-09, act: close"]);
    assert_eq!(found.margin("m.serve").unwrap(), "2011-01-01 open .. 2011-01-09 order");
}

#[test]
fn p16_the_interval_is_unbroken() {
    // Legal on the 1st to the 3rd and from the 6th to the 8th; the act is on the 7th.
    let law = law("
states: { a: { initial: true }, b: { final: true } }
acts: { go: { by: party } }
transitions:
  - act: go
    from: a
    to: b
    basis: policy
    requires: [ { check: act.on <= 2011-01-03 or (act.on >= 2011-01-06 and act.on <= 2011-01-08), basis: policy } ]
");
    assert_eq!(
        law.replay(&["on: 2011-01-07, act: go"]).margin("m.go").unwrap(),
        "2011-01-06 verdict .. 2011-01-08 verdict"
    );
    assert_eq!(
        law.replay(&["on: 2011-01-02, act: go"]).margin("m.go").unwrap(),
        "2011-01-01 open .. 2011-01-03 verdict"
    );
    assert_eq!(
        law.replay(&["on: 2011-01-04, act: go"]).margin("m.go").unwrap(),
        "2011-01-04 verdict .. 2011-01-05 verdict"
    );
}

#[test]
fn p16_the_intersection_over_all_worlds() {
    // Opened between the 5th and the 7th, the last day is the 10th at the earliest; the answer comes after the opening
    // in every world only from the 7th on.
    let found = law(WINDOW)
        .replay(&["on: { not_before: 2011-01-05, not_after: 2011-01-07 }, act: open", "on: 2011-01-09, act: answer"]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-07 order .. 2011-01-10 verdict");
}

#[test]
fn p16_each_reading_has_its_own() {
    let found = law(WINDOW).replay(&[
        "on: { readings: [ { value: 2011-01-05, source: one }, { value: 2011-01-07, source: two } ] }, act: open",
        "on: 2011-01-09, act: answer",
    ]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-07 order .. 2011-01-10 verdict");
    assert_eq!(
        found.margins_by_reading("m.answer"),
        [
            ("m.open.on".to_owned(), 0, "2011-01-05 order .. 2011-01-10 verdict".to_owned()),
            ("m.open.on".to_owned(), 1, "2011-01-07 order .. 2011-01-12 verdict".to_owned()),
        ]
    );
}

#[test]
fn p16_an_act_cannot_come_before_a_date_that_it_bears() {
    let found = law(WINDOW)
        .replay(&["on: 2011-01-05, act: open", "on: 2011-01-08, act: answer, details: { dated: 2011-01-06 }"]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-06 verdict .. 2011-01-10 verdict");
}

#[test]
fn p16_neither_an_uncertain_date_nor_an_undetermined_act_has_one() {
    let range = "on: { not_before: 2011-01-05, not_after: 2011-01-07 }";
    let open = format!("{range}, act: open");
    let found = law(WINDOW).replay(&[open.as_str(), "on: 2011-01-11, act: answer"]);
    assert_eq!(found.margin("m.open"), None);
    assert_eq!(found.verdict("m.answer"), "undetermined");
    assert_eq!(found.margin("m.answer"), None);
}

#[test]
fn p16_what_refers_to_the_act_moves_with_it() {
    // A neighbour whose date may vary bounds it by its own earliest possible day.
    let found = law(WINDOW).replay(&[
        "on: 2011-01-05, act: open",
        "on: 2011-01-06, act: note",
        "on: { not_before: 2011-01-08, not_after: 2011-01-09 }, act: answer",
    ]);
    assert_eq!(found.margin("m.note").unwrap(), "2011-01-05 order .. 2011-01-08 order");
}

#[test]
fn p16_the_neighbours_of_an_act_with_a_time_bound_it_by_the_minute() {
    // The answer is given at 10:00: on the 5th that would be before the opening at 12:00, and on the 9th after the end
    // at 09:00.
    let found = law(WINDOW).replay(&[
        "on: 2011-01-05T12:00, act: open",
        "on: 2011-01-07T10:00, act: answer",
        "on: 2011-01-09T09:00, act: end",
    ]);
    assert_eq!(found.margin("m.answer").unwrap(), "2011-01-06 order .. 2011-01-08 order");
}

#[test]
fn p16_where_a_minute_decides_what_has_run_out_both_courses_count() {
    // Held on the 4th or the 5th at 10:00, for 24 hours. On the 6th, at no known time, the later one has run out or not;
    // the note is legal all the same. On the 5th it would come too soon after the later one.
    let law = law("
states: { a: { initial: true }, b: {}, over: { final: true } }
acts: { hold: { by: office }, note: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 24 hours, basis: policy, counting: { rule: hours } } }
transitions:
  - { act: hold, from: a, to: b, starts: d, basis: policy }
  - { when_over: d, from: b, to: over }
  - { act: note, from: [b, over], to: same, basis: policy, requires: [ { check: act.on >= 1 day from last(hold).on, basis: policy } ] }
");
    let found = law.replay(&[
        "on: { readings: [ { value: 2011-01-04T10:00, source: one }, { value: 2011-01-05T10:00, source: two } ] }, act: hold",
        "on: 2011-01-06, act: note",
        "on: 2011-01-09, is: over",
    ]);
    assert_eq!(found.verdict("m.note"), "legal");
    assert_eq!(found.margin("m.note").unwrap(), "2011-01-06 verdict .. 2011-01-09 order");
}

#[test]
fn p16_what_was_seen_before_holds_while_the_act_is_moved() {
    // x opens between the 5th and the 7th. w peeks and looks on the 6th: it sees twice the same. On the 7th it would see
    // x open though it had peeked at a closed one, if x opened on the 7th.
    let watched = "
states: { a: { initial: true }, b: { final: true } }
acts: { open: { by: office } }
transitions: [ { act: open, from: a, to: b, basis: policy } ]
";
    let watching = "
states: { off: { initial: true }, on: { final: true } }
memory: { seen: { type: boolean, initially: false } }
watches: { one: case }
acts: { peek: { by: office }, look: { by: office } }
transitions:
  - { act: peek, from: off, to: same, basis: policy, sets: { seen: one.state == b } }
  - { act: look, from: off, to: on, basis: policy, requires: [ { check: seen and one.state == b or not seen and one.state == a, basis: policy } ] }
";
    let found = laws(&[("case", "2011-01-01", watched), ("watcher", "2011-01-01", watching)]).replay_under(
        "machines: { x: { procedure: case }, w: { procedure: watcher, watches: { one: x } } }",
        &[
            "on: { not_before: 2011-01-05, not_after: 2011-01-07 }, machine: x, act: open",
            "on: 2011-01-06, machine: w, act: peek",
            "on: 2011-01-06, machine: w, act: look",
        ],
    );
    assert_eq!(found.verdict("w.look"), "legal");
    assert_eq!(found.margin("w.look").unwrap(), "2011-01-06 order .. 2011-01-06 verdict");
}
