//! `greffe schema`

use clap::ValueEnum;
use greffe::syntax::schema;

use super::Status;

use super::terminal::Terminal;
use greffe::report;

const EXAMPLES: &str = "\
Examples:
  greffe schema procedure > procedure.schema.json
  greffe schema scenario > scenario.schema.json

An editor with a YAML language server completes a file that begins with
  # yaml-language-server: $schema=procedure.schema.json";

/// Prints the JSON Schema of a format
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which format
    #[arg(value_enum)]
    format: Schema,
}

/// The formats that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Schema {
    /// Law, as it is written
    Procedure,
    /// Facts, as they are written
    Scenario,
    /// Machines and what must hold across them, as they are written
    System,
    /// How many cases behave, as it is written
    Study,
    /// What `greffe simulate --format json` prints
    Simulate,
    /// What `greffe replay --format json` prints
    Replay,
    /// What `greffe next --format json` prints
    Next,
    /// What `greffe test --format json` prints
    Test,
    /// What `greffe mutate --format json` prints
    Mutate,
    /// Survivors that `greffe mutate` accepts, as they are written
    Survivors,
    /// What `greffe diff --format json` prints
    Diff,
    /// What `greffe fuzz --format json` prints
    Fuzz,
    /// What `greffe verify --format json` prints
    Verify,
    /// What the columns of a register mean, as it is written
    Map,
    /// What `greffe audit --format json` prints
    Audit,
}

/// Prints a schema.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    terminal.json(&match args.format {
        Schema::Procedure => schema::procedure(),
        Schema::Scenario => schema::scenario(),
        Schema::System => schema::system(),
        Schema::Study => schema::study(),
        Schema::Simulate => report::simulate::schema(),
        Schema::Replay => report::json::schema(),
        Schema::Next => report::json::outlook_schema(),
        Schema::Test => report::suite::schema(),
        Schema::Mutate => report::mutants::schema(),
        Schema::Survivors => schema::survivors(),
        Schema::Diff => report::diff::schema(),
        Schema::Fuzz => report::fuzz::schema(),
        Schema::Verify => report::proof::schema(),
        Schema::Map => schema::map(),
        Schema::Audit => report::audit::schema(),
    });
    Status::Fine
}
