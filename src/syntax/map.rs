//! A map as it is written: which columns of a register stand for the case, the act, the date and each detail.

use super::node::Located;
use super::values::{OneOrMany, References, Text};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

record! {
    /// What the columns or attributes of a register mean to a procedure.
    pub struct MapFile as "the map of a register" {
        /// What the register is called.
        map: Text = required "map",
        /// The column that names the case; in XES an attribute of the trace is `case:KEY`.
        case: Located<String> = required "case",
        /// The column that names the activity.
        act: Located<String> = required "act",
        /// The column of the date, and how it is read.
        date: DateFieldSyntax = required "date",
        /// The column that tells who acted.
        role: RoleFieldSyntax = optional "role",
        /// Which act each activity is.
        activities: References<ActivitySyntax> = required "activities",
        /// Activities that are no acts; `rest`: all that `activities` does not list.
        ignore: OneOrMany<Located<String>> = optional "ignore",
    }
}

record! {
    /// A date, and how it is read.
    pub struct DateFieldSyntax as "a date's column", short "field" {
        /// The column.
        field: Located<String> = required "field",
        /// How it is written, as in `%d/%m/%Y %H:%M`; else as in ISO 8601.
        written: Located<String> = optional "written",
        /// Whether the day alone is kept, or the minute too.
        precision: Located<String> = optional "precision" words words::PRECISION,
        /// The time zone to which instants with an offset are brought, or `as_written`; else the procedure's.
        zone: Located<String> = optional "zone",
    }
}

record! {
    /// Who acted, and what the register calls the roles.
    pub struct RoleFieldSyntax as "a role's column", short "field" {
        /// The column.
        field: Located<String> = required "field",
        /// The procedure's role for each word of the register.
        words: References<Located<String>> = default "words",
    }
}

record! {
    /// An act, and where its details come from.
    pub struct ActivitySyntax as "an activity", short "act" {
        /// The procedure's act.
        act: Located<String> = required "act",
        /// Who does it, where the register does not tell.
        by: Located<String> = optional "by",
        /// Where the act's details come from.
        details: References<DetailFieldSyntax> = default "details",
    }
}

record! {
    /// A detail: a column, or always the same value.
    pub struct DetailFieldSyntax as "a detail's column", short "field", check check_detail {
        /// The column.
        field: Located<String> = optional "field",
        /// The value that it always has, or `unknown`.
        is: Located<String> = optional "is",
        /// What a number is multiplied by: 100 makes cents of euros.
        times: Located<i64> = optional "times",
        /// The value for each word of the register.
        words: References<Located<String>> = default "words",
        /// The value where the register has none, or `unknown`.
        otherwise: Located<String> = optional "otherwise",
    }
}

fn check_detail(detail: &DetailFieldSyntax, diagnostics: &mut Diagnostics) -> bool {
    let fault = match (&detail.field, &detail.is) {
        (None, None) => {
            Diagnostic::new(Code::E004, "a detail needs a `field`, or what it always `is`").at(detail.span, "")
        }
        (Some(_), Some(is)) => {
            Diagnostic::new(Code::E005, "a detail has a `field`, or is always the same").at(is.span, "both are given")
        }
        _ => return true,
    };
    diagnostics.push(fault);
    false
}
