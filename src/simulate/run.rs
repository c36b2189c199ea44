//! One replication: events in the order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::arrivals::Arriving;
use super::capacity::{Desk, Serving};
use super::courses::{Courses, Happened, NodeIx, ROOT};
use super::draw::Length;
use super::model::{Op, Setting, Study};
use super::opening::{DAY, Hours, NEVER, seconds};
use super::random::Stream;
use super::statistics::Summary;
use super::tally::{CapacityTally, Refused, Tally};

/// How many operations a case may make: beyond, its behaviour is taken to go round in a circle.
const MAX_OPERATIONS: u16 = 20_000;
/// A case that waits for no capacity.
const NOWHERE: u8 = u8::MAX;
/// What a stream of random numbers is for.
const OF_CASE: u64 = 1;
const OF_CAPACITY: u64 = 3;

/// What else is wanted of a replication.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// How many cases' courses are kept: the first that arrive, of each so many.
    pub sample: usize,
    /// Of how many cases that arrive one is kept.
    pub one_in: u32,
}

/// A case.
#[derive(Clone, Copy, Debug)]
struct Live {
    node: NodeIx,
    number: u32,
    arrived: u32,
    joined: u32,
    /// The next operation of the program.
    at: u16,
    /// Changes with every state that the case enters: what was planned in an earlier one is then void.
    token: u16,
    drawn: u16,
    queued: u8,
}

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// Something happens by itself to a case.
    Due,
    /// A case arrives, of a stream.
    Arrive(u8),
    /// The time before a step has passed.
    Ready,
    /// A turn of a capacity comes.
    Turn(u8),
    /// One of several servers has done with a case.
    Done(u8),
    /// A duty is to be kept.
    Keep,
}

/// An event. In order of time, then as they were planned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Event {
    at: u32,
    planned: u32,
    case: u32,
    kind: Kind,
    token: u16,
}

/// Courses of sampled cases: plans with their dates.
pub(super) type Sampled = Vec<Vec<(u16, u32)>>;

struct Run<'s> {
    study: &'s Study,
    courses: Courses<'s>,
    first_plans: Vec<u16>,
    shares: Vec<f64>,
    delays: Vec<Length>,
    /// For each operation of the program: the alternatives, with their shares.
    alternatives: Vec<Vec<(f64, usize)>>,
    hours: Vec<Option<Hours>>,
    desks: Vec<Desk>,
    cases: Vec<Live>,
    free: Vec<u32>,
    today: BinaryHeap<Reverse<Event>>,
    later: Vec<Vec<Event>>,
    /// The day that is simulated, once it has begun.
    current: Option<u32>,
    planned: u32,
    /// Cases that go on now.
    going: Vec<(u32, u16)>,
    /// The state that random numbers of cases begin with.
    seed: [u64; 3],
    now: u32,
    horizon: u32,
    observed: u32,
    /// For each state: how many cases, and since when that many.
    population: Vec<(u64, u32)>,
    /// For each capacity, since when so many wait.
    lengths_since: Vec<u32>,
    waits: Vec<Vec<u32>>,
    closures: Vec<u32>,
    arrived: u32,
    limits: Limits,
    sampled: Sampled,
    /// Which places of cases belong to the sample.
    watching: Vec<(u32, u32)>,
    tally: Tally,
}

/// Simulates a study once, under a setting. The same numbers give the same result.
#[must_use]
pub fn replicate(study: &Study, setting: &Setting, replication: u32) -> Tally {
    run(study, setting, replication, Limits::default()).0
}

/// The same, which also keeps some courses.
pub(super) fn run(study: &Study, setting: &Setting, replication: u32, limits: Limits) -> (Tally, Sampled) {
    let mut run = Run::new(study, setting, replication, limits);
    let mut streams: Vec<Arriving> =
        (0..study.arrivals.len()).filter_map(|ix| Arriving::of(study, setting, ix, replication)).collect();
    for (ix, stream) in streams.iter_mut().enumerate() {
        let at = stream.next();
        run.plan(at, u32::MAX, Kind::Arrive(u8::try_from(ix).unwrap_or(0)), 0);
    }
    for day in 0..study.days() {
        let planned = run.later.get_mut(day as usize).map(std::mem::take).unwrap_or_default();
        run.current = Some(day);
        run.today = planned.into_iter().map(Reverse).collect::<Vec<_>>().into();
        while let Some(Reverse(event)) = run.today.pop() {
            run.now = event.at;
            run.happen(event, &mut streams);
            run.go_on();
        }
        run.now = (day + 1).saturating_mul(DAY);
        run.end_of_day(day as usize);
    }
    run.finish()
}

