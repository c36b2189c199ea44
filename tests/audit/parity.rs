//! The verdict on each act of a register is that of a replay of the scenario that its case is saved as.

use std::path::Path;
use std::rc::Rc;

use greffe::audit::{CaseEvents, Format, Judge, Map, Order, Reading, scenario};
use greffe::diagnostic::Diagnostics;
use greffe::generate::{Sampler, Style};
use greffe::library::{Library, Memory, What};
use greffe::procedure::Editions;
use greffe::replay::{Happening, Options, replay};
use greffe::report::{audit as report, course};
use greffe::system::System;
use greffe::text::Text;
use proptest::prelude::*;

use super::register::{How, Line, audit, checked, csv, editions, fines, fines_map, line};

/// What is told of one act: the day, the act, its verdict, and why.
type Told = Vec<String>;

/// What is found of each case: its acts, and what befell it.
fn judged(map: &Map, register: &[u8], how: &How) -> Vec<(CaseEvents, Told)> {
    let all = std::sync::Mutex::new(Vec::new());
    let tell = |judge: &Judge, case: &CaseEvents, _: &mut Vec<u8>| {
        let found = judge.found(0).unwrap();
        let reading = &how.readings[0];
        let mut told: Told = found
            .entries
            .iter()
            .map(|entry| {
                let outcome = &entry.outcome;
                let procedure = reading.editions.get(entry.edition);
                let (from, to) = (&procedure.state(outcome.from).name, &procedure.state(outcome.to).name);
                let refusal = outcome.refusal.map(|refusal| refusal.word());
                format!("{} {refusal:?} {from} {to}", outcome.verdict.word())
            })
            .collect();
        let mut befell: Told = Vec::new();
        for (edition, duty, day) in &found.breached {
            befell.push(format!("breached {} {day}", reading.editions.get(*edition).duty(*duty).name));
        }
        for (edition, property, following, _) in &found.broken {
            befell.push(format!("broken {} {following}", reading.editions.get(*edition).property(*property).name));
        }
        befell.sort();
        told.extend(befell);
        all.lock().unwrap().push((case.clone(), told));
    };
    audit(map, how, Some(&tell)).run(register, &mut |_| Ok(())).unwrap();
    all.into_inner().unwrap()
}

/// The same of the scenario that a case is saved as, read from its text.
fn replayed(map: &Map, reading: &Reading, case: &CaseEvents, law: &[(String, String)]) -> Told {
    let text = report::yaml(&scenario(map, reading, case, None), &["A remark.".to_owned()]);
    let mut library =
        Library::new(Memory::from_iter(law.iter().cloned().chain([("case.yaml".to_owned(), text.clone())])));
    let opened = library.open_file(Path::new("case.yaml")).unwrap().what;
    let What::Scenario(id) = opened else { panic!("{text}") };
    let mut found = Diagnostics::new();
    let scenario = library.scenario(id, &mut found);
    let faults: Vec<_> = found.iter().map(|fault| fault.headline.clone()).collect();
    assert!(!found.has_errors(), "{faults:?}\n{text}");
    let replay = replay(Rc::new(scenario.unwrap()), &Options { brief: true, ..Options::default() });
    let editions = replay.scenario.editions(0);
    let mut told: Told = replay
        .events
        .iter()
        .map(|judged| {
            let verdict = judged.verdict.unwrap();
            let possible = judged.possible.iter().find(|p| p.outcome.verdict == verdict);
            let possible = possible.unwrap_or(&judged.possible[0]);
            let procedure = editions.get(possible.ids);
            let outcome = &possible.outcome;
            let (from, to) = (&procedure.state(outcome.from).name, &procedure.state(outcome.to).name);
            let refusal = outcome.refusal.map(|refusal| refusal.word());
            format!("{} {refusal:?} {from} {to}", verdict.word())
        })
        .collect();
    let mut befell: Told = Vec::new();
    for passed in replay.passed.iter().filter(|passed| passed.certain) {
        let procedure = editions.get(passed.edition);
        match passed.what {
            Happening::Breached { duty, .. } => {
                // Occurrences of one number are one happening, with the last days of all.
                let day = |last: &greffe::calendar::End| last.to_string()[..10].to_owned();
                let name = &procedure.duty(duty).name;
                befell.extend(passed.lasts.iter().map(|last| format!("breached {name} {}", day(last))));
            }
            Happening::Broken { property, following } => {
                let name = &procedure.property(property).name;
                befell.push(format!("broken {name} {}", following.is_some()));
            }
            Happening::Expired { .. } => {}
        }
    }
    befell.sort();
    told.extend(befell);
    told
}

