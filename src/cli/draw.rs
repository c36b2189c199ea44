//! `greffe draw`

use std::path::{Path, PathBuf};

use greffe::calendar::Day;
use greffe::library::Library;

use super::disk::Disk;
use super::statechart::{self, Asked, Format};
use super::terminal::Terminal;
use super::{Lang, Status, file};

const EXAMPLES: &str = "\
Examples:
  greffe draw company-accounts -o accounts.svg
  greffe draw cnil-enforcement --on 2011-06-16 --lang fr -o cnil.svg
  greffe draw cnil-enforcement --scenario tmg-2011 --machine tmg -o tmg.svg
  greffe draw my-procedure.yaml -o my-procedure.dot";

/// Draws a procedure as a statechart, and the course of a case in it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a name, or NAME@DATE for the edition in force that day
    #[arg(value_name = "PROCEDURE")]
    subject: String,
    /// Write to this file, whose name ends in .svg, .dot or .mmd, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In which format, whatever the file's name
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The edition in force on this day; with a scenario, as things stood that day
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Show the course of a case: a scenario's file, or the name of what comes with the program
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
    let asked = Asked {
        procedure: &args.subject,
        scenario: args.scenario.as_deref(),
        machine: args.machine.as_deref(),
        on: args.on,
        lang: args.lang.into(),
        format,
        without_notes: args.no_notes,
    };
    match statechart::draw(&asked, &mut library, terminal) {
        Some(text) => deliver(&text, out, terminal),
        None => Status::BadInput,
    }
}

fn deliver(text: &str, out: Option<&Path>, terminal: &mut Terminal) -> Status {
    let Some(path) = out else {
        terminal.out(text);
        return Status::Fine;
    };
    match file::write(path, text) {
        Ok(()) => Status::Fine,
        Err(error) => {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            Status::BadInput
        }
    }
}
