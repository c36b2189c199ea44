//! Replays of the shipped scenarios.

mod common;

use std::rc::Rc;

use greffe::replay::{Options, replay};

#[test]
fn debug_print() {
    let procedures = common::shipped();
    let scenario = common::scenario("tmg-2011.yaml", &common::text("scenarios/tmg-2011.yaml"), &procedures).unwrap_or_else(|e| panic!("{e}"));
    let t = std::time::Instant::now();
    let replay = replay(Rc::new(scenario), &Options::default());
    println!("{:?}", t.elapsed());
    for judged in &replay.events {
        let event = &replay.scenario.events[judged.event];
        println!("{:28} {:?} {} dates {:?} possible {} margin {:?} fits {:?}", event.id, judged.verdict, judged.dates.len(), judged.dates.first().map(|d| d.to_string()), judged.possible.len(), judged.margin, judged.fits);
        for d in &judged.depends { println!("     minutes {:?}", judged.minutes.len()); println!("     depends {} {:?}", replay.scenario.unknowns[d.unknown].name, d.groups.iter().map(|(c, v)| (c.len(), v.clone())).collect::<Vec<_>>()); }
        for p in &judged.possible { println!("     {:?} {:?} unjudged {:?}", p.outcome.verdict, p.outcome.refusal, p.checks.iter().map(|c| (c.index, c.holds)).collect::<Vec<_>>()); }
    }
    for p in &replay.passed { println!("{:?}", p); }
    for m in &replay.machines { println!("{:?} {:?} {:?} next {}", m.states, m.deadlines, m.duties, m.next.len()); }
    println!("{:?}", replay.unmet);
    panic!();
}
