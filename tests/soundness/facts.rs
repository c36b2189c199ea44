//! Random scenarios with uncertain dates and values, and every world that they allow.

use super::dice::Dice;
use super::draw::{ACTS, STATES};

/// The first and the last day of January 2011 on which anything happens.
pub const FIRST: i32 = 1;
pub const LAST: i32 = 14;

/// How an unknown is written.
#[derive(Clone, Debug)]
enum Style {
    Range,
    Readings,
}

/// A value that is not known: its candidates, days of the month or 0 and 1 for a boolean.
#[derive(Clone, Debug)]
struct Unknown {
    candidates: Vec<i32>,
    style: Style,
    name: Option<&'static str>,
}

/// A day or a boolean as it is given.
#[derive(Clone, Debug)]
enum Fact {
    Known(i32),
    OneOf(usize),
}

#[derive(Clone, Debug)]
enum What {
    Act(&'static str),
    Is(&'static str),
}

#[derive(Clone, Debug)]
struct Event {
    machine: &'static str,
    what: What,
    on: Fact,
    dated: Option<Fact>,
    ok: Option<Fact>,
}

#[derive(Clone, Debug)]
pub struct Facts {
    unknowns: Vec<Unknown>,
    events: Vec<Event>,
}

fn day(number: i32) -> String {
    format!("2011-01-{number:02}")
}

impl Facts {
    /// Facts that allow at most so many worlds before the order of events is looked at.
    pub fn drawn(dice: &mut Dice, most_worlds: usize) -> Self {
        let mut facts = Self { unknowns: Vec::new(), events: Vec::new() };
        let mut room = most_worlds;
        let (any, from) = (dice.chance(2), 2 + dice.below_i(8));
        let shared = if any { facts.unknown(dice, from, Some("shared"), &mut room) } else { None };
        let mut at = [2, 2, 2];
        for _ in 0..3 + dice.below(4) {
            let which = dice.pick(&[0, 0, 0, 1, 2, 2]);
            let machine = ["a", "b", "w"][which];
            at[which] += dice.below_i(4);
            let near = at[which].min(LAST - 1);
            let on = match dice.below(4) {
                0 => None,
                1 | 2 => facts.unknown(dice, (near - 1).max(2), None, &mut room),
                _ => shared,
            };
            let what = match (machine, dice.chance(8)) {
                ("w", _) => What::Act(dice.pick(&["look", "peek"])),
                (_, true) => What::Is(dice.pick(&STATES)),
                (_, false) => What::Act(dice.pick(&ACTS)),
            };
            let (mut dated, mut ok) = (None, None);
            if matches!(what, What::Act(_)) && machine != "w" {
                if dice.chance(3) {
                    let unknown =
                        if dice.chance(2) { shared } else { facts.unknown(dice, (near - 3).max(2), None, &mut room) };
                    dated = Some(unknown.map_or(Fact::Known((near - 2).max(1)), Fact::OneOf));
                }
                if dice.chance(5) && room >= 2 {
                    room /= 2;
                    facts.unknowns.push(Unknown { candidates: vec![1, 0], style: Style::Readings, name: None });
                    ok = Some(Fact::OneOf(facts.unknowns.len() - 1));
                }
            }
            let on = on.map_or(Fact::Known(near), Fact::OneOf);
            facts.events.push(Event { machine, what, on, dated, ok });
        }
        // Every machine ends on the last day, so that no margin is open.
        for machine in ["a", "b", "w"] {
            facts.events.push(Event { machine, what: What::Act("note"), on: Fact::Known(LAST), dated: None, ok: None });
        }
        facts
    }

    fn unknown(&mut self, dice: &mut Dice, from: i32, name: Option<&'static str>, room: &mut usize) -> Option<usize> {
        let width = 2 + dice.below_i(3);
        let readings = dice.chance(3);
        let candidates: Vec<i32> = match readings {
            true => vec![from, (from + width).min(LAST - 1)],
            false => (from..from + width).map(|d| d.min(LAST - 1)).collect(),
        };
        let mut candidates = candidates;
        candidates.dedup();
        if candidates.len() < 2 || *room < candidates.len() {
            return None;
        }
        *room /= candidates.len();
        let style = if readings { Style::Readings } else { Style::Range };
        self.unknowns.push(Unknown { candidates, style, name });
        Some(self.unknowns.len() - 1)
    }

    fn value(&self, fact: &Fact, world: &[usize]) -> i32 {
        match fact {
            Fact::Known(value) => *value,
            Fact::OneOf(unknown) => self.unknowns[*unknown].candidates[world[*unknown]],
        }
    }

    /// The day of an event in a world.
    pub fn day(&self, event: usize, world: &[usize]) -> i32 {
        self.value(&self.events[event].on, world)
    }

    /// Whether one machine's events stand in order, and no act bears a date later than itself.
    pub fn respects_order(&self, world: &[usize]) -> bool {
        let ordered = ["a", "b", "w"].iter().all(|machine| {
            let of_machine = self.events.iter().filter(|e| e.machine == *machine);
            let days: Vec<i32> = of_machine.map(|e| self.value(&e.on, world)).collect();
            days.is_sorted()
        });
        let dated = self
            .events
            .iter()
            .all(|e| e.dated.as_ref().is_none_or(|dated| self.value(dated, world) <= self.value(&e.on, world)));
        ordered && dated
    }

    /// Every world: a candidate for each unknown, such that the order of events is respected.
    pub fn worlds(&self) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        for unknown in &self.unknowns {
            all = all
                .iter()
                .flat_map(|world: &Vec<usize>| {
                    (0..unknown.candidates.len()).map(move |c| world.iter().copied().chain([c]).collect())
                })
                .collect();
        }
        all.retain(|world| self.respects_order(world));
        all
    }

    /// Acts with a day that is known, but for the last ones.
    pub fn fixed(&self) -> Vec<usize> {
        let fixed = |e: &Event| matches!(e.on, Fact::Known(_)) && matches!(e.what, What::Act(act) if act != "note");
        (0..self.events.len()).filter(|i| fixed(&self.events[*i])).collect()
    }

    /// The same facts with one act on another day.
    pub fn moved(&self, event: usize, day: i32) -> Self {
        let mut moved = self.clone();
        moved.events[event].on = Fact::Known(day);
        moved
    }

    pub fn id(&self, event: usize) -> String {
        format!("e{event}")
    }

    fn written(&self, fact: &Fact, world: Option<&[usize]>, word: &dyn Fn(i32) -> String) -> String {
        let unknown = match (fact, world) {
            (Fact::Known(value), _) => return word(*value),
            (fact, Some(world)) => return word(self.value(fact, world)),
            (Fact::OneOf(unknown), None) => &self.unknowns[*unknown],
        };
        unknown.name.map_or_else(|| unknown.written(word), |name| format!("{{ same_as: {name} }}"))
    }

    /// The scenario, with every unknown as it is, or all of them known.
    pub fn text(&self, world: Option<&[usize]>) -> String {
        let mut text = "scenario: s
title: Drawn
sources: { one: { publisher: O, title: O, date: unknown } }
machines:
  a: { procedure: p }
  b: { procedure: p }
  w: { procedure: q, watches: { one: a, all: [a, b] } }
"
        .to_owned();
        for unknown in self.unknowns.iter().filter(|_| world.is_none()) {
            if let Some(name) = unknown.name {
                text += &format!("unknowns: {{ {name}: {} }}\n", unknown.written(&day));
            }
        }
        text += "events:\n";
        for (index, event) in self.events.iter().enumerate() {
            let what = match event.what {
                What::Act(act) => format!("act: {act}"),
                What::Is(state) => format!("is: {state}"),
            };
            let on = self.written(&event.on, world, &day);
            text += &format!(
                "  - {{ id: {}, certainty: assumed, machine: {}, on: {on}, {what}",
                self.id(index),
                event.machine
            );
            let dated = event.dated.as_ref().map(|d| format!("dated: {}", self.written(d, world, &day)));
            let ok = event.ok.as_ref().map(|o| format!("ok: {}", self.written(o, world, &|n| (n == 1).to_string())));
            let details: Vec<String> = dated.into_iter().chain(ok).collect();
            if !details.is_empty() {
                text += &format!(", details: {{ {} }}", details.join(", "));
            }
            text += " }\n";
        }
        text
    }
}

impl Unknown {
    fn written(&self, word: &dyn Fn(i32) -> String) -> String {
        let [first, .., last] = self.candidates[..] else {
            return word(self.candidates[0]);
        };
        match self.style {
            Style::Range => format!("{{ not_before: {}, not_after: {} }}", word(first), word(last)),
            Style::Readings => {
                let all: Vec<String> =
                    self.candidates.iter().map(|c| format!("{{ value: {}, source: one }}", word(*c))).collect();
                format!("{{ readings: [ {} ] }}", all.join(", "))
            }
        }
    }
}

impl Dice<'_> {
    fn below_i(&mut self, n: usize) -> i32 {
        i32::try_from(self.below(n)).unwrap()
    }
}
