//! The law that a typed machine runs under, and the check that it is the one it was generated from.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::fingerprint;
use crate::library::{Library, Nothing, What};
use crate::procedure::{Editions, Procedure};

/// A generated machine, and what it was generated from.
pub trait Machine: Copy + fmt::Debug + 'static {
    /// The procedure's name.
    const PROCEDURE: &'static str;
    /// The first day on which its edition is in force.
    const EDITION: &'static str;
    /// The [`fingerprint`] of its structure.
    const FINGERPRINT: u64;
}

/// A role of a generated machine.
pub trait Role<M: Machine>: Copy {
    /// Its number among the procedure's roles.
    fn number(self) -> usize;
}

/// The edition of a procedure that a generated machine runs under: checked once, then held by every case.
pub struct Law<'p, M> {
    procedure: &'p Procedure,
    edition: usize,
    machine: PhantomData<M>,
}

impl<M> Clone for Law<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Law<'_, M> {}

impl<M> fmt::Debug for Law<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.procedure.name(), self.procedure.edition())
    }
}

/// Why a procedure is not the one that a machine was generated from.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum OtherLaw {
    /// No procedure of that name comes with the program.
    #[error("no procedure called `{0}` comes with greffe")]
    NotShipped(&'static str),
    /// It is another procedure.
    #[error("the machine was generated from `{wanted}`, and this is `{found}`")]
    Procedure {
        /// The name of the machine's procedure.
        wanted: &'static str,
        /// The name of this one.
        found: String,
    },
    /// It has no such edition.
    #[error("the machine was generated from `{procedure}@{wanted}`, and there is only {}", found.join(", "))]
    Edition {
        /// The name of the procedure.
        procedure: &'static str,
        /// The machine's edition.
        wanted: &'static str,
        /// Those that there are.
        found: Vec<String>,
    },
    /// Its states, acts, roles, details or transitions are no longer those of the machine.
    #[error("`{0}` has changed since its machine was generated: `greffe codegen rust {0}` writes it anew")]
    Changed(String),
}

impl<'p, M: Machine> Law<'p, M> {
    /// The machine's edition among those of its procedure.
    ///
    /// # Errors
    ///
    /// It is not there, or has changed since the machine was generated.
    pub fn of(editions: &'p Editions) -> Result<Self, OtherLaw> {
        if editions.name() != M::PROCEDURE {
            return Err(OtherLaw::Procedure { wanted: M::PROCEDURE, found: editions.name().to_owned() });
        }
        let days = || editions.all().iter().map(|procedure| procedure.edition().to_string());
        let Some(edition) = days().position(|day| day == M::EDITION) else {
            let found = days().map(|day| format!("`{}@{day}`", M::PROCEDURE)).collect();
            return Err(OtherLaw::Edition { procedure: M::PROCEDURE, wanted: M::EDITION, found });
        };
        let procedure = editions.get(edition);
        if fingerprint(procedure) != M::FINGERPRINT {
            return Err(OtherLaw::Changed(format!("{}@{}", M::PROCEDURE, M::EDITION)));
        }
        Ok(Self { procedure, edition, machine: PhantomData })
    }

    /// The procedure.
    #[must_use]
    pub fn procedure(self) -> &'p Procedure {
        self.procedure
    }

    /// Which of the procedure's editions it is, counted from 0.
    #[must_use]
    pub fn edition(self) -> usize {
        self.edition
    }
}

impl<M: Machine> Law<'static, M> {
    /// The machine's edition among those that come with the program. They are read once, and kept.
    ///
    /// # Errors
    ///
    /// The procedure does not come with the program, or has changed since the machine was generated.
    pub fn shipped() -> Result<Self, OtherLaw> {
        Self::of(shipped(M::PROCEDURE).ok_or(OtherLaw::NotShipped(M::PROCEDURE))?)
    }
}

/// The editions of a procedure that comes with the program, kept for as long as the process runs.
fn shipped(name: &'static str) -> Option<&'static Editions> {
    static KNOWN: Mutex<Vec<(&str, &Editions)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, editions)) = known.iter().find(|(known, _)| *known == name) {
        return Some(editions);
    }
    let mut library = Library::new(Nothing);
    let What::Procedure(id) = library.open_procedure(name).ok()?.what else { return None };
    let editions: &'static Editions = Box::leak(Box::new(library.editions(id)?.clone()));
    known.push((name, editions));
    Some(editions)
}
