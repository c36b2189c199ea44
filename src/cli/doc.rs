//! `greffe doc`

use greffe::library::{Library, Opened, What};
use greffe::report;

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Lang, Status, problems};

const EXAMPLES: &str = "\
Examples:
  greffe doc company-accounts > accounts.md   a procedure that comes with the program
  greffe doc cnil-enforcement@2011-03-31      one of its editions
  greffe doc tmg-system                       a system: its machines, and what must hold across them
  greffe doc my-procedure.yaml --lang fr";

/// Writes a page about a procedure or a system, in Markdown
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a name, or NAME@EDITION
    #[arg(value_name = "PROCEDURE|SYSTEM")]
    procedure: String,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Prints the page.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    if let Ok(Opened { what: What::System(id), .. }) = library.open(&args.procedure) {
        return match library.system(id).and_then(|system| report::doc::system(&system, args.lang.into())) {
            Some(page) => {
                terminal.out(&page);
                Status::Fine
            }
            None => {
                problems::errors(&library.diagnostics().clone(), &library, terminal);
                Status::BadInput
            }
        };
    }
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
