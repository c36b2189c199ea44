//! The modules of roles and of acts' details.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Doc, plain};
use super::names::index;
use super::plan::{ActNames, Plan, WordNames, is_required};
use super::words::label;
use crate::calendar::Minute;
use crate::procedure::{Act, Field};
use crate::text::Lang;
use crate::value::{Type, Value};

/// More parameters than this are too many for clippy.
const MANY: usize = 7;

impl Plan<'_> {
    /// The roles, each a type.
    pub fn roles_module(&self) -> TokenStream {
        let machine = &self.machine;
        let roles = self.procedure.roles().map(|(id, role)| {
            let ty = self.role(id);
            let kind = if role.authority { " What it decides stands until it is annulled." } else { "" };
            let doc = Doc::of(&format!("{}.{kind}", label(&role.label))).outer();
            let number = index(id.index());
            quote! {
                #doc
                #[derive(Clone, Copy, PartialEq, Eq, Debug)]
                pub struct #ty;
                impl greffe::typed::Role<#machine> for #ty { fn number(self) -> usize { #number } }
            }
        });
        let groups = self.groups.iter().map(|group| {
            let ty = &group.ty;
            let members: Vec<_> = group.roles.iter().map(|role| self.role(*role)).collect();
            let links: Vec<String> = members.iter().map(|role| format!("[`{role}`]")).collect();
            let doc = Doc::of(&format!("{}.", crate::report::words::list(&links, "or"))).outer();
            quote! {
                #doc
                pub trait #ty: sealed::Sealed + greffe::typed::Role<#machine> {}
                #(impl #ty for #members {})*
            }
        });
        let mut sealed = TokenStream::new();
        if !self.groups.is_empty() {
            let members = self.procedure.roles().map(|(id, _)| id);
            let members = members.filter(|id| self.groups.iter().any(|group| group.roles.contains(id)));
            let members = members.map(|id| self.role(id));
            sealed = quote!(#(impl sealed::Sealed for #members {})* mod sealed { pub trait Sealed {} });
        }
        let doc = Doc::of("Who acts.").outer();
        quote! {
            #doc
            pub mod by {
                use super::#machine;
                #(#roles)*
                #(#groups)*
                #sealed
            }
        }
    }

    /// The details of acts, each act's a type.
    pub fn acts_module(&self) -> Option<(Doc, TokenStream)> {
        let acts = self.procedure.acts().filter(|(id, _)| self.has_details(*id));
        let mut items: Vec<TokenStream> = acts.map(|(id, act)| self.details(act, self.act(id))).collect();
        items.extend(self.words.iter().map(words_item));
        let doc = Doc::of(
            "What is told of an act besides its date and who did it. `new` takes what must be told; the rest is as the \
             procedure presumes.",
        );
        (!items.is_empty()).then(|| (doc, quote!(#(#items)*)))
    }

    fn details(&self, act: &Act, names: &ActNames) -> TokenStream {
        let ty = &names.ty;
        let doc = Doc::of(&format!("Details of: {}.", label(&act.label))).outer();
        let fields: Vec<TokenStream> = (act.details.iter().zip(&names.fields))
            .map(|(field, name)| {
                let (doc, ty) = (self.field_doc(field).outer(), self.field_type(field));
                quote!(#doc pub #name: #ty,)
            })
            .collect();
        let values = act.details.iter().zip(&names.fields).map(|(field, name)| value_of(field, quote!(self.#name)));
        let count = index(act.details.len());
        let law = act.details.iter().any(|field| field.ty == Type::Text).then(|| quote!(, law: super::Law<'_>));
        let copy = if law.is_some() { quote!(Clone,) } else { quote!(Clone, Copy,) };
        let new = self.constructor(act, names);
        let default = act.details.iter().all(|field| !is_required(field));
        let default = default.then(|| quote!(impl Default for #ty { fn default() -> Self { Self::new() } }));
        quote! {
            #doc
            #[derive(#copy PartialEq, Eq, Debug)]
            pub struct #ty { #(#fields)* }
            impl #ty {
                #new
                pub(super) fn values(&self #law) -> [Value; #count] { [#(#values),*] }
            }
            #default
        }
    }

    /// `new`, where something may be left out.
    fn constructor(&self, act: &Act, names: &ActNames) -> TokenStream {
        let all = || act.details.iter().zip(&names.fields);
        if all().all(|(field, _)| is_required(field)) {
            return TokenStream::new();
        }
        let required: Vec<_> = all().filter(|(field, _)| is_required(field)).collect();
        let parameters = required.iter().map(|(field, name)| {
            let ty = self.field_type(field);
            quote!(#name: #ty)
        });
        let fields = all().map(|(field, name)| {
            if is_required(field) {
                return quote!(#name,);
            }
            let value = self.default_of(field);
            quote!(#name: #value,)
        });
        let many = (required.len() > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let doc = match required.is_empty() {
            true => Doc::of("With nothing told: all as the procedure presumes."),
            false => Doc::of("With what must be told; the rest as the procedure presumes."),
        };
        let doc = doc.outer();
        quote! {
                #doc
                #many
                #[must_use]
                pub fn new(#(#parameters),*) -> Self { Self { #(#fields)* } }
        }
    }

    fn field_doc(&self, field: &Field) -> Doc {
        let mut notes = Vec::new();
        if let Some(bounds) = field.between {
            notes.push(self.law.between(bounds, &field.ty));
        }
        if let Some(default) = field.default {
            notes.push(format!("if nothing is said: {}", self.law.value(default, Some(&field.ty))));
        }
        if field.planned {
            notes.push("may lie ahead".to_owned());
        }
        let notes = if notes.is_empty() { String::new() } else { format!(" ({})", plain(&notes.join("; "))) };
        Doc::of(&format!("{}{notes}.", label(&field.label)))
    }

    fn field_type(&self, field: &Field) -> TokenStream {
        let ty = match &field.ty {
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Text => quote!(String),
            Type::Date => quote!(Stamp),
            Type::Time => quote!(Minute),
            Type::Period => quote!(Period),
            Type::Duration => quote!(Duration),
            // No file can give a detail one of the last two types.
            Type::Word(_) | Type::State | Type::Role => match self.words_of(&field.ty) {
                Some(words) => {
                    let ty = &words.ty;
                    quote!(#ty)
                }
                None => quote!(Value),
            },
        };
        if field.optional && field.default.is_none() { quote!(Option<#ty>) } else { ty }
    }

    fn default_of(&self, field: &Field) -> TokenStream {
        match (field.default, &field.ty) {
            (Some(Value::Boolean(value)), _) => quote!(#value),
            (Some(Value::Integer(value)), _) => {
                let value = Literal::i64_unsuffixed(value);
                quote!(#value)
            }
            (Some(Value::Word(word)), ty) => match self.words_of(ty) {
                Some(words) => {
                    let (ty, word) = (&words.ty, &words.variants[usize::from(word)]);
                    quote!(#ty::#word)
                }
                None => quote!(Value::Unknown),
            },
            (Some(Value::Period(period)), _) => written(&period.to_string(), quote!(Period::default())),
            (Some(Value::Duration(duration)), _) => written(&duration.to_string(), quote!(Duration::default())),
            (Some(Value::Date(stamp)), _) => {
                let text = stamp.to_string();
                quote!(greffe::typed::date(#text))
            }
            (Some(Value::Time(minute, _)), _) => {
                written(&Minute::new(minute).unwrap_or(Minute::FIRST).to_string(), quote!(Minute::FIRST))
            }
            (Some(Value::Text(id)), _) => {
                let texts = &self.procedure.vocabulary.texts;
                let text = usize::try_from(id.0).ok().and_then(|at| texts.get(at)).cloned().unwrap_or_default();
                quote!(#text.to_owned())
            }
            _ => quote!(None),
        }
    }
}

/// A default that is written as in a file.
fn written(text: &str, otherwise: TokenStream) -> TokenStream {
    quote!(greffe::typed::written(#text, #otherwise))
}

/// The engine's value of a detail.
fn value_of(field: &Field, name: TokenStream) -> TokenStream {
    let optional = field.optional && field.default.is_none();
    let one = |value: TokenStream| match &field.ty {
        Type::Boolean => quote!(Value::Boolean(#value)),
        Type::Integer => quote!(Value::Integer(#value)),
        Type::Text => quote!(greffe::typed::text(law.procedure(), #value)),
        Type::Date => quote!(Value::Date(#value)),
        Type::Time => quote!(Value::Time(#value.number(), #value.number())),
        Type::Period => quote!(Value::Period(#value)),
        Type::Duration => quote!(Value::Duration(#value)),
        Type::Word(_) => quote!(Value::Word(#value as u16)),
        Type::State | Type::Role => quote!(#value),
    };
    match (&field.ty, optional) {
        (Type::Text, false) => one(quote!(&#name)),
        (_, false) => one(name),
        (Type::Text, true) => {
            let value = one(quote!(value));
            quote!(#name.as_deref().map_or(Value::Unknown, |value| #value))
        }
        (Type::Time | Type::Word(_), true) => {
            let value = one(quote!(value));
            quote!(#name.map_or(Value::Unknown, |value| #value))
        }
        (_, true) => {
            let path = match &field.ty {
                Type::Boolean => quote!(Value::Boolean),
                Type::Integer => quote!(Value::Integer),
                Type::Date => quote!(Value::Date),
                Type::Period => quote!(Value::Period),
                _ => quote!(Value::Duration),
            };
            quote!(#name.map_or(Value::Unknown, #path))
        }
    }
}

fn words_item(words: &WordNames) -> TokenStream {
    let ty = &words.ty;
    let doc = Doc::of(&format!("{}.", plain(&words.label))).outer();
    let variants = words.variants.iter().enumerate().map(|(at, name)| {
        let text = u16::try_from(at).ok().and_then(|at| words.words.label(at));
        let doc = Doc::of(&text.map_or_else(|| name.to_string(), |text| capital(text.get(Lang::En)) + ".")).outer();
        quote!(#doc #name,)
    });
    quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum #ty { #(#variants)* }
    }
}

fn capital(text: &str) -> String {
    let text = plain(text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
