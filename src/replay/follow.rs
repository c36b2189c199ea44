//! Following one machine through its events, in every world that the unknowns allow.

use super::model::{CheckResult, Fit, Happening, Possible, Status};
use super::tags::Tags;
use super::watch::{Seen, read, views_of};
use super::world::{Happenings, MAX_WORLDS, World, Worlds, add};
use super::sequence::{Sequence, no_earlier};
use super::Options;
use crate::calendar::{End, Stamp};
use crate::engine::{
    Case, CheckSet, ClockState, Occurrence, Outcome, Refusal, Verdict, Views, branches, check_results, check_values,
    presume,
};
use crate::ids::StateId;
use crate::procedure::{Procedure, Trigger};
use crate::scenario::{EventIx, Given, MachineIx, Resolved, Scenario, UnknownIx, What};
use crate::value::Value;

/// What was recorded of one event, under all assignments of the shared unknowns so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub status: Option<Status>,
    pub dates: Vec<Stamp>,
    pub possible: Vec<Possible>,
    pub fits: Vec<(usize, Fit)>,
    /// Candidates of each unknown that led somewhere.
    pub used: Vec<(UnknownIx, usize)>,
}

/// The worlds of one machine after each of its events, the first being those before any.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    pub worlds: Vec<Worlds>,
    /// The events that were followed, in file order.
    pub events: Vec<EventIx>,
    /// Their possible dates.
    pub sequence: Sequence,
}

/// The work of following: what is shared by all machines.
pub(super) struct Follower<'a, 's> {
    pub scenario: &'a Scenario<'s>,
    pub options: Options,
    pub records: &'a mut [Record],
    pub happenings: &'a mut [Happenings],
    /// Machines already followed under the present assignment.
    pub layers: Vec<Layers>,
    /// The present assignment of the unknowns that several facts share.
    pub assigned: Vec<(UnknownIx, usize)>,
}

impl Follower<'_, '_> {
    /// Follows one machine. Machines that it watches must have been followed before.
    pub fn machine(&mut self, machine: MachineIx) {
        let editions = self.scenario.editions(machine);
        let sequence = Sequence::new(self.scenario, machine, &self.assigned);
        let first = sequence.first_day().and_then(|d| editions.in_force(d)).unwrap_or(0);
        let mut tags = Tags::default();
        for (unknown, candidate) in &self.assigned {
            tags.settle(*unknown, *candidate);
        }
        let mut worlds = Worlds::default();
        add(&mut worlds, World::new(editions, first), tags);
        let mut layers = Layers { worlds: vec![worlds], events: Vec::new(), sequence };
        let mut stopped = None;
        for step in &layers.sequence.steps.clone() {
            if let Some(status) = stopped {
                self.records[step.event].status.get_or_insert(status);
                continue;
            }
            let before = layers.worlds.last().cloned().unwrap_or_default();
            let mut after = Worlds::default();
            let limit = self.event(machine, step, &before, &mut after);
            if after.is_empty() {
                stopped = Some(Status::Later);
                self.records[step.event].status.get_or_insert(Status::Later);
                continue;
            }
            let record = &mut self.records[step.event];
            if limit {
                record.status = Some(Status::LimitReached);
                stopped = Some(Status::LimitReached);
                continue;
            }
            record.status = Some(Status::Judged);
            layers.worlds.push(after);
            layers.events.push(step.event);
            let unlawful = record.possible.iter().any(|p| p.outcome.verdict == Verdict::Illegal);
            if self.options.strict && unlawful {
                stopped = Some(Status::Stopped);
            }
        }
        self.layers[machine] = layers;
    }

    /// Lets one event happen in every world. True if there are more worlds than are followed.
    fn event(&mut self, machine: MachineIx, step: &super::sequence::Step, before: &Worlds, after: &mut Worlds) -> bool {
        let editions = self.scenario.editions(machine);
        let event = &self.scenario.events[step.event];
        for (world, tags) in before {
            for (on, settled) in step.after(world.now) {
                if self.options.until.is_some_and(|until| on.day > until) {
                    continue;
                }
                let mut tags = tags.clone();
                if let Some((unknown, candidate)) = settled {
                    tags.settle(unknown, candidate);
                    self.use_candidate(step.event, unknown, candidate);
                }
                if !self.records[step.event].dates.contains(&on) {
                    self.records[step.event].dates.push(on);
                }
                let passed = world.clone().pass(editions, on, &mut self.happenings[machine]);
                for mut world in passed {
                    self.monitor(machine, &mut world, on);
                    world.now = no_earlier(on, world.now);
                    match &event.what {
                        What::Is { resolved, .. } => self.observe(machine, step.event, world, tags.clone(), resolved, after),
                        What::Act { resolved, .. } => {
                            self.act(machine, step.event, world, &tags, resolved, on, after);
                        }
                    }
                }
                if after.len() > MAX_WORLDS {
                    return true;
                }
            }
        }
        false
    }

