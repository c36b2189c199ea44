//! The numbers of a study: what they are, what they rest on, and the distributions that they make.

use crate::calendar::Day;
use crate::text::Text;

/// A figure, by its place in the study.
pub type FigureIx = usize;

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
    /// The bounds within which it may lie, with how they are written.
    pub between: Option<[(f64, String); 2]>,
    /// On what it rests.
    pub certainty: Certainty,
    /// What else is said about it.
    pub note: Option<Text>,
    /// The measures whose published numbers it was chosen to meet, by their places in the study.
    pub chosen_for: Vec<usize>,
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
