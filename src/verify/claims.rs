//! What is to be proved, and where a state may stand against it.

use rustc_hash::FxHashMap;

use crate::engine::{Case, View};
use crate::ids::PropertyId;
use crate::procedure::{Form, Incident, Trigger, Whose};
use crate::system::MachineIx;

use super::asked::Follows;
use super::keys::Offset;
use super::kind::{Kind, Label, LocalIx, Move};
use super::suppose::{Supposed, may_come_out, outcomes};
use super::tables::{Seen, Tables};
use super::turn::Turn;

/// A property of a kind of machines, or of the system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Claim {
    pub kind: usize,
    pub name: String,
}

/// A state that may stand against a claim, or bear it out where the claim is that something is possible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Alarm {
    /// The machine whose property it is; nothing for the system's.
    pub machine: Option<MachineIx>,
    /// The move before which something was expected.
    pub before: Option<(MachineIx, usize)>,
}

/// A kind, a local of it, and the classes of what it sees.
type Around = (usize, LocalIx, Seen);

/// Looks at states for all claims. What one machine's claims say of a local is remembered.
pub(super) struct Claims<'a, 't> {
    tables: &'t Tables<'a>,
    pub all: Vec<Claim>,
    /// For each kind and local: the claims that it alone may stand against.
    alone: Vec<Vec<Vec<usize>>>,
    /// For each kind and local: whether what is seen may matter to a claim.
    seeing: Vec<Vec<bool>>,
    known: FxHashMap<Around, Vec<usize>>,
    /// For each claim and edition, its property.
    properties: Vec<Vec<Option<PropertyId>>>,
    /// For each claim, whether enough states were found that may stand against it.
    enough: Vec<bool>,
}

/// Whether a form is broken, or borne out, by its condition's being true.
fn wanted(form: &Form) -> bool {
    match form {
        Form::Never(_) | Form::Reachable(_) => true,
        Form::Always(_) | Form::Before { .. } | Form::AtEnd(_) | Form::Following { .. } => false,
    }
}

impl<'a, 't> Claims<'a, 't> {
    pub fn new(tables: &'t Tables<'a>) -> Self {
        let mut all = Vec::new();
        for (kind, table) in tables.kinds.iter().enumerate() {
            all.extend(table.properties.iter().map(|name| Claim { kind, name: name.clone() }));
        }
        let property = |claim: &Claim| -> Vec<Option<PropertyId>> {
            let Some(table) = tables.kinds.get(claim.kind) else { return Vec::new() };
            (0..table.editions.all().len()).map(|edition| table.property(edition, &claim.name)).collect()
        };
        let properties = all.iter().map(property).collect();
        let enough = vec![false; all.len()];
        let (alone, seeing, known) = (Vec::new(), Vec::new(), FxHashMap::default());
        let mut claims = Self { tables, all, alone, seeing, known, properties, enough };
        for (kind, table) in tables.kinds.iter().enumerate() {
            let mut of_kind = Vec::new();
            for at in 0..table.locals.len() {
                let at = LocalIx::try_from(at).unwrap_or(LocalIx::MAX);
                let raised = claims.of_kind(kind).filter(|(_, id, edition)| {
                    table.local(at).is_some_and(|local| {
                        local.edition == *edition && !table.editions.get(*edition).property(*id).reads.watched
                    }) && !claims.suppositions(kind, at, *id, &[]).is_empty()
                });
                of_kind.push(raised.map(|(claim, ..)| claim).collect());
            }
            claims.alone.push(of_kind);
            let sees = |at: usize| claims.may_matter(kind, table, LocalIx::try_from(at).unwrap_or(LocalIx::MAX));
            let sees = (0..table.locals.len()).map(sees).collect();
            claims.seeing.push(sees);
        }
        claims
    }

