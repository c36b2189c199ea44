//! Machines of one procedure that a property tells apart.

use greffe::library::{Library, Memory, What};
use greffe::verify::{Finding, Nobody, Options, verify};

const TWINS: &str = r#"
system: twins
title: Two doors
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: {}
machines: { left: { procedure: door }, right: { procedure: door } }
properties:
  left_first: { before: right.open, expect: "done(left.open)", basis: policy }
"#;

#[test]
fn the_machine_that_moves_is_the_one_that_is_waited_for() {
    let files = super::HOUSE.iter().copied().chain([("twins.yaml", TWINS)]);
    let mut library = Library::new(files.collect::<Memory>());
    let What::System(id) = library.open("./twins.yaml").unwrap().what else { panic!("{:?}", library.diagnostics()) };
    let system = library.system(id).unwrap();
    let proof = verify(&system, &Options::default(), &Nobody).unwrap();
    let claim = proof.claims.iter().find(|claim| claim.name == "left_first").unwrap();
    let Finding::Broken(course) = &claim.finding else { panic!("{:?}", claim.finding) };
    let moved: Vec<&str> = course.steps.iter().map(|step| system.machines[step.machine].name.as_str()).collect();
    assert_eq!(moved, ["right"]);
}
