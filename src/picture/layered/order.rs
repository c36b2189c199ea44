//! Which node stands left of which: few crossings, and frames in one piece.
//!
//! Every row is sorted as a tree: what a frame holds stands together, and frames beside each other stand in the same
//! order in every row.

use super::rank::Net;

/// How often the rows are gone through, down and up.
const SWEEPS: usize = 16;
/// How often neighbours are exchanged, at most.
const EXCHANGES: usize = 12;
/// A line through a frame that is not its own is as bad as this many crossings.
const THROUGH_FRAME: usize = 4;

/// Orders the rows.
pub(super) fn arrange(net: &mut Net) {
    let mut order = Order::new(net);
    order.sort_all();
    let mut best = (order.crossings(), order.rows.clone());
    for sweep in 0..SWEEPS {
        order.sweep(sweep % 2 == 0);
        if sweep % 4 == 3 {
            order.exchange();
        }
        let crossings = order.crossings();
        if crossings < best.0 {
            best = (crossings, order.rows.clone());
        }
    }
    order.set(best.1);
    order.exchange();
    net.rows = order.rows;
}

struct Order<'n> {
    net: &'n Net,
    rows: Vec<Vec<usize>>,
    /// About where each node stands, and the middle of each frame.
    x: Vec<f64>,
    frames: Vec<f64>,
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// For each node, the frames that hold it, the outermost first.
    paths: Vec<Vec<usize>>,
    /// For each row, its segments down.
    down: Vec<Vec<(usize, usize)>>,
}

#[allow(clippy::indexing_slicing, reason = "indices come from the net's tables, which are of the same lengths")]
impl<'n> Order<'n> {
    fn new(net: &'n Net) -> Self {
        let count = net.nodes.len();
        let (mut above, mut below) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        let mut down = vec![Vec::new(); net.rows.len()];
        for segment in &net.segments {
            below[segment.upper].push(segment.lower);
            above[segment.lower].push(segment.upper);
            down[net.rank[segment.upper]].push((segment.upper, segment.lower));
        }
        let paths = (0..count)
            .map(|node| {
                let mut path = net.path(net.nodes[node].frame);
                path.reverse();
                path
            })
            .collect();
        let frames = vec![0.0; net.spans.len()];
        let mut order = Self { net, rows: net.rows.clone(), x: vec![0.0; count], frames, above, below, paths, down };
        order.spread();
        order
    }

    fn set(&mut self, rows: Vec<Vec<usize>>) {
        self.rows = rows;
        self.spread();
    }

    /// Says about where the nodes stand: as near to each other as they can, around the middle.
    fn spread(&mut self) {
        for row in &self.rows {
            let width = |node: usize| self.net.nodes[node].left + self.net.nodes[node].right + 24.0;
            let mut x = -row.iter().map(|node| width(*node)).sum::<f64>() / 2.0;
            for node in row {
                self.x[*node] = x + self.net.nodes[*node].left + 12.0;
                x += width(*node);
            }
        }
        for frame in 0..self.frames.len() {
            let held: Vec<f64> =
                (0..self.x.len()).filter(|n| self.paths[*n].contains(&frame)).map(|n| self.x[n]).collect();
            self.frames[frame] = held.iter().sum::<f64>() / (held.len().max(1) as f64);
        }
    }

    /// Sorts every row by where its nodes stand.
    fn sort_all(&mut self) {
        let keys = self.x.clone();
        for row in 0..self.rows.len() {
            self.sort(row, &keys);
        }
        self.spread();
    }

    fn sort(&mut self, row: usize, keys: &[f64]) {
        let (paths, frames) = (&self.paths, &self.frames);
        self.rows[row].sort_by(|a, b| {
            let (pa, pb) = (&paths[*a], &paths[*b]);
            let shared = pa.iter().zip(pb).take_while(|(a, b)| a == b).count();
            // Frames side by side are compared as a whole; so is a frame with a node beside it.
            let key = |node: usize, path: &[usize]| match path.get(shared) {
                Some(frame) => (frames[*frame], *frame),
                None => (keys[node], usize::MAX),
            };
            let (ka, kb) = (key(*a, pa), key(*b, pb));
            ka.0.total_cmp(&kb.0).then(ka.1.cmp(&kb.1))
        });
    }

