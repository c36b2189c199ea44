//! A scenario as it is written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::keys::exactly_one;
use super::node::{Located, Node};
use super::read::FromNode;
use super::uncertain::{SourceDateSyntax, UncertainSyntax, leading_key};
use super::values::{Entries, OneOrMany, References, Text, check_name};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

record! {
    /// A scenario: fact. Who did what, or what was observed, on which date, and which source says so.
    pub struct ScenarioFile as "a scenario", check check_scenario {
        /// The scenario's name.
        scenario: Located<String> = required "scenario",
        /// The scenario's title.
        title: Text = required "title",
        /// The scenario it starts from: a name or a path.
        extends: Located<String> = optional "extends",
        /// What it changes in the scenario it extends.
        change: Vec<ChangeSyntax> = default "change",
        /// The day on which deadlines and duties are reported; by default the latest possible date of an event.
        as_of: Located<String> = optional "as_of",
        /// Where the facts come from.
        sources: Entries<SourceSyntax> = default "sources",
        /// Values that several facts share.
        unknowns: Entries<UncertainSyntax> = default "unknowns",
        /// The cases; needed unless the scenario extends another one.
        machines: Entries<MachineSyntax> = default "machines",
        /// What happened, for each machine in the order in which it happened.
        events: Vec<EventSyntax> = default "events",
        /// What somebody said about it.
        claims: Vec<ClaimSyntax> = default "claims",
        /// Context: dated, sourced, never judged.
        notes: Vec<NoteSyntax> = default "notes",
        /// What a replay is expected to find.
        expect: ExpectSyntax = optional "expect",
    }
}

record! {
    /// A source.
    pub struct SourceSyntax as "a source" {
        /// Who published it.
        publisher: Text = required "publisher",
        /// Its title.
        title: Text = optional "title",
        /// When it was published.
        date: SourceDateSyntax = required "date",
        /// A copy of it.
        file: Located<String> = optional "file",
        /// Where it was published.
        url: Located<String> = optional "url",
        /// What else is to be said about it.
        note: Text = optional "note",
    }
}

record! {
    /// A case: one machine that runs a procedure.
    pub struct MachineSyntax as "a machine" {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// The procedure.
        procedure: Located<String> = required "procedure",
        /// Which reading of the date that decides the edition is taken, where the procedure says that it is contested.
        applies_by: Located<String> = optional "applies_by" words words::APPLIES_BY,
        /// Who holds which role.
        roles: References<Located<String>> = default "roles",
        /// The machines that it watches.
        watches: References<OneOrMany<Located<String>>> = default "watches",
    }
}

record! {
    /// An event: an act that was done, or a state that was observed or assumed.
    pub struct EventSyntax as "an event", check check_event {
        /// Its name; by default `MACHINE.ACT`, `MACHINE.ACT#2` and so on.
        id: Located<String> = optional "id",
        /// When it happened.
        on: UncertainSyntax = required "on",
        /// The machine, or several that it happened to.
        machine: OneOrMany<Located<String>> = required "machine",
        /// What was done.
        act: Located<String> = optional "act",
        /// The state in which the machine was.
        is: Located<String> = optional "is",
        /// Who did it; by default the act's only role.
        by: Located<String> = optional "by",
        /// The details of the act.
        details: References<UncertainSyntax> = default "details",
        /// Which sources say so.
        sources: OneOrMany<Located<String>> = optional "sources",
        /// How sure it is; `attested` by default.
        certainty: Located<String> = optional "certainty" words words::CERTAINTY,
        /// What else is to be said about it.
        note: Text = optional "note",
    }
}

record! {
    /// What somebody said.
    pub struct ClaimSyntax as "a claim", check check_claim {
        /// Its name.
        id: Located<String> = optional "id",
        /// Who said it.
        by: Text = required "by",
        /// When.
        on: UncertainSyntax = optional "on",
        /// What was said.
        says: Text = optional "says",
        /// What was said, as a comparison about a machine.
        that: Located<String> = optional "that",
        /// Which sources report it.
        sources: OneOrMany<Located<String>> = optional "sources",
        /// The events, notes or claims that contradict it.
        contradicted_by: OneOrMany<Located<String>> = optional "contradicted_by",
        /// What else is to be said about it.
        note: Text = optional "note",
    }
}

record! {
    /// Context, shown on the timeline and never judged.
    pub struct NoteSyntax as "a note" {
        /// Its name.
        id: Located<String> = optional "id",
        /// When.
        on: UncertainSyntax = required "on",
        /// The machines that it is about.
        about: OneOrMany<Located<String>> = optional "about",
        /// What it says.
        text: Text = required "text",
        /// Which sources say so.
        sources: OneOrMany<Located<String>> = optional "sources",
        /// How sure it is.
        certainty: Located<String> = optional "certainty" words words::CERTAINTY,
    }
}

record! {
    /// Replaces parts of an event: only the keys given change, and details are merged.
    pub struct ReplaceSyntax as "a replacement" {
        /// The event.
        replace: Located<String> = required "replace",
        /// When it happened.
        on: UncertainSyntax = optional "on",
        /// The machine, or several that it happened to.
        machine: OneOrMany<Located<String>> = optional "machine",
        /// What was done.
        act: Located<String> = optional "act",
        /// The state in which the machine was.
        is: Located<String> = optional "is",
        /// Who did it.
        by: Located<String> = optional "by",
        /// The details of the act.
        details: References<UncertainSyntax> = default "details",
        /// Which sources say so.
        sources: OneOrMany<Located<String>> = optional "sources",
        /// How sure it is.
        certainty: Located<String> = optional "certainty" words words::CERTAINTY,
        /// What else is to be said about it.
        note: Text = optional "note",
    }
}

