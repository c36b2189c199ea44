//! The tables of a procedure that hold no expressions: articles, roles, states, acts, memory, watches.

use super::editions::wanted;
use super::fields::{detail, literal, type_of};
use super::lowering::Lowering;
use super::model::{Act, Article, Effect, Group, Procedure, Remembered, Role, Slot, State, Status, Watch};
use crate::condition::History;
use crate::condition::{ActNames, Vocabulary, WatchNames};
use crate::diagnostic::{Code, Diagnostic};
use crate::ids::{MAX_STATES, RoleId, SlotId, StateId, StateSet};
use crate::syntax::Located;
use crate::syntax::procedure::WatchSyntax;
use crate::text::Text;
use crate::value::Value;

/// How many of one kind of part a procedure may have.
const MAX_PARTS: usize = 4096;

impl<'a> Lowering<'a> {
    /// Tables are small by nature; a file that says otherwise is refused before it costs anything.
    pub(super) fn bounded(&mut self) -> bool {
        let file = self.file;
        let limits = [
            (file.states.len(), MAX_STATES, "states"),
            (file.acts.len(), MAX_PARTS, "acts"),
            (file.transitions.len(), MAX_PARTS, "transitions"),
            (file.deadlines.len(), MAX_PARTS, "deadlines"),
            (file.duties.len(), MAX_PARTS, "duties"),
            (file.law.len(), MAX_PARTS, "articles"),
            (file.roles.len(), MAX_PARTS, "roles"),
            (file.memory.len(), MAX_PARTS, "slots of memory"),
        ];
        let mut fine = true;
        for (count, limit, what) in limits {
            if count > limit {
                fine = false;
                self.diagnostics.push(
                    Diagnostic::new(Code::E007, format!("a procedure has at most {limit} {what}"))
                        .at(file.procedure.span, format!("this one has {count}")),
                );
            }
        }
        fine
    }

    pub(super) fn articles(&mut self) {
        let file = self.file;
        for (name, article) in &file.law {
            let overridden_by = article.overridden_by.as_ref().and_then(|other| self.article(other));
            self.articles.push(Article {
                name: name.value.clone(),
                cite: (&article.cite).into(),
                status: match article.status.value.as_str() {
                    "verified" => Status::Verified,
                    "secondary" => Status::Secondary,
                    "inferred" => Status::Inferred,
                    "unconfirmed" => Status::Unconfirmed,
                    _ => Status::NotFound,
                },
                read_in: article.read_in.as_ref().map(|r| r.value.clone()),
                summary: article.summary.as_ref().map(Text::from).unwrap_or_default(),
                overridden_by,
            });
        }
    }

    pub(super) fn roles(&mut self) {
        for (name, role) in &self.file.roles {
            self.roles.push(Role {
                name: name.value.clone(),
                label: Text::label(name, role.en.as_ref(), role.fr.as_ref()),
                authority: role.authority.as_ref().is_some_and(|a| a.value),
            });
            self.names.roles.push(name.value.clone());
        }
    }

    pub(super) fn states(&mut self) -> (Vec<State>, Option<StateId>) {
        let mut states = Vec::new();
        let mut initial: Vec<(StateId, &Located<String>)> = Vec::new();
        for (name, state) in &self.file.states {
            if state.initial.as_ref().is_some_and(|i| i.value) {
                initial.push((StateId::new(states.len()), name));
            }
            states.push(State {
                name: name.value.clone(),
                label: Text::label(name, state.en.as_ref(), state.fr.as_ref()),
                is_final: state.r#final.as_ref().is_some_and(|f| f.value),
            });
            self.names.states.push(name.value.clone());
        }
        match &initial[..] {
            [(state, _)] => return (states, Some(*state)),
            [] => self.diagnostics.push(
                Diagnostic::new(Code::E201, "no state is initial")
                    .at(self.file.procedure.span, "every case must begin somewhere")
                    .help("mark one state with `initial: true`"),
            ),
            [(_, first), (_, second), ..] => self.diagnostics.push(
                Diagnostic::new(Code::E201, "more than one state is initial")
                    .at(second.span, "a second initial state")
                    .also(first.span, "the first one"),
            ),
        }
        (states, None)
    }

    pub(super) fn groups(&mut self) -> Vec<Group> {
        let file = self.file;
        let mut groups = Vec::new();
        for (name, members) in &file.groups {
            let mut set = StateSet::EMPTY;
            for member in members {
                match self.names.states_named(member) {
                    Some(states) => set = set.union(states),
                    None => {
                        let known = file.states.names().chain(file.groups.names());
                        self.unknown("state", member, known);
                    }
                }
            }
            groups.push(Group { name: name.value.clone(), states: set });
            self.names.groups.push((name.value.clone(), set));
        }
        groups
    }

    pub(super) fn carry(&mut self) -> Vec<(String, StateId)> {
        let file = self.file;
        let mut all = Vec::new();
        for (earlier, now) in &file.carry {
            match self.names.state(now) {
                Some(state) => all.push((earlier.value.clone(), state)),
                None => self.unknown("state", now, file.states.names()),
            }
        }
        all
    }

