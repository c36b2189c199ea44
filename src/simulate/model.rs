//! The checked model of a study.

use crate::calendar::{Day, Holidays, Stamp};
use crate::engine::Case;
use crate::ids::{ActId, DeadlineId, DutyId, RoleId, StateId};
use crate::procedure::{Editions, Procedure};
use crate::text::Text;
use crate::value::Value;

/// A figure, by its place in the study.
pub type FigureIx = usize;
/// A capacity, by its place in the study.
pub type CapacityIx = usize;

/// What a figure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A number.
    Number,
    /// A share of one.
    Share,
    /// A length, in seconds.
    Length,
    /// A date, in days since 1970-01-01.
    Date,
}

/// On what a figure rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Certainty {
    /// Sources say so, by their places in the study.
    Sourced(Vec<usize>),
    /// It is assumed, for this reason.
    Assumed(Text),
}

/// A number that behaviour depends on.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// What it is.
    pub unit: Unit,
    /// Its value: see [`Unit`].
    pub value: f64,
    /// How the value is written in the file.
    pub written: String,
    /// The bounds within which it may lie.
    pub between: Option<(String, String)>,
    /// On what it rests.
    pub certainty: Certainty,
    /// What else is said about it.
    pub note: Option<Text>,
}

/// A source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its name in the file.
    pub name: String,
    /// How it is cited: publisher, title, place.
    pub cite: Text,
}

/// A date: written, or a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum When {
    /// Written.
    On(Day),
    /// A figure of unit [`Unit::Date`].
    Figure(FigureIx),
}

/// A figure, or what stands for it where none is given.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Worth {
    /// This figure.
    Figure(FigureIx),
    /// This value: a bound or a default, such as "no limit" or "always".
    Fixed(f64),
}

/// The distribution of a length of time, by its figures.
#[derive(Clone, PartialEq, Debug)]
pub enum Delay {
    /// No time at all.
    None,
    /// Always the same.
    Deterministic(FigureIx),
    /// Exponential, by its mean.
    Exponential(FigureIx),
    /// Gamma, by mean and standard deviation.
    Gamma(FigureIx, FigureIx),
    /// Lognormal, by mean and standard deviation.
    Lognormal(FigureIx, FigureIx),
    /// Normal by mean and standard deviation, truncated at two bounds, never below nothing.
    Normal(FigureIx, FigureIx, Worth, Worth),
    /// Uniform, by its ends.
    Uniform(FigureIx, FigureIx),
    /// Triangular: least, likeliest, greatest.
    Triangular(FigureIx, FigureIx, FigureIx),
    /// One of these, each as likely as any other.
    Empirical(Vec<FigureIx>),
}

/// When somebody works.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// From Monday to Sunday.
    pub days: [bool; 7],
    /// From and to, in seconds of the day.
    pub hours: (u32, u32),
    /// Days on which it is closed.
    pub holidays: Holidays,
}

/// At which instants cases arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// At random: a Poisson process.
    Poisson,
    /// At equal distances.
    Regular,
}

/// A stream of new cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Arrival {
    /// How many a day (that is open), on average.
    pub a_day: FigureIx,
    /// At which instants.
    pub pattern: Pattern,
    /// The first day.
    pub since: Option<When>,
    /// The last day.
    pub until: Option<When>,
    /// The hours in which they arrive.
    pub open: Option<usize>,
}

/// Which of those that wait is next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Order {
    /// The one that waits longest.
    #[default]
    First,
    /// The one that waits shortest.
    Last,
    /// Any of them.
    Random,
}

impl Order {
    /// The word used in files and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first_in_first_out",
            Self::Last => "last_in_first_out",
            Self::Random => "random",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::First, Self::Last, Self::Random].into_iter().find(|order| order.word() == word)
    }
}

/// How a capacity serves.
#[derive(Clone, PartialEq, Debug)]
pub enum Service {
    /// So many a day, at equal distances in opening hours; each is done when its turn comes. Other numbers hold from
    /// other days on.
    ADay(FigureIx, Vec<(When, FigureIx)>),
    /// So many at a time, each for a random time of opening hours; each is done at its end.
    Servers(FigureIx, Delay),
    /// Every so often all that wait, or so many of them.
    Every(FigureIx, Worth),
}

/// What only so many cases can have at a time.
#[derive(Clone, PartialEq, Debug)]
pub struct Capacity {
    /// Its name in the file.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// How it serves.
    pub service: Service,
    /// Which case is next.
    pub order: Order,
    /// When it is open.
    pub open: Option<usize>,
    /// From when on it is needed.
    pub since: Option<When>,
}

/// Where a detail of an act comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Given {
    /// A value.
    Value(Value),
    /// The day on which an act was last done to the case, by its number among [`Names::acts`].
    DayOf(usize),
}

