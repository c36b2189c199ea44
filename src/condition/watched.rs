//! Conditions on watched machines, checked under each edition of their procedure.

use super::check::{Checker, Context, Fault, FaultKind, Typed};
use super::expr::{Expr, ExprId, Operator, Quantifier};
use super::parse::{Syntax, SyntaxKind};
use super::vocabulary::{Vocabulary, WatchNames};
use crate::ids::WatchId;
use crate::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn watch(&self, name: &str) -> Option<(WatchId, WatchNames)> {
        let index = self.names.watches.iter().position(|w| w.name == name)?;
        Some((WatchId::new(index), self.names.watches[index].clone()))
    }

    pub(super) fn quantified(
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
        let bodies = self.bodies(watch, &names, body)?;
        let ty = if quantifier == Quantifier::Count { Type::Integer } else { Type::Boolean };
        self.plain(ty, Expr::Watched(watch, quantifier, bodies.into_iter().map(|(_, id)| id).collect()), at)
    }

    pub(super) fn of_watched(
        &mut self,
        watch: WatchId,
        names: &WatchNames,
        body: &Syntax,
        at: &Syntax,
    ) -> Option<Typed> {
        if names.each {
            self.fault(FaultKind::Type, at, format!("`{}` is a list of machines", names.name), "").help =
                Some(format!("write `some({0}, …)`, `every({0}, …)` or `count({0}, …)`", names.name));
            return None;
        }
        let bodies = self.bodies(watch, names, body)?;
        let ty = bodies.first().map_or(Type::Boolean, |(ty, _)| ty.clone());
        self.plain(ty, Expr::OfWatched(watch, bodies.into_iter().map(|(_, id)| id).collect()), at)
    }

    /// Checks a condition on a watched machine under each edition of its procedure. A name that only some
    /// editions know is unknown, hence not to be judged, in the others.
    pub(super) fn bodies(&mut self, watch: WatchId, names: &WatchNames, body: &Syntax) -> Option<Vec<(Type, ExprId)>> {
        let mut bodies = Vec::new();
        let mut faults = Vec::new();
        for (index, edition) in names.editions.iter().enumerate() {
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
            let asked = theirs.history.split_off(known.min(theirs.history.len()));
            if !asked.is_empty() && !names.with_history {
                found.push(Fault {
                    kind: FaultKind::Type,
                    range: body.range.clone(),
                    message: "a watched machine's history cannot be read".into(),
                    label: "its state, its declared memory and its deadlines can".into(),
                    help: None,
                });
            }
            match (typed, id, found.is_empty()) {
                (Some(typed), Some(id), true) => {
                    let place = self.names.watches.get_mut(watch.index()).and_then(|w| w.editions.get_mut(index));
                    if let Some(place) = place {
                        place.history.extend(asked);
                    }
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

    /// `done(notice.close)`, `last(notice.close)` and `running(notice.delay)`: the argument names the machine watched,
    /// and the function is about it.
    pub(super) fn called_on_watched(
        &self,
        function: &str,
        arguments: &[Syntax],
        at: &Syntax,
    ) -> Option<(WatchId, WatchNames, Syntax)> {
        let [Syntax { kind: SyntaxKind::Field(inner, field), range }] = arguments else { return None };
        let SyntaxKind::Name(name) = &inner.kind else { return None };
        let (watch, names) = self.watch(name)?;
        let argument = Syntax { kind: SyntaxKind::Name(field.clone()), range: range.clone() };
        let kind = SyntaxKind::Call(function.to_owned(), vec![argument]);
        Some((watch, names, Syntax { kind, range: at.range.clone() }))
    }

    /// `notice.state == closed`: the whole comparison is about the machine watched.
    pub(super) fn watched_side(
        &self,
        a: &Syntax,
        b: &Syntax,
        operator: Operator,
    ) -> Option<(WatchId, WatchNames, Syntax)> {
        let SyntaxKind::Field(inner, field) = &a.kind else { return None };
        let SyntaxKind::Name(name) = &inner.kind else { return None };
        let (watch, names) = self.watch(name)?;
        let subject = Syntax { kind: SyntaxKind::Name(field.clone()), range: a.range.clone() };
        let range = a.range.start..b.range.end;
        let kind = SyntaxKind::Compare(operator, Box::new(subject), Box::new(b.clone()));
        Some((watch, names, Syntax { kind, range }))
    }
}
