//! `greffe verify`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use greffe::calendar::Day;
use greffe::engine::Occurrence;
use greffe::generate;
use greffe::library::Library;
use greffe::report::{self, course};
use greffe::system::System;
use greffe::text::Text;
use greffe::verify::{self, Finding, Limits, Options, Unexplorable, Watcher};

use super::disk::Disk;
use super::subject::Subject;
use super::terminal::Terminal;
use super::{Lang, Status, file};

const EXAMPLES: &str = "\
Says of every property whether it holds on every course whose acts are all lawful, however acts and dates fall. A \
property that does not hold is shown by a course, written as a scenario, which `greffe replay` shows; so is one that \
says something to be possible. Where a limit stops the search, the result says how far it went, and nothing is claimed \
beyond.

Examples:
  greffe verify cnil-enforcement@2011-03-31
  greffe verify my-system.yaml --timeout 60 --threads 2
  greffe verify graduated-response --property no_third_phase_early --format json

Exit status: 0 if everything asked is proved, or disproved as its file knows, and nothing was found without being \
asked but what its file knows; 1 if something else is disproved, open, or found; 2 for bad input.";

/// Proves properties on every lawful course, or shows one that breaks them
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A procedure (a file, a name for all its editions, or NAME@EDITION) or a system
    #[arg(value_name = "PROCEDURE|SYSTEM")]
    subject: String,
    /// Only this property; may be given several times
    #[arg(long, value_name = "NAME")]
    property: Vec<String>,
    /// The first day on which acts may fall [default: that of the first edition]
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,
    /// The last day [default: that of the last edition, or a hundred years on]
    #[arg(long, value_name = "DATE")]
    to: Option<Day>,
    /// Of the courses that decide a property, the one with the fewest acts, or the one that is over first
    #[arg(long, value_enum, default_value_t)]
    shortest: Shortest,
    /// Find at most so many states, in the whole run
    #[arg(long, value_name = "N")]
    max_states: Option<u64>,
    /// Keep at most so many mebibytes of states at any one time
    #[arg(long, value_name = "MIB")]
    max_memory: Option<usize>,
    /// Take at most so many seconds, in the whole run
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    /// On how many threads; it changes nothing but the time [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Where to write courses [default: beside the file of what is proved]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Which course is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Shortest {
    // With the fewest acts.
    #[default]
    Acts,
    // Over first.
    Date,
}

/// How a proof is written.
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

/// Proves, and tells what was found.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let Some(subject) = Subject::open(&args.subject, &mut library, terminal) else { return Status::BadInput };
    let folder = subject.folder().to_owned();
    let Some(system) = subject.system(&library) else { return Status::BadInput };
    prove(args, &system, &folder, terminal)
}

