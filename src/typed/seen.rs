//! What a typed machine sees of the machines that it watches.

use std::marker::PhantomData;

use thiserror::Error;

use super::law::{Law, Machine};
use crate::engine::{Case, View, Views};
use crate::procedure::Procedure;

/// What is seen of one machine: a snapshot, which the state that it was taken of lends.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'s>(View<'s>);

impl<'s> Sight<'s> {
    /// A case under an edition of its procedure, counted from 0.
    #[must_use]
    pub fn of(edition: usize, procedure: &'s Procedure, case: &'s Case) -> Self {
        Self(View { edition, procedure, case })
    }
}

/// What is seen of all machines that a machine watches.
#[derive(Clone, Debug)]
pub struct Seen<'s, M> {
    views: Vec<Vec<View<'s>>>,
    machine: PhantomData<M>,
}

/// A machine is shown that is not the one watched.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{watch}` watches `{wanted}`, in the editions that it was checked against, and this is `{found}`")]
pub struct NotWatched {
    watch: String,
    wanted: String,
    found: String,
}

impl<'s, M: Machine> Seen<'s, M> {
    /// The machines of each watch, in the order in which the procedure declares them.
    ///
    /// # Errors
    ///
    /// One of them runs another procedure than the one watched, or an edition that the watching procedure was not
    /// checked against.
    #[doc(hidden)]
    pub fn of(law: Law<'_, M>, shown: &[&[Sight<'s>]]) -> Result<Self, NotWatched> {
        let procedure = law.procedure();
        for ((_, watch), (names, sights)) in procedure.watches().zip(procedure.vocabulary.watches.iter().zip(shown)) {
            for Sight(view) in *sights {
                let known = names.editions.get(view.edition);
                let same = known.is_some_and(|known| {
                    let (theirs, slots) = (&view.procedure.vocabulary.states, view.procedure.slots().count());
                    known.states == *theirs && known.slots.len() <= slots
                });
                if view.procedure.name() != watch.procedure || !same {
                    let found = format!("{}@{}", view.procedure.name(), view.procedure.edition());
                    return Err(NotWatched { watch: watch.name.clone(), wanted: watch.procedure.clone(), found });
                }
            }
        }
        let views = shown.iter().map(|sights| sights.iter().map(|Sight(view)| *view).collect()).collect();
        Ok(Self { views, machine: PhantomData })
    }

    pub(super) fn views(&self) -> Views<'_> {
        &self.views
    }
}
