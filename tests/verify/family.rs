//! The family of machines whose state counts six tools agree on.

use std::collections::BTreeMap;

use greffe::procedure::Editions;
use greffe::system::{Machine, System};
use greffe::text::Text;
use greffe::verify::{Finding, Method, Nobody, Options, Proof, verify};

/// A machine and the link, which read each other. Files may not, so the machine is compiled against a link that does
/// not look back yet; its states are the same.
pub fn procedures(mutant: bool) -> BTreeMap<String, Editions> {
    let text = |path: &str| crate::common::text(&format!("tests/verify/{path}.yaml"));
    let machine = if mutant { "mutant" } else { "machine" };
    let stub = crate::common::procedures(&[("link", text("stub")), ("machine", text(machine))]);
    let real = crate::common::procedures_beside(&stub, &[("link", text("link"))]);
    BTreeMap::from([("machine".to_owned(), stub["machine"].clone()), ("link".to_owned(), real["link"].clone())])
}

/// FAMILY(n).
pub fn family(procedures: &BTreeMap<String, Editions>, n: usize) -> System<'_> {
    let machine = |name: String, procedure, watch: &str, seen| Machine {
        applies_by: None,
        label: Text::default(),
        name,
        procedure,
        roles: Vec::new(),
        watches: vec![(watch.to_owned(), seen)],
    };
    let machines = (0..n).map(|i| machine(format!("m{i}"), 0, "link", vec![n]));
    System {
        name: "family".to_owned(),
        title: Text::default(),
        procedures: vec![&procedures["machine"], &procedures["link"]],
        machines: machines.chain([machine("link".to_owned(), 1, "machines", (0..n).collect())]).collect(),
        observer: None,
    }
}

fn proof(n: usize, mutant: bool, apart: bool) -> Proof {
    let procedures = procedures(mutant);
    let options = Options { apart, ..Options::default() };
    verify(&family(&procedures, n), &options, &Nobody).unwrap()
}

#[test]
fn without_dates_the_states_are_those_that_are_known() {
    for (n, apart, states) in
        [(1, true, 16), (2, true, 128), (3, true, 1024), (1, false, 16), (2, false, 72), (3, false, 240)]
    {
        let proof = proof(n, false, apart);
        assert_eq!(proof.counts[0].states, states, "{n} machines, apart: {apart}");
        assert_eq!(proof.claims[0].finding, Finding::Holds(Method::WithoutDates));
    }
}

#[test]
fn ten_machines_are_proved_without_dates() {
    let proof = proof(10, false, false);
    assert_eq!(proof.counts[0].states, 2 * 19_448);
    assert_eq!(proof.claims[0].finding, Finding::Holds(Method::WithoutDates));
}

#[test]
fn the_mutant_is_broken_by_a_course_that_the_engine_confirms() {
    for n in 1..=3 {
        let proof = proof(n, true, false);
        let Finding::Broken(course) = &proof.claims[0].finding else { panic!("{:?}", proof.claims[0].finding) };
        // Closed, restored, and the machine begins again.
        let last = course.steps.last().unwrap();
        assert_eq!(procedures(true)["machine"].get(0).act(last.act).name, "inspect");
        if n == 1 {
            assert_eq!(
                course.steps.len(),
                8,
                "inspect, analyse, notify, suspend, lapse or answer, close, restore, inspect"
            );
        }
    }
}

#[test]
fn zones_tell_hardly_more_states_apart_than_no_dates_do() {
    let procedures = procedures(false);
    for (n, most) in [(1, 16), (2, 140), (3, 1300)] {
        let options = Options { apart: true, zones: true, ..Options::default() };
        let proof = verify(&family(&procedures, n), &options, &Nobody).unwrap();
        println!("{:?}", proof.counts[1]);
        assert!(proof.counts[1].states <= most, "{n}: {}", proof.counts[1].states);
    }
}

#[test]
fn day_by_day_the_states_are_those_that_are_known() {
    let procedures = procedures(false);
    for (n, apart, states) in [(1, true, 262), (2, true, 34_322), (1, false, 262), (2, false, 17_292)] {
        let options = Options { apart, days: true, ..Options::default() };
        let proof = verify(&family(&procedures, n), &options, &Nobody).unwrap();
        assert_eq!(proof.counts[1].states, states, "{n} machines, apart: {apart}");
    }
}
