//! `greffe draw`

use std::path::PathBuf;
use std::rc::Rc;

use greffe::calendar::Day;
use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, ScenarioId, What};
use greffe::picture::timeline;
use greffe::replay::{Options, replay_history};

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Lang, Status, file, problems};

const EXAMPLES: &str = "\
Examples:
  greffe draw tmg-2011 -o affair.svg          the course of a case over time";

/// Draws a scenario as a timeline
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, or a name of what comes with the program
    #[arg(value_name = "FILE")]
    subject: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Draw how things stood on this day
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
}

/// Draws what the argument names.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    match library.open(&args.subject).map(|opened| opened.what) {
        Ok(What::Scenario(id)) => scenario(args, id, &mut library, terminal),
        Ok(_) => Status::BadInput,
        Err(fault) => {
            problems::refuse(*fault, &library, terminal);
            Status::BadInput
        }
    }
}

/// The timeline of a scenario.
fn scenario(args: &Args, id: ScenarioId, library: &mut Library, terminal: &mut Terminal) -> Status {
    let mut found = Diagnostics::new();
    let checked = library.scenario(id, &mut found);
    found.extend(library.diagnostics().iter().cloned());
    let Some(checked) = checked.filter(|_| !found.has_errors()) else {
        problems::errors(&found, library, terminal);
        return Status::BadInput;
    };
    let options = Options { until: args.on, brief: true, ..Options::default() };
    let (replay, history) = replay_history(Rc::new(checked), &options, false);
    let wanted = timeline::Options { lang: args.lang.into(), alone: true, numbered: &[], signs: None };
    let drawn = timeline::draw(&replay, &history, wanted);
    file::deliver(&drawn.picture.standalone(), args.out.as_deref(), terminal)
}