/// The alternatives of an operation, with their shares.
fn alternatives(op: &Op, setting: &Setting) -> Vec<(f64, usize)> {
    match op {
        Op::Either(all) => all.iter().map(|one| (setting.worth(one.share), one.to)).collect(),
        _ => Vec::new(),
    }
}

#[allow(clippy::indexing_slicing, reason = "cases, states and capacities are numbered here")]
impl<'s> Run<'s> {
    fn new(study: &'s Study, setting: &Setting, replication: u32, limits: Limits) -> Self {
        let days = study.days() as usize;
        let states = study.names.states.len();
        let stream = |number: usize| Stream::of(&[study.seed, u64::from(replication), OF_CAPACITY, number as u64]);
        let desks: Vec<Desk> = (study.capacities.iter().enumerate())
            .map(|(ix, capacity)| Desk::of(capacity, ix, study, setting, stream(ix)))
            .collect();
        let hours = |open: Option<usize>| {
            open.and_then(|open| study.opening.get(open)).map(|open| Hours::of(open, study.starts, study.ends))
        };
        let none = || vec![0; days];
        let observed = study.observed_from.number() - study.starts.number();
        let tally = Tally {
            arrivals: none(),
            entered: vec![none(); states],
            stock: vec![none(); states],
            area: vec![0.0; states],
            expired: vec![none(); study.names.deadlines.len()],
            breached: vec![none(); study.names.duties.len()],
            reached: vec![0; states],
            capacities: desks.iter().map(|_| CapacityTally { lengths: none(), ..CapacityTally::default() }).collect(),
            ..Tally::default()
        };
        Self {
            study,
            courses: Courses::new(study),
            first_plans: Courses::first_plans(study),
            shares: study.steps.iter().map(|step| setting.worth(step.share)).collect(),
            delays: study.steps.iter().map(|step| Length::of(&step.after, setting)).collect(),
            alternatives: study.program.iter().map(|op| alternatives(op, setting)).collect(),
            hours: study.steps.iter().map(|step| hours(step.open)).collect(),
            lengths_since: vec![0; desks.len()],
            waits: vec![Vec::new(); desks.len()],
            desks,
            cases: Vec::new(),
            free: Vec::new(),
            today: BinaryHeap::new(),
            later: (0..days).map(|_| Vec::new()).collect(),
            current: None,
            planned: 0,
            going: Vec::new(),
            seed: [study.seed, u64::from(replication), OF_CASE],
            now: 0,
            horizon: study.days().saturating_mul(DAY),
            observed: observed.max(0).unsigned_abs().saturating_mul(DAY),
            population: vec![(0, 0); states],
            closures: Vec::new(),
            arrived: 0,
            limits,
            sampled: Vec::new(),
            watching: Vec::new(),
            tally,
        }
    }

    fn plan(&mut self, at: u32, case: u32, kind: Kind, token: u16) {
        if at >= self.horizon {
            return;
        }
        self.planned = self.planned.wrapping_add(1);
        let event = Event { at: at.max(self.now), planned: self.planned, case, kind, token };
        let day = event.at / DAY;
        if Some(day) == self.current {
            self.today.push(Reverse(event));
        } else if let Some(later) = self.later.get_mut(day as usize) {
            later.push(event);
        }
    }

    fn happen(&mut self, event: Event, streams: &mut [Arriving]) {
        match event.kind {
            Kind::Arrive(ix) => {
                let next = streams.get_mut(usize::from(ix)).map_or(NEVER, Arriving::next);
                self.plan(next, u32::MAX, event.kind, 0);
                self.arrive();
            }
            Kind::Due => self.settle(event.case),
            Kind::Keep => self.keep(event.case),
            Kind::Ready => {
                if self.is_planned(event.case, event.token) {
                    self.ready(event.case);
                }
            }
            Kind::Turn(ix) => self.turn(usize::from(ix)),
            Kind::Done(ix) => {
                self.desks[usize::from(ix)].freed();
                if self.is_planned(event.case, event.token) {
                    self.perform(event.case);
                }
                self.serve(usize::from(ix));
            }
        }
    }

