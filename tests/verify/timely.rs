//! Deadlines that never run out or are never kept, and duties that cannot be fulfilled in time: a planted one is told,
//! and what can be done in time, if only on its last day, is not.

use greffe::procedure::Editions;
use greffe::report::proof::Run;
use greffe::system::System;
use greffe::verify::{Limits, Nobody, Options, Proof, Unasked, verify};

const DESK: &str = r#"
procedure: desk
edition: 2011-01-01
until: 2011-12-31
title: A desk (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true }, person: {} }
states:
  open: { initial: true }
  lodged: {}
  lapsed: { final: true }
  answered: { final: true }
acts:
  lodge: { by: person }
  inquire: { by: office }
  answer: { by: office }
  report: { by: office }
deadlines:
  time_to_answer: { counted_from: act.on, lasts: 2 months, basis: rule, while: [lodged] }
  time_to_inquire: { counted_from: act.on, lasts: 1 month, basis: rule, while: [lodged] }
transitions:
  - { act: lodge, from: open, to: lodged, basis: rule, starts: [time_to_answer, time_to_inquire] }
  - { act: inquire, from: lodged, to: same, basis: rule, requires: [ { check: act.on <= time_to_inquire, basis: rule } ] }
  - { act: answer, from: lodged, to: answered, basis: rule, requires: [ { check: "act.on >= 20 days from last(lodge).on", basis: rule } ] }
  - { act: report, from: [lodged, answered, lapsed], to: same, basis: rule, requires: [ { check: "act.on >= 10 days from last(lodge).on", basis: rule } ] }
  - { when_over: time_to_answer, from: lodged, to: lapsed }
duties:
  to_report:
    owed_by: office
    basis: rule
    arises: lodge
    due: "10 days from act.on"
    discharged_by: report
properties:
  can_lapse: { reachable: state == lapsed }
"#;

fn proof(text: &str, limits: Limits) -> Proof {
    let procedures = crate::common::procedures(&[("desk", text.to_owned())]);
    verify(&System::of(&procedures["desk"]), &Options { limits, ..Options::default() }, &Nobody).unwrap()
}

/// What was found, with names, and what was not decided.
fn told(text: &str) -> (Vec<String>, Vec<String>) {
    let procedures = crate::common::procedures(&[("desk", text.to_owned())]);
    let editions: &Editions = &procedures["desk"];
    let proof = verify(&System::of(editions), &Options::default(), &Nobody).unwrap();
    let name = |edition: usize, what: Unasked| {
        let procedure = editions.get(edition);
        match what {
            Unasked::NeverLapses(id) => format!("{} never lapses", procedure.deadline(id).name),
            Unasked::NeverKept(id) => format!("{} is never kept", procedure.deadline(id).name),
            Unasked::NeverInTime(id) => format!("{} is never in time", procedure.duty(id).name),
            other => format!("{other:?}"),
        }
    };
    let names = |all: &[greffe::verify::Remark]| all.iter().map(|r| name(r.edition, r.what)).collect();
    (names(&proof.remarks), names(&proof.undecided))
}

fn changed(rule: &str, flaw: &str) -> String {
    let text = DESK.replace(rule, flaw);
    assert_ne!(text, DESK, "{rule}");
    text
}