    /// The claims that a local alone may stand against.
    pub fn alone_at(&self, kind: usize, at: usize) -> &[usize] {
        self.alone.get(kind).and_then(|k| k.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Whether what a local sees may matter to a claim.
    pub fn sees_at(&self, kind: usize, at: usize) -> bool {
        self.seeing.get(kind).and_then(|k| k.get(at)) == Some(&true)
    }

    /// Whether any claim waits for an act, or for a state to be entered.
    pub fn wait_for_moves(&self) -> bool {
        self.all.iter().zip(&self.properties).any(|(claim, ids)| {
            let editions = self.tables.kinds.get(claim.kind).into_iter().flat_map(|kind| kind.editions.all());
            editions.zip(ids).any(|(edition, id)| id.is_some_and(|id| edition.property(id).form.cue().is_some()))
        })
    }

    /// Whether what a local sees may matter to a claim: whether its condition is open where nothing is seen.
    fn may_matter(&self, kind: usize, table: &Kind, at: LocalIx) -> bool {
        let Some(local) = table.local(at) else { return false };
        let Some(skeleton) = table.skeletons.get(local.edition) else { return false };
        self.of_kind(kind).filter(|(_, _, edition)| *edition == local.edition).any(|(_, id, _)| {
            let property = skeleton.original.property(id);
            let seen = property.reads.watched || table.machines.is_empty();
            seen && may_come_out(skeleton, &local.case, id, wanted(&property.form))
        })
    }

    /// The claims of a kind, with the property of each edition that has it.
    fn of_kind(&self, kind: usize) -> impl Iterator<Item = (usize, PropertyId, usize)> + '_ {
        let claims = self.all.iter().enumerate().filter(move |(_, claim)| claim.kind == kind);
        claims.flat_map(move |(index, _)| {
            let ids = self.properties.get(index).into_iter().flatten().enumerate();
            ids.filter_map(move |(edition, id)| Some((index, (*id)?, edition)))
        })
    }

    /// What must be supposed of dates for a local to stand against a property.
    fn suppositions(&self, kind: usize, at: LocalIx, id: PropertyId, seen: &[Vec<u32>]) -> Vec<Supposed> {
        let Some(table) = self.tables.kinds.get(kind) else { return Vec::new() };
        let Some(local) = table.local(at) else { return Vec::new() };
        let Some(skeleton) = table.skeletons.get(local.edition) else { return Vec::new() };
        let form = &skeleton.original.property(id).form;
        let samples: Vec<Vec<(usize, Case)>> = match table.environments.get(local.edition) {
            Some(environment) => (environment.watches.iter().zip(seen))
                .map(|(watch, classes)| classes.iter().filter_map(|c| watch.sample(*c).cloned()).collect())
                .collect(),
            None => Vec::new(),
        };
        let own = skeleton.original;
        let view = |(edition, case): &'_ (usize, Case)| (*edition, case.clone());
        let owned: Vec<Vec<(usize, Case)>> = samples.iter().map(|s| s.iter().map(view).collect()).collect();
        let views: Vec<Vec<View>> = (owned.iter())
            .map(|s| s.iter().map(|(edition, case)| View { edition: *edition, procedure: own, case }).collect())
            .collect();
        if matches!(form, Form::AtEnd(_)) && !table.machines.is_empty() && !skeleton.is_final(local.case.state()) {
            return Vec::new();
        }
        outcomes(skeleton, &local.case, id, wanted(form), &views)
    }

    /// What open claims ask of the dates of a local, as far as it alone may stand against them.
    pub fn asked_alone(&self, kind: usize, at: LocalIx, open: &[bool]) -> Vec<(Offset, Offset)> {
        let Some(table) = self.tables.kinds.get(kind) else { return Vec::new() };
        let Some(local) = table.local(at) else { return Vec::new() };
        let Some(skeleton) = table.skeletons.get(local.edition) else { return Vec::new() };
        let alone = self.alone.get(kind).and_then(|k| k.get(at as usize)).into_iter().flatten();
        let mut asked = Vec::new();
        for claim in alone.filter(|claim| open.get(**claim) == Some(&true)) {
            let Some(id) = self.all.get(*claim).and_then(|c| table.property(local.edition, &c.name)) else { continue };
            for supposed in self.suppositions(kind, at, id, &[]) {
                let case = &local.case;
                asked.extend(Turn { skeleton, case, way: None, transition: None, supposed: &supposed }.asked());
            }
        }
        asked
    }

    /// What must be supposed of dates for a state to stand against a claim, as a machine sees it.
    pub fn supposed(&self, claim: usize, machine: Option<MachineIx>, parts: &[u32]) -> Vec<Supposed> {
        let Some(claim) = self.all.get(claim) else { return Vec::new() };
        let Some(table) = self.tables.kinds.get(claim.kind) else { return Vec::new() };
        let at = machine.and_then(|machine| parts.get(machine)).copied().unwrap_or(0);
        let Some(edition) = table.local(at).map(|local| local.edition) else { return Vec::new() };
        let Some(id) = table.property(edition, &claim.name) else { return Vec::new() };
        self.suppositions(claim.kind, at, id, &self.tables.classes(claim.kind, edition, parts))
    }

    /// Calls `raise` with every claim that a state may stand against.
    pub fn look(&mut self, parts: &[u32], raise: &mut dyn FnMut(usize, Alarm)) {
        let machines = self.tables.kind_of.len();
        for machine in 0..machines {
            let Some(kind) = self.tables.kind_of.get(machine).copied() else { continue };
            let Some(at) = parts.get(machine).copied() else { continue };
            for claim in self.alone_at(kind, at as usize) {
                self.raise(*claim, Some(machine), parts, raise);
            }
            if self.sees_at(kind, at as usize) {
                self.look_around(kind, at, Some(machine), parts, raise);
            }
        }
        if let Some(observer) = self.tables.kinds.iter().position(|kind| kind.machines.is_empty()) {
            self.look_around(observer, 0, None, parts, raise);
        }
    }

    fn look_around(
        &mut self,
        kind: usize,
        at: LocalIx,
        machine: Option<MachineIx>,
        parts: &[u32],
        raise: &mut dyn FnMut(usize, Alarm),
    ) {
        let Some(edition) = self.tables.kinds.get(kind).and_then(|k| k.local(at)).map(|l| l.edition) else { return };
        let key = (kind, at, self.tables.seen(kind, edition, parts));
        if !self.known.contains_key(&key) {
            let seen = self.tables.classes(kind, edition, parts);
            let raised: Vec<usize> = (self.of_kind(kind))
                .filter(|(_, id, of)| {
                    let table = self.tables.kinds.get(kind);
                    *of == edition
                        && table
                            .is_some_and(|t| t.editions.get(edition).property(*id).reads.watched || machine.is_none())
                        && !self.suppositions(kind, at, *id, &seen).is_empty()
                })
                .map(|(claim, ..)| claim)
                .collect();
            self.known.insert(key.clone(), raised);
        }
        for claim in self.known.get(&key).into_iter().flatten() {
            self.raise(*claim, machine, parts, raise);
        }
    }

    /// Nothing was found yet.
    pub fn begin(&mut self) {
        self.enough.fill(false);
    }

    /// Enough states were found that may stand against a claim: none is asked for any more.
    pub fn enough(&mut self, claim: usize) {
        if let Some(place) = self.enough.get_mut(claim) {
            *place = true;
        }
    }

    fn is_wanted(&self, claim: usize) -> bool {
        self.enough.get(claim) != Some(&true)
    }

    /// Whether a state may stand against a claim, or that is not known yet: else there is no need to look at it.
    pub fn glance(&self, parts: &[u32]) -> bool {
        let around = |kind: usize, at: LocalIx| {
            let Some(edition) = self.tables.kinds.get(kind).and_then(|k| k.local(at)).map(|l| l.edition) else {
                return false;
            };
            let known = self.known.get(&(kind, at, self.tables.seen(kind, edition, parts)));
            known.is_none_or(|known| known.iter().any(|claim| self.is_wanted(*claim)))
        };
        let observer = self.tables.kinds.iter().position(|kind| kind.machines.is_empty());
        self.tables.kind_of.iter().zip(parts).any(|(kind, at)| {
            self.alone_at(*kind, *at as usize).iter().any(|claim| self.is_wanted(*claim))
                || self.sees_at(*kind, *at as usize) && around(*kind, *at)
        }) || observer.is_some_and(|observer| around(observer, 0))
    }

    /// Raises an alarm, for each move that it is about if it is about moves.
    fn raise(&self, claim: usize, machine: Option<MachineIx>, parts: &[u32], raise: &mut dyn FnMut(usize, Alarm)) {
        if !self.is_wanted(claim) {
            return;
        }
        let Some(form) = self.form(claim, machine, parts) else { return };
        let for_ever = self.tables.asked.as_ref().is_some_and(|asked| asked.follows == Some(Follows::ForEver));
        if for_ever && !self.tables.rests(parts) {
            return;
        }
        match form {
            Form::Before { .. } => {
                for before in self.cued(claim, machine, parts) {
                    raise(claim, Alarm { machine, before: Some(before) });
                }
            }
            Form::AtEnd(_) if machine.is_none() && !self.ended(parts) => {}
            // Dates alone decide; only an exploration with dates can tell.
            Form::Following { within: None, .. } => {}
            _ => raise(claim, Alarm { machine, before: None }),
        }
    }

    fn form(&self, claim: usize, machine: Option<MachineIx>, parts: &[u32]) -> Option<&'a Form> {
        let table = self.tables.kinds.get(self.all.get(claim)?.kind)?;
        let at = machine.and_then(|machine| parts.get(machine)).copied().unwrap_or(0);
        let edition = table.local(at)?.edition;
        let id = self.properties.get(claim)?.get(edition).copied().flatten()?;
        Some(&table.editions.get(edition).property(id).form)
    }

