//! Points 10 and 11: the life of a deadline; nominal and rolled.
//!
//! In January 2011 the 1st, 8th, 15th, 22nd and 29th are Saturdays.

use greffe::replay::{Kept, Options};

use crate::common::found::{Found, faults, law};

const LIFE: &str = "
states: { a: { initial: true }, b: {}, b2: {}, c: {}, over: { final: true } }
acts:
  open: { by: office }
  note: { by: office }
  move: { by: office }
  leave: { by: office }
  read: { by: office }
  end: { by: office }
  again: { by: office }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy, while: [b, b2] } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: note, from: [b, b2], to: same, basis: policy }
  - { act: move, from: b, to: b2, basis: policy }
  - { act: leave, from: [b, b2], to: c, basis: policy }
  - { when_over: d, from: [b, b2], to: over }
  - { act: read, from: c, to: same, basis: policy, requires: [ { check: d == 2011-01-10, basis: policy }, { check: d.started == 2011-01-05, basis: policy }, { check: not running(d), basis: policy } ] }
  - { act: again, from: c, to: b, starts: d, basis: policy }
  - { act: end, from: c, to: over, basis: policy }
";

#[test]
fn p10_leaving_the_states_of_while_stops_a_deadline_and_its_dates_stay_readable() {
    let found =
        law(LIFE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-06, act: leave", "on: 2011-01-20, act: read"]);
    // It never ran out: the case is still in c. It reads as the 10th, counted from the 5th, and not running.
    assert_eq!(found.outcome("m.read"), "legal, c");
    assert_eq!(found.kept("m", "d"), [Kept::Stopped]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-10"]);
    assert!(found.passed().is_empty());
}

#[test]
fn p10_staying_inside_does_not_touch_it() {
    // Neither an act that keeps the state nor one that goes to another state of `while`.
    let found = law(LIFE).replay(&[
        "on: 2011-01-05, act: open",
        "on: 2011-01-07, act: note",
        "on: 2011-01-08, act: move",
        "on: 2011-01-09, act: note",
    ]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-10"]);
    assert_eq!(found.kept("m", "d"), [Kept::Running]);
    let over = law(LIFE).replay_with(
        "as_of: 2011-01-11",
        &["on: 2011-01-05, act: open", "on: 2011-01-08, act: move"],
        &Options::default(),
    );
    assert_eq!(over.passed(), ["m: d over after 2011-01-10, b2 -> over"]);
}

#[test]
fn p10_a_stopped_deadline_may_be_started_again() {
    // Stopped on the 6th, started anew on the 20th: the 25th.
    let found =
        law(LIFE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-06, act: leave", "on: 2011-01-20, act: again"]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-25"]);
    assert_eq!(found.kept("m", "d"), [Kept::Running]);
}

#[test]
fn p10_by_default_it_lives_in_the_sources_of_its_when_over() {
    let law = law("
states: { a: { initial: true }, b: {}, c: {}, over: { final: true } }
acts: { open: { by: office }, leave: { by: office }, back: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: leave, from: b, to: c, basis: policy }
  - { act: back, from: c, to: b, basis: policy }
  - { when_over: d, from: b, to: over }
");
    // Coming back does not wake it.
    let found = law.replay_under(
        "as_of: 2011-01-31",
        &["on: 2011-01-05, act: open", "on: 2011-01-06, act: leave", "on: 2011-01-07, act: back"],
    );
    assert_eq!(found.states("m"), ["b"]);
    assert_eq!(found.kept("m", "d"), [Kept::Stopped]);
}

fn prolonging(keyword: &str) -> String {
    format!(
        "
states: {{ a: {{ initial: true }}, b: {{}}, over: {{ final: true }} }}
acts:
  open: {{ by: office, details: {{ days: period }} }}
  more: {{ by: office, details: {{ days: {{ type: period, default: 1 day }} }} }}
  pause: {{ by: office }}
  resume: {{ by: office }}
  note: {{ by: office }}
deadlines:
  d:
    counted_from: act.on
    lasts: act.days
    basis: policy
    counting: {{ rule: civil, roll: next-working-day, holidays: fr }}
transitions:
  - {{ act: open, from: a, to: b, starts: d, basis: policy }}
  - {{ act: more, from: b, to: same, {keyword}: d, basis: policy }}
  - {{ act: note, from: b, to: same, basis: policy }}
  - {{ when_over: d, from: b, to: over }}
"
    )
}

#[test]
fn p10_starting_it_while_it_runs_must_say_restart_or_extend() {
    let starts = faults(&prolonging("starts"));
    assert!(starts.contains("E202"), "{starts}");
    assert!(!faults(&prolonging("restarts")).contains("E202"));
    assert!(!faults(&prolonging("extends")).contains("E202"));
}

fn prolonged(keyword: &str, more: &str) -> Found {
    let event = format!("on: 2011-01-06, act: more, details: {{ days: {more} }}");
    law(&prolonging(keyword)).replay(&["on: 2011-01-05, act: open, details: { days: 3 days }", event.as_str()])
}

#[test]
fn p10_restarting_counts_anew() {
    // Five days from the 6th.
    let found = prolonged("restarts", "5 days");
    assert_eq!(found.lasts("m", "d"), ["2011-01-11"]);
}

#[test]
fn p10_an_extension_counts_from_the_nominal_last_day_and_rolls_once() {
    // Three days from Wednesday the 5th end on Saturday the 8th, rolled to Monday the 10th.
    let first = law(&prolonging("extends")).replay(&["on: 2011-01-05, act: open, details: { days: 3 days }"]);
    assert_eq!(first.nominals("m", "d"), ["2011-01-08"]);
    assert_eq!(first.lasts("m", "d"), ["2011-01-10"]);
    // Three more from the 8th: Tuesday the 11th. From the rolled day it would be the 13th.
    assert_eq!(prolonged("extends", "3 days").lasts("m", "d"), ["2011-01-11"]);
    // Seven more from the 8th: Saturday the 15th, rolled once to Monday the 17th.
    let week = prolonged("extends", "7 days");
    assert_eq!(week.nominals("m", "d"), ["2011-01-15"]);
    assert_eq!(week.lasts("m", "d"), ["2011-01-17"]);
    // It counts from the day that started it, still.
    assert_eq!(week.0.machines[0].deadlines[0].counts[0].0.to_string(), "2011-01-05");
}

const PAUSE: &str = "
states: { a: { initial: true }, b: {}, over: { final: true } }
acts: { open: { by: office }, pause: { by: office }, resume: { by: office }, note: { by: office }, halt: { by: office } }
deadlines:
  d: { counted_from: act.on, lasts: 8 days, basis: policy, counting: { rule: civil, roll: next-working-day, holidays: fr } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { act: pause, from: b, to: same, suspends: d, basis: policy }
  - { act: resume, from: b, to: same, resumes: d, basis: policy }
  - { act: halt, from: b, to: same, stops: d, basis: policy }
  - { act: note, from: b, to: same, basis: policy }
  - { when_over: d, from: b, to: over }
";

#[test]
fn p10_a_suspension_shifts_by_whole_suspended_days() {
    // Eight days from the 5th: Thursday the 13th. Suspended from the 7th to the 10th, three days: the 16th, a Sunday,
    // which rolls to Monday the 17th.
    let found =
        law(PAUSE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: pause", "on: 2011-01-10, act: resume"]);
    assert_eq!(found.nominals("m", "d"), ["2011-01-16"]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-17"]);
    assert_eq!(found.kept("m", "d"), [Kept::Running]);
    // Within one day, nothing.
    let found =
        law(PAUSE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: pause", "on: 2011-01-07, act: resume"]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-13"]);
}

#[test]
fn p10_a_suspended_deadline_does_not_run_out() {
    let found =
        law(PAUSE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: pause", "on: 2011-03-01, act: note"]);
    assert_eq!(found.outcome("m.note"), "legal, b");
    assert_eq!(found.kept("m", "d"), [Kept::Suspended]);
}

#[test]
fn p10_a_deadline_that_starts_where_it_does_not_live_is_stopped_at_once() {
    let own = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { open: { by: office }, end: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy, while: a } }
transitions:
  - { act: open, from: a, to: b, starts: d, basis: policy }
  - { when_over: d, from: a, to: c }
  - { act: end, from: b, to: c, basis: policy, requires: [ { check: d == 2011-01-10, basis: policy }, { check: not running(d), basis: policy } ] }
";
    let found = law(own).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: end"]);
    assert_eq!(found.outcome("m.end"), "legal, c");
    assert_eq!(found.kept("m", "d"), [Kept::Stopped]);
}

#[test]
fn p10_a_deadline_that_may_start_itself_from_a_date_in_the_past_is_refused() {
    let again = |from: &str, when: &str, to: &str| {
        faults(&format!(
            "
states: {{ a: {{ initial: true }}, b: {{}}, c: {{ final: true }} }}
memory: {{ open: {{ type: boolean, initially: true }} }}
acts: {{ order: {{ by: office }}, end: {{ by: office }} }}
deadlines: {{ d: {{ counted_from: {from}, lasts: 5 days, basis: policy, while: b }} }}
transitions:
  - {{ act: order, from: a, to: b, basis: policy }}
  - {{ act: order, from: b, to: same, restarts: d, basis: policy }}
  - {{ when_over: d, from: b, to: {to}, restarts: d{when} }}
  - {{ act: end, from: b, to: c, basis: policy }}
"
        ))
    };
    assert!(again("last(order).on", "", "same").contains("E211"));
    assert!(again("last(order).on", ", if: open", "same").contains("E211"), "no condition is looked at");
    assert!(!again("act.on", "", "same").contains("E211"), "it is counted from the day on which it runs out");
    assert!(!again("last(order).on", "", "c").contains("E211"), "it does not live there");
}

#[test]
fn p10_a_transition_may_stop_a_deadline() {
    let found =
        law(PAUSE).replay(&["on: 2011-01-05, act: open", "on: 2011-01-07, act: halt", "on: 2011-03-01, act: note"]);
    assert_eq!(found.outcome("m.note"), "legal, b");
    assert_eq!(found.kept("m", "d"), [Kept::Stopped]);
    assert_eq!(found.lasts("m", "d"), ["2011-01-13"]);
}

// 11. Nominal and rolled.

const NOTICE: &str = "
states: { a: { initial: true }, b: {}, over: { final: true } }
acts: { serve: { by: office, details: { days: period } }, answer: { by: party } }
deadlines:
  d: { counted_from: act.on, lasts: act.days, basis: policy, counting: { rule: civil, roll: next-working-day, holidays: fr } }
transitions:
  - act: serve
    from: a
    to: b
    starts: d
    basis: policy
    requires:
      - { check: d >= 10 days from act.on, basis: policy }
      - { check: d <= 1 month from act.on, basis: policy }
  - { act: answer, from: b, to: same, basis: policy, requires: [ { check: act.on <= d, basis: policy } ] }
  - { when_over: d, from: b, to: over }
";

#[test]
fn p11_bounds_compare_nominal_days() {
    let served = |days: &str| {
        let event = format!("on: 2011-01-06, act: serve, details: {{ days: {days} }}");
        law(NOTICE).replay(&[event.as_str()]).outcome("m.serve")
    };
    // Nine days from the 6th: Saturday the 15th, rolled to the 17th; ten days end on the 16th. Nine are not ten.
    assert_eq!(served("9 days"), "illegal condition_failed, b");
    assert_eq!(served("10 days"), "legal, b");
    // 31 days from the 6th: Sunday 6 February, rolled to the 7th. One month ends on 6 February: not exceeded.
    assert_eq!(served("31 days"), "legal, b");
    assert_eq!(served("32 days"), "illegal condition_failed, b");
}

#[test]
fn p11_only_expiry_uses_the_rolled_day() {
    let answered = |on: &str| {
        let event = format!("on: {on}, act: answer");
        law(NOTICE)
            .replay(&["on: 2011-01-05, act: serve, details: { days: 10 days }", event.as_str()])
            .outcome("m.answer")
    };
    // Ten days from the 5th: Saturday the 15th, rolled to Monday the 17th.
    assert_eq!(answered("2011-01-17"), "legal, b");
    assert_eq!(answered("2011-01-18"), "illegal too_late(d), over");
}

#[test]
fn p11_p_before_x_counts_forward_from_the_earlier_date() {
    let law = law("
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { summon: { by: office }, hold: { by: party } }
transitions:
  - { act: summon, from: a, to: b, basis: policy }
  - { act: hold, from: b, to: c, basis: policy, requires: [ { check: last(summon).on <= 1 month before act.on, basis: policy } ] }
");
    let held = |summoned: &str, held: &str| {
        let (summon, hold) = (format!("on: {summoned}, act: summon"), format!("on: {held}, act: hold"));
        law.replay(&[summon.as_str(), hold.as_str()]).outcome("m.hold")
    };
    // A month from 31 January ends on 28 February. Counted backwards, 28 January would be the last day to summon.
    assert_eq!(held("2011-01-31", "2011-02-28"), "legal, c");
    assert_eq!(held("2011-01-31", "2011-02-27"), "illegal condition_failed, b");
    assert_eq!(held("2011-01-28", "2011-02-28"), "legal, c");
}

#[test]
fn p11_a_length_may_be_chosen_by_a_condition() {
    let law = law("
states: { a: { initial: true }, b: {}, over: { final: true } }
acts: { serve: { by: office, details: { abroad: boolean } } }
deadlines:
  d: { counted_from: act.on, lasts: [ { if: act.abroad, is: 2 months }, { is: 1 month } ], basis: policy }
transitions:
  - { act: serve, from: a, to: b, starts: d, basis: policy }
  - { when_over: d, from: b, to: over }
");
    let abroad = law.replay(&["on: 2011-01-06, act: serve, details: { abroad: true }"]);
    assert_eq!(abroad.lasts("m", "d"), ["2011-03-06"]);
    let here = law.replay(&["on: 2011-01-06, act: serve, details: { abroad: false }"]);
    assert_eq!(here.lasts("m", "d"), ["2011-02-06"]);
}
