//! Type checking: from a syntax tree to a typed expression, or to what is wrong with it.

use std::ops::Range;

use super::expr::{Expr, ExprId, Exprs, Operator, Quantifier};
use super::parse::{Syntax, SyntaxKind, parse};
use super::vocabulary::{History, Vocabulary, WatchNames};
use crate::calendar::{Day, Length, Minute, Stamp};
use crate::ids::{ActId, CountingId, DeadlineId, DetailId, RoleId, StateSet, WatchId};
use crate::value::{Type, Value};

/// What kind of fault a condition has; each kind has a code of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// The grammar does not allow it.
    Syntax,
    /// Types do not fit.
    Type,
    /// Two periods are compared although their length depends on the date they are counted from.
    Unanchored,
    /// A name that nothing declares.
    UnknownName,
    /// A literal that is not a date, a time of day or a length.
    BadValue,
}

/// A fault of a condition, with its place in the condition's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// The bytes of the condition concerned.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A few words under the place.
    pub label: String,
    /// What would be right.
    pub help: Option<String>,
}

/// What an expression must yield.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// A condition.
    Condition,
    /// A date: an act's, a deadline's, or one counted from another.
    Date,
    /// A period or a duration.
    Length,
    /// A value of a type.
    Value(Type),
}

/// Where a condition stands: what `act` means there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The act whose details may be read.
    pub act: Option<ActId>,
    /// Whether `act.on` may be read.
    pub dated: bool,
    /// The counting of periods compared with no deadline, where it is not the procedure's.
    pub counting: Option<CountingId>,
}

/// Reads and checks one expression.
///
/// # Errors
/// Every fault found in it.
pub fn compile(
    text: &str,
    wanted: &Wanted,
    context: Context,
    names: &mut Vocabulary,
    exprs: &mut Exprs,
) -> Result<ExprId, Vec<Fault>> {
    let syntax = parse(text).map_err(|e| {
        vec![Fault { kind: FaultKind::Syntax, range: e.range, message: e.message, label: String::new(), help: e.help }]
    })?;
    let mut checker = Checker { text, context, names, exprs, faults: Vec::new() };
    let id = checker.wanted(&syntax, wanted);
    match id {
        Some(id) if checker.faults.is_empty() => Ok(id),
        _ => Err(checker.faults),
    }
}

/// An expression whose last details are settled by what it is compared with.
#[derive(Clone)]
enum Typed {
    Plain(Type, ExprId),
    Deadline(DeadlineId, ExprId),
    Counted { length: ExprId, from: ExprId },
}

impl Typed {
    fn describe(&self) -> String {
        match self {
            Self::Plain(ty, _) => ty.name(),
            Self::Deadline(..) | Self::Counted { .. } => "date".into(),
        }
    }

    fn is_date(&self) -> bool {
        matches!(self, Self::Plain(Type::Date, _) | Self::Deadline(..) | Self::Counted { .. })
    }
}

struct Checker<'a> {
    text: &'a str,
    context: Context,
    names: &'a mut Vocabulary,
    exprs: &'a mut Exprs,
    faults: Vec<Fault>,
}

