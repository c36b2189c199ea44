//! Point 12: the editions of a procedure.

use crate::common::found::{Law, laws};

fn edition(until: &str, limit: u32, days: u32, more: &str) -> String {
    format!("
until: {until}
{more}
states: {{ a: {{ initial: true }}, b: {{}}, c: {{ final: true }} }}
acts: {{ open: {{ by: office }}, pay: {{ by: party, details: {{ amount: integer }} }}, wait: {{ by: party }}, again: {{ by: office }} }}
deadlines: {{ d: {{ counted_from: act.on, lasts: {days} days, basis: policy }} }}
transitions:
  - {{ act: open, from: a, to: b, starts: d, basis: policy }}
  - {{ act: again, from: b, to: same, restarts: d, basis: policy }}
  - {{ act: pay, from: b, to: same, basis: policy, requires: [ {{ check: act.amount <= {limit}, basis: policy }} ] }}
  - {{ act: wait, from: b, to: same, basis: policy }}
  - {{ when_over: d, from: b, to: c }}
")
}

/// January: at most 100, 30 days. From February to the end of June: at most 50, 10 days.
fn two(more: &str) -> Law {
    let (january, february) = (edition("2011-01-31", 100, 30, more), edition("2011-06-30", 50, 10, more));
    laws(&[("p", "2011-01-01", &january), ("p", "2011-02-01", &february)])
}

fn paid(law: Law, on: &str) -> String {
    let event = format!("on: {on}, act: pay, details: {{ amount: 80 }}");
    law.replay(&["on: 2011-01-20, act: open", event.as_str()]).outcome("m.pay")
}

#[test]
fn p12_an_act_is_judged_under_the_edition_in_force_when_it_takes_effect() {
    assert_eq!(paid(two(""), "2011-01-31"), "legal, b");
    // States carry over by name: the case is still in b.
    assert_eq!(paid(two(""), "2011-02-01"), "illegal condition_failed, b");
}

#[test]
fn p12_what_an_edition_gives_by_default_dates_no_act_under_another() {
    let edition = |details: &str| {
        format!(
            "
states: {{ a: {{ initial: true }}, b: {{ final: true }} }}
acts: {{ serve: {{ by: office, details: {{ {details} }} }} }}
transitions:
  - {{ act: serve, from: a, to: b, basis: policy }}
"
        )
    };
    let (january, february) = (edition(""), edition("dated: { type: date, default: 2011-02-10 }"));
    let two = || laws(&[("p", "2011-01-01", &format!("until: 2011-01-31{january}")), ("p", "2011-02-01", &february)]);
    assert_eq!(two().replay(&["on: 2011-01-20, act: serve"]).outcome("m.serve"), "legal, b");
    assert_eq!(two().replay(&["on: 2011-02-20, act: serve"]).outcome("m.serve"), "legal, b");
    // Under February's own text the default is later than the act.
    let early = two().scenario("", &["on: 2011-02-05, act: serve"]).unwrap_err();
    assert!(early.contains("E404"), "{early}");
}

#[test]
fn p12_readings_on_both_sides_are_judged_under_each_edition() {
    let found = two("").replay(&[
        "on: 2011-01-20, act: open",
        "on: { readings: [ { value: 2011-01-31, source: one }, { value: 2011-02-01, source: two } ] }, act: pay, details: { amount: 80 }",
    ]);
    assert_eq!(found.verdict("m.pay"), "undetermined");
    assert_eq!(found.depends("m.pay"), ["m.pay.on: [0] legal, [1] illegal"]);
    let editions: Vec<_> = found.event("m.pay").possible.iter().map(|p| p.edition).collect();
    assert_eq!(editions, [Some(0), Some(1)]);
}

#[test]
fn p12_deadlines_that_run_keep_their_dates() {
    // 30 days from 20 January: 19 February, under the later edition too.
    let found = two("").replay(&["on: 2011-01-20, act: open", "on: 2011-02-19, act: wait"]);
    assert_eq!(found.outcome("m.wait"), "legal, b");
    assert_eq!(found.lasts("m", "d"), ["2011-02-19"]);
    let over = two("").replay(&["on: 2011-01-20, act: open", "on: 2011-02-20, act: wait"]);
    assert_eq!(over.outcome("m.wait"), "illegal too_late(d), c");
    // One started under the later edition counts by it: 10 days from 5 February.
    let again = two("").replay(&["on: 2011-01-20, act: open", "on: 2011-02-05, act: again"]);
    assert_eq!(again.lasts("m", "d"), ["2011-02-15"]);
}

#[test]
fn p12_a_case_that_begins_later_begins_under_the_later_edition() {
    let found = two("").replay(&["on: 2011-02-05, act: open"]);
    assert_eq!(found.lasts("m", "d"), ["2011-02-15"]);
}

#[test]
fn p12_a_date_with_no_edition_cannot_be_judged() {
    // In July no edition is shipped. The act is presumed to have taken its transition.
    let found = two("").replay(&["on: 2011-07-01, act: open", "on: 2011-07-02, act: wait"]);
    assert_eq!(found.outcome("m.open"), "undetermined cannot_be_judged, b");
    assert_eq!(found.outcome("m.wait"), "undetermined cannot_be_judged, b");
    assert_eq!(found.event("m.open").possible[0].edition, None);
    // Nor before the first one.
    let found = two("").replay(&["on: 2010-12-31, act: open"]);
    assert_eq!(found.outcome("m.open"), "undetermined cannot_be_judged, b");
}

#[test]
fn p12_applies_by_the_first_act() {
    // The case began in January: the limit of January governs it to its end.
    let law = two("applies_by: first_act");
    assert_eq!(paid(law, "2011-02-01"), "legal, b");
    let later = law.replay(&["on: 2011-02-01, act: open", "on: 2011-02-02, act: pay, details: { amount: 80 }"]);
    assert_eq!(later.outcome("m.pay"), "illegal condition_failed, b");
}

#[test]
fn p12_the_text_of_the_first_act_says_which_details_later_acts_have() {
    let february = edition("2011-06-30", 50, 10, "applies_by: first_act")
        .replace("wait: { by: party }", "wait: { by: party, details: { why: text } }");
    let january = edition("2011-01-31", 100, 30, "applies_by: first_act");
    let found = laws(&[("p", "2011-01-01", &january), ("p", "2011-02-01", &february)])
        .replay(&["on: 2011-01-20, act: open", "on: 2011-02-10, act: wait"]);
    assert_eq!(found.outcome("m.wait"), "legal, b");
}

#[test]
fn p12_a_first_act_with_readings_is_governed_by_each() {
    let found = two("applies_by: first_act").replay(&[
        "on: { readings: [ { value: 2011-01-31, source: one }, { value: 2011-02-01, source: two } ] }, act: open",
        "on: 2011-02-05, act: pay, details: { amount: 80 }",
    ]);
    assert_eq!(found.verdict("m.pay"), "undetermined");
    assert_eq!(found.depends("m.pay"), ["m.open.on: [0] legal, [1] illegal"]);
}

#[test]
fn p12_a_margin_reaches_from_one_edition_into_the_next() {
    // The later edition declares its acts in another order and admits 50 only: 80 are lawful until 31 January.
    let january = edition("2011-01-31", 100, 30, "");
    let february = edition("2011-06-30", 50, 10, "")
        .replace("acts: { open: { by: office }, ", "acts: { before_all: { by: office }, open: { by: office }, ");
    let law = laws(&[("p", "2011-01-01", &january), ("p", "2011-02-01", &february)]);
    let found = law.replay(&["on: 2011-01-20, act: open", "on: 2011-01-25, act: pay, details: { amount: 80 }"]);
    assert_eq!(found.margin("m.pay").unwrap(), "2011-01-20 order .. 2011-01-31 verdict");
    // 40 are lawful under both, until the deadline that was started in January.
    let found = law.replay(&["on: 2011-01-20, act: open", "on: 2011-01-25, act: pay, details: { amount: 40 }"]);
    assert_eq!(found.margin("m.pay").unwrap(), "2011-01-20 order .. 2011-02-19 verdict");
}

#[test]
fn p12_each_expiry_is_taken_under_the_edition_of_its_day() {
    // In January the end of the deadline leads to c; from February on to e.
    let january = edition("2011-01-31", 100, 30, "");
    let february = edition("2011-06-30", 50, 10, "")
        .replace("c: { final: true }", "c: { final: true }, e: { final: true }")
        .replace("from: b, to: c }", "from: b, to: e }");
    let law = laws(&[("p", "2011-01-01", &january), ("p", "2011-02-01", &february)]);
    // 30 days from 5 January end on 4 February; three days on 8 January.
    let state = |on: &str| {
        let event = format!("on: {on}, act: open");
        let found = law.replay_under("as_of: 2011-03-01", &[event.as_str()]);
        found.states("m").join("/")
    };
    assert_eq!(state("2011-01-05"), "e");
    let short = edition("2011-01-31", 100, 3, "");
    let law = laws(&[("p", "2011-01-01", &short), ("p", "2011-02-01", &february)]);
    let found = law.replay(&["on: 2011-01-05, act: open", "on: 2011-02-10, act: wait"]);
    assert_eq!(found.outcome("m.wait"), "illegal too_late(d), c");
    assert_eq!(found.states("m"), ["c"]);
}

const CONTESTED: &str = "applies_by: { readings: [ { value: first_act, en: by the opening, basis: policy }, { value: act, en: by the payment, basis: policy } ] }";

#[test]
fn p12_a_contested_applicability_is_judged_under_each_reading() {
    // 80 on 1 February: allowed by the text of the opening, too much by that of the payment.
    let found =
        two(CONTESTED).replay(&["on: 2011-01-20, act: open", "on: 2011-02-01, act: pay, details: { amount: 80 }"]);
    assert_eq!(found.verdict("m.pay"), "undetermined");
    assert_eq!(found.depends("m.pay"), ["p.applies_by: [0] legal, [1] illegal"]);
    // What both texts allow, and what both forbid, does not depend on it.
    let little =
        two(CONTESTED).replay(&["on: 2011-01-20, act: open", "on: 2011-02-01, act: pay, details: { amount: 50 }"]);
    assert_eq!(little.verdict("m.pay"), "legal");
    let much =
        two(CONTESTED).replay(&["on: 2011-01-20, act: open", "on: 2011-02-01, act: pay, details: { amount: 120 }"]);
    assert_eq!(much.verdict("m.pay"), "illegal");
}

#[test]
fn p12_what_happens_by_itself_under_either_reading_is_certain() {
    // The deadline of January runs out on 19 February, under the text of January or under that of February.
    let found = two(CONTESTED).replay_under("as_of: 2011-03-01", &["on: 2011-01-20, act: open"]);
    let passed: Vec<_> = found.0.passed.iter().map(|p| (p.edition, p.lasts.len(), p.certain)).collect();
    assert_eq!(passed, [(0, 1, true)]);
    // One that each text gives another length runs out under both, on another day.
    let found =
        two(CONTESTED).replay_under("as_of: 2011-04-01", &["on: 2011-01-20, act: open", "on: 2011-02-05, act: again"]);
    let passed: Vec<_> = found.0.passed.iter().map(|p| (p.lasts.len(), p.certain)).collect();
    assert_eq!(passed, [(2, true)]);
    assert_eq!(found.states("m"), ["c"]);
}

#[test]
fn p12_machines_of_one_procedure_share_its_contested_reading() {
    // Either payment is unlawful under the same reading: no world has one lawful and the other not.
    let machines = "machines: { m: { procedure: p }, n: { procedure: p } }";
    let found = two(CONTESTED).replay_under(
        machines,
        &[
            "on: 2011-01-20, machine: m, act: open",
            "on: 2011-01-20, machine: n, act: open",
            "on: 2011-02-01, machine: m, act: pay, details: { amount: 80 }",
            "on: 2011-02-01, machine: n, act: pay, details: { amount: 80 }",
        ],
    );
    assert_eq!(found.depends("m.pay"), ["p.applies_by: [0] legal, [1] illegal"]);
    assert_eq!(found.depends("n.pay"), found.depends("m.pay"));
    assert_eq!(found.0.scenario.unknowns.len(), 1);
}

#[test]
fn p12_a_machine_may_choose_among_contested_readings() {
    let under = |reading: &str| {
        let machines = format!("machines: {{ m: {{ procedure: p, applies_by: {reading} }} }}");
        let events = ["on: 2011-01-20, act: open", "on: 2011-02-01, act: pay, details: { amount: 80 }"];
        two(CONTESTED).replay_under(&machines, &events).outcome("m.pay")
    };
    assert_eq!(under("first_act"), "legal, b");
    assert_eq!(under("act"), "illegal condition_failed, b");
}

#[test]
fn p12_only_what_is_contested_may_be_chosen() {
    let machines = "machines: { m: { procedure: p, applies_by: first_act } }";
    let refused = two("").scenario(machines, &["on: 2011-01-20, act: open"]).unwrap_err();
    assert!(refused.contains("`first_act` is not a reading of `p`"), "{refused}");
    assert!(refused.contains("its text says `applies_by: act`"), "{refused}");
    let alone = crate::common::found::faults(&edition(
        "2011-06-30",
        1,
        1,
        "applies_by: { readings: [ { value: act, basis: policy } ] }",
    ));
    assert!(alone.contains("what is contested has at least two readings"), "{alone}");
    let twice = CONTESTED.replace("first_act", "act");
    let twice = crate::common::found::faults(&edition("2011-06-30", 1, 1, &twice));
    assert!(twice.contains("the reading `act` is given twice"), "{twice}");
}
