//! What is counted each day, over the replications.

use super::Run;
use crate::simulate::Tally;
use crate::text::Text;

/// What kind of number a series is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Cases that arrive.
    Arrivals,
    /// Cases in a state at the end of the day.
    Stock,
    /// Cases that wait for a capacity at the end of the day.
    Queue,
    /// Acts that were done.
    Act,
    /// Acts that would not have been lawful.
    Refused,
    /// Deadlines that ran out.
    Expired,
    /// Duties that were not kept.
    Breached,
}

impl Family {
    /// The word used in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Arrivals => "arrivals",
            Self::Stock => "stock",
            Self::Queue => "queue",
            Self::Act => "act",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Breached => "breached",
        }
    }
}

/// A number for each day.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What kind of number.
    pub family: Family,
    /// The name of what is counted.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// For each day the mean, the least and the greatest of all replications, times what a case stands for.
    pub days: Vec<(f64, f64, f64)>,
}

/// What is counted each day; what was always nothing is left out.
#[must_use]
pub fn series(run: &Run) -> Vec<Series> {
    each(run, false)
}

/// The same, but what happens is summed up from the first day on, in each replication by itself.
#[must_use]
pub fn summed_series(run: &Run) -> Vec<Series> {
    each(run, true)
}

fn each(run: &Run, sums: bool) -> Vec<Series> {
    let names = &run.study.names;
    let mut all =
        vec![one(run, sums, Family::Arrivals, "arrivals", &Text::plain("arrivals"), &|tally| vec![&tally.arrivals])];
    for (ix, (name, label)) in names.states.iter().enumerate() {
        all.push(one(run, sums, Family::Stock, name, label, &|tally| tally.stock.get(ix).into_iter().collect()));
    }
    for (ix, capacity) in run.study.capacities.iter().enumerate() {
        let lengths = |tally: &Tally| tally.capacities.get(ix).map(|capacity| capacity.lengths.clone());
        all.push(owned(run, sums, Family::Queue, &capacity.name, &capacity.label, &lengths));
    }
    for (ix, (name, label)) in names.acts.iter().enumerate() {
        let of = |tally: &'_ Tally| -> Vec<Vec<u32>> {
            tally.acts.iter().filter(|((act, _), _)| *act == ix).map(|(_, days)| days.clone()).collect()
        };
        all.push(counted(run, sums, Family::Act, name, label, &of));
        let of = |tally: &'_ Tally| -> Vec<Vec<u32>> {
            tally.refused.iter().filter(|(refused, _)| refused.act == ix).map(|(_, days)| days.clone()).collect()
        };
        all.push(counted(run, sums, Family::Refused, name, label, &of));
    }
    for (ix, (name, label)) in names.deadlines.iter().enumerate() {
        all.push(one(run, sums, Family::Expired, name, label, &|tally| tally.expired.get(ix).into_iter().collect()));
    }
    for (ix, (name, label)) in names.duties.iter().enumerate() {
        all.push(one(run, sums, Family::Breached, name, label, &|tally| tally.breached.get(ix).into_iter().collect()));
    }
    all.retain(|series| series.days.iter().any(|(_, _, most)| *most > 0.0));
    all
}

fn one(
    run: &Run,
    sums: bool,
    family: Family,
    name: &str,
    label: &Text,
    of: &dyn for<'t> Fn(&'t Tally) -> Vec<&'t Vec<u32>>,
) -> Series {
    counted(run, sums, family, name, label, &|tally| of(tally).into_iter().cloned().collect())
}

fn owned(
    run: &Run,
    sums: bool,
    family: Family,
    name: &str,
    label: &Text,
    of: &dyn Fn(&Tally) -> Option<Vec<u32>>,
) -> Series {
    counted(run, sums, family, name, label, &|tally| of(tally).into_iter().collect())
}

/// The sum of some counts, day by day, or from the first day on.
#[allow(clippy::cast_precision_loss, reason = "counts")]
fn counted(
    run: &Run,
    sums: bool,
    family: Family,
    name: &str,
    label: &Text,
    of: &dyn Fn(&Tally) -> Vec<Vec<u32>>,
) -> Series {
    let weight = f64::from(run.study.weight);
    let days = run.study.days() as usize;
    let sums = sums && !matches!(family, Family::Stock | Family::Queue);
    let of_replication = |all: Vec<Vec<u32>>| -> Vec<f64> {
        let mut before = 0.0;
        let value = |day: usize| {
            let count: u64 = all.iter().filter_map(|days| days.get(day)).map(|n| u64::from(*n)).sum();
            let today = weight * count as f64;
            before = if sums { before + today } else { today };
            before
        };
        (0..days).map(value).collect()
    };
    let replications: Vec<Vec<f64>> = run.ran.tallies.iter().map(|tally| of_replication(of(tally))).collect();
    let count = replications.len().max(1) as f64;
    let days = (0..days).map(|day| {
        let (mut sum, mut least, mut most) = (0.0, f64::INFINITY, 0.0_f64);
        for value in replications.iter().filter_map(|days| days.get(day).copied()) {
            sum += value;
            least = least.min(value);
            most = most.max(value);
        }
        (sum / count, if least.is_finite() { least } else { 0.0 }, most)
    });
    Series { family, name: name.to_owned(), label: label.clone(), days: days.collect() }
}
