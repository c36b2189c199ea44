//! A run of scenarios as JUnit XML, for continuous integration. It tells no times, so that the same files give the same
//! bytes.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Case, Outcome};

/// A run as JUnit XML: a test case for each scenario, named by it, of the class of its file.
///
/// # Errors
///
/// The XML cannot be written.
pub fn junit(cases: &[Case]) -> Result<String, quick_junit::SerializeError> {
    let mut suite = TestSuite::new("scenarios");
    for case in cases {
        let status = match &case.outcome {
            Outcome::Passed => TestCaseStatus::success(),
            Outcome::Failed(differences) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                let lines = differences.iter().flat_map(|d| {
                    let because = d.because.iter().map(|reason| format!("  {reason}"));
                    std::iter::once(d.text.clone()).chain(because)
                });
                let lines: Vec<String> = lines.collect();
                if let Some(first) = differences.first() {
                    status.set_message(first.text.as_str()).set_type(first.kind.as_str());
                }
                status.set_description(lines.join("\n"));
                status
            }
            Outcome::Unusable(errors) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message("the scenario has errors").set_type("errors").set_description(errors.as_str());
                status
            }
        };
        let mut made = TestCase::new(case.name.as_str(), status);
        made.set_classname(case.file.as_str());
        suite.add_test_case(made);
    }
    let mut report = Report::new("greffe");
    report.add_test_suite(suite);
    report.to_string().map(|text| if text.ends_with('\n') { text } else { text + "\n" })
}