    fn sweep(&mut self, downwards: bool) {
        let count = self.rows.len();
        for step in 0..count {
            let row = if downwards { step } else { count - 1 - step };
            let mut keys = self.x.clone();
            for node in &self.rows[row] {
                let near = if downwards { &self.above[*node] } else { &self.below[*node] };
                if !near.is_empty() {
                    keys[*node] = near.iter().map(|other| self.x[*other]).sum::<f64>() / near.len() as f64;
                }
            }
            self.sort(row, &keys);
            self.spread();
        }
    }

    fn crossings(&self) -> usize {
        let positions = self.positions();
        (0..self.rows.len()).map(|row| self.crossings_below(row, &positions)).sum()
    }

    fn positions(&self) -> Vec<usize> {
        let mut positions = vec![0; self.x.len()];
        for row in &self.rows {
            for (index, node) in row.iter().enumerate() {
                positions[*node] = index;
            }
        }
        positions
    }

    /// The crossings between a row and the next.
    fn crossings_below(&self, row: usize, positions: &[usize]) -> usize {
        let segments = &self.down[row];
        let mut count = 0;
        for (index, (a, b)) in segments.iter().enumerate() {
            for (c, d) in &segments[index + 1..] {
                let (upper, lower) = (positions[*a].cmp(&positions[*c]), positions[*b].cmp(&positions[*d]));
                count += usize::from(upper != lower && upper.is_ne() && lower.is_ne());
            }
        }
        for (frame, (first, last)) in self.net.spans.iter().enumerate() {
            if *first <= row && row < *last {
                let side = |row: usize| self.rows[row].iter().find(|node| self.paths[**node].contains(&frame));
                let (Some(upper), Some(lower)) = (side(row), side(row + 1)) else { continue };
                for (a, b) in segments {
                    if !self.paths[*a].contains(&frame) && !self.paths[*b].contains(&frame) {
                        let sides = (positions[*a] < positions[*upper], positions[*b] < positions[*lower]);
                        count += if sides.0 == sides.1 { 0 } else { THROUGH_FRAME };
                    }
                }
            }
        }
        count
    }

    fn crossings_around(&self, row: usize, positions: &[usize]) -> usize {
        let above = row.checked_sub(1).map_or(0, |above| self.crossings_below(above, positions));
        above + self.crossings_below(row, positions)
    }

    /// Exchanges neighbours while that leaves fewer crossings.
    fn exchange(&mut self) {
        for _ in 0..EXCHANGES {
            let mut better = false;
            for row in 0..self.rows.len() {
                let mut positions = self.positions();
                for start in 0..self.rows[row].len() {
                    let Some((middle, end)) = self.blocks(row, start) else { continue };
                    let before = self.crossings_around(row, &positions);
                    self.rows[row][start..end].rotate_left(middle - start);
                    for (index, node) in self.rows[row].iter().enumerate() {
                        positions[*node] = index;
                    }
                    if self.crossings_around(row, &positions) < before {
                        better = true;
                        continue;
                    }
                    self.rows[row][start..end].rotate_right(middle - start);
                    for (index, node) in self.rows[row].iter().enumerate() {
                        positions[*node] = index;
                    }
                }
            }
            if !better {
                break;
            }
        }
        self.spread();
    }

    /// Two neighbours that may be exchanged, of which the first begins at `start`: a node or what a frame holds, and a
    /// node or what a frame holds, in the same frame; not two frames, which keep their order in every row.
    fn blocks(&self, row: usize, start: usize) -> Option<(usize, usize)> {
        let nodes = &self.rows[row];
        let first = &self.paths[*nodes.get(start)?];
        let before = start.checked_sub(1).map_or(&[][..], |before| &self.paths[nodes[before]]);
        // The level at which a block begins here: the outermost frame that the node before is not in.
        let begins = first.iter().zip(before).take_while(|(a, b)| a == b).count();
        let end_of = |from: usize, level: usize| {
            let frame = self.paths[nodes[from]].get(level);
            match frame {
                None => from + 1,
                Some(frame) => {
                    let held = nodes[from..].iter().take_while(|node| self.paths[**node].get(level) == Some(frame));
                    from + held.count()
                }
            }
        };
        (begins..=first.len()).find_map(|level| {
            let middle = end_of(start, level);
            let second = &self.paths[*nodes.get(middle)?];
            let same = second.get(..level)? == first.get(..level)?;
            let frames = first.get(level).is_some() && second.get(level).is_some();
            (same && !frames).then(|| (middle, end_of(middle, level)))
        })
    }
}
