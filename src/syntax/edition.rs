//! An edition that says only what it changes in an earlier one.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::node::{Kind, Located, Node};
use super::procedure::{
    ActSyntax, AppliesBySyntax, ArticleSyntax, CountingSyntax, DeadlineSyntax, DutySyntax, ProcedureFile,
    PropertySyntax, RoleSyntax, SlotSyntax, StateSyntax, TransitionSyntax, WatchSyntax,
};
use super::read::FromNode;
use super::values::{Entries, References, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

record! {
    /// An edition of a procedure that starts from an earlier one. An entry of a map replaces the earlier one of the same
    /// name as a whole, or is added; so does a transition with an id.
    pub struct EditionFile as "an edition" {
        /// The procedure's name.
        procedure: Located<String> = required "procedure",
        /// The first day on which this text is in force.
        edition: Located<String> = required "edition",
        /// The last day on which it is in force; never inherited.
        until: Located<String> = optional "until",
        /// The edition that it starts from.
        based_on: Located<String> = required "based_on",
        /// What the new text no longer has.
        removes: RemovesSyntax = optional "removes",
        /// States whose name has changed: the new name by the old one.
        carry: References<Located<String>> = default "carry",
        /// The procedure's title.
        title: Text = optional "title",
        /// The IANA name of the time zone of civil dates and times.
        time_zone: Located<String> = optional "time_zone",
        /// How periods are counted unless a deadline says otherwise.
        counting: CountingSyntax = optional "counting",
        /// Which date decides the edition that governs.
        applies_by: AppliesBySyntax = optional "applies_by",
        /// Sets of holidays of the file's own.
        holidays: Entries<Vec<Located<String>>> = default "holidays",
        /// The articles.
        law: Entries<ArticleSyntax> = default "law",
        /// Who acts.
        roles: Entries<RoleSyntax> = default "roles",
        /// The states of a case.
        states: Entries<StateSyntax> = default "states",
        /// Names for several states.
        groups: Entries<Vec<Located<String>>> = default "groups",
        /// What a case remembers.
        memory: Entries<SlotSyntax> = default "memory",
        /// Other machines that conditions may read.
        watches: Entries<WatchSyntax> = default "watches",
        /// What may be done.
        acts: Entries<ActSyntax> = default "acts",
        /// What runs out.
        deadlines: Entries<DeadlineSyntax> = default "deadlines",
        /// How a case goes from state to state.
        transitions: Vec<TransitionSyntax> = default "transitions",
        /// What is owed.
        duties: Entries<DutySyntax> = default "duties",
        /// What must hold in every course.
        properties: Entries<PropertySyntax> = default "properties",
    }
}

record! {
    /// What a new text no longer has, by name; transitions by id.
    pub struct RemovesSyntax as "removals" {
        /// Articles.
        law: Vec<Located<String>> = default "law",
        /// Roles.
        roles: Vec<Located<String>> = default "roles",
        /// States.
        states: Vec<Located<String>> = default "states",
        /// Groups of states.
        groups: Vec<Located<String>> = default "groups",
        /// Slots of memory.
        memory: Vec<Located<String>> = default "memory",
        /// Watched machines.
        watches: Vec<Located<String>> = default "watches",
        /// Acts.
        acts: Vec<Located<String>> = default "acts",
        /// Deadlines.
        deadlines: Vec<Located<String>> = default "deadlines",
        /// Transitions.
        transitions: Vec<Located<String>> = default "transitions",
        /// Duties.
        duties: Vec<Located<String>> = default "duties",
        /// Properties.
        properties: Vec<Located<String>> = default "properties",
    }
}

/// A procedure as it is written: the whole text, or what it changes in an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a file has one of them")]
pub enum ProcedureSyntax {
    /// The whole text.
    Whole(ProcedureFile),
    /// What it changes.
    Based(EditionFile),
}

impl ProcedureSyntax {
    /// The procedure's name.
    #[must_use]
    pub fn name(&self) -> &Located<String> {
        match self {
            Self::Whole(file) => &file.procedure,
            Self::Based(file) => &file.procedure,
        }
    }

    /// The title, unless it is left to the edition that this one starts from.
    #[must_use]
    pub fn title(&self) -> Option<&Text> {
        match self {
            Self::Whole(file) => Some(&file.title),
            Self::Based(file) => file.title.as_ref(),
        }
    }

    /// The last day on which the edition is in force, as written.
    #[must_use]
    pub fn until(&self) -> Option<&Located<String>> {
        match self {
            Self::Whole(file) => file.until.as_ref(),
            Self::Based(file) => file.until.as_ref(),
        }
    }

    /// The first day on which the edition is in force, as written.
    #[must_use]
    pub fn edition(&self) -> &Located<String> {
        match self {
            Self::Whole(file) => &file.edition,
            Self::Based(file) => &file.edition,
        }
    }
}

impl FromNode for ProcedureSyntax {
    fn from_node(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &node.kind {
            Kind::Map(_) if node.get("based_on").is_some() => {
                EditionFile::from_node(node, diagnostics).map(Self::Based)
            }
            _ => ProcedureFile::from_node(node, diagnostics).map(Self::Whole),
        }
    }
}

impl JsonSchema for ProcedureSyntax {
    fn schema_name() -> Cow<'static, str> {
        "Procedure".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (whole, based) = (generator.subschema_for::<ProcedureFile>(), generator.subschema_for::<EditionFile>());
        json_schema!({ "if": { "required": ["based_on"] }, "then": based, "else": whole, "type": "object" })
    }
}

