//! What a replay found, by names and comparable.

use std::collections::{BTreeMap, BTreeSet};

use greffe::calendar::Day;
use greffe::replay::{Happening, Replay};

/// What was found of one event.
#[derive(Debug)]
pub struct FoundEvent {
    pub verdict: &'static str,
    pub dates: BTreeSet<String>,
    /// Verdict, refusal, states and the act to blame, of every possible outcome.
    pub outcomes: BTreeSet<String>,
    /// The margin, as days of the month.
    pub margin: Option<(i32, i32)>,
    pub watches: bool,
}

/// What was found of one machine.
#[derive(Debug)]
pub struct FoundMachine {
    /// Possible states, deadlines and duties.
    pub facts: BTreeSet<String>,
    /// What happened by itself, in every possible world.
    pub certain: BTreeSet<String>,
    pub watches: bool,
}

#[derive(Debug)]
pub struct Found {
    pub events: BTreeMap<String, FoundEvent>,
    pub machines: BTreeMap<String, FoundMachine>,
}

fn of_month(day: Day) -> i32 {
    let (_, _, day) = day.ymd();
    i32::try_from(day).unwrap()
}

pub fn found(replay: &Replay) -> Found {
    let scenario = &replay.scenario;
    let events = replay.events.iter().map(|judged| {
        let event = &scenario.events[judged.event];
        let outcomes = judged.possible.iter().map(|p| {
            let law = scenario.editions(event.machine).get(p.ids);
            let o = p.outcome;
            let name = |s| law.state(s).name.as_str();
            let blamed = p.because_of.map(|e| scenario.events[e].id.as_str());
            format!(
                "{} {:?} {} -> {} {} failed {:?} unjudged {:?} because of {blamed:?}",
                o.verdict.word(),
                o.refusal,
                name(o.from),
                name(o.to),
                o.took_effect,
                o.failed,
                o.unjudged
            )
        });
        let found = FoundEvent {
            verdict: judged.verdict.map_or("-", |v| v.word()),
            dates: judged.dates.iter().map(ToString::to_string).collect(),
            outcomes: outcomes.collect(),
            margin: judged.margin.as_ref().map(|m| (of_month(m.earliest.0), of_month(m.latest.0))),
            watches: !scenario.machines[event.machine].watches.is_empty(),
        };
        (event.id.clone(), found)
    });
    let machines = scenario.machines.iter().enumerate().map(|(index, machine)| {
        let report = &replay.machines[index];
        let law = scenario.editions(index).get(report.edition);
        let mut facts = BTreeSet::new();
        facts.extend(report.states.iter().map(|s| format!("in {}", law.state(*s).name)));
        for deadline in &report.deadlines {
            let name = &law.deadline(deadline.deadline).name;
            let counts = deadline.counts.iter();
            facts.extend(counts.map(|(from, nominal, last)| format!("{name} from {from} to {nominal}, {last}")));
            facts.extend(deadline.kept.iter().map(|k| format!("{name} {k:?}")));
        }
        for duty in &report.duties {
            let name = &law.duty(duty.duty).name;
            facts.extend(duty.status.iter().map(|s| format!("{name} {}", s.word())));
            facts.extend(duty.due.iter().map(|d| format!("{name} due {d}")));
        }
        let mut certain = BTreeSet::new();
        for passed in replay.passed.iter().filter(|p| p.machine == index) {
            let what = match passed.what {
                Happening::Expired { deadline, from, to, transition } => {
                    let (from, to) = (&law.state(from).name, &law.state(to).name);
                    format!("{} over, {from} -> {to} by {transition:?}", law.deadline(deadline).name)
                }
                Happening::Breached { duty, occurrence } => {
                    format!("{} #{occurrence} breached", law.duty(duty).name)
                }
                Happening::Broken { property, .. } => {
                    format!("{} broken", law.property(property).name)
                }
            };
            facts.extend(passed.lasts.iter().map(|last| format!("{what} after {last}")));
            if passed.certain {
                certain.insert(what);
            }
        }
        (machine.name.clone(), FoundMachine { facts, certain, watches: !machine.watches.is_empty() })
    });
    Found { events: events.collect(), machines: machines.collect() }
}
