//! What a statechart shows, before anything has a place: frames, arrows, and what is written inside boxes.

use crate::ids::{DeadlineId, StateId, StateSet, TransitionId};
use crate::procedure::{Procedure, Transition, Trigger};

/// From this many states on that no frame holds, an arrow is not drawn from each: each box says where the act leads.
const MANY: usize = 4;

/// A group that is drawn as a frame.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Frame {
    /// Its place among the groups of the procedure.
    pub group: usize,
    pub states: StateSet,
    /// The frame that holds it; it comes before.
    pub parent: Option<usize>,
    /// What may be done in any of its states, and changes none.
    pub inside: Vec<TransitionId>,
}

/// Where an arrow begins.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Tail {
    /// At each of these states.
    States(Vec<StateId>),
    /// At a frame: from any of its states.
    Frame(usize),
    /// At a mark that stands for states whose boxes name the arrow's transitions.
    Mark(StateSet),
}

/// An arrow: transitions that lead from the same states to the same state.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Arrow {
    pub tail: Tail,
    pub to: StateId,
    /// Whether it leads back to where the case has been.
    pub back: bool,
    pub transitions: Vec<TransitionId>,
    /// The deadline whose end it is, if it is no act.
    pub over: Option<DeadlineId>,
}

/// What is written in the box of a state.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Inside {
    /// What may be done there, and leaves it as it is; and whether many states say the same.
    pub stays: Vec<(TransitionId, bool)>,
    /// What leads from there elsewhere, without an arrow.
    pub leads: Vec<TransitionId>,
}

/// What a statechart shows.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Plan {
    pub frames: Vec<Frame>,
    /// The groups that cross a frame, and are not drawn.
    pub unframed: Vec<usize>,
    pub arrows: Vec<Arrow>,
    /// For each state.
    pub inside: Vec<Inside>,
}

#[allow(clippy::indexing_slicing, reason = "indices are those of the procedure's states and of the frames made here")]
impl Plan {
    pub fn new(procedure: &Procedure) -> Self {
        let (frames, unframed) = frames(procedure);
        let inside = vec![Inside::default(); procedure.states().count()];
        let mut plan = Self { frames, unframed, arrows: Vec::new(), inside };
        for (id, transition) in procedure.transitions() {
            plan.add(id, transition);
        }
        plan.tie(procedure);
        plan
    }

    /// The innermost frame that holds a state.
    pub fn frame_of(&self, state: StateId) -> Option<usize> {
        self.frames.iter().rposition(|frame| frame.states.contains(state))
    }

    fn add(&mut self, id: TransitionId, transition: &Transition) {
        let framed = self.frames.iter().position(|frame| frame.states == transition.from);
        let Some(to) = transition.to else {
            match framed {
                Some(frame) => self.frames[frame].inside.push(id),
                None => {
                    let many = transition.from.iter().nth(2).is_some();
                    transition.from.iter().for_each(|state| self.inside[state.index()].stays.push((id, many)));
                }
            }
            return;
        };
        if transition.from.contains(to) {
            self.inside[to.index()].stays.push((id, false));
        }
        let states: Vec<StateId> = transition.from.iter().filter(|state| *state != to).collect();
        if states.is_empty() {
            return;
        }
        let tail = match framed.filter(|frame| !self.frames[*frame].states.contains(to)) {
            Some(frame) => Tail::Frame(frame),
            None if states.len() >= MANY => Tail::Mark(states.into_iter().collect()),
            None => Tail::States(states),
        };
        let over = match transition.trigger {
            Trigger::Act(_) => None,
            Trigger::Over(deadline) => Some(deadline),
        };
        let same = self.arrows.iter_mut().find(|arrow| arrow.tail == tail && arrow.to == to && arrow.over == over);
        match same {
            Some(arrow) => arrow.transitions.push(id),
            None => self.arrows.push(Arrow { tail, to, back: false, transitions: vec![id], over }),
        }
    }

