//! A run of scenarios as text.

use super::{Case, Outcome, tally};
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Suite, suite};

/// A run as text: a line for each scenario, what differed, and a closing line with the counts.
#[must_use]
pub fn text(cases: &[Case], style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    let widest = [Suite::Passed, Suite::Failed, Suite::Unusable].map(|word| suite(word, lang).chars().count());
    let widest = widest.into_iter().max().unwrap_or(0);
    for case in cases {
        let (symbol, word, paint) = match case.outcome {
            Outcome::Passed => ("✓", Suite::Passed, Paint::Good),
            Outcome::Failed(_) => ("✗", Suite::Failed, Paint::Bad),
            Outcome::Unusable(_) => ("!", Suite::Unusable, Paint::Bad),
        };
        let word = suite(word, lang);
        let pad = widest.saturating_sub(word.chars().count()) + 2;
        let label = Rich::new(paint, format!("{symbol} {word}")).with(Paint::Plain, " ".repeat(pad));
        page.hanging(0, &label, &Rich::plain(case.name.as_str()));
    }
    let failed: Vec<(&Case, &[super::Difference])> = cases
        .iter()
        .filter_map(|case| match &case.outcome {
            Outcome::Failed(differences) => Some((case, differences.as_slice())),
            Outcome::Passed | Outcome::Unusable(_) => None,
        })
        .collect();
    if !failed.is_empty() {
        page.heading(suite(Suite::Differences, lang));
    }
    for (index, (case, differences)) in failed.into_iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        let head = Rich::new(Paint::Strong, case.name.as_str()).with(Paint::Quiet, format!(" ({})", case.file));
        page.paragraph(0, &head);
        if !case.title.is_empty() {
            page.paragraph(2, &Rich::new(Paint::Quiet, case.title.as_str()));
        }
        for difference in differences {
            page.hanging(2, &Rich::new(Paint::Bad, "✗ "), &Rich::plain(difference.text.as_str()));
            for reason in &difference.because {
                page.hanging(4, &Rich::new(Paint::Quiet, "· "), &Rich::new(Paint::Quiet, reason.as_str()));
            }
        }
    }
    let (passed, failed, unusable) = tally(cases);
    let paint = if failed + unusable == 0 && passed > 0 { Paint::Good } else { Paint::Bad };
    page.blank();
    page.paragraph(0, &Rich::new(paint, words::counts(passed, failed, unusable, lang)));
    page.finish()
}
