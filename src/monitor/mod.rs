//! Monitors: the properties of a procedure, looked at while a case runs.
//!
//! A [`Monitor`] is what the properties of one procedure (or of what watches the machines of a system) must remember
//! of a course: for each that waits for something, the day until which it may still come. It is fed with each passing of
//! time and each transition, and tells which properties break, and when. It is plain data, equal and hashed as such, so
//! that whoever explores courses may keep it among what makes two of them the same.
//!
//! Whoever drives a case calls [`Monitor::passage`] for each of what happens by itself (as
//! [`crate::engine::advance_showing`] tells it), [`Monitor::pass`] up to each act, and [`Monitor::step`] for the act, with
//! the case before and after it. Where a case stands somewhere without a transition that is known, [`Monitor::look`].

use smallvec::SmallVec;

use crate::calendar::{Day, End, Stamp};
use crate::condition::ExprId;
use crate::engine::{Case, DutyState, NoTrace, Passage, Scope, Views, duty_end, evaluate};
use crate::ids::PropertyId;
use crate::procedure::{Form, Incident, Procedure, Whose};

/// What the properties of one procedure wait for. Only those of the form `following` need anything to be remembered.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Monitor {
    /// In the order of the properties; each at most once.
    open: SmallVec<[Obligation; 1]>,
}

/// What a property waits for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Obligation {
    /// Which property.
    pub property: PropertyId,
    /// Since when.
    pub since: Stamp,
    /// The last day or minute on which it may come, of all occasions that it follows the earliest; nothing for a day
    /// that is not fixed or not known.
    pub due: Option<End>,
    /// Whether it may have come already, which what is known does not tell. It is then never told to be broken.
    pub doubtful: bool,
}

/// A property that is broken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Break {
    /// Which.
    pub property: PropertyId,
    /// The day on which it broke; of what was due and did not come, the last day or minute for it.
    pub on: End,
}

/// A case, and what it sees of watched machines, at one instant.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The case.
    pub case: &'a Case,
    /// What is seen of the machines that its procedure watches; what is not seen is not known.
    pub views: Views<'a>,
}

impl Moment<'_> {
    /// Whether a condition of the procedure holds, where that can be told.
    #[must_use]
    pub fn holds(&self, procedure: &Procedure, condition: ExprId) -> Option<bool> {
        let Self { case, views } = *self;
        let scope = Scope { procedure, case, on: None, act: None, views, starting: &[] };
        evaluate(&scope, condition, &mut NoTrace).truth()
    }

    /// Whether every duty was kept up to a civil minute: of the case, and of the machines that are seen.
    #[must_use]
    pub fn keeps_duties(&self, procedure: &Procedure, on: i64) -> bool {
        let seen = self.views.iter().flatten();
        kept(procedure, self.case, on) && seen.into_iter().all(|view| kept(view.procedure, view.case, on))
    }

    /// Whether the case has ended; of what watches machines, whether each of these has that can end, if any can.
    fn has_ended(&self, procedure: &Procedure) -> bool {
        // To what only watches others nothing happens.
        if procedure.acts().next().is_some() {
            return procedure.state(self.case.state()).is_final;
        }
        let can_end = |procedure: &Procedure| procedure.states().any(|(_, state)| state.is_final);
        let mut mortal = self.views.iter().flatten().filter(|view| can_end(view.procedure)).peekable();
        mortal.peek().is_some() && mortal.all(|view| view.procedure.state(view.case.state()).is_final)
    }
}

impl Monitor {
    /// What is waited for.
    #[must_use]
    pub fn open(&self) -> &[Obligation] {
        &self.open
    }

    /// Time passes up to an instant: what was due certainly before it, and has certainly not come, breaks. `now` is the
    /// case as the passing of time has left it.
    #[inline]
    pub fn pass(&mut self, procedure: &Procedure, now: Moment, to: Stamp, tell: &mut dyn FnMut(Break)) {
        if !self.open.is_empty() {
            self.pass_minute(procedure, now, earliest_minute(to), tell);
        }
    }

    #[inline(never)]
    fn pass_minute(&mut self, procedure: &Procedure, now: Moment, to: i64, tell: &mut dyn FnMut(Break)) {
        let mut tell = heeding(procedure, now, to, tell);
        self.open.retain(|obligation| {
            let over = obligation.due.filter(|due| due.last_minute().latest < to);
            if let Some(on) = over.filter(|_| !obligation.doubtful) {
                tell(Break { property: obligation.property, on });
            }
            over.is_none()
        });
    }

    /// Something has happened by itself, to the case whose procedure this is.
    pub fn passage(
        &mut self,
        procedure: &Procedure,
        passage: &Passage,
        before: Moment,
        after: Moment,
        tell: &mut dyn FnMut(Break),
    ) {
        match *passage {
            Passage::Expired { on, from, to, .. } => {
                let incident = Incident { of: Whose::Own, act: None, entered: (from != to).then_some(to) };
                self.pass(procedure, after, on, tell);
                self.step(procedure, &incident, before, after, on, tell);
            }
            // What was due before the duty breaks while every duty is kept.
            Passage::Breached { last, .. } => self.pass_minute(procedure, before, last.last_minute().latest, tell),
        }
    }

    /// Something has happened on `on`: first what must hold just before it, then what it sets off, then the case as it
    /// is after it.
    pub fn step(
        &mut self,
        procedure: &Procedure,
        incident: &Incident,
        before: Moment,
        after: Moment,
        on: Stamp,
        tell: &mut dyn FnMut(Break),
    ) {
        self.step_for(procedure, &all_of(procedure), incident, before, after, on, tell);
    }

