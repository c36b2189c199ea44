//! What an exploration shows without being asked: rules that no lawful course can use.
//!
//! Everything here is read off an exploration without dates that was finished. It has every lawful course among its own,
//! so that what happens in none of them happens in no lawful course on any calendar.

use super::course::Course;
use super::kind::{Kind, LocalIx};
use super::tables::Tables;
use crate::engine::{Occurrence, check_results};
use crate::ids::{StateId, TransitionId};
use crate::procedure::{Procedure, Trigger, Unasked};
use crate::system::MachineIx;

use super::skeleton::{Skeleton, placeholder};

/// What was found of one edition of a procedure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// A machine that runs the procedure.
    pub machine: usize,
    /// The edition, by its place among the procedure's.
    pub edition: usize,
    /// What was found.
    pub what: Unasked,
    /// A course that shows it, of what some courses show.
    pub course: Option<Course>,
}

/// Everything that an exploration shows of the machines that are asked for, given which locals it met; and which of
/// their editions it has looked at.
pub(super) fn remarks(
    tables: &Tables,
    met: &[Vec<bool>],
    asked: &dyn Fn(MachineIx) -> bool,
) -> (Vec<Remark>, Vec<(MachineIx, usize)>) {
    let (mut all, mut looked) = (Vec::new(), Vec::new());
    for (kind, met) in tables.kinds.iter().zip(met) {
        let Some(machine) = kind.machines.first().copied().filter(|machine| asked(*machine)) else { continue };
        let used = |edition: usize| {
            let day_in_range = |procedure: &Procedure| {
                procedure.edition() <= tables.range.1 && procedure.until().is_none_or(|until| tables.range.0 <= until)
            };
            day_in_range(kind.editions.get(edition))
        };
        for (edition, skeleton) in kind.skeletons.iter().enumerate().filter(|(edition, _)| used(*edition)) {
            let seen = Seen { kind, met, edition, skeleton };
            let mut found = seen.states();
            found.extend(seen.transitions());
            found.extend(seen.conditions());
            found.extend(seen.duties());
            found.sort_unstable();
            looked.push((machine, edition));
            all.extend(found.into_iter().map(|what| Remark { machine, edition, what, course: None }));
        }
    }
    (all, looked)
}

/// The locals of one edition that were met.
struct Seen<'s, 'a> {
    kind: &'s Kind<'a>,
    met: &'s [bool],
    edition: usize,
    skeleton: &'s Skeleton<'a>,
}

