//! A drawing in layers: where the parts of a chart stand so that nothing lies on anything else.
//!
//! Items stand in bands, from top to bottom. Within a band everything, lines too, has a stretch of its own and lines
//! are upright; lines bend between two bands, where nothing else is. So no line crosses an item that is not its own,
//! whatever the chart. A frame holds its items and no others: they stand side by side in every band, and its sides are
//! part of the same sum that places the items.
//!
//! The way of Sugiyama, with the means of Gansner and others (1993): ranks and places are each the least sum of
//! distances (`simplex`); the order within bands is sought by means and by exchange (`order`).

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::at;

    /// A graph of boxes and labels with nested frames, which random numbers choose.
    fn random(seed: u64) -> Graph {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut graph = Graph::default();
        let boxes = random.usize(2..14);
        let frames = random.usize(0..4);
        for index in 0..frames {
            let parent = if index > 0 && random.bool() { Some(random.usize(0..index)) } else { None };
            let item = Item { left: 0.0, right: random.f64() * 200.0, height: 20.0, frame: Some(index), spread: false };
            graph.items.push(item);
            graph.frames.push(Frame { parent, header: index });
        }
        for index in 0..boxes {
            let half = (20.0 + random.f64() * 90.0).round();
            let frame = if frames > 0 && (index < frames || random.bool()) { Some(index % frames) } else { None };
            let height = 20.0 + random.f64() * 80.0;
            graph.items.push(Item { left: half, right: half, height, frame, spread: true });
        }
        let path = |graph: &Graph, frame| {
            std::iter::successors(frame, |f: &usize| graph.frames[*f].parent).collect::<Vec<_>>()
        };
        for _ in 0..random.usize(1..3 * boxes) {
            let (a, b) = (random.usize(0..boxes), random.usize(0..boxes));
            let (upper, lower) = (frames + a.min(b), frames + a.max(b));
            if upper == lower {
                continue;
            }
            let other = path(&graph, graph.items[lower].frame);
            let frame = path(&graph, graph.items[upper].frame).into_iter().find(|f| other.contains(f));
            let right = 20.0 + random.f64() * 150.0;
            graph.items.push(Item { left: 8.0, right, height: random.f64() * 90.0, frame, spread: false });
            let (label, back) = (graph.items.len() - 1, random.u8(0..4) == 0);
            let (from, to) = if back { (lower, upper) } else { (upper, lower) };
            graph.links.push(Link { from: Start::Item(from), to: label, back });
            graph.links.push(Link { from: Start::Item(label), to, back });
        }
        graph
    }

    fn bounds(layout: &Layout, graph: &Graph, item: usize) -> Rect {
        let (point, item) = (layout.items[item], graph.items[item]);
        let y = point.y - item.height / 2.0;
        Rect { x: point.x - item.left, y, width: item.left + item.right, height: item.height }
    }

    #[test]
    fn nothing_lies_on_anything_whatever_the_graph() {
        for seed in 0..400 {
            let graph = random(seed);
            let layout = layout(&graph);
            let boxes: Vec<Rect> = (0..graph.items.len()).map(|item| bounds(&layout, &graph, item)).collect();
            for (index, one) in boxes.iter().enumerate() {
                assert!(boxes[index + 1..].iter().all(|other| !one.overlaps(*other)), "{seed}: {index}");
                for (frame, rect) in layout.frames.iter().enumerate() {
                    let held = std::iter::successors(graph.items[index].frame, |f| graph.frames[*f].parent);
                    let held = held.collect::<Vec<_>>().contains(&frame);
                    assert!(if held { rect.holds(*one) } else { !rect.overlaps(*one) }, "{seed}: {index} and {frame}");
                }
            }
            for (link, points) in graph.links.iter().zip(&layout.links) {
                assert!(points.len() % 2 == 0 && points.len() >= 4, "{seed}: straight, bent, straight");
                for (index, pair) in points.windows(2).enumerate() {
                    // A bend stays within the box of its ends; a straight part is upright.
                    let (a, b) = (pair[0], pair[1]);
                    assert!(index % 2 == 1 || a.x == b.x, "{seed}");
                    let corner = at(a.x.min(b.x) - 0.01, a.y.min(b.y) + 0.01);
                    let (width, height) = ((a.x - b.x).abs() + 0.02, (a.y - b.y).abs() - 0.02);
                    let part = Rect { x: corner.x, y: corner.y, width, height };
                    for (item, rect) in boxes.iter().enumerate().filter(|_| height > 0.0) {
                        assert!(!part.overlaps(*rect), "{seed}: {link:?} over {item}");
                    }
                }
            }
        }
    }

    #[test]
    fn short_chains_are_straight() {
        let item = |half: f64| Item { left: half, right: half, height: 30.0, frame: None, spread: true };
        let link = |from, to| Link { from: Start::Item(from), to, back: false };
        let items = vec![item(40.0), item(90.0), item(20.0)];
        let layout = layout(&Graph { items, frames: Vec::new(), links: vec![link(0, 1), link(1, 2)] });
        let x: Vec<f64> = layout.items.iter().map(|point| point.x).collect();
        assert_eq!(x, [x[0]; 3]);
        assert!(layout.items.windows(2).all(|pair| pair[0].y < pair[1].y));
    }
}
