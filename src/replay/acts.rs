//! An act in one possible world: the values of its details, its judgement, and the world after.

use super::choices::{Details, details_of, equal_candidates};
use super::ended::ended;
use super::follow::{Follower, Instant};
use super::incident::{Incident, Told};
use super::model::{CheckResult, Possible};
use super::tags::Tags;
use super::watch::{read, views_of};
use super::world::{World, Worlds, add};
use crate::engine::{
    Case, ClockState, Occurrence, Outcome, Refusal, Verdict, Views, advance, branches, check_results, check_values,
    judge, presume,
};
use crate::ids::ActId;
use crate::procedure::Procedure;
use crate::scenario::{EventIx, Resolved};
use crate::value::Value;

impl Follower<'_, '_> {
    /// Lets an act happen in one world, with every value that its details may have.
    pub fn act(&mut self, here: Instant, tags: &Tags, resolved: &[Option<Resolved>], after: &mut Worlds) {
        let procedure = self.scenario.editions(here.machine).get(here.world.edition);
        let Some(Some(act)) = resolved.get(here.world.edition) else {
            let outcome = Outcome::unknown_act(here.world.case.state());
            self.record(here, outcome, None, None, tags);
            self.tell(here, None, (&here.world.case, here.world.standing), false, tags);
            add(after, here.world.clone(), tags.clone());
            return;
        };
        for Details { by, values, settled } in details_of(self.scenario, procedure, act, here.on, &self.assigned, tags)
        {
            let mut tags = tags.clone();
            for (unknown, candidate) in settled {
                tags.restrict(unknown, &equal_candidates(self.scenario, unknown, candidate));
                self.use_candidate(here.event, unknown, candidate);
            }
            let by = match by {
                Value::Role(role) => Some(role),
                _ => None,
            };
            let occurrence = Occurrence { act: act.act, on: here.on, by, details: &values };
            let mut serving = procedure.serving(here.world.case.state(), act.act).iter();
            let properties = || procedure.properties().any(|(_, property)| property.reads.watched);
            if !serving.any(|t| procedure.transition(*t).reads.watched) && !properties() {
                self.judged(here, &occurrence, &[], &tags, after);
                continue;
            }
            let seen = read(self.scenario, &self.layers, here.machine, procedure, here.on, here.event);
            match views_of(&seen, self.scenario) {
                Some(combinations) => {
                    for (views, theirs) in combinations {
                        if let Some(tags) = tags.meet(&theirs) {
                            self.judged(here, &occurrence, &views, &tags, after);
                        }
                    }
                }
                // Too many combinations to tell apart: the act is not judged.
                None => self.judged(Instant { governing: None, ..here }, &occurrence, &[], &tags, after),
            }
        }
    }

    /// Judges one act in one world with all its values settled.
    fn judged(&mut self, here: Instant, act: &Occurrence, views: Views, tags: &Tags, after: &mut Worlds) {
        let procedure = self.scenario.editions(here.machine).get(here.world.edition);
        let courses = if here.governing.is_some() {
            branches(procedure, &here.world.case, act, views)
        } else {
            let mut case = here.world.case.clone();
            let transition = presume(procedure, &mut case, act, views);
            let mut outcome = Outcome::cannot_be_judged(here.world.case.state());
            (outcome.to, outcome.transition, outcome.took_effect) = (case.state(), transition, transition.is_some());
            vec![(case, outcome)]
        };
        for (case, outcome) in courses {
            let mut next = World {
                case,
                edition: here.world.edition,
                now: here.world.now,
                first: here.world.first.or(Some(act.on.day)),
                reading: here.world.reading,
                origins: here.world.origins.clone(),
                shadow: here.world.shadow.clone(),
                standing: here.world.standing,
                passed: here.world.passed.clone(),
                monitor: here.world.monitor.clone(),
            };
            let because_of = shadow(procedure, here, &mut next, act, views, &outcome);
            for (id, _) in procedure.deadlines() {
                let (was, is) = (here.world.case.clock(id), next.case.clock(id));
                if was != is && is.state == ClockState::Running {
                    next.origins.retain(|(d, ..)| *d != id);
                    next.origins.push((id, here.event, next.edition));
                    next.origins.sort_unstable();
                }
            }
            for end in ended(procedure, &here.world.case, &next.case) {
                self.happenings[here.machine].note(here.world.edition, end);
            }
            if outcome.took_effect && outcome.verdict == Verdict::Illegal {
                next.standing = next.standing.or(Some(here.event));
            }
            self.record(here, outcome, because_of, Some((act, views)), tags);
            let then = (&next.case, next.standing);
            self.tell(here, Some(act.act), then, outcome.took_effect, tags);
            if outcome.took_effect {
                next.acted(procedure, (&here.world.case, act), views, &mut self.happenings[here.machine]);
            }
            add(after, next, tags.clone());
        }
    }

