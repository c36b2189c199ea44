//! The types of states: one for each state, and one for each choice among several.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Doc, plain};
use super::plan::Plan;
use super::reach::{Act, after_time};
use super::words::label;
use crate::ids::{StateId, TransitionId};

impl Plan<'_> {
    /// All states, each with what can be done in it.
    pub fn state_items(&self) -> TokenStream {
        // Where each act of some transitions is told in full.
        let mut told: Vec<(Vec<TransitionId>, StateId)> = Vec::new();
        let items: Vec<TokenStream> = (self.procedure.states()).map(|(id, _)| self.state_item(id, &mut told)).collect();
        quote!(#(#items)*)
    }

    fn state_item(&self, id: StateId, told: &mut Vec<(Vec<TransitionId>, StateId)>) -> TokenStream {
        let ty = self.state(id);
        let state = self.procedure.state(id);
        let mut doc = Doc::of(&format!("{}.", label(&state.label)));
        if id == self.procedure.initial() {
            doc = doc.paragraph("A case begins here.");
        }
        if state.is_final {
            doc = doc.paragraph("A case ends here.");
        }
        let doc = doc.outer();
        let open = self.open(id);
        let acts: Vec<TokenStream> =
            self.acts_of[id.index()].iter().map(|act| self.act_method(id, act, told)).collect();
        let at = self.at_method(id);
        let deadlines = self.procedure.deadlines().filter(|(deadline, _)| self.shows(*deadline, id));
        let deadlines: Vec<TokenStream> = deadlines
            .map(|(deadline, _)| {
                let (method, number) = (&self.deadline(deadline).method, &self.deadline(deadline).number);
                let doc = self.deadline_doc(deadline).outer();
                quote! {
                    #doc
                    #[must_use]
                    pub fn #method(&self) -> Option<Clock> { self.0.clock(deadline::#number) }
                }
            })
            .collect();
        quote! {
            #doc
            #[derive(Debug)]
            #[must_use = "the case goes on"]
            pub struct #ty<'p>(Held<'p>);
            impl<'p> #ty<'p> { #open #(#acts)* #at #(#deadlines)* }
        }
    }

    fn open(&self, id: StateId) -> TokenStream {
        if id != self.procedure.initial() {
            return TokenStream::new();
        }
        let doc = Doc::of("A new case.").outer();
        quote! {
            #doc
            pub fn open(law: Law<'p>) -> Self { Self(Held::open(law)) }
        }
    }

    fn at_method(&self, id: StateId) -> TokenStream {
        let waited = after_time(self.procedure, id);
        let (ty, maker) = (self.one_of(waited), self.maker(waited));
        let text = match waited.iter().nth(1) {
            None => "Lets time pass: no deadline's end moves the case from here; duties may fall due.".to_owned(),
            Some(_) => format!("Lets time pass, and tells what the case has become: {}.", self.links(waited)),
        };
        let doc = Doc::of(&text).outer();
        quote! {
            #doc
            pub fn at(self, on: Stamp) -> Passed<'p, #ty<'p>> { self.0.at(on, #maker) }
        }
    }

    fn act_method(&self, from: StateId, act: &Act, told: &mut Vec<(Vec<TransitionId>, StateId)>) -> TokenStream {
        let names = self.act(act.id);
        let (method, number) = (&names.method, &names.number);
        let doc = match told.iter().find(|(transitions, _)| *transitions == act.transitions) {
            Some((_, state)) => self.same_act_doc(act, &format!("[`{}::{method}`]", self.state(*state))),
            None => {
                told.push((act.transitions.clone(), from));
                self.act_doc(act)
            }
        };
        let doc = doc.outer();
        let by = self.by(act.id);
        let (next, became) = (self.one_of(act.next), self.one_of(act.became));
        let (to_next, to_became) = (self.maker(act.next), self.maker(act.became));
        let returns = if act.next == act.became {
            quote!(Acted<'p, #next<'p>>)
        } else {
            quote!(Acted<'p, #next<'p>, #became<'p>>)
        };
        let details_ty = &names.ty;
        let (details, before, values) = match (self.has_details(act.id), self.has_texts(act.id)) {
            (false, _) => (TokenStream::new(), TokenStream::new(), quote!(&[])),
            (true, false) => (quote!(, details: acts::#details_ty), TokenStream::new(), quote!(&details.values())),
            (true, true) => (
                quote!(, details: acts::#details_ty),
                quote!(let values = details.values(self.0.law());),
                quote!(&values),
            ),
        };
        let (seen, call) = if act.sees {
            (
                quote!(, seen: &Seen<'_>),
                quote!(self.0.act_seeing(on, by, (act::#number, #values, seen), #to_next, #to_became)),
            )
        } else {
            (TokenStream::new(), quote!(self.0.act(on, by, (act::#number, #values), #to_next, #to_became)))
        };
        quote! {
            #doc
            pub fn #method(self, on: Stamp, by: #by #details #seen) -> #returns { #before #call }
        }
    }

    fn by(&self, act: crate::ids::ActId) -> TokenStream {
        let roles = &self.procedure.act(act).by;
        match (&roles[..], self.group(roles)) {
            (_, Some(group)) => {
                let ty = &group.ty;
                quote!(impl by::#ty)
            }
            ([only], None) => {
                let ty = self.role(*only);
                quote!(by::#ty)
            }
            _ => quote!(Role),
        }
    }

    /// The types that are one of several states, and the one of all.
    pub fn union_items(&self) -> TokenStream {
        let unions = self.unions.iter().map(|union| {
            let ty = &union.ty;
            let doc = Doc::of(&format!("{}.", self.links(union.states))).outer();
            let variants = self.variants(union.states.iter());
            quote! {
                #doc
                #[derive(Debug)]
                #[must_use = "the case goes on"]
                pub enum #ty<'p> { #variants }
            }
        });
        quote!(#(#unions)*)
    }

    pub(super) fn variants(&self, states: impl Iterator<Item = StateId>) -> TokenStream {
        let variants = states.map(|id| {
            let ty = self.state(id);
            let doc = Doc::of(&format!("{}.", plain(&self.procedure.state(id).label.en))).outer();
            quote!(#doc #ty(#ty<'p>),)
        });
        quote!(#(#variants)*)
    }

    /// What makes typed states of a case and lends the case, and the numbers by which the engine knows acts and
    /// deadlines.
    pub fn plumbing(&self) -> String {
        let all: Vec<StateId> = self.procedure.states().map(|(id, _)| id).collect();
        let mut text = "greffe::typed_states! {\n    states {\n".to_owned();
        for id in &all {
            text.push_str(&format!("        {} {},\n", id.index(), self.state(*id)));
        }
        text.push_str("    }\n    unions {\n");
        for union in &self.unions {
            let members: Vec<StateId> = union.states.iter().collect();
            text.push_str(&format!("        {} {{\n            {}\n        }},\n", union.ty, self.numbered(&members)));
        }
        text.push_str(&format!("    }}\n    any {}\n}}\n", self.state(self.procedure.initial())));
        let acts = self.acts.iter().map(|act| &act.number);
        text.push_str(&numbers("act", acts));
        text.push_str(&numbers("deadline", self.deadlines.iter().map(|deadline| &deadline.number)));
        text
    }

    /// States by their numbers; no other is possible there, so that the last may stand for any.
    fn numbered(&self, members: &[StateId]) -> String {
        let last = members.len().saturating_sub(1);
        let each = members.iter().enumerate().map(|(at, id)| match at == last {
            true => format!("_ {}", self.state(*id)),
            false => format!("{} {}", id.index(), self.state(*id)),
        });
        each.collect::<Vec<_>>().join(", ")
    }
}

/// A module of numbers, unless there are none.
fn numbers<'a>(module: &str, names: impl Iterator<Item = &'a Ident>) -> String {
    let consts: Vec<String> =
        names.enumerate().map(|(number, name)| format!("    pub const {name}: usize = {number};\n")).collect();
    if consts.is_empty() { String::new() } else { format!("\nmod {module} {{\n{}}}\n", consts.concat()) }
}
