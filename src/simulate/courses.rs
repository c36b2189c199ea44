//! The courses that cases have taken, each kept once: what the engine has answered is not asked again.
//!
//! A course is a chain of nodes, one for each act that was done and for each passing of time that brought something.
//! Cases that did the same on the same dates stand on the same node. A node knows what followed; the engine's case is
//! made again from the chain where something new is to be judged. Whoever asks gets the engine's own answer.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::model::{Given, Planned, Study, Timing};
use super::opening::{DAY, NEVER};
use crate::calendar::{Day, End, Minute, Stamp};
use crate::engine::{
    Case, DutyState, Occurrence, Passage, Refusal, Stepped, View, advance_showing, duty_end, instant_after, next_due,
    step_if_lawful,
};
use crate::ids::TransitionId;
use crate::procedure::AppliesBy;
use crate::value::Value;

/// A node, by its place.
pub(super) type NodeIx = u32;
/// The node of a case to which nothing has happened.
pub(super) const ROOT: NodeIx = 0;
/// What happened to a node that only time has passed for; every other number is that of a plan.
pub(super) const TIME: u16 = u16::MAX;
/// No node.
const NOBODY: NodeIx = NodeIx::MAX;
/// How many of the engine's cases are kept at hand; a power of two.
const AT_HAND: usize = 4096;

/// Something that happened by itself, by its number among the study's names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Happened {
    /// A deadline ran out.
    Expired(usize),
    /// A duty was not kept.
    Breached(usize),
}

/// Why a plan is not done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Why {
    /// The edition that says so; nothing if none is in force.
    pub edition: Option<usize>,
    /// The engine's reason; nothing if no edition is in force, or if what is not known decides.
    pub refusal: Option<Refusal>,
    /// The transition, and the first of its conditions that fails.
    pub check: Option<(TransitionId, usize)>,
}

/// A place in the course of a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    parent: NodeIx,
    /// How many cases and nodes stand on it.
    refs: u32,
    /// When, in units of the study's timing, from its first day on.
    at: u32,
    /// The first instant, in seconds, at which something happens by itself.
    pub next_due: u32,
    /// When a duty is to be kept, in seconds.
    pub keep_at: u32,
    /// The plan that was done, or [`TIME`].
    what: u16,
    /// The state, by its number.
    pub state: u16,
    /// By which keeper a duty is to be kept.
    pub keeper: u16,
    /// Whether a recommended rule was not kept.
    pub irregular: bool,
    /// What happened by itself: a place among the sets that were met.
    happened: u32,
}

/// The engine's case at a node.
#[derive(Clone, Debug)]
struct Held {
    case: Case,
    edition: usize,
    first: Option<Day>,
    /// When acts were last done that details refer to.
    dates: SmallVec<[Option<Stamp>; 2]>,
}

impl Held {
    fn take(&mut self, other: &Self) {
        self.case.clone_from(&other.case);
        self.edition = other.edition;
        self.first = other.first;
        self.dates.clone_from(&other.dates);
    }
}

/// Courses of the cases of one replication.
pub(super) struct Courses<'s> {
    study: &'s Study,
    /// The acts that details refer to, by their numbers.
    noted: Vec<usize>,
    /// Each plan: a step and one of its acts.
    plans: Vec<(usize, usize)>,
    nodes: Vec<Node>,
    free: Vec<NodeIx>,
    index: FxHashMap<(NodeIx, u16, u32), NodeIx>,
    /// Sets of what happened by itself; the first is empty.
    sets: Vec<Vec<Happened>>,
    at_hand: Vec<(NodeIx, Held)>,
    scratch: Held,
    /// How often the engine was asked.
    pub asked: u64,
}

