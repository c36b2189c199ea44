//! The way from the first state to one that was found: a shortest one, in moves.

use super::claims::Alarm;
use super::space::{Explored, Space};
use super::store::Key;
use crate::system::MachineIx;

/// One step of a way.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    /// The state before: for each machine its local, and the epoch.
    pub before: Vec<u32>,
    /// The machine that moves; nothing where another epoch begins.
    pub machine: Option<MachineIx>,
    /// The local that it comes to.
    pub to: u32,
    /// The move that it must be; else any that leads there.
    pub only: Option<usize>,
}

/// A way to a state.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub stages: Vec<Stage>,
    /// The last state.
    pub last: Vec<u32>,
}

/// A shortest way to the state of an alarm; its last stage is the move that the alarm is about, if it is about one.
pub(super) fn trace<const W: usize>(
    space: &Space,
    explored: &Explored<W>,
    (level, at, alarm): &(usize, usize, Alarm),
) -> Option<Way> {
    let mut room = Vec::new();
    let mut keys: Vec<Key<W>> = vec![*explored.levels.get(*level)?.get(*at)?];
    for level in (0..*level).rev() {
        let wanted = *keys.last()?;
        let leads = |key: &&Key<W>| {
            let mut found = false;
            space.successors(&mut space.unpack(key), |_, next| found |= space.key::<W>(next, &mut room) == wanted);
            found
        };
        keys.push(*explored.levels.get(level)?.iter().find(leads)?);
    }
    keys.reverse();
    let mut here = space.first();
    let mut stages = Vec::new();
    // Machines that nothing tells apart keep their places on the way, though not in the keys.
    for wanted in keys.iter().skip(1) {
        let mut taken: Option<(Option<MachineIx>, Vec<u32>)> = None;
        let before = here.clone();
        space.successors(&mut here, |machine, next| {
            if taken.is_none() && space.key::<W>(next, &mut room) == *wanted {
                taken = Some((machine, next.to_vec()));
            }
        });
        let (machine, next) = taken?;
        let to = machine.and_then(|machine| next.get(machine)).copied().unwrap_or(0);
        stages.push(Stage { before, machine, to, only: None });
        here = next;
    }
    if let Some((machine, number)) = alarm.before {
        // The place of the machine in a sorted state may be another's on the way.
        let sorted = space.unpack(keys.last()?);
        let wanted = sorted.get(machine)?;
        let kind = space.tables.kind_of.get(machine)?;
        let of = (0..space.tables.kind_of.len())
            .find(|m| space.tables.kind_of.get(*m) == Some(kind) && here.get(*m) == Some(wanted))?;
        let to = space.tables.kinds.get(*kind)?.moves.get(*wanted as usize)?.get(number)?.to;
        stages.push(Stage { before: here.clone(), machine: Some(of), to, only: Some(number) });
        if let Some(place) = here.get_mut(of) {
            *place = to;
        }
    }
    Some(Way { stages, last: here })
}
