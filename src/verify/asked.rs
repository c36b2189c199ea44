//! One property looked at by itself: one that waits for something, or that speaks of courses on which duties are kept.
//!
//! Of all occasions that a property follows, an exploration guesses the one after which nothing comes in time. So the
//! procedure is changed: a case remembers whether it waits, and since when, and begins to wait, or does not, at each
//! occasion. A case that waits and meets what is expected was a wrong guess, and is followed no further. What is left is
//! that a case never waits beyond the last day. Everything else reads the changed procedure as it reads any other.

use smallvec::SmallVec;

use super::texts::Run;
use crate::calendar::Length;
use crate::condition::{Expr, ExprId, Operator};
use crate::ids::{ActId, CountingId, DutyId, PropertyId, SlotId, StateId, TransitionId};
use crate::procedure::{
    Cue, DutyDue, Editions, Form, Incident, Occasions, Procedure, Property, Reads, Slot, Trigger, Whose,
};
use crate::system::{Machine, MachineIx, Observer, System};
use crate::text::Text;
use crate::value::{Type, Value};

/// The slot that says whether a case waits. No file can name it.
const WAITING: &str = ":waiting";
/// The slot that says since when.
const SINCE: &str = ":since";
/// The property as it was written, beside the one that is left of it.
pub(super) const WRITTEN: &str = ":written";

/// A property that is looked at by itself.
pub(super) struct Asked<'a> {
    /// The system as it is: its engine and its monitors have the last word.
    pub system: &'a System<'a>,
    /// Its name.
    pub name: &'a str,
    /// Whether it is the system's own.
    pub of_system: bool,
    /// Whether it follows something, and whether for ever.
    pub follows: Option<Follows>,
    /// Of the editions that have it, those that are asked about; nothing: all.
    pub run: Option<Run>,
    /// The machines whose duties are to be kept; none if the property does not speak of duties.
    pub keeping: Option<Vec<bool>>,
}

/// How long what a property follows may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Follows {
    /// Until a last day.
    Within,
    /// For ever: it is broken where nothing will happen by itself any more.
    ForEver,
}

/// How a changed procedure waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Waiting {
    pub waiting: SlotId,
    pub since: SlotId,
    /// The property as it was written.
    pub written: PropertyId,
}

impl<'a> Asked<'a> {
    /// What is asked of a property of a machine or of the system itself; nothing if it is not declared.
    pub fn new(system: &'a System<'a>, machine: Option<MachineIx>, name: &'a str, run: Option<Run>) -> Option<Self> {
        let all = declared(system, machine, name);
        let asked = |property: &&Property| (follows(&property.form), property.duties_kept);
        let first = all.first().map(asked)?;
        // What says one thing under one edition and another under the next is not looked at.
        if all.iter().any(|property| asked(property) != first) {
            return None;
        }
        let keeping = first.1.then(|| keeping(system, machine));
        Some(Self { system, name, of_system: machine.is_none(), follows: first.0, run, keeping })
    }

    /// Whether what an edition of its machine says of it is asked about.
    pub fn asks_of(&self, edition: usize) -> bool {
        self.run.is_none_or(|(first, last)| (first..=last).contains(&edition))
    }

    /// Whether the duties of a machine are to be kept.
    pub fn keeps(&self, machine: MachineIx) -> bool {
        self.keeping.as_ref().and_then(|keeping| keeping.get(machine)) == Some(&true)
    }
}

fn follows(form: &Form) -> Option<Follows> {
    match form {
        Form::Following { within: Some(_), .. } => Some(Follows::Within),
        Form::Following { within: None, .. } => Some(Follows::ForEver),
        _ => None,
    }
}

/// The property of a name, in each edition that has it.
fn declared<'s>(system: &'s System, machine: Option<MachineIx>, name: &str) -> Vec<&'s Property> {
    let own = machine.map(|machine| system.editions(machine).all().iter()).into_iter().flatten();
    let joint = system.observer.as_ref().filter(|_| machine.is_none()).map(|observer| observer.procedure);
    own.chain(joint).flat_map(|procedure| procedure.properties()).map(|(_, p)| p).filter(|p| p.name == name).collect()
}

/// The machines whose duties a property speaks of, whichever machine of its kind has it: its own, and those seen.
fn keeping(system: &System, machine: Option<MachineIx>) -> Vec<bool> {
    let all = 0..system.machines.len();
    let Some(machine) = machine else {
        let seen = system.observer.as_ref().map_or(&[][..], |observer| &observer.seen);
        return all.map(|m| seen.iter().flatten().any(|s| *s == m)).collect();
    };
    let alike = |m: &MachineIx| {
        let (a, b) = (system.machines.get(*m), system.machines.get(machine));
        a.zip(b).is_some_and(|(a, b)| a.procedure == b.procedure && a.watches == b.watches)
    };
    let of = |asker: MachineIx, m: MachineIx| {
        let sees = |edition: &Procedure| system.seen_by(asker, edition).iter().flatten().any(|s| *s == m);
        asker == m || system.editions(asker).all().iter().all(sees)
    };
    let askers: Vec<MachineIx> = (0..system.machines.len()).filter(alike).collect();
    all.map(|m| askers.iter().all(|asker| of(*asker, m))).collect()
}