fn prove(args: &Args, system: &System, folder: &Path, terminal: &mut Terminal) -> Status {
    if let Some(unknown) = args.property.iter().find(|name| !has(system, name)) {
        terminal.error(&format!("`{}` has no property `{unknown}`", system.name), None);
        return Status::BadInput;
    }
    let limits = Limits {
        states: args.max_states,
        bytes: args.max_memory.map(|mebibytes| mebibytes.saturating_mul(1 << 20)),
        time: args.timeout.map(Duration::from_secs),
        threads: args.threads.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from),
    };
    let shortest = match args.shortest {
        Shortest::Acts => verify::Shortest::Acts,
        Shortest::Date => verify::Shortest::Date,
    };
    let (from, to, only) = (args.from, args.to, args.property.clone());
    let options = Options { from, to, limits, shortest, only, ..Options::default() };
    let bar = Bar::new();
    let proof = verify::verify(system, &options, &bar);
    bar.clear();
    let proof = match proof {
        Ok(proof) => proof,
        Err(why) => {
            terminal.error(&format!("`{}` cannot be explored: {}", system.name, too_large(why)), None);
            return Status::BadInput;
        }
    };
    let folder = args.out.as_deref().unwrap_or(folder);
    let mut files = Vec::new();
    for claim in &proof.claims {
        let shown = match &claim.finding {
            Finding::Broken(shown) | Finding::Possible(shown) => shown,
            _ => {
                files.push(None);
                continue;
            }
        };
        let read = verify::Read::under(system, &claim.reading);
        let same = |other: &&verify::Claimed| (other.machine, &other.name) == (claim.machine, &claim.name);
        let apart = proof.claims.iter().filter(same).filter(|other| other.finding.course().is_some()).count() > 1;
        match write(&read.system(system), of_claim(system, claim, apart), shown, args, folder) {
            Ok(path) => files.push(Some(path.display().to_string())),
            Err(error) => {
                terminal.error(&error, None);
                return Status::BadInput;
            }
        }
    }
    let mut found = Vec::new();
    for remark in &proof.remarks {
        let written = remark.course.as_ref().zip(of_remark(system, remark));
        match written.map(|(course, about)| write(system, about, course, args, folder)).transpose() {
            Ok(path) => found.push(path.map(|path| path.display().to_string())),
            Err(error) => {
                terminal.error(&error, None);
                return Status::BadInput;
            }
        }
    }
    let run = report::proof::Run { system, proof: &proof, files: &files, found: &found };
    let lang = args.lang.into();
    match args.format {
        Format::Json => terminal.json(&report::proof::json(&run, lang)),
        Format::Junit => match report::proof::junit(&run, lang) {
            Ok(text) => terminal.out(&text),
            Err(error) => {
                terminal.error(&format!("the report cannot be written: {error}"), None);
                return Status::BadInput;
            }
        },
        Format::Text => {
            let style = report::text::Style { color: terminal.color(), width: terminal.width(), lang, explain: false };
            terminal.out(&report::proof::text(&run, &style));
        }
    }
    // Times are for whoever waits, and no part of what is found.
    let slow = |counts: &&verify::Counts| std::io::stderr().is_terminal() && counts.time >= Duration::from_secs(1);
    for counts in proof.counts.iter().filter(slow) {
        terminal.err(&format!("note: {} states in {:.1} s\n", counts.states, counts.time.as_secs_f64()));
    }
    let expected = proof.claims.iter().all(|claim| run.expected(claim)) && run.clean();
    if expected { Status::Fine } else { Status::No }
}

fn has(system: &System, name: &str) -> bool {
    let procedures = system.procedures.iter().flat_map(|editions| editions.all());
    let observer = system.observer.as_ref().map(|observer| observer.procedure);
    procedures.chain(observer).any(|procedure| procedure.properties().any(|(_, property)| property.name == *name))
}

fn too_large(why: Unexplorable) -> &'static str {
    match why {
        Unexplorable::Ways => {
            "the details of an act may be given in more than 16,384 ways that its conditions tell apart"
        }
        Unexplorable::Environments => "more than 4096 combinations of what a machine sees of others are told apart",
        Unexplorable::Cases => "one machine may be in more than 4 million cases",
        Unexplorable::Machines => "it has more than 64 machines, or they may be in too many cases",
    }
}

/// How the remark of a file begins that this command wrote: it may be written again.
const REMARK: &str = "Found by `greffe verify";

/// What a scenario is called that shows what is said of a property. `apart`: the same property, as other editions word
/// it, has another.
fn of_claim(system: &System, claim: &verify::Claimed, apart: bool) -> (String, Text) {
    let procedure = match claim.machine {
        Some(machine) => Some(system.editions(machine).get(claim.edition)),
        None => system.observer.as_ref().map(|observer| observer.procedure),
    };
    let title = procedure.map(|procedure| procedure.property(claim.property).label.clone()).unwrap_or_default();
    let (en, fr) = match claim.finding {
        Finding::Possible(_) => ("Possible", "Possible"),
        _ => ("Broken", "Enfreint"),
    };
    let title = Text { en: format!("{en}: {}", title.en), fr: title.fr.map(|text| format!("{fr} : {text}")) };
    let mut name = claim.name.clone();
    if let Some((machine, first)) = claim.machine.zip(claim.editions.filter(|_| apart).map(|run| run.0)) {
        name.push_str(&format!("-{}", system.editions(machine).get(first).edition()));
    }
    (name, title)
}

