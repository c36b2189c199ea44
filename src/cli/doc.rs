//! `greffe doc`

use greffe::library::Library;
use greffe::report;

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Lang, Status, problems};

const EXAMPLES: &str = "\
Examples:
  greffe doc company-accounts > accounts.md   a procedure that comes with the program
  greffe doc cnil-enforcement@2011-03-31      one of its editions
  greffe doc my-procedure.yaml --lang fr";

/// Writes a page about a procedure, in Markdown
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a name, or NAME@EDITION
    #[arg(value_name = "PROCEDURE")]
    procedure: String,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Prints the page.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let found = library.edition(&args.procedure);
    match found.map(|(id, edition)| (library.editions(id), edition)) {
        Ok((Some(editions), edition)) => {
            terminal.out(&report::doc::markdown(editions, edition, args.lang.into()));
            Status::Fine
        }
        Ok((None, _)) => Status::BadInput,
        Err(fault) => {
            problems::refuse(*fault, &library, terminal);
            Status::BadInput
        }
    }
}
