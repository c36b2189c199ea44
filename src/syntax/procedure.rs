//! A procedure as it is written.

use super::keys::{both, exactly_one};
use super::node::Located;
use super::values::{Entries, OneOrMany, References, Text, check_name};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

pub use super::choices::{AppliesBySyntax, BetweenSyntax, LengthSyntax, TypeSyntax, WatchSyntax};
pub use super::property::{FindingSyntax, PropertySyntax};

record! {
    /// A procedure: law. What may be done, by whom, from which state, under which conditions, until when, and which
    /// article says so.
    pub struct ProcedureFile as "a procedure", check check_procedure {
        /// The procedure's name; all its editions share it.
        procedure: Located<String> = required "procedure",
        /// The first day on which this text is in force.
        edition: Located<String> = required "edition",
        /// The last day on which it is in force.
        until: Located<String> = optional "until",
        /// The procedure's title.
        title: Text = required "title",
        /// The IANA name of the time zone of civil dates and times.
        time_zone: Located<String> = required "time_zone",
        /// How periods are counted unless a deadline says otherwise.
        counting: CountingSyntax = required "counting",
        /// Which date decides the edition that governs: that of the act judged, or that of the case's first act.
        applies_by: AppliesBySyntax = optional "applies_by",
        /// States whose name has changed since the edition before: the new name by the old one.
        carry: References<Located<String>> = default "carry",
        /// Sets of holidays of the file's own.
        holidays: Entries<Vec<Located<String>>> = default "holidays",
        /// The articles.
        law: Entries<ArticleSyntax> = required "law",
        /// Who acts.
        roles: Entries<RoleSyntax> = required "roles",
        /// The states of a case.
        states: Entries<StateSyntax> = required "states",
        /// Names for several states.
        groups: Entries<Vec<Located<String>>> = default "groups",
        /// What a case remembers; transitions write it.
        memory: Entries<SlotSyntax> = default "memory",
        /// Other machines that conditions may read.
        watches: Entries<WatchSyntax> = default "watches",
        /// What may be done.
        acts: Entries<ActSyntax> = required "acts",
        /// What runs out.
        deadlines: Entries<DeadlineSyntax> = default "deadlines",
        /// How a case goes from state to state.
        transitions: Vec<TransitionSyntax> = required "transitions",
        /// What is owed.
        duties: Entries<DutySyntax> = default "duties",
        /// What must hold in every course.
        properties: Entries<PropertySyntax> = default "properties",
    }
}

record! {
    /// Readings of the date that decides the edition that governs, where the law itself is contested.
    pub struct ContestedSyntax as "what decides the edition" {
        /// The readings.
        readings: Vec<AppliesReadingSyntax> = required "readings",
    }
}

record! {
    /// One reading of the date that decides the edition that governs.
    pub struct AppliesReadingSyntax as "a reading of what decides the edition" {
        /// Which date decides.
        value: Located<String> = required "value" words words::APPLIES_BY,
        /// What it is called for people, in English.
        en: Located<String> = optional "en",
        /// In French.
        fr: Located<String> = optional "fr",
        /// The articles on which it rests.
        basis: OneOrMany<Located<String>> = required "basis",
    }
}

record! {
    /// A way of counting periods.
    pub struct CountingSyntax as "a way of counting" {
        /// The rule.
        rule: Located<String> = required "rule" words words::RULE,
        /// Where a last day goes that is not a working day; `none` by default.
        roll: Located<String> = optional "roll" words words::ROLL,
        /// `fr`, `fr-alsace-moselle` or a set of the file's own; needed where something rolls or counts working days.
        holidays: Located<String> = optional "holidays",
    }
}

record! {
    /// An article of law.
    pub struct ArticleSyntax as "an article" {
        /// How it is quoted; one text if it is quoted so in every language.
        cite: Text = required "cite",
        /// How far its text was verified.
        status: Located<String> = required "status" words words::STATUS,
        /// Where the text was read, and for which date.
        read_in: Located<String> = optional "read_in",
        /// What it says.
        summary: Text = optional "summary",
        /// The article that applies in its place; this one is kept for the record.
        overridden_by: Located<String> = optional "overridden_by",
    }
}

record! {
    /// A role.
    pub struct RoleSyntax as "a role" {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// Whether it is a public authority, whose unlawful acts stand until annulled.
        authority: Located<bool> = optional "authority",
    }
}

