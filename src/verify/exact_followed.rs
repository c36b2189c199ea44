//! One property on the real calendar, day by day, with the engine and the monitors alone: the oracle for what waits for
//! something, and for what speaks of courses on which every duty is kept.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::time::Instant;

use super::asked::Asked;
use super::course::{Course, Question, Step};
use super::exact::{Exact, Node};
use super::followed::{Followed, Follower};
use super::limits::{Budget, Stopped, Watcher};
use super::model::{Counts, Finding, Method, Progress};
use crate::calendar::Day;
use crate::system::MachineIx;

/// What was found day by day of one property.
pub(super) struct Found {
    pub counts: Counts,
    /// Whether every way of acting that a condition may tell from another was tried.
    pub every_way: bool,
    /// The first course that stands against it, or bears it out.
    pub course: Option<Course>,
    /// Whether a course is what it says to be possible.
    pub reaches: bool,
}

/// A search of days: layer by layer, each with what leads there.
struct Search<'s> {
    nodes: Vec<Node>,
    counts: Counts,
    started: Instant,
    most: u64,
    /// How many states were left, of all days.
    looked: u64,
    budget: &'s Budget<'s>,
    watcher: &'s dyn Watcher,
}

type Layer = IndexMap<Followed, usize, FxBuildHasher>;

impl Found {
    /// What is said of the property.
    pub fn finding(self) -> Finding {
        match (self.course, self.counts.stopped, self.every_way) {
            (Some(course), ..) if self.reaches => Finding::Possible(course),
            (Some(course), ..) => Finding::Broken(course),
            (None, Some(stopped), _) => Finding::Open(super::model::Bound::Limit(Method::Days, stopped)),
            (None, None, false) => Finding::Open(super::model::Bound::Values),
            (None, None, true) if self.reaches => Finding::Impossible(Method::Days),
            (None, None, true) => Finding::Holds(Method::Days),
        }
    }
}

impl Exact<'_, '_> {
    /// Explores every day of the range, and at most so many states, for one property of a machine or of the system.
    pub fn follow(
        &self,
        asked: &Asked,
        machine: Option<MachineIx>,
        most: u64,
        (budget, watcher): (&Budget, &dyn Watcher),
    ) -> Found {
        let follower = Follower { asked, question: Question { machine, name: asked.name } };
        let counts = Counts::none(Method::Days);
        let mut search =
            Search { nodes: Vec::new(), counts, started: Instant::now(), most, looked: 0, budget, watcher };
        let course = self.search(&follower, &mut search);
        search.counts.bytes = search.nodes.len() * 256;
        search.counts.time = search.started.elapsed();
        Found { counts: search.counts, every_way: self.every_way, course, reaches: follower.reaches() }
    }

    /// The first course that shows the property as it is sought.
    fn search(&self, follower: &Follower, search: &mut Search) -> Option<Course> {
        let (mut day, last) = self.tables.range;
        let mut first = follower.new_on(day);
        follower.look(&mut first, day);
        search.nodes.push(Node { parent: 0, step: None, acts: 0 });
        let mut layer = Layer::default();
        layer.insert(first, 0);
        loop {
            let mut at = 0;
            while let Some((now, node)) = layer.get_index(at).map(|(now, node)| (now.clone(), *node)) {
                if self.is_found(follower, &now) {
                    return Some(self.course(&search.nodes, node, None, self.stamp(day)));
                }
                self.followed(follower, &now, node, day, &mut layer, search);
                at += 1;
                search.looked += 1;
                if search.looked.is_multiple_of(256) && search.stop(&layer, at).is_some() {
                    return None;
                }
            }
            search.counts.states += layer.len() as u64;
            search.counts.depth += 1;
            if day >= last {
                return None;
            }
            day = day.next();
            let mut tomorrow = Layer::default();
            for (mut now, node) in layer {
                if follower.pass(&mut now, self.stamp(day)) && follower.has_kept(&now) | now.broken {
                    self.forget(&mut now.all);
                    tomorrow.entry(now).or_insert(node);
                }
            }
            layer = tomorrow;
        }
    }

    fn is_found(&self, follower: &Follower, now: &Followed) -> bool {
        if follower.reaches() { follower.is_reached(now) } else { now.broken || follower.is_left_waiting(now) }
    }

    /// Everything that may lawfully be done on a day.
    fn followed(&self, of: &Follower, now: &Followed, node: usize, day: Day, layer: &mut Layer, search: &mut Search) {
        let system = of.asked.system;
        for (machine, running) in now.all.iter().enumerate() {
            let procedure = system.editions(machine).get(running.edition);
            for way in self.ways_of(machine, running.edition) {
                if procedure.serving(running.case.state(), way.act).is_empty() {
                    continue;
                }
                let (on, details) = (self.stamp(day), way.details.clone());
                let step = Step { machine, edition: running.edition, on, act: way.act, by: way.by, details };
                let mut next = now.clone();
                if !of.act(&mut next, &step) {
                    continue;
                }
                search.counts.transitions += 1;
                self.forget_beginnings(&mut next.all);
                self.forget(&mut next.all);
                if !layer.contains_key(&next) {
                    layer.insert(next, search.nodes.len());
                    let acts = search.nodes.get(node).map_or(0, |node| node.acts) + 1;
                    search.nodes.push(Node { parent: node, step: Some(step), acts });
                }
            }
        }
    }
}

impl Search<'_> {
    fn stop(&mut self, layer: &Layer, at: usize) -> Option<Stopped> {
        let states = self.counts.states + layer.len() as u64;
        let (transitions, depth) = (self.counts.transitions, self.counts.depth);
        self.watcher.tell(&Progress { states, transitions, frontier: (layer.len() - at) as u64, depth });
        self.counts.stopped = self.budget.stop(states, self.nodes.len() * 256);
        if self.counts.stopped.is_none() && states > self.most {
            self.counts.stopped = Some(Stopped::States);
        }
        if self.counts.stopped.is_some() {
            (self.counts.states, self.counts.frontier) = (states, (layer.len() - at) as u64);
        }
        self.counts.stopped
    }
}
