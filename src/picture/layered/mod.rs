//! A drawing in layers: where the parts of a chart stand so that nothing lies on anything else.
//!
//! Items stand in bands, from top to bottom. Within a band everything, lines too, has a stretch of its own and lines
//! are upright; lines bend between two bands, where nothing else is. So no line crosses an item that is not its own,
//! whatever the chart. A frame holds its items and no others: they stand side by side in every band, and its sides are
//! part of the same sum that places the items.
//!
//! The way of Sugiyama, with the means of Gansner and others (1993): ranks and places are each the least sum of
//! distances ([`simplex`]); the order within bands is sought by means and by exchange ([`order`]).

mod order;
mod place;
mod rank;
mod simplex;

use super::geometry::{Point, Rect};

/// An item: a box, or a label beside a line.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Item {
    /// How far it reaches to the left of its anchor, where its lines begin and end.
    pub left: f64,
    /// How far it reaches to the right.
    pub right: f64,
    /// How high it is.
    pub height: f64,
    /// The innermost frame that holds it.
    pub frame: Option<usize>,
    /// Whether its lines may begin and end beside its anchor; those of a label are one.
    pub spread: bool,
}

/// A frame: it holds items and frames. Frames come after the frame that holds them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// The frame that holds it.
    pub parent: Option<usize>,
    /// The item, held by it, that stands above all others in it.
    pub header: usize,
}

/// Where a link begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// At an item.
    Item(usize),
    /// At the lower side of a frame: for links that lead to what no link leads back from.
    Frame(usize),
}

/// A link. Without those that lead back, links make no circle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where it begins.
    pub from: Start,
    /// The item where it ends.
    pub to: usize,
    /// Whether it leads upwards.
    pub back: bool,
}

/// What is to be drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Graph {
    /// Items.
    pub items: Vec<Item>,
    /// Frames.
    pub frames: Vec<Frame>,
    /// Links.
    pub links: Vec<Link>,
}

/// Where everything stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// The anchor of each item, at half its height.
    pub items: Vec<Point>,
    /// The box of each frame.
    pub frames: Vec<Rect>,
    /// The points of each link from its beginning to its end: straight lines between the first two, the third and the
    /// fourth, and so on; bends between the second and the third, and so on.
    pub links: Vec<Vec<Point>>,
    /// The box of it all.
    pub bounds: Rect,
}

/// Lays a graph out. The same graph gives the same layout.
#[must_use]
pub fn layout(graph: &Graph) -> Layout {
    let mut net = rank::Net::new(graph);
    order::arrange(&mut net);
    place::place(graph, &net)
}
