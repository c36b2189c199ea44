//! Streams of new cases: when the next one arrives.

use super::draw::exponential;
use super::model::{Pattern, Setting, Study};
use super::opening::{DAY, Hours, NEVER, seconds};
use super::random::Stream;

/// What a stream of random numbers is for.
const OF_ARRIVALS: u64 = 2;

/// A stream of arrivals on its way.
pub(super) struct Arriving {
    hours: Hours,
    /// Seconds of opening hours between two, on average.
    apart: f64,
    pattern: Pattern,
    worked: f64,
    count: f64,
    from: f64,
    until: f64,
    stream: Stream,
}

impl Arriving {
    /// A stream of a study under a setting, with the random numbers of a replication.
    pub fn of(study: &Study, setting: &Setting, ix: usize, replication: u32) -> Option<Self> {
        let arrival = study.arrivals.get(ix)?;
        let opening = arrival.open.and_then(|open| study.opening.get(open));
        let hours = opening.map_or(Hours::ALWAYS, |opening| Hours::of(opening, study.starts, study.ends));
        let day = |when: i32| f64::from(when.max(0)) * f64::from(DAY);
        let from = arrival.since.map_or(0.0, |since| day(setting.day(study, since)));
        let until = arrival.until.map_or(f64::INFINITY, |until| day(setting.day(study, until) + 1));
        let a_day = setting.figure(arrival.a_day) / f64::from(study.weight);
        let apart = if a_day > 0.0 { hours.a_day() / a_day } else { f64::INFINITY };
        let from = hours.worked(from);
        let words = [study.seed, u64::from(replication), OF_ARRIVALS, ix as u64];
        let stream = Stream::of(&words);
        Some(Self { hours, apart, pattern: arrival.pattern, worked: from, count: 0.0, from, until, stream })
    }

    /// When the next case arrives, in seconds; never, if none does.
    pub fn next(&mut self) -> u32 {
        if self.apart.is_infinite() {
            return NEVER;
        }
        self.count += 1.0;
        self.worked = match self.pattern {
            Pattern::Poisson => self.worked + exponential(self.apart, &mut self.stream),
            // The first arrives after half the distance, so that every day has as many.
            Pattern::Regular => self.from + (self.count - 0.5) * self.apart,
        };
        let at = self.hours.clock(self.worked);
        if at < self.until { seconds(at) } else { NEVER }
    }
}
