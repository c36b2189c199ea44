//! `greffe mutate`

use std::path::Path;
use std::thread;

use greffe::diagnostic::{Diagnostic, Diagnostics, SourceMap};
use greffe::library::{Finder, Library, ProcedureId, ScenarioId, What, is_path};
use greffe::mutate::{Accepted, Failing, Properties, Review, Tested, mutants, review, run as run_mutants};
use greffe::procedure::Editions;
use greffe::report::{self, mutants::Run};
use greffe::syntax::{self, survivors::SurvivorsFile};

use super::collect;
use super::disk::Disk;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Format, Lang, Status, problems};

const EXAMPLES: &str = "\
Each rule is changed in turn, as an author might have written it wrongly: a bound shifted by one day, a condition \
dropped, a role widened, a deadline removed. What no scenario notices is a rule that nothing tests.

NAME@EDITION changes one edition; NAME alone each of them in turn. A scenario notices a change if it passes as it is \
and fails on the changed law, as `greffe test` has it; the quickest is asked first. Without --scenarios, those that \
`greffe test` would run.

A list of survivors tells those that are accepted, and why:
  survivors_of: cnil-enforcement
  edition: 2011-03-31
  survivors:
    - mutant: draw_minutes[2].requires[0] dropped
      because: two rules say the same

Examples:
  greffe mutate cnil-enforcement@2011-03-31
  greffe mutate my-procedure.yaml --scenarios my-cases
  greffe mutate hadopi-interconnection --survivors accepted.yaml

Exit status: 0 if every change is noticed or accepted, 1 if one is not or a list of survivors is out of date, 2 for \
bad input.";

/// Tells which rules of a procedure no scenario tests
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A file, a name, or NAME@EDITION
    #[arg(value_name = "PROCEDURE")]
    procedure: String,
    /// Scenarios: files, folders, or names of what comes with the program
    #[arg(long, value_name = "PATH", num_args = 1..)]
    scenarios: Vec<String>,
    /// Lists of survivors that are accepted
    #[arg(long, value_name = "FILE", num_args = 1..)]
    survivors: Vec<String>,
    /// List the changes, and run nothing
    #[arg(long)]
    list: bool,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// In which language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

