//! A system as it is written.

use super::node::Located;
use super::procedure::{ArticleSyntax, CountingSyntax};
use super::property::PropertySyntax;
use super::scenario::MachineSyntax;
use super::values::{Entries, Text, check_name};
use crate::diagnostic::Diagnostics;

record! {
    /// A system: machines that run procedures and watch one another, and what must hold across them.
    pub struct SystemFile as "a system", check check_system {
        /// The system's name.
        system: Located<String> = required "system",
        /// The system's title.
        title: Text = required "title",
        /// The IANA name of the time zone of civil dates and times.
        time_zone: Located<String> = required "time_zone",
        /// How the periods are counted that properties name.
        counting: CountingSyntax = required "counting",
        /// Sets of holidays of the file's own.
        holidays: Entries<Vec<Located<String>>> = default "holidays",
        /// The articles that properties rest on.
        law: Entries<ArticleSyntax> = default "law",
        /// The machines, each running a procedure.
        machines: Entries<MachineSyntax> = required "machines",
        /// Lists of machines of one procedure, which properties read with `some`, `every` and `count`.
        lists: Entries<Vec<Located<String>>> = default "lists",
        /// What must hold across the machines.
        properties: Entries<PropertySyntax> = default "properties",
    }
}

fn check_system(file: &SystemFile, diagnostics: &mut Diagnostics) -> bool {
    check_name(&file.system, diagnostics)
}