record! {
    /// Removes an event.
    pub struct RemoveSyntax as "a removal" {
        /// The event.
        remove: Located<String> = required "remove",
    }
}

record! {
    /// Inserts an event after another one.
    pub struct InsertAfterSyntax as "an insertion" {
        /// The event after which it is inserted.
        insert_after: Located<String> = required "insert_after",
        /// The new event.
        event: EventSyntax = required "event",
    }
}

record! {
    /// Inserts an event before another one.
    pub struct InsertBeforeSyntax as "an insertion" {
        /// The event before which it is inserted.
        insert_before: Located<String> = required "insert_before",
        /// The new event.
        event: EventSyntax = required "event",
    }
}

record! {
    /// Adds an event at the end.
    pub struct AppendSyntax as "an addition" {
        /// The new event.
        append: EventSyntax = required "append",
    }
}

record! {
    /// Fixes one of the unknowns.
    pub struct SupposeSyntax as "a supposition" {
        /// The unknown.
        suppose: Located<String> = required "suppose",
        /// Its value.
        is: Located<String> = required "is",
    }
}

record! {
    /// Reports deadlines and duties on another day.
    pub struct AsOfSyntax as "an as-of date" {
        /// The day.
        as_of: Located<String> = required "as_of",
    }
}

/// One change of a hypothesis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeSyntax {
    /// `replace: ID`
    Replace(ReplaceSyntax),
    /// `remove: ID`
    Remove(RemoveSyntax),
    /// `insert_after: ID`
    InsertAfter(InsertAfterSyntax),
    /// `insert_before: ID`
    InsertBefore(InsertBeforeSyntax),
    /// `append: EVENT`
    Append(AppendSyntax),
    /// `suppose: UNKNOWN`
    Suppose(SupposeSyntax),
    /// `as_of: DATE`
    AsOf(AsOfSyntax),
}

record! {
    /// What a replay is expected to find at the as-of date.
    pub struct ExpectSyntax as "an expectation" {
        /// The state of a machine.
        states: References<Located<String>> = default "states",
        /// The verdict on an event.
        verdicts: References<Located<String>> = default "verdicts" words words::VERDICT,
        /// Why an event has no transition.
        refusals: References<Located<String>> = default "refusals" words words::REFUSAL,
        /// The last day of a deadline, by `MACHINE.DEADLINE`.
        deadlines: References<Located<String>> = default "deadlines",
        /// What becomes of a duty, by `MACHINE.DUTY`.
        duties: References<Located<String>> = default "duties" words words::DUTY,
    }
}

macro_rules! changes {
    ($($key:literal $variant:ident($type:ty),)+) => {
        impl FromNode for ChangeSyntax {
            fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
                match leading_key(node, &[$($key),+], "a change as a map", diagnostics)? {
                    $($key => <$type>::from_node(node, diagnostics).map(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl JsonSchema for ChangeSyntax {
            fn schema_name() -> Cow<'static, str> {
                "Change".into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let forms = [$(generator.subschema_for::<$type>()),+];
                json_schema!({ "anyOf": forms, "description": "One change of a hypothesis." })
            }
        }

        impl ChangeSyntax {
            /// Where it stands.
            #[must_use]
            pub const fn span(&self) -> Span {
                match self { $(Self::$variant(change) => change.span,)+ }
            }
        }
    };
}

changes! {
    "replace" Replace(ReplaceSyntax),
    "remove" Remove(RemoveSyntax),
    "insert_after" InsertAfter(InsertAfterSyntax),
    "insert_before" InsertBefore(InsertBeforeSyntax),
    "append" Append(AppendSyntax),
    "suppose" Suppose(SupposeSyntax),
    "as_of" AsOf(AsOfSyntax),
}

fn check_scenario(file: &ScenarioFile, diagnostics: &mut Diagnostics) -> bool {
    let mut good = check_name(&file.scenario, diagnostics);
    if file.extends.is_none() {
        if file.machines.is_empty() {
            let headline = "`machines` is missing in a scenario";
            diagnostics.push(
                Diagnostic::new(Code::E004, headline)
                    .at(file.scenario.span, "needs `machines`, or `extends` another scenario"),
            );
            good = false;
        }
        if let Some(change) = file.change.first() {
            let headline = "a change needs a scenario to change";
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(change.span(), "needs `extends` above"));
            good = false;
        }
    }
    good
}

fn check_event(event: &EventSyntax, diagnostics: &mut Diagnostics) -> bool {
    let EventSyntax { span, act, is, .. } = event;
    let named = event.id.as_ref().is_none_or(|id| check_name(id, diagnostics));
    exactly_one(*span, "an event", ("act", act.as_ref()), ("is", is.as_ref()), diagnostics) && named
}

fn check_claim(claim: &ClaimSyntax, diagnostics: &mut Diagnostics) -> bool {
    let good = claim.says.is_some() || claim.that.is_some();
    if !good {
        let headline = "a claim has neither `says` nor `that`";
        diagnostics.push(Diagnostic::new(Code::E004, headline).at(claim.by.span, "claims what?"));
    }
    good
}
