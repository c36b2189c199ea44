//! What a generated module will hold, and what everything in it is called.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{Scope, alternatives};
use super::reach::{self, Act, after_time};
use crate::ids::{ActId, DeadlineId, RoleId, StateId, StateSet};
use crate::procedure::{Field, Procedure};
use crate::report::law::Law;
use crate::value::{Type, Words};

/// More alternatives than this are not told by the name of a type.
const FEW: usize = 4;

/// An act and its details.
pub(super) struct ActNames {
    pub ty: Ident,
    pub method: Ident,
    pub number: Ident,
    pub fields: Vec<Ident>,
}

/// A deadline.
pub(super) struct DeadlineNames {
    pub method: Ident,
    pub number: Ident,
}

/// The words of an enumerated detail.
pub(super) struct WordNames {
    pub ty: Ident,
    pub words: Words,
    pub variants: Vec<Ident>,
    pub label: String,
}

/// Several roles that may do the same act.
pub(super) struct Group {
    pub roles: Vec<RoleId>,
    pub ty: Ident,
}

/// A type that is one of some states.
pub(super) struct Union {
    pub states: StateSet,
    pub ty: Ident,
}

/// Everything that a generated module is made of.
pub(super) struct Plan<'p> {
    pub procedure: &'p Procedure,
    pub law: Law<'p>,
    pub machine: Ident,
    pub states: Vec<Ident>,
    /// For each state, what can be done in it.
    pub acts_of: Vec<Vec<Act>>,
    pub unions: Vec<Union>,
    pub acts: Vec<ActNames>,
    pub words: Vec<WordNames>,
    pub roles: Vec<Ident>,
    pub groups: Vec<Group>,
    pub deadlines: Vec<DeadlineNames>,
    pub watches: Vec<Ident>,
}

impl<'p> Plan<'p> {
    pub fn new(law: Law<'p>) -> Self {
        let procedure = law.procedure;
        let mut root = Scope::default();
        let states: Vec<Ident> = procedure.states().map(|(_, state)| root.ty(&state.name, "State")).collect();
        let machine = root.ty(procedure.name(), "Machine");
        let acts_of: Vec<Vec<Act>> = procedure.states().map(|(id, _)| reach::acts(procedure, id)).collect();
        let unions = unions(procedure, &states, &acts_of, &mut root);
        let (acts, words) = acts(procedure);
        let (roles, groups) = roles(procedure);
        let deadlines = deadlines(procedure, &acts);
        let mut parameters = Scope::with(&["law"]);
        let watches = procedure.watches().map(|(_, watch)| parameters.snake(&watch.name, "_seen")).collect();
        Self { procedure, law, machine, states, acts_of, unions, acts, words, roles, groups, deadlines, watches }
    }

    pub fn state(&self, id: StateId) -> &Ident {
        &self.states[id.index()]
    }

    pub fn role(&self, id: RoleId) -> &Ident {
        &self.roles[id.index()]
    }

    pub fn act(&self, id: ActId) -> &ActNames {
        &self.acts[id.index()]
    }

    pub fn deadline(&self, id: DeadlineId) -> &DeadlineNames {
        &self.deadlines[id.index()]
    }

    /// The type of a case in one of some states, without its lifetime.
    pub fn one_of(&self, states: StateSet) -> Ident {
        let mut members = states.iter();
        match (members.next(), members.next()) {
            (Some(only), None) => self.state(only).clone(),
            _ => match self.unions.iter().find(|union| union.states == states) {
                Some(union) => union.ty.clone(),
                None => Ident::new("AnyState", proc_macro2::Span::call_site()),
            },
        }
    }

