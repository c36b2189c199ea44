//! A replay made by hand: the shipped files in one possible world, with what a real replay would add.

use std::rc::Rc;

use greffe::calendar::{Day, End, Stamp};
use greffe::diagnostic::{Diagnostics, SourceMap};
use greffe::engine::{Case, ClockState, DutyState, Occurrence, Passage, Verdict, advance, branches, check_values};
use greffe::ids::{DeadlineId, DutyId};
use greffe::procedure::{self, Editions, Procedure};
use greffe::replay::*;
use greffe::scenario::{self, Given, Scenario, What};
use greffe::syntax::{self, ProcedureFile, ScenarioFile};
use greffe::value::Value;

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The shipped procedures.
pub fn procedures() -> Vec<Editions> {
    let mut loaded: Vec<Procedure> = Vec::new();
    for name in ["cnil-enforcement-2011-03-31", "cnil-urgency-2011-03-31", "hadopi-interconnection"] {
        let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
        let path = format!("procedures/{name}.yaml");
        // A deadline that several acts start cannot read their details yet.
        let text = read(&path)
            .replace("      - { if: \"act.domicile == abroad\", is: 4 months }\n", "")
            .replace("      - { if: \"act.domicile == overseas\", is: 3 months }\n", "");
        let file = sources.add(path.clone(), text);
        let syntax: ProcedureFile = syntax::read(file, &sources, &mut diagnostics).expect(&path);
        let made = {
            let known = |wanted: &str| loaded.iter().position(|p| p.name() == wanted).map(|i| &loaded[i..=i]);
            procedure::lower(&syntax, &known, &mut diagnostics)
        };
        let faults: Vec<_> = diagnostics.iter().map(|d| d.headline.clone()).collect();
        loaded.push(made.unwrap_or_else(|| panic!("{path}: {faults:#?}")));
    }
    loaded.into_iter().map(|p| Editions::new(vec![p]).unwrap()).collect()
}

/// A scenario with everything that it extends.
pub fn scenario<'a>(path: &str, procedures: &'a [Editions]) -> Scenario<'a> {
    let mut chain = vec![path.to_owned()];
    let mut files: Vec<ScenarioFile> = Vec::new();
    let mut diagnostics = Diagnostics::new();
    let mut sources = SourceMap::new();
    while let Some(path) = chain.pop() {
        let file = sources.add(path.clone(), read(&path));
        let syntax: ScenarioFile = syntax::read(file, &sources, &mut diagnostics).expect(&path);
        if let Some(base) = &syntax.extends {
            let beside = format!("scenarios/hypothetical/{}.yaml", base.value);
            let top = format!("scenarios/{}.yaml", base.value);
            let found = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&beside).exists();
            chain.push(if found { beside } else { top });
        }
        files.push(syntax);
    }
    let mut merged = files.pop().unwrap();
    merged.events = scenario::expand(merged.events);
    while let Some(child) = files.pop() {
        merged = scenario::merge(merged, child, &mut diagnostics);
    }
    let find = |name: &str| procedures.iter().find(|p| p.name() == name);
    let made = scenario::lower(&merged, &find, &mut diagnostics);
    let faults: Vec<_> = diagnostics.iter().map(|d| d.headline.clone()).collect();
    made.unwrap_or_else(|| panic!("{path}: {faults:#?}"))
}