    fn use_candidate(&mut self, event: EventIx, unknown: UnknownIx, candidate: usize) {
        let used = &mut self.records[event].used;
        if !used.contains(&(unknown, candidate)) {
            used.push((unknown, candidate));
        }
    }

    /// Checks the properties of the procedure on a case as it is now.
    fn monitor(&mut self, machine: MachineIx, world: &mut World, on: Stamp) {
        let editions = self.scenario.editions(machine);
        let procedure = editions.get(world.edition);
        if procedure.properties().next().is_none() {
            return;
        }
        for (id, property) in procedure.properties() {
            if reads_watched(procedure, property.condition) {
                continue;
            }
            let holds = crate::engine::evaluate(
                &crate::engine::Scope { procedure, case: &world.case, on: None, act: None, views: &[], starting: &[] },
                property.condition,
                &mut crate::engine::NoTrace,
            );
            if holds.truth() == Some(!property.always) {
                let what = Happening::Broken { property: id, following: world.standing };
                let number = self.happenings[machine].number(world.edition, what, End::Day(on.day));
                if !world.passed.contains(&number) {
                    world.passed.push(number);
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one act in one world, with all that it is done in")]
    fn act(
        &mut self,
        machine: MachineIx,
        event: EventIx,
        world: World,
        tags: &Tags,
        resolved: &[Option<Resolved>],
        on: Stamp,
        after: &mut Worlds,
    ) {
        let editions = self.scenario.editions(machine);
        let governing = world.governing(editions, on.day);
        let procedure = editions.get(world.edition);
        let Some(Some(act)) = resolved.get(world.edition) else {
            // The edition in force does not know the act.
            let outcome = refused(world.case.state(), Refusal::NoSuchAct, Verdict::Illegal);
            self.record(machine, event, &world, governing, outcome, None, None, tags);
            add(after, world, tags.clone());
            return;
        };
        for (details, settled) in details_of(self.scenario, procedure, act, on, &self.assigned, tags) {
            let mut tags = tags.clone();
            for (unknown, candidate) in &settled {
                tags.settle(*unknown, *candidate);
                self.use_candidate(event, *unknown, *candidate);
            }
            let by = match details.by {
                Value::Role(role) => Some(role),
                _ => None,
            };
            let occurrence = Occurrence { act: act.act, on, by, details: &details.values };
            let reads = procedure
                .serving(world.case.state(), act.act)
                .iter()
                .any(|t| transition_reads_watched(procedure, *t));
            if !reads {
                self.judged(machine, event, &world, governing, &occurrence, &[], &tags, after);
                continue;
            }
            let seen: Seen = read(self.scenario, &self.layers, machine, procedure, on, event);
            let Some(views) = views_of(&seen, self.scenario) else {
                // Too many combinations to tell apart: the act is not judged.
                self.judged(machine, event, &world, None, &occurrence, &[], &tags, after);
                continue;
            };
            for (views, seen_tags) in views {
                let Some(tags) = tags.meet(&seen_tags) else { continue };
                self.judged(machine, event, &world, governing, &occurrence, &views, &tags, after);
            }
        }
    }

    /// Judges one act in one world with all its values settled.
    #[expect(clippy::too_many_arguments, reason = "one act in one world, with all that it is done in")]
    fn judged(
        &mut self,
        machine: MachineIx,
        event: EventIx,
        world: &World,
        governing: Option<usize>,
        act: &Occurrence,
        views: Views,
        tags: &Tags,
        after: &mut Worlds,
    ) {
        let procedure = self.scenario.editions(machine).get(world.edition);
        let courses = if governing.is_some() {
            branches(procedure, &world.case, act, views)
        } else {
            let mut case = world.case.clone();
            let transition = presume(procedure, &mut case, act, views);
            let mut outcome = refused(world.case.state(), Refusal::CannotBeJudged, Verdict::Undetermined);
            (outcome.to, outcome.transition, outcome.took_effect) = (case.state(), transition, transition.is_some());
            vec![(case, outcome)]
        };
        for (case, outcome) in courses {
            let mut next = World { case, ..world.clone() };
            next.first = next.first.or(Some(act.on.day));
            let because_of = self.shadow(procedure, world, &mut next, act, views, &outcome, event);
            for (id, _) in procedure.deadlines() {
                let (was, is) = (world.case.clock(id), next.case.clock(id));
                if was != is && is.state == ClockState::Running {
                    next.origins.retain(|(d, _)| *d != id);
                    next.origins.push((id, event));
                    next.origins.sort();
                }
            }
            if outcome.took_effect && outcome.verdict == Verdict::Illegal {
                next.standing = next.standing.or(Some(event));
            }
            self.record(machine, event, world, governing, outcome, because_of, Some((act, views)), tags);
            self.monitor(machine, &mut next, act.on);
            add(after, next, tags.clone());
        }
    }

    /// Keeps the case as it would be had an earlier void act been valid; the act but for which this one is refused.
    #[expect(clippy::too_many_arguments, reason = "one act in one world, with all that it is done in")]
    fn shadow(
        &self,
        procedure: &Procedure,
        world: &World,
        next: &mut World,
        act: &Occurrence,
        views: Views,
        outcome: &Outcome,
        event: EventIx,
    ) -> Option<EventIx> {
        let Some(shadow) = &world.shadow else {
            if outcome.transition.is_some() && !outcome.took_effect {
                let mut case = world.case.clone();
                presume(procedure, &mut case, act, views);
                next.shadow = Some(Box::new((event, case)));
            }
            return None;
        };
        let (origin, mut case) = (shadow.0, shadow.1.clone());
        crate::engine::advance(procedure, &mut case, act.on, &mut |_| {});
        let lawful = crate::engine::judge(procedure, &case, act, views) <= Verdict::Irregular;
        if lawful {
            presume(procedure, &mut case, act, views);
        }
        next.shadow = Some(Box::new((origin, case)));
        let refused = matches!(outcome.refusal, Some(Refusal::NoSuchAct | Refusal::TooLate(_) | Refusal::CaseClosed));
        (lawful && refused).then_some(origin)
    }

    #[expect(clippy::too_many_arguments, reason = "one outcome, with all that it is recorded with")]
    fn record(
        &mut self,
        machine: MachineIx,
        event: EventIx,
        world: &World,
        governing: Option<usize>,
        outcome: Outcome,
        because_of: Option<EventIx>,
        act: Option<(&Occurrence, Views)>,
        tags: &Tags,
    ) {
        let explain = self.options.explain;
        let procedure = self.scenario.editions(machine).get(world.edition);
        let possible = &mut self.records[event].possible;
        let known = possible.iter_mut().find(|p| {
            p.edition == governing && p.ids == world.edition && p.outcome == outcome && p.because_of == because_of
        });
        if let Some(known) = known {
            known.under.merge(tags);
            return;
        }
        let on = act.map_or(world.now, |(act, _)| act.on);
        let checks = act.map_or_else(Vec::new, |(act, views)| {
            checks(procedure, &world.case, act, views, &outcome, explain)
        });
        possible.push(Possible {
            edition: governing,
            ids: world.edition,
            outcome,
            because_of,
            on,
            checks,
            under: tags.clone(),
        });
    }

    /// Sets a machine to an observed or assumed state.
    fn observe(
        &mut self,
        machine: MachineIx,
        event: EventIx,
        mut world: World,
        tags: Tags,
        resolved: &[Option<StateId>],
        after: &mut Worlds,
    ) {
        let editions = self.scenario.editions(machine);
        let procedure = editions.get(world.edition);
        let from = world.case.state();
        let Some(Some(state)) = resolved.get(world.edition).copied() else {
            add(after, world, tags);
            return;
        };
        let fit = if from == state {
            Fit::Confirmed
        } else if let Some(by) = procedure.shortest_path(from, state) {
            forget(procedure, &mut world.case, from, state);
            let since = self.layers_before(machine, event);
            Fit::Undocumented { from, by, since }
        } else {
            world.case.observe(state);
            Fit::Contradiction { from }
        };
        if fit != Fit::Confirmed {
            world.shadow = None;
        }
        let entry = (world.edition, fit);
        if !self.records[event].fits.contains(&entry) {
            self.records[event].fits.push(entry);
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
        let governing = world.governing(editions, world.now.day);
        self.record(machine, event, &world, governing, outcome, None, None, &tags);
        add(after, world, tags);
    }

    /// The latest possible date of the event before one, on the same machine.
    fn layers_before(&self, machine: MachineIx, event: EventIx) -> Option<Stamp> {
        let before = self.scenario.events_of(machine).take_while(|(index, _)| *index < event).last()?;
        self.scenario.dates(before.1).into_iter().max_by_key(|s| (s.day, s.latest()))
    }
}

/// The values of the details of an act in one world.
struct Details {
    by: Value,
    values: Vec<Value>,
}

/// Every combination of values that an act's unknowns may have, with what it settles. A date among the details is not
/// later than the act, unless the act plans it.
fn details_of(
    scenario: &Scenario,
    procedure: &Procedure,
    act: &Resolved,
    on: Stamp,
    assigned: &[(UnknownIx, usize)],
    tags: &Tags,
) -> Vec<(Details, Vec<(UnknownIx, usize)>)> {
    let fields = &procedure.act(act.act).details;
    let mut all = vec![(Details { by: Value::Unknown, values: Vec::new() }, Vec::new())];
    let givens = std::iter::once((None, &act.by)).chain(fields.iter().map(Some).zip(&act.details));
    for (field, given) in givens {
        let choices: Vec<(Value, Option<(UnknownIx, usize)>)> = match given {
            Given::Known(value) => vec![(*value, None)],
            Given::OneOf(unknown) => candidates(scenario, *unknown, assigned)
                .into_iter()
                .filter(|(index, _)| tags.allows(*unknown, *index))
                .filter(|(_, value)| match (field, value) {
                    (Some(field), Value::Date(stamp)) => field.planned || stamp.day <= on.day,
                    _ => true,
                })
                .map(|(index, value)| (value, Some((*unknown, index))))
                .collect(),
        };
        let mut next = Vec::with_capacity(all.len() * choices.len());
        for (details, settled) in &all {
            for (value, choice) in &choices {
                let mut settled: Vec<(UnknownIx, usize)> = settled.clone();
                // The same unknown never has two values.
                if let Some((unknown, index)) = choice
                    && settled.iter().any(|(u, i)| u == unknown && i != index)
                {
                    continue;
                }
                settled.extend(choice);
                let mut values = details.values.clone();
                let by = if field.is_some() {
                    values.push(*value);
                    details.by
                } else {
                    *value
                };
                next.push((Details { by, values }, settled));
            }
        }
        all = next;
    }
    all
}

/// The candidates of an unknown, or the one that it has been assigned.
pub(super) fn candidates(scenario: &Scenario, unknown: UnknownIx, assigned: &[(UnknownIx, usize)]) -> Vec<(usize, Value)> {
    let all = scenario.unknowns[unknown].candidates.iter().map(|c| c.value).enumerate();
    match assigned.iter().find(|(u, _)| *u == unknown) {
        Some((_, candidate)) => all.filter(|(index, _)| index == candidate).collect(),
        None => all.collect(),
    }
}

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

/// Puts a case in a state that was observed: what a course to it could have changed is not known any more.
fn forget(procedure: &Procedure, case: &mut Case, from: StateId, to: StateId) {
    case.observe(to);
    let (mut acts, mut entered) = (Vec::new(), crate::ids::StateSet::EMPTY);
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
        let touched = occasions.iter().any(|o| {
            o.acts.iter().any(|a| acts.contains(a)) || o.states.iter().any(|s| entered.contains(s))
        });
        if touched {
            case.forget_duty(id);
        }
    }
}

/// Whether judging a transition reads watched machines.
pub(super) fn transition_reads_watched(procedure: &Procedure, id: crate::ids::TransitionId) -> bool {
    let transition = procedure.transition(id);
    let mut exprs = transition.guard.into_iter().chain(transition.checks.iter().map(|c| c.condition));
    exprs.any(|expr| reads_watched(procedure, expr))
        || transition.sets.iter().any(|(_, expr)| reads_watched(procedure, *expr))
}

/// Whether an expression reads watched machines.
pub(super) fn reads_watched(procedure: &Procedure, expr: crate::condition::ExprId) -> bool {
    use crate::condition::Expr;
    let mut found = false;
    procedure.exprs().walk(expr, &mut |_, expr| found |= matches!(expr, Expr::Watched(..) | Expr::OfWatched(..)));
    found
}
