//! What an act may say, or leave unsaid, is told apart as far as anything reads it: found by courses that were drawn.

use greffe::library::{Library, Memory, What};
use greffe::system::System;
use greffe::verify::{Finding, Nobody, Options, verify};

fn procedure(details: &str, memory: &str, sets: &str, property: &str) -> String {
    format!(
        "procedure: p\nedition: 2011-01-01\nuntil: 2011-06-30\ntitle: Drawn\ntime_zone: Europe/Paris\n\
         counting: {{ rule: civil, roll: none, holidays: fr }}\nlaw: {{}}\nroles: {{ office: {{ authority: true }} }}\n\
         states: {{ s0: {{ initial: true }}, s1: {{ final: true }} }}\n{memory}\
         acts: {{ x: {{ by: office, details: {{ {details} }} }} }}\n\
         transitions:\n  - {{ act: x, from: s0, to: s1, basis: policy{sets} }}\nproperties:\n  p0: {{ {property} }}\n"
    )
}

fn finding_of_procedure(text: String) -> Finding {
    let mut library = Library::new([("p.yaml", text)].into_iter().collect::<Memory>());
    let What::Procedure(id) = library.open_procedure("./p.yaml").unwrap().what else { panic!() };
    let system = System::of(library.editions(id).unwrap());
    verify(&system, &Options::default(), &Nobody).unwrap().claims.remove(0).finding
}

fn may_break(finding: &Finding) -> bool {
    matches!(finding, Finding::Broken(_) | Finding::Open(_))
}

#[test]
fn an_optional_date_that_only_a_comparison_of_dates_reads_may_be_given() {
    let text = procedure("seen: { type: date, optional: true }", "", "", "never: \"last(x).seen <= 2011-01-20\"");
    let finding = finding_of_procedure(text);
    assert!(may_break(&finding), "{finding:?}");
}

#[test]
fn a_number_that_is_compared_with_memory_may_be_any() {
    let memory = "memory: { count: { type: integer, initially: 0 } }\n";
    let text = procedure("m: { type: integer, default: 2 }", memory, "", "always: last(x).m <= count");
    let finding = finding_of_procedure(text);
    assert!(may_break(&finding), "{finding:?}");
}

#[test]
fn a_number_of_which_only_a_sum_is_kept_may_be_any() {
    let memory = "memory: { count: { type: integer, initially: 0 } }\n";
    let (details, sets) = ("n: { type: integer, between: [0, 3] }", ", sets: { count: act.n + 1 }");
    let finding = finding_of_procedure(procedure(details, memory, sets, "never: count == 3"));
    assert!(may_break(&finding), "{finding:?}");
}

#[test]
fn a_text_that_is_compared_with_another_may_be_another() {
    let finding = finding_of_procedure(procedure("a: text, b: text", "", "", "never: last(x).a != last(x).b"));
    assert!(may_break(&finding), "{finding:?}");
}

#[test]
fn a_number_that_only_the_system_reads_may_be_any_within_its_bounds() {
    let details = "n: { type: integer, between: [0, 3], default: 1 }";
    let text = procedure(details, "", "", "reachable: state == s1");
    let system = "system: t\ntitle: Drawn\ntime_zone: Europe/Paris\ncounting: { rule: civil, roll: none, holidays: fr }\n\
         law: {}\nmachines: { a: { procedure: p } }\nproperties:\n  \
         t0: { never: \"last(a.x).n <= 0\", basis: policy }\n";
    let files = [("p.yaml", text), ("t.yaml", system.to_owned())];
    let mut library = Library::new(files.into_iter().collect::<Memory>());
    let What::System(id) = library.open_system("./t.yaml").unwrap().what else { panic!() };
    let proof = verify(&library.system(id).unwrap(), &Options::default(), &Nobody).unwrap();
    let claim = proof.claims.iter().find(|claim| claim.name == "t0").unwrap();
    assert!(matches!(claim.finding, Finding::Broken(_)), "{:?}", claim.finding);
}

#[test]
fn dates_of_two_machines_are_told_apart() {
    let text = procedure("n: { type: integer, between: [0, 3], default: 1 }", "", "", "reachable: state == s1");
    let system = "system: t\ntitle: Drawn\ntime_zone: Europe/Paris\ncounting: { rule: civil, roll: none, holidays: fr }\n\
         law: {}\nmachines: { a: { procedure: p }, b: { procedure: p } }\nproperties:\n  \
         t0: { never: \"last(a.x).on < last(b.x).on\", basis: policy }\n";
    let files = [("p.yaml", text), ("t.yaml", system.to_owned())];
    let mut library = Library::new(files.into_iter().collect::<Memory>());
    let What::System(id) = library.open_system("./t.yaml").unwrap().what else { panic!() };
    let proof = verify(&library.system(id).unwrap(), &Options::default(), &Nobody).unwrap();
    let claim = proof.claims.iter().find(|claim| claim.name == "t0").unwrap();
    assert!(may_break(&claim.finding), "{:?}", claim.finding);
}
