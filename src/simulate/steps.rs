//! Behaviour of a study: the steps of each state, resolved against every edition of the procedure.

use super::figures::Figures;
use super::model::{Alternative, Given, Keeper, Names, Op, Planned, Step, Unit, Worth};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::procedure::{Editions, Procedure, TextIds, parse_value};
use crate::syntax::study::{DetailValueSyntax, KeptSyntax, StepSyntax};
use crate::syntax::{Located, References};
use crate::value::{TextId, Type};

/// Behaviour while it is lowered.
pub(super) struct Steps<'s, 'f, 'd> {
    pub figures: &'s mut Figures<'f, 'd>,
    pub editions: &'s Editions,
    pub names: &'s Names,
    pub capacities: &'s [String],
    pub opening: &'s [String],
    pub steps: Vec<Step>,
    pub program: Vec<Op>,
}

/// Texts of details, by their numbers in a procedure: one that no rule mentions is none of them.
struct Mentioned<'p>(&'p Procedure);

impl TextIds for Mentioned<'_> {
    fn text_id(&mut self, text: &str) -> TextId {
        let known = self.0.texts().iter().position(|known| known == text);
        TextId(known.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX))
    }
}

impl Steps<'_, '_, '_> {
    /// The program of some steps; where it begins.
    pub fn sequence(&mut self, steps: &[StepSyntax]) -> usize {
        let begins = self.program.len();
        self.add(steps);
        self.program.push(Op::End);
        begins
    }

    fn add(&mut self, steps: &[StepSyntax]) {
        for step in steps {
            match (&step.r#do, &step.either) {
                (Some(_), None) => self.one(step),
                (None, Some(_)) => self.either(step),
                (Some(acts), Some(_)) => {
                    let headline = "a step has both `do` and `either`";
                    self.push(Diagnostic::new(Code::E005, headline).at(acts.span, "write two steps"));
                }
                (None, None) => {
                    let headline = "a step has neither `do` nor `either`";
                    self.push(Diagnostic::new(Code::E004, headline).at(step.span, "needs one of them"));
                }
            }
        }
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.figures.diagnostics.push(diagnostic);
    }

    fn one(&mut self, step: &StepSyntax) {
        let acts = step.r#do.iter().flatten();
        let acts: Vec<_> = acts.map(|act| self.act(act, step.by.as_ref(), &step.with, step.span)).collect();
        let after = self.figures.delay(step.after.as_ref());
        let share = self.share(step.share.as_ref());
        let needs = step.needs.as_ref().map(|name| self.find("capacity", name, self.capacities));
        let open = step.open.as_ref().map(|name| self.find("opening hours", name, self.opening));
        let known: Vec<String> = self.names.acts.iter().map(|(name, _)| name.clone()).collect();
        let only = match (&step.if_done, &step.unless_done) {
            (Some(act), None) => self.find("act", act, &known).map(|act| (act, true)),
            (None, Some(act)) => self.find("act", act, &known).map(|act| (act, false)),
            (Some(_), Some(second)) => {
                let headline = "a step has both `if_done` and `unless_done`";
                self.push(Diagnostic::new(Code::E005, headline).at(second.span, ""));
                None
            }
            (None, None) => None,
        };
        let (Some(after), Some(share)) = (after, share) else { return };
        let acts = acts.into_iter().flatten().collect();
        self.steps.push(Step { acts, after, share, only, needs: needs.flatten(), open: open.flatten() });
        self.program.push(Op::Do(self.steps.len() - 1));
    }

    fn share(&mut self, name: Option<&Located<String>>) -> Option<Worth> {
        self.figures.worth(name, Unit::Share, 1.0)
    }

    fn find(&mut self, what: &str, name: &Located<String>, known: &[String]) -> Option<usize> {
        let found = known.iter().position(|known| *known == name.value);
        if found.is_none() {
            self.figures.unknown(what, name, known);
        }
        found
    }

    fn either(&mut self, step: &StepSyntax) {
        if let Some(odd) = [&step.by, &step.share, &step.needs, &step.open, &step.if_done, &step.unless_done]
            .into_iter()
            .flatten()
            .next()
        {
            let headline = "alternatives have no keys beside them";
            self.push(Diagnostic::new(Code::E005, headline).at(odd.span, "belongs to a step with `do`"));
        }
        if let Some(after) = &step.after {
            let headline = "alternatives have no keys beside them";
            self.push(Diagnostic::new(Code::E005, headline).at(after.span, "belongs to a step with `do`"));
        }
        let place = self.program.len();
        self.program.extend([Op::End, Op::End]);
        let mut alternatives = Vec::new();
        let mut ends = vec![place + 1];
        let mut sum = 0.0;
        for one in step.either.iter().flatten() {
            let share = self.share(Some(&one.share)).unwrap_or(Worth::Fixed(0.0));
            if let Worth::Figure(ix) = share {
                sum += self.figures.all.get(ix).map_or(0.0, |figure| figure.value);
            }
            alternatives.push(Alternative { share, to: self.program.len() });
            self.add(&one.then);
            ends.push(self.program.len());
            self.program.push(Op::End);
        }
        if sum > 1.0 + 1e-9 {
            self.push(
                Diagnostic::new(Code::E006, "the shares of the alternatives add up to more than one").at(step.span, ""),
            );
        }
        let after = self.program.len();
        for end in ends {
            if let Some(op) = self.program.get_mut(end) {
                *op = Op::Jump(after);
            }
        }
        if let Some(op) = self.program.get_mut(place) {
            *op = Op::Either(alternatives);
        }
    }

    /// A duty that is kept.
    pub fn keeper(&mut self, name: &Located<String>, kept: &KeptSyntax) -> Option<Keeper> {
        let duties: Vec<String> = self.names.duties.iter().map(|(name, _)| name.clone()).collect();
        let duty = self.find("duty", name, &duties);
        let act = self.act(&kept.r#do, kept.by.as_ref(), &kept.with, kept.span);
        let share = self.share(kept.share.as_ref())?;
        let step =
            Step { acts: vec![act?], after: super::model::Delay::None, share, only: None, needs: None, open: None };
        self.steps.push(step);
        Some(Keeper { duty: duty?, step: self.steps.len() - 1 })
    }

    /// An act in every edition that knows it.
    fn act(
        &mut self,
        name: &Located<String>,
        by: Option<&Located<String>>,
        with: &References<DetailValueSyntax>,
        at: Span,
    ) -> Option<(usize, Vec<Option<Planned>>)> {
        let acts: Vec<String> = self.names.acts.iter().map(|(name, _)| name.clone()).collect();
        let number = self.find("act", name, &acts)?;
        let editions = self.editions;
        let mut faults: Vec<Diagnostic> = Vec::new();
        let mut planned = Vec::new();
        for procedure in editions.all() {
            let mut found = Vec::new();
            planned.push(self.plan(procedure, name, by, with, at, &mut found));
            // The last edition that knows the act says what is wrong; where one has no fault, none is told.
            faults = found;
        }
        if planned.iter().all(Option::is_none) || self.misnamed(name, with) {
            faults.into_iter().for_each(|fault| self.push(fault));
            return None;
        }
        Some((number, planned))
    }

    /// Whether a detail is named that no edition knows.
    fn misnamed(&self, act: &Located<String>, with: &References<DetailValueSyntax>) -> bool {
        let knows = |detail: &str| {
            let acts =
                self.editions.all().iter().flat_map(Procedure::acts).filter(|(_, known)| known.name == act.value);
            acts.into_iter().any(|(_, known)| known.details.iter().any(|field| field.name == detail))
        };
        with.names().any(|detail| !knows(detail))
    }

    fn plan(
        &self,
        procedure: &Procedure,
        name: &Located<String>,
        by: Option<&Located<String>>,
        with: &References<DetailValueSyntax>,
        at: Span,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Planned> {
        let act = procedure.act_named(name)?;
        let rule = procedure.act(act);
        let by = match (by, &rule.by[..]) {
            (Some(by), _) => procedure.role_named(by).or_else(|| {
                faults.push(
                    Diagnostic::new(Code::E101, format!("no role is called `{}`", by.value))
                        .at(by.span, "")
                        .did_you_mean(by, procedure.roles().map(|(_, role)| role.name.as_str())),
                );
                None
            }),
            // The first that the law names, where the study does not say.
            (None, roles) => roles.first().copied(),
        };
        for (detail, _) in with {
            if !rule.details.iter().any(|field| field.name == detail.value) {
                faults.push(
                    Diagnostic::new(Code::E403, format!("the act `{}` has no detail `{}`", rule.name, detail.value))
                        .at(detail.span, "")
                        .did_you_mean(detail, rule.details.iter().map(|field| field.name.as_str())),
                );
            }
        }
        let mut details = Vec::new();
        for field in &rule.details {
            let given = match (with.lookup(&field.name), field.default) {
                (Some(written), _) => self.detail(procedure, &field.ty, written, faults),
                (None, Some(default)) => Some(Given::Value(default)),
                (None, None) if field.optional => Some(Given::Value(crate::value::Value::Unknown)),
                (None, None) => {
                    faults.push(
                        Diagnostic::new(Code::E403, format!("`{}` needs the detail `{}`", rule.name, field.name))
                            .at(at, format!("of type {}", field.ty.name()))
                            .help(format!("add `with: {{ {}: … }}`", field.name)),
                    );
                    None
                }
            };
            details.push(given);
        }
        let details: Option<Vec<Given>> = details.into_iter().collect();
        Some(Planned { act, by: by?, details: details? })
    }

    fn detail(
        &self,
        procedure: &Procedure,
        ty: &Type,
        written: &DetailValueSyntax,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Given> {
        match (&written.value, &written.day_of) {
            (Some(value), None) => match parse_value(value, ty, &mut Mentioned(procedure)) {
                Ok(value) => Some(Given::Value(value)),
                Err((message, hint)) => {
                    let fault = Diagnostic::new(Code::E403, message).at(value.span, format!("of type {}", ty.name()));
                    faults.push(match hint {
                        Some(hint) => fault.help(hint),
                        None => fault,
                    });
                    None
                }
            },
            (None, Some(act)) if *ty == Type::Date => {
                let found = self.names.acts.iter().position(|(known, _)| *known == act.value);
                if found.is_none() {
                    faults.push(
                        Diagnostic::new(Code::E101, format!("no act is called `{}`", act.value))
                            .at(act.span, "")
                            .did_you_mean(act, self.names.acts.iter().map(|(name, _)| name.as_str())),
                    );
                }
                found.map(Given::DayOf)
            }
            (None, Some(act)) => {
                let headline = format!("a day stands where a value of type {} is needed", ty.name());
                faults.push(Diagnostic::new(Code::E403, headline).at(act.span, ""));
                None
            }
            (_, _) => {
                let headline = "a detail has either `value` or `day_of`";
                faults.push(Diagnostic::new(Code::E005, headline).at(written.span, ""));
                None
            }
        }
    }
}
