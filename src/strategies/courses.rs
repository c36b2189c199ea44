//! Strategies of courses.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::engine::{Case, Occurrence, Outcome, Verdict};
use crate::generate::{Atlas, Course, Drive, Hunt, Observer, Shrinker, Style, Walker};
use crate::procedure::{Editions, Procedure};
use crate::report::course::{About, scenario, yaml};
use crate::system::{MachineIx, System};
use crate::text::Text;

/// Acts that are tried in a course, at most, unless [`Courses::acts`] says otherwise.
const ACTS: usize = 20;

/// Courses that find out first what is seldom reached, so that those drawn are steered there.
const SCOUTS: u64 = 500;

/// Courses through one edition of a procedure whose acts are all legal or irregular.
#[must_use]
pub fn lawful_course(procedure: &Procedure) -> Courses<'static> {
    Courses::new(Through::alone(procedure), Style { lawful: true, near: false, acts: ACTS })
}

/// Courses through one edition of a procedure in which unlawful acts are mixed with lawful ones. An unlawful act does
/// what the law says that it does: nothing, or it stands.
#[must_use]
pub fn any_course(procedure: &Procedure) -> Courses<'static> {
    Courses::new(Through::alone(procedure), Style { lawful: false, near: false, acts: ACTS })
}

/// Courses through one edition of a procedure whose acts fall on the dates that its rules tell apart: ends of deadlines
/// and of waiting periods, a day (or minute) before them and after them. Some acts are unlawful by that.
#[must_use]
pub fn near_deadlines(procedure: &Procedure) -> Courses<'static> {
    Courses::new(Through::alone(procedure), Style { lawful: false, near: true, acts: ACTS })
}

/// Like [`lawful_course`], through the machines of a system and all editions of their procedures.
#[must_use]
pub fn lawful_course_of<'s>(system: &'s System<'s>) -> Courses<'s> {
    Courses::new(Through::System(system), Style { lawful: true, near: false, acts: ACTS })
}

/// Like [`any_course`], through the machines of a system and all editions of their procedures.
#[must_use]
pub fn any_course_of<'s>(system: &'s System<'s>) -> Courses<'s> {
    Courses::new(Through::System(system), Style { lawful: false, near: false, acts: ACTS })
}

/// Like [`near_deadlines`], through the machines of a system and all editions of their procedures.
#[must_use]
pub fn near_deadlines_of<'s>(system: &'s System<'s>) -> Courses<'s> {
    Courses::new(Through::System(system), Style { lawful: false, near: true, acts: ACTS })
}

/// What courses go through.
#[derive(Clone, Debug)]
enum Through<'s> {
    Alone(Arc<Editions>),
    System(&'s System<'s>),
}

impl Through<'_> {
    fn alone(procedure: &Procedure) -> Self {
        Self::Alone(Arc::new(Editions::of(procedure.clone())))
    }

    fn with<R>(&self, work: impl FnOnce(&System) -> R) -> R {
        match self {
            Self::Alone(editions) => work(&System::of(editions)),
            Self::System(system) => work(system),
        }
    }
}

/// A strategy of courses.
#[derive(Clone, Debug)]
pub struct Courses<'s> {
    through: Through<'s>,
    atlas: Arc<Atlas>,
    style: Style,
}

impl<'s> Courses<'s> {
    fn new(through: Through<'s>, style: Style) -> Self {
        let atlas = through.with(|system| {
            let mut atlas = Atlas::of(system);
            let hunt = Hunt { courses: SCOUTS, acts: 40, seed: 0, threads: 1 };
            atlas.steer(system, &hunt.run(system, &mut |_| {}).reach);
            atlas
        });
        Self { through, atlas: Arc::new(atlas), style }
    }

    /// The same with another number of acts that are tried in a course, at most. Of lawful courses, those that are not
    /// lawful are left out.
    #[must_use]
    pub fn acts(self, acts: usize) -> Self {
        Self { style: Style { acts, ..self.style }, ..self }
    }
}

impl<'s> Strategy for Courses<'s> {
    type Tree = CourseTree<'s>;
    type Value = Drawn<'s>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut rng = fastrand::Rng::with_seed(runner.rng().next_u64());
        let mut course = Course::new();
        self.through.with(|system| Walker::new(system).walk(&self.atlas, &mut rng, self.style, &mut course, &mut ()));
        let shrinker = Shrinker::new(course);
        Ok(CourseTree { through: self.through.clone(), lawful: self.style.lawful, shrinker, proposed: None })
    }
}

/// A course and what it may shrink to.
#[derive(Clone, Debug)]
pub struct CourseTree<'s> {
    through: Through<'s>,
    lawful: bool,
    shrinker: Shrinker,
    /// The course that is tried now, simpler than the shrinker's.
    proposed: Option<Course>,
}

impl CourseTree<'_> {
    fn propose(&mut self) -> bool {
        let (shrinker, lawful) = (&mut self.shrinker, self.lawful);
        self.proposed = self.through.with(|system| {
            let mut drive = Drive::new(system);
            loop {
                let course = shrinker.propose(system)?;
                if drive.run(&course, &mut ()).is_ok_and(|outcomes| !lawful || outcomes.iter().all(is_lawful)) {
                    return Some(course);
                }
            }
        });
        self.proposed.is_some()
    }
}

fn is_lawful(outcome: &Outcome) -> bool {
    matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular)
}

impl<'s> ValueTree for CourseTree<'s> {
    type Value = Drawn<'s>;

    fn current(&self) -> Drawn<'s> {
        let course = self.proposed.as_ref().unwrap_or_else(|| self.shrinker.course());
        Drawn { through: self.through.clone(), course: course.clone() }
    }

    fn simplify(&mut self) -> bool {
        if let Some(simpler) = self.proposed.take() {
            self.shrinker.take(simpler);
        }
        self.propose()
    }

    fn complicate(&mut self) -> bool {
        self.proposed.is_some() && self.propose()
    }
}

/// A course that was drawn. It is printed as a scenario that replays.
#[derive(Clone)]
pub struct Drawn<'s> {
    through: Through<'s>,
    course: Course,
}

impl Drawn<'_> {
    /// Each act with what became of it and the case just after: for acts on the first machine, which is the only one of
    /// a procedure alone.
    #[must_use]
    pub fn steps(&self) -> Vec<(Occurrence<'_>, Outcome, Case)> {
        let mut after = Cases(Vec::new());
        let outcomes = self.through.with(|system| Drive::new(system).run(&self.course, &mut after)).unwrap_or_default();
        let own = self.course.moves().iter().zip(outcomes).zip(after.0).filter(|((one, _), _)| one.machine == 0);
        own.map(|((one, outcome), case)| (self.course.occurrence(one), outcome, case)).collect()
    }

    /// The scenario that the course is printed as.
    #[must_use]
    pub fn scenario(&self) -> String {
        self.through.with(|system| {
            let title = Text { en: "Drawn at random".into(), fr: Some("Tiré au hasard".into()) };
            let about = About { name: "drawn".into(), title, remarks: Vec::new() };
            yaml(&scenario(system, &self.course, &about), &about).unwrap_or_else(|error| error)
        })
    }
}

/// The case just after each act.
struct Cases(Vec<Case>);

impl Observer for Cases {
    fn tried(&mut self, drive: &Drive, machine: MachineIx, _: &Occurrence, _: &Outcome) {
        self.0.push(drive.case(machine).clone());
    }
}

impl Deref for Drawn<'_> {
    type Target = Course;

    fn deref(&self) -> &Course {
        &self.course
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.scenario())
    }
}
