//! On random small timed procedures, with months, rolls and working days, the verdict is that of the real calendar,
//! explored day by day with the engine alone.

use greffe::system::System;
use greffe::verify::{Course, Finding, Limits, Nobody, Options, Shortest, verify};
use proptest::prelude::*;

/// A comparison of the day of an act with that of an earlier one.
#[derive(Clone, Debug)]
struct Comparison {
    earlier: usize,
    operator: &'static str,
    length: &'static str,
}

#[derive(Clone, Debug)]
struct Rule {
    act: usize,
    from: usize,
    to: usize,
    checks: Vec<Comparison>,
    starts: Option<usize>,
}

#[derive(Clone, Debug)]
struct Drawn {
    rules: Vec<Rule>,
    deadlines: Vec<(&'static str, bool, usize, usize)>,
    property: (usize, usize, &'static str, &'static str),
}

const STATES: usize = 4;
const ACTS: usize = 4;
const LENGTHS: [&str; 9] =
    ["1 day", "3 days", "10 days", "1 month", "30 days", "31 days", "2 months", "5 working days", "1 week"];

fn comparison() -> impl Strategy<Value = Comparison> {
    (0..ACTS, prop::sample::select(vec!["<=", ">=", "<", ">"]), prop::sample::select(LENGTHS.to_vec()))
        .prop_map(|(earlier, operator, length)| Comparison { earlier, operator, length })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let rule = (0..ACTS, 0..STATES, 0..STATES, prop::collection::vec(comparison(), 0..3), prop::option::of(0..2usize))
        .prop_map(|(act, from, to, checks, starts)| Rule { act, from, to, checks, starts });
    let deadline = (prop::sample::select(LENGTHS.to_vec()), any::<bool>(), 0..STATES, 0..STATES);
    let property =
        (0..ACTS, 0..ACTS, prop::sample::select(vec!["<=", ">", "=="]), prop::sample::select(LENGTHS.to_vec()));
    (prop::collection::vec(rule, 4..8), prop::collection::vec(deadline, 2), property)
        .prop_map(|(rules, deadlines, property)| Drawn { rules, deadlines, property })
}

/// The procedure as a file. Acts are done once each, so that courses are few.
fn text(drawn: &Drawn) -> String {
    let mut text = String::from(
        "procedure: drawn\nedition: 2011-01-20\nuntil: 2011-04-30\ntitle: Drawn\ntime_zone: Europe/Paris\n\
         counting: { rule: civil, roll: next-working-day, holidays: fr }\nlaw: { rule: { cite: None, status: inferred } }\n\
         roles: { anybody: { authority: true } }\nstates:\n  s0: { initial: true }\n  s1: { final: true }\n  s2: { final: true }\n  s3: { final: true }\nacts:\n",
    );
    for act in 0..ACTS {
        text.push_str(&format!("  a{act}: {{ by: anybody }}\n"));
    }
    text.push_str("deadlines:\n");
    for (index, (length, roll, ..)) in drawn.deadlines.iter().enumerate() {
        let roll = if *roll { "next-working-day" } else { "none" };
        text.push_str(&format!(
            "  d{index}: {{ counted_from: act.on, lasts: {length}, basis: rule, counting: {{ rule: civil, roll: {roll}, holidays: fr }} }}\n"
        ));
    }
    text.push_str("transitions:\n");
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for rule in &drawn.rules {
        if taken.contains(&(rule.act, rule.from)) {
            continue;
        }
        taken.push((rule.act, rule.from));
        let mut checks = vec![format!("{{ check: not done(a{}), basis: rule }}", rule.act)];
        for check in &rule.checks {
            checks.push(format!(
                "{{ check: \"act.on {} {} from last(a{}).on\", basis: rule }}",
                check.operator, check.length, check.earlier
            ));
        }
        let starts = rule.starts.map(|d| format!(", restarts: d{d}")).unwrap_or_default();
        text.push_str(&format!(
            "  - {{ act: a{}, from: s{}, to: s{}, basis: rule{starts}, requires: [ {} ] }}\n",
            rule.act,
            rule.from,
            rule.to,
            checks.join(", ")
        ));
    }
    for (index, (_, _, from, to)) in drawn.deadlines.iter().enumerate() {
        text.push_str(&format!("  - {{ when_over: d{index}, from: s{from}, to: s{to} }}\n"));
    }
    let (a, b, operator, length) = drawn.property;
    text.push_str(&format!(
        "properties:\n  drawn: {{ never: \"last(a{a}).on {operator} {length} from last(a{b}).on\" }}\n  \
         ends: {{ reachable: \"state == s3 and done(a{a})\" }}\n"
    ));
    text
}

/// What is said of each property, in a word; the word of the oracle.
fn words(drawn: &Drawn, exact: bool) -> Option<Vec<&'static str>> {
    let procedures = std::panic::catch_unwind(|| crate::common::procedures(&[("drawn", text(drawn))])).ok()?;
    let system = System::of(&procedures["drawn"]);
    // By date the oracle is done with a property at the first course.
    let options = Options { exact, shortest: Shortest::Date, ..Options::default() };
    let proof = verify(&system, &options, &Nobody).unwrap();
    let word = |finding: &Finding| match finding {
        Finding::Holds(_) | Finding::HoldsEmptily(_) => "holds",
        Finding::Broken(_) => "broken",
        Finding::Possible(_) => "possible",
        Finding::Impossible(_) => "impossible",
        Finding::Open(_) => "open",
    };
    Some(proof.claims.iter().map(|claim| word(&claim.finding)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_verdict_is_that_of_the_real_calendar(drawn in drawn()) {
        let (Some(found), Some(oracle)) = (words(&drawn, false), words(&drawn, true)) else {
            return Err(TestCaseError::reject("the checker refuses it"));
        };
        prop_assert_eq!(found, oracle, "{}", text(&drawn));
    }

    #[test]
    fn a_course_said_to_be_shortest_is_as_short_as_the_oracles(drawn in drawn()) {
        let Ok(procedures) = std::panic::catch_unwind(|| crate::common::procedures(&[("drawn", text(&drawn))])) else {
            return Err(TestCaseError::reject("the checker refuses it"));
        };
        let system = System::of(&procedures["drawn"]);
        for shortest in [Shortest::Acts, Shortest::Date] {
            let proof = |exact| {
                // Where the oracle would take long it says nothing.
                let limits = Limits { states: Some(4_000), ..Limits::default() };
                verify(&system, &Options { exact, shortest, limits, ..Options::default() }, &Nobody).unwrap()
            };
            for (found, oracle) in proof(false).claims.iter().zip(&proof(true).claims) {
                let known = oracle.finding.course().filter(|_| oracle.shortest);
                let (Some(course), Some(known)) = (found.finding.course(), known) else { continue };
                let end = |course: &Course| course.until.or(course.steps.last().map(|s| s.on)).map(|end| end.day);
                match shortest {
                    Shortest::Acts if found.shortest => prop_assert_eq!(course.steps.len(), known.steps.len()),
                    Shortest::Date if found.shortest => prop_assert_eq!(end(course), end(known)),
                    Shortest::Acts => prop_assert!(course.steps.len() >= known.steps.len()),
                    Shortest::Date => prop_assert!(end(course) >= end(known)),
                }
            }
        }
    }
}
