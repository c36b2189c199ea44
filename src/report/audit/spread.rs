//! How far from a date acts fall, as quantiles and as bars of one width.

use std::collections::BTreeMap;

use super::summary::Margin;
use crate::report::words::say;
use crate::text::Lang;

/// A count of the acts that fell from some day to another on the lawful side, both included; open where nothing is
/// given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bin {
    /// The least days to spare.
    pub from: Option<i32>,
    /// The most.
    pub to: Option<i32>,
    /// How many acts.
    pub count: u64,
}

/// How wide a bar may be, in days.
const WIDTHS: [i32; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000];
/// How many bars there are, at most, beside the open ones.
const BARS: i32 = 26;

/// How many days on either side of 0 are shown, at least.
const LEAST: i32 = 3;

/// The days in bars of one width, of which one begins at 0, so that none counts both what is in time and what is not.
/// They hold 0 and what is near it, and 98 of 100 acts; those beyond stand in an open bar at either end.
#[must_use]
pub fn bins(days: &BTreeMap<i32, u64>) -> Vec<Bin> {
    let all: u64 = days.values().sum();
    if all == 0 {
        return Vec::new();
    }
    let (least, most) = (quantile(days, all, 1).min(-LEAST), quantile(days, all, 99).max(LEAST));
    let bars = |width: i32| most.div_euclid(width).saturating_sub(least.div_euclid(width)).saturating_add(1);
    let width = WIDTHS.into_iter().find(|width| bars(*width) <= BARS).unwrap_or(1_000_000);
    let (first, last) = (least.div_euclid(width), most.div_euclid(width));
    let within = |from: Option<i32>, to: Option<i32>| {
        let range = days.range(from.unwrap_or(i32::MIN)..=to.unwrap_or(i32::MAX));
        Bin { from, to, count: range.map(|(_, count)| count).sum() }
    };
    let start = |index: i32| index.saturating_mul(width);
    let below = within(None, Some(start(first).saturating_sub(1)));
    let above = within(Some(start(last.saturating_add(1))), None);
    let between = (first..=last).map(|index| within(Some(start(index)), Some(start(index).saturating_add(width - 1))));
    let some = |bin: Bin| (bin.count > 0).then_some(bin);
    some(below).into_iter().chain(between).chain(some(above)).collect()
}

/// The least margin that so many in a hundred acts do not exceed.
#[must_use]
pub fn quantile(days: &BTreeMap<i32, u64>, all: u64, share: u64) -> i32 {
    let rank = (all * share).div_ceil(100).max(1);
    let mut seen = 0;
    for (days, count) in days {
        seen += count;
        if seen >= rank {
            return *days;
        }
    }
    days.keys().next_back().copied().unwrap_or(0)
}

/// "days to spare: 0 to 90, median 13, half between 4 and 30, 5 % under 1, 5 % over 60".
#[must_use]
pub fn spread(days: &BTreeMap<i32, u64>, lang: Lang) -> String {
    let all: u64 = days.values().sum();
    let told = [0, 5, 25, 50, 75, 95, 100].map(|share| quantile(days, all, share).to_string());
    let [least, five, quarter, half, three, most, greatest] = told;
    match lang {
        Lang::En if least == greatest => format!("days to spare: {least}"),
        Lang::Fr if least == greatest => format!("jours de marge : {least}"),
        Lang::En => format!(
            "days to spare: {least} to {greatest}, median {half}, half between {quarter} and {three}, 5 % under {five}, \
             5 % over {most}"
        ),
        Lang::Fr => format!(
            "jours de marge : {least} à {greatest}, médiane {half}, la moitié entre {quarter} et {three}, 5 % sous \
             {five}, 5 % au-dessus de {most}"
        ),
    }
}

/// "by" or "from", before the name of a date.
#[must_use]
pub fn side(margin: &Margin, lang: Lang) -> &'static str {
    if margin.side == "from" { say(lang, "from", "dès") } else { say(lang, "by", "avant") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(days: &[(i32, u64)]) -> Vec<(Option<i32>, Option<i32>, u64)> {
        let days = days.iter().copied().collect();
        bins(&days).into_iter().map(|bin| (bin.from, bin.to, bin.count)).collect()
    }

    #[test]
    fn no_bar_holds_what_is_in_time_and_what_is_not() {
        let near = [(-3, 0), (-2, 0), (-1, 4), (0, 5), (1, 6), (2, 0), (3, 0)].map(|(d, n)| (Some(d), Some(d), n));
        assert_eq!(told(&[(-1, 4), (0, 5), (1, 6)]), near);
        let wide = told(&[(-100, 2), (-1, 3), (0, 4), (199, 5)]);
        assert_eq!(wide.first(), Some(&(Some(-100), Some(-81), 2)));
        assert!(wide.contains(&(Some(-20), Some(-1), 3)) && wide.contains(&(Some(0), Some(19), 4)), "{wide:?}");
        assert_eq!(wide.last(), Some(&(Some(180), Some(199), 5)));
    }

    #[test]
    fn zero_is_shown_however_far_away_the_acts_are() {
        let far = told(&[(900, 7)]);
        assert_eq!(far.first(), Some(&(Some(-50), Some(-1), 0)));
        assert_eq!(far.last(), Some(&(Some(900), Some(949), 7)));
    }

    #[test]
    fn what_is_very_far_stands_at_an_open_end_and_nothing_is_lost() {
        let days: Vec<(i32, u64)> =
            [(-3_000_000, 1), (3_000_000, 1)].into_iter().chain((0..10).map(|d| (d, 100))).collect();
        let found = told(&days);
        assert_eq!(found.first(), Some(&(None, Some(-4), 1)));
        assert_eq!(found.last(), Some(&(Some(10), None, 1)));
        assert_eq!(found.iter().map(|(.., count)| count).sum::<u64>(), 1_002);
        assert_eq!(told(&[(-3_000_000, 1), (3_000_000, 1)]).iter().map(|(.., count)| count).sum::<u64>(), 2);
        assert!(told(&[]).is_empty());
    }
}
