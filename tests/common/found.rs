//! A short way to write a procedure and what happened, and to ask what a replay found, by names.

use std::collections::BTreeMap;
use std::rc::Rc;

use greffe::calendar::{Day, Stamp};
use greffe::diagnostic::{Diagnostics, SourceMap, Style, render_all};
use greffe::engine::{Outcome, Refusal};
use greffe::procedure::{Editions, Procedure, lower};
use greffe::replay::{Bound, DeadlineReport, Fit, Happening, Judged, Kept, Margin, Options, Replay, replay};
use greffe::scenario::{Scenario, UnknownIx};
use greffe::syntax::{self, ProcedureFile};
use greffe::value::Value;

/// What every procedure of these tests begins with: a party, whose acts are void by default when unlawful, and an
/// office, whose acts stand.
const HEAD: &str = "
title: A procedure
time_zone: Europe/Paris
counting: { rule: civil, roll: none, holidays: fr }
law: {}
roles: { party: {}, office: { authority: true } }
";

/// The whole text of a procedure from its own part.
pub fn procedure_text(name: &str, edition: &str, own: &str) -> String {
    format!("procedure: {name}\nedition: {edition}\n{HEAD}\n{own}")
}

/// What a checker says of a procedure, as text; nothing if it is fine.
pub fn faults(own: &str) -> String {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add("p.yaml", procedure_text("p", "2011-01-01", own));
    let syntax: Option<ProcedureFile> = syntax::read(file, &sources, &mut diagnostics);
    let _ = syntax.and_then(|f| lower(&f, &|_| None, &mut diagnostics));
    render_all(&diagnostics, &sources, Style::default())
}

/// Procedures, kept for as long as the tests run.
#[derive(Clone, Copy)]
pub struct Law(&'static BTreeMap<String, Editions>);

/// One procedure `p`, in force from 2011-01-01; a machine `m` runs it.
pub fn law(own: &str) -> Law {
    laws(&[("p", "2011-01-01", own)])
}

/// Procedures, or editions of one: name, first day in force, own part. Those watched come first.
pub fn laws(all: &[(&str, &str, &str)]) -> Law {
    let texts: Vec<(&str, String)> =
        all.iter().map(|(name, edition, own)| (*name, procedure_text(name, edition, own))).collect();
    Law(Box::leak(Box::new(super::procedures(&texts))))
}

impl Law {
    /// A scenario of one machine `m`. Each event is the inside of a YAML map; its machine may be left out.
    pub fn scenario(self, head: &str, events: &[&str]) -> Result<Scenario<'static>, String> {
        let machines = if head.contains("machines:") { "" } else { "machines: { m: { procedure: p } }" };
        let events: String = events
            .iter()
            .map(|event| {
                let machine = if event.contains("machine:") { "" } else { "machine: m, " };
                format!("  - {{ {machine}certainty: assumed, {event} }}\n")
            })
            .collect();
        let sources = "sources: { one: { publisher: O, title: O, date: unknown }, two: { publisher: T, title: T, date: unknown } }";
        let text = format!("scenario: s\ntitle: A scenario\n{sources}\n{machines}\n{head}\nevents:\n{events}");
        super::scenario("s.yaml", &text, self.0)
    }

    /// Replays events of the machine `m`.
    pub fn replay(self, events: &[&str]) -> Found {
        self.replay_with("", events, &Options::default())
    }

    /// Replays events under a head of the scenario's own: machines, unknowns, an as-of date.
    pub fn replay_under(self, head: &str, events: &[&str]) -> Found {
        self.replay_with(head, events, &Options::default())
    }

    /// Replays events with options.
    pub fn replay_with(self, head: &str, events: &[&str], options: &Options) -> Found {
        let scenario = self.scenario(head, events).unwrap_or_else(|faults| panic!("{faults}"));
        Found(replay(Rc::new(scenario), options))
    }

    /// The editions of `p`.
    pub fn editions(self) -> &'static Editions {
        &self.0["p"]
    }

    /// The only edition of `p`.
    pub fn procedure(self) -> &'static Procedure {
        self.0["p"].get(0)
    }
}

