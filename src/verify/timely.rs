//! What dates show without being asked: deadlines that never run out or are never kept, duties that cannot be fulfilled
//! in time.
//!
//! Each edition is looked at by itself, as if it stayed in force: what is found is a flaw of its text. Its procedure is
//! marked, and the marks are properties that are proved as any other.

use super::abreast::abreast;
use super::course::{Course, Step, follow};
use super::limits::{Budget, Watcher};
use super::marked::{Mark, Marked, may_be_suspended};
use super::model::{Bound, Finding, Timely};
use super::options::Options;
use super::proof::{decide, far};
use super::slice::stands_for;
use super::unasked::Remark;
use crate::calendar::Day;
use crate::engine::DutyState;
use crate::ids::DutyId;
use crate::procedure::{Editions, Procedure, Unasked};
use crate::system::{MachineIx, System};

/// In so many days after the first one a course is looked for that shows that something is possible. Without it, that is
/// open.
const NEAR: i32 = 20 * 366;

/// Looks at the deadlines and duties of every edition that is in force within a range.
pub(super) fn timely(
    system: &System,
    (range, budget): ((Day, Day), &Budget),
    options: &Options,
    watcher: &dyn Watcher,
) -> Timely {
    let mut looks: Vec<(MachineIx, usize, Option<DutyId>)> = Vec::new();
    for machine in (0..system.machines.len()).filter(|machine| stands_for(system, *machine) == *machine) {
        let editions = system.editions(machine);
        for (index, edition) in editions.all().iter().enumerate() {
            if edition.edition() > range.1 || edition.until().is_some_and(|until| until < range.0) {
                continue;
            }
            looks.push((machine, index, None));
            looks.extend(edition.duties().map(|(duty, _)| (machine, index, Some(duty))));
        }
    }
    let look = |number: usize, budget: &Budget| {
        let mut found = Timely::default();
        let Some((machine, index, duty)) = looks.get(number).copied() else { return found };
        let editions = system.editions(machine);
        let look = Look { system, machine, editions, index, range, budget, options, watcher };
        let edition = look.edition();
        match duty {
            None => Marked::deadlines(edition).iter().for_each(|marked| look.at_deadlines(marked, &mut found)),
            Some(duty) => {
                Marked::duty(edition, duty).iter().for_each(|marked| look.at_duty(duty, marked, &mut found));
            }
        }
        found
    };
    let mut found = Timely::default();
    for one in abreast(looks.len(), (&options.limits, budget), &look) {
        found.remarks.extend(one.remarks);
        found.undecided.extend(one.undecided);
        one.counts.iter().for_each(|counts| found.count(counts));
    }
    found
}

/// One edition of one machine's procedure.
struct Look<'l, 's> {
    system: &'l System<'s>,
    machine: MachineIx,
    editions: &'l Editions,
    index: usize,
    range: (Day, Day),
    budget: &'l Budget<'l>,
    options: &'l Options,
    watcher: &'l dyn Watcher,
}

impl Look<'_, '_> {
    fn edition(&self) -> &Procedure {
        self.editions.get(self.index)
    }

    fn remark(&self, what: Unasked, course: Option<Course>) -> Remark {
        Remark { machine: self.machine, edition: self.index, what, course }
    }

    /// What is said of each mark.
    fn decided(&self, marked: &Marked, found: &mut Timely) -> Vec<(Mark, Finding)> {
        let alone = alone(self.editions, self.index, &marked.procedure);
        let mut procedures = self.system.procedures.clone();
        let place = self.system.machines.get(self.machine).and_then(|machine| procedures.get_mut(machine.procedure));
        let Some(place) = place else { return Vec::new() };
        *place = &alone;
        let system = System {
            name: self.system.name.clone(),
            title: self.system.title.clone(),
            procedures,
            machines: self.system.machines.clone(),
            observer: None,
        };
        let options = Options {
            only: marked.marks.iter().map(|(name, _)| name.clone()).collect(),
            limits: self.options.limits.clone(),
            ..Options::default()
        };
        let from = self.edition().edition().max(self.range.0);
        let options = Options { horizon: from.plus(NEAR), ..options };
        let on = ((from, far(from)), self.budget);
        let Ok(proof) = decide(&system, on, &options, self.watcher) else {
            let open = Finding::Open(Bound::Dates { refuted: 0, unsettled: 0 });
            return marked.marks.iter().map(|(_, mark)| (*mark, open.clone())).collect();
        };
        proof.counts.iter().for_each(|counts| found.count(counts));
        let of = |name: &str| proof.claims.iter().find(|claim| claim.name == name).map(|claim| claim.finding.clone());
        marked.marks.iter().filter_map(|(name, mark)| Some((*mark, of(name)?))).collect()
    }

