//! Random small procedures and systems: details of every type that may be left out or have a default, deadlines whose
//! length they give, two editions, duties, machines that watch others, systems.
//!
//! All is drawn from a string of bytes, of which the plainest choice is zero, so that a failure shrinks.

use super::dice::Dice;
use super::drawn_conditions::{Context, condition, date, length};

/// The files, and the one that is looked at.
pub struct Drawn {
    pub files: Vec<(&'static str, String)>,
    pub subject: &'static str,
}

impl Drawn {
    /// All files, for whoever is to understand a failure.
    pub fn told(&self) -> String {
        self.files.iter().map(|(path, text)| format!("# {path}\n{text}\n")).collect()
    }
}

pub const STATES: [&str; 4] = ["s0", "s1", "s2", "s3"];
pub const DEADLINES: [&str; 2] = ["d", "e"];

/// What one text of a procedure says, as far as other parts of it read it.
#[derive(Clone, Default)]
pub struct Law {
    /// The names of its properties begin with it.
    pub name: &'static str,
    pub acts: Vec<Act>,
    /// The slots that only some texts have beside those that all have.
    pub late: bool,
    /// Whether it watches another.
    pub watches: bool,
    /// For each deadline: the act that alone starts it, whose details its length may read.
    pub owners: [Option<usize>; 2],
    slots: String,
    deadlines: Vec<String>,
    transitions: Vec<String>,
    duties: Vec<String>,
    properties: Vec<String>,
}

#[derive(Clone)]
pub struct Act {
    pub name: &'static str,
    by: &'static str,
    pub details: Vec<Detail>,
}

#[derive(Clone)]
pub struct Detail {
    pub name: &'static str,
    text: String,
}

const ACTS: [&str; 3] = ["x", "y", "z"];

impl Detail {
    fn drawn(dice: &mut Dice) -> Self {
        let (name, ty, default) = dice.pick(&[
            ("ok", "boolean", "true"),
            ("n", "integer, between: [0, 3]", "1"),
            ("len", "period, between: [1 day, 1 month]", "10 days"),
            ("dur", "duration, between: [1 hour, 72 hours]", "24 hours"),
            ("dated", "date", "2011-01-10"),
            ("word", "[a, b, c]", "b"),
            ("at", "time", "12:00"),
            ("m", "integer", "2"),
            ("ahead", "date, planned: true", "2011-02-20"),
            ("seen", "date, between: [2011-01-05, 2011-02-10]", "2011-01-05"),
            ("term", "period", "1 month"),
        ]);
        let how = match dice.below(4) {
            0 => String::new(),
            1 => ", optional: true".to_owned(),
            2 => format!(", default: {default}"),
            _ => format!(", optional: true, default: {default}"),
        };
        Self { name, text: format!("{name}: {{ type: {ty}{how} }}") }
    }
}

impl Act {
    fn drawn(dice: &mut Dice, name: &'static str) -> Self {
        let by = dice.pick(&["party", "office", "[party, office]"]);
        let mut details: Vec<Detail> = Vec::new();
        for _ in 0..dice.below(3) {
            let detail = Detail::drawn(dice);
            if details.iter().all(|known| known.name != detail.name) {
                details.push(detail);
            }
        }
        Self { name, by, details }
    }
}

impl Law {
    fn drawn(dice: &mut Dice, name: &'static str, acts: usize, watches: bool) -> Self {
        let acts = ACTS.iter().take(acts).map(|name| Act::drawn(dice, name)).collect::<Vec<_>>();
        let owners = [0, 1].map(|_| dice.chance(2).then(|| dice.below(acts.len())));
        let mut law = Self { name, acts, watches, owners, ..Self::default() };
        law.slots = format!(
            "flag: {{ type: boolean, initially: false }}, count: {{ type: integer, initially: 0, between: [0, 3] }}, \
             since: {}, kept: {}, told: boolean",
            if dice.chance(2) { "{ type: date, initially: 2011-01-03 }" } else { "date" },
            if dice.chance(2) { "{ type: period, initially: 5 days }" } else { "period" },
        );
        law.deadlines = DEADLINES.iter().enumerate().map(|(index, name)| law.deadline(dice, index, name)).collect();
        law.transitions = law.all_transitions(dice);
        law.duties = (0..dice.below(3)).map(|index| law.duty(dice, index)).collect();
        law.properties =
            (0..1 + dice.below(3)).map(|index| property(dice, &Context::property(&law), name, index)).collect();
        law
    }

