//! The command line: arguments, files, exit statuses.

mod audit;
mod check;
mod codegen;
mod collect;
mod deadline;
mod diff;
mod disk;
mod doc;
mod draw;
mod explain;
mod file;
mod fuzz;
mod list;
mod manual;
mod mutate;
mod new;
mod next;
mod problems;
mod progress;
mod replay;
mod report;
mod sample;
mod schema;
mod simulate;
mod statechart;
mod subject;
mod terminal;
mod test;
mod verify;

use std::io;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use greffe::text;

use terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  greffe replay tmg-2011                      replay a scenario that comes with the program
  greffe replay my-case.yaml --explain        replay one of your own, with all operands and steps
  greffe check procedures scenarios           check every file of two folders
  greffe test scenarios --coverage            run scenarios as tests, and tell what they exercise
  greffe mutate company-accounts              which of its rules no scenario tests
  greffe fuzz cnil-enforcement@2011-03-31     look for random courses that break a property
  greffe verify cnil-enforcement@2011-03-31   prove properties on every lawful course
  greffe audit it-road-fine fines.csv --map fines.map.yaml
  greffe simulate link-cut                    many cases under the law, as a study says
  greffe next tmg-2011 --on 2011-07-01        who may and must do what on a day
  greffe new scenario my-case                 begin a scenario of your own
  greffe explain E202                         what an error means, and how to mend it
  greffe deadline 2011-06-16 \"3 months\"       count a deadline
  greffe diff lawful-notice four-month-notice
  greffe doc graduated-response@2011-03-13    a page about a procedure, in Markdown
  greffe report tmg-2011 -o affair.html       a case, to be read in a browser
  greffe draw tmg-2011 -o affair.svg          the course of a case over time
  greffe draw company-accounts -o accounts.svg
  greffe codegen rust company-accounts        a procedure as a Rust module, each state a type
  greffe list                                 what comes with the program

Exit status: 0 if all is well, 1 if the answer is no (an unlawful act, a file with errors), 2 for bad
input.";

/// Replays cases against the law that governs them
#[derive(Parser)]
#[command(name = "greffe", version, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 120)]
struct Cli {
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Replay(replay::Args),
    Audit(audit::Args),
    Check(check::Args),
    New(new::Args),
    Next(next::Args),
    Test(test::Args),
    Mutate(mutate::Args),
    Fuzz(fuzz::Args),
    Report(report::Args),
    Sample(sample::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Deadline(deadline::Args),
    Diff(diff::Args),
    Doc(doc::Args),
    Draw(draw::Args),
    Codegen(codegen::Args),
    List(list::Args),
    Verify(verify::Args),
    Simulate(simulate::Args),
    Completions(manual::Completions),
    Man(manual::Man),
}

/// How a result is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    // For people.
    #[default]
    Text,
    // For programs.
    Json,
}

/// In which language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Lang {
    #[default]
    En,
    Fr,
}

impl From<Lang> for text::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Fr => Self::Fr,
        }
    }
}

/// What a command came to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Status {
    /// All is well.
    Fine = 0,
    /// The answer is no.
    No = 1,
    /// The input cannot be used.
    BadInput = 2,
}

/// Runs the command of the process's arguments.
pub fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => {
            // What cannot be printed has no other place to go.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut terminal = Terminal::new(cli.color);
    let status = match cli.command {
        Command::Replay(args) => replay::run(&args, &mut terminal),
        Command::Audit(args) => audit::run(&args, &mut terminal),
        Command::Check(args) => check::run(&args, &mut terminal),
        Command::New(args) => new::run(&args, &mut terminal),
        Command::Next(args) => next::run(&args, &mut terminal),
        Command::Test(args) => test::run(&args, &mut terminal),
        Command::Mutate(args) => mutate::run(&args, &mut terminal),
        Command::Fuzz(args) => fuzz::run(&args, &mut terminal),
        Command::Report(args) => report::run(&args, &mut terminal),
        Command::Sample(args) => sample::run(&args, &mut terminal),
        Command::Explain(args) => explain::run(&args, &mut terminal),
        Command::Schema(args) => schema::run(&args, &mut terminal),
        Command::Deadline(args) => deadline::run(&args, &mut terminal),
        Command::Diff(args) => diff::run(&args, &mut terminal),
        Command::Doc(args) => doc::run(&args, &mut terminal),
        Command::Draw(args) => draw::run(&args, &mut terminal),
        Command::Codegen(args) => codegen::run(&args, &mut terminal),
        Command::List(args) => list::run(&args, &mut terminal),
        Command::Verify(args) => verify::run(&args, &mut terminal),
        Command::Simulate(args) => simulate::run(&args, &mut terminal),
        Command::Completions(args) => manual::completions(Cli::command(), &args, &mut terminal),
        Command::Man(args) => manual::man(Cli::command(), &args, &mut terminal),
    };
    match terminal.finish() {
        Ok(()) => ExitCode::from(status as u8),
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(status as u8),
        Err(error) => {
            terminal.error(&format!("the output cannot be written: {error}"), None);
            let _ = terminal.finish();
            ExitCode::from(Status::BadInput as u8)
        }
    }
}

/// Reads the arguments; faults and help are coloured as the arguments ask, wherever they ask for it.
fn parse() -> Result<Cli, clap::Error> {
    let arguments: Vec<_> = std::env::args_os().collect();
    let wanted = arguments.windows(2).find_map(|pair| match pair {
        [flag, value] if flag == "--color" => value.to_str(),
        [_, joined] => joined.to_str()?.strip_prefix("--color="),
        _ => None,
    });
    let color = wanted.and_then(|word| ColorChoice::from_str(word, false).ok()).unwrap_or_default();
    let matches = Cli::command().color(color).try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}