impl Seen<'_, '_> {
    /// Those that were met, whatever their edition.
    fn locals(&self) -> impl Iterator<Item = LocalIx> + '_ {
        let met = self.met.iter().enumerate().filter(|(_, met)| **met);
        met.filter_map(|(at, _)| LocalIx::try_from(at).ok())
    }

    fn own(&self) -> impl Iterator<Item = LocalIx> + '_ {
        self.locals().filter(|at| self.kind.local(*at).is_some_and(|local| local.edition == self.edition))
    }

    fn state(&self, at: LocalIx) -> Option<StateId> {
        self.kind.local(at).map(|local| local.case.state())
    }

    /// The locals from which one that is `wanted` can be reached.
    fn leading(&self, wanted: &dyn Fn(LocalIx) -> bool) -> Vec<bool> {
        let mut leads: Vec<bool> = (0..self.kind.locals.len())
            .map(|at| LocalIx::try_from(at).is_ok_and(|at| self.met.get(at as usize) == Some(&true) && wanted(at)))
            .collect();
        let mut changed = true;
        while changed {
            changed = false;
            for at in self.locals() {
                let moves = self.kind.moves.get(at as usize).into_iter().flatten().map(|step| step.to);
                let later = self.kind.carried.iter().filter_map(|table| table.get(at as usize)).copied();
                if leads.get(at as usize) == Some(&false)
                    && moves.chain(later).any(|to| leads.get(to as usize) == Some(&true))
                    && let Some(place) = leads.get_mut(at as usize)
                {
                    *place = true;
                    changed = true;
                }
            }
        }
        leads
    }

    fn states(&self) -> Vec<Unasked> {
        let procedure = self.skeleton.original;
        let ends = procedure.states().any(|(_, state)| state.is_final);
        let final_local = |at: LocalIx| {
            let local = self.kind.local(at);
            local.is_some_and(|l| self.kind.skeletons.get(l.edition).is_some_and(|s| s.is_final(l.case.state())))
        };
        let leads = self.leading(&final_local);
        let mut found = Vec::new();
        for (id, _) in procedure.states() {
            let here: Vec<LocalIx> = self.own().filter(|at| self.state(*at) == Some(id)).collect();
            if here.is_empty() {
                found.push(Unasked::Unreached(id));
            } else if ends && here.iter().all(|at| leads.get(*at as usize) == Some(&false)) {
                found.push(Unasked::NoEnd(id));
            }
        }
        found
    }

    fn transitions(&self) -> Vec<Unasked> {
        let procedure = self.skeleton.original;
        let taken: Vec<TransitionId> = (self.own())
            .flat_map(|at| self.kind.moves.get(at as usize).into_iter().flatten())
            .filter_map(|step| step.transition)
            .collect();
        let mut found: Vec<Unasked> = (procedure.transitions())
            .filter(|(id, _)| !taken.contains(id))
            .map(|(id, _)| Unasked::Untaken(id))
            .collect();
        let started =
            |id| taken.iter().any(|t| procedure.transition(*t).clocks.iter().any(|(_, deadline)| *deadline == id));
        let starts = procedure.deadlines().filter(|(id, _)| !started(*id));
        found.extend(starts.map(|(id, _)| Unasked::NeverStarted(id)));
        found
    }

    /// Conditions that come out one way only, each looked at by itself wherever its act may be tried.
    fn conditions(&self) -> Vec<Unasked> {
        let procedure = &self.skeleton.procedure;
        let mut outcomes: Vec<Vec<(bool, bool)>> =
            procedure.transitions().map(|(_, t)| vec![(false, false); t.checks.len()]).collect();
        for at in self.own() {
            let Some(local) = self.kind.local(at) else { continue };
            for way in self.kind.ways.get(self.edition).into_iter().flatten() {
                for id in procedure.serving(local.case.state(), way.act) {
                    // What came out both ways is settled.
                    if outcomes.get(id.index()).is_none_or(|seen| seen.iter().all(|seen| *seen == (true, true))) {
                        continue;
                    }
                    let act = Occurrence { act: way.act, on: placeholder(), by: way.by, details: &way.details };
                    let results = check_results(procedure, &local.case, &act, &[], *id);
                    for (holds, seen) in results.iter().zip(outcomes.get_mut(id.index()).into_iter().flatten()) {
                        seen.0 |= *holds != Some(false);
                        seen.1 |= *holds != Some(true);
                    }
                }
            }
        }
        let mut found = Vec::new();
        for ((id, _), seen) in procedure.transitions().zip(&outcomes) {
            for (check, seen) in seen.iter().enumerate() {
                match seen {
                    (true, false) => found.push(Unasked::AlwaysTrue(id, check)),
                    (false, true) => found.push(Unasked::NeverTrue(id, check)),
                    // It may come out either way, or is never looked at.
                    _ => {}
                }
            }
        }
        found
    }

    fn duties(&self) -> Vec<Unasked> {
        let procedure = self.skeleton.original;
        let mut found = Vec::new();
        for (id, duty) in procedure.duties() {
            if duty.discharged_by.acts.is_empty() && duty.discharged_by.states.is_empty() {
                continue;
            }
            let does = |at: LocalIx, occasions: &crate::procedure::Occasions| -> Vec<LocalIx> {
                let moves = self.kind.moves.get(at as usize).into_iter().flatten();
                let meant = moves.filter(|step| {
                    let rule = step.transition.map(|id| procedure.transition(id));
                    let act = rule.and_then(|rule| match rule.trigger {
                        Trigger::Act(act) => Some(act),
                        Trigger::Over(_) => None,
                    });
                    let entered = rule.and_then(|rule| rule.to).filter(|to| Some(*to) != self.state(at));
                    occasions.include(act, entered)
                });
                meant.map(|step| step.to).collect()
            };
            let own = |at: LocalIx| self.kind.local(at).is_some_and(|local| local.edition == self.edition);
            // In a later edition it may be fulfilled in other ways: nothing is said of what is carried there.
            let leads = self.leading(&|at| !own(at) || !does(at, &duty.discharged_by).is_empty());
            let arisen: Vec<LocalIx> = self.own().flat_map(|at| does(at, &duty.arises)).collect();
            if !arisen.is_empty() && arisen.iter().all(|at| leads.get(*at as usize) == Some(&false)) {
                found.push(Unasked::Undischargeable(id));
            }
        }
        found
    }
}
