//! Every mutant of an edition, in the order of the file.

use super::equivalent::{begins, does_nothing, nobody_asks, selects_the_same};
use super::expressions::changes;
use super::model::{Change, Item, Kind, List, Mutant, Site};
use super::{name, shift};
use crate::condition::ExprId;
use crate::diagnostic::Span;
use crate::ids::{ActId, DeadlineId, DutyId, StateId, StateSet, TransitionId};
use crate::procedure::{
    ClockChange, Deadline, Duty, DutyDue, Editions, Effect, Level, Occasions, Procedure, Transition, Trigger,
};

/// The mutants of one edition, by its index, without those that cannot differ from it.
#[must_use]
pub fn mutants(editions: &Editions, edition: usize) -> Vec<Mutant> {
    let procedure = editions.get(edition);
    let mut finder = Finder { procedure, edition, all: Vec::new() };
    for (id, _) in procedure.acts() {
        finder.act(id);
    }
    for (id, deadline) in procedure.deadlines() {
        finder.deadline(id, deadline);
    }
    for (id, transition) in procedure.transitions() {
        finder.transition(id, transition);
    }
    for (id, duty) in procedure.duties() {
        finder.duty(id, duty);
    }
    number(&mut finder.all);
    finder.all
}

/// Tells mutants of one name apart: a bound may stand twice in a condition.
fn number(mutants: &mut [Mutant]) {
    let names: Vec<String> = mutants.iter().map(|mutant| mutant.name.clone()).collect();
    for (index, mutant) in mutants.iter_mut().enumerate() {
        let before = names.iter().take(index).filter(|name| **name == mutant.name).count();
        if before > 0 {
            mutant.name = format!("{} ({})", mutant.name, before + 1);
        }
    }
}

struct Finder<'p> {
    procedure: &'p Procedure,
    edition: usize,
    all: Vec<Mutant>,
}