/// A system whose procedures are changed so that one property can be looked at by itself.
pub(super) struct Changed {
    procedures: Vec<Editions>,
    /// For each machine, its procedure.
    of: Vec<usize>,
    observer: Option<Procedure>,
}

impl Changed {
    /// For a property of a machine, or of the system itself, as some of its editions word it.
    pub fn new(system: &System, machine: Option<MachineIx>, name: &str, run: Option<Run>) -> Option<Self> {
        let observer = system.observer.as_ref().filter(|_| machine.is_none());
        let property = observer.and_then(|o| o.procedure.properties().find(|(_, p)| p.name == name));
        let mut changed = Self { procedures: Vec::new(), of: Vec::new(), observer: None };
        // Machines that set the property off alike, under one procedure.
        let mut known: Vec<(usize, Option<Vec<Occasions>>)> = Vec::new();
        for (index, one) in system.machines.iter().enumerate() {
            let cues = observer.zip(property).and_then(|(observer, (_, p))| cues(system, observer, p, index));
            let key = (one.procedure, cues);
            let at = match known.iter().position(|k| *k == key) {
                Some(at) => at,
                None => {
                    let editions = system.procedures.get(one.procedure)?;
                    let own =
                        machine.and_then(|m| system.machines.get(m)).is_some_and(|m| m.procedure == one.procedure);
                    let cues = key.1.as_deref();
                    let edition = |(number, edition): (usize, &Procedure)| {
                        let mut edition = edition.clone();
                        let all = std::mem::take(&mut edition.properties);
                        let mine = if own { all.into_iter().find(|p| p.name == name) } else { None };
                        let cue = cues.zip(property).and_then(|(cues, (_, p))| Some((cues.get(number)?, p)));
                        let followed = cue.map(|(cue, p)| with_own_cue(&mut edition, cue, p, observer)).or(mine);
                        if let Some(property) = followed {
                            let alone = editions.all().len() == 1 && own;
                            change(&mut edition, property, alone);
                            if own && run.is_some_and(|(first, last)| !(first..=last).contains(&number)) {
                                // It waits there too, but what comes too late there is another question.
                                edition.properties.retain(|property| property.name == WRITTEN);
                            }
                        }
                        edition
                    };
                    changed.procedures.push(Editions::new(editions.all().iter().enumerate().map(edition).collect())?);
                    known.push(key);
                    known.len() - 1
                }
            };
            changed.of.push(at);
        }
        changed.observer = observer.map(|observer| {
            let mut procedure = observer.procedure.clone();
            procedure.properties.retain(|p| p.name == name);
            procedure
        });
        Some(changed)
    }

    /// The system with them.
    pub fn system<'s>(&'s self, system: &System<'s>) -> System<'s> {
        let machines = system.machines.iter().zip(&self.of);
        let machines = machines.map(|(machine, of)| Machine { procedure: *of, ..machine.clone() });
        let seen = system.observer.as_ref().map(|observer| observer.seen.clone()).unwrap_or_default();
        System {
            name: system.name.clone(),
            title: system.title.clone(),
            procedures: self.procedures.iter().collect(),
            machines: machines.collect(),
            observer: (system.observer.as_ref().zip(self.observer.as_ref())).map(|(observer, procedure)| Observer {
                law: observer.law,
                procedure,
                seen,
            }),
        }
    }
}

/// What of a machine sets a property of the system off, by the editions of its procedure; nothing if nothing does.
fn cues(system: &System, observer: &Observer, property: &Property, machine: MachineIx) -> Option<Vec<Occasions>> {
    let Form::Following { cue, .. } = &property.form else { return None };
    let watches = observer.watches_of(machine);
    let of = |edition: usize| {
        let mut joined = Occasions::default();
        for occasions in cue.watched.iter().filter(|(watch, _)| watches.contains(watch)) {
            let Some(occasions) = occasions.1.get(edition) else { continue };
            joined.acts.extend(&occasions.acts);
            let states = system.editions(machine).get(edition).states().map(|(id, _)| id);
            states.filter(|state| occasions.states.contains(*state)).for_each(|state| joined.states.insert(state));
        }
        joined
    };
    let all: Vec<Occasions> = (0..system.editions(machine).all().len()).map(of).collect();
    let none = all.iter().all(|o| o.acts.is_empty() && o.states.is_empty());
    (!none).then_some(all)
}

