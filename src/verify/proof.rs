//! From the cheapest sound look to the exact one, claim by claim.

use std::time::Instant;

use super::ages::aged;
use super::asked::{Asked, Changed, Follows, WRITTEN};
use super::blocks::blocks;
use super::claims::{Alarm, Claim, Claims};
use super::concrete::{Made, Maker};
use super::course::{Question, edition_at_end, keeps_every_duty};
use super::exact::Exact;
use super::kind::TooLarge;
use super::limits::{Limits, Stopped, Watcher};
use super::model::{Bound, Claimed, Counts, Finding, Method, Proof, Unexplorable};
use super::path::{Way, trace};
use super::rest::circles;
use super::slice::{part, slices, stands_for};
use super::space::{Explored, Space};
use super::suppose::Supposed;
use super::tables::Tables;
use super::timed::Timed;
use super::unasked::remarks;
use crate::calendar::Day;
use crate::procedure::{Editions, Form, Property};
use crate::system::System;

/// How a proof is sought.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The first day on which acts may fall; else the first of the first edition.
    pub from: Option<Day>,
    /// The last day; else the last of the last edition, or a hundred years on.
    pub to: Option<Day>,
    /// How far to explore.
    pub limits: Limits,
    /// Whether machines that nothing tells apart are told apart all the same, to see how much that costs.
    pub apart: bool,
    /// Whether zones are explored even if no property needs them, to see how much that costs.
    pub zones: bool,
    /// Whether every property is looked at on the real calendar alone, as an oracle for all else.
    pub exact: bool,
    /// Whether days are explored one by one, where every length is as many days on any calendar, to see how much that
    /// costs.
    pub days: bool,
    /// Only the properties of these names; none: all.
    pub only: Vec<String>,
}

/// How many years are looked at where no edition ends.
const YEARS: i32 = 100;
/// Alarms of one claim that are followed to the calendar.
const MAX_FOLLOWED: usize = 16;
/// Over at most so many days the real calendar is explored for what is still open.
const FEW_DAYS: i32 = 400;
/// More joint states than this are not explored one by one where cases that nothing tells apart can be joined.
const MANY: f64 = 1e6;
/// After more states without dates, zones are not tried: they would be more.
const MANY_FOR_ZONES: u64 = 100_000;
/// The most machine words that a state takes.
const MAX_WORDS: usize = 8;
/// The most machines of a system.
const MAX_MACHINES: usize = 64;

/// Proves or refutes every property of a system: each on the machines that decide it.
///
/// # Errors
/// The system is too large to be explored at all.
pub fn verify(system: &System, options: &Options, watcher: &dyn Watcher) -> Result<Proof, Unexplorable> {
    let range = range(system, options);
    let mut proof = Proof { range, claims: Vec::new(), remarks: Vec::new(), counts: Vec::new() };
    for slice in slices(system) {
        let asked = |name: &String| options.only.is_empty() || options.only.contains(name);
        if !slice.claims.iter().any(|(_, name)| asked(name)) {
            continue;
        }
        let part = part(system, &slice);
        let of_whole = |machine: usize| slice.machines.get(machine).copied().unwrap_or(machine);
        let wanted = |machine: Option<usize>, name: &str| {
            let machine = machine.map(|machine| stands_for(system, of_whole(machine)));
            slice.claims.iter().any(|(of, claim)| *of == machine && claim == name && asked(claim))
        };
        let mut found = verify_part(&part, range, None, &wanted, options, watcher)?;
        by_themselves(&part, &mut found, options, watcher);
        proof.claims.extend(found.claims.into_iter().map(|mut claimed| {
            // A system has ended when each machine that can end has: what holds whenever some have holds then too, and
            // what does not may.
            let at_end = |p: &Property| matches!(p.form, Form::AtEnd(_));
            let property = system.observer.as_ref().map(|o| o.procedure.property(claimed.property));
            let some = slice.machines.len() < system.machines.len() && claimed.machine.is_none();
            if some && property.is_some_and(at_end) && matches!(claimed.finding, Finding::Broken(_)) {
                claimed.finding = Finding::Open(Bound::Dates { refuted: 0, unsettled: 1 });
            }
            claimed.machine = claimed.machine.map(of_whole);
            if let Finding::Broken(course) | Finding::Possible(course) = &mut claimed.finding {
                for step in &mut course.steps {
                    step.machine = of_whole(step.machine);
                }
            }
            claimed
        }));
        for mut remark in found.remarks {
            remark.machine = of_whole(remark.machine);
            // A machine is looked at best with all that it watches, and with nothing else.
            let own = slice.claims.iter().any(|(machine, _)| *machine == Some(remark.machine));
            if own && !proof.remarks.contains(&remark) {
                proof.remarks.push(remark);
            }
        }
        proof.counts.extend(found.counts);
    }
    Ok(proof)
}

