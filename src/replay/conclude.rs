//! The whole replay: every assignment of the shared unknowns, and what follows from all of them together.

use std::rc::Rc;

use super::choices::equal_candidates;
use super::coming::coming;
use super::course::{Stretch, course, instant};
use super::expected::{claim_status, expected_illegal, unmet};
use super::follow::{Follower, Layers, Record};
use super::lost::lost;
use super::model::{Conflict, Dependence, DutyStatus, Judged, MachineReport, Passed, Replay, Status};
use super::sequence::Sequence;
use super::shared::{Assigned, assignments, concerned, watched_first};
use super::world::{Happenings, World, Worlds};
use super::{Options, joint, margin, minutes, outlook};
use crate::calendar::{Day, Stamp};
use crate::engine::Verdict;
use crate::scenario::{MachineIx, Scenario, UnknownIx, What};

/// Replays a scenario.
#[must_use]
pub fn replay<'s>(scenario: Rc<Scenario<'s>>, options: &Options) -> Replay<'s> {
    replay_asking(scenario, options, |_, _| ()).0
}

/// Replays a scenario, and asks something more of all that was followed.
pub(super) fn replay_asking<'s, T>(
    scenario: Rc<Scenario<'s>>,
    options: &Options,
    ask: impl FnOnce(&Replay<'s>, &Asked) -> T,
) -> (Replay<'s>, T) {
    let facts = &*scenario;
    let as_of = options.until.unwrap_or_else(|| as_of(facts));
    let order = watched_first(facts);
    let mut records = vec![Record::default(); facts.events.len()];
    let watched = if facts.joint.is_some() { Happenings::watched() } else { Happenings::default() };
    let mut happenings = vec![watched; facts.machines.len()];
    let mut finals = vec![Worlds::default(); facts.machines.len()];
    let mut followed: Vec<Followed> = Vec::new();
    let assignments = assignments(facts);
    let limited = assignments.is_none();
    let concerned = concerned(facts, &order);
    for assigned in assignments.unwrap_or_default() {
        let possible = (0..facts.machines.len()).all(|m| Sequence::new(facts, m, &assigned).is_possible());
        if !possible {
            continue;
        }
        let mut follower = Follower {
            scenario: facts,
            options: *options,
            records: &mut records,
            happenings: &mut happenings,
            layers: vec![Rc::default(); facts.machines.len()],
            assigned: Vec::new(),
        };
        let mut keys = vec![Vec::new(); facts.machines.len()];
        let mut fresh = vec![false; facts.machines.len()];
        for machine in &order {
            let key: Assigned = assigned.iter().copied().filter(|(u, _)| concerned[*machine].contains(u)).collect();
            match followed.iter().find(|known| known.keys[*machine] == key) {
                Some(known) => follower.layers[*machine] = known.layers[*machine].clone(),
                None => {
                    follower.assigned.clone_from(&key);
                    follower.machine(*machine);
                    fresh[*machine] = true;
                }
            }
            keys[*machine] = key;
        }
        for (unknown, candidate) in assigned {
            for candidate in equal_candidates(facts, unknown, candidate).iter() {
                follower.note_assigned(unknown, candidate);
            }
        }
        let layers = follower.layers;
        for machine in (0..facts.machines.len()).filter(|m| fresh[*m]) {
            outlook::survey(
                facts,
                &layers[machine],
                machine,
                Stamp::of_day(as_of),
                &mut happenings[machine],
                &mut finals[machine],
            );
        }
        followed.push(Followed { layers, keys, fresh });
    }
    let expected = expected_illegal(facts);
    let mut events: Vec<Judged> = records
        .iter()
        .enumerate()
        .map(|(event, record)| judged(facts, event, record, limited, expected.contains(&event)))
        .collect();
    for event in events.iter_mut().filter(|_| !options.brief) {
        let machine = facts.events[event.event].machine;
        let own = || followed.iter().filter(|f| f.fresh[machine]).map(|f| &f.layers[..]);
        let mut found = None;
        for layers in own() {
            margin::widen(facts, layers, event, &mut found);
        }
        if let Some(margin) = &mut found {
            margin::settle(margin);
        }
        event.margin = found;
        if minutes::depends_on_minute(facts, event) {
            let mut by_minute = vec![None; 1440];
            for layers in own() {
                minutes::minutes(facts, layers, event, &mut by_minute);
            }
            event.minutes = minutes::runs(&by_minute);
        }
    }
    let mut passed = passed(&scenario, &happenings, &finals);
    let layers =
        |machine: MachineIx| followed.iter().filter(move |f| f.fresh[machine]).map(move |f| &*f.layers[machine]);
    let layers: Vec<Vec<&Layers>> = (0..facts.machines.len()).map(|machine| layers(machine).collect()).collect();
    passed.extend(joint::broken(&joint::Found {
        facts,
        layers: &layers,
        happenings: &happenings,
        finals: &finals,
        events: &events,
        as_of,
        until: options.until,
    }));
    passed.sort_by_key(|p| (p.first_end(), p.machine));
    let machines =
        machines(facts, &followed, &finals, as_of, options.until.is_some().then_some((&events[..], &passed[..])));
    let ended = happenings.iter().enumerate();
    let ended =
        ended.flat_map(|(machine, of)| of.ended.iter().map(move |(edition, ended)| (machine, *edition, *ended)));
    let ended = ended.collect();
    let conflicts = conflicts(facts, &events, &records);
    let claims =
        facts.claims.iter().map(|claim| claim_status(facts, claim.that.as_ref().map(|(_, c)| c), &machines)).collect();
    let unmet = unmet(facts, &events, &machines, &passed);
    let verdict = worst(&events);
    let replay = Replay {
        as_of,
        as_of_given: options.until.is_some(),
        events,
        passed,
        ended,
        machines,
        conflicts,
        claims,
        unmet,
        verdict,
        scenario: scenario.clone(),
    };
    let told = ask(&replay, &Asked { followed: &followed, happenings: &happenings });
    (replay, told)
}

