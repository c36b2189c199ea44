//! The conditions by which an act was judged, with their operands.

use super::Report;
use super::palette::Paint;
use super::wrap::Rich;
use crate::procedure::{Check, Level, Procedure, Trigger};
use crate::replay::{CheckResult, Possible};
use crate::report::operands::operands;
use crate::report::words::{self, Heading, heading};

impl Report<'_, '_> {
    /// The checks of an outcome that are told: those that failed or could not be judged; with `explain`, all.
    pub fn checks(&mut self, procedure: &Procedure, possible: &Possible, details: &mut Vec<Rich>) {
        let Some(id) = possible.outcome.transition else { return };
        let outcome = &possible.outcome;
        for (index, check) in procedure.transition(id).checks.iter().enumerate() {
            let holds = match (outcome.failed.contains(index), outcome.unjudged.contains(index)) {
                (true, _) => Some(false),
                (_, true) => None,
                _ => Some(true),
            };
            let result = possible.checks.iter().find(|r| r.index == index);
            if holds == Some(true) && !(self.style.explain && result.is_some()) {
                continue;
            }
            details.push(self.check(procedure, possible, check, holds, result));
        }
    }

    fn check(
        &self,
        procedure: &Procedure,
        possible: &Possible,
        check: &Check,
        holds: Option<bool>,
        result: Option<&CheckResult>,
    ) -> Rich {
        let lang = self.style.lang;
        let (symbol, colour) = match (holds, check.level) {
            (Some(true), _) => ("✓ ", Paint::Good),
            (Some(false), Level::Required) => ("✗ ", Paint::Bad),
            (Some(false), Level::Recommended) => ("~ ", Paint::Warning),
            (None, _) => ("? ", Paint::Doubt),
        };
        let text = match (&check.otherwise_say, holds) {
            (Some(say), Some(false) | None) => say.get(lang).to_owned(),
            _ => procedure.exprs().text(check.condition).to_owned(),
        };
        let mut line = Rich::new(colour, symbol).with(Paint::Plain, text);
        let act = possible.outcome.transition.and_then(|t| match procedure.transition(t).trigger {
            Trigger::Act(act) => Some(act),
            Trigger::Over(_) => None,
        });
        let told: Vec<_> = result
            .map(|r| operands(self.view, procedure, act, check.condition, &r.values))
            .unwrap_or_default()
            .into_iter()
            .filter(|o| holds.is_some() || self.style.explain || !o.known)
            .collect();
        for (index, operand) in told.into_iter().enumerate() {
            let join = if index == 0 { words::say(lang, ": ", " : ") } else { words::say(lang, "; ", " ; ") };
            let paint = if operand.known { Paint::Quiet } else { Paint::Doubt };
            line = line.with(Paint::Quiet, join).with(paint, operand.text);
        }
        if check.level == Level::Recommended && holds == Some(false) {
            line = line.with(Paint::Quiet, format!(" ({})", heading(Heading::Recommended, lang)));
        }
        line
    }
}