impl<'s> Courses<'s> {
    pub fn new(study: &'s Study) -> Self {
        let mut noted: Vec<usize> = Vec::new();
        let planned = study.steps.iter().flat_map(|step| &step.acts).flat_map(|(_, by_edition)| by_edition);
        for given in planned.flatten().flat_map(|planned| &planned.details) {
            if let Given::DayOf(act) = given
                && !noted.contains(act)
            {
                noted.push(*act);
            }
        }
        let plans = study.steps.iter().enumerate();
        let plans = plans.flat_map(|(step, of)| (0..of.acts.len()).map(move |act| (step, act))).collect();
        let initial = study.edition(0).initial();
        let root = Node {
            parent: NOBODY,
            refs: 1,
            at: 0,
            next_due: NEVER,
            keep_at: NEVER,
            what: TIME,
            state: u16::try_from(study.names.state(0, initial)).unwrap_or(u16::MAX),
            keeper: 0,
            irregular: false,
            happened: 0,
        };
        let scratch = Held {
            case: Case::new(study.edition(0)),
            edition: 0,
            first: None,
            dates: noted.iter().map(|_| None).collect(),
        };
        Self {
            study,
            noted,
            plans,
            nodes: vec![root],
            free: Vec::new(),
            index: FxHashMap::default(),
            sets: vec![Vec::new()],
            at_hand: (0..AT_HAND).map(|_| (NOBODY, scratch.clone())).collect(),
            scratch,
            asked: 0,
        }
    }

