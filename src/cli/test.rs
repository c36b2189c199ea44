//! `greffe test`

use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use clap::ValueEnum;
use greffe::diagnostic::{Diagnostics, Severity, Style, render_all};
use greffe::library::{Library, What};
use greffe::replay::coverage::Coverage;
use greffe::replay::{Options, replay};
use greffe::report;
use greffe::report::suite::{Case, Outcome};
use greffe::text;

use super::collect::{self, Found};
use super::disk::Disk;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Lang, Status};

const EXAMPLES: &str = "\
Without paths, the scenarios of the folder `scenarios` are run, or those that come with the program if there is none.

A scenario fails if an expectation is not met, if an act is illegal that is not expected to be, or if a required \
property of a procedure is broken in every possible case, unless that follows an unlawful act that is expected.

Coverage counts what is exercised in some possible case. --min-transitions fails an edition that takes fewer of its \
transitions, if anything is judged under it.

Examples:
  greffe test                                  every scenario there is
  greffe test my-cases tmg-2011                a folder, and a scenario that comes with the program
  greffe test --filter notice                  those with `notice` in their name or file
  greffe test --coverage --min-transitions 90
  greffe test --format junit > report.xml

Exit status: 0 if all pass, 1 if one fails, none is found or coverage is too low, 2 for bad input.";

/// Runs scenarios as tests
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or names of what comes with the program
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Run only scenarios with this text in their name or file
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Show what the scenarios exercise of each procedure, and what they do not
    #[arg(long)]
    coverage: bool,
    /// Fail if fewer transitions of an edition are taken
    #[arg(long, value_name = "PERCENT", requires = "coverage", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_transitions: Option<u8>,
}

/// How the result of a run is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Format {
    // For people.
    #[default]
    Text,
    // For programs.
    Json,
    // For continuous integration.
    Junit,
}

/// Runs every scenario found, and prints what became of each.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut found = match collect::scenarios(&args.paths) {
        Ok(found) => found,
        Err(diagnostic) => {
            terminal.error(&diagnostic.headline, None);
            return Status::BadInput;
        }
    };
    if let Some(text) = &args.filter {
        found.retain(|found| found.name.contains(text) || found.file.contains(text));
    }
    let lang: text::Lang = args.lang.into();
    let ran = run_all(&found, &Runner { lang, coverage: args.coverage, width: terminal.width() });
    let cases: Vec<Case> = ran.iter().map(|(case, _)| case.clone()).collect();
    let mut coverage = Coverage::default();
    for seen in ran.iter().filter_map(|(_, seen)| seen.as_ref()) {
        coverage.merge(seen);
    }
    let style = report::text::Style { color: terminal.color(), width: terminal.width(), lang, explain: false };
    for case in &cases {
        if let (Outcome::Unusable(errors), Format::Text) = (&case.outcome, args.format) {
            terminal.err(errors);
        }
    }
    match args.format {
        Format::Text => {
            if args.coverage {
                let shown = report::suite::coverage(&coverage, &style);
                terminal.out(shown.trim_start_matches('\n'));
                terminal.out("\n");
            }
            terminal.out(&report::suite::text(&cases, &style));
        }
        Format::Json => {
            terminal.json(&report::suite::json(&cases, args.coverage.then_some(&coverage), lang));
        }
        Format::Junit => match report::suite::junit(&cases) {
            Ok(text) => terminal.out(&text),
            Err(error) => {
                terminal.error(&format!("the report cannot be written: {error}"), None);
                return Status::BadInput;
            }
        },
    }
    let (_, failed, unusable) = report::suite::tally(&cases);
    let enough = args.min_transitions.is_none_or(|least| reaches(&coverage, usize::from(least), terminal));
    match (unusable, failed, cases.is_empty()) {
        (1.., ..) => Status::BadInput,
        (0, 0, false) if enough => Status::Fine,
        (0, _, false) => Status::No,
        (0, _, true) => {
            let help = args.filter.is_some().then_some("no scenario has the text of `--filter` in its name or file");
            terminal.error("no scenario was found", help);
            Status::No
        }
    }
}

