//! What text and JSON both look up in a replay: names for people, sources, laws, counts.

use crate::calendar::{Length, Stamp};
use crate::engine::{Outcome, Refusal};
use crate::ids::{ArticleId, DeadlineId, RoleId, StateId};
use crate::procedure::{Basis, Procedure, Trigger};
use crate::replay::{DeadlineReport, Fit, Judged, Possible, Replay};
use crate::scenario::{Event, EventIx, Given, MachineIx, Resolved, Scenario, Source, SourceIx, What};
use crate::text::Lang;
use crate::value::{Type, Value};

use super::words;

/// A replay in a language.
#[derive(Clone, Copy)]
pub(crate) struct View<'r, 's> {
    pub replay: &'r Replay<'s>,
    pub lang: Lang,
}

impl<'r> View<'r, '_> {
    pub fn scenario(self) -> &'r Scenario<'r> {
        // The scenario outlives the view; its own lifetime is shortened to that of the replay.
        &self.replay.scenario
    }

    pub fn event(self, ix: EventIx) -> Option<&'r Event> {
        self.scenario().events.get(ix)
    }

    pub fn source(self, ix: SourceIx) -> Option<&'r Source> {
        self.scenario().sources.get(ix)
    }

    pub fn machine(self, ix: MachineIx) -> &'r str {
        let joint = || self.scenario().name_of(ix);
        self.scenario().machines.get(ix).map_or_else(joint, |m| m.label.get(self.lang))
    }

    pub fn edition(self, machine: MachineIx, edition: usize) -> &'r Procedure {
        self.scenario().editions(machine).get(edition)
    }

    /// The edition that is shown for an event that has no outcome: the last that knows it.
    pub fn any_edition(self, event: &Event) -> usize {
        let known = match &event.what {
            What::Act { resolved, .. } => resolved.iter().rposition(Option::is_some),
            What::Is { resolved, .. } => resolved.iter().rposition(Option::is_some),
        };
        known.unwrap_or(0)
    }

    pub fn is_observation(event: &Event) -> bool {
        matches!(event.what, What::Is { .. })
    }

    /// The edition by which an event is shown.
    pub fn shown_edition(self, judged: &Judged, event: &Event) -> usize {
        judged.possible.first().map_or_else(|| self.any_edition(event), |p| p.ids)
    }

    pub fn resolved(event: &Event, edition: usize) -> Option<&Resolved> {
        match &event.what {
            What::Act { resolved, .. } => resolved.get(edition).and_then(Option::as_ref),
            What::Is { .. } => None,
        }
    }

    /// What happened, in words: the label of the act, or of the state observed.
    pub fn what(self, event: &Event) -> String {
        let edition = self.any_edition(event);
        let procedure = self.edition(event.machine, edition);
        match &event.what {
            What::Act { name, .. } => Self::resolved(event, edition)
                .map_or_else(|| name.replace('_', " "), |r| procedure.act(r.act).label.get(self.lang).to_owned()),
            What::Is { name, resolved } => resolved
                .get(edition)
                .copied()
                .flatten()
                .map_or_else(|| name.replace('_', " "), |s| self.state(procedure, s).to_owned()),
        }
    }

    pub fn state(self, procedure: &Procedure, state: StateId) -> &str {
        procedure.state(state).label.get(self.lang)
    }

    pub fn role(self, procedure: &Procedure, role: RoleId) -> &str {
        procedure.role(role).label.get(self.lang)
    }

    /// Who plays a role in a machine.
    pub fn player(self, machine: MachineIx, role: &str) -> Option<&'r str> {
        let machine = self.scenario().machines.get(machine)?;
        machine.roles.iter().find(|(name, _)| name == role).map(|(_, player)| player.as_str())
    }

    /// A role, with who plays it unless that is the machine itself: "Data controller (Trident Media Guard)".
    pub fn role_played(self, machine: MachineIx, procedure: &Procedure, role: RoleId) -> String {
        let label = self.role(procedure, role);
        match self.player(machine, &procedure.role(role).name) {
            Some(player) if player != self.machine(machine) => format!("{label} ({player})"),
            _ => label.to_owned(),
        }
    }

    /// Who did an act: every role that is possible.
    pub fn by(self, event: &Event, edition: usize) -> Vec<RoleId> {
        let Some(resolved) = Self::resolved(event, edition) else { return Vec::new() };
        match resolved.by {
            Given::Known(Value::Role(role)) => vec![role],
            Given::Known(_) => Vec::new(),
            Given::OneOf(unknown) => self
                .scenario()
                .unknowns
                .get(unknown)
                .into_iter()
                .flat_map(|u| &u.candidates)
                .filter_map(|c| match c.value {
                    Value::Role(role) => Some(role),
                    _ => None,
                })
                .collect(),
        }
    }

    /// The dates that are left of an event, or those that the facts give.
    pub fn dates(self, judged: &Judged, event: &Event) -> Vec<Stamp> {
        if judged.dates.is_empty() { self.scenario().dates(event) } else { judged.dates.clone() }
    }

    pub fn articles(basis: &Basis) -> &[ArticleId] {
        match basis {
            Basis::Policy => &[],
            Basis::Articles(articles) => articles,
        }
    }

    /// The bases that an outcome rests on: of the transition, and of the checks that failed or were not judged.
    pub fn bases<'p>(procedure: &'p Procedure, possible: &Possible) -> Vec<&'p Basis> {
        let Some(id) = possible.outcome.transition else { return Vec::new() };
        let transition = procedure.transition(id);
        let failed = possible.outcome.failed.iter().chain(possible.outcome.unjudged.iter());
        std::iter::once(&transition.basis)
            .chain(failed.filter_map(|i| transition.checks.get(i)).map(|c| &c.basis))
            .collect()
    }

    /// A refusal as a sentence.
    pub fn refusal(self, procedure: &Procedure, event: &Event, outcome: &Outcome, refusal: Refusal) -> String {
        let deadline = match refusal {
            Refusal::TooLate(deadline) => procedure.deadline(deadline).label.get(self.lang),
            _ => "",
        };
        let act = self.what(event);
        let roles: Vec<&str> = procedure
            .act_named(match &event.what {
                What::Act { name, .. } | What::Is { name, .. } => name,
            })
            .map(|a| procedure.act(a).by.iter().map(|r| self.role(procedure, *r)).collect())
            .unwrap_or_default();
        words::refusal(refusal, &act, self.state(procedure, outcome.from), deadline, &roles, self.lang)
    }

    /// The transitions of the law that bridge an undocumented stretch, in words.
    pub fn course(self, procedure: &Procedure, by: &[crate::ids::TransitionId]) -> String {
        let steps: Vec<String> = by
            .iter()
            .map(|t| match procedure.transition(*t).trigger {
                Trigger::Act(act) => words::quoted(procedure.act(act).label.get(self.lang), self.lang),
                Trigger::Over(deadline) => {
                    let label = words::quoted(procedure.deadline(deadline).label.get(self.lang), self.lang);
                    match self.lang {
                        Lang::En => format!("the end of {label}"),
                        Lang::Fr => format!("l'expiration de {label}"),
                    }
                }
            })
            .collect();
        words::list(&steps, words::say(self.lang, "then", "puis"))
    }

    pub fn fit(self, procedure: &Procedure, fit: &Fit) -> String {
        match fit {
            Fit::Confirmed => words::fit(words::Fit::Confirmed, self.lang),
            Fit::Undocumented { from, by, since } => {
                let by = self.course(procedure, by);
                let from = self.state(procedure, *from);
                words::fit(words::Fit::Undocumented { from, by: &by, since: *since }, self.lang)
            }
            Fit::Contradiction { from } => {
                words::fit(words::Fit::Contradiction { from: self.state(procedure, *from) }, self.lang)
            }
        }
    }

    /// The length of a deadline, where the facts and its count agree on one.
    pub fn length(self, procedure: &Procedure, report: &DeadlineReport) -> Option<Length> {
        let deadline = procedure.deadline(report.deadline);
        let (started, nominal, _) = *report.counts.first()?;
        let counting = procedure.counting(deadline.counting);
        let started_by = report.started_by.and_then(|event| self.event(event));
        let act = started_by.and_then(|event| {
            let edition =
                self.scenario().editions(event.machine).all().iter().position(|p| std::ptr::eq(p, procedure))?;
            Self::resolved(event, edition).map(|resolved| resolved.act)
        });
        deadline.term(act)?.lasts.iter().find_map(|(_, expr)| {
            let value = match procedure.exprs().get(*expr) {
                crate::condition::Expr::Literal(value) => *value,
                crate::condition::Expr::ActDetail(detail) => {
                    let event = self.event(report.started_by?)?;
                    let resolved = self
                        .scenario()
                        .editions(event.machine)
                        .all()
                        .iter()
                        .position(|p| std::ptr::eq(p, procedure))
                        .and_then(|edition| Self::resolved(event, edition))?;
                    match resolved.details.get(detail.index())? {
                        Given::Known(value) => *value,
                        Given::OneOf(_) => return None,
                    }
                }
                _ => return None,
            };
            let length = match value {
                Value::Period(period) => Length::Civil(period),
                Value::Duration(duration) => Length::Elapsed(duration),
                _ => return None,
            };
            let due = counting.count(started, length).ok()?;
            (due.nominal == nominal).then_some(length)
        })
    }

    /// A deadline's name for people.
    pub fn deadline(self, procedure: &Procedure, id: DeadlineId) -> &str {
        procedure.deadline(id).label.get(self.lang)
    }

    /// A value in words.
    pub fn value(self, procedure: &Procedure, value: Value, ty: Option<&Type>) -> String {
        let lang = self.lang;
        match value {
            Value::Unknown => words::heading(words::Heading::NotKnown, lang).to_owned(),
            Value::Boolean(true) => words::say(lang, "yes", "oui").to_owned(),
            Value::Boolean(false) => words::say(lang, "no", "non").to_owned(),
            Value::Integer(n) => words::number(n, lang),
            Value::Text(id) => {
                self.scenario().texts.get(id.0 as usize).map_or_else(String::new, |text| words::quoted(text, lang))
            }
            Value::Word(index) => match ty {
                Some(Type::Word(all)) => {
                    all.label(index).map_or_else(|| index.to_string(), |label| label.get(lang).to_owned())
                }
                _ => index.to_string(),
            },
            Value::Date(stamp) => words::stamp(stamp, lang),
            Value::Moment(moment) => words::moment(moment, lang),
            Value::Time(first, last) => self.time(first, last),
            Value::Period(period) => words::period(period, lang),
            Value::Duration(duration) => words::duration(duration, lang),
            Value::State(state) => words::quoted(self.state(procedure, state), lang),
            Value::Role(role) => self.role(procedure, role).to_owned(),
        }
    }

    /// A time of day, or what is known of it.
    pub fn time(self, first: u16, last: u16) -> String {
        let word = |n| crate::calendar::Minute::new(n).map_or_else(String::new, |m| words::minute(m, self.lang));
        match self.lang {
            _ if first == last => word(first),
            Lang::En if (first, last) == (0, 1439) => "at an unknown minute".into(),
            Lang::Fr if (first, last) == (0, 1439) => "à une minute inconnue".into(),
            Lang::En => format!("between {} and {}", word(first), word(last)),
            Lang::Fr => format!("entre {} et {}", word(first), word(last)),
        }
    }
}