/// The whole texts of a procedure's editions, each made from the one that it starts from. An edition whose base is not
/// there, or that goes round in a circle, is reported and left out.
#[must_use]
pub fn complete(files: &[&ProcedureSyntax], diagnostics: &mut Diagnostics) -> Vec<ProcedureFile> {
    let mut whole: Vec<ProcedureFile> = Vec::new();
    let mut open: Vec<&EditionFile> = Vec::new();
    for file in files {
        match file {
            ProcedureSyntax::Whole(file) => whole.push(file.clone()),
            ProcedureSyntax::Based(file) => open.push(file),
        }
    }
    while !open.is_empty() {
        let before = open.len();
        let mut left = Vec::new();
        for file in open {
            match whole.iter().find(|w| w.edition.value == file.based_on.value) {
                Some(base) => {
                    let made = based(base.clone(), file, diagnostics);
                    whole.push(made);
                }
                None => left.push(file),
            }
        }
        open = left;
        if open.len() == before {
            for file in open {
                diagnostics.push(without_base(file, files));
            }
            break;
        }
    }
    whole
}

/// What is wrong with an edition whose base cannot be completed.
fn without_base(file: &EditionFile, files: &[&ProcedureSyntax]) -> Diagnostic {
    let wanted = &file.based_on;
    if files.iter().any(|f| f.edition().value == wanted.value) {
        return Diagnostic::new(Code::E009, "these editions start from one another in a circle")
            .at(wanted.span, "starts from this edition")
            .help("write the whole text of one of them");
    }
    let known = files.iter().map(|f| f.edition().value.as_str()).filter(|e| *e != file.edition.value);
    Diagnostic::new(Code::E008, format!("no edition of `{}` begins on {}", file.procedure.value, wanted.value))
        .at(wanted.span, "this edition starts from it")
        .did_you_mean(wanted, known)
}

