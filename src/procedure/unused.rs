//! What is declared and never used.

use super::lowering::Lowering;
use super::model::Procedure;
use crate::condition::ExprId;
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::StateSet;
use crate::syntax::Located;
use crate::syntax::procedure::{ProcedureFile, WatchSyntax};

impl<'a> Lowering<'a> {
    /// Declared and never used.
    pub(super) fn unused(&mut self, procedure: &Procedure) {
        let file = self.file;
        for (index, (name, article)) in file.law.iter().enumerate() {
            if !self.cited[index] && article.overridden_by.is_none() {
                self.diagnostics.push(
                    Diagnostic::new(Code::E303, format!("the article `{}` is never used", name.value))
                        .at(name.span, "no rule rests on it"),
                );
            }
        }
        let mut unused: Vec<(&str, &Located<String>)> = Vec::new();
        for ((name, _), used) in file.roles.iter().zip(&self.acting) {
            if !used {
                unused.push(("role", name));
            }
        }
        let mut read = vec![false; procedure.slots.len()];
        let mut sets_read: Vec<StateSet> = Vec::new();
        let mut texts: Vec<&str> = Vec::new();
        for expr in procedure.every_expr() {
            procedure.exprs.walk(expr, &mut |id, expr| {
                texts.push(procedure.exprs.text(id));
                match expr {
                    crate::condition::Expr::Slot(slot) => read[slot.index()] = true,
                    crate::condition::Expr::StateIn(_, set) => sets_read.push(*set),
                    _ => {}
                }
            });
        }
        for ((name, _), read) in file.memory.iter().zip(&read) {
            if !read {
                unused.push(("slot of memory", name));
            }
        }
        unused.extend(unlooked_at(procedure, file, &texts));
        if self.observing {
            // A machine may be there to be watched by others; a list is there for conditions alone.
            unused.retain(|(what, _)| *what != "watched machine");
            unused.extend(unread_lists(file, &texts));
        }
        for (what, name) in unused {
            self.diagnostics.push(
                Diagnostic::new(Code::E208, format!("the {what} `{}` is never used", name.value)).at(name.span, ""),
            );
        }
    }
}

/// Holidays that no counting names, watched machines that no condition reads, deadlines whose end means nothing.
///
/// A group is never among them: it may be there for the procedures that watch this one.
fn unlooked_at<'f>(
    procedure: &Procedure,
    file: &'f ProcedureFile,
    texts: &[&str],
) -> Vec<(&'static str, &'f Located<String>)> {
    let mut unused = Vec::new();
    let countings = file.deadlines.iter().filter_map(|(_, deadline)| deadline.counting.as_ref());
    let named: Vec<&str> = countings
        .chain([&file.counting])
        .filter_map(|counting| counting.holidays.as_ref().map(|name| name.value.as_str()))
        .collect();
    for (name, _) in &file.holidays {
        if !named.contains(&name.value.as_str()) {
            unused.push(("set of holidays", name));
        }
    }
    let mentioned = |name: &str| mentions(texts, name);
    for (name, _) in &file.watches {
        if !mentioned(name) {
            unused.push(("watched machine", name));
        }
    }
    for ((id, deadline), (name, _)) in procedure.deadlines().zip(&file.deadlines) {
        let due = procedure.duties().any(|(duty, _)| procedure.duty_deadline(duty) == Some(id));
        if deadline.expiry.is_empty() && !due && !mentioned(name) {
            unused.push(("deadline", name));
        }
    }
    unused
}

/// Whether a name stands in one of these texts.
fn mentions(texts: &[&str], name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    texts.iter().any(|text| text.split(|c| !is_word(c)).any(|word| word == name))
}

/// Lists of machines that neither a condition reads nor a property waits for.
fn unread_lists<'f>(file: &'f ProcedureFile, texts: &[&str]) -> Vec<(&'static str, &'f Located<String>)> {
    let cues = file.properties.iter().flat_map(|(_, property)| [&property.following, &property.before]);
    let cues: Vec<&str> = cues.flatten().flatten().map(|name| name.value.as_str()).collect();
    let lists = file.watches.iter().filter(|(_, watch)| matches!(watch, WatchSyntax::Each(_)));
    let unread = lists.filter(|(name, _)| !mentions(texts, name) && !mentions(&cues, name));
    unread.map(|(name, _)| ("list", name)).collect()
}

impl Procedure {
    /// Every expression that a rule begins with.
    pub(super) fn every_expr(&self) -> Vec<ExprId> {
        use super::model::DutyDue;
        let mut all = Vec::new();
        for deadline in &self.deadlines {
            for (_, term) in &deadline.terms {
                all.push(term.counted_from);
                all.extend(
                    term.lasts.iter().flat_map(|(condition, length)| condition.iter().copied().chain([*length])),
                );
            }
        }
        for transition in &self.transitions {
            all.extend(transition.guard);
            all.extend(transition.checks.iter().map(|c| c.condition));
            all.extend(transition.sets.iter().map(|(_, expr)| *expr));
        }
        for duty in &self.duties {
            all.extend(duty.guard);
            if let DutyDue::On(expr) = duty.due {
                all.push(expr);
            }
        }
        all.extend(self.properties.iter().map(|p| p.form.condition()));
        all
    }
}
