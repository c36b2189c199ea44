//! Random small procedures: one that is watched, and one that watches it.

use super::dice::Dice;

pub const STATES: [&str; 4] = ["s0", "s1", "s2", "s3"];
pub const ACTS: [&str; 3] = ["x", "y", "z"];

/// The watched procedure `p` and the watching one `q`.
pub fn procedures(dice: &mut Dice) -> Vec<(&'static str, String)> {
    vec![("p", watched(dice)), ("q", watching(dice))]
}

fn head(name: &str) -> String {
    format!(
        "procedure: {name}
edition: 2011-01-01
title: Drawn
time_zone: Europe/Paris
counting: {{ rule: civil, roll: none, holidays: fr }}
law: {{}}
roles: {{ party: {{}}, office: {{ authority: true }} }}
"
    )
}

fn date(dice: &mut Dice) -> String {
    format!("2011-01-{:02}", 3 + dice.below(8))
}

fn days(dice: &mut Dice) -> String {
    let n = 1 + dice.below(6);
    format!("{n} day{}", if n == 1 { "" } else { "s" })
}

fn condition(dice: &mut Dice) -> String {
    let (date, days, act, deadline) = (date(dice), days(dice), dice.pick(&ACTS), dice.pick(&["d", "e"]));
    match dice.below(16) {
        0 => format!("act.on <= {deadline}"),
        1 => format!("act.on <= {days} from last({act}).on"),
        2 => format!("{deadline} >= {date}"),
        3 => "flag".into(),
        4 => "not flag".into(),
        5 => format!("not done({act})"),
        6 => format!("act.on >= {date}"),
        7 => format!("act.dated <= {date}"),
        8 => format!("last({act}).dated <= {days} before act.on"),
        9 => format!("running({deadline})"),
        10 => format!("{deadline} <= {days} from act.dated"),
        11 => format!("{deadline}.nominal != {date} or done({act})"),
        12 => "act.ok".into(),
        13 => format!("last({act}).ok and act.on <= {date}"),
        14 => format!("{deadline}.started >= {date}"),
        _ => format!("state == {}", dice.pick(&STATES)),
    }
}

fn requirements(dice: &mut Dice) -> String {
    let mut all = String::new();
    if dice.chance(6) {
        let (days, act) = (days(dice), dice.pick(&ACTS));
        all += &format!("\n    not_before: [ {{ date: {days} from last({act}).on, basis: policy }} ]");
    }
    let several: Vec<String> = (0..dice.below(3))
        .map(|_| {
            let level = if dice.chance(4) { ", level: recommended" } else { "" };
            let effect = dice.pick(&["", "", "", ", effect: void", ", effect: stands"]);
            format!("{{ check: \"{}\", basis: policy{level}{effect} }}", condition(dice))
        })
        .collect();
    all + &format!("\n    requires: [ {} ]", several.join(", "))
}

/// Some of the states that are not final.
fn sources(dice: &mut Dice) -> String {
    let chosen = 1 + dice.below(7);
    let names: Vec<&str> = (0..3).filter(|i| chosen >> i & 1 == 1).map(|i| STATES[i]).collect();
    format!("[{}]", names.join(", "))
}

fn effects(dice: &mut Dice) -> String {
    let mut all = String::new();
    let word = dice.pick(&["restarts", "", "restarts", "extends", "suspends", "resumes", "stops"]);
    if !word.is_empty() {
        all += &format!("\n    {word}: {}", dice.pick(&["d", "e"]));
    }
    if dice.chance(4) {
        all += &format!("\n    sets: {{ flag: {} }}", dice.pick(&["true", "not flag", "act.ok"]));
    }
    all
}

