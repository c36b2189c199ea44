//! Deadlines, transitions and duties: the parts of a procedure that hold expressions.

use super::lowering::Lowering;
use super::model::{Check, ClockChange, Deadline, Duty, DutyDue, Effect, Term, Transition, Trigger};
use super::shared::{Basis, Level, Occasions, Reads};
use crate::calendar::Length;
use crate::condition::{Context, Expr, ExprId, Operator, Wanted};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{ActId, CountingId, DeadlineId, SlotId};
use crate::syntax::procedure::{DeadlineSyntax, LengthSyntax, TransitionSyntax};
use crate::syntax::{Located, OneOrMany};
use crate::text::Text;
use crate::value::Value;

/// How many conditions may judge one transition: their outcome is one machine word.
const MAX_CHECKS: usize = 64;

pub(super) fn level(word: Option<&Located<String>>) -> Level {
    match word.map(|w| w.value.as_str()) {
        Some("recommended") => Level::Recommended,
        _ => Level::Required,
    }
}

/// The acts that start or prolong a deadline, whose details its expressions may read; nothing stands for time.
fn starters(lowering: &Lowering, name: &str) -> Vec<Option<ActId>> {
    let starts =
        |list: &Option<OneOrMany<Located<String>>>| list.as_ref().is_some_and(|l| l.iter().any(|n| n.value == name));
    let mut all = Vec::new();
    for transition in &lowering.file.transitions {
        if starts(&transition.starts) || starts(&transition.restarts) || starts(&transition.extends) {
            let act = transition.act.as_ref().and_then(|act| lowering.names.act(act));
            if !all.contains(&act) {
                all.push(act);
            }
        }
    }
    if all.is_empty() {
        all.push(None);
    }
    all
}

pub(super) fn deadlines(lowering: &mut Lowering, countings: &[CountingId]) -> Vec<Deadline> {
    let file = lowering.file;
    let mut all = Vec::new();
    for ((name, syntax), counting) in file.deadlines.iter().zip(countings) {
        let mut terms = Vec::new();
        for act in starters(lowering, name) {
            let context = Context { act, dated: true, counting: Some(*counting) };
            let counted_from = lowering.compile(&syntax.counted_from, &Wanted::Date, context);
            let lasts = lengths(lowering, syntax, context);
            // A faulty deadline keeps its place: ids must stay in step with the names.
            if let (Some(counted_from), Some(lasts)) = (counted_from, lasts) {
                check_rule(lowering, syntax, *counting, &lasts);
                terms.push((act, Term { counted_from, lasts }));
            }
        }
        let basis = lowering.basis(&syntax.basis);
        let alive = syntax.r#while.as_ref().map(|states| lowering.state_set(states));
        all.push(Deadline {
            name: name.value.clone(),
            label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
            terms,
            basis,
            counting: *counting,
            alive,
            expiry: Vec::new(),
            span: name.span,
        });
    }
    all
}

fn lengths(
    lowering: &mut Lowering,
    syntax: &DeadlineSyntax,
    context: Context,
) -> Option<Vec<(Option<ExprId>, ExprId)>> {
    match &syntax.lasts {
        LengthSyntax::One(length) => Some(vec![(None, lowering.compile(length, &Wanted::Length, context)?)]),
        LengthSyntax::Choices(choices) => {
            let mut all = Vec::new();
            for (index, choice) in choices.iter().enumerate() {
                let condition = match &choice.r#if {
                    Some(condition) => Some(lowering.compile(condition, &Wanted::Condition, context)?),
                    None => None,
                };
                let last = index + 1 == choices.len();
                if condition.is_none() && !last {
                    lowering.diagnostics.push(
                        Diagnostic::new(Code::E202, "the choices after this one can never be taken")
                            .at(choice.span, "no `if`")
                            .help("put the choice without `if` last"),
                    );
                }
                if condition.is_some() && last {
                    lowering.diagnostics.push(
                        Diagnostic::new(Code::E004, "the last choice of a length has no condition")
                            .at(choice.span, "what if this does not hold?")
                            .help("add `{ is: LENGTH }` for every other case"),
                    );
                }
                all.push((condition, lowering.compile(&choice.is, &Wanted::Length, context)?));
            }
            Some(all)
        }
    }
}

