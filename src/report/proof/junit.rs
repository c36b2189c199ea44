//! A proof as JUnit XML: a test case for each property. It tells no times, so that the same files give the same bytes.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Run;
use crate::report::words;
use crate::text::Lang;

/// A proof as JUnit XML. What is disproved fails unless its file knows it; what is open is skipped.
///
/// # Errors
///
/// The XML cannot be written.
pub fn junit(run: &Run, lang: Lang) -> Result<String, quick_junit::SerializeError> {
    let mut suite = TestSuite::new(run.system.name.as_str());
    for (claim, file) in run.claims() {
        let word = words::finding(&claim.finding, lang);
        let reason = words::reason(&claim.finding, lang).unwrap_or_default();
        let status = match claim.finding.agrees() {
            Some(_) if run.expected(claim) => TestCaseStatus::success(),
            Some(_) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(word).set_type("disproved");
                status.set_description(file.map_or(reason, str::to_owned));
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
    let mut report = Report::new("greffe verify");
    report.add_test_suite(suite);
    report.to_string().map(|text| if text.ends_with('\n') { text } else { text + "\n" })
}
