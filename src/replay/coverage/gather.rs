//! What one replay exercises.

use super::model::{
    CheckCoverage, Coverage, DeadlineCoverage, DutyCoverage, EditionCoverage, Name, TransitionCoverage, Way,
};
use crate::ids::{ActId, DeadlineId, DutyId, StateId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure, Trigger};
use crate::replay::ended::{Ended, due_with};
use crate::replay::model::{DutyStatus, Happening, Kept, Passed, Possible, Replay};
use crate::scenario::What;
use crate::text::Text;

impl Coverage {
    /// What a replay exercises.
    #[must_use]
    pub fn of(replay: &Replay) -> Self {
        let scenario = &*replay.scenario;
        let mut all: Vec<Vec<Sight>> =
            scenario.procedures.iter().map(|editions| editions.all().iter().map(Sight::new).collect()).collect();
        let mut at = |machine: usize, edition: usize, see: &mut dyn FnMut(&mut Sight)| {
            let procedure = scenario.machines.get(machine).map_or(usize::MAX, |m| m.procedure);
            if let Some(sight) = all.get_mut(procedure).and_then(|editions| editions.get_mut(edition)) {
                see(sight);
            }
        };
        for judged in &replay.events {
            let Some(event) = scenario.events.get(judged.event) else { continue };
            for possible in judged.possible.iter().filter(|p| p.edition.is_some()) {
                let act = match &event.what {
                    What::Act { resolved, .. } => resolved.get(possible.ids).and_then(Option::as_ref).map(|r| r.act),
                    What::Is { .. } => None,
                };
                at(event.machine, possible.ids, &mut |sight| sight.outcome(possible, act));
            }
        }
        for passed in &replay.passed {
            at(passed.machine, passed.edition, &mut |sight| sight.happening(passed));
        }
        for (machine, edition, ended) in &replay.ended {
            at(*machine, *edition, &mut |sight| sight.ended(*ended));
        }
        for (machine, report) in replay.machines.iter().enumerate() {
            let begun = scenario.events_of(machine).next().is_some();
            if !begun {
                continue;
            }
            at(machine, report.edition, &mut |sight| {
                for deadline in &report.deadlines {
                    for kept in &deadline.kept {
                        sight.deadline(deadline.deadline, *kept);
                    }
                }
                for duty in &report.duties {
                    for status in &duty.status {
                        sight.duty(duty.duty, *status);
                    }
                }
            });
        }
        let mut coverage = Self::default();
        let editions = all.into_iter().flatten().map(|sight| sight.seen).collect();
        coverage.merge(&Self { editions });
        coverage
    }
}

/// An edition, and what was seen of it.
struct Sight<'p> {
    procedure: &'p Procedure,
    seen: EditionCoverage,
}

impl EditionCoverage {
    /// An edition of which nothing was exercised.
    #[must_use]
    pub fn none_of(procedure: &Procedure) -> Self {
        Sight::new(procedure).seen
    }
}

impl<'p> Sight<'p> {
    fn new(procedure: &'p Procedure) -> Self {
        let name = |name: &String, label: &Text| Name { name: name.clone(), label: label.clone() };
        let state = |id: StateId| name(&procedure.state(id).name, &procedure.state(id).label);
        let text = |expr| procedure.exprs().text(expr).to_owned();
        let transitions = procedure.transitions().map(|(_, rule)| {
            let (trigger, by_deadline) = match rule.trigger {
                Trigger::Act(id) => (name(&procedure.act(id).name, &procedure.act(id).label), false),
                Trigger::Over(id) => (name(&procedure.deadline(id).name, &procedure.deadline(id).label), true),
            };
            let check = |condition| CheckCoverage { text: text(condition), held: Way::Unseen, failed: Way::Unseen };
            TransitionCoverage {
                trigger,
                by_deadline,
                from: rule.from.iter().map(state).collect(),
                to: rule.to.map(state),
                guard: rule.guard.map(text),
                taken: false,
                reached: false,
                tried: false,
                selected: false,
                checks: rule.checks.iter().map(|c| check(c.condition)).collect(),
            }
        });
        let stops = |id: DeadlineId| {
            let stopped = |change: &(ClockChange, DeadlineId)| *change == (ClockChange::Stop, id);
            procedure.transitions().any(|(_, t)| t.clocks.iter().any(stopped))
        };
        let deadlines = procedure.deadlines().map(|(id, rule)| DeadlineCoverage {
            name: name(&rule.name, &rule.label),
            started: false,
            kept: Way::new(due_with(procedure, id).is_some() || rule.alive.is_some() || stops(id)),
            missed: Way::Unseen,
        });
        let duties = procedure.duties().map(|(_, rule)| DutyCoverage {
            name: name(&rule.name, &rule.label),
            arose: false,
            discharged: Way::new(!rule.discharged_by.acts.is_empty() || !rule.discharged_by.states.is_empty()),
            breached: Way::new(rule.due != DutyDue::Open),
        });
        let seen = EditionCoverage {
            procedure: procedure.name().to_owned(),
            edition: procedure.edition(),
            title: procedure.title().clone(),
            used: false,
            transitions: transitions.collect(),
            deadlines: deadlines.collect(),
            duties: duties.collect(),
        };
        Self { procedure, seen }
    }