record! {
    /// A state.
    pub struct StateSyntax as "a state" {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// Whether every case begins here.
        initial: Located<bool> = optional "initial",
        /// Whether a case may end here.
        r#final: Located<bool> = optional "final",
        /// What a proof is known to find of it without being asked.
        known: OneOrMany<FindingSyntax> = optional "known",
    }
}

record! {
    /// A slot of memory: a type alone, or a map.
    pub struct SlotSyntax as "a slot of memory", short "type" {
        /// Its type.
        r#type: TypeSyntax = required "type",
        /// Its value when a case begins; without it the slot is empty.
        initially: Located<String> = optional "initially",
        /// The bounds of an integer, a period, a duration or a date.
        between: BetweenSyntax = optional "between",
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
    }
}

record! {
    /// A detail of an act: a type alone, or a map.
    pub struct DetailSyntax as "a detail", short "type" {
        /// Its type.
        r#type: TypeSyntax = required "type",
        /// The bounds of an integer, a period, a duration or a date.
        between: BetweenSyntax = optional "between",
        /// Its value where an event does not give it.
        default: Located<String> = optional "default",
        /// Whether it may be absent.
        optional: Located<bool> = optional "optional",
        /// Whether a date may be later than the act.
        planned: Located<bool> = optional "planned",
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
    }
}

record! {
    /// An act.
    pub struct ActSyntax as "an act" {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// The roles that may do it.
        by: OneOrMany<Located<String>> = required "by",
        /// What an unlawful one does; by default it stands if every role in `by` is an authority, else it is void.
        effect: Located<String> = optional "effect" words words::EFFECT,
        /// What an event says about it.
        details: Entries<DetailSyntax> = default "details",
    }
}

record! {
    /// A deadline.
    pub struct DeadlineSyntax as "a deadline" {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// The date from which it is counted, as an expression.
        counted_from: Located<String> = required "counted_from",
        /// How long it lasts.
        lasts: LengthSyntax = required "lasts",
        /// The articles it rests on, or `policy`.
        basis: OneOrMany<Located<String>> = required "basis",
        /// How it is counted; the procedure's way by default.
        counting: CountingSyntax = optional "counting",
        /// The states or groups in which it lives; by default those that its `when_over` transitions leave.
        r#while: OneOrMany<Located<String>> = optional "while",
        /// What a proof is known to find of it without being asked.
        known: OneOrMany<FindingSyntax> = optional "known",
    }
}

record! {
    /// A length that holds under a condition.
    pub struct LengthChoiceSyntax as "a choice of length" {
        /// The condition; the last choice has none.
        r#if: Located<String> = optional "if",
        /// The length.
        is: Located<String> = required "is",
    }
}

record! {
    /// A transition, of an act or of time.
    pub struct TransitionSyntax as "a transition", check check_transition {
        /// The act that takes it.
        act: Located<String> = optional "act",
        /// The deadline after whose last day it is taken by itself.
        when_over: Located<String> = optional "when_over",
        /// The states or groups it leaves.
        from: OneOrMany<Located<String>> = required "from",
        /// The state it enters, or `same`.
        to: Located<String> = required "to",
        /// Chooses between several transitions of one act from one state; the first that holds is taken.
        r#if: Located<String> = optional "if",
        /// The articles it rests on, or `policy`; a transition of time has its deadline's by default.
        basis: OneOrMany<Located<String>> = optional "basis",
        /// The deadlines it starts.
        starts: OneOrMany<Located<String>> = optional "starts",
        /// The deadlines it starts anew.
        restarts: OneOrMany<Located<String>> = optional "restarts",
        /// The deadlines it extends.
        extends: OneOrMany<Located<String>> = optional "extends",
        /// The deadlines it suspends.
        suspends: OneOrMany<Located<String>> = optional "suspends",
        /// The deadlines it resumes.
        resumes: OneOrMany<Located<String>> = optional "resumes",
        /// The deadlines it stops.
        stops: OneOrMany<Located<String>> = optional "stops",
        /// Its id, by which a later edition names it; by default its act's or deadline's name, then `#2`, `#3`.
        id: Located<String> = optional "id",
        /// What it writes to memory: expressions by slot.
        sets: References<Located<String>> = default "sets",
        /// Waiting periods.
        not_before: Vec<NotBeforeSyntax> = default "not_before",
        /// The conditions that judge it.
        requires: Vec<RequirementSyntax> = default "requires",
        /// What a proof is known to find of it without being asked.
        known: OneOrMany<FindingSyntax> = optional "known",
    }
}

