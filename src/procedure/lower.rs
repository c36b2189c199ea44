//! From a procedure as written to a checked one: names are resolved, types known, every fault reported.

use super::fields::{detail, literal, type_of};
use super::model::{
    Act, AppliesBy, Article, Basis, Effect, Group, Procedure, Remembered, Role, Slot, State, Status, Trigger, Watch,
};
use super::{graph, rules};
use crate::calendar::{Counting, Day, Holidays, Roll, Rule};
use crate::condition::{
    ActNames, Context, DeadlineNames, Exprs, Fault, FaultKind, Vocabulary, Wanted, WatchNames, compile,
};
use crate::condition::{ExprId, History};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ids::{ActId, ArticleId, CountingId, MAX_STATES, RoleId, SlotId, StateId, StateSet, TransitionId};
use crate::syntax::procedure::{CountingSyntax, ProcedureFile, WatchSyntax};
use crate::syntax::{Located, OneOrMany};
use crate::text::Text;
use crate::value::{Type, Value};

/// How many of one kind of part a procedure may have.
const MAX_PARTS: usize = 4096;

/// Checks a procedure and builds it. `watched` gives the editions of a procedure that is watched.
///
/// Everything found wrong goes to `diagnostics`; the procedure is returned if there was no error.
pub fn lower<'p>(
    file: &ProcedureFile,
    watched: &dyn Fn(&str) -> Option<&'p [Procedure]>,
    diagnostics: &mut Diagnostics,
) -> Option<Procedure> {
    let mut own = Diagnostics::new();
    let procedure = Lowering::new(file, &mut own).run(watched);
    let sound = !own.has_errors();
    for diagnostic in own.iter() {
        diagnostics.push(diagnostic.clone());
    }
    procedure.filter(|_| sound)
}

/// The work in progress.
pub(super) struct Lowering<'a> {
    pub file: &'a ProcedureFile,
    pub diagnostics: &'a mut Diagnostics,
    pub names: Vocabulary,
    pub exprs: Exprs,
    pub countings: Vec<Counting>,
    pub articles: Vec<Article>,
    pub roles: Vec<Role>,
    pub acts: Vec<Act>,
    cited: Vec<bool>,
    pub acting: Vec<bool>,
}

