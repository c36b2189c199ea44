//! Orders of dates that no calendar fits, seen without counting on any: days follow one another in a circle.
//!
//! Every term lies between so many days after its event; the bounds are wide, so that what they exclude is impossible
//! on every calendar. Without this look, days in such a circle would be raised one by one until the horizon.

use super::ordered::{Ordered, Term};
use crate::calendar::{Counting, Day, Length, Roll, Rule, Stamp};
use crate::value::Value;

/// Days that a term lies after its event, at least and at most; of a fixed one the day itself.
struct Span {
    event: Option<usize>,
    least: i64,
    most: i64,
    /// Whether it is a day, and not an instant.
    whole: bool,
}

/// No chain of working days off is longer, nor rolls further.
const ROLL: i64 = 10;

/// The fewest and the most days of one month to twelve.
const MONTHS: [(i64, i64); 12] = [
    (28, 31),
    (59, 62),
    (89, 92),
    (120, 123),
    (150, 153),
    (181, 184),
    (212, 215),
    (242, 245),
    (273, 276),
    (303, 306),
    (334, 337),
    (365, 366),
];

/// Whether a length is months and days, and its last day is the one that they lead to.
fn is_plain(length: Length, counting: &Counting) -> bool {
    let settled = counting.rule == Rule::Civil && counting.roll == Roll::None;
    settled && matches!(length, Length::Civil(period) if period.working_days == 0 && period.days_off == 0)
}

/// Days that a length may have on some calendar: at least, and at most.
fn bounds(length: Length, counting: &Counting) -> (i64, i64) {
    if let Length::Civil(period) = length
        && is_plain(length, counting)
    {
        let months = usize::from(period.years) * 12 + usize::from(period.months);
        let days = i64::from(period.weeks) * 7 + i64::from(period.days);
        if let Some((fewest, most)) = months.checked_sub(1).map_or(Some(&(0, 0)), |at| MONTHS.get(at)) {
            return (fewest + days, most + days);
        }
    }
    let rolled = if counting.roll == Roll::None && counting.rule != Rule::Eu118271 { 1 } else { ROLL };
    match length {
        Length::Elapsed(duration) if counting.rule != Rule::Eu118271 => {
            // An hour more or less where clocks change, from any minute of the first day.
            let minutes = i64::from(duration.minutes);
            ((minutes - 60).max(0) / 1440, (minutes + 60 + 1439) / 1440)
        }
        Length::Elapsed(duration) => {
            let days = i64::from(duration.minutes) / 1440;
            (days - 1, days + 3 + rolled)
        }
        Length::Civil(period) => {
            let months = i64::from(period.years) * 12 + i64::from(period.months);
            // Any months have within four days of their share of four hundred years.
            let share = months * 146_097 / 4_800;
            let months = if months > 0 { (share - 4, share + 4) } else { (0, 0) };
            let days = i64::from(period.weeks) * 7 + i64::from(period.days) - i64::from(period.days_off);
            let working = i64::from(period.working_days);
            let working = if working > 0 { (working - 1, working * 2 + ROLL) } else { (0, 0) };
            (months.0 + days + working.0, months.1 + days + working.1 + 1 + rolled)
        }
    }
}

fn span(term: &Term) -> Option<Span> {
    let counted = |length: Length, counting: &Counting, from: &Term, slack: i64| {
        // What cannot be counted asks for nothing.
        if counting.rule == Rule::Hours && matches!(length, Length::Civil(_)) {
            return None;
        }
        let from = span(from)?;
        let (least, most) = bounds(length, counting);
        let slack = if is_plain(length, counting) { 0 } else { slack };
        let whole = from.whole && matches!(length, Length::Civil(_));
        Some(Span { event: from.event, least: from.least + least - slack, most: from.most + most + slack, whole })
    };
    match term {
        Term::Event(event) => Some(Span { event: Some(*event), least: 0, most: 0, whole: true }),
        Term::Fixed(Value::Date(stamp)) => {
            let day = i64::from(stamp.day.number());
            Some(Span { event: None, least: day, most: day, whole: true })
        }
        Term::Fixed(Value::Moment(moment)) => {
            let (least, most) = (moment.earliest.div_euclid(1440), moment.latest.div_euclid(1440));
            Some(Span { event: None, least, most, whole: false })
        }
        Term::Fixed(_) => None,
        Term::Counted { length, counting, from, .. } => counted(*length, counting, from, 0),
        Term::Extended { length, counting, from, .. } => counted(*length, counting, from, 2),
        Term::After(inner) => {
            let inner = span(inner)?;
            Some(Span { least: inner.least + 1, most: inner.most + 1, whole: true, ..inner })
        }
    }
}