/// The whole text of an edition that starts from another.
fn based(base: ProcedureFile, edition: &EditionFile, diagnostics: &mut Diagnostics) -> ProcedureFile {
    // Dates in ISO form compare as texts.
    if edition.based_on.value >= edition.edition.value {
        diagnostics.push(
            Diagnostic::new(Code::E301, "an edition cannot start from a later one")
                .at(edition.based_on.span, "begins later")
                .also(edition.edition.span, "this edition begins here"),
        );
    }
    let mut made = base;
    number(&mut made.transitions);
    if let Some(removes) = &edition.removes {
        remove(&mut made.law.items, &removes.law, "article", diagnostics);
        remove(&mut made.roles.items, &removes.roles, "role", diagnostics);
        remove(&mut made.states.items, &removes.states, "state", diagnostics);
        remove(&mut made.groups.items, &removes.groups, "group", diagnostics);
        remove(&mut made.memory.items, &removes.memory, "slot of memory", diagnostics);
        remove(&mut made.watches.items, &removes.watches, "watch", diagnostics);
        remove(&mut made.acts.items, &removes.acts, "act", diagnostics);
        remove(&mut made.deadlines.items, &removes.deadlines, "deadline", diagnostics);
        remove(&mut made.duties.items, &removes.duties, "duty", diagnostics);
        remove(&mut made.properties.items, &removes.properties, "property", diagnostics);
        for id in &removes.transitions {
            let before = made.transitions.len();
            made.transitions.retain(|t| t.id.as_ref().is_none_or(|known| known.value != id.value));
            if made.transitions.len() == before {
                let known = made.transitions.iter().filter_map(|t| t.id.as_ref()).map(|id| id.value.as_str());
                diagnostics.push(
                    Diagnostic::new(Code::E101, format!("unknown transition `{}`", id.value))
                        .at(id.span, "")
                        .did_you_mean(id, known)
                        .note(
                            "a transition's id is its act's or deadline's name, then `#2`, `#3`, unless it says `id:`",
                        ),
                );
            }
        }
    }
    made.span = edition.span;
    made.procedure = edition.procedure.clone();
    made.edition = edition.edition.clone();
    made.until = edition.until.clone();
    made.carry = edition.carry.clone();
    if let Some(title) = &edition.title {
        made.title = title.clone();
    }
    if let Some(zone) = &edition.time_zone {
        made.time_zone = zone.clone();
    }
    if let Some(counting) = &edition.counting {
        made.counting = counting.clone();
    }
    made.applies_by = edition.applies_by.clone().or(made.applies_by);
    change(&mut made.holidays.items, &edition.holidays.items);
    change(&mut made.law.items, &edition.law.items);
    change(&mut made.roles.items, &edition.roles.items);
    change(&mut made.states.items, &edition.states.items);
    change(&mut made.groups.items, &edition.groups.items);
    change(&mut made.memory.items, &edition.memory.items);
    change(&mut made.watches.items, &edition.watches.items);
    change(&mut made.acts.items, &edition.acts.items);
    change(&mut made.deadlines.items, &edition.deadlines.items);
    change(&mut made.duties.items, &edition.duties.items);
    change(&mut made.properties.items, &edition.properties.items);
    let mut changed = edition.transitions.clone();
    number(&mut changed);
    for transition in changed {
        let same = |known: &&mut TransitionSyntax| id_of(known) == id_of(&transition);
        match made.transitions.iter_mut().find(same) {
            Some(place) => *place = transition,
            None => made.transitions.push(transition),
        }
    }
    made
}

fn id_of(transition: &TransitionSyntax) -> Option<&str> {
    transition.id.as_ref().map(|id| id.value.as_str())
}

/// Gives every transition its id: its act's or deadline's name, then `#2`, `#3`, in file order.
fn number(transitions: &mut [TransitionSyntax]) {
    let mut taken: Vec<String> = transitions.iter().filter_map(|t| t.id.as_ref()).map(|id| id.value.clone()).collect();
    for transition in transitions.iter_mut().filter(|t| t.id.is_none()) {
        let Some(name) = transition.act.as_ref().or(transition.when_over.as_ref()) else { continue };
        let mut id = name.value.clone();
        let mut n = 1;
        while taken.contains(&id) {
            n += 1;
            id = format!("{}#{n}", name.value);
        }
        taken.push(id.clone());
        transition.id = Some(Located::new(id, name.span));
    }
}

fn remove<T>(
    items: &mut Vec<(Located<String>, T)>,
    names: &[Located<String>],
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    for name in names {
        let before = items.len();
        items.retain(|(known, _)| known.value != name.value);
        if items.len() == before {
            let known = items.iter().map(|(n, _)| n.value.as_str());
            diagnostics.push(
                Diagnostic::new(Code::E101, format!("unknown {what} `{}`", name.value))
                    .at(name.span, "the earlier edition has none")
                    .did_you_mean(name, known),
            );
        }
    }
}

fn change<T: Clone>(items: &mut Vec<(Located<String>, T)>, changed: &[(Located<String>, T)]) {
    for (name, value) in changed {
        match items.iter_mut().find(|(known, _)| known.value == name.value) {
            Some(place) => *place = (name.clone(), value.clone()),
            None => items.push((name.clone(), value.clone())),
        }
    }
}