impl<'a> Lowering<'a> {
    fn new(file: &'a ProcedureFile, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            file,
            diagnostics,
            names: Vocabulary::default(),
            exprs: Exprs::default(),
            countings: Vec::new(),
            articles: Vec::new(),
            roles: Vec::new(),
            acts: Vec::new(),
            cited: vec![false; file.law.len()],
            acting: vec![false; file.roles.len()],
        }
    }

    fn run<'p>(mut self, watched: &dyn Fn(&str) -> Option<&'p [Procedure]>) -> Option<Procedure> {
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
        self.roles();
        let (states, initial) = self.states();
        let groups = self.groups();
        let carry = self.carry();
        let watches = self.watches(watched);
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
        let transitions = rules::transitions(&mut self);
        let duties = rules::duties(&mut self);
        let properties = rules::properties(&mut self);
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
        let acts = std::mem::take(&mut self.acts);
        let (table, served) = served(states.len(), &acts, &transitions);
        let procedure = Procedure {
            name: file.procedure.value.clone(),
            edition: edition?,
            until,
            title: (&file.title).into(),
            applies_by: match file.applies_by.as_ref().map(|a| a.value.as_str()) {
                Some("first_act") => AppliesBy::FirstAct,
                _ => AppliesBy::Act,
            },
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
            exprs: std::mem::take(&mut self.exprs),
            vocabulary: std::mem::take(&mut self.names),
            table,
            served,
            expiring,
            span: file.procedure.span,
        };
        if !self.diagnostics.has_errors() {
            self.unused(&procedure);
            graph::check(&procedure, file, self.diagnostics);
            rules::translations(file, self.diagnostics);
        }
        Some(procedure)
    }

    /// Tables are small by nature; a file that says otherwise is refused before it costs anything.
    fn bounded(&mut self) -> bool {
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

    pub fn day(&mut self, text: &Located<String>) -> Option<Day> {
        match text.parse() {
            Ok(day) => Some(day),
            Err(e) => {
                let error: crate::calendar::DayError = e;
                self.diagnostics
                    .push(Diagnostic::new(Code::E006, error.to_string()).at(text.span, "a day is needed here"));
                None
            }
        }
    }

    /// The id of a way of counting; equal ways share one.
    fn counting(&mut self, syntax: &CountingSyntax) -> Option<CountingId> {
        let rule: Option<Rule> = self.keyword(&syntax.rule);
        let roll: Option<Roll> = syntax.roll.as_ref().map_or(Some(Roll::None), |roll| self.keyword(roll));
        let zone = self.file.time_zone.parse::<chrono_tz::Tz>().ok();
        if zone.is_none() && self.countings.is_empty() {
            let known = chrono_tz::TZ_VARIANTS.iter().map(|z| z.name());
            let name = &self.file.time_zone;
            self.diagnostics.push(
                Diagnostic::new(Code::E101, format!("unknown time zone `{}`", name.value))
                    .at(name.span, "")
                    .did_you_mean(name, known),
            );
        }
        let holidays = match &syntax.holidays {
            None => Some(Holidays::None),
            Some(name) => self.holidays(name),
        };
        if roll == Some(Roll::NextWorkingDay) && syntax.holidays.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::E204, "a deadline that rolls to a working day needs to know the holidays")
                    .at(syntax.span, "no `holidays`")
                    .help("add `holidays: fr`"),
            );
        }
        if rule == Some(Rule::Hours) && roll == Some(Roll::NextWorkingDay) {
            self.diagnostics.push(
                Diagnostic::new(Code::E204, "hours never roll to a working day")
                    .at(syntax.roll.as_ref().map_or(syntax.span, |roll| roll.span), "elapsed time passes on any day")
                    .help("remove `roll`"),
            );
        }
        let counting = Counting { rule: rule?, roll: roll?, holidays: holidays?, zone: zone? };
        let found = self.countings.iter().position(|c| *c == counting);
        Some(CountingId::new(found.unwrap_or_else(|| {
            self.countings.push(counting);
            self.countings.len() - 1
        })))
    }

    /// A keyword whose words the syntax has already checked.
    fn keyword<T: std::str::FromStr>(&mut self, word: &Located<String>) -> Option<T> {
        word.parse().ok()
    }

    fn holidays(&mut self, name: &Located<String>) -> Option<Holidays> {
        if let Some(days) = self.file.holidays.lookup(name) {
            let days: Vec<Day> = days.iter().filter_map(|day| self.day(day)).collect();
            return Some(Holidays::listed(days));
        }
        let known = Holidays::named(name);
        if known.is_none() {
            let names = self.file.holidays.names().chain(["fr", "fr-alsace-moselle"]);
            self.diagnostics.push(
                Diagnostic::new(Code::E101, format!("no holidays are called `{}`", name.value))
                    .at(name.span, "")
                    .did_you_mean(name, names)
                    .note("there are `fr`, `fr-alsace-moselle` and what the file lists under `holidays`"),
            );
        }
        known
    }

    fn articles(&mut self) {
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

    fn article(&mut self, name: &Located<String>) -> Option<ArticleId> {
        let file = self.file;
        let found = file.law.iter().position(|(n, _)| n.value == name.value);
        if found.is_none() {
            self.unknown("article", name, file.law.names());
        }
        found.map(ArticleId::new)
    }

    pub fn unknown<'n>(&mut self, what: &str, name: &Located<String>, known: impl Iterator<Item = &'n str>) {
        self.diagnostics.push(
            Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
                .at(name.span, "")
                .did_you_mean(name, known),
        );
    }

    /// What a rule rests on; its articles count as cited.
    pub fn basis(&mut self, basis: &OneOrMany<Located<String>>) -> Basis {
        if let [only] = &basis.items[..]
            && only.value == "policy"
            && self.file.law.lookup("policy").is_none()
        {
            return Basis::Policy;
        }
        let articles: Vec<ArticleId> = basis.iter().filter_map(|name| self.article(name)).collect();
        for article in &articles {
            if let Some(cited) = self.cited.get_mut(article.index()) {
                *cited = true;
            }
        }
        Basis::Articles(articles)
    }

    fn roles(&mut self) {
        for (name, role) in &self.file.roles {
            self.roles.push(Role {
                name: name.value.clone(),
                label: Text::label(name, role.en.as_ref(), role.fr.as_ref()),
                authority: role.authority.as_ref().is_some_and(|a| a.value),
            });
            self.names.roles.push(name.value.clone());
        }
    }

    pub fn role(&mut self, name: &Located<String>) -> Option<RoleId> {
        let file = self.file;
        let found = file.roles.iter().position(|(n, _)| n.value == name.value);
        match found {
            None => self.unknown("role", name, file.roles.names()),
            Some(index) => self.acting[index] = true,
        }
        found.map(RoleId::new)
    }

    fn states(&mut self) -> (Vec<State>, Option<StateId>) {
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

    fn groups(&mut self) -> Vec<Group> {
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

    fn carry(&mut self) -> Vec<(String, StateId)> {
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

    /// The states that a list of states and groups names.
    pub fn state_set(&mut self, names: &OneOrMany<Located<String>>) -> StateSet {
        let file = self.file;
        let mut set = StateSet::EMPTY;
        for name in names {
            match self.names.states_named(name) {
                Some(states) => set = set.union(states),
                None => self.unknown("state", name, file.states.names().chain(file.groups.names())),
            }
        }
        set
    }

    fn watches<'p>(&mut self, watched: &dyn Fn(&str) -> Option<&'p [Procedure]>) -> Vec<Watch> {
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
            let editions = editions.unwrap_or_default().iter().map(|p| p.vocabulary.clone()).collect();
            self.names.watches.push(WatchNames { name: name.value.clone(), each, editions });
            watches.push(Watch { name: name.value.clone(), each, procedure: procedure.value.clone() });
        }
        watches
    }

    fn slots(&mut self) -> Vec<Slot> {
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

    fn history_slots(&self) -> Vec<Slot> {
        let act = |id: ActId| self.names.acts.get(id.index()).map_or("", |a| a.name.as_str());
        let slot = |history: &History| {
            let (name, ty, initially) = match history {
                History::Done(a) => (format!("done({})", act(*a)), Type::Boolean, Value::Boolean(false)),
                History::LastOn(a) => (format!("last({}).on", act(*a)), Type::Date, Value::Unknown),
                History::LastDetail(a, d) => {
                    let detail = self.names.acts.get(a.index()).and_then(|n| n.details.get(d.index()));
                    let (name, ty) = detail.cloned().unwrap_or((String::new(), Type::Boolean));
                    (format!("last({}).{name}", act(*a)), ty, Value::Unknown)
                }
            };
            Slot { label: Text::plain(name.clone()), name, ty, initially, history: Some(*history) }
        };
        self.names.history.iter().map(slot).collect()
    }

    fn remembered(&self) -> Vec<Remembered> {
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

    fn acts_and_details(&mut self) {
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
            });
        }
    }

    /// Memory, deadlines and watches share one space of names in conditions, and states share one with groups.
    fn distinct_names(&mut self) {
        let file = self.file;
        let in_conditions = (file.memory.iter().map(|(n, _)| n))
            .chain(file.deadlines.iter().map(|(n, _)| n))
            .chain(file.watches.iter().map(|(n, _)| n));
        self.distinct(in_conditions.collect(), &["state", "act"]);
        self.distinct(
            file.states.iter().map(|(n, _)| n).chain(file.groups.iter().map(|(n, _)| n)).collect(),
            &["same"],
        );
    }

    fn distinct(&mut self, names: Vec<&Located<String>>, reserved: &[&str]) {
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

    /// Compiles an expression, reporting its faults at their places in the file.
    pub fn compile(&mut self, text: &Located<String>, wanted: &Wanted, context: Context) -> Option<ExprId> {
        match compile(text, wanted, context, &mut self.names, &mut self.exprs) {
            Ok(id) => Some(id),
            Err(faults) => {
                for fault in faults {
                    self.diagnostics.push(fault_diagnostic(text, fault));
                }
                None
            }
        }
    }

    /// Declared and never used.
    fn unused(&mut self, procedure: &Procedure) {
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
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mentioned = |name: &str| texts.iter().any(|text| text.split(|c| !is_word(c)).any(|word| word == name));
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
        all.extend(self.properties.iter().map(|p| p.condition));
        all
    }
}