    fn reach(&mut self, state: StateId) {
        for ((_, rule), seen) in self.procedure.transitions().zip(&mut self.seen.transitions) {
            seen.reached |= rule.from.contains(state);
        }
    }

    fn take(&mut self, id: TransitionId) {
        if let Some(seen) = self.seen.transitions.get_mut(id.index()) {
            (seen.taken, seen.tried, seen.selected) = (true, true, true);
        }
        for (change, deadline) in &self.procedure.transition(id).clocks {
            if matches!(change, ClockChange::Start | ClockChange::Restart)
                && let Some(seen) = self.seen.deadlines.get_mut(deadline.index())
            {
                seen.started = true;
            }
        }
    }

    fn outcome(&mut self, possible: &Possible, act: Option<ActId>) {
        let outcome = &possible.outcome;
        self.seen.used = true;
        self.reach(outcome.from);
        self.reach(outcome.to);
        let Some(act) = act else { return };
        for id in self.procedure.serving(outcome.from, act) {
            if let Some(seen) = self.seen.transitions.get_mut(id.index()) {
                seen.tried = true;
            }
        }
        let Some(id) = outcome.transition else { return };
        if outcome.took_effect {
            self.take(id);
        }
        if let Some(seen) = self.seen.transitions.get_mut(id.index()) {
            seen.selected = true;
            for (index, check) in seen.checks.iter_mut().enumerate() {
                match (outcome.failed.contains(index), outcome.unjudged.contains(index)) {
                    (true, _) => check.failed.see(),
                    (_, true) => {}
                    (false, false) => check.held.see(),
                }
            }
        }
    }

    fn happening(&mut self, passed: &Passed) {
        match passed.what {
            Happening::Expired { deadline, from, to, transition } => {
                self.reach(from);
                self.reach(to);
                for id in &self.procedure.deadline(deadline).expiry {
                    if let Some(seen) = self.seen.transitions.get_mut(id.index()) {
                        seen.tried |= self.procedure.transition(*id).from.contains(from);
                    }
                }
                if let Some(transition) = transition {
                    self.take(transition);
                }
                if due_with(self.procedure, deadline).is_none() {
                    self.deadline(deadline, Kept::Over);
                }
            }
            Happening::Breached { duty, .. } => {
                self.duty(duty, DutyStatus::Breached);
                if let DutyDue::Deadline(deadline) = self.procedure.duty(duty).due {
                    self.deadline(deadline, Kept::Missed);
                }
            }
            Happening::Broken { .. } => {}
        }
    }

    fn ended(&mut self, ended: Ended) {
        match ended {
            Ended::Stopped(deadline) => self.deadline(deadline, Kept::Stopped),
            Ended::Kept(deadline) => self.deadline(deadline, Kept::Kept),
            Ended::Missed(deadline) => self.deadline(deadline, Kept::Missed),
            Ended::Discharged(duty) => self.duty(duty, DutyStatus::Discharged),
            Ended::Breached(duty) => self.duty(duty, DutyStatus::Breached),
        }
    }

    fn deadline(&mut self, id: DeadlineId, kept: Kept) {
        let Some(seen) = self.seen.deadlines.get_mut(id.index()) else { return };
        seen.started = true;
        match kept {
            Kept::Kept | Kept::Stopped => seen.kept.see(),
            Kept::Missed | Kept::Over => seen.missed.see(),
            Kept::Running | Kept::Suspended | Kept::Unknown => {}
        }
    }

    fn duty(&mut self, id: DutyId, status: DutyStatus) {
        let Some(seen) = self.seen.duties.get_mut(id.index()) else { return };
        seen.arose = true;
        match status {
            DutyStatus::Discharged => seen.discharged.see(),
            DutyStatus::Breached => seen.breached.see(),
            DutyStatus::Owed | DutyStatus::Ended | DutyStatus::Unknown => {}
        }
    }
}
