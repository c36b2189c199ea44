//! Statecharts: a procedure as a picture, with a case's course through it if there is one.
//!
//! The notation is that of UML: a filled disc leads to the initial state, final states have a double border, groups
//! are frames, what changes no state is written in the box or frame in which it may be done, and conditions that
//! choose between transitions stand in brackets. The end of a deadline is a dashed arrow with a clock. Arrows between
//! the same states are one, with their acts below each other. Every transition has its number in the file's order; the
//! notes below tell its conditions and articles.

mod block;
mod course;
mod dot;
mod draw;
mod labels;
mod mermaid;
mod notes;
mod plan;
mod scene;

pub use course::{Course, Step, course, edition};
pub use dot::dot;
pub use mermaid::mermaid;

use super::geometry::{Point, Rect};
use super::svg::Picture;
use crate::ids::{StateId, StateSet};
use crate::procedure::Procedure;
use crate::text::Lang;

/// How a statechart is drawn.
#[derive(Clone, Debug, Default)]
pub struct Options<'c> {
    /// In which language.
    pub lang: Lang,
    /// The course that is shown in it.
    pub course: Option<&'c Course>,
    /// What the ids of its elements begin with, for pages that hold several pictures.
    pub prefix: String,
    /// Whether to leave the notes out, for pages that have them elsewhere.
    pub without_notes: bool,
}

/// A statechart, and where its parts are.
///
/// In the picture, the element of a state has `data-state` (its name), that of an arrow, and every line that is about
/// transitions, `data-transition` (their numbers, from 1, between spaces). A state's element has the id
/// `PREFIXstate-NAME`, an arrow's `PREFIXarrow-N`, by its first transition.
#[derive(Clone, PartialEq, Debug)]
pub struct Statechart {
    /// What is drawn.
    pub picture: Picture,
    /// The box of each state.
    pub states: Vec<(StateId, Rect)>,
    /// The box of each frame, with the states of its group.
    pub frames: Vec<(StateSet, Rect)>,
    /// The box of each label, and the arrow that it belongs to; none: a frame's title.
    pub labels: Vec<(Rect, Option<usize>)>,
    /// The lines of arrows as points close to each other, and the arrow that they belong to.
    pub lines: Vec<(usize, Vec<Point>)>,
}

/// Draws a procedure.
///
/// ```
/// use greffe::library::{Library, Nothing};
/// use greffe::picture::statechart::{Options, statechart};
///
/// let mut library = Library::new(Nothing);
/// let (id, edition) = library.edition("hadopi-interconnection").expect("it comes with the program");
/// let procedure = library.editions(id).expect("it has no errors").get(edition);
/// let chart = statechart(procedure, &Options::default());
/// assert_eq!(chart.states.len(), procedure.states().count());
/// assert!(chart.picture.standalone().contains("data-state=\"connected\""));
/// ```
#[must_use]
pub fn statechart(procedure: &Procedure, options: &Options<'_>) -> Statechart {
    scene::Scene::new(procedure, options).draw()
}
