//! What mutation testing says: what nobody would notice, and how much is noticed.

use super::length::plural;
use super::{number, say};
use crate::mutate::{Fault, Kind};
use crate::text::Lang;

/// A fixed word or phrase of mutation testing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
    /// The heading above the survivors.
    Unnoticed,
    /// The heading above the survivors that are accepted.
    Accepted,
    /// The heading above entries of a list of survivors that are out of date.
    Stale,
    /// The heading above the counts of each kind.
    ByKind,
    /// The heading above a list of mutants that were not run.
    Mutants,
    /// What a survivor's sentence begins with.
    NobodyNoticed,
    /// What a mutant's sentence begins with where it was not run.
    What,
    /// Before the reason of an accepted survivor.
    Because,
    /// Before what a condition would say.
    Condition,
    /// Before what is said when a condition fails.
    Rule,
    /// All editions.
    AllEditions,
}

/// The text of a word.
#[must_use]
pub const fn mutation(word: Mutation, lang: Lang) -> &'static str {
    match word {
        Mutation::Unnoticed => say(lang, "What nobody would notice", "Ce que personne ne remarquerait"),
        Mutation::Accepted => say(lang, "Accepted, with a reason", "Admis, avec un motif"),
        Mutation::Stale => say(lang, "Out of date in the list of survivors", "Périmé dans la liste des survivants"),
        Mutation::ByKind => say(lang, "By kind", "Par genre"),
        Mutation::Mutants => say(lang, "Mutants", "Mutants"),
        Mutation::NobodyNoticed => say(lang, "nobody would notice if ", "personne ne remarquerait rien si "),
        Mutation::What => say(lang, "what if ", "et si "),
        Mutation::Because => say(lang, "because: ", "motif : "),
        Mutation::Condition => say(lang, "condition: ", "condition : "),
        Mutation::Rule => say(lang, "rule: ", "règle : "),
        Mutation::AllEditions => say(lang, "all editions", "toutes les éditions"),
    }
}

/// A kind of change: "bounds shifted".
#[must_use]
pub const fn mutation_kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Bound => say(lang, "bounds shifted by one", "bornes décalées d'une unité"),
        Kind::Strictness => say(lang, "bounds counted in or out", "bornes incluses ou exclues"),
        Kind::Condition => say(lang, "conditions dropped", "conditions supprimées"),
        Kind::Level => say(lang, "conditions weakened", "conditions affaiblies"),
        Kind::Role => say(lang, "roles widened", "rôles élargis"),
        Kind::Effect => say(lang, "effects reversed", "effets inversés"),
        Kind::Target => say(lang, "targets swapped", "arrivées échangées"),
        Kind::Transition => say(lang, "transitions removed", "transitions supprimées"),
        Kind::Deadline => say(lang, "deadlines removed", "délais supprimés"),
        Kind::Memory => say(lang, "memory lost", "mémoire perdue"),
        Kind::Duty => say(lang, "duties removed", "obligations supprimées"),
    }
}

/// What is wrong with an entry of a list of survivors.
#[must_use]
pub const fn stale(fault: Fault, lang: Lang) -> &'static str {
    match fault {
        Fault::Unknown => say(lang, "there is no such mutant", "aucun mutant de ce nom"),
        Fault::Killed => say(lang, "somebody notices it", "il est remarqué"),
    }
}

/// "142 scenarios run it": how many scenarios test the procedure.
#[must_use]
pub fn tested_by(scenarios: usize, lang: Lang) -> String {
    let n = count(scenarios, lang);
    match lang {
        Lang::En => format!("{n} {} it", if plural_of(scenarios, lang) { "scenarios run" } else { "scenario runs" }),
        Lang::Fr => {
            format!("{n} {}", if plural_of(scenarios, lang) { "scénarios l'exécutent" } else { "scénario l'exécute" })
        }
    }
}

/// "412 mutants".
#[must_use]
pub fn mutants(all: usize, lang: Lang) -> String {
    format!("{} {}", count(all, lang), if plural_of(all, lang) { "mutants" } else { "mutant" })
}

/// "398 of 412 killed (96 %)".
#[must_use]
pub fn killed(killed: usize, all: usize, lang: Lang) -> String {
    let (some, of, percent) = (count(killed, lang), count(all, lang), percent(killed, all));
    match lang {
        Lang::En => format!("{some} of {of} killed ({percent} %)"),
        Lang::Fr => format!("{some} sur {of} tués ({percent} %)"),
    }
}

/// The closing line.
#[must_use]
pub fn mutation_summary(all: usize, dead: usize, accepted: usize, lang: Lang) -> String {
    let survived = all.saturating_sub(dead);
    let mut text = killed(dead, all, lang);
    match lang {
        Lang::En => text.push_str(&format!(", {} survived", count(survived, lang))),
        Lang::Fr => text.push_str(&format!(
            ", {} {}",
            count(survived, lang),
            if plural_of(survived, lang) { "ont survécu" } else { "a survécu" }
        )),
    }
    if accepted > 0 {
        let n = count(accepted, lang);
        text.push_str(&match lang {
            Lang::En => format!(", {n} of them accepted with a reason"),
            Lang::Fr => format!(", dont {n} admis avec un motif"),
        });
    }
    text
}

/// How many percent, rounded down: 100 only if nothing is missing.
#[must_use]
pub fn percent(some: usize, all: usize) -> usize {
    some.saturating_mul(100).checked_div(all).unwrap_or(100)
}

fn count(n: usize, lang: Lang) -> String {
    number(i64::try_from(n).unwrap_or(i64::MAX), lang)
}

fn plural_of(n: usize, lang: Lang) -> bool {
    plural(i64::try_from(n).unwrap_or(i64::MAX), lang)
}
