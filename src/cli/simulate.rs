//! `greffe simulate`

use std::path::PathBuf;
use std::thread;

use greffe::diagnostic::Diagnostics;
use greffe::library::{Library, StudyParts, What};
use greffe::picture;
use greffe::report::{self, course};
use greffe::simulate::{self, Experiment, Study};
use greffe::system::System;
use greffe::text::Text;

use super::disk::Disk;
use super::problems;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Lang, Status, file};

const EXAMPLES: &str = "\
A study says how many cases arrive, what is done to them after which time, and with what capacity; the law stays in the \
procedure. Only what the law allows is done: what a study plans and the law does not allow is counted, with the reason. \
The same file and seed give the same result on any number of threads.

Examples:
  greffe simulate link-cut                              a study that comes with the program
  greffe simulate my-study.yaml --replications 30 --seed 7
  greffe simulate my-study.yaml --format json
  greffe simulate link-cut --out results                series and measures as CSV, plots as SVG
  greffe simulate my-study.yaml --sample 20 --out courses   simulated cases as scenarios, which replay

Exit status: 0 if the study was simulated, 2 for bad input.";

/// Simulates many cases under the law, as a study says that they behave
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A study: a file, or the name of one that comes with the program
    #[arg(value_name = "STUDY")]
    study: String,
    /// How often it is simulated, each time with other random numbers [default: as the study says]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replications: Option<u32>,
    /// What decides all that is random [default: as the study says]
    #[arg(long, value_name = "SEED")]
    seed: Option<u64>,
    /// On how many threads; it changes nothing but the time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Do not try the values of `vary` and the bounds of `sensitivity`
    #[arg(long)]
    no_vary: bool,
    /// Where to write series and measures as CSV and plots as SVG, or the scenarios of `--sample`
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write the courses of so many simulated cases as scenarios, instead of the result
    #[arg(long, value_name = "N", requires = "out")]
    sample: Option<usize>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// How the result of a simulation is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum Format {
    // For people.
    #[default]
    Text,
    // For programs.
    Json,
    // The measures, for spreadsheets.
    Csv,
}

/// Simulates a study, and tells what it came to.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let opened = match library.open_study(&args.study) {
        Ok(opened) => opened.what,
        Err(fault) => {
            problems::refuse(*fault, &library, terminal);
            return Status::BadInput;
        }
    };
    let What::Study(id) = opened else {
        if library.diagnostics().has_errors() {
            problems::errors(&library.diagnostics().clone(), &library, terminal);
        } else {
            terminal.error(&format!("`{}` is a {}, not a study", args.study, opened.word()), None);
        }
        return Status::BadInput;
    };
    let mut found = Diagnostics::new();
    found.extend(library.diagnostics().iter().cloned());
    let study = library.study(id).and_then(|parts| simulate::lower(&parts, &mut found));
    let Some(mut study) = study.filter(|_| !found.has_errors()) else {
        problems::errors(&found, &library, terminal);
        return Status::BadInput;
    };
    study.seed = args.seed.unwrap_or(study.seed);
    study.replications = args.replications.unwrap_or(study.replications);
    if args.no_vary {
        study.vary.clear();
        study.sensitivity.clear();
    }
    match (args.sample, library.study(id)) {
        (Some(count), Some(parts)) => sample(&study, &parts, count, args, terminal),
        _ => result(&study, args, terminal),
    }
}

fn result(study: &Study, args: &Args, terminal: &mut Terminal) -> Status {
    let threads = args.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let mut progress = Progress::new(simulate::settings_of(study) as u64 * u64::from(study.replications));
    let experiment = Experiment { replications: study.replications, threads };
    let ran = simulate::simulate(study, experiment, &mut |done| progress.show(done));
    progress.clear();
    let run = report::simulate::Run { study, ran: &ran, replications: study.replications };
    let lang = args.lang.into();
    if let Some(folder) = &args.out {
        let tables = [
            ("series.csv".to_owned(), report::simulate::series_csv(&run)),
            ("measures.csv".to_owned(), report::simulate::measures_csv(&run)),
        ];
        for (name, text) in tables.into_iter().chain(picture::study::plots(&run, lang)) {
            let path = folder.join(name);
            if let Err(error) = file::write(&path, &text) {
                terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
                return Status::BadInput;
            }
        }
    }
    match args.format {
        Format::Json => terminal.json(&report::simulate::json(&run, lang)),
        Format::Csv => terminal.out(&report::simulate::measures_csv(&run)),
        Format::Text => {
            let (color, width) = (terminal.color(), terminal.width());
            terminal.out(&report::simulate::text(&run, &report::text::Style { color, width, lang, explain: false }));
        }
    }
    Status::Fine
}

/// Writes the courses of some simulated cases as scenarios.
fn sample(study: &Study, parts: &StudyParts, count: usize, args: &Args, terminal: &mut Terminal) -> Status {
    let Some(folder) = &args.out else { return Status::BadInput };
    if parts.editions.all().iter().any(|procedure| procedure.watches().next().is_some()) {
        let help = "what watched machines do is part of the study, not of a case";
        terminal.error("courses of a procedure that watches others cannot be written yet", Some(help));
        return Status::BadInput;
    }
    let system = System::of(&study.editions);
    let digits = count.to_string().len();
    for (number, drawn) in (1_usize..).zip(simulate::courses(study, count)) {
        let about = course::About {
            name: format!("{}-{}-{number:0digits$}", study.name, study.seed),
            title: Text { en: format!("Simulated case {number} of {}, seed {}", study.name, study.seed), fr: None },
            remarks: vec![format!("Written by `greffe simulate {} --sample {count}`.", args.study)],
        };
        let path = folder.join(format!("{}.yaml", about.name));
        let text = course::yaml(&course::scenario(&system, &drawn, &about), &about);
        let written = text.and_then(|text| file::write(&path, &text).map_err(|error| error.to_string()));
        if let Err(error) = written {
            terminal.error(&format!("cannot write `{}`: {error}", path.display()), None);
            return Status::BadInput;
        }
        terminal.out(&format!("{}\n", path.display()));
    }
    Status::Fine
}
