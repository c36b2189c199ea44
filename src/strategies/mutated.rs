//! A strategy of scenarios with some facts changed.

use std::fmt;
use std::sync::Arc;

use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::calendar::Stamp;
use crate::generate::{Palette, draw_detail};
use crate::procedure::{Field, Procedure};
use crate::report::course::detail_text;
use crate::scenario::{Event, EventIx, Given, Resolved, Scenario, What, When};
use crate::value::Value;

/// Changes of one scenario, at most.
const CHANGES: usize = 4;
/// By how many days an event is moved.
const DAYS: [i32; 10] = [-30, -7, -2, -1, -1, 1, 1, 2, 7, 30];
/// So many changes are drawn for each that can be made.
const PATIENCE: usize = 20;

/// A scenario with some of its facts changed: events moved by days, left out, or given other details. Each is printed as
/// a hypothesis that `extends` the scenario and expects nothing. Only acts whose date is known are moved, and no further
/// than to those before and after them; where the date of an act is open, nothing of its machine is moved or left out,
/// since the bounds of the open date follow from what stands around it.
#[must_use]
pub fn mutated<'s>(scenario: &'s Scenario<'s>) -> MutatedScenarios<'s> {
    let palettes = scenario.procedures.iter().map(|editions| editions.all().iter().map(Palette::of).collect());
    MutatedScenarios { scenario, palettes: Arc::new(palettes.collect()) }
}

/// A strategy of changed scenarios.
#[derive(Clone, Debug)]
pub struct MutatedScenarios<'s> {
    scenario: &'s Scenario<'s>,
    palettes: Arc<Vec<Vec<Palette>>>,
}

/// One changed fact. Events are numbered as in the scenario that is changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// An event is moved by so many days.
    Move(EventIx, i32),
    /// An event is left out.
    Remove(EventIx),
    /// A detail of an act has another value: the index of the detail in each edition that knows it, and its name.
    Detail(EventIx, String, Value),
}

impl Change {
    fn event(&self) -> EventIx {
        match self {
            Self::Move(event, _) | Self::Remove(event) | Self::Detail(event, ..) => *event,
        }
    }
}

impl<'s> Strategy for MutatedScenarios<'s> {
    type Tree = MutatedTree<'s>;
    type Value = Mutated<'s>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut rng = fastrand::Rng::with_seed(runner.rng().next_u64());
        let mut changes: Vec<Change> = Vec::new();
        let wanted = rng.usize(1..=CHANGES);
        for _ in 0..PATIENCE * wanted {
            if changes.len() == wanted {
                break;
            }
            let drawn = self.draw(&mut rng);
            if let Some(change) = drawn.filter(|change| changes.iter().all(|known| known.event() != change.event())) {
                changes.push(change);
            }
        }
        changes.sort_by_key(Change::event);
        // Two events that are both moved might pass each other.
        changes.retain({
            let kept = changes.clone();
            move |change| fits(self.scenario, &kept, change)
        });
        Ok(MutatedTree { scenario: self.scenario, changes, tried: None, next: 0 })
    }
}

impl MutatedScenarios<'_> {
    fn draw(&self, rng: &mut fastrand::Rng) -> Option<Change> {
        let ix = rng.usize(..self.scenario.events.len().max(1));
        let event = self.scenario.events.get(ix)?;
        match rng.u8(..3) {
            0 => {
                let days = DAYS.get(rng.usize(..DAYS.len())).copied()?;
                may_be_moved(self.scenario, event).then_some(Change::Move(ix, days))
            }
            1 => may_be_left_out(self.scenario, event).then_some(Change::Remove(ix)),
            _ => self.detail(rng, ix, event),
        }
    }

    fn detail(&self, rng: &mut fastrand::Rng, ix: EventIx, event: &Event) -> Option<Change> {
        let (edition, resolved) = resolved_of(event)?;
        let procedure = self.scenario.editions(event.machine).get(edition);
        let machine = self.scenario.machines.get(event.machine)?;
        let palette = self.palettes.get(machine.procedure)?.get(edition)?;
        let details = palette.details.get(resolved.act.index())?;
        let index = rng.usize(..details.len().max(1));
        let field = procedure.act(resolved.act).details.get(index)?;
        let When::At(on) = event.on else { return None };
        let value = draw_detail(rng, details.get(index)?, on);
        let is_new = resolved.details.get(index) != Some(&Given::Known(value));
        (value != Value::Unknown && is_new).then(|| Change::Detail(ix, field.name.clone(), value))
    }
}

