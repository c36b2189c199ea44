//! Comparisons and membership: what may be compared with what, and how.

use super::check::{Checker, FaultKind, Typed, Wanted};
use super::expr::{Expr, Operator};
use super::parse::{Syntax, SyntaxKind};
use crate::ids::StateSet;
use crate::value::Type;

impl Checker<'_> {
    pub(super) fn compare(&mut self, operator: Operator, a: &Syntax, b: &Syntax, at: &Syntax) -> Option<Typed> {
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

    pub(super) fn before(
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

    pub(super) fn comparable(&mut self, operator: Operator, left: &Typed, right: &Typed, at: &Syntax) -> Option<()> {
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

    pub(super) fn mismatch(&mut self, left: &Typed, right: &Typed, at: &Syntax) -> Option<()> {
        let message = format!("a {} cannot be compared with a {}", left.describe(), right.describe());
        self.fault(FaultKind::Type, at, message, "");
        None
    }

    pub(super) fn membership(&mut self, a: &Syntax, b: &Syntax, negated: bool, at: &Syntax) -> Option<Typed> {
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

    pub(super) fn state_set(&mut self, at: &Syntax) -> Option<StateSet> {
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
}

fn plain_type(typed: &Typed) -> Option<Type> {
    match typed {
        Typed::Plain(ty, _) => Some(ty.clone()),
        _ => Some(Type::Date),
    }
}
