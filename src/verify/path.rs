//! The way from the first state to one that was found: a shortest one, as exploring counts.

use super::claims::Alarm;
use super::search::Explored;
use super::space::{Moves, Space};
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
    let mut keys: Vec<(Key<W>, Moves)> = vec![(*explored.levels.get(*level)?.get(*at)?, Moves::All)];
    let mut here = *level;
    while here > 0 {
        let (wanted, _) = *keys.last()?;
        // A list as long as the one before it came of free moves from that one; else of counted ones from any that is
        // one shorter.
        let length = *explored.lengths.get(here)?;
        let free = explored.lengths.get(here - 1) == Some(&length);
        let which = if free { Moves::Free } else { Moves::Counted };
        let shorter = |level: &usize| explored.lengths.get(*level).is_some_and(|known| known + 1 == length);
        // Of as short ways the one whose editions change last.
        let before: Vec<usize> = if free { vec![here - 1] } else { (0..here).filter(shorter).collect() };
        let mut leads = |key: &&Key<W>| {
            let mut found = false;
            let mut parts = space.unpack(key);
            space.successors(&mut parts, which, |_, next| found |= space.key::<W>(next, &mut room) == wanted);
            found
        };
        let found = |level: usize| Some((level, *explored.levels.get(level)?.iter().find(&mut leads)?));
        let (level, key) = before.into_iter().find_map(found)?;
        keys.last_mut()?.1 = which;
        keys.push((key, Moves::All));
        here = level;
    }
    keys.reverse();
    let mut here = space.first();
    let mut stages = Vec::new();
    // Machines that nothing tells apart keep their places on the way, though not in the keys.
    for (wanted, which) in keys.iter().skip(1) {
        let mut taken: Option<(Option<MachineIx>, Vec<u32>)> = None;
        let before = here.clone();
        space.successors(&mut here, *which, |machine, next| {
            if taken.is_none() && space.key::<W>(next, &mut room) == *wanted {
                taken = Some((machine, next.to_vec()));
            }
        });
        let (machine, next) = taken?;
        let to = machine.and_then(|machine| next.get(machine)).copied().unwrap_or(0);
        stages.push(Stage { before, machine, to, only: None });
        here = next;
    }
    let mut way = lifted(space, Way { stages, last: here })?;
    if let Some((machine, number)) = alarm.before {
        // The place of the machine in a sorted state may be another's on the way.
        let sorted = space.unpack(&keys.last()?.0);
        let wanted = *sorted.get(machine)?;
        let table = space.tables.kinds.get(*space.tables.kind_of.get(machine)?)?;
        let own = [machine];
        let places = if table.alike { &table.machines[..] } else { &own };
        let here = |m: &&MachineIx| way.last.get(**m).is_some_and(|at| space.block(**m, *at) == wanted);
        let of = *places.iter().find(here)?;
        let mut room = Vec::new();
        let meant = table.moves.get(*space.plain(&sorted, &mut room).get(machine)? as usize)?.get(number)?;
        let here = *way.last.get(of)?;
        let edition = table.local(here)?.edition;
        let moves = table.moves.get(here as usize)?.iter().enumerate();
        let (number, step) = moves.into_iter().find(|(_, step)| {
            step.transition == meant.transition
                && space.block(of, step.to) == space.block(of, meant.to)
                && space.tables.enabled(of, edition, step, &way.last)
        })?;
        way.stages.push(Stage { before: way.last.clone(), machine: Some(of), to: step.to, only: Some(number) });
        *way.last.get_mut(of)? = step.to;
    }
    Some(way)
}

/// A way through blocks as one through the locals in them.
fn lifted(space: &Space, way: Way) -> Option<Way> {
    if space.blocks.is_none() {
        return Some(way);
    }
    let mut here = space.first();
    let mut stages = Vec::new();
    for stage in way.stages {
        let before = here.clone();
        let Some(machine) = stage.machine else {
            let epoch = *before.last()? as usize + 1;
            here = space.tables.next_epoch(&before, epoch);
            stages.push(Stage { before, ..stage });
            continue;
        };
        let table = space.tables.kinds.get(*space.tables.kind_of.get(machine)?)?;
        let at = *before.get(machine)?;
        let edition = table.local(at)?.edition;
        let step = table.moves.get(at as usize)?.iter().find(|step| {
            space.block(machine, step.to) == stage.to && space.tables.enabled(machine, edition, step, &before)
        })?;
        *here.get_mut(machine)? = step.to;
        stages.push(Stage { before, machine: Some(machine), to: step.to, only: None });
    }
    Some(Way { stages, last: here })
}
