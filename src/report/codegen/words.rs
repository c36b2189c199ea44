//! What documentation comments say of the parts of a procedure.

use super::docs::{Doc, plain};
use super::plan::Plan;
use super::reach::Act;
use crate::ids::{ArticleId, RoleId, StateSet, TransitionId};
use crate::procedure::{Basis, Check, Effect, Level, Transition, Trigger};
use crate::report::words;
use crate::text::{Lang, Text};

/// A label in English, and in French where there is one.
pub(super) fn label(text: &Text) -> String {
    match &text.fr {
        Some(french) if *french != text.en => format!("{} (*{}*)", plain(&text.en), plain(french)),
        _ => plain(&text.en),
    }
}

fn list(items: &[String], conjunction: &str) -> String {
    words::list(items, conjunction)
}

impl Plan<'_> {
    /// A link to a state's type: "[`OnNotice`]".
    pub fn link(&self, id: crate::ids::StateId) -> String {
        format!("[`{}`]", self.state(id))
    }

    pub fn links(&self, states: StateSet) -> String {
        list(&states.iter().map(|id| self.link(id)).collect::<Vec<_>>(), "or")
    }

    pub fn role_names(&self, roles: &[RoleId]) -> String {
        list(&roles.iter().map(|id| plain(&self.procedure.role(*id).label.en)).collect::<Vec<_>>(), "or")
    }

    /// An article with its certainty: "Loi n° 78-17, art. 45, I, al. 3 (verified)".
    fn cite(&self, id: ArticleId) -> String {
        let article = self.procedure.article(id);
        format!("{} ({})", plain(article.cite.get(Lang::En)), words::status(article.status, Lang::En))
    }

    /// The articles of a rule with their certainty, in one line.
    pub fn cites(&self, basis: &Basis) -> String {
        match basis {
            Basis::Policy => "a practice that no article carries".to_owned(),
            Basis::Articles(ids) => ids.iter().map(|id| self.cite(*id)).collect::<Vec<_>>().join("; "),
        }
    }

    /// The articles of some rules, each once, with what they say.
    fn quotes<'b>(&self, bases: impl IntoIterator<Item = &'b Basis>) -> Vec<String> {
        let mut seen: Vec<ArticleId> = Vec::new();
        let mut policy = false;
        for basis in bases {
            match basis {
                Basis::Policy => policy = true,
                Basis::Articles(ids) => seen.extend(ids.iter().filter(|id| !seen.contains(id)).collect::<Vec<_>>()),
            }
        }
        let mut quotes: Vec<String> = seen.iter().map(|id| self.quote(*id)).collect();
        if policy && quotes.is_empty() {
            quotes.push(capital(&self.cites(&Basis::Policy)) + ".");
        }
        quotes
    }

    /// An article, its certainty, and what it says.
    pub fn quote(&self, id: ArticleId) -> String {
        let article = self.procedure.article(id);
        let mut text = format!("{}: {}", self.cite(id), plain(&article.summary.en));
        if let Some(other) = article.overridden_by {
            text = format!("{text} Not applied: {} is applied instead.", plain(&self.procedure.article(other).cite.en));
        }
        text
    }

    /// What a check demands, in the words that refuse the act, with its own article if it has one.
    fn condition(&self, check: &Check, own: &Basis, mixed: bool) -> String {
        let code = self.law.condition(check);
        let mut text = match &check.otherwise_say {
            Some(words) => format!("“{}” unless {code}", plain(&words.en)),
            None => format!("not met: {code}"),
        };
        if let Some(date) = check.not_before {
            let date = self.law.code(date);
            text = match &check.otherwise_say {
                Some(words) => format!("“{}” before {date}", plain(&words.en)),
                None => format!("before {date}"),
            };
        }
        if check.basis != *own {
            text = format!("{text} — {}", self.cites(&check.basis));
        }
        let rest = match (check.level, check.effect) {
            (Level::Recommended, _) => "; irregular only",
            (Level::Required, Effect::Stands) if mixed => "; takes effect nevertheless",
            (Level::Required, _) => "",
        };
        format!("{text}{rest}")
    }

    /// What a transition does besides moving the case.
    fn effects(&self, transition: &Transition) -> String {
        let moved = transition.clocks.iter().map(|(change, id)| {
            let name = plain(&self.procedure.deadline(*id).label.en);
            format!("{} “{name}”", words::clock(*change, Lang::En))
        });
        let written = transition.sets.iter().map(|(slot, value)| {
            format!("remembers “{}” as {}", plain(&self.procedure.slot(*slot).label.en), self.law.code(*value))
        });
        let all: Vec<String> = moved.chain(written).collect();
        if all.is_empty() { String::new() } else { format!("; {}", list(&all, "and")) }
    }

    /// "To [`Closed`]", with the condition that selects the transition.
    fn way(&self, id: TransitionId) -> String {
        let transition = self.procedure.transition(id);
        let to = transition.to.map_or_else(|| "the same state".to_owned(), |to| self.link(to));
        let guard = transition.guard.map_or_else(String::new, |guard| format!(" if {}", self.law.code(guard)));
        format!("to {to}{guard}")
    }

    /// The same, with what else it does.
    fn whole_way(&self, id: TransitionId) -> String {
        self.way(id) + &self.effects(self.procedure.transition(id))
    }

    /// The documentation of an act as it is in the state where it is told in full.
    pub fn act_doc(&self, act: &Act) -> Doc {
        let rule = self.procedure.act(act.id);
        let ways: Vec<String> = act.transitions.iter().map(|id| self.whole_way(*id)).collect();
        let mut doc = Doc::of(&format!("{}. By: {}.", label(&rule.label), self.role_names(&rule.by)));
        doc = match &ways[..] {
            [way] => doc.paragraph(&format!("Leads {way}.")),
            _ => doc.paragraph("Leads").list(&ways),
        };
        doc = doc.paragraph_if(&self.after_time(act));
        let transitions = || act.transitions.iter().map(|id| self.procedure.transition(*id));
        doc = doc.paragraph("Law:").list(self.quotes(transitions().map(|transition| &transition.basis)));
        for (id, transition) in act.transitions.iter().zip(transitions()) {
            if transition.checks.is_empty() {
                continue;
            }
            let which =
                if act.transitions.len() == 1 { String::new() } else { format!(", where it leads {}", self.way(*id)) };
            let required = || transition.checks.iter().filter(|check| check.level == Level::Required);
            let stand = required().filter(|check| check.effect == Effect::Stands).count();
            let (mixed, what) = match required().count() {
                0 => (false, "Irregular"),
                all if stand == all => (false, "Unlawful, though it takes effect"),
                _ if stand == 0 => (false, "Unlawful, and without effect"),
                _ => (true, "Unlawful, and without effect unless it says otherwise"),
            };
            let checks = transition.checks.iter().map(|check| self.condition(check, &transition.basis, mixed));
            doc = doc.paragraph(&format!("{what}{which}:")).list(checks);
        }
        doc
    }

    /// The documentation of an act that an earlier state tells in full.
    pub fn same_act_doc(&self, act: &Act, told: &str) -> Doc {
        let rule = self.procedure.act(act.id);
        let bases = act.transitions.iter().map(|id| self.cites(&self.procedure.transition(*id).basis));
        let mut cites: Vec<String> = Vec::new();
        for cite in bases {
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        let ways: Vec<String> = act.transitions.iter().map(|id| self.way(*id)).collect();
        Doc::of(&format!("{}. By: {}.", label(&rule.label), self.role_names(&rule.by)))
            .paragraph(&format!("Leads {}, on the conditions of {told}: {}.", ways.join(", or "), cites.join("; ")))
            .paragraph_if(&self.after_time(act))
    }

    /// Where an act is judged that comes after a deadline's end.
    fn after_time(&self, act: &Act) -> String {
        let known: StateSet = act.waited.iter().filter(|s| !self.procedure.serving(*s, act.id).is_empty()).collect();
        let lost: StateSet = act.waited.iter().filter(|s| !known.contains(*s)).collect();
        let from = StateSet::from_iter([act.from]);
        let still: StateSet = known.iter().filter(|s| !from.contains(*s)).collect();
        let mut text = String::new();
        if !still.is_empty() {
            text = format!("Once time has led to {}, it is judged there.", self.links(still));
        }
        if !lost.is_empty() {
            text = format!("{text} Once time has led to {}, it comes too late.", self.links(lost));
        }
        text
    }

    /// A deadline: how long, from when, how it is counted, under which articles.
    pub fn deadline_doc(&self, id: crate::ids::DeadlineId) -> Doc {
        let deadline = self.procedure.deadline(id);
        let (from, lasts) = self.law.terms(deadline);
        let counting = self.law.counting(self.procedure.counting(deadline.counting));
        let ends = deadline.expiry.iter().map(|id| self.procedure.transition(*id)).map(|transition| {
            let to = transition.to.map_or_else(|| "the same state".to_owned(), |to| self.link(to));
            let guard = transition.guard.map_or_else(String::new, |guard| format!(" if {}", self.law.code(guard)));
            format!("{to}{guard}")
        });
        let mut ends: Vec<String> = ends.collect();
        ends.dedup();
        let end = if ends.is_empty() { String::new() } else { format!(" Its end leads to {}.", ends.join(", or to ")) };
        Doc::of(&format!("{}: {lasts}, counted from {from}.", label(&deadline.label)))
            .paragraph(&format!("{}.{end}", capital(&counting)))
            .list(self.quotes([&deadline.basis]))
            .paragraph("`None` if it was never started.")
    }

    /// The course of the procedure as a diagram: every state, its acts, and where they lead.
    pub fn course(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (id, state) in self.procedure.states() {
            lines.push(self.state(id).to_string() + if state.is_final { "  (final)" } else { "" });
            for (_, transition) in self.procedure.transitions().filter(|(_, t)| t.from.contains(id)) {
                let what = match transition.trigger {
                    Trigger::Act(act) => {
                        let by: Vec<&str> = self
                            .procedure
                            .act(act)
                            .by
                            .iter()
                            .map(|role| self.procedure.role(*role).name.as_str())
                            .collect();
                        format!("{} ({})", self.act(act).method, by.join(", "))
                    }
                    Trigger::Over(deadline) => format!("end of {}", self.deadline(deadline).method),
                };
                let to = transition.to.map_or_else(|| "same state".to_owned(), |to| self.state(to).to_string());
                let line = format!("    {what:<44} → {to}");
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// The duties: who owes what, from when, until when.
    pub fn duties(&self) -> Vec<String> {
        let told = self.procedure.duties().map(|(_, duty)| {
            let owed_by = self.role_names(&duty.owed_by);
            let (arises, due) = (plain(&self.law.occasions(&duty.arises)), self.law.due(duty.due));
            let cites = self.cites(&duty.basis);
            format!("{}, owed by {owed_by}: arises with {arises}, due {due} — {cites}", label(&duty.label))
        });
        told.collect()
    }

    /// The properties: what must hold in lawful courses.
    pub fn properties(&self) -> Vec<String> {
        let told = self.procedure.properties().map(|(_, property)| {
            let (form, cites) = (self.law.property(property), self.cites(&property.basis));
            format!("{}: {form} — {cites}", label(&property.label))
        });
        told.collect()
    }
}

impl Doc {
    /// Adds a paragraph unless there is nothing in it.
    fn paragraph_if(self, text: &str) -> Self {
        if text.is_empty() { self } else { self.paragraph(text) }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
