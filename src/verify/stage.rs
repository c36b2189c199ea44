//! One stage of a way on the real calendar: an act, a deadline that runs out, a change of editions; and what each asks of
//! the days.

use std::rc::Rc;

use super::concrete::{Maker, Partial};
use super::course::Step;
use super::keys::may_be_overdue;
use super::kind::{Label, Move};
use super::ordered::{Ordered, Term};
use super::path::Stage;
use super::suppose::{Supposed, running};
use super::symbolic::{Event, Held};
use super::values::{fitting, minute};
use crate::calendar::{Day, Stamp};
use crate::ids::DeadlineId;
use crate::value::{Type, Value};

impl Maker<'_, '_> {
    /// The first day of the range.
    pub fn first_day(&self) -> Stamp {
        Stamp::of_day(self.tables.range.0)
    }

    /// An event no earlier than the one before it: on a later day, if at an earlier time of day.
    pub fn event(&mut self, partial: &mut Partial, first: Stamp) -> usize {
        let event = partial.first.len();
        partial.first.push(first);
        if let Some(last) = partial.last {
            let strictly = partial.first.get(last).is_some_and(|last| last.earliest() > first.latest());
            // Of the times of day that fit, one was chosen.
            self.unsettled |= strictly;
            let order = |a, b| Ordered { first: Rc::new(Term::Event(a)), then: Rc::new(Term::Event(b)), strictly };
            partial.orders.push(order(last, event));
        }
        partial.last = Some(event);
        event
    }

    /// Everything that runs when something happens has not run out yet.
    pub fn nothing_runs_out(
        &self,
        stage: &Stage,
        event: usize,
        but: Option<usize>,
        is_act: bool,
        partial: &mut Partial,
    ) {
        let day = Rc::new(Term::Event(event));
        for (machine, here) in stage.before.iter().take(self.tables.kind_of.len()).enumerate() {
            let kind = self.tables.kind_of.get(machine).and_then(|kind| self.tables.kinds.get(*kind));
            let Some((kind, local)) = kind.and_then(|kind| Some((kind, kind.local(*here)?))) else { continue };
            let Some(skeleton) = kind.skeletons.get(local.edition) else { continue };
            for deadline in running(skeleton, &local.case) {
                if but == Some(machine) {
                    continue;
                }
                let Some(last) = partial.symbols.get(machine).and_then(|s| Event::last(s, deadline)) else { continue };
                // What else runs out at that midnight may come before or after.
                let then = if is_act { last } else { Rc::new(Term::After(last)) };
                partial.orders.push(Ordered { first: day.clone(), then, strictly: false });
            }
            if self.tables.keeps(machine) {
                self.kept_until(machine, *here, &day, is_act, partial);
            }
        }
    }

    /// What a machine owes is not overdue, if its duties are to be kept; what runs out at a midnight may end a duty that
    /// falls due on the same day.
    pub fn kept_until(&self, machine: usize, here: u32, day: &Rc<Term>, is_act: bool, partial: &mut Partial) {
        let Some((skeleton, local)) = self.tables.standing(machine, here) else { return };
        for (duty, due) in skeleton.owed(&local.case) {
            let Some(last) = partial.symbols.get(machine).and_then(|s| s.due(duty, due)) else { continue };
            let then = if is_act { last } else { Rc::new(Term::After(last)) };
            partial.orders.push(Ordered { first: day.clone(), then, strictly: false });
        }
    }

    /// An event falls within the epoch of its stage.
    pub fn within_epoch(&self, stage: &Stage, event: usize, partial: &mut Partial) {
        let epoch = stage.before.last().copied().unwrap_or(0) as usize;
        if let Some(next) = self.tables.epochs.get(epoch + 1) {
            let end = Rc::new(Term::Fixed(Value::Date(Stamp::of_day(next.from))));
            partial.orders.push(Ordered { first: Rc::new(Term::Event(event)), then: end, strictly: true });
        }
    }

    /// A change of editions.
    pub fn new_epoch(&mut self, stage: &Stage, mut partial: Partial) -> Option<Partial> {
        let epoch = stage.before.last().copied()? as usize + 1;
        let from = Stamp::of_day(self.tables.epochs.get(epoch)?.from);
        let event = self.event(&mut partial, from);
        let fixed = Rc::new(Term::Fixed(Value::Date(from)));
        partial.orders.push(Ordered { first: Rc::new(Term::Event(event)), then: fixed, strictly: false });
        self.nothing_runs_out(stage, event, None, true, &mut partial);
        for (machine, here) in stage.before.iter().take(self.tables.kind_of.len()).enumerate() {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            let old = kind.local(*here)?.edition;
            let new = kind.local(*kind.carried.get(epoch)?.get(*here as usize)?)?.edition;
            for edition in old..new {
                let symbols = partial.symbols.get_mut(machine)?;
                *symbols = symbols.carried(kind.editions.get(edition), kind.editions.get(edition + 1));
            }
        }
        Some(partial)
    }

    /// A deadline runs out, on the day after its end.
    pub fn run_out(
        &mut self,
        stage: &Stage,
        machine: usize,
        step: &Move,
        supposed: &Supposed,
        deadline: DeadlineId,
        mut partial: Partial,
    ) -> Option<Partial> {
        let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
        let local = kind.local(*stage.before.get(machine)?)?;
        let skeleton = kind.skeletons.get(local.edition)?;
        let last = Event::last(partial.symbols.get(machine)?, deadline);
        let event = self.event(&mut partial, self.first_day());
        let day = Rc::new(Term::Event(event));
        match last {
            Some(last) => {
                partial.orders.push(Ordered { first: last.clone(), then: day.clone(), strictly: true });
                let after = Rc::new(Term::After(last));
                partial.orders.push(Ordered { first: day.clone(), then: after, strictly: false });
            }
            None => self.unsettled = true,
        }
        self.within_epoch(stage, event, &mut partial);
        self.nothing_runs_out(stage, event, Some(machine), false, &mut partial);
        let event = Event {
            skeleton,
            case: &local.case,
            day,
            act: None,
            by: None,
            details: Vec::new(),
            transition: step.transition,
            supposed,
        };
        self.settle(machine, &event, partial)
    }