/// The rule `hours` counts hours only, and working days need holidays to be told from others.
fn check_rule(
    lowering: &mut Lowering,
    syntax: &DeadlineSyntax,
    counting: CountingId,
    lasts: &[(Option<ExprId>, ExprId)],
) {
    let at = syntax.counting.as_ref().map_or(syntax.basis.span, |c| c.span);
    for (_, length) in lasts {
        if let Expr::Literal(Value::Period(period)) = lowering.exprs.get(*length) {
            let period = *period;
            lowering.countable(Length::Civil(period), counting, at);
        }
    }
}

pub(super) fn transitions(lowering: &mut Lowering) -> Vec<Transition> {
    let file = lowering.file;
    file.transitions.iter().filter_map(|syntax| transition(lowering, syntax)).collect()
}

fn transition(lowering: &mut Lowering, syntax: &TransitionSyntax) -> Option<Transition> {
    let file = lowering.file;
    let trigger = match (&syntax.act, &syntax.when_over) {
        (Some(act), _) => match lowering.names.act(act) {
            Some(id) => Some(Trigger::Act(id)),
            None => {
                lowering.unknown("act", act, file.acts.names());
                None
            }
        },
        (None, Some(over)) => deadline_named(lowering, over).map(Trigger::Over),
        (None, None) => None,
    };
    let from = lowering.state_set(&syntax.from);
    let to = match syntax.to.value.as_str() {
        "same" => Some(None),
        name => match lowering.names.state(name) {
            Some(state) => Some(Some(state)),
            None => {
                lowering.unknown("state", &syntax.to, file.states.names().chain(["same"]));
                None
            }
        },
    };
    let act = match trigger {
        Some(Trigger::Act(act)) => Some(act),
        _ => None,
    };
    let context = Context { act, dated: true, counting: None };
    let guard = syntax.r#if.as_ref().map(|g| lowering.compile(g, &Wanted::Condition, context));
    if let (Some(guard), None) = (&syntax.r#if, act)
        && let Some(Some(id)) = guard_reads_watched(lowering, guard.value.as_str())
    {
        lowering
            .diagnostics
            .push(Diagnostic::new(Code::E111, "a transition of time cannot read watched machines").at(guard.span, id));
    }
    let basis = match (&syntax.basis, trigger) {
        (Some(basis), _) => lowering.basis(basis),
        (None, Some(Trigger::Over(deadline))) => {
            let written = &file.deadlines[deadline.index()].1.basis;
            lowering.basis(written)
        }
        (None, _) => {
            lowering.diagnostics.push(
                Diagnostic::new(Code::E004, "a transition names what it rests on")
                    .at(syntax.from.span, "no `basis`")
                    .help("add `basis:` with an article, or `basis: policy`"),
            );
            Basis::Policy
        }
    };
    let clocks = clock_changes(lowering, syntax);
    let sets = assignments(lowering, syntax, context);
    let checks = checks(lowering, syntax, act, context);
    let guard = match guard {
        Some(compiled) => Some(compiled?),
        None => None,
    };
    let conditions = guard.into_iter().chain(checks.iter().map(|c: &Check| c.condition));
    let reads = reads(lowering, conditions.chain(sets.iter().map(|(_, expr)| *expr)));
    Some(Transition {
        trigger: trigger?,
        from,
        to: to?,
        guard,
        reads,
        basis,
        clocks,
        sets,
        checks,
        span: syntax.act.as_ref().or(syntax.when_over.as_ref()).map_or(syntax.span, |n| n.span),
    })
}

pub(super) fn reads(lowering: &Lowering, exprs: impl Iterator<Item = ExprId>) -> Reads {
    let mut reads = Reads::default();
    for expr in exprs {
        lowering.exprs.walk(expr, &mut |_, expr| match expr {
            Expr::Watched(..) | Expr::OfWatched(..) => reads.watched = true,
            Expr::ActOn
            | Expr::ActTime
            | Expr::DeadlineLast(_)
            | Expr::DeadlineNominal(_)
            | Expr::DeadlineStarted(_)
            | Expr::DeadlineRunning(_)
            | Expr::Counted { .. } => reads.date = true,
            _ => {}
        });
    }
    reads
}

/// The name of a watch that a text mentions.
fn guard_reads_watched(lowering: &Lowering, text: &str) -> Option<Option<String>> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let found = lowering.names.watches.iter().find(|w| words.contains(&w.name.as_str()));
    Some(found.map(|w| format!("`{}` is watched", w.name)))
}