impl Finder<'_> {
    fn add(&mut self, site: Site, kind: Kind, span: Span, change: Change) {
        let mut name = name::site(self.procedure, site);
        name.push_str(&name::change(self.procedure, site, &change));
        self.all.push(Mutant { name, edition: self.edition, site, change, kind, span });
    }

    /// The changes of a text that was compiled into some expressions.
    fn expressions(&mut self, site: Site, span: Span, compiled: &[ExprId]) {
        for change in changes(self.procedure.exprs(), compiled) {
            let kind = match change {
                Change::Strictness { .. } => Kind::Strictness,
                Change::Part { .. } => Kind::Condition,
                _ => Kind::Bound,
            };
            if let (Site::Guard(id), Change::Part { joined, .. }) = (site, &change)
                && selects_the_same(self.procedure, id, joined.first().copied())
            {
                continue;
            }
            self.add(site, kind, span, change);
        }
    }

    fn act(&mut self, id: ActId) {
        let act = self.procedure.act(id);
        if !self.procedure.transitions().any(|(_, t)| t.trigger == Trigger::Act(id)) {
            return;
        }
        let (site, span) = (Site::Act(id), act.span);
        if self.procedure.roles().any(|(role, _)| !act.by.contains(&role)) {
            self.add(site, Kind::Role, span, Change::AnyRole);
        }
        if act.by.len() > 1 {
            for role in &act.by {
                self.add(site, Kind::Role, span, Change::WithoutRole(*role));
            }
        }
        let other = match act.effect {
            Effect::Void => Effect::Stands,
            Effect::Stands => Effect::Void,
        };
        if !does_nothing(self.procedure, id) {
            self.add(site, Kind::Effect, span, Change::Effect(other));
        }
    }

    fn deadline(&mut self, id: DeadlineId, deadline: &Deadline) {
        let span = deadline.span;
        let from: Vec<ExprId> = deadline.terms.iter().map(|(_, term)| term.counted_from).collect();
        self.expressions(Site::CountedFrom(id), span, &from);
        let choices = deadline.terms.first().map_or(0, |(_, term)| term.lasts.len());
        for index in 0..choices {
            let lasts = || deadline.terms.iter().filter_map(|(_, term)| term.lasts.get(index));
            let conditions: Vec<ExprId> = lasts().filter_map(|(condition, _)| *condition).collect();
            if !conditions.is_empty() {
                self.add(Site::Choice(id, index), Kind::Condition, span, Change::Dropped);
                self.expressions(Site::Choice(id, index), span, &conditions);
            }
            let lengths: Vec<ExprId> = lasts().map(|(_, length)| *length).collect();
            self.expressions(Site::Length(id, index), span, &lengths);
        }
        let Some(alive) = deadline.alive else { return };
        let entered = |state: StateId, from: &dyn Fn(StateId) -> bool| {
            let mut transitions = self.procedure.transitions();
            transitions
                .any(|(_, t)| t.to == Some(state) && !begins(t, id) && t.from.iter().any(|s| s != state && from(s)))
        };
        let lives = |state: StateId| alive.contains(state);
        let asked = |state: &StateId| entered(*state, &lives) && !nobody_asks(self.procedure, id, *state);
        let outside = self.procedure.states().map(|(state, _)| state).filter(|state| !lives(*state));
        let on = outside.into_iter().any(|state| asked(&state));
        let stopped: Vec<StateId> = alive.iter().filter(asked).collect();
        if on {
            self.add(Site::Deadline(id), Kind::Deadline, span, Change::LivesOn);
        }
        for state in stopped {
            self.add(Site::Deadline(id), Kind::Deadline, span, Change::StoppedIn(state));
        }
    }

    fn transition(&mut self, id: TransitionId, transition: &Transition) {
        let (site, span) = (Site::Transition(id), transition.span);
        let kind = match transition.trigger {
            Trigger::Act(_) => Kind::Transition,
            Trigger::Over(_) => Kind::Deadline,
        };
        self.add(site, kind, span, Change::Removed);
        if let Some(guard) = transition.guard {
            if !selects_the_same(self.procedure, id, None) {
                self.add(Site::Guard(id), Kind::Condition, span, Change::Dropped);
            }
            self.expressions(Site::Guard(id), span, &[guard]);
        }
        for to in self.elsewhere(transition) {
            self.add(site, Kind::Target, span, Change::To(to));
        }
        for (index, clock) in transition.clocks.iter().enumerate() {
            if !self.stops_itself(transition, *clock) {
                self.add(site, Kind::Deadline, span, Change::ClockKept(index));
            }
        }
        for index in 0..transition.sets.len() {
            self.add(site, Kind::Memory, span, Change::NotWritten(index));
        }
        for (index, check) in transition.checks.iter().enumerate() {
            let site = Site::Check(id, index);
            self.add(site, Kind::Condition, check.span, Change::Dropped);
            self.expressions(site, check.span, &[check.condition]);
            let other = match check.level {
                Level::Required => Level::Recommended,
                Level::Recommended => Level::Required,
            };
            self.add(site, Kind::Level, check.span, Change::Level(other));
        }
    }

    /// Where else a transition could lead: nowhere, and to the next state of the file.
    fn elsewhere(&self, transition: &Transition) -> Vec<Option<StateId>> {
        let states = self.procedure.states().count();
        let after = |state: StateId| StateId::new((state.index() + 1) % states.max(1));
        let only = |state: StateId| transition.from == [state].into_iter().collect::<StateSet>();
        match transition.to {
            Some(to) => {
                let next = after(to);
                let mut all = Vec::new();
                if !only(to) {
                    all.push(None);
                }
                if next != to && !only(next) {
                    all.push(Some(next));
                }
                all
            }
            None => {
                let last = transition.from.iter().last();
                let mut next = last.map(after);
                // Any state that it does not leave will do.
                for _ in 0..states {
                    next = next.map(|state| if transition.from.contains(state) { after(state) } else { state });
                }
                next.filter(|state| !transition.from.contains(*state)).map(Some).into_iter().collect()
            }
        }
    }

    /// Whether a deadline is stopped by where a transition leads, so that the transition need not stop it.
    fn stops_itself(&self, transition: &Transition, (change, deadline): (ClockChange, DeadlineId)) -> bool {
        let alive = self.procedure.deadline(deadline).alive;
        change == ClockChange::Stop
            && transition
                .to
                .is_some_and(|to| !transition.from.contains(to) && alive.is_some_and(|alive| !alive.contains(to)))
    }

    fn duty(&mut self, id: DutyId, duty: &Duty) {
        let (site, span) = (Site::Duty(id), duty.span);
        if let Some(guard) = duty.guard {
            self.add(Site::DutyGuard(id), Kind::Condition, span, Change::Dropped);
            self.expressions(Site::DutyGuard(id), span, &[guard]);
        }
        match duty.due {
            DutyDue::Open => {}
            DutyDue::Deadline(_) => self.add(Site::Due(id), Kind::Duty, span, Change::Undated),
            DutyDue::On(date) => {
                self.add(Site::Due(id), Kind::Duty, span, Change::Undated);
                self.expressions(Site::Due(id), span, &[date]);
            }
            DutyDue::Every(from) => {
                self.add(Site::Due(id), Kind::Duty, span, Change::Undated);
                for to in shift::lengths(from) {
                    self.add(Site::Due(id), Kind::Bound, span, Change::Recurrence { from, to });
                }
            }
        }
        let lists = [(List::Arises, &duty.arises), (List::Ends, &duty.ends), (List::DischargedBy, &duty.discharged_by)];
        for (list, occasions) in lists {
            for item in items(occasions) {
                self.add(site, Kind::Duty, span, Change::Without(list, item));
            }
        }
    }
}

/// The entries of a list of a duty.
fn items(occasions: &Occasions) -> Vec<Item> {
    let acts = occasions.acts.iter().map(|act| Item::Act(*act));
    acts.chain(occasions.states.iter().map(Item::State)).collect()
}
