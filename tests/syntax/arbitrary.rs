//! Nothing that is read makes the reader panic.

use greffe::syntax::{Node, ProcedureFile, ScenarioFile};
use proptest::prelude::*;

use super::{SCENARIO, check, check_bytes};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check_bytes::<ProcedureFile>(bytes.clone());
        check_bytes::<ScenarioFile>(bytes);
    }

    #[test]
    fn nothing_panics_on_what_looks_like_yaml(text in "([a-zé日]{1,3}|: |- |\n|  |\\[|\\]|\\{|\\}|, |\"|'|\\||>|&a |\\*a|#|!|~|\t|\r\n|on|act|\\? ){0,60}") {
        check::<ProcedureFile>(&text);
        check::<ScenarioFile>(&text);
        check::<Node>(&text);
    }

    #[test]
    fn nothing_panics_on_a_damaged_file(at in 0..SCENARIO.len(), length in 0..30_usize, with in "[a-z:\\[\\]{} \n'\"-]{0,4}") {
        let mut bytes = SCENARIO.as_bytes().to_vec();
        bytes.splice(at..(at + length).min(SCENARIO.len()), with.bytes());
        check_bytes::<ScenarioFile>(bytes);
    }
}