/// Every machine on a day; with the events and what passed by then also what may be done next.
fn machines(
    facts: &Scenario,
    followed: &[Followed],
    finals: &[Worlds],
    on: Day,
    outlook: Option<(&[Judged], &[Passed])>,
) -> Vec<MachineReport> {
    let report = |m: MachineIx| {
        let own: Vec<&[Rc<Layers>]> = followed.iter().filter(|f| f.fresh[m]).map(|f| &f.layers[..]).collect();
        let mut report = outlook::report(facts, m, on, outlook.map(|_| &own[..]), &finals[m]);
        if let Some((events, passed)) = outlook {
            report.lost = lost(facts, m, &report, events, passed);
            report.coming = coming(facts, m, &finals[m]);
        }
        report
    };
    (0..facts.machines.len()).map(report).collect()
}

/// All that was followed, for whoever asks how things stood at some other instant.
pub(super) struct Asked<'a> {
    followed: &'a [Followed],
    happenings: &'a [Happenings],
}

impl Asked<'_> {
    /// In which states each machine may have been, from instant to instant.
    pub fn courses(&self, replay: &Replay) -> Vec<Vec<Stretch>> {
        let own = |m: usize| self.followed.iter().filter(move |f| f.fresh[m]).map(move |f| &*f.layers[m]);
        let dates = replay.events.iter().flat_map(|judged| &judged.dates);
        let since = dates.map(|on| instant(*on)).min().unwrap_or(i64::MAX);
        (0..self.happenings.len()).map(|m| course(&replay.scenario, m, (since, replay.as_of), own(m))).collect()
    }

    /// Every machine at an instant, in every possible world; `outlook`: also what may be done next.
    pub fn standing(&self, replay: &Replay, on: Stamp, outlook: bool) -> Vec<MachineReport> {
        let facts = &*replay.scenario;
        let mut happenings = self.happenings.to_vec();
        let mut finals = vec![Worlds::default(); facts.machines.len()];
        for followed in self.followed {
            for machine in (0..facts.machines.len()).filter(|m| followed.fresh[*m]) {
                let (happenings, finals) = (&mut happenings[machine], &mut finals[machine]);
                outlook::survey(facts, &followed.layers[machine], machine, on, happenings, finals);
            }
        }
        let passed = passed(facts, &happenings, &finals);
        // What has not happened yet has taken nothing away.
        let by_then = |judged: &Judged| {
            let possible = judged.possible.iter().filter(|p| p.on.day <= on.day).cloned().collect();
            Judged { possible, ..judged.clone() }
        };
        let events: Vec<Judged> = if outlook { replay.events.iter().map(by_then).collect() } else { Vec::new() };
        machines(facts, self.followed, &finals, on.day, outlook.then_some((&events[..], &passed[..])))
    }
}

/// All machines under one assignment of the shared unknowns.
struct Followed {
    layers: Vec<Rc<Layers>>,
    /// What of the assignment concerns each machine.
    keys: Vec<Assigned>,
    /// Whether a machine was followed here first, under what concerns it.
    fresh: Vec<bool>,
}

/// The day on which a scenario is reported unless another is asked for: the one that it names, else the latest possible
/// date of an event.
#[must_use]
pub fn as_of(scenario: &Scenario) -> Day {
    scenario.as_of.unwrap_or_else(|| latest(scenario))
}

/// The latest possible date of an event.
fn latest(scenario: &Scenario) -> Day {
    let days = scenario.events.iter().flat_map(|e| scenario.dates(e)).map(|s| s.day);
    days.max().unwrap_or_else(|| scenario.procedures.first().map_or(Day::MIN, |p| p.get(0).edition()))
}