/// An act under the first edition that knows it.
fn resolved_of(event: &Event) -> Option<(usize, &Resolved)> {
    let What::Act { resolved, .. } = &event.what else { return None };
    resolved.iter().enumerate().find_map(|(edition, resolved)| Some((edition, resolved.as_ref()?)))
}

/// Whether the dates of all events of a machine are known.
fn is_dated(scenario: &Scenario, event: &Event) -> bool {
    scenario.events_of(event.machine).all(|(_, event)| matches!(event.on, When::At(_)))
}

fn may_be_moved(scenario: &Scenario, event: &Event) -> bool {
    is_dated(scenario, event) && event.lasted_until.is_none()
}

fn may_be_left_out(scenario: &Scenario, event: &Event) -> bool {
    let cited = |claim: &crate::scenario::Claim| claim.contradicted_by.contains(&event.id);
    is_dated(scenario, event) && !scenario.claims.iter().any(cited)
}

/// Whether a moved event stays between the events before and after it, wherever these are moved, and what its act
/// mentions does not lie after it.
fn fits(scenario: &Scenario, changes: &[Change], change: &Change) -> bool {
    let Change::Move(ix, days) = change else { return true };
    let Some(event) = scenario.events.get(*ix) else { return false };
    let on = |ix: EventIx, event: &Event| {
        let moved = changes.iter().find_map(|change| match change {
            Change::Move(other, days) if *other == ix => Some(*days),
            _ => None,
        });
        match event.on {
            When::At(stamp) => Some((stamp.day.number() + moved.unwrap_or(0), stamp.earliest())),
            When::OneOf(_) => None,
        }
    };
    let own = on(*ix, event);
    let ordered = scenario.events_of(event.machine).all(|(other, beside)| match other.cmp(ix) {
        std::cmp::Ordering::Less => on(other, beside) <= own,
        std::cmp::Ordering::Equal => true,
        std::cmp::Ordering::Greater => own <= on(other, beside),
    });
    let late = |value: &Given| matches!(value, Given::Known(Value::Date(_))) && *days < 0;
    let mentions = resolved_of(event).is_some_and(|(_, resolved)| resolved.details.iter().any(late));
    ordered && !mentions
}

/// Changes, and what they may shrink to: fewer of them, and moves by fewer days.
#[derive(Clone, Debug)]
pub struct MutatedTree<'s> {
    scenario: &'s Scenario<'s>,
    changes: Vec<Change>,
    tried: Option<Vec<Change>>,
    /// Which simplification comes next: each change may be left out, then each move made shorter.
    next: usize,
}

impl MutatedTree<'_> {
    fn propose(&mut self) -> bool {
        let count = self.changes.len();
        while self.next < count * 2 {
            let (at, shorter) = (self.next % count, self.next >= count);
            self.next += 1;
            let mut simpler = self.changes.clone();
            match (simpler.get_mut(at), shorter) {
                (Some(_), false) if count > 1 => {
                    simpler.remove(at);
                }
                (Some(Change::Move(_, days)), true) if days.abs() > 1 => *days /= 2,
                _ => continue,
            }
            if simpler.iter().all(|change| fits(self.scenario, &simpler, change)) {
                self.tried = Some(simpler);
                return true;
            }
        }
        self.tried = None;
        false
    }
}

impl<'s> ValueTree for MutatedTree<'s> {
    type Value = Mutated<'s>;

