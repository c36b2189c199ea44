//! What a file knows that a proof finds of its rules without being asked.

use super::lowering::Lowering;
use super::unasked::{KnownFlaw, Unasked};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{DeadlineId, DutyId, StateId, TransitionId};
use crate::syntax::procedure::FindingSyntax;
use crate::syntax::{OneOrMany, listed_or};
use crate::text::Text;

/// What is known of every rule of a file. The numbers are those of a file without errors.
pub(super) fn findings(lowering: &mut Lowering) -> Vec<KnownFlaw> {
    let file = lowering.file;
    let mut all = Vec::new();
    let mut add = |known: &Option<OneOrMany<FindingSyntax>>, what: &str, may: &[Unasked]| {
        for finding in known.iter().flatten() {
            match may.iter().find(|flaw| flaw.word() == finding.result.value) {
                Some(flaw) => all.push(KnownFlaw { what: *flaw, why: Text::from(&finding.why) }),
                None => {
                    let words: Vec<&str> = may.iter().map(|flaw| flaw.word()).collect();
                    lowering.diagnostics.push(
                        Diagnostic::new(Code::E005, format!("{what} is never `{}`", finding.result.value))
                            .at(finding.result.span, "")
                            .help(format!("write {}", listed_or(&words))),
                    );
                }
            }
        }
    };
    for (index, (_, state)) in file.states.iter().enumerate() {
        let id = StateId::new(index);
        add(&state.known, "a state", &[Unasked::Unreached(id), Unasked::NoEnd(id)]);
    }
    for (index, (_, deadline)) in file.deadlines.iter().enumerate() {
        let id = DeadlineId::new(index);
        let may = [Unasked::NeverStarted(id), Unasked::NeverLapses(id), Unasked::NeverKept(id)];
        add(&deadline.known, "a deadline", &may);
    }
    for (index, transition) in file.transitions.iter().enumerate() {
        let id = TransitionId::new(index);
        add(&transition.known, "a transition", &[Unasked::Untaken(id)]);
        // Waiting periods come first; they compare dates, so that nothing is found of them.
        for (check, requirement) in (transition.not_before.len()..).zip(&transition.requires) {
            add(&requirement.known, "a condition", &[Unasked::AlwaysTrue(id, check), Unasked::NeverTrue(id, check)]);
        }
    }
    for (index, (_, duty)) in file.duties.iter().enumerate() {
        add(&duty.known, "a duty", &[Unasked::NeverInTime(DutyId::new(index))]);
    }
    all
}
