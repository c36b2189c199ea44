//! Simulated courses as courses that are written as scenarios, and replayed.

use super::courses::Courses;
use super::model::Study;
use super::run::{Limits, replicate, run};
use super::tally::total;
use crate::generate::Course;

/// The courses of some cases of the first replication, spread over those that arrive. They end with their last act.
#[must_use]
pub fn courses(study: &Study, count: usize) -> Vec<Course> {
    let arrivals = total(&replicate(study, &study.base(), 0).arrivals);
    let one_in = u32::try_from(arrivals / (count as u64).max(1)).unwrap_or(u32::MAX).max(1);
    let (_, sampled) = run(study, &study.base(), 0, Limits { sample: count, one_in });
    let mut spelling = Courses::new(study);
    let spelled = sampled.iter().map(|acts| {
        let mut course = Course::new();
        spelling.spelled(acts, &mut |edition, act, planned| course.push(0, edition, act, planned.by));
        course
    });
    spelled.collect()
}
