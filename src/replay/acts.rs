//! An act in one possible world: the values of its details, its judgement, and the world after.

use super::ended::ended;
use super::follow::{Follower, Instant, equal_candidates};
use super::model::{CheckResult, Possible};
use super::tags::Tags;
use super::watch::{read, views_of};
use super::world::{World, Worlds, add};
use crate::calendar::Stamp;
use crate::engine::{
    Case, CheckSet, ClockState, Occurrence, Outcome, Refusal, Verdict, Views, advance, branches, check_results,
    check_values, judge, presume,
};
use crate::ids::StateId;
use crate::procedure::{Field, Procedure};
use crate::scenario::{EventIx, Given, Resolved, Scenario, UnknownIx};
use crate::value::Value;

impl Follower<'_, '_> {
    /// Lets an act happen in one world, with every value that its details may have.
    pub fn act(&mut self, here: Instant, tags: &Tags, resolved: &[Option<Resolved>], after: &mut Worlds) {
        let procedure = self.scenario.editions(here.machine).get(here.world.edition);
        let Some(Some(act)) = resolved.get(here.world.edition) else {
            // The edition in force does not know the act.
            let outcome = refused(here.world.case.state(), Refusal::NoSuchAct, Verdict::Illegal);
            self.record(here, outcome, None, None, tags);
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
            if !serving.any(|t| procedure.transition(*t).reads.watched) {
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
            let mut outcome = refused(here.world.case.state(), Refusal::CannotBeJudged, Verdict::Undetermined);
            (outcome.to, outcome.transition, outcome.took_effect) = (case.state(), transition, transition.is_some());
            vec![(case, outcome)]
        };
        for (case, outcome) in courses {
            let mut next = World { case, ..here.world.clone() };
            next.first = next.first.or(Some(act.on.day));
            let because_of = shadow(procedure, here, &mut next, act, views, &outcome);
            for (id, _) in procedure.deadlines() {
                let (was, is) = (here.world.case.clock(id), next.case.clock(id));
                if was != is && is.state == ClockState::Running {
                    next.origins.retain(|(d, _)| *d != id);
                    next.origins.push((id, here.event));
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
            self.monitor(here.machine, &mut next, act.on);
            add(after, next, tags.clone());
        }
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

/// The values of an act's details in one world, and the unknowns that they settle.
pub(super) struct Details {
    pub by: Value,
    pub values: Vec<Value>,
    pub settled: Vec<(UnknownIx, usize)>,
}

/// Every combination of values that an act's unknowns may have in a world. A date among the details is not later than
/// the act, unless the act plans it; the same unknown never has two values.
pub(super) fn details_of(
    scenario: &Scenario,
    procedure: &Procedure,
    act: &Resolved,
    on: Stamp,
    assigned: &[(UnknownIx, usize)],
    tags: &Tags,
) -> Vec<Details> {
    let in_time = |field: Option<&Field>, value: &Value| match (field, value) {
        (Some(field), Value::Date(stamp)) => field.planned || stamp.day <= on.day,
        _ => true,
    };
    let fields = &procedure.act(act.act).details;
    let mut all = vec![Details { by: Value::Unknown, values: Vec::new(), settled: Vec::new() }];
    for (field, given) in std::iter::once((None, &act.by)).chain(fields.iter().map(Some).zip(&act.details)) {
        let choices: Vec<(Value, Option<(UnknownIx, usize)>)> = match given {
            Given::Known(value) => vec![(*value, None)],
            Given::OneOf(unknown) => candidates(scenario, *unknown, assigned)
                .into_iter()
                .filter(|(index, value)| tags.allows(*unknown, *index) && in_time(field, value))
                .map(|(index, value)| (value, Some((*unknown, index))))
                .collect(),
        };
        let mut next = Vec::with_capacity(all.len() * choices.len());
        for details in &all {
            for (value, choice) in &choices {
                let conflict = choice.is_some_and(|(u, i)| details.settled.iter().any(|(v, j)| u == *v && i != *j));
                if conflict {
                    continue;
                }
                let settled = details.settled.iter().copied().chain(*choice).collect();
                let (mut by, mut values) = (details.by, details.values.clone());
                match field {
                    Some(_) => values.push(*value),
                    None => by = *value,
                }
                next.push(Details { by, values, settled });
            }
        }
        all = next;
    }
    all
}

/// The candidates of an unknown, the first of those that have the same value; or the one that it has been assigned.
pub(super) fn candidates(
    scenario: &Scenario,
    unknown: UnknownIx,
    assigned: &[(UnknownIx, usize)],
) -> Vec<(usize, Value)> {
    let known = &scenario.unknowns[unknown].candidates;
    let is_first = |index: usize, value: Value| {
        scenario.unknowns[unknown].readings.is_empty() || !known.iter().take(index).any(|c| c.value == value)
    };
    let all = known.iter().map(|c| c.value).enumerate().filter(|(index, value)| is_first(*index, *value));
    match assigned.iter().find(|(u, _)| *u == unknown) {
        Some((_, candidate)) => all.filter(|(index, _)| index == candidate).collect(),
        None => all.collect(),
    }
}

/// The outcome of an act that has no transition.
fn refused(state: StateId, refusal: Refusal, verdict: Verdict) -> Outcome {
    Outcome {
        from: state,
        to: state,
        transition: None,
        took_effect: false,
        verdict,
        refusal: Some(refusal),
        failed: CheckSet::default(),
        unjudged: CheckSet::default(),
    }
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
