//! The lowering of properties: their conditions, and what sets them off.

use super::lowering::Lowering;
use super::model::{Procedure, Trigger};
use super::property::{Cue, Form, Property};
use super::rules::{level, occasions, reads};
use super::shared::{Basis, Occasions};
use crate::calendar::Length;
use crate::condition::{Context, ExprId, Wanted};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{CountingId, WatchId};
use crate::syntax::procedure::{ProcedureFile, PropertySyntax};
use crate::syntax::{Located, OneOrMany};
use crate::text::Text;

pub(super) fn properties(lowering: &mut Lowering) -> Vec<Property> {
    let file = lowering.file;
    let mut all = Vec::new();
    for (name, syntax) in &file.properties {
        let basis = syntax.basis.as_ref().map_or(Basis::Policy, |b| lowering.basis(b));
        let Some(form) = form(lowering, syntax) else { continue };
        all.push(Property {
            name: name.value.clone(),
            label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
            reads: reads(lowering, [form.condition()].into_iter()),
            form,
            duties_kept: syntax.duties_kept.as_ref().is_some_and(|kept| kept.value),
            basis,
            level: level(syntax.level.as_ref()),
            known: syntax.known.as_ref().map(|known| Text::from(&known.why)),
        });
    }
    all
}

fn form(lowering: &mut Lowering, syntax: &PropertySyntax) -> Option<Form> {
    let plain = [
        (&syntax.never, Form::Never as fn(ExprId) -> Form),
        (&syntax.always, Form::Always),
        (&syntax.reachable, Form::Reachable),
        (&syntax.at_end, Form::AtEnd),
    ];
    for (text, form) in plain {
        if let Some(text) = text {
            return condition(lowering, text).map(form);
        }
    }
    let expect = condition(lowering, syntax.expect.as_ref()?);
    match (&syntax.following, &syntax.before) {
        (Some(names), _) => {
            let cue = cue(lowering, names);
            let within = match &syntax.within {
                Some(length) => Some(within(lowering, length)?),
                None => None,
            };
            Some(Form::Following { cue, within, expect: expect? })
        }
        (None, Some(names)) => Some(Form::Before { cue: cue(lowering, names), expect: expect? }),
        (None, None) => None,
    }
}

fn condition(lowering: &mut Lowering, text: &Located<String>) -> Option<ExprId> {
    lowering.compile(text, &Wanted::Condition, Context::default())
}

fn within(lowering: &mut Lowering, text: &Located<String>) -> Option<(Length, CountingId)> {
    match text.parse::<Length>() {
        Ok(length) => {
            let counting = lowering.names.counting.unwrap_or(CountingId::new(0));
            lowering.countable(length, counting, text.span);
            Some((length, counting))
        }
        Err(e) => {
            let e: crate::calendar::LengthError = e;
            lowering.diagnostics.push(Diagnostic::new(Code::E006, e.to_string()).at(text.span, "how long?"));
            None
        }
    }
}

/// Acts and states by name: of the case itself or, for what watches machines, qualified by one of these.
fn cue(lowering: &mut Lowering, names: &OneOrMany<Located<String>>) -> Cue {
    let written: Vec<String> = names.iter().map(|name| name.value.clone()).collect();
    if !lowering.observing {
        return Cue { names: written, own: occasions(lowering, Some(names)), watched: Vec::new() };
    }
    let watched = names.iter().filter_map(|name| watched_occasions(lowering, name)).collect();
    Cue { names: written, own: Occasions::default(), watched }
}