    /// Whether a deadline may be over before it is started.
    pub fn may_be_overdue(&self, stage: &Stage, machine: usize, deadline: DeadlineId) -> bool {
        let known = || {
            let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
            Some((kind, kind.local(*stage.before.get(machine)?)?.edition))
        };
        known().is_none_or(|(kind, edition)| may_be_overdue(kind.editions, edition, deadline))
    }

    /// A deadline that was over before it was started runs out on the day after its end, before what came last.
    pub fn long_run_out(
        &mut self,
        stage: &Stage,
        machine: usize,
        step: &Move,
        supposed: &Supposed,
        deadline: DeadlineId,
        mut partial: Partial,
    ) -> Option<Partial> {
        let (skeleton, local) = self.tables.standing(machine, *stage.before.get(machine)?)?;
        let last = Event::last(partial.symbols.get(machine)?, deadline);
        self.unsettled |= last.is_none();
        let (last, latest) = (last?, partial.last?);
        let event = partial.first.len();
        partial.first.push(Stamp::of_day(self.tables.range.0.plus(-3660).unwrap_or(Day::MIN)));
        let (day, after) = (Rc::new(Term::Event(event)), Rc::new(Term::After(last)));
        let order =
            |first: &Rc<Term>, then: &Rc<Term>| Ordered { first: first.clone(), then: then.clone(), strictly: false };
        partial.orders.extend([order(&after, &day), order(&day, &after), order(&day, &Rc::new(Term::Event(latest)))]);
        let (case, transition) = (&local.case, step.transition);
        let event = Event { skeleton, case, day, act: None, by: None, details: Vec::new(), transition, supposed };
        self.settle(machine, &event, partial)
    }

    /// An act, with its details as far as they are no dates.
    pub fn acted(
        &mut self,
        stage: &Stage,
        machine: usize,
        step: &Move,
        supposed: &Supposed,
        details: &[Value],
        partial: &Partial,
    ) -> Option<Partial> {
        let mut partial = partial.clone();
        let kind = self.tables.kinds.get(*self.tables.kind_of.get(machine)?)?;
        let local = kind.local(*stage.before.get(machine)?)?;
        let skeleton = kind.skeletons.get(local.edition)?;
        let Label::Act(number) = step.label else { return None };
        let way = kind.way(local.edition, number)?;
        let procedure = skeleton.original;
        let details = fitting(skeleton, &local.case, way, details, supposed)?;
        let time = minute(skeleton, way.act, supposed)?;
        let first = time.map_or(self.first_day(), |minute| Stamp::at(self.tables.range.0, minute));
        // Dates among the details come before the act in the order of events, but after nothing.
        let mut dated = vec![None; details.len()];
        let mut held: Vec<Held> = Vec::new();
        for ((field, value), place) in procedure.act(way.act).details.iter().zip(&details).zip(&mut dated) {
            if field.ty == Type::Date && !value.is_unknown() {
                let event = partial.first.len();
                let first = match field.between {
                    Some((Value::Date(low), _)) => low,
                    _ => Stamp::of_day(self.tables.range.0.plus(-3660).unwrap_or(Day::MIN)),
                };
                partial.first.push(first);
                if let Some((_, high)) = field.between {
                    let then = Rc::new(Term::Fixed(high));
                    partial.orders.push(Ordered { first: Rc::new(Term::Event(event)), then, strictly: false });
                }
                *place = Some(event);
                held.push(Held::Date(Rc::new(Term::Event(event))));
            } else {
                held.push(Held::Value(*value));
            }
        }
        let event = self.event(&mut partial, first);
        let day = Rc::new(Term::Event(event));
        for (field, detail) in procedure.act(way.act).details.iter().zip(&dated) {
            if let Some(detail) = detail.filter(|_| !field.planned) {
                let first = Rc::new(Term::Event(detail));
                partial.orders.push(Ordered { first, then: day.clone(), strictly: false });
            }
        }
        self.within_epoch(stage, event, &mut partial);
        self.nothing_runs_out(stage, event, None, true, &mut partial);
        let act = Step { machine, edition: local.edition, on: first, act: way.act, by: way.by, details };
        partial.acts.push((act, event, dated));
        let event = Event {
            skeleton,
            case: &local.case,
            day,
            act: Some(way.act),
            by: way.by,
            details: held,
            transition: step.transition,
            supposed,
        };
        self.settle(machine, &event, partial)
    }

    /// What an event asks of the days, and what its machine holds after it; nothing if no days fit.
    fn settle(&mut self, machine: usize, event: &Event, mut partial: Partial) -> Option<Partial> {
        let symbols = partial.symbols.get(machine)?.clone();
        let asked = event.asked(&symbols);
        // One way is followed; more than one comes of dates that must differ, which are rare.
        self.unsettled |= asked.len() > 1;
        let (orders, days) = asked.into_iter().find_map(|orders| {
            let all = [&partial.orders[..], &orders].concat();
            let days = self.earliest(&all, &partial.first)?;
            Some((orders, days))
        })?;
        partial.orders.extend(orders);
        // What is asked later only makes days later.
        partial.first = days;
        *partial.symbols.get_mut(machine)? = event.after(&symbols);
        Some(partial)
    }
}