/// A property of the system, as one machine that sets it off has it. What is expected is left to what watches them all.
fn with_own_cue(edition: &mut Procedure, own: &Occasions, property: &Property, of: Option<&Observer>) -> Property {
    let mut property = property.clone();
    if let Form::Following { cue, within, expect } = &mut property.form {
        *cue = Cue { own: own.clone(), ..Cue::default() };
        *expect = edition.exprs.push(Expr::Literal(Value::Boolean(false)), "");
        if let (Some((_, counting)), Some(of)) = (within, of) {
            let rule = of.procedure.counting(*counting);
            let known = edition.countings.iter().position(|known| known == rule);
            let at = known.unwrap_or(edition.countings.len());
            if known.is_none() {
                edition.countings.push(rule.clone());
            }
            *counting = CountingId::new(at);
        }
    }
    property.reads = Reads::default();
    property
}

/// Leaves of a property that follows something that no case waits too long. `alone`: no other edition is carried here.
fn change(edition: &mut Procedure, property: Property, alone: bool) {
    let Form::Following { within, expect, .. } = &property.form else {
        edition.properties = vec![property];
        return;
    };
    let slot = |edition: &mut Procedure, name: &str, ty, initially| {
        let label = Text::default();
        edition.slots.push(Slot { name: name.to_owned(), label, ty, initially, history: None });
        SlotId::new(edition.slots.len() - 1)
    };
    let waiting = slot(edition, WAITING, Type::Boolean, Value::Boolean(false));
    let since = slot(edition, SINCE, Type::Date, Value::Unknown);
    let mut left = edition.exprs.push(Expr::Slot(waiting), "");
    if let Some((length, counting)) = within {
        let too_late = too_late(edition, since, *length, *counting);
        left = edition.exprs.push(Expr::And(left, too_late), "");
    }
    // A case that is carried into another edition is looked at there only when something happens to it.
    if alone && !property.reads.watched {
        let missing = edition.exprs.push(Expr::Not(*expect), "");
        left = edition.exprs.push(Expr::And(left, missing), "");
    }
    let never = Property { form: Form::Never(left), reads: Reads::default(), ..property.clone() };
    edition.properties = vec![never, Property { name: WRITTEN.to_owned(), ..property }];
}

fn too_late(edition: &mut Procedure, since: SlotId, length: Length, counting: CountingId) -> ExprId {
    let length = match length {
        Length::Civil(period) => Value::Period(period),
        Length::Elapsed(duration) => Value::Duration(duration),
    };
    let exprs = &mut edition.exprs;
    let (now, from) = (exprs.push(Expr::ActOn, ""), exprs.push(Expr::Slot(since), ""));
    let length = exprs.push(Expr::Literal(length), "");
    let last = exprs.push(Expr::Counted { length, from, counting, nominal: false }, "");
    exprs.push(Expr::Compare(Operator::Greater, now, last), "")
}

impl Waiting {
    /// How a procedure waits, if it was changed so that it does.
    pub fn of(procedure: &Procedure) -> Option<Self> {
        let slot = |name: &str| procedure.slots().find(|(_, slot)| slot.name == name).map(|(id, _)| id);
        let written = procedure.properties().find(|(_, property)| property.name == WRITTEN)?.0;
        Some(Self { waiting: slot(WAITING)?, since: slot(SINCE)?, written })
    }

    /// Whether an act, or the end of a deadline, sets the property off.
    pub fn set_off(
        &self,
        procedure: &Procedure,
        left: StateId,
        act: Option<ActId>,
        transition: Option<TransitionId>,
    ) -> bool {
        let entered = transition.and_then(|id| procedure.transition(id).to).filter(|to| *to != left);
        let incident = Incident { of: Whose::Own, act, entered };
        procedure.property(self.written).form.cue().is_some_and(|cue| cue.includes(&incident))
    }
}

/// The duties that a transition raises, whatever they depend on.
pub(super) fn raised(procedure: &Procedure, left: StateId, transition: TransitionId) -> SmallVec<[DutyId; 2]> {
    let rule = procedure.transition(transition);
    let act = match rule.trigger {
        Trigger::Act(act) => Some(act),
        Trigger::Over(_) => None,
    };
    let entered = rule.to.filter(|to| *to != left);
    let arises = |id: &&DutyId| procedure.duty(**id).arises.include(act, entered);
    procedure.settled(transition).iter().filter(arises).copied().collect()
}

/// Whether a duty falls due on a day of its own, which is settled when it arises.
pub(super) fn is_dated(due: &DutyDue) -> bool {
    matches!(due, DutyDue::On(_) | DutyDue::Every(_))
}