/// The scenario in the world in which every unknown has its first candidate.
pub fn replay(scenario: Scenario<'_>, explain: bool) -> Replay<'_> {
    let scenario = Rc::new(scenario);
    let mut events: Vec<Judged> = (0..scenario.events.len()).map(blank).collect();
    let (mut passed, mut machines) = (Vec::new(), Vec::new());
    let as_of = scenario.as_of.unwrap_or_else(|| {
        scenario.events.iter().flat_map(|e| scenario.dates(e)).map(|s| s.day).max().unwrap_or(Day::MIN)
    });
    for machine in 0..scenario.machines.len() {
        let procedure = scenario.editions(machine).get(0);
        let mut case = Case::new(procedure);
        let mut started: Vec<(DeadlineId, usize)> = Vec::new();
        let mut tell = |passage: Passage| {
            let (what, last) = match passage {
                Passage::Expired { deadline, last, from, to, transition, .. } => {
                    (Happening::Expired { deadline, from, to, transition }, last)
                }
                Passage::Breached { duty, last, occurrence } => (Happening::Breached { duty, occurrence }, last),
            };
            passed.push(Passed { machine, edition: 0, what, lasts: vec![last], certain: true });
        };
        for (ix, event) in scenario.events_of(machine) {
            let dates = scenario.dates(event);
            let on = dates[0];
            events[ix].dates = dates;
            advance(procedure, &mut case, on, &mut tell);
            match &event.what {
                What::Is { resolved, .. } => {
                    let to = resolved[0].unwrap();
                    let from = case.state();
                    let fit =
                        if from == to { Fit::Confirmed } else { Fit::Undocumented { from, by: vec![], since: None } };
                    events[ix].fits = vec![(0, fit)];
                    case.observe(to);
                }
                What::Act { resolved, .. } => {
                    let act = resolved[0].as_ref().unwrap();
                    let pick = |given: &Given| match given {
                        Given::Known(value) => *value,
                        Given::OneOf(unknown) => scenario.unknowns[*unknown].candidates[0].value,
                    };
                    let details: Vec<Value> = act.details.iter().map(pick).collect();
                    let by = match pick(&act.by) {
                        Value::Role(role) => Some(role),
                        _ => None,
                    };
                    let occurrence = Occurrence { act: act.act, on, by, details: &details };
                    let before = case.clone();
                    for (after, outcome) in branches(procedure, &before, &occurrence, &[]).into_iter().take(1) {
                        let checks =
                            outcome.transition.map(|t| procedure.transition(t).checks.as_slice()).unwrap_or(&[]);
                        let checks = checks
                            .iter()
                            .enumerate()
                            .filter(|(i, _)| explain || outcome.failed.contains(*i) || outcome.unjudged.contains(*i))
                            .map(|(index, check)| {
                                let values = check_values(procedure, &before, &occurrence, &[], check.condition);
                                let holds = values.last().and_then(|(_, v)| v.truth());
                                CheckResult { index, holds, values }
                            })
                            .collect();
                        if let Some(transition) = outcome.transition.filter(|_| outcome.took_effect) {
                            started.extend(procedure.transition(transition).clocks.iter().map(|(_, d)| (*d, ix)));
                        }
                        events[ix].verdict = Some(outcome.verdict);
                        events[ix].possible.push(Possible {
                            edition: Some(0),
                            ids: 0,
                            outcome,
                            because_of: None,
                            on,
                            checks,
                            under: Tags::default(),
                        });
                        case = after;
                    }
                }
            }
        }
        advance(procedure, &mut case, Stamp::of_day(as_of), &mut tell);
        machines.push(standing(procedure, &case, &started));
    }
    let unmet = Vec::new();
    let claims = scenario.claims.iter().map(|_| ClaimStatus::Words).collect();
    let conflicts = (0..scenario.unknowns.len())
        .filter(|u| !scenario.unknowns[*u].readings.is_empty())
        .map(|unknown| Conflict { unknown, events: vec![], excluded: vec![] })
        .collect();
    let verdict = events.iter().filter_map(|e| e.verdict).max().unwrap_or(Verdict::Legal);
    Replay { scenario, as_of, as_of_given: false, events, passed, machines, conflicts, claims, unmet, verdict }
}

fn blank(event: usize) -> Judged {
    Judged {
        event,
        status: Status::Judged,
        dates: vec![],
        verdict: None,
        possible: vec![],
        depends: vec![],
        minutes: vec![],
        margin: None,
        fits: vec![],
        expected: false,
    }
}

fn standing(procedure: &Procedure, case: &Case, started: &[(DeadlineId, usize)]) -> MachineReport {
    let deadlines = procedure
        .deadlines()
        .map(|(id, _)| (id, case.clock(id)))
        .filter(|(_, clock)| clock.is_known())
        .map(|(deadline, clock)| DeadlineReport {
            deadline,
            started_by: started.iter().rev().find(|(d, _)| *d == deadline).map(|(_, e)| *e),
            counts: vec![(clock.started, clock.nominal, clock.last)],
            kept: vec![match clock.state {
                ClockState::Running => Kept::Running,
                ClockState::Over => Kept::Missed,
                ClockState::Suspended(_) => Kept::Suspended,
                _ => Kept::Kept,
            }],
        })
        .collect();
    let duties = procedure
        .duties()
        .map(|(id, duty)| (id, duty, case.duty(id)))
        .filter(|(_, _, owed)| owed.state != DutyState::Idle)
        .map(|(id, duty, owed): (DutyId, _, _)| DutyReport {
            duty: id,
            status: vec![match owed.state {
                DutyState::Owed => DutyStatus::Owed,
                DutyState::Discharged => DutyStatus::Discharged,
                DutyState::Ended => DutyStatus::Ended,
                DutyState::Unknown | DutyState::Idle => DutyStatus::Unknown,
                _ => DutyStatus::Breached,
            }],
            arose: vec![owed.arose],
            due: match owed.due {
                Some(Value::Date(s)) => vec![End::Day(s.day)],
                Some(Value::Moment(m)) => vec![End::Moment(m)],
                _ => vec![],
            },
            breaches: owed.breaches,
            level: duty.level,
        })
        .collect();
    MachineReport { edition: 0, states: vec![case.state()], deadlines, duties, next: vec![] }
}

/// The TMG affair with what only a replay of every world finds: dependences, margins, permissions.
pub fn tmg(procedures: &[Editions], explain: bool) -> Replay<'_> {
    let mut replay = replay(scenario("scenarios/tmg-2011.yaml", procedures), explain);
    let scenario = Rc::clone(&replay.scenario);
    let find = |id: &str| scenario.events.iter().position(|e| e.id == id).unwrap();
    let day = |text: &str| text.parse::<Day>().unwrap();
    let unknown = |name: &str| scenario.unknowns.iter().position(|u| u.name == name).unwrap();
    let compliance = scenario.editions(0).get(0).deadline_named("compliance").unwrap();

    // The notice: legal to a controller, illegal to a processor.
    let ix = find("tmg-notice");
    let addressee = unknown("tmg-notice.addressee");
    let mut illegal = replay.events[ix].possible[0].clone();
    illegal.outcome.verdict = Verdict::Illegal;
    illegal.outcome.refusal = Some(greffe::engine::Refusal::ConditionFailed);
    replay.events[ix].possible.push(illegal);
    replay.events[ix].verdict = Some(Verdict::Undetermined);
    replay.events[ix].depends = vec![Dependence {
        unknown: addressee,
        groups: vec![(vec![0], vec![Verdict::Legal]), (vec![1], vec![Verdict::Illegal])],
    }];
    // The first answer has a margin bounded by the order of events, the second by the end of the period.
    replay.events[find("tmg-answer-1")].margin = Some(Margin {
        on: day("2011-07-29"),
        earliest: (day("2011-06-27"), Bound::Order),
        latest: (day("2011-09-13"), Bound::Order),
        readings: vec![],
    });
    let notice_date = unknown("notice_date");
    let late = (day("2011-09-27"), Bound::Verdict);
    replay.events[find("tmg-answer-2")].margin = Some(Margin {
        on: day("2011-09-13"),
        earliest: (day("2011-07-29"), Bound::Order),
        latest: (day("2011-09-16"), Bound::Verdict),
        readings: vec![
            (notice_date, 0, (day("2011-07-29"), Bound::Order), (day("2011-09-16"), Bound::Verdict)),
            (notice_date, 1, (day("2011-07-29"), Bound::Order), (day("2011-09-16"), Bound::Verdict)),
            (notice_date, 2, (day("2011-07-29"), Bound::Order), late),
        ],
    });
    // The societies' answers: in time only if the notice was received on 27 June or later.
    for society in ["scpp", "sppf", "sacem", "sdrm", "alpa"] {
        let answer = find(&format!("societies-answer.{society}"));
        let received = unknown(&format!("societies-notice.{society}.on"));
        let candidates = &scenario.unknowns[received].candidates;
        let from =
            |d: &str| candidates.iter().position(|c| matches!(c.value, Value::Date(s) if s.day >= day(d))).unwrap_or(0);
        let first = from("2011-06-27");
        replay.events[answer].verdict = Some(Verdict::Undetermined);
        let mut legal = replay.events[answer].possible[0].clone();
        legal.outcome.verdict = Verdict::Legal;
        legal.outcome.refusal = None;
        legal.outcome.failed = Default::default();
        replay.events[answer].possible.push(legal);
        replay.events[answer].depends = vec![Dependence {
            unknown: received,
            groups: vec![
                ((0..first).collect(), vec![Verdict::Irregular]),
                ((first..candidates.len()).collect(), vec![Verdict::Legal]),
            ],
        }];
        let closure = &mut replay.events[find(&format!("societies-closure.{society}"))];
        closure.verdict = Some(Verdict::Undetermined);
        closure.possible[0].edition = None;
        closure.possible[0].outcome.verdict = Verdict::Undetermined;
        replay.conflicts[0].events.push(answer);
        for d in &mut replay.machines[scenario.events[answer].machine].deadlines {
            if d.deadline == compliance {
                d.kept = vec![Kept::Kept, Kept::Missed];
                d.counts = vec![
                    (Stamp::of_day(day("2011-06-16")), End::Day(day("2011-09-16")), End::Day(day("2011-09-16"))),
                    (Stamp::of_day(day("2011-06-17")), End::Day(day("2011-09-17")), End::Day(day("2011-09-17"))),
                ];
            }
        }
    }
    // The visit turns on the hour.
    replay.events[find("tmg-visit")].minutes =
        vec![(0, 359, Verdict::Illegal), (360, 1259, Verdict::Undetermined), (1260, 1439, Verdict::Illegal)];
    if let Some(ix) = scenario.claims.iter().position(|c| c.that.is_some()) {
        replay.claims[ix] = ClaimStatus::Possible;
    }
    replay
}