fn watched(dice: &mut Dice) -> String {
    let mut text = head("p");
    text += "states: { s0: { initial: true }, s1: {}, s2: {}, s3: { final: true } }\n";
    text += "memory: { flag: { type: boolean, initially: false } }\nacts:\n";
    for act in ACTS {
        let by = dice.pick(&["party", "office"]);
        text += &format!(
            "  {act}: {{ by: {by}, details: {{ dated: {{ type: date, default: 2011-01-01 }}, ok: {{ type: boolean, default: true }} }} }}\n"
        );
    }
    text += "  done: { by: party }\n  note: { by: party }\ndeadlines:\n";
    for name in ["d", "e"] {
        let from = dice.pick(&["act.on", "act.on", "act.dated"]);
        let roll =
            if dice.chance(3) { ", counting: { rule: civil, roll: next-working-day, holidays: fr }" } else { "" };
        let alive = if dice.chance(3) { ", while: [s0, s1, s2]" } else { "" };
        text += &format!("  {name}: {{ counted_from: {from}, lasts: {}, basis: policy{roll}{alive} }}\n", days(dice));
    }
    text += "duties:\n";
    text += &format!(
        "  o: {{ owed_by: party, arises: {}, due: {} from act.on, discharged_by: {}, basis: policy }}\n",
        dice.pick(&ACTS),
        days(dice),
        dice.pick(&ACTS)
    );
    text += "transitions:\n";
    for act in ACTS {
        if dice.chance(3) {
            let (from, to, guard) = (sources(dice), dice.pick(&STATES), condition(dice));
            text += &format!(
                "  - act: {act}\n    from: {from}\n    to: {to}\n    if: \"{guard}\"\n    basis: policy{}{}\n",
                effects(dice),
                requirements(dice)
            );
        }
        let (from, to) = (sources(dice), dice.pick(&["s1", "s2", "same", "s0"]));
        // Each deadline is started by some act, so that it may count from what the act bears.
        let effects = match act {
            "x" => "\n    restarts: d".to_owned(),
            "y" => "\n    restarts: e".to_owned(),
            _ => effects(dice),
        };
        text += &format!(
            "  - act: {act}\n    from: {from}\n    to: {to}\n    basis: policy{effects}{}\n",
            requirements(dice)
        );
    }
    for name in ["d", "e"] {
        let (from, to) = (sources(dice), dice.pick(&["s2", "s1", "s3"]));
        let guard = if dice.chance(4) { "\n    if: not flag" } else { "" };
        let sets = if dice.chance(4) { "\n    sets: { flag: true }" } else { "" };
        text += &format!("  - when_over: {name}\n    from: {from}\n    to: {to}{guard}{sets}\n");
    }
    text += "  - { act: done, from: [s0, s1, s2], to: s3, basis: policy }\n";
    text += "  - { act: note, from: [s0, s1, s2, s3], to: same, basis: policy }\n";
    text
}

fn sight(dice: &mut Dice) -> String {
    let state = dice.pick(&STATES);
    match dice.below(7) {
        0 => format!("some(all, state == {state})"),
        1 => format!("every(all, state != {state})"),
        2 => format!("count(all, state == {state}) == 1"),
        3 => format!("one.state == {state}"),
        4 => format!("every(all, flag or state == {state})"),
        5 => format!("one.state == {state} or act.on >= {}", date(dice)),
        _ => "some(all, flag) and done(look)".into(),
    }
}

fn watching(dice: &mut Dice) -> String {
    let mut text = head("q");
    text += "states: { off: { initial: true }, on: {}, end: { final: true } }\n";
    text += "memory: { seen: { type: boolean, initially: false } }\n";
    text += "watches: { one: p, all: { each: p } }\n";
    text += "acts: { look: { by: office }, peek: { by: party }, note: { by: party } }\ntransitions:\n";
    for (act, from, to) in [("look", "off", "on"), ("peek", "[off, on]", "off")] {
        let first = sight(dice);
        let second = if dice.chance(2) { sight(dice) } else { "not seen or seen".into() };
        text += &format!(
            "  - {{ act: {act}, from: {from}, to: {to}, basis: policy, sets: {{ seen: \"{}\" }}, requires: [ {{ check: \"{first}\", basis: policy }}, {{ check: \"{second}\", basis: policy, level: recommended }} ] }}\n",
            sight(dice).replace("act.on >= ", "state == off or act.on <= ")
        );
    }
    text += "  - { act: look, from: on, to: end, basis: policy, requires: [ { check: seen, basis: policy } ] }\n";
    text += "  - { act: note, from: [off, on, end], to: same, basis: policy }\n";
    text
}
