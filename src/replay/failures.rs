//! What makes a scenario fail as a test.

use super::model::{Happening, Replay};
use crate::engine::Verdict;
use crate::procedure::Level;
use crate::scenario::{EventIx, Expectation, MachineIx};

/// One reason for which a scenario fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// An expectation was not met: its index among those of [`Replay::unmet`].
    Unmet(usize),
    /// An act is illegal, and no verdict was expected of it.
    Illegal(EventIx),
    /// A required property of a procedure broke: its index among what is in [`Replay::passed`].
    Broken(usize),
}

impl Replay<'_> {
    /// Why the scenario fails: expectations that were not met, illegal acts that were not expected, and broken
    /// properties. There are none just where nothing illegal is unexpected, every expectation is met, and no property
    /// fails it.
    ///
    /// A broken property fails the scenario if it is required, broken in every possible world, not among what the scenario
    /// expects of properties, and does not follow an unlawful act that the scenario expects: who expects an unlawful act that stands has expected what it breaks. A
    /// recommended property, or one that broke in some possible worlds only, does not, just as an irregular or an
    /// undetermined act does not.
    #[must_use]
    pub fn failures(&self) -> Vec<Failure> {
        let unmet = (0..self.unmet.len()).map(Failure::Unmet);
        let told = |event: EventIx| {
            let mut told = self.unmet.iter().filter_map(|unmet| self.scenario.expectations.get(unmet.expectation));
            told.any(|(expectation, _)| matches!(expectation, Expectation::Verdict(of, _) if *of == event))
        };
        let illegal =
            self.events.iter().filter(|e| e.verdict == Some(Verdict::Illegal) && !e.expected && !told(e.event));
        let named = |machine: MachineIx, name: &str| {
            let mut all = self.scenario.expectations.iter();
            all.any(|(e, _)| matches!(e, Expectation::Property(of, known, _) if *of == machine && known == name))
        };
        let broken = self.passed.iter().enumerate().filter(|(_, passed)| match passed.what {
            Happening::Broken { property, following } => {
                let rule = self.scenario.editions(passed.machine).get(passed.edition).property(property);
                let expected = following.and_then(|ix| self.events.get(ix)).is_some_and(|e| e.expected);
                let expected = expected || named(passed.machine, &rule.name);
                passed.certain && !expected && rule.level == Level::Required
            }
            Happening::Expired { .. } | Happening::Breached { .. } => false,
        });
        unmet
            .chain(illegal.map(|e| Failure::Illegal(e.event)))
            .chain(broken.map(|(index, _)| Failure::Broken(index)))
            .collect()
    }
}
