//! States that were observed or assumed: whether the documented acts lead there, and what is not known from then on.

use super::follow::{Follower, Instant};
use super::model::Fit;
use super::tags::Tags;
use super::world::{World, Worlds, add};
use crate::calendar::End;
use crate::engine::{Case, CheckSet, ClockState, Outcome, Verdict};
use crate::ids::{StateId, StateSet};
use crate::procedure::{Path, Procedure, Trigger};
use crate::value::Value;

impl Follower<'_, '_> {
    /// Sets a machine to an observed or assumed state, in one world.
    pub fn observe(&mut self, here: Instant, tags: &Tags, resolved: &[Option<StateId>], after: &mut Worlds) {
        let procedure = self.scenario.editions(here.machine).get(here.world.edition);
        let from = here.world.case.state();
        let mut world = here.world.clone();
        let Some(Some(state)) = resolved.get(here.world.edition).copied() else {
            // The edition in force has no such state: nothing can be said.
            add(after, world, tags.clone());
            return;
        };
        let fit = if from == state {
            Fit::Confirmed
        } else if let Some(by) = bridge(procedure, &world, state, here) {
            forget(procedure, &mut world.case, from, state);
            Fit::Undocumented { from, by, since: self.last_documented(here) }
        } else {
            world.case.observe(state);
            Fit::Contradiction { from }
        };
        if fit != Fit::Confirmed {
            world.monitor.doubt();
            world.shadow = None;
        }
        let entry = (world.edition, fit.clone());
        let fits = &mut self.records[here.event].fits;
        if !fits.contains(&entry) {
            fits.push(entry);
        }
        let outcome = Outcome {
            from,
            to: state,
            transition: None,
            took_effect: true,
            verdict: Verdict::Legal,
            refusal: None,
            failed: CheckSet::default(),
            unjudged: CheckSet::default(),
        };
        self.record(here, outcome, None, None, tags);
        world.look(procedure, here.on.day, &mut self.happenings[here.machine]);
        self.tell(here, None, (&world.case, world.standing), fit == Fit::Confirmed, tags);
        add(after, world, tags.clone());
    }

    /// The latest possible date of the machine's event before this one.
    fn last_documented(&self, here: Instant) -> Option<crate::calendar::Stamp> {
        let before = self.scenario.events_of(here.machine).take_while(|(index, _)| *index < here.event).last()?;
        self.scenario.dates(before.1).into_iter().max_by_key(|s| (s.day, s.latest()))
    }
}

/// A course of the law from where a case stands to a state that it was seen in, whatever its conditions.
fn bridge(procedure: &Procedure, world: &World, to: StateId, here: Instant) -> Option<Path> {
    let runs_to = |deadline| {
        let clock = world.case.clock(deadline);
        match (clock.state, clock.last) {
            (ClockState::Running, End::Day(last)) => Some(last),
            _ => None,
        }
    };
    // Of what happened before the last event nothing is known to be missing.
    procedure.course(world.case.state(), to, (here.since.day, here.on.day), &runs_to)
}

/// Puts a case in a state that was observed: what a course to it could have changed is not known any more.
fn forget(procedure: &Procedure, case: &mut Case, from: StateId, to: StateId) {
    case.observe(to);
    let (mut acts, mut entered) = (Vec::new(), StateSet::EMPTY);
    for (_, transition) in procedure.between(from, to) {
        for (slot, _) in &transition.sets {
            case.forget_slot(*slot);
        }
        for (_, deadline) in &transition.clocks {
            case.forget_clock(*deadline);
        }
        if let Trigger::Act(act) = transition.trigger {
            acts.push(act);
        }
        if let Some(to) = transition.to {
            entered.insert(to);
        }
    }
    for act in &acts {
        let remembered = &procedure.act(*act).remembered;
        // What was done before stays done.
        let done = remembered.done.filter(|slot| case.slot(*slot) != Value::Boolean(true));
        for slot in done.into_iter().chain(remembered.on).chain(remembered.details.iter().map(|(_, s)| *s)) {
            case.forget_slot(slot);
        }
    }
    for (id, deadline) in procedure.deadlines() {
        let outside = deadline.alive.is_some_and(|alive| !alive.contains(to));
        if outside && case.clock(id).state == ClockState::Running {
            case.forget_clock(id);
        }
    }
    for (id, duty) in procedure.duties() {
        let occasions = [&duty.arises, &duty.ends, &duty.discharged_by];
        let touched = occasions
            .iter()
            .any(|o| o.acts.iter().any(|a| acts.contains(a)) || o.states.iter().any(|s| entered.contains(s)));
        if touched {
            case.forget_duty(id);
        }
    }
}
