//! Replications of a study, under its own values and under those that it tries, spread over threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::measure;
use super::model::{FigureIx, Setting, Study, Varied};
use super::run::replicate;
use super::statistics::{Interval, interval};
use super::tally::Tally;

/// How a study is simulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Experiment {
    /// How many replications.
    pub replications: u32,
    /// On how many threads; it changes nothing but the time.
    pub threads: usize,
}

/// One of the settings that a study tries.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// For each variation, which of its values.
    pub values: Vec<usize>,
    /// The setting.
    pub setting: Setting,
    /// Each measure over the replications; nothing where some replication has no value.
    pub measures: Vec<Option<Interval>>,
}

/// A figure at one of its bounds, all else as the study says.
#[derive(Clone, PartialEq, Debug)]
pub struct AtBound {
    /// The figure.
    pub figure: FigureIx,
    /// Whether it is the upper bound.
    pub upper: bool,
    /// Each measure over the replications; nothing where some replication has no value.
    pub measures: Vec<Option<Interval>>,
}

/// What a simulation came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Ran {
    /// The replications under the study's own values.
    pub tallies: Vec<Tally>,
    /// Each measure over them.
    pub measures: Vec<Option<Interval>>,
    /// The settings that were tried.
    pub points: Vec<Point>,
    /// Figures at their bounds: of each the lower, then the upper.
    pub bounds: Vec<AtBound>,
}

/// Simulates a study. `told` hears how many replications are done, now and then.
#[must_use]
pub fn simulate(study: &Study, experiment: Experiment, told: &mut dyn FnMut(u64)) -> Ran {
    let tried = settings(study);
    let bounds = bounds(study);
    let base = std::iter::once(study.base());
    let settings: Vec<Setting> = base
        .chain(tried.iter().map(|(_, setting)| setting.clone()))
        .chain(bounds.iter().map(|(_, _, setting)| setting.clone()))
        .collect();
    let replications = experiment.replications.max(1) as usize;
    let jobs = settings.len() * replications;
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, Option<Tally>, Vec<Option<Interval>>)>();
    let mut tallies: Vec<Option<Tally>> = (0..replications).map(|_| None).collect();
    let mut values: Vec<Vec<Option<Interval>>> = vec![Vec::new(); jobs];
    thread::scope(|scope| {
        for _ in 0..experiment.threads.clamp(1, jobs) {
            let (sender, next, settings) = (sender.clone(), &next, &settings);
            scope.spawn(move || {
                while let Some((job, setting, replication)) = {
                    let job = next.fetch_add(1, Ordering::Relaxed);
                    settings.get(job / replications).map(|setting| (job, setting, job % replications))
                } {
                    let replication = u32::try_from(replication).unwrap_or(u32::MAX);
                    let tally = replicate(study, setting, replication);
                    let of = study.measures.iter().map(|each| measure::single(each, study, setting, &tally)).collect();
                    let kept = (job < replications).then_some(tally);
                    if sender.send((job, kept, of)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut done = 0_u64;
        loop {
            match receiver.recv_timeout(Duration::from_millis(200)) {
                Ok((job, tally, of)) => {
                    done += 1;
                    if let (Some(place), Some(tally)) = (tallies.get_mut(job), tally) {
                        *place = Some(tally);
                    }
                    if let Some(place) = values.get_mut(job) {
                        *place = of;
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            told(done);
        }
    });
    let of_setting = |ix: usize| -> Vec<Option<Interval>> {
        let all = values.get(ix * replications..(ix + 1) * replications).unwrap_or(&[]);
        (0..study.measures.len())
            .map(|measure| {
                let values: Option<Vec<Interval>> = all.iter().map(|of| of.get(measure).copied().flatten()).collect();
                match &values?[..] {
                    // Of a single replication only what its own course tells.
                    [one] => Some(*one),
                    several => interval(&several.iter().map(|value| value.mean).collect::<Vec<_>>()),
                }
            })
            .collect()
    };
    let after = 1 + tried.len();
    let points = (1..).zip(tried).map(|(ix, (values, setting))| Point { values, setting, measures: of_setting(ix) });
    let bounds =
        (after..).zip(bounds).map(|(ix, (figure, upper, _))| AtBound { figure, upper, measures: of_setting(ix) });
    Ran {
        measures: of_setting(0),
        points: points.collect(),
        bounds: bounds.collect(),
        tallies: tallies.into_iter().flatten().collect(),
    }
}

/// How many settings a study is simulated under.
#[must_use]
pub fn settings_of(study: &Study) -> usize {
    1 + settings(study).len() + bounds(study).len()
}

/// The settings in which a figure is at one of its bounds.
fn bounds(study: &Study) -> Vec<(FigureIx, bool, Setting)> {
    let mut all = Vec::new();
    for ix in &study.sensitivity {
        let Some([low, high]) = study.figures.get(*ix).and_then(|figure| figure.between.as_ref()) else { continue };
        for (upper, (value, _)) in [(false, low), (true, high)] {
            let mut setting = study.base();
            if let Some(place) = setting.figures.get_mut(*ix) {
                *place = *value;
            }
            all.push((*ix, upper, setting));
        }
    }
    all
}

/// The settings that a study tries: each value of a variation with each of the others. None without a variation.
fn settings(study: &Study) -> Vec<(Vec<usize>, Setting)> {
    if study.vary.is_empty() {
        return Vec::new();
    }
    let mut all = vec![(Vec::new(), study.base())];
    for vary in &study.vary {
        let mut more = Vec::with_capacity(all.len() * vary.len());
        for (values, setting) in &all {
            for value in 0..vary.len() {
                let mut values = values.clone();
                values.push(value);
                let mut setting = setting.clone();
                match &vary.what {
                    Varied::Figure(ix, of) => {
                        if let (Some(place), Some((value, _))) = (setting.figures.get_mut(*ix), of.get(value)) {
                            *place = *value;
                        }
                    }
                    Varied::Order(ix, orders) => {
                        if let (Some(place), Some(order)) = (setting.orders.get_mut(*ix), orders.get(value)) {
                            *place = *order;
                        }
                    }
                }
                more.push((values, setting));
            }
        }
        all = more;
    }
    all
}
