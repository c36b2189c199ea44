//! On random small procedures and systems, proofs and drawn courses never contradict each other.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use greffe::diagnostic::Diagnostics;
use greffe::engine::Verdict;
use greffe::generate::{Flaw, Hunt};
use greffe::library::{Library, Memory, What};
use greffe::procedure::Editions;
use greffe::replay::{Happening, Options as ReplayOptions, replay};
use greffe::report::course;
use greffe::system::System;
use greffe::text::Text;
use greffe::verify::{Finding, Limits, Nobody, Options, verify};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::agreement::{declared, is_of, owner, written};
use super::dice::Dice;
use super::drawn::{Drawn, drawn};

/// What a replay shows of a course that a proof shows.
struct Shown {
    /// The names of what breaks in every possible world.
    broken: Vec<String>,
    /// The names of what is still awaited.
    awaited: Vec<String>,
    /// Whether every act is lawful.
    lawful: bool,
}

fn library(files: &[(&'static str, String)]) -> Library {
    Library::new(files.iter().cloned().collect::<Memory>())
}

fn replayed(drawn: &Drawn, text: &str) -> Shown {
    let files: Vec<_> = drawn.files.iter().cloned().chain([("scenario.yaml", text.to_owned())]).collect();
    let mut library = library(&files);
    let told = || format!("{}\n{text}", drawn.told());
    let What::Scenario(id) = library.open_scenario("./scenario.yaml").unwrap().what else { panic!("{}", told()) };
    let mut found = Diagnostics::new();
    let scenario = library.scenario(id, &mut found).unwrap_or_else(|| panic!("{found:?}\n{}", told()));
    let replay = replay(Rc::new(scenario), &ReplayOptions::default());
    let facts = &replay.scenario;
    let broken = replay.passed.iter().filter(|passed| passed.certain).filter_map(|passed| {
        let Happening::Broken { property, following: None } = passed.what else { return None };
        Some(facts.editions(passed.machine).get(passed.edition).property(property).name.clone())
    });
    let awaited = replay.machines.iter().enumerate().flat_map(|(machine, report)| {
        let law = facts.editions(machine).get(report.edition);
        report.awaited.iter().filter(|a| a.certain).map(|a| law.property(a.property).name.clone())
    });
    let is_lawful = |verdict| matches!(verdict, Some(Verdict::Legal | Verdict::Irregular));
    Shown {
        broken: broken.collect(),
        awaited: awaited.collect(),
        lawful: replay.events.iter().all(|judged| is_lawful(judged.verdict)),
    }
}

/// How many verdicts of each kind were compared: proved, shown, open; nothing if the checker refuses the files.
pub fn compare(drawn: &Drawn, courses: u64) -> Option<[usize; 3]> {
    let mut library = library(&drawn.files);
    let opened = library.open(drawn.subject).unwrap();
    if library.diagnostics().has_errors() {
        return None;
    }
    match opened.what {
        What::System(id) => compare_with(drawn, &library.system(id)?, courses),
        What::Procedure(id) => {
            let watched = library.with_watched(id);
            let editions =
                |wanted: &str| watched.iter().filter_map(|id| library.editions(*id)).find(|e| e.name() == wanted);
            let own: &Editions = library.editions(id)?;
            compare_with(drawn, &System::with_watched(own, &editions), courses)
        }
        _ => None,
    }
}

fn compare_with(drawn: &Drawn, system: &System, courses: u64) -> Option<[usize; 3]> {
    let limits = Limits { states: Some(6_000), time: Some(Duration::from_secs(2)), ..Limits::default() };
    let Ok(proof) = verify(system, &Options { limits, ..Options::default() }, &Nobody) else { return Some([0; 3]) };
    let found = Hunt { courses, acts: 10, seed: 1, threads: 1 }.run(system, &mut |_| {});
    let mut compared = [0; 3];
    for claim in &proof.claims {
        let named = (owner(system, claim.machine), &claim.name);
        let what = |what: &str| format!("{named:?} {:?} {what}\n{}", claim.editions, drawn.told());
        match &claim.finding {
            Finding::Holds(_) | Finding::HoldsEmptily(_) => {
                compared[0] += 1;
                let breaks = found.flaws.iter().find(|flawed| match flawed.flaw {
                    Flaw::Broken(whose, property) => is_of(system, claim, &declared(system, whose, property)),
                    Flaw::Engine(_) => false,
                });
                if let Some(flawed) = breaks {
                    let about = course::About { name: "shown".into(), title: Text::default(), remarks: Vec::new() };
                    let course = flawed.shrunk(system).course;
                    let text = course::yaml(&course::scenario(system, &course, &about), &about).unwrap();
                    panic!("{}", what(&format!("is proved ({:?}), and broken by\n{text}\n", claim.finding)));
                }
            }
            Finding::Impossible(_) => {
                compared[0] += 1;
                let is_reached =
                    found.reached.iter().any(|(whose, id)| is_of(system, claim, &declared(system, *whose, *id)));
                assert!(!is_reached, "{}", what("is impossible, and was reached"));
            }
            Finding::Broken(course) => {
                compared[1] += 1;
                let text = written(system, course);
                let shown = replayed(drawn, &text);
                assert!(shown.lawful, "{}", what(&format!("broken, not lawfully:\n{text}\n")));
                // A replay looks at what a machine sees of others only when that machine moves itself.
                let of_others = claim.name.starts_with('q');
                let is_there = match claim.name.ends_with("some_day") {
                    // What the system waits for, a replay does not list.
                    true => claim.machine.is_none() || of_others || shown.awaited.contains(&claim.name),
                    false => of_others || shown.broken.contains(&claim.name),
                };
                assert!(is_there, "{}", what(&format!("a replay does not break it:\n{text}\n")));
            }
            Finding::Possible(course) => {
                compared[1] += 1;
                let text = written(system, course);
                let shown = replayed(drawn, &text);
                assert!(shown.lawful, "{}", what(&format!("possible, not lawfully:\n{text}\n")));
                let never = format!("{}_never", claim.name);
                let is_there = claim.name.starts_with('q') || shown.broken.contains(&never);
                assert!(is_there, "{}", what(&format!("a replay does not show it:\n{text}\n")));
            }
            Finding::Open(_) => compared[2] += 1,
        }
        if let Some(course) = claim.finding.course() {
            let broken = replayed(drawn, &written(system, course)).broken;
            let proved = |name: &String| {
                let mut all = proof.claims.iter().filter(|c| c.name == *name).peekable();
                all.peek().is_some() && all.all(|c| c.finding.agrees() == Some(true))
            };
            let contradicted = broken.iter().find(|name| proved(name));
            assert!(contradicted.is_none(), "{}", what(&format!("its course breaks {contradicted:?}")));
        }
    }
    Some(compared)
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 60..260)
}

/// The same draws every time; as many new ones as `AGREEMENT_CASES` says, for a hunt.
fn runner() -> TestRunner {
    let hunted = std::env::var("AGREEMENT_CASES").ok().and_then(|n| n.parse().ok());
    let config = ProptestConfig {
        cases: hunted.unwrap_or(60),
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        max_shrink_iters: 1_000,
        ..ProptestConfig::default()
    };
    match hunted {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

#[test]
fn what_is_proved_of_random_procedures_is_broken_by_no_course() {
    let compared = Cell::new([0; 3]);
    let compare = |bytes: Vec<u8>| {
        let drawn = drawn(&mut Dice::new(&bytes));
        let found = compare(&drawn, 200);
        let Some(found) = found else {
            return Err(TestCaseError::reject("the checker refuses it"));
        };
        let [a, b, c] = compared.get();
        compared.set([a + found[0], b + found[1], c + found[2]]);
        Ok(())
    };
    runner().run(&bytes(), compare).unwrap();
    let [proved, shown, _] = compared.get();
    assert!(proved >= 30 && shown >= 30, "{:?}", compared.get());
}