    /// A later text: some of its parts are other ones, and it may have what the earlier has not.
    fn later(&self, dice: &mut Dice) -> Self {
        let mut law = self.clone();
        for act in &mut law.acts {
            if dice.chance(3) {
                let detail = Detail::drawn(dice);
                act.details.retain(|known| known.name != detail.name);
                act.details.push(detail);
            }
        }
        law.late = dice.chance(2);
        for (index, name) in DEADLINES.iter().enumerate() {
            if dice.chance(3) {
                law.deadlines[index] = law.deadline(dice, index, name);
            }
        }
        let others = law.all_transitions(dice);
        for (at, other) in others.into_iter().enumerate().take(law.transitions.len()) {
            if dice.chance(2) {
                law.transitions[at] = other;
            }
        }
        for index in 0..law.duties.len() {
            if dice.chance(3) {
                law.duties[index] = law.duty(dice, index);
            }
        }
        for index in 0..law.properties.len() {
            if dice.chance(2) {
                law.properties[index] = property(dice, &Context::property(&law), law.name, index);
            }
        }
        law
    }

    fn deadline(&self, dice: &mut Dice, index: usize, name: &str) -> String {
        let owner = self.owners[index];
        let context = Context { act: owner, ..Context::own(self) };
        let reads = |wanted: &[&'static str]| -> Option<&'static str> {
            let details = &self.acts[owner?].details;
            details.iter().find(|detail| wanted.contains(&detail.name)).map(|detail| detail.name)
        };
        let from = match (dice.below(6), reads(&["dated", "ahead", "seen"])) {
            (0 | 1, Some(detail)) => format!("act.{detail}"),
            (2, _) => format!("last({}).on", self.act(dice)),
            (3, _) => "since".to_owned(),
            _ => "act.on".to_owned(),
        };
        let one = |dice: &mut Dice| match (dice.below(5), reads(&["len", "term"])) {
            (0..=2, Some(detail)) => format!("act.{detail}"),
            (3, _) => "kept".to_owned(),
            _ => length(dice),
        };
        let hours = reads(&["dur"]).filter(|_| dice.chance(2));
        let lasts = match (dice.below(3), hours) {
            (_, Some(detail)) => format!("act.{detail}"),
            (0, None) => one(dice),
            (several, None) => {
                let mut all = String::new();
                for _ in 0..several {
                    all += &format!("{{ if: \"{}\", is: {} }}, ", condition(dice, &context, 1), one(dice));
                }
                format!("[ {all}{{ is: {} }} ]", one(dice))
            }
        };
        let counting = match (dice.below(4), hours) {
            (_, Some(_)) => ", counting: { rule: hours }",
            (3, None) => ", counting: { rule: civil, roll: next-working-day, holidays: fr }",
            (2, None) => ", counting: { rule: franc, roll: none, holidays: fr }",
            _ => "",
        };
        let alive = dice.pick(&["", ", while: [s1]", ", while: [s0, s1, s2]", ", while: [s1, s2]"]);
        format!("{name}: {{ counted_from: {from}, lasts: {lasts}, basis: policy{counting}{alive} }}")
    }

    pub fn act(&self, dice: &mut Dice) -> &'static str {
        let at = dice.below(self.acts.len());
        self.acts[at].name
    }

    fn requirements(&self, dice: &mut Dice, act: usize) -> String {
        let context = Context { act: Some(act), on: true, ..Context::own(self) };
        let mut all = String::new();
        if dice.chance(5) {
            all += &format!(", not_before: [ {{ date: \"{}\", basis: policy }} ]", date(dice, &context));
        }
        let several: Vec<String> = (0..dice.below(3))
            .map(|_| {
                let level = if dice.chance(3) { ", level: recommended" } else { "" };
                let effect = dice.pick(&["", "", ", effect: void", ", effect: stands"]);
                format!("{{ check: \"{}\", basis: policy{level}{effect} }}", condition(dice, &context, 1))
            })
            .collect();
        if several.is_empty() { all } else { all + &format!(", requires: [ {} ]", several.join(", ")) }
    }

    fn effects(&self, dice: &mut Dice, act: Option<usize>) -> String {
        let mut all = String::new();
        let mut free: Vec<&str> = (0..2)
            .filter(|index| self.owners[*index].is_none_or(|owner| Some(owner) == act))
            .map(|index| DEADLINES[index])
            .collect();
        for word in ["restarts", dice.pick(&["suspends", "resumes", "stops", "extends"])] {
            if dice.chance(2) && !free.is_empty() {
                let at = dice.below(free.len());
                all += &format!(", {word}: {}", free.remove(at));
            }
        }
        if dice.chance(2) {
            let what = self.written(dice, act);
            all += &format!(", sets: {{ {what} }}");
        }
        all
    }

