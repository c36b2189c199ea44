//! `greffe new`

use std::path::PathBuf;

use greffe::library::{Kind, is_path};

use super::Status;
use super::file;
use super::terminal::Terminal;

/// What stands in the place of the name.
const NAME: &str = "NEW-NAME";
const PROCEDURE: &str = include_str!("new/procedure.yaml");
const SCENARIO: &str = include_str!("new/scenario.yaml");

const EXAMPLES: &str = "\
Examples:
  greffe new procedure my-procedure            writes my-procedure.yaml
  greffe new scenario cases/my-case.yaml       writes a scenario called my-case";

/// Writes a commented procedure or scenario to start from
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to write
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Law: states, acts, conditions, deadlines, duties
    Procedure(File),
    /// Facts: dated acts with their sources
    Scenario(File),
}

#[derive(clap::Args)]
struct File {
    /// Its name, or the path of its file
    #[arg(value_name = "NAME")]
    name: String,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

/// Writes the file, and says where.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let (kind, file, template) = match &args.what {
        What::Procedure(file) => (Kind::Procedure, file, PROCEDURE),
        What::Scenario(file) => (Kind::Scenario, file, SCENARIO),
    };
    let path =
        if is_path(&file.name) { PathBuf::from(&file.name) } else { PathBuf::from(format!("{}.yaml", file.name)) };
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(plain) {
        let help = "a name begins with a letter, and has letters, digits, `-` and `_`";
        terminal.error(&format!("`{name}` cannot be the name of a {}", kind.name()), Some(help));
        return Status::BadInput;
    }
    if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml")) {
        terminal.error(&format!("`{}` does not end in `.yaml`", path.display()), None);
        return Status::BadInput;
    }
    let shown = path.display();
    if path.exists() && !file.force {
        terminal.error(&format!("`{shown}` is there already"), Some("`--force` writes over it"));
        return Status::BadInput;
    }
    match file::write(&path, &template.replace(NAME, name)) {
        Ok(()) => {
            terminal.out(&format!("{shown}\n"));
            terminal.err(&format!("note: `greffe check {shown}` checks it\n"));
            if kind == Kind::Scenario {
                terminal.err(&format!("note: `greffe replay {shown}` replays it\n"));
            }
            Status::Fine
        }
        Err(error) => {
            terminal.error(&format!("cannot write `{shown}`: {error}"), None);
            Status::BadInput
        }
    }
}
