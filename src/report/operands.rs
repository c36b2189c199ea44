//! The operands of a check in words: what its leaves were when it was judged.

use super::view::View;
use super::words::{self, Heading, heading, quoted};
use crate::calendar::{Length, Stamp};
use crate::condition::{Expr, ExprId, History};
use crate::ids::{ActId, DeadlineId, DetailId, SlotId};
use crate::procedure::Procedure;
use crate::text::Lang;
use crate::value::{Type, Value};

/// One operand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Operand {
    /// What is said of it.
    pub text: String,
    /// Whether it is known.
    pub known: bool,
}

/// The operands of a check, in the order in which they are read. `values` are those that the evaluation met.
pub(super) fn operands(
    view: View,
    procedure: &Procedure,
    act: Option<ActId>,
    check: ExprId,
    values: &[(ExprId, Value)],
) -> Vec<Operand> {
    let mut teller = Teller { view, procedure, act, values, told: Vec::new() };
    teller.tell(check);
    teller.told
}

struct Teller<'a, 'r, 's> {
    view: View<'r, 's>,
    procedure: &'a Procedure,
    act: Option<ActId>,
    values: &'a [(ExprId, Value)],
    told: Vec<Operand>,
}

impl Teller<'_, '_, '_> {
    fn value(&self, id: ExprId) -> Option<Value> {
        if let Expr::Literal(value) = self.procedure.exprs().get(id) {
            return Some(*value);
        }
        self.values.iter().rev().find(|(e, _)| *e == id).map(|(_, value)| *value)
    }

    fn words(&self, value: Value, ty: Option<&Type>) -> String {
        self.view.value(self.procedure, value, ty)
    }

    fn push(&mut self, text: String, value: Value) {
        let operand = Operand { text, known: !value.is_unknown() };
        if !self.told.contains(&operand) {
            self.told.push(operand);
        }
    }

    /// "LABEL: value".
    fn labelled(&mut self, label: &str, value: Value, ty: Option<&Type>) {
        let colon = words::say(self.view.lang, ":", " :");
        let text = format!("{label}{colon} {}", self.words(value, ty));
        self.push(text, value);
    }

    fn tell(&mut self, id: ExprId) {
        let procedure = self.procedure;
        let lang = self.view.lang;
        match procedure.exprs().get(id) {
            Expr::Literal(_) => {}
            Expr::Not(a) | Expr::StateIn(a, _) => self.tell(*a),
            Expr::And(a, b)
            | Expr::Or(a, b)
            | Expr::Compare(_, a, b)
            | Expr::Add(a, b)
            | Expr::Subtract(a, b)
            | Expr::Multiply(a, b) => {
                self.tell(*a);
                self.tell(*b);
            }
            Expr::OneOf(a, items) => {
                self.tell(*a);
                for item in items {
                    self.tell(*item);
                }
            }
            leaf => {
                let Some(value) = self.value(id) else { return };
                match leaf {
                    Expr::ActOn => {
                        let text = match (value, lang) {
                            (Value::Date(s), Lang::En) => format!("the act falls {}", words::on(s, lang)),
                            (Value::Date(s), Lang::Fr) => format!("l'acte intervient {}", words::on(s, lang)),
                            (_, Lang::En) => "the date of the act is not known".into(),
                            (_, Lang::Fr) => "la date de l'acte est inconnue".into(),
                        };
                        self.push(text, value);
                    }
                    Expr::ActTime => {
                        let unknown = matches!(value, Value::Time(a, b) if a != b);
                        let shown = if unknown { Value::Unknown } else { value };
                        self.labelled(words::say(lang, "time of the act", "heure de l'acte"), shown, None);
                    }
                    Expr::ActBy => self.labelled(words::say(lang, "by", "par"), value, None),
                    Expr::ActDetail(detail) => self.detail(*detail, value),
                    Expr::State => self.labelled(words::say(lang, "state", "état"), value, None),
                    Expr::Slot(slot) => self.slot(*slot, value),
                    Expr::DeadlineLast(d) | Expr::DeadlineNominal(d) => self.runs_to(*d, value),
                    Expr::DeadlineStarted(d) => self.started(*d, value),
                    Expr::DeadlineRunning(d) => self.running(*d, value),
                    Expr::Counted { length, from, .. } => self.counted(*length, *from, value),
                    _ => self.labelled(procedure.exprs().text(id), value, None),
                }
            }
        }
    }

    fn detail(&mut self, detail: DetailId, value: Value) {
        let procedure = self.procedure;
        match self.act.and_then(|a| procedure.act(a).details.get(detail.index())) {
            Some(field) => self.labelled(field.label.get(self.view.lang), value, Some(&field.ty)),
            None => self.push(self.words(value, None), value),
        }
    }

    fn slot(&mut self, slot: SlotId, value: Value) {
        let (procedure, lang) = (self.procedure, self.view.lang);
        let slot = procedure.slot(slot);
        let act = |id: ActId| quoted(procedure.act(id).label.get(lang), lang);
        match (slot.history, value) {
            (Some(History::Done(id)), Value::Boolean(done)) => {
                let text = match (lang, done) {
                    (Lang::En, true) => format!("{} was done", act(id)),
                    (Lang::En, false) => format!("{} was not done", act(id)),
                    (Lang::Fr, true) => format!("{} : accompli", act(id)),
                    (Lang::Fr, false) => format!("{} : non accompli", act(id)),
                };
                self.push(text, value);
            }
            (Some(History::Done(id)), _) => {
                let text = match lang {
                    Lang::En => format!("whether {} was done is not known", act(id)),
                    Lang::Fr => format!("on ignore si {} a été accompli", act(id)),
                };
                self.push(text, value);
            }
            (Some(History::LastOn(id)), _) => self.labelled(&act(id), value, Some(&slot.ty)),
            (Some(History::LastDetail(id, detail)), _) => {
                let label = procedure.act(id).details.get(detail.index()).map_or("", |f| f.label.get(lang));
                let label = format!("{}, {label}", act(id));
                self.labelled(&label, value, Some(&slot.ty));
            }
            (None, _) => self.labelled(slot.label.get(lang), value, Some(&slot.ty)),
        }
    }

    fn runs_to(&mut self, deadline: DeadlineId, value: Value) {
        let lang = self.view.lang;
        let label = quoted(self.view.deadline(self.procedure, deadline), lang);
        if value.is_unknown() {
            return self.labelled(&label, value, None);
        }
        let day = self.words(value, None);
        let text = match lang {
            Lang::En => format!("{label} runs to {day}"),
            Lang::Fr => format!("{label} court jusqu'au {day}"),
        };
        self.push(text, value);
    }

    fn started(&mut self, deadline: DeadlineId, value: Value) {
        let lang = self.view.lang;
        let label = quoted(self.view.deadline(self.procedure, deadline), lang);
        let day = self.words(value, None);
        let text = match lang {
            _ if value.is_unknown() => return self.labelled(&label, value, None),
            Lang::En => format!("{label} is counted from {day}"),
            Lang::Fr => format!("{label} se compte du {day}"),
        };
        self.push(text, value);
    }

    fn running(&mut self, deadline: DeadlineId, value: Value) {
        let lang = self.view.lang;
        let label = quoted(self.view.deadline(self.procedure, deadline), lang);
        let text = match (lang, value.truth()) {
            (_, None) => return self.labelled(&label, value, None),
            (Lang::En, Some(true)) => format!("{label} is running"),
            (Lang::En, Some(false)) => format!("{label} is not running"),
            (Lang::Fr, Some(true)) => format!("{label} court"),
            (Lang::Fr, Some(false)) => format!("{label} ne court pas"),
        };
        self.push(text, value);
    }

    fn counted(&mut self, length: ExprId, from: ExprId, value: Value) {
        let lang = self.view.lang;
        let length = match self.value(length) {
            Some(Value::Period(p)) => Some(Length::Civil(p)),
            Some(Value::Duration(d)) => Some(Length::Elapsed(d)),
            _ => None,
        };
        let (Some(length), Some(Value::Date(start))) = (length, self.value(from)) else {
            return self.tell(from);
        };
        let one = match length {
            Length::Civil(p) => p.years + p.months + p.weeks + p.days + p.working_days == 1,
            Length::Elapsed(d) => d.minutes == 1 || d.minutes == 60,
        };
        let (length, start) = (words::length(length, lang), words::stamp(start, lang));
        let text = match (lang, value) {
            (Lang::En, Value::Unknown) => format!("{length} from {start}: {}", heading(Heading::NotKnown, lang)),
            (Lang::Fr, Value::Unknown) => {
                format!("{length} à compter du {start} : {}", heading(Heading::NotKnown, lang))
            }
            (Lang::En, _) => {
                format!("{length} from {start} {} {}", if one { "ends" } else { "end" }, self.ending(value))
            }
            (Lang::Fr, _) => {
                format!(
                    "{length} à compter du {start} {} {}",
                    if one { "expire" } else { "expirent" },
                    self.ending(value)
                )
            }
        };
        self.push(text, value);
    }

    fn ending(&self, value: Value) -> String {
        match value {
            Value::Date(stamp) => words::on(Stamp::of_day(stamp.day), self.view.lang),
            Value::Moment(m) if m.day().is_none() => words::moment(m, self.view.lang),
            _ => format!("{} {}", words::say(self.view.lang, "on", "le"), self.words(value, None)),
        }
    }
}