fn finds(text: &str, wanted: &[&str]) {
    let (found, open) = told(text);
    assert_eq!(found, wanted);
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn what_can_be_done_on_its_last_day_is_not_told() {
    finds(DESK, &[]);
}

#[test]
fn a_duty_that_can_be_fulfilled_a_day_late_only_is_told() {
    finds(&changed("due: \"10 days from act.on\"", "due: \"9 days from act.on\""), &["to_report is never in time"]);
    finds(&changed("act.on >= 10 days from", "act.on >= 11 days from"), &["to_report is never in time"]);
}

#[test]
fn the_course_with_which_it_arises_is_shown() {
    let found = proof(&changed("due: \"10 days from act.on\"", "due: \"9 days from act.on\""), Limits::default());
    let [remark] = &found.remarks[..] else { panic!("{:?}", found.remarks) };
    let course = remark.course.as_ref().unwrap();
    assert_eq!(course.steps.len(), 1, "the request alone: {course:?}");
}

#[test]
fn a_duty_due_with_a_deadline_or_again_and_again_is_looked_at() {
    let with = |due: &str| changed("due: \"10 days from act.on\"", due);
    finds(&with("due: time_to_inquire"), &[]);
    let late = with("due: time_to_inquire").replace("act.on >= 10 days from", "act.on >= 32 days from");
    finds(&late, &["to_report is never in time"]);
    finds(&with("every: 10 days"), &[]);
    finds(&with("every: 9 days"), &["to_report is never in time"]);
    // Without a day, any time is in time.
    finds(&with("level: required"), &[]);
}

#[test]
fn of_two_ways_in_which_a_duty_arises_one_is_enough() {
    // A report is possible after a request; after the deadline has run out none is left.
    let text = changed("arises: lodge", "arises: [lodge, lapsed]")
        .replace("from: [lodged, answered, lapsed], to: same", "from: [lodged, answered], to: same");
    finds(&text, &["to_report is never in time"]);
    let found = proof(&text, Limits::default());
    let course = found.remarks[0].course.as_ref().unwrap();
    assert!(course.until.is_some(), "time passes until the deadline has run out: {course:?}");
}

#[test]
fn a_duty_that_only_arises_under_a_condition_is_looked_at_where_it_does() {
    let late = changed("due: \"10 days from act.on\"", "due: \"9 days from act.on\"");
    // The condition reads what the act itself writes.
    finds(
        &late.replace("    arises: lodge\n", "    arises: lodge\n    if: done(lodge)\n"),
        &["to_report is never in time"],
    );
    finds(&late.replace("    arises: lodge\n", "    arises: lodge\n    if: done(answer)\n"), &[]);
}

#[test]
fn a_deadline_that_another_always_cuts_short_never_runs_out() {
    let shorter = "  time_to_answer: { counted_from: act.on, lasts: 1 month, basis: rule, while: [lodged] }\n  time_to_inquire: { counted_from: act.on, lasts: 32 days,";
    let text = DESK
        .replace("  time_to_answer: { counted_from: act.on, lasts: 2 months, basis: rule, while: [lodged] }\n", "")
        .replace("  time_to_inquire: { counted_from: act.on, lasts: 1 month,", shorter);
    // A month has 31 days at most.
    finds(&text, &["time_to_inquire never lapses"]);
    // From most days a month has fewer than 31 of them, or as many; the first declared runs out first.
    finds(&text.replace("lasts: 32 days", "lasts: 30 days"), &[]);
}

#[test]
fn a_deadline_whose_act_always_comes_too_late_is_never_kept() {
    let lasts = |days: &str| changed("lasts: 2 months", &format!("lasts: {days} days"));
    finds(&lasts("20"), &["time_to_inquire never lapses"]);
    let (mut found, open) = told(&lasts("19"));
    // That nobody comes to what follows an answer is found without dates, or not at all.
    found.retain(|what| what.contains("time_to"));
    found.sort();
    assert_eq!(found, ["time_to_answer is never kept", "time_to_inquire never lapses"]);
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn an_act_that_may_be_done_only_so_long_keeps_a_deadline_that_it_does_not_end() {
    // Inquiries are open for a month, and end nothing.
    let inquire = |check: &str| DESK.replace("check: act.on <= time_to_inquire", &format!("check: \"{check}\""));
    finds(&inquire("act.on <= time_to_inquire and act.on >= 28 days from last(lodge).on"), &[]);
    let late = inquire("act.on <= time_to_inquire and act.on >= 32 days from last(lodge).on");
    // An answer in time ends it too.
    finds(&late, &[]);
    finds(&late.replace("act.on >= 20 days from", "act.on >= 40 days from"), &["time_to_inquire is never kept"]);
    // What awaits the end of a deadline does not miss it.
    finds(&inquire("act.on > time_to_inquire"), &[]);
}

#[test]
fn a_deadline_that_no_act_could_end_is_not_missed() {
    // A term that only runs out: nothing is to be done in it.
    let text = DESK.replace("  - { act: answer, from: lodged, to: answered, basis: rule, requires: [ { check: \"act.on >= 20 days from last(lodge).on\", basis: rule } ] }\n", "")
        .replace("  answered: { final: true }\n", "").replace("lodged, answered, lapsed", "lodged, lapsed").replace("  answer: { by: office }\n", "");
    let (found, _) = told(&text);
    assert!(!found.iter().any(|what| what.contains("never kept")), "{found:?}");
}

#[test]
fn what_could_not_be_decided_is_said_to_be_open() {
    let all = proof(DESK, Limits::default());
    let before: u64 = all.counts[0].states;
    let little = proof(DESK, Limits { states: Some(before + 1), ..Limits::default() });
    assert!(little.remarks.is_empty() && !little.undecided.is_empty(), "{:?}", little.remarks);
}

/// Every shipped procedure whose proof is quick enough without optimisation: nothing is found of it, and not decided
/// whether it is, but what its file knows; and what it knows is found.
#[test]
fn the_shipped_procedures_are_clean_or_say_why_not() {
    let shipped = crate::common::shipped();
    let mut known = 0;
    for name in [
        "authorisation-and-audit",
        "cnil-simplified",
        "company-accounts",
        "gdpr-breach-notification",
        "gdpr-one-stop-shop",
        "gdpr-urgency",
        "it-road-fine",
        "leak-and-complaint",
    ] {
        let system = System::with_watched(&shipped[name], &|wanted| shipped.get(wanted));
        let proof = verify(&system, &Options::default(), &Nobody).unwrap();
        let run = Run { system: &system, proof: &proof, files: &[], found: &[] };
        assert!(run.clean(), "{name}: {:?}", proof.remarks);
        assert!(proof.undecided.is_empty(), "{name}: {:?}", proof.undecided);
        for claim in &proof.claims {
            assert!(run.expected(claim), "{name}: {claim:?}");
        }
        known += proof.remarks.len();
    }
    assert_eq!(known, 4, "the fines that were sent though paid, in each of three editions; the votes under an order");
}

#[test]
fn what_a_file_knows_is_expected_and_must_be_so() {
    let known = |text: &str, clean: bool| {
        let procedures = crate::common::procedures(&[("desk", text.to_owned())]);
        let system = System::of(&procedures["desk"]);
        let proof = verify(&system, &Options::default(), &Nobody).unwrap();
        let run = Run { system: &system, proof: &proof, files: &[], found: &[] };
        assert_eq!(run.clean(), clean, "{:?}", proof.remarks);
    };
    let why = "    discharged_by: report\n    known: { result: never_in_time, why: The office is too late. }\n";
    let late = changed("due: \"10 days from act.on\"", "due: \"9 days from act.on\"");
    known(&late, false);
    known(&late.replace("    discharged_by: report\n", why), true);
    // What is known and is not so is unexpected.
    known(&DESK.replace("    discharged_by: report\n", why), false);
}