    fn is_planned(&self, case: u32, token: u16) -> bool {
        self.cases[case as usize].token == token
    }

    fn today(&self) -> usize {
        (self.now / DAY).min(self.study.days().saturating_sub(1)) as usize
    }

    /// A new case.
    fn arrive(&mut self) {
        let today = self.today();
        self.tally.arrivals[today] += 1;
        let number = self.arrived;
        self.arrived += 1;
        let new = Live { node: ROOT, number, arrived: self.now, joined: 0, at: 0, token: 0, drawn: 0, queued: NOWHERE };
        let case = match self.free.pop() {
            Some(place) => {
                let token = self.cases[place as usize].token.wrapping_add(1);
                self.cases[place as usize] = Live { token, ..new };
                place
            }
            None => {
                self.cases.push(new);
                u32::try_from(self.cases.len() - 1).unwrap_or(u32::MAX)
            }
        };
        if let Some((_, within)) = self.study.within
            && self.now.saturating_add(within) <= self.horizon
        {
            self.tally.followed += 1;
        }
        let wanted = self.limits.one_in.max(1);
        if self.watching.len() + self.sampled.len() < self.limits.sample && number.is_multiple_of(wanted) {
            self.watching.push((case, number));
        }
        self.courses.retain(ROOT);
        let state = self.courses.node(ROOT).state;
        self.populate(state, true);
        self.enter(case, state, true);
    }

    /// A case is in a state more, or less.
    fn populate(&mut self, state: u16, more: bool) {
        let (count, since) = &mut self.population[usize::from(state)];
        let from = (*since).max(self.observed);
        if self.now > from {
            self.tally.area[usize::from(state)] += *count as f64 * f64::from(self.now - from);
        }
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        *since = self.now;
    }

    /// A case has come to a state: what was planned is void, and what is done there begins.
    fn enter(&mut self, case: u32, state: u16, first: bool) {
        let state = usize::from(state);
        let today = self.today();
        let live = self.cases[case as usize];
        if first {
            self.tally.entered[state][today] += 1;
            if let Some((_, within)) = self.study.within
                && live.arrived.saturating_add(within) <= self.horizon
                && self.now - live.arrived <= within
            {
                self.tally.reached[state] += 1;
            }
        }
        if self.study.names.is_final.get(state).copied().unwrap_or(false) && live.arrived >= self.observed {
            self.closures.push(self.now - live.arrived);
        }
        self.leave_queue(case);
        let live = &mut self.cases[case as usize];
        live.token = live.token.wrapping_add(1);
        if let Some(begins) = self.study.begins.get(state).copied().flatten() {
            live.at = u16::try_from(begins).unwrap_or(u16::MAX);
            self.going.push((case, live.token));
        }
    }

    fn go_on(&mut self) {
        while let Some((case, token)) = self.going.pop() {
            if self.is_planned(case, token) {
                self.go(case);
            }
        }
    }

    fn stream(&mut self, case: u32) -> Stream {
        let live = &mut self.cases[case as usize];
        live.drawn = live.drawn.wrapping_add(1);
        let [seed, replication, kind] = self.seed;
        Stream::of(&[seed, replication, kind, u64::from(live.number) << 16 | u64::from(live.drawn)])
    }

