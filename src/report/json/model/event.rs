//! The format of acts and observations.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

/// A date of effect.
#[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum On {
    /// A day, or a day and minute: `2011-06-16`, `2011-06-16T10:11`.
    Exact(String),
    /// It lasted for the whole of a span.
    Lasted {
        /// Its first day.
        from: String,
        /// Its last day.
        to: String,
    },
    /// Any date of a span.
    Between {
        /// The earliest.
        not_before: String,
        /// The latest.
        not_after: String,
    },
    /// One of these dates.
    OneOf {
        /// The dates, ascending.
        one_of: Vec<String>,
    },
}

format! {
    /// An act or an observation.
    Event {
        /// Its id.
        id: String,
        /// The machine's name.
        machine: String,
        /// The act's name; nothing for an observation.
        #[serde(skip_serializing_if = "Option::is_none")]
        act: Option<String>,
        /// The state observed; nothing for an act.
        #[serde(skip_serializing_if = "Option::is_none")]
        is: Option<String>,
        /// The act or state in words.
        label: String,
        /// When.
        on: On,
        /// The role that acted; nothing if it is not known or for an observation.
        by: Option<String>,
        /// The details given.
        details: IndexMap<String, Detail>,
        /// The state before, if there is one in every possible case.
        from: Option<String>,
        /// The state after, if there is one in every possible case.
        to: Option<String>,
        /// `judged`, `later`, `stopped` or `limit_reached`.
        status: String,
        /// `legal`, `irregular`, `illegal` or `undetermined`; nothing for an observation or where it was not judged.
        verdict: Option<String>,
        /// Why it is not lawful: `no_such_act`, `too_late`, `too_early`, `wrong_role`, `condition_failed`,
        /// `case_closed` or `cannot_be_judged`; nothing if that is not the same in every possible case.
        refusal: Option<String>,
        /// The refusal in words.
        message: Option<String>,
        /// The id of the earlier void act but for which this one would have been accepted.
        because_of: Option<String>,
        /// What it is judged by.
        basis: Vec<Article>,
        /// The names of the sources.
        sources: Vec<String>,
        /// `attested`, `inferred` or `assumed`.
        certainty: String,
        /// Conditions that failed or could not be judged; with `--explain`, all.
        checks: Vec<Check>,
        /// The unknowns on which the verdict depends.
        depends: Vec<Dependence>,
        /// The minutes of the day with their verdicts, where the verdict depends on the minute alone.
        minutes: Vec<Minutes>,
        /// Between which dates the verdict is the same.
        margin: Option<Margin>,
        /// For an observation: how it fits the documented acts.
        fits: Vec<FitJson>,
        /// Every possible outcome of an act.
        possible: Vec<Possible>,
        /// Whether the scenario expected it to be illegal.
        expected: bool,
        /// A remark.
        note: Option<String>,
    }

    /// A detail of an act.
    Detail {
        /// Its name in words.
        label: String,
        /// Its value in words; nothing if it is not known.
        value: Option<String>,
        /// The unknown that it depends on.
        #[serde(skip_serializing_if = "Option::is_none")]
        unknown: Option<String>,
    }

    /// An article of law.
    Article {
        /// Its name in the procedure; `policy` for a practice that no article carries.
        article: String,
        /// How it is cited.
        cite: String,
        /// `verified`, `secondary`, `inferred`, `unconfirmed` or `not_found`.
        status: String,
    }

    /// A condition.
    Check {
        /// As it is written.
        check: String,
        /// Whether it holds; nothing where that cannot be judged.
        holds: Option<bool>,
        /// `required` or `recommended`.
        level: String,
        /// What is said when it fails.
        otherwise_say: Option<String>,
        /// Its operands in words.
        operands: Vec<String>,
        /// What it rests on.
        basis: Vec<Article>,
    }

    /// A possible outcome of an act.
    Possible {
        /// A date on which it comes out so.
        on: String,
        /// The first day of the edition that governs; nothing where none is at hand.
        edition: Option<String>,
        /// The state before.
        from: String,
        /// The state after.
        to: String,
        /// The verdict.
        verdict: String,
        /// Why it is not lawful.
        refusal: Option<String>,
        /// The refusal in words.
        message: Option<String>,
        /// Whether the act took effect.
        took_effect: bool,
        /// The id of the earlier void act but for which this one would have been accepted.
        because_of: Option<String>,
        /// Conditions that failed or could not be judged; with `--explain`, all.
        checks: Vec<Check>,
    }

    /// What a verdict depends on.
    Dependence {
        /// The unknown's name.
        unknown: String,
        /// Which of its values allow which verdicts.
        groups: Vec<Candidates>,
        /// The same in words.
        text: String,
    }

    /// Values of an unknown that allow the same verdicts.
    Candidates {
        /// The values.
        values: Vec<String>,
        /// The verdicts.
        verdicts: Vec<String>,
    }

    /// Minutes of the day with one verdict.
    Minutes {
        /// The first, `HH:MM`.
        from: String,
        /// The last, `HH:MM`.
        to: String,
        /// The verdict.
        verdict: String,
    }

    /// What ends a margin on each side: `verdict`, `order_of_events` or `open`.
    Bounded {
        /// What ends it before.
        earliest: String,
        /// What ends it after.
        latest: String,
    }

    /// Between which dates an act has the same verdict.
    Margin {
        /// The earliest date.
        earliest: String,
        /// The latest date.
        latest: String,
        /// How many days earlier that is.
        days_before: i32,
        /// How many days later that is.
        days_after: i32,
        /// What ends it.
        bounded_by: Bounded,
        /// The same under each reading of a conflict.
        readings: Vec<MarginReading>,
        /// The same in words.
        text: Option<String>,
    }

    /// A margin under one reading.
    MarginReading {
        /// The unknown's name.
        unknown: String,
        /// The reading, as it is written.
        reading: String,
        /// The sources that say so.
        sources: Vec<String>,
        /// The earliest date.
        earliest: String,
        /// The latest date.
        latest: String,
        /// How many days earlier that is.
        days_before: i32,
        /// How many days later that is.
        days_after: i32,
        /// What ends it.
        bounded_by: Bounded,
    }

    /// How an observation fits the documented acts.
    FitJson {
        /// `confirmed`, `undocumented` or `contradiction`.
        fit: String,
        /// The state to which they lead.
        from: Option<String>,
        /// The acts of the law that would bridge the stretch, and `over DEADLINE` for the end of a deadline.
        by: Vec<String>,
        /// Since when nothing is documented.
        since: Option<String>,
        /// The same in words.
        text: String,
    }
}