/// The affair as on a day, with what may be done next.
pub fn tmg_until<'a>(procedures: &'a [Editions], day: &str) -> Replay<'a> {
    let mut replay = tmg(procedures, false);
    replay.as_of = day.parse().unwrap();
    replay.as_of_given = true;
    let scenario = Rc::clone(&replay.scenario);
    for (judged, event) in replay.events.iter_mut().zip(&scenario.events) {
        if scenario.dates(event).iter().all(|s| s.day > replay.as_of) {
            *judged = Judged { status: Status::Later, ..blank(judged.event) };
        }
    }
    let procedure = scenario.editions(0).get(0);
    let compliance = procedure.deadline_named("compliance").unwrap();
    let on_notice = procedure.state_named("on_notice").unwrap();
    let machine = &mut replay.machines[0];
    machine.states = vec![on_notice];
    for deadline in &mut machine.deadlines {
        deadline.kept = vec![Kept::Running];
    }
    for act in ["answer", "close", "publish_notice"] {
        let act = procedure.act_named(act).unwrap();
        let transition = procedure.serving(on_notice, act)[0];
        let checks = procedure.transition(transition).checks.len();
        machine.next.push(Permission {
            by: procedure.act(act).by[0],
            act,
            transition,
            allowed: Allowed::If,
            conditions: (0..checks).collect(),
            until: Some((compliance, End::Day("2011-09-16".parse().unwrap()))),
        });
    }
    replay
}

/// Every hypothetical scenario.
pub fn hypothetical() -> Vec<String> {
    let folder = format!("{}/scenarios/hypothetical", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| format!("scenarios/hypothetical/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    names.sort();
    names
}