    /// Whether anything that sets a claim off is ever done, as far as the locals that were met tell.
    pub fn ever_cued(&self, claim: usize, met: &[Vec<bool>]) -> bool {
        let Some(claim) = self.all.get(claim) else { return true };
        let Some(own) = self.tables.kinds.get(claim.kind) else { return true };
        let kinds = self
            .tables
            .kinds
            .iter()
            .enumerate()
            .filter(|(kind, table)| !table.machines.is_empty() && (own.machines.is_empty() || *kind == claim.kind));
        let forms: Vec<&Form> = (0..own.editions.all().len())
            .filter_map(|e| Some(&own.editions.get(e).property(own.property(e, &claim.name)?).form))
            .collect();
        for (kind, table) in kinds {
            let watches: Vec<_> = (table.machines.iter())
                .filter_map(|m| self.tables.system.observer.as_ref().map(|o| o.watches_of(*m)))
                .flatten()
                .collect();
            for (at, moves) in table.moves.iter().enumerate() {
                if met.get(kind).and_then(|met| met.get(at)) != Some(&true) {
                    continue;
                }
                let at = LocalIx::try_from(at).unwrap_or(LocalIx::MAX);
                let edition = table.local(at).map_or(0, |local| local.edition);
                let whose =
                    if own.machines.is_empty() { Whose::Watched { watches: &watches, edition } } else { Whose::Own };
                let cued = |step: &Move| {
                    let incident = incident(table, at, step, whose);
                    forms.iter().filter_map(|form| form.cue()).any(|cue| cue.includes(&incident))
                };
                if moves.iter().any(cued) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether some claim speaks of the time just before something.
    pub fn look_back(&self) -> bool {
        let kinds = self.tables.kinds.iter().flat_map(|kind| kind.editions.all());
        let mut properties = kinds.flat_map(|edition| edition.properties());
        properties.any(|(_, property)| matches!(property.form, Form::Before { .. }))
    }

    /// Whether every machine that can end has.
    fn ended(&self, parts: &[u32]) -> bool {
        let mut any = false;
        let all = self.tables.kind_of.iter().zip(parts).all(|(kind, at)| {
            let Some(table) = self.tables.kinds.get(*kind) else { return true };
            let Some(local) = table.local(*at) else { return true };
            let can = table.editions.get(local.edition).states().any(|(_, state)| state.is_final);
            any |= can;
            !can || table.skeletons.get(local.edition).is_some_and(|s| s.is_final(local.case.state()))
        });
        all && any
    }

    /// The moves from a state that set a property off.
    fn cued(&self, claim: usize, machine: Option<MachineIx>, parts: &[u32]) -> Vec<(MachineIx, usize)> {
        let Some(form) = self.form(claim, machine, parts) else { return Vec::new() };
        let Some(cue) = form.cue() else { return Vec::new() };
        let machines = machine.map_or(0..self.tables.kind_of.len(), |machine| machine..machine + 1);
        let mut found = Vec::new();
        for of in machines {
            let kind = self.tables.kind_of.get(of).and_then(|kind| self.tables.kinds.get(*kind));
            let (Some(kind), Some(at)) = (kind, parts.get(of)) else { continue };
            let Some(edition) = kind.local(*at).map(|local| local.edition) else { continue };
            let watches = self.tables.system.observer.as_ref().map(|o| o.watches_of(of)).unwrap_or_default();
            for (number, step) in kind.moves.get(*at as usize).into_iter().flatten().enumerate() {
                let whose = if machine.is_some() { Whose::Own } else { Whose::Watched { watches: &watches, edition } };
                if cue.includes(&incident(kind, *at, step, whose)) && self.tables.enabled(of, edition, step, parts) {
                    found.push((of, number));
                }
            }
        }
        found
    }
}

/// What a move does, as a property waits for it.
pub(super) fn incident<'w>(kind: &Kind, at: LocalIx, step: &Move, of: Whose<'w>) -> Incident<'w> {
    let edition = kind.local(at).map_or(0, |local| local.edition);
    let act = match step.label {
        Label::Act(number) => kind.way(edition, number).map(|way| way.act),
        Label::Over(_) => None,
    };
    let rule = step.transition.map(|id| kind.editions.get(edition).transition(id));
    debug_assert!(rule.is_none_or(|rule| matches!(rule.trigger, Trigger::Act(_)) == act.is_some()));
    let left = kind.local(at).map(|local| local.case.state());
    let entered = rule.and_then(|rule| rule.to).filter(|to| Some(*to) != left);
    Incident { of, act, entered }
}
