//! A concrete course, and the engine's word on it.

use crate::calendar::{Day, Stamp};
use crate::engine::{
    Case, NoTrace, Occurrence, Passage, Scope, Stepped, Verdict, View, advance_showing, evaluate, instant_after,
    next_due, step,
};
use crate::ids::{ActId, RoleId, StateId};
use crate::procedure::{AppliesBy, Form, Incident, Procedure, Whose};
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

/// Lets the engine follow a course, and look at the property where it says it is decided: at its end; or just before the
/// last step, and before what time brings after it.
pub(super) fn confirm(system: &System, course: &Course, question: &Question) -> Word {
    let first = |machine| system.editions(machine).known_on(course.steps.first().map_or(Day::MIN, |s| s.on.day));
    let mut all: Vec<Running> = (0..system.machines.len())
        .map(|m| Running { case: Case::new(system.editions(m).get(first(m))), edition: first(m), first: None })
        .collect();
    // What is expected before acts and states is looked at before the last act, and before whatever time brings then.
    let mut missing = false;
    let last = course.steps.len().checked_sub(1);
    for (index, act) in course.steps.iter().enumerate() {
        if !(0..all.len()).all(|machine| pass(system, &mut all, machine, act.on)) {
            return Word::NotShown;
        }
        let wanted = Some(index) == last && shown(system, &all, question);
        let state = all.get(act.machine).map(|running| running.case.state());
        if !lawful(system, &mut all, act) {
            return Word::NotShown;
        }
        let entered = all.get(act.machine).map(|running| running.case.state()).filter(|to| Some(*to) != state);
        missing = wanted && is_cued(system, &all, question, act.machine, (Some(act.act), entered));
    }
    let until = course.until.or(course.steps.last().map(|step| step.on));
    if let Some(until) = until {
        let mut passed = None;
        while let Some((machine, on)) = next_to_pass(system, &all, until).filter(|next| passed != Some(*next)) {
            passed = Some((machine, on));
            let told = pass_telling(system, &mut all, machine, on, &mut |before, entered| {
                missing |= is_cued(system, before, question, machine, (None, Some(entered)))
                    && shown(system, before, question);
            });
            if !told {
                return Word::NotShown;
            }
        }
        if !(0..all.len()).all(|machine| pass(system, &mut all, machine, until)) {
            return Word::NotShown;
        }
    }
    let at_the_end = !before(system, &all, question) && shown(system, &all, question);
    if missing || at_the_end { Word::Shown } else { Word::NotShown }
}

/// The machine of which something runs out first, by an instant, and the first instant after.
fn next_to_pass(system: &System, all: &[Running], until: Stamp) -> Option<(MachineIx, Stamp)> {
    let next = all.iter().enumerate().filter_map(|(machine, running)| {
        let end = next_due(system.editions(machine).get(running.edition), &running.case)?;
        Some((instant_after(end), machine))
    });
    let by = |on: &Stamp| (on.day, on.latest()) <= (until.day, until.latest());
    let (on, machine) = next.filter(|(on, _)| by(on)).min_by_key(|(on, machine)| (on.day, on.earliest(), *machine))?;
    Some((machine, on))
}

/// Whether what happened to a machine is what a property speaks of the time before.
pub(super) fn is_cued(
    system: &System,
    all: &[Running],
    question: &Question,
    machine: MachineIx,
    (act, entered): (Option<ActId>, Option<StateId>),
) -> bool {
    let Some((_, Form::Before { cue, .. })) = property(system, all, question) else { return false };
    let watches = system.observer.as_ref().map(|o| o.watches_of(machine)).unwrap_or_default();
    let of = match question.machine {
        Some(own) if own == machine => Whose::Own,
        Some(_) => return false,
        None => Whose::Watched { watches: &watches, edition: all.get(machine).map_or(0, |running| running.edition) },
    };
    cue.includes(&Incident { of, act, entered })
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
    pass_hearing(system, all, machine, to, &mut |_, _| {})
}

/// The same, and tells of each state that is newly entered, with all machines as they were just before.
pub(super) fn pass_telling(
    system: &System,
    all: &mut [Running],
    machine: MachineIx,
    to: Stamp,
    tell: &mut dyn FnMut(&[Running], StateId),
) -> bool {
    let mut before = all.to_vec();
    pass_hearing(system, all, machine, to, &mut |case, passage| {
        if let Passage::Expired { from, to, .. } = passage
            && from != to
        {
            tell(&before, to);
        }
        if let Some(running) = before.get_mut(machine) {
            running.case.clone_from(case);
        }
    })
}

fn pass_hearing(
    system: &System,
    all: &mut [Running],
    machine: MachineIx,
    to: Stamp,
    hear: &mut dyn FnMut(&Case, Passage),
) -> bool {
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
        if advance_showing(old, &mut running.case, Stamp::of_day(new.edition()), hear).is_some() {
            return false;
        }
        let Some(carried) = running.case.carried(old, new) else { break };
        running.case = carried;
        running.edition += 1;
    }
    advance_showing(editions.get(running.edition), &mut running.case, to, hear).is_none()
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
            let ended = match question.machine {
                Some(_) => procedure.state(case.state()).is_final,
                None => have_ended(system, all),
            };
            ended && truth == Some(false)
        }
        Form::Following { .. } => false,
    }
}

/// Whether every machine has ended that can, if any can.
fn have_ended(system: &System, all: &[Running]) -> bool {
    let known =
        all.iter().enumerate().map(|(machine, running)| (system.editions(machine).get(running.edition), running));
    let mut mortal = known.filter(|(procedure, _)| procedure.states().any(|(_, state)| state.is_final)).peekable();
    mortal.peek().is_some() && mortal.all(|(procedure, running)| procedure.state(running.case.state()).is_final)
}
