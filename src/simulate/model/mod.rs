//! The checked model of a study.

mod behaviour;
mod figure;
mod names;
mod told;

pub use behaviour::{
    Alternative, Arrival, Capacity, CapacityIx, Given, Keeper, Op, Opening, Order, Pattern, Planned, Service, Step,
    Watched,
};
pub use figure::{Certainty, Delay, Figure, FigureIx, Source, Unit, When, Worth};
pub use names::Names;
pub use told::{Measure, MeasureKind, Published, Varied, Vary};

use crate::calendar::Day;
use crate::procedure::{Editions, Procedure};
use crate::text::Text;

/// Whether acts have a minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Timing {
    /// They have.
    #[default]
    Minutes,
    /// They have a day only.
    Days,
}

/// A study, checked.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The procedure that every case runs.
    pub editions: Editions,
    /// The names of its editions.
    pub names: Names,
    /// The first day that is simulated.
    pub starts: Day,
    /// The last one.
    pub ends: Day,
    /// The day from which waits and averages are observed.
    pub observed_from: Day,
    /// How often it is simulated.
    pub replications: u32,
    /// What decides all that is random.
    pub seed: u64,
    /// How many cases a simulated one stands for.
    pub weight: u32,
    /// Whether acts have a minute.
    pub timing: Timing,
    /// The time after arrival within which cases count that reach a state: as written, and in seconds.
    pub within: Option<(String, u32)>,
    /// Where figures come from.
    pub sources: Vec<Source>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// Opening hours.
    pub opening: Vec<Opening>,
    /// Streams of new cases.
    pub arrivals: Vec<Arrival>,
    /// Capacities.
    pub capacities: Vec<Capacity>,
    /// Watched machines, for each edition and each watch that it declares.
    pub watched: Vec<Watched>,
    /// Steps, also those that keep duties.
    pub steps: Vec<Step>,
    /// The operations of all states.
    pub program: Vec<Op>,
    /// Where the operations of each state begin, by its number.
    pub begins: Vec<Option<usize>>,
    /// Duties that are kept.
    pub keepers: Vec<Keeper>,
    /// What is told.
    pub measures: Vec<Measure>,
    /// What is varied.
    pub vary: Vec<Vary>,
    /// Figures that are set to each of their bounds, one at a time.
    pub sensitivity: Vec<FigureIx>,
}

/// The values of all figures and the orders of all capacities of one run.
#[derive(Clone, PartialEq, Debug)]
pub struct Setting {
    /// The value of each figure.
    pub figures: Vec<f64>,
    /// The order of each capacity.
    pub orders: Vec<Order>,
}

impl Study {
    /// The values that the study itself gives.
    #[must_use]
    pub fn base(&self) -> Setting {
        Setting {
            figures: self.figures.iter().map(|figure| figure.value).collect(),
            orders: self.capacities.iter().map(|capacity| capacity.order).collect(),
        }
    }

    /// How many days are simulated.
    #[must_use]
    pub fn days(&self) -> u32 {
        u32::try_from(self.ends.number() - self.starts.number() + 1).unwrap_or(0)
    }

    /// The edition of an index.
    #[must_use]
    pub fn edition(&self, index: usize) -> &Procedure {
        self.editions.get(index)
    }

    /// A day of the simulation, counted from 0.
    #[must_use]
    pub fn day(&self, number: u32) -> Day {
        i32::try_from(number).ok().and_then(|number| self.starts.plus(number)).unwrap_or(Day::MAX)
    }
}

impl Setting {
    /// The value of a figure.
    #[must_use]
    pub fn figure(&self, ix: FigureIx) -> f64 {
        self.figures.get(ix).copied().unwrap_or(0.0)
    }

    /// A figure's value, or what stands for it.
    #[must_use]
    pub fn worth(&self, worth: Worth) -> f64 {
        match worth {
            Worth::Figure(ix) => self.figure(ix),
            Worth::Fixed(value) => value,
        }
    }

    /// The day of a date, counted from the first day of a study; negative before it.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "dates are whole numbers of days within the calendar")]
    pub fn day(&self, study: &Study, when: When) -> i32 {
        let number = match when {
            When::On(day) => day.number(),
            When::Figure(ix) => self.figure(ix) as i32,
        };
        number - study.starts.number()
    }
}
