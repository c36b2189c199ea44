//! Every property of a system: each on the machines that decide it, and some by themselves.

use super::abreast::abreast;
use super::asked::{Asked, Changed};
use super::explore::{as_governed, verify_part};
use super::limits::{Budget, Watcher};
use super::model::{Bound, Claimed, Counts, Finding, Method, Proof, Unexplorable};
use super::options::Options;
use super::part::{Found, Part};
use super::slice::{Restricted, Slice, slices};
use super::texts::{Reworded, base, wordings};
use crate::calendar::Day;
use crate::system::System;

/// How many years are looked at where no edition ends.
const YEARS: i32 = 100;

/// Proves or refutes every property of a system of which it is settled which date decides the edition, on given days.
pub(super) fn decide(
    system: &System,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Proof, Unexplorable> {
    let reworded = Reworded::new(system);
    let system = &reworded.system(system);
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
    let mut parts = slices(system);
    for slice in &mut parts {
        slice.claims.retain(|(_, name)| options.only.is_empty() || options.only.iter().any(|only| only == base(name)));
    }
    parts.retain(|slice| !slice.claims.is_empty());
    let part = |number: usize, budget: &Budget| {
        let slice = parts.get(number)?;
        Some(of_part(system, slice, (range, budget), options, watcher))
    };
    for (slice, found) in parts.iter().zip(abreast(parts.len(), (&options.limits, budget), &part)) {
        let Some(found) = found else { continue };
        let found = found?;
        ordered.extend(found.claims.into_iter().map(|claimed| (place(system, slice, &claimed), claimed)));
        for looked in found.looked {
            if !proof.looked.contains(&looked) {
                proof.looked.push(looked);
            }
        }
        for remark in found.remarks {
            if !proof.remarks.contains(&remark) {
                proof.remarks.push(remark);
            }
        }
        proof.counts.extend(found.counts);
    }
    ordered.sort_by_key(|(place, _)| *place);
    proof.claims = ordered.into_iter().filter_map(|(_, claimed)| in_force(system, claimed, range)).collect();
    Ok(proof)
}

/// What is found of a part, with machines and properties as the whole numbers them.
fn of_part(
    system: &System,
    slice: &Slice,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Result<Found, Unexplorable> {
    let restricted = Restricted::new(system, slice);
    let part = Part { system: &restricted.part(system, slice), whole: system, slice };
    let decides = |machine: Option<usize>, name: &str| part.decides(machine, name);
    let mut found = verify_part(&part, None, &decides, (range, budget), options, watcher)?;
    by_themselves(&part, &mut found, (range, budget), options, watcher);
    found.claims = found.claims.into_iter().map(|claimed| part.in_whole(claimed)).collect();
    found.looked.iter_mut().for_each(|(machine, _)| *machine = part.machine(*machine));
    found.remarks.iter_mut().for_each(|remark| remark.machine = part.machine(remark.machine));
    Ok(found)
}

/// What is said of a wording, with its own name and editions; nothing if it is not in force on any day of the range.
fn in_force(system: &System, mut claimed: Claimed, range: (Day, Day)) -> Option<Claimed> {
    let runs = wordings(system, claimed.machine, &claimed.name);
    let run = claimed.editions.or_else(|| Some((runs.first()?.0, runs.last()?.1)));
    if let (Some((first, last)), Some(machine)) = (run, claimed.machine) {
        let (first, last) = (system.editions(machine).get(first), system.editions(machine).get(last));
        if first.edition() > range.1 || last.until().is_some_and(|until| until < range.0) {
            return None;
        }
    }
    claimed.editions = run;
    claimed.name.truncate(base(&claimed.name).len());
    Some(claimed)
}

/// Where a property stands among all: those of the same machines together, a machine's before the system's, as the
/// files have them.
type Place = (usize, usize, usize, Option<usize>);

fn place(system: &System, slice: &Slice, claimed: &Claimed) -> Place {
    let editions = claimed.machine.map_or(&[][..], |machine| system.editions(machine).all());
    let own = editions.iter().chain(system.observer.as_ref().map(|o| o.procedure).filter(|_| editions.is_empty()));
    let name = base(&claimed.name);
    let number = own.flat_map(|edition| edition.properties()).position(|(_, property)| base(&property.name) == name);
    let first = claimed.editions.or_else(|| wordings(system, claimed.machine, &claimed.name).first().copied());
    (slice.group, claimed.machine.unwrap_or(usize::MAX), number.unwrap_or(usize::MAX), first.map(|run| run.0))
}

/// Looks by itself at each property that waits for something, or that is open and speaks of duties that are kept.
fn by_themselves(
    part: &Part,
    found: &mut Found,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) {
    for mut claimed in std::mem::take(&mut found.claims) {
        let asked = || Asked::new(part.system, claimed.machine, &claimed.name, None);
        let keeping = || asked().is_some_and(|asked| asked.keeping.is_some());
        let open = match claimed.finding {
            Finding::Open(Bound::Form | Bound::Duties) => true,
            Finding::Open(_) => keeping(),
            _ => false,
        };
        if !open || budget.is_late() {
            found.claims.push(claimed);
            continue;
        }
        let runs = wordings(part.system, claimed.machine, &claimed.name);
        let several = runs.len() > 1;
        for run in runs {
            if several {
                claimed.editions = Some(run);
                claimed.edition = run.1;
            }
            let mut claimed = claimed.clone();
            if let Some((finding, shortest, counts)) = by_itself(part, &claimed, (range, budget), options, watcher) {
                (claimed.finding, claimed.shortest) = (finding, shortest);
                as_governed(part.system, &mut claimed);
                found.counts.extend(counts);
            }
            found.claims.push(claimed);
        }
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
    let asked = Asked::new(part.system, claimed.machine, &claimed.name, claimed.editions)?;
    let changed = Changed::new(part.system, claimed.machine, &claimed.name, claimed.editions)?;
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

/// The days that are asked about: the whole time for which editions are shipped, unless the options say.
pub(super) fn range(system: &System, options: &Options) -> (Day, Day) {
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
