//! Lengths of time that are random.

use rand_distr::{Distribution, Exp1, Gamma, LogNormal, Normal, Triangular};

use super::model::{Delay, Setting};
use super::random::Stream;

/// How often a normal length is drawn again that falls beyond its bounds, before the nearer bound is taken.
const TRIES: usize = 10_000;

/// A distribution of lengths of time, in seconds.
#[derive(Clone, Debug)]
pub(super) enum Length {
    /// Always the same.
    Fixed(f64),
    /// Exponential, by its mean.
    Exponential(f64),
    Gamma(Gamma<f64>),
    Lognormal(LogNormal<f64>),
    /// Normal between two bounds.
    Normal(Normal<f64>, f64, f64),
    /// Uniform: where it begins, and how wide it is.
    Uniform(f64, f64),
    Triangular(Triangular<f64>),
    Empirical(Vec<f64>),
}

impl Length {
    /// The distribution of a delay under a setting. Parameters that give none give the mean.
    pub fn of(delay: &Delay, setting: &Setting) -> Self {
        let figure = |ix: &usize| setting.figure(*ix).max(0.0);
        match delay {
            Delay::None => Self::Fixed(0.0),
            Delay::Deterministic(value) => Self::Fixed(figure(value)),
            Delay::Exponential(mean) => Self::Exponential(figure(mean)),
            Delay::Gamma(mean, deviation) => {
                let (mean, deviation) = (figure(mean), figure(deviation));
                let (shape, scale) = ((mean / deviation).powi(2), deviation * deviation / mean);
                Gamma::new(shape, scale).map_or(Self::Fixed(mean), Self::Gamma)
            }
            Delay::Lognormal(mean, deviation) => {
                let (mean, deviation) = (figure(mean), figure(deviation));
                LogNormal::from_mean_cv(mean, deviation / mean).map_or(Self::Fixed(mean), Self::Lognormal)
            }
            Delay::Normal(mean, deviation, least, most) => {
                let (mean, deviation) = (figure(mean), figure(deviation));
                let (least, most) = (setting.worth(*least).max(0.0), setting.worth(*most));
                Normal::new(mean, deviation).map_or(Self::Fixed(mean), |normal| Self::Normal(normal, least, most))
            }
            Delay::Uniform(least, most) => Self::Uniform(figure(least), (figure(most) - figure(least)).max(0.0)),
            Delay::Triangular(least, mode, most) => {
                let (least, mode, most) = (figure(least), figure(mode), figure(most));
                Triangular::new(least, most, mode).map_or(Self::Fixed(mode), Self::Triangular)
            }
            Delay::Empirical(values) => Self::Empirical(values.iter().map(figure).collect()),
        }
    }

    /// Whether it takes no time, ever.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Fixed(value) if *value <= 0.0)
    }

    /// Draws one, in seconds.
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        match self {
            Self::Fixed(value) => *value,
            Self::Exponential(mean) => exponential(*mean, stream),
            Self::Gamma(gamma) => gamma.sample(stream),
            Self::Lognormal(lognormal) => lognormal.sample(stream),
            Self::Normal(normal, least, most) => {
                let mut drawn = normal.sample(stream);
                for _ in 0..TRIES {
                    if (*least..=*most).contains(&drawn) {
                        break;
                    }
                    drawn = normal.sample(stream);
                }
                drawn.max(*least).min(*most)
            }
            Self::Uniform(least, width) => least + stream.unit() * width,
            Self::Triangular(triangular) => triangular.sample(stream),
            Self::Empirical(values) if values.is_empty() => 0.0,
            Self::Empirical(values) => values.get(stream.below(values.len())).copied().unwrap_or(0.0),
        }
    }
}

/// An exponential length, by its mean.
pub(super) fn exponential(mean: f64, stream: &mut Stream) -> f64 {
    let unit: f64 = Exp1.sample(stream);
    unit * mean
}
