//! Exploring on the real calendar, day by day, with the engine alone: the oracle. Its states hold exact dates, so that
//! they are many; it serves for short ranges of days, and to test all else against.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::claims::Claims;
use super::course::{Course, Question, Running, Step, lawful, pass, property, shown};
use super::details::{Way, ways};
use super::limits::{Budget, Stopped, Watcher};
use super::model::Progress;
use super::tables::Tables;
use super::values::candidates;
use crate::calendar::{Day, Minute, Stamp};
use crate::condition::Expr;
use crate::engine::Case;
use crate::procedure::{Form, Incident, Whose};
use crate::system::MachineIx;
use crate::value::{Type, Value};

/// How a state was reached.
struct Node {
    parent: usize,
    step: Option<Step>,
}

/// What was found day by day.
pub(super) struct Found {
    pub states: u64,
    pub transitions: u64,
    pub days: u64,
    pub bytes: usize,
    pub frontier: u64,
    pub stopped: Option<Stopped>,
    /// Whether every way of acting that a condition may tell from another was tried.
    pub every_way: bool,
    /// For each claim, the first course that stands against it, or bears it out.
    pub courses: Vec<Option<Course>>,
}

/// Exploring on the real calendar.
pub(super) struct Exact<'a, 't> {
    tables: &'t Tables<'a>,
    /// For each kind and edition.
    ways: Vec<Vec<Vec<Way>>>,
    every_way: bool,
    timed: bool,
}

impl<'a, 't> Exact<'a, 't> {
    pub fn new(tables: &'t Tables<'a>) -> Option<Self> {
        let mut all = Vec::new();
        let (mut every_way, mut timed) = (true, false);
        for kind in &tables.kinds {
            let mut of_kind = Vec::new();
            for edition in kind.editions.all() {
                let mut of_edition = Vec::new();
                for (act, rule) in edition.acts() {
                    for way in ways(edition, act)? {
                        of_edition.extend(
                            candidates(edition, &way).into_iter().map(|details| Way { details, ..way.clone() }),
                        );
                    }
                    every_way &=
                        !rule.details.iter().any(|field| matches!(field.ty, Type::Date | Type::Period | Type::Time));
                }
                for index in 0..edition.exprs().len() {
                    match edition.exprs().get(crate::condition::Exprs::id_at(index)) {
                        Expr::ActTime | Expr::Literal(Value::Duration(_)) => timed = true,
                        Expr::Add(..) | Expr::Subtract(..) | Expr::Multiply(..) => every_way = false,
                        _ => {}
                    }
                }
                of_kind.push(of_edition);
            }
            all.push(of_kind);
        }
        Some(Self { tables, ways: all, every_way: every_way && !timed, timed })
    }

    fn stamp(&self, day: Day) -> Stamp {
        let noon = Minute::new(720).filter(|_| self.timed);
        noon.map_or(Stamp::of_day(day), |noon| Stamp::at(day, noon))
    }

    fn forget(&self, all: &mut [Running]) {
        for (machine, running) in all.iter_mut().enumerate() {
            let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
            if let Some(skeleton) = kind.and_then(|kind| kind.skeletons.get(running.edition)) {
                skeleton.forget_what_is_over(&mut running.case);
            }
        }
    }

    /// Explores every day of the range, for the claims that are open.
    pub fn explore(&self, claims: &Claims, open: &[bool], budget: &Budget, watcher: &dyn Watcher) -> Found {
        let system = self.tables.system;
        let (mut day, last) = self.tables.range;
        let first = (0..system.machines.len()).map(|machine| {
            let edition = system.editions(machine).known_on(day);
            Running { case: Case::new(system.editions(machine).get(edition)), edition, first: None }
        });
        let mut nodes = vec![Node { parent: 0, step: None }];
        let mut found = Found {
            states: 0,
            transitions: 0,
            days: 0,
            bytes: 0,
            frontier: 0,
            stopped: None,
            every_way: self.every_way,
            courses: vec![None; claims.all.len()],
        };
        let mut layer: IndexMap<Vec<Running>, usize, FxBuildHasher> = IndexMap::default();
        layer.insert(first.collect(), 0);
        loop {
            let mut at = 0;
            while let Some((all, node)) = layer.get_index(at).map(|(all, node)| (all.clone(), *node)) {
                self.judge(&nodes, node, &all, day, claims, open, &mut found);
                for (next, step) in self.acts(&all, day, node, &nodes, claims, open, &mut found) {
                    found.transitions += 1;
                    if !layer.contains_key(&next) {
                        layer.insert(next, nodes.len());
                        nodes.push(Node { parent: node, step: Some(step) });
                    }
                }
                at += 1;
                let states = found.states + layer.len() as u64;
                if at % 16 == 1 {
                    let frontier = (layer.len() - at) as u64;
                    watcher.tell(&Progress { states, transitions: found.transitions, frontier, depth: found.days });
                    found.stopped = budget.stop(states, nodes.len() * 256);
                    if found.stopped.is_some() {
                        (found.states, found.frontier) = (states, frontier);
                        return found;
                    }
                }
            }
            found.states += layer.len() as u64;
            found.days += 1;
            found.bytes = nodes.len() * 256;
            if day >= last
                || (0..open.len()).all(|c| open.get(c) != Some(&true) || matches!(found.courses.get(c), Some(Some(_))))
            {
                return found;
            }
            day = day.next();
            let mut next_layer: IndexMap<Vec<Running>, usize, FxBuildHasher> = IndexMap::default();
            for (mut all, node) in layer {
                let kept = (0..all.len()).all(|machine| pass(system, &mut all, machine, self.stamp(day)));
                if kept {
                    self.forget(&mut all);
                    next_layer.entry(all).or_insert(node);
                }
            }
            layer = next_layer;
        }
    }

