//! From the cheapest sound look to the exact one, claim by claim.

use std::time::Instant;

use super::ages::aged;
use super::asked::{Asked, Changed, Follows, WRITTEN};
use super::blocks::blocks;
use super::claims::{Alarm, Claim, Claims};
use super::concrete::{Made, Maker};
use super::course::{Course, Question, edition_at_end, keeps_every_duty};
use super::exact::{Exact, Wanted};
use super::kind::TooLarge;
use super::limits::{Budget, Limits, Stopped, Watcher};
use super::model::{Bound, Claimed, Counts, Finding, Method, Proof, Shortest, Unexplorable};
use super::path::{Way, trace};
use super::rest::circles;
use super::slice::{Restricted, Slice, slices, stands_for};
use super::space::{Explored, MAX_ALARMS, Space};
use super::suppose::Supposed;
use super::tables::Tables;
use super::timed::Timed;
use super::timely::timely;
use super::unasked::{Remark, remarks};
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
    /// Which of the courses that show something is shown.
    pub shortest: Shortest,
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
    /// No course is looked for that is over later; else the last day.
    pub horizon: Option<Day>,
}

/// How many years are looked at where no edition ends.
const YEARS: i32 = 100;
/// Alarms of one claim that are followed to the calendar.
const MAX_FOLLOWED: usize = 64;
/// Over at most so many days the real calendar is explored for what is still open.
const FEW_DAYS: i32 = 400;
/// More joint states than this are not explored one by one where cases that nothing tells apart can be joined.
const MANY: f64 = 1e6;
/// After more states without dates, zones are not tried: they would be more.
const MANY_FOR_ZONES: u64 = 100_000;
/// After so many states day by day, no shorter course is looked for.
const MANY_FOR_SHORTEST: u64 = 50_000;
/// The most machine words that a state takes.
const MAX_WORDS: usize = 8;
/// The most machines of a system.
const MAX_MACHINES: usize = 64;