    fn current(&self) -> Mutated<'s> {
        Mutated::new(self.scenario, self.tried.as_ref().unwrap_or(&self.changes))
    }

    fn simplify(&mut self) -> bool {
        if let Some(simpler) = self.tried.take() {
            self.changes = simpler;
            self.next = 0;
        }
        self.propose()
    }

    fn complicate(&mut self) -> bool {
        self.tried.is_some() && self.propose()
    }
}

/// A scenario with some facts changed. It is printed as a hypothesis.
#[derive(Clone)]
pub struct Mutated<'s> {
    base: &'s Scenario<'s>,
    /// What was changed.
    pub changes: Vec<Change>,
    /// The scenario as it is then. It expects nothing.
    pub scenario: Scenario<'s>,
}

impl<'s> Mutated<'s> {
    fn new(base: &'s Scenario<'s>, changes: &[Change]) -> Self {
        let mut scenario = base.clone();
        scenario.expectations.clear();
        scenario.as_of = None;
        for change in changes {
            let Some(event) = scenario.events.get_mut(change.event()) else { continue };
            match change {
                Change::Move(_, days) => {
                    if let When::At(stamp) = &mut event.on {
                        *stamp = moved(*stamp, *days);
                    }
                }
                Change::Remove(_) => {}
                Change::Detail(_, name, value) => {
                    let editions = base.editions(event.machine).all();
                    let What::Act { resolved, .. } = &mut event.what else { continue };
                    for (procedure, resolved) in editions.iter().zip(resolved) {
                        set(procedure, resolved.as_mut(), name, *value);
                    }
                }
            }
        }
        let left_out = |ix: EventIx| changes.contains(&Change::Remove(ix));
        let mut ix = 0;
        scenario.events.retain(|_| {
            ix += 1;
            !left_out(ix - 1)
        });
        Self { base, changes: changes.to_vec(), scenario }
    }

    /// The hypothesis that it is printed as.
    #[must_use]
    pub fn hypothesis(&self) -> String {
        let name = &self.base.name;
        let mut text = format!(
            "scenario: {name}-changed\ntitle: {{ en: \"Changed at random\", fr: \"Modifié au hasard\" }}\n\
             extends: {name}\nchange:{}\n",
            if self.changes.is_empty() { " []" } else { "" }
        );
        for change in &self.changes {
            let Some(event) = self.base.events.get(change.event()) else { continue };
            let id = &event.id;
            match change {
                Change::Move(_, days) => {
                    let When::At(stamp) = event.on else { continue };
                    text.push_str(&format!("  - {{ replace: \"{id}\", on: {} }}\n", moved(stamp, *days)));
                }
                Change::Remove(_) => text.push_str(&format!("  - {{ remove: \"{id}\" }}\n")),
                Change::Detail(_, name, value) => {
                    let written = resolved_of(event).and_then(|(edition, resolved)| {
                        let procedure = self.base.editions(event.machine).get(edition);
                        let field = field_named(procedure, resolved, name)?;
                        detail_text(procedure, &field.1.ty, *value)
                    });
                    let written = written.unwrap_or_else(|| "unknown".to_owned());
                    text.push_str(&format!("  - {{ replace: \"{id}\", details: {{ {name}: {written} }} }}\n"));
                }
            }
        }
        text
    }
}

fn moved(stamp: Stamp, days: i32) -> Stamp {
    let day = stamp.day.plus(days).unwrap_or(stamp.day);
    Stamp::between(day, stamp.earliest(), stamp.latest()).unwrap_or(stamp)
}

fn field_named<'p>(procedure: &'p Procedure, resolved: &Resolved, name: &str) -> Option<(usize, &'p Field)> {
    procedure.act(resolved.act).details.iter().enumerate().find(|(_, field)| field.name == name)
}

fn set(procedure: &Procedure, resolved: Option<&mut Resolved>, name: &str, value: Value) {
    if let Some(resolved) = resolved
        && let Some((index, _)) = field_named(procedure, resolved, name)
        && let Some(given) = resolved.details.get_mut(index)
    {
        *given = Given::Known(value);
    }
}

impl fmt::Debug for Mutated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.hypothesis())
    }
}
