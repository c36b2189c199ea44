//! The property test that the README shows.

#![cfg(feature = "proptest")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use greffe::library::{Library, Nothing, What};
use greffe::strategies::lawful_course;
use proptest::prelude::*;

#[test]
fn no_case_is_closed_without_a_notice() {
    let mut library = Library::new(Nothing);
    let What::Procedure(id) = library.open_procedure("cnil-enforcement").unwrap().what else { panic!() };
    let procedure = library.editions(id).unwrap().get(0);
    let serve_notice = procedure.act_named("serve_notice").unwrap();
    let closed = procedure.state_named("closed").unwrap();
    proptest!(|(course in lawful_course(procedure).acts(40))| {
        let mut noticed = false;
        for (act, outcome, _) in course.steps() {
            noticed |= act.act == serve_notice;
            prop_assert!(outcome.to != closed || noticed);
        }
    });
}