/// Looks by itself at each property that waits for something, or that is open and speaks of duties that are kept.
fn by_themselves(part: &System, found: &mut Proof, options: &Options, watcher: &dyn Watcher) {
    let range = found.range;
    for claimed in &mut found.claims {
        let open = match claimed.finding {
            Finding::Open(Bound::Form | Bound::Duties) => true,
            Finding::Open(_) => Asked::new(part, claimed.machine, &claimed.name).is_some_and(|a| a.keeping.is_some()),
            _ => false,
        };
        if let Some((finding, counts)) = open.then(|| by_itself(part, claimed, range, options, watcher)).flatten() {
            claimed.finding = finding;
            found.counts.extend(counts);
        }
    }
}

/// What is said of one property that is looked at by itself; nothing where it cannot be.
fn by_itself(
    part: &System,
    claimed: &Claimed,
    range: (Day, Day),
    options: &Options,
    watcher: &dyn Watcher,
) -> Option<(Finding, Vec<Counts>)> {
    let asked = Asked::new(part, claimed.machine, &claimed.name)?;
    let changed = Changed::new(part, claimed.machine, &claimed.name)?;
    let system = changed.system(part);
    // What the system waits for is left to the machines that set it off.
    let left = asked.of_system && asked.follows.is_some();
    let wanted = |machine: Option<usize>, name: &str| {
        name == claimed.name && if left { machine.is_some() } else { machine == claimed.machine }
    };
    let proof = verify_part(&system, range, Some(asked), &wanted, options, watcher).ok()?;
    Some((joined(proof.claims.into_iter().map(|claimed| claimed.finding)), proof.counts))
}

/// What is said of a property of which several findings each say a part.
fn joined(findings: impl Iterator<Item = Finding>) -> Finding {
    let weight = |finding: &Finding| match finding {
        Finding::HoldsEmptily(_) => 0,
        Finding::Holds(_) | Finding::Impossible(_) => 1,
        Finding::Open(_) => 2,
        Finding::Broken(_) | Finding::Possible(_) => 3,
    };
    findings
        .reduce(|known, next| if weight(&next) > weight(&known) { next } else { known })
        .unwrap_or(Finding::HoldsEmptily(Method::WithoutDates))
}

/// Proves or refutes the properties that are wanted, on all machines of a system together. `asked`: what the system was
/// changed for.
fn verify_part<'a>(
    system: &'a System<'a>,
    range: (Day, Day),
    asked: Option<Asked<'a>>,
    wanted: &dyn Fn(Option<usize>, &str) -> bool,
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Proof, Unexplorable> {
    let observer = system.observer.as_ref().and_then(|o| Editions::new(vec![o.procedure.clone()]));
    let tables = Tables::new(system, observer.as_ref(), range, asked).map_err(|why| match why {
        TooLarge::Ways => Unexplorable::Ways,
        TooLarge::Environments => Unexplorable::Environments,
        TooLarge::Locals => Unexplorable::Cases,
    })?;
    if tables.kind_of.len() > MAX_MACHINES {
        return Err(Unexplorable::Machines);
    }
    let joint: f64 =
        tables.kind_of.iter().filter_map(|k| tables.kinds.get(*k)).map(|k| k.locals.len() as f64).product();
    let space = if tables.kind_of.len() > 1 && joint > MANY && !options.apart {
        let claims = Claims::new(&tables);
        Space::of_blocks(&tables, blocks(&tables, &claims), true)
    } else {
        Space::new(&tables, !options.apart)
    };
    match space.words() {
        1 => Ok(prove::<1>(&tables, &space, wanted, options, watcher)),
        2 => Ok(prove::<2>(&tables, &space, wanted, options, watcher)),
        3..=4 => Ok(prove::<4>(&tables, &space, wanted, options, watcher)),
        5..=MAX_WORDS => Ok(prove::<MAX_WORDS>(&tables, &space, wanted, options, watcher)),
        _ => Err(Unexplorable::Machines),
    }
}

