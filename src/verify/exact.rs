//! Exploring on the real calendar, day by day, with the engine alone: the oracle. Its states hold exact dates, so that
//! they are many; it serves for short ranges of days, and to test all else against.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::claims::Claims;
use super::course::{Course, Question, Running, Step, is_cued, lawful, pass, pass_telling, property, shown};
use super::details::{Foreign, Way, ways};
use super::fed;
use super::keys::may_be_overdue;
use super::limits::{Budget, Stopped, Watcher};
use super::model::{Progress, Shortest};
use super::tables::Tables;
use super::values::candidates;
use crate::calendar::{Day, Minute, Stamp};
use crate::condition::Expr;
use crate::engine::Case;
use crate::procedure::Form;
use crate::system::MachineIx;
use crate::value::{Type, Value};

/// How a state was reached.
pub(super) struct Node {
    pub parent: usize,
    pub step: Option<Step>,
    pub acts: usize,
}

/// What is looked for day by day.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    /// The claims that are looked at.
    pub open: &'w [bool],
    /// For each claim, a course that is known: only shorter ones are looked for.
    pub known: &'w [Option<Course>],
    /// Which courses are shorter.
    pub shortest: Shortest,
    /// At most so many states.
    pub most: u64,
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

impl Found {
    /// Whether a course with so many acts that is over on a day would be news for a claim.
    fn wants(&self, wanted: &Wanted, claim: usize, acts: usize, day: Day) -> bool {
        wanted.open.get(claim) == Some(&true)
            && match (self.courses.get(claim), wanted.shortest) {
                (None, _) => false,
                (Some(None), _) => true,
                (Some(Some(course)), Shortest::Acts) => acts < course.steps.len(),
                (Some(Some(course)), Shortest::Date) => course.end().is_some_and(|end| day < end.day),
            }
    }

    fn wants_any(&self, wanted: &Wanted, acts: usize, day: Day) -> bool {
        (0..self.courses.len()).any(|claim| self.wants(wanted, claim, acts, day))
    }
}

/// The states of one day, each with a shortest way there.
type Layer = IndexMap<Vec<Running>, usize, FxBuildHasher>;

fn queue(queues: &mut Vec<Vec<usize>>, acts: usize, at: usize) {
    if queues.len() <= acts {
        queues.resize(acts + 1, Vec::new());
    }
    if let Some(queue) = queues.get_mut(acts) {
        queue.push(at);
    }
}

/// Exploring on the real calendar.
pub(super) struct Exact<'a, 't> {
    pub tables: &'t Tables<'a>,
    /// For each kind and edition.
    ways: Vec<Vec<Vec<Way>>>,
    pub every_way: bool,
    timed: bool,
}

