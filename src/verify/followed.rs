//! A course, and the monitors' word on it: the same monitors that a replay asks.

use crate::calendar::{Day, Stamp};
use crate::engine::{Case, ClockState, Passage, View, advance_showing, instant_after, next_due};
use crate::ids::{ActId, PropertyId, StateId};
use crate::monitor::{Break, Moment, Monitor};
use crate::procedure::{AppliesBy, Form, Incident, Procedure, Whose};
use crate::system::{MachineIx, System};

use super::asked::{Asked, Follows};
use super::course::{Course, Question, Running, Step, Word, confirm, lawful, shown, views};

/// Machines on their way, with what one property waits for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Followed {
    pub all: Vec<Running>,
    pub monitor: Monitor,
    /// Whether the property is broken.
    pub broken: bool,
}

/// Whether every act of a course is lawful, and the course shows what is sought of a property of a machine, or of the
/// system.
pub(super) fn shows(asked: &Asked, machine: Option<MachineIx>, course: &Course) -> bool {
    let machine = if asked.of_system { None } else { machine };
    let question = Question { machine, name: asked.name };
    let first = course.steps.first().map(|step| step.on).or(course.until).map_or(Day::MIN, |on| on.day);
    let follower = Follower { asked, question };
    let mut now = follower.new_on(first);
    if follower.reaches() {
        return confirm(asked.system, course, &question) == Word::Shown && follower.keeps_duties(course);
    }
    follower.look(&mut now, first);
    for act in &course.steps {
        if !follower.pass(&mut now, act.on) || !follower.act(&mut now, act) {
            return false;
        }
    }
    if let Some(until) = course.until
        && !follower.pass(&mut now, until)
    {
        return false;
    }
    now.broken || follower.is_left_waiting(&now)
}

/// What a monitor is told of a property: of the case before, and of the case now.
type Telling<'t> = dyn FnMut(&mut Monitor, &Procedure, PropertyId, [Moment; 2], &mut dyn FnMut(Break)) + 't;

/// Follows machines for one property.
#[derive(Clone, Copy)]
pub(super) struct Follower<'f> {
    pub asked: &'f Asked<'f>,
    pub question: Question<'f>,
}

impl<'f> Follower<'f> {
    fn system(&self) -> &'f System<'f> {
        self.asked.system
    }

    /// Machines to which nothing has happened, under the editions of a day.
    pub fn new_on(&self, day: Day) -> Followed {
        let system = self.system();
        let machine = |machine| {
            let edition = system.editions(machine).known_on(day);
            Running { case: Case::new(system.editions(machine).get(edition)), edition, first: None }
        };
        let all = (0..system.machines.len()).map(machine).collect();
        Followed { all, monitor: Monitor::default(), broken: false }
    }

    /// Whether the property says that something is possible.
    pub fn reaches(&self) -> bool {
        let first = self.new_on(Day::MAX);
        self.property(&first).is_some_and(|(procedure, id)| matches!(procedure.property(id).form, Form::Reachable(_)))
    }

    /// The procedure that has the property now, and its number there.
    fn property(&self, now: &Followed) -> Option<(&'f Procedure, PropertyId)> {
        let procedure = match self.question.machine {
            Some(machine) => self.system().editions(machine).get(now.all.get(machine)?.edition),
            None => self.system().observer.as_ref()?.procedure,
        };
        let (id, _) = procedure.properties().find(|(_, property)| property.name == self.question.name)?;
        Some((procedure, id))
    }

    /// Whether what the property says now is asked about.
    fn asks_now(&self, now: &Followed) -> bool {
        let running = self.question.machine.and_then(|machine| now.all.get(machine));
        running.is_none_or(|running| self.asked.asks_of(running.edition))
    }

    /// Tells the monitor something, with the case of the property, or another in the place of one machine's, and what is
    /// seen from there.
    fn tell(&self, now: &mut Followed, other: Option<(MachineIx, &Case)>, tell: &mut Telling) {
        let Some((procedure, id)) = self.property(now) else { return };
        let asked = self.asks_now(now);
        let alone = Case::new(procedure);
        let seen = match (self.question.machine, &self.system().observer) {
            (Some(machine), _) => self.system().seen_by(machine, procedure),
            (None, Some(observer)) => observer.seen.clone(),
            (None, None) => return,
        };
        let Followed { all, monitor, broken } = now;
        let after = views(self.system(), all, &seen);
        let mut before: Vec<Vec<View>> = after.clone();
        if let Some((machine, case)) = other {
            for (views, list) in before.iter_mut().zip(&seen) {
                for (view, _) in views.iter_mut().zip(list).filter(|(_, of)| **of == machine) {
                    view.case = case;
                }
            }
        }
        let of = |machine: MachineIx| all.get(machine).map(|running| &running.case);
        let case = self.question.machine.and_then(of).unwrap_or(&alone);
        let earlier = other.filter(|(machine, _)| Some(*machine) == self.question.machine).map_or(case, |(_, c)| c);
        let moments = [Moment { case: earlier, views: &before }, Moment { case, views: &after }];
        tell(monitor, procedure, id, moments, &mut |told| *broken |= asked && told.property == id);
    }

