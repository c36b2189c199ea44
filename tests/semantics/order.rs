//! Points 6 to 9: dates, the order of events, and what comes first.

use crate::common::found::{faults, law};

// 6. Other dates.

const DATED: &str = "
states: { a: { initial: true }, b: { final: true } }
acts: { serve: { by: office, details: { dated: { type: date, optional: true }, session: { type: date, planned: true, optional: true } } } }
transitions:
  - { act: serve, from: a, to: b, basis: policy, requires: [ { check: act.dated <= act.on, basis: policy } ] }
";

#[test]
fn p06_other_dates_are_not_later_than_the_act_unless_planned() {
    let late = law(DATED).scenario("", &["on: 2011-01-05, act: serve, details: { dated: 2011-01-06 }"]).unwrap_err();
    assert!(late.contains("E404"), "{late}");
    let fine = law(DATED).replay(&["on: 2011-01-05, act: serve, details: { dated: 2011-01-05, session: 2011-02-01 }"]);
    assert_eq!(fine.outcome("m.serve"), "legal, b");
}

#[test]
fn p06_a_date_that_may_be_later_than_the_act_is_not() {
    // Dated between the 3rd and the 7th, served on the 5th: the 6th and 7th are impossible, and the condition holds.
    let event = "on: 2011-01-05, act: serve, details: { dated: { not_before: 2011-01-03, not_after: 2011-01-07 } }";
    assert_eq!(law(DATED).replay(&[event]).outcome("m.serve"), "legal, b");
}

// 7. The minute.

const HOURS: &str = "
states: { a: { initial: true }, b: { final: true } }
acts: { enter: { by: office }, visit: { by: office }, act_by_day: { by: office } }
transitions:
  - { act: enter, from: a, to: b, basis: policy, requires: [ { check: act.time >= 06:00 and act.time <= 21:00, basis: policy } ] }
  - { act: act_by_day, from: a, to: b, basis: policy, requires: [ { check: act.on <= 2011-01-05, basis: policy } ] }
  - { act: visit, from: a, to: same, basis: policy }
";

#[test]
fn p07_a_date_without_a_time_is_an_unknown_minute_for_rules_about_hours() {
    assert_eq!(
        law(HOURS).replay(&["on: 2011-01-05, act: enter"]).outcome("m.enter"),
        "undetermined cannot_be_judged, b"
    );
    assert_eq!(law(HOURS).replay(&["on: 2011-01-05T06:00, act: enter"]).outcome("m.enter"), "legal, b");
    assert_eq!(
        law(HOURS).replay(&["on: 2011-01-05T05:59, act: enter"]).outcome("m.enter"),
        "illegal condition_failed, b"
    );
    // Between 18:00 and 20:00, whatever the minute.
    let evening = law(HOURS).replay(&["on: { not_before: 2011-01-05T18:00, not_after: 2011-01-05T20:00 }, act: enter"]);
    assert_eq!(evening.outcome("m.enter"), "legal, b");
}

#[test]
fn p07_rules_about_days_do_not_consult_the_minute() {
    assert_eq!(law(HOURS).replay(&["on: 2011-01-05, act: act_by_day"]).outcome("m.act_by_day"), "legal, b");
    assert_eq!(law(HOURS).replay(&["on: 2011-01-05T23:59, act: act_by_day"]).outcome("m.act_by_day"), "legal, b");
}

// 8. Order.

const STEPS: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { open: { by: office }, close: { by: office } }
transitions:
  - { act: open, from: a, to: b, basis: policy }
  - { act: close, from: b, to: c, basis: policy }
";

#[test]
fn p08_dates_that_contradict_the_order_of_the_file_are_an_error() {
    let wrong = law(STEPS).scenario("", &["on: 2011-01-06, act: open", "on: 2011-01-05, act: close"]).unwrap_err();
    assert!(wrong.contains("E401"), "{wrong}");
    let wrong =
        law(STEPS).scenario("", &["on: 2011-01-05T12:00, act: open", "on: 2011-01-05T11:59, act: close"]).unwrap_err();
    assert!(wrong.contains("E401"), "{wrong}");
}

#[test]
fn p08_on_one_day_without_times_the_file_orders() {
    let found = law(STEPS).replay(&["on: 2011-01-05, act: open", "on: 2011-01-05, act: close"]);
    assert_eq!(found.outcome("m.close"), "legal, c");
    let found = law(STEPS).replay(&["on: 2011-01-05, act: close", "on: 2011-01-05, act: open"]);
    assert_eq!(found.outcome("m.close"), "illegal no_such_act, a");
}

