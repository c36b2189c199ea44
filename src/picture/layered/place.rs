//! Where the nodes of ordered rows stand, and how lines run between them.

use super::rank::Net;
use super::simplex::{Wish, solve};
use super::{Frame, Graph, Layout};
use crate::picture::geometry::{Point, Rect, at};

/// Between two nodes.
const GAP: f64 = 22.0;
/// Between what a frame holds and its side.
const PAD: f64 = 16.0;
/// Between two bands, at least; more where lines lead far aside.
const BAND_GAP: f64 = 30.0;
/// Between two bands, at most, without the sides of frames.
const BAND_GAP_MOST: f64 = 64.0;
/// For each side of a frame between two bands.
const FRAME_GAP: f64 = 12.0;
/// Between the ends of two lines at a box.
const SPREAD: f64 = 26.0;

/// Places everything.
#[allow(clippy::indexing_slicing, reason = "indices come from the net's tables, which are of the same lengths")]
pub(super) fn place(graph: &Graph, net: &Net) -> Layout {
    let ports = ports(net);
    let (x, sides) = across(graph, net, &ports);
    let ends: Vec<(f64, f64)> = (net.segments.iter().zip(&ports))
        .map(|(segment, (upper, lower))| (x[segment.upper] + upper, x[segment.lower] + lower))
        .collect();
    let bands = down(net, &ends);
    let frames: Vec<Rect> = (0..graph.frames.len())
        .map(|frame| {
            let (first, last) = net.spans[frame];
            let y = bands[first].0 - FRAME_GAP * f64::from(depth_at(net, frame, true));
            let bottom = bands[last].1 + FRAME_GAP * f64::from(depth_at(net, frame, false));
            Rect { x: sides[frame].0, y, width: sides[frame].1 - sides[frame].0, height: bottom - y }
        })
        .collect();
    let middle = |node: usize| (bands[net.rank[node]].0 + bands[net.rank[node]].1) / 2.0;
    let headers: Vec<usize> = graph.frames.iter().map(|frame| frame.header).collect();
    let items: Vec<Point> = (0..net.items)
        .map(|item| {
            // Titles stand at the top.
            let top = bands[net.rank[item]].0 + net.nodes[item].height / 2.0;
            at(x[item], if headers.contains(&item) { top } else { middle(item) })
        })
        .collect();
    let mut links = vec![Vec::new(); graph.links.len()];
    for (segment, (upper, lower)) in net.segments.iter().zip(&ends) {
        let link: &mut Vec<Point> = &mut links[segment.link];
        let (above, below) = (net.rank[segment.upper], net.rank[segment.lower]);
        if link.is_empty() {
            let start = match net.gates[segment.upper] {
                Some(frame) => frames[frame].bottom(),
                None => middle(segment.upper) + net.nodes[segment.upper].height / 2.0,
            };
            link.push(at(*upper, start));
        }
        link.push(at(*upper, bands[above].1));
        link.push(at(*lower, bands[below].0));
        if net.chains[segment.link].last() == Some(&segment.lower) {
            link.push(at(*lower, middle(segment.lower) - net.nodes[segment.lower].height / 2.0));
        }
    }
    for (link, points) in graph.links.iter().zip(&mut links) {
        if link.back {
            points.reverse();
        }
    }
    let boxes = items.iter().zip(&graph.items).map(|(point, item)| {
        let (width, height) = (item.left + item.right, item.height);
        Rect { x: point.x - item.left, y: point.y - height / 2.0, width, height }
    });
    let stops = links.iter().flatten().map(|point| Rect::around(*point, 0.0, 0.0));
    let bounds = boxes.chain(frames.iter().copied()).chain(stops).reduce(Rect::with).unwrap_or_default();
    Layout { items, frames, links, bounds }
}

/// How many frames end on the same side of the same band within this one, with itself.
#[allow(clippy::indexing_slicing, reason = "frames are those of the net")]
fn depth_at(net: &Net, frame: usize, upper: bool) -> u32 {
    let side = |frame: usize| if upper { net.spans[frame].0 } else { net.spans[frame].1 };
    let inner = (0..net.spans.len()).filter(|other| net.parents[*other] == Some(frame) && side(*other) == side(frame));
    1 + inner.map(|other| depth_at(net, other, upper)).max().unwrap_or(0)
}

/// How far from its anchors each segment begins and ends: lines at the same side of a box stand side by side, in the
/// order of their other ends.
#[allow(clippy::indexing_slicing, reason = "indices come from the net's tables, which are of the same lengths")]
fn ports(net: &Net) -> Vec<(f64, f64)> {
    let mut position = vec![0; net.nodes.len()];
    for row in &net.rows {
        for (index, node) in row.iter().enumerate() {
            position[*node] = index;
        }
    }
    let mut ports = vec![(0.0, 0.0); net.segments.len()];
    for node in (0..net.nodes.len()).filter(|node| net.nodes[*node].spread) {
        for lower_side in [true, false] {
            let mut here: Vec<usize> = (0..net.segments.len())
                .filter(|s| node == if lower_side { net.segments[*s].upper } else { net.segments[*s].lower })
                .collect();
            here.sort_by_key(|s| position[if lower_side { net.segments[*s].lower } else { net.segments[*s].upper }]);
            let room = net.nodes[node].left + net.nodes[node].right - 24.0;
            let step = (room / (here.len().max(2) - 1) as f64).min(SPREAD).floor();
            for (index, segment) in here.iter().enumerate() {
                let offset = ((index as f64 - (here.len() - 1) as f64 / 2.0) * step).round();
                let port = &mut ports[*segment];
                *if lower_side { &mut port.0 } else { &mut port.1 } = offset;
            }
        }
    }
    ports
}

