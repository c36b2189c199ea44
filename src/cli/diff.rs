//! `greffe diff`

use greffe::library::{Library, What, is_path};
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
    let (before, after) = (is_scenario(&mut library, &args.before), is_scenario(&mut library, &args.after));
    let lang = args.lang.into();
    let diff = match (before, after) {
        (false, false) => procedures(args, &mut library, lang, terminal),
        (true, true) => scenarios(args, &mut library, lang, terminal),
        (before, _) => {
            let (scenario, procedure) = if before { (&args.before, &args.after) } else { (&args.after, &args.before) };
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

/// Whether an argument names a scenario. What names nothing at all is taken for a procedure, and reported as such.
fn is_scenario(library: &mut Library, argument: &str) -> bool {
    if argument.contains('@') && !is_path(argument) {
        return false;
    }
    matches!(library.open(argument).map(|opened| opened.what), Ok(What::Scenario(_)))
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
    _args: &Args,
    _library: &mut Library,
    _lang: greffe::text::Lang,
    _terminal: &mut Terminal,
) -> Option<report::diff::Diff> {
    None
}