/// Whether every edition that was used reaches a share of its transitions.
fn reaches(coverage: &Coverage, least: usize, terminal: &mut Terminal) -> bool {
    let mut enough = true;
    for edition in coverage.editions.iter().filter(|edition| edition.used) {
        let percent = edition.transition_share().percent();
        if percent < least {
            enough = false;
            let (name, day) = (&edition.procedure, edition.edition);
            let headline = format!("the scenarios take {percent} % of the transitions of `{name}`, edition of {day}");
            terminal.error(&headline, Some(&format!("at least {least} % are asked for")));
        }
    }
    enough
}

/// How scenarios are run.
#[derive(Clone, Copy)]
struct Runner {
    lang: text::Lang,
    coverage: bool,
    width: usize,
}

/// What became of a scenario, and what it exercises.
type Ran = (Case, Option<Coverage>);

/// Runs the scenarios on all cores. The results are in the order of the scenarios.
fn run_all(found: &[Found], runner: &Runner) -> Vec<Ran> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(found.len());
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, Ran)>();
    let mut ran: Vec<(usize, Ran)> = Vec::with_capacity(found.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                // What a replay refers to stays on its thread: each has a library of its own.
                let mut library = Library::new(Disk);
                while let Some((index, found)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    found.get(index).map(|found| (index, found))
                } {
                    let done = runner.run(found, &mut library);
                    if sender.send((index, done)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut progress = Progress::new(u64::try_from(found.len()).unwrap_or(u64::MAX));
        loop {
            match receiver.recv_timeout(progress.patience()) {
                Ok(done) => ran.push(done),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            progress.show(u64::try_from(ran.len()).unwrap_or(u64::MAX));
        }
        progress.clear();
    });
    ran.sort_by_key(|(index, _)| *index);
    ran.into_iter().map(|(_, done)| done).collect()
}

impl Runner {
    /// Runs a scenario. Its errors are told as if it were the only one.
    fn run(&self, found: &Found, library: &mut Library) -> Ran {
        self.attempt(found, library).or_else(|_| self.attempt(found, &mut Library::new(Disk))).unwrap_or_else(
            |errors| {
                let case = Case {
                    name: found.name.clone(),
                    title: String::new(),
                    file: found.file.clone(),
                    outcome: Outcome::Unusable(errors),
                };
                (case, None)
            },
        )
    }

    fn attempt(&self, found: &Found, library: &mut Library) -> Result<Ran, String> {
        let mut problems = Diagnostics::new();
        let before = library.diagnostics().errors();
        let opened = found.open(library);
        let id = match opened.map(|opened| opened.what) {
            Ok(What::Scenario(id)) => Some(id),
            Ok(what @ (What::Procedure(_) | What::System(_) | What::Study(_))) => {
                return Err(format!("error: `{}` is a {}, not a scenario\n", found.file, what.word()));
            }
            Ok(What::Broken) => None,
            Err(diagnostic) => {
                problems.push(*diagnostic);
                None
            }
        };
        let scenario = id.and_then(|id| library.scenario(id, &mut problems));
        let clean = !problems.has_errors() && library.diagnostics().errors() == before;
        let Some(scenario) = scenario.filter(|_| clean) else {
            problems.extend(library.diagnostics().iter().cloned());
            let mut errors = Diagnostics::new();
            errors.extend(problems.iter().filter(|d| d.severity == Severity::Error).cloned());
            errors.sort();
            let style = Style { color: false, width: self.width };
            return Err(render_all(&errors, library.sources(), style));
        };
        let (name, title) = (scenario.name.clone(), scenario.title.get(self.lang).to_owned());
        let replay = replay(Rc::new(scenario), &Options::default());
        let differences = report::suite::differences(&replay, self.lang);
        let outcome = if differences.is_empty() { Outcome::Passed } else { Outcome::Failed(differences) };
        let coverage = self.coverage.then(|| Coverage::of(&replay));
        Ok((Case { name, title, file: found.file.clone(), outcome }, coverage))
    }
}