#[test]
fn p08_a_reading_that_the_order_excludes_is_reported() {
    let closed =
        "on: { readings: [ { value: 2011-01-03, source: one }, { value: 2011-01-08, source: two } ] }, act: close";
    let found = law(STEPS).replay(&["on: 2011-01-05, act: open", closed]);
    assert_eq!(found.dates("m.close"), ["2011-01-08"]);
    assert_eq!(found.0.conflicts.len(), 1);
    assert_eq!(found.0.conflicts[0].excluded, [0]);
}

#[test]
fn p08_the_part_of_a_range_that_the_order_excludes_is_left_out() {
    let range = "on: { not_before: 2011-01-03, not_after: 2011-01-09 }";
    // Before and after what is certain, and two ranges between themselves.
    let opened = format!("{range}, act: open");
    let closed = format!("{range}, act: close");
    let before = law(STEPS).replay(&[opened.as_str(), "on: 2011-01-04, act: close"]);
    assert_eq!(before.dates("m.open"), ["2011-01-03", "2011-01-04"]);
    let after = law(STEPS).replay(&["on: 2011-01-08, act: open", closed.as_str()]);
    assert_eq!(after.dates("m.close"), ["2011-01-08", "2011-01-09"]);
}

#[test]
fn p08_the_order_excludes_through_a_date_without_a_time() {
    // Opened at noon, noted on the same day: closing at 10:00 that day is impossible, though the note has no time.
    let closed = "on: { readings: [ { value: 2011-01-05T10:00, source: one }, { value: 2011-01-06T10:00, source: two } ] }, act: close";
    let found = law(STEPS).replay(&["on: 2011-01-05T12:00, act: open", "on: 2011-01-05, is: b", closed]);
    assert_eq!(found.dates("m.close"), ["2011-01-06T10:00"]);
}

#[test]
fn p06_a_date_of_the_act_before_one_that_it_bears_is_left_out() {
    // Served on the 3rd or the 5th and dated the 4th: not on the 3rd.
    let served = "on: { readings: [ { value: 2011-01-03, source: one }, { value: 2011-01-05, source: two } ] }, act: serve, details: { dated: 2011-01-04 }";
    let found = law(DATED).replay(&[served]);
    assert_eq!(found.dates("m.serve"), ["2011-01-05"]);
    assert_eq!(found.0.conflicts[0].excluded, [0]);
}

#[test]
fn p08_an_unknown_date_is_bounded_by_its_neighbours() {
    let found = law(STEPS).replay(&["on: 2011-01-05, act: open", "on: unknown, act: close", "on: 2011-01-07, is: c"]);
    assert_eq!(found.dates("m.close"), ["2011-01-05", "2011-01-06", "2011-01-07"]);
}

// 9. Deadlines run out.

const DUE: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { open: { by: office }, answer: { by: party } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: answer, from: b, to: same, basis: policy }
  - { when_over: d, from: b, to: c }
";

#[test]
fn p09_a_deadline_of_days_runs_out_at_midnight_after_its_last_day() {
    // Five days from the 5th: the 10th is the last day, all of it.
    let answered = |on: &str| {
        let event = format!("on: {on}, act: answer");
        law(DUE).replay(&["on: 2011-01-05, act: open", event.as_str()]).outcome("m.answer")
    };
    assert_eq!(answered("2011-01-10"), "legal, b");
    assert_eq!(answered("2011-01-10T23:59"), "legal, b");
    assert_eq!(answered("2011-01-11T00:00"), "illegal too_late(d), c");
}

