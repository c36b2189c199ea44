//! The rules about several keys of one map.

use super::node::Located;
use super::procedure::{DutySyntax, ProcedureFile, PropertySyntax, TransitionSyntax};
use super::scenario::{ClaimSyntax, EventSyntax, ScenarioFile};
use super::values::check_name;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

pub(super) fn check_procedure(file: &ProcedureFile, diagnostics: &mut Diagnostics) -> bool {
    check_name(&file.procedure, diagnostics)
}

pub(super) fn check_transition(transition: &TransitionSyntax, diagnostics: &mut Diagnostics) -> bool {
    let TransitionSyntax { span, act, when_over, basis, .. } = transition;
    let one = exactly_one(*span, "a transition", ("act", act.as_ref()), ("when_over", when_over.as_ref()), diagnostics);
    let based = when_over.is_some() || basis.is_some();
    if !based {
        diagnostics.push(
            Diagnostic::new(Code::E004, "`basis` is missing in a transition")
                .at(act.as_ref().map_or(*span, |act| act.span), "needs `basis`")
                .help("name the article, or write `basis: policy` for a practice that no article carries"),
        );
    }
    let timed = match (when_over, transition.not_before.first(), transition.requires.first()) {
        (None, _, _) | (_, None, None) => true,
        (_, not_before, requires) => {
            let place = not_before.map(|n| n.span).or(requires.map(|r| r.span)).unwrap_or(*span);
            diagnostics.push(
                Diagnostic::new(Code::E003, "a transition of time is not judged")
                    .at(place, "`not_before` and `requires` belong to transitions of an act"),
            );
            false
        }
    };
    one && based && timed
}

pub(super) fn check_duty(duty: &DutySyntax, diagnostics: &mut Diagnostics) -> bool {
    match (&duty.due, &duty.every) {
        (Some(due), Some(every)) => {
            both(("due", due.span), ("every", every.span), "a duty", diagnostics);
            false
        }
        _ => true,
    }
}

pub(super) fn check_property(property: &PropertySyntax, diagnostics: &mut Diagnostics) -> bool {
    let PropertySyntax { span, never, always, .. } = property;
    exactly_one(*span, "a property", ("never", never.as_ref()), ("always", always.as_ref()), diagnostics)
}

/// Reports two keys that exclude each other, or that are both missing.
fn exactly_one(
    span: Span,
    what: &str,
    (a, first): (&str, Option<&Located<String>>),
    (b, second): (&str, Option<&Located<String>>),
    diagnostics: &mut Diagnostics,
) -> bool {
    match (first, second) {
        (Some(first), Some(second)) => both((a, first.span), (b, second.span), what, diagnostics),
        (None, None) => {
            let headline = format!("{what} has neither `{a}` nor `{b}`");
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(span, "needs one of them"));
        }
        _ => return true,
    }
    false
}

fn both((a, first): (&str, Span), (b, second): (&str, Span), what: &str, diagnostics: &mut Diagnostics) {
    let headline = format!("{what} has both `{a}` and `{b}`");
    let label = format!("excludes `{a}`");
    diagnostics.push(Diagnostic::new(Code::E005, headline).at(second, label).also(first, format!("`{a}` is here")));
}

pub(super) fn check_scenario(file: &ScenarioFile, diagnostics: &mut Diagnostics) -> bool {
    let mut good = check_name(&file.scenario, diagnostics);
    if file.extends.is_none() {
        if file.machines.is_empty() {
            let headline = "`machines` is missing in a scenario";
            diagnostics.push(
                Diagnostic::new(Code::E004, headline)
                    .at(file.scenario.span, "needs `machines`, or `extends` another scenario"),
            );
            good = false;
        }
        if let Some(change) = file.change.first() {
            let headline = "a change needs a scenario to change";
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(change.span(), "needs `extends` above"));
            good = false;
        }
    }
    good
}

pub(super) fn check_event(event: &EventSyntax, diagnostics: &mut Diagnostics) -> bool {
    let EventSyntax { span, act, is, .. } = event;
    let named = event.id.as_ref().is_none_or(|id| check_name(id, diagnostics));
    exactly_one(*span, "an event", ("act", act.as_ref()), ("is", is.as_ref()), diagnostics) && named
}

pub(super) fn check_claim(claim: &ClaimSyntax, diagnostics: &mut Diagnostics) -> bool {
    let good = claim.says.is_some() || claim.that.is_some();
    if !good {
        let headline = "a claim has neither `says` nor `that`";
        diagnostics.push(Diagnostic::new(Code::E004, headline).at(claim.by.span, "claims what?"));
    }
    good
}