impl<'a, 't> Exact<'a, 't> {
    pub fn new(tables: &'t Tables<'a>) -> Option<Self> {
        let mut all = Vec::new();
        let (mut every_way, mut timed) = (true, false);
        let foreign = Foreign::of(tables.kinds.iter().flat_map(|kind| kind.editions.all()));
        for kind in &tables.kinds {
            let mut of_kind = Vec::new();
            for (index, edition) in kind.editions.all().iter().enumerate() {
                every_way &= fed::decided(edition);
                // What is over when it starts runs out between two acts of one day, which are not told apart.
                every_way &= !edition
                    .deadlines()
                    .any(|(id, deadline)| !deadline.expiry.is_empty() && may_be_overdue(kind.editions, index, id));
                let mut of_edition = Vec::new();
                for (act, rule) in edition.acts() {
                    for way in ways(edition, edition, &foreign, act)? {
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

    pub fn stamp(&self, day: Day) -> Stamp {
        let noon = Minute::new(720).filter(|_| self.timed);
        noon.map_or(Stamp::of_day(day), |noon| Stamp::at(day, noon))
    }

    /// Forgets what no longer matters.
    pub fn forget(&self, all: &mut [Running]) {
        for (machine, running) in all.iter_mut().enumerate() {
            let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
            if let Some(skeleton) = kind.and_then(|kind| kind.skeletons.get(running.edition)) {
                skeleton.forget_what_is_over(&mut running.case);
            }
        }
    }

    /// Explores every day of the range, for the claims that are looked at. What is found is shortest if the search is
    /// finished.
    pub fn explore(&self, claims: &Claims, wanted: &Wanted, budget: &Budget, watcher: &dyn Watcher) -> Found {
        let system = self.tables.system;
        let (mut day, last) = self.tables.range;
        let first = (0..system.machines.len()).map(|machine| {
            let edition = system.editions(machine).known_on(day);
            Running { case: Case::new(system.editions(machine).get(edition)), edition, first: None }
        });
        let mut nodes = vec![Node { parent: 0, step: None, acts: 0 }];
        let mut found = Found {
            states: 0,
            transitions: 0,
            days: 0,
            bytes: 0,
            frontier: 0,
            stopped: None,
            every_way: self.every_way,
            courses: claims
                .all
                .iter()
                .enumerate()
                .map(|(number, _)| wanted.known.get(number).cloned().flatten())
                .collect(),
        };
        let mut layer: Layer = IndexMap::default();
        layer.insert(first.collect(), 0);
        let looks_back = claims.look_back();
        loop {
            // Those with the fewest acts first, so that each is left by a shortest way of that day.
            let mut queues: Vec<Vec<usize>> = Vec::new();
            for (at, node) in layer.values().enumerate() {
                queue(&mut queues, nodes.get(*node).map_or(0, |node| node.acts), at);
            }
            let mut left = vec![false; layer.len()];
            let mut acts = 0;
            while acts < queues.len() {
                let mut next = 0;
                while let Some(at) = queues.get(acts).and_then(|queue| queue.get(next)).copied() {
                    next += 1;
                    let Some((all, node)) = layer.get_index(at).map(|(all, node)| (all.clone(), *node)) else {
                        continue;
                    };
                    if left.get(at) == Some(&true) {
                        continue;
                    }
                    if let Some(place) = left.get_mut(at) {
                        *place = true;
                    }
                    found.states += 1;
                    if found.states % 16 == 1 {
                        let frontier = left.iter().filter(|left| !**left).count() as u64;
                        let (states, depth) = (found.states, found.days);
                        watcher.tell(&Progress { states, transitions: found.transitions, frontier, depth });
                        found.stopped = budget.stop(states, nodes.len() * 256);
                        if found.stopped.is_none() && states > wanted.most {
                            found.stopped = Some(Stopped::States);
                        }
                        if found.stopped.is_some() {
                            found.frontier = frontier;
                            return found;
                        }
                    }
                    self.judge(&nodes, node, &all, day, claims, wanted, &mut found);
                    if !found.wants_any(wanted, acts + 1, day) {
                        continue;
                    }
                    for (after, step) in self.acts(&all, day, node, &nodes, claims, wanted, &mut found) {
                        found.transitions += 1;
                        let entry = layer.entry(after);
                        let at = entry.index();
                        let known = match &entry {
                            indexmap::map::Entry::Occupied(known) => nodes.get(*known.get()).map(|node| node.acts),
                            indexmap::map::Entry::Vacant(_) => None,
                        };
                        if known.is_none_or(|known| known > acts + 1) {
                            let new = nodes.len();
                            entry.and_modify(|node| *node = new).or_insert(new);
                            nodes.push(Node { parent: node, step: Some(step), acts: acts + 1 });
                            left.resize(layer.len(), false);
                            queue(&mut queues, acts + 1, at);
                        }
                    }
                }
                acts += 1;
            }
            found.days += 1;
            found.bytes = nodes.len() * 256;
            let next = day.next();
            if day >= last || !found.wants_any(wanted, 0, next) {
                return found;
            }
            day = next;
            let mut next_layer: Layer = IndexMap::default();
            for (mut all, node) in layer {
                let acts = nodes.get(node).map_or(0, |node| node.acts);
                if !found.wants_any(wanted, acts, day) {
                    continue;
                }
                let kept = (0..all.len()).all(|machine| {
                    if !looks_back {
                        return pass(system, &mut all, machine, self.stamp(day));
                    }
                    let mut broken = Vec::new();
                    let told = pass_telling(system, &mut all, machine, self.stamp(day), &mut |before, entered| {
                        let questions = self.questions(claims, wanted, (acts, day), &found).into_iter();
                        let missing = questions.filter(|(_, question)| {
                            is_cued(system, before, question, machine, (None, Some(entered)))
                                && shown(system, before, question)
                        });
                        broken.extend(missing.map(|(number, _)| number));
                    });
                    for number in broken {
                        let course = self.course(&nodes, node, None, self.stamp(day));
                        if let Some(place) = found.courses.get_mut(number) {
                            *place = Some(course);
                        }
                    }
                    told
                });
                if kept {
                    self.forget(&mut all);
                    let fewer = |known: &usize| nodes.get(*known).is_some_and(|known| known.acts > acts);
                    next_layer
                        .entry(all)
                        .and_modify(|known| {
                            if fewer(known) {
                                *known = node
                            }
                        })
                        .or_insert(node);
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
        wanted: &Wanted,
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
                self.judge_move(nodes, node, all, &step, entered, claims, wanted, found);
                self.forget_beginnings(&mut next);
                self.forget(&mut next);
                after.push((next, step));
            }
        }
        after
    }

    /// When a case began matters only where that decides its edition, and that it has.
    pub fn forget_beginnings(&self, all: &mut [Running]) {
        for (machine, running) in all.iter_mut().enumerate() {
            running.first = running.first.map(|first| if self.first_matters(machine) { first } else { Day::MIN });
        }
    }

    /// Every way of acting on a machine under an edition.
    pub fn ways_of(&self, machine: MachineIx, edition: usize) -> impl Iterator<Item = &Way> {
        let kind = self.tables.kind_of.get(machine).and_then(|kind| self.ways.get(*kind));
        kind.and_then(|kind| kind.get(edition)).into_iter().flatten()
    }

    fn first_matters(&self, machine: MachineIx) -> bool {
        let editions = self.tables.system.editions(machine);
        editions.get(0).applies_by() == crate::procedure::AppliesBy::FirstAct
    }

    /// The claims of which a course with so many acts would be news on a day, with each machine that has them.
    fn questions<'c>(
        &'c self,
        claims: &'c Claims,
        wanted: &'c Wanted,
        (acts, day): (usize, Day),
        found: &'c Found,
    ) -> Vec<(usize, Question<'c>)> {
        let all = claims.all.iter().enumerate();
        let unsettled = all.filter(|(number, _)| found.wants(wanted, *number, acts, day));
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
        wanted: &Wanted,
        found: &mut Found,
    ) {
        let system = self.tables.system;
        let mut broken = Vec::new();
        let acts = nodes.get(node).map_or(0, |node| node.acts);
        for (number, question) in self.questions(claims, wanted, (acts, day), found) {
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
        wanted: &Wanted,
        found: &mut Found,
    ) {
        let system = self.tables.system;
        let mut broken = Vec::new();
        let acts = nodes.get(node).map_or(0, |node| node.acts) + 1;
        for (number, question) in self.questions(claims, wanted, (acts, step.on.day), found) {
            let met = is_cued(system, all, &question, step.machine, (Some(step.act), entered));
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

    /// The course that leads to a state, with one step more.
    pub fn course(&self, nodes: &[Node], node: usize, last: Option<&Step>, until: Stamp) -> Course {
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
