//! `greffe check`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use greffe::diagnostic::{Code, Diagnostic, Diagnostics, FileId, Severity};
use greffe::library::{Library, Opened, What};

use super::disk::{Disk, walk};
use super::terminal::Terminal;
use super::{Format, Status, problems};

const EXAMPLES: &str = "\
Examples:
  greffe check my-procedure.yaml my-case.yaml
  greffe check procedures scenarios           every .yaml file of two folders
  greffe check tmg-2011                       a scenario that comes with the program
  greffe check . --deny warnings              for a continuous check

Exit status: 0 without errors, 1 with errors (or denied warnings), 2 if something cannot be read.";

/// Checks procedures, scenarios and systems, and shows everything that is wrong
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or names of what comes with the program
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// What else makes the check fail
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What makes a check fail besides errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Deny {
    // They fail the check as errors do.
    Warnings,
}

/// Checks everything that the arguments name.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let mut found = Diagnostics::new();
    let mut opened: Vec<Opened> = Vec::new();
    let mut unreadable = false;
    for argument in &args.files {
        for result in open(&mut library, argument) {
            match result {
                Ok(what) if opened.contains(&what) => {}
                Ok(what) => opened.push(what),
                Err(diagnostic) => {
                    unreadable = true;
                    found.push(*diagnostic);
                }
            }
        }
    }
    let mut own: Vec<FileId> = opened.iter().flat_map(|opened| opened.files.iter().copied()).collect();
    own.sort();
    own.dedup();
    found.extend(library.diagnostics().iter().cloned());
    let mut facts = false;
    for opened in &opened {
        facts |= matches!(opened.what, What::Scenario(_) | What::System(_) | What::Study(_));
        if let What::Scenario(id) = opened.what {
            // What is wrong is what matters; the scenario itself is not needed.
            let _ = library.scenario(id, &mut found);
        }
        if let What::Study(id) = opened.what
            && let Some(parts) = library.study(id)
        {
            let _ = greffe::simulate::lower(&parts, &mut found);
        }
    }
    let mut found = concerning(&found, &own, facts);
    found.sort();
    let errors = found.errors();
    let warnings = found.iter().filter(|d| d.severity == Severity::Warning).count();
    match args.format {
        Format::Json => terminal.json(&problems::json(&found, library.sources())),
        Format::Text => {
            problems::show(&found, library.sources(), terminal);
            let summary = [
                format!("{} checked", problems::count(own.len(), "file")),
                problems::count(errors, "error"),
                problems::count(warnings, "warning"),
            ];
            terminal.out(&format!("{}\n", summary.join(", ")));
        }
    }
    match (unreadable, errors, warnings, args.deny) {
        (true, ..) => Status::BadInput,
        (false, 0, 0, _) | (false, 0, _, None) => Status::Fine,
        (false, ..) => Status::No,
    }
}

/// Opens a file, a name, or every file of a folder.
fn open(library: &mut Library, argument: &str) -> Vec<Result<Opened, Box<Diagnostic>>> {
    let folder = Path::new(argument);
    if !folder.is_dir() {
        return vec![library.open(argument)];
    }
    let problem = match walk(folder) {
        Ok(files) if files.is_empty() => {
            format!("there is no YAML file in the folder `{argument}`")
        }
        Ok(files) => {
            return files.iter().map(|file: &PathBuf| library.open_file(file)).collect();
        }
        Err(error) => format!("cannot read the folder `{argument}`: {error}"),
    };
    vec![Err(Box::new(Diagnostic::new(Code::E008, problem)))]
}

/// What is wrong with the files that were asked for; with `needed`, also the errors of the files that they need.
fn concerning(found: &Diagnostics, own: &[FileId], needed: bool) -> Diagnostics {
    let mut kept = Diagnostics::new();
    let concerns = |d: &Diagnostic| {
        let own = d.labels.is_empty() || d.labels.iter().any(|label| own.contains(&label.span.file));
        own || (needed && d.severity == Severity::Error)
    };
    kept.extend(found.iter().filter(|d| concerns(d)).cloned());
    kept
}