    /// Looks at the case before anything has happened to it.
    pub fn look(&self, now: &mut Followed, on: Day) {
        self.tell(now, None, &mut |monitor, procedure, _, [_, now], tell| monitor.look(procedure, now, on, tell));
    }

    /// Something has happened to a machine, whose case was another before.
    fn happened(&self, now: &mut Followed, machine: MachineIx, before: &Case, act: Option<ActId>, on: Stamp) {
        let Some(edition) = now.all.get(machine).map(|running| running.edition) else { return };
        let state = |now: &Followed| now.all.get(machine).map(|running| running.case.state());
        let entered: Option<StateId> = state(now).filter(|to| *to != before.state());
        let watches = self.system().observer.as_ref().map(|o| o.watches_of(machine)).unwrap_or_default();
        let of = match self.question.machine {
            Some(own) if own == machine => Whose::Own,
            Some(_) => return,
            None => Whose::Watched { watches: &watches, edition },
        };
        let incident = Incident { of, act, entered };
        self.tell(now, Some((machine, before)), &mut |monitor, procedure, id, [before, after], tell| {
            monitor.step_for(procedure, &[id], &incident, before, after, on, tell);
        });
    }

    /// Lets time pass for all machines, in the order in which things fall due; false if they cannot be followed.
    pub fn pass(&self, now: &mut Followed, to: Stamp) -> bool {
        loop {
            let next = (0..now.all.len()).filter_map(|machine| Some((self.next(now, machine, to)?, machine)));
            let Some((on, machine)) = next.min_by_key(|(on, machine)| (on.day, on.latest(), *machine)) else { break };
            let before = now.all.get(machine).cloned();
            if !self.pass_one(now, machine, on) {
                return false;
            }
            if now.all.get(machine) == before.as_ref() {
                break;
            }
        }
        let all_passed = (0..now.all.len()).all(|machine| self.pass_one(now, machine, to));
        self.tell(now, None, &mut |monitor, procedure, _, [_, now], tell| monitor.pass(procedure, now, to, tell));
        all_passed
    }

    /// The next instant at which something happens to a machine by itself, no later than another.
    fn next(&self, now: &Followed, machine: MachineIx, to: Stamp) -> Option<Stamp> {
        let running = now.all.get(machine)?;
        let editions = self.system().editions(machine);
        let due = next_due(editions.get(running.edition), &running.case).map(instant_after);
        let next = editions.all().get(running.edition + 1).filter(|_| running.edition < self.target(now, machine, to));
        let next = next.map(|edition| Stamp::of_day(edition.edition()));
        let first = due.into_iter().chain(next).min_by_key(|on| (on.day, on.latest()))?;
        ((first.day, first.latest()) <= (to.day, to.earliest())).then_some(first)
    }

    /// The edition that governs a machine at an instant.
    fn target(&self, now: &Followed, machine: MachineIx, to: Stamp) -> usize {
        let editions = self.system().editions(machine);
        let first = now.all.get(machine).and_then(|running| running.first);
        let edition = now.all.get(machine).map_or(0, |running| running.edition);
        editions.known_on(match editions.get(edition).applies_by() {
            AppliesBy::Act => to.day,
            AppliesBy::FirstAct => first.unwrap_or(to.day),
        })
    }

    fn pass_one(&self, now: &mut Followed, machine: MachineIx, to: Stamp) -> bool {
        let editions = self.system().editions(machine);
        let target = self.target(now, machine, to);
        let own = self.question.machine == Some(machine);
        let Some(running) = now.all.get_mut(machine) else { return false };
        if running.first.is_none() && target != running.edition {
            *running = Running { case: Case::new(editions.get(target)), edition: target, first: None };
            if own {
                now.monitor = Monitor::default();
                self.look(now, to.day);
            }
        }
        while let Some(edition) = now.all.get(machine).map(|r| r.edition).filter(|edition| *edition < target) {
            let (old, new) = (editions.get(edition), editions.get(edition + 1));
            let switch = Stamp::of_day(new.edition());
            if !self.advance(now, machine, switch) {
                return false;
            }
            if own {
                // What was due under the old text breaks under it.
                self.tell(now, None, &mut |monitor, p, _, [_, now], tell| monitor.pass(p, now, switch, tell));
            }
            let Some(running) = now.all.get_mut(machine) else { return false };
            let Some(carried) = running.case.carried(old, new) else { break };
            (running.case, running.edition) = (carried, edition + 1);
            if own {
                now.monitor = now.monitor.carried(old, new);
            }
        }
        self.advance(now, machine, to)
    }

