//! What is told of a result, and what is tried.

use super::{CapacityIx, FigureIx, Order, Unit, When};
use crate::text::Text;

/// What a measure tells.
#[derive(Clone, PartialEq, Debug)]
pub enum MeasureKind {
    /// How many cases arrived.
    Arrivals,
    /// How often acts were done, in any state or in these.
    Acts(Vec<usize>, Option<Vec<usize>>),
    /// How often acts would not have been lawful.
    Refused(Vec<usize>),
    /// How many cases entered a state.
    Entered(usize),
    /// Which share enters a state within [`super::Study::within`] of its arrival.
    ShareEntering(usize),
    /// How often a deadline ran out.
    Expired(usize),
    /// How often a duty was not kept.
    Breached(usize),
    /// How many cases are in some states at the end of a day.
    Stock(Vec<usize>),
    /// The first day from which on no case is in some states.
    Empty(Vec<usize>),
    /// The mean wait for a capacity, in days.
    Wait(CapacityIx),
    /// The share of those served who waited longer for a capacity than a figure says.
    WaitedLonger(CapacityIx, FigureIx),
    /// The mean number of cases that wait for a capacity.
    Queue(CapacityIx),
    /// The share of its time that a capacity is busy.
    Utilisation(CapacityIx),
}

/// A published number.
#[derive(Clone, PartialEq, Debug)]
pub struct Published {
    /// The number, share or day.
    pub value: f64,
    /// Which sources say so.
    pub sources: Vec<usize>,
}

/// Something that is told of the result.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// What it tells.
    pub kind: MeasureKind,
    /// The first day that counts; of a stock, the day at whose end it is counted.
    pub since: Option<When>,
    /// The last day that counts.
    pub until: Option<When>,
    /// What was published of it.
    pub published: Option<Published>,
}

impl MeasureKind {
    /// What its values are.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        match self {
            Self::ShareEntering(_) | Self::WaitedLonger(..) | Self::Utilisation(_) => Unit::Share,
            Self::Empty(_) => Unit::Date,
            _ => Unit::Number,
        }
    }
}

/// What is varied.
#[derive(Clone, PartialEq, Debug)]
pub enum Varied {
    /// A figure, over these values as they are written.
    Figure(FigureIx, Vec<(f64, String)>),
    /// The order of a capacity.
    Order(CapacityIx, Vec<Order>),
}

/// Values that are tried one after the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Vary {
    /// What they are values of.
    pub what: Varied,
}

impl Vary {
    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.what {
            Varied::Figure(_, values) => values.len(),
            Varied::Order(_, orders) => orders.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