    /// The function that makes such a case of what is held.
    pub fn maker(&self, states: StateSet) -> TokenStream {
        let ty = self.one_of(states);
        if states.iter().nth(1).is_none() { quote!(#ty) } else { quote!(#ty::of) }
    }

    /// Whether the states in which a deadline can be read include one: it lives there, or its end led there.
    pub fn shows(&self, id: DeadlineId, state: StateId) -> bool {
        let deadline = self.procedure.deadline(id);
        let ended = |id| self.procedure.transition(id).to == Some(state);
        deadline.alive.is_none_or(|alive| alive.contains(state)) || deadline.expiry.iter().any(|id| ended(*id))
    }

    /// The words of a detail's type, if it has some.
    pub fn words_of(&self, ty: &Type) -> Option<&WordNames> {
        let Type::Word(words) = ty else { return None };
        self.words.iter().find(|known| known.words == *words)
    }

    /// Whether the procedure watches others.
    pub fn sees(&self) -> bool {
        !self.watches.is_empty()
    }

    /// The roles that may do an act, as one type.
    pub fn group(&self, roles: &[RoleId]) -> Option<&Group> {
        self.groups.iter().find(|group| group.roles == roles)
    }

    /// Whether an act must be given its details.
    pub fn has_details(&self, id: ActId) -> bool {
        !self.procedure.act(id).details.is_empty()
    }

    /// Whether a detail of an act is a text, whose number the procedure knows.
    pub fn has_texts(&self, id: ActId) -> bool {
        self.procedure.act(id).details.iter().any(|field| field.ty == Type::Text)
    }
}

/// Whether a detail must be given.
pub(super) fn is_required(field: &Field) -> bool {
    field.default.is_none() && !field.optional
}

/// The types that are one of some states: each set of states once.
fn unions(procedure: &Procedure, states: &[Ident], acts_of: &[Vec<Act>], root: &mut Scope) -> Vec<Union> {
    let mut unions: Vec<Union> = Vec::new();
    for ((id, state), acts) in procedure.states().zip(acts_of) {
        let waited = (after_time(procedure, id), format!("{}_after_time", state.name));
        let acted = acts.iter().flat_map(|act| {
            let name = &procedure.act(act.id).name;
            let after = format!("{}_after_{name}", state.name);
            [(act.next, after.clone()), (act.became, format!("{after}_refused"))]
        });
        for (set, otherwise) in [waited].into_iter().chain(acted) {
            let members: Vec<&Ident> = set.iter().map(|id| &states[id.index()]).collect();
            let known = unions.iter().any(|union| union.states == set);
            if members.len() < 2 || members.len() == states.len() || known {
                continue;
            }
            let name = if members.len() <= FEW { alternatives(&members) } else { otherwise };
            unions.push(Union { states: set, ty: root.ty(&name, "Either") });
        }
    }
    unions
}

fn acts(procedure: &Procedure) -> (Vec<ActNames>, Vec<WordNames>) {
    let (mut types, mut numbers) = (Scope::default(), Scope::default());
    let mut methods = Scope::with(&["at", "of", "act", "open", "fork"]);
    let acts = procedure.acts().map(|(_, act)| {
        let mut fields = Scope::default();
        ActNames {
            ty: types.ty(&act.name, "Act"),
            method: methods.snake(&act.name, "_act"),
            number: numbers.capitals(&act.name),
            fields: act.details.iter().map(|field| fields.snake(&field.name, "_detail")).collect(),
        }
    });
    let acts: Vec<ActNames> = acts.collect();
    let mut words: Vec<WordNames> = Vec::new();
    for (_, act) in procedure.acts() {
        for field in &act.details {
            let Type::Word(own) = &field.ty else { continue };
            if words.iter().any(|known| known.words == *own) {
                continue;
            }
            let mut variants = Scope::default();
            words.push(WordNames {
                ty: types.ty(&field.name, "Word"),
                words: own.clone(),
                variants: own.names().iter().map(|word| variants.ty(word, "Word")).collect(),
                label: field.label.en.clone(),
            });
        }
    }
    (acts, words)
}

fn roles(procedure: &Procedure) -> (Vec<Ident>, Vec<Group>) {
    let mut scope = Scope::default();
    let roles: Vec<Ident> = procedure.roles().map(|(_, role)| scope.ty(&role.name, "Role")).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (_, act) in procedure.acts().filter(|(_, act)| act.by.len() > 1) {
        if groups.iter().all(|group| group.roles != act.by) {
            let members: Vec<&Ident> = act.by.iter().map(|role| &roles[role.index()]).collect();
            let name = if members.len() <= FEW { alternatives(&members) } else { format!("whoever_may_{}", act.name) };
            groups.push(Group { roles: act.by.clone(), ty: scope.ty(&name, "Roles") });
        }
    }
    (roles, groups)
}

fn deadlines(procedure: &Procedure, acts: &[ActNames]) -> Vec<DeadlineNames> {
    let taken: Vec<String> = acts.iter().map(|act| act.method.to_string()).collect();
    let taken: Vec<&str> = taken.iter().map(String::as_str).chain(["at", "of", "act", "open", "fork"]).collect();
    let (mut methods, mut numbers) = (Scope::with(&taken), Scope::default());
    let named = procedure.deadlines().map(|(_, deadline)| DeadlineNames {
        method: methods.snake(&deadline.name, "_deadline"),
        number: numbers.capitals(&deadline.name),
    });
    named.collect()
}
