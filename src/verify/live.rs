//! What may still matter of a case in each state: what some course from there reads before it is written again.

use crate::condition::{Expr, ExprId};
use crate::ids::{DeadlineId, SlotId, StateId, TransitionId};
use crate::procedure::{ClockChange, DutyDue, Procedure, Remembered, Trigger};

/// The slots and deadlines whose values may still matter.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Live {
    pub slots: Vec<bool>,
    pub clocks: Vec<bool>,
}

/// For each state of an edition, what may still matter there.
pub(super) struct Lives<'a> {
    original: &'a Procedure,
    of: Vec<Live>,
    /// How many slots there are, with those that the skeleton adds.
    slots: usize,
    /// Whether its duties are followed.
    duties: bool,
}

impl<'a> Lives<'a> {
    pub fn of(original: &'a Procedure, slots: usize, duties: bool) -> Self {
        let mut lives = Self { original, of: Vec::new(), slots, duties };
        lives.of = original.states().map(|_| lives.always_read()).collect();
        lives.spread();
        lives
    }

    /// What may still matter in a state.
    pub fn at(&self, state: StateId) -> Option<&Live> {
        self.of.get(state.index())
    }

    /// What an expression of the original reads of the case.
    fn reads(&self, root: ExprId, into: &mut Live) {
        self.original.exprs().walk(root, &mut |_, expr| read(expr, into));
    }

    fn nothing(&self) -> Live {
        Live { slots: vec![false; self.slots], clocks: vec![false; self.original.deadlines().count()] }
    }

    /// What matters in every state: what properties read.
    fn always_read(&self) -> Live {
        let mut live = self.nothing();
        for (_, property) in self.original.properties() {
            self.reads(property.form.condition(), &mut live);
        }
        for (_, duty) in self.original.duties().filter(|_| self.duties) {
            duty.guard.iter().for_each(|guard| self.reads(*guard, &mut live));
            match duty.due {
                DutyDue::Deadline(deadline) => live.clock(deadline),
                DutyDue::On(due) => self.reads(due, &mut live),
                DutyDue::Open | DutyDue::Every(_) => {}
            }
        }
        live
    }

    /// What some course from a state reads before it is written again matters in that state.
    fn spread(&mut self) {
        let mut live = std::mem::take(&mut self.of);
        let effects: Vec<(Live, Live)> = self.original.transitions().map(|(id, _)| self.effect(id)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for ((_, transition), (reads, writes)) in self.original.transitions().zip(&effects) {
                for from in transition.from.iter() {
                    let to = transition.to.unwrap_or(from);
                    let Some(mut next) = live.get(to.index()).cloned() else { continue };
                    next.remove(writes);
                    if let Some(here) = live.get_mut(from.index()) {
                        changed |= here.add(&next) | here.add(reads);
                    }
                }
            }
        }
        self.of = live;
    }

    /// What a transition reads of the case, and what it certainly writes.
    fn effect(&self, id: TransitionId) -> (Live, Live) {
        let transition = self.original.transition(id);
        let (mut reads, mut writes) = (self.nothing(), self.nothing());
        // What judges an act speaks of deadlines as the transition leaves them; all else of the case before.
        transition.checks.iter().for_each(|check| self.reads(check.condition, &mut reads));
        for (change, deadline) in &transition.clocks {
            if matches!(change, ClockChange::Start | ClockChange::Restart) {
                reads.without_clock(*deadline);
            }
        }
        transition.guard.iter().for_each(|guard| self.reads(*guard, &mut reads));
        for (slot, root) in &transition.sets {
            self.reads(*root, &mut reads);
            writes.slot(*slot);
        }
        let mut ended = None;
        let act = match transition.trigger {
            Trigger::Act(act) => {
                let Remembered { done, on, details } = &self.original.act(act).remembered;
                let kept = done.iter().chain(on).chain(details.iter().map(|(_, slot)| slot));
                kept.for_each(|slot| writes.slot(*slot));
                Some(act)
            }
            Trigger::Over(deadline) => {
                ended = Some(deadline);
                None
            }
        };
        for (change, deadline) in &transition.clocks {
            if matches!(change, ClockChange::Start | ClockChange::Restart) {
                writes.clock(*deadline);
            } else {
                reads.clock(*deadline);
            }
            if let Some(term) = self.original.deadline(*deadline).term(act) {
                self.reads(term.counted_from, &mut reads);
                for (condition, length) in &term.lasts {
                    condition.iter().for_each(|root| self.reads(*root, &mut reads));
                    self.reads(*length, &mut reads);
                }
            }
        }
        // Even if it starts that deadline anew.
        ended.into_iter().for_each(|deadline| reads.clock(deadline));
        (reads, writes)
    }

    /// What a watching machine reads of this one matters in every state.
    pub fn also_read(&mut self, watcher: &Procedure, body: ExprId) {
        let mut watched = self.nothing();
        watcher.exprs().walk(body, &mut |_, expr| read(expr, &mut watched));
        for live in &mut self.of {
            live.add(&watched);
        }
    }

    /// What matters in a state matters before, in an edition from which cases are carried over.
    pub fn also_read_later(&mut self, next: &Self) {
        for (id, state) in self.original.states() {
            let Some(later) = next.original.carried_state(&state.name).and_then(|s| next.at(s)) else {
                continue;
            };
            let mut carried = self.nothing();
            for (slot, known) in self.original.slots() {
                if next
                    .original
                    .slots()
                    .any(|(id, s)| s.name == known.name && later.slots.get(id.index()) == Some(&true))
                {
                    carried.slot(slot);
                }
            }
            for (deadline, known) in self.original.deadlines() {
                if let Some(id) = next.original.deadline_named(&known.name)
                    && later.clocks.get(id.index()) == Some(&true)
                {
                    carried.clock(deadline);
                }
            }
            if let Some(live) = self.of.get_mut(id.index()) {
                live.add(&carried);
            }
        }
        self.spread();
    }
}

fn read(expr: &Expr, into: &mut Live) {
    match expr {
        Expr::Slot(slot) => into.slot(*slot),
        Expr::DeadlineLast(id) | Expr::DeadlineNominal(id) | Expr::DeadlineStarted(id) | Expr::DeadlineRunning(id) => {
            into.clock(*id)
        }
        _ => {}
    }
}

impl Live {
    fn slot(&mut self, id: SlotId) {
        if let Some(place) = self.slots.get_mut(id.index()) {
            *place = true;
        }
    }

    fn clock(&mut self, id: DeadlineId) {
        if let Some(place) = self.clocks.get_mut(id.index()) {
            *place = true;
        }
    }

    fn without_clock(&mut self, id: DeadlineId) {
        if let Some(place) = self.clocks.get_mut(id.index()) {
            *place = false;
        }
    }

    /// Adds what another holds; whether anything was new.
    fn add(&mut self, other: &Self) -> bool {
        let mut changed = false;
        let pairs = self.slots.iter_mut().zip(&other.slots).chain(self.clocks.iter_mut().zip(&other.clocks));
        for (here, there) in pairs {
            changed |= *there && !*here;
            *here |= *there;
        }
        changed
    }

    fn remove(&mut self, other: &Self) {
        let pairs = self.slots.iter_mut().zip(&other.slots).chain(self.clocks.iter_mut().zip(&other.clocks));
        for (here, there) in pairs {
            *here &= !*there;
        }
    }
}
