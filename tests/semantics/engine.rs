//! Point 21: `step` returns small copyable values, and nothing else decides.

use greffe::calendar::Stamp;
use greffe::engine::{Case, Occurrence, Outcome, Refusal, Stepped, Verdict, branches, check_results, judge, step};
use greffe::replay::Options;
use greffe::value::Value;

use crate::common::found::law;

const FINE: &str = "
states: { a: { initial: true }, b: { final: true } }
acts: { fine: { by: office, details: { heard: boolean, amount: integer } }, ask: { by: party, details: { fit: boolean } } }
transitions:
  - act: fine
    from: a
    to: b
    basis: policy
    requires: [ { check: act.heard, basis: policy }, { check: act.amount <= 100, basis: policy } ]
  - { act: ask, from: a, to: b, basis: policy, requires: [ { check: act.fit, basis: policy } ] }
";

fn on(text: &str) -> Stamp {
    text.parse().unwrap()
}

#[test]
fn p21_step_returns_small_copyable_values() {
    fn copyable<T: Copy>() {}
    copyable::<Outcome>();
    copyable::<Stepped>();
    assert!(size_of::<Stepped>() <= 48, "{}", size_of::<Stepped>());
}

#[test]
fn p21_step_moves_the_case_and_names_the_failed_conditions() {
    let procedure = law(FINE).procedure();
    let mut case = Case::new(procedure);
    let details = [Value::Boolean(true), Value::Integer(200)];
    let fine = Occurrence {
        act: procedure.act_named("fine").unwrap(),
        on: on("2011-01-05"),
        by: procedure.role_named("office"),
        details: &details,
    };
    let Stepped::Done(outcome) = step(procedure, &mut case, &fine, &[]) else { panic!("doubtful") };
    assert_eq!(outcome.verdict, Verdict::Illegal);
    assert_eq!(outcome.refusal, Some(Refusal::ConditionFailed));
    assert_eq!(outcome.failed.iter().collect::<Vec<_>>(), [1]);
    assert_eq!(case.state(), procedure.state_named("b").unwrap());
    // The same from the same case, again.
    let mut again = Case::new(procedure);
    assert_eq!(step(procedure, &mut again, &fine, &[]), Stepped::Done(outcome));
    assert_eq!(again, case);
}

#[test]
fn p21_what_an_unknown_decides_is_left_to_the_branches() {
    let procedure = law(FINE).procedure();
    let case = Case::new(procedure);
    let ask = Occurrence {
        act: procedure.act_named("ask").unwrap(),
        on: on("2011-01-05"),
        by: procedure.role_named("party"),
        details: &[Value::Unknown],
    };
    let mut moved = case.clone();
    assert_eq!(step(procedure, &mut moved, &ask, &[]), Stepped::Doubtful);
    assert_eq!(moved, case);
    let states: Vec<_> = branches(procedure, &case, &ask, &[]).iter().map(|(c, _)| c.state()).collect();
    assert_eq!(states.len(), 2);
    assert_ne!(states[0], states[1]);
    assert_eq!(judge(procedure, &case, &ask, &[]), Verdict::Undetermined);
}

#[test]
fn p21_explaining_runs_the_same_evaluator() {
    let procedure = law(FINE).procedure();
    for (heard, amount) in [(true, 50), (true, 200), (false, 50), (false, 200)] {
        let event = format!("on: 2011-01-05, act: fine, details: {{ heard: {heard}, amount: {amount} }}");
        let plain = law(FINE).replay(&[event.as_str()]);
        let explain = Options { explain: true, ..Options::default() };
        let told = law(FINE).replay_with("", &[event.as_str()], &explain);
        assert_eq!(plain.outcome("m.fine"), told.outcome("m.fine"));
        // With an explanation every condition is told; without, those that failed. The last value told is the outcome.
        let checks = told.checks("m.fine");
        assert_eq!(checks.iter().map(|c| c.1).collect::<Vec<_>>(), [Some(heard), Some(amount <= 100)]);
        for (_, holds, values) in &checks {
            assert_eq!(values.last().and_then(|v| v.truth()), *holds);
        }
        let failed: Vec<_> = checks.into_iter().filter(|c| c.1 == Some(false)).collect();
        assert_eq!(plain.checks("m.fine"), failed);
        let details = [Value::Boolean(heard), Value::Integer(amount)];
        let act = Occurrence {
            act: procedure.act_named("fine").unwrap(),
            on: on("2011-01-05"),
            by: procedure.role_named("office"),
            details: &details,
        };
        let transition = plain.event("m.fine").possible[0].outcome.transition.unwrap();
        let results = check_results(procedure, &Case::new(procedure), &act, &[], transition);
        assert_eq!(results, [Some(heard), Some(amount <= 100)]);
    }
}