    /// A slot and what it is given.
    fn written(&self, dice: &mut Dice, act: Option<usize>) -> String {
        let details = act.map_or(&[][..], |act| &self.acts[act].details);
        let of = |wanted: &[&str]| details.iter().find(|d| wanted.contains(&d.name)).map(|d| format!("act.{}", d.name));
        match dice.below(6) {
            0 => format!("flag: {}", dice.pick(&["true", "not flag", "false"])),
            1 => of(&["ok"]).map_or("told: true".to_owned(), |read| format!("told: {read}")),
            2 => match (of(&["n", "m"]), dice.below(4)) {
                (None, _) => "count: count + 1".to_owned(),
                (Some(read), 0 | 1) => format!("count: {read}"),
                (Some(read), 2) => format!("count: {read} + 1"),
                (Some(read), _) => format!("count: count + {read}"),
            },
            3 => of(&["dated", "seen", "ahead"]).map_or("since: act.on".to_owned(), |read| format!("since: {read}")),
            4 => of(&["len", "term"]).map_or("kept: 3 days".to_owned(), |read| format!("kept: {read}")),
            _ if self.late => "late: true".to_owned(),
            _ => "flag: told".to_owned(),
        }
    }

    fn all_transitions(&self, dice: &mut Dice) -> Vec<String> {
        let mut all = Vec::new();
        for (index, act) in self.acts.iter().enumerate() {
            let name = act.name;
            let context = Context { act: Some(index), on: true, ..Context::own(self) };
            let first = dice.chance(3);
            for guarded in [true, false] {
                if guarded && !first {
                    continue;
                }
                let guard = if guarded { format!(", if: \"{}\"", condition(dice, &context, 1)) } else { String::new() };
                let (from, to) = (sources(dice), dice.pick(&["s1", "s2", "same", "s0", "s3"]));
                let (effects, requirements) = (self.effects(dice, Some(index)), self.requirements(dice, index));
                all.push(format!(
                    "{{ act: {name}, from: {from}, to: {to}{guard}, basis: policy{effects}{requirements} }}"
                ));
            }
        }
        for name in DEADLINES {
            let context = Context { on: true, sight: false, ..Context::own(self) };
            let guard =
                if dice.chance(4) { format!(", if: \"{}\"", condition(dice, &context, 0)) } else { String::new() };
            let (from, to, effects) = (sources(dice), dice.pick(&["s2", "s1", "s3", "same"]), self.effects(dice, None));
            all.push(format!("{{ when_over: {name}, from: {from}, to: {to}{guard}{effects} }}"));
        }
        all
    }

    fn duty(&self, dice: &mut Dice, index: usize) -> String {
        let arises = match dice.below(4) {
            0 | 1 => Some(dice.below(self.acts.len())),
            _ => None,
        };
        let cue = arises
            .map_or_else(|| dice.pick(&["s1", "s2", "[s1, s2]"]).to_owned(), |act| self.acts[act].name.to_owned());
        let context = Context { act: arises, on: true, ..Context::own(self) };
        let due = match dice.below(6) {
            0 | 1 => format!(", due: {} from act.on", length(dice)),
            2 => format!(", due: {}", dice.pick(&DEADLINES)),
            3 => format!(", every: {}", length(dice)),
            4 => format!(", due: \"{}\"", date(dice, &context)),
            _ => String::new(),
        };
        let guard = if dice.chance(3) { format!(", if: \"{}\"", condition(dice, &context, 0)) } else { String::new() };
        let ends = dice.pick(&["", ", ends: s3", ", ends: [s2, s3]"]);
        let level = if dice.chance(4) { ", level: recommended" } else { "" };
        let done = if dice.chance(3) { dice.pick(&STATES[1..]) } else { self.act(dice) };
        format!(
            "u{index}: {{ owed_by: party, arises: {cue}{due}{guard}{ends}{level}, discharged_by: {done}, basis: policy }}"
        )
    }

