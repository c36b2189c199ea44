//! Type checking: from a syntax tree to a typed expression, or to what is wrong with it.

use std::ops::Range;

use super::expr::{Expr, ExprId, Exprs};
use super::parse::{Syntax, SyntaxKind, parse};
use super::vocabulary::Vocabulary;
use crate::calendar::{Day, Length, Minute, Stamp};
use crate::ids::{ActId, CountingId, DeadlineId};
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
pub(super) enum Typed {
    Plain(Type, ExprId),
    Deadline(DeadlineId, ExprId),
    Counted { length: ExprId, from: ExprId },
}

impl Typed {
    pub fn describe(&self) -> String {
        match self {
            Self::Plain(ty, _) => ty.name(),
            Self::Deadline(..) | Self::Counted { .. } => "date".into(),
        }
    }

    pub fn is_date(&self) -> bool {
        matches!(self, Self::Plain(Type::Date, _) | Self::Deadline(..) | Self::Counted { .. })
    }
}

pub(super) struct Checker<'a> {
    pub text: &'a str,
    pub context: Context,
    pub names: &'a mut Vocabulary,
    pub exprs: &'a mut Exprs,
    pub faults: Vec<Fault>,
}

impl Checker<'_> {
    pub(super) fn fault(
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

    pub(super) fn push(&mut self, expr: Expr, at: &Syntax) -> ExprId {
        self.exprs.push(expr, self.text.get(at.range.clone()).unwrap_or_default())
    }

    pub(super) fn plain(&mut self, ty: Type, expr: Expr, at: &Syntax) -> Option<Typed> {
        let id = self.push(expr, at);
        Some(Typed::Plain(ty, id))
    }

    pub(super) fn wanted(&mut self, syntax: &Syntax, wanted: &Wanted) -> Option<ExprId> {
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
    pub(super) fn settle(&mut self, typed: &Typed, nominal: bool, counting: Option<CountingId>, at: &Syntax) -> ExprId {
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

    pub(super) fn condition(&mut self, syntax: &Syntax) -> Option<ExprId> {
        self.wanted(syntax, &Wanted::Condition)
    }

    pub(super) fn infer(&mut self, at: &Syntax, expected: Option<&Type>) -> Option<Typed> {
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

    pub(super) fn both(
        &mut self,
        a: &Syntax,
        b: &Syntax,
        at: &Syntax,
        expr: fn(ExprId, ExprId) -> Expr,
    ) -> Option<Typed> {
        let (a, b) = (self.condition(a), self.condition(b));
        self.plain(Type::Boolean, expr(a?, b?), at)
    }

    pub(super) fn date(&mut self, text: &str, at: &Syntax) -> Option<Typed> {
        if let Ok(stamp) = text.parse::<Stamp>() {
            return self.plain(Type::Date, Expr::Literal(Value::Date(stamp)), at);
        }
        let label = format!("from {} to {}", Day::MIN, Day::MAX);
        self.fault(FaultKind::BadValue, at, format!("`{text}` is not a day of the calendar"), label);
        None
    }

    pub(super) fn counted(&mut self, length: &Syntax, from: &Syntax) -> Option<Typed> {
        let length_id = self.wanted(length, &Wanted::Length);
        let from_id = self.wanted(from, &Wanted::Date);
        Some(Typed::Counted { length: length_id?, from: from_id? })
    }

    pub(super) fn arithmetic(&mut self, sign: char, a: &Syntax, b: &Syntax, at: &Syntax) -> Option<Typed> {
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
