//! The machine where only the run tells the state: any state, any act, any role.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, plain};
use super::names::index;
use super::plan::Plan;
use crate::ids::{ActId, RoleId, StateId};

impl Plan<'_> {
    /// Any state, any act, any role.
    pub fn any_items(&self) -> TokenStream {
        let (state, act, role) = (self.any_state(), self.any_act(), self.any_role());
        quote!(#state #act #role)
    }

    fn any_state(&self) -> TokenStream {
        let doc = Doc::of("A case in any state: for where only the run tells which.").outer();
        let variants = self.variants(self.procedure.states().map(|(id, _)| id));
        let act_doc =
            Doc::of("Does any act, by any role; what the law does not know of this state or role is refused.")
                .paragraph("# Errors")
                .paragraph("The act is illegal, or cannot be judged.")
                .outer();
        let at_doc = Doc::of("Lets time pass.").outer();
        let seen = self.sees().then(|| quote!(, seen: &Seen<'_>));
        let arms = self.procedure.states().flat_map(|(id, _)| self.arms(id));
        let fallback = if self.sees() {
            quote!(state.into_held().act_seeing(on, by, (number, &values, seen), Self::of, Self::of))
        } else {
            quote!(state.into_held().act(on, by, (number, &values), Self::of, Self::of))
        };
        let parts = if self.texts() { quote!(act.parts(state.law())) } else { quote!(act.parts()) };
        let deadlines = self.procedure.deadlines().map(|(id, _)| {
            let (method, number) = (&self.deadline(id).method, &self.deadline(id).number);
            let doc = self.deadline_doc(id).outer();
            quote! {
                #doc
                #[must_use]
                pub fn #method(&self) -> Option<Clock> { self.clock(deadline::#number) }
            }
        });
        quote! {
            #doc
            #[derive(Debug)]
            #[must_use = "the case goes on"]
            pub enum AnyState<'p> { #variants }
            impl<'p> AnyState<'p> {
                #act_doc
                pub fn act(self, on: Stamp, by: Role, act: AnyAct #seen) -> Acted<'p, Self> {
                    match (self, act, by) {
                        #(#arms)*
                        (state, act, by) => {
                            let (number, values) = #parts;
                            #fallback
                        }
                    }
                }
                #at_doc
                pub fn at(self, on: Stamp) -> Passed<'p, Self> { self.into_held().at(on, Self::of) }
                #(#deadlines)*
            }
        }
    }

    /// The acts that the law knows of a state and of a role, each by its own method.
    fn arms(&self, state: StateId) -> Vec<TokenStream> {
        let mut arms = Vec::new();
        for act in &self.acts_of[state.index()] {
            for role in &self.procedure.act(act.id).by {
                arms.push(self.arm(state, act.id, *role, act.sees));
            }
        }
        arms
    }

    fn arm(&self, state: StateId, act: ActId, role: RoleId, sees: bool) -> TokenStream {
        let (state, role, names) = (self.state(state), self.role(role), self.act(act));
        let (ty, method) = (&names.ty, &names.method);
        let details = self.has_details(act);
        let pattern = if details { quote!(AnyAct::#ty(details)) } else { quote!(AnyAct::#ty) };
        let details = details.then(|| quote!(, details));
        let seen = sees.then(|| quote!(, seen));
        quote! {
            (Self::#state(state), #pattern, Role::#role) => either(state.#method(on, by::#role #details #seen)),
        }
    }

    fn texts(&self) -> bool {
        self.procedure.acts().any(|(id, _)| self.has_texts(id))
    }

    fn any_act(&self) -> TokenStream {
        let doc = Doc::of("Any act, with its details.").outer();
        let variants = self.procedure.acts().map(|(id, act)| {
            let ty = &self.act(id).ty;
            let doc = Doc::of(&format!("{}.", plain(&act.label.en))).outer();
            if self.has_details(id) { quote!(#doc #ty(acts::#ty),) } else { quote!(#doc #ty,) }
        });
        let arms = self.procedure.acts().map(|(id, _)| {
            let (ty, number) = (&self.act(id).ty, &self.act(id).number);
            let values = if self.has_texts(id) { quote!(details.values(law)) } else { quote!(details.values()) };
            if self.has_details(id) {
                quote!(Self::#ty(details) => (act::#number, #values.to_vec()),)
            } else {
                quote!(Self::#ty => (act::#number, Vec::new()),)
            }
        });
        let law = self.texts().then(|| quote!(, law: Law<'_>));
        quote! {
            #doc
            #[derive(Clone, PartialEq, Eq, Debug)]
            pub enum AnyAct { #(#variants)* }
            impl AnyAct {
                fn parts(&self #law) -> (usize, Vec<Value>) { match self { #(#arms)* } }
            }
        }
    }

    fn any_role(&self) -> TokenStream {
        let doc = Doc::of("Any role.").outer();
        let machine = &self.machine;
        let variants = self.procedure.roles().map(|(id, role)| {
            let ty = self.role(id);
            let doc = Doc::of(&format!("{}.", plain(&role.label.en))).outer();
            quote!(#doc #ty,)
        });
        let arms = self.procedure.roles().map(|(id, _)| {
            let (ty, number) = (self.role(id), index(id.index()));
            quote!(Self::#ty => #number,)
        });
        quote! {
            #doc
            #[derive(Clone, Copy, PartialEq, Eq, Debug)]
            pub enum Role { #(#variants)* }
            impl greffe::typed::Role<#machine> for Role { fn number(self) -> usize { match self { #(#arms)* } } }
        }
    }
}