/// An act of a step, in the ids of one edition.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The act.
    pub act: ActId,
    /// Who acts.
    pub by: RoleId,
    /// Its details, in the order of the edition.
    pub details: Vec<Given>,
}

/// What may be done: a step, or the keeping of a duty. Of its acts the first is done that is lawful.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// The acts by their numbers among [`Names::acts`], each for every edition that knows it.
    pub acts: Vec<(usize, Vec<Option<Planned>>)>,
    /// The time before it.
    pub after: Delay,
    /// With which probability.
    pub share: Worth,
    /// Only to cases to which this act was done, or was not done.
    pub only: Option<(usize, bool)>,
    /// What it needs.
    pub needs: Option<CapacityIx>,
    /// The hours in which it is done.
    pub open: Option<usize>,
}

/// One of several alternatives: its probability, and where its steps begin.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alternative {
    /// With which probability.
    pub share: Worth,
    /// The place of its first operation.
    pub to: usize,
}

/// An operation of the program that the steps of all states make.
#[derive(Clone, PartialEq, Debug)]
pub enum Op {
    /// Do a step, by its number.
    Do(usize),
    /// Go on with one of these, or with what follows.
    Either(Vec<Alternative>),
    /// Go on there.
    Jump(usize),
    /// Nothing more.
    End,
}

/// A duty that is kept on its last day.
#[derive(Clone, PartialEq, Debug)]
pub struct Keeper {
    /// The duty, by its number among [`Names::duties`].
    pub duty: usize,
    /// The step that keeps it, by its number.
    pub step: usize,
}

/// A machine that the procedure watches: how it stands, from each instant on.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The name of the watch.
    pub name: String,
    /// Its procedure.
    pub editions: Editions,
    /// From when, under which edition, how it stands.
    pub course: Vec<(Stamp, usize, Case)>,
}

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
    /// Which share enters a state within [`Study::within`] of its arrival.
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
            Self::ShareEntering(_) | Self::Utilisation(_) => Unit::Share,
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

/// Whether acts have a minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Timing {
    /// They have.
    #[default]
    Minutes,
    /// They have a day only.
    Days,
}

/// The names of all editions, numbered together.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// States, with their labels.
    pub states: Vec<(String, Text)>,
    /// Whether a case ends there.
    pub is_final: Vec<bool>,
    /// Acts.
    pub acts: Vec<(String, Text)>,
    /// Deadlines.
    pub deadlines: Vec<(String, Text)>,
    /// Duties.
    pub duties: Vec<(String, Text)>,
    /// For each edition, the numbers of its states, acts, deadlines and duties.
    numbers: Vec<[Vec<usize>; 4]>,
}

impl Names {
    /// The names of some editions, in the order in which they are first declared.
    #[must_use]
    pub fn of(editions: &Editions) -> Self {
        let mut names = Self::default();
        for procedure in editions.all() {
            let states = procedure.states().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let acts = procedure.acts().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let deadlines = procedure.deadlines().map(|(_, part)| (part.name.clone(), part.label.clone()));
            let duties = procedure.duties().map(|(_, part)| (part.name.clone(), part.label.clone()));
            names.numbers.push([
                numbered(&mut names.states, states),
                numbered(&mut names.acts, acts),
                numbered(&mut names.deadlines, deadlines),
                numbered(&mut names.duties, duties),
            ]);
        }
        let ends = |name: &str| editions.all().iter().any(|p| p.states().any(|(_, s)| s.name == name && s.is_final));
        names.is_final = names.states.iter().map(|(name, _)| ends(name)).collect();
        names
    }

    fn number(&self, edition: usize, table: usize, index: usize) -> usize {
        self.numbers.get(edition).and_then(|all| all.get(table)?.get(index)).copied().unwrap_or(0)
    }

    /// The number of a state of an edition.
    #[must_use]
    pub fn state(&self, edition: usize, id: StateId) -> usize {
        self.number(edition, 0, id.index())
    }

    /// The number of an act of an edition.
    #[must_use]
    pub fn act(&self, edition: usize, id: ActId) -> usize {
        self.number(edition, 1, id.index())
    }

    /// The number of a deadline of an edition.
    #[must_use]
    pub fn deadline(&self, edition: usize, id: DeadlineId) -> usize {
        self.number(edition, 2, id.index())
    }

    /// The number of a duty of an edition.
    #[must_use]
    pub fn duty(&self, edition: usize, id: DutyId) -> usize {
        self.number(edition, 3, id.index())
    }
}

fn numbered(all: &mut Vec<(String, Text)>, parts: impl Iterator<Item = (String, Text)>) -> Vec<usize> {
    parts
        .map(|(name, label)| {
            all.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                all.push((name, label));
                all.len() - 1
            })
        })
        .collect()
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