/// Proves or refutes every property of a system of which it is settled which date decides the edition.
pub(super) fn verify_read(
    system: &System,
    budget: &Budget,
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Proof, Unexplorable> {
    let range = range(system, options);
    let mut proof = decide(system, (range, budget), options, watcher)?;
    if options.only.is_empty() {
        proof.add(timely(system, (range, budget), options, watcher));
    } else {
        proof.remarks.clear();
        proof.looked.clear();
    }
    Ok(proof)
}

/// [`verify_read`], on given days, of properties alone.
pub(super) fn decide(
    system: &System,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Proof, Unexplorable> {
    let mut proof = Proof {
        range,
        shortest: options.shortest,
        claims: Vec::new(),
        remarks: Vec::new(),
        undecided: Vec::new(),
        looked: Vec::new(),
        asked_only: !options.only.is_empty(),
        counts: Vec::new(),
    };
    let mut ordered: Vec<(Place, Claimed)> = Vec::new();
    for mut slice in slices(system) {
        slice.claims.retain(|(_, name)| options.only.is_empty() || options.only.contains(name));
        if slice.claims.is_empty() {
            continue;
        }
        let restricted = Restricted::new(system, &slice);
        let part = Part { system: &restricted.part(system, &slice), whole: system, slice: &slice };
        let decides = |machine: Option<usize>, name: &str| part.decides(machine, name);
        let mut found = verify_part(&part, None, &decides, (range, budget), options, watcher)?;
        by_themselves(&part, &mut found, (range, budget), options, watcher);
        for claimed in found.claims {
            let claimed = part.in_whole(claimed);
            ordered.push((place(system, &slice, &claimed), claimed));
        }
        for (machine, edition) in found.looked {
            let looked = (part.machine(machine), edition);
            if !proof.looked.contains(&looked) {
                proof.looked.push(looked);
            }
        }
        for mut remark in found.remarks {
            remark.machine = part.machine(remark.machine);
            if !proof.remarks.contains(&remark) {
                proof.remarks.push(remark);
            }
        }
        proof.counts.extend(found.counts);
    }
    ordered.sort_by_key(|(place, _)| *place);
    proof.claims = ordered.into_iter().map(|(_, claimed)| claimed).collect();
    Ok(proof)
}

/// Where a property stands among all: those of the same machines together, a machine's before the system's, as the
/// files have them.
type Place = (usize, usize, usize);

fn place(system: &System, slice: &Slice, claimed: &Claimed) -> Place {
    let editions = claimed.machine.map_or(&[][..], |machine| system.editions(machine).all());
    let own = editions.iter().chain(system.observer.as_ref().map(|o| o.procedure).filter(|_| editions.is_empty()));
    let number = own.flat_map(|edition| edition.properties()).position(|(_, property)| property.name == claimed.name);
    (slice.group, claimed.machine.unwrap_or(usize::MAX), number.unwrap_or(usize::MAX))
}

/// Whether a property, of a machine or of the system, is asked for.
type Chosen<'c> = &'c dyn Fn(Option<usize>, &str) -> bool;

/// What was found of a part.
struct Found {
    claims: Vec<Claimed>,
    remarks: Vec<Remark>,
    /// The machines and editions of which remarks were looked for.
    looked: Vec<(usize, usize)>,
    counts: Vec<Counts>,
}

/// A part of a system, with the whole.
struct Part<'p> {
    system: &'p System<'p>,
    whole: &'p System<'p>,
    slice: &'p Slice,
}

impl Part<'_> {
    /// A machine of the part as the whole numbers it.
    fn machine(&self, machine: usize) -> usize {
        self.slice.machines.get(machine).copied().unwrap_or(machine)
    }

    /// Whether a property is decided on this part.
    fn decides(&self, machine: Option<usize>, name: &str) -> bool {
        let machine = machine.map(|machine| stands_for(self.whole, self.machine(machine)));
        self.slice.claims.iter().any(|(of, claim)| *of == machine && claim == name)
    }

    /// Whether what is found of a machine without being asked is found here: on the machine with all that it watches,
    /// and with nothing else.
    fn shows(&self, machine: usize) -> bool {
        let machine = self.machine(machine);
        self.slice.claims.iter().any(|(of, _)| *of == Some(machine))
    }

    /// What is said of a property, with machines and properties as the whole numbers them.
    fn in_whole(&self, mut claimed: Claimed) -> Claimed {
        let observer = self.whole.observer.as_ref().map(|observer| observer.procedure);
        let machine = claimed.machine.map(|machine| self.machine(machine));
        let procedure = machine.map(|machine| self.whole.editions(machine).get(claimed.edition)).or(observer);
        let named = procedure.and_then(|p| p.properties().find(|(_, property)| property.name == claimed.name));
        if let Some((id, property)) = named {
            claimed.property = id;
            // A system has ended when each machine that can end has: what holds whenever some have holds then too, and
            // what does not may.
            let some = machine.is_none() && self.slice.machines.len() < self.whole.machines.len();
            if some && matches!((&property.form, &claimed.finding), (Form::AtEnd(_), Finding::Broken(_))) {
                claimed.finding = Finding::Open(Bound::Dates { refuted: 0, unsettled: 1 });
            }
        }
        claimed.machine = machine;
        if let Finding::Broken(course) | Finding::Possible(course) = &mut claimed.finding {
            for step in &mut course.steps {
                step.machine = self.machine(step.machine);
            }
        }
        claimed
    }

    /// What is said of its properties where not even the tables could be made.
    fn unexplored(&self, counts: Counts, stopped: Stopped) -> Found {
        let open = |(machine, name): &(Option<usize>, String)| {
            let machine = machine.and_then(|machine| self.slice.machines.iter().position(|of| *of == machine));
            let editions = machine.map_or(&[][..], |machine| self.system.editions(machine).all());
            let observer = self.system.observer.as_ref().filter(|_| machine.is_none()).map(|o| o.procedure);
            let mut all = editions.iter().chain(observer).enumerate().collect::<Vec<_>>().into_iter().rev();
            let (edition, property) = all.find_map(|(edition, procedure)| {
                let (id, _) = procedure.properties().find(|(_, property)| property.name == *name)?;
                Some((edition, id))
            })?;
            let finding = Finding::Open(Bound::Limit(Method::WithoutDates, stopped));
            Some(Claimed {
                name: name.clone(),
                machine,
                edition,
                property,
                finding,
                shortest: false,
                reading: Vec::new(),
            })
        };
        let claims = self.slice.claims.iter().filter_map(open).collect();
        Found { claims, remarks: Vec::new(), looked: Vec::new(), counts: vec![counts] }
    }
}

