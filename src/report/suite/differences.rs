//! What differed from what a scenario expects.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Verdict;
use crate::replay::{Failure, Happening, Replay};
use crate::report::json::expected;
use crate::report::view::View;
use crate::report::words::{self, Heading, Suite, heading, say, suite};
use crate::scenario::EventIx;
use crate::text::Lang;

/// One thing that differed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// `state`, `verdict`, `refusal`, `deadline`, `duty`, `property`: an expectation; `illegal`: an act; `broken`: a property.
    pub kind: String,
    /// The machine, event, `MACHINE.DEADLINE`, `MACHINE.DUTY` or `MACHINE.PROPERTY`.
    pub of: String,
    /// What was expected.
    pub expected: String,
    /// What was found: one word for each possible case.
    pub found: Vec<String>,
    /// All of it, as a sentence.
    pub text: String,
    /// Why it is so, in sentences.
    pub because: Vec<String>,
}

/// Everything that makes a scenario fail.
#[must_use]
pub fn differences(replay: &Replay, lang: Lang) -> Vec<Difference> {
    let view = View { replay, lang };
    let made = replay.failures().into_iter().filter_map(|failure| match failure {
        Failure::Unmet(index) => unmet(view, index),
        Failure::Illegal(event) => illegal(view, event),
        Failure::Broken(index) => broken(view, index),
    });
    made.collect()
}

fn unmet(view: View, index: usize) -> Option<Difference> {
    let unmet = view.replay.unmet.get(index)?;
    let (expectation, _) = view.scenario().expectations.get(unmet.expectation)?;
    let (kind, of, wanted) = expected(view, expectation);
    let lang = view.lang;
    let found = if unmet.found.is_empty() {
        heading(Heading::Nothing, lang).to_owned()
    } else {
        words::list(&unmet.found, say(lang, "or", "ou"))
    };
    let colon = say(lang, ":", " :");
    let (want, but) = (heading(Heading::Expected, lang), heading(Heading::Found, lang));
    let text = format!("{of}{colon} {want} {wanted}, {but} {found}");
    let event = (kind == "verdict" || kind == "refusal")
        .then(|| view.scenario().events.iter().position(|event| event.id == of))
        .flatten();
    let because = event.map_or_else(Vec::new, |event| reasons(view, event));
    Some(Difference { kind: kind.to_owned(), of, expected: wanted, found: unmet.found.clone(), text, because })
}

fn illegal(view: View, event: EventIx) -> Option<Difference> {
    let facts = view.event(event)?;
    let lang = view.lang;
    let colon = say(lang, ":", " :");
    let what = words::quoted(&view.what(facts), lang);
    let text = format!("{} ({what}){colon} {}", facts.id, suite(Suite::Unexpected, lang));
    Some(Difference {
        kind: "illegal".to_owned(),
        of: facts.id.clone(),
        expected: Verdict::Legal.word().to_owned(),
        found: vec![Verdict::Illegal.word().to_owned()],
        text,
        because: reasons(view, event),
    })
}

/// Why an act is not lawful: refusals, and conditions that are not met.
fn reasons(view: View, event: EventIx) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let (Some(facts), Some(judged)) = (view.event(event), view.replay.events.get(event)) else { return all };
    for possible in &judged.possible {
        let procedure = view.edition(facts.machine, possible.ids);
        let refusal =
            possible.outcome.refusal.map(|refusal| view.refusal(procedure, facts, &possible.outcome, refusal));
        let checks = possible.outcome.transition.map_or(&[][..], |id| &procedure.transition(id).checks);
        let failed = possible.outcome.failed.iter().chain(possible.outcome.unjudged.iter());
        let said = failed.filter_map(|index| checks.get(index)).map(|check| match &check.otherwise_say {
            Some(say) => say.get(view.lang).to_owned(),
            None => procedure.exprs().text(check.condition).to_owned(),
        });
        for reason in refusal.into_iter().chain(said) {
            if !all.contains(&reason) {
                all.push(reason);
            }
        }
    }
    all
}

fn broken(view: View, index: usize) -> Option<Difference> {
    let passed = view.replay.passed.get(index)?;
    let Happening::Broken { property, following } = passed.what else { return None };
    let lang = view.lang;
    let rule = view.edition(passed.machine, passed.edition).property(property);
    let colon = say(lang, ":", " :");
    let of = format!("{}.{}", view.scenario().name_of(passed.machine), rule.name);
    let label = words::quoted(rule.label.get(lang), lang);
    let text = format!("{of}{colon} {} {label}", suite(Suite::Broken, lang));
    let following = following.and_then(|ix| view.event(ix)).map(|event| match lang {
        Lang::En => format!("following {}, which is not expected to be illegal", event.id),
        Lang::Fr => format!("à la suite de {}, qui n'est pas attendu comme illégal", event.id),
    });
    Some(Difference {
        kind: "broken".to_owned(),
        of,
        expected: "kept".to_owned(),
        found: vec!["broken".to_owned()],
        text,
        because: following.into_iter().collect(),
    })
}