/// Compares every case under the law that comes with the program; how many there are.
fn compare(map: &Map, register: &[u8], how: &How) -> usize {
    compare_under(map, register, how, &[])
}

/// The same under the law of some files.
fn compare_under(map: &Map, register: &[u8], how: &How, law: &[(String, String)]) -> usize {
    let all = judged(map, register, how);
    for (case, told) in &all {
        assert_eq!(*told, replayed(map, &how.readings[0], case, law), "case {}", case.name());
    }
    all.len()
}

/// Courses of fines: any act after any other, about the days on which verdicts change.
fn courses() -> impl Strategy<Value = Vec<Line>> {
    let step = (0usize..11, prop_oneof![0i32..4, 28i32..33, 58i32..63, 88i32..93, 148i32..153, 358i32..363], 0u32..4);
    let starts = prop_oneof![14_830i32..14_840, 15_250i32..15_256, 11_000i32..16_000];
    let case = (starts, prop::collection::vec(step, 0..8), prop::bool::weighted(0.9));
    prop::collection::vec(case, 1..12).prop_map(|cases| {
        let mut lines = Vec::new();
        for (number, (start, steps, created)) in cases.into_iter().enumerate() {
            let name = format!("C \"{number}\", {start}");
            let day = |number: i32| {
                let day = greffe::calendar::Day::from_number(number).unwrap();
                format!("{day}T00:00:00.000+01:00")
            };
            if created {
                lines.push(line(&*name, "Create Fine", &day(start), Some(("amount", "35.0"))));
            }
            let mut on = start;
            for (activity, days, cents) in steps {
                on += days;
                let (activity, column) = ACTIVITIES[activity];
                let amount = ["0", "17.5", "35.0", "52.50"][cents as usize];
                lines.push(line(&*name, activity, &day(on), column.map(|column| (column, amount))));
            }
        }
        lines
    })
}

const ACTIVITIES: [(&str, Option<&str>); 11] = [
    ("Send Fine", Some("expense")),
    ("Insert Fine Notification", None),
    ("Add penalty", Some("amount")),
    ("Payment", Some("paymentAmount")),
    ("Insert Date Appeal to Prefecture", None),
    ("Send Appeal to Prefecture", None),
    ("Receive Result Appeal from Prefecture", None),
    ("Notify Result Appeal to Offender", None),
    ("Appeal to Judge", None),
    ("Send for Credit Collection", None),
    ("Create Fine", Some("amount")),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn random_fines_are_judged_as_they_are_replayed(lines in courses()) {
        let cases = lines.chunk_by(|a, b| a.case == b.case).count();
        prop_assert_eq!(compare(fines_map(), &csv(&lines), &How::new(Format::Csv)), cases);
    }
}