/// The days that are asked about: the whole time for which editions are shipped, unless the options say.
fn range(system: &System, options: &Options) -> (Day, Day) {
    let editions = || system.machines.iter().filter_map(|m| system.procedures.get(m.procedure)).flat_map(|e| e.all());
    let first = editions().map(|edition| edition.edition()).min().unwrap_or(Day::MIN);
    let from = options.from.unwrap_or(first);
    let open = editions().any(|edition| edition.until().is_none());
    let last = editions().filter_map(|edition| edition.until()).max();
    let (year, month, day) = from.ymd();
    let far = Day::from_ymd(year + YEARS, month, day.min(28)).unwrap_or(Day::MAX);
    (from, options.to.unwrap_or_else(|| last.filter(|_| !open).unwrap_or(far)))
}

fn prove<const W: usize>(
    tables: &Tables,
    space: &Space,
    wanted: &dyn Fn(Option<usize>, &str) -> bool,
    options: &Options,
    watcher: &dyn Watcher,
) -> Proof {
    let started = Instant::now();
    let mut claims = Claims::new(tables);
    let explored: Explored<W> = space.explore(&mut claims, &options.limits, watcher);
    let counts = Counts {
        method: Method::WithoutDates,
        states: explored.states,
        transitions: explored.transitions,
        depth: explored.levels.len().saturating_sub(1) as u64,
        bytes: explored.bytes,
        time: started.elapsed(),
        stopped: explored.stopped,
        frontier: explored.left(),
    };
    let mut found = Vec::new();
    for (number, claim) in claims.all.iter().enumerate() {
        let Some(table) = tables.kinds.get(claim.kind) else { continue };
        let machine = table.machines.first().copied();
        if !wanted(machine, &claim.name) {
            continue;
        }
        let editions = 0..table.editions.all().len();
        let Some((edition, property)) =
            editions.rev().find_map(|edition| Some((edition, table.property(edition, &claim.name)?)))
        else {
            continue;
        };
        let form = &table.editions.get(edition).property(property).form;
        let alarms = explored.alarms.get(number).map_or(&[][..], Vec::as_slice);
        let finding = settle(space, &explored, &claims, (number, &claim.name), form, alarms);
        found.push(Claimed { name: claim.name.clone(), machine, edition, property, finding });
    }
    let mut counts = vec![counts];
    let mut open = vec![false; claims.all.len()];
    for claimed in &found {
        let by_name = claims.all.iter().position(|claim| is_of(tables, claim, claimed));
        if let Some(place) = by_name.and_then(|number| open.get_mut(number)) {
            *place = matches!(claimed.finding, Finding::Open(Bound::Dates { .. }));
        }
    }
    if (open.contains(&true) && explored.states <= MANY_FOR_ZONES && space.blocks.is_none()) || options.zones {
        let started = Instant::now();
        let timed = Timed::new(tables, &claims, &open, !options.apart);
        let zones = timed.explore(&mut claims, &open, &options.limits, watcher);
        counts.push(Counts {
            method: Method::Zones,
            states: zones.states,
            transitions: zones.transitions,
            depth: zones.depth,
            bytes: zones.bytes,
            time: started.elapsed(),
            stopped: zones.stopped,
            frontier: zones.frontier,
        });
        for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| open.get(*number) == Some(&true)) {
            let alarms = zones.alarms.get(number).map_or(&[][..], Vec::as_slice);
            for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
                settle_with_dates(tables, &claim.name, claimed, alarms, zones.stopped);
            }
        }
    }
    for (number, claim) in claims.all.iter().enumerate() {
        let unsettled =
            |c: &Claimed| is_of(tables, claim, c) && matches!(c.finding, Finding::Open(Bound::Dates { .. }));
        if let Some(place) = open.get_mut(number) {
            *place = found.iter().any(unsettled) || options.exact;
        }
    }
    let days = tables.range.1.number() - tables.range.0.number();
    let small = days <= FEW_DAYS && tables.kind_of.len() == 1;
    if (open.contains(&true) && small) || options.exact {
        counts.extend(match &tables.asked {
            Some(asked) => followed_by_day(tables, asked, options, watcher, &mut found),
            None => on_the_calendar(tables, &claims, &open, options, watcher, &mut found),
        });
    }
    if options.days {
        counts.extend(day_by_day(tables, &mut claims, options, watcher));
    }
    if let Some(asked) = &tables.asked {
        for claimed in &mut found {
            let written =
                claims.all.iter().position(|claim| claim.name == WRITTEN && is_kind_of(tables, claim.kind, claimed));
            match &claimed.finding {
                Finding::Holds(_)
                    if asked.follows == Some(Follows::ForEver) && circles(tables, asked, &explored.met) =>
                {
                    claimed.finding = Finding::Open(Bound::ForEver);
                }
                Finding::Holds(method) if written.is_some_and(|number| !claims.ever_cued(number, &explored.met)) => {
                    claimed.finding = Finding::HoldsEmptily(*method);
                }
                _ => {}
            }
        }
        return Proof { range: tables.range, claims: found, remarks: Vec::new(), counts };
    }
    for claimed in &mut found {
        if let Finding::Broken(course) | Finding::Possible(course) = &claimed.finding
            && property_of(tables, claimed).is_some_and(|property| property.duties_kept)
            && !keeps_every_duty(tables.system, course)
        {
            claimed.finding = Finding::Open(Bound::Duties);
        }
        if let (Finding::Broken(course) | Finding::Possible(course), Some(machine)) =
            (&claimed.finding, claimed.machine)
            && let Some(edition) = edition_at_end(tables.system, course, machine)
            && let Some((property, _)) = (tables.system.editions(machine).get(edition).properties())
                .find(|(_, property)| property.name == claimed.name)
        {
            // What it says is what it says under the text that governed there.
            (claimed.edition, claimed.property) = (edition, property);
        }
    }
    let remarks = if explored.stopped.is_none() { remarks(tables, &explored.met) } else { Vec::new() };
    Proof { range: tables.range, claims: found, remarks, counts }
}

