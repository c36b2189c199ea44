//! `greffe report`

use std::path::PathBuf;
use std::rc::Rc;

use greffe::calendar::Day;
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, What};
use greffe::page;
use greffe::replay::{Options, replay_history};

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Lang, Status, file, problems};

const EXAMPLES: &str = "\
Examples:
  greffe report tmg-2011 -o affair.html            a case, to be read in a browser
  greffe report tmg-2011 --lang fr -o affaire.html
  greffe report my-case.yaml another.yaml -o cases.html

The file needs no network and no other file. A link to an event ends in # and the event's id.

Exit status: 0 if nothing is illegal that was not expected to be, and every expectation is met;
1 otherwise; 2 for bad input.";

/// Writes a report to be read in a browser: timeline, verdicts, law, deadlines, step by step
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Scenarios: files, or names of what comes with the program
    #[arg(required = true, value_name = "SCENARIO")]
    files: Vec<String>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Show how things stood on this day
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
}

/// Writes the page.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let mut found = Diagnostics::new();
    let mut checked = Vec::new();
    for argument in &args.files {
        match library.open_scenario(argument).map(|opened| opened.what) {
            Ok(What::Scenario(id)) => checked.push(id),
            Ok(What::Broken) => {}
            Ok(what @ (What::Procedure(_) | What::System(_) | What::Study(_))) => {
                let kind = what.word();
                terminal.error(&format!("`{argument}` is a {kind}, not a scenario"), None);
                return Status::BadInput;
            }
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    let scenarios: Vec<_> = checked.iter().map(|id| library.scenario(*id, &mut found)).collect();
    found.extend(library.diagnostics().iter().cloned());
    if found.has_errors() {
        problems::errors(&found, &library, terminal);
        return Status::BadInput;
    }
    let options = Options { until: args.until, ..Options::default() };
    let replayed = scenarios.into_iter().flatten().map(|scenario| replay_history(Rc::new(scenario), &options, true));
    let cases: Vec<_> = replayed.collect();
    let status = if cases.iter().all(|(replay, _)| replay.succeeded()) { Status::Fine } else { Status::No };
    let text = page::html(&cases, args.lang.into());
    let written = file::deliver(&text, args.out.as_deref(), terminal);
    status.max(written)
}
