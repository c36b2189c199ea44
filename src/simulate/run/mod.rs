//! One replication: events in the order of time.

mod behaviour;
mod counting;
mod events;
mod law;
mod queues;

use super::arrivals::Arriving;
use super::capacity::Desk;
use super::courses::{Courses, NodeIx};
use super::draw::Length;
use super::model::{Op, Setting, Study};
use super::opening::{DAY, Hours, NEVER};
use super::random::Stream;
use super::tally::{CapacityTally, Tally};
use events::{Event, Events, Kind};

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

/// Courses of sampled cases: plans with their dates.
pub(super) type Sampled = Vec<Vec<(u16, u32)>>;

struct Run<'s> {
    study: &'s Study,
    setting: &'s Setting,
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
    events: Events,
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
    /// For each capacity: how long those waited that were served, one by one and summed up, in seconds.
    waits: Vec<Vec<u32>>,
    waited: Vec<u64>,
    closures: Vec<u32>,
    arrived: u32,
    limits: Limits,
    sampled: Sampled,
    /// Which places of cases belong to the sample.
    watching: Vec<(u32, u32)>,
    /// For each act and each state in which it was done: how often, each day; empty if never.
    done: Vec<Vec<u32>>,
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
        run.events.begin(day);
        while let Some(event) = run.events.next() {
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
    fn new(study: &'s Study, setting: &'s Setting, replication: u32, limits: Limits) -> Self {
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
            setting,
            courses: Courses::new(study),
            first_plans: Courses::first_plans(study),
            shares: study.steps.iter().map(|step| setting.worth(step.share)).collect(),
            delays: study.steps.iter().map(|step| Length::of(&step.after, setting)).collect(),
            alternatives: study.program.iter().map(|op| alternatives(op, setting)).collect(),
            hours: study.steps.iter().map(|step| hours(step.open)).collect(),
            lengths_since: vec![0; desks.len()],
            waits: vec![Vec::new(); desks.len()],
            waited: vec![0; desks.len()],
            desks,
            cases: Vec::new(),
            free: Vec::new(),
            events: Events::of(study.days()),
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
            done: vec![Vec::new(); study.names.acts.len() * states],
            tally,
        }
    }

    fn plan(&mut self, at: u32, case: u32, kind: Kind, token: u16) {
        if at >= self.horizon {
            return;
        }
        self.events.plan(Event { at: at.max(self.now), case, kind, token });
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
}
