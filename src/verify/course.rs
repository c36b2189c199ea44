//! A concrete course, and the engine's word on it.

use crate::calendar::{Day, Stamp};
use crate::engine::{Case, NoTrace, Occurrence, Scope, Stepped, Verdict, View, advance, evaluate, step};
use crate::ids::{ActId, RoleId};
use crate::procedure::{AppliesBy, Form, Procedure};
use crate::system::{MachineIx, System};
use crate::value::Value;

/// Which of the courses that show something is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shortest {
    /// One with the fewest acts.
    #[default]
    Acts,
    /// One that is over first.
    Date,
}

/// An act of a course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The machine that it is done to.
    pub machine: MachineIx,
    /// The edition of the machine's procedure whose ids it uses: the one in force.
    pub edition: usize,
    /// When it takes effect.
    pub on: Stamp,
    /// Which act.
    pub act: ActId,
    /// Who acts.
    pub by: Option<RoleId>,
    /// Its details, in the order in which the procedure declares them.
    pub details: Vec<Value>,
}

/// A lawful course: acts in the order in which they are done, and how far time passes after the last one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Course {
    /// The acts.
    pub steps: Vec<Step>,
    /// The last instant that is looked at.
    pub until: Option<Stamp>,
}

impl Course {
    /// When it is over.
    pub(super) fn end(&self) -> Option<Stamp> {
        self.until.or(self.steps.last().map(|step| step.on))
    }

    /// Whether it is shorter than another.
    pub(super) fn beats(&self, other: &Self, shortest: Shortest) -> bool {
        let day = |course: &Self| course.end().map(|end| end.day);
        let (acts, end) = (self.steps.len().cmp(&other.steps.len()), day(self).cmp(&day(other)));
        match shortest {
            Shortest::Acts => acts.then(end).is_lt(),
            Shortest::Date => end.then(acts).is_lt(),
        }
    }
}

impl Course {
    /// Whether no act is earlier than the one before it.
    pub(super) fn is_in_order(&self) -> bool {
        let in_order = |a: Stamp, b: Stamp| a.day < b.day || a.day == b.day && a.earliest() <= b.latest();
        self.steps.windows(2).all(|pair| matches!(pair, [a, b] if in_order(a.on, b.on)))
    }
}

/// A machine on its way.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Running {
    pub case: Case,
    pub edition: usize,
    pub first: Option<Day>,
}

/// What the engine says of a course and a property.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// Every act is lawful, and the condition came out as it was wanted.
    Shown,
    /// Some act is not lawful, or the condition came out otherwise.
    NotShown,
}

/// What a course is to show: a property, of a machine or of the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub machine: Option<MachineIx>,
    pub name: &'q str,
}

/// Lets the engine follow a course, and look at the property where it says it is decided: after the last step, or just
/// before it.
pub(super) fn confirm(system: &System, course: &Course, question: &Question) -> Word {
    let first = |machine| system.editions(machine).known_on(course.steps.first().map_or(Day::MIN, |s| s.on.day));
    let mut all: Vec<Running> = (0..system.machines.len())
        .map(|m| Running { case: Case::new(system.editions(m).get(first(m))), edition: first(m), first: None })
        .collect();
    let last = course.steps.len().checked_sub(1);
    for (index, act) in course.steps.iter().enumerate() {
        if !(0..all.len()).all(|machine| pass(system, &mut all, machine, act.on)) {
            return Word::NotShown;
        }
        if Some(index) == last && before(system, &all, question) && shown(system, &all, question) {
            // What was expected before the last act is not there: it remains to see that the act is lawful.
            return if lawful(system, &mut all, act) { Word::Shown } else { Word::NotShown };
        }
        if !lawful(system, &mut all, act) {
            return Word::NotShown;
        }
    }
    let until = course.until.or(course.steps.last().map(|step| step.on));
    if let Some(until) = until
        && !(0..all.len()).all(|machine| pass(system, &mut all, machine, until))
    {
        return Word::NotShown;
    }
    let at_the_end = !before(system, &all, question) && shown(system, &all, question);
    if at_the_end { Word::Shown } else { Word::NotShown }
}

/// Whether no duty is breached on a course.
pub(super) fn keeps_every_duty(system: &System, course: &Course) -> bool {
    let first = |machine| system.editions(machine).known_on(course.steps.first().map_or(Day::MIN, |s| s.on.day));
    let mut all: Vec<Running> = (0..system.machines.len())
        .map(|m| Running { case: Case::new(system.editions(m).get(first(m))), edition: first(m), first: None })
        .collect();
    for act in &course.steps {
        if !(0..all.len()).all(|machine| pass(system, &mut all, machine, act.on)) || !lawful(system, &mut all, act) {
            return false;
        }
    }
    if let Some(until) = course.until
        && !(0..all.len()).all(|machine| pass(system, &mut all, machine, until))
    {
        return false;
    }
    all.iter().enumerate().all(|(machine, running)| {
        let procedure = system.editions(machine).get(running.edition);
        procedure.duties().all(|(id, _)| running.case.duty(id).breaches == 0)
    })
}