/// `MACHINE.ACT` or `MACHINE.STATE`, in each edition of the machine's procedure that knows it.
fn watched_occasions(lowering: &mut Lowering, name: &Located<String>) -> Option<(WatchId, Vec<Occasions>)> {
    let Some((machine, what)) = name.split_once('.') else {
        lowering.diagnostics.push(
            Diagnostic::new(Code::E101, format!("`{}` does not say of which machine it is", name.value))
                .at(name.span, "")
                .help(format!("write `MACHINE.{}`", name.value)),
        );
        return None;
    };
    let Some(index) = lowering.names.watches.iter().position(|watch| watch.name == machine) else {
        let known: Vec<String> = lowering.names.watches.iter().map(|watch| watch.name.clone()).collect();
        lowering.diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown machine `{machine}`"))
                .at(name.span, "")
                .did_you_mean(machine, known.iter().map(String::as_str)),
        );
        return None;
    };
    let editions = &lowering.names.watches.get(index)?.editions;
    let mut ambiguous = false;
    let mut all = Vec::new();
    for names in editions {
        let mut occasions = Occasions::default();
        let (act, states) = (names.act(what), names.states_named(what));
        ambiguous |= act.is_some() && states.is_some();
        occasions.acts.extend(act);
        occasions.states = states.unwrap_or_default();
        all.push(occasions);
    }
    if ambiguous {
        let headline = format!("`{what}` is both an act and a state of `{machine}`");
        lowering.diagnostics.push(Diagnostic::new(Code::E102, headline).at(name.span, "which one?"));
    }
    if !editions.is_empty() && all.iter().all(|occasions| *occasions == Occasions::default()) {
        let known: Vec<String> = (editions.iter())
            .flat_map(|names| {
                let groups = names.groups.iter().map(|(group, _)| group);
                names.acts.iter().map(|act| &act.name).chain(&names.states).chain(groups)
            })
            .map(|known| format!("{machine}.{known}"))
            .collect();
        lowering.diagnostics.push(
            Diagnostic::new(Code::E101, format!("the machine `{machine}` has no act or state `{what}`"))
                .at(name.span, "")
                .did_you_mean(name, known.iter().map(String::as_str)),
        );
    }
    Some((WatchId::new(index), all))
}

/// Properties that nothing can set off: they would hold of anything.
pub(super) fn silent<'p>(
    procedure: &Procedure,
    file: &ProcedureFile,
    watched: &dyn Fn(&str) -> Option<&'p [Procedure]>,
    diagnostics: &mut Diagnostics,
) {
    let editions = |watch: WatchId| watched(&procedure.watch(watch).procedure).unwrap_or_default();
    let may_end = |procedure: &Procedure| procedure.states().any(|(_, state)| state.is_final);
    for ((_, property), (_, syntax)) in procedure.properties().zip(&file.properties) {
        let (heard, at) = match &property.form {
            Form::Following { cue, .. } | Form::Before { cue, .. } => {
                let of_watched = |(watch, occasions): &(WatchId, Vec<Occasions>)| {
                    editions(*watch).iter().zip(occasions).any(|(edition, occasions)| happens(edition, occasions))
                };
                let names = syntax.following.as_ref().or(syntax.before.as_ref());
                (happens(procedure, &cue.own) || cue.watched.iter().any(of_watched), names.map(|names| names.span))
            }
            // What watches a system's machines is itself in a final state, and has none of its own.
            Form::AtEnd(_) if procedure.acts().next().is_none() => {
                let ends = procedure.watches().any(|(watch, _)| editions(watch).iter().any(may_end));
                (ends, syntax.at_end.as_ref().map(|text| text.span))
            }
            Form::AtEnd(_) => (may_end(procedure), syntax.at_end.as_ref().map(|text| text.span)),
            Form::Never(_) | Form::Always(_) | Form::Reachable(_) => continue,
        };
        if let Some(at) = at.filter(|_| !heard) {
            let why = match property.form {
                Form::AtEnd(_) => "no state is final",
                _ => "no transition is of this act or enters this state",
            };
            let headline = format!("nothing ever sets off the property `{}`", property.name);
            diagnostics.push(Diagnostic::new(Code::E210, headline).at(at, why));
        }
    }
}

/// Whether some transition is of one of these acts or enters one of these states.
fn happens(procedure: &Procedure, occasions: &Occasions) -> bool {
    procedure.transitions().any(|(_, transition)| {
        let act = match transition.trigger {
            Trigger::Act(act) => Some(act),
            Trigger::Over(_) => None,
        };
        occasions.include(act, transition.to)
    })
}
