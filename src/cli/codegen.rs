//! `greffe codegen`

use std::path::PathBuf;

use clap::ValueEnum;
use greffe::library::Library;
use greffe::report::codegen;

use super::disk::Disk;
use super::terminal::Terminal;
use super::{Status, file, problems};

const EXAMPLES: &str = "\
Examples:
  greffe codegen rust cnil-enforcement@2011-03-31 -o src/cnil.rs
  greffe codegen rust my-procedure.yaml > src/my_procedure.rs

The module needs this library and nothing else. Declare it so that `cargo fmt` leaves it as it is:
  #[rustfmt::skip]
  mod cnil;";

/// Writes a procedure as a module: a state is a type, an act a method that consumes it
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// In which programming language
    #[arg(value_enum)]
    language: Language,
    /// A file, a name, or NAME@EDITION
    #[arg(value_name = "PROCEDURE")]
    procedure: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The programming languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Language {
    /// Rust 1.89 or later
    Rust,
}

/// Writes the module.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let (id, edition) = match library.edition(&args.procedure) {
        Ok(found) => found,
        Err(fault) => {
            problems::refuse(*fault, &library, terminal);
            return Status::BadInput;
        }
    };
    let Some(editions) = library.editions(id) else { return Status::BadInput };
    let Language::Rust = args.language;
    match codegen::rust(editions.get(edition)) {
        Ok(module) => file::deliver(&module, args.out.as_deref(), terminal),
        Err(error) => {
            terminal.error(&error.to_string(), None);
            Status::BadInput
        }
    }
}
