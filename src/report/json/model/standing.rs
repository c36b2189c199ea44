//! The format of everything else: what happened by itself, machines, conflicts, claims, notes, sources.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::Article;

format! {
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
        /// What properties wait for, by name.
        awaited: IndexMap<String, Awaited>,
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

    /// Something that a property waits for.
    Awaited {
        /// The property in words.
        label: String,
        /// Since when it may be waited for.
        since: Vec<String>,
        /// Until when it may come; empty if on no fixed day.
        due: Vec<String>,
        /// Whether it is certainly still to come.
        certain: bool,
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
        /// The articles on which it rests, if it is the law that is read so.
        basis: Vec<String>,
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
        /// Its title, where it is known.
        title: Option<String>,
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
