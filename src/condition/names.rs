//! Names, fields and functions of a condition.

use super::check::{Checker, FaultKind, Typed};
use super::expr::{Expr, Quantifier};
use super::parse::{Syntax, SyntaxKind};
use super::vocabulary::History;
use crate::ids::{ActId, DeadlineId, DetailId, RoleId};
use crate::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn name(&mut self, name: &str, at: &Syntax, expected: Option<&Type>) -> Option<Typed> {
        if name == "state" {
            return self.plain(Type::State, Expr::State, at);
        }
        if let Some(Type::Word(words)) = expected
            && let Some(index) = words.position(name)
        {
            let value = Value::Word(index);
            return self.plain(Type::Word(words.clone()), Expr::Literal(value), at);
        }
        if expected == Some(&Type::State)
            && let Some(state) = self.names.state(name)
        {
            return self.plain(Type::State, Expr::Literal(Value::State(state)), at);
        }
        if expected == Some(&Type::Role)
            && let Some(index) = self.names.roles.iter().position(|r| r == name)
        {
            return self.plain(Type::Role, Expr::Literal(Value::Role(RoleId::new(index))), at);
        }
        if let Some(index) = self.names.slots.iter().position(|(n, _)| n == name) {
            let ty = self.names.slots[index].1.clone();
            return self.plain(ty, Expr::Slot(crate::ids::SlotId::new(index)), at);
        }
        if let Some(deadline) = self.deadline(name) {
            let id = self.push(Expr::DeadlineLast(deadline), at);
            return Some(Typed::Deadline(deadline, id));
        }
        let mut known: Vec<&str> = match expected {
            Some(Type::Word(words)) => words.names().iter().map(String::as_str).collect(),
            Some(Type::State) => self.names.states.iter().map(String::as_str).collect(),
            Some(Type::Role) => self.names.roles.iter().map(String::as_str).collect(),
            _ => vec!["state", "act"],
        };
        known.extend(self.names.slots.iter().map(|(n, _)| n.as_str()));
        known.extend(self.names.deadlines.iter().map(|d| d.name.as_str()));
        let help = crate::diagnostic::suggest(name, known.into_iter()).map(|n| format!("did you mean `{n}`?"));
        let help = help.or_else(|| {
            self.names.state(name).map(|_| format!("`{name}` is a state: compare it with `state == {name}`"))
        });
        self.fault(FaultKind::UnknownName, at, format!("nothing here is called `{name}`"), "").help = help;
        None
    }

    pub(super) fn deadline(&self, name: &str) -> Option<DeadlineId> {
        self.names.deadlines.iter().position(|d| d.name == name).map(DeadlineId::new)
    }

    pub(super) fn field(&mut self, inner: &Syntax, field: &str, at: &Syntax) -> Option<Typed> {
        match &inner.kind {
            SyntaxKind::Name(name) if name == "act" => self.act_field(field, at),
            SyntaxKind::Name(name) => {
                if let Some((watch, names)) = self.watch(name) {
                    return self.of_watched(
                        watch,
                        &names,
                        &Syntax { kind: SyntaxKind::Name(field.to_owned()), range: at.range.clone() },
                        at,
                    );
                }
                let Some(deadline) = self.deadline(name) else {
                    self.name(name, inner, None)?;
                    self.fault(FaultKind::Type, at, format!("`{name}` has no field"), "");
                    return None;
                };
                let expr = match field {
                    "last" => Expr::DeadlineLast(deadline),
                    "nominal" => Expr::DeadlineNominal(deadline),
                    "started" => Expr::DeadlineStarted(deadline),
                    _ => {
                        self.fault(FaultKind::UnknownName, at, format!("a deadline has no field `{field}`"), "").help =
                            Some("it has `last`, `nominal` and `started`".into());
                        return None;
                    }
                };
                self.plain(Type::Date, expr, at)
            }
            SyntaxKind::Call(name, arguments) if name == "last" => {
                if let Some((watch, names, call)) = self.called_on_watched(name, arguments, inner) {
                    let kind = SyntaxKind::Field(Box::new(call), field.to_owned());
                    return self.of_watched(watch, &names, &Syntax { kind, range: at.range.clone() }, at);
                }
                self.last(arguments, field, at)
            }
            _ => {
                self.fault(FaultKind::Type, inner, "this has no fields", "");
                None
            }
        }
    }

    pub(super) fn act_field(&mut self, field: &str, at: &Syntax) -> Option<Typed> {
        if !self.context.dated && self.context.act.is_none() {
            self.fault(FaultKind::Type, at, "no act is being judged here", "there is no `act` to read");
            return None;
        }
        if field == "on" {
            return self.plain(Type::Date, Expr::ActOn, at);
        }
        let Some(act) = self.context.act else {
            self.fault(FaultKind::Type, at, format!("`act.{field}` cannot be read here"), "only `act.on` is known");
            return None;
        };
        match field {
            "time" => return self.plain(Type::Time, Expr::ActTime, at),
            "by" => return self.plain(Type::Role, Expr::ActBy, at),
            _ => {}
        }
        let (detail, ty) = self.detail(act, field, at)?;
        self.plain(ty, Expr::ActDetail(detail), at)
    }

    pub(super) fn detail(&mut self, act: ActId, field: &str, at: &Syntax) -> Option<(DetailId, Type)> {
        let names = self.names.acts.get(act.index())?.clone();
        if let Some(index) = names.details.iter().position(|(n, _)| n == field) {
            return Some((DetailId::new(index), names.details[index].1.clone()));
        }
        let known = names.details.iter().map(|(n, _)| n.as_str()).chain(["on", "time", "by"]);
        let help = crate::diagnostic::suggest(field, known).map(|n| format!("did you mean `{n}`?"));
        self.fault(FaultKind::UnknownName, at, format!("the act `{}` has no detail `{field}`", names.name), "").help =
            help;
        None
    }

    pub(super) fn last(&mut self, arguments: &[Syntax], field: &str, at: &Syntax) -> Option<Typed> {
        let act = self.act_argument("last", arguments, at)?;
        if field == "on" {
            let slot = self.names.history_slot(History::LastOn(act));
            return self.plain(Type::Date, Expr::Slot(slot), at);
        }
        let (detail, ty) = self.detail(act, field, at)?;
        let slot = self.names.history_slot(History::LastDetail(act, detail));
        self.plain(ty, Expr::Slot(slot), at)
    }

    pub(super) fn act_argument(&mut self, function: &str, arguments: &[Syntax], at: &Syntax) -> Option<ActId> {
        let [argument] = arguments else {
            self.fault(FaultKind::Type, at, format!("`{function}` takes one act"), "");
            return None;
        };
        let SyntaxKind::Name(name) = &argument.kind else {
            self.fault(FaultKind::Type, argument, format!("`{function}` takes the name of an act"), "");
            return None;
        };
        let act = self.names.act(name);
        if act.is_none() {
            let known = self.names.acts.iter().map(|a| a.name.as_str());
            let help = crate::diagnostic::suggest(name, known).map(|n| format!("did you mean `{n}`?"));
            self.fault(FaultKind::UnknownName, argument, format!("no act is called `{name}`"), "").help = help;
        }
        act
    }

    pub(super) fn call(&mut self, name: &str, arguments: &[Syntax], at: &Syntax) -> Option<Typed> {
        if matches!(name, "done" | "running")
            && let Some((watch, names, body)) = self.called_on_watched(name, arguments, at)
        {
            return self.of_watched(watch, &names, &body, at);
        }
        match name {
            "done" => {
                let act = self.act_argument(name, arguments, at)?;
                let slot = self.names.history_slot(History::Done(act));
                self.plain(Type::Boolean, Expr::Slot(slot), at)
            }
            "last" => {
                self.fault(FaultKind::Type, at, "`last(…)` needs a field", "").help =
                    Some("write `last(act).on` or `last(act).DETAIL`".into());
                None
            }
            "running" => {
                let found = match arguments {
                    [Syntax { kind: SyntaxKind::Name(name), .. }] => self.deadline(name),
                    _ => None,
                };
                let Some(deadline) = found else {
                    self.fault(FaultKind::UnknownName, at, "`running` takes the name of a deadline", "");
                    return None;
                };
                self.plain(Type::Boolean, Expr::DeadlineRunning(deadline), at)
            }
            "some" => self.quantified(Quantifier::Some, name, arguments, at),
            "every" => self.quantified(Quantifier::Every, name, arguments, at),
            "count" => self.quantified(Quantifier::Count, name, arguments, at),
            _ => {
                let known = ["done", "last", "running", "some", "every", "count"];
                let help = crate::diagnostic::suggest(name, known.into_iter()).map(|n| format!("did you mean `{n}`?"));
                self.fault(FaultKind::UnknownName, at, format!("no function is called `{name}`"), "").help =
                    help.or_else(|| Some(format!("there are {}", known.map(|k| format!("`{k}`")).join(", "))));
                None
            }
        }
    }
}