    /// The same where it is known which properties this may break, or set something off for: no other is looked at, but
    /// what is waited for.
    #[allow(clippy::too_many_arguments, reason = "one more than a step")]
    pub fn step_for(
        &mut self,
        procedure: &Procedure,
        some: &[PropertyId],
        incident: &Incident,
        before: Moment,
        after: Moment,
        on: Stamp,
        tell: &mut dyn FnMut(Break),
    ) {
        let tell = &mut heeding(procedure, after, earliest_minute(on), tell);
        for property in some.iter().copied() {
            let rule = procedure.property(property);
            let broken = match &rule.form {
                Form::Before { cue, expect } => {
                    cue.includes(incident) && before.holds(procedure, *expect) == Some(false)
                }
                Form::Following { cue, .. } => {
                    if cue.includes(incident) {
                        self.owe(property, on, due(procedure, &rule.form, on));
                    }
                    false
                }
                Form::Never(_) | Form::Always(_) | Form::Reachable(_) | Form::AtEnd(_) => false,
            };
            if broken {
                tell(Break { property, on: End::Day(on.day) });
            }
        }
        self.see(procedure, some, after, on.day, tell);
    }

    /// Looks at a case as it is on a day: what holds at no or at every instant, and what is waited for.
    pub fn look(&mut self, procedure: &Procedure, now: Moment, on: Day, tell: &mut dyn FnMut(Break)) {
        self.see(
            procedure,
            &all_of(procedure),
            now,
            on,
            &mut heeding(procedure, now, earliest_minute(Stamp::of_day(on)), tell),
        );
    }

    fn see(&mut self, procedure: &Procedure, some: &[PropertyId], now: Moment, on: Day, tell: &mut dyn FnMut(Break)) {
        for property in some.iter().copied() {
            let rule = procedure.property(property);
            if let Some((condition, by)) = rule.form.broken_by()
                && now.holds(procedure, condition) == Some(by)
            {
                tell(Break { property, on: End::Day(on) });
            }
            if let Form::AtEnd(condition) = rule.form
                && now.has_ended(procedure)
                && now.holds(procedure, condition) == Some(false)
            {
                tell(Break { property, on: End::Day(on) });
            }
        }
        self.open.retain(|obligation| match &procedure.property(obligation.property).form {
            Form::Following { expect, .. } => {
                let holds = now.holds(procedure, *expect);
                obligation.doubtful |= holds.is_none();
                holds != Some(true)
            }
            _ => false,
        });
    }

    /// Something is not known that has happened: whatever is waited for may have come.
    pub fn doubt(&mut self) {
        for obligation in &mut self.open {
            obligation.doubtful = true;
        }
    }

    /// What is waited for under another edition of the procedure: properties that it has too, by name, as long as that
    /// edition says.
    #[must_use]
    pub fn carried(&self, old: &Procedure, new: &Procedure) -> Self {
        let mut carried = Self::default();
        for (property, rule) in new.properties().filter(|(_, rule)| matches!(rule.form, Form::Following { .. })) {
            let known = self.open.iter().find(|known| old.property(known.property).name == rule.name);
            let recounted = |known: &Obligation| due(new, &rule.form, known.since);
            carried.open.extend(known.map(|known| Obligation { property, due: recounted(known), ..*known }));
        }
        carried
    }

    /// What is waited for until a day: of two days, the earlier one decides.
    fn owe(&mut self, property: PropertyId, since: Stamp, due: Option<End>) {
        let at = self.open.partition_point(|known| known.property < property);
        match self.open.get_mut(at).filter(|known| known.property == property) {
            Some(known) => {
                let sooner = match (known.due, due) {
                    (Some(a), Some(b)) => b.last_minute().latest < a.last_minute().latest,
                    (a, b) => a.is_none() && b.is_some(),
                };
                // One that was perhaps met decides nothing any more.
                if known.doubtful || sooner {
                    *known = Obligation { property, since, due, doubtful: false };
                }
            }
            None => self.open.insert(at, Obligation { property, since, due, doubtful: false }),
        }
    }
}

fn all_of(procedure: &Procedure) -> SmallVec<[PropertyId; 16]> {
    procedure.properties().map(|(id, _)| id).collect()
}

/// The last day or minute for what is expected after an occasion; nothing where none is fixed, or none can be counted.
fn due(procedure: &Procedure, form: &Form, on: Stamp) -> Option<End> {
    match form {
        Form::Following { within: Some((length, counting)), .. } => {
            procedure.counting(*counting).count(on, *length).ok().map(|due| due.last)
        }
        _ => None,
    }
}

/// Tells of what breaks, but of a property that speaks only of courses on which every duty was kept, if one was not.
fn heeding<'t>(
    procedure: &'t Procedure,
    now: Moment<'t>,
    on: i64,
    tell: &'t mut dyn FnMut(Break),
) -> impl FnMut(Break) + 't {
    move |broken| {
        if !procedure.property(broken.property).duties_kept || now.keeps_duties(procedure, on) {
            tell(broken);
        }
    }
}

/// The first civil minute that a stamp may stand for.
pub(crate) fn earliest_minute(stamp: Stamp) -> i64 {
    i64::from(stamp.day.number()) * 1440 + i64::from(stamp.earliest().number())
}

/// Whether no duty of a case was breached, nor one that is owed was due before a civil minute.
fn kept(procedure: &Procedure, case: &Case, on: i64) -> bool {
    procedure.duties().all(|(id, _)| {
        let owed = case.duty(id);
        let overdue = || duty_end(procedure, case, id).is_some_and(|due| due.last_minute().latest < on);
        owed.breaches == 0 && !(owed.state == DutyState::Owed && overdue())
    })
}