    pub(super) fn watches<'p>(&mut self, watched: &dyn Fn(&str) -> Option<&'p [Procedure]>) -> Vec<Watch> {
        let mut watches = Vec::new();
        for (name, syntax) in &self.file.watches {
            let (procedure, each) = match syntax {
                WatchSyntax::One(procedure) => (procedure, false),
                WatchSyntax::Each(each) => (&each.each, true),
            };
            let editions = watched(procedure);
            if editions.is_none() {
                self.diagnostics.push(
                    Diagnostic::new(Code::E008, format!("the procedure `{}` cannot be used", procedure.value))
                        .at(procedure.span, "watched here")
                        .note("it was not found, or has errors of its own"),
                );
            }
            let editions = editions.unwrap_or_default().iter().map(|p| self.names_of(p)).collect();
            let with_history = self.observing;
            self.names.watches.push(WatchNames { name: name.value.clone(), each, with_history, editions });
            watches.push(Watch {
                name: name.value.clone(),
                each,
                procedure: procedure.value.clone(),
                deadlines_read: false,
            });
        }
        watches
    }

    /// The names of a watched procedure, whose ways of counting are known here by ids of this one.
    fn names_of(&mut self, watched: &Procedure) -> Vocabulary {
        let mut names = watched.vocabulary.clone();
        let countings = names.deadlines.iter_mut().map(|deadline| &mut deadline.counting);
        for id in countings.chain(names.counting.iter_mut()) {
            *id = self.counting_id(watched.counting(*id).clone());
        }
        names
    }

    pub(super) fn slots(&mut self) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (name, syntax) in &self.file.memory {
            let Some(ty) = type_of(&syntax.r#type, self.diagnostics) else { continue };
            let initially = syntax
                .initially
                .as_ref()
                .and_then(|text| literal(text, &ty, Code::E006, &mut self.names, self.diagnostics));
            slots.push(Slot {
                name: name.value.clone(),
                label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
                ty: ty.clone(),
                initially: initially.unwrap_or(Value::Unknown),
                history: None,
            });
            self.names.slots.push((name.value.clone(), ty));
        }
        slots
    }

    pub(super) fn history_slots(&self) -> Vec<Slot> {
        let history = self.names.history.iter();
        history.filter_map(|history| wanted(&self.names, *history)).map(|(_, _, slot)| slot).collect()
    }

    pub(super) fn remembered(&self) -> Vec<Remembered> {
        let mut all = vec![Remembered::default(); self.acts.len()];
        for (index, history) in self.names.history.iter().enumerate() {
            let slot = SlotId::new(self.names.slots.len() + index);
            match history {
                History::Done(act) => all[act.index()].done = Some(slot),
                History::LastOn(act) => all[act.index()].on = Some(slot),
                History::LastDetail(act, detail) => all[act.index()].details.push((*detail, slot)),
            }
        }
        all
    }

    pub(super) fn acts_and_details(&mut self) {
        for (name, syntax) in &self.file.acts {
            let by: Vec<RoleId> = syntax.by.iter().filter_map(|role| self.role(role)).collect();
            let mut details = Vec::new();
            for (field, syntax) in &syntax.details {
                if matches!(field.value.as_str(), "on" | "time" | "by") {
                    self.diagnostics.push(
                        Diagnostic::new(Code::E102, format!("every act has `{}` already", field.value))
                            .at(field.span, "choose another name"),
                    );
                }
                details.extend(detail(field, syntax, &mut self.names, self.diagnostics));
            }
            let authority = by.iter().all(|role| self.roles.get(role.index()).is_some_and(|r| r.authority));
            let effect = match syntax.effect.as_ref().map(|e| e.value.as_str()) {
                Some("void") => Effect::Void,
                Some(_) => Effect::Stands,
                None if authority && !by.is_empty() => Effect::Stands,
                None => Effect::Void,
            };
            self.names.acts.push(ActNames {
                name: name.value.clone(),
                details: details.iter().map(|d| (d.name.clone(), d.ty.clone())).collect(),
            });
            self.acts.push(Act {
                name: name.value.clone(),
                label: Text::label(name, syntax.en.as_ref(), syntax.fr.as_ref()),
                by,
                effect,
                details,
                remembered: Remembered::default(),
                span: name.span,
            });
        }
    }

    /// Memory, deadlines and watches share one space of names in conditions, and states share one with groups.
    pub(super) fn distinct_names(&mut self) {
        let file = self.file;
        let in_conditions = (file.memory.iter().map(|(n, _)| n))
            .chain(file.deadlines.iter().map(|(n, _)| n))
            .chain(file.watches.iter().map(|(n, _)| n));
        self.distinct(
            in_conditions.collect(),
            &["state", "act", "true", "false", "and", "or", "not", "in", "from", "before", "working"],
        );
        self.distinct(
            file.states.iter().map(|(n, _)| n).chain(file.groups.iter().map(|(n, _)| n)).collect(),
            &["same"],
        );
    }

    pub(super) fn distinct(&mut self, names: Vec<&Located<String>>, reserved: &[&str]) {
        for (index, name) in names.iter().enumerate() {
            if reserved.contains(&name.value.as_str()) {
                self.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("`{}` has a meaning of its own", name.value)).at(name.span, ""),
                );
            }
            if let Some(first) = names.iter().take(index).find(|n| n.value == name.value) {
                self.diagnostics.push(
                    Diagnostic::new(Code::E102, format!("`{}` is declared twice", name.value))
                        .at(name.span, "")
                        .also(first.span, "first declared here"),
                );
            }
        }
    }
}