    /// Follows the program of a case until it waits.
    fn go(&mut self, case: u32) {
        loop {
            let live = self.cases[case as usize];
            if live.drawn >= MAX_OPERATIONS {
                self.tally.restless += 1;
                return;
            }
            match self.study.program.get(usize::from(live.at)) {
                None | Some(Op::End) => return,
                Some(Op::Jump(to)) => self.cases[case as usize].at = u16::try_from(*to).unwrap_or(u16::MAX),
                Some(Op::Either(_)) => {
                    let mut left = self.stream(case).unit();
                    let to = self.alternatives[usize::from(live.at)].iter().find_map(|(share, to)| {
                        left -= share;
                        (left < 0.0).then_some(*to)
                    });
                    self.cases[case as usize].at =
                        u16::try_from(to.unwrap_or(usize::from(live.at) + 1)).unwrap_or(u16::MAX);
                }
                Some(Op::Do(step)) => {
                    let step = *step;
                    let share = self.shares[step];
                    if self.study.steps[step].only.is_some_and(|(act, done)| self.courses.did(live.node, act) != done) {
                        self.cases[case as usize].at += 1;
                        continue;
                    }
                    if share < 1.0 && self.stream(case).unit() >= share {
                        self.cases[case as usize].at += 1;
                        continue;
                    }
                    if self.wait_before(case, step) {
                        return;
                    }
                    self.ready(case);
                    return;
                }
            }
        }
    }

    /// Lets the time before a step pass; false if there is none.
    fn wait_before(&mut self, case: u32, step: usize) -> bool {
        if self.delays[step].is_nothing() && self.hours[step].is_none() {
            return false;
        }
        let mut stream = self.stream(case);
        let at = f64::from(self.now) + self.delays[step].draw(&mut stream);
        let at = seconds(self.hours[step].as_ref().map_or(at, |hours| hours.next_open(at)));
        if at <= self.now {
            return false;
        }
        let token = self.cases[case as usize].token;
        self.plan(at, case, Kind::Ready, token);
        true
    }

    /// The time before a step has passed: it is done, or the case waits for what it needs.
    fn ready(&mut self, case: u32) {
        let Some(step) = self.step_of(case) else { return };
        match self.study.steps[step].needs {
            Some(needed) if self.now >= self.desks[needed].since => self.join(case, needed),
            _ => self.perform(case),
        }
    }

    fn step_of(&self, case: u32) -> Option<usize> {
        match self.study.program.get(usize::from(self.cases[case as usize].at)) {
            Some(Op::Do(step)) => Some(*step),
            _ => None,
        }
    }

    // ---- Capacities

    fn measure_queue(&mut self, ix: usize) {
        let from = self.lengths_since[ix].max(self.observed);
        if self.now > from {
            self.tally.capacities[ix].area += self.desks[ix].length as f64 * f64::from(self.now - from);
        }
        self.lengths_since[ix] = self.now;
    }

    fn join(&mut self, case: u32, ix: usize) {
        self.measure_queue(ix);
        self.tally.capacities[ix].joined += 1;
        let live = &mut self.cases[case as usize];
        live.queued = u8::try_from(ix).unwrap_or(NOWHERE);
        live.joined = self.now;
        let token = live.token;
        self.desks[ix].join((case, token));
        self.serve(ix);
    }

    fn leave_queue(&mut self, case: u32) {
        let live = &mut self.cases[case as usize];
        if live.queued == NOWHERE {
            return;
        }
        let ix = usize::from(std::mem::replace(&mut live.queued, NOWHERE));
        self.measure_queue(ix);
        self.desks[ix].length -= 1;
        self.tally.capacities[ix].left += 1;
    }

    /// The next case that still waits.
    fn call(&mut self, ix: usize) -> Option<u32> {
        while let Some((case, token)) = self.desks[ix].next() {
            let live = &mut self.cases[case as usize];
            if live.token != token || usize::from(live.queued) != ix {
                continue;
            }
            live.queued = NOWHERE;
            let joined = live.joined;
            self.measure_queue(ix);
            self.desks[ix].length -= 1;
            self.tally.capacities[ix].served += 1;
            if joined >= self.observed {
                self.waits[ix].push(self.now - joined);
            }
            return Some(case);
        }
        None
    }