    fn text(&self, edition: &str, until: &str, rest: &str) -> String {
        let list = |all: &[String]| all.iter().map(|one| format!("  - {one}\n")).collect::<String>();
        let map = |all: &[String]| all.iter().map(|one| format!("  {one}\n")).collect::<String>();
        let acts = self.acts.iter().map(|act| {
            let details: Vec<&str> = act.details.iter().map(|detail| detail.text.as_str()).collect();
            format!("  {}: {{ by: {}, details: {{ {} }} }}\n", act.name, act.by, details.join(", "))
        });
        let acts: String = acts.collect();
        let late = if self.late { ", late: { type: boolean, initially: false }" } else { "" };
        let watches = if self.watches { "watches: { one: p, all: { each: p } }\n" } else { "" };
        let duties = if self.duties.is_empty() { String::new() } else { format!("duties:\n{}", map(&self.duties)) };
        format!(
            "procedure: {}\nedition: {edition}\n{until}title: Drawn\ntime_zone: Europe/Paris\n\
             counting: {{ rule: civil, roll: none, holidays: fr }}\n{rest}law: {{}}\n\
             roles: {{ party: {{}}, office: {{ authority: true }} }}\n\
             states: {{ s0: {{ initial: true }}, s1: {{}}, s2: {{ final: true }}, s3: {{ final: true }} }}\n\
             memory: {{ {}{late} }}\n{watches}acts:\n{acts}  close: {{ by: party }}\ndeadlines:\n{}{duties}\
             transitions:\n{}  - {{ act: close, from: [s0, s1], to: s3, basis: policy }}\nproperties:\n{}",
            self.name,
            self.slots,
            map(&self.deadlines),
            list(&self.transitions),
            map(&self.properties),
        )
    }
}

/// Some of the states that are not final.
fn sources(dice: &mut Dice) -> &'static str {
    dice.pick(&["[s0, s1, s2]", "s0", "[s0, s1]", "s1", "[s1, s2]", "s2", "[s0, s2]"])
}

/// What a property says; and of what is said to be reachable, that it never is, so that a replay shows it.
pub fn property(dice: &mut Dice, context: &Context, of: &str, index: usize) -> String {
    let told = condition(dice, context, 1);
    let kept = if dice.chance(4) { ", duties_kept: true" } else { "" };
    let name = format!("{of}{index}");
    let cue = context.cue(dice);
    let within = length(dice);
    let form = match dice.below(7) {
        0 => format!("never: \"{told}\""),
        1 => format!("always: \"{told}\""),
        2 => {
            return format!(
                "{name}: {{ reachable: \"{told}\"{kept}, basis: policy }}\n  {name}_never: {{ never: \"{told}\"{kept}, basis: policy }}"
            );
        }
        3 => format!("before: {cue}, expect: \"{told}\""),
        4 => format!("at_end: \"{told}\""),
        5 => format!("following: {cue}, within: {within}, expect: \"{told}\""),
        _ => return format!("{name}_some_day: {{ following: {cue}, expect: \"{told}\"{kept}, basis: policy }}"),
    };
    format!("{name}: {{ {form}{kept}, basis: policy }}")
}

/// A system of machines that run `p`, and perhaps one that watches them.
fn system(dice: &mut Dice, law: &Law, watching: bool) -> String {
    let watcher = if watching { ", w: { procedure: q, watches: { one: a, all: [a, b] } }" } else { "" };
    let context = Context::system(law);
    let properties: String =
        (0..1 + dice.below(3)).map(|index| format!("  {}\n", property(dice, &context, "t", index))).collect();
    format!(
        "system: t\ntitle: Drawn\ntime_zone: Europe/Paris\ncounting: {{ rule: civil, roll: none, holidays: fr }}\nlaw: {{}}\n\
         machines: {{ a: {{ procedure: p }}, b: {{ procedure: p }}{watcher} }}\nlists: {{ both: [a, b] }}\nproperties:\n{properties}"
    )
}

/// Procedures, with a system or without.
pub fn drawn(dice: &mut Dice) -> Drawn {
    let shape = dice.pick(&[0, 0, 0, 1, 2, 3]);
    let acts = if shape == 0 { 3 } else { 1 + dice.below(2) };
    let rest = dice.pick(&["", "", "applies_by: first_act\n"]);
    let early = Law::drawn(dice, "p", acts, false);
    let last = dice.pick(&["", "until: 2011-06-30\n", "until: 2014-12-31\n"]);
    let mut files = Vec::new();
    if dice.chance(2) {
        let later = early.later(dice);
        files.push(("p1.yaml", early.text("2011-01-01", "until: 2011-02-28\n", rest)));
        files.push(("p2.yaml", later.text("2011-03-01", last, rest)));
    } else {
        files.push(("p1.yaml", early.text("2011-01-01", last, rest)));
    }
    let watching = shape == 1 || shape == 3;
    if watching {
        let watcher = Law::drawn(dice, "q", 1, true);
        files.push(("q.yaml", watcher.text("2011-01-01", last, "")));
    }
    if shape >= 2 {
        files.push(("t.yaml", system(dice, &early, watching)));
    }
    let subject = match shape {
        0 => "./p1.yaml",
        1 => "./q.yaml",
        _ => "./t.yaml",
    };
    Drawn { files, subject }
}