    /// Settles which arrows begin at frames, which lead back, and what the boxes say of those that are not drawn.
    fn tie(&mut self, procedure: &Procedure) {
        let count = self.inside.len();
        let reach = self.reach(count);
        for index in 0..self.arrows.len() {
            let Tail::Frame(frame) = self.arrows[index].tail else { continue };
            let (to, states) = (self.arrows[index].to, self.frames[frame].states);
            // An arrow that begins at the lower side of a frame leads out of it for good.
            if states.iter().any(|state| reach[to.index()][state.index()]) {
                let few = states.iter().count() < MANY;
                self.arrows[index].tail = if few { Tail::States(states.iter().collect()) } else { Tail::Mark(states) };
            }
        }
        let back = self.back_edges(procedure.initial(), count);
        let arrows = std::mem::take(&mut self.arrows);
        for arrow in arrows {
            match &arrow.tail {
                Tail::States(states) => {
                    let (behind, ahead): (Vec<StateId>, Vec<StateId>) =
                        states.iter().partition(|state| back[state.index()][arrow.to.index()]);
                    for (states, back) in [(ahead, false), (behind, true)] {
                        if !states.is_empty() {
                            self.arrows.push(Arrow { tail: Tail::States(states), back, ..arrow.clone() });
                        }
                    }
                }
                Tail::Mark(states) => {
                    for state in states.iter() {
                        self.inside[state.index()].leads.extend(&arrow.transitions);
                    }
                    self.arrows.push(arrow);
                }
                Tail::Frame(_) => self.arrows.push(arrow),
            }
        }
    }

    /// The states from which an arrow is drawn to another.
    fn drawn(&self, arrow: &Arrow) -> Vec<StateId> {
        match &arrow.tail {
            Tail::States(states) => states.clone(),
            Tail::Frame(frame) => self.frames[*frame].states.iter().collect(),
            Tail::Mark(_) => Vec::new(),
        }
    }

    /// Which state leads to which, over any number of arrows.
    fn reach(&self, count: usize) -> Vec<Vec<bool>> {
        let mut reach = vec![vec![false; count]; count];
        for arrow in &self.arrows {
            for state in self.drawn(arrow) {
                reach[state.index()][arrow.to.index()] = true;
            }
        }
        for middle in 0..count {
            let further = reach[middle].clone();
            for row in reach.iter_mut().filter(|row| row[middle]) {
                row.iter_mut().zip(&further).for_each(|(reached, more)| *reached |= more);
            }
        }
        reach
    }

    /// The arrows that close a circle, when one follows them from the initial state in the order of the file.
    fn back_edges(&self, initial: StateId, count: usize) -> Vec<Vec<bool>> {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
        for arrow in &self.arrows {
            for state in self.drawn(arrow) {
                next[state.index()].push(arrow.to.index());
            }
        }
        let mut back = vec![vec![false; count]; count];
        let (mut open, mut seen) = (vec![false; count], vec![false; count]);
        for start in std::iter::once(initial.index()).chain(0..count) {
            if seen[start] {
                continue;
            }
            let mut path = vec![(start, 0)];
            (open[start], seen[start]) = (true, true);
            while let Some((state, step)) = path.pop() {
                let Some(&to) = next[state].get(step) else {
                    open[state] = false;
                    continue;
                };
                path.push((state, step + 1));
                if open[to] {
                    back[state][to] = true;
                } else if !seen[to] {
                    (open[to], seen[to]) = (true, true);
                    path.push((to, 0));
                }
            }
        }
        back
    }
}

/// The groups that can be drawn as frames, outer ones first, and those that cannot: frames hold one another or have no
/// state in common. Those that spare most arrows and words are chosen first.
fn frames(procedure: &Procedure) -> (Vec<Frame>, Vec<usize>) {
    let size = |states: StateSet| states.iter().count();
    let spared = |states: StateSet| procedure.transitions().filter(|(_, t)| t.from == states).count() * size(states);
    let groups = procedure.groups();
    let mut order: Vec<(usize, StateSet)> = groups.iter().map(|group| group.states).enumerate().collect();
    order.sort_by_key(|(_, states)| std::cmp::Reverse((spared(*states), size(*states))));
    let mut chosen: Vec<(usize, StateSet)> = Vec::new();
    let mut left = Vec::new();
    for (group, states) in order {
        let nests = |other: StateSet| {
            let common = states.intersection(other);
            common.is_empty() || (common == states) != (common == other)
        };
        match size(states) > 1 && chosen.iter().all(|(_, other)| nests(*other)) {
            true => chosen.push((group, states)),
            false => left.push(group),
        }
    }
    chosen.sort_by_key(|(group, states)| (std::cmp::Reverse(size(*states)), *group));
    left.sort_unstable();
    let mut frames: Vec<Frame> = Vec::new();
    for (group, states) in chosen {
        let parent = frames.iter().rposition(|frame| frame.states.intersection(states) == states);
        frames.push(Frame { group, states, parent, inside: Vec::new() });
    }
    (frames, left)
}
