//! Points 10 and 19: what is owed. Owed, not forced: a breach is reported and the case goes on.

use greffe::replay::{Kept, Options};

use crate::common::found::{Found, law};

const DUTY: &str = "
states: { a: { initial: true }, b: {}, done: {}, off: { final: true } }
acts:
  order: { by: office, details: { urgent: { type: boolean, default: true } } }
  erase: { by: party }
  finish: { by: party }
  waive: { by: office }
duties:
  by_day:  { owed_by: party, arises: order, due: 5 days from act.on, discharged_by: erase, ends: off, basis: policy }
  open:    { owed_by: party, arises: b, discharged_by: done, ends: off, basis: policy }
  chosen:  { owed_by: party, arises: order, if: act.urgent, due: 1 day from act.on, discharged_by: erase, basis: policy }
transitions:
  - { act: order, from: a, to: b, basis: policy }
  - { act: erase, from: [b, done], to: same, basis: policy }
  - { act: finish, from: b, to: done, basis: policy }
  - { act: waive, from: [b, done], to: off, basis: policy }
";

fn ordered(as_of: &str, events: &[&str]) -> Found {
    let all: Vec<&str> = std::iter::once("on: 2011-01-05, act: order").chain(events.iter().copied()).collect();
    law(DUTY).replay_under(&format!("as_of: {as_of}"), &all)
}

#[test]
fn p10_a_duty_fulfilled_in_time_or_on_its_last_day_is_discharged() {
    // Five days from the 5th: the 10th.
    assert_eq!(ordered("2011-01-20", &["on: 2011-01-08, act: erase"]).duty("m", "by_day"), "discharged 2011-01-10");
    assert_eq!(ordered("2011-01-20", &["on: 2011-01-10, act: erase"]).duty("m", "by_day"), "discharged 2011-01-10");
}

#[test]
fn p10_a_duty_fulfilled_late_is_a_breach_and_the_case_goes_on() {
    let found = ordered("2011-01-20", &["on: 2011-01-11, act: erase", "on: 2011-01-12, act: finish"]);
    assert_eq!(found.duty("m", "by_day"), "breached 2011-01-10");
    assert!(found.passed().contains(&"m: by_day #1 breached after 2011-01-10".to_owned()));
    // Owing is not judged: the late act itself is lawful.
    assert_eq!(found.outcome("m.erase"), "legal, b");
    assert_eq!(found.outcome("m.finish"), "legal, done");
}

#[test]
fn p19_on_its_last_day_a_duty_is_still_owed_the_day_after_it_is_breached() {
    assert_eq!(ordered("2011-01-10", &[]).duty("m", "by_day"), "owed 2011-01-10");
    assert_eq!(ordered("2011-01-11", &[]).duty("m", "by_day"), "breached 2011-01-10");
}

#[test]
fn p10_a_duty_that_ends_in_time_is_no_longer_owed_one_that_ends_late_stays_breached() {
    assert_eq!(ordered("2011-01-20", &["on: 2011-01-10, act: waive"]).duty("m", "by_day"), "ended 2011-01-10");
    assert_eq!(ordered("2011-01-20", &["on: 2011-01-11, act: waive"]).duty("m", "by_day"), "breached 2011-01-10");
}

#[test]
fn p10_a_duty_without_a_day_is_owed_until_a_state_discharges_it() {
    assert_eq!(ordered("2012-01-20", &[]).duty("m", "open"), "owed");
    assert_eq!(ordered("2012-01-20", &["on: 2011-12-11, act: finish"]).duty("m", "open"), "discharged");
}

#[test]
fn p10_the_condition_of_a_duty_is_judged_when_it_arises() {
    assert_eq!(ordered("2011-01-05", &[]).duty("m", "chosen"), "owed 2011-01-06");
    let calm = law(DUTY).replay(&["on: 2011-01-05, act: order, details: { urgent: false }"]);
    assert_eq!(calm.duty("m", "chosen"), "-");
}

const RECURRING: &str = "
states: { a: { initial: true }, b: {}, c: { final: true } }
acts: { order: { by: office }, report: { by: party }, stop: { by: office } }
duties:
  monthly: { owed_by: party, arises: order, every: 1 month, discharged_by: report, ends: stop, basis: policy }