#[test]
fn p09_expiry_comes_before_the_next_days_acts() {
    let found = law(DUE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-11, act: answer"]);
    assert_eq!(found.outcome("m.answer"), "illegal too_late(d), c");
    assert_eq!(found.passed(), ["m: d over after 2011-01-10, b -> c"]);
}

#[test]
fn p09_a_deadline_in_hours_runs_out_one_minute_after() {
    let law = law("
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { hold: { by: office }, release: { by: party } }
deadlines: { d: { counted_from: act.on, lasts: 24 hours, basis: policy, counting: { rule: hours } } }
transitions:
  - { act: hold, from: a, to: b, starts: d, basis: policy }
  - { act: release, from: b, to: same, basis: policy }
  - { when_over: d, from: b, to: c }
");
    let released = |on: &str| {
        let event = format!("on: {on}, act: release");
        law.replay(&["on: 2011-01-05T10:00, act: hold", event.as_str()])
    };
    assert_eq!(released("2011-01-06T10:00").outcome("m.release"), "legal, b");
    assert_eq!(released("2011-01-06T10:01").outcome("m.release"), "illegal too_late(d), c");
    // A day without a time may lie on either side: the deadline has run out or not.
    let some_time = released("2011-01-06");
    assert_eq!(some_time.verdict("m.release"), "undetermined");
    assert_eq!(some_time.states("m"), ["b", "c"]);
    assert_eq!(released("2011-01-07").outcome("m.release"), "illegal too_late(d), c");
}

fn two(first: &str, second: &str) -> String {
    format!(
        "
states: {{ a: {{ initial: true }}, b: {{}}, c: {{ final: true }}, e: {{ final: true }} }}
acts: {{ open: {{ by: office }}, note: {{ by: office }} }}
deadlines:
  d: {{ counted_from: act.on, lasts: {first}, basis: policy }}
  f: {{ counted_from: act.on, lasts: {second}, basis: policy }}
transitions:
  - {{ act: open, from: a, to: b, starts: [d, f], basis: policy }}
  - {{ when_over: f, from: b, to: e }}
  - {{ when_over: d, from: b, to: c }}
  - {{ act: note, from: [c, e], to: same, basis: policy }}
"
    )
}

#[test]
fn p09_expiries_are_ordered_by_instant_then_by_declaration() {
    let after = |first: &str, second: &str| {
        let found = law(&two(first, second)).replay(&["on: 2011-01-05, act: open", "on: 2011-02-05, act: note"]);
        found.outcome("m.note")
    };
    // d is declared first; the order of the transitions does not matter.
    assert_eq!(after("5 days", "5 days"), "legal, c");
    // The earlier one comes first, whatever the declaration.
    assert_eq!(after("5 days", "4 days"), "legal, e");
    assert_eq!(after("4 days", "5 days"), "legal, c");
}

#[test]
fn p09_two_expiries_that_can_tie_are_a_warning() {
    assert!(faults(&two("5 days", "4 days")).contains("E209"));
}

#[test]
fn p09_each_expiry_checks_again_that_its_source_state_holds() {
    // Both live in b and c; d leaves b on the 9th, f would only leave b: on the 11th it takes nothing.
    let law = law("
states: { a: { initial: true }, b: {}, c: {}, e: { final: true } }
acts: { open: { by: office }, note: { by: office }, end: { by: office } }
deadlines:
  d: { counted_from: act.on, lasts: 3 days, basis: policy }
  f: { counted_from: act.on, lasts: 5 days, basis: policy, while: [b, c] }
transitions:
  - { act: open, from: a, to: b, starts: [d, f], basis: policy }
  - { when_over: d, from: b, to: c }
  - { when_over: f, from: b, to: e }
  - { act: note, from: [b, c, e], to: same, basis: policy }
  - { act: end, from: c, to: e, basis: policy }
");
    let found = law.replay(&["on: 2011-01-05, act: open", "on: 2011-02-05, act: note"]);
    assert_eq!(found.outcome("m.note"), "legal, c");
    assert_eq!(found.passed(), ["m: d over after 2011-01-08, b -> c", "m: f over after 2011-01-10, c -> c"]);
}

#[test]
fn p09_an_expiry_may_start_what_runs_out_before_the_act() {
    // d ends on the 10th; on the 11th it starts f, three days: the 14th. On the 15th both have run out.
    let law = law("
states: { a: { initial: true }, b: {}, c: {}, e: { final: true } }
acts: { open: { by: office }, note: { by: office }, end: { by: office } }
deadlines:
  d: { counted_from: act.on, lasts: 5 days, basis: policy }
  f: { counted_from: act.on, lasts: 3 days, basis: policy }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { when_over: d, from: b, to: c, starts: f }
  - { when_over: f, from: c, to: e }
  - { act: note, from: [b, c, e], to: same, basis: policy }
");
    let on = |day: &str| {
        let event = format!("on: {day}, act: note");
        law.replay(&["on: 2011-01-05, act: open", event.as_str()])
    };
    assert_eq!(on("2011-01-14").outcome("m.note"), "legal, c");
    assert_eq!(on("2011-01-14").lasts("m", "f"), ["2011-01-14"]);
    assert_eq!(on("2011-01-15").outcome("m.note"), "legal, e");
}

#[test]
fn p09_an_expiry_selects_by_if() {
    let law = law("
states: { a: { initial: true }, b: {}, kept: { final: true }, lost: { final: true } }
memory: { paid: { type: boolean, initially: false } }
acts: { open: { by: office }, pay: { by: party }, note: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: pay, from: b, to: same, basis: policy, sets: { paid: true } }
  - { when_over: d, from: b, to: kept, if: paid }
  - { when_over: d, from: b, to: lost }
  - { act: note, from: [b, kept, lost], to: same, basis: policy }
");
    let unpaid = law.replay(&["on: 2011-01-05, act: open", "on: 2011-01-15, act: note"]);
    assert_eq!(unpaid.outcome("m.note"), "legal, lost");
    let paid = law.replay(&["on: 2011-01-05, act: open", "on: 2011-01-10, act: pay", "on: 2011-01-15, act: note"]);
    assert_eq!(paid.outcome("m.note"), "legal, kept");
}