/// What a scenario is called that shows what was found without being asked.
fn of_remark(system: &System, remark: &verify::Remark) -> Option<(String, Text)> {
    let verify::Unasked::NeverInTime(duty) = remark.what else { return None };
    let duty = system.editions(remark.machine).get(remark.edition).duty(duty);
    let (en, fr) = ("Not to be fulfilled in time", "Impossible à remplir à temps");
    let fr = duty.label.fr.as_ref().map(|text| format!("{fr} : {text}"));
    Some((format!("{}_never_in_time", duty.name), Text { en: format!("{en}: {}", duty.label.en), fr }))
}

/// Writes a course as a scenario.
fn write(
    system: &System,
    (name, title): (String, Text),
    shown: &verify::Course,
    args: &Args,
    folder: &Path,
) -> Result<PathBuf, String> {
    let base = format!("{}-{}", system.name, name.replace('_', "-"));
    let remark = format!("{REMARK} {}`.", args.subject);
    let mut made = generate::Course::new();
    for step in &shown.steps {
        let rule = system.editions(step.machine).get(step.edition).act(step.act);
        let Some(by) = step.by.or(rule.by.first().copied()) else { continue };
        let act = Occurrence { act: step.act, on: step.on, by: Some(by), details: &step.details };
        made.push(step.machine, step.edition, &act, by);
    }
    if let Some(until) = shown.until {
        made.wait_until(until);
    }
    for name in std::iter::once(base.clone()).chain((2..100).map(|n: u32| format!("{base}-{n}"))) {
        let path = folder.join(format!("{name}.yaml"));
        if !is_free(&path) {
            continue;
        }
        let about = course::About { name, title, remarks: vec![remark] };
        let text = course::yaml(&course::scenario(system, &made, &about), &about)?;
        return match file::write(&path, &text) {
            Ok(()) => Ok(path),
            Err(error) => Err(format!("cannot write `{}`: {error}", path.display())),
        };
    }
    Err(format!("no name is free for `{base}`"))
}

/// Whether a file can be written without losing anything of the user's.
fn is_free(path: &Path) -> bool {
    match std::fs::read_to_string(path) {
        Ok(text) => text.strip_prefix("# ").is_some_and(|text| text.starts_with(REMARK)),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// How an exploration is going: only on a terminal, and only when it takes long.
struct Bar {
    begun: Instant,
    wanted: bool,
    bar: Mutex<Option<indicatif::ProgressBar>>,
}

impl Bar {
    fn new() -> Self {
        Self { begun: Instant::now(), wanted: std::io::stderr().is_terminal(), bar: Mutex::new(None) }
    }

    fn clear(&self) {
        if let Some(bar) = self.bar.lock().ok().and_then(|mut bar| bar.take()) {
            bar.finish_and_clear();
        }
    }
}

impl Watcher for Bar {
    fn tell(&self, progress: &verify::Progress) {
        let seconds = self.begun.elapsed().as_secs_f64();
        if !self.wanted || seconds < 1.0 {
            return;
        }
        if let Ok(mut bar) = self.bar.lock() {
            let bar = bar.get_or_insert_with(indicatif::ProgressBar::new_spinner);
            #[allow(clippy::cast_precision_loss, reason = "a rate to look at")]
            let rate = progress.states as f64 / seconds;
            bar.set_message(format!(
                "{} states, {rate:.0} a second, {} to go, {} deep",
                progress.states, progress.frontier, progress.depth
            ));
            bar.tick();
        }
    }
}
