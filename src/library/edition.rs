//! One edition of a procedure, as an argument names it.

use super::load::What;
use super::name::is_path;
use super::{Library, ProcedureId};
use crate::diagnostic::{Code, Diagnostic};

impl Library {
    /// The edition that an argument names: `NAME@EDITION`, a name that has one edition, or a file.
    ///
    /// # Errors
    ///
    /// There is no such procedure or edition, the argument does not say which of several, or the procedure has
    /// errors, which are then among [`Library::diagnostics`].
    pub fn edition(&mut self, argument: &str) -> Result<(ProcedureId, usize), Box<Diagnostic>> {
        let (name, wanted) = match argument.rsplit_once('@') {
            Some((name, wanted)) if !is_path(argument) => (name, Some(wanted)),
            _ => (argument, None),
        };
        let opened = self.open_procedure(name)?;
        let fault = |headline: String| Box::new(Diagnostic::new(Code::E008, headline));
        let id = match opened.what {
            What::Procedure(id) => id,
            What::Scenario(_) => return Err(fault(format!("`{argument}` is a scenario, not a procedure"))),
            What::System(_) => return Err(fault(format!("`{argument}` is a system, not a procedure"))),
            What::Study(_) => return Err(fault(format!("`{argument}` is a study, not a procedure"))),
            What::Broken => return Err(fault(format!("`{argument}` has errors"))),
        };
        let Some(editions) = self.editions(id) else { return Err(fault(format!("`{argument}` has errors"))) };
        let days: Vec<String> = editions.all().iter().map(|edition| edition.edition().to_string()).collect();
        let known = || {
            let names: Vec<String> = days.iter().map(|day| format!("`{name}@{day}`")).collect();
            format!("there is {}", names.join(", "))
        };
        let own = |file| editions.all().iter().position(|edition| edition.span.file == file);
        let found = match (wanted, days.len()) {
            (Some(wanted), _) => days.iter().position(|day| day == wanted),
            (None, 1) => Some(0),
            (None, _) if is_path(name) => opened.files.first().and_then(|file| own(*file)),
            (None, _) => {
                return Err(Box::new((*fault(format!("`{name}` has several editions"))).help(known())));
            }
        };
        match (found, wanted) {
            (Some(index), _) => Ok((id, index)),
            (None, Some(wanted)) => {
                Err(Box::new((*fault(format!("`{name}` has no edition of `{wanted}`"))).help(known())))
            }
            (None, None) => Err(Box::new((*fault(format!("`{argument}` gives no edition"))).help(known()))),
        }
    }
}