impl Follower<'_, '_> {
    /// A shared unknown's candidate was possible for every event that uses it.
    fn note_assigned(&mut self, unknown: UnknownIx, candidate: usize) {
        for record in self.records.iter_mut() {
            if !record.used.contains(&(unknown, candidate)) {
                record.used.push((unknown, candidate));
            }
        }
    }
}

fn judged(scenario: &Scenario, event: usize, record: &Record, limited: bool, expected: bool) -> Judged {
    let is_act = matches!(scenario.events[event].what, What::Act { .. });
    let status = match record.status {
        _ if limited => Status::LimitReached,
        Some(status) if record.possible.is_empty() => status,
        Some(Status::LimitReached) => Status::LimitReached,
        Some(_) => Status::Judged,
        None => Status::Later,
    };
    let mut verdicts: Vec<Verdict> = Vec::new();
    for possible in &record.possible {
        if !verdicts.contains(&possible.outcome.verdict) {
            verdicts.push(possible.outcome.verdict);
        }
    }
    let verdict = match (&verdicts[..], status) {
        _ if !is_act => None,
        (_, Status::LimitReached) => Some(Verdict::Undetermined),
        ([], _) => None,
        ([only], _) => Some(*only),
        _ => Some(Verdict::Undetermined),
    };
    let mut dates = record.dates.clone();
    dates.sort_by_key(|s| (s.day, s.earliest()));
    let mut possible = record.possible.clone();
    possible.sort_by_key(|p| (p.outcome.verdict, p.on.day, p.outcome));
    Judged {
        event,
        status,
        dates,
        verdict,
        depends: if is_act && verdicts.len() > 1 { depends(scenario, record) } else { Vec::new() },
        possible,
        minutes: Vec::new(),
        margin: None,
        fits: record.fits.clone(),
        expected,
    }
}

/// For each unknown on its own: which of its values allow which verdicts.
fn depends(scenario: &Scenario, record: &Record) -> Vec<Dependence> {
    let mut all = Vec::new();
    for (unknown, facts) in scenario.unknowns.iter().enumerate() {
        if !record.possible.iter().any(|p| p.under.get(unknown).is_some()) {
            continue;
        }
        let mut groups: Vec<(Vec<usize>, Vec<Verdict>)> = Vec::new();
        for candidate in 0..facts.candidates.len() {
            let mut verdicts: Vec<Verdict> = Vec::new();
            for possible in record.possible.iter().filter(|p| p.under.allows(unknown, candidate)) {
                if !verdicts.contains(&possible.outcome.verdict) {
                    verdicts.push(possible.outcome.verdict);
                }
            }
            verdicts.sort();
            if verdicts.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(_, v)| *v == verdicts) {
                Some((candidates, _)) => candidates.push(candidate),
                None => groups.push((vec![candidate], verdicts)),
            }
        }
        if groups.len() > 1 {
            all.push(Dependence { unknown, groups });
        }
    }
    all
}

/// What happened by itself, sorted by date and machine, with whether it did so in every possible world.
fn passed(scenario: &Scenario, happenings: &[Happenings], finals: &[Worlds]) -> Vec<Passed> {
    let mut all = Vec::new();
    for (machine, (happenings, worlds)) in happenings.iter().zip(finals).enumerate() {
        let worlds: Vec<&World> = worlds.keys().collect();
        all.extend(happenings.told(machine, scenario.editions(machine), &worlds));
    }
    all.sort_by_key(|p| (p.first_end(), p.machine));
    all
}

fn conflicts(scenario: &Scenario, events: &[Judged], records: &[Record]) -> Vec<Conflict> {
    let mut all = Vec::new();
    for (unknown, facts) in scenario.unknowns.iter().enumerate().filter(|(_, u)| u.readings.len() > 1) {
        let depending = |e: &&Judged| e.depends.iter().any(|d| d.unknown == unknown);
        let is_used = |candidate: usize| records.iter().any(|r| r.used.contains(&(unknown, candidate)));
        let excluded = (0..facts.readings.len()).filter(|reading| {
            let own = facts.candidates.iter().enumerate().filter(|(_, c)| c.reading == Some(*reading));
            own.into_iter().all(|(index, _)| !is_used(index))
        });
        all.push(Conflict {
            unknown,
            events: events.iter().filter(depending).map(|e| e.event).collect(),
            excluded: excluded.collect(),
        });
    }
    all
}

impl DutyStatus {
    /// The word used in files and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Discharged => "discharged",
            Self::Breached => "breached",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }
}

/// The worst verdict: illegal, then undetermined, then irregular.
fn worst(events: &[Judged]) -> Verdict {
    let rank = |v: &Verdict| match v {
        Verdict::Legal => 0,
        Verdict::Irregular => 1,
        Verdict::Undetermined => 2,
        Verdict::Illegal => 3,
    };
    events.iter().filter_map(|e| e.verdict).max_by_key(rank).unwrap_or(Verdict::Legal)
}
