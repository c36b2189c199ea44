//! Fewest acts and earliest end are two different shortest courses.

use greffe::system::System;
use greffe::verify::{Course, Finding, Nobody, Options, Shortest, verify};

/// What is filed is granted after ten days; at once, if somebody urges it.
const FILED: &str = r#"
procedure: filed
edition: 2011-01-20
until: UNTIL
title: A request (fictitious)
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: { rule: { cite: None, status: inferred } }
roles: { office: { authority: true }, person: {} }
states: { idle: { initial: true }, filed: {}, urged: {}, granted: { final: true } }
acts:
  file: { by: person }
  urge: { by: person }
  grant: { by: office }
transitions:
  - { act: file, from: idle, to: filed, basis: rule }
  - { act: urge, from: filed, to: urged, basis: rule }
  - act: grant
    from: filed
    to: granted
    basis: rule
    requires: [ { check: "act.on >= 10 days from last(file).on", basis: rule } ]
  - { act: grant, from: urged, to: granted, basis: rule }
properties:
  granted: { reachable: "state == granted" }
  granted_unurged: { reachable: "state == granted and not done(urge)" }
  never_granted: { never: "state == granted" }
  granted_late: { reachable: "state == granted and last(grant).on >= 500 days from last(file).on" }
"#;

fn shown(until: &str, name: &str, shortest: Shortest) -> (usize, String, bool) {
    let procedures = crate::common::procedures(&[("filed", FILED.replace("UNTIL", until))]);
    let options = Options { shortest, only: vec![name.to_owned()], ..Options::default() };
    let proof = verify(&System::of(&procedures["filed"]), &options, &Nobody).unwrap();
    assert_eq!(proof.shortest, shortest);
    let claim = &proof.claims[0];
    let course = claim.finding.course().unwrap_or_else(|| panic!("{claim:?}"));
    (course.steps.len(), end(course), claim.shortest)
}

fn end(course: &Course) -> String {
    course.until.unwrap_or_else(|| course.steps.last().unwrap().on).day.to_string()
}

#[test]
fn fewest_acts_and_earliest_end_differ() {
    // Over a short range every day is looked at; over a long one no course is shorter than dates aside it could be.
    for until in ["2011-04-30", "2015-12-31"] {
        for name in ["granted", "never_granted"] {
            assert_eq!(shown(until, name, Shortest::Acts), (2, "2011-01-30".to_owned(), true), "{name} until {until}");
            assert_eq!(shown(until, name, Shortest::Date), (3, "2011-01-20".to_owned(), true), "{name} until {until}");
        }
    }
}

#[test]
fn what_is_only_the_earliest_found_is_said_to_be_that() {
    let near = "2011-01-30".to_owned();
    assert_eq!(shown("2015-12-31", "granted_unurged", Shortest::Date), (2, near, true), "every day was looked at");
    let far = "2012-06-03".to_owned();
    assert_eq!(shown("2015-12-31", "granted_late", Shortest::Date), (2, far.clone(), false), "days were too many");
    assert_eq!(shown("2015-12-31", "granted_late", Shortest::Acts), (2, far, true));
}

#[test]
fn the_oracle_knows_both() {
    let procedures = crate::common::procedures(&[("filed", FILED.replace("UNTIL", "2011-04-30"))]);
    for (shortest, acts, day) in [(Shortest::Acts, 2, "2011-01-30"), (Shortest::Date, 3, "2011-01-20")] {
        let options = Options { shortest, exact: true, ..Options::default() };
        let proof = verify(&System::of(&procedures["filed"]), &options, &Nobody).unwrap();
        let Finding::Possible(course) = &proof.claims[0].finding else { panic!("{:?}", proof.claims[0]) };
        assert_eq!((course.steps.len(), end(course).as_str()), (acts, day));
    }
}