transitions:
  - { act: order, from: a, to: b, basis: policy }
  - { act: report, from: b, to: same, basis: policy }
  - { act: stop, from: b, to: c, basis: policy }
";

#[test]
fn p10_recurrence_counts_n_times_the_period_from_the_first_trigger() {
    // From 31 January: 28 February, 31 March (not the 28th), 30 April, 31 May.
    let found = law(RECURRING).replay_under("as_of: 2011-05-01", &["on: 2011-01-31, act: order"]);
    assert_eq!(
        found.passed(),
        [
            "m: monthly #1 breached after 2011-02-28",
            "m: monthly #2 breached after 2011-03-31",
            "m: monthly #3 breached after 2011-04-30",
        ]
    );
    assert_eq!(found.duty("m", "monthly"), "owed 2011-05-31");
    assert_eq!(found.0.machines[0].duties[0].breaches, 3);
}

#[test]
fn p10_each_occurrence_is_a_duty_of_its_own() {
    // The first is fulfilled, twice; that is not the second, which is not fulfilled by 31 March.
    let found = law(RECURRING).replay_under(
        "as_of: 2011-04-15",
        &["on: 2011-01-31, act: order", "on: 2011-02-10, act: report", "on: 2011-02-28, act: report"],
    );
    assert_eq!(found.passed(), ["m: monthly #2 breached after 2011-03-31"]);
    assert_eq!(found.duty("m", "monthly"), "owed 2011-04-30");
}

#[test]
fn p10_a_recurring_duty_ends() {
    let found = law(RECURRING).replay_under(
        "as_of: 2011-12-31",
        &["on: 2011-01-31, act: order", "on: 2011-02-28, act: report", "on: 2011-03-15, act: stop"],
    );
    assert!(found.passed().is_empty());
    assert_eq!(found.duty("m", "monthly"), "ended 2011-03-31");
}

const TIED: &str = "
states: { a: { initial: true }, b: {}, late: {}, c: { final: true } }
acts: { order: { by: office }, pay: { by: party }, stop: { by: office } }
deadlines: { d: { counted_from: act.on, lasts: 5 days, basis: policy, while: [b, late] } }
duties: { pay_up: { owed_by: party, arises: order, due: d, discharged_by: pay, ends: stop, basis: policy } }
transitions:
  - { act: order, from: a, to: b, starts: d, basis: policy }
  - { act: pay, from: [b, late], to: c, basis: policy }
  - { act: stop, from: [b, late], to: c, basis: policy }
  - { when_over: d, from: b, to: late }
";

#[test]
fn p10_a_duty_due_with_a_deadline_tells_whether_that_was_kept_or_missed() {
    let paid = |on: &str| {
        let event = format!("on: {on}, act: pay");
        law(TIED).replay(&["on: 2011-01-05, act: order", event.as_str()])
    };
    let kept = paid("2011-01-10");
    assert_eq!(
        (kept.duty("m", "pay_up").as_str(), &kept.kept("m", "d")[..]),
        ("discharged 2011-01-10", &[Kept::Kept][..])
    );
    let missed = paid("2011-01-11");
    assert_eq!(
        (missed.duty("m", "pay_up").as_str(), &missed.kept("m", "d")[..]),
        ("breached 2011-01-10", &[Kept::Missed][..])
    );
    let running = law(TIED).replay(&["on: 2011-01-05, act: order"]);
    assert_eq!(
        (running.duty("m", "pay_up").as_str(), &running.kept("m", "d")[..]),
        ("owed 2011-01-10", &[Kept::Running][..])
    );
}

#[test]
fn p19_a_duty_under_uncertainty_is_reported_in_every_way_it_may_stand() {
    // Ordered between the 5th and the 6th, due on the 10th or 11th, paid on the 11th: in breach or discharged.
    let found = law(TIED).replay_with(
        "",
        &["on: { not_before: 2011-01-05, not_after: 2011-01-06 }, act: order", "on: 2011-01-11, act: pay"],
        &Options::default(),
    );
    assert_eq!(found.duty("m", "pay_up"), "discharged/breached 2011-01-10/2011-01-11");
    assert!(found.passed().contains(&"m: pay_up #1 breached after 2011-01-10?".to_owned()));
}
