//! Random conditions, as far as what they may read allows.

use super::dice::Dice;
use super::drawn::{DEADLINES, Law, STATES};

/// What a condition may read.
#[derive(Clone, Copy)]
pub struct Context<'l> {
    pub law: &'l Law,
    /// The act of which details may be read.
    pub act: Option<usize>,
    /// Whether the day of the act may be read.
    pub on: bool,
    /// Whether watched machines may be read.
    pub sight: bool,
    /// Of a system: machines are named, and nothing is its own.
    pub joint: bool,
}

impl<'l> Context<'l> {
    pub fn own(law: &'l Law) -> Self {
        Self { law, act: None, on: false, sight: law.watches, joint: false }
    }

    pub fn property(law: &'l Law) -> Self {
        Self::own(law)
    }

    pub fn system(law: &'l Law) -> Self {
        Self { joint: true, ..Self::own(law) }
    }

    /// What a property waits for.
    pub fn cue(&self, dice: &mut Dice) -> String {
        let one = if dice.chance(2) { dice.pick(&STATES[1..]) } else { self.law.act(dice) };
        if self.joint { format!("{}.{one}", dice.pick(&["a", "b", "both"])) } else { one.to_owned() }
    }

    /// The names before those of a machine: none but in a system.
    fn of(&self, dice: &mut Dice) -> &'static str {
        if self.joint { dice.pick(&["a.", "b."]) } else { "" }
    }

    /// Everything of some types that can be read among details.
    fn details(&self, dice: &mut Dice, wanted: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for (index, act) in self.law.acts.iter().enumerate() {
            for detail in act.details.iter().filter(|detail| wanted.contains(&detail.name)) {
                if self.act == Some(index) {
                    all.push(format!("act.{}", detail.name));
                }
                all.push(format!("last({}{}).{}", self.of(dice), act.name, detail.name));
            }
        }
        all
    }

    fn detail(&self, dice: &mut Dice, wanted: &[&str]) -> Option<String> {
        let all = self.details(dice, wanted);
        let at = dice.below(all.len().max(1));
        all.into_iter().nth(at)
    }

    fn done(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.of(dice), self.law.act(dice))
    }

    fn deadline(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.of(dice), dice.pick(&DEADLINES))
    }
}

pub fn length(dice: &mut Dice) -> String {
    dice.pick(&["3 days", "10 days", "1 month", "1 day", "5 working days", "2 weeks", "30 days", "31 days"]).to_owned()
}

fn literal(dice: &mut Dice) -> String {
    dice.pick(&["2011-01-20", "2011-02-28", "2011-03-05", "2011-01-31"]).to_owned()
}

/// A date that can be read.
fn read(dice: &mut Dice, context: &Context) -> String {
    match dice.below(8) {
        0 | 1 if context.on => "act.on".to_owned(),
        2 | 3 => context
            .detail(dice, &["dated", "ahead", "seen"])
            .unwrap_or_else(|| format!("last({}).on", context.done(dice))),
        4 => format!("{}since", context.of(dice)),
        5 => context.deadline(dice),
        6 => format!("{}.{}", context.deadline(dice), dice.pick(&["nominal", "started", "last"])),
        _ => format!("last({}).on", context.done(dice)),
    }
}

/// A date, perhaps some time after one that can be read.
pub fn date(dice: &mut Dice, context: &Context) -> String {
    let read = read(dice, context);
    match dice.below(4) {
        0 => format!("{} from {read}", length(dice)),
        1 => match context.detail(dice, &["len", "term"]) {
            Some(detail) => format!("{detail} from {read}"),
            None => read,
        },
        _ => read,
    }
}

