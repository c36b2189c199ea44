//! Random courses: what they reach, that they replay, that flaws are found and made small.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::rc::Rc;

use common::contested;
use common::{procedures, scenario, shipped, text};
use greffe::engine::Verdict;
use greffe::generate::{Atlas, Course, Flaw, Found, Hunt, Sampler, Shrinker, Style, Walker, Whose, generator, shows};
use greffe::procedure::{AppliesBy, Editions};
use greffe::replay::{Happening, Options, Replay, replay};
use greffe::report::course::{self, About};
use greffe::system::System;
use greffe::text::Text;

/// One edition of a shipped procedure.
fn edition(name: &str, day: &str) -> Editions {
    let all = shipped().remove(name).unwrap();
    Editions::new(all.all().iter().filter(|p| p.edition().to_string() == day).cloned().collect()).unwrap()
}

fn hunt(system: &System, courses: u64, seed: u64) -> Found {
    Hunt { courses, acts: 40, seed, threads: 1 }.run(system, &mut |_| {})
}

fn written(system: &System, course: &Course) -> String {
    let about = About { name: "drawn".into(), title: Text::plain("Drawn"), remarks: Vec::new() };
    course::yaml(&course::scenario(system, course, &about), &about).unwrap()
}

/// What a replay makes of a course that was written to a file.
fn replayed<T>(text: &str, all: &BTreeMap<String, Editions>, look: impl FnOnce(&Replay) -> T) -> T {
    let scenario = scenario("drawn.yaml", text, all).unwrap_or_else(|errors| panic!("{text}\n{errors}"));
    look(&replay(Rc::new(scenario), &Options::default()))
}

/// A procedure and what it watches.
fn with_watched<'a>(name: &str, all: &'a BTreeMap<String, Editions>) -> System<'a> {
    System::with_watched(&all[name], &|watched| all.get(watched))
}

#[test]
fn two_thousand_courses_reach_every_transition_and_both_sides_of_every_condition() {
    let editions = edition("cnil-enforcement", "2011-03-31");
    let system = System::of(&editions);
    for seed in 1..=10 {
        let found = hunt(&system, 2_000, seed);
        let (procedure, reach) = (editions.get(0), &found.reach.procedures[0][0]);
        let missed = procedure.transitions().zip(&reach.transitions).filter(|(_, seen)| seen.taken == 0);
        let missed: Vec<_> = missed.map(|((_, rule), _)| rule.trigger).collect();
        assert!(missed.is_empty(), "seed {seed}: {missed:?}");
        let sides = procedure.transitions().zip(&reach.transitions).flat_map(|((_, rule), seen)| {
            let unseen = move |(index, check): (usize, &greffe::procedure::Check)| {
                let both = seen.held & seen.failed & (1 << index) != 0;
                (!both).then(|| procedure.exprs().text(check.condition).to_owned())
            };
            rule.checks.iter().enumerate().filter_map(unseen)
        });
        let sides: Vec<String> = sides.collect();
        assert!(sides.is_empty(), "seed {seed}: {sides:?}");
        let (seen, all) = reach.sides(procedure);
        assert_eq!(seen, all);
    }
}

#[test]
fn deadlines_are_kept_and_missed_to_the_day() {
    let editions = edition("cnil-enforcement", "2011-03-31");
    let reach = &hunt(&System::of(&editions), 2_000, 1).reach.procedures[0][0];
    for ((_, deadline), ends) in editions.get(0).deadlines().zip(&reach.deadlines) {
        assert!(ends.kept > 0 && ends.missed > 0, "{}: {ends:?}", deadline.name);
    }
}

#[test]
fn the_same_seed_gives_the_same_whatever_the_threads() {
    let all = shipped();
    for name in ["cnil-enforcement", "hadopi-interconnection"] {
        let system = with_watched(name, &all);
        let of = |threads, seed| Hunt { courses: 700, acts: 30, seed, threads }.run(&system, &mut |_| {});
        let one = of(1, 7);
        assert_eq!(one, of(2, 7));
        assert_eq!(one, of(5, 7));
        assert_ne!(one.reach, of(1, 8).reach);
    }
}

#[test]
fn shipped_procedures_break_no_required_property_and_no_promise_of_the_engine() {
    let all = shipped();
    for name in all.keys() {
        let system = with_watched(name, &all);
        for flawed in hunt(&system, 1_500, 3).flaws {
            let Flaw::Broken(whose, id) = flawed.flaw else { panic!("{name}: {:?}", flawed.flaw) };
            let property = whose.declared_in(&system).unwrap().property(id);
            assert_eq!(property.level, greffe::procedure::Level::Recommended, "{name}: {}", property.name);
        }
    }
}

