//! Coverage as text: shares, and what was never exercised and why.

use crate::replay::coverage::{Coverage, EditionCoverage, Name, Share, Way};
use crate::report::text::{Page, Paint, Rich, Style};
use crate::report::words::{self, Heading, Suite, heading, say, suite};
use crate::text::Lang;

/// Something that was never exercised.
pub(in crate::report) struct Unseen {
    pub kind: Suite,
    pub what: Suite,
    /// Its name in the file.
    pub name: String,
    /// For people, as far as there is more to say.
    pub label: String,
    pub because: Option<String>,
    /// Whether it follows from something else that was never exercised.
    pub implied: bool,
}

/// The four shares of an edition.
pub(in crate::report) fn shares(edition: &EditionCoverage) -> [(Suite, Share); 4] {
    [
        (Suite::Transitions, edition.transition_share()),
        (Suite::Conditions, edition.check_share()),
        (Suite::Deadlines, edition.deadline_share()),
        (Suite::Duties, edition.duty_share()),
    ]
}

/// Everything of an edition that was never exercised, in file order.
pub(in crate::report) fn unseen(edition: &EditionCoverage, lang: Lang) -> Vec<Unseen> {
    let mut all = Vec::new();
    let label = |name: &Name| name.label.get(lang).to_owned();
    for transition in &edition.transitions {
        let from: Vec<&str> = transition.from.iter().map(|state| state.label.get(lang)).collect();
        let names: Vec<&str> = transition.from.iter().map(|state| state.name.as_str()).collect();
        let to = transition.to.as_ref().map_or_else(|| suite(Suite::Unchanged, lang), |to| to.name.as_str());
        let guard = transition.guard.as_ref().map(|guard| format!(", if {guard}")).unwrap_or_default();
        let name = format!("{}: {} → {to}{guard}", transition.trigger.name, names.join(", "));
        if let Some(why) = edition.why(transition) {
            let because = words::why(why, transition.trigger.label.get(lang), &from, lang);
            all.push(Unseen {
                kind: Suite::Transitions,
                what: Suite::NeverTaken,
                name,
                label: label(&transition.trigger),
                because: Some(because),
                implied: false,
            });
        }
        for check in &transition.checks {
            let what = match (check.held, check.failed) {
                (Way::Unseen, Way::Unseen) => Suite::NeverJudged,
                (Way::Unseen, _) => Suite::NeverHeld,
                (_, Way::Unseen) => Suite::NeverFailed,
                _ => continue,
            };
            // Where an act has several transitions, the states tell which one is meant.
            let several = edition.transitions.iter().filter(|t| t.trigger == transition.trigger).count() > 1;
            let of = if several { format!(" ({})", names.join(", ")) } else { String::new() };
            let name = format!("{}{of}: {}", transition.trigger.name, check.text);
            all.push(Unseen {
                kind: Suite::Conditions,
                what,
                name,
                label: label(&transition.trigger),
                because: None,
                implied: !transition.selected,
            });
        }
    }
    let mut ways = |kind, name: &Name, begun: bool, never: Suite, ways: [(Way, Suite); 2]| {
        let missing = ways.into_iter().filter(|(way, _)| *way == Way::Unseen).map(|(_, what)| what);
        for what in if begun { missing.collect() } else { vec![never] } {
            all.push(Unseen { kind, what, name: name.name.clone(), label: label(name), because: None, implied: false });
        }
    };
    for deadline in &edition.deadlines {
        let both = [(deadline.kept, Suite::NeverKept), (deadline.missed, Suite::NeverMissed)];
        ways(Suite::Deadlines, &deadline.name, deadline.started, Suite::NeverStarted, both);
    }
    for duty in &edition.duties {
        let both = [(duty.discharged, Suite::NeverDischarged), (duty.breached, Suite::NeverBreached)];
        ways(Suite::Duties, &duty.name, duty.arose, Suite::NeverArose, both);
    }
    all.sort_by_key(|unseen| unseen.kind as u8);
    all
}

/// The shares of an edition, a line each.
pub(in crate::report) fn share_lines(page: &mut Page, edition: &EditionCoverage, lang: Lang) {
    for (kind, share) in shares(edition) {
        let paint = match share.percent() {
            100 => Paint::Good,
            50.. => Paint::Warning,
            _ => Paint::Bad,
        };
        let label = Rich::plain(format!("{:<13}", suite(kind, lang)));
        page.hanging(2, &label, &Rich::new(paint, words::exercised(share, lang)));
    }
}

/// Coverage as text.
#[must_use]
pub fn coverage(coverage: &Coverage, style: &Style) -> String {
    let lang = style.lang;
    let mut page = Page::new(style);
    for edition in &coverage.editions {
        let day = words::day(edition.edition, lang);
        page.heading(&format!("{}, {} {day}", edition.procedure, heading(Heading::Edition, lang)));
        if !edition.used {
            page.paragraph(2, &Rich::new(Paint::Quiet, suite(Suite::Unused, lang)));
            continue;
        }
        share_lines(&mut page, edition, lang);
        // The conditions of a transition that was never selected go without saying.
        for unseen in unseen(edition, lang).into_iter().filter(|unseen| !unseen.implied) {
            let mut text = Rich::plain(unseen.name)
                .with(Paint::Quiet, say(lang, ": ", " : "))
                .with(Paint::Bad, suite(unseen.what, lang));
            if let Some(because) = unseen.because {
                text = text.with(Paint::Quiet, format!(" — {because}"));
            }
            page.hanging(4, &Rich::new(Paint::Quiet, "· "), &text);
        }
    }
    page.finish()
}
