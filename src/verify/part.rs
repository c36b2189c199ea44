//! A part of a system: the machines that decide some properties, and what is found of them.

use super::limits::Stopped;
use super::model::{Bound, Claimed, Counts, Finding, Method};
use super::slice::{Slice, stands_for};
use super::unasked::Remark;
use crate::procedure::Form;
use crate::system::System;

/// Whether a property, of a machine or of the system, is asked for.
pub(super) type Chosen<'c> = &'c dyn Fn(Option<usize>, &str) -> bool;

/// What was found of a part.
pub(super) struct Found {
    pub claims: Vec<Claimed>,
    pub remarks: Vec<Remark>,
    /// The machines and editions of which remarks were looked for.
    pub looked: Vec<(usize, usize)>,
    pub counts: Vec<Counts>,
}

/// A part of a system, with the whole.
pub(super) struct Part<'p> {
    pub system: &'p System<'p>,
    pub whole: &'p System<'p>,
    pub slice: &'p Slice,
}

impl Part<'_> {
    /// A machine of the part as the whole numbers it.
    pub fn machine(&self, machine: usize) -> usize {
        self.slice.machines.get(machine).copied().unwrap_or(machine)
    }

    /// Whether a property is decided on this part.
    pub fn decides(&self, machine: Option<usize>, name: &str) -> bool {
        let machine = machine.map(|machine| stands_for(self.whole, self.machine(machine)));
        self.slice.claims.iter().any(|(of, claim)| *of == machine && claim == name)
    }

    /// Whether what is found of a machine without being asked is found here: on the machine with all that it watches,
    /// and with nothing else.
    pub fn shows(&self, machine: usize) -> bool {
        let machine = self.machine(machine);
        self.slice.claims.iter().any(|(of, _)| *of == Some(machine))
    }

    /// What is said of a property, with machines and properties as the whole numbers them.
    pub fn in_whole(&self, mut claimed: Claimed) -> Claimed {
        let observer = self.whole.observer.as_ref().map(|observer| observer.procedure);
        let machine = claimed.machine.map(|machine| self.machine(machine));
        let procedure = machine.map(|machine| self.whole.editions(machine).get(claimed.edition)).or(observer);
        let named = procedure.and_then(|p| p.properties().find(|(_, property)| property.name == claimed.name));
        if let Some((id, property)) = named {
            claimed.property = id;
            // A system has ended when each machine that can end has: what holds whenever some have holds then too, and
            // what does not may.
            let some = machine.is_none() && self.slice.machines.len() < self.whole.machines.len();
            if some && matches!((&property.form, &claimed.finding), (Form::AtEnd(_), Finding::Broken(_))) {
                claimed.finding = Finding::Open(Bound::Dates { refuted: 0, unsettled: 1 });
            }
        }
        claimed.machine = machine;
        if let Finding::Broken(course) | Finding::Possible(course) = &mut claimed.finding {
            for step in &mut course.steps {
                step.machine = self.machine(step.machine);
            }
        }
        claimed
    }

    /// What is said of its properties where not even the tables could be made.
    pub fn unexplored(&self, counts: Counts, stopped: Stopped) -> Found {
        let open = |(machine, name): &(Option<usize>, String)| {
            let machine = machine.and_then(|machine| self.slice.machines.iter().position(|of| *of == machine));
            let editions = machine.map_or(&[][..], |machine| self.system.editions(machine).all());
            let observer = self.system.observer.as_ref().filter(|_| machine.is_none()).map(|o| o.procedure);
            let mut all = editions.iter().chain(observer).enumerate().collect::<Vec<_>>().into_iter().rev();
            let (edition, property) = all.find_map(|(edition, procedure)| {
                let (id, _) = procedure.properties().find(|(_, property)| property.name == *name)?;
                Some((edition, id))
            })?;
            let finding = Finding::Open(Bound::Limit(Method::WithoutDates, stopped));
            Some(Claimed::of(name, (machine, edition, property), finding))
        };
        let claims = self.slice.claims.iter().filter_map(open).collect();
        Found { claims, remarks: Vec::new(), looked: Vec::new(), counts: vec![counts] }
    }
}
