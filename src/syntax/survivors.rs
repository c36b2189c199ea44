//! A list of accepted survivors as it is written: mutants of one edition that nobody notices, each with the reason why
//! nobody need.

use super::node::Located;
use super::values::{OneOrMany, Text};

record! {
    /// Mutants of one edition of a procedure that no scenario notices, and why none need.
    pub struct SurvivorsFile as "a list of survivors" {
        /// The procedure's name.
        survivors_of: Located<String> = required "survivors_of",
        /// The first day of the edition.
        edition: Located<String> = required "edition",
        /// The mutants that are accepted.
        survivors: Vec<SurvivorSyntax> = default "survivors",
    }
}

record! {
    /// One reason, and the mutants that it accepts.
    pub struct SurvivorSyntax as "a survivor" {
        /// The names of mutants, as `greffe mutate` tells them.
        mutant: OneOrMany<Located<String>> = required "mutant",
        /// Why nobody need notice.
        because: Text = required "because",
    }
}