fn deadline_named(lowering: &mut Lowering, name: &Located<String>) -> Option<DeadlineId> {
    let file = lowering.file;
    let found = file.deadlines.iter().position(|(n, _)| n.value == name.value);
    if found.is_none() {
        lowering.unknown("deadline", name, file.deadlines.names());
    }
    found.map(DeadlineId::new)
}

fn clock_changes(lowering: &mut Lowering, syntax: &TransitionSyntax) -> Vec<(ClockChange, DeadlineId)> {
    let lists = [
        (&syntax.stops, ClockChange::Stop),
        (&syntax.suspends, ClockChange::Suspend),
        (&syntax.resumes, ClockChange::Resume),
        (&syntax.starts, ClockChange::Start),
        (&syntax.restarts, ClockChange::Restart),
        (&syntax.extends, ClockChange::Extend),
    ];
    let mut all: Vec<(ClockChange, DeadlineId)> = Vec::new();
    for (list, change) in lists {
        for name in list.iter().flat_map(|l| l.iter()) {
            let Some(deadline) = deadline_named(lowering, name) else { continue };
            if all.iter().any(|(_, d)| *d == deadline) {
                lowering.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("this transition changes `{}` twice", name.value))
                        .at(name.span, ""),
                );
            }
            all.push((change, deadline));
        }
    }
    all
}

fn assignments(lowering: &mut Lowering, syntax: &TransitionSyntax, context: Context) -> Vec<(SlotId, ExprId)> {
    let file = lowering.file;
    let mut all = Vec::new();
    for (name, value) in &syntax.sets {
        let Some(index) = lowering.names.slots.iter().position(|(n, _)| *n == name.value) else {
            lowering.unknown("slot of memory", name, file.memory.names());
            continue;
        };
        let ty = lowering.names.slots[index].1.clone();
        if let Some(expr) = lowering.compile(value, &Wanted::Value(ty), context) {
            all.push((SlotId::new(index), expr));
        }
    }
    all
}

fn checks(lowering: &mut Lowering, syntax: &TransitionSyntax, act: Option<ActId>, context: Context) -> Vec<Check> {
    let effect = act.and_then(|a| lowering.acts.get(a.index())).map_or(Effect::Stands, |a| a.effect);
    if act.is_none()
        && let Some(first) = syntax.not_before.first().map(|n| n.span).or(syntax.requires.first().map(|r| r.span))
    {
        lowering.diagnostics.push(
            Diagnostic::new(Code::E005, "a transition of time is not judged")
                .at(first, "nobody acts here")
                .help("choose between transitions with `if`"),
        );
    }
    let mut all = Vec::new();
    for wait in &syntax.not_before {
        let basis = lowering.basis(&wait.basis);
        let Some(date) = lowering.compile(&wait.date, &Wanted::Date, context) else { continue };
        let on = lowering.exprs.push(Expr::ActOn, "act.on");
        let text = format!("act.on >= {}", wait.date.value);
        let condition = lowering.exprs.push(Expr::Compare(Operator::GreaterEqual, on, date), text);
        all.push(Check {
            condition,
            not_before: Some(date),
            basis,
            effect,
            level: Level::Required,
            otherwise_say: wait.otherwise_say.as_ref().map(Text::from),
            span: wait.date.span,
        });
    }
    for requirement in &syntax.requires {
        let basis = lowering.basis(&requirement.basis);
        let Some(condition) = lowering.compile(&requirement.check, &Wanted::Condition, context) else { continue };
        let own = requirement.effect.as_ref().map(|e| if e.value == "void" { Effect::Void } else { Effect::Stands });
        all.push(Check {
            condition,
            not_before: None,
            basis,
            effect: own.unwrap_or(effect),
            level: level(requirement.level.as_ref()),
            otherwise_say: requirement.otherwise_say.as_ref().map(Text::from),
            span: requirement.check.span,
        });
    }
    if all.len() > MAX_CHECKS {
        lowering.diagnostics.push(
            Diagnostic::new(Code::E007, format!("a transition has at most {MAX_CHECKS} conditions"))
                .at(syntax.from.span, format!("this one has {}", all.len())),
        );
        all.truncate(MAX_CHECKS);
    }
    all
}

