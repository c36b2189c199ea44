//! What a replay says under uncertainty, against brute force: every combination of dates and values that respects the
//! order of events is written down as a scenario without any unknown, and replayed on its own.
//!
//! Procedures and scenarios are drawn from a string of bytes, so that a failure shrinks towards the plainest one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

#[path = "common/dice.rs"]
mod dice;
#[path = "soundness/draw.rs"]
mod draw;
#[path = "soundness/facts.rs"]
mod facts;
#[path = "soundness/found.rs"]
mod found;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use dice::Dice;
use draw::procedures;
use facts::Facts;
use found::{Found, found};
use greffe::procedure::Editions;
use greffe::replay::{Options, Replay, replay};
use proptest::prelude::*;

/// Replays a scenario as written; nothing if it is refused.
fn replayed<'p>(law: &'p BTreeMap<String, Editions>, text: &str) -> Result<Replay<'p>, String> {
    let scenario = common::scenario("s.yaml", text, law)?;
    Ok(replay(Rc::new(scenario), &Options::default()))
}

/// The law, the facts, and every world that they allow; nothing if there is none.
struct Case {
    texts: Vec<(&'static str, String)>,
    law: BTreeMap<String, Editions>,
    facts: Facts,
    worlds: Vec<Vec<usize>>,
}

impl Case {
    fn drawn(bytes: &[u8], most_worlds: usize) -> Option<Self> {
        let mut dice = Dice::new(bytes);
        let texts = procedures(&mut dice);
        let law = common::procedures(&texts);
        let facts = Facts::drawn(&mut dice, most_worlds);
        let worlds = facts.worlds();
        (!worlds.is_empty()).then_some(Self { texts, law, facts, worlds })
    }

    fn certain(&self, world: &[usize]) -> Found {
        let text = self.facts.text(Some(world));
        found(&replayed(&self.law, &text).unwrap_or_else(|faults| panic!("{text}\n{faults}")))
    }

    /// Everything that a failure needs to be understood.
    fn told(&self, what: &str) -> String {
        let law: String = self.texts.iter().map(|(_, text)| text.as_str()).collect();
        format!("{what}\n{law}\n{}", self.facts.text(None))
    }
}

fn union<'a, T: Ord + Clone + 'a>(sets: impl Iterator<Item = &'a BTreeSet<T>>) -> BTreeSet<T> {
    sets.flatten().cloned().collect()
}

fn sound(case: &Case) -> Result<(), TestCaseError> {
    let uncertain = match replayed(&case.law, &case.facts.text(None)) {
        Ok(replay) => found(&replay),
        Err(faults) => return Err(TestCaseError::fail(case.told(&faults))),
    };
    let worlds: Vec<Found> = case.worlds.iter().map(|world| case.certain(world)).collect();
    for (id, event) in &uncertain.events {
        let others: Vec<_> = worlds.iter().map(|world| &world.events[id]).collect();
        let verdicts: BTreeSet<&str> = others.iter().map(|o| o.verdict).collect();
        let dates = union(others.iter().map(|o| &o.dates));
        let outcomes = union(others.iter().map(|o| &o.outcomes));
        // Never decided unless it is so in every world.
        if event.verdict != "undetermined" {
            let all = BTreeSet::from([event.verdict]);
            prop_assert_eq!(&all, &verdicts, "{}", case.told(id));
        }
        prop_assert!(
            event.outcomes.is_superset(&outcomes),
            "{}",
            case.told(&format!("{id}: {:?}, not {outcomes:?}", event.outcomes))
        );
        prop_assert_eq!(&event.dates, &dates, "{}", case.told(id));
        // A machine that watches nothing is followed exactly.
        if !event.watches {
            if let [only] = verdicts.iter().collect::<Vec<_>>()[..] {
                prop_assert_eq!(event.verdict, *only, "{}", case.told(id));
            }
            prop_assert_eq!(&event.outcomes, &outcomes, "{}", case.told(id));
        }
    }
    for (name, machine) in &uncertain.machines {
        let facts = union(worlds.iter().map(|world| &world.machines[name].facts));
        let certain: BTreeSet<String> = worlds
            .iter()
            .map(|world| world.machines[name].certain.clone())
            .reduce(|a, b| a.intersection(&b).cloned().collect())
            .unwrap_or_default();
        if machine.watches {
            let missing: Vec<_> = facts.difference(&machine.facts).collect();
            prop_assert!(missing.is_empty(), "{}", case.told(&format!("{name}: {missing:?}")));
            let wrong: Vec<_> = machine.certain.difference(&certain).collect();
            prop_assert!(wrong.is_empty(), "{}", case.told(&format!("{name}: {wrong:?}")));
        } else {
            prop_assert_eq!(&machine.facts, &facts, "{}", case.told(name));
            prop_assert_eq!(&machine.certain, &certain, "{}", case.told(name));
        }
    }
    Ok(())
}

/// The unbroken days around an act with the same verdict in one world, found by writing each of them down.
fn interval_in(case: &Case, world: &[usize], event: usize, verdict: &str) -> (i32, i32) {
    let on = case.facts.day(event, world);
    let same = |day: i32| {
        let moved = case.facts.moved(event, day);
        moved.respects_order(world)
            && replayed(&case.law, &moved.text(Some(world)))
                .is_ok_and(|r| found(&r).events[&moved.id(event)].verdict == verdict)
    };
    let earliest = (facts::FIRST..on).rev().take_while(|day| same(*day)).last().unwrap_or(on);
    let latest = (on + 1..=facts::LAST).take_while(|day| same(*day)).last().unwrap_or(on);
    (earliest, latest)
}

fn margins(case: &Case) -> Result<(), TestCaseError> {
    let text = case.facts.text(None);
    let uncertain = found(&replayed(&case.law, &text).unwrap_or_else(|faults| panic!("{text}\n{faults}")));
    for event in case.facts.fixed() {
        let id = case.facts.id(event);
        let judged = &uncertain.events[&id];
        if judged.verdict == "undetermined" || judged.verdict == "-" {
            prop_assert_eq!(judged.margin, None, "{}", case.told(&id));
            continue;
        }
        let all = case.worlds.iter().map(|world| interval_in(case, world, event, judged.verdict));
        let (earliest, latest) = all.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))).unwrap();
        let Some(margin) = judged.margin else {
            prop_assert!(false, "{}", case.told(&format!("{id} has no margin, but {earliest}..{latest}")));
            continue;
        };
        let told = || case.told(&format!("{id}: {margin:?}, by brute force {earliest}..{latest}"));
        if judged.watches {
            prop_assert!(earliest <= margin.0 && margin.1 <= latest, "{}", told());
        } else {
            prop_assert_eq!(margin, (earliest, latest), "{}", told());
        }
    }
    Ok(())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 60..260)
}

fn cases(n: u32) -> ProptestConfig {
    let n = std::env::var("SOUNDNESS_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(n);
    ProptestConfig {
        cases: n,
        failure_persistence: None,
        max_global_rejects: 100_000,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn a_replay_is_sound_and_of_machines_that_watch_nothing_exact(bytes in bytes()) {
        if let Some(case) = Case::drawn(&bytes, 64) {
            sound(&case)?;
        }
    }
}

proptest! {
    #![proptest_config(cases(22))]

    #[test]
    fn a_margin_is_what_moving_the_act_day_by_day_finds(bytes in bytes()) {
        if let Some(case) = Case::drawn(&bytes, 6) {
            margins(&case)?;
        }
    }
}
