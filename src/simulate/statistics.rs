//! Means, quantiles and confidence intervals.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// A mean over replications with its confidence interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Half the width of the confidence interval; nothing with fewer than two replications.
    pub half: Option<f64>,
}

/// The level of confidence intervals.
pub const LEVEL: f64 = 0.95;

/// The mean of independent values, one for each replication, with its confidence interval of 95 % by Student's t
/// distribution (A. M. Law, *Simulation Modeling and Analysis*, 5th ed., section 4.5). Nothing without values.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "replications are few")]
pub fn interval(values: &[f64]) -> Option<Interval> {
    let count = values.len() as f64;
    if values.is_empty() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / count;
    if values.len() < 2 {
        return Some(Interval { mean, half: None });
    }
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let student = StudentsT::new(0.0, 1.0, count - 1.0).ok()?.inverse_cdf(0.5 + LEVEL / 2.0);
    Some(Interval { mean, half: Some(student * (variance / count).sqrt()) })
}

/// Into how many batches a single replication is divided.
pub const BATCHES: usize = 20;

/// Half the confidence interval of a mean over time, by batch means (A. M. Law, *Simulation Modeling and Analysis*, 5th
/// ed., section 9.5.3). Nothing if the batches follow one another too closely to be taken as independent: if their
/// autocorrelation at lag one is above what one in twenty independent series has.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "batches are few")]
pub fn batch_half(batches: &[f64]) -> Option<f64> {
    let found = interval(batches)?;
    let squares: f64 = batches.iter().map(|value| (value - found.mean).powi(2)).sum();
    let products = batches.iter().zip(batches.iter().skip(1));
    let products: f64 = products.map(|(one, next)| (one - found.mean) * (next - found.mean)).sum();
    let independent = squares > 0.0 && products / squares <= 1.645 / (batches.len() as f64).sqrt();
    found.half.filter(|_| independent)
}

/// The value below or at which a share of sorted values lies: the least one of which that is true.
#[must_use]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a length"
)]
pub fn quantile(sorted: &[u32], share: f64) -> Option<u32> {
    let at = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied()
}

/// The shares of which quantiles are kept.
pub const SHARES: [f64; 6] = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/// What is kept of many lengths of time.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// How many.
    pub count: u64,
    /// Their mean, in seconds.
    pub mean: f64,
    /// Quantiles, of [`SHARES`], in seconds.
    pub quantiles: [u32; SHARES.len()],
    /// The longest, in seconds.
    pub longest: u32,
}

impl Summary {
    /// Of these lengths in seconds.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "sums of seconds")]
    pub fn of(mut lengths: Vec<u32>) -> Self {
        if lengths.is_empty() {
            return Self::default();
        }
        lengths.sort_unstable();
        let sum: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        Self {
            count: lengths.len() as u64,
            mean: sum as f64 / lengths.len() as f64,
            quantiles: SHARES.map(|share| quantile(&lengths, share).unwrap_or(0)),
            longest: lengths.last().copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_as_published() {
        // Law, Simulation Modeling and Analysis, example 4.26: ten observations, 90 % interval 1.34 ± 0.24; at 95 % the
        // critical point of nine degrees of freedom is 2.262 instead of 1.833.
        let values = [1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09];
        let found = interval(&values).unwrap();
        assert!((found.mean - 1.343).abs() < 1e-9);
        let ninety = found.half.unwrap() * 1.833 / 2.262;
        assert!((ninety - 0.24).abs() < 0.005, "{ninety}");
        assert_eq!(interval(&[3.0]), Some(Interval { mean: 3.0, half: None }));
        assert_eq!(interval(&[]), None);
    }

    #[test]
    fn batches_that_hang_together_give_no_interval() {
        let alternating: Vec<f64> = (0..20).map(|ix| f64::from(ix % 2)).collect();
        // Mean 0.5, variance 20 × 0.25 / 19; the critical point of 19 degrees of freedom is 2.093.
        let half = batch_half(&alternating).unwrap();
        assert!((half - 2.093 * (5.0_f64 / 19.0 / 20.0).sqrt()).abs() < 1e-4, "{half}");
        let rising: Vec<f64> = (0..20).map(f64::from).collect();
        assert_eq!(batch_half(&rising), None);
        assert_eq!(batch_half(&[1.0; 20]), None);
    }

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let sorted = [1, 2, 3, 4];
        assert_eq!(
            [0.0, 0.25, 0.26, 0.5, 0.99, 1.0].map(|share| quantile(&sorted, share).unwrap()),
            [1, 1, 2, 2, 4, 4]
        );
        assert_eq!(quantile(&[], 0.5), None);
    }
}