/// Acts and states by name; a name that is both is refused.
pub(super) fn occasions(lowering: &mut Lowering, names: Option<&OneOrMany<Located<String>>>) -> Occasions {
    let file = lowering.file;
    let mut all = Occasions::default();
    for name in names.into_iter().flatten() {
        let (act, states) = (lowering.names.act(name), lowering.names.states_named(name));
        match (act, states) {
            (Some(_), Some(_)) => lowering.diagnostics.push(
                Diagnostic::new(Code::E102, format!("`{}` is both an act and a state", name.value))
                    .at(name.span, "which one?"),
            ),
            (Some(act), None) => all.acts.push(act),
            (None, Some(states)) => all.states = all.states.union(states),
            (None, None) => {
                lowering.unknown(
                    "act or state",
                    name,
                    file.acts.names().chain(file.states.names()).chain(file.groups.names()),
                );
            }
        }
    }
    all
}

pub(super) fn duties(lowering: &mut Lowering) -> Vec<Duty> {
    let file = lowering.file;
    let mut all = Vec::new();
    for (name, syntax) in &file.duties {
        let owed_by = syntax.owed_by.iter().filter_map(|role| lowering.role(role)).collect();
        let basis = lowering.basis(&syntax.basis);
        let arises = occasions(lowering, Some(&syntax.arises));
        let act = match (&arises.acts[..], arises.states.is_empty()) {
            ([only], true) => Some(*only),
            _ => None,
        };
        let context = Context { act, dated: true, counting: None };
        let guard = syntax.r#if.as_ref().and_then(|g| lowering.compile(g, &Wanted::Condition, context));
        let due = match (&syntax.due, &syntax.every) {
            (Some(due), _) => match file.deadlines.iter().position(|(n, _)| n.value == due.value) {
                Some(index) => DutyDue::Deadline(DeadlineId::new(index)),
                None => lowering.compile(due, &Wanted::Date, context).map_or(DutyDue::Open, DutyDue::On),
            },
            (None, Some(every)) => match every.parse::<Length>() {
                Ok(length) => {
                    let counting = lowering.names.counting.unwrap_or(CountingId::new(0));
                    lowering.countable(length, counting, every.span);
                    DutyDue::Every(length)
                }
                Err(e) => {
                    lowering.diagnostics.push(Diagnostic::new(Code::E006, e.to_string()).at(every.span, "how often?"));
                    DutyDue::Open
                }
            },
            (None, None) => DutyDue::Open,
        };
        let ends = occasions(lowering, syntax.ends.as_ref());
        let discharged_by = occasions(lowering, syntax.discharged_by.as_ref());
        all.push(Duty {
            name: name.value.clone(),
            label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
            owed_by,
            basis,
            arises,
            guard,
            due,
            ends,
            discharged_by,
            level: level(syntax.level.as_ref()),
            span: name.span,
        });
    }
    all
}
