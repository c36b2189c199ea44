//! The axis: civil time on paper. Long stretches in which nothing happens are folded, and say so.

use super::model::Minutes;

/// How wide a folded stretch is at least, in pixels.
const FOLD: f64 = 76.0;
/// How wide it is at most.
const WIDEST_FOLD: f64 = 130.0;
/// A stretch is folded if it takes more than this share of what is not folded.
const SHARE: f64 = 0.3;
/// Neighbours that are at least so far apart are not crowded, in pixels.
const ROOM: f64 = 5.0;
/// From so many crowded pairs on, room is made for them.
const CROWD: usize = 3;
/// The two nearest instants are never farther apart than this, in pixels.
const FARTHEST: f64 = 110.0;

/// A stretch between two neighbouring instants.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    /// Its first minute.
    pub from: Minutes,
    /// Its end.
    pub to: Minutes,
    /// Where it begins, in pixels.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
    /// Whether it is folded: shown shorter than it is.
    pub folded: bool,
}

/// Where each instant is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Scale {
    /// The stretches, in the order of time, without gaps.
    pub stretches: Vec<Stretch>,
    /// Pixels for a minute, where nothing is folded.
    pub per_minute: f64,
}

impl Scale {
    /// Spreads instants over `width` pixels from `x` on.
    pub fn new(mut instants: Vec<Minutes>, x: f64, width: f64) -> Self {
        instants.sort_unstable();
        instants.dedup();
        let pairs: Vec<(Minutes, Minutes)> =
            instants.iter().zip(instants.iter().skip(1)).map(|(from, to)| (*from, *to)).collect();
        let folded = folds(&pairs, width);
        let count = folded.iter().filter(|fold| **fold).count() as f64;
        let open = || pairs.iter().zip(&folded).filter(|(_, fold)| !**fold).map(|((from, to), _)| (to - from) as f64);
        let total: f64 = open().sum();
        let nearest = open().fold(f64::INFINITY, f64::min);
        let fitting = (width - count * FOLD) / total.max(1.0);
        let per_minute = fitting.min(FARTHEST.max(width / 4.0) / nearest.max(1.0));
        let left = width - total * per_minute;
        let fold = if count > 0.0 { (left / count).clamp(FOLD, WIDEST_FOLD) } else { 0.0 };
        let mut at = x;
        let mut stretches = Vec::with_capacity(pairs.len());
        for ((from, to), folded) in pairs.into_iter().zip(folded) {
            let width = if folded { fold } else { (to - from) as f64 * per_minute };
            stretches.push(Stretch { from, to, x: at, width, folded });
            at += width;
        }
        if stretches.is_empty() {
            let only = instants.first().copied().unwrap_or(0);
            stretches.push(Stretch { from: only, to: only + 1, x, width, folded: false });
        }
        Self { stretches, per_minute }
    }

    /// Where an instant is drawn; what lies outside is drawn at the edge.
    pub fn x(&self, at: Minutes) -> f64 {
        let within = self.stretches.iter().find(|s| at <= s.to).or(self.stretches.last());
        within.map_or(0.0, |s| {
            let share = (at.clamp(s.from, s.to) - s.from) as f64 / (s.to - s.from).max(1) as f64;
            s.x + share * s.width
        })
    }

    /// The first and the last minute.
    pub fn span(&self) -> (Minutes, Minutes) {
        let first = self.stretches.first().map_or(0, |s| s.from);
        (first, self.stretches.last().map_or(first, |s| s.to))
    }
}

/// Which stretches are folded: the longest, as long as it takes a large part of the room and many others are crowded.
fn folds(pairs: &[(Minutes, Minutes)], width: f64) -> Vec<bool> {
    let mut folded = vec![false; pairs.len()];
    loop {
        let open: Vec<(usize, f64)> = pairs
            .iter()
            .enumerate()
            .filter(|(index, _)| !folded.get(*index).copied().unwrap_or(true))
            .map(|(index, (from, to))| (index, (to - from) as f64))
            .collect();
        let total: f64 = open.iter().map(|(_, length)| length).sum();
        let Some((longest, length)) = open.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)) else { break };
        let count = folded.iter().filter(|fold| **fold).count() as f64;
        let per_minute = (width - count * FOLD) / total.max(1.0);
        let crowded = open.iter().filter(|(_, length)| length * per_minute < ROOM).count();
        if crowded < CROWD || length < SHARE * total {
            break;
        }
        if let Some(fold) = folded.get_mut(longest) {
            *fold = true;
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Minutes = 1440;

    #[test]
    fn time_is_drawn_to_scale_between_folds() {
        let days = [0, 1, 3, 5, 20, 30, 700, 705].map(|day| day * DAY);
        let scale = Scale::new(days.to_vec(), 100.0, 800.0);
        let folded: Vec<bool> = scale.stretches.iter().map(|s| s.folded).collect();
        assert_eq!(folded, [false, false, false, false, false, true, false], "{scale:?}");
        let apart = |a: Minutes, b: Minutes| scale.x(b * DAY) - scale.x(a * DAY);
        assert!((apart(0, 3) / 3.0 - apart(5, 20) / 15.0).abs() < 1e-9, "{scale:?}");
        assert!((apart(0, 3) / 3.0 - apart(700, 705) / 5.0).abs() < 1e-9, "{scale:?}");
        assert!(apart(0, 705) <= 800.0 && apart(30, 700) >= FOLD);
    }

    #[test]
    fn nothing_is_folded_where_there_is_room() {
        let scale = Scale::new(vec![0, 10 * DAY, 1000 * DAY], 0.0, 800.0);
        assert!(scale.stretches.iter().all(|s| !s.folded));
        assert_eq!(scale.x(-5), 0.0);
        assert_eq!(scale.x(2000 * DAY), scale.x(1000 * DAY));
    }
}
