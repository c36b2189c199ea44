//! Hunting flaws: many random courses, on all cores, with the same result for the same seed.

use std::collections::BTreeSet;
use std::thread;

use super::course::Course;
use super::drive::Drive;
use super::inspect::Inspector;
pub use super::inspect::{Flaw, Invariant, Whose};
use super::reach::Reach;
use super::shrink::Shrinker;
use super::walk::{Atlas, Style, Walker};
use crate::ids::PropertyId;
use crate::procedure::AppliesBy;
use crate::system::{Reading, System};

/// Courses of a round: what they reach steers the next.
const ROUND: u64 = 64;
/// After so many courses, little is new and rounds grow.
const EARLY: u64 = 2_048;
/// Courses of a round at most.
const LAST_ROUND: u64 = 16_384;
/// One course in so many lets unlawful acts stand.
const UNLAWFUL: u64 = 4;

/// What is hunted, and how long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hunt {
    /// How many courses are drawn.
    pub courses: u64,
    /// How many acts are tried in a course at most.
    pub acts: usize,
    /// What decides all that is random.
    pub seed: u64,
    /// On how many threads; it changes nothing but the time.
    pub threads: usize,
}

/// A flaw, and the first course that shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flawed {
    /// What is wrong.
    pub flaw: Flaw,
    /// The number of the course, from 0.
    pub number: u64,
    /// Its acts, the last of which, or the passing of time after it, shows the flaw.
    pub course: Course,
    /// The reading under which it was drawn of which date decides the edition, where that is contested and open.
    pub reading: Reading,
}

/// What a hunt found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// How many courses were drawn.
    pub courses: u64,
    /// How many acts were judged.
    pub acts: u64,
    /// How many of them were not lawful.
    pub refused: u64,
    /// What they reached.
    pub reach: Reach,
    /// Flaws, each with the first course that shows it, by the number of the course.
    pub flaws: Vec<Flawed>,
    /// Properties that say that something is reachable, and that some course reached.
    pub reached: BTreeSet<(Whose, PropertyId)>,
}

impl Hunt {
    /// Draws courses through a system and looks at every act. Where it is contested which date decides the edition and a
    /// machine takes no reading of that, each course is drawn under one of them, chosen at random. `progress` hears of how many courses are done.
    pub fn run(&self, system: &System, progress: &mut dyn FnMut(u64)) -> Found {
        let reach = Reach::new(system);
        let mut found = Found { courses: 0, acts: 0, refused: 0, reach, flaws: Vec::new(), reached: BTreeSet::new() };
        let mut atlas = Atlas::of(system);
        let mut round = ROUND;
        while found.courses < self.courses {
            let until = self.courses.min(found.courses + round);
            for part in self.round(system, &atlas, found.courses..until) {
                found.merge(part);
            }
            atlas.steer(system, &found.reach);
            progress(found.courses);
            if found.courses >= EARLY {
                round = (round * 2).min(LAST_ROUND);
            }
        }
        found.flaws.sort_by_key(|flawed| (flawed.number, flawed.flaw));
        found
    }

    /// The courses of some numbers, divided among the threads.
    fn round(&self, system: &System, atlas: &Atlas, numbers: std::ops::Range<u64>) -> Vec<Found> {
        let threads = u64::try_from(self.threads.max(1)).unwrap_or(1);
        let each = (numbers.end - numbers.start).div_ceil(threads);
        if threads == 1 {
            return vec![self.draw(system, atlas, numbers)];
        }
        thread::scope(|scope| {
            let part = |n: u64| {
                let first = (numbers.start + n * each).min(numbers.end);
                first..(first + each).min(numbers.end)
            };
            let workers: Vec<_> =
                (0..threads).map(part).map(|numbers| scope.spawn(move || self.draw(system, atlas, numbers))).collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        })
    }

    /// The courses of some numbers, one after the other.
    fn draw(&self, system: &System, atlas: &Atlas, numbers: std::ops::Range<u64>) -> Found {
        let readings = system.readings();
        let mut walker = Walker::new(system);
        let mut inspector = Inspector::new(system);
        let mut course = Course::new();
        let mut flaws: Vec<Flawed> = Vec::new();
        let courses = numbers.end.saturating_sub(numbers.start);
        for number in numbers {
            let lawful = number % UNLAWFUL != UNLAWFUL - 1;
            inspector.begin(lawful);
            let style = Style { lawful, near: false, acts: self.acts };
            let mut rng = generator(self.seed, number);
            let reading = drawn(&readings, &mut rng);
            walker.read_as(reading);
            walker.walk(atlas, &mut rng, style, &mut course, &mut inspector);
            for flaw in &inspector.flaws {
                if !flaws.iter().any(|known| known.flaw == *flaw) {
                    flaws.push(Flawed { flaw: *flaw, number, course: course.clone(), reading: reading.to_vec() });
                }
            }
        }
        let (acts, refused, reached) = (inspector.acts, inspector.refused, inspector.reached());
        Found { courses, acts, refused, reach: inspector.reach, flaws, reached }
    }
}

/// Whether a course shows a flaw.
#[must_use]
pub fn shows(system: &System, course: &Course, flaw: Flaw) -> bool {
    let mut inspector = Inspector::thorough(system);
    inspector.begin(false);
    Drive::new(system).run(course, &mut inspector).is_ok() && inspector.flaws.contains(&flaw)
}

impl Flawed {
    /// The same flaw, in as small a course as was found.
    #[must_use]
    pub fn shrunk(&self, system: &System) -> Self {
        let system = &system.read_as(&self.reading);
        let shows = |course: &Course| shows(system, course, self.flaw);
        if !shows(&self.course) {
            return self.clone();
        }
        Self { course: Shrinker::new(self.course.clone()).run(system, shows), ..self.clone() }
    }
}

/// One of several readings, at random; where there is one, nothing is drawn.
pub(super) fn drawn<'r>(readings: &'r [Reading], rng: &mut fastrand::Rng) -> &'r [(usize, AppliesBy)] {
    let at = if readings.len() > 1 { rng.usize(..readings.len()) } else { 0 };
    readings.get(at).map_or(&[], |reading| reading)
}

/// The generator of a course: its own for each, so that it does not matter who draws it.
#[must_use]
pub fn generator(seed: u64, number: u64) -> fastrand::Rng {
    // SplitMix64, so that neighbouring numbers have nothing in common.
    let mut mixed = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    fastrand::Rng::with_seed(mixed ^ (mixed >> 31))
}

impl Found {
    fn merge(&mut self, other: Self) {
        self.courses += other.courses;
        self.acts += other.acts;
        self.refused += other.refused;
        self.reach.merge(&other.reach);
        self.reached.extend(other.reached);
        for flawed in other.flaws {
            match self.flaws.iter_mut().find(|known| known.flaw == flawed.flaw) {
                Some(known) if flawed.number < known.number => *known = flawed,
                Some(_) => {}
                None => self.flaws.push(flawed),
            }
        }
    }
}