/// The machines at the end of a course; nothing if it cannot be followed so far, or some act is not lawful.
pub(super) fn follow(system: &System, course: &Course) -> Option<Vec<Running>> {
    let first = |machine| system.editions(machine).known_on(course.steps.first().map_or(Day::MIN, |s| s.on.day));
    let mut all: Vec<Running> = (0..system.machines.len())
        .map(|m| Running { case: Case::new(system.editions(m).get(first(m))), edition: first(m), first: None })
        .collect();
    for act in &course.steps {
        if !(0..all.len()).all(|machine| pass(system, &mut all, machine, act.on)) || !lawful(system, &mut all, act) {
            return None;
        }
    }
    if let Some(until) = course.until {
        (0..all.len()).for_each(|machine| {
            pass(system, &mut all, machine, until);
        });
    }
    Some(all)
}

/// The edition that governs a machine at the end of a course; nothing if it cannot be followed so far.
pub(super) fn edition_at_end(system: &System, course: &Course, machine: MachineIx) -> Option<usize> {
    follow(system, course)?.get(machine).map(|running| running.edition)
}

/// Lets time pass for one machine, from edition to edition; false if it cannot be followed.
pub(super) fn pass(system: &System, all: &mut [Running], machine: MachineIx, to: Stamp) -> bool {
    let editions = system.editions(machine);
    let Some(running) = all.get_mut(machine) else { return false };
    let decided_by = match editions.get(running.edition).applies_by() {
        AppliesBy::Act => to.day,
        AppliesBy::FirstAct => running.first.unwrap_or(to.day),
    };
    let target = editions.known_on(decided_by);
    if running.first.is_none() && target != running.edition {
        running.case = Case::new(editions.get(target));
        running.edition = target;
    }
    while running.edition < target {
        let (old, new) = (editions.get(running.edition), editions.get(running.edition + 1));
        if advance(old, &mut running.case, Stamp::of_day(new.edition()), &mut |_| {}).is_some() {
            return false;
        }
        let Some(carried) = running.case.carried(old, new) else { break };
        running.case = carried;
        running.edition += 1;
    }
    advance(editions.get(running.edition), &mut running.case, to, &mut |_| {}).is_none()
}

/// What is seen of some machines.
pub(super) fn views<'v>(system: &'v System, all: &'v [Running], seen: &[Vec<MachineIx>]) -> Vec<Vec<View<'v>>> {
    let view = |machine: &MachineIx| {
        let running = all.get(*machine)?;
        let procedure = system.editions(*machine).get(running.edition);
        Some(View { edition: running.edition, procedure, case: &running.case })
    };
    seen.iter().map(|list| list.iter().filter_map(view).collect()).collect()
}

/// Does an act, if it is lawful.
pub(super) fn lawful(system: &System, all: &mut [Running], act: &Step) -> bool {
    let editions = system.editions(act.machine);
    let Some(running) = all.get(act.machine) else { return false };
    if running.edition != act.edition || editions.in_force(act.on.day).is_none() {
        return false;
    }
    let procedure = editions.get(act.edition);
    if !procedure.act(act.act).details.iter().zip(&act.details).all(|(field, value)| field.can_be(*value, act.on.day)) {
        return false;
    }
    let seen = views(system, all, &system.seen_by(act.machine, procedure));
    let mut case = running.case.clone();
    let occurrence = Occurrence { act: act.act, on: act.on, by: act.by, details: &act.details };
    let done = match step(procedure, &mut case, &occurrence, &seen) {
        Stepped::Done(outcome) => outcome.took_effect && outcome.verdict <= Verdict::Irregular,
        Stepped::Doubtful => false,
    };
    drop(seen);
    if let Some(running) = all.get_mut(act.machine).filter(|_| done) {
        running.case = case;
        running.first = running.first.or(Some(act.on.day));
    }
    done
}

/// The property that is asked, where it stands.
pub(super) fn property<'s>(
    system: &'s System,
    all: &[Running],
    question: &Question,
) -> Option<(&'s Procedure, &'s Form)> {
    let procedure = match question.machine {
        Some(machine) => system.editions(machine).get(all.get(machine)?.edition),
        None => system.observer.as_ref()?.procedure,
    };
    let (_, property) = procedure.properties().find(|(_, property)| property.name == question.name)?;
    Some((procedure, &property.form))
}

/// Whether the property speaks of what is so just before an act.
fn before(system: &System, all: &[Running], question: &Question) -> bool {
    matches!(property(system, all, question), Some((_, Form::Before { .. })))
}

/// Whether the condition comes out against the property, or for it if it says that something is possible.
pub(super) fn shown(system: &System, all: &[Running], question: &Question) -> bool {
    let Some((procedure, form)) = property(system, all, question) else { return false };
    let alone = Case::new(procedure);
    let (case, seen) = match (question.machine, &system.observer) {
        (Some(machine), _) => match all.get(machine) {
            Some(running) => (&running.case, system.seen_by(machine, procedure)),
            None => return false,
        },
        (None, Some(observer)) => (&alone, observer.seen.clone()),
        (None, None) => return false,
    };
    let seen = views(system, all, &seen);
    let scope = Scope { procedure, case, on: None, act: None, views: &seen, starting: &[] };
    let truth = evaluate(&scope, form.condition(), &mut NoTrace).truth();
    match form {
        Form::Never(_) | Form::Reachable(_) => truth == Some(true),
        Form::Always(_) | Form::Before { .. } => truth == Some(false),
        Form::AtEnd(_) => {
            let ended = question.machine.is_none() || procedure.state(case.state()).is_final;
            ended && truth == Some(false)
        }
        Form::Following { .. } => false,
    }
}
