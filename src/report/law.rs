//! The parts of a procedure in words, whatever the case: for pages about a procedure, and for what changed in it.

use super::words::{self, Heading, heading, quoted, say};
use crate::calendar::{Counting, Length, Roll};
use crate::condition::{Expr, ExprId};
use crate::ids::{ActId, ArticleId, DeadlineId, RoleId, StateId, StateSet};
use crate::procedure::{
    Basis, Check, Cue, Deadline, DutyDue, Field, Form, Occasions, Procedure, Property, Status, Term, Transition,
    Trigger,
};
use crate::text::Lang;
use crate::value::{Type, Value};

/// More states than this are called by their group, if there is one.
const FEW: usize = 3;

/// One edition of a procedure in a language.
#[derive(Clone, Copy)]
pub(crate) struct Law<'p> {
    pub procedure: &'p Procedure,
    pub lang: Lang,
}

impl<'p> Law<'p> {
    fn or(self) -> &'static str {
        say(self.lang, "or", "ou")
    }

    pub fn state(self, id: StateId) -> &'p str {
        self.procedure.state(id).label.get(self.lang)
    }

    pub fn act(self, id: ActId) -> &'p str {
        self.procedure.act(id).label.get(self.lang)
    }

    pub fn deadline(self, id: DeadlineId) -> &'p str {
        self.procedure.deadline(id).label.get(self.lang)
    }

    /// "Findings or Notice running"; many states by the name of their group: "any of “open”".
    pub fn states(self, set: StateSet) -> String {
        let names: Vec<&str> = set.iter().map(|s| self.state(s)).collect();
        let group = self.procedure.groups().iter().find(|g| g.states == set);
        match group {
            Some(group) if names.len() > FEW => {
                let name = quoted(&group.name.replace('_', " "), self.lang);
                match self.lang {
                    Lang::En => format!("any state of {name}"),
                    Lang::Fr => format!("tout état de {name}"),
                }
            }
            _ => self.names(&names),
        }
    }

    /// One name as it is, several in quotation marks, since names have commas.
    fn names(self, names: &[&str]) -> String {
        match names {
            [only] => (*only).to_owned(),
            names => words::list(&names.iter().map(|name| quoted(name, self.lang)).collect::<Vec<_>>(), self.or()),
        }
    }

    pub fn roles(self, roles: &[RoleId]) -> String {
        let names: Vec<&str> = roles.iter().map(|r| self.procedure.role(*r).label.get(self.lang)).collect();
        words::list(&names, self.or())
    }

    /// An article; with its certainty, unless its text was read.
    pub fn cite(self, id: ArticleId) -> String {
        let article = self.procedure.article(id);
        let cite = article.cite.get(self.lang);
        match article.status {
            Status::Verified => cite.to_owned(),
            status => format!("{cite} ({})", words::status(status, self.lang)),
        }
    }

    pub fn basis(self, basis: &Basis) -> String {
        match basis {
            Basis::Policy => heading(Heading::Policy, self.lang).to_owned(),
            Basis::Articles(ids) => ids.iter().map(|id| self.cite(*id)).collect::<Vec<_>>().join("; "),
        }
    }

    /// "“Formal notice”", or "the end of “Time to comply”".
    pub fn trigger(self, trigger: Trigger) -> String {
        match trigger {
            Trigger::Act(act) => quoted(self.act(act), self.lang),
            Trigger::Over(deadline) => self.end_of(deadline),
        }
    }

    pub fn end_of(self, deadline: DeadlineId) -> String {
        let name = quoted(self.deadline(deadline), self.lang);
        match self.lang {
            Lang::En => format!("the end of {name}"),
            Lang::Fr => format!("l'expiration de {name}"),
        }
    }

    pub fn value(self, value: Value, ty: Option<&Type>) -> String {
        let lang = self.lang;
        match (value, ty) {
            (Value::Unknown, _) => heading(Heading::NotKnown, lang).to_owned(),
            (Value::Boolean(true), _) => say(lang, "yes", "oui").to_owned(),
            (Value::Boolean(false), _) => say(lang, "no", "non").to_owned(),
            (Value::Integer(n), _) => words::number(n, lang),
            (Value::Text(id), _) => {
                let text = self.procedure.vocabulary.texts.get(id.0 as usize);
                text.map_or_else(String::new, |text| quoted(text, lang))
            }
            (Value::Word(index), Some(Type::Word(all))) => {
                all.label(index).map_or_else(|| index.to_string(), |label| label.get(lang).to_owned())
            }
            (Value::Word(index), _) => index.to_string(),
            (Value::Date(stamp), _) => words::stamp(stamp, lang),
            (Value::Moment(moment), _) => words::moment(moment, lang),
            (Value::Time(first, _), _) => {
                crate::calendar::Minute::new(first).map_or_else(String::new, |minute| words::minute(minute, lang))
            }
            (Value::Period(period), _) => words::period(period, lang),
            (Value::Duration(duration), _) => words::duration(duration, lang),
            (Value::State(state), _) => quoted(self.state(state), lang),
            (Value::Role(role), _) => self.procedure.role(role).label.get(lang).to_owned(),
        }
    }

    pub fn ty(self, ty: &Type) -> String {
        let Type::Word(all) = ty else { return words::type_name(ty, self.lang).to_owned() };
        let labels = (0..all.names().len()).filter_map(|i| all.label(u16::try_from(i).ok()?));
        let labels: Vec<&str> = labels.map(|label| label.get(self.lang)).collect();
        words::list(&labels, self.or())
    }

    pub fn between(self, (low, high): (Value, Value), ty: &Type) -> String {
        let (low, high) = (self.value(low, Some(ty)), self.value(high, Some(ty)));
        match self.lang {
            Lang::En => format!("from {low} to {high}"),
            Lang::Fr => format!("de {low} à {high}"),
        }
    }

    /// "Time to comply (period, from 1 day to 12 months)".
    pub fn field(self, field: &Field) -> String {
        let lang = self.lang;
        let mut parts = vec![self.ty(&field.ty)];
        parts.extend(field.between.map(|bounds| self.between(bounds, &field.ty)));
        if let Some(default) = field.default {
            let colon = say(lang, "if nothing is said: ", "à défaut : ");
            parts.push(format!("{colon}{}", self.value(default, Some(&field.ty))));
        }
        if field.optional {
            parts.push(say(lang, "may be left out", "facultatif").to_owned());
        }
        if field.planned {
            parts.push(say(lang, "may lie ahead", "peut être à venir").to_owned());
        }
        format!("{} ({})", field.label.get(lang), parts.join(", "))
    }

    /// A rule, its roll, its holidays and its clocks.
    pub fn counting(self, counting: &Counting) -> String {
        let lang = self.lang;
        let mut text = format!("{}, {}", words::rule(counting.rule, lang), words::roll(counting.roll, lang));
        if counting.roll == Roll::NextWorkingDay {
            text = format!("{text} ({})", words::holidays(&counting.holidays, lang));
        }
        text
    }

    /// What deadlines the transition moves: "starts “Time to comply”".
    pub fn clocks(self, transition: &Transition) -> Vec<String> {
        let moved = transition.clocks.iter();
        moved
            .map(|(change, d)| format!("{} {}", words::clock(*change, self.lang), quoted(self.deadline(*d), self.lang)))
            .collect()
    }

    /// What the transition writes to memory: "The notice was made public: `act.published`".
    pub fn sets(self, transition: &Transition) -> Vec<String> {
        let colon = say(self.lang, ":", " :");
        let written = transition.sets.iter();
        written
            .map(|(slot, value)| {
                format!("{}{colon} {}", self.procedure.slot(*slot).label.get(self.lang), self.code(*value))
            })
            .collect()
    }

    /// An expression as it stands in the file.
    pub fn code(self, id: ExprId) -> String {
        format!("`{}`", one_line(self.procedure.exprs().text(id)))
    }

    /// A condition as it is judged, a waiting period as its first day.
    pub fn condition(self, check: &Check) -> String {
        match (check.not_before, self.lang) {
            (None, _) => self.code(check.condition),
            (Some(date), Lang::En) => format!("not before {}", self.code(date)),
            (Some(date), Lang::Fr) => format!("pas avant {}", self.code(date)),
        }
    }

    /// A length: "3 months", or the detail that gives it.
    pub fn length(self, act: Option<ActId>, id: ExprId) -> String {
        match self.procedure.exprs().get(id) {
            Expr::Literal(Value::Period(period)) => words::length(Length::Civil(*period), self.lang),
            Expr::Literal(Value::Duration(duration)) => words::length(Length::Elapsed(*duration), self.lang),
            Expr::ActDetail(detail) => {
                let field = act.and_then(|act| self.procedure.act(act).details.get(detail.index()));
                field.map_or_else(|| self.code(id), |field| quoted(field.label.get(self.lang), self.lang))
            }
            _ => self.code(id),
        }
    }

    /// "3 months if `act.abroad`, 2 months".
    pub fn lasts(self, act: Option<ActId>, term: &Term) -> String {
        let or_else = say(self.lang, "else", "sinon");
        let mut texts = Vec::new();
        for (condition, length) in &term.lasts {
            let length = self.length(act, *length);
            texts.push(match condition {
                Some(condition) => format!("{length} {} {}", say(self.lang, "if", "si"), self.code(*condition)),
                None if term.lasts.len() > 1 => format!("{or_else} {length}"),
                None => length,
            });
        }
        texts.join(", ")
    }

    pub fn counted_from(self, id: ExprId) -> String {
        match self.procedure.exprs().get(id) {
            Expr::ActOn => say(self.lang, "the day of the act", "le jour de l'acte").to_owned(),
            _ => self.code(id),
        }
    }

    /// The terms of a deadline in words, each once: from when, and how long.
    pub fn terms(self, deadline: &Deadline) -> (String, String) {
        let each = |words: &dyn Fn(Option<ActId>, &Term) -> String| {
            let mut texts: Vec<String> = Vec::new();
            for (act, term) in &deadline.terms {
                let text = words(*act, term);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts.join(" / ")
        };
        (each(&|_, term| self.counted_from(term.counted_from)), each(&|act, term| self.lasts(act, term)))
    }

    /// Acts and states: "“Closure” or the state “Closed”".
    pub fn occasions(self, occasions: &Occasions) -> String {
        let acts = occasions.acts.iter().map(|act| quoted(self.act(*act), self.lang));
        let states = occasions.states.iter().map(|state| {
            let name = quoted(self.state(state), self.lang);
            match self.lang {
                Lang::En => format!("the state {name}"),
                Lang::Fr => format!("l'état {name}"),
            }
        });
        words::list(&acts.chain(states).collect::<Vec<_>>(), self.or())
    }

    /// What a property says: "never `state == fined`".
    pub fn property(self, property: &Property) -> String {
        let said = self.form(&property.form);
        match (property.duties_kept, self.lang) {
            (false, _) => said,
            (true, Lang::En) => format!("while every duty is kept, {said}"),
            (true, Lang::Fr) => format!("tant que toute obligation est remplie, {said}"),
        }
    }

    fn form(self, form: &Form) -> String {
        let condition = self.code(form.condition());
        let said = match form {
            Form::Never(_) => say(self.lang, "never", "jamais").to_owned(),
            Form::Always(_) => say(self.lang, "always", "toujours").to_owned(),
            Form::Reachable(_) => say(self.lang, "possible:", "possible :").to_owned(),
            Form::AtEnd(_) => say(self.lang, "when the case has ended:", "à la fin de l'affaire :").to_owned(),
            Form::Before { cue, .. } => match self.lang {
                Lang::En => format!("just before {}:", self.cue(cue)),
                Lang::Fr => format!("juste avant {} :", self.cue(cue)),
            },
            Form::Following { cue, within, .. } => {
                let time = within.map(|(length, _)| words::length(length, self.lang));
                match (self.lang, time) {
                    (Lang::En, Some(time)) => format!("after {}, within {time}:", self.cue(cue)),
                    (Lang::En, None) => format!("after {}, some day:", self.cue(cue)),
                    (Lang::Fr, Some(time)) => format!("après {}, avant le terme de {time} :", self.cue(cue)),
                    (Lang::Fr, None) => format!("après {}, un jour :", self.cue(cue)),
                }
            }
        };
        format!("{said} {condition}")
    }

    /// The acts and states that set a property off; those of other machines as they are written.
    fn cue(self, cue: &Cue) -> String {
        if cue.watched.is_empty() {
            return self.occasions(&cue.own);
        }
        let names: Vec<String> = cue.names.iter().map(|name| format!("`{name}`")).collect();
        words::list(&names, self.or())
    }

    pub fn due(self, due: DutyDue) -> String {
        match (due, self.lang) {
            (DutyDue::Open, lang) => say(lang, "on no fixed day", "sans terme fixe").to_owned(),
            (DutyDue::Deadline(deadline), Lang::En) => format!("with {}", self.end_of(deadline)),
            (DutyDue::Deadline(deadline), Lang::Fr) => format!("à {}", self.end_of(deadline)),
            (DutyDue::On(date), _) => self.code(date),
            (DutyDue::Every(length), Lang::En) => format!("every {}", words::length(length, self.lang)),
            (DutyDue::Every(length), Lang::Fr) => format!("par période de {}", words::length(length, self.lang)),
        }
    }
}

/// A text without line ends and repeated spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