    /// Lets those begin for whom a server is free; awaits the next turn of any other capacity.
    fn serve(&mut self, ix: usize) {
        let kind = u8::try_from(ix).unwrap_or(0);
        if let Serving::Servers { .. } = self.desks[ix].serving {
            while matches!(self.desks[ix].serving, Serving::Servers { free: 1.., .. }) {
                let Some(case) = self.call(ix) else { return };
                let mut stream = self.stream(case);
                let done = self.desks[ix].begun(self.now, &mut stream);
                let hours = &self.desks[ix].hours;
                let until = f64::from(done.min(self.horizon));
                let from = f64::from(self.now.max(self.observed));
                self.tally.capacities[ix].busy += (hours.worked(until) - hours.worked(from)).max(0.0);
                let token = self.cases[case as usize].token;
                self.plan(done, case, Kind::Done(kind), token);
            }
            return;
        }
        if self.desks[ix].awaited || self.desks[ix].is_empty() {
            return;
        }
        if let Some(at) = self.desks[ix].turn(self.now) {
            self.desks[ix].awaited = true;
            self.plan(at, u32::MAX, Kind::Turn(kind), 0);
        }
    }

    fn turn(&mut self, ix: usize) {
        self.desks[ix].awaited = false;
        let together = self.desks[ix].together();
        // Who comes in this very instant waits for the next turn.
        let mut called = Vec::new();
        while (called.len() as u64) < together {
            let Some(case) = self.call(ix) else { break };
            called.push((case, self.cases[case as usize].token));
        }
        if !called.is_empty() {
            let taken = self.desks[ix].taken(self.now);
            if self.now >= self.observed {
                self.tally.capacities[ix].busy += taken;
            }
        }
        for (case, token) in called {
            if self.is_planned(case, token) {
                self.perform(case);
                self.go_on();
            }
        }
        self.next_turn(ix);
    }

    fn next_turn(&mut self, ix: usize) {
        let later = if let Serving::Together { .. } = self.desks[ix].serving { self.now + 1 } else { self.now };
        if self.desks[ix].awaited || self.desks[ix].is_empty() {
            return;
        }
        if let Some(at) = self.desks[ix].turn(later) {
            self.desks[ix].awaited = true;
            self.plan(at, u32::MAX, Kind::Turn(u8::try_from(ix).unwrap_or(0)), 0);
        }
    }

    // ---- Law

    /// Lets happen what is due by itself. Whether the case came to another state.
    fn settle(&mut self, case: u32) {
        let live = self.cases[case as usize];
        if live.node == ROOT || self.courses.node(live.node).next_due > self.now {
            return;
        }
        let next = self.courses.pass(live.node, self.now);
        let today = self.today();
        for happened in self.courses.happened(next) {
            match happened {
                Happened::Expired(deadline) => self.tally.expired[*deadline][today] += 1,
                Happened::Breached(duty) => self.tally.breached[*duty][today] += 1,
            }
        }
        self.move_to(case, next);
    }

    /// Does the step at which the case stands, if that is lawful, and lets it go on.
    fn perform(&mut self, case: u32) {
        let live = &mut self.cases[case as usize];
        live.drawn = live.drawn.wrapping_add(1);
        let token = live.token;
        self.settle(case);
        if !self.is_planned(case, token) {
            return;
        }
        let Some(step) = self.step_of(case) else { return };
        if self.attempt(case, step) && self.is_planned(case, token) {
            self.cases[case as usize].at += 1;
            self.going.push((case, token));
        }
    }

    /// A duty is kept on its last day.
    fn keep(&mut self, case: u32) {
        let live = self.cases[case as usize];
        let node = *self.courses.node(live.node);
        if live.node == ROOT || node.keep_at > self.now {
            return;
        }
        let Some(keeper) = self.study.keepers.get(usize::from(node.keeper)) else { return };
        let share = self.shares[keeper.step];
        if share >= 1.0 || self.stream(case).unit() < share {
            self.attempt(case, keeper.step);
        }
    }

    /// Does the first act of a step that is lawful. False if none is, which is counted.
    fn attempt(&mut self, case: u32, step: usize) -> bool {
        let node = self.cases[case as usize].node;
        let study = self.study;
        let mut refused = None;
        for ((act, _), plan) in study.steps[step].acts.iter().zip(self.first_plans[step]..) {
            match self.courses.act(node, plan, self.now) {
                Ok(next) => {
                    let state = usize::from(self.courses.node(node).state);
                    let (days, today) = (study.days() as usize, self.today());
                    let counts = self.tally.acts.entry((*act, state)).or_insert_with(|| vec![0; days]);
                    counts[today] += 1;
                    self.tally.irregular += u64::from(self.courses.node(next).irregular);
                    self.move_to(case, next);
                    return true;
                }
                Err(why) => refused = Some((*act, why)),
            }
        }
        if let Some((act, why)) = refused {
            let state = usize::from(self.courses.node(node).state);
            let (days, today) = (study.days() as usize, self.today());
            let counts = self.tally.refused.entry(Refused { act, state, why }).or_insert_with(|| vec![0; days]);
            counts[today] += 1;
        }
        false
    }