/// Whether no days from these on, and none after `horizon`, fit every order on any calendar.
pub(super) fn contradictory(orders: &[Ordered], first: &[Stamp], horizon: Day) -> bool {
    let mut days: Vec<i64> = first.iter().map(|stamp| i64::from(stamp.day.number())).collect();
    let horizon = i64::from(horizon.number());
    let spans: Vec<(Span, Span, i64)> = orders
        .iter()
        .filter_map(|order| {
            let (a, b) = (span(&order.first)?, span(&order.then)?);
            let apart = i64::from(order.strictly && a.whole && b.whole);
            Some((a, b, apart))
        })
        .collect();
    // A chain that raises a day through more orders than there are events goes round in a circle.
    for _ in 0..=days.len() {
        let mut raised = false;
        for (a, b, apart) in &spans {
            let from = match a.event.map(|event| days.get(event)) {
                Some(Some(day)) => *day + a.least,
                Some(None) => continue,
                None => a.least,
            };
            let wanted = from + apart - b.most;
            match b.event.map(|event| days.get_mut(event)) {
                Some(Some(day)) if *day < wanted => {
                    *day = wanted;
                    raised = true;
                    if wanted > horizon {
                        return true;
                    }
                }
                None if wanted > 0 => return true,
                _ => {}
            }
        }
        if !raised {
            return false;
        }
    }
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::calendar::Holidays;

    #[test]
    fn bounds_hold_on_every_day() {
        let zone = chrono_tz::Europe::Paris;
        let lengths = [
            "1 day",
            "10 days",
            "1 week",
            "1 month",
            "2 months",
            "3 months",
            "4 months",
            "5 months",
            "6 months",
            "7 months",
            "8 months",
            "9 months",
            "10 months",
            "11 months",
            "14 months",
            "1 year",
            "2 months 20 days",
        ];
        for rule in [Rule::Civil, Rule::Franc, Rule::Eu118271] {
            for roll in [Roll::None, Roll::NextWorkingDay] {
                let counting = Counting { rule, roll, holidays: Holidays::France, zone };
                for length in lengths.iter().chain(&["5 working days", "10 working days", "48 hours", "30 hours"]) {
                    let length: Length = length.parse().unwrap();
                    let (least, most) = bounds(length, &counting);
                    let (mut day, last): (Day, Day) = ("2010-01-01".parse().unwrap(), "2032-12-31".parse().unwrap());
                    while day < last {
                        let due = |nominal| {
                            let from = Rc::new(Term::Fixed(Value::Date(Stamp::of_day(day))));
                            let counting = Rc::new(counting.clone());
                            Term::Counted { length, counting, nominal, from }.value(&[])
                        };
                        for value in [due(true), due(false)].into_iter().flatten() {
                            let (low, high) = match value {
                                Value::Date(stamp) => (stamp.day.number().into(), stamp.day.number().into()),
                                Value::Moment(m) => (m.earliest.div_euclid(1440), m.latest.div_euclid(1440)),
                                _ => (i64::MIN, i64::MAX),
                            };
                            let start = i64::from(day.number());
                            assert!(start + least <= low && high <= start + most, "{length:?} from {day}: {value:?}");
                        }
                        day = day.next();
                    }
                }
            }
        }
    }
}
