//! Procedures that are drawn.

use std::ffi::OsStr;
use std::path::Path;
use std::rc::Rc;

use clap::ValueEnum;
use greffe::calendar::Day;
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, ProcedureId, ScenarioId, What, is_path};
use greffe::picture::statechart::{Course, Options, course, dot, edition as best_edition, mermaid, statechart};
use greffe::procedure::Editions;
use greffe::replay::{self, replay};
use greffe::scenario::{MachineIx, Scenario};
use greffe::text::Lang;

use super::problems;
use super::terminal::Terminal;

/// The formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// A picture
    Svg,
    /// A graph for Graphviz
    Dot,
    /// A state diagram for Mermaid
    Mmd,
}

impl Format {
    /// The one that is asked for, else that of the file's name, else a picture.
    pub fn of(asked: Option<Self>, out: Option<&Path>) -> Result<Self, String> {
        let extension = out.and_then(Path::extension);
        match (asked, out, extension.and_then(OsStr::to_str)) {
            (Some(format), _, _) => Ok(format),
            (None, None, _) | (None, _, Some("svg")) => Ok(Self::Svg),
            (None, _, Some("dot" | "gv")) => Ok(Self::Dot),
            (None, _, Some("mmd" | "mermaid")) => Ok(Self::Mmd),
            (None, Some(path), _) => Err(format!(
                "`{}` has no known format: name it `.svg`, `.dot` or `.mmd`, or say which with `--format`",
                path.display()
            )),
        }
    }
}

/// What is asked for of a procedure.
pub struct Asked<'a> {
    /// A file, a name, `NAME@EDITION`, or `NAME@DATE`.
    pub procedure: &'a str,
    /// The scenario whose course is shown.
    pub scenario: Option<&'a str>,
    /// The machine of it, if several run the procedure.
    pub machine: Option<&'a str>,
    /// The day.
    pub on: Option<Day>,
    /// In which language.
    pub lang: Lang,
    /// In which format.
    pub format: Format,
    /// Whether the notes are left out.
    pub without_notes: bool,
}

/// The text of the picture; nothing if there is none, which is told.
pub fn draw(asked: &Asked<'_>, library: &mut Library, terminal: &mut Terminal) -> Option<String> {
    let opened = asked.scenario.map(|scenario| open_scenario(scenario, library, terminal));
    let id = match opened {
        Some(None) => return None,
        Some(id) => id,
        None => None,
    };
    let (procedure, edition) = find(asked, library, terminal)?;
    let found = drawn(asked, library, procedure, edition, id);
    match found {
        Ok(text) => Some(text),
        Err(Fault::Files(diagnostics)) => {
            problems::errors(&diagnostics, library, terminal);
            None
        }
        Err(Fault::Said(text, help)) => {
            terminal.error(&text, help.as_deref());
            None
        }
    }
}

enum Fault {
    Files(Diagnostics),
    Said(String, Option<String>),
}

fn open_scenario(argument: &str, library: &mut Library, terminal: &mut Terminal) -> Option<ScenarioId> {
    match library.open_scenario(argument).map(|opened| opened.what) {
        Ok(What::Scenario(id)) => return Some(id),
        Ok(What::Broken) => problems::errors(&library.diagnostics().clone(), library, terminal),
        Ok(what) => terminal.error(&format!("`{argument}` is a {}, not a scenario", what.word()), None),
        Err(fault) => problems::refuse(*fault, library, terminal),
    }
    None
}

