//! The network simplex method: whole numbers for points, each at least so far beyond others as they ask for, so that
//! the weighted sum of the distances is as small as can be.
//!
//! Gansner, Koutsofios, North, Vo: A technique for drawing directed graphs (1993), section 2.3. It ranks, and it places.

/// A wish: `to` at least `least` beyond `from`, and as near to that as `weight` says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    pub from: usize,
    pub to: usize,
    pub least: i64,
    pub weight: i64,
}

/// Pivots after which the numbers found are good enough. A bound, not a hope: far fewer are needed.
const PIVOTS: usize = 20_000;

/// A number for each of `count` points. The wishes must connect no circle.
pub(super) fn solve(count: usize, wishes: &[Wish]) -> Vec<i64> {
    // One point before all others connects what the wishes leave apart.
    let root = count;
    let mut all = wishes.to_vec();
    all.extend((0..count).map(|to| Wish { from: root, to, least: 0, weight: 0 }));
    let mut net = Net::new(count + 1, all);
    net.grow_tree();
    for _ in 0..PIVOTS {
        let Some((leaving, inside)) = net.leaving() else { break };
        let Some(entering) = net.entering(leaving, &inside) else { break };
        net.pivot(leaving, entering, &inside);
    }
    let least = net.at.iter().take(count).min().copied().unwrap_or(0);
    net.at.iter().take(count).map(|at| at - least).collect()
}

struct Net {
    wishes: Vec<Wish>,
    at: Vec<i64>,
    /// What leaves each point less what enters it, by weight.
    supply: Vec<i64>,
    /// The wishes of the spanning tree, all of them tight.
    tree: Vec<usize>,
    /// Where the search for a wish that should leave goes on.
    next: usize,
}

#[allow(clippy::indexing_slicing, reason = "indices of points and wishes come from these very tables")]
impl Net {
    fn new(points: usize, wishes: Vec<Wish>) -> Self {
        let mut supply = vec![0; points];
        for wish in &wishes {
            supply[wish.from] += wish.weight;
            supply[wish.to] -= wish.weight;
        }
        let at = first_numbers(points, &wishes);
        Self { wishes, at, supply, tree: Vec::new(), next: 0 }
    }

    fn slack(&self, wish: usize) -> i64 {
        let w = self.wishes[wish];
        self.at[w.to] - self.at[w.from] - w.least
    }

    /// Makes a spanning tree of tight wishes, moving points together where there is none.
    fn grow_tree(&mut self) {
        let points = self.at.len();
        let mut inside = vec![false; points];
        let Some(first) = inside.last_mut() else { return };
        *first = true;
        for _ in 1..points {
            let crossing = |w: &Wish| inside[w.from] != inside[w.to];
            let nearest = (0..self.wishes.len()).filter(|i| crossing(&self.wishes[*i])).min_by_key(|i| self.slack(*i));
            let Some(nearest) = nearest else { return };
            let (wish, slack) = (self.wishes[nearest], self.slack(nearest));
            let shift = if inside[wish.to] { -slack } else { slack };
            for point in (0..points).filter(|p| inside[*p]) {
                self.at[point] += shift;
            }
            inside[wish.from] = true;
            inside[wish.to] = true;
            self.tree.push(nearest);
        }
    }