    fn at_deadlines(&self, marked: &Marked, found: &mut Timely) {
        let all = self.decided(marked, found);
        let of = |mark: Mark| all.iter().find(|(known, _)| *known == mark).map(|(_, finding)| finding);
        for (id, _) in self.edition().deadlines() {
            // What is never started is told as such.
            if of(Mark::Started(id)).is_none_or(|started| started.agrees() == Some(false)) {
                continue;
            }
            for (mark, what) in [(Mark::Lapsed(id), Unasked::NeverLapses(id)), (Mark::Kept(id), Unasked::NeverKept(id))]
            {
                let still = what == Unasked::NeverKept(id) && may_be_suspended(self.edition(), id);
                match of(mark).map(Finding::agrees) {
                    Some(Some(false)) if !still => found.remarks.push(self.remark(what, None)),
                    Some(Some(false) | None) => found.undecided.push(self.remark(what, None)),
                    Some(Some(true)) | None => {}
                }
            }
        }
    }

    fn at_duty(&self, id: DutyId, marked: &Marked, found: &mut Timely) {
        let all = self.decided(marked, found);
        let of = |mark: Mark| all.iter().find(|(known, _)| *known == mark).map(|(_, finding)| finding);
        let mut shown: Option<Course> = None;
        let mut open = false;
        for class in self.edition().transitions().map(|(class, _)| class) {
            let (Some(arisen), Some(met)) = (of(Mark::Arisen(id, class)), of(Mark::Met(id, class))) else { continue };
            match (arisen, met.agrees()) {
                (Finding::Impossible(_), _) | (_, Some(true)) => {}
                (Finding::Possible(course), Some(false)) => match self.arises(course, id) {
                    Some(course) if shown.as_ref().is_none_or(|known| course.steps.len() < known.steps.len()) => {
                        shown = Some(course);
                    }
                    Some(_) => {}
                    None => open = true,
                },
                _ => open = true,
            }
        }
        match shown {
            Some(course) => found.remarks.push(self.remark(Unasked::NeverInTime(id), Some(course))),
            None if open => found.undecided.push(self.remark(Unasked::NeverInTime(id), None)),
            None => {}
        }
    }

    /// The course with which a duty arises, if it does while the edition is in force: so it is one of the whole system.
    fn arises(&self, course: &Course, id: DutyId) -> Option<Course> {
        let end = course.end()?;
        if end.day > self.range.1 || self.edition().until().is_some_and(|until| until < end.day) {
            return None;
        }
        let steps = course.steps.iter().map(|step| match step.machine == self.machine {
            true => Step { edition: self.index, ..step.clone() },
            false => step.clone(),
        });
        let course = Course { steps: steps.collect(), until: course.until };
        let all = follow(self.system, &course)?;
        let running = all.get(self.machine).filter(|running| running.edition == self.index)?;
        // Its day may have been over when it arose.
        let owed = matches!(running.case.duty(id).state, DutyState::Owed | DutyState::Overdue);
        owed.then_some(course)
    }
}

/// Editions of which one alone is ever in force, changed. The others keep their places.
fn alone(editions: &Editions, index: usize, changed: &Procedure) -> Editions {
    (0..editions.all().len()).fold(editions.clone(), |all, at| {
        let mut edition = if at == index { changed.clone() } else { editions.get(at).clone() };
        (edition.edition, edition.until) = match at.cmp(&index) {
            std::cmp::Ordering::Less => (Day::MIN, Some(Day::MIN)),
            std::cmp::Ordering::Equal => (Day::MIN.next(), None),
            std::cmp::Ordering::Greater => (Day::MAX, Some(Day::MAX)),
        };
        if at != index {
            edition.properties.clear();
        }
        all.with(at, edition)
    })
}
