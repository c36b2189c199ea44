//! On random small timed procedures, with months, rolls and working days, the verdict is that of the real calendar,
//! explored day by day with the engine alone.

use crate::flaws::{Shown, replays};
use greffe::system::System;
use greffe::verify::{Finding, Nobody, Options, verify};
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

/// A duty: the act that raises it, when it falls due, the act that fulfils it, the state that ends it.
#[derive(Clone, Debug)]
struct Duty {
    arises: usize,
    due: Due,
    fulfilled: usize,
    ends: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Due {
    In(&'static str),
    With(usize),
    Every(&'static str),
}

/// What a property follows, until when, and what it expects.
#[derive(Clone, Debug)]
struct Followed {
    cue: String,
    within: &'static str,
    expect: String,
}

#[derive(Clone, Debug)]
struct Drawn {
    rules: Vec<Rule>,
    deadlines: Vec<(&'static str, bool, usize, usize)>,
    property: (usize, usize, &'static str, &'static str),
    duties: Vec<Duty>,
    followed: Followed,
}

const STATES: usize = 4;
const ACTS: usize = 3;
const LENGTHS: [&str; 9] =
    ["1 day", "3 days", "10 days", "1 month", "30 days", "31 days", "5 weeks", "5 working days", "1 week"];

fn length() -> impl Strategy<Value = &'static str> {
    prop::sample::select(LENGTHS.to_vec())
}

/// Rules of which each leaves a state that an earlier one enters, and compares with acts of earlier ones.
fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let comparison = (any::<prop::sample::Index>(), prop::sample::select(vec!["<=", ">=", "<", ">"]), length());
    let rule = (
        0..ACTS,
        any::<prop::sample::Index>(),
        0..STATES,
        prop::collection::vec(comparison, 0..2),
        prop::option::of(0..2usize),
    );
    prop::collection::vec(rule, 3..7).prop_map(|drawn| {
        let (mut rules, mut reached, mut done) = (Vec::<Rule>::new(), vec![0], Vec::<usize>::new());
        for (act, from, to, checks, starts) in drawn {
            let from = *from.get(&reached);
            let known: Vec<usize> = done.iter().copied().filter(|d| *d != act).collect();
            let checks = checks
                .into_iter()
                .filter(|_| !known.is_empty())
                .map(|(earlier, operator, length)| Comparison { earlier: *earlier.get(&known), operator, length });
            rules.push(Rule { act, from, to, checks: checks.collect(), starts });
            reached.push(to);
            done.push(act);
        }
        rules
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let deadline = (length(), any::<bool>(), 0..STATES, 0..STATES);
    let property = (0..ACTS, 0..ACTS, prop::sample::select(vec!["<=", ">", "=="]), length());
    let rules = (rules(), prop::collection::vec(deadline, 2), property);
    (rules, prop::collection::vec(duty(), 0..3), followed()).prop_map(
        |((rules, deadlines, property), duties, followed)| Drawn { rules, deadlines, property, duties, followed },
    )
}

fn duty() -> impl Strategy<Value = Duty> {
    let due = prop_oneof![
        4 => length().prop_map(Due::In),
        2 => (0..2usize).prop_map(Due::With),
        1 => length().prop_map(Due::Every),
    ];
    (0..ACTS, due, 0..ACTS, prop::option::of(0..STATES)).prop_map(|(arises, due, fulfilled, ends)| Duty {
        arises,
        due,
        fulfilled,
        ends,
    })
}

fn followed() -> impl Strategy<Value = Followed> {
    let cue = prop_oneof![(0..ACTS).prop_map(|a| format!("a{a}")), (1..STATES).prop_map(|s| format!("s{s}"))];
    let expect = prop_oneof![
        (0..STATES).prop_map(|s| format!("state == s{s}")),
        (0..STATES).prop_map(|s| format!("state != s{s}")),
        (0..ACTS).prop_map(|a| format!("done(a{a})")),
        (0..ACTS, 0..STATES).prop_map(|(a, s)| format!("done(a{a}) or state == s{s}")),
        (0..ACTS, 0..ACTS, length()).prop_map(|(a, b, length)| format!("last(a{a}).on > {length} from last(a{b}).on")),
    ];
    (cue, length(), expect).prop_map(|(cue, within, expect)| Followed { cue, within, expect })
}

/// The procedure as a file. Acts are done once each, so that courses are few.
fn text(drawn: &Drawn) -> String {
    let mut text = String::from(
        "procedure: drawn\nedition: 2011-01-20\nuntil: 2011-03-12\ntitle: Drawn\ntime_zone: Europe/Paris\n\
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
    if !drawn.duties.is_empty() {
        text.push_str("duties:\n");
    }
    for (index, duty) in drawn.duties.iter().enumerate() {
        let due = match duty.due {
            Due::In(length) => format!("due: \"{length} from act.on\""),
            Due::With(deadline) => format!("due: d{deadline}"),
            Due::Every(length) => format!("every: {length}"),
        };
        let ends = duty.ends.map(|state| format!(", ends: s{state}")).unwrap_or_default();
        text.push_str(&format!(
            "  u{index}: {{ owed_by: anybody, basis: rule, arises: a{}, {due}, discharged_by: a{}{ends} }}\n",
            duty.arises, duty.fulfilled
        ));
    }
    let (a, b, operator, length) = drawn.property;
    let (never, reachable) =
        (format!("last(a{a}).on {operator} {length} from last(a{b}).on"), format!("state == s3 and done(a{a})"));
    let Followed { cue, within, expect } = &drawn.followed;
    text.push_str("properties:\n");
    for (name, kept) in [("", ""), ("_kept", ", duties_kept: true")] {
        text.push_str(&format!(
            "  drawn{name}: {{ never: \"{never}\"{kept} }}\n  ends{name}: {{ reachable: \"{reachable}\"{kept} }}\n  \
             timely{name}: {{ following: {cue}, within: {within}, expect: \"{expect}\"{kept} }}\n  \
             some_day{name}: {{ following: {cue}, expect: \"{expect}\"{kept} }}\n"
        ));
    }
    text
}

/// What is said of each property, in a word; the word of the oracle.
fn words(drawn: &Drawn, only: &[&str], exact: bool) -> Option<Vec<&'static str>> {
    let procedures = std::panic::catch_unwind(|| crate::common::procedures(&[("drawn", text(drawn))])).ok()?;
    let system = System::of(&procedures["drawn"]);
    let only = only.iter().map(|name| (*name).to_owned()).collect();
    let options = Options { exact, only, ..Options::default() };
    let proof = verify(&system, &options, &Nobody).unwrap();
    let word = |finding: &Finding| match finding {
        Finding::Holds(_) | Finding::HoldsEmptily(_) => "holds",
        Finding::Broken(_) => "broken",
        Finding::Possible(_) => "possible",
        Finding::Impossible(_) => "impossible",
        Finding::Open(_) => "open",
    };
    for claim in &proof.claims {
        if let Finding::Broken(course) = &claim.finding {
            let shown = if claim.name.starts_with("some_day") { Shown::Awaited } else { Shown::Broken };
            replays(&procedures, &system, course, &claim.name, shown);
        }
    }
    Some(proof.claims.iter().map(|claim| word(&claim.finding)).collect())
}

/// The properties that are looked at by themselves.
const ASKED: [&str; 6] = ["timely", "some_day", "timely_kept", "some_day_kept", "drawn_kept", "ends_kept"];

fn agrees(drawn: &Drawn, only: &[&str]) -> Result<(), TestCaseError> {
    let (Some(found), Some(oracle)) = (words(drawn, only, false), words(drawn, only, true)) else {
        return Err(TestCaseError::reject("the checker refuses it"));
    };
    prop_assert_eq!(found, oracle, "{:?} of\n{}", only, text(drawn));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_verdict_is_that_of_the_real_calendar(drawn in drawn()) {
        agrees(&drawn, &["drawn", "ends"])?;
    }

    #[test]
    fn what_is_waited_for_and_what_is_owed_are_those_of_the_real_calendar(drawn in drawn(), asked in 0..ASKED.len()) {
        agrees(&drawn, &[ASKED[asked]])?;
    }
}
