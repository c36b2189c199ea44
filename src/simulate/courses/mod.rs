//! The courses that cases have taken, each kept once: what the engine has answered is not asked again.
//!
//! A course is a chain of nodes, one for each act that was done and for each passing of time that brought something.
//! Cases that did the same on the same dates stand on the same node. A node knows what followed; the engine's case is
//! made again from the chain where something new is to be judged. Whoever asks gets the engine's own answer.

mod held;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::model::{Planned, Study, Timing};
use super::opening::{DAY, NEVER};
use crate::engine::Occurrence;
use held::{Held, Law};

pub(super) use held::Happened;
pub use held::Why;

/// A node, by its place.
pub(super) type NodeIx = u32;
/// The node of a case to which nothing has happened.
pub(super) const ROOT: NodeIx = 0;
/// What happened to a node that only time has passed for; every other number is that of a plan.
pub(super) const TIME: u16 = u16::MAX;
/// No node.
const NOBODY: NodeIx = NodeIx::MAX;
/// How many of the engine's cases are kept at hand; a power of two.
const AT_HAND: usize = 1 << 14;

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

/// Courses of the cases of one replication.
pub(super) struct Courses<'s> {
    study: &'s Study,
    law: Law<'s>,
    nodes: Vec<Node>,
    free: Vec<NodeIx>,
    index: FxHashMap<(NodeIx, u16, u32), NodeIx>,
    /// Sets of what happened by itself; the first is empty.
    sets: Vec<Vec<Happened>>,
    /// Cases of the engine at the nodes that were asked about last, each in its place.
    at_hand: Vec<Option<(NodeIx, Held)>>,
    /// The engine's case at the root.
    root: Held,
    /// Memory for one more, while no question is being put.
    spare: Option<Held>,
    /// How often the engine was asked.
    pub asked: u64,
}

impl<'s> Courses<'s> {
    pub fn new(study: &'s Study) -> Self {
        let law = Law::of(study);
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
        let fresh = law.fresh();
        Self {
            study,
            law,
            nodes: vec![root],
            free: Vec::new(),
            index: FxHashMap::default(),
            sets: vec![Vec::new()],
            at_hand: vec![None; AT_HAND],
            root: fresh,
            spare: None,
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
            if node.what != TIME && self.law.act_of(node.what) == Some(act) {
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
            if let Some((stands_for, _)) = hand.as_mut().filter(|(of, _)| *of == ix) {
                *stands_for = NOBODY;
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

    /// Lets time pass for a case at a node. The same node, if no law follows the case so far.
    pub fn pass(&mut self, ix: NodeIx, seconds: u32) -> NodeIx {
        let at = self.unit(seconds);
        if let Some(known) = self.index.get(&(ix, TIME, at)) {
            return *known;
        }
        let mut held = self.take_out(ix);
        let mut happened = Vec::new();
        let passed = self.law.let_pass(&mut held, self.law.stamp(at), &mut |passed| happened.push(passed));
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
        match self.law.perform(&mut held, plan, self.law.stamp(at)) {
            Ok(irregular) => {
                let next = self.add(ix, plan, at, &held, irregular, 0);
                self.put_in(next, held);
                Ok(next)
            }
            Err(why) => {
                self.spare = Some(held);
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
        let (keep_at, keeper) = self.law.keeping(held);
        let node = Node {
            parent,
            refs: 0,
            at,
            next_due: self.law.due(held),
            keep_at,
            what,
            state: self.law.state(held),
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

    /// The engine's case at a node, to be changed.
    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn take_out(&mut self, ix: NodeIx) -> Held {
        let mut held = self.spare.take().unwrap_or_else(|| self.law.fresh());
        let mut chain: SmallVec<[NodeIx; 32]> = SmallVec::new();
        let mut from = ix;
        let known = loop {
            if let Some((_, at_hand)) = self.at_hand[from as usize % AT_HAND].as_ref().filter(|(of, _)| *of == from) {
                held.take(at_hand);
                break true;
            }
            if from == ROOT {
                break false;
            }
            chain.push(from);
            from = self.node(from).parent;
        };
        if !known {
            held.take(&self.root);
        }
        for ix in chain.into_iter().rev() {
            let (what, at) = (self.node(ix).what, self.law.stamp(self.node(ix).at));
            // What was possible once is so again.
            if what == TIME {
                let _ = self.law.let_pass(&mut held, at, &mut |_| {});
            } else {
                let _ = self.law.perform(&mut held, what, at);
            }
        }
        held
    }

    #[allow(clippy::indexing_slicing, reason = "nodes are numbered here")]
    fn put_in(&mut self, ix: NodeIx, held: Held) {
        let place = &mut self.at_hand[ix as usize % AT_HAND];
        self.spare = place.replace((ix, held)).map(|(_, before)| before);
    }

    /// A course as the engine takes it: for each act the edition, the act and its details.
    pub fn spelled(&mut self, acts: &[(u16, u32)], tell: &mut dyn FnMut(usize, &Occurrence, &Planned)) {
        let mut held = self.take_out(ROOT);
        for (plan, at) in acts {
            let on = self.law.stamp(*at);
            if self.law.let_pass(&mut held, on, &mut |_| {}).is_err() {
                break;
            }
            if let Some((_, planned)) = self.law.planned(*plan, held.edition) {
                let details = self.law.details(planned, &held, on);
                let occurrence = Occurrence { act: planned.act, on, by: Some(planned.by), details: &details };
                tell(held.edition, &occurrence, planned);
            }
            if self.law.perform(&mut held, *plan, on).is_err() {
                break;
            }
        }
        self.spare = Some(held);
    }
}
