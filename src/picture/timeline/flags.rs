//! Labels on poles: how high each is raised so that none covers another, nor another's pole.

/// A label that stands to the right of its pole.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flag {
    /// Where its pole stands.
    pub x: f64,
    /// How wide it is, its pole included.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// Where each flag is: from the foot of its pole to its lower side, in pixels; and how high all of them are together.
/// Of flags on one pole the first is the highest.
pub fn raise(flags: &[Flag], gap: f64) -> (Vec<f64>, f64) {
    let mut rows = vec![0_usize; flags.len()];
    let mut order: Vec<usize> = (0..flags.len()).collect();
    let x = |index: &usize| flags.get(*index).map_or(0.0, |flag| flag.x);
    // From right to left; of one pole, the last first. A flag is above every flag whose pole it would cover.
    order.sort_by(|a, b| x(b).total_cmp(&x(a)).then(b.cmp(a)));
    for (done, index) in order.iter().enumerate() {
        let Some(flag) = flags.get(*index) else { continue };
        let covered = order.iter().take(done).filter(|other| x(other) < flag.x + flag.width + gap);
        let row = covered.filter_map(|other| rows.get(*other)).max().map_or(0, |row| row + 1);
        if let Some(own) = rows.get_mut(*index) {
            *own = row;
        }
    }
    let mut heights = vec![0.0_f64; rows.iter().max().map_or(0, |row| row + 1)];
    for (row, flag) in rows.iter().zip(flags) {
        if let Some(height) = heights.get_mut(*row) {
            *height = height.max(flag.height);
        }
    }
    let base = |row: usize| heights.iter().take(row).map(|height| height + gap).sum::<f64>();
    (rows.iter().map(|row| base(*row)).collect(), base(heights.len()))
}

/// In which row each interval is, so that those of one row are apart by `gap`; and how many rows there are.
pub fn pack(intervals: &[(f64, f64)], gap: f64) -> (Vec<usize>, usize) {
    let mut ends: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut rows = Vec::with_capacity(intervals.len());
    for (from, to) in intervals {
        let free = |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| to + gap <= *a || b + gap <= *from);
        let row = ends.iter().position(free).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(own) => own.push((*from, *to)),
            None => ends.push(vec![(*from, *to)]),
        }
        rows.push(row);
    }
    (rows, ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_flag_covers_another_or_its_pole(
            flags in proptest::collection::vec((0_u16..400, 20_u16..200, 10_u16..60), 0..20),
        ) {
            let mut flags: Vec<Flag> = flags
                .into_iter()
                .map(|(x, width, height)| Flag { x: x.into(), width: width.into(), height: height.into() })
                .collect();
            flags.sort_by(|a, b| a.x.total_cmp(&b.x));
            let (bases, top) = raise(&flags, 4.0);
            for (i, (a, low)) in flags.iter().zip(&bases).enumerate() {
                prop_assert!(low + a.height <= top);
                for (j, (b, base)) in flags.iter().zip(&bases).enumerate().filter(|(j, _)| *j != i) {
                    let beside = a.x + a.width <= b.x || b.x + b.width <= a.x;
                    let apart = low + a.height <= *base || base + b.height <= *low;
                    prop_assert!(beside || apart, "flags {i} and {j}");
                    // The pole of b stands on the ground and reaches up to b.
                    let crossed = a.x < b.x && b.x < a.x + a.width && *low < base + b.height;
                    prop_assert!(!crossed, "flag {i} covers the pole of {j}");
                }
            }
        }

        #[test]
        fn intervals_of_a_row_are_apart(spans in proptest::collection::vec((0_u16..400, 1_u16..90), 0..20)) {
            let spans: Vec<(f64, f64)> =
                spans.into_iter().map(|(from, long)| (f64::from(from), f64::from(from + long))).collect();
            let (rows, count) = pack(&spans, 3.0);
            for (i, (a, row)) in spans.iter().zip(&rows).enumerate() {
                prop_assert!(*row < count);
                for (b, other) in spans.iter().zip(&rows).skip(i + 1) {
                    prop_assert!(row != other || a.1 + 3.0 <= b.0 || b.1 + 3.0 <= a.0);
                }
            }
        }
    }
}