    /// Everything that may lawfully be done on a day.
    #[allow(clippy::too_many_arguments, reason = "what is found goes where it belongs")]
    fn acts(
        &self,
        all: &[Running],
        day: Day,
        node: usize,
        nodes: &[Node],
        claims: &Claims,
        open: &[bool],
        found: &mut Found,
    ) -> Vec<(Vec<Running>, Step)> {
        let system = self.tables.system;
        let mut after = Vec::new();
        for (machine, running) in all.iter().enumerate() {
            let kind = self.tables.kind_of.get(machine).copied().unwrap_or(0);
            let ways = self.ways.get(kind).and_then(|kind| kind.get(running.edition));
            for way in ways.into_iter().flatten() {
                let procedure = system.editions(machine).get(running.edition);
                if procedure.serving(running.case.state(), way.act).is_empty() {
                    continue;
                }
                let on = self.stamp(day);
                let (act, by, details) = (way.act, way.by, way.details.clone());
                let step = Step { machine, edition: running.edition, on, act, by, details };
                let mut next = all.to_vec();
                if !lawful(system, &mut next, &step) {
                    continue;
                }
                let entered = next.get(machine).map(|r| r.case.state()).filter(|to| *to != running.case.state());
                self.judge_move(nodes, node, all, &step, entered, claims, open, found);
                for running in &mut next {
                    // When a case began matters only where that decides its edition, and that it has.
                    running.first =
                        running.first.map(|first| if self.first_matters(machine) { first } else { Day::MIN });
                }
                self.forget(&mut next);
                after.push((next, step));
            }
        }
        after
    }

    fn first_matters(&self, machine: MachineIx) -> bool {
        let editions = self.tables.system.editions(machine);
        editions.get(0).applies_by() == crate::procedure::AppliesBy::FirstAct
    }

    /// The claims that are open and not settled, with each machine that has them.
    fn questions<'c>(&'c self, claims: &'c Claims, open: &'c [bool], found: &'c Found) -> Vec<(usize, Question<'c>)> {
        let unsettled =
            claims.all.iter().enumerate().filter(|(number, _)| {
                open.get(*number) == Some(&true) && matches!(found.courses.get(*number), Some(None))
            });
        let questions = unsettled.flat_map(|(number, claim)| {
            let machines = self.tables.kinds.get(claim.kind).map_or(&[][..], |kind| &kind.machines);
            let own = machines.is_empty().then_some(None);
            let machines = machines.iter().map(|machine| Some(*machine)).chain(own);
            machines.map(move |machine| (number, Question { machine, name: claim.name.as_str() }))
        });
        questions.collect()
    }

    #[allow(clippy::too_many_arguments, reason = "what is found goes where it belongs")]
    fn judge(
        &self,
        nodes: &[Node],
        node: usize,
        all: &[Running],
        day: Day,
        claims: &Claims,
        open: &[bool],
        found: &mut Found,
    ) {
        let system = self.tables.system;
        let mut broken = Vec::new();
        for (number, question) in self.questions(claims, open, found) {
            let before =
                matches!(property(system, all, &question), Some((_, Form::Before { .. } | Form::Following { .. })));
            if !before && shown(system, all, &question) {
                broken.push(number);
            }
        }
        for number in broken {
            let course = self.course(nodes, node, None, self.stamp(day));
            if let Some(place) = found.courses.get_mut(number) {
                *place = Some(course);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "what is found goes where it belongs")]
    fn judge_move(
        &self,
        nodes: &[Node],
        node: usize,
        all: &[Running],
        step: &Step,
        entered: Option<crate::ids::StateId>,
        claims: &Claims,
        open: &[bool],
        found: &mut Found,
    ) {
        let system = self.tables.system;
        let mut broken = Vec::new();
        for (number, question) in self.questions(claims, open, found) {
            let Some((_, Form::Before { cue, .. })) = property(system, all, &question) else { continue };
            let watches = system.observer.as_ref().map(|o| o.watches_of(step.machine)).unwrap_or_default();
            let of = match question.machine {
                Some(machine) if machine == step.machine => Whose::Own,
                Some(_) => continue,
                None => Whose::Watched { watches: &watches, edition: step.edition },
            };
            let met = cue.includes(&Incident { of, act: Some(step.act), entered });
            if met && shown(system, all, &question) {
                broken.push(number);
            }
        }
        for number in broken {
            let course = self.course(nodes, node, Some(step), step.on);
            if let Some(place) = found.courses.get_mut(number) {
                *place = Some(course);
            }
        }
    }

    fn course(&self, nodes: &[Node], node: usize, last: Option<&Step>, until: Stamp) -> Course {
        let mut steps: Vec<Step> = last.cloned().into_iter().collect();
        let mut at = node;
        while let Some(node) = nodes.get(at) {
            steps.extend(node.step.clone());
            if at == 0 {
                break;
            }
            at = node.parent;
        }
        steps.reverse();
        Course { steps, until: Some(until) }
    }
}