/// A fault of a condition, shown at its place in the file.
pub(super) fn fault_diagnostic(text: &Located<String>, fault: Fault) -> Diagnostic {
    let code = match fault.kind {
        FaultKind::Syntax => Code::E110,
        FaultKind::Type => Code::E111,
        FaultKind::Unanchored => Code::E112,
        FaultKind::UnknownName => Code::E101,
        FaultKind::BadValue => Code::E006,
    };
    let diagnostic = Diagnostic::new(code, fault.message).at(text.span_of(fault.range), fault.label);
    match fault.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn index_of(names: &Vocabulary, deadline: &str) -> usize {
    names.deadlines.iter().position(|d| d.name == deadline).unwrap_or_default()
}

/// For each state and act, the transitions that may be taken, in file order.
fn served(
    states: usize,
    acts: &[Act],
    transitions: &[super::model::Transition],
) -> (Vec<(u16, u16)>, Vec<TransitionId>) {
    let (mut table, mut served) = (Vec::new(), Vec::new());
    for state in (0..states).map(StateId::new) {
        for act in (0..acts.len()).map(ActId::new) {
            let start = served.len();
            for (index, transition) in transitions.iter().enumerate() {
                if transition.trigger == Trigger::Act(act) && transition.from.contains(state) {
                    served.push(TransitionId::new(index));
                }
            }
            let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            table.push((place(start), place(served.len() - start)));
        }
    }
    (table, served)
}
