//! Properties as they are written, in a procedure or a system.

use super::node::Located;
use super::read::{listed, listed_or};
use super::values::{OneOrMany, Text};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};

record! {
    /// A property, looked at on every replay and provable over every lawful course. It has exactly one of `never`,
    /// `always`, `reachable`, `following`, `before` and `at_end`.
    pub struct PropertySyntax as "a property", check check_property {
        /// Its name in English.
        en: Located<String> = optional "en",
        /// Its name in French.
        fr: Located<String> = optional "fr",
        /// The condition that must never hold.
        never: Located<String> = optional "never",
        /// The condition that must always hold.
        always: Located<String> = optional "always",
        /// The condition that some lawful course must reach.
        reachable: Located<String> = optional "reachable",
        /// The acts done, or states entered, after which something is expected.
        following: OneOrMany<Located<String>> = optional "following",
        /// The length within which it is expected; without it, at any time.
        within: Located<String> = optional "within",
        /// The acts done, or states entered, just before which something is expected.
        before: OneOrMany<Located<String>> = optional "before",
        /// The condition that is expected after `following`, or before `before`.
        expect: Located<String> = optional "expect",
        /// The condition that must hold when a case has ended.
        at_end: Located<String> = optional "at_end",
        /// Whether it speaks only of courses on which every duty was kept so far.
        duties_kept: Located<bool> = optional "duties_kept",
        /// The articles it rests on, or `policy`.
        basis: OneOrMany<Located<String>> = optional "basis",
        /// Whether breaking it counts; `required` by default.
        level: Located<String> = optional "level" words words::LEVEL,
        /// What is known of it already: that some lawful course breaks it, and why it stands here all the same.
        known: KnownSyntax = optional "known",
    }
}

record! {
    /// What is known of a property already. A proof that finds it counts as expected, one that finds anything else does
    /// not.
    pub struct KnownSyntax as "what is known" {
        /// What a proof finds: `broken`, or `impossible` of what is said to be reachable.
        result: Located<String> = required "result" words words::KNOWN,
        /// Why that is so.
        why: Text = required "why",
    }
}

record! {
    /// What a proof is known to find of a rule without being asked. It then counts as expected, and its absence does not.
    pub struct FindingSyntax as "what is known" {
        /// What a proof finds: `unreached` or `no_end` of a state, `untaken` of a transition, `always_true` or
        /// `never_true` of a condition, `never_started`, `never_runs_out` or `never_kept` of a deadline, `never_in_time`
        /// of a duty.
        result: Located<String> = required "result" words words::FINDING,
        /// Why that is so.
        why: Text = required "why",
    }
}

/// The keys of which a property has exactly one.
const FORMS: [&str; 6] = ["never", "always", "reachable", "following", "before", "at_end"];

fn check_property(property: &PropertySyntax, diagnostics: &mut Diagnostics) -> bool {
    let PropertySyntax { span, never, always, reachable, following, before, at_end, .. } = property;
    let one = |text: &Option<Located<String>>| text.as_ref().map(|text| text.span);
    let many = |names: &Option<OneOrMany<Located<String>>>| names.as_ref().map(|names| names.span);
    let places = [one(never), one(always), one(reachable), many(following), many(before), one(at_end)];
    let given: Vec<(&str, Span)> = FORMS.into_iter().zip(places).filter_map(|(key, at)| Some((key, at?))).collect();
    match given[..] {
        [] => {
            let headline = format!("a property has none of {}", listed(&FORMS));
            diagnostics.push(Diagnostic::new(Code::E004, headline).at(*span, "needs one of them"));
            false
        }
        [(form, at)] => check_companions(property, form, at, diagnostics) & check_known(property, form, diagnostics),
        [(first, at), (second, other), ..] => {
            let headline = format!("a property has both `{first}` and `{second}`");
            diagnostics.push(
                Diagnostic::new(Code::E005, headline)
                    .at(other, format!("excludes `{first}`"))
                    .also(at, format!("`{first}` is here"))
                    .help("write two properties"),
            );
            false
        }
    }
}

/// What is said to be reachable is impossible or not; all else is broken or not.
fn check_known(property: &PropertySyntax, form: &str, diagnostics: &mut Diagnostics) -> bool {
    let wanted = if form == "reachable" { "impossible" } else { "broken" };
    match property.known.as_ref().map(|known| &known.result) {
        Some(result) if result.value != wanted => {
            let headline = format!("what is said by `{form}` is never `{}`", result.value);
            diagnostics
                .push(Diagnostic::new(Code::E005, headline).at(result.span, "").help(format!("write `{wanted}`")));
            false
        }
        _ => true,
    }
}

/// `expect` belongs to `following` and `before`, and `within` to `following`.
fn check_companions(property: &PropertySyntax, form: &str, at: Span, diagnostics: &mut Diagnostics) -> bool {
    let mut fine = true;
    let mut belongs = |key: &str, given: &Option<Located<String>>, to: &[&str]| {
        if let Some(text) = given.as_ref().filter(|_| !to.contains(&form)) {
            fine = false;
            let headline = format!("`{key}` belongs to {}, not to `{form}`", listed_or(to));
            diagnostics.push(Diagnostic::new(Code::E005, headline).at(text.span, "").also(at, format!("`{form}`")));
        }
    };
    belongs("within", &property.within, &["following"]);
    belongs("expect", &property.expect, &["following", "before"]);
    if matches!(form, "following" | "before") && property.expect.is_none() {
        fine = false;
        let headline = format!("a property with `{form}` does not say what is expected");
        diagnostics.push(Diagnostic::new(Code::E004, headline).at(at, "needs `expect`"));
    }
    fine
}
