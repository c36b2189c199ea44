//! A scenario on the original: whether it passes, and which rules it comes near.

use std::rc::Rc;

use super::narrow::narrow;
use crate::engine::Refusal;
use crate::ids::{ActId, TransitionId};
use crate::procedure::{Editions, Procedure, Trigger};
use crate::replay::{Fit, Happening, Options, Replay, Status, replay};
use crate::scenario::{Expectation, MachineIx, Scenario, What, When};

/// How a mutant's scenarios are replayed: nobody reads their margins.
pub(super) const BRIEF: Options = Options { until: None, strict: false, explain: false, brief: true };

/// A scenario that passes on the original.
#[derive(Debug)]
pub struct Tested<'s> {
    /// The scenario.
    pub scenario: Scenario<'s>,
    /// For each edition, the transitions that were looked at; no other can make a difference.
    tried: Vec<Vec<bool>>,
    /// Whether a stretch that no act documents is bridged by whatever transitions there are.
    bridged: bool,
    /// Whether every rule may make a difference: some events could not be followed.
    open: bool,
    /// How much work a replay is, roughly.
    pub(super) weight: usize,
}

/// Why a scenario does not test a procedure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failing {
    /// None of its machines runs it.
    Elsewhere,
    /// It fails as it is.
    Fails,
}

impl<'s> Tested<'s> {
    /// Replays a scenario on the original.
    ///
    /// # Errors
    ///
    /// None of its machines runs the procedure, or it fails as a test.
    pub fn of(scenario: Scenario<'s>, editions: &'s Editions) -> Result<Self, Failing> {
        let scenario = alone(scenario, editions);
        let runs = |machine: MachineIx| std::ptr::eq(scenario.editions(machine), editions);
        if !(0..scenario.machines.len()).any(runs) {
            return Err(Failing::Elsewhere);
        }
        // Machines that the procedure has nothing to do with only cost time, unless they bound an unknown.
        if let Some(narrowed) = narrow(&scenario, editions)
            && let Ok(tested) = Self::replayed(narrowed, editions)
        {
            return Ok(tested);
        }
        Self::replayed(scenario, editions)
    }

    fn replayed(scenario: Scenario<'s>, editions: &Editions) -> Result<Self, Failing> {
        let scenario = Rc::new(scenario);
        let replay = replay(scenario.clone(), &BRIEF);
        if !replay.failures().is_empty() {
            return Err(Failing::Fails);
        }
        let tried = tried(&replay, editions);
        let bridged = replay.events.iter().any(|judged| judged.fits.iter().any(|(_, fit)| *fit != Fit::Confirmed));
        let open = replay.events.iter().any(|judged| judged.status != Status::Judged);
        drop(replay);
        let scenario = Rc::try_unwrap(scenario).unwrap_or_else(|shared| (*shared).clone());
        let weight = weight(&scenario);
        Ok(Self { scenario, tried, bridged, open, weight })
    }

    /// Whether a change that is felt through some transitions of an edition can make a difference.
    pub(super) fn comes_near(&self, edition: usize, reach: &Reach) -> bool {
        let of_edition = self.tried.get(edition);
        let tried = |id: &TransitionId| of_edition.and_then(|of| of.get(id.index())).copied().unwrap_or(false);
        self.open || self.bridged && reach.bridges || reach.transitions.iter().any(tried)
    }
}

/// A scenario without the system that it names: its machines run the law that is changed, which need not remember what
/// the system's properties read.
fn alone<'s>(mut scenario: Scenario<'s>, editions: &'s Editions) -> Scenario<'s> {
    if scenario.joint.is_none() {
        return scenario;
    }
    let joint_ix = scenario.joint_ix();
    scenario.expectations.retain(|(e, _)| !matches!(e, Expectation::Property(of, ..) if *of == joint_ix));
    scenario.joint = None;
    for own in scenario.procedures.iter_mut().filter(|own| own.name() == editions.name()) {
        *own = editions;
    }
    scenario
}

/// How far a change of a rule is felt.
pub(super) struct Reach {
    /// The transitions by which it makes a difference.
    pub transitions: Vec<TransitionId>,
    /// Whether it also changes what a stretch that no act documents may have been: whatever the conditions.
    pub bridges: bool,
}

/// For each edition, the transitions that a replay looked at.
fn tried(replay: &Replay, editions: &Editions) -> Vec<Vec<bool>> {
    let scenario = &*replay.scenario;
    let mut all: Vec<Vec<bool>> = editions.all().iter().map(|p| vec![false; p.transitions().count()]).collect();
    let mut note = |machine: MachineIx, edition: usize, ids: &[TransitionId]| {
        if std::ptr::eq(scenario.editions(machine), editions)
            && let Some(of) = all.get_mut(edition)
        {
            for id in ids {
                if let Some(place) = of.get_mut(id.index()) {
                    *place = true;
                }
            }
        }
    };
    for judged in &replay.events {
        let Some(event) = scenario.events.get(judged.event) else { continue };
        let What::Act { resolved, .. } = &event.what else { continue };
        for possible in &judged.possible {
            let procedure = scenario.editions(event.machine).get(possible.ids);
            let Some(act) = resolved.get(possible.ids).and_then(Option::as_ref).map(|r| r.act) else { continue };
            match possible.outcome.refusal {
                // Why nothing could be done depends on what could be done elsewhere.
                Some(Refusal::TooLate(_) | Refusal::NoSuchAct) => {
                    note(event.machine, possible.ids, &by_act(procedure, act));
                }
                _ => note(event.machine, possible.ids, procedure.serving(possible.outcome.from, act)),
            }
        }
    }
    for passed in &replay.passed {
        if let Happening::Expired { deadline, .. } = passed.what {
            let procedure = scenario.editions(passed.machine).get(passed.edition);
            note(passed.machine, passed.edition, &procedure.deadline(deadline).expiry);
        }
    }
    all
}

/// The transitions of an act.
pub(super) fn by_act(procedure: &Procedure, act: ActId) -> Vec<TransitionId> {
    procedure.transitions().filter(|(_, t)| t.trigger == Trigger::Act(act)).map(|(id, _)| id).collect()
}

/// The events, with the possible dates of each, and as many times over as an unknown that several facts share has
/// values.
fn weight(scenario: &Scenario) -> usize {
    let dates = |when: When| match when {
        When::At(_) => 1,
        When::OneOf(unknown) => scenario.unknowns.get(unknown).map_or(1, |u| u.candidates.len()),
    };
    let events: usize = scenario.events.iter().map(|event| dates(event.on)).sum();
    let shared = scenario.unknowns.iter().filter(|u| u.uses > 1).map(|u| u.candidates.len());
    shared.fold(events, usize::saturating_mul)
}