/// Where each node stands from left to right, and the sides of the frames.
#[allow(clippy::indexing_slicing, reason = "indices come from the net's tables, which are of the same lengths")]
#[allow(clippy::cast_possible_truncation, reason = "widths of texts are far below what a whole number holds")]
fn across(graph: &Graph, net: &Net, ports: &[(f64, f64)]) -> (Vec<f64>, Vec<(f64, f64)>) {
    let count = net.nodes.len();
    let side = |frame: usize, right: bool| count + 2 * frame + usize::from(right);
    let far = |width: f64| width.ceil() as i64;
    let mut wishes = Vec::new();
    for row in &net.rows {
        // The tokens of a row: nodes, and the sides of frames around them; each with its reach to the left and right.
        let mut tokens: Vec<(usize, f64, f64)> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for node in row {
            let mut path = net.path(net.nodes[*node].frame);
            path.reverse();
            while open.last().is_some_and(|frame| !path.contains(frame)) {
                tokens.extend(open.pop().map(|frame| (side(frame, true), PAD - GAP, 0.0)));
            }
            for frame in path.iter().skip(open.len()) {
                tokens.push((side(*frame, false), 0.0, PAD - GAP));
            }
            open = path;
            tokens.push((*node, net.nodes[*node].left, net.nodes[*node].right));
        }
        while let Some(frame) = open.pop() {
            tokens.push((side(frame, true), PAD - GAP, 0.0));
        }
        for pair in tokens.windows(2) {
            let least = far(pair[0].2 + GAP + pair[1].1).max(4);
            wishes.push(Wish { from: pair[0].0, to: pair[1].0, least, weight: 0 });
        }
    }
    for (frame, Frame { header, .. }) in graph.frames.iter().enumerate() {
        wishes.push(Wish { from: side(frame, false), to: side(frame, true), least: 2 * far(PAD), weight: 1 });
        // Titles stand at the left.
        wishes.push(Wish { from: side(frame, false), to: *header, least: far(PAD), weight: 2 });
    }
    for (node, gate) in net.gates.iter().enumerate() {
        if let Some(frame) = gate {
            wishes.push(Wish { from: side(*frame, false), to: node, least: 2 * far(PAD), weight: 0 });
            wishes.push(Wish { from: node, to: side(*frame, true), least: 2 * far(PAD), weight: 0 });
        }
    }
    let mut points = count + 2 * net.spans.len();
    for (segment, (upper, lower)) in net.segments.iter().zip(ports) {
        let stops = [segment.upper, segment.lower].iter().filter(|node| **node >= net.items).count();
        // Short lines are straight before long ones are, and long ones bend near their ends;
        // what stays in its frame before what leaves it.
        let kept = net.nodes[segment.upper].frame == net.nodes[segment.lower].frame;
        let weight = [4, 1, 8].get(stops).copied().unwrap_or(1) + i64::from(kept);
        // What lies left of both ends of a segment lies nearest where the segment is upright.
        let left = points;
        points += 1;
        let aside = far(lower - upper);
        wishes.push(Wish { from: left, to: segment.upper, least: aside.max(0), weight });
        wishes.push(Wish { from: left, to: segment.lower, least: (-aside).max(0), weight });
    }
    let found = solve(points, &wishes);
    let x: Vec<f64> = found.iter().take(count).map(|x| *x as f64).collect();
    let sides = (0..net.spans.len()).map(|f| (found[side(f, false)] as f64, found[side(f, true)] as f64)).collect();
    (x, sides)
}

/// The upper and the lower side of each band.
#[allow(clippy::indexing_slicing, reason = "indices come from the net's tables, which are of the same lengths")]
fn down(net: &Net, ends: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut bands: Vec<(f64, f64)> = Vec::new();
    let mut y = 0.0;
    for (rank, row) in net.rows.iter().enumerate() {
        if let Some(above) = rank.checked_sub(1) {
            let aside = (net.segments.iter().zip(ends))
                .filter(|(segment, _)| net.rank[segment.upper] == above)
                .map(|(_, (upper, lower))| (upper - lower).abs());
            let aside = aside.fold(0.0, f64::max);
            let sides = |upper: bool| {
                let there = (0..net.spans.len()).filter(|frame| match upper {
                    true => net.spans[*frame].0 == rank,
                    false => net.spans[*frame].1 == above,
                });
                f64::from(there.map(|frame| depth_at(net, frame, upper)).max().unwrap_or(0)) * FRAME_GAP
            };
            y += (BAND_GAP + aside * 0.07).min(BAND_GAP_MOST).round() + sides(true) + sides(false);
        }
        let height = row.iter().map(|node| net.nodes[*node].height).fold(0.0, f64::max).ceil();
        bands.push((y, y + height));
        y += height;
    }
    bands
}
