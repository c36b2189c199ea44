//! `greffe next`

use std::rc::Rc;

use greffe::calendar::Day;
use greffe::diagnostic::{Diagnostics, Severity};
use greffe::library::{Library, What};
use greffe::replay::{Options, as_of, replay};
use greffe::report;

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Format, Lang, Status, problems};

const EXAMPLES: &str = "\
Only what had happened by that day counts. Without --on, it is the day on which the scenario is reported: the one that \
it names, else the latest possible date of an event.

Examples:
  greffe next tmg-2011 --on 2011-07-01
  greffe next my-case.yaml --lang fr --format json";

/// Tells what each role may, must and may no longer do on a day, and what time alone will do next
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A scenario: a file, or the name of what comes with the program
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// The day
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Prints the outlook of a scenario on a day.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let mut found = Diagnostics::new();
    let id = match library.open_scenario(&args.scenario).map(|opened| opened.what) {
        Ok(What::Scenario(id)) => Some(id),
        Ok(What::Broken) => None,
        Ok(what @ (What::Procedure(_) | What::System(_) | What::Study(_))) => {
            terminal.error(&format!("`{}` is a {}, not a scenario", args.scenario, what.word()), None);
            return Status::BadInput;
        }
        Err(diagnostic) => {
            found.push(*diagnostic);
            None
        }
    };
    let scenario = id.and_then(|id| library.scenario(id, &mut found));
    found.extend(library.diagnostics().iter().cloned());
    let Some(scenario) = scenario.filter(|_| !found.has_errors()) else {
        let mut errors = Diagnostics::new();
        errors.extend(found.iter().filter(|d| d.severity == Severity::Error).cloned());
        errors.sort();
        problems::show(&errors, library.sources(), terminal);
        return Status::BadInput;
    };
    let day = args.on.unwrap_or_else(|| as_of(&scenario));
    let options = Options { until: Some(day), ..Options::default() };
    let replay = replay(Rc::new(scenario), &options);
    let lang = args.lang.into();
    match args.format {
        Format::Json => terminal.json(&report::json::outlook(&replay, lang)),
        Format::Text => {
            let style = report::text::Style { color: terminal.color(), width: terminal.width(), lang, explain: false };
            terminal.out(&report::text::next(&replay, &style));
        }
    }
    Status::Fine
}