record! {
    /// A waiting period: the act must fall on this date or later.
    pub struct NotBeforeSyntax as "a waiting period" {
        /// The date, as an expression.
        date: Located<String> = required "date",
        /// The articles it rests on, or `policy`.
        basis: OneOrMany<Located<String>> = required "basis",
        /// What is said when it was not kept.
        otherwise_say: Text = optional "otherwise_say",
    }
}

record! {
    /// A condition that judges a transition.
    pub struct RequirementSyntax as "a requirement" {
        /// The condition.
        check: Located<String> = required "check",
        /// The articles it rests on, or `policy`.
        basis: OneOrMany<Located<String>> = required "basis",
        /// What an act does that fails it; the act's own by default.
        effect: Located<String> = optional "effect" words words::EFFECT,
        /// Whether failing it makes the act illegal or irregular; `required` by default.
        level: Located<String> = optional "level" words words::LEVEL,
        /// What is said when it fails.
        otherwise_say: Text = optional "otherwise_say",
        /// What a proof is known to find of it without being asked.
        known: OneOrMany<FindingSyntax> = optional "known",
    }
}

record! {
    /// A duty: owed, not forced.
    pub struct DutySyntax as "a duty", check check_duty {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// The roles that owe it.
        owed_by: OneOrMany<Located<String>> = required "owed_by",
        /// The articles it rests on, or `policy`.
        basis: OneOrMany<Located<String>> = required "basis",
        /// The acts, or states entered, from which it arises.
        arises: OneOrMany<Located<String>> = required "arises",
        /// A condition, judged when it arises.
        r#if: Located<String> = optional "if",
        /// A date expression or a deadline; without it, it is owed without a fixed day.
        due: Located<String> = optional "due",
        /// It recurs: occurrence n is due n times this after the first trigger.
        every: Located<String> = optional "every",
        /// The acts or states from which it is no longer owed.
        ends: OneOrMany<Located<String>> = optional "ends",
        /// The acts or states that fulfil it.
        discharged_by: OneOrMany<Located<String>> = optional "discharged_by",
        /// Whether a breach counts; `required` by default.
        level: Located<String> = optional "level" words words::LEVEL,
        /// What a proof is known to find of it without being asked.
        known: OneOrMany<FindingSyntax> = optional "known",
    }
}

record! {
    /// A list of machines, read with `some`, `every` and `count`.
    pub struct EachSyntax as "a watch" {
        /// The procedure that they run.
        each: Located<String> = required "each",
    }
}

fn check_procedure(file: &ProcedureFile, diagnostics: &mut Diagnostics) -> bool {
    check_name(&file.procedure, diagnostics)
}

fn check_transition(transition: &TransitionSyntax, diagnostics: &mut Diagnostics) -> bool {
    let TransitionSyntax { span, act, when_over, basis, .. } = transition;
    let one = exactly_one(*span, "a transition", ("act", act.as_ref()), ("when_over", when_over.as_ref()), diagnostics);
    let based = when_over.is_some() || basis.is_some();
    if !based {
        diagnostics.push(
            Diagnostic::new(Code::E004, "`basis` is missing in a transition")
                .at(act.as_ref().map_or(*span, |act| act.span), "needs `basis`")
                .help("name the article, or write `basis: policy` for a practice that no article carries"),
        );
    }
    let timed = match (when_over, transition.not_before.first(), transition.requires.first()) {
        (None, _, _) | (_, None, None) => true,
        (_, not_before, requires) => {
            let place = not_before.map(|n| n.span).or(requires.map(|r| r.span)).unwrap_or(*span);
            diagnostics.push(
                Diagnostic::new(Code::E003, "a transition of time is not judged")
                    .at(place, "`not_before` and `requires` belong to transitions of an act"),
            );
            false
        }
    };
    one && based && timed
}

fn check_duty(duty: &DutySyntax, diagnostics: &mut Diagnostics) -> bool {
    match (&duty.due, &duty.every) {
        (Some(due), Some(every)) => {
            both(("due", due.span), ("every", every.span), "a duty", diagnostics);
            false
        }
        _ => true,
    }
}
