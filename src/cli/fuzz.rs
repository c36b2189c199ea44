//! `greffe fuzz`

use std::path::{Path, PathBuf};
use std::thread;

use greffe::generate::{Flaw, Flawed, Hunt, Whose};
use greffe::library::Library;
use greffe::procedure::Level;
use greffe::report::{self, course, words};
use greffe::system::System;
use greffe::text::{Lang as Language, Text};

use super::disk::Disk;
use super::progress::Progress;
use super::subject::Subject;
use super::terminal::Terminal;
use super::{Format, Lang, Status, file};

const EXAMPLES: &str = "\
Draws random courses through a procedure, looks at every act, and says which properties break. Courses are steered to \
transitions that none has taken and to conditions of which one side was not seen; dates fall on every bound, and a day \
before and after it. A course that breaks a property is made as small as it gets and written as a scenario, which \
`greffe replay` shows. What is not broken is not proved: see what the courses reached.

Examples:
  greffe fuzz cnil-enforcement@2011-03-31
  greffe fuzz my-procedure.yaml --courses 1000000 --seed 7
  greffe fuzz graduated-response --format json

Exit status: 0 if no required property breaks, 1 if one does, 2 for bad input.";

/// Looks for random courses that break a property
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A procedure or system: a file, a name (of a procedure, all its editions), or NAME@EDITION
    #[arg(value_name = "PROCEDURE|SYSTEM")]
    procedure: String,
    /// How many courses to draw
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    courses: u64,
    /// How many acts to try in a course, at most
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u16).range(1..))]
    acts: u16,
    /// What decides all that is random: the same seed gives the same courses
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// On how many threads; it changes nothing but the time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Where to write the courses that break something [default: beside the procedure's file]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Hunts for flaws, and tells what was found and reached.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let Some(subject) = Subject::open(&args.procedure, &mut library, terminal) else { return Status::BadInput };
    let Some(system) = subject.system(&library) else { return Status::BadInput };
    let threads = args.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let hunt = Hunt { courses: args.courses, acts: usize::from(args.acts), seed: args.seed, threads };
    let mut progress = Progress::new(args.courses);
    let found = hunt.run(&system, &mut |done| progress.show(done));
    progress.clear();
    let folder = args.out.clone().unwrap_or_else(|| subject.folder().to_owned());
    let mut flaws = Vec::with_capacity(found.flaws.len());
    for flawed in &found.flaws {
        let small = flawed.shrunk(&system);
        match write(&system, &small, args, &folder) {
            Ok(path) => {
                flaws.push((small, Some(path.display().to_string())));
            }
            Err(error) => {
                terminal.error(&error, None);
                return Status::BadInput;
            }
        }
    }
    let run = report::fuzz::Run { system: &system, found: &found, seed: args.seed, flaws: &flaws };
    match args.format {
        Format::Json => terminal.json(&report::fuzz::json(&run, args.lang.into())),
        Format::Text => {
            let (color, width) = (terminal.color(), terminal.width());
            let style = report::text::Style { color, width, lang: args.lang.into(), explain: false };
            terminal.out(&report::fuzz::text(&run, &style));
        }
    }
    let grave = |(flawed, _): &(Flawed, Option<String>)| match flawed.flaw {
        Flaw::Broken(whose, id) => {
            whose.declared_in(&system).is_none_or(|declared_in| declared_in.property(id).level == Level::Required)
        }
        Flaw::Engine(_) => true,
    };
    if flaws.iter().any(grave) { Status::No } else { Status::Fine }
}

/// Writes the course of a flaw as a scenario.
fn write(system: &System, flawed: &Flawed, args: &Args, folder: &Path) -> Result<PathBuf, String> {
    let (base, title) = match flawed.flaw {
        Flaw::Broken(whose, property) => {
            let property = whose.declared_in(system).map(|declared_in| declared_in.property(property));
            let name = property.map_or_else(String::new, |property| property.name.replace('_', "-"));
            let name = match whose.declared_in(system).filter(|_| whose != Whose::System) {
                Some(declared_in) if Whose::all(system).len() > 1 => {
                    format!("{}-{}-{name}", declared_in.name(), declared_in.edition())
                }
                _ => format!("{}-{name}", system.name),
            };
            (name, property.map(|property| property.label.clone()).unwrap_or_default())
        }
        Flaw::Engine(invariant) => {
            let text = |lang| words::invariant(invariant, lang).to_owned();
            (
                format!("{}-engine-{}", system.name, invariant as u8),
                Text { en: text(Language::En), fr: Some(text(Language::Fr)) },
            )
        }
    };
    let remark = format!(
        "{REMARK} {} --courses {} --acts {} --seed {}`: course {}, made small.",
        args.procedure, args.courses, args.acts, args.seed, flawed.number
    );
    let title = Text { en: format!("Broken: {}", title.en), fr: title.fr.map(|fr| format!("Enfreint : {fr}")) };
    for name in std::iter::once(base.clone()).chain((2..).map(|n: u32| format!("{base}-{n}"))) {
        let path = folder.join(format!("{name}.yaml"));
        if !is_free(&path) {
            continue;
        }
        let about = course::About { name, title, remarks: vec![remark] };
        let scenario = course::scenario(&system.read_as(&flawed.reading), &flawed.course, &about);
        let text = course::yaml(&scenario, &about)?;
        return match file::write(&path, &text) {
            Ok(()) => Ok(path),
            Err(error) => Err(format!("cannot write `{}`: {error}", path.display())),
        };
    }
    Err("no name is free".to_owned())
}

/// How the remark of a file begins that this command wrote: it may be written again.
const REMARK: &str = "Found by `greffe fuzz";

/// Whether a file can be written without losing anything of the user's.
fn is_free(path: &Path) -> bool {
    match std::fs::read_to_string(path) {
        Ok(text) => text.strip_prefix("# ").is_some_and(|text| text.starts_with(REMARK)),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}
