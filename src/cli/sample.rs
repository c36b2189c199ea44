//! `greffe sample`

use std::path::PathBuf;

use clap::ValueEnum;
use greffe::generate::{Sampler, Style};
use greffe::library::Library;
use greffe::report::course;
use greffe::text::Text;

use super::disk::Disk;
use super::subject::Subject;
use super::terminal::Terminal;
use super::{Status, file};

const EXAMPLES: &str = "\
Writes random courses as scenarios, each with what it expects: the verdict of every act, and the last state. They \
differ from one another: each is steered to what those before it did not reach.

Examples:
  greffe sample cnil-enforcement@2011-03-31                      one course, on standard output
  greffe sample company-accounts --courses 100 --out courses     100 files
  greffe sample company-accounts --unlawful --near-deadlines
  greffe sample gdpr-urgency --courses 1000 --format ndjson | head";

/// Writes random courses as scenarios
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A procedure or system: a file, a name (of a procedure, all its editions), or NAME@EDITION
    #[arg(value_name = "PROCEDURE|SYSTEM")]
    procedure: String,
    /// How many courses to write
    #[arg(long, value_name = "N", default_value_t = 1)]
    courses: usize,
    /// How many acts to try in a course, at most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    acts: u16,
    /// What decides all that is random: the same seed gives the same courses
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Courses in which at least one act is not lawful
    #[arg(long)]
    unlawful: bool,
    /// Courses whose acts fall on the bounds that the rules set, a day before and a day after them
    #[arg(long)]
    near_deadlines: bool,
    /// The folder in which to write a file for each
    #[arg(long, value_name = "FOLDER", conflicts_with = "format")]
    out: Option<PathBuf>,
    /// How they are written on standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How scenarios are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    /// YAML documents
    #[default]
    Yaml,
    /// A line of JSON for each
    Ndjson,
}

/// Draws courses and writes them.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let Some(subject) = Subject::open(&args.procedure, &mut library, terminal) else { return Status::BadInput };
    let Some(system) = subject.system(&library) else { return Status::BadInput };
    let style = Style { lawful: !args.unlawful, near: args.near_deadlines, acts: usize::from(args.acts) };
    let mut sampler = Sampler::new(&system, style, args.seed);
    let digits = args.courses.to_string().len();
    for number in 1..=args.courses {
        let Some((drawn, reading)) = sampler.draw() else {
            let kind = if args.unlawful { "unlawful act" } else { "lawful act" };
            terminal
                .error(&format!("no course with a {kind} was found"), Some("try another `--seed`, or more `--acts`"));
            return Status::No;
        };
        let kind = if args.unlawful { "unlawful" } else { "lawful" };
        let about = course::About {
            name: format!("{}-{kind}-{}-{number:0digits$}", system.name, args.seed),
            title: Text { en: format!("Random course {number}, seed {}", args.seed), fr: None },
            remarks: Vec::new(),
        };
        let scenario = course::scenario(&system.read_as(&reading), &drawn, &about);
        let text = match (args.format, course::yaml(&scenario, &about)) {
            (Format::Ndjson, _) => format!("{}\n", course::json(&scenario)),
            (Format::Yaml, Ok(text)) if args.out.is_none() && number > 1 => format!("---\n{text}"),
            (Format::Yaml, Ok(text)) => text,
            (Format::Yaml, Err(error)) => {
                terminal.error(&format!("the course cannot be written: {error}"), None);
                return Status::BadInput;
            }
        };
        let Some(folder) = &args.out else {
            terminal.out(&text);
            continue;
        };
        let path = folder.join(format!("{}.yaml", about.name));
        if let Err(error) = file::write(&path, &text) {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            return Status::BadInput;
        }
        terminal.out(&format!("{}\n", path.display()));
    }
    Status::Fine
}
