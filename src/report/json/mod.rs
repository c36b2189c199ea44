//! A replay as JSON, with the same facts as the text under stable names, and its schema.

mod events;
mod machines;
mod model;
mod outlook;
mod parts;

pub use model::{
    Article, Bounded, Candidates, Check, Claim, Conflict, Deadline, Dependence, Detail, Due, Duty, Event, Expectations,
    FitJson, Happening, Machine, Margin, MarginReading, May, Minutes, Must, Next, NoLonger, Note, On, OutlookJson,
    Possible, Reading, ReplayJson, Role, Source, Span, Unmet,
};

pub use outlook::{outlook, outlook_schema};
pub(super) use parts::expected;

use super::summary::Summary;
use super::view::View;
use crate::replay::Replay;
use crate::text::Lang;

/// A replay as JSON. Names and words of the format are the same in every language; texts for people are in `lang`.
#[must_use]
pub fn replay(replay: &Replay, lang: Lang) -> serde_json::Value {
    serde_json::to_value(document(replay, lang)).unwrap_or_default()
}

/// A replay as the typed document of the format.
#[must_use]
pub fn document(replay: &Replay, lang: Lang) -> ReplayJson {
    let view = View { replay, lang };
    ReplayJson {
        scenario: view.scenario().name.clone(),
        title: view.scenario().title.get(lang).to_owned(),
        as_of: replay.as_of.to_string(),
        verdict: replay.verdict.word().to_owned(),
        succeeded: replay.succeeded(),
        summary: Summary::of(replay),
        events: replay.events.iter().filter_map(|judged| events::event(view, judged)).collect(),
        happenings: replay.passed.iter().map(|passed| parts::happening(view, passed)).collect(),
        machines: machines::machines(view),
        conflicts: replay.conflicts.iter().filter_map(|c| parts::conflict(view, c)).collect(),
        claims: parts::claims(view),
        notes: parts::notes(view),
        expectations: parts::expectations(view),
        sources: parts::sources(view),
    }
}

/// The JSON Schema of what [`replay`] gives.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(ReplayJson)).unwrap_or_default()
}