/// A replay, asked by names.
pub struct Found(pub Replay<'static>);

impl Found {
    fn machine(&self, name: &str) -> usize {
        let machines = &self.0.scenario.machines;
        machines.iter().position(|m| m.name == name).unwrap()
    }

    fn law_of(&self, machine: usize) -> &Procedure {
        let edition = self.0.machines[machine].edition;
        self.0.scenario.editions(machine).get(edition)
    }

    /// The number of an event.
    pub fn number(&self, id: &str) -> usize {
        let events = &self.0.scenario.events;
        events.iter().position(|e| e.id == id).unwrap_or_else(|| panic!("no event {id}"))
    }

    /// What was found of an event.
    pub fn event(&self, id: &str) -> &Judged {
        &self.0.events[self.number(id)]
    }

    /// The verdict on an act, `-` if there is none.
    pub fn verdict(&self, id: &str) -> &'static str {
        self.event(id).verdict.map_or("-", |v| v.word())
    }

    /// Every possible verdict on an act, sorted.
    pub fn verdicts(&self, id: &str) -> Vec<&'static str> {
        let possible = self.event(id).possible.iter();
        sorted(possible.map(|p| p.outcome.verdict.word()))
    }

    /// Why it is refused, in some possible world: `too_late(d)` and so on.
    pub fn refusals(&self, id: &str) -> Vec<String> {
        let machine = self.0.scenario.events[self.number(id)].machine;
        let possible = self.event(id).possible.iter();
        sorted(possible.filter_map(|p| {
            let procedure = self.0.scenario.editions(machine).get(p.ids);
            Some(match p.outcome.refusal? {
                Refusal::TooLate(d) => format!("too_late({})", procedure.deadline(d).name),
                other => other.word().to_owned(),
            })
        }))
    }

    /// The states before and after, in every possible world: `a -> b`.
    pub fn moves(&self, id: &str) -> Vec<String> {
        let machine = self.0.scenario.events[self.number(id)].machine;
        let possible = self.event(id).possible.iter();
        sorted(possible.map(|p| {
            let procedure = self.0.scenario.editions(machine).get(p.ids);
            let Outcome { from, to, .. } = p.outcome;
            format!("{} -> {}", procedure.state(from).name, procedure.state(to).name)
        }))
    }

    /// The verdict, the refusal and the state after, for an act with one outcome.
    pub fn outcome(&self, id: &str) -> String {
        let moves = self.moves(id);
        assert_eq!(moves.len(), 1, "{id}: {moves:?}");
        let after = moves[0].split(" -> ").nth(1).unwrap();
        match &self.refusals(id)[..] {
            [] => format!("{}, {after}", self.verdict(id)),
            [only] => format!("{} {only}, {after}", self.verdict(id)),
            several => panic!("{id}: {several:?}"),
        }
    }

    /// The earlier void acts but for which an act would have been accepted.
    pub fn because_of(&self, id: &str) -> Vec<&str> {
        let possible = self.event(id).possible.iter();
        sorted(possible.filter_map(|p| Some(self.0.scenario.events[p.because_of?].id.as_str())))
    }

    /// The checks that were recorded of an act's only outcome: index, outcome, integers among the operands.
    pub fn checks(&self, id: &str) -> Vec<(usize, Option<bool>, Vec<Value>)> {
        let [only] = &self.event(id).possible[..] else { panic!("{id} has several outcomes") };
        only.checks.iter().map(|c| (c.index, c.holds, c.values.iter().map(|(_, v)| *v).collect())).collect()
    }

    /// How an observed state fits.
    pub fn fits(&self, id: &str) -> Vec<String> {
        let machine = self.0.scenario.events[self.number(id)].machine;
        sorted(self.event(id).fits.iter().map(|(edition, fit)| {
            let procedure = self.0.scenario.editions(machine).get(*edition);
            match fit {
                Fit::Confirmed => "confirmed".to_owned(),
                Fit::Undocumented { from, by, .. } => {
                    format!("undocumented from {} by {}", procedure.state(*from).name, by.len())
                }
                Fit::Contradiction { from } => {
                    format!("contradiction from {}", procedure.state(*from).name)
                }
            }
        }))
    }

    /// The possible dates of an event.
    pub fn dates(&self, id: &str) -> Vec<String> {
        self.event(id).dates.iter().map(Stamp::to_string).collect()
    }

    /// The margin of an act: `2011-01-05 order .. 2011-01-10 verdict`.
    pub fn margin(&self, id: &str) -> Option<String> {
        self.event(id).margin.as_ref().map(|m| interval(m.earliest, m.latest))
    }

    /// The margin of an act under each reading: unknown, index of the reading, interval.
    pub fn margins_by_reading(&self, id: &str) -> Vec<(String, usize, String)> {
        let margin: &Margin = self.event(id).margin.as_ref().unwrap();
        margin
            .readings
            .iter()
            .map(|(unknown, reading, earliest, latest)| {
                (self.unknown(*unknown), *reading, interval(*earliest, *latest))
            })
            .collect()
    }

    /// The name of an unknown.
    pub fn unknown(&self, unknown: UnknownIx) -> String {
        self.0.scenario.unknowns[unknown].name.clone()
    }

    /// On what a verdict depends: each unknown with its groups of candidates and their verdicts.
    pub fn depends(&self, id: &str) -> Vec<String> {
        self.event(id)
            .depends
            .iter()
            .map(|d| {
                let groups: Vec<String> = d
                    .groups
                    .iter()
                    .map(|(candidates, verdicts)| {
                        let words: Vec<&str> = verdicts.iter().map(|v| v.word()).collect();
                        format!("{candidates:?} {}", words.join("/"))
                    })
                    .collect();
                format!("{}: {}", self.unknown(d.unknown), groups.join(", "))
            })
            .collect()
    }

    /// The possible states of a machine on the as-of date, sorted by name.
    pub fn states(&self, machine: &str) -> Vec<&str> {
        let machine = self.machine(machine);
        let procedure = self.law_of(machine);
        let states = self.0.machines[machine].states.iter();
        sorted(states.map(|s| procedure.state(*s).name.as_str()))
    }

    fn deadline_report(&self, machine: &str, name: &str) -> Option<&DeadlineReport> {
        let machine = self.machine(machine);
        let procedure = self.law_of(machine);
        let mut deadlines = self.0.machines[machine].deadlines.iter();
        deadlines.find(|d| procedure.deadline(d.deadline).name == name)
    }

    /// The possible last days of a deadline, ascending.
    pub fn lasts(&self, machine: &str, name: &str) -> Vec<String> {
        let report = self.deadline_report(machine, name);
        sorted(report.iter().flat_map(|r| r.counts.iter().map(|(_, _, last)| last.to_string())))
    }

    /// The possible last days of a deadline before rolling.
    pub fn nominals(&self, machine: &str, name: &str) -> Vec<String> {
        let report = self.deadline_report(machine, name);
        sorted(report.iter().flat_map(|r| r.counts.iter().map(|(_, n, _)| n.to_string())))
    }

    /// How a deadline stands.
    pub fn kept(&self, machine: &str, name: &str) -> Vec<Kept> {
        self.deadline_report(machine, name).map_or_else(Vec::new, |r| r.kept.clone())
    }

    /// How a duty stands, and when it falls due: `owed 2011-01-05`; several possibilities are joined by `/`.
    pub fn duty(&self, machine: &str, name: &str) -> String {
        let machine = self.machine(machine);
        let procedure = self.law_of(machine);
        let mut duties = self.0.machines[machine].duties.iter();
        let Some(duty) = duties.find(|d| procedure.duty(d.duty).name == name) else {
            return "-".into();
        };
        let status: Vec<&str> = duty.status.iter().map(|s| s.word()).collect();
        let due: Vec<String> = duty.due.iter().map(ToString::to_string).collect();
        format!("{} {}", status.join("/"), due.join("/")).trim().to_owned()
    }

    /// What happened by itself: `m: d over after 2011-01-05, a -> b`; with `?` where not in every world.
    pub fn passed(&self) -> Vec<String> {
        let mut all = Vec::new();
        for passed in &self.0.passed {
            let name = &self.0.scenario.machines[passed.machine].name;
            let procedure = self.0.scenario.editions(passed.machine).get(passed.edition);
            let lasts: Vec<String> = passed.lasts.iter().map(ToString::to_string).collect();
            let lasts = lasts.join("/");
            let what = match passed.what {
                Happening::Expired { deadline, from, to, .. } => {
                    let (from, to) = (&procedure.state(from).name, &procedure.state(to).name);
                    format!("{} over after {lasts}, {from} -> {to}", procedure.deadline(deadline).name)
                }
                Happening::Breached { duty, occurrence } => {
                    format!("{} #{occurrence} breached after {lasts}", procedure.duty(duty).name)
                }
                Happening::Broken { property, following } => {
                    let following = following.map_or("", |e| self.0.scenario.events[e].id.as_str());
                    format!("{} broken on {lasts}, following [{following}]", procedure.property(property).name)
                }
            };
            all.push(format!("{name}: {what}{}", if passed.certain { "" } else { "?" }));
        }
        all
    }
}

fn interval(earliest: (Day, Bound), latest: (Day, Bound)) -> String {
    let word = |bound| match bound {
        Bound::Verdict => "verdict",
        Bound::Order => "order",
        Bound::Open => "open",
    };
    format!("{} {} .. {} {}", earliest.0, word(earliest.1), latest.0, word(latest.1))
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort();
    all.dedup();
    all
}