    /// Tells the system that watches the machine what an event did to it: an act, or an observation.
    pub fn tell(
        &mut self,
        here: Instant,
        act: Option<ActId>,
        (after, standing): (&Case, Option<EventIx>),
        sure: bool,
        tags: &Tags,
    ) {
        let happenings = &mut self.happenings[here.machine];
        if happenings.incidents.is_none() {
            return;
        }
        let before = &here.world.case;
        let entered = (act.is_some() && before.state() != after.state()).then_some(after.state());
        let incident = Incident {
            what: Told::Event(here.event),
            edition: here.world.edition,
            act: act.filter(|_| sure),
            entered,
            on: here.world.now,
            before: before.clone(),
            after: after.clone(),
            standing,
            sure,
        };
        happenings.tell(incident, tags);
    }

    /// Remembers one outcome of an event and the values of the unknowns under which it came out so.
    pub fn record(
        &mut self,
        here: Instant,
        outcome: Outcome,
        because_of: Option<EventIx>,
        act: Option<(&Occurrence, Views)>,
        tags: &Tags,
    ) {
        let (edition, ids, on) = (here.governing, here.world.edition, here.on);
        let possible = &mut self.records[here.event].possible;
        let known = possible
            .iter_mut()
            .find(|p| p.edition == edition && p.ids == ids && p.outcome == outcome && p.because_of == because_of);
        if let Some(known) = known {
            known.under.merge(tags);
            return;
        }
        let procedure = self.scenario.editions(here.machine).get(ids);
        let checks = act.map_or_else(Vec::new, |(act, views)| {
            checks(procedure, &here.world.case, act, views, &outcome, self.options.explain)
        });
        possible.push(Possible { edition, ids, outcome, because_of, on, checks, under: tags.clone() });
    }
}

/// Keeps the case as it would be had an earlier void act been valid; returns the act but for which this one is refused.
fn shadow(
    procedure: &Procedure,
    here: Instant,
    next: &mut World,
    act: &Occurrence,
    views: Views,
    outcome: &Outcome,
) -> Option<EventIx> {
    let Some(shadow) = &here.world.shadow else {
        if outcome.transition.is_some() && !outcome.took_effect {
            let mut case = here.world.case.clone();
            presume(procedure, &mut case, act, views);
            next.shadow = Some(Box::new((here.event, case)));
        }
        return None;
    };
    let (origin, mut case) = (shadow.0, shadow.1.clone());
    advance(procedure, &mut case, act.on, &mut |_| {});
    let lawful = judge(procedure, &case, act, views) <= Verdict::Irregular;
    if lawful {
        presume(procedure, &mut case, act, views);
    }
    next.shadow = Some(Box::new((origin, case)));
    let refused = matches!(outcome.refusal, Some(Refusal::NoSuchAct | Refusal::TooLate(_) | Refusal::CaseClosed));
    (lawful && refused).then_some(origin)
}

/// The checks that decide an outcome, or all of them, with the values of their operands.
fn checks(
    procedure: &Procedure,
    case: &Case,
    act: &Occurrence,
    views: Views,
    outcome: &Outcome,
    explain: bool,
) -> Vec<CheckResult> {
    let Some(transition) = outcome.transition else { return Vec::new() };
    let results = check_results(procedure, case, act, views, transition);
    let conditions = procedure.transition(transition).checks.iter().map(|c| c.condition);
    results
        .into_iter()
        .zip(conditions)
        .enumerate()
        .filter(|(_, (holds, _))| explain || *holds != Some(true))
        .map(|(index, (holds, condition))| CheckResult {
            index,
            holds,
            values: check_values(procedure, case, act, views, transition, condition),
        })
        .collect()
}
