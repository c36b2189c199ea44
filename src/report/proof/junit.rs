//! A proof as JUnit XML: a test case for each property. It tells no times, so that the same files give the same bytes.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Run, Told};
use crate::report::words;
use crate::text::Lang;

/// A proof as JUnit XML. What is disproved, or found without being asked, fails unless its file knows it; what is open is
/// skipped.
///
/// # Errors
///
/// The XML cannot be written.
pub fn junit(run: &Run, lang: Lang) -> Result<String, quick_junit::SerializeError> {
    let mut suite = TestSuite::new(run.system.name.as_str());
    for (claim, file) in run.claims() {
        let word = words::finding(&claim.finding, lang);
        let reason = words::reason(&claim.finding, lang).unwrap_or_default();
        let read = run.reading(claim, lang);
        let read = read.iter().map(|(procedure, _, label)| words::under(&format!("{procedure}, {label}"), lang));
        let reason = read.chain([reason]).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        let status = match claim.finding.agrees() {
            Some(_) if run.expected(claim) => TestCaseStatus::success(),
            Some(_) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(word).set_type("disproved");
                status.set_description(
                    file.map_or(reason.clone(), |file| format!("{file}\n{reason}").trim_end().to_owned()),
                );
                status
            }
            None => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(format!("{word} {reason}"));
                status
            }
        };
        let since = run.days(claim).map(|(first, _)| format!("@{first}")).unwrap_or_default();
        let mut case = TestCase::new(format!("{}{since}", claim.name), status);
        let owner = run.property(claim).map_or("", |(procedure, _)| procedure.name());
        case.set_classname(owner);
        suite.add_test_case(case);
    }
    for told in run.found(lang) {
        let status = match told.known {
            Some(_) => TestCaseStatus::success(),
            None => failure(&told.text, told.file),
        };
        suite.add_test_case(case(&told, status));
    }
    for remark in &run.mistaken() {
        let told = run.told(remark, None, lang);
        suite.add_test_case(case(&told, failure(&words::mistaken(&told.text, lang), None)));
    }
    for told in run.undecided(lang) {
        let mut status = TestCaseStatus::skipped();
        status.set_message(told.text.as_str());
        suite.add_test_case(case(&told, status));
    }
    let mut report = Report::new("greffe verify");
    report.add_test_suite(suite);
    report.to_string().map(|text| if text.ends_with('\n') { text } else { text + "\n" })
}

/// Something found without being asked, as a test case: what was found, of which edition.
fn case(told: &Told, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(format!("{}: {}", told.what.word(), told.text), status);
    case.set_classname(format!("{}@{}", told.procedure.name(), told.procedure.edition()));
    case
}

fn failure(text: &str, file: Option<&str>) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(text).set_type("found");
    if let Some(file) = file {
        status.set_description(file);
    }
    status
}