/// Every course that is drawn, written as a scenario and replayed, has the verdicts and states that it was drawn with:
/// they are what the file expects.
#[test]
fn drawn_courses_replay() {
    let all = shipped();
    for name in all.keys() {
        let system = with_watched(name, &all);
        for (lawful, near) in [(true, false), (true, true), (false, false), (false, true)] {
            let mut sampler = Sampler::new(&system, Style { lawful, near, acts: 25 }, 11);
            for _ in 0..6 {
                let (course, reading) = sampler.draw().unwrap_or_else(|| panic!("{name}: no course"));
                let text = written(&system.read_as(&reading), &course);
                replayed(&text, &all, |replay| {
                    assert_eq!(replay.unmet, [], "{text}");
                    let unlawful = replay
                        .events
                        .iter()
                        .filter(|e| !matches!(e.verdict, Some(Verdict::Legal | Verdict::Irregular)));
                    assert_eq!(unlawful.count() == 0, lawful, "{text}");
                });
            }
        }
    }
}

/// The flaw of the law of which it is contested which text governs: it has one under the reading by the grant alone.
fn contested_flaw(system: &System) -> Option<greffe::generate::Flawed> {
    let all = hunt(system, 2_000, 1).flaws.into_iter();
    let mut early = all.filter(|flawed| {
        let Flaw::Broken(whose, id) = flawed.flaw else { return false };
        whose.declared_in(system).unwrap().property(id).name == "little_for_early_requests"
    });
    early.next()
}

#[test]
fn a_flaw_under_one_reading_of_contested_law_is_found_and_replays_under_that_one() {
    let editions = contested::editions(contested::READINGS);
    let system = System::of(&editions);
    let flawed = contested_flaw(&system).expect("the second reading breaks it").shrunk(&system);
    assert_eq!(flawed.reading, [(0, AppliesBy::Act)]);
    assert_eq!(flawed.course.len(), 2);
    let text = written(&system.read_as(&flawed.reading), &flawed.course);
    assert!(text.contains("applies_by: act"), "{text}");
    let all = BTreeMap::from([("permit".to_owned(), editions.clone())]);
    replayed(&text, &all, |replay| {
        let broken = |passed: &greffe::replay::Passed| matches!(passed.what, Happening::Broken { .. });
        assert!(replay.passed.iter().any(broken), "{text}");
        assert_eq!(replay.unmet, [], "{text}");
    });
}

#[test]
fn a_machine_that_takes_a_reading_goes_its_courses_under_that_one() {
    let editions = contested::editions(contested::READINGS);
    let mut system = System::of(&editions);
    system.machines[0].applies_by = Some(AppliesBy::FirstAct);
    assert_eq!(contested_flaw(&system), None);
    system.machines[0].applies_by = Some(AppliesBy::Act);
    let flawed = contested_flaw(&system).expect("this reading breaks it");
    assert!(flawed.reading.is_empty(), "nothing is open: {:?}", flawed.reading);
    assert!(written(&system, &flawed.course).contains("applies_by: act"));
}

