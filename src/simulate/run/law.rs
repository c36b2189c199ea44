//! What the law allows, and what it brings: every act and every passing of time is the engine's.

use super::Run;
use super::events::Kind;
use crate::simulate::courses::{Happened, NodeIx, ROOT};
use crate::simulate::opening::NEVER;
use crate::simulate::tally::Refused;

#[allow(clippy::indexing_slicing, reason = "cases, states and capacities are numbered here")]
impl Run<'_> {
    /// Lets happen what is due by itself. Whether the case came to another state.
    pub(super) fn settle(&mut self, case: u32) {
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
    pub(super) fn perform(&mut self, case: u32) {
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
    pub(super) fn keep(&mut self, case: u32) {
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
                    let counts = &mut self.done[act * self.population.len() + state];
                    if counts.is_empty() {
                        counts.resize(days, 0);
                    }
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
}