/// Looks by itself at each property that waits for something, or that is open and speaks of duties that are kept.
fn by_themselves(
    part: &Part,
    found: &mut Found,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) {
    for claimed in &mut found.claims {
        let keeping = |claimed: &Claimed| {
            Asked::new(part.system, claimed.machine, &claimed.name).is_some_and(|asked| asked.keeping.is_some())
        };
        let open = match claimed.finding {
            Finding::Open(Bound::Form | Bound::Duties) => true,
            Finding::Open(_) => keeping(claimed),
            _ => false,
        };
        if !open || budget.is_late() {
            continue;
        }
        if let Some((finding, shortest, counts)) = by_itself(part, claimed, (range, budget), options, watcher) {
            (claimed.finding, claimed.shortest) = (finding, shortest);
            as_governed(part.system, claimed);
            found.counts.extend(counts);
        }
    }
}

/// Takes a property that a course shows as the text has it that governs at the end of the course.
fn as_governed(system: &System, claimed: &mut Claimed) {
    if let (Some(course), Some(machine)) = (claimed.finding.course(), claimed.machine)
        && let Some(edition) = edition_at_end(system, course, machine)
        && let Some((property, _)) =
            system.editions(machine).get(edition).properties().find(|(_, property)| property.name == claimed.name)
    {
        (claimed.edition, claimed.property) = (edition, property);
    }
}

