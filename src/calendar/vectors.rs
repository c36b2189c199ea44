//! Counts whose result is known from a text, a decision or a calendar.

use chrono::Weekday;
use chrono_tz::Europe::Paris;

use super::*;

mod clocks;

fn counting(rule: Rule, roll: Roll, holidays: Holidays) -> Counting {
    Counting { rule, roll, holidays, zone: Paris }
}

/// The rule with roll and French holidays.
fn rolling(rule: Rule) -> Counting {
    counting(rule, Roll::NextWorkingDay, Holidays::France)
}

/// The rule without roll or holidays.
fn plain(rule: Rule) -> Counting {
    counting(rule, Roll::None, Holidays::None)
}

fn due(counting: &Counting, start: &str, length: &str) -> (String, String) {
    let due = counting.count(start.parse().unwrap(), length.parse().unwrap()).unwrap();
    (due.nominal.to_string(), due.last.to_string())
}

fn last(counting: &Counting, start: &str, length: &str) -> String {
    due(counting, start, length).1
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

// The vectors of the dossier.

/// "3 months from 16 Jun (Thu) → Fri 16 Sep 2011, working day, no roll".
#[test]
fn three_months_from_16_june_2011() {
    let due = rolling(Rule::Civil).count("2011-06-16".parse().unwrap(), "3 months".parse().unwrap()).unwrap();
    assert_eq!(due.last, End::Day(day("2011-09-16")));
    assert!(!due.rolled());
    assert_eq!(day("2011-06-16").weekday(), Weekday::Thu);
    assert_eq!(day("2011-09-16").weekday(), Weekday::Fri);
}

/// "franc: Sat 17 → Mon 19 Sep".
#[test]
fn three_months_franc_from_16_june_2011() {
    let counting = rolling(Rule::Franc);
    assert_eq!(due(&counting, "2011-06-16", "3 months"), ("2011-09-17".into(), "2011-09-19".into()));
    assert_eq!(day("2011-09-17").weekday(), Weekday::Sat);
    let (due, steps) = counting.steps("2011-06-16".parse().unwrap(), "3 months".parse().unwrap()).unwrap();
    assert!(due.rolled());
    assert_eq!(
        steps,
        [
            Step::StartNotCounted { day: day("2011-06-16") },
            Step::MonthsAdded { months: 3, to: day("2011-09-16") },
            Step::FrancDay { to: day("2011-09-17") },
            Step::RolledOver {
                from: day("2011-09-17"),
                reason: NonWorking::Weekend(Weekday::Sat),
                to: day("2011-09-19")
            },
            Step::Ends { last: End::Day(day("2011-09-19")) },
        ]
    );
}

/// "Received 17 or 18 Jun → Sat 17 / Sun 18 Sep → rolls to Mon 19 Sep".
#[test]
fn three_months_from_17_or_18_june_2011() {
    let counting = rolling(Rule::Civil);
    assert_eq!(due(&counting, "2011-06-17", "3 months"), ("2011-09-17".into(), "2011-09-19".into()));
    assert_eq!(due(&counting, "2011-06-18", "3 months"), ("2011-09-18".into(), "2011-09-19".into()));
}

/// "From Mon 27 Jun → Tue 27 Sep 2011".
#[test]
fn three_months_from_27_june_2011() {
    assert_eq!(due(&rolling(Rule::Civil), "2011-06-27", "3 months"), ("2011-09-27".into(), "2011-09-27".into()));
    assert_eq!(day("2011-09-27").weekday(), Weekday::Tue);
}

/// "10 days from 16 Jun → Sun 26 → Mon 27 Jun".
#[test]
fn ten_days_from_16_june_2011() {
    assert_eq!(due(&rolling(Rule::Civil), "2011-06-16", "10 days"), ("2011-06-26".into(), "2011-06-27".into()));
}

/// "Appeal on a hypothetical decision notified 24 Oct 2011: franc, Sun 25 Dec → Mon 26 Dec; Tue 27 in
/// Alsace-Moselle". The appeal has two months.
#[test]
fn appeal_on_a_decision_notified_on_24_october_2011() {
    let france = rolling(Rule::Franc);
    assert_eq!(due(&france, "2011-10-24", "2 months"), ("2011-12-25".into(), "2011-12-26".into()));
    let alsace = counting(Rule::Franc, Roll::NextWorkingDay, Holidays::FranceAlsaceMoselle);
    assert_eq!(due(&alsace, "2011-10-24", "2 months"), ("2011-12-25".into(), "2011-12-27".into()));
    let (_, steps) = alsace.steps("2011-10-24".parse().unwrap(), "2 months".parse().unwrap()).unwrap();
    assert_eq!(
        steps[3..5],
        [
            Step::RolledOver {
                from: day("2011-12-25"),
                reason: NonWorking::Weekend(Weekday::Sun),
                to: day("2011-12-26")
            },
            Step::RolledOver {
                from: day("2011-12-26"),
                reason: NonWorking::Holiday(HolidayName::SecondChristmasDay),
                to: day("2011-12-27")
            },
        ]
    );
}

/// "Notified 3 Jan → 4 Mar 24:00" (Conseil d'État, 15 December 2023, n° 472836): two months, in a year in which
/// 4 March is a working day.
#[test]
fn franc_from_3_january() {
    assert_eq!(due(&rolling(Rule::Franc), "2022-01-03", "2 months"), ("2022-03-04".into(), "2022-03-04".into()));
}

/// "roll only if not expressed in hours: 72 h does not roll under 3(4)".
#[test]
fn eu_hours_do_not_roll() {
    let eu = rolling(Rule::Eu118271);
    // Thursday to Sunday; the hour from 10:00 is not counted.
    assert_eq!(last(&eu, "2011-06-16T10:25", "72 hours"), "2011-06-19T11:00");
    assert_eq!(day("2011-06-19").weekday(), Weekday::Sun);
    assert_eq!(due(&eu, "2011-06-16", "3 days"), ("2011-06-19".into(), "2011-06-20".into()));
    // On the hour: that hour is the one not counted.
    assert_eq!(last(&eu, "2011-06-16T10:00", "72 hours"), "2011-06-19T11:00");
    assert_eq!(last(&eu, "2011-06-16T10:59", "72 hours"), "2011-06-19T11:00");
    assert_eq!(last(&eu, "2011-06-16T23:10", "1 hour"), "2011-06-17T01:00");
}

/// "2011 holidays: 25 Apr, 2 Jun, 13 Jun, 14 Jul, 15 Aug, 1 Nov, 11 Nov; 1 May, 8 May, 25 Dec are Sundays".
#[test]
fn working_days_of_2011() {
    let counting = rolling(Rule::Civil);
    for text in ["2011-04-25", "2011-06-02", "2011-06-13", "2011-07-14", "2011-08-15", "2011-11-01", "2011-11-11"] {
        assert!(!counting.is_working(day(text)) && !day(text).is_weekend(), "{text}");
    }
    for text in ["2011-05-01", "2011-05-08", "2011-12-25"] {
        assert_eq!(day(text).weekday(), Weekday::Sun);
    }
    assert!(counting.is_working(day("2011-04-22")));
    let alsace = counting_in_alsace();
    assert!(!alsace.is_working(day("2011-04-22")));
}

fn counting_in_alsace() -> Counting {
    counting(Rule::Civil, Roll::NextWorkingDay, Holidays::FranceAlsaceMoselle)
}

// Months and their ends.

#[test]
fn months_end_on_the_same_number_or_the_last_day() {
    let civil = plain(Rule::Civil);
    for (start, length, end) in [
        ("2011-01-31", "1 month", "2011-02-28"),
        ("2012-01-31", "1 month", "2012-02-29"),
        ("2011-01-31", "2 months", "2011-03-31"),
        ("2012-02-29", "1 year", "2013-02-28"),
        ("2012-02-29", "4 years", "2016-02-29"),
        ("2012-02-29", "1 year 12 months", "2014-02-28"),
        ("2012-01-31", "1 year 1 month", "2013-02-28"),
        ("2011-01-31", "1 month 10 days", "2011-03-10"),
        ("2011-08-31", "1 month", "2011-09-30"),
        ("2011-12-31", "2 months", "2012-02-29"),
        ("1899-11-30", "3 months", "1900-02-28"),
        ("1999-11-30", "3 months", "2000-02-29"),
        ("2011-06-16", "1 week", "2011-06-23"),
        ("2011-12-30", "2 days", "2012-01-01"),
    ] {
        assert_eq!(last(&civil, start, length), end, "{length} from {start}");
    }
    let (_, steps) = civil.steps("2011-01-31".parse().unwrap(), "1 month 10 days".parse().unwrap()).unwrap();
    assert_eq!(steps[2], Step::ClampedToMonthEnd { wanted_day: 31, to: day("2011-02-28") });
    assert_eq!(steps[3], Step::DaysAdded { days: 10, to: day("2011-03-10") });
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    let civil = counting(Rule::Civil, Roll::None, Holidays::France);
    let (due, steps) = civil.steps("2011-06-10".parse().unwrap(), "2 working days".parse().unwrap()).unwrap();
    assert_eq!(due.last, End::Day(day("2011-06-15")));
    assert_eq!(
        steps[1],
        Step::WorkingDaysAdded {
            days: 2,
            to: day("2011-06-15"),
            skipped: vec![
                (day("2011-06-11"), NonWorking::Weekend(Weekday::Sat)),
                (day("2011-06-12"), NonWorking::Weekend(Weekday::Sun)),
                (day("2011-06-13"), NonWorking::Holiday(HolidayName::WhitMonday)),
            ]
        }
    );
    // Without holidays, from a Saturday.
    assert_eq!(last(&plain(Rule::Civil), "2011-06-11", "1 working day"), "2011-06-13");
}

// Extensions.

#[test]
fn an_extension_counts_from_the_nominal_day_and_rolls_once() {
    let franc = rolling(Rule::Franc);
    let first = franc.count("2011-06-16".parse().unwrap(), "3 months".parse().unwrap()).unwrap();
    let extended = franc.extend(first.nominal, "2 months".parse().unwrap()).unwrap();
    // From Saturday 17 September, not from Monday 19; the franc day is there already.
    assert_eq!(extended.last, End::Day(day("2011-11-17")));
    let longer = franc.extend(first.nominal, "1 week".parse().unwrap()).unwrap();
    assert_eq!((longer.nominal, longer.last), (End::Day(day("2011-09-24")), End::Day(day("2011-09-26"))));
}

#[test]
fn extensions_between_days_and_hours() {
    let civil = plain(Rule::Civil);
    let extend = |end: End, length: &str| civil.extend(end, length.parse().unwrap()).map(|due| due.last.to_string());
    assert_eq!(extend(End::Day(day("2011-06-16")), "24 hours"), Ok("2011-06-17T23:59".into()));
    let exact = End::Moment(moment("2011-06-16T10:25"));
    assert_eq!(extend(exact, "24 hours"), Ok("2011-06-17T10:25".into()));
    assert_eq!(extend(exact, "1 day"), Ok("2011-06-17".into()));
    let Moment { earliest, latest } = moment("2011-06-16");
    let uncertain = End::Moment(Moment { earliest: earliest + 60, latest: latest + 60 });
    assert_eq!(extend(uncertain, "1 day"), Err(CountError::UncertainDay));
    let wild = End::Moment(Moment { earliest: i64::MIN, latest: i64::MAX });
    assert_eq!(extend(wild, "1 hour"), Err(CountError::OutOfRange));
}

fn moment(text: &str) -> Moment {
    text.parse::<Stamp>().unwrap().into()
}
