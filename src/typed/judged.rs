//! What a typed act returns: the next state, or a refusal with what the case has become.

use std::error::Error;
use std::fmt;

use crate::calendar::End;
use crate::engine::{CheckSet, Outcome, Passage, Refusal, Verdict};
use crate::procedure::{Basis, Check, Duty, Procedure};
use crate::text::Lang;

/// What an act of a typed machine comes to.
pub type Acted<'p, Next, Became = Next> = Result<Done<'p, Next>, Refused<'p, Became>>;

/// An act that is legal or irregular, and took effect.
#[derive(Clone, Debug)]
#[must_use = "the case goes on"]
pub struct Done<'p, S> {
    /// The next state.
    pub state: S,
    /// How the act was judged.
    pub judged: Judged<'p>,
}

/// An act that was refused: it is illegal, or cannot be judged.
#[derive(Clone, Debug)]
pub struct Refused<'p, S> {
    /// Why.
    pub refusal: Refusal,
    /// What the case has become: time has passed, and an unlawful act of an authority stands.
    pub became: S,
    /// How the act was judged.
    pub judged: Box<Judged<'p>>,
}

/// How an act was judged, and what happened by itself before it.
#[derive(Clone)]
pub struct Judged<'p> {
    procedure: &'p Procedure,
    outcome: Option<Outcome>,
    passages: Vec<Passage>,
}

impl fmt::Debug for Judged<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judged").field("outcome", &self.outcome).field("passages", &self.passages).finish()
    }
}

/// A duty that was not fulfilled in time.
#[derive(Clone, Copy, Debug)]
pub struct Breach<'p> {
    /// Which.
    pub duty: &'p Duty,
    /// Its last day or minute.
    pub last: End,
    /// Which occurrence of it, counted from 1.
    pub occurrence: u32,
}

pub(super) fn breaches<'p, 'a>(
    procedure: &'p Procedure,
    passages: &'a [Passage],
) -> impl Iterator<Item = Breach<'p>> + use<'a, 'p> {
    passages.iter().filter_map(move |passage| match *passage {
        Passage::Breached { duty, last, occurrence } => Some(Breach { duty: procedure.duty(duty), last, occurrence }),
        Passage::Expired { .. } => None,
    })
}

impl<'p> Judged<'p> {
    pub(super) fn new(procedure: &'p Procedure, outcome: Option<Outcome>, passages: Vec<Passage>) -> Self {
        Self { procedure, outcome, passages }
    }

    /// What the engine found; nothing if what happens depends on a value that is not known.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.outcome.map_or(Verdict::Undetermined, |outcome| outcome.verdict)
    }

    /// The conditions that failed. Those of an act that is [`Done`] are recommended only.
    pub fn failed(&self) -> impl Iterator<Item = &'p Check> + '_ {
        self.checks(|outcome| outcome.failed)
    }

    /// The conditions that could not be judged.
    pub fn unjudged(&self) -> impl Iterator<Item = &'p Check> + '_ {
        self.checks(|outcome| outcome.unjudged)
    }

    /// Deadlines that ran out and duties that fell due before the act, in order.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Duties that were not fulfilled in time before the act.
    pub fn breaches(&self) -> impl Iterator<Item = Breach<'p>> + '_ {
        breaches(self.procedure, &self.passages)
    }

    fn checks(&self, which: fn(&Outcome) -> CheckSet) -> impl Iterator<Item = &'p Check> + '_ {
        let selected = self.outcome.and_then(|outcome| Some((outcome.transition?, which(&outcome))));
        selected.into_iter().flat_map(|(transition, set)| {
            let checks = self.procedure.transition(transition).checks.iter().enumerate();
            checks.filter(move |(index, _)| set.contains(*index)).map(|(_, check)| check)
        })
    }

    /// A condition in words: "the decision is reasoned (Loi n° 78-17, art. 46)".
    fn words(&self, check: &Check) -> String {
        let text = match &check.otherwise_say {
            Some(text) => text.get(Lang::En).to_owned(),
            None => format!("`{}`", self.procedure.exprs().text(check.condition)),
        };
        match &check.basis {
            Basis::Policy => text,
            Basis::Articles(articles) => {
                let cites = articles.iter().map(|id| self.procedure.article(*id).cite.get(Lang::En));
                format!("{text} ({})", cites.collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl<S> fmt::Display for Refused<'_, S> {
    /// "condition failed: a notice gives at most three months from receipt (Décret n° 2005-1309, art. 73)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.refusal.word().replace('_', " "))?;
        if let Refusal::TooLate(deadline) = self.refusal {
            write!(f, ": “{}” is over", self.judged.procedure.deadline(deadline).label.get(Lang::En))?;
        }
        let reasons: Vec<String> =
            self.judged.failed().chain(self.judged.unjudged()).map(|check| self.judged.words(check)).collect();
        if reasons.is_empty() { Ok(()) } else { write!(f, ": {}", reasons.join("; ")) }
    }
}

impl<S: fmt::Debug> Error for Refused<'_, S> {}

/// The same, in a type that has room for either state.
///
/// # Errors
///
/// Those of the act.
#[doc(hidden)]
pub fn either<'p, A, N: Into<A>, B: Into<A>>(acted: Acted<'p, N, B>) -> Acted<'p, A> {
    match acted {
        Ok(Done { state, judged }) => Ok(Done { state: state.into(), judged }),
        Err(Refused { refusal, became, judged }) => Err(Refused { refusal, became: became.into(), judged }),
    }
}
