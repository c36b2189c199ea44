//! A procedure as a Rust module: a state is a type, an act is a method that consumes it. The modules that come with the
//! library, and what they lean on, are in [`crate::typed`].

mod acts;
mod any;
mod docs;
mod names;
mod plan;
mod print;
mod reach;
mod states;
mod words;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use thiserror::Error;

use self::docs::{Doc, plain};
use self::plan::Plan;
use self::print::{formatted, mentions};
use super::law::Law;
use super::words as said;
use crate::calendar::Stamp;
use crate::procedure::Procedure;
use crate::text::Lang;
use crate::typed::fingerprint;

/// What was generated is no Rust: a fault of the generator, not of the procedure.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("the module cannot be written: {0}")]
pub struct NotWritten(String);

impl From<syn::Error> for NotWritten {
    fn from(error: syn::Error) -> Self {
        Self(error.to_string())
    }
}

/// A module that holds the typed machine of a procedure.
///
/// # Errors
///
/// What was generated is no Rust.
///
/// ```
/// use greffe::library::{Library, Nothing};
///
/// let mut library = Library::new(Nothing);
/// let (id, edition) = library.edition("hadopi-interconnection").expect("it comes with the program");
/// let procedure = library.editions(id).expect("it has no errors").get(edition);
/// let module = greffe::report::codegen::rust(procedure)?;
/// assert!(module.contains("pub struct Suspended<'p>"));
/// # Ok::<(), greffe::report::codegen::NotWritten>(())
/// ```
pub fn rust(procedure: &Procedure) -> Result<String, NotWritten> {
    let plan = Plan::new(Law { procedure, lang: Lang::En });
    let mut body: Vec<(&str, TokenStream)> = vec![
        ("The law", plan.law_items()),
        ("States, and what can be done in each", plan.state_items()),
        ("One of several states: what an act or time may lead to", plan.union_items()),
        ("Where only the run tells the state", plan.any_items()),
        ("Who acts", plan.roles_module()),
    ];
    if let Some((doc, items)) = plan.acts_module() {
        let (doc, imports) = (doc.outer(), imports(&items));
        body.push(("What is told of an act", quote!(#doc pub mod acts { #imports #items })));
    }
    let whole: TokenStream = body.iter().map(|(_, tokens)| tokens.clone()).collect();
    let (doc, imports) = (plan.module_doc().inner(), imports(&whole));
    let mut text = formatted(doc)? + "\n" + &formatted(imports)?;
    for (title, tokens) in body.into_iter().filter(|(_, tokens)| !tokens.is_empty()) {
        text.push_str(&format!("\n// ---- {title}\n\n{}", formatted(tokens)?));
    }
    text.push_str(&format!("\n// ---- Plumbing\n\n{}", plan.plumbing()));
    Ok(text)
}

/// The name of the file that keeps a module: `NAME_EDITION.rs`.
#[must_use]
pub fn file_name(procedure: &Procedure) -> String {
    let name = format!("{}-{}", procedure.name(), procedure.edition());
    format!("{}.rs", names::Scope::default().snake(&name, ""))
}

/// What some items use of the library and of Rust's own.
fn imports(items: &TokenStream) -> TokenStream {
    let used = |path: TokenStream, names: &[&str]| {
        let names: Vec<Ident> =
            names.iter().filter(|name| mentions(items, name)).map(|name| format_ident!("{name}")).collect();
        match &names[..] {
            [] => TokenStream::new(),
            [only] => quote!(use #path::#only;),
            names => quote!(use #path::{#(#names),*};),
        }
    };
    let all = [
        used(quote!(greffe::calendar), &["Duration", "Minute", "Period", "Stamp"]),
        used(quote!(greffe::engine), &["Clock"]),
        used(quote!(greffe::typed), &["Acted", "Machine", "NotWatched", "Passed", "Sight", "either"]),
        used(quote!(greffe::value), &["Value"]),
    ];
    quote!(#(#all)*)
}

impl Plan<'_> {
    fn module_doc(&self) -> Doc {
        let procedure = self.procedure;
        let name = format!("{}@{}", procedure.name(), procedure.edition());
        let from = said::stamp(Stamp::of_day(procedure.edition()), Lang::En);
        let until = procedure.until().map_or_else(
            || format!("in force from {from} on"),
            |until| format!("in force from {from} to {}", said::stamp(Stamp::of_day(until), Lang::En)),
        );
        let mut doc = Doc::of(&format!("{}.", words::label(procedure.title())))
            .paragraph(&format!(
                "`{}`, {until}. Written by `greffe codegen rust {name}`: change the procedure, not this file.",
                procedure.name()
            ))
            .paragraph(&format!(
                "Every state is a type. Every act that the law knows of a state is a method that consumes it, and returns \
                 the next state or a [refusal](greffe::engine::Refusal) with what the case has become. A case begins \
                 with [`{}::open`]; time passes with `at`. Conditions are quoted in the words that refuse an act; the \
                 engine judges them.",
                self.state(procedure.initial())
            ))
            .heading("The course")
            .block(self.course());
        let (duties, properties) = (self.duties(), self.properties());
        if !duties.is_empty() {
            doc = doc.heading("Duties").list(duties);
        }
        if !properties.is_empty() {
            doc = doc.heading("Properties").list(properties);
        }
        doc
    }

    fn law_items(&self) -> TokenStream {
        let procedure = self.procedure;
        let machine = &self.machine;
        let (name, edition) = (procedure.name(), procedure.edition().to_string());
        let print = syn::LitInt::new(&hexadecimal(fingerprint(procedure)), proc_macro2::Span::call_site());
        let print = print.token();
        let machine_doc = Doc::of("What the machine was generated from.").outer();
        let articles = procedure.articles().map(|(id, article)| {
            let read_in = article.read_in.as_ref().map(|read| format!(" Read in: {}.", plain(read)));
            format!("{}{}", self.quote(id), read_in.unwrap_or_default())
        });
        let law_doc = Doc::of("The law, as it was read:").list(articles).outer();
        let seen = self.seen_items();
        quote! {
            #law_doc
            pub type Law<'p> = greffe::typed::Law<'p, #machine>;
            #machine_doc
            #[derive(Clone, Copy, PartialEq, Eq, Debug)]
            pub struct #machine;
            impl Machine for #machine {
                const PROCEDURE: &'static str = #name;
                const EDITION: &'static str = #edition;
                const FINGERPRINT: u64 = #print;
            }
            type Held<'p> = greffe::typed::Held<'p, #machine>;
            #seen
        }
    }

    /// What is seen of watched machines, if the procedure watches some.
    fn seen_items(&self) -> TokenStream {
        if !self.sees() {
            return TokenStream::new();
        }
        let machine = &self.machine;
        let watches: Vec<_> = self.procedure.watches().map(|(_, watch)| watch).zip(&self.watches).collect();
        let told = watches.iter().map(|(watch, name)| {
            let what = if watch.each { "each a case" } else { "a case" };
            format!("`{name}`: {what} of `{}`", watch.procedure)
        });
        let told = said::list(&told.collect::<Vec<_>>(), "and");
        let type_doc = Doc::of(&format!("What is seen of the machines watched, as a snapshot: {told}.")).outer();
        let doc = Doc::of("Looks at the machines watched: [`sight`](greffe::typed::Held::sight) gives that of a case.")
            .heading("Errors")
            .paragraph("One of them runs another procedure, or an edition that this one was not checked against.")
            .outer();
        let parameters = watches.iter().map(|(watch, name)| match watch.each {
            true => quote!(#name: &[Sight<'s>]),
            false => quote!(#name: Sight<'s>),
        });
        let lists = watches.iter().map(|(watch, name)| if watch.each { quote!(#name) } else { quote!(&[#name]) });
        quote! {
            #type_doc
            pub type Seen<'s> = greffe::typed::Seen<'s, #machine>;
            #doc
            pub fn seen<'s>(law: Law<'_>, #(#parameters),*) -> Result<Seen<'s>, NotWatched> {
                Seen::of(law, &[#(#lists),*])
            }
        }
    }
}

/// A number as Rust writes it: `0x1234_5678_9abc_def0`.
fn hexadecimal(number: u64) -> String {
    let part = |shift: u32| (number >> shift) & 0xffff;
    format!("0x{:04x}_{:04x}_{:04x}_{:04x}", part(48), part(32), part(16), part(0))
}