    /// A case comes to the next place of its course.
    fn move_to(&mut self, case: u32, next: NodeIx) {
        let before = self.cases[case as usize].node;
        let (was, is) = (*self.courses.node(before), *self.courses.node(next));
        self.courses.retain(next);
        let new_state = was.state != is.state;
        let first = new_state && !self.courses.visited(before, is.state);
        self.courses.release(before);
        let live = &mut self.cases[case as usize];
        live.node = next;
        if is.next_due != was.next_due {
            self.plan_unless_never(is.next_due, case, Kind::Due);
        }
        if (is.keep_at, is.keeper) != (was.keep_at, was.keeper) {
            self.plan_unless_never(is.keep_at, case, Kind::Keep);
        }
        if new_state {
            self.populate(was.state, false);
            self.populate(is.state, true);
            self.enter(case, is.state, first);
        }
        let ends = self.study.names.is_final.get(usize::from(is.state)).copied().unwrap_or(false);
        let idle = self.study.begins.get(usize::from(is.state)).copied().flatten().is_none();
        if ends && idle && is.next_due == NEVER && is.keep_at == NEVER {
            self.give_up(case);
        }
    }

    fn plan_unless_never(&mut self, at: u32, case: u32, kind: Kind) {
        if at != NEVER {
            self.plan(at, case, kind, 0);
        }
    }

    /// Nothing more will happen to a case.
    fn give_up(&mut self, case: u32) {
        self.sample(case);
        let live = &mut self.cases[case as usize];
        live.token = live.token.wrapping_add(1);
        let node = std::mem::replace(&mut live.node, ROOT);
        self.courses.release(node);
        self.free.push(case);
    }

    fn sample(&mut self, case: u32) {
        let live = self.cases[case as usize];
        if let Some(at) = self.watching.iter().position(|(place, number)| (*place, *number) == (case, live.number)) {
            self.watching.remove(at);
            self.sampled.push(self.courses.acts(live.node));
        }
    }

    // ---- The end

    fn end_of_day(&mut self, day: usize) {
        for (stock, (count, _)) in self.tally.stock.iter_mut().zip(&self.population) {
            stock[day] = u32::try_from(*count).unwrap_or(u32::MAX);
        }
        for (capacity, desk) in self.tally.capacities.iter_mut().zip(&self.desks) {
            capacity.lengths[day] = u32::try_from(desk.length).unwrap_or(u32::MAX);
        }
    }

    fn finish(mut self) -> (Tally, Sampled) {
        self.now = self.horizon;
        for state in 0..self.population.len() {
            let state = u16::try_from(state).unwrap_or(0);
            self.populate(state, true);
        }
        for ix in 0..self.desks.len() {
            self.measure_queue(ix);
            let hours = &self.desks[ix].hours;
            let servers = match self.desks[ix].serving {
                Serving::Servers { free, .. } => f64::from(free) + self.busy_servers(ix),
                _ => 1.0,
            };
            let open = hours.worked(f64::from(self.horizon)) - hours.worked(f64::from(self.observed));
            self.tally.capacities[ix].open = open * servers;
            self.tally.capacities[ix].waits = Summary::of(std::mem::take(&mut self.waits[ix]));
        }
        self.tally.closure = Summary::of(std::mem::take(&mut self.closures));
        for (case, _) in std::mem::take(&mut self.watching) {
            self.sampled.push(self.courses.acts(self.cases[case as usize].node));
        }
        self.tally.asked = self.courses.asked;
        (self.tally, self.sampled)
    }

    /// How many servers are busy at the end.
    fn busy_servers(&self, ix: usize) -> f64 {
        let Serving::Servers { free, .. } = self.desks[ix].serving else { return 0.0 };
        f64::from(self.desks[ix].servers.saturating_sub(free))
    }
}
