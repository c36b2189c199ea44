//! Laws of counting, checked against a definition of their own that walks day by day.

// Strategies and definitions are test code, though they stand outside of `#[test]`.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::{NaiveDate, Weekday};
use chrono_tz::{Europe::Paris, Tz};
use greffe::calendar::*;
use proptest::prelude::*;

#[path = "calendar/walk.rs"]
mod walk;

// What is counted.

fn day_in(years: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = Day> {
    let first = Day::from_ymd(*years.start(), 1, 1).unwrap().number();
    let last = Day::from_ymd(*years.end(), 12, 31).unwrap().number();
    // Half of them at the end of a month or about Easter, where the edges are.
    (first..=last, 0..4u8, -3..55i32).prop_map(|(number, kind, offset)| {
        let day = Day::from_number(number).unwrap();
        let (year, month, _) = day.ymd();
        let near = match kind {
            0 => Day::from_ymd(year, month, 1).and_then(|day| day.plus(-1 - offset.rem_euclid(4))),
            1 => easter(year).and_then(|easter| easter.plus(offset)),
            _ => None,
        };
        near.unwrap_or(day)
    })
}

fn any_day() -> impl Strategy<Value = Day> {
    prop_oneof![3 => day_in(1990..=2060), 1 => day_in(1583..=9990)]
}

fn period() -> impl Strategy<Value = Period> {
    let some = |most: u16| prop_oneof![Just(0), 0..=most];
    (some(5), some(30), some(9), some(90), some(40)).prop_map(|(years, months, weeks, days, working_days)| Period {
        years,
        months,
        weeks,
        days,
        working_days,
        days_off: 0,
    })
}

fn wild_period() -> impl Strategy<Value = Period> {
    any::<(u16, u16, u16, u16, u16)>().prop_map(|(years, months, weeks, days, working_days)| Period {
        years: years >> (years % 16),
        months,
        weeks,
        days,
        working_days,
        days_off: 0,
    })
}

fn holidays() -> impl Strategy<Value = Holidays> {
    prop_oneof![
        Just(Holidays::None),
        Just(Holidays::France),
        Just(Holidays::FranceAlsaceMoselle),
        (day_in(1990..=2060), proptest::collection::vec(0..40i32, 0..30)).prop_map(|(first, days)| {
            Holidays::listed(days.into_iter().filter_map(|offset| first.plus(offset)).collect())
        }),
    ]
}

fn counting() -> impl Strategy<Value = Counting> {
    let rule = prop::sample::select(Rule::ALL.to_vec());
    let roll = prop::sample::select(Roll::ALL.to_vec());
    (rule, roll, holidays()).prop_map(|(rule, roll, holidays)| Counting { rule, roll, holidays, zone: Paris })
}

fn civil_counting() -> impl Strategy<Value = Counting> {
    counting().prop_map(|counting| match counting.rule {
        Rule::Hours => Counting { rule: Rule::Civil, ..counting },
        _ => counting,
    })
}

/// A stamp of the years in which Paris changes clocks by today's rule, often on a day of change.
fn stamp() -> impl Strategy<Value = Stamp> {
    // From 1997: a day near the beginning of a month may lie in the year before.
    (day_in(1997..=2090), 0..3u8, 0..1440u16, 0..1440u16, any::<bool>()).prop_map(|(day, kind, a, b, exact)| {
        let (year, ..) = day.ymd();
        let day = match kind {
            0 => (25..=31)
                .filter_map(|of_month| Day::from_ymd(year, 3, of_month))
                .find(|day| day.weekday() == Weekday::Sun),
            1 => (25..=31)
                .filter_map(|of_month| Day::from_ymd(year, 10, of_month))
                .find(|day| day.weekday() == Weekday::Sun),
            _ => Some(day),
        }
        .unwrap();
        // The first hours of the day more often than the others.
        let minute = |number: u16| Minute::new(if kind < 2 { number / 4 } else { number }).unwrap();
        match exact {
            true => Stamp::at(day, minute(a)),
            false => Stamp::between(day, minute(a.min(b)), minute(a.max(b))).unwrap(),
        }
    })
}

fn last_day(due: Due) -> Day {
    match due.last {
        End::Day(day) => day,
        End::Moment(moment) => panic!("a civil length ends at {moment}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_is_what_walking_day_by_day_gives(
        counting in civil_counting(), start in any_day(), period in period(),
    ) {
        let nominal = walk::nominal(&counting, start.into(), period);
        let last = walk::last(&counting, nominal);
        let due = counting.count(Stamp::of_day(start), period.into()).unwrap();
        prop_assert_eq!(due.nominal, End::Day(nominal.try_into().unwrap()));
        prop_assert_eq!(due.last, End::Day(last.try_into().unwrap()));
        prop_assert_eq!(due.rolled(), nominal != last);
    }

    #[test]
    fn elapsed_time_is_what_clocks_show(counting in counting(), start in stamp(), minutes in 0..20_000u32) {
        let due = counting.count(start, Duration { minutes }.into()).unwrap();
        let End::Moment(end) = due.last else { panic!("hours end at a minute") };
        prop_assert!(!due.rolled());
        prop_assert!(end.earliest <= end.latest);
        let start = Moment::from(start);
        let shown = |civil: &i64| start.is_exact() || walk::is_shown(*civil);
        let mut minutes_of_start = (start.earliest..=start.latest).filter(shown);
        if let Some(earliest) = minutes_of_start.next() {
            let latest = minutes_of_start.next_back().unwrap_or(earliest);
            prop_assert_eq!(end.earliest, walk::elapsed(counting.rule, earliest, minutes));
            prop_assert_eq!(end.latest, walk::elapsed(counting.rule, latest, minutes));
        }
    }

    #[test]
    fn counting_is_monotone_in_its_start(
        counting in civil_counting(), a in any_day(), apart in 0..60i32, period in period(),
    ) {
        let b = a.plus(apart).unwrap();
        let [a, b] = [a, b].map(|day| counting.count(Stamp::of_day(day), period.into()).unwrap());
        prop_assert!(last_day(a) <= last_day(b));
    }

    #[test]
    fn counting_is_monotone_in_its_length(
        counting in civil_counting(), start in any_day(), a in period(), more in period(),
    ) {
        let b = Period {
            years: a.years + more.years,
            months: a.months + more.months,
            weeks: a.weeks + more.weeks,
            days: a.days + more.days,
            working_days: a.working_days + more.working_days,
            days_off: 0,
        };
        let [a, b] = [a, b].map(|period| counting.count(Stamp::of_day(start), period.into()).unwrap());
        prop_assert!(last_day(a) <= last_day(b));
    }

    #[test]
    fn elapsed_time_is_monotone(
        counting in counting(), a in stamp(), apart in 0..200i64, minutes in 0..5000u32, more in 0..100u32,
    ) {
        let a = Moment::from(a).earliest;
        let b = a + apart;
        prop_assume!(walk::is_shown(a) && walk::is_shown(b));
        let end = |start: i64, minutes: u32| {
            let day = Day::from_number(i32::try_from(start.div_euclid(1440)).unwrap()).unwrap();
            let minute = Minute::new(u16::try_from(start.rem_euclid(1440)).unwrap()).unwrap();
            counting.count(Stamp::at(day, minute), Duration { minutes }.into()).unwrap().last.last_minute().latest
        };
        prop_assert!(end(a, minutes) <= end(b, minutes));
        prop_assert!(end(a, minutes) <= end(a, minutes + more));
        prop_assert!(a <= end(a, minutes));
    }

    #[test]
    fn a_roll_goes_forward_to_the_first_working_day(counting in counting(), day in any_day()) {
        let rolling = Counting { roll: Roll::NextWorkingDay, ..counting };
        let last = last_day(rolling.roll(End::Day(day)).unwrap());
        prop_assert!(last >= day);
        prop_assert!(rolling.is_working(last));
        prop_assert!((day.number()..last.number()).all(|n| !rolling.is_working(Day::from_number(n).unwrap())));
    }

    #[test]
    fn an_extension_by_months_continues_the_count(
        counting in civil_counting(), start in any_day(), days in 0..400u16, more in 1..400u16,
    ) {
        let of_days = |days| Length::Civil(Period { days, ..Period::default() });
        let first = counting.count(Stamp::of_day(start), of_days(days)).unwrap();
        let whole = counting.count(Stamp::of_day(start), of_days(days + more)).unwrap();
        prop_assert_eq!(counting.extend(first.nominal, of_days(more)).unwrap(), whole);
    }

    #[test]
    fn steps_tell_the_same_count(
        counting in counting(), start in stamp(), period in period(), minutes in 0..20_000u32,
    ) {
        for length in [Length::from(period), Duration { minutes }.into()] {
            let told = counting.steps(start, length);
            prop_assert_eq!(told.clone().map(|(due, _)| due), counting.count(start, length));
            if let Ok((due, steps)) = told {
                prop_assert_eq!(steps.last(), Some(&Step::Ends { last: due.last }));
                let rolled = steps.iter().any(|step| matches!(step, Step::RolledOver { .. }));
                prop_assert_eq!(rolled, due.rolled());
            }
        }
    }

    #[test]
    fn lengths_days_and_stamps_are_read_back(
        day in any_day(), stamp in stamp(), period in period(), minutes in 1..=u32::MAX,
    ) {
        prop_assert_eq!(day.to_string().parse(), Ok(day));
        prop_assert_eq!(Day::try_from(NaiveDate::from(day)), Ok(day));
        if stamp.minute().is_some() || stamp.is_whole_day() {
            prop_assert_eq!(stamp.to_string().parse(), Ok(stamp));
            prop_assert_eq!(Moment::from(stamp).to_string(), stamp.to_string());
        }
        prop_assert_eq!(stamp.earliest().to_string().parse(), Ok(stamp.earliest()));
        if period != Period::default() {
            prop_assert_eq!(period.to_string().parse(), Ok(period));
            prop_assert_eq!(period.to_string().parse(), Ok(Length::Civil(period)));
        }
        let duration = Duration { minutes };
        prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        prop_assert_eq!(duration.to_string().parse(), Ok(Length::Elapsed(duration)));
    }

    #[test]
    fn no_text_panics(text in any::<String>(), near in "[0-9T:. -]{0,20}|([0-9]{0,12} ?[a-z ]{0,12}){0,3}") {
        for text in [text, near] {
            let _ = (text.parse::<Day>(), text.parse::<Minute>(), text.parse::<Stamp>(), text.parse::<Rule>());
            let _ = (text.parse::<Length>(), text.parse::<Period>(), text.parse::<Duration>(), text.parse::<Roll>());
            if let Ok(day) = text.parse::<Day>() {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }

    #[test]
    fn the_moment_of_a_range_keeps_its_order_in_every_zone(
        zone in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
        rule in prop::sample::select(Rule::ALL.to_vec()),
        day in any_day(), a in 0..1440u16, b in 0..1440u16, minutes in 0..5000u32,
    ) {
        let counting = Counting { rule, roll: Roll::None, holidays: Holidays::None, zone };
        let stamp = Stamp::between(day, Minute::new(a.min(b)).unwrap(), Minute::new(a.max(b)).unwrap()).unwrap();
        for stamp in [stamp, Stamp::of_day(day)] {
            let end = counting.count(stamp, Duration { minutes }.into()).unwrap().last.last_minute();
            prop_assert!(end.earliest <= end.latest);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_count_panics(
        counting in counting(),
        zone in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
        number in Day::MIN.number()..=Day::MAX.number(),
        period in wild_period(),
        minutes in any::<u32>(),
        wild in any::<(i64, i64)>(),
    ) {
        let counting = Counting { zone, ..counting };
        let start = Day::from_number(number).unwrap();
        let wild = End::Moment(Moment { earliest: wild.0 >> 30, latest: wild.1 });
        for length in [Length::from(period), Duration { minutes }.into()] {
            let _ = counting.steps(Stamp::of_day(start), length);
            let _ = counting.extend(End::Day(start), length);
            let _ = counting.extend(wild, length);
        }
    }
}

#[test]
fn easter_agrees_with_gauss_in_every_year() {
    for year in 1583..=9999 {
        assert_eq!(easter(year).map(NaiveDate::from), Some(walk::easter(year)));
    }
}

#[test]
fn holidays_agree_on_every_day_of_three_centuries() {
    let first = Day::from_ymd(1850, 1, 1).unwrap();
    for holidays in [Holidays::None, Holidays::France, Holidays::FranceAlsaceMoselle] {
        for day in (0..300 * 365).filter_map(|days| first.plus(days)) {
            assert_eq!(holidays.contains(day), walk::is_holiday(&holidays, day.into()), "{day}");
        }
    }
}

#[test]
fn every_start_of_a_century_is_monotone() {
    let first = Day::from_ymd(2000, 1, 1).unwrap();
    for rule in [Rule::Civil, Rule::Franc, Rule::Eu118271] {
        for roll in Roll::ALL {
            for holidays in [Holidays::None, Holidays::France, Holidays::FranceAlsaceMoselle] {
                let counting = Counting { rule, roll, holidays, zone: Tz::UTC };
                for length in ["1 month", "3 months", "8 days", "10 working days", "1 year 1 month 10 days"] {
                    let length: Length = length.parse().unwrap();
                    let mut before = Day::MIN;
                    for start in (0..36_525).filter_map(|days| first.plus(days)) {
                        let end = last_day(counting.count(Stamp::of_day(start), length).unwrap());
                        assert!(before <= end, "{length} from {start}");
                        before = end;
                    }
                }
            }
        }
    }
}