    /// Lets time pass for one machine under one edition, and tells the monitor of all that happens.
    fn advance(&self, now: &mut Followed, machine: MachineIx, to: Stamp) -> bool {
        let Some(running) = now.all.get(machine) else { return false };
        let procedure = self.system().editions(machine).get(running.edition);
        let mut case = running.case.clone();
        let mut passed: Vec<(Passage, Case)> = Vec::new();
        let doubt = advance_showing(procedure, &mut case, to, &mut |after, what| passed.push((what, after.clone())));
        for (what, after) in passed {
            let Some(running) = now.all.get_mut(machine) else { return false };
            let before = std::mem::replace(&mut running.case, after);
            match what {
                Passage::Expired { on, .. } => {
                    self.tell(now, None, &mut |monitor, p, _, [_, now], tell| monitor.pass(p, now, on, tell));
                    self.happened(now, machine, &before, None, on);
                }
                // What was due before a duty breaks while that may still be kept.
                Passage::Breached { last, .. } => {
                    let on = instant_of(last);
                    self.tell(now, Some((machine, &before)), &mut |monitor, p, _, [then, _], tell| {
                        monitor.pass(p, then, on, tell);
                    });
                }
            }
        }
        if let Some(running) = now.all.get_mut(machine) {
            running.case = case;
        }
        doubt.is_none()
    }

    /// Does an act, if it is lawful.
    pub fn act(&self, now: &mut Followed, act: &Step) -> bool {
        let Some(before) = now.all.get(act.machine).map(|running| running.case.clone()) else { return false };
        if !lawful(self.system(), &mut now.all, act) {
            return false;
        }
        self.happened(now, act.machine, &before, Some(act.act), act.on);
        true
    }

    /// Whether nothing will happen by itself any more, and what the property waits for has not come.
    pub fn is_left_waiting(&self, now: &Followed) -> bool {
        let Some((_, id)) = self.property(now).filter(|_| self.asked.follows == Some(Follows::ForEver)) else {
            return false;
        };
        let waits = self.asks_now(now) && now.monitor.open().iter().any(|open| open.property == id && !open.doubtful);
        waits
            && now.all.iter().enumerate().all(|(machine, running)| {
                let procedure = self.system().editions(machine).get(running.edition);
                let runs = |id| running.case.clock(id).state == ClockState::Running;
                let moves = procedure.deadlines().any(|(id, deadline)| !deadline.expiry.is_empty() && runs(id));
                !moves && (!self.asked.keeps(machine) || self.keeps_for_ever(machine, running))
            })
    }

    /// Whether no duty of a machine was breached, nor will be.
    fn keeps_for_ever(&self, machine: MachineIx, running: &Running) -> bool {
        let procedure = self.system().editions(machine).get(running.edition);
        procedure.duties().all(|(id, _)| running.case.duty(id).breaches == 0)
            && next_due(procedure, &running.case).is_none()
    }

    /// Whether the machines of which the property speaks have kept every duty.
    pub fn has_kept(&self, now: &Followed) -> bool {
        now.all.iter().enumerate().filter(|(machine, _)| self.asked.keeps(*machine)).all(|(machine, running)| {
            let procedure = self.system().editions(machine).get(running.edition);
            procedure.duties().all(|(id, _)| running.case.duty(id).breaches == 0)
        })
    }

    /// Whether every duty is kept on a course.
    fn keeps_duties(&self, course: &Course) -> bool {
        let first = course.steps.first().map(|step| step.on).or(course.until);
        let mut now = self.new_on(first.map_or(Day::MIN, |on| on.day));
        course.steps.iter().all(|act| self.pass(&mut now, act.on) && self.act(&mut now, act))
            && course.until.is_none_or(|until| self.pass(&mut now, until))
            && self.has_kept(&now)
    }

    /// Whether the property is borne out, of one that says that something is possible.
    pub fn is_reached(&self, now: &Followed) -> bool {
        self.has_kept(now) && shown(self.system(), &now.all, &self.question)
    }
}

/// The last day or minute of a duty as an instant.
fn instant_of(last: crate::calendar::End) -> Stamp {
    match last {
        crate::calendar::End::Day(day) => Stamp::at(day, crate::calendar::Minute::LAST),
        end @ crate::calendar::End::Moment(_) => instant_after(end),
    }
}