/// Runs the scenarios on every mutant, and prints those that none noticed.
pub fn run(args: &Args, terminal: &mut Terminal) -> Status {
    let mut library = Library::new(Disk);
    let (id, edition) = match chosen(&mut library, &args.procedure) {
        Ok(chosen) => chosen,
        Err(fault) => {
            problems::refuse(*fault, &library, terminal);
            return Status::BadInput;
        }
    };
    let Some(opened) = scenarios(args, &mut library, terminal) else { return Status::BadInput };
    let Some(editions) = library.editions(id) else { return Status::BadInput };
    let Some(accepted) = accepted(args, editions, edition, terminal) else { return Status::BadInput };
    let Some((tested, failing)) = tested(&library, editions, &opened, terminal) else { return Status::BadInput };
    let indices = edition.map_or(0..editions.all().len(), |only| only..only + 1);
    let all: Vec<_> = indices.flat_map(|index| mutants(editions, index)).collect();
    let fates = (!args.list).then(|| {
        let mut progress = Progress::new(number(all.len()));
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let watched = library.with_watched(id).into_iter().filter(|watched| *watched != id);
        let watched = watched.filter_map(|watched| library.editions(watched).cloned()).collect();
        let properties = Properties::of(editions, watched);
        let breaks = |editions: &Editions, index: usize| properties.breaks(editions, index);
        let fates =
            run_mutants(editions, &all, &tested, Some(&breaks), threads, &mut |done| progress.show(number(done)));
        progress.clear();
        fates
    });
    let day = |mutant: &greffe::mutate::Mutant| editions.get(mutant.edition).edition().to_string();
    let review = fates.as_ref().map_or_else(Review::default, |fates| review(&all, fates, &accepted, &day));
    for name in &failing {
        terminal.warning(&format!("`{name}` fails as it is, and is left out"), Some("see `greffe test`"));
    }
    if tested.is_empty() && !args.list {
        terminal.warning(&format!("no scenario runs `{}`", editions.name()), None);
    }
    let names: Vec<String> = tested.iter().map(|tested| tested.scenario.name.clone()).collect();
    let run = Run {
        editions,
        edition,
        sources: library.sources(),
        scenarios: &names,
        failing: &failing,
        mutants: &all,
        fates: fates.as_deref(),
        accepted: &accepted,
        review: &review,
    };
    let lang = args.lang.into();
    match args.format {
        Format::Json => terminal.json(&report::mutants::json(&run, lang)),
        Format::Text => {
            let style = report::text::Style { color: terminal.color(), width: terminal.width(), lang, explain: false };
            terminal.out(&report::mutants::text(&run, &style));
        }
    }
    if run.is_complete() { Status::Fine } else { Status::No }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The procedure that an argument names, and its edition if it names one.
fn chosen(library: &mut Library, argument: &str) -> Result<(ProcedureId, Option<usize>), Box<Diagnostic>> {
    if !is_path(argument)
        && !argument.contains('@')
        && let Ok(opened) = library.open_procedure(argument)
        && let What::Procedure(id) = opened.what
        && library.editions(id).is_some_and(|editions| editions.all().len() > 1)
    {
        return Ok((id, None));
    }
    library.edition(argument).map(|(id, edition)| (id, Some(edition)))
}

/// Reads the scenarios that may test the procedure.
fn scenarios(args: &Args, library: &mut Library, terminal: &mut Terminal) -> Option<Vec<(String, ScenarioId)>> {
    if args.list {
        return Some(Vec::new());
    }
    let found = match collect::scenarios(&args.scenarios) {
        Ok(found) => found,
        Err(diagnostic) => {
            terminal.error(&diagnostic.headline, None);
            return None;
        }
    };
    let mut opened = Vec::new();
    let mut faults = Diagnostics::new();
    for found in found {
        match found.open(library).map(|opened| opened.what) {
            Ok(What::Scenario(id)) => opened.push((found.name, id)),
            Ok(what @ (What::Procedure(_) | What::System(_) | What::Study(_))) => {
                terminal.error(&format!("`{}` is a {}, not a scenario", found.file, what.word()), None);
                return None;
            }
            Ok(What::Broken) => {}
            Err(fault) => faults.push(*fault),
        }
    }
    faults.extend(library.diagnostics().iter().cloned());
    if faults.has_errors() {
        problems::errors(&faults, library, terminal);
        return None;
    }
    Some(opened)
}

/// The scenarios that test the procedure, and the names of those that would but fail as they are.
fn tested<'l>(
    library: &'l Library,
    editions: &'l Editions,
    opened: &[(String, ScenarioId)],
    terminal: &mut Terminal,
) -> Option<(Vec<Tested<'l>>, Vec<String>)> {
    let (mut tested, mut failing) = (Vec::new(), Vec::new());
    let mut faults = Diagnostics::new();
    for (name, id) in opened {
        match library.scenario(*id, &mut faults).map(|scenario| Tested::of(scenario, editions)) {
            Some(Ok(scenario)) => tested.push(scenario),
            Some(Err(Failing::Fails)) => failing.push(name.clone()),
            Some(Err(Failing::Elsewhere)) | None => {}
        }
    }
    if faults.has_errors() {
        problems::errors(&faults, library, terminal);
        return None;
    }
    Some((tested, failing))
}

/// The survivors that the lists accept, of the editions that are changed.
fn accepted(
    args: &Args,
    editions: &Editions,
    edition: Option<usize>,
    terminal: &mut Terminal,
) -> Option<Vec<Accepted>> {
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let mut all = Vec::new();
    for path in &args.survivors {
        let bytes = match Disk.read(Path::new(path), syntax::MAX_BYTES + 8) {
            Ok(bytes) => bytes,
            Err(error) => {
                terminal.error(&format!("cannot read `{path}`: {error}"), None);
                return None;
            }
        };
        let file = sources.add_bytes(path.clone(), bytes, &mut found);
        let list: Option<SurvivorsFile> =
            if found.has_errors() { None } else { syntax::read(file, &sources, &mut found) };
        let Some(list) = list else { continue };
        if list.survivors_of.value != editions.name() {
            let headline = format!("`{path}` is about `{}`, not `{}`", list.survivors_of.value, editions.name());
            terminal.error(&headline, None);
            return None;
        }
        let day = &list.edition.value;
        let changed = |index: usize| editions.get(index).edition().to_string() == *day;
        if edition.is_none_or(changed) {
            for entry in &list.survivors {
                all.extend(entry.mutant.iter().map(|mutant| Accepted {
                    edition: day.clone(),
                    mutant: mutant.value.clone(),
                    because: (&entry.because).into(),
                }));
            }
        }
    }
    if found.has_errors() {
        problems::show(&found, &sources, terminal);
        return None;
    }
    Some(all)
}