impl Checker<'_> {
    fn fault(
        &mut self,
        kind: FaultKind,
        at: &Syntax,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Fault {
        self.faults.push(Fault {
            kind,
            range: at.range.clone(),
            message: message.into(),
            label: label.into(),
            help: None,
        });
        let last = self.faults.len() - 1;
        &mut self.faults[last]
    }

    fn push(&mut self, expr: Expr, at: &Syntax) -> ExprId {
        self.exprs.push(expr, self.text.get(at.range.clone()).unwrap_or_default())
    }

    fn plain(&mut self, ty: Type, expr: Expr, at: &Syntax) -> Option<Typed> {
        let id = self.push(expr, at);
        Some(Typed::Plain(ty, id))
    }

    fn wanted(&mut self, syntax: &Syntax, wanted: &Wanted) -> Option<ExprId> {
        let expected = match wanted {
            Wanted::Condition => Some(Type::Boolean),
            Wanted::Value(ty) => Some(ty.clone()),
            Wanted::Date | Wanted::Length => None,
        };
        let typed = self.infer(syntax, expected.as_ref())?;
        let fits = match (wanted, &typed) {
            (Wanted::Condition, Typed::Plain(Type::Boolean, _))
            | (Wanted::Length, Typed::Plain(Type::Period | Type::Duration, _)) => true,
            (Wanted::Date, typed) => typed.is_date(),
            (Wanted::Value(Type::Date), typed) => typed.is_date(),
            (Wanted::Value(ty), Typed::Plain(found, _)) => ty == found,
            _ => false,
        };
        if fits {
            return Some(self.settle(&typed, false, None, syntax));
        }
        let needed = match wanted {
            Wanted::Condition => "a condition".to_owned(),
            Wanted::Date => "a date".to_owned(),
            Wanted::Length => "a period or a duration".to_owned(),
            Wanted::Value(ty) => format!("a value of type {}", ty.name()),
        };
        let found = typed.describe();
        self.fault(FaultKind::Type, syntax, format!("{needed} is needed here"), format!("this is of type {found}"));
        None
    }

    /// The expression of a typed piece, once its counting is known.
    fn settle(&mut self, typed: &Typed, nominal: bool, counting: Option<CountingId>, at: &Syntax) -> ExprId {
        match *typed {
            Typed::Plain(_, id) => id,
            Typed::Deadline(deadline, id) => {
                if nominal {
                    self.push(Expr::DeadlineNominal(deadline), at)
                } else {
                    id
                }
            }
            Typed::Counted { length, from } => {
                let counting = counting.or(self.context.counting).or(self.names.counting).unwrap_or(CountingId::new(0));
                self.push(Expr::Counted { length, from, counting, nominal }, at)
            }
        }
    }

    fn condition(&mut self, syntax: &Syntax) -> Option<ExprId> {
        self.wanted(syntax, &Wanted::Condition)
    }

    fn infer(&mut self, at: &Syntax, expected: Option<&Type>) -> Option<Typed> {
        match &at.kind {
            SyntaxKind::Boolean(b) => self.plain(Type::Boolean, Expr::Literal(Value::Boolean(*b)), at),
            SyntaxKind::Number(n) => self.plain(Type::Integer, Expr::Literal(Value::Integer(*n)), at),
            SyntaxKind::Text(text) => {
                let id = self.names.text(text);
                self.plain(Type::Text, Expr::Literal(Value::Text(id)), at)
            }
            SyntaxKind::Date(text) => self.date(text, at),
            SyntaxKind::Time(text) => match text.parse::<Minute>() {
                Ok(minute) => {
                    let m = minute.number();
                    self.plain(Type::Time, Expr::Literal(Value::Time(m, m)), at)
                }
                Err(_) => {
                    self.fault(
                        FaultKind::BadValue,
                        at,
                        format!("`{text}` is not a time of day"),
                        "from 00:00 to 23:59",
                    );
                    None
                }
            },
            SyntaxKind::Length(text) => match text.parse::<Length>() {
                Ok(Length::Civil(p)) => self.plain(Type::Period, Expr::Literal(Value::Period(p)), at),
                Ok(Length::Elapsed(d)) => self.plain(Type::Duration, Expr::Literal(Value::Duration(d)), at),
                Err(e) => {
                    self.fault(FaultKind::BadValue, at, e.to_string(), "");
                    None
                }
            },
            SyntaxKind::Name(name) => self.name(name, at, expected),
            SyntaxKind::Field(inner, field) => self.field(inner, field, at),
            SyntaxKind::Call(name, arguments) => self.call(name, arguments, at),
            SyntaxKind::List(_) => {
                self.fault(FaultKind::Type, at, "a list stands only after `in`", "");
                None
            }
            SyntaxKind::Not(inner) => {
                let inner = self.condition(inner)?;
                self.plain(Type::Boolean, Expr::Not(inner), at)
            }
            SyntaxKind::And(a, b) => self.both(a, b, at, Expr::And),
            SyntaxKind::Or(a, b) => self.both(a, b, at, Expr::Or),
            SyntaxKind::Compare(operator, a, b) => self.compare(*operator, a, b, at),
            SyntaxKind::In(a, b, negated) => self.membership(a, b, *negated, at),
            SyntaxKind::From(length, from) => self.counted(length, from),
            SyntaxKind::Before(..) => {
                self.fault(
                    FaultKind::Type,
                    at,
                    "`P before DATE` stands only on the right of a comparison",
                    "nothing is ever counted backwards",
                )
                .help = Some("write `last(summon).on <= 8 days before act.on`".into());
                None
            }
            SyntaxKind::Arithmetic(sign, a, b) => self.arithmetic(*sign, a, b, at),
        }
    }

    fn both(&mut self, a: &Syntax, b: &Syntax, at: &Syntax, expr: fn(ExprId, ExprId) -> Expr) -> Option<Typed> {
        let (a, b) = (self.condition(a), self.condition(b));
        self.plain(Type::Boolean, expr(a?, b?), at)
    }

    fn date(&mut self, text: &str, at: &Syntax) -> Option<Typed> {
        if let Ok(stamp) = text.parse::<Stamp>() {
            return self.plain(Type::Date, Expr::Literal(Value::Date(stamp)), at);
        }
        let label = format!("from {} to {}", Day::MIN, Day::MAX);
        self.fault(FaultKind::BadValue, at, format!("`{text}` is not a day of the calendar"), label);
        None
    }

    fn name(&mut self, name: &str, at: &Syntax, expected: Option<&Type>) -> Option<Typed> {
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

    fn deadline(&self, name: &str) -> Option<DeadlineId> {
        self.names.deadlines.iter().position(|d| d.name == name).map(DeadlineId::new)
    }

    fn field(&mut self, inner: &Syntax, field: &str, at: &Syntax) -> Option<Typed> {
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
            SyntaxKind::Call(name, arguments) if name == "last" => self.last(arguments, field, at),
            _ => {
                self.fault(FaultKind::Type, inner, "this has no fields", "");
                None
            }
        }
    }

    fn act_field(&mut self, field: &str, at: &Syntax) -> Option<Typed> {
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

    fn detail(&mut self, act: ActId, field: &str, at: &Syntax) -> Option<(DetailId, Type)> {
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

    fn last(&mut self, arguments: &[Syntax], field: &str, at: &Syntax) -> Option<Typed> {
        let act = self.act_argument("last", arguments, at)?;
        if field == "on" {
            let slot = self.names.history_slot(History::LastOn(act));
            return self.plain(Type::Date, Expr::Slot(slot), at);
        }
        let (detail, ty) = self.detail(act, field, at)?;
        let slot = self.names.history_slot(History::LastDetail(act, detail));
        self.plain(ty, Expr::Slot(slot), at)
    }

    fn act_argument(&mut self, function: &str, arguments: &[Syntax], at: &Syntax) -> Option<ActId> {
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

    fn call(&mut self, name: &str, arguments: &[Syntax], at: &Syntax) -> Option<Typed> {
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

    fn watch(&self, name: &str) -> Option<(WatchId, WatchNames)> {
        let index = self.names.watches.iter().position(|w| w.name == name)?;
        Some((WatchId::new(index), self.names.watches[index].clone()))
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        function: &str,
        arguments: &[Syntax],
        at: &Syntax,
    ) -> Option<Typed> {
        let [Syntax { kind: SyntaxKind::Name(name), range }, body] = arguments else {
            self.fault(
                FaultKind::Type,
                at,
                format!("`{function}` takes watched machines and a condition on them"),
                "",
            )
            .help = Some(format!("write `{function}(cases, state == closed)`"));
            return None;
        };
        let Some((watch, names)) = self.watch(name) else {
            let at = Syntax { kind: SyntaxKind::Name(name.clone()), range: range.clone() };
            let known = self.names.watches.iter().map(|w| w.name.as_str());
            let help = crate::diagnostic::suggest(name, known).map(|n| format!("did you mean `{n}`?"));
            self.fault(FaultKind::UnknownName, &at, format!("nothing is watched as `{name}`"), "").help = help;
            return None;
        };
        if !names.each {
            self.fault(FaultKind::Type, at, format!("`{name}` is one machine, not a list"), "").help =
                Some(format!("write `{name}.state == …`"));
            return None;
        }
        let bodies = self.bodies(&names, body)?;
        let ty = if quantifier == Quantifier::Count { Type::Integer } else { Type::Boolean };
        self.plain(ty, Expr::Watched(watch, quantifier, bodies.into_iter().map(|(_, id)| id).collect()), at)
    }

    fn of_watched(&mut self, watch: WatchId, names: &WatchNames, body: &Syntax, at: &Syntax) -> Option<Typed> {
        if names.each {
            self.fault(FaultKind::Type, at, format!("`{}` is a list of machines", names.name), "").help =
                Some(format!("write `some({0}, …)`, `every({0}, …)` or `count({0}, …)`", names.name));
            return None;
        }
        let bodies = self.bodies(names, body)?;
        let ty = bodies.first().map_or(Type::Boolean, |(ty, _)| ty.clone());
        self.plain(ty, Expr::OfWatched(watch, bodies.into_iter().map(|(_, id)| id).collect()), at)
    }

    /// Checks a condition on a watched machine under each edition of its procedure. A name that only some
    /// editions know is unknown, hence not to be judged, in the others.
    fn bodies(&mut self, names: &WatchNames, body: &Syntax) -> Option<Vec<(Type, ExprId)>> {
        let mut bodies = Vec::new();
        let mut faults = Vec::new();
        for edition in &names.editions {
            let mut theirs = Vocabulary { watches: Vec::new(), ..edition.clone() };
            let known = theirs.history.len();
            let mut inner = Checker {
                text: self.text,
                context: Context::default(),
                names: &mut theirs,
                exprs: self.exprs,
                faults: Vec::new(),
            };
            let typed = inner.infer(body, None);
            let id = typed.as_ref().map(|t| inner.settle(t, false, None, body));
            let mut found = std::mem::take(&mut inner.faults);
            let remembered = theirs.history.len();
            if remembered > known {
                found.push(Fault {
                    kind: FaultKind::Type,
                    range: body.range.clone(),
                    message: "a watched machine's history cannot be read".into(),
                    label: "its state and its declared memory can".into(),
                    help: None,
                });
            }
            match (typed, id, found.is_empty()) {
                (Some(typed), Some(id), true) => {
                    let ty = match typed {
                        Typed::Plain(ty, _) => ty,
                        _ => Type::Date,
                    };
                    bodies.push(Some((ty, id)));
                }
                _ => {
                    faults.extend(found);
                    bodies.push(None);
                }
            }
        }
        let Some(ty) = bodies.iter().flatten().map(|(ty, _)| ty.clone()).next() else {
            self.faults.append(&mut faults);
            return None;
        };
        let unknown = self.push(Expr::Literal(Value::Unknown), body);
        Some(bodies.into_iter().map(|b| b.unwrap_or((ty.clone(), unknown))).collect())
    }

    fn compare(&mut self, operator: Operator, a: &Syntax, b: &Syntax, at: &Syntax) -> Option<Typed> {
        if let SyntaxKind::Before(length, date) = &b.kind {
            return self.before(operator, a, length, date, at);
        }
        if let SyntaxKind::Before(length, date) = &a.kind {
            return self.before(operator.mirrored(), b, length, date, at);
        }
        if let Some((watch, names, body)) = self.watched_side(a, b, operator) {
            return self.of_watched(watch, &names, &body, at);
        }
        // A bare name may be a word of the other side's type, so the other side is read first.
        let (left, right) = if matches!(a.kind, SyntaxKind::Name(_)) && !matches!(b.kind, SyntaxKind::Name(_)) {
            let right = self.infer(b, None)?;
            (self.infer(a, plain_type(&right).as_ref())?, right)
        } else {
            let left = self.infer(a, None)?;
            let expected = plain_type(&left);
            (left, self.infer(b, expected.as_ref())?)
        };
        self.comparable(operator, &left, &right, at)?;
        if let (Typed::Plain(Type::State, _), SyntaxKind::Name(name)) = (&left, &b.kind)
            && matches!(a.kind, SyntaxKind::Name(_))
            && let Some(set) = self.names.states_named(name)
            && let Typed::Plain(_, state) = left
        {
            let inside = self.push(Expr::StateIn(state, set), at);
            let expr = if operator == Operator::NotEqual {
                Expr::Not(inside)
            } else {
                return Some(Typed::Plain(Type::Boolean, inside));
            };
            return self.plain(Type::Boolean, expr, at);
        }
        let counting = match (&left, &right) {
            (Typed::Deadline(d, _), Typed::Counted { .. }) | (Typed::Counted { .. }, Typed::Deadline(d, _)) => {
                self.names.deadlines.get(d.index()).map(|d| d.counting)
            }
            _ => None,
        };
        let nominal = counting.is_some();
        let left = self.settle(&left, nominal, counting, a);
        let right = self.settle(&right, nominal, counting, b);
        self.plain(Type::Boolean, Expr::Compare(operator, left, right), at)
    }

    /// `notice.state == closed`: the whole comparison is about the machine watched.
    fn watched_side(&self, a: &Syntax, b: &Syntax, operator: Operator) -> Option<(WatchId, WatchNames, Syntax)> {
        let SyntaxKind::Field(inner, field) = &a.kind else { return None };
        let SyntaxKind::Name(name) = &inner.kind else { return None };
        let (watch, names) = self.watch(name)?;
        let subject = Syntax { kind: SyntaxKind::Name(field.clone()), range: a.range.clone() };
        let range = a.range.start..b.range.end;
        let kind = SyntaxKind::Compare(operator, Box::new(subject), Box::new(b.clone()));
        Some((watch, names, Syntax { kind, range }))
    }

    fn before(
        &mut self,
        operator: Operator,
        date: &Syntax,
        length: &Syntax,
        end: &Syntax,
        at: &Syntax,
    ) -> Option<Typed> {
        let counted = self.counted(length, date)?;
        let end_typed = self.infer(end, None)?;
        if !end_typed.is_date() {
            let found = end_typed.describe();
            self.fault(FaultKind::Type, end, "a date is needed after `before`", format!("this is of type {found}"));
            return None;
        }
        let left = self.settle(&counted, true, None, at);
        let right = self.settle(&end_typed, false, None, end);
        self.plain(Type::Boolean, Expr::Compare(operator, left, right), at)
    }

    fn comparable(&mut self, operator: Operator, left: &Typed, right: &Typed, at: &Syntax) -> Option<()> {
        if left.is_date() && right.is_date() {
            return Some(());
        }
        let (Typed::Plain(a, _), Typed::Plain(b, _)) = (left, right) else {
            return self.mismatch(left, right, at);
        };
        if *a == Type::Period && matches!(b, Type::Period | Type::Duration)
            || *a == Type::Duration && *b == Type::Period
        {
            self.fault(
                FaultKind::Unanchored,
                at,
                "two periods cannot be compared without a date to count them from",
                "months differ in length",
            )
            .help = Some("name the date: `3 months from act.on`".into());
            return None;
        }
        if a != b {
            return self.mismatch(left, right, at);
        }
        let ordered = matches!(a, Type::Integer | Type::Date | Type::Time | Type::Duration);
        if !ordered && !matches!(operator, Operator::Equal | Operator::NotEqual) {
            let name = a.name();
            self.fault(FaultKind::Type, at, format!("values of type {name} have no order"), "").help =
                Some("compare them with `==` or `!=`".into());
            return None;
        }
        Some(())
    }

    fn mismatch(&mut self, left: &Typed, right: &Typed, at: &Syntax) -> Option<()> {
        let message = format!("a {} cannot be compared with a {}", left.describe(), right.describe());
        self.fault(FaultKind::Type, at, message, "");
        None
    }

    fn membership(&mut self, a: &Syntax, b: &Syntax, negated: bool, at: &Syntax) -> Option<Typed> {
        if let SyntaxKind::Field(inner, field) = &a.kind
            && let SyntaxKind::Name(name) = &inner.kind
            && let Some((watch, names)) = self.watch(name)
        {
            let subject = Syntax { kind: SyntaxKind::Name(field.clone()), range: a.range.clone() };
            let kind = SyntaxKind::In(Box::new(subject), Box::new(b.clone()), negated);
            return self.of_watched(watch, &names, &Syntax { kind, range: at.range.clone() }, at);
        }
        let subject = self.infer(a, None)?;
        let Typed::Plain(ty, subject) = subject else {
            self.fault(FaultKind::Type, a, "a date is in no list", "").help = Some("use comparisons".into());
            return None;
        };
        let inside = if ty == Type::State {
            let set = self.state_set(b)?;
            self.push(Expr::StateIn(subject, set), at)
        } else {
            let SyntaxKind::List(items) = &b.kind else {
                self.fault(FaultKind::Type, b, "a list is needed after `in`", "").help = Some("write `[a, b]`".into());
                return None;
            };
            let mut ids = Vec::new();
            for item in items {
                ids.push(self.wanted(item, &Wanted::Value(ty.clone()))?);
            }
            self.push(Expr::OneOf(subject, ids), at)
        };
        if negated {
            return self.plain(Type::Boolean, Expr::Not(inside), at);
        }
        Some(Typed::Plain(Type::Boolean, inside))
    }

    fn state_set(&mut self, at: &Syntax) -> Option<StateSet> {
        match &at.kind {
            SyntaxKind::Name(name) => {
                let set = self.names.states_named(name);
                if set.is_none() {
                    let known = self.names.states.iter().map(String::as_str);
                    let known = known.chain(self.names.groups.iter().map(|(n, _)| n.as_str()));
                    let help = crate::diagnostic::suggest(name, known).map(|n| format!("did you mean `{n}`?"));
                    self.fault(FaultKind::UnknownName, at, format!("no state or group is called `{name}`"), "").help =
                        help;
                }
                set
            }
            SyntaxKind::List(items) => {
                let sets: Vec<_> = items.iter().map(|item| self.state_set(item)).collect();
                sets.into_iter().try_fold(StateSet::EMPTY, |all, set| Some(all.union(set?)))
            }
            _ => {
                self.fault(FaultKind::Type, at, "a state, a group or a list of them is needed after `in`", "");
                None
            }
        }
    }

    fn counted(&mut self, length: &Syntax, from: &Syntax) -> Option<Typed> {
        let length_id = self.wanted(length, &Wanted::Length);
        let from_id = self.wanted(from, &Wanted::Date);
        Some(Typed::Counted { length: length_id?, from: from_id? })
    }

    fn arithmetic(&mut self, sign: char, a: &Syntax, b: &Syntax, at: &Syntax) -> Option<Typed> {
        let (left, right) = (self.infer(a, None)?, self.infer(b, None)?);
        if left.is_date() || right.is_date() {
            let other = if left.is_date() { &right } else { &left };
            let help = if matches!(other, Typed::Plain(Type::Integer, _)) {
                "say of what: `3 days from act.on`"
            } else {
                "count a length from a date with `from`: `3 months from act.on`"
            };
            self.fault(FaultKind::Type, at, format!("a date has no `{sign}`"), "").help = Some(help.into());
            return None;
        }
        let (Typed::Plain(Type::Integer, left), Typed::Plain(Type::Integer, right)) = (&left, &right) else {
            self.fault(FaultKind::Type, at, format!("`{sign}` is for integers"), "");
            return None;
        };
        let expr = match sign {
            '+' => Expr::Add(*left, *right),
            '-' => Expr::Subtract(*left, *right),
            _ => Expr::Multiply(*left, *right),
        };
        self.plain(Type::Integer, expr, at)
    }
}

fn plain_type(typed: &Typed) -> Option<Type> {
    match typed {
        Typed::Plain(ty, _) => Some(ty.clone()),
        _ => Some(Type::Date),
    }
}