    /// A wish of the tree whose cut value is negative, and the points on the side of its `from`.
    fn leaving(&mut self) -> Option<(usize, Vec<bool>)> {
        let points = self.at.len();
        let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); points];
        for (slot, wish) in self.tree.iter().enumerate() {
            let w = self.wishes[*wish];
            near[w.from].push((w.to, slot));
            near[w.to].push((w.from, slot));
        }
        let (mut order, mut parent) = (vec![points - 1], vec![None; points]);
        let mut next = 0;
        while let Some(&point) = order.get(next) {
            next += 1;
            for &(other, slot) in &near[point] {
                if parent[point].is_none_or(|(up, _)| up != other) {
                    parent[other] = Some((point, slot));
                    order.push(other);
                }
            }
        }
        let mut sums = self.supply.clone();
        let mut below = vec![0; self.tree.len()];
        for &point in order.iter().rev() {
            if let Some((up, slot)) = parent[point] {
                sums[up] += sums[point];
                below[slot] = point;
            }
        }
        let count = self.tree.len();
        let slot = (0..count).map(|step| (self.next + step) % count).find(|slot| {
            let lower = below[*slot];
            let outward = self.wishes[self.tree[*slot]].from == lower;
            (if outward { sums[lower] } else { -sums[lower] }) < 0
        })?;
        self.next = slot;
        let lower = below[slot];
        let mut inside = vec![false; points];
        inside[lower] = true;
        for &point in &order {
            if parent[point].is_some_and(|(up, _)| inside[up]) {
                inside[point] = true;
            }
        }
        if self.wishes[self.tree[slot]].from != lower {
            inside.iter_mut().for_each(|side| *side = !*side);
        }
        Some((slot, inside))
    }

    /// The tightest wish that leads back over the cut.
    fn entering(&self, _leaving: usize, inside: &[bool]) -> Option<usize> {
        let back = |w: &Wish| !inside[w.from] && inside[w.to];
        (0..self.wishes.len()).filter(|i| back(&self.wishes[*i])).min_by_key(|i| self.slack(*i))
    }

    fn pivot(&mut self, leaving: usize, entering: usize, inside: &[bool]) {
        let slack = self.slack(entering);
        for (at, inside) in self.at.iter_mut().zip(inside) {
            if *inside {
                *at -= slack;
            }
        }
        self.tree[leaving] = entering;
    }
}

/// The least numbers that fulfil the wishes.
#[allow(clippy::indexing_slicing, reason = "indices of points come from the wishes, which the caller made for them")]
fn first_numbers(points: usize, wishes: &[Wish]) -> Vec<i64> {
    let (mut out, mut open) = (vec![Vec::new(); points], vec![0usize; points]);
    for (index, wish) in wishes.iter().enumerate() {
        out[wish.from].push(index);
        open[wish.to] += 1;
    }
    let mut at = vec![0; points];
    let mut ready: Vec<usize> = (0..points).filter(|p| open[*p] == 0).collect();
    while let Some(point) = ready.pop() {
        for &index in &out[point] {
            let wish = wishes[index];
            at[wish.to] = at[wish.to].max(at[point] + wish.least);
            open[wish.to] -= 1;
            if open[wish.to] == 0 {
                ready.push(wish.to);
            }
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(from: usize, to: usize, least: i64, weight: i64) -> Wish {
        Wish { from, to, least, weight }
    }

    #[test]
    fn long_wishes_give_way_to_heavy_ones() {
        // 0 → 1 → 2 → 3, and 0 → 4 → 3 where 4 hangs heavily on 3.
        let wishes = [wish(0, 1, 1, 1), wish(1, 2, 1, 1), wish(2, 3, 1, 1), wish(0, 4, 1, 1), wish(4, 3, 1, 5)];
        assert_eq!(solve(5, &wishes), [0, 1, 2, 3, 2]);
    }

    #[test]
    fn the_sum_is_the_least_that_trying_everything_finds() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..60 {
            let count = 5;
            let mut wishes = Vec::new();
            for from in 0..count {
                for to in from + 1..count {
                    if random.bool() {
                        wishes.push(wish(from, to, random.i64(0..2), random.i64(0..4)));
                    }
                }
            }
            let cost = |at: &[i64]| -> Option<i64> {
                let each = wishes.iter().map(|w| (at[w.to] - at[w.from], w));
                each.map(|(far, w)| (far >= w.least).then_some(far * w.weight)).sum()
            };
            let found = cost(&solve(count, &wishes)).expect("all wishes are fulfilled");
            let all = (0..6i64.pow(5)).map(|n| [0, 1, 2, 3, 4].map(|place| n / 6i64.pow(place) % 6));
            assert_eq!(Some(found), all.filter_map(|at| cost(&at)).min(), "{wishes:?}");
        }
    }
}
