//! Sampling: courses one after the other, each steered by what those before it reached.

use super::course::Course;
use super::drive::Drive;
use super::hunt::{drawn, generator};
use super::inspect::Inspector;
use super::walk::{Atlas, Style, Walker};
use crate::engine::{Outcome, Verdict};
use crate::procedure::AppliesBy;
use crate::system::{Reading, System};

/// After so many courses, the next are steered anew.
const STEER: u64 = 8;
/// So many are drawn for one that is wanted.
const PATIENCE: usize = 200;

/// Draws courses of one kind.
pub struct Sampler<'s> {
    system: &'s System<'s>,
    /// The readings of which date decides the edition, where that is contested and open.
    readings: Vec<Reading>,
    atlas: Atlas,
    walker: Walker<'s>,
    inspector: Inspector,
    style: Style,
    seed: u64,
    number: u64,
}

impl<'s> Sampler<'s> {
    /// Of a system, in a style; `seed` decides all that is random.
    #[must_use]
    pub fn new(system: &'s System<'s>, style: Style, seed: u64) -> Self {
        let (atlas, walker, inspector) = (Atlas::of(system), Walker::new(system), Inspector::new(system));
        let readings = system.readings();
        Self { system, readings, atlas, walker, inspector, style, seed, number: 0 }
    }

    /// The next course of at least one act; in a style that is not lawful, of at least one unlawful act. With it, the
    /// reading under which it was drawn of which date decides the edition, where that is contested and open. Nothing if
    /// none is found after many.
    pub fn draw(&mut self) -> Option<(Course, Reading)> {
        for _ in 0..PATIENCE {
            let mut course = Course::new();
            self.inspector.begin(self.style.lawful);
            let mut rng = generator(self.seed, self.number);
            let reading = drawn(&self.readings, &mut rng).to_vec();
            self.walker.read_as(&reading);
            self.walker.walk(&self.atlas, &mut rng, self.style, &mut course, &mut self.inspector);
            self.number += 1;
            if self.number.is_multiple_of(STEER) {
                self.atlas.steer(self.system, &self.inspector.reach);
            }
            // What comes after the last act is no part of an example.
            let course = course.ending(None);
            if self.is_wanted(&course, &reading) {
                return Some((course, reading));
            }
        }
        None
    }

    fn is_wanted(&self, course: &Course, reading: &[(usize, AppliesBy)]) -> bool {
        let mut drive = Drive::new(self.system);
        drive.read_as(reading);
        let Ok(outcomes) = drive.run(course, &mut ()) else { return false };
        let unlawful = |outcome: &Outcome| !matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular);
        !course.is_empty() && outcomes.iter().any(unlawful) != self.style.lawful
    }
}
