//! Summaries of parts add up to that of the whole.

use greffe::audit::Format;
use greffe::report::audit::{Summary, Unlike};
use proptest::prelude::*;

use super::register::{How, Line, csv, fines_map, judge, line};

/// A case by a few numbers.
fn case(name: usize, (start, sent, paid): (i32, i32, bool)) -> Vec<Line> {
    let day = |on: i32| greffe::calendar::Day::from_number(on).unwrap().to_string();
    let name = format!("S{name}");
    let mut lines = vec![line(&*name, "Create Fine", &day(start), Some(("amount", "40")))];
    lines.push(line(&*name, "Send Fine", &day(start + sent), Some(("expense", "10"))));
    if paid {
        lines.push(line(&*name, "Payment", &day(start + sent), Some(("paymentAmount", "50"))));
        lines.push(line(&*name, "Add penalty", &day(start + sent + 1), Some(("amount", "80"))));
    }
    lines
}

fn found(lines: &[Line]) -> Summary {
    judge(fines_map(), &csv(lines), &How::new(Format::Csv)).unwrap().1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_split_of_the_cases_gives_the_same_totals(
        cases in prop::collection::vec(((14_500i32..15_500, 60i32..200, any::<bool>()), 0usize..4), 1..40),
    ) {
        let all: Vec<(Vec<Line>, usize)> =
            cases.iter().enumerate().map(|(name, (facts, part))| (case(name, *facts), *part)).collect();
        let whole = found(&all.iter().flat_map(|(lines, _)| lines.clone()).collect::<Vec<_>>());
        let part = |part: usize| {
            let lines = all.iter().filter(|(_, own)| *own == part).flat_map(|(lines, _)| lines.clone());
            found(&lines.collect::<Vec<_>>())
        };
        // Through JSON, as processes pass them on, and the last part first.
        let mut sum: Option<Summary> = None;
        for number in [3, 0, 2, 1] {
            let text = serde_json::to_string(&part(number)).unwrap();
            let read: Summary = serde_json::from_str(&text).unwrap();
            match &mut sum {
                Some(sum) => sum.merge(&read).unwrap(),
                None => sum = Some(read),
            }
        }
        prop_assert_eq!(sum.unwrap(), whole);
    }
}

#[test]
fn what_is_not_alike_is_not_added() {
    let mut one = found(&case(1, (14_600, 100, true)));
    let other = one.clone();
    let with = |change: &dyn Fn(&mut Summary)| {
        let mut changed = other.clone();
        change(&mut changed);
        changed
    };
    assert_eq!(one.merge(&with(&|s| s.greffe_audit = 2)), Err(Unlike::Version));
    assert_eq!(one.merge(&with(&|s| s.procedure = "other".into())), Err(Unlike::Procedure));
    assert_eq!(one.merge(&with(&|s| s.register.en = "other".into())), Err(Unlike::Register));
    assert_eq!(one.merge(&with(&|s| s.as_of = Some("2011-01-01".into()))), Err(Unlike::AsOf));
    assert_eq!(one.merge(&with(&|s| s.readings[0].always = Some("2011-01-01".into()))), Err(Unlike::Readings));
    assert_eq!(one, other, "what was refused changed nothing");
}
