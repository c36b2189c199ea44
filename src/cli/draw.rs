//! `greffe draw`

use std::path::{Path, PathBuf};
use std::rc::Rc;

use greffe::calendar::Day;
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, ScenarioId, What};
use greffe::picture::timeline;
use greffe::replay::{self, replay_history};

use super::disk::Disk;
use super::statechart::{self, Asked, Format};
use super::terminal::Terminal;
use super::{Lang, Status, file, problems};

const EXAMPLES: &str = "\
Examples:
  greffe draw tmg-2011 -o affair.svg              a scenario: its course over time
  greffe draw tmg-2011 --on 2011-07-01 -o july.svg
  greffe draw company-accounts -o accounts.svg    a procedure: its statechart
  greffe draw cnil-enforcement --on 2011-06-16 --lang fr -o cnil.svg
  greffe draw cnil-enforcement --scenario tmg-2011 --machine tmg -o tmg.svg
  greffe draw my-procedure.yaml -o my-procedure.dot";

/// Draws a scenario as a timeline; a procedure as a statechart, and the course of a case in it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A scenario's file or name; a procedure's file, name, or NAME@DATE for the edition in force that day
    #[arg(value_name = "FILE")]
    subject: String,
    /// Write to this file, whose name ends in .svg, for procedures also .dot or .mmd, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In which format, whatever the file's name
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The edition in force on this day; of a scenario, or with one, as things stood that day
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Show the course of a case in a procedure: a scenario's file, or the name of what comes with the program
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// Whose course, if several machines of the scenario run the procedure
    #[arg(long, value_name = "NAME", requires = "scenario")]
    machine: Option<String>,
    /// Leave out the notes below a picture
    #[arg(long)]
    no_notes: bool,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Draws what the argument names.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let out = args.out.as_deref().filter(|path| *path != Path::new("-"));
    let format = match Format::of(args.format, out) {
        Ok(format) => format,
        Err(fault) => {
            terminal.error(&fault, None);
            return Status::BadInput;
        }
    };
    let mut library = Library::new(Disk);
    // What is no scenario is for the other reader, which also tells what is wrong with it.
    let opened = if args.subject.contains('@') { None } else { library.open(&args.subject).ok() };
    let drawn = match opened.map(|opened| opened.what) {
        Some(What::Scenario(id)) => scenario(args, format, id, &mut library, terminal),
        _ => procedure(args, format, &mut library, terminal),
    };
    drawn.map_or(Status::BadInput, |text| file::deliver(&text, out, terminal))
}

/// The statechart of a procedure; nothing if there is none, which is told.
fn procedure(args: &Args, format: Format, library: &mut Library, terminal: &mut Terminal) -> Option<String> {
    let asked = Asked {
        procedure: &args.subject,
        scenario: args.scenario.as_deref(),
        machine: args.machine.as_deref(),
        on: args.on,
        lang: args.lang.into(),
        format,
        without_notes: args.no_notes,
    };
    statechart::draw(&asked, library, terminal)
}

/// The timeline of a scenario; nothing if there is none, which is told.
fn scenario(
    args: &Args,
    format: Format,
    id: ScenarioId,
    library: &mut Library,
    terminal: &mut Terminal,
) -> Option<String> {
    if format != Format::Svg || args.scenario.is_some() {
        let help = "a procedure is drawn as a graph, and with the course of a case in it";
        terminal.error(&format!("`{}` is a scenario: it is drawn as a timeline, in SVG", args.subject), Some(help));
        return None;
    }
    let mut found = Diagnostics::new();
    let checked = library.scenario(id, &mut found);
    found.extend(library.diagnostics().iter().cloned());
    let Some(checked) = checked.filter(|_| !found.has_errors()) else {
        problems::errors(&found, library, terminal);
        return None;
    };
    let options = replay::Options { until: args.on, brief: true, ..replay::Options::default() };
    let (replay, history) = replay_history(Rc::new(checked), &options, false);
    let options = timeline::Options { without_notes: args.no_notes, ..timeline::Options::alone(args.lang.into()) };
    Some(timeline::draw(&replay, &history, options).picture.standalone())
}
