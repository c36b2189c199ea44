//! In which band each item stands, and the stops of lines in the bands between.

use super::simplex::{Wish, solve};
use super::{Graph, Item, Start};

/// A part of a link between two bands that follow each other: from a node of the upper to one of the lower.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub upper: usize,
    pub lower: usize,
    pub link: usize,
}

/// The items of a graph, and with them the nodes that the layout needs: gates, where links leave frames; stops, where
/// lines pass through bands; and fillers, where a frame has nothing else in a band.
pub(super) struct Net {
    pub nodes: Vec<Item>,
    pub rank: Vec<usize>,
    /// How many nodes at the beginning are items of the graph.
    pub items: usize,
    pub segments: Vec<Segment>,
    /// The nodes of each link from its upper to its lower end.
    pub chains: Vec<Vec<usize>>,
    /// The frame of which a node is the gate.
    pub gates: Vec<Option<usize>>,
    pub parents: Vec<Option<usize>>,
    /// The first and the last band of each frame.
    pub spans: Vec<(usize, usize)>,
    /// The nodes of each band, from left to right.
    pub rows: Vec<Vec<usize>>,
}

#[allow(clippy::indexing_slicing, reason = "indices come from the graph, and from these very tables")]
impl Net {
    pub fn new(graph: &Graph) -> Self {
        let mut net = Self {
            nodes: graph.items.clone(),
            rank: Vec::new(),
            items: graph.items.len(),
            segments: Vec::new(),
            chains: Vec::new(),
            gates: vec![None; graph.items.len()],
            parents: graph.frames.iter().map(|frame| frame.parent).collect(),
            spans: Vec::new(),
            rows: Vec::new(),
        };
        let ends = net.add_gates(graph);
        net.rank(graph, &ends);
        net.chain(&ends);
        net.fill();
        let last = net.rank.iter().max().map_or(0, |last| last + 1);
        net.rows = vec![Vec::new(); last];
        for (node, rank) in net.rank.iter().enumerate() {
            net.rows[*rank].push(node);
        }
        net
    }

    /// Whether a frame holds a node, itself or through others.
    pub fn holds(&self, frame: usize, node: usize) -> bool {
        self.path(self.nodes[node].frame).contains(&frame)
    }

    /// A frame and those that hold it, the innermost first.
    pub fn path(&self, frame: Option<usize>) -> Vec<usize> {
        std::iter::successors(frame, |frame| self.parents[*frame]).collect()
    }

    /// The innermost frame that holds both nodes.
    fn common(&self, a: usize, b: usize) -> Option<usize> {
        let other = self.path(self.nodes[b].frame);
        self.path(self.nodes[a].frame).into_iter().find(|frame| other.contains(frame))
    }

    fn add(&mut self, node: Item, rank: usize) -> usize {
        self.nodes.push(node);
        self.rank.push(rank);
        self.gates.push(None);
        self.nodes.len() - 1
    }

    /// A gate for each link that leaves a frame. Gives the upper and the lower end of each link.
    fn add_gates(&mut self, graph: &Graph) -> Vec<(usize, usize)> {
        let mut ends = Vec::new();
        for link in &graph.links {
            let from = match link.from {
                Start::Item(item) => item,
                Start::Frame(frame) => {
                    let gate = Item { left: 4.0, right: 4.0, frame: self.parents[frame], ..Item::default() };
                    self.nodes.push(gate);
                    self.gates.push(Some(frame));
                    self.nodes.len() - 1
                }
            };
            ends.push(if link.back { (link.to, from) } else { (from, link.to) });
        }
        ends
    }

    fn rank(&mut self, graph: &Graph, ends: &[(usize, usize)]) {
        let mut wishes: Vec<Wish> =
            ends.iter().map(|(from, to)| Wish { from: *from, to: *to, least: 1, weight: 4 }).collect();
        for (index, frame) in graph.frames.iter().enumerate() {
            for node in (0..self.nodes.len()).filter(|node| *node != frame.header && self.holds(index, *node)) {
                wishes.push(Wish { from: frame.header, to: node, least: 1, weight: 1 });
            }
            for gate in (0..self.nodes.len()).filter(|node| self.gates[*node] == Some(index)) {
                for node in (0..self.nodes.len()).filter(|node| self.holds(index, *node)) {
                    wishes.push(Wish { from: node, to: gate, least: 1, weight: 0 });
                }
            }
        }
        let found = solve(self.nodes.len(), &wishes);
        self.rank = found.iter().map(|rank| usize::try_from(*rank).unwrap_or(0)).collect();
        // Gates stand right below their frame.
        for node in 0..self.nodes.len() {
            if let Some(frame) = self.gates[node] {
                let held =
                    (0..self.nodes.len()).filter(|other| self.holds(frame, *other)).map(|other| self.rank[other]);
                self.rank[node] = held.max().map_or(0, |last| last + 1);
            }
        }
        // Headers stand right above what they head, the innermost first.
        for (index, frame) in graph.frames.iter().enumerate().rev() {
            let held = (0..self.nodes.len()).filter(|node| *node != frame.header && self.holds(index, *node));
            if let Some(first) = held.map(|node| self.rank[node]).min() {
                self.rank[frame.header] = first.saturating_sub(1);
            }
        }
        let mut used: Vec<usize> = self.rank.clone();
        used.sort_unstable();
        used.dedup();
        for rank in &mut self.rank {
            *rank = used.partition_point(|other| other < rank);
        }
        for index in 0..graph.frames.len() {
            let held = (0..self.nodes.len()).filter(|node| self.holds(index, *node)).map(|node| self.rank[node]);
            let (first, last) = (held.clone().min().unwrap_or(0), held.max().unwrap_or(0));
            self.spans.push((first, last));
        }
    }

    /// Puts stops where links pass through bands.
    fn chain(&mut self, ends: &[(usize, usize)]) {
        for (link, (from, to)) in ends.iter().enumerate() {
            let mut chain = vec![*from];
            let frame = self.common(*from, *to);
            for rank in self.rank[*from] + 1..self.rank[*to] {
                let stop = Item { left: 5.0, right: 5.0, height: 0.0, frame, spread: false };
                chain.push(self.add(stop, rank));
            }
            chain.push(*to);
            self.segments.extend(chain.windows(2).map(|pair| Segment { upper: pair[0], lower: pair[1], link }));
            self.chains.push(chain);
        }
    }

    /// Gives a frame something in each of its bands.
    fn fill(&mut self) {
        // Inner frames first: what they hold is held by those around them.
        for frame in (0..self.spans.len()).rev() {
            let (first, last) = self.spans[frame];
            for rank in first..=last {
                if !(0..self.nodes.len()).any(|node| self.rank[node] == rank && self.holds(frame, node)) {
                    self.add(Item { frame: Some(frame), ..Item::default() }, rank);
                }
            }
        }
    }
}
