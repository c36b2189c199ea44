//! The tables of a page: acts, transitions, deadlines, duties, properties.

use super::Page;
use super::markdown::escaped;
use crate::procedure::{Check, Level, Occasions, Transition, Trigger};
use crate::report::words::{self, ProofWord};
use crate::text::Lang;

/// A line end within a cell.
const BREAK: &str = "<br>";

impl Page<'_> {
    pub(super) fn acts(&mut self) {
        let lang = self.lang();
        let rows: Vec<[String; 4]> = (self.law.procedure.acts())
            .map(|(_, act)| {
                let details: Vec<String> = act.details.iter().map(|field| escaped(&self.law.field(field))).collect();
                [
                    format!("{} (`{}`)", escaped(act.label.get(lang)), act.name),
                    escaped(&self.law.roles(&act.by)),
                    words::unlawful(act.effect, lang).to_owned(),
                    details.join(BREAK),
                ]
            })
            .collect();
        self.out.heading(2, self.say("Acts", "Actes"));
        let head = match lang {
            Lang::En => ["Act", "Who may do it", "If it is unlawful, it", "Details"],
            Lang::Fr => ["Acte", "Qui peut l'accomplir", "Illicite, il", "Précisions"],
        };
        self.out.table(head, &rows);
    }

    pub(super) fn transitions(&mut self) {
        let lang = self.lang();
        let rows: Vec<[String; 4]> = (self.law.procedure.transitions())
            .map(|(_, transition)| {
                [
                    self.cause(transition),
                    self.way(transition),
                    self.conditions(transition),
                    escaped(&self.law.basis(&transition.basis)),
                ]
            })
            .collect();
        self.out
            .heading(2, self.say("What may be done, and what follows", "Ce qui peut être fait, et ce qui s'ensuit"));
        self.out.paragraph(self.say(
            "A condition is given in the words by which an act that does not meet it is refused.",
            "Une condition est donnée dans les termes qui refusent l'acte qui ne la remplit pas.",
        ));
        let head = match lang {
            Lang::En => ["Act or deadline", "From → to", "What a refusal says", "Law"],
            Lang::Fr => ["Acte ou délai", "De → à", "Ce que dit un refus", "Droit"],
        };
        self.out.table(head, &rows);
    }

    fn cause(&self, transition: &Transition) -> String {
        let mut lines = vec![match transition.trigger {
            Trigger::Act(act) => {
                let by = escaped(&self.law.roles(&self.law.procedure.act(act).by));
                format!("{}{BREAK}*{by}*", escaped(self.law.act(act)))
            }
            Trigger::Over(_) => escaped(&self.law.trigger(transition.trigger)),
        }];
        if let Some(guard) = transition.guard {
            lines.push(format!("{} {}", self.say("if", "si"), self.law.code(guard)));
        }
        lines.join(BREAK)
    }

    fn way(&self, transition: &Transition) -> String {
        let from = escaped(&self.law.states(transition.from));
        let mut lines = vec![match transition.to {
            Some(to) => format!("{from} → **{}**", escaped(self.law.state(to))),
            None => format!("{from} ({})", self.say("unchanged", "inchangé")),
        }];
        lines.extend(self.law.clocks(transition).iter().map(|text| escaped(text)));
        lines.extend(self.law.sets(transition).iter().map(|text| escaped(text)));
        lines.join(BREAK)
    }

    fn conditions(&self, transition: &Transition) -> String {
        let lines: Vec<String> = (transition.checks.iter())
            .map(|check| {
                let mut text = self.refusal(check);
                if check.basis != transition.basis {
                    text = format!("{text} — {}", escaped(&self.law.basis(&check.basis)));
                }
                if check.level == Level::Recommended {
                    text = format!("{text} ({})", words::level(check.level, self.lang()));
                }
                format!("• {text}")
            })
            .collect();
        lines.join(BREAK)
    }

    /// What the author says when the condition is not met; else the condition.
    fn refusal(&self, check: &Check) -> String {
        match &check.otherwise_say {
            Some(text) => escaped(text.get(self.lang())),
            None => format!("{} {}", self.say("not met:", "non rempli :"), self.law.condition(check)),
        }
    }

    pub(super) fn deadlines(&mut self) {
        let lang = self.lang();
        let rows: Vec<[String; 5]> = (self.law.procedure.deadlines())
            .map(|(_, deadline)| {
                let (from, lasts) = self.law.terms(deadline);
                let counting = self.law.procedure.counting(deadline.counting);
                let alive = deadline.alive.map_or_else(
                    || self.say("until it ends", "jusqu'à son terme").to_owned(),
                    |set| self.law.states(set),
                );
                [
                    format!("{} (`{}`)", escaped(deadline.label.get(lang)), deadline.name),
                    format!("{}{BREAK}{}", escaped(&lasts), escaped(&from)),
                    escaped(&self.law.counting(counting)),
                    escaped(&alive),
                    escaped(&self.law.basis(&deadline.basis)),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.out.heading(2, self.say("Deadlines", "Délais"));
        let head = match lang {
            Lang::En => ["Deadline", "How long, and from when", "How it is counted", "It runs in", "Law"],
            Lang::Fr => ["Délai", "Durée et point de départ", "Comment il se compte", "Il court dans", "Droit"],
        };
        self.out.table(head, &rows);
    }

    pub(super) fn duties(&mut self) {
        let lang = self.lang();
        let rows: Vec<[String; 5]> = (self.law.procedure.duties())
            .map(|(_, duty)| {
                let mut arises = escaped(&self.law.occasions(&duty.arises));
                if let Some(guard) = duty.guard {
                    arises = format!("{arises}{BREAK}{} {}", self.say("if", "si"), self.law.code(guard));
                }
                let mut fulfilled = vec![escaped(&self.law.occasions(&duty.discharged_by))];
                if duty.ends != Occasions::default() {
                    let ends = self.say("no longer owed after", "éteinte après");
                    fulfilled.push(format!("{ends} {}", escaped(&self.law.occasions(&duty.ends))));
                }
                fulfilled.retain(|text| !text.is_empty());
                let mut basis = self.law.basis(&duty.basis);
                if duty.level == Level::Recommended {
                    basis = format!("{basis} ({})", words::level(duty.level, lang));
                }
                let owed_by = escaped(&self.law.roles(&duty.owed_by));
                [
                    format!("{} (`{}`){BREAK}*{owed_by}*", escaped(duty.label.get(lang)), duty.name),
                    arises,
                    escaped(&self.law.due(duty.due)),
                    fulfilled.join(BREAK),
                    escaped(&basis),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.out.heading(2, self.say("Duties", "Obligations"));
        let head = match lang {
            Lang::En => ["Duty, and who owes it", "It arises with", "It falls due", "It is fulfilled by", "Law"],
            Lang::Fr => ["Obligation, et qui la doit", "Elle naît de", "Son échéance", "Elle est remplie par", "Droit"],
        };
        self.out.table(head, &rows);
    }

    pub(super) fn properties(&mut self) {
        let lang = self.lang();
        let items: Vec<String> = (self.law.procedure.properties())
            .map(|(_, property)| {
                let mut basis = escaped(&self.law.basis(&property.basis));
                if property.level == Level::Recommended {
                    basis = format!("{basis}, {}", words::level(property.level, lang));
                }
                let (label, form) = (escaped(property.label.get(lang)), self.law.property(property));
                let known = property.known.as_ref().map_or_else(String::new, |why| {
                    let word = words::proof(ProofWord::KnownBroken, lang);
                    format!(". {word}{} {}", self.say(":", " :"), escaped(why.get(lang)))
                });
                format!("{label}{} {form} — {basis}{known}", self.say(":", " :"))
            })
            .collect();
        if !items.is_empty() {
            self.out.heading(2, self.say("What must hold, or be possible", "Ce qui doit valoir, ou être possible"));
            self.out.list(&items);
        }
    }
}