    /// The number of the first plan of each step: its acts follow one another.
    pub fn first_plans(study: &Study) -> Vec<u16> {
        let mut next = 0_u16;
        let number = |acts: usize| u16::try_from(acts).unwrap_or(u16::MAX);
        let first = |step: &super::model::Step| {
            let first = next;
            next = next.saturating_add(number(step.acts.len()));
            first
        };
        study.steps.iter().map(first).collect()
    }

    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix as usize]
    }

    /// What happened by itself at a node.
    pub fn happened(&self, ix: NodeIx) -> &[Happened] {
        self.sets.get(self.node(ix).happened as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a case at a node has been in a state, before it came there or there.
    pub fn visited(&self, mut ix: NodeIx, state: u16) -> bool {
        while ix != NOBODY {
            let node = self.node(ix);
            if node.state == state {
                return true;
            }
            ix = node.parent;
        }
        false
    }

    /// Whether an act was done to a case at a node, by the act's number.
    pub fn did(&self, mut ix: NodeIx, act: usize) -> bool {
        while ix != NOBODY {
            let node = self.node(ix);
            let done = self.plans.get(usize::from(node.what)).filter(|_| node.what != TIME);
            if done.is_some_and(|(step, at)| {
                self.study.steps.get(*step).and_then(|s| s.acts.get(*at)).map(|a| a.0) == Some(act)
            }) {
                return true;
            }
            ix = node.parent;
        }
        false
    }

    /// The acts that led to a node: plan, and date in units of the timing.
    pub fn acts(&self, mut ix: NodeIx) -> Vec<(u16, u32)> {
        let mut acts = Vec::new();
        while ix != NOBODY {
            let node = self.node(ix);
            if node.what != TIME {
                acts.push((node.what, node.at));
            }
            ix = node.parent;
        }
        acts.reverse();
        acts
    }

    /// A case now stands on a node.
    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    pub fn retain(&mut self, ix: NodeIx) {
        self.nodes[ix as usize].refs += 1;
    }

    /// A case has left a node: one on which nothing stands any more is given up.
    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    pub fn release(&mut self, mut ix: NodeIx) {
        loop {
            let node = &mut self.nodes[ix as usize];
            node.refs -= 1;
            if node.refs > 0 || ix == ROOT {
                return;
            }
            let (parent, what, at) = (node.parent, node.what, node.at);
            self.index.remove(&(parent, what, at));
            let hand = &mut self.at_hand[ix as usize % AT_HAND];
            if hand.0 == ix {
                hand.0 = NOBODY;
            }
            self.free.push(ix);
            ix = parent;
        }
    }

    /// An instant in units of the timing: the minute or the day in which it lies.
    pub fn unit(&self, seconds: u32) -> u32 {
        match self.study.timing {
            Timing::Minutes => seconds / 60,
            Timing::Days => seconds / DAY,
        }
    }

    /// An instant as the engine takes it.
    fn stamp(&self, unit: u32) -> Stamp {
        match self.study.timing {
            Timing::Days => Stamp::of_day(self.study.day(unit)),
            Timing::Minutes => {
                let minute = u16::try_from(unit % 1440).ok().and_then(Minute::new).unwrap_or(Minute::FIRST);
                Stamp::at(self.study.day(unit / 1440), minute)
            }
        }
    }

    /// Lets time pass for a case at a node. The same node, if no law follows the case so far.
    pub fn pass(&mut self, ix: NodeIx, seconds: u32) -> NodeIx {
        let at = self.unit(seconds);
        if let Some(known) = self.index.get(&(ix, TIME, at)) {
            return *known;
        }
        let mut held = self.take_out(ix);
        let mut happened = Vec::new();
        let passed = self.let_pass(&mut held, self.stamp(at), &mut |passed| happened.push(passed));
        let set = self.set(happened);
        let next = self.add(ix, TIME, at, &held, false, set);
        if passed.is_err() {
            // Nothing would ever come of asking again.
            self.silence(next);
        }
        self.put_in(next, held);
        next
    }

    /// Does the first act of a plan to a case at a node, if that is lawful.
    pub fn act(&mut self, ix: NodeIx, plan: u16, seconds: u32) -> Result<NodeIx, Why> {
        let at = self.unit(seconds);
        if let Some(known) = self.index.get(&(ix, plan, at)) {
            return Ok(*known);
        }
        self.asked += 1;
        let mut held = self.take_out(ix);
        match self.perform(&mut held, plan, self.stamp(at)) {
            Ok(irregular) => {
                let next = self.add(ix, plan, at, &held, irregular, 0);
                self.put_in(next, held);
                Ok(next)
            }
            Err(why) => {
                self.scratch = held;
                Err(why)
            }
        }
    }

    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn silence(&mut self, ix: NodeIx) {
        let node = &mut self.nodes[ix as usize];
        (node.next_due, node.keep_at) = (NEVER, NEVER);
    }

    fn set(&mut self, happened: Vec<Happened>) -> u32 {
        let known = self.sets.iter().position(|set| *set == happened);
        let at = known.unwrap_or_else(|| {
            self.sets.push(happened);
            self.sets.len() - 1
        });
        u32::try_from(at).unwrap_or(0)
    }

    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn add(&mut self, parent: NodeIx, what: u16, at: u32, held: &Held, irregular: bool, happened: u32) -> NodeIx {
        let (keep_at, keeper) = self.keeping(held);
        let node = Node {
            parent,
            refs: 0,
            at,
            next_due: self.due(held),
            keep_at,
            what,
            state: u16::try_from(self.study.names.state(held.edition, held.case.state())).unwrap_or(u16::MAX),
            keeper,
            irregular,
            happened,
        };
        let ix = match self.free.pop() {
            Some(ix) => {
                self.nodes[ix as usize] = node;
                ix
            }
            None => {
                self.nodes.push(node);
                u32::try_from(self.nodes.len() - 1).unwrap_or(NOBODY)
            }
        };
        self.nodes[parent as usize].refs += 1;
        self.index.insert((parent, what, at), ix);
        ix
    }

    /// The first instant at which something happens by itself, in seconds from the first day.
    fn due(&self, held: &Held) -> u32 {
        let procedure = self.study.edition(held.edition);
        let Some(due) = next_due(procedure, &held.case).map(instant_after) else { return NEVER };
        let at = self.since_start(due.day, due.latest().number());
        match self.study.timing {
            Timing::Minutes => at,
            // Acts have no minute: what happens in the course of a day is looked at when it is over.
            Timing::Days => at.div_ceil(DAY).saturating_mul(DAY),
        }
    }

    fn since_start(&self, day: Day, minute: u16) -> u32 {
        let days = i64::from(day.number()) - i64::from(self.study.starts.number());
        u32::try_from((days * i64::from(DAY) + i64::from(minute) * 60).max(0)).unwrap_or(NEVER)
    }

    /// When a duty is to be kept first, and by which keeper.
    fn keeping(&self, held: &Held) -> (u32, u16) {
        let procedure = self.study.edition(held.edition);
        let mut first = (NEVER, 0);
        for (id, _) in procedure.duties() {
            let number = self.study.names.duty(held.edition, id);
            let Some(keeper) = self.study.keepers.iter().position(|keeper| keeper.duty == number) else { continue };
            if held.case.duty(id).state != DutyState::Owed {
                continue;
            }
            let at = match duty_end(procedure, &held.case, id) {
                Some(End::Day(day)) => self.since_start(day, Minute::LAST.number()),
                Some(End::Moment(moment)) => {
                    let (day, minute) = (moment.earliest.div_euclid(1440), moment.earliest.rem_euclid(1440));
                    let day = i32::try_from(day).ok().and_then(Day::from_number).unwrap_or(Day::MAX);
                    self.since_start(day, u16::try_from(minute).unwrap_or(0))
                }
                None => continue,
            };
            if at < first.0 {
                first = (at, u16::try_from(keeper).unwrap_or(u16::MAX));
            }
        }
        first
    }

    /// The engine's case at a node, to be changed.
    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn take_out(&mut self, ix: NodeIx) -> Held {
        let fresh = Held { case: Case::new(self.study.edition(0)), edition: 0, first: None, dates: SmallVec::new() };
        let mut held = std::mem::replace(&mut self.scratch, fresh);
        let mut chain: SmallVec<[NodeIx; 32]> = SmallVec::new();
        let mut from = ix;
        let known = loop {
            let hand = &self.at_hand[from as usize % AT_HAND];
            if hand.0 == from {
                held.take(&hand.1);
                break true;
            }
            if from == ROOT {
                break false;
            }
            chain.push(from);
            from = self.node(from).parent;
        };
        if !known {
            held.case = Case::new(self.study.edition(0));
            (held.edition, held.first) = (0, None);
            held.dates = self.noted.iter().map(|_| None).collect();
        }
        for ix in chain.into_iter().rev() {
            let (what, at) = (self.node(ix).what, self.stamp(self.node(ix).at));
            // What was possible once is so again.
            if what == TIME {
                let _ = self.let_pass(&mut held, at, &mut |_| {});
            } else {
                let _ = self.perform(&mut held, what, at);
            }
        }
        held
    }

    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn put_in(&mut self, ix: NodeIx, held: Held) {
        let place = &mut self.at_hand[ix as usize % AT_HAND];
        place.0 = ix;
        self.scratch = std::mem::replace(&mut place.1, held);
    }

    /// Lets time pass, from edition to edition, as a replay does.
    fn let_pass(&self, held: &mut Held, to: Stamp, tell: &mut dyn FnMut(Happened)) -> Result<(), Why> {
        let study = self.study;
        let editions = &study.editions;
        let nobody = Why { edition: None, refusal: None, check: None };
        let decided_by = match study.edition(held.edition).applies_by() {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => held.first.unwrap_or(to.day),
        };
        let target = editions.in_force(decided_by).ok_or(nobody)?;
        if held.first.is_none() && held.edition != target {
            held.edition = target;
            held.case = Case::new(study.edition(target));
        }
        while held.edition < target {
            let (old, new) = (study.edition(held.edition), study.edition(held.edition + 1));
            self.advance(held, Stamp::of_day(new.edition()), tell)?;
            held.case = held.case.carried(old, new).ok_or(nobody)?;
            held.edition += 1;
        }
        self.advance(held, to, tell)
    }

    fn advance(&self, held: &mut Held, to: Stamp, tell: &mut dyn FnMut(Happened)) -> Result<(), Why> {
        let (names, edition) = (&self.study.names, held.edition);
        let mut note = |_: &Case, passage: Passage| {
            tell(match passage {
                Passage::Expired { deadline, .. } => Happened::Expired(names.deadline(edition, deadline)),
                Passage::Breached { duty, .. } => Happened::Breached(names.duty(edition, duty)),
            });
        };
        match advance_showing(self.study.edition(edition), &mut held.case, to, &mut note) {
            None => Ok(()),
            Some(_) => Err(Why { edition: Some(edition), refusal: None, check: None }),
        }
    }

    /// Does a plan, and tells whether a recommended rule is not kept; the case is as time left it if it is not lawful.
    fn perform(&self, held: &mut Held, plan: u16, on: Stamp) -> Result<bool, Why> {
        let study = self.study;
        self.let_pass(held, on, &mut |_| {})?;
        let refused = |refusal| Why { edition: Some(held.edition), refusal, check: None };
        let (act, planned) = self.planned(plan, held.edition).ok_or(refused(Some(Refusal::NoSuchAct)))?;
        let details = self.details(planned, held, on);
        let occurrence = Occurrence { act: planned.act, on, by: Some(planned.by), details: &details };
        let views = self.views(on);
        match step_if_lawful(study.edition(held.edition), &mut held.case, &occurrence, &views) {
            Stepped::Doubtful => Err(refused(Some(Refusal::CannotBeJudged))),
            Stepped::Done(outcome) if !outcome.took_effect => {
                let check = outcome.transition.zip(outcome.failed.iter().next());
                Err(Why { check, ..refused(outcome.refusal) })
            }
            Stepped::Done(outcome) => {
                held.first = held.first.or(Some(on.day));
                for (noted, date) in self.noted.iter().zip(&mut held.dates) {
                    if *noted == act {
                        *date = Some(on);
                    }
                }
                Ok(outcome.verdict == crate::engine::Verdict::Irregular)
            }
        }
    }

    /// A plan in an edition, with the number of its act.
    fn planned(&self, plan: u16, edition: usize) -> Option<(usize, &'s Planned)> {
        let (step, at) = self.plans.get(usize::from(plan))?;
        let (act, by_edition) = self.study.steps.get(*step)?.acts.get(*at)?;
        Some((*act, by_edition.get(edition)?.as_ref()?))
    }

    fn details(&self, planned: &Planned, held: &Held, on: Stamp) -> SmallVec<[Value; 4]> {
        let of = |given: &Given| match given {
            Given::Value(value) => *value,
            Given::DayOf(act) => {
                let noted = self.noted.iter().position(|noted| noted == act);
                let date = noted.and_then(|at| held.dates.get(at).copied().flatten());
                Value::Date(Stamp::of_day(date.unwrap_or(on).day))
            }
        };
        planned.details.iter().map(of).collect()
    }

    /// What is seen of watched machines.
    fn views(&self, on: Stamp) -> Vec<Vec<View<'s>>> {
        let at = |watched: &'s super::model::Watched| {
            let begun =
                watched.course.iter().rev().find(|(from, _, _)| (from.day, from.earliest()) <= (on.day, on.latest()));
            let (_, edition, case) = begun.or(watched.course.first())?;
            Some(View { edition: *edition, procedure: watched.editions.get(*edition), case })
        };
        self.study.watched.iter().map(|watched| at(watched).into_iter().collect()).collect()
    }

    /// A course as the engine takes it: for each act the edition, the act and its details.
    pub fn spelled(&mut self, acts: &[(u16, u32)], tell: &mut dyn FnMut(usize, &Occurrence, &Planned)) {
        let mut held = self.take_out(ROOT);
        for (plan, at) in acts {
            let on = self.stamp(*at);
            if self.let_pass(&mut held, on, &mut |_| {}).is_err() {
                break;
            }
            if let Some((_, planned)) = self.planned(*plan, held.edition) {
                let details = self.details(planned, &held, on);
                let occurrence = Occurrence { act: planned.act, on, by: Some(planned.by), details: &details };
                tell(held.edition, &occurrence, planned);
            }
            if self.perform(&mut held, *plan, on).is_err() {
                break;
            }
        }
        self.scratch = held;
    }
}
