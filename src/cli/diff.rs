//! `greffe diff`

use std::rc::Rc;

use greffe::diagnostic::{Diagnostic, Diagnostics};
use greffe::library::{Library, ScenarioId, What, is_path};
use greffe::replay::{Options, replay};
use greffe::report;

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Format, Lang, Status, problems};

const EXAMPLES: &str = "\
Examples:
  greffe diff cnil-enforcement@2011-03-31 my-edition.yaml       two editions of a procedure
  greffe diff lawful-notice four-month-notice                   two scenarios

Exit status: 0 if nothing differs, 1 if something does, 2 for bad input.";

/// Tells what changed between two editions of a procedure, or what differs between two scenarios
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The first: a procedure (a file, a name, or NAME@EDITION) or a scenario (a file or a name)
    #[arg(value_name = "A")]
    before: String,
    /// The second, of the same kind
    #[arg(value_name = "B")]
    after: String,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Prints the differences.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let mut kinds = Vec::new();
    for argument in [&args.before, &args.after] {
        match is_scenario(&mut library, argument) {
            Ok(None) => {
                let message = format!("`{argument}` is a system, and systems are not compared");
                terminal.error(&message, Some("compare two procedures or two scenarios"));
                return Status::BadInput;
            }
            Ok(Some(kind)) => kinds.push(kind),
            Err(fault) => {
                problems::refuse(*fault, &library, terminal);
                return Status::BadInput;
            }
        }
    }
    let lang = args.lang.into();
    let diff = match kinds[..] {
        [false, false] => procedures(args, &mut library, lang, terminal),
        [true, true] => scenarios(args, &mut library, lang, terminal),
        _ => {
            let (scenario, procedure) =
                if kinds.first() == Some(&true) { (&args.before, &args.after) } else { (&args.after, &args.before) };
            let message = format!("`{scenario}` is a scenario, and `{procedure}` is not");
            terminal.error(&message, Some("compare two procedures or two scenarios"));
            None
        }
    };
    let Some(diff) = diff else { return Status::BadInput };
    match args.format {
        Format::Json => terminal.json(&diff.json()),
        Format::Text => {
            let style = report::text::Style { color: terminal.color(), width: terminal.width(), lang, explain: false };
            terminal.out(&diff.text(&style));
        }
    }
    if diff.same { Status::Fine } else { Status::No }
}

/// Whether an argument names a scenario; nothing for a system.
fn is_scenario(library: &mut Library, argument: &str) -> Result<Option<bool>, Box<Diagnostic>> {
    if argument.contains('@') && !is_path(argument) {
        return Ok(Some(false));
    }
    Ok(match library.open(argument)?.what {
        What::System(_) => None,
        what => Some(matches!(what, What::Scenario(_))),
    })
}

fn procedures(
    args: &Args,
    library: &mut Library,
    lang: greffe::text::Lang,
    terminal: &mut Terminal,
) -> Option<report::diff::Diff> {
    let mut found = Vec::new();
    for argument in [&args.before, &args.after] {
        match library.edition(argument) {
            Ok(edition) => found.push(edition),
            Err(fault) => {
                problems::refuse(*fault, library, terminal);
                return None;
            }
        }
    }
    let mut editions = found.into_iter().map(|(id, index)| Some(library.editions(id)?.get(index)));
    let (before, after) = (editions.next()??, editions.next()??);
    Some(report::diff::procedures(before, after, lang))
}

fn scenarios(
    args: &Args,
    library: &mut Library,
    lang: greffe::text::Lang,
    terminal: &mut Terminal,
) -> Option<report::diff::Diff> {
    let mut found = Diagnostics::new();
    let mut ids: Vec<ScenarioId> = Vec::new();
    for argument in [&args.before, &args.after] {
        match library.open_scenario(argument).map(|opened| opened.what) {
            Ok(What::Scenario(id)) => ids.push(id),
            Ok(_) => {}
            Err(fault) => found.push(*fault),
        }
    }
    let mut checked: Vec<_> = ids.iter().map(|id| library.scenario(*id, &mut found)).collect();
    found.extend(library.diagnostics().iter().cloned());
    let (Some(Some(after)), Some(Some(before))) = (checked.pop(), checked.pop()) else {
        problems::errors(&found, library, terminal);
        return None;
    };
    if found.has_errors() {
        problems::errors(&found, library, terminal);
        return None;
    }
    let options = Options::default();
    let (before, after) = (replay(Rc::new(before), &options), replay(Rc::new(after), &options));
    Some(report::diff::scenarios(&before, &after, lang))
}