/// Explores the real calendar for what is open.
fn on_the_calendar(
    tables: &Tables,
    claims: &Claims,
    open: &[bool],
    options: &Options,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let started = Instant::now();
    let exact = Exact::new(tables)?.explore(claims, open, &options.limits, watcher);
    for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| open.get(*number) == Some(&true)) {
        for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
            let Some(form) = form_of(tables, claimed) else { continue };
            if matches!(form, Form::Following { .. }) {
                continue;
            }
            let wants_a_course = matches!(form, Form::Reachable(_));
            claimed.finding = match exact.courses.get(number).cloned().flatten() {
                Some(course) if wants_a_course => Finding::Possible(course),
                Some(course) => Finding::Broken(course),
                None => match (exact.stopped, exact.every_way) {
                    (Some(stopped), _) => Finding::Open(Bound::Limit(Method::Days, stopped)),
                    (None, false) => Finding::Open(Bound::Values),
                    (None, true) if wants_a_course => Finding::Impossible(Method::Days),
                    (None, true) => Finding::Holds(Method::Days),
                },
            };
        }
    }
    Some(Counts {
        method: Method::Days,
        states: exact.states,
        transitions: exact.transitions,
        depth: exact.days,
        bytes: exact.bytes,
        time: started.elapsed(),
        stopped: exact.stopped,
        frontier: exact.frontier,
    })
}

/// Explores the real calendar for the one property that is asked.
fn followed_by_day(
    tables: &Tables,
    asked: &Asked,
    options: &Options,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let exact = Exact::new(tables)?;
    let claimed = found.first()?;
    let machine = claimed.machine.filter(|_| !asked.of_system);
    let followed = exact.follow(asked, machine, &options.limits, watcher);
    let counts = followed.counts;
    let finding = followed.finding();
    for claimed in found {
        claimed.finding = finding.clone();
    }
    Some(counts)
}

fn form_of<'s>(tables: &'s Tables, claimed: &Claimed) -> Option<&'s Form> {
    property_of(tables, claimed).map(|property| &property.form)
}

fn property_of<'s>(tables: &'s Tables, claimed: &Claimed) -> Option<&'s Property> {
    let procedure = match claimed.machine {
        Some(machine) => tables.system.editions(machine).get(claimed.edition),
        None => tables.system.observer.as_ref()?.procedure,
    };
    Some(procedure.property(claimed.property))
}

/// Explores day by day, where every length is as many days on any calendar.
fn day_by_day(tables: &Tables, claims: &mut Claims, options: &Options, watcher: &dyn Watcher) -> Option<Counts> {
    let started = Instant::now();
    let timed = Timed::new(tables, claims, &vec![false; claims.all.len()], !options.apart);
    let kinds = tables.kinds.iter().zip(&timed.profiles);
    let tables_by_day: Option<Vec<_>> = kinds.map(|(kind, profiles)| aged(kind, profiles)).collect();
    let space = Space::daily(tables, tables_by_day?, !options.apart);
    let explored = |states, transitions, levels: usize, bytes, stopped, frontier| Counts {
        method: Method::Days,
        states,
        transitions,
        depth: levels.saturating_sub(1) as u64,
        bytes,
        time: started.elapsed(),
        stopped,
        frontier,
    };
    match space.words() {
        1 => {
            let e: Explored<1> = space.explore(claims, &options.limits, watcher);
            Some(explored(e.states, e.transitions, e.levels.len(), e.bytes, e.stopped, e.left()))
        }
        2 => {
            let e: Explored<2> = space.explore(claims, &options.limits, watcher);
            Some(explored(e.states, e.transitions, e.levels.len(), e.bytes, e.stopped, e.left()))
        }
        _ => None,
    }
}

