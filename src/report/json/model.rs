//! The JSON format of a replay.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::view::Summary;

/// Declares the structs of the format: all serialised, all in the schema, all fields public.
macro_rules! format {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug, Serialize, JsonSchema)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    )+};
}

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
    /// A replay.
    ReplayJson {
        /// The scenario's name.
        scenario: String,
        /// Its title.
        title: String,
        /// The day on which states, deadlines and duties are reported.
        as_of: String,
        /// The worst verdict of all acts: `legal`, `irregular`, `undetermined` or `illegal`.
        verdict: String,
        /// Whether nothing is illegal that was not expected to be, and every expectation is met.
        succeeded: bool,
        /// How many acts and observations came out how.
        summary: Summary,
        /// Acts and observations, in the order of the file.
        events: Vec<Event>,
        /// What happened by itself.
        happenings: Vec<Happening>,
        /// Each machine on the as-of date, by its name.
        machines: IndexMap<String, Machine>,
        /// Disagreements of sources.
        conflicts: Vec<Conflict>,
        /// Claims, and how each stands.
        claims: Vec<Claim>,
        /// Notes.
        notes: Vec<Note>,
        /// What the author expects.
        expectations: Expectations,
        /// Sources, by their names.
        sources: IndexMap<String, Source>,
    }

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

    /// Something that happened by itself.
    Happening {
        /// The machine's name.
        machine: String,
        /// `expired`, `breached` or `broken`.
        kind: String,
        /// The name of the deadline, duty or property.
        name: String,
        /// Its name in words.
        label: String,
        /// The possible last days or minutes, ascending; for a property, the day.
        last: Vec<String>,
        /// Whether it happened in every possible case.
        certain: bool,
        /// The state before an expiry.
        from: Option<String>,
        /// The state after an expiry.
        to: Option<String>,
        /// Which occurrence of the duty.
        occurrence: Option<u32>,
        /// The id of the unlawful act after which a property broke.
        following: Option<String>,
        /// What it rests on.
        basis: Vec<Article>,
    }

    /// A machine on the as-of date.
    Machine {
        /// Its name in words.
        label: String,
        /// Its state, if it is known.
        state: Option<String>,
        /// Its possible states.
        states: Vec<String>,
        /// The procedure's name.
        procedure: String,
        /// The first day of the edition that governs.
        edition: String,
        /// Deadlines that were ever started, by name.
        deadlines: IndexMap<String, Deadline>,
        /// Duties that ever arose, by name.
        duties: IndexMap<String, Duty>,
        /// What may lawfully be done next.
        next: Vec<Next>,
    }

    /// A deadline.
    Deadline {
        /// Its name in words.
        label: String,
        /// `kept`, `missed`, `running`, `suspended` or `unknown`; nothing if possible cases differ.
        status: Option<String>,
        /// Every possible status.
        statuses: Vec<String>,
        /// The id of the event that started it.
        started_by: Option<String>,
        /// Its length, if one is known.
        length: Option<String>,
        /// The rule under which it is counted.
        counting: String,
        /// Its last day or minute, if one is known.
        last: Option<String>,
        /// Each possible count.
        counts: Vec<Due>,
        /// Days from the as-of date to the last day, if it runs and one is known; 0 on the last day.
        days_left: Option<i32>,
        /// What it rests on.
        basis: Vec<Article>,
    }

    /// One count of a deadline.
    Due {
        /// The date from which it is counted.
        from: String,
        /// The last day before rolling.
        nominal: String,
        /// The last day.
        last: String,
    }

    /// A duty.
    Duty {
        /// Its name in words.
        label: String,
        /// `owed`, `discharged`, `breached`, `ended` or `unknown`; nothing if possible cases differ.
        status: Option<String>,
        /// Every possible status.
        statuses: Vec<String>,
        /// Who owes it.
        owed_by: Vec<String>,
        /// When it may have arisen.
        arose: Vec<String>,
        /// When it may fall due; empty if on no fixed day.
        due: Vec<String>,
        /// The most occurrences that were not fulfilled in time.
        breaches: u32,
        /// `required` or `recommended`.
        level: String,
        /// What it rests on.
        basis: Vec<Article>,
    }

    /// Something that may lawfully be done.
    Next {
        /// The role.
        by: String,
        /// The act.
        act: String,
        /// The act in words.
        label: String,
        /// `yes`, `if` or `from`.
        allowed: String,
        /// From which day, if later.
        from: Option<String>,
        /// The last day from this state.
        until: Option<String>,
        /// The deadline that then moves the case.
        deadline: Option<String>,
        /// The conditions on which it depends.
        conditions: Vec<String>,
        /// What it rests on.
        basis: Vec<Article>,
    }

    /// A disagreement of sources.
    Conflict {
        /// The unknown's name.
        unknown: String,
        /// Each source's version.
        readings: Vec<Reading>,
        /// The ids of the events whose verdicts depend on it.
        events: Vec<String>,
    }

    /// A version.
    Reading {
        /// As it is written.
        value: String,
        /// Who says so.
        sources: Vec<String>,
        /// Whether the order of events excludes it.
        excluded: bool,
    }

    /// A claim.
    Claim {
        /// Its id.
        id: String,
        /// Who says it.
        by: String,
        /// When.
        on: Option<Span>,
        /// What.
        says: Option<String>,
        /// What, as a comparison.
        that: Option<String>,
        /// `words`, `holds`, `possible` or `contradicted`.
        status: String,
        /// Ids of what contradicts it.
        contradicted_by: Vec<String>,
        /// Who reports it.
        sources: Vec<String>,
        /// A remark.
        note: Option<String>,
    }

    /// A note.
    Note {
        /// Its id.
        id: String,
        /// When.
        on: Span,
        /// The machines that it is about.
        about: Vec<String>,
        /// What.
        text: String,
        /// Who says so.
        sources: Vec<String>,
        /// `attested`, `inferred` or `assumed`.
        certainty: String,
    }

    /// A span of time.
    Span {
        /// Not before.
        not_before: Option<String>,
        /// Not after.
        not_after: Option<String>,
        /// Whether it filled the whole span.
        lasted: bool,
    }

    /// What the author expects.
    Expectations {
        /// How many expectations there are.
        count: usize,
        /// Those that are not met.
        unmet: Vec<Unmet>,
    }

    /// An expectation that is not met.
    Unmet {
        /// `state`, `verdict`, `refusal`, `deadline` or `duty`.
        kind: String,
        /// The machine, event, deadline or duty that it is about.
        of: String,
        /// What was expected.
        expected: String,
        /// What was found.
        found: Vec<String>,
    }

    /// A source.
    Source {
        /// Who published it; empty for the author's hypothesis.
        publisher: String,
        /// Its title.
        title: String,
        /// When it was published.
        published: Span,
        /// Whether that date is an inference.
        inferred: bool,
        /// The file that holds it.
        file: Option<String>,
        /// Where it can be found.
        url: Option<String>,
    }
}
