//! What is done to cases: where they stand in the program of their behaviour, and what they wait for.

use super::events::Kind;
use super::{Live, NOWHERE, Run};
use crate::simulate::courses::ROOT;
use crate::simulate::model::Op;
use crate::simulate::opening::seconds;
use crate::simulate::random::Stream;

/// How many operations a case may make: beyond, its behaviour is taken to go round in a circle.
const MAX_OPERATIONS: u16 = 20_000;

#[allow(clippy::indexing_slicing, reason = "cases, states and capacities are numbered here")]
impl Run<'_> {
    /// A new case.
    pub(super) fn arrive(&mut self) {
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

    /// A case has come to a state: what was planned is void, and what is done there begins.
    pub(super) fn enter(&mut self, case: u32, state: u16, first: bool) {
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

    pub(super) fn go_on(&mut self) {
        while let Some((case, token)) = self.going.pop() {
            if self.is_planned(case, token) {
                self.go(case);
            }
        }
    }

    pub(super) fn stream(&mut self, case: u32) -> Stream {
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
    pub(super) fn ready(&mut self, case: u32) {
        let Some(step) = self.step_of(case) else { return };
        match self.study.steps[step].needs {
            Some(needed) if self.now >= self.desks[needed].since => self.join(case, needed),
            _ => self.perform(case),
        }
    }

    pub(super) fn step_of(&self, case: u32) -> Option<usize> {
        match self.study.program.get(usize::from(self.cases[case as usize].at)) {
            Some(Op::Do(step)) => Some(*step),
            _ => None,
        }
    }
}