fn is_of(tables: &Tables, claim: &Claim, claimed: &Claimed) -> bool {
    claim.name == claimed.name && is_kind_of(tables, claim.kind, claimed)
}

fn is_kind_of(tables: &Tables, kind: usize, claimed: &Claimed) -> bool {
    tables.kinds.get(kind).and_then(|table| table.machines.first().copied()) == claimed.machine
}

/// What states with dates say of a claim that is open without them.
fn settle_with_dates(
    tables: &Tables,
    name: &str,
    claimed: &mut Claimed,
    alarms: &[(Way, Alarm, Vec<Supposed>)],
    stopped: Option<Stopped>,
) {
    let form = form_of(tables, claimed);
    let wants_a_course = matches!(form, Some(Form::Reachable(_)));
    let (mut refuted, mut unsettled) = (0, 0);
    for (way, alarm, supposed) in alarms {
        let question = Question { machine: alarm.machine, name };
        match Maker::new(tables, question, supposed.clone()).make(way) {
            Made::Real(course) if wants_a_course => {
                claimed.finding = Finding::Possible(course);
                return;
            }
            Made::Real(course) => {
                claimed.finding = Finding::Broken(course);
                return;
            }
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
        }
    }
    claimed.finding = match (alarms.is_empty(), stopped) {
        (_, Some(stopped)) => Finding::Open(Bound::Limit(Method::Zones, stopped)),
        (false, None) => Finding::Open(Bound::Dates { refuted, unsettled }),
        (true, None) if wants_a_course => Finding::Impossible(Method::Zones),
        (true, None) => Finding::Holds(Method::Zones),
    };
}

/// What the states without dates say of a claim, and its alarms on the real calendar.
fn settle<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    claims: &Claims,
    (number, name): (usize, &str),
    form: &Form,
    alarms: &[(usize, usize, Alarm)],
) -> Finding {
    let method = Method::WithoutDates;
    if matches!(form, Form::Following { .. }) {
        return Finding::Open(Bound::Form);
    }
    let wants_a_course = matches!(form, Form::Reachable(_));
    let (mut refuted, mut unsettled) = (0, 0);
    for alarm in alarms.iter().take(MAX_FOLLOWED) {
        let Some(way) = trace(space, explored, alarm) else {
            unsettled += 1;
            continue;
        };
        let state = if alarm.2.before.is_some() { way.stages.last().map(|s| &s.before) } else { Some(&way.last) };
        let Some(state) = state else { continue };
        // Machines that nothing tells apart stand elsewhere on the way than in the sorted state.
        let machine = alarm.2.machine.map(|machine| place_on_the_way(space, explored, alarm, machine, state));
        let supposed = claims.supposed(number, machine, state);
        let question = Question { machine, name };
        match Maker::new(space.tables, question, supposed).make(&way) {
            Made::Real(course) if wants_a_course => return Finding::Possible(course),
            Made::Real(course) => return Finding::Broken(course),
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
        }
    }
    match (alarms.is_empty(), explored.stopped) {
        (_, Some(stopped)) => Finding::Open(Bound::Limit(method, stopped)),
        (false, None) => Finding::Open(Bound::Dates { refuted, unsettled }),
        (true, None) if wants_a_course => Finding::Impossible(method),
        (true, None) if form.cue().is_some() && !claims.ever_cued(number, &explored.met) => {
            Finding::HoldsEmptily(method)
        }
        (true, None) => Finding::Holds(method),
    }
}

fn place_on_the_way<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    (level, at, _): &(usize, usize, Alarm),
    machine: usize,
    state: &[u32],
) -> usize {
    let key = explored.levels.get(*level).and_then(|level| level.get(*at));
    let Some(sorted) = key.map(|key| space.unpack(key)) else { return machine };
    let (wanted, kind) = (sorted.get(machine), space.tables.kind_of.get(machine));
    let mut machines = 0..space.tables.kind_of.len();
    machines
        .find(|m| {
            let here = state.get(*m).map(|at| space.block(*m, *at));
            space.tables.kind_of.get(*m) == kind && here.as_ref() == wanted
        })
        .unwrap_or(machine)
}