#[test]
fn where_nobody_knows_who_lives_abroad() {
    let map = super::register::FINES_MAP.replace("{ is: false }", "{ is: unknown }");
    let map = checked(&map, fines()).unwrap();
    let config = ProptestConfig::with_cases(12);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&courses(), |lines| {
            compare(&map, &csv(&lines), &How::new(Format::Csv));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_public_log_is_judged_as_it_is_replayed() {
    // An excerpt of the log of de Leoni and Mannhardt (2015), which is not part of this repository.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/road-traffic-fines-100.xes");
    let Ok(register) = std::fs::read(path) else { return };
    assert_eq!(compare(fines_map(), &register, &How::new(Format::Xes)), 100);
}

#[test]
fn where_the_law_is_contested() {
    assert_eq!(fines().contested().len(), 2);
    let how = How::new(Format::Csv);
    // Notified on 1 December: thirty days to the judge by the text of that day, sixty by that of the violation.
    let case = |case: &str, appeal: &str| {
        [
            line(case, "Create Fine", "2011-10-05", Some(("amount", "35"))),
            line(case, "Send Fine", "2011-11-10", Some(("expense", "9"))),
            line(case, "Insert Fine Notification", "2011-12-01", None),
            line(case, "Appeal to Judge", appeal, None),
        ]
    };
    let lines = [case("day 31", "2012-01-01"), case("day 30", "2011-12-31"), case("day 61", "2012-01-31")];
    let register = csv(&lines.concat());
    assert_eq!(compare(fines_map(), &register, &how), 3);
    let verdicts: Vec<String> =
        judged(fines_map(), &register, &how).into_iter().map(|(_, told)| told[3].clone()).collect();
    assert!(verdicts[0].starts_with("undetermined"), "{verdicts:?}");
    assert!(verdicts[1].starts_with("legal"), "{verdicts:?}");
    assert!(verdicts[2].starts_with("illegal"), "{verdicts:?}");
}

/// Random courses through a procedure as a register, with a map that says of each act that it is that.
fn sampled(editions: &'static Editions, lawful: bool, courses: usize) -> (Map, Vec<u8>) {
    let system = System::of(editions);
    let style = Style { lawful, near: true, acts: 12 };
    let mut sampler = Sampler::new(&system, style, 11);
    let mut register = String::new();
    for number in 0..courses {
        let Some((drawn, _)) = sampler.draw() else { break };
        let about = course::About { name: "x".into(), title: Text::plain("x"), remarks: Vec::new() };
        let scenario = course::json(&course::scenario(&system, &drawn, &about));
        for event in scenario["events"].as_array().unwrap() {
            let mut object =
                serde_json::json!({ "case": format!("case {number}"), "act": event["act"], "on": event["on"] });
            object["by"] = event["by"].clone();
            for (name, value) in event["details"].as_object().into_iter().flatten() {
                object[format!("{}.{name}", event["act"].as_str().unwrap())] = value.clone();
            }
            register.push_str(&format!("{object}\n"));
        }
    }
    let mut map =
        "map: A test\ncase: case\nact: act\ndate: { field: on, precision: minute }\nrole: by\nactivities:\n".to_owned();
    let mut acts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (_, act) in editions.all().iter().flat_map(|procedure| procedure.acts()) {
        if !acts.iter().any(|(name, _)| *name == act.name) {
            acts.push((&act.name, Vec::new()));
        }
        let (_, details) = acts.iter_mut().find(|(name, _)| *name == act.name).unwrap();
        for field in &act.details {
            if !details.contains(&&*field.name) {
                details.push(&field.name);
            }
        }
    }
    for (act, details) in acts {
        let details: Vec<String> = details.iter().map(|detail| format!("{detail}: {act}.{detail}")).collect();
        map.push_str(&format!("  {act}: {{ act: {act}, details: {{ {} }} }}\n", details.join(", ")));
    }
    (checked(&map, editions).unwrap(), register.into_bytes())
}

fn compare_sampled(name: &str) {
    let editions = editions(name);
    for lawful in [true, false] {
        let (map, register) = sampled(editions, lawful, 15);
        let how = How { order: Order::Sorted, readings: vec![Reading::in_force(editions)], ..How::new(Format::Ndjson) };
        assert!(compare(&map, &register, &how) > 10, "{name}");
    }
}

#[test]
fn random_courses_of_the_cnil_through_all_its_editions() {
    compare_sampled("cnil-enforcement");
}

#[test]
fn random_courses_with_hours_and_properties() {
    compare_sampled("company-accounts");
    compare_sampled("gdpr-breach-notification");
    compare_sampled("graduated-response");
}
