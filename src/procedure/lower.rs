//! From a procedure as written to a checked one: names are resolved, types known, every fault reported.

use super::index;
use super::lowering::Lowering;
use super::model::{Procedure, Trigger};
use super::{findings, graph, properties, rules, translations};
use crate::condition::{DeadlineNames, Vocabulary};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{CountingId, TransitionId, WatchId};
use crate::syntax::procedure::ProcedureFile;

/// Checks a procedure and builds it. `watched` gives the editions of a procedure that is watched.
///
/// Everything found wrong goes to `diagnostics`; the procedure is returned if there was no error.
pub fn lower<'p>(
    file: &ProcedureFile,
    watched: &dyn Fn(&str) -> Option<&'p [Procedure]>,
    diagnostics: &mut Diagnostics,
) -> Option<Procedure> {
    checked(file, false, watched, diagnostics)
}

/// Checks what watches the machines of a system, and builds it: a procedure without acts, whose properties speak of the
/// machines that it watches, of what sets them off there, and of their history.
pub fn lower_observer<'p>(
    file: &ProcedureFile,
    watched: &dyn Fn(&str) -> Option<&'p [Procedure]>,
    diagnostics: &mut Diagnostics,
) -> Option<Procedure> {
    checked(file, true, watched, diagnostics)
}

fn checked<'p>(
    file: &ProcedureFile,
    observing: bool,
    watched: &dyn Fn(&str) -> Option<&'p [Procedure]>,
    diagnostics: &mut Diagnostics,
) -> Option<Procedure> {
    let mut own = Diagnostics::new();
    let procedure = Lowering::new(file, observing, &mut own).run(watched);
    let sound = !own.has_errors();
    for diagnostic in own.iter() {
        diagnostics.push(diagnostic.clone());
    }
    procedure.filter(|_| sound)
}

impl<'a> Lowering<'a> {
    pub(super) fn run<'p>(mut self, watched: &dyn Fn(&str) -> Option<&'p [Procedure]>) -> Option<Procedure> {
        let file = self.file;
        if !self.bounded() {
            return None;
        }
        let edition = self.day(&file.edition);
        let until = file.until.as_ref().and_then(|u| self.day(u));
        if let (Some(edition), Some(until), Some(at)) = (edition, until, &file.until)
            && until < edition
        {
            self.diagnostics.push(
                Diagnostic::new(Code::E301, "the edition ends before it begins")
                    .at(at.span, "last day in force")
                    .also(file.edition.span, "first day in force"),
            );
        }
        let counting = self.counting(&file.counting);
        self.names.counting = counting;
        self.articles();
        let applies = self.applies();
        self.roles();
        let (states, initial) = self.states();
        let groups = self.groups();
        let carry = self.carry();
        let mut watches = self.watches(watched);
        let mut slots = self.slots();
        self.acts_and_details();
        let countings: Vec<CountingId> = file
            .deadlines
            .iter()
            .map(|(_, d)| d.counting.as_ref().and_then(|c| self.counting(c)).or(counting).unwrap_or(CountingId::new(0)))
            .collect();
        self.names.deadlines = file
            .deadlines
            .iter()
            .zip(&countings)
            .map(|((name, _), counting)| DeadlineNames { name: name.value.clone(), counting: *counting })
            .collect();
        self.distinct_names();
        let mut deadlines = rules::deadlines(&mut self, &countings);
        let mut transitions = rules::transitions(&mut self);
        let duties = rules::duties(&mut self);
        let properties = properties::properties(&mut self);
        let known = findings::findings(&mut self);
        slots.extend(self.history_slots());
        let remembered = self.remembered();
        for (act, remembered) in self.acts.iter_mut().zip(remembered) {
            act.remembered = remembered;
        }
        for (index, transition) in transitions.iter().enumerate() {
            if let Trigger::Over(deadline) = transition.trigger
                && let Some(deadline) = deadlines.get_mut(deadline.index())
            {
                deadline.expiry.push(TransitionId::new(index));
                if file.deadlines[index_of(&self.names, &deadline.name)].1.r#while.is_none() {
                    deadline.alive = Some(deadline.alive.unwrap_or_default().union(transition.from));
                }
            }
        }
        let expiring = (0..deadlines.len())
            .filter(|i| !deadlines[*i].expiry.is_empty())
            .map(crate::ids::DeadlineId::new)
            .collect();
        for (index, watch) in watches.iter_mut().enumerate() {
            watch.deadlines_read = self.exprs.read_deadlines_of(WatchId::new(index));
        }
        // How long a deadline lasts may depend on other machines: whoever starts it reads them.
        for transition in &mut transitions {
            let act = match transition.trigger {
                Trigger::Act(act) => Some(act),
                Trigger::Over(_) => None,
            };
            for deadline in transition.clocks.iter().filter_map(|(_, id)| deadlines.get(id.index())) {
                let lengths = deadline.term(act).into_iter().flat_map(|term| &term.lasts);
                let read = lengths.flat_map(|(condition, length)| condition.iter().chain([length])).copied();
                transition.reads.watched |= rules::reads(&self, read).watched;
            }
        }
        let acts = std::mem::take(&mut self.acts);
        let (table, served) = index::served(states.len(), &acts, &transitions);
        let settled = transitions.iter().map(|transition| index::settled(transition, &duties)).collect();
        let procedure = Procedure {
            name: file.procedure.value.clone(),
            edition: edition?,
            until,
            title: (&file.title).into(),
            applies,
            countings: std::mem::take(&mut self.countings),
            articles: std::mem::take(&mut self.articles),
            roles: std::mem::take(&mut self.roles),
            states,
            initial: initial?,
            groups,
            carry,
            slots,
            watches,
            acts,
            deadlines,
            transitions,
            duties,
            properties,
            known,
            exprs: std::mem::take(&mut self.exprs),
            vocabulary: std::mem::take(&mut self.names),
            table,
            served,
            settled,
            expiring,
            span: file.procedure.span,
        };
        if !self.diagnostics.has_errors() {
            self.unused(&procedure);
            graph::check(&procedure, file, self.diagnostics);
            properties::silent(&procedure, file, watched, self.diagnostics);
            translations::translations(file, self.diagnostics);
        }
        Some(procedure)
    }
}
fn index_of(names: &Vocabulary, deadline: &str) -> usize {
    names.deadlines.iter().position(|d| d.name == deadline).unwrap_or_default()
}