#[test]
fn courses_through_contested_law_are_drawn_under_every_reading_and_say_which() {
    let editions = contested::editions(contested::READINGS);
    let system = System::of(&editions);
    let all = BTreeMap::from([("permit".to_owned(), editions.clone())]);
    let mut sampler = Sampler::new(&system, Style { lawful: true, near: false, acts: 8 }, 3);
    let mut seen = [0, 0];
    for _ in 0..30 {
        let (course, reading) = sampler.draw().expect("a lawful course");
        let [(0, by)] = reading[..] else { panic!("{reading:?}") };
        seen[usize::from(by == AppliesBy::Act)] += 1;
        let text = written(&system.read_as(&reading), &course);
        assert!(text.contains(&format!("applies_by: {}", by.word())), "{text}");
        replayed(&text, &all, |replay| assert_eq!(replay.unmet, [], "{text}"));
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

/// The procedure of 2011 with a flaw planted in its text.
fn planted(rule: &str, instead: &str) -> Editions {
    let path = "procedures/cnil-enforcement-2011-03-31.yaml";
    let flawed = text(path).replace(rule, instead);
    assert_ne!(flawed, text(path), "{rule}");
    procedures(&[("flawed.yaml", flawed)]).remove("cnil-enforcement").unwrap()
}

const UNHEARD: &str = "      - check: \"done(hold_session)\"\n        basis: [lil-45-I-1, lil-46]\n        \
                       otherwise_say: { en: \"sanction without an adversarial procedure\",\n                         \
                       fr: \"sanction sans procédure contradictoire\" }\n";

/// Planted flaws, the property that each breaks, and the fewest acts that show it.
#[test]
fn planted_flaws_are_found_made_small_and_replayed() {
    let four = ("compliance <= 3 months from act.on", "compliance <= 4 months from act.on");
    let short = ("compliance >= 5 days from act.on", "compliance >= 4 days from act.on");
    let role = ("act.published == notice_published", "act.published or not act.published");
    for ((rule, instead), property, acts) in [
        (four, "notice_at_most_three_months", 5),
        (short, "notice_at_least_five_days", 5),
        ((UNHEARD, ""), "no_sanction_unheard", 5),
        (role, "closure_as_public_as_notice", 6),
    ] {
        let editions = planted(rule, instead);
        let system = System::of(&editions);
        let found = hunt(&system, 4_000, 1);
        let id = editions.get(0).properties().find(|(_, known)| known.name == property).unwrap().0;
        let broken = Flaw::Broken(Whose::Procedure(0, 0), id);
        let flawed = found.flaws.iter().find(|flawed| flawed.flaw == broken).unwrap_or_else(|| panic!("{property}"));
        let small = flawed.shrunk(&system).course;
        assert!(shows(&system, &small, flawed.flaw));
        assert!(small.len() <= acts, "{property} takes {acts} acts:\n{}", written(&system, &small));
        let all = BTreeMap::from([("cnil-enforcement".to_owned(), editions.clone())]);
        replayed(&written(&system, &small), &all, |replay| {
            let broken = |passed: &greffe::replay::Passed| matches!(passed.what, Happening::Broken { property, .. } if property == id);
            assert!(replay.passed.iter().any(broken), "{property}");
            assert_eq!(replay.unmet, []);
        });
    }
}

/// A period too long is shown by one that is a day too long.
#[test]
fn what_comes_of_a_missed_duty_alone_is_not_reached_while_every_duty_is_kept() {
    let text = |kept: bool| {
        format!(
            "
procedure: desk
edition: 2011-01-01
title: Desk
time_zone: Europe/Paris
counting: {{ rule: civil, roll: none, holidays: fr }}
law: {{ rule: {{ cite: None, status: inferred }} }}
roles: {{ office: {{ authority: true }} }}
states: {{ open: {{ initial: true }}, late: {{ final: true }}, answered: {{ final: true }} }}
acts: {{ lodge: {{ by: office }}, answer: {{ by: office }}, complain: {{ by: office }} }}
transitions:
  - {{ act: lodge, from: open, to: same, basis: rule, requires: [ {{ check: not done(lodge), basis: rule }} ] }}
  - {{ act: answer, from: open, to: answered, basis: rule }}
  - {{ act: complain, from: open, to: late, basis: rule,
      requires: [ {{ check: act.on > 10 days from last(lodge).on, basis: rule }} ] }}
duties: {{ reply: {{ owed_by: office, arises: lodge, due: 10 days from act.on, discharged_by: answer, basis: rule }} }}
properties:
  complaint: {{ reachable: state == late, duties_kept: {kept}, basis: policy }}
"
        )
    };
    for kept in [false, true] {
        let all = procedures(&[("desk", text(kept))]);
        let found = hunt(&System::of(&all["desk"]), 2_000, 1);
        assert_eq!(found.reached.is_empty(), kept);
    }
}

#[test]
fn what_is_made_small_lies_on_the_bound() {
    let editions = planted("compliance <= 3 months from act.on", "compliance <= 11 months from act.on");
    let system = System::of(&editions);
    let flawed = hunt(&system, 2_000, 2).flaws.remove(0).shrunk(&system);
    let text = written(&system, &flawed.course);
    assert!(text.contains("period: 3 months 1 day"), "{text}");
}

/// The shrinker ends, whatever it is told: each course that it proposes is simpler than the one before.
#[test]
fn shrinking_ends_however_its_proposals_are_taken() {
    let all = shipped();
    let system = with_watched("cnil-enforcement", &all);
    let (atlas, mut walker) = (Atlas::of(&system), Walker::new(&system));
    for number in 0..40 {
        let mut course = Course::new();
        let style = Style { lawful: false, near: false, acts: 12 };
        walker.walk(&atlas, &mut generator(5, number), style, &mut course, &mut ());
        let mut rng = generator(6, number);
        let mut proposals = 0;
        let small = Shrinker::new(course).run(&system, |_| {
            proposals += 1;
            assert!(proposals < 200_000, "no end");
            rng.bool()
        });
        assert!(small.len() <= 12);
    }
}
