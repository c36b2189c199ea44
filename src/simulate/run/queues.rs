//! Cases that wait for what only so many can have at a time.

use smallvec::SmallVec;

use super::events::Kind;
use super::{NOWHERE, Run};
use crate::simulate::capacity::Serving;

#[allow(clippy::indexing_slicing, reason = "cases, states and capacities are numbered here")]
impl Run<'_> {
    pub(super) fn measure_queue(&mut self, ix: usize) {
        let from = self.lengths_since[ix].max(self.observed);
        if self.now > from {
            self.tally.capacities[ix].area += self.desks[ix].length as f64 * f64::from(self.now - from);
        }
        self.lengths_since[ix] = self.now;
    }

    pub(super) fn join(&mut self, case: u32, ix: usize) {
        self.measure_queue(ix);
        self.tally.capacities[ix].joined += 1;
        let live = &mut self.cases[case as usize];
        live.queued = u8::try_from(ix).unwrap_or(NOWHERE);
        live.joined = self.now;
        let token = live.token;
        self.desks[ix].join((case, token));
        self.serve(ix);
    }

    pub(super) fn leave_queue(&mut self, case: u32) {
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
                self.waited[ix] += u64::from(self.now - joined);
            }
            return Some(case);
        }
        None
    }

    /// Lets those begin for whom a server is free; awaits the next turn of any other capacity.
    pub(super) fn serve(&mut self, ix: usize) {
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

    pub(super) fn turn(&mut self, ix: usize) {
        self.desks[ix].awaited = false;
        let together = self.desks[ix].together();
        // Who comes in this very instant waits for the next turn.
        let mut called: SmallVec<[(u32, u16); 4]> = SmallVec::new();
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
}