/// The procedure, and the edition that its name asks for, if it asks for one.
fn find(asked: &Asked<'_>, library: &mut Library, terminal: &mut Terminal) -> Option<(ProcedureId, Option<usize>)> {
    let named = match asked.procedure.rsplit_once('@') {
        Some((name, date)) if !is_path(asked.procedure) => date.parse::<Day>().ok().map(|day| (name, Some(day))),
        _ if is_path(asked.procedure) => None,
        _ => Some((asked.procedure, None)),
    };
    // Without a day, the library tells best which editions there are.
    let dated = named.and_then(|(name, day)| day.or(asked.on).map(|day| (name, Some(day))));
    let dated = dated.or_else(|| named.filter(|_| asked.scenario.is_some()));
    let Some((name, day)) = dated else {
        return match library.edition(asked.procedure) {
            Ok((id, edition)) => Some((id, Some(edition))),
            Err(fault) => {
                problems::refuse(*fault, library, terminal);
                None
            }
        };
    };
    let id = match library.open_procedure(name).map(|opened| opened.what) {
        Ok(What::Procedure(id)) => id,
        Ok(What::Broken) => {
            problems::errors(&library.diagnostics().clone(), library, terminal);
            return None;
        }
        Ok(what) => {
            terminal.error(&format!("`{name}` is a {}, not a procedure", what.word()), None);
            return None;
        }
        Err(fault) => {
            problems::refuse(*fault, library, terminal);
            return None;
        }
    };
    let Some(day) = day.filter(|_| asked.scenario.is_none() || asked.procedure.contains('@')) else {
        return Some((id, None));
    };
    let editions = library.editions(id)?;
    match editions.all().iter().position(|edition| edition.in_force(day)) {
        Some(edition) => Some((id, Some(edition))),
        None => {
            let known: Vec<String> = editions.all().iter().map(|e| format!("`{name}@{}`", e.edition())).collect();
            let help = format!("there is {}", known.join(", "));
            terminal.error(&format!("no edition of `{name}` is in force on {day}"), Some(&help));
            None
        }
    }
}

fn drawn(
    asked: &Asked<'_>,
    library: &Library,
    procedure: ProcedureId,
    edition: Option<usize>,
    scenario: Option<ScenarioId>,
) -> Result<String, Fault> {
    let editions = library.editions(procedure).ok_or_else(|| Fault::Files(library.diagnostics().clone()))?;
    let Some(id) = scenario else { return Ok(written(asked, editions, edition.unwrap_or(0), None)) };
    let mut found = Diagnostics::new();
    let checked = library.scenario(id, &mut found);
    found.extend(library.diagnostics().iter().cloned());
    let scenario = checked.filter(|_| !found.has_errors()).ok_or(Fault::Files(found))?;
    let machine = machine(asked, editions.name(), &scenario)?;
    let options = replay::Options { until: asked.on, ..replay::Options::default() };
    let replay = replay(Rc::new(scenario), &options);
    let edition = edition.unwrap_or_else(|| best_edition(&replay, machine));
    let course = course(&replay, machine, editions.get(edition), asked.lang);
    Ok(written(asked, editions, edition, Some(&course)))
}

fn written(asked: &Asked<'_>, editions: &Editions, edition: usize, course: Option<&Course>) -> String {
    let options = Options { lang: asked.lang, course, without_notes: asked.without_notes, ..Options::default() };
    let procedure = editions.get(edition);
    match asked.format {
        Format::Svg => statechart(procedure, &options).picture.standalone(),
        Format::Dot => dot(procedure, &options),
        Format::Mmd => mermaid(procedure, &options),
    }
}

/// The machine whose course is shown: the one that is named, else the only one that runs the procedure.
fn machine(asked: &Asked<'_>, procedure: &str, scenario: &Scenario<'_>) -> Result<MachineIx, Fault> {
    let runs = (0..scenario.machines.len()).filter(|machine| scenario.editions(*machine).name() == procedure);
    let runs: Vec<(MachineIx, &str)> =
        runs.filter_map(|index| Some((index, scenario.machines.get(index)?.name.as_str()))).collect();
    let names = || runs.iter().map(|(_, name)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match (asked.machine, &runs[..]) {
        (_, []) => Err(Fault::Said(format!("no machine of `{}` runs `{procedure}`", scenario.name), None)),
        (None, [(only, _)]) => Ok(*only),
        (None, _) => {
            let text = format!("several machines of `{}` run `{procedure}`", scenario.name);
            Err(Fault::Said(text, Some(format!("say which with `--machine`: {}", names()))))
        }
        (Some(wanted), _) => runs.iter().find(|(_, name)| *name == wanted).map(|(index, _)| *index).ok_or_else(|| {
            let text = format!("no machine `{wanted}` of `{}` runs `{procedure}`", scenario.name);
            Fault::Said(text, Some(format!("there is {}", names())))
        }),
    }
}