/// What is said of one property that is looked at by itself, and whether its course is as short as any; nothing where it
/// cannot be.
fn by_itself(
    part: &Part,
    claimed: &Claimed,
    on: ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Option<(Finding, bool, Vec<Counts>)> {
    let asked = Asked::new(part.system, claimed.machine, &claimed.name)?;
    let changed = Changed::new(part.system, claimed.machine, &claimed.name)?;
    let system = changed.system(part.system);
    let changed = Part { system: &system, whole: part.whole, slice: part.slice };
    // What the system waits for is left to the machines that set it off.
    let left = asked.of_system && asked.follows.is_some();
    let wanted = |machine: Option<usize>, name: &str| {
        name == claimed.name && if left { machine.is_some() } else { machine == claimed.machine }
    };
    let found = verify_part(&changed, Some(asked), &wanted, on, options, watcher).ok()?;
    let claims = found.claims.into_iter().filter(|found| found.name == claimed.name);
    let (finding, shortest) = joined(claims.map(|found| (found.finding, found.shortest)));
    Some((finding, shortest, found.counts))
}

/// What is said of a property of which several findings each say a part.
fn joined(findings: impl Iterator<Item = (Finding, bool)>) -> (Finding, bool) {
    let weight = |finding: &Finding| match finding {
        Finding::HoldsEmptily(_) => 0,
        Finding::Holds(_) | Finding::Impossible(_) => 1,
        Finding::Open(_) => 2,
        Finding::Broken(_) | Finding::Possible(_) => 3,
    };
    findings
        .reduce(|known, next| if weight(&next.0) > weight(&known.0) { next } else { known })
        .unwrap_or((Finding::HoldsEmptily(Method::WithoutDates), false))
}

/// Proves or refutes the properties of a part that are wanted, on all its machines together. `asked`: what the part was
/// changed for.
fn verify_part<'p>(
    part: &Part<'p>,
    asked: Option<Asked<'p>>,
    wanted: Chosen,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Found, Unexplorable> {
    let (system, started) = (part.system, Instant::now());
    let observer = system.observer.as_ref().and_then(|o| Editions::new(vec![o.procedure.clone()]));
    let mut tables = match Tables::new(system, observer.as_ref(), &part.slice.moving, range, asked, budget) {
        Ok(tables) => tables,
        Err(TooLarge::Ways) => return Err(Unexplorable::Ways),
        Err(TooLarge::Environments) => return Err(Unexplorable::Environments),
        Err(TooLarge::Locals) => return Err(Unexplorable::Cases),
        Err(TooLarge::Stopped(stopped, states, frontier)) => {
            let (method, time) = (Method::WithoutDates, started.elapsed());
            let stop = Some(stopped);
            let counts = Counts { method, states, transitions: 0, depth: 0, bytes: 0, time, stopped: stop, frontier };
            budget.spend(states);
            return Ok(part.unexplored(counts, stopped));
        }
    };
    tables.horizon = options.horizon.unwrap_or(range.1);
    if tables.kind_of.len() > MAX_MACHINES {
        return Err(Unexplorable::Machines);
    }
    let joint: f64 =
        tables.kind_of.iter().filter_map(|k| tables.kinds.get(*k)).map(|k| k.locals.len() as f64).product();
    let space = if tables.kind_of.len() > 1 && joint > MANY && !options.apart {
        let claims = Claims::new(&tables);
        Space::of_blocks(&tables, blocks(&tables, &claims), true, options.shortest)
    } else {
        Space::new(&tables, !options.apart, options.shortest)
    };
    match space.words() {
        1 => Ok(prove::<1>(&tables, &space, (part, wanted), budget, options, watcher)),
        2 => Ok(prove::<2>(&tables, &space, (part, wanted), budget, options, watcher)),
        3..=4 => Ok(prove::<4>(&tables, &space, (part, wanted), budget, options, watcher)),
        5..=MAX_WORDS => Ok(prove::<MAX_WORDS>(&tables, &space, (part, wanted), budget, options, watcher)),
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
    (from, options.to.unwrap_or_else(|| last.filter(|_| !open).unwrap_or_else(|| far(from))))
}

/// How far it is looked from a day where no edition ends.
pub(super) fn far(from: Day) -> Day {
    let (year, month, day) = from.ymd();
    Day::from_ymd(year + YEARS, month, day.min(28)).unwrap_or(Day::MAX)
}

fn prove<const W: usize>(
    tables: &Tables,
    space: &Space,
    (part, wanted): (&Part, Chosen),
    budget: &Budget,
    options: &Options,
    watcher: &dyn Watcher,
) -> Found {
    let started = Instant::now();
    let mut claims = Claims::new(tables);
    let explored: Explored<W> = space.explore(&mut claims, budget, watcher);
    budget.spend(explored.states);
    budget.keep(explored.bytes);
    let counts = Counts {
        method: Method::WithoutDates,
        states: explored.states,
        transitions: explored.transitions,
        depth: explored.depth(),
        bytes: explored.bytes,
        time: started.elapsed(),
        stopped: explored.stopped,
        frontier: explored.left(),
    };
    let mut found = Vec::new();
    let mut least = Vec::new();
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
        let bound = Least::of(space, &explored, alarms, options.shortest);
        let finding = settle(space, &explored, &claims, (number, &claim.name), form, alarms, (&bound, budget));
        found.push(Claimed {
            name: claim.name.clone(),
            machine,
            edition,
            property,
            finding,
            shortest: false,
            reading: Vec::new(),
        });
        least.push((number, bound));
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
        let zones = timed.explore(&mut claims, &open, budget, watcher);
        budget.spend(zones.states);
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
                let bound = least.iter().find(|(of, _)| *of == number).map(|(_, bound)| bound);
                settle_with_dates(tables, &claim.name, claimed, alarms, zones.stopped, (bound, budget));
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
    for ((_, bound), claimed) in least.iter().zip(&mut found) {
        claimed.shortest = claimed.finding.course().is_some_and(|course| bound.is_met(course));
    }
    if (open.contains(&true) && small) || options.exact {
        counts.extend(match &tables.asked {
            Some(asked) => followed_by_day(tables, asked, budget, watcher, &mut found),
            None => {
                let wanted = Wanted { open: &open, known: &[], shortest: options.shortest, most: u64::MAX };
                on_the_calendar(tables, &claims, &wanted, budget, watcher, &mut found)
            }
        });
    }
    if tables.kind_of.len() == 1 && tables.asked.is_none() {
        counts.extend(shortened(tables, &claims, options.shortest, budget, watcher, &mut found));
    }
    if options.days {
        counts.extend(day_by_day(tables, &mut claims, (options, budget), watcher));
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
        budget.release(explored.bytes);
        return Found { claims: found, remarks: Vec::new(), looked: Vec::new(), counts };
    }
    for claimed in &mut found {
        if let Finding::Broken(course) | Finding::Possible(course) = &claimed.finding
            && property_of(tables, claimed).is_some_and(|property| property.duties_kept)
            && !keeps_every_duty(tables.system, course)
        {
            claimed.finding = Finding::Open(Bound::Duties);
        }
        as_governed(tables.system, claimed);
    }
    let finished = explored.stopped.is_none() && !budget.is_late();
    let shows = |machine: usize| part.shows(machine);
    let (remarks, looked) = if finished { remarks(tables, &explored.met, &shows) } else { (Vec::new(), Vec::new()) };
    budget.release(explored.bytes);
    Found { claims: found, remarks, looked, counts }
}

/// Explores the real calendar for what is open.
fn on_the_calendar(
    tables: &Tables,
    claims: &Claims,
    wanted: &Wanted,
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let started = Instant::now();
    let exact = Exact::new(tables)?.explore(claims, wanted, budget, watcher);
    budget.spend(exact.states);
    for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| wanted.open.get(*number) == Some(&true)) {
        for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
            let Some(form) = form_of(tables, claimed) else { continue };
            if matches!(form, Form::Following { .. }) {
                continue;
            }
            let wants_a_course = matches!(form, Form::Reachable(_));
            claimed.shortest = exact.stopped.is_none() && exact.every_way;
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
    Some(of_days(&exact, started))
}

fn of_days(exact: &super::exact::Found, started: Instant) -> Counts {
    Counts {
        method: Method::Days,
        states: exact.states,
        transitions: exact.transitions,
        depth: exact.days,
        bytes: exact.bytes,
        time: started.elapsed(),
        stopped: exact.stopped,
        frontier: exact.frontier,
    }
}

/// Looks for shorter courses on the real calendar than those that are not known to be shortest.
fn shortened(
    tables: &Tables,
    claims: &Claims,
    shortest: Shortest,
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let started = Instant::now();
    let mut known: Vec<Option<Course>> = vec![None; claims.all.len()];
    for (number, claim) in claims.all.iter().enumerate() {
        // A shorter course may breach a duty that the known one keeps.
        let duties = |claimed: &Claimed| property_of(tables, claimed).is_some_and(|property| property.duties_kept);
        let doubtful =
            found.iter().find(|claimed| is_of(tables, claim, claimed) && !claimed.shortest && !duties(claimed));
        if let Some(place) = known.get_mut(number) {
            let near = |course: &&Course| {
                let last = match shortest {
                    Shortest::Acts => Some(tables.range.1),
                    Shortest::Date => course.end().map(|end| end.day),
                };
                last.is_some_and(|last| last.number() - tables.range.0.number() <= FEW_DAYS)
            };
            *place = doubtful.and_then(|claimed| claimed.finding.course()).filter(near).cloned();
        }
    }
    let open: Vec<bool> = known.iter().map(Option::is_some).collect();
    if !open.contains(&true) || budget.is_late() {
        return None;
    }
    let wanted = Wanted { open: &open, known: &known, shortest, most: MANY_FOR_SHORTEST };
    let exact = Exact::new(tables)?.explore(claims, &wanted, budget, watcher);
    budget.spend(exact.states);
    for (number, claim) in claims.all.iter().enumerate().filter(|(number, _)| open.get(*number) == Some(&true)) {
        for claimed in found.iter_mut().filter(|claimed| is_of(tables, claim, claimed)) {
            claimed.shortest = exact.stopped.is_none() && exact.every_way;
            let shorter = exact.courses.get(number).cloned().flatten();
            if let (Finding::Broken(course) | Finding::Possible(course), Some(shorter)) =
                (&mut claimed.finding, shorter)
            {
                *course = shorter;
            }
        }
    }
    Some(of_days(&exact, started))
}

/// What no course that shows something falls short of.
struct Least {
    shortest: Shortest,
    acts: usize,
    day: Day,
}

impl Least {
    /// As far as the states without dates tell.
    fn of<const W: usize>(
        space: &Space,
        explored: &Explored<W>,
        alarms: &[(usize, usize, Alarm)],
        shortest: Shortest,
    ) -> Self {
        let length = |alarm: &(usize, usize, Alarm)| match alarms.len() < MAX_ALARMS {
            true => length(space, explored, alarm),
            // A move of its own may be cut off.
            false => explored.lengths.get(alarm.0).copied().unwrap_or(0),
        };
        let least = alarms.iter().map(length).min().unwrap_or(0) as usize;
        let epoch = space.tables.epochs.get(least).filter(|_| shortest == Shortest::Date);
        let first = space.tables.range.0;
        let acts = if shortest == Shortest::Acts { least } else { 0 };
        Self { shortest, acts, day: epoch.map_or(first, |epoch| epoch.from.max(first)) }
    }

    /// Whether a course is as short as that.
    fn is_met(&self, course: &Course) -> bool {
        match self.shortest {
            Shortest::Acts => course.steps.len() <= self.acts,
            Shortest::Date => course.end().is_some_and(|end| end.day <= self.day),
        }
    }
}

/// How long a course is that leads to an alarm, as exploring counts.
fn length<const W: usize>(space: &Space, explored: &Explored<W>, (level, at, alarm): &(usize, usize, Alarm)) -> u32 {
    let length = explored.lengths.get(*level).copied().unwrap_or(0);
    let is_act = || {
        let (machine, number) = alarm.before?;
        let parts = space.unpack(explored.levels.get(*level)?.get(*at)?);
        let mut room = Vec::new();
        let here = *space.plain(&parts, &mut room).get(machine)?;
        let kind = space.tables.kinds.get(*space.tables.kind_of.get(machine)?)?;
        Some(kind.moves.get(here as usize)?.get(number)?.label.is_act())
    };
    length + u32::from(space.counts_acts() && is_act() == Some(true))
}

/// Explores the real calendar for the one property that is asked.
fn followed_by_day(
    tables: &Tables,
    asked: &Asked,
    budget: &Budget,
    watcher: &dyn Watcher,
    found: &mut [Claimed],
) -> Option<Counts> {
    let exact = Exact::new(tables)?;
    let claimed = found.first()?;
    let machine = claimed.machine.filter(|_| !asked.of_system);
    let followed = exact.follow(asked, machine, budget, watcher);
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
fn day_by_day(
    tables: &Tables,
    claims: &mut Claims,
    (options, budget): (&Options, &Budget),
    watcher: &dyn Watcher,
) -> Option<Counts> {
    let started = Instant::now();
    let timed = Timed::new(tables, claims, &vec![false; claims.all.len()], !options.apart);
    let kinds = tables.kinds.iter().zip(&timed.profiles);
    let tables_by_day: Option<Vec<_>> = kinds.map(|(kind, profiles)| aged(kind, profiles)).collect();
    let space = Space::daily(tables, tables_by_day?, !options.apart);
    let explored = |states, transitions, depth, bytes, stopped, frontier| Counts {
        method: Method::Days,
        states,
        transitions,
        depth,
        bytes,
        time: started.elapsed(),
        stopped,
        frontier,
    };
    match space.words() {
        1 => {
            let e: Explored<1> = space.explore(claims, budget, watcher);
            Some(explored(e.states, e.transitions, e.depth(), e.bytes, e.stopped, e.left()))
        }
        2 => {
            let e: Explored<2> = space.explore(claims, budget, watcher);
            Some(explored(e.states, e.transitions, e.depth(), e.bytes, e.stopped, e.left()))
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
    (least, budget): (Option<&Least>, &Budget),
) {
    let form = form_of(tables, claimed);
    let wants_a_course = matches!(form, Some(Form::Reachable(_)));
    let (mut refuted, mut unsettled) = (0, 0);
    let mut best: Option<Course> = None;
    for (way, alarm, supposed) in alarms {
        let question = Question { machine: alarm.machine, name };
        match Maker::new(tables, question, supposed.clone(), budget).make(way) {
            Made::Real(course) => {
                let met = least.is_none_or(|least| least.is_met(&course));
                best = shorter(best, course, least);
                if met {
                    break;
                }
            }
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
            Made::Late if best.is_none() => {
                claimed.finding = Finding::Open(Bound::Limit(Method::Zones, Stopped::Time));
                return;
            }
            Made::Late => break,
        }
    }
    if let Some(course) = best {
        claimed.finding = if wants_a_course { Finding::Possible(course) } else { Finding::Broken(course) };
        return;
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
    (least, budget): (&Least, &Budget),
) -> Finding {
    let method = Method::WithoutDates;
    if matches!(form, Form::Following { .. }) {
        return Finding::Open(Bound::Form);
    }
    let wants_a_course = matches!(form, Form::Reachable(_));
    let (mut refuted, mut unsettled) = (0, 0);
    let mut best: Option<Course> = None;
    let mut sorted: Vec<_> = alarms.iter().collect();
    sorted.sort_by_cached_key(|alarm| length(space, explored, alarm));
    for alarm in sorted.into_iter().take(MAX_FOLLOWED) {
        if budget.is_late() {
            break;
        }
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
        match Maker::new(space.tables, question, supposed, budget).make(&way) {
            Made::Real(course) => {
                // Alarms come by the number of acts: the first is as good as any.
                let done = least.shortest == Shortest::Acts || least.is_met(&course);
                best = shorter(best, course, Some(least));
                if done {
                    break;
                }
            }
            Made::Impossible => refuted += 1,
            Made::Unconfirmed => unsettled += 1,
            Made::Late => {}
        }
    }
    if let Some(course) = best {
        return if wants_a_course { Finding::Possible(course) } else { Finding::Broken(course) };
    }
    if !alarms.is_empty() && budget.is_late() {
        return Finding::Open(Bound::Limit(method, Stopped::Time));
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

/// The shorter of two courses.
fn shorter(known: Option<Course>, course: Course, least: Option<&Least>) -> Option<Course> {
    let shortest = least.map_or(Shortest::Acts, |least| least.shortest);
    Some(known.filter(|known| !course.beats(known, shortest)).unwrap_or(course))
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
