//! Dates that are not settled yet: terms over the days of events, and the earliest days that fit what is asked of them.

use std::collections::VecDeque;
use std::rc::Rc;

use super::ordered::{Ordered, Term};
use crate::calendar::{Day, Stamp};
use crate::condition::Operator;
use crate::value::Value;

/// Rounds of raising days before a system is taken to have no solution that was found.
const MAX_ROUNDS: usize = 200_000;

/// The orders that a comparison of dates, true or false, comes to: one list for each way in which it may be so.
pub(super) fn orders(operator: Operator, truth: bool, a: &Rc<Term>, b: &Rc<Term>) -> Vec<Vec<Ordered>> {
    let order =
        |first: &Rc<Term>, then: &Rc<Term>, strictly| Ordered { first: first.clone(), then: then.clone(), strictly };
    match (operator, truth) {
        (Operator::LessEqual, true) | (Operator::Greater, false) => vec![vec![order(a, b, false)]],
        (Operator::Less, true) | (Operator::GreaterEqual, false) => vec![vec![order(a, b, true)]],
        (Operator::GreaterEqual, true) | (Operator::Less, false) => vec![vec![order(b, a, false)]],
        (Operator::Greater, true) | (Operator::LessEqual, false) => vec![vec![order(b, a, true)]],
        (Operator::Equal, true) | (Operator::NotEqual, false) => vec![vec![order(a, b, false), order(b, a, false)]],
        (Operator::Equal, false) | (Operator::NotEqual, true) => vec![vec![order(a, b, true)], vec![order(b, a, true)]],
    }
}

/// Whether an order holds of two values: days with days, else the minute.
pub(super) fn holds(first: Value, then: Value, strictly: bool) -> bool {
    let minutes = |value: Value| match value {
        Value::Date(stamp) => {
            let day = i64::from(stamp.day.number()) * 1440;
            Some((day + i64::from(stamp.earliest().number()), day + i64::from(stamp.latest().number())))
        }
        Value::Moment(moment) => Some((moment.earliest, moment.latest)),
        _ => None,
    };
    match (first, then) {
        (Value::Date(a), Value::Date(b)) => a.day < b.day || !strictly && a.day == b.day,
        (a, b) => match (minutes(a), minutes(b)) {
            (Some(a), Some(b)) => a.1 < b.0 || !strictly && a.1 <= b.0,
            _ => true,
        },
    }
}

/// The earliest days of all events that fit every order, none after `horizon`; nothing if there are none.
///
/// Every term grows with the day of its one event, so that each order asks for no more than that the event of its
/// later side be late enough. The least days that do are found by raising what is too early, and no others are
/// earlier in any event.
pub(super) fn earliest(orders: &[Ordered], first: &[Stamp], horizon: Day) -> Option<Vec<Stamp>> {
    let mut events = first.to_vec();
    // Raising an event can break only the orders whose earlier side follows it.
    let mut asking: Vec<Vec<usize>> = vec![Vec::new(); events.len()];
    for (number, order) in orders.iter().enumerate() {
        if let Some(place) = order.first.event().and_then(|event| asking.get_mut(event)) {
            place.push(number);
        }
    }
    let mut waiting = vec![true; orders.len()];
    let mut queue: VecDeque<usize> = (0..orders.len()).collect();
    let mut rounds = 0;
    while let Some(number) = queue.pop_front() {
        if let Some(place) = waiting.get_mut(number) {
            *place = false;
        }
        let Some(order) = orders.get(number) else { continue };
        let (Some(wanted), Some(then)) = (order.first.value(&events), order.then.value(&events)) else { continue };
        if holds(wanted, then, order.strictly) {
            continue;
        }
        rounds += 1;
        if rounds > MAX_ROUNDS {
            return None;
        }
        let event = order.then.event()?;
        let now = *events.get(event)?;
        let fits = |day: Day, events: &mut Vec<Stamp>| {
            if let Some(place) = events.get_mut(event) {
                *place = on(day, now);
            }
            order.then.value(events).is_some_and(|then| holds(wanted, then, order.strictly))
        };
        // Far enough, then back to the first day that is.
        let (mut too_early, mut step) = (now.day, 1);
        let mut enough = now.day.plus(step)?;
        while !fits(enough, &mut events) {
            if enough >= horizon {
                return None;
            }
            too_early = enough;
            step *= 2;
            enough = enough.plus(step)?;
        }
        while too_early.next() < enough {
            let middle = Day::from_number(too_early.number().midpoint(enough.number()))?;
            if fits(middle, &mut events) {
                enough = middle;
            } else {
                too_early = middle;
            }
        }
        if enough > horizon {
            return None;
        }
        if let Some(place) = events.get_mut(event) {
            *place = on(enough, now);
        }
        for number in asking.get(event).into_iter().flatten() {
            if let Some(place) = waiting.get_mut(*number).filter(|waits| !**waits) {
                *place = true;
                queue.push_back(*number);
            }
        }
    }
    Some(events)
}

/// The same time of day on another day.
pub(super) fn on(day: Day, like: Stamp) -> Stamp {
    Stamp::between(day, like.earliest(), like.latest()).unwrap_or_else(|| Stamp::of_day(day))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use crate::calendar::{Counting, Holidays, Roll, Rule};

    fn counted(length: &str, from: Rc<Term>) -> Rc<Term> {
        let counting = Counting {
            rule: Rule::Civil,
            roll: Roll::None,
            holidays: Holidays::France,
            zone: chrono_tz::Europe::Paris,
        };
        Rc::new(Term::Counted { length: length.parse().unwrap(), counting: Rc::new(counting), nominal: false, from })
    }

    fn solve(orders: &[Ordered], events: usize) -> Option<Vec<String>> {
        let first = vec![Stamp::of_day("2011-01-01".parse().unwrap()); events];
        let found = earliest(orders, &first, "2030-12-31".parse().unwrap())?;
        Some(found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_month_and_a_month_never_pass_two_months() {
        let (start, middle, end) = (Rc::new(Term::Event(0)), Rc::new(Term::Event(1)), Rc::new(Term::Event(2)));
        let within = |a: &Rc<Term>, b: &Rc<Term>| Ordered { first: a.clone(), then: b.clone(), strictly: false };
        let mut asked = vec![
            within(&start, &middle),
            within(&middle, &counted("1 month", start.clone())),
            within(&end, &counted("1 month", middle.clone())),
        ];
        asked.push(Ordered { first: counted("2 months", start), then: end, strictly: true });
        assert_eq!(solve(&asked, 3), None);
    }

    #[test]
    fn the_earliest_days_are_found() {
        let (a, b) = (Rc::new(Term::Event(0)), Rc::new(Term::Event(1)));
        // Within a month, and yet 31 days later: not from a month of 30 days.
        let asked = [
            Ordered { first: b.clone(), then: counted("1 month", a.clone()), strictly: false },
            Ordered { first: counted("31 days", a), then: b, strictly: false },
        ];
        assert_eq!(solve(&asked, 2).unwrap(), ["2011-01-01", "2011-02-01"]);
        let first = [Stamp::of_day("2011-02-01".parse().unwrap()); 2];
        let found = earliest(&asked, &first, "2030-12-31".parse().unwrap()).unwrap();
        assert_eq!(found[1].to_string(), "2011-04-01");
    }
}
