//! How many acts and observations came out how.

use crate::engine::Verdict;
use crate::replay::{Fit, Judged, Replay, Status};

/// How many acts and observations came out how.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Acts and observations, whether or not they were judged.
    pub events: usize,
    /// Acts that are legal.
    pub legal: usize,
    /// Acts that are irregular.
    pub irregular: usize,
    /// Acts that are illegal.
    pub illegal: usize,
    /// Acts of which the verdict is not determined.
    pub undetermined: usize,
    /// Illegal acts that the scenario expected to be illegal.
    pub expected: usize,
    /// Acts that are refused only because an earlier act was void.
    pub because_of: usize,
    /// Observations that were looked at.
    pub observations: usize,
    /// Observations to which the documented acts lead.
    pub confirmed: usize,
    /// Observations after an undocumented stretch.
    pub undocumented: usize,
    /// Observations that contradict the documented acts.
    pub contradictory: usize,
    /// Acts and observations after the as-of date.
    pub later: usize,
    /// Acts and observations that were not judged because the replay stopped.
    pub stopped: usize,
    /// Expectations that were not met.
    pub unmet: usize,
}

impl Summary {
    /// Counts.
    #[must_use]
    pub fn of(replay: &Replay) -> Self {
        let mut counts = Self { events: replay.events.len(), unmet: replay.unmet.len(), ..Self::default() };
        for judged in &replay.events {
            counts.expected += usize::from(judged.expected && judged.verdict == Some(Verdict::Illegal));
            let caused = judged.possible.iter().any(|p| p.because_of.is_some());
            counts.because_of += usize::from(caused);
            match (judged.status, judged.verdict) {
                (Status::Later, _) => counts.later += 1,
                (Status::Stopped, _) => counts.stopped += 1,
                (_, Some(Verdict::Legal)) => counts.legal += 1,
                (_, Some(Verdict::Irregular)) => counts.irregular += 1,
                (_, Some(Verdict::Illegal)) => counts.illegal += 1,
                (_, Some(Verdict::Undetermined)) => counts.undetermined += 1,
                (_, None) => {
                    counts.observations += 1;
                    match worst(judged) {
                        Some(Fit::Confirmed) => counts.confirmed += 1,
                        Some(Fit::Undocumented { .. }) => counts.undocumented += 1,
                        Some(Fit::Contradiction { .. }) => counts.contradictory += 1,
                        None => {}
                    }
                }
            }
        }
        counts
    }
}

/// The fit of an observation that says least for it.
fn worst(judged: &Judged) -> Option<&Fit> {
    judged.fits.iter().map(|(_, fit)| fit).max_by_key(|fit| match fit {
        Fit::Confirmed => 0,
        Fit::Undocumented { .. } => 1,
        Fit::Contradiction { .. } => 2,
    })
}