/// A condition; of `depth` 1 perhaps of two parts.
pub fn condition(dice: &mut Dice, context: &Context, depth: usize) -> String {
    if depth > 0 && dice.chance(4) {
        let (a, b) = (condition(dice, context, 0), condition(dice, context, 0));
        return match dice.below(3) {
            0 => format!("{a} and {b}"),
            1 => format!("{a} or {b}"),
            _ => format!("not ({a}) or {b}"),
        };
    }
    if context.sight && !context.joint && dice.chance(3) {
        return sight(dice, context);
    }
    let of = context.of(dice);
    let operator = dice.pick(&["<=", ">=", "<", ">", "==", "!="]);
    match dice.below(16) {
        0..=3 => about_detail(dice, context, operator),
        4 => format!("done({})", context.done(dice)),
        5 => format!("not done({})", context.done(dice)),
        6 => format!("{of}{}", dice.pick(&["flag", "told"])),
        7 => format!("not {of}{}", dice.pick(&["flag", "told"])),
        8 => format!("{of}count {operator} {}", dice.below(3)),
        9 => format!("running({})", context.deadline(dice)),
        10 => format!("{of}state {} {}", dice.pick(&["==", "!="]), dice.pick(&STATES)),
        11 if context.law.late && !context.joint => "late".to_owned(),
        11 if context.joint => format!("{}(both, state == {})", dice.pick(&["some", "every"]), dice.pick(&STATES)),
        12 if context.act.is_some() => match dice.below(3) {
            0 => "act.time >= 12:00".to_owned(),
            1 => "act.by == office".to_owned(),
            _ => format!("act.on {operator} {}", literal(dice)),
        },
        13 => format!("{} <= {} before {}", read(dice, context), length(dice), read(dice, context)),
        _ => format!("{} {operator} {}", read(dice, context), date(dice, context)),
    }
}

fn about_detail(dice: &mut Dice, context: &Context, operator: &str) -> String {
    let all = ["ok", "n", "len", "dur", "dated", "word", "at", "m", "ahead", "seen", "term"];
    let Some(detail) = context.detail(dice, &all) else {
        return format!("{} {operator} {}", read(dice, context), date(dice, context));
    };
    let name = detail.rsplit('.').next().unwrap_or_default();
    match name {
        "ok" => dice.pick(&["", "not "]).to_owned() + &detail,
        "n" | "m" => match dice.below(4) {
            0 | 1 => format!("{detail} {operator} {}", dice.below(4)),
            2 => format!("{detail} + {}count {operator} {}", context.of(dice), dice.below(4)),
            _ => {
                let count = format!("{}count", context.of(dice));
                let other = context.detail(dice, &["n", "m"]).filter(|other| *other != detail).unwrap_or(count);
                format!("{detail} {operator} {other}")
            }
        },
        "len" | "term" => {
            let from = read(dice, context);
            match dice.below(2) {
                0 => format!("{detail} from {from} {operator} {}", read(dice, context)),
                _ => format!("{} {operator} {detail} from {from}", context.deadline(dice)),
            }
        }
        "dur" => format!("{detail} {operator} {}", dice.pick(&["24 hours", "1 hour", "72 hours"])),
        "word" => match dice.below(2) {
            0 => format!("{detail} {} {}", dice.pick(&["==", "!="]), dice.pick(&["a", "b", "c"])),
            _ => format!("{detail} in [{}, a]", dice.pick(&["b", "c"])),
        },
        "at" => format!("{detail} {operator} {}", dice.pick(&["12:00", "08:00", "12:01"])),
        _ => match dice.below(3) {
            0 => format!("{detail} {operator} {}", literal(dice)),
            1 => format!("{detail} {operator} {}", date(dice, context)),
            _ => format!("{} {operator} {} from {detail}", read(dice, context), length(dice)),
        },
    }
}

/// What is seen of the machines that are watched.
fn sight(dice: &mut Dice, context: &Context) -> String {
    let state = dice.pick(&STATES);
    match dice.below(9) {
        0 => format!("one.state == {state}"),
        1 => format!("some(all, state == {state})"),
        2 => format!("every(all, state != {state})"),
        3 => format!("count(all, state == {state}) >= {}", 1 + dice.below(2)),
        4 => "every(all, flag)".to_owned(),
        5 => format!("running(one.{})", dice.pick(&DEADLINES)),
        6 => "some(all, told or count > 0)".to_owned(),
        7 => "one.flag".to_owned(),
        _ => format!("one.{} <= {}", dice.pick(&DEADLINES), read(dice, context)),
    }
}
