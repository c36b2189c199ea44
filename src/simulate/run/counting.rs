//! What is counted while cases flow, and when all is over.

use super::{Run, Sampled};
use crate::simulate::capacity::Serving;
use crate::simulate::model::{FigureIx, MeasureKind};
use crate::simulate::statistics::Summary;
use crate::simulate::tally::{Sums, Tally};

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
        for ix in 0..self.desks.len() {
            self.measure_queue(ix);
            let open = self.open(ix);
            let capacity = &mut self.tally.capacities[ix];
            capacity.lengths[day] = u32::try_from(self.desks[ix].length).unwrap_or(u32::MAX);
            capacity.days.push(Sums {
                waits: self.waits[ix].len() as f64,
                waited: self.waited[ix] as f64,
                area: capacity.area,
                busy: capacity.busy,
                open,
                seconds: f64::from(self.now.saturating_sub(self.observed)),
            });
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
            self.tally.capacities[ix].open = self.open(ix);
            self.tally.capacities[ix].longer = self.longer(ix);
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

    /// The share of the waits for a capacity that are longer than each figure with which a measure compares them.
    fn longer(&self, ix: usize) -> Vec<(FigureIx, Option<f64>)> {
        let waits = &self.waits[ix];
        let share = |bound: f64| {
            let count = waits.iter().filter(|wait| f64::from(**wait) > bound).count();
            (!waits.is_empty()).then(|| count as f64 / waits.len() as f64)
        };
        let compared = self.study.measures.iter().filter_map(|measure| match measure.kind {
            MeasureKind::WaitedLonger(capacity, than) if capacity == ix => Some(than),
            _ => None,
        });
        compared.map(|than| (than, share(self.setting.figure(than)))).collect()
    }

    /// How long a capacity could have been busy by now, in seconds of opening hours times servers.
    fn open(&self, ix: usize) -> f64 {
        let hours = &self.desks[ix].hours;
        let servers = match self.desks[ix].serving {
            Serving::Servers { .. } => f64::from(self.desks[ix].servers),
            _ => 1.0,
        };
        let (from, to) = (f64::from(self.observed), f64::from(self.now.max(self.observed)));
        (hours.worked(to) - hours.worked(from)) * servers
    }
}
