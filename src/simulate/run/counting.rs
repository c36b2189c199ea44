//! What is counted while cases flow, and when all is over.

use super::{Run, Sampled};
use crate::simulate::capacity::Serving;
use crate::simulate::statistics::Summary;
use crate::simulate::tally::Tally;

#[allow(clippy::indexing_slicing, reason = "cases, states and capacities are numbered here")]
impl Run<'_> {
    /// A case is in a state more, or less.
    pub(super) fn populate(&mut self, state: u16, more: bool) {
        let (count, since) = &mut self.population[usize::from(state)];
        let from = (*since).max(self.observed);
        if self.now > from {
            self.tally.area[usize::from(state)] += *count as f64 * f64::from(self.now - from);
        }
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        *since = self.now;
    }

    pub(super) fn sample(&mut self, case: u32) {
        let live = self.cases[case as usize];
        if let Some(at) = self.watching.iter().position(|(place, number)| (*place, *number) == (case, live.number)) {
            self.watching.remove(at);
            self.sampled.push(self.courses.acts(live.node));
        }
    }

    pub(super) fn end_of_day(&mut self, day: usize) {
        for (stock, (count, _)) in self.tally.stock.iter_mut().zip(&self.population) {
            stock[day] = u32::try_from(*count).unwrap_or(u32::MAX);
        }
        for (capacity, desk) in self.tally.capacities.iter_mut().zip(&self.desks) {
            capacity.lengths[day] = u32::try_from(desk.length).unwrap_or(u32::MAX);
        }
    }

    pub(super) fn finish(mut self) -> (Tally, Sampled) {
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
        let states = self.population.len();
        let done = std::mem::take(&mut self.done).into_iter().enumerate().filter(|(_, days)| !days.is_empty());
        self.tally.acts = done.map(|(at, days)| ((at / states, at % states), days)).collect();
        self.tally.asked = self.courses.asked;
        (self.tally, self.sampled)
    }
}
