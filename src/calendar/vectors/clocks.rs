//! Hours, clocks that change, and the bounds of the calendar.

use chrono_tz::{Europe::Paris, Tz, UTC};

use super::*;

#[test]
fn hours_are_elapsed_time() {
    for rule in [Rule::Hours, Rule::Civil, Rule::Franc] {
        let counting = rolling(rule);
        for (start, length, end) in [
            // 27 March 2011: 02:00 becomes 03:00.
            ("2011-03-26T10:00", "24 hours", "2011-03-27T11:00"),
            ("2011-03-27T01:59", "1 minute", "2011-03-27T03:00"),
            // 30 October 2011: 03:00 becomes 02:00.
            ("2011-10-29T10:00", "24 hours", "2011-10-30T09:00"),
            ("2011-10-29T02:30", "24 hours", "2011-10-30T02:30"),
            ("2011-10-30T01:59", "1 minute", "2011-10-30T02:00"),
            ("2011-10-30T02:30", "2 hours", "2011-10-30T03:30"),
            // No change: a Friday to a Saturday, which does not roll.
            ("2011-06-17T16:23", "24 hours", "2011-06-18T16:23"),
            // An unknown minute counts from both ends.
            ("2011-06-16", "24 hours", "2011-06-17"),
            ("2011-06-16", "6 hours", "2011-06-16T06:00..2011-06-17T05:59"),
            ("2011-03-27", "24 hours", "2011-03-28T01:00..23:59"),
            ("2011-03-26", "24 hours", "2011-03-27T00:00..2011-03-28T00:59"),
        ] {
            assert_eq!(last(&counting, start, length), end, "{rule}: {length} from {start}");
        }
    }
    let hours = plain(Rule::Hours);
    assert_eq!(hours.count("2011-06-16".parse().unwrap(), "1 day".parse().unwrap()), Err(CountError::RuleNeedsHours));
    let (_, steps) = hours.steps("2011-03-26T10:00".parse().unwrap(), "24 hours".parse().unwrap()).unwrap();
    assert_eq!(steps[1], Step::ClockChange { minutes: 60 });
    let (_, steps) = hours.steps("2011-10-29T10:00".parse().unwrap(), "24 hours".parse().unwrap()).unwrap();
    assert_eq!(steps[1], Step::ClockChange { minutes: -60 });
}

#[test]
fn a_time_that_clocks_skip_moves_forward() {
    let hours = plain(Rule::Hours);
    let (due, steps) = hours.steps("2011-03-27T02:30".parse().unwrap(), "1 hour".parse().unwrap()).unwrap();
    assert_eq!(due.last.to_string(), "2011-03-27T04:30");
    assert_eq!(steps[0], Step::SkippedByClocks { from: moment("2011-03-27T02:30"), to: moment("2011-03-27T03:30") });
    // Of a range, the minutes that never came are left out.
    let day = day("2011-03-27");
    let between = |a: &str, b: &str| Stamp::between(day, a.parse().unwrap(), b.parse().unwrap()).unwrap();
    for (stamp, end) in [
        (between("02:30", "03:10"), "2011-03-27T04:00..04:10"),
        (between("01:30", "02:10"), "2011-03-27T03:30..03:59"),
        (between("02:10", "02:20"), "2011-03-27T04:10..04:20"),
    ] {
        assert_eq!(hours.count(stamp, "1 hour".parse().unwrap()).unwrap().last.to_string(), end);
    }
}

/// An act at 02:45 is read as in the first pass, so before an end at 02:30 of the second: it must be in time.
#[test]
fn an_end_in_the_second_pass_of_an_hour_is_the_end_of_that_hour() {
    let hours = plain(Rule::Hours);
    let (due, steps) = hours.steps("2011-10-30T02:30".parse().unwrap(), "1 hour".parse().unwrap()).unwrap();
    assert_eq!(due.last.to_string(), "2011-10-30T02:59");
    assert_eq!(steps[2], Step::SecondPass { shown: moment("2011-10-30T02:30"), to: moment("2011-10-30T02:59") });
}

#[test]
fn eu_hours_across_a_change_of_clocks() {
    let eu = plain(Rule::Eu118271);
    assert_eq!(last(&eu, "2011-03-26T10:25", "24 hours"), "2011-03-27T12:00");
    assert_eq!(last(&eu, "2011-03-27T01:25", "1 hour"), "2011-03-27T04:00");
    assert_eq!(last(&eu, "2011-10-29T10:25", "24 hours"), "2011-10-30T10:00");
    assert_eq!(last(&eu, "2011-06-16", "72 hours"), "2011-06-19T01:00..2011-06-20T00:00");
}

// The bounds.

#[test]
fn what_leaves_the_calendar_is_an_error() {
    let everything = Length::Civil(Period {
        years: u16::MAX,
        months: u16::MAX,
        weeks: u16::MAX,
        days: u16::MAX,
        working_days: u16::MAX,
        days_off: 0,
    });
    let forever = Length::Elapsed(Duration { minutes: u32::MAX });
    let one_day = "1 day".parse().unwrap();
    for zone in [Paris, UTC, Tz::Pacific__Kiritimati, Tz::Pacific__Apia] {
        for rule in Rule::ALL {
            let counting = Counting { zone, ..rolling(rule) };
            let (first, last) = (Stamp::of_day(Day::MIN), Stamp::of_day(Day::MAX));
            assert_eq!(counting.count(last, forever), Err(CountError::OutOfRange));
            assert!(counting.count(first, forever).is_ok());
            if rule != Rule::Hours {
                assert_eq!(counting.count(first, everything), Err(CountError::OutOfRange));
                assert_eq!(counting.count(last, one_day), Err(CountError::OutOfRange));
            }
        }
    }
    // The last days of 9999 are holidays of this list: nothing is left to roll to (31 December is a Friday).
    let listed = Holidays::listed(vec![Day::MAX]);
    let counting = counting(Rule::Civil, Roll::NextWorkingDay, listed);
    assert_eq!(counting.count(Stamp::of_day(Day::MAX.previous()), one_day), Err(CountError::OutOfRange));
}
